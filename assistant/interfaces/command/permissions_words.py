"""The permissions command's own words; what a server said is shown without signs that a terminal would obey."""

from __future__ import annotations

import sys
from collections.abc import Mapping

from assistant.domain.evidence import Policy
from assistant.domain.permissions.planned import Notice, NoticeKind, Planned
from assistant.domain.permissions.record import Reason

MOST_SHOWN = 20
NOT_SENT: Mapping[str, str] = {
    "no_key": "no Admin key: set OPENAI_ADMIN_KEY",
    "characters": "OPENAI_ADMIN_KEY holds signs that no key has",
    "project_key": "OPENAI_ADMIN_KEY holds a project key; policies are read and written with an Admin key",
    "foreign_key": "OPENAI_ADMIN_KEY holds another vendor's key; it is not sent to OpenAI",
}
WHY: Mapping[Reason, str] = {
    "already_permitted": "the policy permits this already",
    "no_policy": "the project has no policy: every model of the organization is let through",
    "already_refused": "the policy refuses this already",
    "no_list": "the project has no list that a model could be taken off",
    "already_undone": "the policy is already as it was before that change",
    "wrong_project": "this key sees no such project",
    "unknown_mode": "the policy has a mode that this version does not know; it is left alone",
    "unseen_model": "the organization does not see a wanted id; --allow-unknown goes on all the same",
    "wrong_name": "the name given is not the project's; nothing was removed",
    "no_record": "there is no record of that id in this database",
    "other_host": "recorded at another host than OPENAI_BASE_URL names; left",
    "declined": "not wanted; nothing was written",
    "busy": "another change of this project is under way; try again in a few minutes",
    "bad_id": "an id is not one that can be sent",
    "bad_key": "the Admin key was not accepted",
    "server_refused": "the server refused",
    "limited": "the server limits requests now; try again later",
    "changed_since": "the policy is not the one that this was planned from; look at it again",
    "unreachable": "no answer came, and the policy does not show the change",
    "server_error": "the server failed",
    "unreadable": "the server's answer cannot be read",
    "not_sent": "the change could not be sent",
    "not_kept": "the server accepted the change, and the policy does not show it",
    "changed_by_other": "the policy read afterwards is neither the old one nor the intended one",
    "took_too_long": "reading took too long; nothing was written",
    "not_recorded": "the change could not be recorded in the database, so nothing was written",
    "not_read_again": "the change was sent, and the policy could not be read afterwards",
}
NOTICES: Mapping[NoticeKind, str] = {
    "unseen": "the organization does not see {models}",
    "models_unread": "whether the organization sees {models} could not be looked up",
    "not_recorded": "the outcome could not be stored; the record says unknown",
    "grant_ended": "what was permitted until a time has ended: {models}",
    "made_permanent": "permitted for good now, no longer until a time: {models}",
}


def say(words: str) -> None:
    """Print a message to standard error."""
    print(f"model-access permissions: {words}", file=sys.stderr)


def plain(text: str) -> str:
    """Return a text with its unprintable signs escaped."""
    return "".join(one if one.isprintable() else one.encode("unicode_escape").decode() for one in text)


def why(reason: Reason | None, message: str | None) -> str:
    """Return the words for a reason, with the server's own where there are some."""
    words = WHY[reason] if reason else "not known"
    return f"{words} ({plain(message)})" if message else words


def notice(one: Notice) -> str:
    """Return the words for a notice."""
    words = NOTICES[one.kind].format(models=", ".join(map(plain, one.models)))
    return f"{words}; near: {', '.join(map(plain, one.near))}" if one.near else words


def policy_line(policy: Policy | None) -> str:
    """Return a policy on one line; a long list is cut, its length said."""
    if policy is None:
        return "not known"
    if policy.mode is None and policy.mode_text is None:
        return "no policy: every model is let through"
    shown = ", ".join(map(plain, policy.model_ids[:MOST_SHOWN]))
    more = len(policy.model_ids) - MOST_SHOWN
    return f"{policy.mode or plain(policy.mode_text or '')}: {shown}{f', and {more} more' if more > 0 else ''}"


def changes_of(planned: Planned) -> list[str]:
    """Return one line for each id that comes on the list or leaves it."""
    change = planned.difference
    return [*(f"  + {plain(one)}" for one in change.adds), *(f"  - {plain(one)}" for one in change.takes_off)]


def summary(planned: Planned) -> list[str]:
    """Return before, after and difference."""
    lines = [f"project: {plain(planned.project_id)}", f"before: {policy_line(planned.before)}"]
    if planned.result is not None:
        return [*lines, f"{planned.result}: {why(planned.reason, planned.message)}"]
    return [*lines, f"after: {policy_line(planned.after)}", *changes_of(planned)]


def preview(planned: Planned, until: str | None) -> None:
    """Show a change before it is made, with all that it means."""
    for one in planned.notices:
        say(notice(one))
    opens = planned.opening
    lines = summary(planned)
    if opens.unsafe:
        known = f"{len(opens.opens)} models that are refused now" if opens.models_known else "every model refused now"
        listed = ", ".join(map(plain, opens.opens[:MOST_SHOWN]))
        lines += [f"this opens {known}{', and every future one' if opens.future else ''}: {listed}"]
    lines += ["affects: every key of this project", *([f"until: {until}"] if until else [])]
    lines += ["undo: `model-access permissions undo` with the record that is printed afterwards"]
    lines += [
        "a change that somebody else saves between the last reading and the write is overwritten; that is a moment"
    ]
    print("\n".join(lines), file=sys.stderr)
