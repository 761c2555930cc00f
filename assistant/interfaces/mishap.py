"""What happens when a run of the page fails: a reference number for the reader, and a log without anybody's words."""

from __future__ import annotations

import logging
import re
import secrets
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from assistant.domain.masking import mask

_LOG: Final = logging.getLogger("model_access")
_SECRET_PARAMETER: Final = re.compile(r"(?i)\b((?:case|request)=)[^&\s\"']+")


def on_script_error(show: Callable[[str], object]) -> Callable[[Exception], bool]:
    """Return Streamlit's error handler; `show` draws the page's own words around a reference number."""

    def handle(error: Exception) -> bool:
        reference = secrets.token_hex(4)
        _LOG.error("mishap %s: %s", reference, described(error))
        show(reference)
        return True

    return handle


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
