"""Wiring of the app: what its pages work with, made once for the process."""

from __future__ import annotations

import os
import threading
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import TYPE_CHECKING

from assistant.domain.people.visitor import Visitor
from assistant.domain.probing.base_url import OPENAI_BASE_URLS
from assistant.locations import data_folder, database_url
from assistant.wiring import (
    change_store,
    chooser,
    decider,
    knowledge,
    login_rules,
    now,
    one_person,
    permissions,
    public_url,
    store,
    user_name,
)

if TYPE_CHECKING:  # each command imports what it needs and no more
    from assistant.engine.approvals import Approvals
    from assistant.interfaces.services import Services
    from assistant.practice.server import PracticeServer
    from assistant.practice.session import PracticeSession

JOBS = 16  # checks at once; further ones wait

_making = threading.Lock()


def new_practice() -> PracticeSession:
    """Return a practice organization of its own, on the process's one practice server."""
    from assistant.practice.session import PracticeSession

    return PracticeSession(_practice_server())


@cache
def _practice_server() -> PracticeServer:
    from assistant.practice.server import PracticeServer

    server = PracticeServer()
    server.start()
    return server


def services() -> Services:
    """Return what the pages need, made once for the process."""
    with _making:
        return _services()


@cache
def _services() -> Services:
    from assistant.adapters.case_prober import CaseProber
    from assistant.adapters.desk_store.forgetting import Forgetting
    from assistant.engine import Engine
    from assistant.interfaces.access.guarded import guarded
    from assistant.interfaces.limits import VisitorLimits
    from assistant.interfaces.services import Services
    from assistant.wiring import desk

    prober = CaseProber(knowledge().models, decider().classify)
    alone = one_person()
    return Services(
        desk=desk.desk_face,
        lead=lambda check: guarded(desk.lead(), check),
        local=Visitor("in", user_name(), "admin", user_name()),
        login_rules=login_rules,
        belongs=desk.belongs,
        record=lambda who, action, detail: desk.desk_store().record(now(), who, action, detail=detail),
        audit=lambda: Forgetting(desk.desk_store()),
        engine=Engine(knowledge(), decider(), store(), prober, now, chooser()),
        recent=store().recent,
        new_practice=new_practice,
        jobs=ThreadPoolExecutor(JOBS, thread_name_prefix="check"),
        place=_place(),
        one_person=alone,
        hosts=hosts(),
        limits=None if alone else VisitorLimits(),
        permissions=lambda keys: permissions(keys, _app_user(one_person=alone)),
        change=lambda record_id: change_store().load(record_id),
        approvals=approvals,
        public_url=public_url(os.environ.get("PUBLIC_URL")),
        today=lambda: now()[:10],
    )


def _app_user(*, one_person: bool) -> str:
    """Return in whose name the session at hand changes permissions."""
    from assistant.interfaces.access import current

    who = user_name() if one_person else current(services()).who
    return f"app: {who}"[:200] if who else "app"


@cache
def approvals() -> Approvals:
    """Return the process's requests to administrators; makes the secret of their links when there is none."""
    from assistant.adapters.approval_store import ApprovalStore
    from assistant.adapters.link_signer import LinkSigner, link_secret
    from assistant.engine.approvals import Approvals

    secret = link_secret(os.environ.get("MODEL_ACCESS_LINK_SECRET"), data_folder())
    return Approvals(ApprovalStore(database_url()), LinkSigner(secret), now)


def hosts() -> tuple[str, ...]:
    """Return the base URLs that a key may be given for in the app: OpenAI's, and those configured."""
    more = [one.strip() for one in os.environ.get("MODEL_ACCESS_BASE_URLS", "").split(",") if one.strip()]
    return (*OPENAI_BASE_URLS, *more)


def _place() -> str:
    url = database_url()
    return str(data_folder()) if url.startswith("sqlite") else url.split("://", 1)[0]
