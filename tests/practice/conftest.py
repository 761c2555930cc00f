"""The practice server over real HTTP, one for all tests; every test has an organization of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import openai
import pytest

from assistant.practice.server import PracticeOrganization, PracticeServer

ClientOf = Callable[..., openai.OpenAI]


@pytest.fixture
def client_of(server: PracticeServer, org: PracticeOrganization, monkeypatch: pytest.MonkeyPatch) -> Iterator[ClientOf]:
    """Return the SDK with a key of the organization by name, and its Admin key."""
    for stray in ("OPENAI_ORG_ID", "OPENAI_PROJECT_ID", "OPENAI_CUSTOM_HEADERS"):
        monkeypatch.delenv(stray, raising=False)
    made: list[openai.OpenAI] = []

    def client(name: str = "open", *, admin: str = "admin", timeout: float = 10.0) -> openai.OpenAI:
        made.append(
            openai.OpenAI(
                base_url=server.base_url,
                api_key=org.secret(name),
                admin_api_key=org.secret(admin),
                max_retries=0,
                timeout=timeout,
            )
        )
        return made[-1]

    yield client
    for each in made:
        each.close()
