"""What the tabs of one profile did: requests, console lines, and the frames that went over the websocket."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Self

from playwright.sync_api import BrowserContext, ConsoleMessage, Request, WebSocket

LOCAL = ("data:", "blob:")
# On a page other than the first, Streamlit's script asks below that page before it asks at the root.
PROBED = ("/_stcore/health", "/_stcore/host-config")
AWAY = "WebSocket onclose: code=1012"  # a test restarted the server


@dataclass
class TabRecord:
    """Filled while the tabs run; `sent` holds every frame that left the browser."""

    urls: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    sent: list[bytes] = field(default_factory=list)
    received: list[bytes] = field(default_factory=list)

    @classmethod
    def of(cls, context: BrowserContext) -> Self:
        """Record everything that this profile's tabs do from now on."""
        record = cls()
        context.on("request", record._asked)
        context.on("console", record._said)
        context.on("page", lambda page: page.on("websocket", record._opened))
        context.on("weberror", lambda error: record.complaints.append(str(error.error)))
        return record

    def begin(self) -> None:
        """Forget what was done so far."""
        for kept in (self.urls, self.complaints, self.sent, self.received):
            kept.clear()

    def foreign(self, own: str) -> list[str]:
        """Return the addresses that are not of the app."""
        return [url for url in self.urls if not url.startswith((own, own.replace("http", "ws", 1), *LOCAL))]

    def carries(self, secret: str, since: int = 0) -> bool:
        """Tell whether a frame that came, or one sent after the first `since`, holds a text."""
        return any(secret.encode() in frame for frame in (*self.received, *self.sent[since:]))

    def _asked(self, request: Request) -> None:
        self.urls.append(request.url)

    def _said(self, message: ConsoleMessage) -> None:
        where = message.location.get("url", "")
        if message.type in ("error", "warning") and not where.endswith(PROBED) and AWAY not in message.text:
            self.complaints.append(f"{message.type}: {message.text} ({where})")

    def _opened(self, socket: WebSocket) -> None:
        socket.on("framesent", lambda payload: self.sent.append(_bytes(payload)))
        socket.on("framereceived", lambda payload: self.received.append(_bytes(payload)))


def _bytes(payload: bytes | str) -> bytes:
    return payload.encode() if isinstance(payload, str) else payload


