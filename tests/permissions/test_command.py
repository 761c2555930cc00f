"""`model-access permissions` as a process: every exit status, what is printed, and what is not."""

from __future__ import annotations

import csv
import io
import json
import os
import pty
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from assistant.__main__ import main
from assistant.practice.routes import Route
from assistant.practice.server import PracticeOrganization, Served, serve
from assistant.wiring import change_store
from tests.permissions.other_server import PROJECT, OtherServer
from tests.serving import ROOT

Run = Callable[..., subprocess.CompletedProcess[str]]
FIELDS = {"result", "record", "before", "after", "policy_hash"}


@pytest.fixture(scope="module")
def served() -> Iterator[Served]:
    running = serve(0)
    yield running
    running.server.stop()


@pytest.fixture
def org(served: Served) -> Iterator[PracticeOrganization]:
    organization = served.server.new_organization("Command")
    yield organization
    served.server.drop(organization)


@pytest.fixture
def environment(served: Served, org: PracticeOrganization, tmp_path: Path) -> dict[str, str]:
    foreign = ("OPENAI_", "MODEL_ACCESS_", "DATABASE_URL")
    plain = {name: value for name, value in os.environ.items() if not name.startswith(foreign)}
    return {
        **plain,
        "OPENAI_ADMIN_KEY": org.secret("admin"),
        "OPENAI_BASE_URL": served.base_url,
        "MODEL_ACCESS_DATA_DIR": str(tmp_path / "data"),
    }


@pytest.fixture
def process(environment: dict[str, str]) -> Run:
    """Run the command as a process of its own."""

    def command(*arguments: str, **other: str) -> subprocess.CompletedProcess[str]:
        argv = [sys.executable, "-m", "assistant", "permissions", *arguments]
        env = {**environment, **other}
        ran = subprocess.run(
            argv, cwd=ROOT, env=env, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=100
        )
        return checked(ran, env)

    return command


@pytest.fixture
def run(
    environment: dict[str, str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Run]:
    """Run the command in this process, which saves the time that openai takes to load."""

    def command(*arguments: str, **other: str) -> subprocess.CompletedProcess[str]:
        env = {**environment, **other}
        for name in ("OPENAI_ADMIN_KEY", "OPENAI_BASE_URL", "MODEL_ACCESS_DATA_DIR", "DATABASE_URL"):
            monkeypatch.setenv(name, env.get(name, ""))
        monkeypatch.setattr(sys, "stdin", io.StringIO())
        change_store.cache_clear()
        try:
            status = main(["permissions", *arguments])
        except SystemExit as end:
            status = int(end.code or 0)
        printed = capsys.readouterr()
        return checked(subprocess.CompletedProcess([], status, printed.out, printed.err), env)

    yield command
    change_store.cache_clear()


def checked(ran: subprocess.CompletedProcess[str], env: dict[str, str]) -> subprocess.CompletedProcess[str]:
    assert "Traceback" not in ran.stderr, ran.stderr
    assert not env["OPENAI_ADMIN_KEY"] or env["OPENAI_ADMIN_KEY"] not in ran.stdout + ran.stderr
    return ran


def out(ran: subprocess.CompletedProcess[str], status: int, result: str | None = None):
    assert ran.returncode == status, ran.stderr
    found = json.loads(ran.stdout)
    if result is not None:
        assert found["result"] == result, ran.stderr
        assert set(found) >= FIELDS
    return found


def pid(org, role="allow"):
    return org.project(role).id


def test_show(run, org):
    fields = {"project_id", "mode", "model_ids", "request_id", "at"}
    shown = out(run("show", "--project", pid(org), "--json"), 0)
    assert set(shown) == fields
    assert (shown["mode"], tuple(shown["model_ids"])) == ("allow_list", org.project("allow").policy.model_ids)
    assert shown["request_id"] == org.calls()[-1].request_id
    none = out(run("show", "--project", pid(org, "open"), "--json"), 0)
    assert (none["mode"], none["model_ids"]) == (None, [])
    assert out(run("show", "--project", "proj_none", "--json"), 1)["error"] == "wrong_project"


def test_show_all(run, org):
    everything = out(run("show", "--all", "--json"), 0)
    assert [one["project_id"] for one in everything] == [pid(org, role) for role in ("allow", "deny", "open", "alias")]
    ran = run("show", "--all", "--csv")
    rows = list(csv.DictReader(io.StringIO(ran.stdout)))
    assert [(row["project_id"], row["mode"], row["model_ids"].split()) for row in rows] == [
        (one["project_id"], one["mode"] or "", one["model_ids"]) for one in everything
    ]
    org.switch_on("unknown_mode", project_id="deny")
    partly = run("show", "--all", "--json")
    found = out(partly, 1)
    assert [one.get("error") for one in found] == [None, "unknown_mode", None, None]
    assert (found[1]["mode"], found[1]["model_ids"]) == (None, None)
    assert "review_list" in partly.stderr


def test_a_dry_run_writes_nothing_and_its_hash_guards_the_change(run, org, tmp_path):
    before = list(org.project("allow").policy.model_ids)
    plan = out(run("allow", "gpt-4.1", "--project", pid(org), "--dry-run", "--json"), 0, "nothing")
    assert (plan["before"]["model_ids"], plan["after"]["model_ids"]) == (before, [*before, "gpt-4.1"])
    assert (plan["record"], plan["adds"], plan["dry_run"]) == (None, ["gpt-4.1"], True)
    assert not list((tmp_path / "data").glob("*"))
    told = run("allow", "gpt-4.1", "--project", pid(org), "--dry-run")
    assert (told.returncode, "+ gpt-4.1" in told.stdout, plan["policy_hash"] in told.stdout) == (0, True, True)
    guarded = ("allow", "gpt-4.1", "--project", pid(org), "--if-unchanged", plan["policy_hash"], "--yes", "--json")
    org.set_policy("allow", "allow_list", [*before, "o3"])
    stale = out(run(*guarded), 3, "stale")
    assert stale["after"]["model_ids"] == [*before, "o3"]
    assert out(run(*guarded, "--dry-run"), 3, "stale")["policy_hash"] == stale["policy_hash"]
    org.set_policy("allow", "allow_list", before)
    done = out(run(*guarded), 0, "applied")
    assert done["record"].startswith("chg_")
    assert done["after"]["model_ids"] == [*before, "gpt-4.1"] == list(org.project("allow").policy.model_ids)
    assert out(run("undo", done["record"], "--yes", "--json"), 0, "applied")["after"]["model_ids"] == before
    assert out(run("undo", done["record"], "--yes", "--json"), 0, "nothing")


def test_nothing_to_do(run, org):
    assert out(run("allow", "gpt-4o", "--project", pid(org), "--yes", "--json"), 0, "nothing")["record"] is None
    assert out(run("allow", "gpt-4.1", "--project", pid(org, "open"), "--json"), 0, "nothing")["after"]["mode"] is None


def test_refused_and_failed(run, org):
    allow = ("allow", "gpt-4.1", "--project", pid(org), "--yes", "--json")
    assert out(run("allow", "gpt-4.1", "--project", "proj_none", "--yes", "--json"), 1, "refused")["before"] is None
    near = run("allow", "gpt-4.l", "--project", pid(org), "--yes", "--json")
    assert out(near, 1, "refused")
    assert "near: gpt-4.1" in near.stderr
    org.switch_on("unknown_mode")
    assert out(run(*allow), 1, "refused")
    org.all_fine()
    org.switch_on("write_not_kept")
    kept = out(run(*allow), 1, "failed")
    assert kept["after"] == kept["before"]
    org.all_fine()
    org.switch_on("write_500")
    assert out(run(*allow), 1, "failed")
    org.all_fine()
    org.switch_on("admin_500")
    assert out(run(*allow), 1, "failed")
    assert len([call for call in org.calls() if call.method == "POST"]) == 2
    assert out(run("undo", "chg_none", "--yes", "--json"), 1, "refused")


def test_an_unread_list_is_a_warning(run, org):
    org.switch_on("admin_500", routes={Route.RATE_LIMITS})
    ran = run("allow", "gpt-4.1", "--project", pid(org), "--yes", "--json")
    assert out(ran, 0, "applied")
    assert "could not be looked up" in ran.stderr


def test_stale_under_yes(run, org):
    org.switch_on("foreign_write")  # right behind the reading that the plan is made from
    ran = run("allow", "gpt-4.1", "--project", pid(org), "--yes", "--json")
    stale = out(ran, 3, "stale")
    assert stale["after"]["model_ids"] == list(org.project("allow").policy.model_ids)
    assert not [call for call in org.calls() if call.method == "POST"]


@pytest.mark.parametrize(
    ("fault", "status", "result"), [("write_cut_after", 0, "applied"), ("write_cut_before", 1, "failed")]
)
def test_a_lost_answer_is_settled(run, org, fault, status, result):
    org.switch_on(fault)
    assert out(run("allow", "gpt-4.1", "--project", pid(org), "--yes", "--json"), status, result)


def test_unknown(run, org):
    org.switch_on("write_cut_after")
    org.switch_on("admin_500", routes={Route.POLICY_GET}, after=2)
    ran = run("allow", "gpt-4.1", "--project", pid(org), "--yes", "--json")
    unknown = out(ran, 4, "unknown")
    assert (unknown["after"], unknown["policy_hash"]) == (None, None)
    org.all_fine()
    assert out(run("undo", unknown["record"], "--yes", "--json"), 0, "applied")


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("show",),
        ("show", "--project", "proj_1", "--all"),
        ("allow", "--project", "proj_1"),
        ("allow", "gpt-4.1"),
        ("allow", "", "--project", "proj_1", "--yes"),
        ("allow", "sk-" + "admin-" + "z9" * 40, "--project", "proj_1", "--yes"),
        ("allow", "gpt-4.1", "--project", "..", "--yes"),
        ("allow", "gpt-4.1", "--project", "proj_1", "--yes", "--until", "yesterday"),
        ("allow", "gpt-4.1", "--project", "proj_1", "--yes", "--until", "2020-01-01T00:00Z"),
        ("undo",),
        ("remove", "--project", "proj_1"),
        ("desist",),
    ],
)
def test_wrong_usage(run, org, arguments):
    ran = run(*arguments)
    assert (ran.returncode, ran.stdout) == (2, "")
    assert "z9z9" not in ran.stderr
    assert not org.calls()


def test_every_status_as_a_process(process, org):
    allow = ("allow", "gpt-4.1", "--project", pid(org), "--json")
    assert process(*allow).returncode == 2
    assert out(process("allow", "gpt-4.l", "--project", pid(org), "--yes", "--json"), 1, "refused")
    assert out(process(*allow, "--yes", "--if-unchanged", "0" * 32), 3, "stale")
    org.switch_on("write_cut_after")
    org.switch_on("admin_500", routes={Route.POLICY_GET}, after=2)
    unknown = out(process(*allow, "--yes"), 4, "unknown")
    org.all_fine()
    assert out(process("undo", unknown["record"], "--yes", "--json"), 0, "applied")


@pytest.mark.parametrize(
    "other",
    [
        {"OPENAI_ADMIN_KEY": ""},
        {"OPENAI_ADMIN_KEY": "sk-" + "proj-" + "q7" * 20},
        {"OPENAI_BASE_URL": "ftp://127.0.0.1/v1"},
    ],
)
def test_without_a_usable_key_or_host(run, other):
    assert run("show", "--all", **other).returncode == 2


def test_without_a_terminal_nothing_is_changed_unasked(run, org):
    ran = run("allow", "gpt-4.1", "--project", pid(org))
    assert (ran.returncode, "--yes" in ran.stderr, ran.stdout) == (2, True, "")
    assert not [call for call in org.calls() if call.method == "POST"]


@pytest.mark.parametrize(("typed", "status", "result"), [("y", 0, "applied"), ("", 1, "refused")])
def test_a_terminal_is_shown_the_change_and_asked(environment, org, typed, status, result):
    master, slave = pty.openpty()
    argv = [sys.executable, "-m", "assistant", "permissions", "allow", "gpt-4.1", "--project", pid(org), "--json"]
    process = subprocess.Popen(
        argv, cwd=ROOT, env=environment, stdin=slave, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    os.close(slave)
    os.write(master, f"{typed}\n".encode())
    stdout, stderr = process.communicate(timeout=60)
    os.close(master)
    assert (process.returncode, json.loads(stdout)["result"]) == (status, result)
    for shown in ("before: allow_list: gpt-6-luna", "after: allow_list:", "+ gpt-4.1", "affects:", "undo:", "[y/N]"):
        assert shown in stderr
    assert ("gpt-4.1" in org.project("allow").policy.model_ids) == (result == "applied")


def test_remove(run, org):
    wrong = run("remove", "--project", pid(org), "--confirm-name", "storefront", "--json")
    assert out(wrong, 1, "refused")["reason"] == "wrong_name"
    ran = run("remove", "--project", pid(org), "--confirm-name", "Storefront", "--json")
    done = out(ran, 0, "applied")
    assert (done["before"]["mode"], done["after"]) == ("allow_list", {"mode": None, "model_ids": []})
    assert "every future one" in ran.stderr
    assert out(run("remove", "--project", pid(org), "--confirm-name", "Storefront", "--json"), 0, "nothing")
    assert out(run("undo", done["record"], "--yes", "--json"), 0, "applied")["after"] == done["before"]


def test_until_and_sweep(run, org, environment):
    done = out(run("allow", "gpt-4.1", "--project", pid(org), "--yes", "--until", "30m", "--json"), 0, "applied")
    assert done["until"].endswith("+00:00")
    assert json.loads(run("sweep", "--json").stdout) == []
    _end_all_grants(environment)
    swept = _as_cron_does(environment)
    assert swept.returncode == 0, swept.stderr
    assert [(one["result"], one["undone"]) for one in json.loads(swept.stdout)] == [("applied", ["gpt-4.1"])]
    assert "gpt-4.1" not in org.project("allow").policy.model_ids


def _as_cron_does(environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """Run the sweep with nothing in its environment but a key, its host and a database."""
    database = Path(environment["MODEL_ACCESS_DATA_DIR"]) / "cases.sqlite3"
    bare = {name: environment[name] for name in ("OPENAI_ADMIN_KEY", "OPENAI_BASE_URL")}
    bare["DATABASE_URL"] = f"sqlite:///{database.as_posix()}"
    argv = [Path(sys.executable).with_name("model-access"), "permissions", "sweep", "--json"]
    return checked(
        subprocess.run(
            argv, cwd="/", env=bare, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60, check=False
        ),
        bare,
    )


def _end_all_grants(environment: dict[str, str]) -> None:
    import sqlite3

    with sqlite3.connect(Path(environment["MODEL_ACCESS_DATA_DIR"]) / "cases.sqlite3") as database:
        database.execute("update policy_grants set until = '2020-01-01T00:00:00+00:00'")


def test_two_processes_at_once(process, org):
    ends: list[str] = []

    def change(model: str) -> None:
        ends.append(
            json.loads(process("allow", model, "--project", pid(org), "--yes", "--json").stdout)["result"] + " " + model
        )

    threads = [threading.Thread(target=change, args=(model,)) for model in ("gpt-4.1", "o3")]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    listed = org.project("allow").policy.model_ids
    for end in ends:
        result, model = end.split()
        assert result in ("applied", "stale")
        assert (model in listed) == (result == "applied")


def test_a_database_that_cannot_be_used_keeps_anything_from_being_changed(run, org, tmp_path):
    broken = tmp_path / "broken.sqlite3"
    broken.write_bytes(b"no database " * 100)
    url = f"sqlite:///{broken.as_posix()}"
    ran = run("allow", "gpt-4.1", "--project", pid(org), "--yes", "--json", DATABASE_URL=url)
    assert out(ran, 1, "failed")["reason"] == "not_recorded"
    assert not [call for call in org.calls() if call.method == "POST"]
    assert run("undo", "chg_1", "--yes", DATABASE_URL=url).returncode == 1
    assert run("sweep", DATABASE_URL=url).returncode == 1


def test_another_server(run):
    other = OtherServer()
    try:
        where = {"OPENAI_BASE_URL": other.base_url, "OPENAI_ADMIN_KEY": "sk-" + "admin-" + "z9" * 40}
        done = out(run("allow", "c", "--project", PROJECT, "--yes", "--json", **where), 0, "applied")
        assert done["after"] == {"mode": "allow_list", "model_ids": ["b", "a", "c"]}
        other.policies[PROJECT] = {"mode": "allow_list", "model_ids": ["\x1b[31mred"]}
        ran = run("show", "--project", PROJECT, **where)
        assert (ran.returncode, "\x1b" in ran.stdout) == (0, False)
    finally:
        other.close()


def test_help_tells_the_statuses(run):
    ran = run("allow", "--help", OPENAI_ADMIN_KEY="")
    assert (ran.returncode, "3 the policy is not the one" in " ".join(ran.stdout.split())) == (0, True)
