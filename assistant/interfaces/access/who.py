"""The session's visitor, by the cookie of the login; without a login the person at this machine."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Literal

import streamlit as st

from assistant.domain.case import Case
from assistant.domain.people.role import Deed, may
from assistant.domain.people.visitor import LoginRules, Visitor, visitor_of
from assistant.interfaces.services import Services
from assistant.interfaces.settings import is_loopback


class NotAllowedError(Exception):
    """Raised where somebody may not do what was asked: their login has ended, or their role is another."""


def watched(services: Services) -> Callable[[], Visitor]:
    """Return what tells, on any thread and at any later time, who this session's visitor then is."""
    if services.login is not None:
        claims = st.user.to_dict()
        return lambda: visitor_of(claims, services.login or LoginRules({}), time.time())
    alone = services.one_person and is_loopback(str(st.get_option("server.address") or ""))
    found = services.local if alone else Visitor()
    return lambda: found


def current(services: Services) -> Visitor:
    """Return who is at the page now."""
    return watched(services)()


def checker(services: Services, deed: Deed) -> Callable[[], None]:
    """Return what raises NotAllowedError once this visitor may not do something; a refused role goes on the record."""
    watch = watched(services)

    def check() -> None:
        here = watch()
        if _allowed(services, deed, here):
            return
        put_on_record(services, here, "refused", f"{here.role or here.state}: {deed}")
        raise NotAllowedError

    return check


def put_on_record(services: Services, here: Visitor, action: Literal["refused", "denied"], detail: str) -> None:
    """Put a refusal on the record, but so many of one account: nobody is to fill what can never be emptied."""
    if here.who is not None and (services.limits is None or not services.limits.wait(here.who, "refusals")):
        services.record(here.who, action, detail)


def allowed(services: Services, deed: Deed) -> bool:
    """Tell whether this visitor may do something."""
    return _allowed(services, deed, current(services))


def owner(services: Services) -> str | None:
    """Return whose the cases are that this visitor opens; None without a login."""
    here = current(services)
    return here.who if services.login is not None and here.state == "in" else None


def may_open(services: Services, case: Case) -> bool:
    """Tell whether this visitor may open a case: its link suffices, unless a login is required of everybody."""
    if services.login is None or not services.login.required:
        return True
    here = current(services)
    if may(here.role, "desk"):
        return True
    belongs = services.belongs(case)
    names = {one.lower() for one in (here.who, here.address) if one}
    return here.role is not None and (belongs is None or belongs.lower() in names)


def _allowed(services: Services, deed: Deed, here: Visitor) -> bool:
    if services.login is None and deed == "organization":
        return True  # it shows what the visitor's own Admin key shows
    if deed == "chat" and (services.login is None or not services.login.required):
        return True
    return may(here.role, deed)
