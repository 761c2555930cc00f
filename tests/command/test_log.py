"""`model-access diagnose --log`: a log as a stream, its errors grouped, its skipped lines counted."""

from __future__ import annotations

import pytest

from assistant.interfaces.command.log import LONGEST_LINE, MOST_GROUPS, LogReader
from assistant.wiring import decider

ONE, OTHER = "proj_" + "Ab3d" * 6, "proj_" + "Xy7z" * 6
DENIED = "ERROR openai: Error code: 403 - Project `{}` does not have access to model `{}`"
MONEY = "ERROR openai.RateLimitError: Error code: 429 - You exceeded your current quota, please check your plan and billing details."
FINE = "INFO handled /v1/orders/8812 in 31 ms, cache=hit"


def at(minute: int, words: str) -> str:
    return f"2026-11-20T10:{minute:02d}:00Z {words}"


LOG = "\n".join([
    at(0, FINE), at(1, DENIED.format(ONE, "gpt-4.1")), at(2, MONEY), at(3, FINE), at(4, DENIED.format(ONE, "gpt-4.1")),
    at(5, DENIED.format(OTHER, "gpt-4.1")), at(6, DENIED.format(ONE, "o3")), at(9, DENIED.format(ONE, "gpt-4.1")), at(10, FINE), "",
])  # fmt: skip


def test_errors_are_grouped_by_cause_project_and_model(run):
    done = run("diagnose", "--log", "--json", stdin=LOG)
    assert (done.status, done.err) == (0, "")
    groups = done.json["groups"]
    assert [(one["cause"], one["project_id"], one["model"], one["count"]) for one in groups] == [
        ("project_model_access", ONE, "gpt-4.1", 3), ("legacy_quota", None, None, 1),
        ("project_model_access", OTHER, "gpt-4.1", 1), ("project_model_access", ONE, "o3", 1),
    ]  # fmt: skip
    first = groups[0]
    assert (first["first_line"], first["last_line"]) == (2, 8)
    assert (first["first_time"], first["last_time"]) == ("2026-11-20T10:01:00Z", "2026-11-20T10:09:00Z")
    assert (done.json["lines"], done.json["skipped"]) == (9, 0)


@pytest.mark.parametrize(("language", "guide", "told"), [("ja", "このプロジェクトでは", "9行を読み"), ("en", "This project", "9 lines read")])
def test_each_group_comes_with_its_guide_in_the_readers_language(run, language, guide, told):
    done = run("diagnose", "--log", "--language", language, stdin=LOG)
    assert done.status == 0
    assert done.out.count("[project_model_access]") == 3 and guide in done.out
    assert told in done.out.splitlines()[-1]


def test_an_error_over_several_lines_is_one(run):
    trace = at(1, 'ERROR call failed\nTraceback (most recent call last):\n  File "a.py", line 1\n' + DENIED.format(ONE, "gpt-4.1")[6:])
    done = run("diagnose", "--log", "--json", stdin=f"{at(0, FINE)}\n{trace}\n{at(2, FINE)}\n")
    (group,) = done.json["groups"]
    assert (group["count"], group["first_line"], group["first_time"]) == (1, 2, "2026-11-20T10:01:00Z")


def test_lines_that_are_too_long_are_cut_and_counted(run, tmp_path):
    file = tmp_path / "app.log"
    whole = "x" * LONGEST_LINE
    file.write_text("\n".join([whole, whole + "x", at(1, MONEY) + "y" * 9 * LONGEST_LINE, at(2, MONEY)]), encoding="utf-8")
    done = run("diagnose", "--log", "--json", str(file))
    assert (done.json["lines"], done.json["skipped"]) == (4, 2)
    assert [one["count"] for one in done.json["groups"]] == [2]


def test_an_empty_log_and_one_of_broken_bytes_are_read(run):
    assert run("diagnose", "--log", "--json", stdin="").json == {"groups": [], "lines": 0, "skipped": 0}
    done = run("diagnose", "--log", "--json", stdin=b"\xff\xfe\x00\n" + at(1, MONEY).encode() + b"\x80\n")
    assert [one["count"] for one in done.json["groups"]] == [1]
    assert run("diagnose", "--log", "/no/such/file.log").status == 2


def test_groups_beyond_the_most_are_left_out_and_counted():
    reader = LogReader(decider())
    reader.groups = dict.fromkeys([("made_up", str(one), None) for one in range(MOST_GROUPS)])
    reader.read([at(1, MONEY)])
    assert (reader.lines, reader.skipped, len(reader.groups)) == (1, 1, MOST_GROUPS)
