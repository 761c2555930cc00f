"""One ticket: what the customer wrote, the verdict with its evidence and rivals, similar ones, the draft."""

from __future__ import annotations

from urllib.parse import urlsplit

import streamlit as st

from assistant.domain.desk.ticket import Ticket
from assistant.domain.text import as_code
from assistant.domain.view.words import Words
from assistant.engine.desk.desk import Opened
from assistant.interfaces.chat import ending
from assistant.interfaces.chat.verdict import COLOURS, SHAPES
from assistant.interfaces.copyable import copyable
from assistant.interfaces.desk import draft
from assistant.interfaces.desk.face import DeskFace, DeskVisit
from assistant.interfaces.desk.groups import open_ticket
from assistant.interfaces.desk.marked import marked
from assistant.interfaces.desk.queue import age, subject_of
from assistant.interfaces.times import local
from assistant.interfaces.visit import Visit


def draw(visit: Visit, face: DeskFace, here: DeskVisit, ticket_id: int, say: Words) -> None:
    """Draw a ticket; its opening goes into the audit record once a session."""
    st.button(f"← {say('desk_back')}", key="desk_back", type="tertiary", on_click=_back, args=(here, ticket_id))
    who = None if ticket_id in here.viewed else face.who
    opened = face.desk.open(ticket_id, visit.language, visit.base_url, who)
    if opened is None:
        st.info(say("ticket_gone"))
        return
    here.viewed.add(ticket_id)
    _head(face, here, opened.ticket, say)
    left, right = st.columns([5, 6], gap="large")
    with left:
        text(opened, say)
        verdict(opened, say)
        _similar(opened, say)
        link = _link(face, opened, say)
    with right:
        draft.draw(face, here, opened, link, say)


def _back(here: DeskVisit, ticket_id: int) -> None:
    here.left = ticket_id
    st.query_params.pop("ticket", None)


def _head(face: DeskFace, here: DeskVisit, ticket: Ticket, say: Words) -> None:
    st.header(say.shown("ticket_heading", number=ticket.known_as), anchor=False)
    with st.container(key="ticket_subject"):
        st.text(subject_of(ticket, say))
    told = [ticket.customer or "", ticket.address or "", say(f"state_{ticket.state}")]
    told += [age(ticket.updated, say), say("ticket_held", who=ticket.holder) if ticket.holder else ""]
    st.markdown(" · ".join(as_code(one) for one in told if one))
    with st.container(horizontal=True, key="ticket_actions"):
        if ticket.holder is None:
            st.button(say("ticket_claim"), key="ticket_claim", on_click=_act, args=(face, here, ticket, "claim"))
        elif ticket.holder == face.who:
            st.button(say("ticket_release"), key="ticket_release", on_click=_act, args=(face, here, ticket, "release"))
        for event, states in (
            ("ask", ("new", "drafted", "answered")),
            ("close", ("new", "drafted", "waiting", "answered")),
        ):
            if ticket.state in states:
                st.button(
                    say(f"ticket_{event}"),
                    key=f"ticket_{event}",
                    type="tertiary",
                    on_click=_act,
                    args=(face, here, ticket, event),
                )
        if ticket.state in ("waiting", "answered", "closed"):
            st.button(
                say("ticket_reopen"),
                key="ticket_reopen",
                type="tertiary",
                on_click=_act,
                args=(face, here, ticket, "reopen"),
            )


def _act(face: DeskFace, here: DeskVisit, ticket: Ticket, event: str) -> None:
    desk = face.desk
    if event == "claim":
        changed = desk.claim(ticket.id, ticket.version, face.who)
    elif event == "release":
        changed = desk.release(ticket.id, ticket.version, face.who)
    else:
        changed = desk.move(ticket.id, ticket.version, face.who, event)  # type: ignore[arg-type]
    draft.tell(here, changed, "changed_done")


def text(opened: Opened, say: Words) -> None:
    """Draw the text that the verdict is about with its facts marked, and the other messages folded."""
    st.subheader(say("ticket_text"), anchor=False)
    report = opened.case.report
    spans = [
        (fact.start, fact.end, say(f"fact_{fact.name}"))
        for fact in report.facts
        if fact.start is not None and fact.end is not None
    ]
    marked("ticket_text", report.text, spans, say("ticket_text"))
    others = [one for one in opened.messages if one.text not in report.text]
    if others:
        box = st.expander(say("ticket_earlier", count=len(others)), key="ticket_earlier", on_change="rerun")
        if box.open:
            with box:
                for one in others:
                    st.caption(f"{say(f'ticket_from_{one.sender}')} {local(one.at)}")
                    st.code(one.text, language=None, wrap_lines=True)


def verdict(opened: Opened, say: Words) -> None:
    """Draw the verdict with its evidence, what would settle it, and its rivals."""
    card = opened.view.verdict
    st.subheader(say("ticket_verdict"), anchor=False)
    grade = f":{COLOURS[card.grade]}-badge[{SHAPES[card.grade]} {card.grade_label}]"
    who = f"\n\n:small[{say('verdict_who')}: {card.who}]" if card.who else ""
    st.markdown(f"**{card.title}** {grade}\n\n{card.why}{who}")
    stated = [(row.label, row.value, "") for row in card.facts if row.value]
    if stated:
        copyable("ticket_facts", stated, say)
    if card.evidence:
        st.code("\n".join(line.text.strip() for line in card.evidence[:3]), language=None, wrap_lines=True)
    if card.raises:
        st.markdown(f"**{say('ticket_settle')}**  \n{card.raises}")
    if card.rivals:
        box = st.expander(say("verdict_rivals", count=len(card.rivals)), key="ticket_rivals", on_change="rerun")
        if box.open:
            box.markdown("\n\n".join(f"**{one.title}**  \n{one.tell_apart}" for one in card.rivals))
    if opened.view.receipt:
        ending.draw_receipt(opened.view.receipt, say, practice=False)


def _similar(opened: Opened, say: Words) -> None:
    if not opened.similar:
        return
    box = st.expander(say("ticket_similar", count=len(opened.similar)), key="ticket_similar", on_change="rerun")
    if not box.open:
        return
    with box:
        for one in opened.similar:
            shared = [
                say("ticket_same_project" if name == "project_id" else "ticket_same_model") for name in one.shares
            ]
            told = shared or [say("ticket_same_cause")]
            told.append(say(f"state_{one.ticket.state}"))
            if one.ticket.verdict.settled:
                told.append(say("ticket_settled", at=local(one.ticket.verdict.settled)))
            st.button(
                f"{as_code(f'#{one.ticket.known_as}')} {as_code(subject_of(one.ticket, say)[:60])}",
                key=f"similar_{one.ticket.id}",
                type="tertiary",
                on_click=open_ticket,
                args=(one.ticket.id,),
            )
            st.caption(" · ".join(told))


def _link(face: DeskFace, opened: Opened, say: Words) -> str:
    """Draw the case's link for the customer; return it where others can open it."""
    link = link_of(face, opened)
    copyable("ticket_link", [(say("ticket_link"), link, "" if face.public_url else say("ticket_link_local"))], say)
    return link if face.public_url else ""


def link_of(face: DeskFace, opened: Opened) -> str:
    """Return the address of a ticket's case."""
    here = urlsplit(st.context.url or "http://127.0.0.1:8501")
    base = face.public_url or f"{here.scheme}://{here.netloc}"
    return f"{base.rstrip('/')}/?case={opened.case.id}"
