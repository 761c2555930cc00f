"""The lead's engine: figures of cases brought up to date, counted and clustered."""

from assistant.engine.lead.lead import Lead

__all__ = ["Lead"]
