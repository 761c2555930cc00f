"""knowledge/ as it stands: lint, every walk in both languages, every example."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from assistant.domain import view
from assistant.domain.cause import Cause, Example, Step
from assistant.domain.evidence import Found
from assistant.domain.guiding import guide as guides
from assistant.domain.guiding.guide import Walk, all_walks, walk
from assistant.domain.reading.facts.tool import TOOLS
from assistant.domain.report import FactName
from assistant.domain.text import LANGUAGES, PLACEHOLDER, Language
from assistant.domain.view.step import StepCard, past, step_card
from assistant.domain.view.verdict import SHOWN, UNCHECKED
from assistant.domain.view.words import Words
from assistant.knowledge_base.lint import lint
from assistant.locations import knowledge_folder
from assistant.wiring import decider, knowledge
from tests.serving import ROOT

TODAY = "2026-11-29"
GUIDES = (*knowledge().causes, *knowledge().fallback)
CATEGORIES = (
    "project_model_access", "model_not_found", "model_deprecated", "org_verification_required", "insufficient_quota",
    "billing_limit_reached", "billing_inactive", "invalid_api_key", "account_deactivated", "key_org_project_mismatch",
    "missing_scope", "project_archived", "ip_not_allowed", "unsupported_region", "wrong_endpoint", "rate_limited",
    "context_length", "bad_request_other", "azure_deployment_not_found", "gateway_model_access",
    "gateway_budget_exceeded", "chatgpt_plan_model", "provider_model_unknown", "network", "server_error", "other", "none",
)  # fmt: skip
VALUES = {
    "project_id": "proj_Ab12Cd34Ef56Gh78", "organization_id": "org-Ab12Cd34Ef56", "request_id": "req_0123456789abcdef",
    "model": "gpt-4.1", "sibling": "gpt-4.1-2025-04-14", "replacement": "gpt-6-luna", "shutdown_date": "2027-01-14",
    "scope": "model.request", "status": "403", "code": "model_not_found", "at": "2026-11-23T00:00:00+00:00",
    "endpoint": "/v1/responses", "message": "Project has no access", "grade": "reported",
}  # fmt: skip
_ANY = "[a-z0-9_]+"  # what an f-string fills in
UNFILLED = re.compile(r"\{\{?[a-z_]+\}?\}|`None`|``|undefined")
LEFT_OVER = re.compile(r"\]\((?!https://)[^)]*\)")  # a link whose id was not turned into an address
JAPANESE = re.compile("[\u3040-\u30ff\u4e00-\u9fff]")
LABELS = re.compile(r"`[^`]*`|\[[^\]]*\]\([^)]*\)|[「『][^」』]*[」』]")


def test_lint_finds_no_error() -> None:
    assert [str(one) for one in lint(knowledge_folder(), TODAY) if not one.warning] == []


def test_every_category_of_the_contract_has_a_cause_and_no_other_has() -> None:
    """Another vendor's refusal that is none of ours has a guide of its own, under the category other."""
    assert {one.category for one in knowledge().causes.values()} == set(CATEGORIES) - {"none"}


def cards(name: str, walked: Walk, language: Language, values: dict[str, str]) -> Iterator[tuple[Step, StepCard]]:
    """Yield the card of every step of a walk, its end included."""
    words, guide = Words(knowledge(), language, values), knowledge().guide(name)
    for number in range(len(walked.given) + 1):
        here = Walk(walked.given[:number], walked.given[number].step if number < len(walked.given) else walked.step)
        yield here.step, step_card(guide, here, words)


def texts_of(card: StepCard) -> Iterator[str]:
    yield from (card.title, card.say)
    yield from (one.label for one in card.buttons)
    yield from (one.label for one in card.links)
    for message in card.messages:
        yield from (message.subject, message.body)
    if card.picture:
        yield from (card.picture.alt, card.picture.caption)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", GUIDES)
def test_every_walk_renders(name: str, language: Language) -> None:
    """With all facts known and with none: no gap, no empty text, nothing missing that the step names."""
    seen: set[tuple[str, int]] = set()
    for walked in all_walks(knowledge().guide(name)):
        assert past(walked.given, Words(knowledge(), language))[-1].answer if walked.given else True
        for known, values in enumerate(({}, VALUES)):
            for step, card in cards(name, walked, language, values):
                assert card.total >= card.number >= 1
                if (step.id, known) not in seen:
                    seen.add((step.id, known))
                    check_card(step, card, language)


def check_card(step: Step, card: StepCard, language: Language) -> None:
    texts = list(texts_of(card))
    assert all(one.strip() for one in texts), f"{step.id}: an empty text"
    everything = "\n".join([*texts, card.warn])
    assert not UNFILLED.search(everything), f"{step.id}: {UNFILLED.search(everything)}"
    assert not LEFT_OVER.search(everything), f"{step.id}: {LEFT_OVER.search(everything)}"
    assert len(card.links) == len(step.links)
    assert all(urlsplit(one.url).scheme == "https" and urlsplit(one.url).netloc and "{" not in one.url for one in card.links)
    assert (card.picture is None) == (step.picture is None)
    if card.picture:
        assert card.picture.svg.lstrip().startswith("<svg") and "{{" not in card.picture.svg
    assert [one.language for one in card.messages] == ([language, other(language)] if step.message else [])
    assert bool(card.checked) == step.console
    assert bool(card.warn) == (step.warn is not None)
    own = LABELS.sub("", f"{card.say}\n{card.warn}")
    assert bool(JAPANESE.search(own)) == (language == "ja"), f"{step.id}: not {language}"


def other(language: Language) -> Language:
    return "en" if language == "ja" else "ja"


@pytest.mark.parametrize("name", GUIDES)
def test_every_walk_can_be_replayed_and_told(name: str) -> None:
    guide = knowledge().guide(name)
    for walked in all_walks(guide):
        answers = {one.step.id: one.answer for one in walked.given}
        assert walk(guide, answers) == walked
        assert len(answers) == len(walked.given), "a step twice on one way"


@pytest.mark.parametrize("name", GUIDES)
def test_a_choice_that_leads_back_does_so_on_every_way(name: str) -> None:
    """A button that does nothing because its target is not on this way is a dead button."""
    guide = knowledge().guide(name)
    dead = {
        f"{given.step.id}.{label} -> {choice.back}, after {' '.join(way)}"
        for walked in all_walks(guide)
        for at, given in enumerate(walked.given)
        for label, choice in given.step.choices.items()
        if choice.back and choice.back not in (way := [one.step.id for one in walked.given[:at]])
    }
    assert not dead


@pytest.mark.parametrize("name", GUIDES)
def test_every_outcome_of_every_check_leads_somewhere(name: str) -> None:
    guide = knowledge().guide(name)
    for one in guide.steps.values():
        if one.verb == "check":
            targets = {found: guides.edge(one, found.value) for found in Found}
            assert None not in targets.values()
            assert [found for found, to in targets.items() if guide.steps[to or ""].end == "solved"] == [Found.OK]


@pytest.mark.parametrize("name", GUIDES)
def test_every_guide_hands_over_and_can_be_solved_where_something_is_checked(name: str) -> None:
    ends = {one.step.end for one in all_walks(knowledge().guide(name))}
    checks = any(one.verb == "check" for one in knowledge().guide(name).steps.values())
    assert ends == ({"handoff", "solved"} if checks else {"handoff"})


def examples() -> list[tuple[Cause, Example]]:
    return [(cause, one) for cause in knowledge().causes.values() for one in cause.examples]


@pytest.mark.parametrize(("cause", "example"), examples(), ids=lambda one: getattr(one, "id", ""))
def test_every_example_lands_on_its_cause_with_its_facts(cause: Cause, example: Example) -> None:
    report = decider().read(example.paste)
    verdict = decider().from_text(report)
    if cause.signals:
        assert (verdict.cause_id, verdict.category) == (cause.id, cause.category)
    else:  # only evidence can tell it from the cause whose words it shares
        assert cause.id in verdict.rivals
    assert verdict.grade in ("reported", "possible")
    names: list[FactName] = list(example.facts)  # type: ignore[misc]
    assert {name: report.value(name) for name in names} == {name: str(value) for name, value in example.facts.items()}
    assert report.kind == "error"
    lines = example.paste.split("\n")
    assert verdict.evidence, "a verdict from the text names its line"
    assert all(one.text.strip() in lines[one.line - 1] for one in verdict.evidence if one.line <= len(lines))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_title_and_reason_renders(language: Language) -> None:
    for values in ({}, VALUES):
        words = Words(knowledge(), language, values)
        for cause in knowledge().causes.values():
            for text in (cause.title, cause.why, cause.evidence.verifies, cause.evidence.refutes, *cause.rivals.values()):
                for said in (words.markdown(text), words.plain(text)):
                    assert said and not PLACEHOLDER.search(said) and not LEFT_OVER.search(said)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_of_values_known_or_not_is_whole(language: Language) -> None:
    for message in knowledge().messages.values():
        for values in ({}, VALUES):
            said = Words(knowledge(), language, values).plain(message.body)
            assert said.strip() and not PLACEHOLDER.search(said)


def test_the_words_that_code_names_by_rule_are_there() -> None:
    wording = knowledge().wording
    needed = [f"category_{one}" for one in CATEGORIES]
    needed += [f"grade_{one}{end}" for one in ("verified", "reported", "possible", "unknown") for end in ("", "_means")]
    needed += [f"found_{one.value}" for one in Found]
    needed += ["found_else", *(f"answer_{one}" for one in ("done", "not_seen", "not_allowed", "person"))]
    needed += [f"fact_{one}" for one in SHOWN]
    needed += [f"who_{one.who}" for one in knowledge().causes.values()]
    needed += list(UNCHECKED.values())
    needed += [f"the_{name}" for name in {need for cause in knowledge().causes.values() for need in cause.needs}]
    assert [one for one in needed if one not in wording] == []


def words_asked_for() -> dict[str, str]:
    """Return every id of wording.yaml that the code names outright, with the file that does."""
    asked = {}
    for path in (Path(view.__file__).parents[2]).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            function = getattr(node, "func", None)
            name = getattr(function, "attr", getattr(function, "id", ""))
            first = node.args[0] if isinstance(node, ast.Call) and node.args else None
            if name in ("say", "words", "shown") and isinstance(first, ast.Constant) and isinstance(first.value, str):
                asked[first.value] = path.name
            if isinstance(node, ast.keyword) and node.arg in ("note", "notice") and isinstance(node.value, ast.Constant):
                asked[str(node.value.value)] = path.name
    return asked


def test_the_words_that_code_names_outright_are_there() -> None:
    asked = {name: file for name, file in words_asked_for().items() if re.fullmatch("[a-z0-9_]+", name) and name not in LANGUAGES}
    assert len(asked) > 50
    assert {name: file for name, file in asked.items() if name not in knowledge().wording} == {}


def test_no_words_are_kept_that_nothing_says() -> None:
    """An id is a string of the code, fits one that the code puts together, or stands in another file of knowledge/."""
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in (ROOT / "app.py", *(ROOT / "assistant").rglob("*.py"))]
    nodes = [node for tree in trees for node in ast.walk(tree)]
    outright = {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    outright |= {word for file in (ROOT / "knowledge").rglob("*.yaml") if file.stem != "wording" for word in re.findall(r"\w+", file.read_text(encoding="utf-8"))}
    shapes = [_shape(node) for node in nodes if isinstance(node, ast.JoinedStr)]
    made = re.compile("|".join(shape for shape in shapes if re.search("[a-z]{3}", shape.replace(_ANY, ""))))
    assert [one for one in knowledge().wording if one not in outright and not made.fullmatch(one)] == []


def _shape(node: ast.JoinedStr) -> str:
    return "".join(re.escape(str(part.value)) if isinstance(part, ast.Constant) else _ANY for part in node.values)


def test_every_reason_that_a_check_can_have_is_said_in_words() -> None:
    from assistant.adapters.openai_api import send

    named = {
        node.value.value
        for folder in (Path(send.__file__).parent, Path(view.__file__).parents[1])
        for path in folder.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.keyword) and node.arg in ("reason", "skip") and isinstance(node.value, ast.Constant)
    }
    named |= {word for _, word in send.FAULTS} | {"failed", "redirect", "proxy", "garbled", "html", "content_type"}
    named |= {"encoding", "too_large", "cut", "no_key", "characters", "admin_key", "project_key", "foreign_key"}
    assert {one for one in named if one and f"reason_{one}" not in knowledge().wording} == set()


@pytest.mark.parametrize("tool", [one.id for one in knowledge().tools])
def test_every_tool_of_the_file_can_be_read_from_a_paste(tool: str) -> None:
    """Its question is asked only where reading names it so."""
    assert tool in {name for name, *_ in TOOLS}
