"""Whatever a server does on the wire becomes one finding, in time and in bounded memory."""

from __future__ import annotations

import gzip
import json
import socket
import struct
import threading
import time
import zlib

import pytest

from assistant.adapters.openai_api import Limits, run_round
from assistant.domain.endpoint import Endpoint
from assistant.domain.evidence import Found
from assistant.domain.probing.request import model_call, request_for
from tests.probe.raw_server import FAST, KEY, drip, http

LIST = request_for("models_list", model="gpt-4.1")
CALL = model_call("gpt-4.1", Endpoint.RESPONSES)
LATEST = FAST.call + 2  # room for a busy machine: what matters is that it ends
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"


def reset(connection, _request):
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def never(connection, _request):
    connection.sendall(b"")
    time.sleep(3)


def drip_head(connection, _request):
    connection.sendall(b"HTTP/1.1 200 OK\r\n")
    drip(connection, what=b"X-Drip: y\r\n")


def drip_body(connection, _request):
    connection.sendall(HEAD + b"Content-Length: 9000\r\n\r\n")
    drip(connection)


def endless(connection, _request):
    connection.sendall(HEAD + b"\r\n")
    while True:
        connection.sendall(b"[" * 65536)


def endless_100(connection, _request):
    drip(connection, every=0.005, what=b"HTTP/1.1 100 Continue\r\n\r\n")


def endless_empty_gzip(connection, _request):
    connection.sendall(HEAD + b"Content-Encoding: gzip\r\n\r\n" + gzip.compress(b"")[:10])
    while True:
        connection.sendall(b"\x00\x00\x00\xff\xff" * 4096)


BOMB = gzip.compress(b" " * 50_000_000, 9)
FAULTS = {
    "reset": (reset, "cut"),
    "closed at once": (b"", "cut"),
    "never answers": (never, "timeout"),
    "headers drip": (drip_head, "timeout"),
    "body drips": (drip_body, "timeout"),
    "endless body": (endless, "too_large"),
    "endless 100": (endless_100, "timeout"),
    "endless empty gzip": (endless_empty_gzip, "too_large"),
    "declared longer than sent": (HEAD + b"Content-Length: 500\r\n\r\n{}", "cut"),
    "50 MB": (http(200, b" " * 50_000_000), "too_large"),
    "gzip bomb": (http(200, BOMB, Content_Encoding="gzip"), "too_large"),
    "gzip cut short": (http(200, gzip.compress(b"{}" * 900)[:20], Content_Encoding="gzip"), "cut"),
    "not gzip at all": (http(200, b"{}", Content_Encoding="gzip"), "garbled"),
    "unknown encoding": (http(200, b"{}", Content_Encoding="br"), "encoding"),
    "bad chunks": (HEAD + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n", "cut"),
    "chunks without an end": (HEAD + b"Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n", "cut"),
    "not HTTP": (b"SSH-2.0-OpenSSH_9.6\r\n", "cut"),
    "header injection": (b"HTTP/1.1 200 OK\r\nX-A: b\x00c\r\nBad Name: 1\r\n\r\n{}", "cut"),
    "huge headers": (b"HTTP/1.1 200 OK\r\nX-A: " + b"a" * 400_000 + b"\r\n\r\n{}", "cut"),
    "redirect": (http(302, b"", Location="http://127.0.0.1:9/v1/models"), "redirect"),
    "redirect without a place": (http(307), "redirect"),
    "not modified": (http(304), "redirect"),
    "page": (http(200, b"<!doctype html><p>sign in", Content_Type="text/html"), "html"),
    "page of a 403": (http(403, b"\n <html>blocked", Content_Type="text/html"), "html"),
    "page that says it is JSON": (http(200, b"<html>"), "html"),
    "other content type": (http(200, {"object": "list", "data": []}, Content_Type="text/plain"), "content_type"),
    "event stream": (http(200, b"data: {}\n\n", Content_Type="text/event-stream"), "unreadable"),
    "empty": (http(200), "unreadable"),
    "no content": (http(204), "unreadable"),
    "half JSON": (http(200, b'{"data": ['), "unreadable"),
    "deep JSON": (http(200, b"[" * 10_000 + b"]" * 10_000), "unreadable"),
    "number without end": (http(200, b'{"data": ' + b"9" * 9000 + b"}"), "unreadable"),
    "another charset": (http(200, "「一覧」".encode("shift_jis")), "unreadable"),
    "proxy wants a name": (http(407, b"{}"), "proxy"),
    "status out of range": (b"HTTP/1.1 799 Odd\r\nContent-Length: 0\r\n\r\n", "garbled"),
}


@pytest.mark.parametrize("name", FAULTS)
@pytest.mark.parametrize("request_", [LIST, CALL], ids=["list", "call"])
def test_a_fault_is_a_finding(name, request_, serve, context):
    answer, reason = FAULTS[name]
    began = time.monotonic()
    (finding,) = run_round([request_], context(serve(answer)))
    assert time.monotonic() - began < LATEST
    assert (finding.found, finding.reason) == (Found.UNREACHABLE, reason), finding
    assert finding.url is not None
    assert finding.at is not None


LISTS = ["null", "[]", "7", '{"data": {}}', '{"data": [1, null]}', '{"data": [{"id": 5}]}']
OTHERS = ["null", "[]", "{}", '"ok"', '{"model": 4}', '{"model": null}', '{"model": "gpt-4.1-mini"}']


@pytest.mark.parametrize("body", LISTS)
def test_a_list_that_is_none(body, serve, context):
    (finding,) = run_round([LIST], context(serve(http(200, body.encode()))))
    assert (finding.found, finding.reason) == (Found.UNREACHABLE, "shape")


@pytest.mark.parametrize("body", OTHERS)
def test_a_call_answered_by_another_model_or_none_is_no_pass(body, serve, context):
    (finding,) = run_round([CALL], context(serve(http(200, body.encode()))))
    assert (finding.found, finding.reason, finding.status) == (Found.UNREACHABLE, "other_model", 200)


@pytest.mark.parametrize("status", [500, 502, 503, 529])
@pytest.mark.parametrize("body", [b"", b"<html>Bad Gateway", b"{", b'{"error": "overloaded"}', b"\xff\xfe"])
def test_every_5xx_is_a_crash(status, body, serve, context):
    (finding,) = run_round([CALL], context(serve(http(status, body, Content_Type="text/html"))))
    assert finding.found is Found.CRASHED
    assert "<" not in (finding.message or "")


def test_a_5xx_whose_body_never_ends_is_a_crash_all_the_same(serve, context):
    def answer(connection, _request):
        connection.sendall(b"HTTP/1.1 503 Busy\r\nContent-Length: 9000\r\n\r\n")
        drip(connection)

    (finding,) = run_round([CALL], context(serve(answer)))
    assert (finding.found, finding.status) == (Found.CRASHED, 503)


def test_nobody_listens(context):
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    server = type("Gone", (), {"base_url": f"http://127.0.0.1:{port}/v1"})
    (finding,) = run_round([LIST], context(server))
    assert (finding.found, finding.reason) == (Found.UNREACHABLE, "connect")


def test_a_name_that_does_not_exist(context):
    server = type("Gone", (), {"base_url": "http://no-such-host.invalid/v1"})
    (finding,) = run_round([LIST], context(server))
    assert finding.found is Found.UNREACHABLE
    assert finding.reason in ("dns", "timeout")


def test_tls_is_verified(serve, context):
    server = serve(b"HTTP/1.1 200 OK\r\n\r\n")
    server.base_url = server.base_url.replace("http:", "https:")
    (finding,) = run_round([LIST], context(server))
    assert (finding.found, finding.reason) == (Found.UNREACHABLE, "tls")


@pytest.mark.parametrize(("name", "pack"), [("gzip", gzip.compress), ("deflate", zlib.compress)])
def test_a_packed_answer_that_fits_is_read(name, pack, serve, context):
    body = json.dumps({"object": "list", "data": [{"id": "gpt-4.1"}]}).encode()
    (finding,) = run_round([LIST], context(serve(http(200, pack(body), Content_Encoding=name))))
    assert [one.id for one in finding.listed] == ["gpt-4.1"]


def test_a_redirect_takes_the_key_nowhere(serve, context):
    other = serve(http(200, {"object": "list", "data": []}))
    first = serve(http(302, b"", Location=f"{other.base_url}/models"))
    run_round([LIST, CALL], context(first))
    assert len(first.got) == 2
    assert not other.got


def test_nothing_is_tried_again(serve, context):
    server = serve(http(503, b"{}", Retry_After="0", x_should_retry="true"))
    run_round([CALL], context(server))
    assert len(server.got) == 1


def test_calls_of_a_round_run_at_once(serve, context):
    all_there = threading.Barrier(6)

    def answer(connection, _request):
        all_there.wait(timeout=5)
        connection.sendall(http(401, b"{}"))

    findings = run_round([LIST, CALL] * 3, context(serve(answer), limits=Limits()))
    assert [one.probe for one in findings] == ["models_list", "model_call"] * 3
    assert {one.status for one in findings} == {401}


def test_findings_come_one_by_one_in_the_callers_thread(serve, context):
    def answer(connection, request):
        time.sleep(0.3 if request.method == "GET" else 0)
        connection.sendall(http(401, b"{}"))

    came = []
    run_round([LIST, CALL], context(serve(answer)), lambda one: came.append((one.probe, threading.current_thread())))
    assert [probe for probe, _ in came] == ["model_call", "models_list"]
    assert {thread for _, thread in came} == {threading.current_thread()}


def test_a_listener_that_raises_ends_the_round(serve, context):
    def answer(connection, request):
        connection.sendall(http(401)) if request.method == "POST" else never(connection, request)

    def stop(_finding):
        raise KeyboardInterrupt

    began = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        run_round([LIST, CALL], context(serve(answer)), stop)
    assert time.monotonic() - began < LATEST


def test_a_server_cannot_hand_a_key_back(serve, context):
    def answer(connection, request):
        key = request.headers["authorization"].removeprefix("Bearer ")
        body = {"error": {"message": f"no {key}", "code": key, "type": key, "param": f"{key}"}}
        connection.sendall(http(401, body, x_request_id=key, openai_project=key))

    (finding,) = run_round([CALL], context(serve(answer)))
    assert KEY not in repr(finding)
    assert finding.message == "no [key]"


def test_texts_of_a_server_are_short_and_on_one_line(serve, context):
    body = {"error": {"message": "a\x1b[31m\u202e\n\n" + "b" * 9000, "code": "c" * 9000, "type": 4, "param": ["x"]}}
    (finding,) = run_round([CALL], context(serve(http(400, body))))
    assert finding.message is not None
    assert finding.message.isprintable()
    assert len(finding.message) <= 1000
    assert (len(finding.code or ""), finding.type, finding.param) == (120, "4", None)


@pytest.mark.parametrize(
    ("lines", "request_id", "project"),
    [
        ("x-request-id: req_1\r\nX-Request-Id: req_1\r\n", "req_1", None),
        ("x-request-id: req_1\r\nx-request-id: req_2\r\nopenai-project: proj_abc\r\n", None, "proj_abc"),
        ("x-request-id: <script>\r\nopenai-project: ../x\r\n", None, None),
        ("openai-project: proj_a\r\nopenai-project: proj_b\r\n", None, None),
    ],
)
def test_ids_in_headers(lines, request_id, project, serve, context):
    answer = f"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n{lines}\r\n{{}}".encode()
    (finding,) = run_round([LIST], context(serve(answer)))
    assert (finding.request_id, finding.project_id) == (request_id, project)
