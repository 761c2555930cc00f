"""`model-access diagnose`: every flag, every exit status, JSON alone on standard output, no key anywhere."""

from __future__ import annotations

import json

import pytest

from tests.command.conftest import spawn

PROJECT = "proj_" + "Ab3d" * 6
REQUEST = "req_" + "0123abcd" * 4
KEY = "sk-" + "proj-" + "Wq5" * 24
PASTE = (
    f"x-request-id: {REQUEST}\nopenai.PermissionDeniedError: Error code: 403 - {{'error': {{'message': 'Project `{PROJECT}` does not "
    "have access to model `gpt-4.1`', 'type': 'invalid_request_error', 'param': None, 'code': 'model_not_found'}}"
)
FIELDS = {
    "category", "cause", "grade", "facts", "reply_language", "masked_text", "evidence", "rivals", "also_seen"
}  # fmt: skip
FACTS = {
    "project_id": PROJECT, "model": "gpt-4.1", "organization_id": None, "request_id": REQUEST, "http_status": 403,
    "error_code": "model_not_found", "error_type": "invalid_request_error", "provider": "openai",
}  # fmt: skip


def test_json_is_the_object_of_the_contract(run):
    done = run("diagnose", "--json", stdin=PASTE)
    assert (done.status, done.err) == (0, "")
    answer = done.json
    assert set(answer) == FIELDS
    assert (answer["category"], answer["cause"], answer["grade"]) == ("project_model_access",) * 2 + ("reported",)
    assert answer["facts"] == FACTS
    assert answer["masked_text"] == PASTE
    assert answer["evidence"][0]["line"] == 2 and "does not have access to model" in answer["evidence"][0]["text"]
    assert (answer["reply_language"], answer["also_seen"]) == ("en", [])
    assert all(set(one) == {"cause", "tell_apart"} and one["tell_apart"] for one in answer["rivals"])


def test_it_reads_a_file_or_standard_input(run, tmp_path):
    file = tmp_path / "error log.txt"
    file.write_text(PASTE, encoding="utf-8")
    assert run("diagnose", str(file), "--json").json == run("diagnose", "-", "--json", stdin=PASTE).json


@pytest.mark.parametrize(
    "data",
    [
        b"\xef\xbb\xbf" + PASTE.encode(),
        PASTE.encode() + b"\xff\xfe broken \x80 bytes",
        PASTE.replace("\n", "\r\n").encode(),
        b"\x00\x00" + PASTE.encode() + b"\x00",
        PASTE.encode("utf-16"),
        PASTE.encode("utf-16-le"),
    ],
)
def test_it_reads_whatever_bytes_come(run, data):
    done = run("diagnose", "--json", stdin=data)
    assert (done.status, done.json["category"]) == (0, "project_model_access")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp932", "euc_jp", "iso2022_jp"])
def test_what_is_written_in_japan_is_japanese(run, encoding):
    data = f"お世話になっております。次のエラーです。\n{PASTE}".encode(encoding)
    answer = run("diagnose", "--json", stdin=data).json
    assert (answer["reply_language"], answer["masked_text"][:11]) == ("ja", "お世話になっております")
    assert run("diagnose", "--log", "--json", stdin=data).json["groups"][0]["count"] == 1


@pytest.mark.parametrize("text", ["", "   \n", "hello", "ありがとうございました。", "👍", "\x1b[31m"])
def test_what_is_no_error_is_answered_too(run, text):
    done = run("diagnose", "--json", stdin=text)
    assert done.status == 0
    assert (done.json["category"], done.json["cause"], done.json["evidence"]) == ("none", None, [])
    assert set(done.json["facts"].values()) == {None}


def test_the_language_is_of_the_words_and_not_of_the_reading(run):
    ja, en = (run("diagnose", "--language", one, stdin=PASTE) for one in ("ja", "en"))
    assert ja.status == en.status == 0
    assert "このプロジェクトでは" in ja.out and "This project" in en.out
    assert all(PROJECT in one.out and "gpt-4.1" in one.out and REQUEST in one.out for one in (ja, en))
    told = [run("diagnose", "--json", "--language", one, stdin=PASTE).json for one in ("ja", "en")]
    assert {name: value for name, value in told[0].items() if name != "rivals"} == {
        name: value for name, value in told[1].items() if name != "rivals"
    }
    assert [one["cause"] for one in told[0]["rivals"]] == [one["cause"] for one in told[1]["rivals"]]


@pytest.mark.parametrize("shape", [(), ("--json",)])
def test_no_key_is_printed(run, shape):
    done = run("diagnose", *shape, stdin=f"Authorization: Bearer {KEY}\nOPENAI_API_KEY={KEY}\n{PASTE}")
    assert KEY not in done.out + done.err
    assert KEY[:20] not in done.out + done.err


def test_jsonl_answers_line_by_line(run):
    lines = [json.dumps({"id": number, "text": text}) for number, text in enumerate(("hello", PASTE, "HTTP 500"))]
    done = run("diagnose", "--jsonl", stdin="\n".join(lines) + "\n\n")
    assert done.status == 0
    assert [one["id"] for one in done.lines] == [0, 1, 2]
    assert [one["category"] for one in done.lines] == ["none", "project_model_access", "server_error"]
    assert {name: value for name, value in done.lines[1].items() if name != "id"} == run("diagnose", "--json", stdin=PASTE).json


@pytest.mark.parametrize(
    "bad",
    ["no json", "[]", "1", "null", '"text"', "{}", '{"id": 1}', '{"text": "x"}', '{"id": 1, "text": 5}', '{"id": 1, "text": null}',
     '{"id": 1, "text": ["x"]}', "{" * 2000, "[" * 200_000, '{"id": 1, "text": "x"'],
)  # fmt: skip
def test_a_line_that_is_no_such_object_is_named_and_the_others_answered(run, bad):
    good = json.dumps({"id": "a", "text": PASTE})
    done = run("diagnose", "--jsonl", stdin=f"{good}\n{bad}\n{good}\n")
    assert done.status == 1
    assert [one["id"] for one in done.lines] == ["a", None, "a"]
    assert set(done.lines[1]) == {"id", "error"}
    assert "2" in done.lines[1]["error"]


def test_half_a_character_is_no_trouble(run):
    """A lone surrogate can come out of JSON and cannot be written as UTF-8."""
    done = run("diagnose", "--jsonl", stdin='{"id": "\\ud83d", "text": "\\ud83d HTTP 500 \\ude00"}\n')
    assert done.status == 0
    assert done.lines[0]["category"] == "server_error"


@pytest.mark.parametrize(
    "arguments",
    [("--language", "fr"), ("--json", "--jsonl"), ("--colour",), ("a.txt", "b.txt"), ("/no/such/folder/file.txt",), (".",)],
)
def test_wrong_usage_is_2_and_prints_no_json(run, arguments):
    done = run("diagnose", *arguments)
    assert (done.status, done.out) == (2, "")
    assert done.err


def test_as_a_process_it_prints_json_alone(tmp_path):
    lines = [json.dumps({"id": 1, "text": f"{PASTE}\nkey {KEY}"}), '{"id": 2, "text": "HTTP 500 \\ud83d エラー"}', "oops"]
    done = spawn("diagnose", "--jsonl", stdin="\n".join(lines).encode(), PYTHONIOENCODING="ascii")
    assert (done.status, done.err) == (1, "")
    assert [one["id"] for one in done.lines] == [1, 2, None]
    assert done.lines[0]["facts"]["project_id"] == PROJECT
    assert KEY not in done.out
    assert spawn("diagnose", "/no/such/file").status == 2


@pytest.mark.parametrize("arguments", [(), ("no-such-verb",), ("diagnose", "--json", "--jsonl")])
def test_the_command_itself_says_what_it_takes(run, arguments):
    done = run(*arguments)
    assert (done.status, done.out) == (2, "")
    assert "usage: model-access" in done.err


def test_a_million_bytes_are_read(run):
    noise = "2026-11-23T00:00:00Z INFO request ok path=/v1/items status=200 took=12ms\n" * 14_000
    done = run("diagnose", "--json", stdin=noise + PASTE)
    assert done.json["category"] == "project_model_access"
    assert done.json["facts"]["project_id"] == PROJECT
