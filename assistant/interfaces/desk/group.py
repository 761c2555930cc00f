"""One group worked through: the verdict and the shared draft looked at once, then ticket after ticket approved."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import Any, cast

import streamlit as st

from assistant.domain.desk.draft import SavedDraft
from assistant.domain.desk.grouping import GroupKey
from assistant.domain.desk.reply import ReplyAsked
from assistant.domain.desk.shared_letter import OWN, strange
from assistant.domain.desk.states import may_hold
from assistant.domain.desk.ticket import Ticket
from assistant.domain.text import as_code
from assistant.domain.view.words import Words
from assistant.engine.desk.desk import Opened
from assistant.interfaces.desk import area, draft, send, ticket
from assistant.interfaces.desk.face import DeskFace, DeskVisit
from assistant.interfaces.desk.groups import open_ticket
from assistant.interfaces.desk.queue import age, subject_of
from assistant.interfaces.visit import Visit

SHOWN = 25  # tickets of the list below
MOST_DONE = 100
HEIGHT = 300


@dataclass(slots=True)
class Work:
    """How far one session is with a group; `bases` are shared drafts as they were written, by what they depend on."""

    key: GroupKey
    current: int | None = None
    done: list[tuple[int, str]] = field(default_factory=list)  # ids and numbers of what was approved here
    later: set[int] = field(default_factory=set)
    page: int = 0
    bases: dict[tuple[str, ...], str] = field(default_factory=dict)


def draw(visit: Visit, face: DeskFace, here: DeskVisit, digest: str, say: Words) -> None:
    """Draw a group at the ticket that is next."""
    st.button(f"← {say('group_back')}", key="group_back", type="tertiary", on_click=_leave)
    work = _work(face, digest)
    members = face.grouped.members(work.key) if work is not None else []
    if work is None or (not members and work.current is None):
        st.info(say("group_done", count=len(work.done) if work else 0))
        _approved(work, say)
        return
    st.header(say("group_heading"), anchor=False)
    about = " · ".join(as_code(one) for one in (work.key.project_id, work.key.model) if one)
    st.markdown(f"{say('group_progress', left=len(members), done=len(work.done))} {about}")
    free = [one for one in members if may_hold(one.holder, face.who)]
    waiting = [one for one in free if one.id not in work.later] or free
    if work.current is None and waiting:
        work.current = waiting[0].id
    if work.current is not None:
        _current(visit, face, here, work, members, say)
    _list(work, members, face.who, say)
    _approved(work, say)


def _work(face: DeskFace, digest: str) -> Work | None:
    """Return the session's work on a group; its key is kept when the last ticket has gone."""
    work = cast("Work | None", st.session_state.get("desk_group"))
    if work is None or work.key.digest != digest:
        key = face.grouped.key(digest)
        work = Work(key) if key is not None else None
        st.session_state["desk_group"] = work
    return work


def _leave() -> None:
    st.query_params.pop("group", None)
    st.session_state.pop("desk_group", None)


def _current(visit: Visit, face: DeskFace, here: DeskVisit, work: Work, members: list[Ticket], say: Words) -> None:
    """Draw the ticket at hand beside the shared draft; one that has left the group is told and shown."""
    at = work.current or 0
    opened = face.desk.open(at, visit.language, visit.base_url, None if at in here.viewed else face.who)
    if opened is None:
        st.info(say("ticket_gone"))
        st.button(say("group_later"), key=f"group_later_{at}", on_click=_go_on, args=(work, at))
        return
    here.viewed.add(at)
    left, right = st.columns([5, 6], gap="large")
    with left:
        _head(opened.ticket, say)
        ticket.text(opened, say)
        ticket.verdict(opened, say)
    with right:
        if any(one.id == at for one in members):
            _draft(face, here, work, opened, say)
        else:
            st.warning(say("group_left"))
            _others(work, opened.ticket, say)


def _head(one: Ticket, say: Words) -> None:
    st.subheader(say("ticket_heading", number=one.known_as), anchor=False)
    with st.container(key="ticket_subject"):
        st.text(subject_of(one, say))
    told = [one.customer or "", say(f"language_{one.language}"), age(one.updated, say)]
    told.append(say("ticket_held", who=one.holder) if one.holder else "")
    st.markdown(" · ".join(as_code(word) for word in told if word))


def _draft(face: DeskFace, here: DeskVisit, work: Work, opened: Opened, say: Words) -> None:
    """Draw the shared draft of this ticket's language, then the ticket's own with its approval."""
    one = opened.ticket
    asked = _asked(face, work, one, say)
    base, edited = _shared(face, work, one, asked, say)
    linked = replace(asked, link=ticket.link_of(face, opened)) if asked.link else asked
    mine = face.grouped.own(base, edited, one, opened.case, linked)
    st.subheader(say("group_own"), anchor=False)
    if mine.differs:
        st.info(say("group_differs"))
    seen = here.seen.setdefault(one.id, one.messages)
    key = f"group_own_{one.id}_{_short(mine.text)}"
    area.begin(key, mine.text)
    st.text_area(say("draft_text"), key=key, height=HEIGHT, label_visibility="collapsed")
    missing = strange(edited)
    if missing:
        st.error(say("group_strange", names=" ".join(missing)))
    with st.container(horizontal=True):
        st.button(
            say("group_approve"),
            key=f"group_approve_{one.id}",  # a second click never reaches the next ticket
            type="primary",
            disabled=bool(missing) or not may_hold(one.holder, face.who),
            on_click=_approve,
            args=(face, here, work, one, asked, key, seen),
        )
        _others(work, one, say)
    st.caption(say("group_note" if send.can_send(face, one) else "draft_note"))


def _others(work: Work, one: Ticket, say: Words) -> None:
    st.button(say("group_later"), key=f"group_later_{one.id}", on_click=_go_on, args=(work, one.id))
    st.button(say("group_open"), key=f"group_ticket_{one.id}", type="tertiary", on_click=open_ticket, args=(one.id,))


def _asked(face: DeskFace, work: Work, one: Ticket, say: Words) -> ReplyAsked:
    """Draw what the drafts of the whole group depend on."""
    places: Any = st.columns(3)
    registers = tuple(name for name in draft.REGISTERS[one.language] if name != "memo")
    register = registers[0]
    if len(registers) > 1:
        register = draft.choice(places[0], "draft_register", "group_register", registers, "register", say)
    role = draft.choice(places[1], "draft_role", "group_role", draft.ROLES, "role", say)
    kind = "unknown"
    if work.key.cause_id == "project_model_access":
        kind = draft.choice(places[2], "draft_list", "group_list_kind", draft.LISTS, "list", say)
    return ReplyAsked(
        one.language,
        cast("Any", register),
        face.agent,
        face.signature,
        cast("Any", role),
        cast("Any", kind),
        "{link}" if face.public_url else "",
    )


def _shared(face: DeskFace, work: Work, one: Ticket, asked: ReplyAsked, say: Words) -> tuple[str, str]:
    """Draw the draft that the tickets of this language share; return it as it was written, and as it stands."""
    depends = (asked.language, asked.register, asked.role, asked.list_kind)
    if depends not in work.bases:
        work.bases[depends] = face.grouped.shared(one, asked)
    base = work.bases[depends]
    kept = f"group_edited_{work.key.digest}_{'_'.join(depends)}"
    language = say(f"language_{asked.language}")
    box = st.expander(say("group_shared", language=language), key=f"group_shared_{asked.language}", on_change="rerun")
    if box.open:
        with box:
            names = [name for name in OWN if name != "link" or asked.link]
            st.caption(f"{say('group_shared_note')} {' '.join(as_code(f'{{{name}}}') for name in names)}")
            key = f"group_text_{_short(kept)}"
            area.begin(key, st.session_state.get(kept, base))
            st.text_area(say("draft_text"), key=key, height=HEIGHT, label_visibility="collapsed")
            st.session_state[kept] = area.text_of(key)
    return base, str(st.session_state.get(kept, base))


def _short(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def _approve(face: DeskFace, here: DeskVisit, work: Work, one: Ticket, asked: ReplyAsked, key: str, seen: int) -> None:
    """Approve this ticket's own text in the person's name; what stops it stays at hand and is shown."""
    kept = SavedDraft("", face.who, asked.register, asked.language, area.text_of(key), seen, "saved")
    changed = face.desk.approve(one.id, one.version, face.who, kept)
    draft.tell(here, changed, "changed_done")
    if changed.refused == "new_message" and changed.ticket is not None:
        here.seen[one.id] = changed.ticket.messages  # it is shown now
    if changed.refused is None:
        here.tell("group_approved", number=one.known_as)
        work.done.append((one.id, one.known_as))
        work.current = None


def _go_on(work: Work, ticket_id: int) -> None:
    work.later.add(ticket_id)
    work.current = None


def _list(work: Work, members: list[Ticket], who: str, say: Words) -> None:
    """Draw the tickets that wait, a page of them; a click takes one out of its turn."""
    box = st.expander(say("group_list", count=len(members)), key="group_list", on_change="rerun")
    if not box.open:
        return
    pages = max(1, -(-len(members) // SHOWN))
    work.page = min(work.page, pages - 1)
    with box:
        for one in members[work.page * SHOWN : (work.page + 1) * SHOWN]:
            told = [one.customer or "", say(f"language_{one.language}"), age(one.updated, say)]
            told.append(say("ticket_held", who=one.holder) if one.holder and one.holder != who else "")
            about = " · ".join(as_code(word) for word in told if word)
            label = f"#{one.known_as} {as_code(subject_of(one, say)[:60])} {about}"
            st.button(label, key=f"grouped_{one.id}", type="tertiary", on_click=_take, args=(work, one.id))
        if pages > 1:
            with st.container(horizontal=True, vertical_alignment="center", key="group_pages"):
                for name, page in (("desk_previous", work.page - 1), ("desk_next", work.page + 1)):
                    off = not 0 <= page < pages
                    st.button(say(name), key=f"group_{name}", disabled=off, on_click=_turn, args=(work, page))
                st.caption(say("desk_page", page=work.page + 1, pages=pages))


def _approved(work: Work | None, say: Words) -> None:
    """Draw what was approved here, each a way to its ticket, where its text is sent or copied."""
    if work is None or not work.done:
        return
    box = st.expander(say("group_approved_list", count=len(work.done)), key="group_approved", on_change="rerun")
    if not box.open:
        return
    with box, st.container(horizontal=True):
        for ticket_id, number in reversed(work.done[-MOST_DONE:]):
            label = f"#{as_code(number)}"
            st.button(label, key=f"group_done_{ticket_id}", type="tertiary", on_click=open_ticket, args=(ticket_id,))


def _take(work: Work, ticket_id: int) -> None:
    work.current = ticket_id


def _turn(work: Work, page: int) -> None:
    work.page = page
