"""Whether a sentence of the API is an error that happened, or only words in a program, a draft or a question."""

from __future__ import annotations

import re
from collections.abc import Mapping

from assistant.domain.reading.facts.values import Value
from assistant.domain.reading.people.prose import line_at
from assistant.domain.reading.text.sentences import Hit

_FORMAT = re.compile(r"\{[a-z_0-9.]*\}|\$\{|%[sdrv]\b|<[a-z][a-z_ \-]*>|\(\.[*+]|\[\^|\\[SwWd][+*]|#\{", re.IGNORECASE)
_PROGRAM = re.compile(
    r"[\"'`/]\s*(?:not )?in\s+(?:str\(|(?:\w+\.)*\w*(?:err|exc|message|msg|text|body|output|content|response"
    r"|line)\w*(?:\b|_|\())|\.(?:includes|contains|test|match|matches|search|startswith|startsWith|endswith"
    r"|indexOf|find|has)\(|\bre\.\w+\("
    r"|[=!]==?\s*[\"'`]|=~|\bassert(?! that\b)\w*\b|\bexpect\(|\braise \w+\(|\bthrow new\b|(?:^|[;{])\s*case [\"']"
    r"|\b(?:WHERE|AND|OR) [\w.\"]+ (?:=|<>|!=|IN|LIKE) |\bgrep\s+(?:-\w|[\"'`])|\belif\b"
    r"|\breturn [\"'`f]|\bmock_?\w*[.(]|\bside_effect\b|\breturn_value\b|\.include\?\(|\brescue [A-Z]"
    r"|\bexcept \(?(?:\w+\.)*\w*(?:Error|Exception)\b"
    r"|\bdef test_|=\s*\w+(?:Error"
    r"|Exception)\([\"'`]|\.toEqual|\.toContain"
)  # fmt: skip
_TEST = re.compile(  # where a test begins; what stands below it is made up
    r"(?m)^[ \t]*(?:(?:async )?def test_\w+\(|(?:it|test|describe)(?:\.\w+)?\([\"'`]"
    r"|func Test\w+\(|@Test\b|class Test\w+|#\[(?:\w+::)*test\]|\[(?:Fact|Theory|Test|TestMethod)\]"
    r"|(?:it|test|describe|context) [\"'].{1,200}[\"'] do\b|(?:public )?function test\w+\()"
)
_MADE_UP = re.compile(  # a file of tests, named in a comment or a path, whose contents follow; and an id that is no id
    r"(?m)^[ \t]*(?://|#|/\*|<!--|;)[^\n]{0,40}(?:fixtures?|mocks?|stubs?|__tests__|\.test\.|\.spec\.|_test\.)"
)
_NO_ID = re.compile(r"proj_(?:test|mock|fake|dummy|demo|sample|example|fixture)", re.IGNORECASE)
_PRINTED = re.compile(r"(?m)^(?:E\s{2,}|Traceback |\s*at \S+ ?\(|(?:\w+\.)*\w*(?:Error|Exception)\b)")
_TEST_LENGTH = 1_500
_KEYED = re.compile(
    r"(?P<key>[a-z]+(?:_[a-z]+)+)[\"'`]?\s{0,4}(?:=>|[:=])\s{0,4}[\"'`]$"
)  # a table of texts by their code
_CASE = re.compile(
    r"\b(?:WHERE|AND|OR) \w+ (?:=|<>|>=) \d{3}\b|\bcase \d{3}:|[=!]==?\s*\d{3}\b|\bin [(\[{]\s*\d{3}[\d, ]*"
)  # statuses that a program handles
_CANNED = re.compile(  # an answer that a program is made to give
    r"\b(?:json|return_value|side_effect)\s?=\s?(?:\w+\()?\{\s{0,4}[\"']error[\"']"
    r"|\.(?:json|reply|mock\w+|respond\w*)\(\s{0,4}(?:\d{3},\s{0,4})?\{\s{0,4}[\"']?error\b"
)
_DOCUMENTED = re.compile(
    r"[ \t]*(?:[rbu]?\"\"\"\w|[rbu]?'''\w|///|//!|\* @\w|:raises )"
)  # what a program says of itself
_LIVE = re.compile(r"Error code: \d|[\"']error[\"']\s*[:=]|\bHTTP[/ ]\d|\b[45]\d\d\b")


def is_program(line: str) -> bool:
    """Tell whether a line is program text that handles an error's words."""
    if _DOCUMENTED.match(line):
        return True
    return _PROGRAM.search(line[:600]) is not None and not _LIVE.search(_CASE.sub("", line[:600]))


def _in_test(seen: str, start: int) -> bool:
    """Tell whether a place stands in the source of a test, before anything that running it has printed."""
    if _MADE_UP.search(seen, max(0, start - _TEST_LENGTH), start):
        return True
    found = list(_TEST.finditer(seen, max(0, start - _TEST_LENGTH), start))
    begin, _ = line_at(seen, start)
    return bool(found) and not _PRINTED.search(seen[found[-1].end() : start]) and not _PRINTED.match(seen, begin)


def _statement(seen: str, begin: int) -> int:
    """Return where the statement begins whose arguments stand on a line of their own, or that line's beginning."""
    above = seen.rfind("\n", 0, max(0, begin - 1)) + 1
    return above if seen[above:begin].rstrip().endswith("(") else begin


def is_mention(seen: str, hit: Hit, slots: Mapping[str, Value | None], codes: frozenset[str]) -> bool:
    """Tell whether a sentence stands there as words only: a format string, a search, a comparison, a name left open."""
    keyed = _KEYED.search(seen, max(0, hit.start - 80), hit.start)
    if keyed and keyed["key"] in codes:
        return True
    begin, end = line_at(seen, hit.start)
    begin = _statement(seen, begin)
    line = seen[max(begin, hit.start - 300) : min(max(end, hit.end), hit.end + 300)]
    if any(name == "project_id" and _NO_ID.search(seen, low, high) for name, low, high in hit.rooms):
        return True
    if any(
        _FORMAT.search(seen[low : min(high, low + 60)].split("\n", maxsplit=1)[0])
        for name, low, high in hit.rooms
        if name in ("model", "project_id") and not slots.get(name)
    ):
        return True
    model = slots.get("model")
    if model is not None and (_FORMAT.search(model.text) or (len(model.text) == 1 and not slots.get("project_id"))):
        return True
    if (
        hit.template.trailing == "model"
        and model is None
        and not slots.get("project_id")
        and seen[hit.end :].strip(" \n`'\".\u2026*_")
    ):
        return is_program(line) or not _LIVE.search(line)
    canned = _CANNED.search(seen, max(begin, hit.start - 300), hit.start) is not None
    return canned or is_program(line) or (not slots.get("project_id") and _in_test(seen, hit.start))
