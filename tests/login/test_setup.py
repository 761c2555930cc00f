"""How a login is set up: what is read, what is refused and why, and where the app does not start without one."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from assistant.adapters.login_file import LoginFile, read_login
from assistant.domain.people.setup_fault import SetupFaultError
from assistant.interfaces.access.routes import BACK, way_back
from assistant.interfaces.settings import secrets_files, settings
from tests.login.provider import COOKIE_SECRET, secrets_file
from tests.serving import ROOT

APP = "https://help.example.com"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return secrets_file(tmp_path, APP)


def test_what_is_set_up_is_read(file):
    rules = read_login([Path("/nowhere/secrets.toml"), file], {"REQUIRE_LOGIN": "1", "MODEL_ACCESS_LOGIN_HOURS": "0.5", "PUBLIC_URL": f"{APP}/"})
    assert (rules.members["agent"], rules.members["lead"], rules.claim) == (("agent@example.com",), (), None)
    assert (rules.hours, rules.required) == (0.5, True)
    assert read_login([file], {"REQUIRE_LOGIN": "0"}).required is False
    assert read_login([Path("/nowhere/secrets.toml")], {}) is None


@pytest.mark.parametrize(
    ("change", "environment", "fault"),
    [
        (("client_id", "client_ib"), {}, "setup_missing"),
        ((COOKIE_SECRET, "short"), {}, "setup_secret_short"),
        (("/oauth2callback", "/callback"), {}, "setup_redirect"),
        (("", ""), {"PUBLIC_URL": "https://other.example.com"}, "setup_public_url"),
        (("[roles]", "[rolls]"), {}, "setup_no_roles"),
        (("agent =", "agents ="), {}, "setup_unknown_role"),
        (('["agent@example.com"]', '"agent@example.com"'), {}, "setup_role_list"),
        (("[roles]", '[roles]\nclaim = "email"'), {}, "setup_claim"),
        (("[auth]", "[auth"), {}, "setup_unreadable"),
        (("[auth]", "[other]"), {"REQUIRE_LOGIN": "1"}, "setup_required"),
        (("", ""), {"MODEL_ACCESS_LOGIN_HOURS": "soon"}, "setup_hours"),
        (("", ""), {"MODEL_ACCESS_LOGIN_HOURS": "-1"}, "setup_hours"),
    ],
)
def test_what_cannot_work_is_named(file, change, environment, fault):
    file.write_text(file.read_text(encoding="utf-8").replace(*change), encoding="utf-8")
    with pytest.raises(SetupFaultError) as raised:
        read_login([file], environment)
    assert raised.value.wording_id == fault


def test_secrets_are_found_from_any_folder(monkeypatch, tmp_path):
    monkeypatch.setenv("HOME", str(tmp_path))
    script = Path("/srv/app/app.py")
    assert secrets_files({}, script) == (tmp_path / ".streamlit/secrets.toml", Path("/srv/app/.streamlit/secrets.toml"))
    named = {"STREAMLIT_SECRETS_FILES": "~/a b/secrets.toml, /etc/secrets.toml"}
    assert secrets_files(named, script) == (tmp_path / "a b/secrets.toml", Path("/etc/secrets.toml"))


def test_behind_a_proxy_the_public_name_is_let_in():
    assert "help.example.com" in settings({"PUBLIC_URL": APP}, None, None)["server.allowedHosts"]


@pytest.mark.parametrize(
    ("where", "leads"),
    [
        ("/app/desk?ticket=3", "/app/desk?ticket=3"),
        ("/app/?case=abc", "/app/?case=abc"),
        ("//evil.example/app/desk", None),
        ("https://evil.example/app/desk", None),
        ("/desk", None),
        ("/app/unknown", None),
        ("/app/login", None),
    ],
)
def test_the_way_back_from_a_login_leads_to_pages_of_ours_alone(where, leads):
    scope = {"type": "http", "headers": [(b"cookie", f"{BACK}={where}".encode())]}
    answer = way_back(scope, "/app", ("/", "/desk"))
    assert (answer.headers["location"] if answer else None) == leads


@pytest.mark.parametrize(
    ("arguments", "environment", "said"),
    [
        (("--host", "0.0.0.0"), {}, "MODEL_ACCESS_HOSTED=1"),
        ((), {"REQUIRE_LOGIN": "1"}, "[auth]"),
    ],
)
def test_the_app_does_not_start_where_it_would_be_open_to_others(arguments, environment, said, tmp_path):
    told = {**os.environ, "HOME": str(tmp_path), "MODEL_ACCESS_DATA_DIR": str(tmp_path), **environment}
    argv = [sys.executable, "-m", "assistant", "serve", "--port", "1", *arguments]
    ran = subprocess.run(argv, cwd=ROOT, env=told, capture_output=True, text=True, timeout=60)
    assert ran.returncode == 1 and said in ran.stderr and "Traceback" not in ran.stderr
    assert "docs/running-for-a-team.md" in ran.stderr and (ROOT / "docs" / "running-for-a-team.md").is_file()


@pytest.fixture
def changing(file):
    """A login whose file is changed while the app runs, and what is told of it."""
    told: list[SetupFaultError] = []
    return LoginFile([file], {}, told.append), file, told


def test_a_change_of_roles_counts_without_a_restart(changing):
    login, file, told = changing
    assert login.rules().members["agent"] == ("agent@example.com",)
    assert login.rules() is login.rules(), "nothing is read twice"
    file.write_text(file.read_text().replace('agent = ["agent@example.com"]', 'agent = ["new@example.com"]'))
    assert login.rules().members["agent"] == ("new@example.com",) and told == []
    swapped = file.with_suffix(".new")  # as an editor and a config map do it
    swapped.write_text(file.read_text().replace("[roles]", '[roles]\nclaim = "groups"'))
    swapped.replace(file)
    assert login.rules().claim == "groups" and told == []


def test_a_change_that_cannot_work_is_told_and_opens_nothing(changing):
    login, file, told = changing
    before, rules = file.read_text(), login.rules()
    for text, fault in ((before + "\nnobody = [", "setup_unreadable"), ("", "setup_taken_away"), (before.split("[roles]")[0], "setup_no_roles")):
        file.write_text(text)
        assert login.rules() == rules and login.rules() == rules
        assert told.pop().wording_id == fault and told == [], "told once"
    file.unlink()
    assert login.rules() == rules
    file.write_text(before)
    assert login.rules() == rules


def test_asking_for_the_roles_costs_nothing_to_speak_of(changing):
    login, _, _ = changing
    begun = time.perf_counter()
    for _ in range(1000):
        login.rules()
    assert time.perf_counter() - begun < 0.5  # seconds; some 5 µs each
