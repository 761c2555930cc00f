"""The ways out of a ticket: what would be sent is shown, then sent by a person's click; what became of each message."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import streamlit as st

from assistant.domain.desk.draft import SavedDraft
from assistant.domain.desk.outgoing import UNSETTLED, Kind, Outgoing
from assistant.domain.desk.ticket import Ticket
from assistant.domain.text import as_code
from assistant.domain.view.words import Words
from assistant.engine.desk.outbox import Preview, Sent
from assistant.interfaces.desk.face import DeskFace, DeskVisit, Sending
from assistant.interfaces.times import local

EVERY = 0.5  # seconds
RECORDED = 5  # messages
MARKS = {"sent": "success", "failed": "error", "unknown": "warning", "sending": "info"}


def can_send(face: DeskFace, ticket: Ticket) -> bool:
    """Tell whether a message about a ticket can leave from here."""
    return next(face.outbox.routes(ticket), None) is not None


def draw(
    face: DeskFace, here: DeskVisit, ticket: Ticket, subject: str, draft: Callable[[], SavedDraft], say: Words
) -> None:
    """Draw the record and the ways; `draft` gives what stands in the field, a memo goes to no customer."""
    sent, routes = face.outbox.of(ticket.id), list(face.outbox.routes(ticket))
    if not sent and not routes:
        return
    with st.container(key="send"):
        st.subheader(say("send_title"), anchor=False)
        _trouble(here, ticket, say)
        shown = here.shown
        if here.sending is not None and here.sending.ticket_id == ticket.id:
            _working(here, say)
        elif shown is not None and (shown.ticket_id, shown.version) == (ticket.id, ticket.version):
            _preview(face, here, shown, say)
        elif not any(one.state in UNSETTLED for one in sent):
            _ways(face, here, ticket, subject, draft, say)
        for one in sent[:RECORDED]:
            _record(face, here, one, say)


def _ways(
    face: DeskFace, here: DeskVisit, ticket: Ticket, subject: str, draft: Callable[[], SavedDraft], say: Words
) -> None:
    memo = draft().register == "memo"
    with st.container(horizontal=True):
        for desk, kind, route in face.outbox.routes(ticket):
            if kind == "note" or not memo:
                show = partial(_show, face, here, ticket, desk, kind, subject, draft)
                st.button(say(f"send_as_{route.form}"), key=f"send_{kind}", on_click=show)


def _show(
    face: DeskFace,
    here: DeskVisit,
    ticket: Ticket,
    desk: str,
    kind: Kind,
    subject: str,
    draft: Callable[[], SavedDraft],
) -> None:
    here.trouble = None
    here.shown = face.outbox.preview(ticket, desk, kind, subject, draft())


def _preview(face: DeskFace, here: DeskVisit, shown: Preview, say: Words) -> None:
    """Draw what would leave, word by word, and ask."""
    route = shown.route
    with st.container(key="send_preview", border=True):
        st.markdown(say(f"send_shown_{route.form}"))
        told = [("send_via", route.via), ("send_from", route.sender), ("send_to", route.to)]
        told += [("send_subject", shown.subject)] if route.sender else []
        st.markdown("  \n".join(f"{say(name)}: {as_code(value)}" for name, value in told if value))
        st.code(shown.draft.text, language=None, wrap_lines=True)
        with st.container(horizontal=True):
            go = partial(_go, face, here, shown)
            st.button(say(f"send_do_{route.form}"), key="send_go", type="primary", on_click=go)
            st.button(say("send_cancel"), key="send_cancel", type="tertiary", on_click=partial(_cancel, here))


def _cancel(here: DeskVisit) -> None:
    here.shown = None


def _go(face: DeskFace, here: DeskVisit, shown: Preview) -> None:
    """Send in the background; a second click finds it under way."""
    if here.sending is None:
        here.shown = None
        here.sending = Sending(shown.ticket_id, face.jobs.submit(face.outbox.send, shown, face.who), "send_working")


def _working(here: DeskVisit, say: Words) -> None:
    @st.fragment(run_every=EVERY)
    def waiting() -> None:
        job = here.sending
        if job is None:
            return
        if job.future.done():
            here.sending = None
            _came(here, job)
            st.rerun()
        st.status(say(job.working), state="running")

    with st.container(key="send_working"):
        waiting()


def _came(here: DeskVisit, job: Sending) -> None:
    if job.future.exception() is not None:
        here.tell("send_broken")
        return
    came = job.future.result()
    if not isinstance(came, Sent):
        return
    if came.refused is not None:
        here.tell(f"changed_{came.refused}", who=(came.ticket.holder if came.ticket else None) or "")
    if came.trouble is not None and (came.message is None or came.message.state == "failed"):
        here.trouble = (job.ticket_id, came.trouble)
    if came.message is not None:
        here.drawn[job.ticket_id] = 0
    if came.ticket is not None:
        here.shows(came.ticket)


def _trouble(here: DeskVisit, ticket: Ticket, say: Words) -> None:
    """Draw why nothing was sent."""
    if here.trouble is None or here.trouble[0] != ticket.id:
        return
    trouble = here.trouble[1]
    st.error(say(trouble.reason))
    if trouble.said:
        st.code(trouble.said, language=None, wrap_lines=True)


def _record(face: DeskFace, here: DeskVisit, one: Outgoing, say: Words) -> None:
    """Draw what became of a message; one in doubt asks a person."""
    with st.container(key=f"sent_{one.id}"):
        word = f"send_state_sent_{one.route.form}" if one.state == "sent" else f"send_state_{one.state}"
        told = say.shown("send_record", at=local(one.settled or one.at), who=one.who, via=one.route.via)
        getattr(st, MARKS[one.state])(f"**{say(word)}**  \n{told}")
        if one.state == "unknown":
            _doubt(face, here, one, say)
        elif one.reason is not None:
            st.caption(say(one.reason))
        box = st.expander(say("send_text"), key=f"sent_text_{one.id}", on_change="rerun")
        if box.open:
            box.code(one.text, language=None, wrap_lines=True)


def _doubt(face: DeskFace, here: DeskVisit, one: Outgoing, say: Words) -> None:
    st.caption(say("send_unknown_why"))
    if one.reason is not None:
        st.caption(say(one.reason))
    with st.container(horizontal=True):
        st.button(say("send_look"), key=f"look_{one.id}", on_click=partial(_look, face, here, one))
        for name, sent in (("send_was_sent", True), ("send_was_not", False)):
            decide = partial(_decide, face, one, sent)
            st.button(say(name), key=f"{name}_{one.id}", type="tertiary", on_click=decide)


def _decide(face: DeskFace, one: Outgoing, sent: bool) -> None:
    face.outbox.decide(one.id, face.who, sent=sent)


def _look(face: DeskFace, here: DeskVisit, one: Outgoing) -> None:
    if here.sending is None:
        here.sending = Sending(one.ticket_id, face.jobs.submit(face.outbox.look, one.id, face.who), "send_looking")
