"""Wiring of the server: which pages it has, and when it may not listen."""

from __future__ import annotations

import gc
import os
import threading
from functools import partial
from typing import TYPE_CHECKING

from assistant.domain.people.setup_fault import SetupFaultError
from assistant.domain.people.visitor import LoginRules
from assistant.domain.text import fill
from assistant.knowledge_base.compiled import compile_apart
from assistant.locations import app_file, cache_folder, knowledge_folder
from assistant.wiring import decider, knowledge, login_rules, one_person
from assistant.wiring.app import services
from assistant.wiring.retention import days_or_exit, keep

if TYPE_CHECKING:  # each command imports what it needs and no more
    from starlette.routing import Route


PAGES = ("catalogue", "approval", "practice", "organization", "desk", "lead", "audit")  # beside the chat
STAFFS = ("desk", "lead", "audit")
COLLECTED_AT = (2000, 20, 10)  # new objects; runs of the generation below


def serve_app(host: str | None, port: int | None) -> None:
    """Serve the app until interrupted."""
    compiled = compile_apart(knowledge_folder(), cache_folder())
    from assistant.interfaces import mishap, web
    from assistant.interfaces.access import gate
    from assistant.interfaces.settings import from_environment, is_loopback, secrets_files

    compiled()
    wording = knowledge().wording
    words = web.ServerWords(wording["app_title"], wording["landing"], wording["title_not_found"], wording["go_home"])
    script = app_file()
    local = is_loopback(host or str(from_environment(os.environ).get("server.address", "127.0.0.1")))
    login = _login_or_exit(local=local) is not None
    app = web.application(
        script,
        words,
        pages=PAGES if login or one_person() else tuple(one for one in PAGES if one not in STAFFS),
        show_mishap=partial(mishap.draw, knowledge()),
        show_refusal=partial(gate.turned_away, knowledge()),
        routes=_routes(),
        login=login,
    )
    threading.Thread(target=_beside, args=(days_or_exit(),), daemon=True).start()
    web.serve(app, script, host=host, port=port, secrets=secrets_files(os.environ, script))


def _beside(days: int | None) -> None:
    """Warm up while the server starts, then keep to the retention, also where the database was away at the start."""
    try:
        _warm_up()
    finally:
        if days is not None:
            keep(days)


def _warm_up() -> None:
    """Make the services while the server starts, not for its first visitor, and keep the collector away from them.

    A full collection would hold up every session for as long as it goes through what never changes: 0.1 s, once in
    three hundred turns.
    """
    services()
    gc.freeze()
    gc.set_threshold(*COLLECTED_AT)


def _login_or_exit(*, local: bool) -> LoginRules | None:
    """Return the rules of the login; end the process where the app may not be served as it is configured."""
    wording = knowledge().wording
    try:
        login = login_rules()
    except SetupFaultError as fault:
        raise SystemExit(f"model-access serve: {fill(wording[fault.wording_id].say('en'), fault.values)}") from fault
    if login is None and one_person() and not local:
        raise SystemExit(f"model-access serve: {wording['setup_one_person'].say('en')}")
    if login is None and os.environ.get("MODEL_ACCESS_DESK") and not one_person():
        raise SystemExit(f"model-access serve: {wording['desk_refused'].say('en')}")
    return login


def _routes() -> tuple[Route, ...]:
    """Return the API's routes: none unless MODEL_ACCESS_API is set."""
    if not os.environ.get("MODEL_ACCESS_API"):
        return ()
    from assistant.interfaces.api import diagnose_route
    from assistant.interfaces.limits import VisitorLimits

    return (diagnose_route(decider(), knowledge(), VisitorLimits()),)
