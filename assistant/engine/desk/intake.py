"""Tickets in: read one by one, stored by the hundred together with how far the import is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import islice
from typing import TypeVar

from assistant.domain.desk.arrival import Arrival, Arrived, Pulled
from assistant.domain.desk.outgoing import Trouble
from assistant.domain.desk.queue import Progress
from assistant.domain.desk.ticket import Fault, Incoming, Said
from assistant.engine.desk.ports import Connector, DeskStore, Unit
from assistant.engine.desk.reading import TicketReader, masked_fault, words_of

BATCH = 100
PULLED = 10  # tickets of a help desk that are stored at once: each took several calls
T = TypeVar("T")
OnProgress = Callable[[Progress], None]


@dataclass(frozen=True, slots=True)
class Source:
    """What tickets come from; `digest` stands for its contents and how they are read."""

    name: str
    digest: str
    desk: str = "file"


@dataclass(frozen=True, slots=True)
class Taken:
    """What an import or a pull came to: the rows that could not be taken in, and what stopped a pull."""

    progress: Progress
    faults: Sequence[Fault]
    trouble: Trouble | None = None
    pulled: bool = False


class Intake:
    """Takes tickets in; killed at any moment it goes on behind the last hundred that it stored."""

    def __init__(self, store: DeskStore, reader: TicketReader, now: Callable[[], str]) -> None:
        """Take the parts; `now` gives UTC as ISO 8601."""
        self._store = store
        self._reader = reader
        self._now = now

    def take(
        self, source: Source, items: Iterable[Incoming | Fault], on_progress: OnProgress = lambda _: None
    ) -> tuple[Progress, list[Fault]]:
        """Take in what is not in yet, and return what it came to and every row that could not be taken in."""
        import_id, progress = self._store.begin_import(source.digest, source.name, self._now())
        on_progress(progress)
        if not progress.finished:
            for batch in _batches(islice(iter(items), progress.done, None), BATCH):
                progress = self._stored(import_id, source, batch, progress)
                on_progress(progress)
            progress = replace(progress, finished=True)
            self._store.unit(lambda unit: unit.progress(import_id, progress, self._now(), ()))
        on_progress(progress)
        return progress, self._store.faults(import_id)

    def pull(self, connector: Connector, on_progress: OnProgress = lambda _: None) -> Taken:
        """Take in what is new at a help desk; how far it was read is stored together with what was read."""
        name = connector.name
        digest = sha256(f"pull {name} {connector.place}".encode()).hexdigest()
        import_id, cursor = self._store.begin_pull(digest, name, self._now())
        source, progress, faults = Source(name, "", name), Progress(), []
        trouble: Trouble | None = None
        for batch in _batches(connector.pull(cursor), PULLED):
            trouble = next((one for one in batch if isinstance(one, Trouble)), None)
            pulled = [one for one in batch if isinstance(one, Pulled)]
            if pulled:
                items = [one.item for one in pulled]
                faults += [_masked(one) for one in items if isinstance(one, Fault)]
                progress = self._stored(import_id, source, items, progress, pulled[-1].cursor)
                on_progress(progress)
        progress = replace(progress, finished=True)
        on_progress(progress)
        return Taken(progress, faults, trouble, pulled=True)

    def paste(self, text: str, desk: str = "paste") -> int:
        """Take one pasted ticket in, or find it when it is there, and return its id."""
        arrival = self._reader.arrival(Incoming(1, (Said(text),)), desk)

        def work(unit: Unit) -> int:
            if arrival.identity not in unit.known([arrival.identity]):
                unit.add([arrival])
            return unit.known([arrival.identity])[arrival.identity]

        return self._store.unit(work)

    def _stored(
        self,
        import_id: int,
        source: Source,
        batch: Sequence[Incoming | Fault],
        before: Progress,
        cursor: str | None = None,
    ) -> Progress:
        bad = [_masked(one) for one in batch if isinstance(one, Fault)]
        arrivals = [self._reader.arrival(one, source.desk) for one in batch if isinstance(one, Incoming)]

        def work(unit: Unit) -> Progress:
            added, joined = self._placed(unit, arrivals)
            now = Progress(
                before.done + len(batch),
                before.added + added,
                before.joined + joined,
                before.known + len(arrivals) - added - joined,
                before.faults + len(bad),
            )
            unit.progress(import_id, now, self._now(), bad, cursor)
            return now

        return self._store.unit(work)

    def _placed(self, unit: Unit, arrivals: Sequence[Arrival]) -> tuple[int, int]:
        """Insert new tickets and add to known ones; return how many of each."""
        known = unit.known([one.identity for one in arrivals])
        mails = unit.answered([answer for one in arrivals for answer in one.answers])
        fresh: dict[str, Arrival] = {}
        own: set[str] = set()
        later: list[Arrival] = []
        for one in arrivals:
            answers = any(answer in mails or answer in own for answer in one.answers)
            if one.identity in known or one.identity in fresh or answers:
                later.append(one)
                continue
            fresh[one.identity] = one
            own |= {item.message_id for item in one.messages if item.message_id}
        unit.add(list(fresh.values()))
        known |= unit.known([one.identity for one in later])
        return len(fresh), sum(self._joined(unit, one, known) for one in later)

    def _joined(self, unit: Unit, one: Arrival, known: dict[str, int]) -> bool:
        """Add what is new of a ticket to the one that is there; False when nothing is."""
        mails = unit.answered(one.answers)
        ticket_id = known.get(one.identity) or next(mails[answer] for answer in one.answers if answer in mails)
        ticket, said, digests = unit.ticket(ticket_id)
        more = _new(one.messages, digests)
        if not more:
            return False
        case = unit.case(ticket.case_id)
        case = self._reader.more(case, [item.message for item in more]) if case else one.case
        texts = [message.text for message in (*said, *(item.message for item in more))]
        words = words_of(ticket, texts)
        at = max([item.message.at for item in more if item.message.at] or [self._now()])
        unit.join(ticket, more, case, self._reader.verdict(case), words, max(at, ticket.updated))
        return True


def _masked(fault: Fault) -> Fault:
    return replace(fault, text=masked_fault(fault.text))


def _new(arrived: Iterable[Arrived], digests: set[str]) -> list[Arrived]:
    found: list[Arrived] = []
    for one in arrived:
        if one.digest not in digests:
            digests.add(one.digest)
            found.append(one)
    return found


def _batches(items: Iterable[T], size: int) -> Iterator[list[T]]:
    source = iter(items)
    while batch := list(islice(source, size)):
        yield batch
