"""How long many projects take beside what the server's own slowness and the number of calls at once allow."""

from __future__ import annotations

import math
import time
from collections.abc import Iterator

from assistant.adapters.admin_api.api import AT_ONCE
from assistant.domain.probing.keys import Keys
from assistant.wiring import permissions
from benchmarks.budget import Figure
from benchmarks.probing import MADE_UP_ADMIN
from benchmarks.slow_server import slow_server

PROJECTS, SECONDS = 120, 0.25
PAGES, LISTS = math.ceil(PROJECTS / 100), 2  # one after the other: the list's pages, and rate limits at the end


def figures() -> Iterator[Figure]:
    """Yield the figure of one reading; openai is imported before the clock runs."""
    with slow_server(PROJECTS, SECONDS) as server:
        organization = permissions(Keys(admin=MADE_UP_ADMIN, base_url=server.url), "benchmark")
        organization.project("proj_first")
        begun = time.perf_counter()
        seen = organization.organization()
        took = time.perf_counter() - begun
    known = sum(one.policy is not None for one in seen.rows)
    bound = (PAGES + LISTS + math.ceil(PROJECTS / AT_ONCE)) * SECONDS
    name = f"organization: {known} projects, {AT_ONCE} calls at once, beside the server's own time"
    yield Figure(
        name, took / bound if known == PROJECTS else float("nan"), "times", 1.5, f"{took:.2f} s of {bound:.2f} s"
    )
