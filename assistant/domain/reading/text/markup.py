"""Marks that trackers, wikis and forums put around a name instead of backticks: a tag, doubled braces, a role."""

from __future__ import annotations

import re

_ID = r"(?:proj_|org-|req_)[A-Za-z0-9]{8,64}"
_NAME = rf"(?P<name>{_ID}|[A-Za-z][\w.:/+\-]{{0,120}})"
_TRACKER = re.compile(r"(?m)^[ \t]*(?:\{(?:code|noformat|quote|panel)\b[^{}\n]{0,80}\}|h[1-6]\. )")
_BRACED = re.compile(rf"(?P<open>\{{\{{){_NAME}(?P<close>\}}\}})")
_HAS_VALUE = re.compile(rf"{_ID}|(?=\D*\d)[A-Za-z0-9]+[.:/\-][\w.:/+\-]*")  # no template's: a model or an id
_TAGGED = re.compile(r"(?P<open><code(?:\s[^<>]{0,200})?>)(?P<name>[^<>\n]{1,160})(?P<close></code>)", re.IGNORECASE)
_BRACKETED = re.compile(
    r"(?P<open>\[(?P<tag>b|i|u|code|tt|icode|noparse)\])(?P<name>[^\[\]\n]{1,160})(?P<close>\[/(?P=tag)\])"
)
_SIGNED = re.compile(rf"(?P<open>(?<![\w.@])@){_NAME}(?P<close>@(?![\w@]))")
_PAIRED = (("[/", _BRACKETED), ("</code", _TAGGED), ("@", _SIGNED))
_ROLE = re.compile(r":(?:code|literal|samp|file|term):(?=`)")
_COLOURED = re.compile(r"\{color(?::[#\w]{1,20})?\}")
_SNAKE = re.compile(r"[a-z]+(?:_[a-z]+)+")


def marks(seen: str) -> list[tuple[int, int]]:
    """Return the marks around names; those around a word that a template would fill stay."""
    found = [span.span() for span in _ROLE.finditer(seen)] if ":`" in seen else []
    found += [span.span() for span in _COLOURED.finditer(seen)] if "{color:" in seen else []
    pairs = [one for sign, pattern in _PAIRED if sign in seen for one in pattern.finditer(seen)]
    pairs = [one for one in pairs if not _SNAKE.fullmatch(one["name"])]  # that would be an element of XML
    if "{{" in seen:
        braced = list(_BRACED.finditer(seen))
        marked = _TRACKER.search(seen) or any(_HAS_VALUE.fullmatch(one["name"]) for one in braced)
        pairs += braced if marked else []
    return found + [one.span(side) for one in pairs for side in ("open", "close")]
