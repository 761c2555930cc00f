"""What a check of a case asks about."""

from __future__ import annotations

from assistant.domain.case import Case
from assistant.domain.knowledge import ModelTable
from assistant.domain.probing.keys import Keys
from assistant.domain.probing.plan_probes import Asked


def asked_of(case: Case, keys: Keys, table: ModelTable, *, call: bool) -> Asked:
    """Return the question of a case, with the keys that are there; a case without a model asks for none by name."""
    return Asked(
        model=case.value("model") or "",
        project=case.value("project_id"),
        key=bool(keys.project),
        admin=bool(keys.admin),
        call=call and bool(case.value("model")),
        endpoint=case.value("endpoint"),
        table=table,
    )
