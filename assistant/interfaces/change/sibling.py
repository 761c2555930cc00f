"""Says that an alias and its snapshot stand apart in a list, and offers the other one too."""

from __future__ import annotations

import streamlit as st

from assistant.domain.permissions.planned import Planned
from assistant.domain.permissions.policy import permits
from assistant.domain.permissions.wanted import sibling_of
from assistant.domain.text import as_code
from assistant.domain.view.words import Words
from assistant.interfaces.change.hand import Hand


def draw(hand: Hand, planned: Planned, say: Words, key: str) -> None:
    """Draw how the sibling of each wanted id stands, and the way to permit it with the same change."""
    for model in planned.wanted:
        other = sibling_of(model, say.knowledge.models)
        if other is None or other in planned.wanted or planned.before is None:
            continue
        stands = permits(planned.before, other)
        st.caption(say.shown("change_sibling_in" if stands else "change_sibling_out", model=model, sibling=other))
        if not stands:
            st.button(
                say("change_sibling_add", model=as_code(other)), key=f"{key}_sibling_{other}", type="tertiary",
                on_click=hand.allow, args=((*planned.wanted, other),),
            )  # fmt: skip
