"""One browser tab over Streamlit's own websocket protocol: runs the page, reads what it drew, submits a text."""

from __future__ import annotations

from contextlib import ExitStack
from typing import Any, Self

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect

_FINISHED_EARLY = ForwardMsg.ScriptFinishedStatus.Value("FINISHED_EARLY_FOR_RERUN")
_WORDS = ("body", "label", "placeholder", "value", "message")


class Tab:
    """A session; `elements` are the (kind, proto) pairs of the last run, `theme` what came with it."""

    def __init__(self, url: str, *, page: str = "", query: str = "", locale: str = "en-US") -> None:
        self._url, self._page, self._query, self._locale = url, page, query, locale
        self._open = ExitStack()
        self._socket: ClientConnection
        self._page_hash = ""
        self.elements: list[tuple[str, Any]] = []
        self.theme: Any = None

    def __enter__(self) -> Self:
        address = self._url.replace("http", "ws", 1) + "/_stcore/stream"
        protocols = ["streamlit", "PLACEHOLDER_AUTH_TOKEN"]
        connection = connect(address, subprotocols=protocols, origin=self._url, max_size=None, proxy=None)
        self._socket = self._open.enter_context(connection)
        return self

    def __exit__(self, *_: object) -> None:
        self._open.close()

    @property
    def text(self) -> str:
        return "\n".join(word for _, proto in self.elements for word in _words_of(proto))

    def run(self) -> str:
        """Run the page once and return its text."""
        return self._turn(self._request())

    def chat(self, text: str) -> str:
        """Submit the chat input and return the text of the page after it."""
        box = next(proto for kind, proto in self.elements if kind == "chat_input")
        request = self._request()
        widget = request.rerun_script.widget_states.widgets.add(id=box.id)
        widget.chat_input_value.data = text
        return self._turn(request)

    def _request(self) -> BackMsg:
        request = BackMsg()
        rerun = request.rerun_script
        rerun.query_string, rerun.page_script_hash = self._query, self._page_hash
        rerun.page_name = self._page
        rerun.context_info.locale = self._locale
        rerun.context_info.timezone = "Asia/Tokyo"
        rerun.context_info.url = f"{self._url}/"
        return request

    def _turn(self, request: BackMsg) -> str:
        self._socket.send(request.SerializeToString())
        while True:
            message = ForwardMsg.FromString(self._socket.recv(timeout=40))
            kind = message.WhichOneof("type")
            if kind == "new_session":
                self.elements = []
                self.theme = message.new_session.custom_theme
                self._page_hash = message.new_session.page_script_hash or self._page_hash
            elif kind == "delta" and message.delta.WhichOneof("type") == "new_element":
                element = message.delta.new_element
                drawn = element.WhichOneof("type") or "empty"
                self.elements.append((drawn, getattr(element, drawn)))
            elif kind == "script_finished" and message.script_finished != _FINISHED_EARLY:
                return self.text


def _words_of(proto: Any) -> list[str]:
    return [value for name in _WORDS if isinstance(value := getattr(proto, name, None), str) and value]
