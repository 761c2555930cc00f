"""One browser tab's session: its language, its keys in memory, its check; everything else is in the database."""

from __future__ import annotations

import re
from concurrent.futures import Future
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from threading import RLock
from time import monotonic
from typing import TYPE_CHECKING, Any, Literal, cast

import streamlit as st

from assistant.domain.case import Case
from assistant.domain.evidence import Finding
from assistant.domain.probing.keys import DEFAULT_BASE_URL, Keys
from assistant.domain.text import LANGUAGES, Language
from assistant.domain.view.words import Words
from assistant.interfaces.practices import Practice
from assistant.interfaces.services import Services

if TYPE_CHECKING:  # who changes no list does not pay for it
    from assistant.domain.view.render import View
    from assistant.interfaces.change.change import Change

CASE_ID = re.compile(r"[0-9a-f]{32}")
CASE, LANGUAGE = "case", "lang"
STAYS = 5.0  # seconds


@dataclass(slots=True)
class Job:
    """A check under way in the background; `findings` grow as they come."""

    case_id: str
    future: Future[Any]
    findings: list[Finding] = field(default_factory=list)


@dataclass(slots=True)
class Watch:
    """A call that is made again at some times until it goes through; times are UTC, ISO 8601, the next first."""

    case_id: str
    due: tuple[str, ...]


@dataclass(slots=True)
class Visit:
    """The state of one session; a reload begins a new one.

    Runs of one session can overlap when clicks come fast: whatever makes a case or starts a check holds the lock.
    """

    language: Language
    lock: AbstractContextManager[Any] = field(default_factory=RLock, repr=False)
    keys: Keys = field(default_factory=Keys)
    nonce: int = 0  # part of the keys of password fields: a taken value leaves the page with its widget
    job: Job | None = None
    notice: str | None = None  # what is said above the input for a while
    told: float = 0.0  # when, of the monotonic clock
    file: str = ""  # a dropped file's name, for its notice
    wait: int = 0  # minutes, for the notice of a limit
    reference: str = ""  # for the notice of a failure: the number it stands under in the log
    unfolded: bool = False  # the whole verdict is shown beside a guide
    consent: bool = False  # the panel that shows what will be sent is open
    practice: Practice | None = None
    practice_admin: bool = False  # the practice organization's made-up Admin key is in use too
    change: Change | None = None  # a change of a project's list, as far as it has come on the screen
    asking: bool = False  # the panel that asks an administrator is open
    awaits: bool = False  # an administrator's answer is waited for on the screen
    pulses: bool = False  # something has been under way in this visit
    watch: Watch | None = None  # a check that is repeated until it passes
    whole: bool = False  # what changed shows in the bar too: draw all of it, not the chat alone
    all_recent: bool = False  # the list of recent cases is shown whole
    case: Case | None = None
    viewed: tuple[Case, object, View] | None = None  # what was last derived of a case, and what of
    frame: tuple[object, ...] | None = None  # what the chat has drawn around what comes next; None while it draws
    link: Literal["set", "sent", "heard"] = "heard"  # the case's link: set in this run, sent, named by the browser
    said: str = ""  # for the live region
    part: str = "header"  # the container that is to be seen first
    place: str = ""  # what that container shows; a change of it scrolls there

    @property
    def under_way(self) -> bool:
        """Whether something runs, or is waited for, that will change the screen by itself."""
        changing = self.change is not None and self.change.job is not None
        return self.job is not None or changing or self.awaits or self.watch is not None

    def tell(self, notice: str, file: str = "") -> None:
        """Say a notice, an id of wording.yaml, from the next run on."""
        self.notice, self.file, self.told = notice, file, monotonic()

    def untold(self) -> None:
        """Drop a notice that has stood long enough; runs may follow each other at once, so one run is not enough."""
        if monotonic() - self.told > STAYS:
            self.notice = None

    @property
    def base_url(self) -> str:
        """The host that checks of this session go to."""
        return self.keys.base_url


def current() -> Visit:
    """Return the session's visit, made on its first run."""
    if "visit" not in st.session_state:
        st.session_state["visit"] = Visit(_first_language())
    return cast("Visit", st.session_state["visit"])


def words(services: Services, visit: Visit) -> Words:
    """Return the interfaces' words in the visit's language."""
    return Words(services.engine.knowledge, visit.language)


def case_id() -> str | None:
    """Return the case id of the address bar, or None when there is none or it is no id."""
    found = st.query_params.get(CASE, "")
    return found if CASE_ID.fullmatch(found) else None


def keys_for(visit: Visit, case: Case) -> Keys:
    """Return the keys that may be used for a case: a practice case has made-up ones, and only those."""
    if not case.practice:
        return visit.keys
    if visit.practice is None:
        return Keys()
    return visit.practice.admin_keys() if visit.practice_admin else visit.practice.keys()


def base_url_for(visit: Visit, case: Case) -> str:
    """Return the base URL of a case's calls."""
    if case.practice:
        return visit.practice.base_url if visit.practice else DEFAULT_BASE_URL
    return visit.keys.base_url


def _first_language() -> Language:
    asked = st.query_params.get(LANGUAGE)
    if asked in LANGUAGES:
        return asked
    locale = (st.context.locale or "").lower()
    return "ja" if locale.startswith("ja") else "en"
