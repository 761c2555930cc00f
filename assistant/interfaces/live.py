"""The page's live region: says changes to screen readers, and keeps the document's language and its words right.

Its script stands on the page once; each run of the chat then leaves it a note of what is new, which costs a tenth.
"""

from __future__ import annotations

from html import escape
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
# What it says of a lost connection speaks of Streamlit and of guesses: ours says what is kept.
_LOST = {"chrome_lost_title": "offline_title", "chrome_lost_body": "offline_body"}

_region = st.components.v2.component("live_region", html=_MARKUP, css=_STYLE, js=_SCRIPT)


def live_region(say: Words) -> None:
    """Set the language of document and chrome, and say and show from now on what `tell` leaves."""
    _region(key="live", data=[{"language": say.language, "chrome": _chrome(say)}], height=1)  # a bare dict asks pandas


def tell(said: str, part: str, place: str) -> None:
    """Have `said` announced when it differs from the last run's.

    When `place` changes, the container with the key `part` is scrolled to the top, as it holds what is new.
    """
    values = {"said": said, "part": part, "place": place}
    note = " ".join(f'data-{name}="{escape(value, quote=True)}"' for name, value in values.items())
    st.html(f'<div class="live-note" {note}></div>')


def _chrome(say: Words) -> dict[str, Any]:
    """Return Streamlit's words, in whichever language they stand, with the reader's own."""
    texts = [say.knowledge.wording[one] for one in _CHROME]
    words = {text.say(other): text.say(say.language) for text in texts for other in LANGUAGES}
    words |= {say(its): say(ours) for its, ours in _LOST.items()}
    help_for = say.knowledge.wording["chrome_help"]
    options = say.knowledge.wording["chrome_options"].say(say.language)
    return {
        "words": words,
        "options": options,
        "help": help_for.say(say.language),
        "helpIs": help_for.say("en").split("{label}")[0],
    }
