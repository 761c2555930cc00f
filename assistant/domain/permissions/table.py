"""An organization's policies as CSV and JSON: what is exported, which is a valid baseline again."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable
from typing import Any

from assistant.domain.permissions.organization import Row
from assistant.domain.permissions.policy import as_json

COLUMNS = ("project_id", "project_name", "mode", "model_ids", "request_id", "at", "error")
FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet would run
NOT_READ = "not_read"


class _Lines(list[str]):
    """What csv writes to."""

    def write(self, line: str) -> int:
        """Keep one line."""
        self.append(line)
        return len(line)


def as_csv(rows: Iterable[Row]) -> str:
    """Return CSV in which no cell is a formula; model ids stand in one cell, a space between them."""
    lines = _Lines()
    writer = csv.writer(lines, lineterminator="\n")
    writer.writerow(COLUMNS)
    for row in rows:
        shown = _shown(row)
        cells = {**shown, "model_ids": " ".join(shown["model_ids"] or ())}
        writer.writerow([_cell(cells.get(name)) for name in COLUMNS])
    return "".join(lines)


def as_json_text(rows: Iterable[Row]) -> str:
    """Return the objects of `model-access permissions show --all --json`, each with the project's name."""
    return json.dumps([_shown(row) for row in rows], ensure_ascii=False, indent=1) + "\n"


def unescaped(cell: str) -> str:
    """Return a cell as it was before it was kept from being a formula."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(FORMULA) else cell


def _shown(row: Row) -> dict[str, Any]:
    known = as_json(row.policy) if row.policy is not None else {"mode": None, "model_ids": None}
    told = {"project_id": row.project_id, "project_name": row.name, **known}
    told |= {"request_id": row.request_id, "at": row.at}
    return told if row.policy is not None else {**told, "error": row.reason or NOT_READ}


def _cell(value: Any) -> str:
    text = "".join(one if one.isprintable() else " " for one in str(value)) if value is not None else ""
    return f"'{text}" if text.startswith(FORMULA) else text
