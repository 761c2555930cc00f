"""A text with its escapes undone and look-alike characters folded, character for character at the same places."""

from __future__ import annotations

import html
import re
from functools import lru_cache
from urllib.parse import unquote

from assistant.domain.printable import without_encoding

FILL = "\x00"  # stands where a longer escape was undone, so that every offset stays what it was

_QUOTES = {"\u2018": "'", "\u2019": "'", "\u201a": "'", "\u201b": "'", "\u2032": "'", "\u00b4": "'", "\u02cb": "`",
           "\u201c": '"', "\u201d": '"', "\u201e": '"', "\u201f": '"', "\u2033": '"', "\u00ab": '"', "\u00bb": '"',
           "\u2035": "`", "\u2039": "'", "\u203a": "'"}  # fmt: skip
_HYPHENS = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63"
_SPACES = "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\u0085"
_BREAKS = "\u2028\u2029"
_BARS = "\u2502\u2503\u2551\u2506\u2507\u250a\u250b\u258c\u258e\u258f\u2590\u2595\u250c\u2510\u2514\u2518\u251c\u2524"
_NOTHING = (
    "\u200b\u200c\u200d\u200e\u200f\u2060\u2061\u2062\u2063\u2064\ufeff\u00ad\u202a\u202b\u202c\u202d\u202e\ufe0e\ufe0f"
)
LOOK_ALIKE_HYPHENS = frozenset(_HYPHENS)

_FOLD: dict[int, str] = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
_FOLD |= {ord(odd): even for odd, even in _QUOTES.items()}
_FOLD |= dict.fromkeys(map(ord, LOOK_ALIKE_HYPHENS), "-")
_FOLD |= dict.fromkeys(map(ord, _SPACES), " ")
_FOLD |= dict.fromkeys(map(ord, _BREAKS), "\n")
_FOLD |= dict.fromkeys(map(ord, _BARS), "|")
_FOLD |= dict.fromkeys(map(ord, _NOTHING), FILL)

_ANSI = r"(?:\x1b|\u241b)(?:\[[0-9;?]{0,24}[@-~]|[()][AB0])"
_COLOUR_LEFT = re.compile(
    r"(?:\^\[|[\x1b\u241b\u2190\ufffd])?\[(?:[0-9]{1,3}(?:;[0-9]{1,3}){0,5}m(?!s\b|in\b)|[0-2]?K)(?!\])"
)  # its first sign lost
_ENTITY = r"&(?:amp;|#38;){0,3}(?:#[0-9]{1,6}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]{2,8});"
_BYTE, _MORE = r"%(?:25){0,3}", r"(?:%(?:25){0,3}[89abAB][0-9a-fA-F])"
_PERCENT = (  # a character each, of one to four bytes
    rf"(?:{_BYTE}5[cC]){{1,8}}[nrt]|{_BYTE}(?:[0-7][0-9a-fA-F]|[cdCD][0-9a-fA-F]{_MORE}|[eE][0-9a-fA-F]{_MORE}{{2}}"
    rf"|[fF][0-7]{_MORE}{{3}}|[89abAB][0-9a-fA-F])"
)
_BACKSLASHED = (
    r"(?<!\\)\\++(?:(?:x1b|u001[bB]|e|033)\[[0-9;?]{0,24}[@-~]|u0026(?:amp;){0,3}(?:#[0-9]{1,6}|[a-zA-Z]{2,8});"
    r"|u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2})"
)
_ESCAPE = re.compile(f"{_ANSI}|{_ENTITY}|{_PERCENT}")
_ESCAPE_OR_BACKSLASHED = re.compile(f"{_BACKSLASHED}|{_ANSI}|{_ENTITY}|{_PERCENT}")
_INLINE = re.compile(  # a tag of HTML that changes only how the words in it look
    r"</?(?:b|i|u|s|em|strong|small|tt|kbd|samp|mark|font|span|nobr|wbr|nowiki|ins|del|sub|sup)"
    r"(?-i:\s{1,8}(?:class=[\"'][a-z _\-]{0,80}[\"']|(?:style|color)=[\"'][a-z0-9 ,:;#()%.\-]{0,200}[\"'])){0,3}"
    r"\s{0,4}/?>",
    re.IGNORECASE,
)
_COLOUR_ENDS = ("[0m", "[39m", "[22m")
_BACKSLASHED_STARTS = ("\\u", "\\x", "\\e[", "\\033")
_ENTITY_START = re.compile(r"(?:&|\\+u0026)(?:amp;|#38;)*")
_PERCENT_TWICE = re.compile(r"%(?:25)+(?=[0-9a-fA-F]{2})")


def plain(text: str) -> str:
    """Return the text with escapes undone, of the same length; what an escape took more is filled with `FILL`."""
    return unescaped(without_encoding(text, FILL))


def unescaped(text: str) -> str:
    """Return the text plain but for a mail's encoding."""
    if "<" in text:
        text = _INLINE.sub(lambda found: FILL * len(found[0]), text)
    if any(ended in text for ended in _COLOUR_ENDS):
        text = _COLOUR_LEFT.sub(lambda found: FILL * len(found[0]), text)
    if not text.isascii():
        text = text.translate(_FOLD)
    if any(start in text for start in _BACKSLASHED_STARTS):
        text = _ESCAPE_OR_BACKSLASHED.sub(_undo, text)
    elif "\x1b" in text or "&" in text or "%" in text or "\u241b" in text:
        text = _ESCAPE.sub(_undo, text)
    if "\\" in text:
        text = text.replace("\\r\\n", "   \n").replace("\\n", " \n").replace("\\t", "  ").replace("\\r", "  ")
    return text


def _undo(found: re.Match[str]) -> str:
    """Return the replacement of one escape."""
    return _undone(found[0])


@lru_cache(maxsize=2048)
def _undone(escape: str) -> str:
    """Return what an escape stands for, filled up to its length."""
    meant = _meaning(escape)
    if len(meant) > len(escape):
        return escape
    return meant.translate(_FOLD) + FILL * (len(escape) - len(meant))


def _meaning(escape: str) -> str:
    """Return the characters that an escape stands for; nothing for a colour code."""
    if escape[0] == "%":
        if escape[-1] in "nrt":
            return " \n" if escape[-1] == "n" else " "
        return unquote(_PERCENT_TWICE.sub("%", escape), errors="replace")
    if escape[0] == "&" or escape.endswith(";"):
        bare = "&" + _ENTITY_START.sub("", escape, count=1)
        meant = html.unescape(bare)
        return escape if meant == bare else meant
    if escape[0] == "\\" and escape.lstrip("\\")[0] in "ux" and "[" not in escape:
        code = int(escape.lstrip("\\")[1:], 16)
        return chr(code) if code >= 0x20 and not 0xD800 <= code <= 0xDFFF else " " * (code != 0x1B)
    return ""
