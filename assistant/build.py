"""Wiring: the one place that knows every part."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from functools import cache, partial
from http import HTTPStatus
from typing import TYPE_CHECKING

from assistant.domain.case import Case
from assistant.domain.deciding.decide import Decider
from assistant.domain.deciding.diagnosis import Diagnosis
from assistant.domain.evidence import Finding
from assistant.domain.knowledge import Knowledge
from assistant.domain.people.setup_fault import SetupFaultError
from assistant.domain.people.visitor import LoginRules, Visitor
from assistant.domain.probing.base_url import OPENAI_BASE_URLS, clean_base_url
from assistant.domain.probing.keys import Keys
from assistant.domain.probing.plan_probes import Asked
from assistant.domain.text import fill
from assistant.knowledge_base.compiled import load_compiled
from assistant.locations import app_file, cache_folder, data_folder, database_url, knowledge_folder

if TYPE_CHECKING:  # each command imports what it needs and no more
    from starlette.routing import Route

    from assistant.adapters.change_store import ChangeStore
    from assistant.adapters.chooser import ChainChooser
    from assistant.adapters.desk_store.store import DeskStore
    from assistant.adapters.store import Store
    from assistant.engine.approvals import Approvals
    from assistant.engine.desk.grouped import Grouped
    from assistant.engine.desk.macros import Macros
    from assistant.engine.desk.reading import TicketReader
    from assistant.engine.desk.rewording import Reworder
    from assistant.engine.lead import Lead
    from assistant.engine.permissions import Permissions
    from assistant.interfaces.command.desk import DeskParts
    from assistant.interfaces.desk.face import DeskFace
    from assistant.interfaces.services import Services
    from assistant.practice.server import PracticeServer
    from assistant.practice.session import PracticeSession

PAGES = ("catalogue", "approval", "practice", "organization", "desk", "lead", "audit")  # beside the chat
STAFFS = ("desk", "lead", "audit")
JOBS = 16  # checks at once; further ones wait


def now() -> str:
    """Return the time in UTC, ISO 8601."""
    return datetime.now(UTC).isoformat(timespec="seconds")


@cache
def knowledge() -> Knowledge:
    """Return the knowledge, read once for the process."""
    return load_compiled(knowledge_folder(), cache_folder())


@cache
def decider() -> Decider:
    """Return the one reader and decider of the process."""
    return Decider(knowledge())


@cache
def _practice_server() -> PracticeServer:
    from assistant.practice.server import PracticeServer

    server = PracticeServer()
    server.start()
    return server


def new_practice() -> PracticeSession:
    """Return a practice organization of its own, on the process's one practice server."""
    from assistant.practice.session import PracticeSession

    return PracticeSession(_practice_server())


@cache
def store() -> Store:
    """Return the process's one store; opens the database and makes its tables."""
    from assistant.adapters.store import Store

    return Store(database_url())


_making = threading.Lock()


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

    prober = CaseProber(knowledge().models, decider().classify)
    one_person = _one_person()
    return Services(
        desk=desk_face,
        lead=lambda check: guarded(lead(), check),
        local=Visitor("in", user_name(), "admin", user_name()),
        login=login_rules(),
        belongs=belongs,
        record=lambda who, action, detail: desk_store().record(now(), who, action, detail=detail),
        audit=lambda: Forgetting(desk_store()),
        engine=Engine(knowledge(), decider(), store(), prober, now, chooser()),
        recent=store().recent,
        new_practice=new_practice,
        jobs=ThreadPoolExecutor(JOBS, thread_name_prefix="check"),
        place=_place(),
        one_person=one_person,
        hosts=hosts(),
        limits=None if one_person else VisitorLimits(),
        permissions=lambda keys: permissions(keys, _app_user(one_person=one_person)),
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
def login_rules() -> LoginRules | None:
    """Return the rules of the login, None where none is configured; SetupFaultError for one that cannot work."""
    from assistant.adapters.login_file import read_login
    from assistant.interfaces.settings import secrets_files

    return read_login(secrets_files(os.environ, app_file()), os.environ)


def belongs(case: Case) -> str | None:
    """Return whose a case is: of a ticket's, the customer's address; None where nobody is known."""
    from assistant.engine.desk.reading import OWNER

    return desk_store().customer_of(case.id) if case.owner == OWNER else case.owner


def probe_once(project: str, model: str, call: bool, keys: Keys) -> tuple[Diagnosis, tuple[Finding, ...]]:
    """Probe a project and a model once, and return the verdict that the findings allow."""
    from assistant.adapters.openai_api import Context, probe

    table = knowledge().models
    asked = Asked(model, project, key=bool(keys.project), admin=bool(keys.admin), call=call, table=table)
    findings = probe(asked, Context(model, keys, decider().classify, table))
    return decider().from_findings(findings, model, project, None, now()[:10]), findings


@cache
def change_store() -> ChangeStore:
    """Return the process's one store of changes of permissions; opens the database and makes its tables."""
    from assistant.adapters.change_store import ChangeStore

    return ChangeStore(database_url())


@cache
def ticket_reader() -> TicketReader:
    """Return the one reader of tickets of the process."""
    from assistant.engine.desk.reading import TicketReader

    return TicketReader(knowledge(), decider(), now)


@cache
def desk_store() -> DeskStore:
    """Return the process's one store of tickets; opens the database."""
    from assistant.adapters.desk_store.store import DeskStore

    return DeskStore(database_url())


def desk_face(visitor: Visitor, check: Callable[[], None]) -> DeskFace:
    """Return what the desk's page works with, in a visitor's name; `check` is asked before each use of the desk."""
    from assistant.interfaces.access.guarded import guarded
    from assistant.interfaces.desk.face import DeskFace

    parts = desk_parts()
    environment = os.environ
    return DeskFace(
        desk=guarded(parts.desk, check),
        intake=guarded(parts.intake, check),
        files=parts.files,
        outbox=guarded(parts.outbox, check),
        troubles=parts.troubles,
        unfinished=desk_store().unfinished,
        who=visitor.who or "",
        public_url=environment.get("PUBLIC_URL", ""),
        agent=environment.get("MODEL_ACCESS_AGENT") or (visitor.name if login_rules() else ""),
        signature=environment.get("MODEL_ACCESS_SIGNATURE", ""),
        grouped=guarded(_grouped(), check),
        macros=guarded(_macros(), check),
        reworder=_reworder(),
        jobs=services().jobs,
    )


@cache
def lead() -> Lead:
    """Return what the lead's page asks; opens the database."""
    from assistant.adapters.figure_store import FigureStore
    from assistant.engine.lead import Lead

    return Lead(FigureStore(database_url()), knowledge(), decider(), ticket_reader(), now)


@cache
def _grouped() -> Grouped:
    from assistant.adapters.desk_store.groups import GroupStore
    from assistant.engine.desk.grouped import Grouped

    return Grouped(GroupStore(desk_store()), desk_parts().desk, services().engine)


@cache
def _macros() -> Macros:
    from assistant.adapters.desk_store.macros import MacroStore
    from assistant.engine.desk.macros import Macros

    return Macros(MacroStore(desk_store()), now)


@cache
def _reworder() -> Reworder | None:
    """Return what rewords drafts where a language model is configured."""
    from assistant.adapters.chooser import configured
    from assistant.adapters.writer import ChainWriter
    from assistant.engine.desk.rewording import Reworder

    model, rules = configured(os.environ), knowledge().rewording
    if model is None or rules is None:
        return None
    return Reworder(ChainWriter(model), rules, services().engine, desk_store(), now)


@cache
def desk_parts() -> DeskParts:
    """Return what the desk's command works with: no face of the web."""
    from assistant.adapters.case_prober import CaseProber
    from assistant.adapters.desk_connectors import configured
    from assistant.adapters.desk_files import TicketFiles
    from assistant.adapters.desk_store.forgetting import Forgetting
    from assistant.adapters.desk_store.sendings import SendingStore
    from assistant.domain.view.words import Words
    from assistant.engine import Engine
    from assistant.engine.desk import Desk, Intake, Outbox
    from assistant.interfaces.command.desk import DeskParts

    engine = Engine(knowledge(), decider(), store(), CaseProber(knowledge().models, decider().classify), now)
    desk = Desk(desk_store(), store(), engine, ticket_reader(), now)
    intake = Intake(desk_store(), ticket_reader(), now)
    connectors, troubles = configured(os.environ)
    outbox = Outbox(desk_store(), SendingStore(desk_store().engine), intake, connectors, now)
    files, words = TicketFiles(knowledge().columns), Words(knowledge(), "en")
    keep_days = os.environ.get("MODEL_ACCESS_KEEP_DAYS")
    keeper, who = Forgetting(desk_store()), user_name()
    return DeskParts(desk, intake, files, words, keeper, who, outbox, troubles, keep_days)


def permissions(keys: Keys, who: str) -> Permissions:
    """Return what shows and changes model permissions with an Admin key, in the name of somebody."""
    from assistant.adapters.admin_api import AdminApi
    from assistant.engine.permissions import Permissions, World

    def classify(status: int | None, code: str | None, kind: str | None, message: str | None) -> str | None:
        """Tell a key that lacks a scope from a bad one; no other refusal needs knowledge/, which takes time."""
        return decider().classify(status, code, kind, message) if status == HTTPStatus.UNAUTHORIZED else None

    admin = AdminApi(keys, classify=classify)
    return Permissions(admin, change_store, World(who, now))


def command_permissions(keys: Keys) -> Permissions:
    """Return the same in the name of the user of this machine."""
    return permissions(keys, f"command: {user_name()}"[:200])


def user_name() -> str:
    """Return the name of the user of this machine."""
    import getpass

    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # a container whose user has no name
        return f"uid {os.getuid()}" if hasattr(os, "getuid") else "unknown"


@cache
def approvals() -> Approvals:
    """Return the process's requests to administrators; makes the secret of their links when there is none."""
    from assistant.adapters.approval_store import ApprovalStore
    from assistant.adapters.link_signer import LinkSigner, link_secret
    from assistant.engine.approvals import Approvals

    secret = link_secret(os.environ.get("MODEL_ACCESS_LINK_SECRET"), data_folder())
    return Approvals(ApprovalStore(database_url()), LinkSigner(secret), now)


def public_url(configured: str | None) -> str | None:
    """Return the address that links begin with, or None; ValueError for one that is no address."""
    if not configured:
        return None
    found = clean_base_url(configured)
    if found is None:
        raise ValueError("PUBLIC_URL is no address: it needs http or https and a host, and nothing behind the path")
    return found


def serve_app(host: str | None, port: int | None) -> None:
    """Serve the app until interrupted."""
    from assistant.interfaces import mishap, web
    from assistant.interfaces.access import gate
    from assistant.interfaces.settings import from_environment, is_loopback, secrets_files

    wording = knowledge().wording
    words = web.ServerWords(wording["app_title"], wording["landing"], wording["title_not_found"], wording["go_home"])
    script = app_file()
    local = is_loopback(host or str(from_environment(os.environ).get("server.address", "127.0.0.1")))
    login = _login_or_exit(local=local) is not None
    app = web.application(
        script,
        words,
        pages=PAGES if login or _one_person() else tuple(one for one in PAGES if one not in STAFFS),
        show_mishap=partial(mishap.draw, knowledge()),
        show_refusal=partial(gate.turned_away, knowledge()),
        routes=_routes(),
        login=login,
    )
    threading.Thread(target=services, daemon=True).start()  # made while the server starts, not for its first visitor
    web.serve(app, script, host=host, port=port, secrets=secrets_files(os.environ, script))


def _login_or_exit(*, local: bool) -> LoginRules | None:
    """Return the rules of the login; end the process where the app may not be served as it is configured."""
    wording = knowledge().wording
    try:
        login = login_rules()
    except SetupFaultError as fault:
        raise SystemExit(f"model-access serve: {fill(wording[fault.wording_id].say('en'), fault.values)}") from fault
    if login is None and _one_person() and not local:
        raise SystemExit(f"model-access serve: {wording['setup_one_person'].say('en')}")
    if login is None and os.environ.get("MODEL_ACCESS_DESK") and not _one_person():
        raise SystemExit(f"model-access serve: {wording['desk_refused'].say('en')}")
    return login


def _one_person() -> bool:
    return not os.environ.get("MODEL_ACCESS_HOSTED") and login_rules() is None


def _routes() -> tuple[Route, ...]:
    """Return the API's routes: none unless MODEL_ACCESS_API is set."""
    if not os.environ.get("MODEL_ACCESS_API"):
        return ()
    from assistant.interfaces.api import diagnose_route
    from assistant.interfaces.limits import VisitorLimits

    return (diagnose_route(decider(), knowledge(), VisitorLimits()),)


def chooser() -> ChainChooser | None:
    """Return the language model's chooser where one is configured."""
    from assistant.adapters.chooser import ChainChooser, configured

    model = configured(os.environ)
    return ChainChooser(model) if model else None


def hosts() -> tuple[str, ...]:
    """Return the base URLs that a key may be given for in the app: OpenAI's, and those configured."""
    more = [one.strip() for one in os.environ.get("MODEL_ACCESS_BASE_URLS", "").split(",") if one.strip()]
    return (*OPENAI_BASE_URLS, *more)


def _place() -> str:
    url = database_url()
    return str(data_folder()) if url.startswith("sqlite") else url.split("://", 1)[0]
