"""What a clause says it of, that something is all right: the error, or another thing."""

from __future__ import annotations

import re

from assistant.domain.reading.people.prose import Words

_MARKS = ",.!:- \u2014"
_WORD = re.compile(r"[^\s\u00a1\u00bf\"'()\[\]:\-\u2013\u2014/*_`#>]+(?:[-']\w[\w.]*)*|[:\u2013\u2014]|\s-\s")
_TOPIC = re.compile(
    r"(?P<name>[^\u3001\u3002]*?)\s?(?:\u3067\u306f(?!\u306a)|\u306a\u3089|\u306f|\u3082(?!\u3089[\u3044\u3046\u3048\u3063]|\u3046|\u3063\u3068|\u3057)|\u304c$|\u3060\u3068)"
)
_KOREAN = re.compile(
    r"(?P<name>[\uac00-\ud7a3A-Za-z0-9.\-]+)[\uc740\ub294](?=\s)"
)  # what a clause is about, by its particle
_HANGUL, _WIDE = re.compile(r"[\uac00-\ud7a3]"), re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")
_NAMED = re.compile(r"(?:(?<![\w.])[45]\d\d|[a-z][\w.\-]*\d[\w.\-]*)$", re.ASCII)


def has_other_topic(before: str, words: Words) -> bool:
    """Tell whether what a clause says it of is neither the error nor left unsaid."""
    phrases = (one.rstrip(_MARKS) for one in words.get("solved", ()))
    solved = max((one for one in phrases if before.endswith(one)), key=len, default="")
    if not solved:  # it reaches over more than one clause, and says itself what it is about
        return False
    said = before[: len(before) - len(solved)]
    if _HANGUL.search(solved):
        names = [one["name"] for one in _KOREAN.finditer(said) if not _is_named(one["name"])]
        return not all(name.endswith(words.get("own_topic", ("\n",))) for name in names)
    if _WIDE.search(solved):
        return any(not _is_own_topic(one["name"].strip(), words) for one in _TOPIC.finditer(said))
    named = [one.strip() for one in _WORD.findall(said)]
    if solved.startswith(words.get("own_start", ())):
        return bool(named) and solved.startswith(words.get("own_noun", ())) and not _is_any(named[-1], words)
    while named and named[-1] in words.get("auxiliary", ()):
        named.pop()
    if not named or named[-1] in words.get("own_subject", ()) or _is_named(named[-1]):
        return False
    return named[-1] not in words.get("own", ()) or (len(named) > 1 and not _is_any(named[-2], words))


def _is_any(word: str, words: Words) -> bool:
    """Tell whether a word before a noun leaves it the error, and does not set it against others."""
    return word in words.get("determiner", ()) or _is_named(word)


def _is_named(word: str) -> bool:
    """Tell whether a word is a status's or a model's name; that it is the error's own has been seen by then."""
    return _NAMED.search(word) is not None


def _is_own_topic(name: str, words: Words) -> bool:
    """Tell whether a Japanese topic is the error, a time, or the writer."""
    if not name or _is_named(name) or name.endswith(words.get("here", ())):
        return True
    noun = max((one for one in words.get("own_topic", ()) if name.endswith(one)), key=len, default=None)
    rest = name[: -len(noun)].rstrip() if noun else ""
    return noun is not None and (not rest or rest.endswith(words.get("own_of", ())) or _is_named(rest))
