"""`model-access diagnose --log FILE`: a log as a stream, its errors grouped by cause, project and model."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from hashlib import blake2b
from typing import TextIO

from assistant.domain.deciding.decide import Decider
from assistant.domain.knowledge import Knowledge
from assistant.domain.text import Language
from assistant.domain.view.words import Words

ENTRY = 200  # lines that one entry may have
LONGEST_LINE = 20_000  # characters
LONGEST_ENTRY = 200_000
MOST_KNOWN = 4_096  # entries whose reading is remembered
MOST_GROUPS = 10_000
TIME = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d)?(?:[.,]\d+)?(?:Z|[+-]\d\d:?\d\d)?")
BEGINS = re.compile(r"^[\[{\"']?(?:ts=|time=|\"time[a-z]*\": ?\")?\d{4}-\d\d-\d\d[T ]\d\d:\d\d|^\{")
CHANGING = re.compile(r"req_[0-9a-f]{32}|(?<![\w.-])\d+(?![\w.-])")
TELLING = re.compile(
    r"error|denied|refused|fail|not found|exception|limit|quota|access|[ :=\"](?:4\d\d|5\d\d)\b", re.IGNORECASE
)

Key = tuple[str, str | None, str | None]
Reading = tuple[Key, str] | None


@dataclass(slots=True)
class Group:
    """The errors of one cause, project and model."""

    cause: str
    category: str
    project_id: str | None
    model: str | None
    count: int = 0
    first_line: int = 0
    last_line: int = 0
    first_time: str | None = None
    last_time: str | None = None


class LogReader:
    """Reads a log entry by entry; memory is bounded by one entry, the groups, and the remembered readings."""

    def __init__(self, decider: Decider) -> None:
        """Begin with nothing read."""
        self._decider = decider
        self._known: dict[bytes, Reading] = {}
        self.groups: dict[Key, Group] = {}
        self.lines = 0
        self.skipped = 0

    def read(self, lines: Iterable[str]) -> None:
        """Read all lines; a line that begins with a time or a brace begins an entry."""
        entry: list[str] = []
        size = 0
        for line in lines:
            if entry and (BEGINS.match(line[:80]) or len(entry) >= ENTRY or size >= LONGEST_ENTRY):
                self._entry(entry)
                entry, size = [], 0
            self.lines += 1
            entry.append(self._cut(line))
            size += len(entry[-1])
        if entry:
            self._entry(entry)

    def _cut(self, line: str) -> str:
        whole = line.rstrip("\r\n")
        self.skipped += len(whole) > LONGEST_LINE
        return whole[:LONGEST_LINE]

    def _entry(self, lines: list[str]) -> None:
        text = "\n".join(lines)
        if not TELLING.search(text):
            return
        reading = self._reading(text)
        if reading is None:
            return
        key, category = reading
        if key not in self.groups and len(self.groups) >= MOST_GROUPS:
            self.skipped += len(lines)
            return
        at = self.lines - len(lines) + 1
        group = self.groups.setdefault(key, Group(key[0], category, key[1], key[2], first_line=at))
        group.count += 1
        group.last_line = at
        time = TIME.search(text[:200])
        if time:
            group.first_time = group.first_time or time[0]
            group.last_time = time[0]

    def _reading(self, text: str) -> Reading:
        """Return cause, project and model of an entry's error; entries alike but for times and counts are read once."""
        alike = blake2b(CHANGING.sub("#", TIME.sub("#", text)).encode(errors="replace"), digest_size=16).digest()
        if alike in self._known:
            return self._known[alike]
        report = self._decider.read(text)
        verdict = self._decider.from_text(report)
        found: Reading = None
        if verdict.cause_id is not None:
            found = (verdict.cause_id, report.value("project_id"), report.value("model")), verdict.category
        if len(self._known) < MOST_KNOWN:
            self._known[alike] = found
        return found


def bounded(stream: TextIO) -> Iterator[str]:
    """Yield the lines of a stream; the rest of a line of more than `LONGEST_LINE` + 1 characters is dropped."""
    while line := stream.readline(LONGEST_LINE + 1):
        rest = line
        while len(rest) > LONGEST_LINE and not rest.endswith("\n"):
            rest = stream.readline(LONGEST_LINE + 1)
        yield line


def run(
    lines: Iterable[str],
    decider: Decider,
    knowledge: Knowledge,
    language: Language,
    as_json: bool,
    write: Callable[[str], None],
) -> int:
    """Read a log and write its groups, the most frequent first, with the guide of each and what was skipped."""
    reader = LogReader(decider)
    reader.read(lines)
    groups = sorted(reader.groups.values(), key=lambda one: (-one.count, one.first_line))
    if as_json:
        write(json.dumps(_as_json(groups, reader), ensure_ascii=False))
        return 0
    for one in groups:
        write(_as_text(one, knowledge, language))
    words = Words(knowledge, language)
    write(words("log_summary", lines=reader.lines, errors=sum(one.count for one in groups), skipped=reader.skipped))
    return 0


def _as_json(groups: list[Group], reader: LogReader) -> dict[str, object]:
    return {
        "groups": [{name: getattr(one, name) for name in Group.__slots__} for one in groups],
        "lines": reader.lines,
        "skipped": reader.skipped,
    }


def _as_text(group: Group, knowledge: Knowledge, language: Language) -> str:
    facts = {"project_id": group.project_id, "model": group.model}
    words = Words(knowledge, language, {name: value for name, value in facts.items() if value})
    cause = knowledge.causes[group.cause]
    span = f"{group.first_time or group.first_line} – {group.last_time or group.last_line}"
    head = (
        f"{group.count:>6} × {words.plain(cause.title)} [{group.cause}] {group.project_id or '-'} {group.model or '-'}"
    )
    return f"{head}\n         {span}\n         {words.plain(cause.start.title)}: {words.plain(cause.start.say)}"
