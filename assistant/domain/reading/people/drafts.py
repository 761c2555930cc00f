"""Texts that explain, plan or describe errors: tables of codes, FAQs, drafts, changes, ready texts."""

from __future__ import annotations

import re

from assistant.domain.reading.people.prose import Words, ends, is_prose, line_at, says

_HEADING = re.compile(
    r"(?m)^[ \t]{0,3}(?:#{1,5} \S|h[1-5]\. \S|\*\*[^*\n]{2,60}\*\*|[\u25a0\u25a1\u25c6\u25cf\u25bc] ?\S)"
)
_STATUS = re.compile(r"(?<![\w.\-])(?:40[0-9]|42[29]|50[0-4])(?![\w.\-]*[\w%])")
_CODE = re.compile(r"(?<![\w.])[a-z]+(?:_[a-z]+){1,5}(?![\w.(])")
_FIRST_CELL = re.compile(  # a table of statuses, or a list of them with their codes, explains them
    r"(?m)^[ \t]{0,8}\|?[ \t]{0,8}`?([45]\d\d)`?[ \t:]{0,8}"
    r"(?:\||`?[a-z]+(?:_[a-z]+)+`?[ \t]{0,4}(?:\u2026|\.\.\.|-|\u2013|\u2014|:|=)[ \t]{0,4}\S)"
)
_QUESTION_AND_ANSWER = re.compile(  # lines that are marked so
    r"(?m)^(?P<asked>[ \t>*#|-]{0,8}(?:Q\d{0,2}|\u8cea\u554f\d{0,2}|Question|\u95ee)[ \t*]{0,4}"
    r"[.:\uff0e\uff1a\u3001)\uff09][^\n]{1,600}(?:\n(?![ \t]*\n)[^\n]{0,600}){0,4}?\n)\s{0,8}[*#|-]{0,4}[ \t]{0,4}"
    r"(?:A\d{0,2}|\u56de\u7b54\d{0,2}|Answer|\u7b54)[ \t*]{0,4}[.:\uff0e\uff1a\u3001)\uff09][^\n]{4}"
)
_CANNED = re.compile(  # a ready text in which a help desk puts a name
    r"\{\{ ?(?:ticket|customer|user|current_user|requester|recipient|contact|agent|first_name|name)"
    r"(?:\.[a-z_.]+)? ?\}\}"
    r"|[{\[\u3010\uff3b](?:\u304a\u5ba2\u69d8\u540d|\u9867\u5ba2\u540d|\u6c0f\u540d|\u62c5\u5f53\u8005\u540d)[}\]\u3011\uff3d]"
)
TITLE_MARKS = " \t#*=-_[]\u3010\u3011\u25a0\u25a1\u25c6"
_CHANGE = re.compile(  # how the line begins by which a change to a program is described
    r"\s*(?:(?:feat|chore|refactor)"
    r"|(?:feat|chore|refactor|fix|docs|test|perf|ci|build|style|revert)\([\w\-./ ]{1,40}\))!?: [a-z]"
)
_RELEASE = re.compile(r"(?mi)^#{1,3} \[?(?:v?\d+\.\d+\.\d+|unreleased\b)")  # a change log's heading
_CHANGES = re.compile(r"(?mi)^[ \t]{0,8}[-*\u2022] (?:fixed|fix|added|changed|new|removed|improved|security)\b[:\]]")
_HISTORY = re.compile(r"(?m)^commit [0-9a-f]{7,40}\b[^\n]*\n(?:Merge: [^\n]*\n)?Author: |^diff --git a/")
_RULE = re.compile(
    r"(?m)^(?:resource|data|module) \"[\w\-]+\"(?: \"[\w\-]+\")? \{$|"
    r"^[ \t]{0,40}(?:-[ \t]{1,8})?alert:[^\n]*\n(?:[^\n]*\n){0,3}?[ \t]*expr:"
)  # of a monitoring system


def is_answered(seen: str, place: int, words: Words) -> bool:
    """Tell whether a place stands in a question that the text answers itself, as an FAQ does."""
    return any(
        found.start() <= place < found.end("asked")
        and says(seen[found.end("asked") : line_at(seen, found.end())[1]], words.get("unfilled", ())) < 0
        for found in _QUESTION_AND_ANSWER.finditer(seen)
    )


def is_ready_text(seen: str) -> bool:
    """Tell whether a text is one of a help desk's, with a name still to be put in."""
    return _CANNED.search(seen) is not None


def is_explanation(seen: str) -> bool:
    """Tell whether a text explains several errors under headings or in a table."""
    edges = ends(seen)
    several = (
        len({found[0] for found in _STATUS.finditer(edges)}) > 1
        or len({found[0] for found in _CODE.finditer(edges)}) > 1
    )
    if len({found[1] for found in _FIRST_CELL.finditer(edges)}) > 1:
        return True
    return several and len(_HEADING.findall(edges)) > 1


def is_draft(seen: str, words: Words) -> bool:
    """Tell whether a text calls itself an explanation, a plan or minutes."""
    lines = [line for line in ends(seen).split("\n")[:200] if line.strip() and is_prose(line)]
    if any(says(line, words.get("draft", ())) >= 0 and not _is_followed(line, words) for line in lines):
        return True
    if len({name for line in lines if (name := _part(line)) in words.get("heading", ())}) > 1:
        return True
    if any(_is_change(line, words) for at, line in enumerate(lines) if at == 0 or _HEADING.match(line)):
        return True
    return bool(lines) and _is_title(lines[0], words) and not _is_followed(lines[0], words)


def _part(line: str) -> str:
    """Return what a heading says, in small letters; "" for another line."""
    return line.strip(TITLE_MARKS + ":\uff1a").lower() if _HEADING.match(line) else ""


def _is_followed(line: str, words: Words) -> bool:
    """Tell whether a line that names an explanation says what its reader did with it, or that it was no help."""
    return any(says(line, words.get(name, ())) >= 0 for name in ("ourselves", "lasting", "followed"))


def _is_change(line: str, words: Words) -> bool:
    """Tell whether a line describes a change to a program, made or wished for."""
    return _CHANGE.match(line) is not None or says(line.strip(TITLE_MARKS), words.get("wish", ())) == 0


def _is_title(line: str, words: Words) -> bool:
    """Tell whether a first line is the title of a text that reports nothing."""
    bare = line.strip(TITLE_MARKS)
    at = says(bare, words.get("title", ()))
    bracketed = line.lstrip()[:1] in ("\u3010", "[", "\u25a0")
    if at < 0 or (at > 0 and not bracketed) or says(bare, words.get("failing", ())) >= 0:
        return False
    named = re.match(r"[^\W\d_]+[:\uff1a]", bare) is not None  # "Runbook: 403"
    return named or not _STATUS.search(bare)


def is_notice(seen: str) -> bool:
    """Tell whether a text is a change log, a repository's history, or a system's rules and not their outcome."""
    return any(pattern.search(seen) for pattern in (_RELEASE, _HISTORY, _RULE)) or len(_CHANGES.findall(ends(seen))) > 1
