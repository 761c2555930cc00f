"""HTML as the words in it."""

from __future__ import annotations

import re
from html import unescape

_BLOCK = re.compile(r"(?i)<(?:br|/p|/div|/tr|/li|/h\d|/pre)\b[^>]*>")
_SILENT = re.compile(r"(?is)<(script|style|head)\b.*?</\1>")
_TAG = re.compile(r"<[^>]{0,2000}>")


def without_tags(html: str) -> str:
    """Return the text of an HTML, a line for a block."""
    lines = _TAG.sub("", _BLOCK.sub("\n", _SILENT.sub("", html)))
    return re.sub(r"\n\s*\n+", "\n\n", unescape(lines)).strip()
