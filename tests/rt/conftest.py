"""The desk connected to a real Request Tracker."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from assistant.adapters.desk_connectors import configured
from assistant.adapters.desk_store.sendings import SendingStore
from assistant.domain.desk.draft import SavedDraft
from assistant.domain.desk.queue import Asked
from assistant.engine.desk import Outbox
from tests.desk.conftest import Parts, lite  # noqa: F401 - a fixture
from tests.rt.tracker import Tracker


@pytest.fixture(scope="session")
def tracker() -> Iterator[Tracker]:
    running = Tracker.started()
    yield running
    running.stop()


def environment_of(tracker: Tracker, **more: str) -> dict[str, str]:
    named = {"MODEL_ACCESS_RT_URL": tracker.url, "MODEL_ACCESS_RT_TOKEN": tracker.token, "MODEL_ACCESS_RT_QUEUE": tracker.queue}
    return {**named, **more}


@dataclass
class Connected:
    """A desk on a database of its own, connected to the tracker."""

    parts: Parts
    outbox: Outbox

    @classmethod
    def of(cls, parts: Parts, environment: dict[str, str]) -> Connected:
        connectors, troubles = configured(environment)
        assert troubles == []
        return cls(parts, Outbox(parts.store, SendingStore(parts.store.engine), parts.intake, connectors, parts.clock))

    @property
    def connector(self):
        return self.outbox.connectors[0]

    def fetch(self):
        return self.outbox.fetch(self.connector, "me")

    def ticket(self, number: int):
        (found,) = [one for one in self.parts.store.page(Asked(), 500).tickets if one.number == str(number)]
        return found

    def preview(self, number: int, kind="reply", text="本文です。\n\n-- \n署名\n"):
        ticket = self.ticket(number)
        draft = SavedDraft("", "me", "customer", "ja", text, ticket.messages, "saved")
        return self.outbox.preview(ticket, self.connector.name, kind, "Re: x", draft)


@pytest.fixture
def desk(lite: Parts, tracker: Tracker) -> Connected:  # noqa: F811
    """Connected to a queue of its own."""
    tracker.new_queue()
    return Connected.of(lite, environment_of(tracker))
