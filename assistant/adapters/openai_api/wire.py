"""What came over the wire for one call, as far as it came, and the bounds it was held to."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of a probe in seconds and bytes; whatever a server does, a probe ends within `probe` seconds."""

    connect: float = 5.0
    call: float = 15.0
    probe: float = 36.0  # leaves a command room to start and to print within 40 s
    list_bytes: int = 4 * 1024 * 1024
    other_bytes: int = 256 * 1024


@dataclass(slots=True)
class Wire:
    """One answer: filled while it arrives, so that what came before a fault is still known.

    `trouble` is None for an answer that came whole, else the kind of fault; `why` is the fault's own words.
    """

    cap: int
    status: int | None = None
    headers: list[tuple[str, str]] = field(default_factory=list)
    body: bytes = b""
    trouble: str | None = None
    why: str | None = None
    seconds: float = 0.0
    at: str = ""
    sent: bool = False  # the request itself began to leave, beyond connecting

    def header(self, name: str) -> str | None:
        """Return a header's value; None when it is missing, or given more than once with different values."""
        values = {value.strip() for given, value in self.headers if given.lower() == name}
        return values.pop() if len(values) == 1 else None
