"""Connectors to help desks outside, one file each; docs/connectors.md says how to write another."""

from assistant.adapters.desk_connectors.configured import configured

__all__ = ["configured"]
