"""An answer on the wire as a finding."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from assistant.adapters.openai_admin import read_admin
from assistant.adapters.openai_api.body import UNREAD, Trouble, error_in, parsed, trouble_of, words
from assistant.adapters.openai_api.listing import SECRET, read_call, read_list, read_model
from assistant.adapters.openai_api.wire import Wire
from assistant.domain.deciding.refusal import CRASH, Classify, found_for
from assistant.domain.evidence import Finding, Found
from assistant.domain.knowledge import ModelTable
from assistant.domain.probing.fit_key import key_in
from assistant.domain.probing.keys import Keys
from assistant.domain.probing.request import Request, shown

REQUEST_ID = re.compile(r"[A-Za-z0-9_-]{1,80}", re.ASCII)
PROJECT_ID = re.compile(r"proj_[A-Za-z0-9_-]{1,80}", re.ASCII)
REDIRECTS = range(300, 400)
FINAL = range(200, 600)
OF_THE_WAY = frozenset({407, 408})  # a proxy's or a connection's, not the API's
KEY_SHOWN = b"[key]"


def finding_of(
    wire: Wire, request: Request, keys: Keys, *, model: str, classify: Classify, table: ModelTable
) -> Finding:
    """Return what an answer says, masked; never raises."""
    finding, data = answered(wire, request, keys, classify)
    if data is UNREAD:
        return read_admin(finding, None, "") if finding.probe == "project_policy" else finding
    if finding.probe == "models_list":
        return read_list(finding, data)
    if finding.probe == "model_retrieve":
        return read_model(finding, data)
    return read_call(finding, data, model, table) if finding.probe == "model_call" else read_admin(finding, data, model)


def answered(wire: Wire, request: Request, keys: Keys, classify: Classify) -> tuple[Finding, Any]:
    """Return a success as OK with its JSON, and anything else as what it is with `UNREAD`; never raises."""
    finding = _frame(wire, request, keys)
    trouble = _fault(wire)
    if trouble and not (wire.status and wire.status in range(CRASH, FINAL.stop)):
        return replace(finding, found=Found.UNREACHABLE, reason=trouble, message=words(wire.why)), UNREAD
    body = _without_keys(wire.body, keys)
    return _content(finding, parsed(body), body, wire, classify)


def _frame(wire: Wire, request: Request, keys: Keys) -> Finding:
    """Return the finding's outer part: what was called, when, and what the headers say."""
    return Finding(
        probe=request.probe,
        found=Found.UNREACHABLE,
        method=request.method,
        url=words(shown(request, keys.base_url).url),
        status=wire.status,
        project_id=_matching(PROJECT_ID, wire.header("openai-project"), keys) if request.key == "project" else None,
        request_id=_matching(REQUEST_ID, wire.header("x-request-id"), keys),
        seconds=wire.seconds,
        at=wire.at,
    )


def _fault(wire: Wire) -> str | None:
    """Return why an answer is no answer of the API's, or None."""
    if wire.trouble or wire.status is None:
        return wire.trouble or "cut"
    if wire.status in REDIRECTS:
        return "redirect"
    if wire.status in OF_THE_WAY:
        return "proxy"
    if wire.status not in FINAL:
        return "garbled"
    return "html" if _is_html(wire) else None


def _content(finding: Finding, data: Any, body: bytes, wire: Wire, classify: Classify) -> tuple[Finding, Any]:
    status = wire.status or 0
    if status not in range(200, 300):
        told = _flat(body) if data is UNREAD else trouble_of(data)
        cause = classify(status, told.code, told.type, told.message)
        return _with(replace(finding, found=found_for(status, cause)), told), UNREAD
    if data is UNREAD or _is_other_type(wire):
        return replace(finding, reason="unreadable" if data is UNREAD else "content_type"), UNREAD
    inside = error_in(data)
    if inside is not None:
        return _with(replace(finding, found=Found.DENIED), inside), UNREAD
    return replace(finding, found=Found.OK), data


def _flat(body: bytes) -> Trouble:
    """Return the words of a body that is no JSON; a page's markup is not words."""
    text = body.decode("utf-8", errors="replace")
    return Trouble() if text.lstrip().startswith("<") else Trouble(message=words(text))


def _with(finding: Finding, told: Trouble) -> Finding:
    return replace(finding, message=told.message, code=told.code, type=told.type, param=told.param)


def _is_html(wire: Wire) -> bool:
    start = wire.body.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    return start == b"<" or ("html" in _content_type(wire) and parsed(wire.body) is UNREAD)


def _is_other_type(wire: Wire) -> bool:
    """Tell whether an answer says that it is something else than JSON."""
    kind = _content_type(wire)
    return bool(kind) and "json" not in kind


def _content_type(wire: Wire) -> str:
    return ";".join(value.lower() for name, value in wire.headers if name == "content-type")


def _matching(shape: re.Pattern[str], value: str | None, keys: Keys) -> str | None:
    """Return an id from a header when it has an id's shape, and is no key."""
    if not value or not shape.fullmatch(value) or SECRET.search(value):
        return None
    return value if _without_keys(value.encode(), keys) == value.encode() else None


def _without_keys(body: bytes, keys: Keys) -> bytes:
    """Return a text in which a server cannot hand our own keys back."""
    for key in (key_in(keys, "project"), key_in(keys, "admin")):
        if key and key.isascii():
            body = body.replace(key.encode(), KEY_SHOWN)
    return body
