"""The header's last place: the way in, or who is logged in and the way out."""

from __future__ import annotations

import streamlit as st

from assistant.domain.view.words import Words
from assistant.interfaces.access.gate import login_link, shown_as
from assistant.interfaces.access.who import current
from assistant.interfaces.services import Services


def draw(services: Services, say: Words) -> None:
    """Draw it where a login is configured."""
    if services.login is None:
        return
    here = current(services)
    if here.state == "out":
        with st.container(key="login", width="content"):
            login_link(say, "gate_login")
        return
    box = st.popover(say("account"), key="account", icon=":material/account_circle:", on_change="rerun")
    if box.open:
        with box:
            told = dict.fromkeys(one for one in (here.name, shown_as(here)) if one)
            if here.role is not None:
                told[say("account_role", role=say(f"role_name_{here.role}"))] = None
            st.text("\n".join(told))
            st.button(say("account_logout"), key="account_logout", on_click=st.logout)
