"""The registry of everything that can go wrong in the practice organization: one fault, one declaration."""

from __future__ import annotations

from collections.abc import Mapping

from assistant.practice.faults.answers import CHANGED
from assistant.practice.faults.arrangements import ARRANGED
from assistant.practice.faults.effects import Fault, Switch
from assistant.practice.faults.refusals import ACCESS, DOORS, KEYS, PLACES
from assistant.practice.faults.shortages import MONEY, RATES
from assistant.practice.faults.travel import TRAVEL, WRITES

_IN_ORDER = (*ARRANGED, *ACCESS, *KEYS, *PLACES, *DOORS, *MONEY, *RATES, *CHANGED, *TRAVEL, *WRITES)

FAULTS: Mapping[str, Fault] = {fault.id: fault for fault in _IN_ORDER}

__all__ = ["FAULTS", "Fault", "Switch"]
