"""The message to an administrator: what failed, how sure that is, the smallest edit, and the same as commands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.domain.case import Case
from assistant.domain.deciding.diagnosis import Diagnosis
from assistant.domain.evidence import Policy, PolicyMode
from assistant.domain.knowledge import Knowledge
from assistant.domain.permissions.edit import allowing
from assistant.domain.permissions.forms import forms
from assistant.domain.permissions.policy import permits
from assistant.domain.permissions.unread_forms import unread_forms
from assistant.domain.permissions.wanted import Wanted
from assistant.domain.text import Language
from assistant.domain.view.step import message_body
from assistant.domain.view.values import told_of, values_of
from assistant.domain.view.words import Words


@dataclass(frozen=True, slots=True)
class Block:
    """A command or a file of the appendix, under its heading."""

    heading: str
    code: str


@dataclass(frozen=True, slots=True)
class Asking:
    """A ready message in one language; `text` is body and appendix as they are sent."""

    subject: str
    body: str
    blocks: tuple[Block, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Link:
    """The link to the request, and until when it serves, in words."""

    url: str
    until: str


def asking(
    case: Case,
    diagnosis: Diagnosis,
    knowledge: Knowledge,
    language: Language,
    wanted: Wanted,
    models: Sequence[str],
    base_url: str,
    link: Link | None = None,
) -> Asking:
    """Return the message that asks for exact ids; without a link it asks for the change by hand alone."""
    checked = knowledge.guide(diagnosis.cause_id).checked if diagnosis.cause_id else ""
    told = {"checked": checked, "ids": ", ".join(models), **({"link": link.url, "until": link.until} if link else {})}
    words = Words(knowledge, language, values_of(case, knowledge) | told_of(case, diagnosis) | told)
    message = knowledge.messages[_message(wanted.policy, models)]
    body = message_body(message.body, words)
    blocks = _blocks(wanted, models, base_url, words)
    appendix = [f"{one.heading}\n{one.code.rstrip()}" for one in blocks]
    text = "\n\n".join([body.rstrip(), words("request_appendix"), *appendix]) + "\n"
    return Asking(words.plain(message.subject), body, blocks, text)


def _message(policy: Policy | None, models: Sequence[str]) -> str:
    if policy is None or all(permits(policy, one) for one in models):
        return "admin_request"
    return "admin_request_allow" if policy.mode is PolicyMode.ALLOW_LIST else "admin_request_deny"


def _blocks(wanted: Wanted, models: Sequence[str], base_url: str, words: Words) -> tuple[Block, ...]:
    policy = wanted.policy
    if policy is None or all(permits(policy, one) for one in models):
        open_still = unread_forms(wanted.project_id, models)
        names = ("read", "allow", "deny", "terraform", "tool")
        return tuple(Block(words(f"request_form_{one}"), getattr(open_still, one)) for one in names)
    made = forms(wanted.project_id, policy, allowing(policy, models), base_url)
    found = [Block(words("form_command"), made.command), Block(words("form_curl"), made.curl)]
    return (*found, Block(words("form_terraform"), made.terraform or ""))
