"""Floor 1: the engine that every face calls; it alone decides, the faces show."""

from assistant.engine.engine import Engine
from assistant.engine.ports import CaseStore, Chooser, OnFinding, Prober

__all__ = ["CaseStore", "Chooser", "Engine", "OnFinding", "Prober"]
