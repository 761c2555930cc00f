"""Wiring of the support desk and of what its lead sees."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING

from assistant.domain.case import Case
from assistant.domain.people.visitor import Visitor
from assistant.locations import database_url
from assistant.wiring import decider, knowledge, login_rules, now, store, user_name
from assistant.wiring.app import services

if TYPE_CHECKING:  # each command imports what it needs and no more
    from assistant.adapters.desk_store.store import DeskStore
    from assistant.engine.desk.grouped import Grouped
    from assistant.engine.desk.macros import Macros
    from assistant.engine.desk.reading import TicketReader
    from assistant.engine.desk.rewording import Reworder
    from assistant.engine.lead import Lead
    from assistant.interfaces.command.desk import DeskParts
    from assistant.interfaces.desk.face import DeskFace
    from assistant.interfaces.desk.imports import Imports


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

    parts, reworder = desk_parts(), _reworder()
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
        reworder=guarded(reworder, check) if reworder else None,
        jobs=services().jobs,
        imports=_imports(),
    )


@cache
def lead() -> Lead:
    """Return what the lead's page asks; opens the database."""
    from assistant.adapters.figure_store import FigureStore
    from assistant.engine.lead import Lead

    return Lead(FigureStore(database_url()), knowledge(), decider(), ticket_reader(), now)


@cache
def _imports() -> Imports:
    from assistant.interfaces.desk.imports import Imports

    return Imports(services().jobs)


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


def belongs(case: Case) -> str | None:
    """Return whose a case is: of a ticket's, the customer's address; None where nobody is known."""
    from assistant.engine.desk.reading import OWNER

    return desk_store().customer_of(case.id) if case.owner == OWNER else case.owner
