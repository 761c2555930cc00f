"""Other components of a program beside the one that called: their clients' models are not the failing call's."""

from __future__ import annotations

import re

from assistant.domain.reading.text.pairs import Pairs

_REACH = 600  # characters from a name back to the call whose argument it is
_BESIDE = 160  # characters between the keys of one section
_CALLEE = re.compile(r"[A-Za-z_][\w.]{1,80}$")
_PARENTHESIS = re.compile(r"[()]")
_SECTION = re.compile(r"\n[ \t]*(?:\n|\[|---)")  # what ends a section of a configuration
_SAYS_WHOSE = frozenset({"provider", "backend", "vendor", "llmprovider", "type", "classname", "client", "engine"})


def is_of_another(seen: str, pairs: Pairs, place: int, clients: tuple[str, ...]) -> bool:
    """Tell whether a name stands in a call or a section of another vendor's client, by what those are called."""
    callee = _callee(seen, place).lower()
    if callee and any(name in callee for name in clients):
        return True
    return any(name in _told(seen, pairs, place).lower() for name in clients)


def _told(seen: str, pairs: Pairs, place: int) -> str:
    """Return what the key nearest to a name in its section says whose it is, or ""."""
    around = pairs.near(place, _BESIDE)
    own = next((pair.group for pair in around if pair.start == place), None)
    beside = [
        pair for pair in around
        if pair.key in _SAYS_WHOSE and pair.group == own
        and not _SECTION.search(seen, *sorted((pair.start, place)))
    ]  # fmt: skip
    nearest = min(beside, key=lambda pair: (abs(pair.start - place), pair.start > place), default=None)
    return nearest.value if nearest and own is not None else ""


def _callee(seen: str, place: int) -> str:
    """Return what is called with a place among its arguments, or ""."""
    low, depth = max(0, place - _REACH), 0
    for found in reversed(list(_PARENTHESIS.finditer(seen, low, place))):
        depth += 1 if found[0] == ")" else -1
        if depth < 0:
            name = _CALLEE.search(seen, max(low, found.start() - 80), found.start())
            return name[0] if name else ""
    return ""
