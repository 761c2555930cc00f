"""Whether the newer words of a text say that its error is gone."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator, Mapping

from assistant.domain.reading.error import Read
from assistant.domain.reading.people.above import is_above
from assistant.domain.reading.people.claims import claimed_at, is_left
from assistant.domain.reading.people.closed import is_denied, is_thanked
from assistant.domain.reading.people.drafts import is_notice
from assistant.domain.reading.people.ending import closes, is_ended, is_found
from assistant.domain.reading.people.others import others
from assistant.domain.reading.people.outcome import has_outcome
from assistant.domain.reading.people.phrases import occurring
from assistant.domain.reading.people.prose import ends, is_at_edge, is_prose, line_at, quoted_from, says, unstamped
from assistant.domain.reading.people.talk import SENTENCE, happened
from assistant.domain.reading.people.timeline import Timeline
from assistant.domain.reading.templates import Templates

Words = Mapping[str, tuple[str, ...]]
TABLE = re.compile(r"(?m)^[ \t]{0,20}\|?[ \t]{0,20}:?-{3,200}:?[ \t]{0,20}\|")
ROW = re.compile(r"\s*\|.*\|.*\|\s*$")
_SPOKEN_FOR = re.compile(  # a program's line, or one that plays a role: no person says it
    r"\W*(?:system|assistant|info|debug|warn(?:ing)?|error|trace|notice)\b[^a-z]{0,12}[:\]]", re.IGNORECASE
)
_LOGGED = re.compile(r"[^\n]{0,40}\d\d:\d\d:\d\d\S*[ \t]+\S")  # a program's entry
_BEHIND = 12  # lines behind a claim in which people may take it back
_EACH = re.compile(r"(?<=[.!?])\s|(?<=[!?\u3002])(?![\x00-\x7f])")  # between sentences of either script


def is_past(seen: str, one: Read, words: Words) -> bool:
    """Tell whether the people's words before an error in its line say that it belongs to an earlier time."""
    start = one.incident.places[-1][0]
    begin, _ = line_at(seen, start)
    before = seen[max(begin, start - 200) : start]
    clause = re.split(r"[.!?;\u3002\uff01][\"')\u300d]?\s", before)[-1]
    return says(clause, words.get("earlier", ())) >= 0 and says(clause, words.get("now", ())) < 0


def is_over(seen: str, ordered: list[Read], templates: Templates) -> bool:
    """Tell whether the text itself says that the error is gone, an example, or part of an automatic reply."""
    last, words = ordered[-1], occurring(ends(seen), templates.words)
    fresh_end = quoted_from(seen)
    line_of = Timeline(seen, templates.words)
    places = [one.incident.places[-1][0] for one in ordered if not one.quoted and not is_past(seen, one, words)]
    newest = max(places, key=line_of.key, default=-1)
    newer = list(_newer(seen, fresh_end if fresh_end > 60 else len(seen), newest, line_of, words))
    if places and is_denied(seen, words):
        return False
    claimed = _claimed(newer, words, others(seen, last, templates))
    if claimed is not None:
        return claimed or not places
    if not places and (is_automatic(seen, words) or is_thanked(seen[:fresh_end], words)):
        return True
    if _is_tabled(seen, ordered) or (not last.incident.project and is_notice(seen)):
        return True
    if newest >= 0 and _is_settled_behind(seen, newest, line_of, [line[start:] for start, line in newer], words):
        return True
    return _is_supposed(seen, last, words)


def _newer(seen: str, stop: int, newest: int, line_of: Timeline, words: Words) -> Iterator[tuple[int, str]]:
    """Yield what people say in the order of time: each line, and from where on it is newer than the newest error."""
    stamp = line_of.key(newest)
    for begin, written in line_of.lines(seen):
        end = begin + len(written) + 1
        line = _spoken(written) if begin < stop and is_at_edge(seen, begin) else ""
        if not line:
            continue
        if begin <= newest < end:
            yield 0 if seen[begin:newest].rstrip("`'\"").endswith(("(", "\uff08")) else newest + 1 - begin, line
        elif line_of.key(begin) > stamp or is_above(written, seen[:newest], words):
            yield 0, line


def _claimed(newer: list[tuple[int, str]], words: Words, is_other: Callable[[str], bool]) -> bool | None:
    """Tell whether people say that the error is gone and do not take it back; None where they say nothing of it."""
    said = None
    for number, (start, line) in enumerate(newer):
        found = claimed_at(line, words, is_other, start)
        if found < 0 and not closes(line[start:], words):
            continue
        if found >= 0 and says(line[start:found], words.get("another_time", ())) >= 0:
            continue
        behind = (later for _, later in newer[number + 1 : number + 1 + _BEHIND])
        said = not (
            says(line[max(found, 0) :], words.get("but", ())) >= 0 or any(is_left(one, words) for one in behind)
        )
        if said:
            break
    return said


def _is_settled_behind(seen: str, newest: int, line_of: Timeline, said: list[str], words: Words) -> bool:
    """Tell whether what is newer than the newest error ends it as a whole, and not by one sentence."""
    behind = _behind(seen, newest, line_of)
    return has_outcome(behind, words) or _is_last_word(seen, newest, line_of, words) or is_found(" ".join(said), words)


def _behind(seen: str, newest: int, line_of: Timeline) -> str:
    """Return the text that is newer than the newest error, in the order of time."""
    stamp = line_of.key(newest)
    return "\n".join(line for begin, line in line_of.lines(seen) if line_of.key(begin) > stamp)


def _is_last_word(seen: str, newest: int, line_of: Timeline, words: Words) -> bool:
    """Tell whether the last of several entries, newer than the newest error, only says that all is well."""
    last = line_of.latest
    newer = last.headed and line_of.key(last.start) > line_of.key(newest)
    return newer and not _LOGGED.match(seen, last.start) and is_ended(seen[last.start : last.end], words)


def _is_tabled(seen: str, ordered: list[Read]) -> bool:
    """Tell whether all of several errors stand in the rows of a table, which explains them."""
    if len(ordered) < 2 or not TABLE.search(seen):
        return False
    return all(ROW.match(seen[slice(*line_at(seen, one.incident.start))]) for one in ordered)


def is_automatic(seen: str, words: Mapping[str, tuple[str, ...]]) -> bool:
    """Tell whether a person's mail program has answered by itself."""
    return any(says(line, words.get("automatic", ())) >= 0 for line in ends(seen).split("\n")[:40] if is_prose(line))


def _spoken(line: str) -> str:
    """Return what a person says in a line: all of it, or the sentences before what a program printed."""
    if line.lstrip().startswith(">") or _SPOKEN_FOR.match(line):
        return ""
    if is_prose(line):
        return unstamped(line).rjust(len(line))  # its places stay
    return " ".join(itertools.takewhile(is_prose, SENTENCE.split(line[:600])))


def _is_supposed(seen: str, last: Read, words: Mapping[str, tuple[str, ...]]) -> bool:
    """Tell whether the sentence's own line only asks about it or supposes it."""
    start, end = last.incident.places[-1]
    begin, stop = line_at(seen, start)
    line = seen[max(begin, start - 300) : min(stop, end + 300)]
    if last.incident.project or last.body.group >= 0 or len(last.incident.places) > 1:
        return False
    supposed = words.get("supposed", ())
    beside = "\n".join(part for part in _EACH.split(line) if says(part, supposed) < 0)
    return is_prose(line) and says(line, supposed) >= 0 and not happened(beside, words)
