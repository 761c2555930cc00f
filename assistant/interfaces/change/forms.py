"""Draws one change in the forms in which others make it: console steps, curl, command, Terraform."""

from __future__ import annotations

from urllib.parse import quote

import streamlit as st

from assistant.domain.permissions.planned import Planned
from assistant.domain.view.words import Words

GUIDE = "project_model_access"  # its steps walk the console


def address(planned: Planned) -> str:
    """Return the address that the change is written to."""
    return f"{planned.base_url}/organization/projects/{quote(planned.project_id, safe='')}/model_permissions"


def draw(planned: Planned, say: Words, key: str) -> None:
    """Draw the other forms, folded; a fold that is closed is not sent."""
    box = st.expander(say("change_forms"), key=f"{key}_forms", on_change="rerun")
    if not box.open:
        return
    forms = planned.forms
    with box:
        console, curl, command, terraform = st.tabs(
            [say("form_console"), say("form_curl"), say("form_command"), say("form_terraform")]
        )
        with console:
            _console(planned, say)
        with curl:
            st.code(forms.curl, language=None, wrap_lines=True)
        with command:
            st.code(forms.command, language=None, wrap_lines=True)
        with terraform:
            st.code(forms.terraform or say("form_terraform_gone"), language=None, wrap_lines=True)
        st.caption(say("form_key_note"))


def draw_terraform(planned: Planned, say: Words) -> None:
    """Draw what goes into the Terraform configuration in place of a write."""
    made = planned.forms.terraform
    st.info(say("change_terraform_note" if made else "change_terraform_gone"))
    if made:
        st.code(made, language=None, wrap_lines=True)


def _console(planned: Planned, say: Words) -> None:
    """Draw the console's steps as those of the guide say them, with the day they were checked."""
    guide = say.knowledge.guide(GUIDE)
    ids = planned.difference.adds or planned.difference.takes_off or planned.wanted
    words = Words(say.knowledge, say.language, {"project_id": planned.project_id, "model": ", ".join(ids)})
    steps = [guide.steps[one] for one in planned.forms.console if one in guide.steps]
    if not steps:
        st.caption(say("form_console_none"))
        return
    lines = [one.title if one.verb == "ask" else one.say for one in steps]  # what is asked is only looked at here
    st.markdown("\n".join(f"{at}. {words.markdown(one)}" for at, one in enumerate(lines, 1)))
    st.caption(say("form_console_checked", date=guide.checked))
