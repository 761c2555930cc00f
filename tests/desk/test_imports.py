"""Imports of the process: one a person, found again from another session, kept until they are put away."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from assistant.domain.desk.queue import Progress
from assistant.engine.desk.intake import Taken
from assistant.interfaces.desk.imports import Imports


@pytest.fixture
def imports():
    with ThreadPoolExecutor(4) as jobs:
        yield Imports(jobs)


def test_a_person_s_import_is_found_until_it_is_put_away(imports: Imports):
    go_on = threading.Event()

    def work(told):
        told(Progress(100, share=0.5))
        assert go_on.wait(20)
        return [("a.csv", Taken(Progress(200, finished=True), ()))]

    imports.begin("a@example.com", ["a.csv"], work)
    imports.begin("a@example.com", ["b.csv"], lambda told: pytest.fail("two at once"))
    found = imports.of("a@example.com")
    assert imports.of("b@example.com") is None and imports.under_way() == {"a.csv"}
    imports.put_away("a@example.com")
    assert imports.of("a@example.com") is found, "what is under way stays"
    go_on.set()
    ((name, taken),) = found.future.result(20)
    assert (name, taken.progress.done, found.progress.share, imports.under_way()) == ("a.csv", 200, 0.5, set())
    imports.put_away("a@example.com")
    assert imports.of("a@example.com") is None


def test_the_next_import_takes_the_place_of_one_that_failed(imports: Imports):
    imports.begin("a", ["a.csv"], lambda told: 1 / 0)
    assert isinstance(imports.of("a").future.exception(20), ZeroDivisionError)
    imports.begin("a", ["b.csv"], lambda told: [])
    assert imports.of("a").names == ["b.csv"]
