"""`model-access desk` as a process: import, killed in the middle, and export."""

from __future__ import annotations

import csv
import io
import json
import os
import signal
import subprocess
import sys
import time

import pytest

from tests.desk.conftest import DENIED, PROJECT, QUOTA, Parts
from tests.serving import ROOT


@pytest.fixture
def run(database_url, tmp_path):
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("MODEL_ACCESS_")}

    def go(*arguments: str, start: bool = False):
        argv = [sys.executable, "-m", "assistant", "desk", *arguments]
        options = {"cwd": ROOT, "env": {**inherited, "DATABASE_URL": database_url}, "text": True}
        if start:
            return subprocess.Popen(argv, **options, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        return subprocess.run(argv, **options, capture_output=True, timeout=120)

    return go


def table(path, rows):
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([["Ticket ID", "Subject", "Description", "Name"], *rows])
    return str(path)


def test_import_and_export(run, tmp_path):
    file = table(tmp_path / "a.csv", [["A-1", "使えません", DENIED, "山田"], ["A-2", "=HYPERLINK(1)", QUOTA, "Jane"]])
    taken = run("import", file)
    assert (taken.returncode, taken.stdout) == (0, ""), taken.stderr
    assert "text = Description, number = Ticket ID" in taken.stderr and "2 added" in taken.stderr
    out = run("export")
    rows = list(csv.DictReader(io.StringIO(out.stdout)))
    assert out.returncode == 0 and [row["number"] for row in rows] == ["A-1", "A-2"]
    assert (rows[0]["category"], rows[0]["project_id"], rows[0]["model"]) == ("project_model_access", PROJECT, "gpt-4.1")
    assert rows[0]["draft"].startswith("山田様") and f"settings/{PROJECT}/limits" in rows[0]["draft"]
    assert rows[1]["draft"].startswith("Dear Jane,")
    assert rows[1]["subject"] == "'=HYPERLINK(1)"
    written = run("export", "--format", "jsonl", str(tmp_path / "out.jsonl"))
    lines = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()]
    assert (written.returncode, written.stdout) == (0, "")
    assert [(one["number"], one["subject"]) for one in lines] == [("A-1", "使えません"), ("A-2", "=HYPERLINK(1)")]
    assert [json.loads(line)["action"] for line in run("audit").stdout.splitlines()] == ["export", "export"]


def test_bad_rows_are_told_with_their_line_and_the_status_is_1(run, tmp_path):
    file = table(tmp_path / "a.csv", [["A-1", "x", DENIED, ""], ["A-2", "x", "", ""], ["A-3", "x", QUOTA, "", "more"]])
    for _ in range(2):
        taken = run("import", file)
        assert taken.returncode == 1
        assert f"{file}:4: there is no text" in taken.stderr and f"{file}:5: the row has more columns" in taken.stderr
    assert len(list(csv.DictReader(io.StringIO(run("export").stdout)))) == 1


def test_several_files_of_several_kinds(run, tmp_path):
    (tmp_path / "a.txt").write_text(DENIED, encoding="utf-8")
    (tmp_path / "b.jsonl").write_text(json.dumps({"id": 7, "text": QUOTA}), encoding="utf-8")
    taken = run("import", str(tmp_path / "a.txt"), str(tmp_path / "b.jsonl"), str(tmp_path / "c.pdf"))
    assert taken.returncode == 1 and "c.pdf" in taken.stderr
    assert [row["number"] for row in csv.DictReader(io.StringIO(run("export").stdout))] == ["", "7"]


def test_a_named_column_wins_and_a_wrong_one_is_told(run, tmp_path):
    file = table(tmp_path / "a.csv", [["A-1", DENIED, "short", "x"]])
    assert run("import", file, "--column", "text=Nowhere").returncode == 1
    assert run("import", file, "--column", "colour=Subject").returncode == 2
    assert run("import", file, "--column", "text=Subject", "--column", "subject=Name").returncode == 0
    (row,) = csv.DictReader(io.StringIO(run("export").stdout))
    assert (row["category"], row["subject"]) == ("project_model_access", "x")


@pytest.mark.parametrize("arguments", [(), ("import",), ("pull",), ("export", "--format", "pdf"), ("export", "/nowhere/at/all.csv")])
def test_wrong_usage_is_2(run, arguments):
    ran = run(*arguments)
    assert ran.returncode == 2 and ran.stderr and not ran.stdout


def test_killed_in_the_middle_an_import_goes_on_and_loses_nothing(run, tmp_path, database_url):
    rows = [[f"A-{at}", f"s {at}", DENIED.replace("gpt-4.1", f"gpt-4.1-{at}"), ""] for at in range(1_500)]
    file = table(tmp_path / "a.csv", rows)
    parts = Parts.at(database_url)
    process = run("import", file, start=True)
    deadline = time.monotonic() + 60
    while not (begun := [one.done for _, one in parts.store.unfinished()]) or begun[0] < 200:
        assert process.poll() is None and time.monotonic() < deadline, "the import was never seen half done"
        time.sleep(0.01)
    process.send_signal(signal.SIGKILL)
    process.wait(10)
    ((_, stopped),) = parts.store.unfinished()
    assert 200 <= stopped.done < 1_500
    taken = run("import", file)
    assert taken.returncode == 0 and "1500 added" in taken.stderr
    numbers = [row["number"] for row in csv.DictReader(io.StringIO(run("export").stdout))]
    assert sorted(numbers) == sorted(row[0] for row in rows)
    parts.close()
