"""What is sent to an administrator and to support: complete, in its own language, without a secret."""

from __future__ import annotations

import email
import json
import shlex
from email import policy as mail_policy
from urllib.parse import parse_qs, urlsplit

import pytest

from assistant.domain.case import Case
from assistant.domain.deciding.decide import Decider
from assistant.domain.evidence import Finding, Found, Policy, PolicyMode
from assistant.domain.mail import LONGEST_ADDRESS, eml, mailto
from assistant.domain.permissions.wanted import wanted
from assistant.domain.text import Language
from assistant.domain.view.asking import Link, asking
from assistant.domain.view.support import support
from assistant.wiring import decider, knowledge
from tests.engine.conftest import DENIED, MODEL, PROJECT

BASE = "https://api.openai.com/v1"
LINK = Link("https://help.example.com/approval?request=abc", "2026-11-30 18:00 JST")
ALLOW = Policy(PolicyMode.ALLOW_LIST, ("gpt-4o", "o3"))
DENY = Policy(PolicyMode.DENY_LIST, (MODEL, "o3"))
BOTH = pytest.mark.parametrize("language", ["ja", "en"])
SECRET = "sk-" + "proj-" + "w5Tj" * 20


def case_of(policy: Policy | None = None, paste: str = DENIED) -> Case:
    found = () if policy is None else (Finding("project_policy", Found.OK, url=f"{BASE}/x", policy=policy),)
    return Case("c" * 32, "2026-11-23T09:00:00+00:00", decider().read(paste), findings=found)


def message(language: Language, policy: Policy | None = None, link: Link | None = LINK, models=(MODEL,)):
    case = case_of(policy)
    decided: Decider = decider()
    diagnosis = decided.decide(case, "2026-11-23")
    want = wanted(case, knowledge().causes[diagnosis.cause_id], knowledge().models)
    assert want is not None
    return asking(case, diagnosis, knowledge(), language, want, models, BASE, link)


@BOTH
@pytest.mark.parametrize("policy", [None, ALLOW, DENY], ids=["unread", "allow", "deny"])
def test_the_message_holds_all_that_is_needed(language: Language, policy: Policy | None):
    text = message(language, policy).text
    for part in (
        PROJECT, MODEL, "403", "model_not_found", "req_0123456789abcdef0123456789abcdef",
        {"ja": "2026年11月23日 09:00（UTC）", "en": "2026-11-23 09:00 UTC"}[language],
        f"https://platform.openai.com/settings/{PROJECT}/limits", LINK.url, LINK.until,
        "admin:organization:projects:model-permissions update", "openai_project_model_permissions",
        {"ja": "手順は2026年11月23日に", "en": "checked on 2026-11-23"}[language],
    ):  # fmt: skip
        assert part in text, part
    assert "{" not in text.replace("{\n", "").replace('{"', "").replace("' {", "")
    grade = knowledge().wording["grade_verified" if policy else "grade_reported"].say(language)
    assert grade in text


@BOTH
def test_without_a_link_no_line_of_it_is_left(language: Language):
    text = message(language, link=None).text
    assert "approval" not in text
    assert "  :" not in text


@BOTH
def test_a_list_that_was_read_gives_the_whole_change(language: Language):
    blocks = {one.heading: one.code for one in message(language, ALLOW).blocks}
    words = {name: knowledge().wording[name].say(language) for name in ("form_command", "form_curl", "form_terraform")}
    assert shlex.split(blocks[words["form_command"]])[-6:] == [
        "--model-id", "gpt-4o", "--model-id", "o3", "--model-id", MODEL,
    ]  # fmt: skip
    body = json.loads(shlex.split(blocks[words["form_curl"]])[-1])
    assert body == {"mode": "allow_list", "model_ids": ["gpt-4o", "o3", MODEL]}
    assert '    "gpt-4o",\n    "o3",\n    "gpt-4.1",\n  ]' in blocks[words["form_terraform"]]
    assert blocks[words["form_terraform"]].strip() in message(language, ALLOW).text, "its indentation was changed"


def test_a_list_that_was_not_read_is_not_invented():
    codes = [one.code for one in message("en").blocks]
    assert codes[0].endswith(f"retrieve --project-id {PROJECT}")
    assert codes[1].endswith(f"--mode allow_list --model-id … --model-id {MODEL}")
    assert codes[2].endswith("--mode deny_list --model-id …")
    assert codes[4] == f"model-access permissions allow {MODEL} --project {PROJECT}"


@BOTH
def test_the_draft_is_read_by_a_mail_program(language: Language):
    made = message(language)
    draft = email.message_from_string(eml(made.subject, made.text), policy=mail_policy.default)
    assert draft["Subject"] == made.subject
    assert draft["X-Unsent"] == "1"
    assert draft["To"] is None
    assert draft.get_content().replace("\r\n", "\n") == made.text


def test_a_subject_cannot_add_a_header():
    draft = email.message_from_string(eml("Hello\r\nBcc: x@example.com", "text"), policy=mail_policy.default)
    assert draft["Bcc"] is None


def test_a_mailto_address_is_short_enough_for_every_mail_program():
    short = mailto("A & B", "one\ntwo", "instead")
    assert parse_qs(urlsplit(short).query) == {"subject": ["A & B"], "body": ["one\r\ntwo"]}
    made = message("ja")
    long = mailto(made.subject, made.text, f"{made.subject}\n\n{LINK.url}")
    assert len(long) <= LONGEST_ADDRESS
    assert LINK.url in parse_qs(urlsplit(long).query)["body"][0]


@BOTH
def test_support_gets_facts_and_no_secret(language: Language):
    headers = f"Authorization: Bearer {SECRET}\nCookie: __cf_bm={SECRET[8:40]}\n"
    case = case_of(paste=headers + DENIED)
    call = Finding(
        "model_call", Found.DENIED, "POST", f"{BASE}/responses", 403, "model_not_found",
        request_id="req_" + "9" * 32, at="2026-11-23T09:05:00+00:00",
    )  # fmt: skip
    case = Case(case.id, case.created, case.report, findings=(call,))
    made = support(case, decider().decide(case, "2026-11-23"), knowledge(), language)
    for part in (PROJECT, MODEL, "403", call.request_id, "09:05:00+00:00", '"max_output_tokens": 16'):
        assert part in made.text, part
    assert SECRET[8:30] not in made.text
    for one in ("left_out_authorization", "left_out_cookies", "left_out_keys"):
        assert knowledge().wording[one].say(language) in made.left_out
    assert len(made.left_out) > 4, "what was masked in the paste is not named"
