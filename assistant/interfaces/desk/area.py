"""The text of a draft as it stands on the page: what a click puts into it, and the way back to what stood there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import streamlit as st

from assistant.domain.view.words import Words


@dataclass(frozen=True, slots=True)
class Put:
    """What was put into a text last, an id of desk.yaml that says it; the text before, and what was put into that."""

    note: str
    before: str
    values: dict[str, str] = field(default_factory=dict)
    earlier: Put | None = None
    undone: Put | None = None  # of a way back: what it took out


def text_of(key: str) -> str:
    """Return a text as it stands."""
    return str(st.session_state.get(key) or "")


def begin(key: str, text: str) -> None:
    """Give a text its first words, before its field is drawn."""
    if key not in st.session_state:
        st.session_state[key] = text
        st.session_state.pop(f"put_{key}", None)


def put(key: str, text: str, note: str, **values: str) -> None:
    """Put words in the place of a text: in a callback, or before its field is drawn."""
    st.session_state[f"put_{key}"] = Put(note, text_of(key), values, st.session_state.get(f"put_{key}"))
    st.session_state[key] = text


def draw_mark(key: str, say: Words) -> None:
    """Say what was put into a text, and offer the text before; what is given up so can be had again."""
    last: Put | None = st.session_state.get(f"put_{key}")
    if last is None:
        return
    with st.container(key="draft_put"):
        st.caption("\n\n".join(say.shown(one.note, **one.values) for one in reversed(list(_chain(last)))))
        st.button(say("draft_put_back"), key="draft_put_back", type="tertiary", on_click=_back, args=(key, last))


def _chain(last: Put | None) -> Iterator[Put]:
    while last is not None:
        yield last
        last = last.earlier


def _back(key: str, last: Put) -> None:
    now = text_of(key)
    back = Put("draft_put_was_back", now, {}, last.earlier, last)
    st.session_state[f"put_{key}"] = replace(last.undone, before=now) if last.undone else back
    st.session_state[key] = last.before
