"""The masked text with every fact marked where it stood; drawn as text by one small component."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import streamlit as st

from assistant.domain.report import Fact
from assistant.domain.view.words import Words

_STYLE = """
pre{margin:0;padding:.75rem;max-height:60vh;overflow:auto;white-space:pre-wrap;overflow-wrap:anywhere;
 font-family:var(--st-code-font);font-size:.85rem;line-height:1.7;color:var(--st-text-color);
 background:var(--st-code-background-color);border-radius:var(--st-base-radius)}
pre:focus-visible{outline:2px solid var(--st-primary-color)}
mark{color:inherit;background:transparent;border-bottom:2px solid var(--st-primary-color);font-weight:600}
mark::after{content:attr(data-name);display:inline-block;margin:0 .15rem 0 .35rem;font-family:var(--st-font);
 font-size:.72rem;font-weight:400}
"""
_SCRIPT = Path(__file__).with_name("marked.js").read_text(encoding="utf-8")

_text = st.components.v2.component("marked", html='<pre tabindex="0" role="group"></pre>', css=_STYLE, js=_SCRIPT)


def marked(key: str, text: str, facts: Sequence[Fact], say: Words) -> None:
    """Draw a text with its facts marked and named; whatever it holds is set as text."""
    parts = [{"text": words, "name": say(f"fact_{name}") if name else ""} for words, name in split(text, facts)]
    _text(key=key, data=[{"parts": parts, "label": say("you")}])


def split(text: str, facts: Sequence[Fact]) -> Iterator[tuple[str, str]]:
    """Yield the text in pieces, each with the name of the fact that it is, or ""; of facts that overlap the first."""
    at = 0
    placed = ((fact.start, fact.end, fact.name) for fact in facts if fact.start is not None and fact.end is not None)
    for start, end, name in sorted(placed):
        if at <= start < end <= len(text):
            if start > at:
                yield text[at:start], ""
            yield text[start:end], name
            at = end
    if text[at:]:
        yield text[at:], ""
