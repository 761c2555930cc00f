"""models.yaml as the table of model ids."""

from __future__ import annotations

from assistant.domain.knowledge import Family, ModelTable, Retirement
from assistant.knowledge_base.other_shapes import ModelsShape


def model_table(shape: ModelsShape | None) -> ModelTable:
    """Return the table; an empty one when the file cannot be used."""
    if shape is None:
        return ModelTable()
    return ModelTable(
        families=tuple(Family(name, tuple(one.patterns), tuple(one.endpoints)) for name, one in shape.families.items()),
        snapshots={alias: tuple(dated) for alias, dated in shape.snapshots.items()},
        retirements=tuple(
            Retirement(tuple(one.ids), one.date, one.replacement, one.unsure) for one in shape.retirements
        ),
        checked=str(shape.checked),
        restricted=tuple(shape.restricted.ids),
    )
