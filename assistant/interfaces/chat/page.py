"""The chat page: header aside, everything from the first screen to the receipt, in one column."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

import streamlit as st

from assistant.domain.case import Case
from assistant.domain.masking.mask import mask
from assistant.domain.permissions.record import ChangeRecord
from assistant.domain.text import as_code
from assistant.domain.view.render import View
from assistant.domain.view.words import Words
from assistant.interfaces import live, pulse
from assistant.interfaces.access import allowed
from assistant.interfaces.chat import actions, checks, ending, first, frame, guide, pasted, permission_way, verdict
from assistant.interfaces.services import Services
from assistant.interfaces.visit import Visit, keys_for, words

INPUT = "chat"
PUT_BACK = 100_000  # characters


@st.fragment(key=frame.CHAT)
def draw(services: Services, visit: Visit) -> None:
    """Draw the page; a fragment, so that a click draws neither the bar above it nor the navigation again."""
    if not allowed(services, "chat"):
        st.rerun()
    visit.frame = None
    actions.resumed(services, visit)
    pulse.draw(visit)
    if visit.whole:
        visit.whole = False
        st.rerun()
    say = words(services, visit)
    if visit.case is None:
        first.draw(services, visit, say)
        live.tell(visit.said, visit.part, visit.place)
    else:
        _case(services, visit, visit.case, say)
    if visit.case is None or visit.case.guide_id is None:
        kept = say("kept_note", place=services.place) if services.one_person else say("kept_note_hosted")
        st.caption(f"{kept}  \n{say('footer') if visit.case is None else say('case_link_note')}")
    _composer(services, visit, say)
    visit.frame = frame.frame_of(services, visit)


def _composer(services: Services, visit: Visit, say: Words) -> None:
    """Draw the input, above it what is said once; pinned by style: Streamlit's own pins scroll past what is new."""
    with st.container(key="composer", gap="small"):
        visit.untold()
        if visit.notice:
            st.info(_notice(visit, visit.notice, say))
        st.chat_input(
            say("chat_placeholder_guide" if visit.case and visit.case.guide_id else "chat_placeholder"),
            key=INPUT,
            accept_file=True,
            file_type=None,
            max_upload_size=2,
            on_submit=_submitted,
            args=(services, visit),
        )


def _notice(visit: Visit, notice: str, say: Words) -> str:
    host = as_code(urlsplit(visit.base_url).netloc)
    return say(notice, limit="1 MB", minutes=visit.wait, name=as_code(visit.file), host=host, reference=visit.reference)


def _submitted(services: Services, visit: Visit) -> None:
    value: Any = st.session_state[INPUT]
    visit.notice = None
    text = value if isinstance(value, str) else pasted.text_of(value, visit)
    if text is not None and not actions.said(services, visit, text) and text.strip() and len(text) <= PUT_BACK:
        st.session_state[INPUT] = mask(text).text  # what was not taken stands in the input again


def _case(services: Services, visit: Visit, case: Case, say: Words) -> None:
    view = frame.view_of(services, visit, case)
    if view.practice and visit.practice is None:
        first.draw_gone(services, visit, say)
    pasted.draw(view, case.report.facts, say)
    if view.step is None and visit.job is None and visit.change is None and not visit.asking:
        verdict.draw(services, visit, view, say, lambda: _begin(services, visit, view, say))
    else:
        verdict.draw_folded(services, visit, view, say)
    folded = visit.change is not None or visit.asking or bool(case.changes or case.requests)
    checks.draw_findings(view, say, folded=folded)
    if view.note:
        st.info(view.note)
    if visit.change is not None or visit.asking or case.changes or case.requests:
        permission_way.draw_panels(services, visit, view, case, say)
    _draw_next(services, visit, say)
    _foot(services, visit, say)


def _draw_next(services: Services, visit: Visit, say: Words) -> None:
    """Draw what comes next, and say what is new; a fragment, as most answers change nothing around it."""
    inline = True

    @st.fragment(key=frame.NEXT)
    def part() -> None:
        stale = not inline and (not allowed(services, "chat") or visit.frame != frame.frame_of(services, visit))
        if stale or visit.case is None:
            st.rerun()
        view = frame.view_of(services, visit, visit.case)
        _next(services, visit, view, say)
        visit.said = _said(visit, view, say)
        visit.part, visit.place = _part(visit, view)
        live.tell(visit.said, visit.part, visit.place)

    part()
    inline = False


def _said(visit: Visit, view: View, say: Words) -> str:
    """Return what is announced: the notice where there is one, else the note and what is shown now."""
    if visit.notice:
        return _notice(visit, visit.notice, say).replace("`", "")
    said = permission_way.announced(visit, say) or _announcement(view, say)
    return " ".join(one for one in (view.note, said) if one)


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
    return permission_way.last_change(services, visit.case) if visit.case and visit.case.changes else None


def _begin(services: Services, visit: Visit, view: View, say: Words) -> None:
    """Draw the two ways on from a verdict."""
    if visit.consent or view.receipt or visit.change is not None or visit.asking:
        return
    with st.container(horizontal=True):
        st.button(
            say("go_to_steps"),
            key="go_to_steps",
            type="primary",
            on_click=actions.started_guide,
            args=(services, visit, view.version, view.verdict.guide_id),
        )
        if services.engine.checkable(visit.case):
            st.button(say("check_live"), key="check_live", on_click=checks.open_panel, args=(visit,))
        if view.wanted is not None and visit.case is not None:
            permission_way.draw_ways(visit, visit.case, view.wanted, say, ask=True)


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
        permission_way.draw_ways(visit, visit.case, view.wanted, say, ask=False)


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


def _part(visit: Visit, view: View) -> tuple[str, str]:
    """Return the container that is new, and what makes it so."""
    if visit.change is not None:
        change = visit.change
        came = [one is not None for one in (change.job, change.planned, change.changed)]
        return "permission", f"{view.case_id} change {came}"
    if visit.asking:
        return "asking", f"{view.case_id} asking"
    if view.receipt and (view.step is None or view.step.verb == "end"):
        return "receipt" if view.step is None else "step", f"{view.case_id} receipt"
    if visit.job is not None or visit.consent:
        return "consent" if visit.consent else "progress", f"{view.case_id} check"
    if view.step is not None:
        return "step", f"{view.case_id} {view.step.id} {view.step.number}"
    return "verdict", f"{view.case_id} {view.verdict.cause_id} {view.verdict.grade} {len(view.findings)}"


def _announcement(view: View, say: Words) -> str:
    if view.receipt:
        return say("announce_solved")
    if view.step is not None:
        return say("announce_step", step=view.step.number, title=view.step.title.replace("`", ""))
    return say("announce_verdict", title=view.verdict.title.replace("`", ""), grade=view.verdict.grade_label)


def _foot(services: Services, visit: Visit, say: Words) -> None:
    with st.container(horizontal=True, key="foot"):
        st.button(say("new_case"), key="new_case", type="tertiary", on_click=actions.show, args=(visit, None))
        box = st.popover(say("case_delete"), key="case_delete", type="tertiary", on_change="rerun")
        if box.open:
            box.markdown(say("case_delete_confirm"))
            box.button(say("case_delete_yes"), key="case_delete_yes", on_click=actions.deleted, args=(services, visit))
