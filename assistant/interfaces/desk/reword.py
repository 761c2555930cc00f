"""Rewording a draft by a language model: what would leave is shown, then sent, then used or said why not."""

from __future__ import annotations

from concurrent.futures import Future
from dataclasses import dataclass
from hashlib import sha256
from typing import cast

import streamlit as st

from assistant.domain.desk.reply import ReplyAsked
from assistant.domain.desk.rewording.asking import Asking
from assistant.domain.view.words import Words
from assistant.engine.desk.desk import Opened
from assistant.engine.desk.rewording import Outcome, Reworder
from assistant.interfaces.desk import area
from assistant.interfaces.desk.face import DeskFace

EVERY = 0.5  # seconds


@dataclass(slots=True)
class Job:
    """One rewording of this session, under way or done; `key` is the text's."""

    key: str
    shown: Asking
    future: Future[Outcome]
    told: str | None = None  # why the plain draft stays, once that is known
    sentence: str = ""


def settle(face: DeskFace, key: str, say: Words) -> None:
    """Take over what a language model has answered; called before the text's field is drawn."""
    job = _job(key)
    if job is None or face.reworder is None or job.told is not None or not job.future.done():
        return
    if job.future.exception() is not None:
        job.told = "reword_no_unreachable"
        return
    outcome = job.future.result()
    if outcome.text is None:
        job.told, job.sentence = f"reword_no_{outcome.reason}", outcome.sentence
    elif area.text_of(key) != job.shown.draft:
        job.told = "reword_no_changed"
    else:
        tone = face.reworder.rules.tones[job.shown.tone].label.say(say.language)
        area.put(key, outcome.text, "reword_done", host=face.reworder.place[0], tone=tone)
        st.session_state.pop("desk_reword", None)


def draw(face: DeskFace, opened: Opened, asked: ReplyAsked, key: str, say: Words) -> None:
    """Draw the fold with the tone, what would leave, and what came of it."""
    if face.reworder is None or asked.register == "memo":
        return
    job = _job(key)
    if job is not None and job.told is not None:
        st.warning(say(job.told))
        if job.sentence:
            st.code(job.sentence, language=None, wrap_lines=True)
    box = st.expander(say("reword_title"), key="reword", on_change="rerun")
    if not box.open:
        return
    with box:
        if job is not None and job.told is None:
            _waiting(job, face.reworder, say)
        else:
            _offer(face, face.reworder, opened, asked, key, say)


def _job(key: str) -> Job | None:
    job = cast("Job | None", st.session_state.get("desk_reword"))
    return job if job is not None and job.key == key else None


def _offer(face: DeskFace, reworder: Reworder, opened: Opened, asked: ReplyAsked, key: str, say: Words) -> None:
    """Draw the choice of a tone with exactly what would be sent for it."""
    tones = reworder.rules.tones
    tone = st.segmented_control(
        say("reword_tone"),
        list(tones),
        key="reword_tone",
        default=next(iter(tones)),
        required=True,
        format_func=lambda one: tones[one].label.say(say.language),
    )
    mood = st.checkbox(say("reword_customer"), key="reword_customer")
    messages = opened.messages if mood else ()
    shown = reworder.asking(area.text_of(key), opened.ticket, opened.case, asked, str(tone), messages)
    if shown is None:
        st.info(say("reword_nothing"))
        return
    host, model = reworder.place
    st.markdown(say.shown("reword_leaves", host=host, model=model))
    with st.container(key="reword_shown", height=260, border=False):
        st.code(shown.shown, language=None, wrap_lines=True)
    seen = sha256(shown.shown.encode()).hexdigest()[:12]  # a click on a button below another text reaches nothing
    arguments = (face, reworder, opened.ticket.id, key, shown)
    st.button(say("reword_send"), key=f"reword_send_{seen}", on_click=_send, args=arguments)


def _send(face: DeskFace, reworder: Reworder, ticket_id: int, key: str, shown: Asking) -> None:
    """Send what was shown; where the text has been changed since, show again and send nothing."""
    waits: Future[Outcome] = Future()
    job = Job(key, shown, waits)
    if area.text_of(key) != shown.draft:
        job.told = "reword_no_edited"
    else:
        job.future = face.jobs.submit(reworder.reword, ticket_id, face.who, shown)
    st.session_state["desk_reword"] = job


def _waiting(job: Job, reworder: Reworder, say: Words) -> None:
    @st.fragment(run_every=EVERY)
    def waiting() -> None:
        if job.future.done():
            st.rerun()
        st.status(say("reword_running", host=reworder.place[0]), state="running")

    with st.container(key="reword_running"):
        waiting()
