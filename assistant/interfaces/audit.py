"""The page of the audit record: its newest lines, and all of it as a file."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import streamlit as st

from assistant.domain.view.words import Words
from assistant.interfaces import access
from assistant.interfaces.organization import html_table
from assistant.interfaces.services import Services
from assistant.interfaces.times import local
from assistant.interfaces.visit import Visit, words

SHOWN = 200
STYLE = f"<style>{(Path(__file__).parent / 'organization' / 'style.css').read_text(encoding='utf-8')}</style>"
COLUMNS = ("at", "who", "action", "ticket", "detail")


def draw(services: Services, visit: Visit) -> None:
    """Draw the page."""
    say = words(services, visit)
    check = access.checker(services, "audit")
    check()
    st.html(STYLE)
    with st.container(key="audit"):
        _record(services, check, say)


def _record(services: Services, check: Callable[[], None], say: Words) -> None:
    st.page_link(st.session_state["pages"]["chat"], label=f"← {say('go_home')}")
    st.header(say("title_audit"), anchor=False)
    st.caption(say("audit_intro"))
    lines = services.audit().newest(SHOWN)
    if not lines:
        st.info(say("audit_empty"))
        return
    st.download_button(
        say("audit_download"), partial(_file, services, check), "audit.jsonl", "application/jsonl", key="audit_download"
    )
    rows = [
        (
            local(line["at"]),
            line["who"],
            _action(line["action"], say),
            str(line["ticket_id"] or ""),
            line["detail"],
        )
        for line in lines
    ]
    html_table.draw([say(f"audit_column_{one}") for one in COLUMNS], rows, say("title_audit"))
    st.caption(say("audit_shown", count=len(rows)))


def _action(action: str, say: Words) -> str:
    return say(f"audit_{action}") if f"audit_{action}" in say.knowledge.wording else action


def _file(services: Services, check: Callable[[], None]) -> bytes:
    check()  # the click may come long after the page was drawn
    return "".join(_lines(services)).encode()


def _lines(services: Services) -> Iterator[str]:
    return (json.dumps(dict(line), ensure_ascii=False) + "\n" for line in services.audit().audit())
