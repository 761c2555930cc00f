"""The bar at the top of every page: name, language, keys, and the mark of practice."""

from __future__ import annotations

from dataclasses import replace
from typing import cast
from urllib.parse import urlsplit

import streamlit as st

from assistant.domain.probing.key_input import taken
from assistant.domain.probing.keys import Keys
from assistant.domain.text import LANGUAGES, Language
from assistant.domain.view.words import Words
from assistant.interfaces.access import account, allowed
from assistant.interfaces.services import Services
from assistant.interfaces.visit import CASE, Visit, words


def draw(services: Services, visit: Visit) -> None:
    """Draw the bar."""
    say = words(services, visit)
    with st.container(horizontal=True, vertical_alignment="center", key="header"):
        st.title(say("app_title"), anchor=False, width="stretch")
        _language(visit, say)
        if allowed(services, "chat"):
            _keys(services, visit, say)
        account.draw(services, say)
    if visit.practice is not None:
        _practice(services, visit, say)


def _language(visit: Visit, say: Words) -> None:
    st.segmented_control(
        say("language_label"),
        LANGUAGES,
        key="language",
        default=visit.language,
        format_func=lambda one: say(f"language_{one}"),
        label_visibility="collapsed",
        required=True,
        on_change=_switched,
        args=(visit,),
    )


def _switched(visit: Visit) -> None:
    visit.language = cast("Language", st.session_state["language"] or visit.language)
    st.query_params["lang"] = visit.language
    if visit.case is not None:
        st.query_params[CASE] = visit.case.id  # the browser may not have sent it yet, and gets what is set here alone


def _keys(services: Services, visit: Visit, say: Words) -> None:
    mark = f" ({say('key_set')})" if visit.keys else ""
    box = st.popover(f"{say('keys_button')}{mark}", key="keys", icon=":material/key:", on_change="rerun")
    if not box.open:
        return
    with box:
        st.markdown(f"**{say('keys_title')}**  \n{say('keys_why')}\n\n:small[{say('keys_memory')}]")
        if visit.practice is not None:
            st.info(say("key_practice"))
        _host(services, visit, say)
        _form(visit, say)
        _organization(visit, say("organization_open_link"))
        if visit.keys:
            st.button(say("key_forget"), key="key_forget", on_click=_forgotten, args=(visit,))


def _host(services: Services, visit: Visit, say: Words) -> None:
    st.selectbox(
        say("keys_host_label"),
        services.hosts,
        index=services.hosts.index(visit.keys.base_url) if visit.keys.base_url in services.hosts else 0,
        key="keys_host",
        format_func=lambda url: urlsplit(url).netloc,
        help=say("keys_host_hint"),
        on_change=_host_changed,
        args=(visit,),
    )
    st.caption(say.shown("keys_sent_to", host=urlsplit(visit.keys.base_url).netloc))


def _host_changed(visit: Visit) -> None:
    had = bool(visit.keys)
    visit.keys = Keys(base_url=st.session_state["keys_host"])
    visit.nonce += 1
    if had:
        visit.tell("key_other_host")


def _form(visit: Visit, say: Words) -> None:
    """Draw the two fields; their widget keys change with every take, so that a taken value leaves the page."""
    with st.form(f"keys_{visit.nonce}", border=False):
        for slot in ("project", "admin"):
            state = say("key_set") if getattr(visit.keys, slot) else say("key_not_set")
            st.text_input(
                f"{say(f'key_{slot}_label')} — {state}",
                type="password",
                key=_field(slot, visit.nonce),
                help=say(f"key_{slot}_hint"),
                autocomplete="off",
            )
        st.form_submit_button(say("key_take"), key=f"key_take_{visit.nonce}", on_click=_take, args=(visit,))


def _take(visit: Visit) -> None:
    """Move what was typed into this session's memory, and the fields off the page."""
    typed = {slot: str(st.session_state.pop(_field(slot, visit.nonce), "") or "") for slot in ("project", "admin")}
    visit.nonce += 1
    result = taken(typed["project"], typed["admin"])
    visit.tell(result.note)
    kept = visit.keys
    visit.keys = replace(kept, project=result.project or kept.project, admin=result.admin or kept.admin)


def _forgotten(visit: Visit) -> None:
    visit.keys = Keys(base_url=visit.keys.base_url)
    visit.nonce += 1
    visit.tell("key_forgotten")


def _field(slot: str, nonce: int) -> str:
    return f"secret_{slot}_{nonce}"


def _practice(services: Services, visit: Visit, say: Words) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key="practice_banner"):
        st.caption(say("practice_banner"), width="stretch")
        st.page_link(st.session_state["pages"]["practice"], label=say("practice_console"), query_params=_query(visit))
        _organization(visit, say("title_organization"))
        st.button(say("practice_end"), key="practice_end", type="tertiary", on_click=_ended, args=(services, visit))


def _organization(visit: Visit, label: str) -> None:
    page = st.session_state["pages"].get("organization")
    if page is not None:
        st.page_link(page, label=label, query_params=_query(visit))


def _query(visit: Visit) -> dict[str, str]:
    return {CASE: visit.case.id} if visit.case else {}


def _ended(services: Services, visit: Visit) -> None:
    if visit.practice is not None:
        services.practices.end(visit.practice)
    visit.practice = None
    visit.case = None
    visit.job = None
    visit.tell("practice_ended")
    st.query_params.pop(CASE, None)
