"""The desk's engine: tickets in, their verdicts, drafts and states, messages out; the same decider as the chat's."""

from assistant.engine.desk.desk import Desk
from assistant.engine.desk.intake import Intake
from assistant.engine.desk.outbox import Outbox

__all__ = ["Desk", "Intake", "Outbox"]
