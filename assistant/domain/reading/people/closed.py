"""Reports that are closed or only confirmed: tickets by their fields, thanks above an older message, receipts."""

from __future__ import annotations

import re

from assistant.domain.reading.people.documents import is_document, is_named_later
from assistant.domain.reading.people.drafts import TITLE_MARKS, is_answered, is_notice
from assistant.domain.reading.people.prose import Words, is_prose, is_quoted, quoted_from, says
from assistant.domain.reading.people.traces import is_printed

_FIELD = re.compile(
    r"(?m)^[ \t>*|\-\u3010\u25a0\u25a1\u25c6\u25c7\u25cf\u25cb\u30fb]{0,8}"
    r"(?P<name>[^\n:\uff1a|=\u3011]{2,30}?)[ \t*]{0,4}"
    r"[:|=\u3011\uff1a][ \t*|]{0,6}(?P<value>[^\n|]{1,60})"
)
_STATE_FIRST = re.compile(
    r"[\s#*=]{0,8}[\[\u3010(\uff08]?(?P<state>[^\W\d_]{2,12})"
    r"(?:[\]\u3011)\uff09](?!\s?(?:was|is)\b)|\s{0,3}(?:[\u2014\u2013:\uff1a|]| - ))"
)
_STATE_LAST = re.compile(r"^[^\n]{3,80}[\[\u3010(](?P<state>[^\W\d_]{2,12})[\]\u3011)]\s*$")  # of the first line
_NO_MORE = re.compile(  # what may follow a closed ticket's state: an ending of the word, a day, a person, a note
    r"(?:\u6e08\u307f?|\u3057\u307e\u3057\u305f|\u3044\u305f\u3057\u307e\u3057\u305f|\u3067\u3059)?[\s*\])\u3011\u3002.!]*"
    r"(?:$|[\d\-\u2013\u2014,;/|(\uff08\u3001:\uff1a]|(?:on|by|at|as|in|since)\b)"
)
_TOP = 6_000  # characters in which a ticket's fields stand
_NAME_LINES = 3  # below a letter's closing formula
_GREETING = 3  # words that the line which greets has at most
_CELLS = re.compile(r"[\u2014\u2013\u00b7,]| - |\s{2,}")


def is_settled_report(seen: str, place: int, words: Words) -> bool:
    """Tell whether a place stands in a closed ticket, below a desk's receipt, in an answered question, or in notes."""
    if is_closed(seen, words) or is_receipt(seen, place, words) or is_answered(seen, place, words):
        return True
    return not is_printed(seen) and (is_document(seen, place, words) or is_notice(seen) or is_named_later(seen, words))


def is_closed(seen: str, words: Words) -> bool:
    """Tell whether a ticket's own field says that it is closed, and nobody has opened it again."""
    first = seen.lstrip().split("\n", maxsplit=1)[0]
    head = _STATE_FIRST.match(seen) or _STATE_LAST.search(first)
    ends_it = head is not None and _is_end(head["state"].lower(), words)
    reopened = says(seen[:_TOP], words.get("reopened", ())) >= 0
    if ends_it and not reopened:
        return True
    if first.strip(TITLE_MARKS).lower().startswith(words.get("closed_head", ())) and not _goes_on(seen, words):
        return True
    names = words.get("state_field", ())
    fields = (
        (re.split(_CELLS, one["name"])[-1].strip().lower(), one["value"].strip().lower())
        for one in _FIELD.finditer(seen, 0, _TOP)
    )
    closed = any(name in names and _is_end(value, words) for name, value in fields)
    return closed and not reopened


def is_denied(seen: str, words: Words) -> bool:
    """Tell whether a form's own field says that what it reports is not solved."""
    fields = ((one["name"].strip().lower(), one["value"].strip().lower()) for one in _FIELD.finditer(seen, 0, _TOP))
    return any(
        name.endswith(words.get("settled_field", ("\n",))) and value.startswith(words.get("denied", ("\n",)))
        for name, value in fields
    )


def _is_end(value: str, words: Words) -> bool:
    """Tell whether a field's value says that a ticket is closed, and of nothing else that it is."""
    state = next((one for one in words.get("state_closed", ()) if value.startswith(one)), None)
    if state is None or any(says(value, words.get(name, ())) >= 0 for name in ("awaited", "elsewhere")):
        return False
    return _NO_MORE.match(value, len(state)) is not None


def _goes_on(seen: str, words: Words) -> bool:
    """Tell whether people's words say anywhere that something fails after all."""
    lines = [line for line in seen[:_TOP].split("\n") if is_prose(line)]
    return any(says(line, words.get(name, ())) >= 0 for line in lines for name in ("but", "lasting", "reopened"))


def is_settled(seen: str, words: Words) -> bool:
    """Tell whether the newest words only give thanks above an older message."""
    fresh = seen[: quoted_from(seen)]
    quoted = len(fresh) < len(seen) or any(line.lstrip().startswith(">") for line in fresh.split("\n"))
    return quoted and is_thanked(fresh, words)


def is_thanked(fresh: str, words: Words) -> bool:
    """Tell whether the newest words only give thanks for what an older message was about, or say that it is over."""
    lines = [
        line for line in fresh.split("\n") if line.strip() and not line.lstrip().startswith(">") and is_prose(line)
    ]
    said = " ".join(_without_closing(lines, words))[:2_000]
    ended = says(said, words.get("ended", ())) >= 0
    for phrase in words.get("ended", ()):
        said = said.replace(phrase, " ")  # what asks to end it asks for nothing else
    asks = any(says(said, words.get(name, ())) >= 0 for name in ("requesting", "failing", "lasting")) or "?" in said
    if ended and not asks and says(said, words.get("not", ())) < 0:
        return True
    thanks = says(said, words.get("grateful", ())) >= 0
    return thanks and not asks and says(said, words.get("happening", ())) < 0


def _without_closing(lines: list[str], words: Words) -> list[str]:
    """Return a letter's lines without the formula that closes it, which is no thanks where the letter says more."""
    for at in range(max(0, len(lines) - _NAME_LINES - 1), len(lines)):
        closes = lines[at].strip(" \t,.-\u2013").lower() in words.get("closing", ())
        if closes and any(len(line.split()) > _GREETING for line in lines[:at]):
            return lines[:at]
    return lines


def is_receipt(seen: str, place: int, words: Words) -> bool:
    """Tell whether a place stands below the words by which a desk confirms that it got somebody's message."""
    above = [line for line in seen[:place].split("\n")[:60] if not line.lstrip().startswith(">") and is_prose(line)]
    return not is_quoted(seen, place) and any(says(line, words.get("receipt", ())) >= 0 for line in above)
