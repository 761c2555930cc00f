"""What happens to a paste on its way: wrapping, quoting, escaping, wrapping in other formats; the same every time."""

from __future__ import annotations

import html
import json
import quopri
import re
import textwrap
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

import yaml

FOLDER = Path(__file__).resolve().parent
Damage = Callable[[str], str]


def broken(text: str, width: int) -> str:
    """Break every line hard at a width, in the middle of words too."""
    return "\n".join(line[at : at + width] for line in text.split("\n") for at in range(0, max(len(line), 1), width))


def framed(text: str) -> str:
    return "\n".join(f"│ {line.ljust(78)} │" for line in broken(text, 78).split("\n"))


def dumped(text: str) -> str:
    """Print a text as a Node object would: single quotes, a string for each line."""
    lines = [json.dumps(line + "\n")[1:-1].replace('\\"', '"').replace("'", "\\'") for line in text.rstrip("\n").split("\n")]
    return "{\n  level: 'error',\n  message: " + " +\n    ".join(f"'{line}'" for line in lines) + "\n}"


def framed_in_colour(text: str, width: int, escape: str) -> str:
    """Print a text as Rich does in a frame; where the text was copied, the first sign of each colour may be lost."""
    side = f"{escape}[31m│{escape}[0m"
    rows = [f"{side} {line.ljust(width)} {side}" for line in broken(text, width).split("\n")]
    return "\n".join([f"{escape}[31m╭─{escape}[0m Error {'─' * (width - 6)}╮", *rows, f"╰{'─' * (width + 2)}╯"])


def quoted_printable(text: str) -> str:
    encoded = quopri.encodestring(text.encode()).decode()
    return "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n" + encoded


def named(before: str, behind: str) -> Damage:
    """Put other marks than backticks around names."""
    return lambda text: re.sub(r"`([^`\n]+)`", lambda found: before + found[1] + behind, text)


def numbered(text: str) -> str:
    return "\n".join(f"{at:>4} | {line}" for at, line in enumerate(text.split("\n"), 1))


def narrow(width: int) -> Damage:
    """Break a text at the width of a column that loses the blanks at a line's end."""
    return lambda text: "\n".join(line.rstrip() for line in broken(text, width).split("\n"))


def paged(text: str) -> str:
    """Put the foot of a page into the middle of a text that was wrapped between words."""
    lines = [part for line in text.split("\n") for part in textwrap.wrap(line, 90, break_long_words=False, break_on_hyphens=False) or [""]]
    middle = (len(lines) + 1) // 2
    return "\n".join([*lines[:middle], "Incident report · Page 2 of 5 · Confidential", *lines[middle:]])


MAIL = "お世話になっております。以下のエラーで作業が止まっています。\n\n{}\n\nご確認をお願いいたします。"
OLDER = "Last week it was a 429 (You exceeded your current quota), that is paid. Now it is this one:\n\n"
SHAPES: dict[str, Damage] = {  # nothing is lost: the same facts must be read
    "none": str,
    "no backticks": lambda text: text.replace("`", ""),
    "smart quotes": lambda text: text.replace("`", "’"),
    "wrapped": lambda text: broken(text, 78),
    "wrapped at 80": lambda text: broken(text, 80),
    "framed": framed,
    "mail quotes": lambda text: "FYI\n" + textwrap.indent(broken(text, 78), "> ", lambda _: True),
    "escaped": json.dumps,
    "escaped twice": lambda text: json.dumps(json.dumps(text)),
    "entities": html.escape,
    "percent": lambda text: quote(text, safe=""),
    "colours": lambda text: "\x1b[31m" + text.replace("Error", "\x1b[1mError\x1b[0m"),
    "zero width": lambda text: text.replace(" ", "\u200b "),
    "full-width marks": lambda text: text.replace(": ", "： ").replace(", ", "， "),
    "no-break spaces": lambda text: text.replace(" ", "\u00a0"),
    "unicode escapes": lambda text: re.sub("[`'\"]", lambda found: f"\\u{ord(found[0]):04x}", text),
    "docker": lambda text: textwrap.indent(text, "web-1  | ", lambda _: True),
    "repr": repr,
    "json in json": lambda text: json.dumps({"level": "error", "body": json.dumps({"detail": text})}),
    "logfmt": lambda text: f"ts=2026-11-20T04:01:55Z level=error attempt=1 err={json.dumps(text)}",
    "yaml": lambda text: "result: failure\noutput: |\n" + textwrap.indent(text, "  "),
    "js dump": dumped,
    "quoted-printable": quoted_printable,
    "code tags": named("<code>", "</code>"),
    "role": named(":code:`", "`"),
    "highlighted": named('<span class="hljs-string">', "</span>"),
    "CSV cell": lambda text: 'id,when,text\n17,2026-11-20,"' + text.replace('"', '""') + '"',
}
BROKEN: dict[str, Damage] = {  # names are cut through
    "narrow": narrow(33),
    "very narrow": narrow(20),
    "coloured frame": lambda text: framed_in_colour(text, 78, "\x1b"),
    "frame of colours that lost a sign": lambda text: framed_in_colour(text, 60, ""),
    "foot of a page": paged,
}
MARKED: dict[str, Damage] = {  # each line, or only some names
    "tracker": lambda text: "{noformat}\n" + named("{{", "}}")(text) + "\n{noformat}",
    "numbered": numbered,
    "numbered without a bar": lambda text: numbered("\n" + text).replace(" | ", ": "),
    "bars": lambda text: textwrap.indent("\n" + text, "│ ", lambda _: True),
}
PROGRAMS = ("json in json", "logfmt")  # nobody tells an error in their own words in one of these
ROUND: dict[str, Damage] = {  # other words stand around it
    "Japanese around": MAIL.format,
    "an older error before": lambda text: OLDER + text,
}


@dataclass(frozen=True)
class Mutant:
    """One damaged paste, with what must be read from it."""

    name: str
    text: str
    category: str
    facts: dict[str, str]


def pastes() -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield every paste of this folder with its name."""
    for path in sorted(FOLDER.glob("*.yaml")):
        for case in yaml.safe_load(path.read_text(encoding="utf-8")):
            yield f"{path.stem}-{case['id']}", case


def mutants() -> Iterator[Mutant]:
    """Yield every paste of an error in every shape, but those whose own quoting or layout carries their meaning."""
    for name, case in pastes():
        facts = {key: str(value) for key, value in case.get("facts", {}).items()}
        if case["category"] in ("none", "other") or "missed" in case or re.search(r"(?m)^[>＞]|<td>|^\|", case["text"]):
            continue
        for shape, damage in (SHAPES | BROKEN | MARKED | ROUND).items():
            if name.startswith("retold") and shape in PROGRAMS:
                continue
            yield Mutant(f"{name} / {shape}", damage(case["text"].rstrip("\n")), case["category"], facts)


def misses(mutant: Mutant, category: str, read: dict[str, str]) -> list[str]:
    """Return what was read otherwise than it stands; a value that the damage has cut through may be missing."""
    wrong = [f"{mutant.name}: category {category}, not {mutant.category}"] if category != mutant.category else []
    for key in {*mutant.facts, *read}:
        wanted, got = mutant.facts.get(key), read.get(key)
        if wanted != got and (got is not None or (wanted is not None and wanted in mutant.text)):
            wrong.append(f"{mutant.name}: {key} {got}, not {wanted}")
    return wrong
