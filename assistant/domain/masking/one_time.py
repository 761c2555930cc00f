"""One-time codes: short numbers that only the words beside them give away."""

from __future__ import annotations

import re
from collections.abc import Iterator

_KIND = "one_time_code"
_NAME = re.compile(  # how such a code is called; searched in a lower-cased text
    r"code|password|pin|token|otp|\u30b3\u30fc\u30c9|\u30d1\u30b9\u30ef\u30fc\u30c9|\u30ad\u30fc|\u756a\u53f7"
)
_PURPOSE = re.compile(  # what it is for, right before its name
    r"(?:(?:\bverif(?:ication|y)|\bconfirmation|\bauthenticat(?:ion|or)|\bauth|\bsecurity|\bone[- ]?time|\blog[- ]?in"
    r"|\bsign[- ]?in|\b2fa|\bmfa|\botp|\b(?:two|2|multi)[- ](?:factor|step)(?: auth(?:entication)?)?|\bsingle[- ]use"
    r"|\bdevice)[ -](?:pass)?"
    r"|(?:\u78ba\u8a8d|\u8a8d\u8a3c|\u691c\u8a3c|\u30bb\u30ad\u30e5\u30ea\u30c6\u30a3|\u30ef\u30f3\u30bf\u30a4\u30e0"
    r"|\u30ed\u30b0\u30a4\u30f3|\u6bb5\u968e|\u8981\u7d20)\u7528?\u306e?(?:\u30d1\u30b9)?)$"
)
_REACH = 48  # characters that the purpose may have
_DIGITS = "[0-9]{4,8}|[0-9]{3}[ -][0-9]{3}"
_BEHIND = re.compile(
    r"(?:\s{0,3}\([^()\n]{1,20}\))?"
    r"(?:\s{0,3}(?:is|was|are|\u3011|\u306f|\u304c|[:=\u2192\u3001\u3002]|->"
    r"|(?:\u6b21|\u4ee5\u4e0b)\u306e\u3068\u304a\u308a\u3067\u3059)){1,4}"
    r"[\s\"'`*\u300c\u300e\u3010\[(]{0,8}"
    rf"(?P<value>[a-z]-[0-9]{{5,8}}|{_DIGITS}"
    r"|(?=[a-z0-9\-]{0,8}[0-9])(?:[a-z0-9]{4}-[a-z0-9]{4}|[a-z0-9]{4,8}))"
    r"(?![\w\-]|[.,:/][0-9])(?!\s{0,2}(?:\u5e74|\u6708|\u5206|\u6642|\u6841|digit|minute|hour|character))"
    r"|(?:[\u3011\]]\s{0,3}|\s{1,3})(?P<near>[0-9]{6})(?![\w\-]|[.,:/][0-9])"
)
_BEFORE = re.compile(
    rf"(?<![\w\-.:])(?P<value>(?:[a-z]-)?(?:{_DIGITS}))[\"'`*\u300d\u300f\u3011\])]{{0,4}}\s{{0,2}}(?:is|was|\u304c|\u306f)"
    r"\s{0,2}(?:your|the|my|\u3042\u306a\u305f\u306e|\u304a\u5ba2\u69d8\u306e)?\s{0,2}(?:[a-z0-9]{1,20}\s){0,2}$"
)


def one_time_codes(seen: str, low: str) -> Iterator[tuple[int, int, str]]:
    """Yield the codes that stand behind or before the words that name them."""
    for name in _NAME.finditer(low):
        purpose = _PURPOSE.search(low, max(0, name.start() - _REACH), name.start())
        if not purpose and name[0] != "otp":
            continue
        label = purpose.start() if purpose else name.start()
        found = _BEHIND.match(low, name.end()) or _BEFORE.search(low, max(0, label - 80), label)
        start, end = found.span(found.lastgroup or 0) if found else (0, 0)
        if seen[start:end] == seen[start:end].upper() and end > start:
            yield start, end, _KIND
