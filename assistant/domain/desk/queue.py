"""What the queue is asked for, and what an import has come to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from assistant.domain.desk.ticket import State, Ticket

Sort = Literal["updated", "oldest", "cause", "project", "model", "state", "holder"]
SORTS: tuple[Sort, ...] = get_args(Sort)
PAGE = 25  # tickets


@dataclass(frozen=True, slots=True)
class Asked:
    """Which tickets: every stated clause must hold; `search` holds words, each of which must stand in the ticket."""

    states: tuple[State, ...] = ()
    language: str | None = None
    category: str | None = None
    cause_id: str | None = None
    grade: str | None = None
    project_id: str | None = None
    model: str | None = None
    holder: str | None = None
    free: bool = False  # only tickets that nobody has
    search: str = ""
    sort: Sort = "updated"
    page: int = 0


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the queue, and how many tickets there are in all."""

    tickets: tuple[Ticket, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an import is: rows read, tickets added, rows that brought a known ticket something new, rows known.

    `share` is how much of a file has been read, from 0 to 1; None where nobody knows how much there is.
    """

    done: int = 0
    added: int = 0
    joined: int = 0
    known: int = 0
    faults: int = 0
    finished: bool = False
    share: float | None = None
