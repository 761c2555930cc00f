"""The Admin key appears nowhere afterwards: not in the database's bytes, not in a value, not in any text."""

from __future__ import annotations

import traceback
from pathlib import Path

import pytest

from assistant.adapters.admin_api import AdminApi
from assistant.adapters.change_store import ChangeStore
from assistant.domain.permissions.record import NotKept
from assistant.domain.probing.keys import Keys
from tests.permissions.other_server import PROJECT, OtherServer
from tests.probe.raw_server import error, http

KEY = "sk-" + "admin-" + "z9Qk" * 20


@pytest.fixture
def other():
    server = OtherServer()
    yield server
    server.close()


def echo(_connection, request) -> bytes:
    """Refuse with the key in every place of the answer."""
    key = request.headers["authorization"].partition(" ")[2]
    return error(400, f"no {key}", code=key[:60], x_request_id=key)


def kept(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.iterdir())


def test_whatever_a_server_does_the_key_is_kept_nowhere(make, other, tmp_path, store, caplog, capfd):
    permissions = make(KEY, base_url=other.base_url)
    ends = [permissions.apply(permissions.plan_allow(PROJECT, ["c"]), until="2026-12-01T00:00:00+00:00")]
    ends.append(permissions.apply(permissions.plan_undo(ends[0].record)))
    for odd in (
        echo,
        http(200, {"mode": "deny_list", "model_ids": [KEY]}),
        http(500, {"error": KEY}),
        b"rubbish " + KEY.encode(),
    ):
        planned = permissions.plan_allow(PROJECT, ["c"], allow_unknown=True)
        other.odd = {("POST", "model_permissions"): odd, ("GET", "project"): odd}
        ends.append(permissions.apply(planned))
        other.odd = {("GET", "model_permissions"): odd}
        ends.append(permissions.show(PROJECT))
        ends.append(permissions.plan_allow(PROJECT, ["c"]))
        other.odd = {}
    assert {one.headers["authorization"] for one in other.got} == {f"Bearer {KEY}"}
    store.close()
    everything = kept(tmp_path) + repr(ends).encode() + caplog.text.encode() + "".join(capfd.readouterr()).encode()
    for part in (KEY, KEY[-16:], KEY[9:40]):
        assert part.encode() not in everything
    assert PROJECT.encode() in everything


def test_the_values_that_hold_the_key_do_not_show_it():
    keys = Keys(admin=KEY)
    assert KEY not in repr(keys) + repr(AdminApi(keys)) + str(vars(AdminApi(keys)))


def test_no_exception_shows_it(monkeypatch, make, other):
    permissions = make(KEY, base_url=other.base_url)

    def fail(*_said):
        raise RuntimeError("a defect")

    monkeypatch.setattr("assistant.adapters.admin_api.api.read_policy", fail)
    with pytest.raises(RuntimeError) as caught:
        permissions.show(PROJECT)
    text = "".join(traceback.TracebackException.from_exception(caught.value, capture_locals=False).format())
    assert "a defect" in text
    assert KEY not in text


def test_a_fault_of_the_database_tells_nothing_of_what_was_to_be_kept(tmp_path):
    broken = tmp_path / "broken.sqlite3"
    broken.write_bytes(b"no database " * 100)
    with pytest.raises(NotKept) as caught:
        ChangeStore(f"sqlite:///{broken.as_posix()}")
    assert str(caught.value) == "DatabaseError"
    assert caught.value.__suppress_context__
