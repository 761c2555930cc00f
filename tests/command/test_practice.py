"""`model-access practice`: starts, says where it is and which keys it made up, answers like the API, ends cleanly."""

from __future__ import annotations

import signal
import socket
import subprocess
from collections.abc import Iterator

import openai
import pytest

from tests.command.conftest import COMMAND, ROOT, clean_environment
from tests.serving import free_port


@pytest.fixture
def practice() -> Iterator[tuple[subprocess.Popen[str], dict[str, str]]]:
    port = free_port()
    process = subprocess.Popen(
        [*COMMAND, "practice", "--port", str(port)], cwd=ROOT, env=clean_environment(), stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    said: dict[str, str] = {"port": str(port)}
    for line in process.stdout:
        name, _, value = line.strip().partition("=" if line.startswith("OPENAI_BASE_URL") else ": ")
        said[name] = value
        if name == "key admin_read_only":
            break
    yield process, said
    process.kill()
    process.communicate(timeout=10)


def test_it_serves_an_organization_and_ends_on_interrupt(practice):
    process, said = practice
    assert said["OPENAI_BASE_URL"] == f"http://127.0.0.1:{said['port']}/v1"
    with openai.OpenAI(base_url=said["OPENAI_BASE_URL"], api_key=said["key allow"], max_retries=0) as client:
        assert "gpt-4o" in [one.id for one in client.models.list()]
        with pytest.raises(openai.PermissionDeniedError, match=f"Project `{said['project allow']}` does not have access to model `gpt-4.1`"):
            client.responses.create(model="gpt-4.1", input="ping")
        assert client.responses.create(model="gpt-4o-mini", input="ping").model == "gpt-4o-mini-2024-07-18"
    process.send_signal(signal.SIGINT)
    assert process.wait(15) == 0
    assert "Traceback" not in process.stderr.read()


def test_a_port_that_is_taken_is_said_so(run):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        done = run("practice", "--port", str(taken.getsockname()[1]))
    assert (done.status, done.out) == (1, "")
    assert "cannot serve on port" in done.err
    assert run("practice", "--port", "99999").status == 1
