"""The page's live region: says changes to screen readers, and keeps the document's language and title right."""

from __future__ import annotations

import streamlit as st

from assistant.domain.text import Language

_MARKUP = '<div role="status" aria-live="polite" aria-atomic="true" class="said"></div>'
_STYLE = ".said{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}"
_SCRIPT = """
export default function ({ data, parentElement }) {
  const region = parentElement.querySelector('.said');
  document.documentElement.lang = data.language;
  if (region && region.textContent !== data.said) {
    region.textContent = '';
    setTimeout(() => { region.textContent = data.said; }, 50);
  }
  if (window.shownPart !== data.place) {
    const first = window.shownPart === undefined;
    window.shownPart = data.place;
    const show = () => document.querySelector('.st-key-' + data.part)?.scrollIntoView({ block: 'start' });
    if (!first && data.place) setTimeout(show, 100);
  }
}
"""

_region = st.components.v2.component("live_region", html=_MARKUP, css=_STYLE, js=_SCRIPT)


def live_region(language: Language, said: str, part: str, place: str) -> None:
    """Announce `said` when it differs from the last run's, and set the document's language.

    When `place` changes, the container with the key `part` is scrolled to the top, as it holds what is new.
    """
    _region(key="live", data={"language": language, "said": said, "part": part, "place": place}, height=1)
