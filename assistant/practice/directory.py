"""The organizations that one server holds, found by the key that a request presents; the longest unused make room."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict, deque

from assistant.practice import errors
from assistant.practice.answering import plain_headers
from assistant.practice.organization import PracticeOrganization
from assistant.practice.routes import match
from assistant.practice.views import CallView
from assistant.practice.wire import Arrival, Reply

MOST_ORGANIZATIONS = 200
_KEPT_CALLS = 50


class Directory:
    """Who owns which key; safe between threads."""

    def __init__(self, most: int = MOST_ORGANIZATIONS) -> None:
        """Hold at most that many organizations."""
        self._most = most
        self._lock = threading.Lock()
        self._organizations: OrderedDict[str, PracticeOrganization] = OrderedDict()  # longest unused first
        self._owners: dict[str, PracticeOrganization] = {}
        self._unclaimed: deque[CallView] = deque(maxlen=_KEPT_CALLS)

    def __len__(self) -> int:
        """Return how many organizations there are."""
        return len(self._organizations)

    def add(self, organization: PracticeOrganization) -> None:
        """Take an organization in; the longest unused one leaves when there are too many."""
        with self._lock:
            self._organizations[organization.id] = organization
            self._owners.update(dict.fromkeys(organization.secrets(), organization))
            while len(self._organizations) > self._most:
                self._forget(next(iter(self._organizations.values())))

    def drop(self, organization: PracticeOrganization) -> None:
        """Let an organization go; its keys are unknown from now on."""
        with self._lock:
            self._forget(organization)

    def owner(self, secret: str) -> PracticeOrganization | None:
        """Return the organization that a key belongs to."""
        with self._lock:
            organization = self._owners.get(secret)
            if organization:
                self._organizations.move_to_end(organization.id)
            return organization

    def unclaimed(self) -> tuple[CallView, ...]:
        """Return the last 50 requests that presented no key, or an unknown one."""
        with self._lock:
            return tuple(self._unclaimed)

    def reply(self, arrival: Arrival) -> Reply:
        """Answer a request: the door first, then the key, then whatever its organization says."""
        matched = match(arrival.method, arrival.path)
        organization = self.owner(arrival.secret)
        if organization:
            return organization.reply(arrival, *(matched or (None, {})))
        secret = arrival.secret
        error = errors.invalid_key(secret) if secret else errors.no_key()
        if matched is None:
            error = errors.invalid_url(arrival.method, arrival.path)
        reply = Reply(error.status, error.body(), {**plain_headers(), **error.headers})
        seen = CallView(
            arrival.method, arrival.path, None, error.status, reply.headers["x-request-id"], time.time()
        )  # fmt: skip
        with self._lock:
            self._unclaimed.append(seen)
        return reply

    def _forget(self, organization: PracticeOrganization) -> None:
        self._organizations.pop(organization.id, None)
        for secret in organization.secrets():
            self._owners.pop(secret, None)
