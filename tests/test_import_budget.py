"""What a process that serves only the chat has not imported: the figures of Speed rest on it."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.serving import ROOT, AppServer
from tests.tab import Tab

LAUNCHER = (sys.executable, str(Path(__file__).parent / "launchers" / "facts.py"))
HEAVY = (
    *("pandas", "numpy", "pyarrow", "altair", "pydeck", "PIL", "IPython"),
    *("authlib", "joserfc", "httpx"),  # of a login
    *("langchain", "langchain_core", "langchain_openai", "langsmith", "openai", "httpx2", "tiktoken"),
)


def heavy(modules: list[str]) -> set[str]:
    return {name.partition(".")[0] for name in modules} & set(HEAVY)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AppServer]:
    running = AppServer(tmp_path_factory.mktemp("budget"), LAUNCHER, {"PYTHONPATH": str(ROOT)}).start()
    yield running
    running.stop()


def modules_of(server: AppServer) -> list[str]:
    return json.loads(server.get("/facts").body)["modules"]


def test_the_first_page_and_a_paste_import_nothing_heavy(server: AppServer) -> None:
    with Tab(server.url, locale="ja-JP") as tab:
        assert tab.run(), "the page is empty"
        assert heavy(modules_of(server)) == set()
        tab.chat("Error code: 403 - Project `proj_aaaaaaaaaaaaaaaaaaaaaaaa` does not have access to model `gpt-4.1`")
        assert "gpt-4.1" in tab.text
    modules = modules_of(server)
    assert heavy(modules) == set()
    assert "assistant.engine" in modules
    later = ("assistant.interfaces.organization", "assistant.interfaces.change", "assistant.engine.permissions")
    later += ("assistant.interfaces.lead", "assistant.engine.lead")
    assert [one for one in modules if one.startswith(later)] == []


@pytest.mark.parametrize("page", ["desk", "lead"])
def test_the_pages_of_the_staff_import_nothing_heavy(server: AppServer, page: str) -> None:
    with Tab(server.url, page=page) as tab:
        assert tab.run()
    assert heavy(modules_of(server)) == set()
    modules = modules_of(server)
    assert f"assistant.interfaces.{page}.page" in modules
    assert page != "lead" or "streamlit.elements.vega_charts" in modules


@pytest.mark.parametrize("command", [("--help",), ("diagnose", "--json")])
def test_the_command_does_not_import_the_web_server(command: tuple[str, ...]) -> None:
    program = (
        "import sys, runpy\n"
        "sys.argv = ['model-access', *sys.argv[1:]]\n"
        "try:\n    runpy.run_module('assistant', run_name='__main__')\n"
        "except SystemExit as end:\n    assert not end.code, end.code\n"
        "print(*sorted({name.partition('.')[0] for name in sys.modules}), file=sys.stderr)\n"
    )
    argv = [sys.executable, "-c", program, *command]
    ran = subprocess.run(argv, cwd=ROOT, input="no error", capture_output=True, text=True, timeout=60)
    assert ran.returncode == 0, ran.stderr
    modules = ran.stderr.splitlines()[-1].split()
    assert "assistant" in modules
    assert set(modules) & {*HEAVY, "streamlit", "uvicorn", "starlette", "sqlalchemy"} == set()
