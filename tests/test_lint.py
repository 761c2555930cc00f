"""Every rule of lint fires on a small folder that breaks just that rule, and names the file and the line."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from assistant.knowledge_base import lint as rules
from assistant.knowledge_base import load as loading
from assistant.knowledge_base.lint import lint
from assistant.knowledge_base.load import KnowledgeError, load
from tests.small_knowledge import FILES, write

TODAY = "2026-11-23"
CAUSE = "causes/sample.yaml"
START = "    ask: {ja: どちらですか。, en: Which one?}\n"
THIRTY_THOUSAND = "".join(
    f"  s{n}:\n    title: {{ja: 選ぶ, en: Choose}}\n    ask: {{ja: どれ, en: Which}}\n    choices:\n"
    f"      a: {{label: {{ja: 一, en: A}}, go: s{n + 1}}}\n      b: {{label: {{ja: 二, en: B}}, go: s{n + 1}}}\n"
    for n in range(9)
)

BREACHES = [
    ("category-unknown", CAUSE, "category: model_not_found", "category: model_lost"),
    ("not-japanese", CAUSE, "title: {ja: 見本, en: Sample}", "title: {ja: Sample, en: Sample}"),
    ("cause-examples", CAUSE, '"The model b is a sample", facts: {model: b}', '"The model a is a sample", facts: {model: a}'),
    ("cause-unreachable", CAUSE, 'signals:\n  - says: ["The model {model} is a sample"]\n  - in_words: [thing]', "signals: []"),
    ("yaml", CAUSE, "steps:\n", "steps: {[\n"),
    ("duplicate-key", CAUSE, "who: developer\n", "who: developer\nwho: anyone\n"),
    ("shape", CAUSE, "who: developer\n", "who: nobody\n"),
    ("shape", CAUSE, "who: developer\n", ""),
    ("shape", CAUSE, "title: {ja: 見本, en: Sample}", "title: {ja: 見本}"),
    ("shape", CAUSE, "title: {ja: 見本, en: Sample}", "title: {ja: ' ', en: Sample}"),
    ("shape", CAUSE, "checked: 2026-11-20", "checked: yesterday"),
    ("shape", CAUSE, "checked: 2026-11-20", "checked: 2026-13-20"),
    ("shape", "steps.yaml", "model_call", "model_cal"),
    ("shape", "links.yaml", "without:", "instead:"),
    ("shape", "fallback.yaml", "none:\n", "nothing:\n"),
    ("fallback-missing", "fallback.yaml", "none:\n", "nothing:\n"),
    ("shape", CAUSE, START, START + "    do: {ja: 押す, en: Press}\n"),
    ("shape", CAUSE, "    end: handoff\n", ""),
    ("step-target", CAUSE, "right: {label: {ja: 右, en: Right}, go: recheck}", "right: {label: {ja: 右, en: Right}, go: gone}"),
    ("step-target", CAUSE, "not_seen: person", "not_seen: gone"),
    ("step-target", "steps.yaml", "else: again", "else: gone"),
    ("step-go", CAUSE, "    message: request\n    go: recheck\n", "    message: request\n"),
    ("step-choices", CAUSE, "      right: {label: {ja: 右, en: Right}, go: recheck}\n", ""),
    ("choice-edge", CAUSE, "en: Right}, go: recheck}", "en: Right}, go: recheck, back: start}"),
    ("choice-edge", CAUSE, "en: Right}, go: recheck}", "en: Right}}"),
    ("check-outcomes", "steps.yaml", ", else: again", ", denied: again"),
    ("check-outcomes", "steps.yaml", "else: again", "else: again, refused: again"),
    ("console-escapes", CAUSE, "    not_allowed: person\n", ""),
    ("guide-cycle", CAUSE, "back: recheck", "go: start"),
    ("step-unreachable", CAUSE, "go: turn", "go: recheck"),
    ("guide-walks", CAUSE, "steps:\n", "steps:\n" + THIRTY_THOUSAND.replace("go: s9", "go: start")),
    ("solved-unproved", CAUSE, "en: A person}, go: person", "en: A person}, go: solved"),
    ("solved-unproved", "steps.yaml", "else: again", "else: again, limited: solved"),
    ("guide-ends", "causes/other_one.yaml", "end: handoff", "end: solved"),
    ("guide-ends", CAUSE, "  solved:\n    end: solved\n", "  solved:\n    end: handoff\n"),
    ("step-shared", "fallback.yaml", "{end: handoff,", "{use: gone,"),
    ("placeholder-undeclared", CAUSE, "needs: [model]", "needs: []"),
    ("placeholders-differ", CAUSE, 'en: "A sample of {model}."', 'en: "A sample."'),
    ("links-differ", CAUSE, 'en: "Open the [settings](settings)."', "en: Open the settings."),
    ("link-unknown", CAUSE, "links: [settings]", "links: [gone]"),
    ("link-unknown", "messages.yaml", "ja: お願いします。, en: Please.", 'ja: "[これ](gone)", en: "[This](gone)"'),
    ("bare-url", CAUSE, "en: Another cause.", "en: 'See https://example.org'"),
    ("html", CAUSE, "en: Another cause.", "en: Another <b>cause</b>."),
    ("shout", CAUSE, "en: Another cause.", "en: Another cause!"),
    ("shout", CAUSE, "別の原因です。", "別の原因です！"),
    ("not-japanese", CAUSE, "{ja: 別の原因です。, en: Another cause.}", "{ja: &t It is some other cause of the very same error, en: *t}"),
    ("picture-unknown", CAUSE, "picture: box", "picture: gone"),
    ("picture-unused", CAUSE, "    picture: box\n", ""),
    ("picture-caption", "pictures/captions.yaml", "box:", "crate:"),
    ("message-unknown", CAUSE, "message: request", "message: gone"),
    ("concept-unknown", CAUSE, "in_words: [thing]", "in_words: [gone]"),
    ("concept-unknown", CAUSE, "in_words: [thing]", "in_words: [thing near gone]"),
    ("concept-unknown", "concepts.yaml", "thing: [thing]\n", "thing: [thing]\nfailures: [thing near gone]\n"),
    ("concept-unknown", "concepts.yaml", "thing: [thing]\n", "thing: [thing]\nbroad: [gone]\n"),
    ("concept-unused", CAUSE, "  - in_words: [thing]\n", ""),
    ("cause-name", CAUSE, "id: sample", "id: other_name"),
    ("cause-examples", CAUSE, '  - {paste: "The model b is a sample", facts: {model: b}}\n', ""),
    ("rival-unknown", CAUSE, "  other_one:", "  gone:"),
    ("step-shared", CAUSE, "use: recheck", "use: gone"),
    ("step-unused", "steps.yaml", "recheck:\n", "spare: {end: handoff, title: {ja: 予備, en: Spare}}\nrecheck:\n"),
    ("stale", CAUSE, "checked: 2026-11-20", "checked: 2026-05-01"),
    ("stale", "links.yaml", "checked: 2026-11-20", "checked: 2026-05-01"),
    ("ended", "models.yaml", "retirements: []", "retirements: [{ids: [a], date: 2026-11-22, source: a}]"),
    ("ended", "models.yaml", "retirements: []", "retirements: []\nendpoints: [{path: /v1/a, date: 2026-11-22, source: a}]"),
    ("checked-later", "links.yaml", "checked: 2026-11-20", "checked: 2026-11-24"),
]  # fmt: skip
WARNINGS = {"concept-unused", "picture-unused", "step-unused", "stale", "ended"}


def test_the_small_folder_is_clean(tmp_path: Path) -> None:
    assert lint(write(tmp_path), TODAY) == []
    assert set(load(tmp_path).causes) == {"sample", "other_one"}


@pytest.mark.parametrize(("rule", "file", "old", "new"), BREACHES, ids=lambda one: one if "-" in one else None)
def test_a_rule_fires(rule: str, file: str, old: str, new: str, tmp_path: Path) -> None:
    problems = lint(write(tmp_path, {file: (old, new)}), TODAY)
    fired = [one for one in problems if one.rule == rule]
    assert fired, problems
    assert all(one.warning == (rule in WARNINGS) for one in fired)
    assert all(one.file in FILES or one.file == "causes/other_one.yaml" for one in fired)
    assert all(re.fullmatch(rf"[\w/.]+:\d+: (error|warning) {rule} .+", str(one), re.DOTALL) for one in fired)


def test_the_line_is_the_line(tmp_path: Path) -> None:
    lines = FILES[CAUSE].split("\n")
    problems = lint(write(tmp_path, {CAUSE: ("links: [settings]", "links: [gone]")}), TODAY)
    (one,) = [one for one in problems if one.rule == "link-unknown"]
    assert (one.file, lines[one.line - 1]) == (CAUSE, "  turn:")
    problems = lint(write(tmp_path, {CAUSE: ("needs: [model]", "needs: []")}), TODAY)
    assert lines[problems[0].line - 1].startswith("needs:")


@pytest.mark.parametrize("name", [name for name in FILES if name.endswith(".yaml") and not name.startswith("causes/")])
def test_a_file_that_is_missing_is_named(name: str, tmp_path: Path) -> None:
    (write(tmp_path) / name).unlink()
    assert (name, "missing-file") in {(one.file, one.rule) for one in lint(tmp_path, TODAY)}
    with pytest.raises(KnowledgeError, match=name):
        load(tmp_path)


def test_what_only_ages_keeps_nothing_from_loading(tmp_path: Path) -> None:
    write(tmp_path, {CAUSE: ("checked: 2026-11-20", "checked: 2024-01-01")})
    assert all(one.warning for one in lint(tmp_path, TODAY))
    assert "sample" in load(tmp_path).causes


def rules_in(source: str) -> set[str]:
    """Return the rules that a module names: the first plain word of a complaint, and every word with a hyphen."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        name = getattr(node.func, "attr", getattr(node.func, "id", "")) if isinstance(node, ast.Call) else ""
        if name in ("Problem", "problem"):
            words = (one.value for one in node.args if isinstance(one, ast.Constant) and isinstance(one.value, str))
            found |= set([one for one in words if re.fullmatch("[a-z]+(-[a-z]+)*", one)][:1])
        elif isinstance(node, ast.Constant) and re.fullmatch("[a-z]+(-[a-z]+)+", str(node.value)):
            found.add(node.value)
    return found - {"utf-8"}


def test_every_rule_of_the_source_is_among_those_tested() -> None:
    folder = Path(rules.__file__).parent
    sources = [*folder.glob("*.py"), Path(loading.__file__), Path(loading.__file__).with_name("located.py")]
    named = {rule for path in sources for rule in rules_in(path.read_text(encoding="utf-8"))}
    assert named == {rule for rule, *_ in BREACHES} | {"missing-file"}
