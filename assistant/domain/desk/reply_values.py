"""What a draft is asked for, and what it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from assistant.domain.knowledge import Register
from assistant.domain.text import Language

Role = Literal["unknown", "owner", "member"]
ListKind = Literal["unknown", "allow_list", "deny_list", "no_list"]


@dataclass(frozen=True, slots=True)
class ReplyAsked:
    """Which draft: its register, who signs, what is known of the customer's role and list, a link to the case."""

    language: Language
    register: Register = "customer"
    agent: str = ""
    signature: str = ""
    role: Role = "unknown"
    list_kind: ListKind = "unknown"
    link: str = ""


@dataclass(frozen=True, slots=True)
class Reply:
    """A draft in one language; `asks` are the facts that it asks for."""

    subject: str
    body: str
    language: Language
    register: Register
    asks: tuple[str, ...] = ()
