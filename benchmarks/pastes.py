"""What is read of our own hard pastes, as they are and damaged in every way, with the misses by name."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from assistant.domain.deciding.decide import Decider
from assistant.domain.report import FactName
from benchmarks.budget import Figure
from tests.pastes.damage import Mutant, misses, mutants

READ: tuple[FactName, ...] = (
    "project_id", "model", "organization_id", "request_id", "http_status", "error_code", "error_type", "provider",
)  # fmt: skip
WHOLE = "none"
MOST_NAMED = 100


def own_pastes(decider: Decider) -> Iterator[Figure]:
    """Yield the shares that are read otherwise than labelled, the misses' names, and the speed."""
    every = list(mutants())
    whole = [one for one in every if one.name.endswith(f"/ {WHOLE}")]
    begun = time.perf_counter()
    missed = wrong(decider, every)
    took = time.perf_counter() - begun
    size = sum(len(one.text.encode()) for one in every)
    as_they_are = wrong(decider, whole)
    yield Figure(
        "our own pastes as they are: read wrong", 100 * len(as_they_are) / len(whole), "%", 0.0, f"of {len(whole)}"
    )
    yield Figure("our own pastes, damaged: read wrong", 100 * len(missed) / len(every), "%", 2.0, f"of {len(every)}")
    for miss in [one for said in missed for one in said][:MOST_NAMED]:
        print(f"        {miss}")
    yield Figure("pastes a second, all causes loaded", len(every) / took, "pastes/s")
    yield Figure("bytes a second in such pastes", size / took / 1e6, "MB/s")


def corpus(decider: Decider) -> Iterator[Figure]:
    """Yield the same of a labelled corpus, where CORPUS names its file: lines of JSON with text and expect."""
    file = os.environ.get("CORPUS")
    if file:
        lines = Path(file).read_text(encoding="utf-8").splitlines()
        labelled = [_labelled(json.loads(line)) for line in lines if line.strip()]
        yield _share("the corpus", wrong(decider, labelled), labelled, 2.0)


def _labelled(line: dict[str, Any]) -> Mutant:
    expect = line["expect"]
    graded = expect["cause"] not in ("other", "none")
    facts: dict[str, str] = {name: str(expect[name]) for name in READ if graded and expect.get(name)}
    return Mutant(f"{line['id']} / {WHOLE}", line["text"].replace("\u2039\u203a", ""), expect["cause"], facts)


def _share(name: str, missed: list[list[str]], every: list[Mutant], most: float) -> Figure:
    return Figure(f"{name}: read wrong", 100 * len(missed) / len(every), "%", most, f"of {len(every)}")


def wrong(decider: Decider, pastes: Iterable[Mutant]) -> list[list[str]]:
    """Return what was missed of each paste that is not read as labelled."""
    found = []
    for one in pastes:
        report = decider.read(one.text)
        category = decider.from_text(report).category
        graded = category not in ("other", "none")
        read: dict[str, str] = {name: value for name in READ if graded and (value := report.value(name))}
        said = misses(one, category, read)
        found += [said] if said else []
    return found
