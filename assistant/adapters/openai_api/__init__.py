"""Probes of a live key through the OpenAI SDK: rounds of calls in, findings out; openai is imported when one runs."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace

from assistant.adapters.openai_api.rounds import Context, OnFinding, run_round
from assistant.adapters.openai_api.wire import Limits
from assistant.domain.evidence import Finding
from assistant.domain.probing.plan_probes import Asked, plan

__all__ = ["Context", "Limits", "OnFinding", "probe", "run_round"]

LEAST = 0.5  # seconds without which another round is not begun


def probe(
    asked: Asked,
    context: Context,
    on_finding: OnFinding | None = None,
    clock: Callable[[], float] = time.monotonic,
) -> tuple[Finding, ...]:
    """Make the planned rounds, the free one first, and return all findings; done within `limits.probe` seconds."""
    ends = clock() + context.limits.probe
    findings: tuple[Finding, ...] = ()
    while requests := plan(findings, asked, context.classify):
        left = ends - clock()
        if left < LEAST:
            break
        limits = replace(context.limits, call=min(context.limits.call, left - LEAST))
        findings += run_round(requests, replace(context, limits=limits), on_finding)
    return findings
