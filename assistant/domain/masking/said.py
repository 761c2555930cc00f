"""Keys, tokens and passwords that somebody names in a sentence, without a colon, an equals sign or a prefix."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.domain.masking import kinds as kinds_of
from assistant.domain.masking.broken_value import gather

_JAPANESE = "\u30ad\u30fc|\u30c8\u30fc\u30af\u30f3|\u9375|\u30b7\u30fc\u30af\u30ec\u30c3\u30c8"
_BETWEEN = (  # what may stand between the name and the value
    r"(?:\s{1,4}(?:that|which|i|we|is|was|are|use|used|using|have|here|value|end)\b"
    r"|\s{0,2}(?:\u306e\u5024|[\u306f\u304c:=\u3001\u2192]|->)){0,5}"
    r"[\s\"'`*(\[\u300c\u300e\uff08\u3010]{0,6}"
)
_KEY = re.compile(  # searched in a lower-cased text
    rf"(?:(?:key|token|secret)s?|{_JAPANESE})(?: ?[0-9])?{_BETWEEN}"
    r"(?P<value>[a-z0-9_\-+/=.]{23,200}[a-z0-9_\-=])(?![a-z0-9_\-+/=])"
)
_PASSWORD = re.compile(
    rf"(?:passw(?:or)?d|passphrase|\u30d1\u30b9\u30ef\u30fc\u30c9){_BETWEEN}(?P<value>[!-&*-~]{{6,100}})(?![!-~])"
)
_LONGEST_WORD = 16  # letters and digits in a row that no name of a model or a file has
_NAMED = 24  # characters before a name that tell which key it is


def said(seen: str, low: str) -> Iterator[tuple[int, int, str]]:
    """Yield the values that a sentence calls a key or a password."""
    for found in _KEY.finditer(low):
        start, end = found.start("value"), gather(seen, found.start("value"), kinds_of.VALUE, found.start("value"))
        value = seen[start:end]
        before = low[max(0, found.start() - _NAMED) : found.start()]
        if kinds_of.looks_secret(value, 24) and _is_generated(value) and not kinds_of.NO_SECRET_NAME.search(before):
            yield start, end, "azure_key" if kinds_of.AZURE_MARK in value else "other_vendor_key"
    for found in _PASSWORD.finditer(low):
        value = seen[slice(*found.span("value"))].rstrip(".,;!")
        if re.search(r"[A-Za-z]", value) and re.search(r"\d", value) and not kinds_of.is_placeholder(value):
            yield found.start("value"), found.start("value") + len(value), "password"


def _is_generated(value: str) -> bool:
    """Tell whether a run in the value is longer than a word, with letters and digits."""
    runs = re.findall(rf"[A-Za-z0-9]{{{_LONGEST_WORD},}}", value)
    return any(re.search(r"\d", run) and re.search(r"[A-Za-z]", run) for run in runs)
