"""Whether a text only talks about errors: an explanation, a plan, a question, a closed ticket, a receipt."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from assistant.domain.reading.people import ends, is_prose, is_quoted, line_at, quoted_from, says

Words = Mapping[str, tuple[str, ...]]

_PRINTED = re.compile(  # what only a call that was made leaves behind
    r"(?:proj_|org-)[A-Za-z0-9]{20}|req_[A-Za-z0-9]{16}|Traceback \(most recent|^[ \t]*(?:File \"|at \S+ ?\()"
    r"|Error code: \d{3} - [{P]|[\"']error[\"']\s*:\s*[{\"]|[\"']message[\"']\s*:\s*[\"']|\bHTTP/[0-9.]{1,3}[\"']? "
    r"[45]\d\d"
    r"|<html[ >]|\d\d:\d\d:\d\d|\*{4,}\w{2,4}\b|\blevel=|^[ \t]{0,20}\$ |\bexit code [1-9]"
    r"|^[ \t]{0,8}(?:http )?[Ss]tatus(?: [Cc]ode)?: ?[45]\d\d",
    re.MULTILINE,
)
_HEADING = re.compile(
    r"(?m)^[ \t]{0,3}(?:#{1,5} \S|h[1-5]\. \S|\*\*[^*\n]{2,60}\*\*|[\u25a0\u25a1\u25c6\u25cf\u25bc] ?\S)"
)
_STATUS = re.compile(r"(?<![\w.\-])(?:40[0-9]|42[29]|50[0-4])(?![\w.\-]*[\w%])")
_CODE = re.compile(r"(?<![\w.])[a-z]+(?:_[a-z]+){1,5}(?![\w.(])")
_FIRST_CELL = re.compile(  # a table of statuses, or a list of them with their codes, explains them
    r"(?m)^[ \t]{0,8}\|?[ \t]{0,8}`?([45]\d\d)`?[ \t:]{0,8}"
    r"(?:\||`?[a-z]+(?:_[a-z]+)+`?[ \t]{0,4}(?:\u2026|\.\.\.|-|\u2013|\u2014|:|=)[ \t]{0,4}\S)"
)
_FIELD = re.compile(
    r"(?m)^[ \t>*|\-\u3010\u25a0\u25a1\u25c6\u25c7\u25cf\u25cb\u30fb]{0,8}"
    r"(?P<name>[^\n:\uff1a|=\u3011]{2,30}?)[ \t*]{0,4}"
    r"[:|=\u3011\uff1a][ \t*|]{0,6}(?P<value>[^\n|]{2,60})"
)
_STATE_FIRST = re.compile(
    r"[\s#*=]{0,8}[\[\u3010]?(?P<state>[^\W\d_]{2,12})"
    r"(?:[\]\u3011](?!\s?(?:was|is)\b)|\s{0,3}(?:[\u2014\u2013:\uff1a|]| - ))"
)
_NO_MORE = re.compile(  # what may follow a closed ticket's state: an ending of the word, a day, a person, a note
    r"(?:\u6e08\u307f?|\u3057\u307e\u3057\u305f|\u3044\u305f\u3057\u307e\u3057\u305f|\u3067\u3059)?[\s*\])\u3011\u3002.!]*"
    r"(?:$|[\d\-\u2013\u2014,;/|(\uff08\u3001:\uff1a]|(?:on|by|at|as|in|since)\b)"
)
SENTENCE = re.compile(r"(?<=[.!?\u3002\uff01])\s")
_QUESTION = re.compile(
    r"(?:^|[:,;]\s*)\W{0,4}(?:(?:and|or|but|so|also) )?(?:(?:in|for|on|with) \S{1,40} )?"
    r"(?!why\W+(?:(?:am|are|do|did|does|is|was|have|has) (?:i|we|my|our)\b|[45]\d\d\b)"  # it takes it as a fact
    r"|(?:can|could|would) (?:you|some\w+|any\w+)\b[^?]{0,20}\b(?:help|check|look|fix)\b)"
    r"(?:how|what|which|who|whose|where|when|why|is|are|does|do|did"
    r"|can|could|should|would|will)\b[^?]{3,300}\?",
    re.IGNORECASE,
)
_QUESTION_AND_ANSWER = re.compile(  # lines that are marked so
    r"(?m)^(?P<asked>[ \t>*#|-]{0,8}(?:Q\d{0,2}|\u8cea\u554f\d{0,2}|Question|\u95ee)[ \t*]{0,4}"
    r"[.:\uff0e\uff1a\u3001)\uff09][^\n]{1,600}(?:\n(?![ \t]*\n)[^\n]{0,600}){0,4}?\n)\s{0,8}[*#|-]{0,4}[ \t]{0,4}"
    r"(?:A\d{0,2}|\u56de\u7b54\d{0,2}|Answer|\u7b54)[ \t*]{0,4}[.:\uff0e\uff1a\u3001)\uff09][^\n]{4}"
)
_CANNED = re.compile(  # a ready text in which a help desk puts a name
    r"\{\{ ?(?:ticket|customer|user|current_user|requester|recipient|contact|agent|first_name|name)(?:\.[a-z_.]+)? ?\}\}"
    r"|[{\[\u3010\uff3b](?:\u304a\u5ba2\u69d8\u540d|\u9867\u5ba2\u540d|\u6c0f\u540d|\u62c5\u5f53\u8005\u540d)[}\]\u3011\uff3d]"
)
_SUPPOSING = ("when", "if", "once", "after")
_TITLE_MARKS = " \t#*=-_[]\u3010\u3011\u25a0\u25a1\u25c6"
_CLAUSE = 80  # characters right before an error that may say what gave it
_TOP = 6_000  # characters in which a ticket's fields stand
_NAME_LINES = 3  # below a letter's closing formula
_GREETING = 3  # words that the line which greets has at most
_CHANGE = re.compile(  # how the line begins by which a change to a program is described
    r"\s*(?:(?:feat|chore|refactor)"
    r"|(?:feat|chore|refactor|fix|docs|test|perf|ci|build|style|revert)\([\w\-./ ]{1,40}\))!?: [a-z]"
)
_CELLS = re.compile(r"[\u2014\u2013\u00b7,]| - |\s{2,}")


def is_answered(seen: str, place: int) -> bool:
    """Tell whether a place stands in a question that the text answers itself, as an FAQ does."""
    return any(found.start() <= place < found.end("asked") for found in _QUESTION_AND_ANSWER.finditer(seen))


def is_settled_report(seen: str, place: int, words: Words) -> bool:
    """Tell whether a place stands in a closed ticket, below a desk's receipt, or in a question that is answered."""
    return is_closed(seen, words) or is_receipt(seen, place, words) or is_answered(seen, place)


def is_no_report(seen: str, place: int | None, words: Words, *, loosely: bool) -> bool:
    """Tell whether a text reports no error, although it names one: at `place`, in the API's words or `loosely`."""
    if _CANNED.search(seen) or is_closed(seen, words) or (place is not None and is_settled_report(seen, place, words)):
        return True
    if is_printed(seen) or happened(seen, words):
        return False
    talk = place is not None and is_talk(seen, place, words, loosely=loosely)
    return talk or (loosely and is_explanation(seen)) or is_draft(seen, words)


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
    if any(_is_change(line, words) for line in lines if len(lines) == 1 or _HEADING.match(line)):
        return True
    return bool(lines) and _is_title(lines[0], words) and not _is_followed(lines[0], words)


def _part(line: str) -> str:
    """Return what a heading says, in small letters; "" for another line."""
    return line.strip(_TITLE_MARKS + ":\uff1a").lower() if _HEADING.match(line) else ""


def _is_followed(line: str, words: Words) -> bool:
    """Tell whether a line that names an explanation says what its reader did with it, or that it was no help."""
    return any(says(line, words.get(name, ())) >= 0 for name in ("ourselves", "lasting", "followed"))


def _is_change(line: str, words: Words) -> bool:
    """Tell whether a line describes a change to a program, made or wished for."""
    return _CHANGE.match(line) is not None or says(line.strip(_TITLE_MARKS), words.get("wish", ())) == 0


def _is_title(line: str, words: Words) -> bool:
    """Tell whether a first line is the title of a text that reports nothing."""
    bare = line.strip(_TITLE_MARKS)
    at = says(bare, words.get("title", ()))
    bracketed = line.lstrip()[:1] in ("\u3010", "[", "\u25a0")
    return (at == 0 or (at > 0 and bracketed)) and not _STATUS.search(bare) and says(bare, words.get("failing", ())) < 0


def is_talk(seen: str, place: int, words: Words, *, loosely: bool) -> bool:
    """Tell whether the person's line at a place plans, asks or teaches."""
    begin, end = line_at(seen, place)
    line = seen[max(begin, place - 400) : min(end, place + 400)]
    lists = ("talking", "teaching", "unreal") if loosely else ("talking",)
    told = any(says(line, words.get(name, ())) >= 0 for name in lists) and not _has_come(seen[begin:place], words)
    return is_prose(line) and (told or (loosely and is_question(_sentence_at(seen, begin, place, end))))


def _has_come(before: str, words: Words) -> bool:
    """Tell whether the words right before an error say that something gave it, whatever else their line tells."""
    clause = re.split(r"[,;.!?\u3001\u3002]\s?", before[-_CLAUSE:].rstrip())[-1]
    return says(clause, words.get("giving", ())) >= 0 and says(clause, words.get("unreal", ())) < 0


def is_question(sentence: str) -> bool:
    """Tell whether a sentence, or a clause of it, asks something by its word order."""
    return _QUESTION.search(sentence) is not None


def _sentence_at(seen: str, begin: int, place: int, end: int) -> str:
    """Return the sentence around a place in a line."""
    before = SENTENCE.split(seen[max(begin, place - 400) : place])[-1]
    return before + SENTENCE.split(seen[place : min(end, place + 400)])[0]


def is_printed(seen: str) -> bool:
    """Tell whether a text holds something that only a call that was made leaves behind."""
    return _PRINTED.search(ends(seen)) is not None


def happened(seen: str, words: Words) -> bool:
    """Tell whether a person says that something happened to them."""
    return any(
        says(line, words.get("happening", ())) >= 0 and any(map(_is_told(words), SENTENCE.split(line)))
        for line in ends(seen).split("\n")
        if line.strip() and not line.lstrip().startswith(">") and is_prose(line)
    )


def _is_told(words: Words) -> Callable[[str], bool]:
    """Return what tells whether a sentence says that something happened, and does not ask what would."""

    def told(sentence: str) -> bool:
        asked = is_question(sentence) and says(sentence, _SUPPOSING) >= 0
        return says(sentence, words.get("happening", ())) >= 0 and not asked

    return told


def is_closed(seen: str, words: Words) -> bool:
    """Tell whether a ticket's own field says that it is closed, and nobody has opened it again."""
    first = seen.lstrip().split("\n", maxsplit=1)[0]
    head = _STATE_FIRST.match(seen)
    ends_it = head is not None and _is_end(head["state"].lower(), words)
    if ends_it and says(first, words.get("reopened", ())) < 0:
        return True
    if first.strip(_TITLE_MARKS).lower().startswith(words.get("closed_head", ())) and not _goes_on(seen, words):
        return True
    names = words.get("state_field", ())
    fields = (
        (re.split(_CELLS, one["name"])[-1].strip().lower(), one["value"].strip().lower())
        for one in _FIELD.finditer(seen, 0, _TOP)
    )
    closed = any(name in names and _is_end(value, words) for name, value in fields)
    return closed and says(seen[:_TOP], words.get("reopened", ())) < 0


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
