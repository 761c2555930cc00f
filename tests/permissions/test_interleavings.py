"""Two writers that share the database: each ends applied and true, or refused, or stale; nothing is lost."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from assistant.adapters.admin_api import AdminApi
from assistant.adapters.change_store import ChangeStore
from assistant.adapters.openai_api.wire import Limits
from assistant.domain.evidence import PolicyMode
from assistant.domain.probing.keys import Keys
from assistant.engine.permissions import Permissions, World
from tests.permissions.conftest import NOW, SHORT

ROUNDS = 200
UNHURRIED = Limits(call=10.0)
FIRST, SECOND = "gpt-4.1", "o3"


class Halting:
    """The Admin API with a short, seeded halt before each call, so that the order of calls differs every time."""

    def __init__(self, api: AdminApi, seed: int) -> None:
        self._api = api
        self._chance = random.Random(seed)
        self.base_url = api.base_url

    def policy(self, project_id):
        time.sleep(self._chance.random() * 0.006)
        return self._api.policy(project_id)

    def write(self, project_id, policy):
        time.sleep(self._chance.random() * 0.006)
        return self._api.write(project_id, policy)


@pytest.fixture
def stores(database: str) -> Iterator[tuple[ChangeStore, ChangeStore]]:
    opened = ChangeStore(database), ChangeStore(database)
    yield opened
    for one in opened:
        one.close()


def writer(org, server, store: ChangeStore, seed: int) -> Permissions:
    api = AdminApi(Keys(admin=org.secret("admin"), base_url=server.base_url), limits=UNHURRIED, patience=SHORT)
    return Permissions(Halting(api, seed), lambda: store, World(f"writer {seed}", lambda: NOW, wait_for_lock=20.0))


def test_two_writers_never_lose_a_change(org, server, stores):
    project = org.project("allow").id
    before = org.project("allow").policy
    ends = []
    with ThreadPoolExecutor(2) as threads:
        for number in range(ROUNDS):
            org.set_policy("allow", PolicyMode.ALLOW_LIST, before.model_ids)
            writers = [writer(org, server, store, 2 * number + at) for at, store in enumerate(stores)]
            together = threading.Barrier(2)

            def change(one: Permissions, model: str, together: threading.Barrier = together, at: int = number):
                if at % 4 == 0:  # in every fourth round the plans are part of the race
                    together.wait(10)
                planned = one.plan_allow(project, [model], allow_unknown=True)
                if at % 4:
                    together.wait(10)
                return one.apply(planned)

            done = list(threads.map(change, writers, (FIRST, SECOND)))
            listed = org.project("allow").policy.model_ids
            for model, one in zip((FIRST, SECOND), done, strict=True):
                assert one.result in ("applied", "stale", "refused"), one
                assert (model in listed) == (one.result == "applied"), (number, model, one)
                assert stores[0].load(one.record).result == one.result
            ends.append(tuple(one.result for one in done))
    assert {end for end in ends if "applied" in end} == set(ends)  # one of the two always gets through
    assert {("applied", "stale"), ("stale", "applied")} <= set(ends)


def test_a_project_that_another_holds_is_refused_after_a_while(org, server, stores):
    project = org.project("allow").id
    one = writer(org, server, stores[0], 1)
    planned = one.plan_allow(project, [FIRST], allow_unknown=True)
    assert stores[1].lock(server.base_url, project, "other", time.time(), time.time() + 60)
    hurried = Permissions(
        Halting(AdminApi(Keys(admin=org.secret("admin"), base_url=server.base_url)), 1),
        lambda: stores[0], World("tester", lambda: NOW, wait_for_lock=0.2),
    )  # fmt: skip
    done = hurried.apply(planned)
    assert (done.result, done.reason, done.record) == ("refused", "busy", None)
    stores[1].unlock(server.base_url, project, "somebody else")
    assert hurried.apply(planned).reason == "busy"
    stores[1].unlock(server.base_url, project, "other")
    assert hurried.apply(planned).result == "applied"


def test_a_writer_that_died_blocks_for_a_while_only(stores):
    place = ("http://h/v1", "proj_1")
    assert stores[0].lock(*place, "dead", 1000.0, 1240.0)
    assert not stores[1].lock(*place, "next", 1239.0, 1479.0)
    assert stores[1].lock(*place, "next", 1241.0, 1481.0)
    stores[0].unlock(*place, "dead")  # too late: the project is another's
    assert not stores[0].lock(*place, "third", 1242.0, 1482.0)
    assert stores[0].lock("http://h/v1", "proj_2", "third", 1242.0, 1482.0)


def test_many_take_a_new_project_at_once_and_one_gets_it(database):
    opened = [ChangeStore(database) for _ in range(6)]
    together = threading.Barrier(6)

    def take(store: ChangeStore) -> bool:
        together.wait(10)
        return store.lock("http://h/v1", "proj_new", str(id(store)), 1000.0, 1240.0)

    with ThreadPoolExecutor(6) as threads:
        assert sum(threads.map(take, opened)) == 1
    for one in opened:
        one.close()


def test_a_write_is_not_begun_late_in_the_lease(org, server, stores):
    clock = iter([1000.0, 1000.0, *[1100.0] * 20])
    api = AdminApi(Keys(admin=org.secret("admin"), base_url=server.base_url), limits=UNHURRIED, patience=SHORT)
    slow = Permissions(api, lambda: stores[0], World("tester", lambda: NOW, epoch=lambda: next(clock)))
    done = slow.apply(slow.plan_allow(org.project("allow").id, [FIRST], allow_unknown=True))
    assert (done.result, done.reason) == ("failed", "took_too_long")
    assert all(call.method == "GET" for call in org.calls())
