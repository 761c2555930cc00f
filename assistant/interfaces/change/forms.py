"""Draws one change in the forms in which others make it: console steps, curl, command, Terraform."""

from __future__ import annotations

import re
from urllib.parse import quote

import streamlit as st

from assistant.domain.permissions.planned import Planned
from assistant.domain.view.words import Words

GUIDE = "project_model_access"  # its steps walk the console
HEADING = re.compile(r"[#*]")


def address(planned: Planned) -> str:
    """Return the address that the change is written to."""
    return f"{planned.base_url}/organization/projects/{quote(planned.project_id, safe='')}/model_permissions"


def show_forms(planned: Planned, say: Words, key: str) -> None:
    """Draw the other forms, folded; a fold that is closed is not sent."""
    box = st.expander(say("organization_preview_forms"), key=f"{key}_forms", on_change="rerun")
    if not box.open:
        return
    with box:
        _console(planned, say)
        made = planned.forms
        for name, code in (("curl", made.curl), ("OpenAI CLI", made.command), ("Terraform", made.terraform)):
            if code:
                st.markdown(f"**{name}**")
                st.code(code, language=None, wrap_lines=True)


def show_terraform(planned: Planned, say: Words) -> None:
    """Draw what goes into the Terraform configuration in place of a write."""
    made = planned.forms.terraform
    st.info(say("organization_preview_terraform_note" if made else "organization_preview_terraform_gone"))
    if made:
        st.code(made, language=None, wrap_lines=True)


def _console(planned: Planned, say: Words) -> None:
    guide = say.knowledge.guide(GUIDE)
    model = next(iter((*planned.difference.adds, *planned.difference.takes_off, *planned.wanted)), "")
    words = Words(say.knowledge, say.language, {"project_id": planned.project_id, "model": model})
    steps = [guide.steps[one] for one in planned.forms.console if one in guide.steps]
    if not steps:
        st.caption(say("organization_preview_no_console"))
        return
    st.markdown(f"**{say('organization_preview_console', date=guide.checked)}**")
    lines = [f"1. **{words.markdown(one.title)}**  \n   {words.markdown(one.say)}" for one in steps]
    st.markdown("\n".join(lines))
