"""Baseline files: what is exported is a baseline again, and what is wrong with a file is said with its line."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as some

from assistant.domain.evidence import Policy, PolicyMode
from assistant.domain.permissions.baseline import Baseline, ProblemKind
from assistant.domain.permissions.baseline_file import read_baseline
from assistant.domain.permissions.organization import Row
from assistant.domain.permissions.policy import NO_POLICY
from assistant.domain.permissions.table import as_csv, as_json_text
from assistant.wiring import knowledge

ALLOW, DENY = PolicyMode.ALLOW_LIST, PolicyMode.DENY_LIST
HEAD = "project_id,mode,model_ids\n"
ROWS = (
    Row("proj_a", '=cmd("x"), 東京', Policy(ALLOW, ("gpt-4.1", "ft:gpt-4o:acme::a1")), at="2026-11-23T12:00:00+00:00"),
    Row("proj_b", None, Policy(DENY, ("-odd", "o3")), request_id="req_1"),
    Row("proj_c", "open", NO_POLICY),
    Row("proj_d", "hidden", None, reason="server_error"),
    Row("proj_e", "not read", None),
    Row("proj_f", "none allowed", Policy(ALLOW, ())),
)
POLICIES = {one.project_id: one.policy for one in ROWS if one.policy is not None}


def problems(data: bytes | str) -> list[tuple[ProblemKind, int | None, str]]:
    found = read_baseline(data.encode() if isinstance(data, str) else data)
    assert not found.policies  # half a baseline would show drift where there is none
    return [(one.kind, one.line, one.value) for one in found.problems]


@pytest.mark.parametrize(
    ("encode", "name"),
    [
        (lambda text: text.encode(), "UTF-8"),
        (lambda text: b"\xef\xbb\xbf" + text.encode(), "UTF-8"),
        (lambda text: text.encode("cp932"), "CP932"),
        (lambda text: text.encode("utf-16"), "UTF-16"),
        (lambda text: text.replace("\n", "\r\n").encode(), "UTF-8"),
    ],
    ids=["plain", "BOM", "CP932", "UTF-16", "CRLF"],
)
@pytest.mark.parametrize("write", [as_csv, as_json_text])
def test_what_is_exported_is_a_baseline(write, encode, name):
    found = read_baseline(encode(write(ROWS)))
    assert found == Baseline(POLICIES, ("proj_d", "proj_e"), (), name)


def test_no_cell_is_a_formula():
    cells = [cell for line in as_csv(ROWS).splitlines()[1:] for cell in line.split(",")]
    assert cells[1].startswith("\"'=")
    assert not [one for one in cells if one.startswith(("=", "+", "-", "@"))]


def test_what_the_command_prints_is_a_baseline():
    printed = [
        {"project_id": "proj_a", "mode": "allow_list", "model_ids": ["o3"], "request_id": None, "at": None},
        {"project_id": "proj_b", "mode": None, "model_ids": [], "request_id": None, "at": None},
        {"project_id": "proj_c", "mode": None, "model_ids": None, "request_id": None, "at": None, "error": "limited"},
    ]
    found = read_baseline(json.dumps(printed).encode())
    assert found.policies == {"proj_a": Policy(ALLOW, ("o3",)), "proj_b": NO_POLICY}
    assert found.skipped == ("proj_c",)
    csv = "project_id,mode,model_ids,request_id,at,error\nproj_a,allow_list,o3 gpt-4.1,req_1,,\nproj_c,,,,,limited\n"
    assert read_baseline(csv.encode()).policies == {"proj_a": Policy(ALLOW, ("o3", "gpt-4.1"))}
    assert read_baseline(json.dumps(printed[0]).encode()).policies == {"proj_a": Policy(ALLOW, ("o3",))}


@pytest.mark.parametrize("separator", ["\t", ";"])
def test_other_separators_of_spreadsheets_are_read(separator):
    text = f"project_id{separator}mode{separator}model_ids\nproj_a{separator}deny_list{separator}o3\n\n"
    assert read_baseline(text.encode()).policies == {"proj_a": Policy(DENY, ("o3",))}


@pytest.mark.parametrize(
    ("data", "wanted"),
    [
        (b"", [("empty", None, "")]),
        (b"\xef\xbb\xbf \n", [("empty", None, "")]),
        (b"\x00\x01\x80\xff\xfe", [("encoding", None, "")]),
        (b"PK\x03\x04\x14\x00\x06\x00\x08\x00", [("encoding", None, "")]),  # an .xlsx
        ("[{", [("json", 1, "")]),
        ('[1, "a"]', [("shape", None, "")]),
        ("[]", [("no_projects", None, "")]),
        (HEAD, [("no_projects", None, "")]),
        ("proj_a,allow_list,o3\n", [("no_header", 1, "")]),
        ("project_id,mode\nproj_a,\n", [("missing_column", 1, "model_ids")]),
        ("project_id,mode,model_ids,owner\nproj_a,,,x\n", [("unknown_column", 1, "owner")]),
        ("project_id,mode,mode,model_ids\nproj_a,,,\n", [("duplicate_column", 1, "mode")]),
        (f"{HEAD}proj_a,,\nproj_b,,\nproj_a,allow_list,o3\n", [("duplicate_project", 4, "proj_a")]),
        (f"{HEAD}proj_a,allow_list,o3 gpt-4.1 o3\n", [("duplicate_model", 2, "o3")]),
        (f"{HEAD}proj_a,block_list,o3\n", [("bad_mode", 2, "block_list")]),
        (f"{HEAD}proj_a,,o3\n", [("bad_model_ids", 2, "")]),
        (f"{HEAD},,\nproj_b,,\n,deny_list,o3\n", [("bad_project_id", 4, "")]),
        (f"{HEAD}proj_a,allow_list\n", [("shape", 2, "")]),
        (f'{HEAD}proj_a,allow_list,"o3\n gpt-4.1"\nproj_b,x,\n', [("bad_mode", 4, "x")]),
        ('[{"project_id": "a", "mode": null}]', [("missing_column", 1, "model_ids")]),
        ('[{"project_id": "a", "mode": null, "model_ids": [], "model_ids": []}]', [("duplicate_column", 1, "model_ids")]),
        ('[{"project_id": 7, "mode": null, "model_ids": []}]', [("bad_project_id", 1, "")]),
        ('[{"project_id": "a", "mode": [], "model_ids": []}]', [("bad_mode", 1, "[]")]),
        ('[{"project_id": "a", "mode": "deny_list", "model_ids": "o3"}]', [("bad_model_ids", 1, "")]),
        ('[{"project_id": "a", "mode": "deny_list", "model_ids": [7]}]', [("bad_model_ids", 1, "")]),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_with_its_line(data, wanted):
    assert problems(data) == wanted


def test_a_key_in_a_file_is_no_id():
    key = "sk-" + "admin-" + "a1B2" * 12
    assert problems(f"{HEAD}{key},,\n") == [("bad_project_id", 2, "")]
    assert problems(f"{HEAD}proj_a,allow_list,{key}\n") == [("bad_model_ids", 2, "")]


def test_many_problems_are_cut():
    assert len(problems(HEAD + "proj_a,x,\n" * 500)) == 20


@given(some.binary(max_size=400) | some.text(max_size=400).map(str.encode))
def test_no_file_raises(data):
    found = read_baseline(data)
    assert found.policies or found.problems


def test_every_problem_is_said_in_words():
    wording = knowledge().wording
    kinds = ProblemKind.__args__
    assert [one for one in kinds if f"organization_problem_{one}" not in wording] == []
