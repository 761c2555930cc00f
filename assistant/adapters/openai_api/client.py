"""The OpenAI SDK's client, bare of everything that an environment would add to a call. Imports openai: load it late."""

from __future__ import annotations

import ssl
import urllib.request
from functools import cache
from urllib.parse import urlsplit

import httpx2
from openai import AsyncOpenAI, Omit

from assistant.adapters.openai_api.transport import Bounded
from assistant.adapters.openai_api.wire import Limits, Wire
from assistant.domain.probing.base_url import is_loopback
from assistant.domain.probing.fit_key import key_in
from assistant.domain.probing.keys import Keys
from assistant.domain.probing.request import Slot

USER_AGENT = "model-access-assistant"


class ProbeClient(AsyncOpenAI):
    """The SDK's client without OPENAI_ORG_ID, OPENAI_PROJECT_ID, OPENAI_CUSTOM_HEADERS and platform headers."""

    @property
    def default_headers(self) -> dict[str, str | Omit]:
        """Return the only headers that are sent beside the key."""
        return {"Accept": "application/json", "Content-Type": "application/json", "User-Agent": USER_AGENT}


def client_for(keys: Keys, slot: Slot, wire: Wire, inner: httpx2.AsyncBaseTransport, limits: Limits) -> ProbeClient:
    """Return a client for one call with one key: no retries, no redirects, the answer into `wire`."""
    key = key_in(keys, slot)
    timeout = httpx2.Timeout(limits.call, connect=limits.connect)
    http_client = httpx2.AsyncClient(
        transport=Bounded(inner, wire),
        timeout=timeout,
        follow_redirects=False,
        trust_env=False,
        headers={"Accept-Encoding": "identity"},
    )
    return ProbeClient(
        api_key=key if slot == "project" else "",
        admin_api_key=key if slot == "admin" else "",
        base_url=keys.base_url,
        max_retries=0,
        timeout=timeout,
        http_client=http_client,
    )


def transport_for(base_url: str) -> httpx2.AsyncHTTPTransport:
    """Return the transport that a round's calls share: TLS is verified, the environment's proxy is used.

    No proxy gets a key to see: one is used for https alone, and never for this very machine.
    ValueError or ImportError for a proxy of a kind that cannot be used.
    """
    return httpx2.AsyncHTTPTransport(verify=trusted(), proxy=proxy_for(base_url))


@cache
def trusted() -> ssl.SSLContext:
    """Return the verifying TLS settings, read once for the process; SSL_CERT_FILE and SSL_CERT_DIR are heeded."""
    return httpx2.create_ssl_context()


def proxy_for(base_url: str) -> str | None:
    """Return the proxy that the environment names for a base URL, or None."""
    parts = urlsplit(base_url)
    if parts.scheme != "https" or is_loopback(base_url) or urllib.request.proxy_bypass(parts.netloc):
        return None
    proxies = urllib.request.getproxies()
    return proxies.get("https") or proxies.get("all")
