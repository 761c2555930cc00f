"""The user's own text: read from the input or a dropped file, and drawn as text, never as Markdown."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import streamlit as st

from assistant.domain.encoding import text_in
from assistant.domain.report import Fact
from assistant.domain.view.render import View
from assistant.domain.view.words import Words
from assistant.interfaces.marked import marked
from assistant.interfaces.visit import Visit

SHOWN = 20_000
PICTURES = ("image/",)


def label(view: View, say: Words) -> str:
    """Return what the paste is called, with its size."""
    lines = view.pasted.strip().count("\n") + 1
    return f"{say('you')} · {say('text_size', count=lines)}"


def draw(view: View, facts: Sequence[Fact], say: Words) -> None:
    """Draw the masked paste with the facts marked where they stood."""
    more = "\n…" if len(view.pasted) > SHOWN else ""
    marked("pasted", view.pasted[:SHOWN] + more, facts, say)


def draw_masked(view: View, say: Words) -> None:
    """Say what was masked in the paste, and how each is revoked."""
    kinds = [say.knowledge.secrets[kind] for kind in dict.fromkeys(view.masked) if kind in say.knowledge.secrets]
    if not kinds:
        return
    told = [f"- **{kind.name.say(say.language)}**: {say.markdown(kind.revoke)}" for kind in kinds]
    with st.container(border=True, key="masked"):
        st.markdown("\n".join([f"**{say('secret_masked')}**", "", *told]))


def text_of(value: Any, visit: Visit) -> str | None:
    """Return the text of a submission with its text files; None after a notice when there is nothing to read."""
    texts = [value.text] if value.text else []
    for file in value.files:
        if (file.type or "").startswith(PICTURES):
            visit.tell("picture_not_read")
            continue
        text = text_in(file.getvalue())
        if text is None:
            visit.tell("file_not_text", file.name)
        elif not text.strip():
            visit.tell("file_empty", file.name)
        else:
            texts.append(text)
    return "\n".join(texts) if texts else (None if visit.notice else "")
