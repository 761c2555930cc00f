"""Tickets in, on the page: paste one, or drop a file, see its columns, and watch the import."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from hashlib import sha256
from typing import Any, cast

import streamlit as st

from assistant.domain.desk.columns import FIELDS, Columns
from assistant.domain.desk.queue import Progress
from assistant.domain.text import as_code
from assistant.domain.view.words import Words
from assistant.engine.desk.intake import Source, Taken
from assistant.interfaces.desk import fetch
from assistant.interfaces.desk.face import DeskFace, DeskVisit
from assistant.interfaces.desk.imports import Import, Told

EVERY = 0.5  # seconds
MEGABYTES = 50
ENDINGS = ["csv", "tsv", "jsonl", "ndjson", "eml", "mbox", "txt", "log"]
MAILS = ("eml", "mbox")  # whose faults name a mail's number
FAULTS = 200


def draw(face: DeskFace, here: DeskVisit, say: Words) -> None:
    """Draw what is under way or done, and the fold with the two ways in."""
    job = face.imports.of(face.who)
    busy = job is not None and not job.future.done()
    if job is not None:
        _under_way(job, say) if busy else _came(face, job, say)
    fetch.draw(face, say, busy=busy)
    box = st.expander(say("intake_title"), key="intake", on_change="rerun")
    if not box.open:
        return
    with box:
        under_way = face.imports.under_way()
        for name, progress in face.unfinished():
            if name not in under_way:
                st.info(say.shown("intake_unfinished", name=name, done=progress.done))
        st.caption(say("intake_masked"))
        key = f"intake_text_{here.nonce}"
        st.text_area(say("intake_paste"), key=key, height=120)
        st.button(say("intake_paste_button"), key="intake_paste", on_click=_pasted, args=(face, here, key))
        _file(face, here, say, busy=busy)


def _pasted(face: DeskFace, here: DeskVisit, key: str) -> None:
    text = str(st.session_state.pop(key, "") or "")
    here.nonce += 1
    if text.strip():
        st.query_params["ticket"] = str(face.intake.paste(text))


def _file(face: DeskFace, here: DeskVisit, say: Words, *, busy: bool) -> None:
    given = st.file_uploader(
        say("intake_files"), type=ENDINGS, key=f"intake_file_{here.nonce}", max_upload_size=MEGABYTES
    )
    if given is None:
        return
    header, guessed = face.files.columns(given.name, given)
    columns = _columns(header, guessed, say) if header else {}
    st.button(
        say("intake_start"),
        key="intake_start",
        type="primary",
        disabled=busy or (bool(header) and "text" not in columns),
        on_click=_start,
        args=(face, here, given, columns),
    )


def _columns(header: list[str], guessed: dict[str, str], say: Words) -> dict[str, str]:
    """Show the guess of the columns, each to be corrected."""
    st.markdown(f"**{say('intake_columns')}**")
    chosen: dict[str, str] = {}
    places = st.columns(3)
    for at, field in enumerate(FIELDS):
        options = ["", *header]
        guess = guessed.get(field, "")
        name = places[at % 3].selectbox(
            say(f"field_{field}"),
            options,
            index=options.index(guess) if guess in options else 0,
            key=f"intake_column_{field}",
            format_func=lambda one: one or say("intake_no_column"),
        )
        if name:
            chosen[field] = name
    return chosen


def _start(face: DeskFace, here: DeskVisit, given: Any, columns: dict[str, str]) -> None:
    stream = io.BytesIO(given.getvalue())
    digest = "|".join([face.files.digest(stream), "file", json.dumps(columns, sort_keys=True)])
    source = Source(given.name, sha256(digest.encode()).hexdigest())

    def work(told: Told) -> list[tuple[str, Taken]]:
        items = face.files.tickets(given.name, stream, cast("Columns", columns) or None)

        def so_far(progress: Progress) -> None:
            told(replace(progress, share=face.files.share(stream)))

        return [(given.name, Taken(*face.intake.take(source, items, so_far)))]

    face.imports.begin(face.who, [given.name], work)
    here.nonce += 1


def _under_way(job: Import, say: Words) -> None:
    """Draw how far it is, until it is done."""

    @st.fragment(run_every=EVERY)
    def waiting() -> None:
        if job.future.done():
            st.rerun()
        now = job.progress
        if now.share is None:
            st.status(say("intake_fetching", done=now.done), state="running")
        else:
            st.progress(now.share, say("intake_running", percent=int(100 * now.share), done=now.done))

    with st.container(key="intake_progress"):
        waiting()


def _came(face: DeskFace, job: Import, say: Words) -> None:
    """Draw what it came to, until the person puts it away or takes in something else."""
    if job.future.exception() is not None:
        st.error(say("intake_failed"))
    else:
        for at, (name, taken) in enumerate(job.future.result()):
            numbered = taken.pulled or face.files.kind(name) in MAILS
            _done(at, name, taken, "fetch_item" if numbered else "intake_line", say)
    st.button(say("intake_put_away"), key="intake_put_away", type="tertiary", on_click=_put_away, args=(face,))


def _put_away(face: DeskFace) -> None:
    face.imports.put_away(face.who)


def _done(at: int, name: str, taken: Taken, place: str, say: Words) -> None:
    counts = {one: getattr(taken.progress, one) for one in ("added", "joined", "known")}
    faults = taken.faults
    with st.container(key="intake_done" if at == 0 else f"intake_done_{at}"):
        if taken.trouble is not None:
            st.error(say.shown("fetch_stopped", name=name, reason=say(taken.trouble.reason)))
            if taken.trouble.said:
                st.code(taken.trouble.said, language=None, wrap_lines=True)
        st.success(say.shown("intake_done", name=name, faults=len(faults), **counts))
        if faults:
            key = "intake_faults" if at == 0 else f"intake_faults_{at}"
            box = st.expander(say("intake_faults", count=len(faults)), key=key, on_change="rerun")
            if box.open:
                with box:
                    for fault in faults[:FAULTS]:
                        st.markdown(as_code(say(place, line=fault.place, reason=say(fault.reason))))
                        st.code(fault.text[:600] or " ", language=None, wrap_lines=True)
