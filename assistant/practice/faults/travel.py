"""Faults on the way: slow, trickling, cut, silent, huge; and changes whose fate the caller does not learn."""

from __future__ import annotations

from assistant.domain.evidence import Policy, PolicyMode
from assistant.practice.checks import project_of
from assistant.practice.faults.effects import Afterwards, Deliver, Fault, Write
from assistant.practice.routes import INFERENCE, POLICY_WRITES, Route
from assistant.practice.state import State
from assistant.practice.wire import Visit

_FOREIGN = "gpt-6.1-sol"

TRAVEL: tuple[Fault, ...] = (
    Fault("slow", "transport", Deliver("slow"), INFERENCE, "network", seconds=5.0),
    Fault("drip", "transport", Deliver("drip"), INFERENCE, "network", seconds=600.0),
    Fault("cut", "transport", Deliver("cut"), INFERENCE, "network"),
    Fault("reset", "transport", Deliver("reset"), INFERENCE, "network"),
    Fault("silence", "transport", Deliver("silence"), INFERENCE, "network", seconds=600.0),
    Fault("huge", "transport", Deliver("huge"), INFERENCE, "network"),
)


def _foreign_change(state: State, visit: Visit) -> None:
    project = project_of(state, visit)
    if project is None:
        return
    ids = project.policy.model_ids
    changed = tuple(each for each in ids if each != _FOREIGN) if _FOREIGN in ids else (*ids, _FOREIGN)
    mode = project.policy.mode or PolicyMode.DENY_LIST
    state.set_policy(project, Policy(mode, changed), visit.now)


WRITES: tuple[Fault, ...] = (
    Fault("write_lost_before", "write", Write(applied=False, then="silence"), POLICY_WRITES, seconds=600.0),
    Fault("write_lost_after", "write", Write(applied=True, then="silence"), POLICY_WRITES, seconds=600.0),
    Fault("write_cut_before", "write", Write(applied=False, then="cut"), POLICY_WRITES),
    Fault("write_cut_after", "write", Write(applied=True, then="cut"), POLICY_WRITES),
    Fault("write_500", "write", Write(applied=False, then="error"), POLICY_WRITES),
    Fault("write_500_applied", "write", Write(applied=True, then="error"), POLICY_WRITES),
    Fault("write_not_kept", "write", Write(applied=False, then="answer"), POLICY_WRITES),
    Fault("foreign_write", "write", Afterwards(_foreign_change), frozenset({Route.POLICY_GET}), times=1),
)
