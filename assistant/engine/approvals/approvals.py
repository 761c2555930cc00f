"""The one object that faces call for requests to an administrator."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from assistant.domain.masking.mask import mask
from assistant.domain.permissions.approval import LONGEST_REASON, Approval, Decision, How, State, expires
from assistant.engine.approvals.ports import Requests, Signer

ID_BITS = 128


@dataclass(frozen=True, slots=True)
class Opened:
    """What a link leads to: the request and where it stands."""

    approval: Approval
    state: State


class Approvals:
    """Requests by id and by link; `now` gives UTC as ISO 8601."""

    def __init__(self, requests: Requests, signer: Signer, now: Callable[[], str]) -> None:
        """Take the parts."""
        self._requests = requests
        self._signer = signer
        self._now = now

    def ask(
        self, case_id: str, base_url: str, project_id: str, models: Sequence[str], *, days: int, wants_check: bool
    ) -> Approval:
        """Make a request that stands for some days."""
        created = self._now()
        made = Approval(
            secrets.token_hex(ID_BITS // 8), case_id, created, expires(created, days),
            base_url, project_id, tuple(models), wants_check,
        )  # fmt: skip
        self._requests.add(made)
        return made

    def token(self, approval: Approval) -> str:
        """Return the text that stands in the request's link."""
        return self._signer.sign(approval.id)

    def open(self, token: str) -> Opened | None:
        """Return what a link leads to; None for a link that is not ours, or whose request is gone."""
        approval_id = self._signer.read(token)
        found = self._requests.load(approval_id) if approval_id else None
        return Opened(found, found.state(self._now())) if found else None

    def look(self, approval_id: str) -> Opened | None:
        """Return a request as it stands now."""
        found = self._requests.load(approval_id)
        return Opened(found, found.state(self._now())) if found else None

    def of_case(self, case_id: str) -> tuple[Opened, ...]:
        """Return the requests of a case, oldest first."""
        now = self._now()
        return tuple(Opened(one, one.state(now)) for one in self._requests.of_case(case_id))

    def approve(self, approval_id: str, how: How, reason: str = "", record: str | None = None) -> Opened | None:
        """Say that the change was made, here or in the console; None when the request does not stand any more."""
        return self._decide(approval_id, "approved", reason, how, record)

    def decline(self, approval_id: str, reason: str) -> Opened | None:
        """Say no, with a reason."""
        return self._decide(approval_id, "declined", reason, None, None)

    def revoke(self, approval_id: str) -> Opened | None:
        """Take a request back: its link shows nothing of the case any more."""
        return self._decide(approval_id, "revoked", "", None, None)

    def take(self, approval_id: str) -> bool:
        """Mark a decision as noticed, once: whoever gets True acts on it."""
        return self._requests.take(approval_id, self._now())

    def _decide(
        self, approval_id: str, decision: Decision, reason: str, how: How | None, record: str | None
    ) -> Opened | None:
        found = self.look(approval_id)
        if found is None or found.state != "open":
            return None
        told = " ".join(mask(reason[: 2 * LONGEST_REASON]).text.split())[:LONGEST_REASON]
        decided = replace(found.approval, decision=decision, decided=self._now(), reason=told, how=how, record=record)
        return Opened(decided, decision) if self._requests.decide(decided) else None
