"""Policies, reasons and notices in the reader's words."""

from __future__ import annotations

import re
from collections.abc import Iterable

from assistant.domain.evidence import Policy
from assistant.domain.permissions.edit import Difference
from assistant.domain.permissions.planned import Notice
from assistant.domain.permissions.policy import NO_POLICY
from assistant.domain.permissions.record import Reason
from assistant.domain.text import as_code
from assistant.domain.view.words import Words

MOST = 12  # ids named one by one
ADDRESS = re.compile(r"://|www\.|@", re.IGNORECASE)
MARKUP = frozenset("\\`*_{}[]()<>#+-.!|~:$")


def policy_said(policy: Policy | None, say: Words) -> str:
    """Return a policy's kind and how many ids it lists."""
    if policy is None:
        return say("change_list_unread")
    if policy == NO_POLICY:
        return say("change_list_none")
    if policy.mode is None:
        return say("change_list_unknown", mode=policy.mode_text or "")
    return say(f"change_list_{policy.mode.value}", count=len(policy.model_ids))


def why_said(reason: Reason | None, say: Words) -> str:
    """Return a reason as a sentence, "" for none."""
    return say(f"change_why_{reason}") if reason else ""


def models_said(models: Iterable[str], say: Words, most: int = MOST) -> str:
    """Return ids as code, one after the other; what is too long ends with how many more there are."""
    named = list(models)
    shown = [as_code(one) for one in named[:most]]
    more = [say("change_more", count=len(named) - most)] if len(named) > most else []
    return listed([*shown, *more], say)


def listed(parts: Iterable[str], say: Words) -> str:
    """Return parts one after the other, as the language separates them."""
    return say("list_separator").join(parts)


def policy_lines(before: Policy | None, after: Policy | None, say: Words) -> list[str]:
    """Return what stood and what will stand, each with its first ids, as Markdown."""
    told = ((say("change_before"), before), (say("change_after"), after))
    return [
        f"**{label}** {policy_said(policy, say)}  \n:small[{models_said(policy.model_ids if policy else (), say)}]"
        for label, policy in told
    ]


def changes_said(change: Difference, say: Words) -> str:
    """Return the ids that come on a list and leave it, as Markdown."""
    told = (("\\+", "adds", change.adds), ("−", "takes_off", change.takes_off))
    return "\n\n".join(f"{sign} {say(f'change_{name}')}: {models_said(ids, say)}" for sign, name, ids in told if ids)


def notice_said(notice: Notice, say: Words) -> str:
    """Return what is to be said beside a change, as Markdown."""
    words = say(f"change_notice_{notice.kind}", models=models_said(notice.models, say))
    near = f"  \n{say('change_near', models=models_said(notice.near, say))}" if notice.near else ""
    return words + near


def plain(text: str) -> str:
    """Return a name as Markdown shows it letter by letter; what would become a link by itself stands as code."""
    if ADDRESS.search(text):
        return as_code(text)
    return "".join(f"\\{one}" if one in MARKUP else one for one in text)
