"""Draws a planned change before it is made: difference, who is affected, the way back, the same change elsewhere."""

from __future__ import annotations

import streamlit as st

from assistant.domain.permissions.forms import Forms
from assistant.domain.permissions.planned import Notice, Planned
from assistant.domain.permissions.policy import permits
from assistant.domain.permissions.wanted import sibling_of
from assistant.domain.probing.keys import Keys
from assistant.domain.text import as_code
from assistant.domain.view.words import Words
from assistant.interfaces.chat import permission_actions as actions
from assistant.interfaces.chat.permission_lists import draw_difference, ids_of, policy_name
from assistant.interfaces.services import Services
from assistant.interfaces.visit import Change, Visit

NAME = "permission_name"


def draw(services: Services, visit: Visit, change: Change, plan: Planned, keys: Keys, say: Words) -> None:
    """Draw the plan and what can be done with it."""
    draw_notices(plan.notices, say)
    draw_difference(plan, say)
    st.markdown("\n".join(f"- {line}" for line in _meaning(plan, say)))
    _sibling(services, visit, plan, keys, say)
    draw_forms(plan, say)
    kept = st.checkbox(
        say("permission_terraform"), change.terraform, key="permission_terraform",
        on_change=_terraform_changed, args=(visit,),
    )  # fmt: skip
    if kept:
        st.info(say("permission_terraform_note"))
        st.code(plan.forms.terraform or "", language="hcl", wrap_lines=True)
    with st.container(horizontal=True):
        if not kept:
            st.button(
                apply_label(plan, say), key="permission_apply", type="primary",
                on_click=actions.applied, args=(services, visit, keys),
            )  # fmt: skip
        st.button(say("permission_cancel"), key="permission_cancel", on_click=actions.closed, args=(visit,))
    if not kept:
        _unsafe(services, visit, change, keys, say)


def apply_label(plan: Planned, say: Words) -> str:
    """Return what the button does, in words: which ids, on which list."""
    change = plan.difference
    models = change.adds or change.takes_off
    named = as_code(models[0]) if len(models) == 1 else say("permission_several", count=len(models))
    return say("permission_apply_add" if change.adds else "permission_apply_take_off", models=named)


def draw_notices(notices: tuple[Notice, ...], say: Words) -> None:
    """Draw what is to be said beside a change."""
    for one in notices:
        said = say(f"permission_notice_{one.kind}", models=ids_of(one.models, say))
        near = f"  \n{say('permission_near')}: {ids_of(one.near, say)}" if one.near else ""
        st.warning(said + near)


def draw_forms(plan: Planned, say: Words) -> None:
    """Draw the same change as console steps, curl, OpenAI's command and Terraform; not sent until it is opened."""
    box = st.expander(say("permission_elsewhere"), key="permission_forms", on_change="rerun")
    if not box.open:
        return
    forms = plan.forms
    with box:
        console, curl, command, terraform = st.tabs(
            [say("form_console"), say("form_curl"), say("form_command"), say("form_terraform")]
        )
        with console:
            st.markdown(_console(forms, plan, say))
        with curl:
            st.code(forms.curl, language="bash", wrap_lines=True)
        with command:
            st.code(forms.command, language="bash", wrap_lines=True)
        with terraform:
            st.code(forms.terraform or say("form_terraform_gone"), language="hcl", wrap_lines=True)
        st.caption(say("form_key_note"))


def _console(forms: Forms, plan: Planned, say: Words) -> str:
    """Return the console's steps as those of the guide say them; none where no guide walks this change."""
    steps = say.knowledge.guide("project_model_access").steps
    ids = plan.difference.adds or plan.difference.takes_off
    values = {"project_id": plan.project_id, "model": ", ".join(ids) or (plan.wanted or ("",))[0]}
    named = Words(say.knowledge, say.language, values)
    lines = [f"{at}. {named.markdown(steps[one].say)}" for at, one in enumerate(forms.console, 1) if one in steps]
    return "\n".join(lines) or say("form_console_none")


def _meaning(plan: Planned, say: Words) -> list[str]:
    opens = plan.opening.opens
    lines = [say("permission_opens", models=ids_of(opens, say))] if opens else []
    return [
        *lines,
        say.shown("permission_affects", project_id=plan.project_id),
        say("permission_undo_how"),
        say("permission_window"),
    ]


def _sibling(services: Services, visit: Visit, plan: Planned, keys: Keys, say: Words) -> None:
    """Say that an alias and its snapshot stand apart in a list, and offer the other one too."""
    if plan.before is None or plan.after is None:
        return
    for model in plan.wanted:
        other = sibling_of(model, say.knowledge.models)
        if other is None or other in plan.wanted:
            continue
        stands = permits(plan.before, other)
        told = "permission_sibling_in" if stands else "permission_sibling_out"
        st.caption(say.shown(told, model=model, sibling=other))
        if not stands:
            st.button(
                say("permission_sibling_add", model=as_code(other)), key=f"permission_sibling_{other}", type="tertiary",
                on_click=actions.planned, args=(services, visit, keys, (*plan.wanted, other)),
            )  # fmt: skip


def _unsafe(services: Services, visit: Visit, change: Change, keys: Keys, say: Words) -> None:
    """Draw the wide way apart: what it opens, and the project's name to be typed."""
    seen = change.removal is not None
    box = st.expander(say("permission_unsafe"), expanded=seen, key="permission_unsafe", on_change="rerun")
    if not box.open:
        return
    with box:
        st.markdown(say("permission_unsafe_note"))
        plan = change.removal
        if plan is None:
            st.button(
                say("permission_unsafe_look"), key="permission_unsafe_look",
                on_click=actions.removal_planned, args=(services, visit, keys),
            )  # fmt: skip
            return
        if plan.result is not None:
            st.info(say(f"permission_reason_{plan.reason}"))
            return
        opens = plan.opening
        known = "permission_removal_opens" if opens.models_known else "permission_removal_opens_listed"
        future = f"  \n{say('permission_removal_future')}" if opens.future else ""
        st.warning(say(known, count=len(opens.opens)) + future)
        st.markdown(f"{ids_of(opens.opens, say)}\n\n{policy_name(plan.before, say)} → {policy_name(plan.after, say)}")
        st.text_input(say("permission_name_label", name=plan.project_name or ""), key=NAME, max_chars=300)
        st.button(
            say("permission_remove"), key="permission_remove",
            on_click=_remove, args=(services, visit, keys),
        )  # fmt: skip


def _remove(services: Services, visit: Visit, keys: Keys) -> None:
    actions.removed(services, visit, keys, str(st.session_state.get(NAME) or ""))


def _terraform_changed(visit: Visit) -> None:
    actions.kept_in_terraform(visit, bool(st.session_state["permission_terraform"]))
