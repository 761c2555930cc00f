"""The page's live region: says changes to screen readers, and keeps the document's language and its words right."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import streamlit as st

from assistant.domain.text import LANGUAGES
from assistant.domain.view.words import Words

_MARKUP = '<div role="status" aria-live="polite" aria-atomic="true" class="said"></div>'
_STYLE = ".said{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}"
_SCRIPT = Path(__file__).with_name("live.js").read_text(encoding="utf-8")
# What Streamlit says by itself, in English only: the English in wording.yaml is letter by letter Streamlit's.
_CHROME = (
    *("chrome_skip", "chrome_file", "chrome_upload", "chrome_send", "chrome_select", "chrome_open", "chrome_close"),
    *("chrome_show_key", "chrome_hide_key", "chrome_copy", "chrome_copied", "chrome_clear", "chrome_no_results"),
    "chrome_pick_file",
)

_region = st.components.v2.component("live_region", html=_MARKUP, css=_STYLE, js=_SCRIPT)


def live_region(say: Words, said: str, part: str, place: str) -> None:
    """Announce `said` when it differs from the last run's, and set the language of document and chrome.

    When `place` changes, the container with the key `part` is scrolled to the top, as it holds what is new.
    """
    data = {"language": say.language, "said": said, "part": part, "place": place, "chrome": _chrome(say)}
    _region(key="live", data=[data], height=1)  # a bare dict would be searched for data frames, by pandas


def _chrome(say: Words) -> dict[str, Any]:
    """Return Streamlit's words, in whichever language they stand, with the reader's own."""
    texts = [say.knowledge.wording[one] for one in _CHROME]
    words = {text.say(other): text.say(say.language) for text in texts for other in LANGUAGES}
    help_for = say.knowledge.wording["chrome_help"]
    return {"words": words, "help": help_for.say(say.language), "helpIs": help_for.say("en").split("{label}")[0]}
