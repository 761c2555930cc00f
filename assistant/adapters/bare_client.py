"""The OpenAI SDK's client for a language model, bare of what an environment would add. Imports openai: load it late."""

from __future__ import annotations

from openai import Omit, OpenAI

NO_KEY = "none"  # the SDK needs one, a server without keys does not mind


class BareClient(OpenAI):
    """The SDK's client without OPENAI_ORG_ID, OPENAI_PROJECT_ID, OPENAI_CUSTOM_HEADERS and platform headers."""

    @property
    def default_headers(self) -> dict[str, str | Omit]:
        """Return the only headers that are sent beside the key."""
        return {"Accept": "application/json", "Content-Type": "application/json"}


def bare_client(base_url: str, key: str, seconds: float) -> BareClient:
    """Return a client that takes its key from nowhere else and tries nothing twice."""
    return BareClient(api_key=key or NO_KEY, base_url=base_url, timeout=seconds, max_retries=0)
