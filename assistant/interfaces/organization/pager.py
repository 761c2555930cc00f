"""A long list in pages: one part of it, and two buttons."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

import streamlit as st

from assistant.domain.view.words import Words

Item = TypeVar("Item")


def page_of(items: Sequence[Item], key: str, size: int) -> Sequence[Item]:
    """Return the part of a list that is shown; a list that became shorter shows its last part."""
    first = _first(items, key, size)
    return items[first : first + size]


def draw(items: Sequence[object], key: str, size: int, label: str, say: Words) -> None:
    """Draw which part is shown, and the ways to the others."""
    first, total = _first(items, key, size), len(items)
    shown = say("organization_range", first=first + 1 if total else 0, last=min(first + size, total), total=total)
    with st.container(horizontal=True, vertical_alignment="center", width="content", key=f"pager_{key}"):
        st.caption(say(label, range=shown))
        if total > size:
            for name, to in (("previous", first - size), ("next", first + size)):
                st.button(
                    say(f"organization_{name}"),
                    key=f"{key}_{name}",
                    type="tertiary",
                    disabled=not 0 <= to < total,
                    on_click=_go,
                    args=(key, to),
                )


def restart(*keys: str) -> None:
    """Show the first part again, as after a new search."""
    for key in keys:
        st.session_state.pop(f"{key}_first", None)


def _first(items: Sequence[object], key: str, size: int) -> int:
    first = int(st.session_state.get(f"{key}_first", 0))
    return min(first, max(0, (len(items) - 1) // size * size))


def _go(key: str, first: int) -> None:
    st.session_state[f"{key}_first"] = first
