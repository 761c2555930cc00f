"""What has come to a ticket since somebody looked at it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from assistant.domain.desk.identity import flat
from assistant.domain.desk.ticket import Message


def unseen(messages: Sequence[Message], seen: int, sent: Collection[str]) -> Iterator[Message]:
    """Yield the messages behind the first `seen`; what was sent from here and has come back is nothing new."""
    own = {flat(text) for text in sent}
    for one in messages[seen:]:
        if one.sender == "customer" or flat(one.text) not in own:
            yield one
