"""Passing answers to a key's own calls: the list of models, one model, one minimal call."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from assistant.adapters.openai_api.body import words
from assistant.domain.evidence import Finding, Found, ListedModel
from assistant.domain.knowledge import ModelTable
from assistant.domain.models import same_model

MODEL_ID = re.compile(r"[\w.:/@+ -]{1,200}", re.ASCII)
DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
SECRET = re.compile(r"sk-[\w-]{16,}|eyJ[\w-]{16,}", re.ASCII)
MOST = 5000


def read_list(finding: Finding, data: Any) -> Finding:
    """Return the models that a key lists; entries that are no models are left out."""
    entries = data.get("data") if isinstance(data, Mapping) else None
    if not isinstance(entries, list):
        return replace(finding, found=Found.UNREACHABLE, reason="shape")
    listed = tuple(one for entry in entries[:MOST] if (one := _model(entry)) is not None)
    if entries and not listed:
        return replace(finding, found=Found.UNREACHABLE, reason="shape")
    return replace(finding, found=Found.OK, listed=listed)


def read_model(finding: Finding, data: Any) -> Finding:
    """Return the model that was looked up, with the day of its end."""
    model = _model(data)
    if model is None:
        return replace(finding, found=Found.UNREACHABLE, reason="shape")
    return replace(finding, found=Found.OK, model=model.id, listed=(model,))


def read_call(finding: Finding, data: Any, asked: str, table: ModelTable) -> Finding:
    """Return a pass when the answer is of the model asked for; any other answer is no usable one."""
    answered = data.get("model") if isinstance(data, Mapping) else None
    model = words(answered, 200)
    if not isinstance(answered, str) or not same_model(asked, answered, table):
        return replace(finding, found=Found.UNREACHABLE, reason="other_model", model=model)
    return replace(finding, found=Found.OK, model=model)


def _model(entry: Any) -> ListedModel | None:
    name = entry.get("id") if isinstance(entry, Mapping) else None
    if not isinstance(name, str) or not MODEL_ID.fullmatch(name) or SECRET.search(name):
        return None
    date = entry.get("shutdown_date")
    return ListedModel(name, date if isinstance(date, str) and DATE.fullmatch(date) else None)
