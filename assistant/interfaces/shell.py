"""Streamlit's page before its script has run: in the reader's language, with our title, without its advertising."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from importlib.resources import files

from assistant.domain.text import LANGUAGES, Language, Text


@dataclass(frozen=True, slots=True)
class ServerWords:
    """What the server itself says: the title of every page, what is seen without JavaScript, and the 404."""

    title: Text
    landing: Text
    not_found: Text
    home: Text


def streamlit_index() -> str:
    """Return the index.html of the installed Streamlit."""
    return (files("streamlit") / "static" / "index.html").read_text(encoding="utf-8")


def script_hashes(page: str) -> tuple[str, ...]:
    """Return the CSP sources of the inline scripts of a page."""
    bodies = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    return tuple(f"'sha256-{base64.b64encode(hashlib.sha256(body.encode()).digest()).decode()}'" for body in bodies)


def shells(index: str, words: ServerWords, style: str = "") -> Mapping[Language, bytes]:
    """Return the page in each language; a ValueError says that Streamlit's page has changed its form.

    `style` is the markup of our own style: in the page from the start, nothing moves when the script has run.
    """
    return {language: _shell(index, words, language, style).encode() for language in LANGUAGES}


def not_found_pages(words: ServerWords, home: str) -> Mapping[Language, bytes]:
    """Return the page of an unknown address in each language, with a link to `home`."""
    return {language: _not_found(words, language, home).encode() for language in LANGUAGES}


def _shell(index: str, words: ServerWords, language: Language, style: str) -> str:
    title, landing = escape(words.title.say(language)), escape(words.landing.say(language))
    head = f'<title>{title}</title>\n    <meta name="description" content="{landing}" />'
    noscript = f"<noscript><h1>{title}</h1><p>{landing}</p></noscript>"
    page = _replaced(index, r'<html lang="en">', f'<html lang="{language}">')
    page = _replaced(page, r"<title>Streamlit</title>", head)
    page = _replaced(page, r"<noscript>.*?</noscript>", noscript)
    page = _replaced(page, r"</body>", f"{style}</body>")  # below Streamlit's own, which it puts into the head
    page = re.sub(r'<link\s+rel="service-desc"[^>]*>', "", page)
    page = re.sub(r'<link\s+rel="preload"[^>]*as="font"[^>]*>', "", page)  # our fonts are the reader's own
    return re.sub(r"<!--.*?-->\s*", "", page, flags=re.DOTALL)


def _replaced(page: str, pattern: str, by: str) -> str:
    replaced, count = re.subn(pattern, lambda _: by, page, count=1, flags=re.DOTALL)
    if count != 1:
        raise ValueError(f"Streamlit's index.html has no {pattern}")
    return replaced


def _not_found(words: ServerWords, language: Language, home: str) -> str:
    title, said = escape(words.title.say(language)), escape(words.not_found.say(language))
    way_home = f'<a href="{escape(home)}">{escape(words.home.say(language))}</a>'
    return (
        f'<!DOCTYPE html>\n<html lang="{language}"><head><meta charset="UTF-8" />'
        f'<meta name="viewport" content="width=device-width, initial-scale=1" /><title>{said} - {title}</title>'
        "<style>:root{color-scheme:light dark}"
        "body{font:1rem/1.7 'Hiragino Sans','Noto Sans JP','Noto Sans CJK JP','Yu Gothic UI',sans-serif;"
        "max-width:40rem;margin:15vh auto;padding:0 1rem}</style></head>"
        f"<body><main><h1>{said}</h1><p>{way_home}</p></main></body></html>\n"
    )
