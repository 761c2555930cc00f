"""The lead's page: a span, one of four views of it, and the figures brought up to date in the background."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import streamlit as st

from assistant.domain.lead.span import Span
from assistant.domain.view.words import Words
from assistant.engine.lead import Lead
from assistant.engine.lead.lead import BATCH
from assistant.interfaces.lead import numbers, resolved, spans, stops, table, to_write
from assistant.interfaces.lead.visit import LeadVisit, current
from assistant.interfaces.services import Services
from assistant.interfaces.times import local, zone
from assistant.interfaces.visit import Visit, words

VIEWS = ("numbers", "resolved", "stops", "to_write")
STYLE = f"<style>{Path(__file__).with_name('lead.css').read_text(encoding='utf-8')}{table.STYLE}</style>"
EVERY = 2.0  # seconds


def draw(services: Services, visit: Visit, lead: Lead) -> None:
    """Draw the page."""
    say, here = words(services, visit), current()
    st.html(STYLE)
    with st.container(key="lead"):
        st.page_link(st.session_state["pages"]["desk"], label=f"← {say('lead_back')}")
        st.header(say("title_lead"), anchor=False)
        span = spans.choose(say)
        if span is None:
            return
        _up_to_date(services, lead, here, say)
        shown = st.segmented_control(
            say("lead_views"),
            VIEWS,
            key="lead_view",
            default="numbers",
            required=True,
            format_func=lambda one: say(f"lead_view_{one}"),
            label_visibility="collapsed",
        )
        _view(lead, here, span, str(shown), say)
        _foot(here, say)


def _view(lead: Lead, here: LeadVisit, span: Span, shown: str, say: Words) -> None:
    here.at = here.at or datetime.now(UTC).isoformat(timespec="seconds")
    if shown in ("numbers", "resolved"):
        read = here.once(("numbers", span, str(zone())), lambda: lead.numbers(span, zone()))
        if not read.all:
            st.info(say("lead_none"))
        elif shown == "numbers":
            numbers.draw(read, say)
        else:
            resolved.draw(read, say)
    elif shown == "stops":
        stops.draw(here.once(("stops", span), lambda: lead.stops(span)), lead.guide, say)
    else:
        to_write.draw(here.once(("to_write", span), lambda: lead.to_write(span)), say)


def _foot(here: LeadVisit, say: Words) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key="lead_foot"):
        st.caption(f"{say('lead_as_of', at=local(here.at))} · {say('lead_note')}")
        st.button(say("lead_again"), key="lead_again", type="tertiary", on_click=here.forget)


def _up_to_date(services: Services, lead: Lead, here: LeadVisit, say: Words) -> None:
    """Take in what has moved on: a few cases at once, many in the background while the page tells how many."""
    if here.job is None and here.at:
        return
    behind = lead.behind()
    if here.job is None and behind <= BATCH:
        lead.catch_up()
        return
    if here.job is None:
        here.job = services.jobs.submit(lead.catch_up)
    _reading(lead, here, say)


def _reading(lead: Lead, here: LeadVisit, say: Words) -> None:
    @st.fragment(run_every=EVERY)
    def waiting() -> None:
        job = here.job
        if job is None:
            return
        behind = lead.behind()
        if not job.done():
            st.info(say("lead_behind", count=behind))
            return
        here.job = None
        if job.exception() is not None:
            st.warning(say("lead_behind_failed", count=behind))
            return
        here.forget()
        st.rerun()

    waiting()
