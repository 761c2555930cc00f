"""What the permissions command prints of a plan, a change and a sweep."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from assistant.domain.evidence import Policy
from assistant.domain.permissions.planned import Changed, Notice, Planned, Swept
from assistant.domain.permissions.policy import as_json
from assistant.interfaces.command.permissions_words import changes_of, notice, plain, policy_line, say, summary, why


def dry_run(planned: Planned, *, as_json: bool) -> None:
    """Print a plan and the hash of the policy that it was made from."""
    _notices(planned.notices)
    forms = planned.forms if planned.result is None else None
    if as_json:
        told = _told(planned, planned.result or "nothing", planned.reason, planned.after, planned.policy_hash)
        shown = {"curl": forms.curl, "command": forms.command, "terraform": forms.terraform} if forms else None
        print(json.dumps({**told, "dry_run": True, "forms": shown}, ensure_ascii=False))
        return
    print("\n".join(summary(planned)))
    print(f"policy hash: {planned.policy_hash or '-'}")
    if forms:
        print("\n".join(part for part in (forms.curl, forms.command, forms.terraform) if part))


def changed(done: Changed, *, as_json: bool) -> None:
    """Print what came of a change."""
    _notices(done.notices)
    if done.reason is not None:
        say(why(done.reason, done.message))
    if as_json:
        told = _told(done.planned, done.result, done.reason, done.after, done.policy_hash)
        until = {"until": done.grant.until} if done.grant else {}
        print(json.dumps({**told, "record": done.record, **until}, ensure_ascii=False))
        return
    print(f"{done.result}: {plain(done.planned.project_id)}")
    if done.result == "applied" and done.record:
        print("\n".join(changes_of(done.planned)))
        print(f"undo: model-access permissions undo {done.record}")
    elif done.record:
        print(f"record: {done.record}")
    if done.result in ("stale", "failed", "unknown"):
        print(f"policy now: {policy_line(done.after)}\npolicy hash: {done.policy_hash or '-'}")
    if done.grant:
        print(f"until: {done.grant.until}")


def swept(all_swept: Sequence[Swept], *, as_json: bool) -> None:
    """Print what a sweep put back, project by project, and what it left."""
    if as_json:
        print(json.dumps([asdict(one) for one in all_swept], ensure_ascii=False))
        return
    for one in all_swept:
        print(f"{one.result}: {plain(one.project_id)}{' left for the next sweep' if one.left else ''}")
        if one.reason is not None:
            say(f"{plain(one.project_id)}: {why(one.reason, None)}")
        parts = (("put back", one.undone), ("needed by another", one.needed), ("changed meanwhile, left", one.changed))
        for words, ids in parts:
            if ids:
                print(f"  {words}: {', '.join(map(plain, ids))}")


def declined(planned: Planned) -> Changed:
    """Return the outcome of a change that the user did not want."""
    return Changed(planned, "refused", "declined", planned.before, request_ids=planned.request_ids)


def _told(
    planned: Planned, result: str, reason: str | None, after: Policy | None, hashed: str | None
) -> dict[str, Any]:
    return {
        "result": result,
        "record": None,
        "before": as_json(planned.before) if planned.before is not None else None,
        "after": as_json(after) if after is not None else None,
        "policy_hash": hashed,
        "reason": reason,
        "adds": list(planned.difference.adds),
        "takes_off": list(planned.difference.takes_off),
    }


def _notices(notices: Sequence[Notice]) -> None:
    for one in notices:
        say(notice(one))
