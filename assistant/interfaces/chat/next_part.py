"""What comes next in a case: a check under way, the panel of a check, the guide's step, or the receipt."""

from __future__ import annotations

import streamlit as st

from assistant.domain.permissions.record import ChangeRecord
from assistant.domain.view.render import View
from assistant.domain.view.words import Words
from assistant.interfaces import live
from assistant.interfaces.access import allowed
from assistant.interfaces.chat import actions, announced, checks, ending, frame, guide
from assistant.interfaces.chat.permission import way
from assistant.interfaces.services import Services
from assistant.interfaces.visit import Visit, keys_for


def draw(services: Services, visit: Visit, say: Words) -> None:
    """Draw what comes next, and say what is new; a fragment, as most answers change nothing around it."""
    inline = True

    @st.fragment(key=frame.NEXT)
    def part() -> None:
        stale = not inline and (not allowed(services, "chat") or visit.frame != frame.frame_of(services, visit))
        if stale or visit.case is None:
            st.rerun()
        view = frame.view_of(services, visit, visit.case)
        _next(services, visit, view, say)
        visit.said = announced.said(visit, view, say)
        visit.part, visit.place = announced.part(visit, view)
        live.tell(visit.said, visit.part, visit.place)

    part()
    inline = False


def _next(services: Services, visit: Visit, view: View, say: Words) -> None:
    """Draw what comes next: a check under way, the panel of a check, the guide's step, or the receipt."""
    if visit.job is not None:
        checks.draw_progress(services, visit, say)
        return
    if visit.case is not None and services.engine.checking(visit.case):
        checks.draw_pending(services, visit, say)
        return
    if visit.watch is not None:
        _watch(services, visit, say)
    if view.step is not None:
        _guide(services, visit, view, say)
    elif visit.consent:
        checks.draw_panel(services, visit, view, say)
    elif view.receipt:
        ending.draw_receipt(view.receipt, say, practice=view.practice, change=_change(services, visit))
    if visit.case is not None and (view.step is None or view.step.verb in ("check", "end")):
        checks.draw_advice(services, visit, view, services.engine.advice(visit.case), say)


def _watch(services: Services, visit: Visit, say: Words) -> None:
    from assistant.interfaces.chat import watching

    watching.draw(services, visit, say)


def _change(services: Services, visit: Visit) -> ChangeRecord | None:
    """Return the change that a receipt joins with its proof."""
    return way.last_change(services, visit.case) if visit.case and visit.case.changes else None


def _guide(services: Services, visit: Visit, view: View, say: Words) -> None:
    guide.draw_past(services, visit, view, say)
    if view.moved:
        st.info(say("guide_moved"))
        st.button(
            say("guide_switch"),
            key="guide_switch",
            on_click=actions.started_guide,
            args=(services, visit, view.version, view.moved),
        )
    guide.draw_step(services, visit, view, say, lambda: _act(services, visit, view, say))
    if view.wanted is not None and visit.case is not None and view.step is not None and view.step.checked:
        way.draw_ways(visit, visit.case, view.wanted, say, ask=False)


def _act(services: Services, visit: Visit, view: View, say: Words) -> None:
    """Draw what a check or an end offers."""
    if view.summary:
        ending.draw_summary(view.summary, say)
    elif view.step is not None and view.step.verb == "end" and view.receipt:
        ending.draw_receipt(view.receipt, say, practice=view.practice, change=_change(services, visit))
    elif view.step is not None and view.step.verb == "check":
        _check(services, visit, view, say)


def _check(services: Services, visit: Visit, view: View, say: Words) -> None:
    case = visit.case
    if case is None:
        return
    if visit.consent:
        checks.draw_panel(services, visit, view, say)
    elif view.ready and keys_for(visit, case):
        st.button(say("check_live"), key="check_run", type="primary", on_click=checks.open_panel, args=(visit,))
    elif view.ready:
        ending.draw_ready(view.ready, say)
    else:
        st.caption(say("command_paste"))
