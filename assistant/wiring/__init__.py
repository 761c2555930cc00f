"""Wiring: the one place that knows every part; what all faces share stands here, the rest beside it."""

from __future__ import annotations

import logging
import os
from datetime import UTC, datetime
from functools import cache
from http import HTTPStatus
from typing import TYPE_CHECKING

from assistant.domain.deciding.decide import Decider
from assistant.domain.deciding.diagnosis import Diagnosis
from assistant.domain.evidence import Finding
from assistant.domain.knowledge import Knowledge
from assistant.domain.people.setup_fault import SetupFaultError
from assistant.domain.people.visitor import LoginRules
from assistant.domain.probing.base_url import clean_base_url
from assistant.domain.probing.keys import Keys
from assistant.domain.probing.plan_probes import Asked
from assistant.domain.text import fill
from assistant.knowledge_base.compiled import load_compiled
from assistant.locations import app_file, cache_folder, database_url, knowledge_folder

if TYPE_CHECKING:  # each command imports what it needs and no more
    from assistant.adapters.change_store import ChangeStore
    from assistant.adapters.chooser import ChainChooser
    from assistant.adapters.login_file import LoginFile
    from assistant.adapters.store import Store
    from assistant.engine.permissions import Permissions


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
def store() -> Store:
    """Return the process's one store; opens the database and makes its tables."""
    from assistant.adapters.store import Store

    return Store(database_url())


@cache
def change_store() -> ChangeStore:
    """Return the process's one store of changes of permissions; opens the database and makes its tables."""
    from assistant.adapters.change_store import ChangeStore

    return ChangeStore(database_url())


def user_name() -> str:
    """Return the name of the user of this machine."""
    import getpass

    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # a container whose user has no name
        return f"uid {os.getuid()}" if hasattr(os, "getuid") else "unknown"


def login_rules() -> LoginRules | None:
    """Return the login's rules as they stand, None without a login; SetupFaultError for one that cannot work."""
    return login_file().rules()


@cache
def login_file() -> LoginFile:
    """Return the process's one reader of the login."""
    from assistant.adapters.login_file import LoginFile
    from assistant.interfaces.settings import secrets_files

    def told(fault: SetupFaultError) -> None:
        wording = knowledge().wording
        why = fill(wording[fault.wording_id].say("en"), fault.values)
        logging.getLogger("model_access").warning("%s %s", why, wording["setup_as_before"].say("en"))

    return LoginFile(secrets_files(os.environ, app_file()), os.environ, told)


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


def public_url(configured: str | None) -> str | None:
    """Return the address that links begin with, or None; ValueError for one that is no address."""
    if not configured:
        return None
    found = clean_base_url(configured)
    if found is None:
        raise ValueError("PUBLIC_URL is no address: it needs http or https and a host, and nothing behind the path")
    return found


def chooser() -> ChainChooser | None:
    """Return the language model's chooser where one is configured."""
    from assistant.adapters.chooser import ChainChooser, configured

    model = configured(os.environ)
    return ChainChooser(model) if model else None


def probe_once(project: str, model: str, call: bool, keys: Keys) -> tuple[Diagnosis, tuple[Finding, ...]]:
    """Probe a project and a model once, and return the verdict that the findings allow."""
    from assistant.adapters.openai_api import Context, probe

    table = knowledge().models
    asked = Asked(model, project, key=bool(keys.project), admin=bool(keys.admin), call=call, table=table)
    findings = probe(asked, Context(model, keys, decider().classify, table))
    return decider().from_findings(findings, model, project, None, now()[:10]), findings


def one_person() -> bool:
    """Tell whether the app serves the person at this machine alone."""
    return not os.environ.get("MODEL_ACCESS_HOSTED") and login_rules() is None
