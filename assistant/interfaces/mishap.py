"""What happens when a run of the page fails: a reference number for the reader, and a log without anybody's words."""

from __future__ import annotations

import logging
import re
import secrets
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import streamlit as st

from assistant.domain.knowledge import Knowledge
from assistant.domain.masking.mask import mask
from assistant.domain.view.words import Words
from assistant.interfaces.access.who import NotAllowedError
from assistant.interfaces.visit import current

_LOG: Final = logging.getLogger("model_access")
_SECRET_PARAMETER: Final = re.compile(r"(?i)\b((?:case|request)=)[^&\s\"']+")


def draw(knowledge: Knowledge, reference: str) -> None:
    """Draw where a run has failed what is kept and what to do, in the reader's language."""
    say = Words(knowledge, current().language)
    st.error(f"**{say('failed_title')}**  \n{say('failed_body', reference=reference)}")


def on_script_error(
    show: Callable[[str], object], refused: Callable[[], object] = lambda: None
) -> Callable[[Exception], bool]:
    """Return Streamlit's error handler; `show` draws the page's own words around a reference number.

    `refused` draws what is said to somebody who did what they may not: that is no failure.
    """

    def handle(error: Exception) -> bool:
        if isinstance(error, NotAllowedError):
            refused()
        else:
            show(recorded(error))
        return True

    return handle


def recorded(error: BaseException) -> str:
    """Log an error and return the number that it stands under, 8 hex digits."""
    reference = secrets.token_hex(4)
    _LOG.error("mishap %s: %s", reference, described(error))
    return reference


def described(error: BaseException) -> str:
    """Return the kind of an error and where it arose; never its message, which may quote a paste or a key."""
    links: list[str] = []
    link: BaseException | None = error
    while link is not None and len(links) < 5:
        frames = traceback.extract_tb(link.__traceback__)[-8:]
        places = [f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames]
        links.append(" > ".join((type(link).__name__, *places)))
        link = link.__cause__ or link.__context__
    return " | because of ".join(links)


class DiscreetRecord(logging.LogRecord):
    """A log record without case ids, keys, or the messages of exceptions; made for every logger by the factory."""

    def __init__(
        self, name: str, level: int, path: str, line: int, msg: object, args: Any, info: Any, *more: Any
    ) -> None:
        """Take the exception out, leave its kind and place."""
        super().__init__(name, level, path, line, msg, args, None, *more)
        error = info[1] if isinstance(info, tuple) else None
        self._error = f" {described(error)}" if error is not None else ""

    def getMessage(self) -> str:  # noqa: N802 - the name is logging's
        """Return the message as it may be written down."""
        message = _SECRET_PARAMETER.sub(r"\1...", super().getMessage())
        return mask(message).text + self._error
