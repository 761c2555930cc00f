"""Which base URLs a key may be sent to, and what an environment would add to a call unasked."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from ipaddress import ip_address
from urllib.parse import urlsplit

from assistant.domain.probing.keys import DEFAULT_BASE_URL

REGIONS = ("us", "eu", "ae", "au", "in", "jp", "ca", "sg", "kr", "gb")
OPENAI_BASE_URLS = (DEFAULT_BASE_URL, *(f"https://{region}.api.openai.com/v1" for region in REGIONS))
STRAY = ("OPENAI_ORG_ID", "OPENAI_PROJECT_ID", "OPENAI_CUSTOM_HEADERS")
LONGEST = 300


def clean_base_url(url: str) -> str | None:
    """Return an http or https base URL in its one spelling, or None when it holds anything but host, port and path."""
    text = url.strip()
    if not text.isascii() or not text.isprintable() or len(text) > LONGEST or set(text) & set(" \\?#@%<>\"'`{}|^"):
        return None
    try:
        parts = urlsplit(text)
        host, port = parts.hostname, parts.port
    except ValueError:
        return None
    segments = parts.path.split("/")
    if parts.scheme not in ("http", "https") or not host or {".", ".."} & set(segments):
        return None
    default = {"http": 80, "https": 443}[parts.scheme]
    shown = f"[{host}]" if ":" in host else host
    where = shown if port in (None, default) else f"{shown}:{port}"
    return f"{parts.scheme}://{where}{parts.path.rstrip('/')}"


def allowed_base_url(url: str, allowed: Collection[str] = OPENAI_BASE_URLS) -> str | None:
    """Return the base URL in its one spelling when it is one of those allowed, else None."""
    clean = clean_base_url(url)
    return clean if clean is not None and clean in {clean_base_url(one) for one in allowed} else None


def is_openai(base_url: str) -> bool:
    """Tell whether the base URL is a host of OpenAI's own."""
    host = urlsplit(base_url).hostname or ""
    return host == "api.openai.com" or host.endswith(".api.openai.com")


def is_loopback(base_url: str) -> bool:
    """Tell whether the base URL is this very machine."""
    host = urlsplit(base_url).hostname or ""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


def stray_environment(environ: Mapping[str, str], base_url: str | None = None) -> tuple[str, ...]:
    """Return the names of set variables that the SDK would send or follow by itself; none of them is sent.

    OPENAI_BASE_URL counts where it is not the base URL in use; without one it is left out.
    """
    stray = tuple(name for name in STRAY if environ.get(name, "").strip())
    other = environ.get("OPENAI_BASE_URL", "").strip()
    return (*stray, "OPENAI_BASE_URL") if other and base_url and clean_base_url(other) != base_url else stray
