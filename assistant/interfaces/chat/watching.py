"""A call that is made again until it goes through: when it is due, and a way to stop it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import streamlit as st

from assistant.domain.view.words import Words
from assistant.interfaces.chat import checking
from assistant.interfaces.services import Services
from assistant.interfaces.times import local
from assistant.interfaces.visit import Visit, Watch

MINUTES = (1, 5, 15, 30)  # after the first call; a change may take a while to spread
EVERY = 1.0


def times(since: datetime) -> tuple[str, ...]:
    """Return when the call is made again."""
    return tuple((since + timedelta(minutes=one)).isoformat(timespec="seconds") for one in MINUTES)


def begun(visit: Visit) -> None:
    """Repeat the call of the case at hand from now on."""
    if visit.case is not None:
        visit.watch = Watch(visit.case.id, times(datetime.now(UTC)))


def due(services: Services, visit: Visit) -> bool:
    """Make the call when its time has come; True when there is something else to draw."""
    with visit.lock:
        watch, case = visit.watch, visit.case
        if watch is None or case is None or watch.case_id != case.id or passed(visit):
            visit.watch = None
            return True
        if visit.job is not None or not watch.due or datetime.fromisoformat(watch.due[0]) > datetime.now(UTC):
            return False
        watch.due = watch.due[1:]
        checking.checked(services, visit, case.version, call=True)
        if not watch.due:
            visit.watch = None
        return True


def passed(visit: Visit) -> bool:
    """Tell whether the last call of the case at hand went through."""
    calls = [one for one in visit.case.findings if one.probe == "model_call"] if visit.case else []
    return bool(calls) and calls[-1].found.value == "ok"


def draw(services: Services, visit: Visit, say: Words) -> None:
    """Show when the call is made again, and make it then."""

    @st.fragment(run_every=EVERY)
    def waiting() -> None:
        if due(services, visit):
            st.rerun()
        at = [local(one, "%H:%M") for one in visit.watch.due] if visit.watch else []
        st.info(say("watch_next", time=say("list_separator").join(at)))

    with st.container(key="watch"):
        waiting()
        st.button(say("watch_stop"), key="watch_stop", on_click=_stopped, args=(visit,))


def _stopped(visit: Visit) -> None:
    visit.watch = None
