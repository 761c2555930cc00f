"""Reads the bytes of a baseline file: its encoding, and the entries of CSV or JSON."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from assistant.domain.encoding import encoding_in
from assistant.domain.permissions.baseline import Baseline, Entry, Problem, checked, column_problems, failed
from assistant.domain.permissions.table import unescaped

ENCODINGS = {  # as they are called
    "utf-8": "UTF-8",
    "utf-8-sig": "UTF-8",
    "cp932": "CP932",
    "euc_jp": "EUC-JP",
    "euc_jis_2004": "EUC-JP",
    "utf-16": "UTF-16",
    "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16",
    "iso2022_jp": "ISO-2022-JP",
}
SEPARATORS = (",", "\t", ";")


def read_baseline(data: bytes) -> Baseline:
    """Return the baseline of a file, or what is wrong with it; never raises."""
    text, encoding = _text(data)
    if text is None:
        return failed(encoding, Problem("encoding"))
    if not text.strip():
        return failed(encoding, Problem("empty"))
    return _json(text, encoding) if text.lstrip()[0] in "[{" else _csv(text, encoding)


def _text(data: bytes) -> tuple[str | None, str]:
    """Return the text and the name of its encoding; spreadsheets in Japan save CP932, some save UTF-16."""
    found = encoding_in(lambda: (data,))
    if found is None:
        return None, ENCODINGS["cp932"]
    text = data.decode(found).removeprefix("\ufeff")
    return (text if "\x00" not in text else None), ENCODINGS.get(found, found)


def _csv(text: str, encoding: str) -> Baseline:
    lines = text.splitlines(keepends=True)
    separator = max(SEPARATORS, key=lines[0].count)
    reader = csv.reader(lines, delimiter=separator, strict=False)
    try:
        names = [one.strip().lower() for one in next(reader, [])]
        if "project_id" not in names and any(one.startswith("proj_") for one in names):
            return failed(encoding, Problem("no_header", 1))
        problems = [*column_problems(names, 1)]
        if problems:
            return failed(encoding, *problems)
        entries = [*_csv_entries(reader, names)]
    except csv.Error:
        return failed(encoding, Problem("shape", reader.line_num or None))
    wrong = [one for one in entries if isinstance(one, Problem)]
    return failed(encoding, *wrong) if wrong else checked([one for one in entries if isinstance(one, Entry)], encoding)


def _csv_entries(reader: Any, names: Sequence[str]) -> Iterator[Entry | Problem]:
    end = 1
    for cells in reader:
        line, end = end + 1, reader.line_num
        if not any(one.strip() for one in cells):
            continue
        if len(cells) != len(names):
            yield Problem("shape", line)
            continue
        row = {name: unescaped(one.strip()) for name, one in zip(names, cells, strict=True)}
        yield Entry(line, row["project_id"], row["mode"], row["model_ids"].split(), bool(row.get("error")))


def _json(text: str, encoding: str) -> Baseline:
    try:
        data = json.loads(text, object_pairs_hook=_Pairs)
    except (ValueError, RecursionError) as error:
        return failed(encoding, Problem("json", getattr(error, "lineno", None)))
    listed = [data] if isinstance(data, _Pairs) else data
    if not isinstance(listed, list) or not all(isinstance(one, _Pairs) for one in listed):
        return failed(encoding, Problem("shape"))
    problems = [one for number, pairs in enumerate(listed, 1) for one in column_problems(pairs.names, number)]
    if problems:
        return failed(encoding, *problems)
    return checked([_json_entry(number, dict(pairs)) for number, pairs in enumerate(listed, 1)], encoding)


class _Pairs(dict[str, Any]):
    """An object that remembers its names as they stood, twice where they stood twice."""

    def __init__(self, pairs: Sequence[tuple[str, Any]]) -> None:
        super().__init__(pairs)
        self.names = [name for name, _ in pairs]


def _json_entry(number: int, shown: Mapping[str, Any]) -> Entry:
    ids, mode = shown["model_ids"], shown["mode"]
    if ids is None and mode is None:
        ids = []
    return Entry(number, shown["project_id"], mode, ids if isinstance(ids, list) else None, bool(shown.get("error")))
