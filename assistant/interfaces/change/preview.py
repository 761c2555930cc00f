"""Draws a change before it is made: before, after, who is affected, what goes out, how it is undone."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from assistant.domain.permissions.planned import Planned
from assistant.domain.permissions.policy import NO_POLICY
from assistant.domain.text import as_code
from assistant.domain.view.words import Words
from assistant.interfaces.change import forms, until
from assistant.interfaces.change.said import changes_said, models_said, notice_said, plain, policy_lines, why_said

Apply = Callable[[str | None, str | None], None]


def show_preview(
    planned: Planned,
    say: Words,
    *,
    name: str,
    key: str,
    apply: Apply,
    close: Callable[[], None],
    wrong: Callable[[str], None],
    anyway: Callable[[], None] | None = None,
    timed: bool = False,
) -> None:
    """Draw a plan with its buttons.

    `apply` is called with the end of a permission (UTC) and with the name that was typed; `wrong` with the id of what
    is to be said of what was typed. `anyway` plans again in spite of an id that the organization does not see.
    `timed`: the model is permitted until a time, which can be changed although the list is not.
    """
    title = say(f"organization_preview_{planned.action}")
    st.markdown(f"### {title}\n\n**{plain(name)}** {as_code(planned.project_id)}")
    for notice in planned.notices:
        st.warning(notice_said(notice, say))
    only_time = planned.reason == "already_permitted" and timed
    if planned.result is not None and not only_time:
        _decided(planned, say, key=key, close=close, anyway=anyway)
        return
    if only_time:
        st.info(say("organization_until_permanent"))
    else:
        _difference(planned, say)
        _meaning(planned, say)
    if not only_time and st.toggle(say("organization_preview_terraform"), key=f"{key}_terraform"):
        forms.show_terraform(planned, say)
        st.button(say("organization_preview_cancel"), key=f"{key}_cancel", type="tertiary", on_click=close)
        return
    ends = until.choose(say, key) if planned.action == "allow" and planned.before not in (None, NO_POLICY) else None
    if planned.opening.unsafe:
        _name_field(planned, say, key)
    _buttons(planned, say, key, apply, close, wrong, ends, only_time=only_time)
    if not only_time:
        forms.show_forms(planned, say, key)


def _difference(planned: Planned, say: Words) -> None:
    st.markdown("\n\n".join(policy_lines(planned.before, planned.after, say)))
    changed = changes_said(planned.difference, say)
    if changed:
        st.markdown(changed)


def _meaning(planned: Planned, say: Words) -> None:
    opens, change = planned.opening, planned.difference
    if opens.unsafe:
        lines = [say("organization_preview_opens", models=models_said(opens.opens, say))] if opens.opens else []
        lines += [say("organization_preview_future")] if opens.future else []
        lines += [] if opens.models_known else [say("organization_preview_opens_unknown")]
        st.warning("\n\n".join(lines))
    else:
        told = (("opens", opens.opens, change.adds), ("closes", opens.closes, change.takes_off))
        lines = [
            say(f"organization_preview_{name}", models=models_said(ids, say))
            for name, ids, said_already in told
            if ids and ids != said_already
        ]
        if lines:
            st.markdown("\n\n".join(lines))
    notes = [say(f"organization_preview_{one}") for one in ("affected", "undo_way", "moment")]
    request = f"{'DELETE' if planned.after == NO_POLICY else 'POST'} {forms.address(planned)}"
    notes.append(say("organization_preview_sends", request=as_code(request)))
    st.markdown("\n".join(f"- :small[{one}]" for one in notes))


def _decided(
    planned: Planned, say: Words, *, key: str, close: Callable[[], None], anyway: Callable[[], None] | None
) -> None:
    """Draw a plan that there is nothing to write for."""
    words = f"**{say(f'organization_result_{planned.result}')}**  \n{why_said(planned.reason, say)}"
    (st.info if planned.result == "nothing" else st.warning)(words)
    if planned.message:
        st.code(planned.message, language=None, wrap_lines=True)
    with st.container(horizontal=True):
        if anyway is not None and planned.reason == "unseen_model":
            st.button(say("organization_preview_anyway"), key=f"{key}_anyway", on_click=anyway)
        st.button(say("organization_result_close"), key=f"{key}_close", type="tertiary", on_click=close)


def _name_field(planned: Planned, say: Words, key: str) -> None:
    label = say("organization_preview_name", name=plain(planned.project_name or planned.project_id))
    st.text_input(label, key=f"{key}_name", max_chars=300, autocomplete="off")


def _buttons(
    planned: Planned,
    say: Words,
    key: str,
    apply: Apply,
    close: Callable[[], None],
    wrong: Callable[[str], None],
    ends: str | None,
    *,
    only_time: bool,
) -> None:
    def go() -> None:
        typed = st.session_state.get(f"{key}_name")
        moment = until.chosen(key) if ends is not None else None
        if planned.opening.unsafe and typed != planned.project_name:
            wrong("organization_preview_name_wrong")
        elif ends is not None and moment == "":
            wrong("organization_until_bad")
        else:
            apply(moment, typed)

    label = "organization_apply_until" if only_time else f"organization_apply_{planned.action}"
    with st.container(horizontal=True):
        unsafe = planned.opening.unsafe
        st.button(say(label), key=f"{key}_apply", type="secondary" if unsafe else "primary", on_click=go)
        st.button(say("organization_preview_cancel"), key=f"{key}_cancel", type="tertiary", on_click=close)
