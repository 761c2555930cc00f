"""A text with the facts marked where they stand; drawn as text whatever it holds."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

_STYLE = """
pre{margin:0;padding:.7rem .8rem;white-space:pre-wrap;overflow-wrap:anywhere;max-height:26rem;overflow:auto;
 line-height:1.6;
 font-family:var(--st-code-font);font-size:.85rem;background:var(--st-code-background-color);color:var(--st-text-color);
 border-radius:var(--st-base-radius)}
pre:focus-visible{outline:2px solid var(--st-primary-color)}
mark{background:light-dark(#ffe9a8,#5c4a12);color:inherit;border-radius:3px;padding:0 .1rem}
mark::after{content:" " attr(data-label);font-family:var(--st-font);font-size:.72rem;opacity:.9}
"""
_SCRIPT = """
export default function ({ data: [data], parentElement }) {
  const box = parentElement.querySelector('pre');
  box.setAttribute('aria-label', data.title);
  let at = 0;
  const parts = [];
  for (const [start, end, label] of data.spans) {
    parts.push(document.createTextNode(data.text.slice(at, start)));
    const mark = document.createElement('mark');
    mark.dataset.label = label;
    mark.textContent = data.text.slice(start, end);
    parts.push(mark);
    at = end;
  }
  parts.push(document.createTextNode(data.text.slice(at)));
  box.replaceChildren(...parts);
}
"""
_box = st.components.v2.component("marked_text", html='<pre tabindex="0"></pre>', css=_STYLE, js=_SCRIPT)
LONGEST = 60_000  # characters that are drawn


def marked(key: str, text: str, spans: Sequence[tuple[int, int, str]], title: str) -> None:
    """Draw a text with labelled spans in any order; of those that overlap the first stays."""
    kept: list[tuple[int, int, str]] = []
    for start, end, label in sorted(spans):
        if end <= LONGEST and (not kept or start >= kept[-1][1]):
            kept.append((start, end, label))
    shown = text[:LONGEST]
    places = [(_units(shown, start), _units(shown, end), label) for start, end, label in kept]
    _box(key=key, data=[{"text": shown, "spans": places, "title": title}])


def _units(text: str, place: int) -> int:
    """Return a place as the browser counts: characters beyond the first plane are two."""
    return place + sum(1 for char in text[:place] if ord(char) > 0xFFFF)
