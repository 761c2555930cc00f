"""CSV whose cells no spreadsheet takes for a formula: what somebody else wrote stays a text."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

FORMULA = ("=", "+", "-", "@", "\t", "\r")


def csv_line(cells: Sequence[Any]) -> str:
    """Return one row, its end included."""
    line = io.StringIO(newline="")
    csv.writer(line).writerow([_cell(one) for one in cells])
    return line.getvalue()


def csv_bytes(header: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """Return a whole file as Excel reads it too: UTF-8 with its mark."""
    return "".join([csv_line(header), *map(csv_line, rows)]).encode("utf-8-sig")


def _cell(value: Any) -> Any:
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value
