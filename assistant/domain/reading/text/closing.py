"""A close frame of a WebSocket: its reason repeats the error event that came before it."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.domain.reading.error import Read
from assistant.domain.reading.templates import Templates

_REASON = re.compile(r"(?<![a-z_])[a-z]+(?:_[a-z]+)*_error\.(?P<code>[a-z]+(?:_[a-z]+)+)")


def without_closing(ordered: list[Read], templates: Templates) -> list[Read]:
    """Return the errors without a last one that only closes the connection for the reason of the one before it.

    Where the event names no other cause, the frame tells more of it: that the connection was a WebSocket's.
    """
    if len(ordered) < 2:
        return ordered
    event, last = ordered[-2:]
    if event.body.code is None or event.body.code.text != _reason(last):
        return ordered
    same = _category(event, templates) == _category(last, templates)
    return [*ordered[:-2], replace(event, choice=last.choice if same else event.choice)]


def _category(one: Read, templates: Templates) -> str | None:
    return templates.causes[one.choice.cause].category if one.choice else None


def _reason(last: Read) -> str | None:
    """Return the code in a close frame's reason, which is all that the frame says."""
    template = last.choice.template if last.choice else None
    found = _REASON.search(template.says) if template else None
    return found["code"] if found else None
