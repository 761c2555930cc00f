"""The desk's engine: tickets in, their verdicts, drafts and states; the same decider as the chat's."""

from assistant.engine.desk.desk import Desk
from assistant.engine.desk.intake import Intake

__all__ = ["Desk", "Intake"]
