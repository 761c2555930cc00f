"""The tickets of a group that wait, a page of them, and those that were approved here."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from assistant.domain.desk.ticket import Ticket
from assistant.domain.text import as_code
from assistant.domain.view.words import Words
from assistant.interfaces.desk.group.work import Work
from assistant.interfaces.desk.groups import open_ticket
from assistant.interfaces.desk.queue import age, subject_of

SHOWN = 25  # tickets on a page
MOST_DONE = 100


def waiting(work: Work, members: Sequence[Ticket], who: str, say: Words) -> None:
    """Draw the tickets that wait; a click takes one out of its turn."""
    box = st.expander(say("group_list", count=len(members)), key="group_list", on_change="rerun")
    if not box.open:
        return
    pages = max(1, -(-len(members) // SHOWN))
    work.page = min(work.page, pages - 1)
    with box:
        for one in members[work.page * SHOWN : (work.page + 1) * SHOWN]:
            label = _line(one, who, say)
            st.button(label, key=f"grouped_{one.id}", type="tertiary", on_click=work.take, args=(one.id,))
        if pages > 1:
            _pages(work, pages, say)


def _line(one: Ticket, who: str, say: Words) -> str:
    told = [one.customer or "", say(f"language_{one.language}"), age(one.updated, say)]
    told.append(say("ticket_held", who=one.holder) if one.holder and one.holder != who else "")
    about = " · ".join(as_code(word) for word in told if word)
    return f"{as_code(f'#{one.known_as}')} {as_code(subject_of(one, say)[:60])} {about}"


def _pages(work: Work, pages: int, say: Words) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key="group_pages"):
        for name, page in (("desk_previous", work.page - 1), ("desk_next", work.page + 1)):
            off = not 0 <= page < pages
            st.button(say(name), key=f"group_{name}", disabled=off, on_click=work.turn, args=(page,))
        st.caption(say("desk_page", page=work.page + 1, pages=pages))


def approved(work: Work, say: Words) -> None:
    """Draw what was approved here, each a way to its ticket, where its text is sent or copied."""
    box = st.expander(say("group_approved_list", count=len(work.done)), key="group_approved", on_change="rerun")
    if not box.open:
        return
    with box, st.container(horizontal=True):
        for ticket_id, number in reversed(work.done[-MOST_DONE:]):
            label = as_code(f"#{number}")
            st.button(label, key=f"group_done_{ticket_id}", type="tertiary", on_click=open_ticket, args=(ticket_id,))
