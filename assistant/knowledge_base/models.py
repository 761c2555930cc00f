"""models.yaml and tools.yaml: what is known about model ids, and about the tools that send them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from assistant.domain.knowledge import ModelTable, Tool


def model_table(data: Mapping[str, Any]) -> ModelTable:
    """Return the table of model ids."""
    return ModelTable()


def tools(data: Mapping[str, Any]) -> tuple[Tool, ...]:
    """Return the tools."""
    return ()
