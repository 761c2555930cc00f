"""One call through the SDK, whose every fault is kept as a word."""

from __future__ import annotations

import asyncio
import socket
import ssl
import time
import zlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from urllib.parse import quote

import httpx2
from openai import APIStatusError, RequestOptions

from assistant.adapters.openai_api.client import client_for
from assistant.adapters.openai_api.pages import MOST_PAGES, joined, next_page
from assistant.adapters.openai_api.wire import Limits, Wire
from assistant.domain.probing.keys import Keys
from assistant.domain.probing.request import Request

FAULTS: tuple[tuple[type[BaseException], str], ...] = (  # the first that fits any exception of the chain
    (ssl.SSLError, "tls"),
    (socket.gaierror, "dns"),
    (TimeoutError, "timeout"),
    (httpx2.TimeoutException, "timeout"),
    (httpx2.ProxyError, "proxy"),
    (httpx2.ConnectError, "connect"),
    (zlib.error, "garbled"),
    (httpx2.RemoteProtocolError, "cut"),
    (httpx2.NetworkError, "cut"),
)


async def send(request: Request, keys: Keys, inner: httpx2.AsyncBaseTransport, limits: Limits) -> Wire:
    """Make one call and return its answer, whole or with the trouble that ended it."""
    wire = Wire(cap=limits.list_bytes if request.probe == "models_list" else limits.other_bytes)
    wire.at = datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    began = time.perf_counter()
    try:
        async with asyncio.timeout(limits.call):
            await _call(request, keys, wire, inner, limits)
            if request.probe == "rate_limits":
                await _further_pages(request, keys, wire, inner, limits)
    except Exception as error:  # noqa: BLE001 - whatever goes wrong outside is a finding
        wire.trouble, wire.why = fault(error), str(_root(error))
    wire.seconds = round(time.perf_counter() - began, 3)
    return wire


async def _call(request: Request, keys: Keys, wire: Wire, inner: httpx2.AsyncBaseTransport, limits: Limits) -> None:
    client = client_for(keys, request.key, wire, inner, limits)
    of_admin = request.key == "admin"
    options: RequestOptions = {
        "security": {"bearer_auth": not of_admin, "admin_api_key_auth": of_admin},
        "follow_redirects": False,
        "max_retries": 0,
    }
    try:
        if request.method == "GET":
            await client.get(request.path, cast_to=httpx2.Response, options=options)
        elif request.method == "DELETE":
            await client.delete(request.path, cast_to=httpx2.Response, options=options)
        else:
            await client.post(request.path, cast_to=httpx2.Response, body=request.body, options=options)
    except APIStatusError:  # the answer came: the wire holds it
        return


async def _further_pages(
    request: Request, keys: Keys, wire: Wire, inner: httpx2.AsyncBaseTransport, limits: Limits
) -> None:
    """Append a list's further pages to its first one; a page that fails leaves what came before."""
    pages = [wire.body]
    while wire.trouble is None and (after := next_page(pages[-1])) and len(pages) < MOST_PAGES:
        page = Wire(cap=wire.cap)
        await _call(replace(request, path=f"{request.path}&after={quote(after, safe='')}"), keys, page, inner, limits)
        if page.trouble is not None or page.status != wire.status:
            break
        pages.append(page.body)
    wire.body = joined(pages)


def fault(error: BaseException) -> str:
    """Return the kind of trouble behind an exception."""
    chain = tuple(_chain(error))
    return next((word for kind, word in FAULTS if any(isinstance(one, kind) for one in chain)), "failed")


def _chain(error: BaseException) -> Iterator[BaseException]:
    one: BaseException | None = error
    while one is not None:
        yield one
        one = one.__cause__ or one.__context__


def _root(error: BaseException) -> BaseException:
    return tuple(_chain(error))[-1]
