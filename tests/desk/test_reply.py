"""Drafts, pure: every cause in both languages and every register, and what the grade of a verdict lets them say."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from assistant.domain.desk.reply import ReplyAsked, compose
from assistant.domain.desk.ticket import Incoming, Said, Ticket
from assistant.domain.evidence import Finding, Found
from assistant.domain.text import LINK, PLACEHOLDER
from assistant.domain.view.words import Words
from assistant.engine.desk.reading import TicketReader
from assistant.wiring import decider, knowledge
from tests.desk.conftest import DENIED, PROJECT, QUOTA

DAY = "2026-11-23"
READER = TicketReader(knowledge(), decider(), lambda: f"{DAY}T09:00:00+00:00")
HONORIFIC = re.compile("(?<!ありがとう)ございま|いたしま|ております|いただけ")
OF_THE_SCREEN = ("into the chat", "of this page", "paste it below", "この画面", "入力欄", "貼り付け")
ISO_DAY = re.compile(r"(?<![\w./-])20\d\d-\d\d-\d\d(?![\w-])")
ADDRESS = re.compile(r"https?://[^\s)）]+")


def arrived(text: str, **more: str):
    return READER.arrival(Incoming(1, (Said(text),), number="T-7", **more), "file")


def draft(text: str, asked: ReplyAsked, change=lambda case: case, **more: str):
    one = arrived(text, **more)
    case = change(one.case)
    ticket = Ticket(7, "file", one.number, one.subject, one.customer, one.address, one.language, "", "", "new", one.verdict, case.id, 0)
    return compose(ticket, case, decider().decide(case, DAY), knowledge(), asked)


@pytest.mark.parametrize("register", ["customer", "polite", "memo"])
@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("cause_id", sorted(knowledge().causes))
def test_every_cause_makes_a_clean_letter(cause_id, language, register):
    known = {PLACEHOLDER.sub("", one.url.say(language)).split("//")[1].split("/")[0] for one in knowledge().links.values()}
    for example in knowledge().causes[cause_id].examples:
        for role in ("unknown", "owner", "member"):
            body = draft(example.paste, ReplyAsked(language, register, agent="Sato", role=role), customer="A").body
            ours = "\n".join(line for line in body.splitlines() if not line.startswith(("根拠: ", "Rests on: ")))
            assert "{" not in re.sub(r"\{.*\}", "", ours) or register == "memo", body
            assert not LINK.search(ours) and "**" not in ours
            assert not any(mark in ours for mark in OF_THE_SCREEN)
            if register != "memo":
                assert {url.split("//")[1].split("/")[0] for url in ADDRESS.findall(body)} <= known
            if language == "ja":
                assert not [line for line in ours.splitlines() if ISO_DAY.search(line) and "エラーメッセージ: " not in line]
            if language == "ja" and register == "polite":
                assert not HONORIFIC.search(body.split("----")[0])
    assert "T-7" in body


def test_a_letter_names_the_customer_the_facts_the_next_steps_and_the_number():
    body = draft(DENIED, ReplyAsked("ja", agent="佐藤", link="https://desk.example/?case=x"), customer="山田 太郎様", subject="使えません").body
    assert body.startswith("山田 太郎様\n\nお問い合わせいただき、ありがとうございます。佐藤でございます。")
    for wanted in (PROJECT, "gpt-4.1", f"settings/{PROJECT}/limits", "お問い合わせ番号: T-7", "https://desk.example/?case=x", "2026年"):
        assert wanted in body
    assert "許可リスト" in body and "ブロックリスト" in body and "「Remove」" not in body
    assert body.count(f"settings/{PROJECT}/limits") == 1


def test_only_the_steps_of_the_list_that_is_known():
    allow = draft(DENIED, ReplyAsked("en", role="owner", list_kind="allow_list")).body
    deny = draft(DENIED, ReplyAsked("en", role="owner", list_kind="deny_list")).body
    assert "Tick gpt-4.1" in allow and "Blocked models" not in allow and "Choose Save" in allow
    assert "Clear the tick of gpt-4.1" in deny and "Allowed models" not in deny
    assert "owner (administrator)" not in allow


def test_a_member_gets_the_request_to_the_administrator():
    body = draft(DENIED, ReplyAsked("ja", role="member")).body
    assert "管理者の方への依頼文" in body and "「Edit」を押し" in body.split("----")[1]
    assert "発生日時" not in body


def test_the_steps_begin_where_the_customer_stands():
    walked = {"compare": "as_meant", "role": "may_edit", "sign_in": "done", "choose_project": "done", "open_limits": "done", "model_usage": "blocked"}
    body = draft(DENIED, ReplyAsked("en"), lambda case: replace(case, guide_id="project_model_access", answers=walked)).body
    assert "1. Choose Edit at Blocked models" in body and "Open the Limits page" not in body


GRADES = {
    "verified": ("実際の呼び出しで確認いたしました", "We checked this with a live call"),
    "reported": ("エラーメッセージの内容から", "According to the error message"),
    "possible": ("可能性がございます", "may be the cause"),
    "unknown": ("判断できませんでした", "not enough to tell"),
}
SERVICE_ROLE = "HTTP 403 model_not_found"


@pytest.mark.parametrize(
    ("text", "grade", "found"),
    [
        (DENIED, "verified", Finding("model_call", Found.DENIED, status=403, code="model_not_found", message=DENIED.split(" - ")[1], url="https://api.openai.com/v1/responses", project_id=PROJECT, model="gpt-4.1")),
        (DENIED, "reported", None),
        ("OpenAI API\nHTTP 429 Too Many Requests", "possible", None),
        ("お世話になります。403が出ます。原因を教えてください。", "unknown", None),
    ],
)  # fmt: skip
@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_letter_says_what_the_grade_allows(text, grade, found, language):
    change = (lambda case: replace(case, findings=(found,))) if found else (lambda case: case)
    reply = draft(text, ReplyAsked(language), change)
    assert decider().decide(change(arrived(text).case), DAY).grade == grade
    said = {name for name, pair in GRADES.items() if pair[language == "en"] in reply.body}
    assert said == {grade}
    steps = "■ ご対応の手順" if language == "ja" else "What to do\n"
    assert (steps in reply.body) == (grade in ("verified", "reported"))
    assert bool(reply.asks) == (grade in ("possible", "unknown"))


def test_a_passing_call_is_told_as_what_it_is():
    def passed(pasted: bool):
        one = Finding("model_call", Found.OK, status=200, model="gpt-4.1", url="https://api.openai.com/v1/responses", project_id=PROJECT, pasted=pasted, at=f"{DAY}T10:00:00+00:00")
        return lambda case: replace(case, findings=(one,))

    proved = draft(DENIED, ReplyAsked("ja"), passed(False)).body
    pasted = draft(DENIED, ReplyAsked("ja"), passed(True)).body
    assert "解決しております" in proved and "解決しております" not in pasted and "お送りいただいた応答では" in pasted
    assert "手順" not in proved


def test_thanks_alone_get_no_cause():
    reply = draft("ありがとうございました。解決しました。", ReplyAsked("ja"))
    assert "確認できませんでした" in reply.body and "手順" not in reply.body


@pytest.mark.parametrize("language", ["ja", "en"])
def test_no_letter_asks_for_a_secret_and_one_that_came_is_to_be_revoked(language):
    key = "sk-" + "proj-" + "Xy7a" * 12
    body = draft(f"HTTP 403\nmy key: {key}", ReplyAsked(language)).body
    assert key not in body and "[masked" not in body
    assert ("伏せた形" if language == "ja" else "masked only") in body
    assert ("APIキー、パスワード、認証コードは" if language == "ja" else "We never need your API key") in body
    assert "api-keys" in body


def test_a_sentence_for_the_screen_is_left_out_and_its_neighbours_stay():
    plan = knowledge().causes["chatgpt_plan_model"].examples[0].paste
    assert "if it is set there" in draft(plan, ReplyAsked("en")).body
    azure = knowledge().causes["azure_bad_key"].examples[0].paste
    body = draft(azure, ReplyAsked("ja")).body
    assert "その画面の値にします" in body and "貼り付け" not in body


def test_asked_for_is_only_what_the_steps_need():
    assert draft(QUOTA, ReplyAsked("en")).asks == ()
    assert draft("Your project does not have access to model `gpt-4.1`", ReplyAsked("en")).asks == ("project_id",)


def test_a_customer_s_words_are_data():
    body = draft(DENIED, ReplyAsked("ja"), customer="{agent} **x** {link}", subject="{number}{name}").body
    assert body.startswith("{agent} **x** {link}様")
    assert draft(DENIED, ReplyAsked("ja"), subject="{number}").subject == "Re: {number}"


def test_a_memo_parts_facts_from_judgement():
    memo = draft(DENIED, ReplyAsked("ja", "memo", list_kind="allow_list", role="owner"), customer="山田").body
    lines = dict(line.split(": ", 1) for line in memo.strip().splitlines())
    assert lines["チケット"] == "T-7" and "（エラー文による判定）" in lines["原因"] and PROJECT in lines["対象"]
    assert lines["対応"].endswith("「Save」を押す") and "ます" not in lines["対応"]


def test_a_case_of_a_question_goes_on_to_its_steps_or_to_the_next_question():
    verified = knowledge().causes["org_not_verified"].examples[0].paste
    assert "1) Open General in the organization settings" in draft(verified, ReplyAsked("en")).body
    body = draft(knowledge().causes["invalid_api_key"].examples[0].paste, ReplyAsked("ja")).body
    assert "次の点をお知らせください" in body and "（ある / ない、または期限切れ / 末尾の4文字が違う）" in body


def test_an_address_ends_before_the_words_behind_it():
    for cause in knowledge().causes.values():
        body = draft(cause.examples[0].paste, ReplyAsked("ja")).body
        assert not re.search(r"https?://[^\s)]*\)(?![\s、。」）（])", body), body


def test_what_is_possible_is_told_apart_by_name():
    body = draft("OpenAI API\nHTTP 429 Too Many Requests", ReplyAsked("en")).body
    named = body.split("not certain yet.\n\n")[1].split("\n\n")[0].replace(".", "").splitlines()
    told = body.split("How to tell\n")[1].split("\n\n")[0].splitlines()
    assert len(named) == len(told) == 3 and all(line.startswith(f"{name}: ") for name, line in zip(named, told, strict=True))


def test_a_date_is_written_as_the_customer_s_language_writes_it():
    shut = "Error code: 404 - {'error': {'message': 'The model `gpt-3.5-turbo` has been deprecated'}}"
    assert "（2026年10月23日以降）" in draft(shut, ReplyAsked("ja")).body
    assert "(since 2026-10-23)" in draft(shut, ReplyAsked("en")).body
    for language, wanted in (("ja", "2026年10月3日に提供終了"), ("en", "Shut down on 2026-10-03")):
        assert Words(knowledge(), language)("model_shut_down", date="2026-10-03") == wanted
    for plain in ("2026-11-30 18:00 JST", "soon", "20261003"):
        assert Words(knowledge(), "ja").written(plain) == plain


@pytest.mark.parametrize(
    ("agent", "signature", "ja", "en"),
    [
        ("佐藤", "サンプル窓口", ["サンプル窓口", "佐藤"], ["佐藤", "サンプル窓口"]),
        ("佐藤", "サンプル窓口 佐藤", ["サンプル窓口 佐藤"], ["サンプル窓口 佐藤"]),
        ("佐藤", "", ["佐藤"], ["佐藤"]),
        ("", "", [], []),
    ],
)
def test_a_letter_is_signed_with_the_name_and_the_signature(agent, signature, ja, en):
    for language, wanted in (("ja", ja), ("en", en)):
        tail = draft(DENIED, ReplyAsked(language, agent=agent, signature=signature)).body.rstrip().splitlines()
        assert tail[-1 - len(wanted) : -1] == wanted and ("--" in tail) == bool(wanted)


def test_an_open_question_says_that_one_of_the_cases_is_to_be_followed():
    assert "何が表示されていますか。当てはまる場合の手順をご覧ください。" in draft(DENIED, ReplyAsked("ja")).body
    assert "当てはまる場合の手順に進んでください。" in draft(DENIED, ReplyAsked("ja", "polite")).body
    assert "what does the section Model usage show? Follow the case that fits." in draft(DENIED, ReplyAsked("en")).body


def test_a_long_line_of_evidence_is_cut_visibly_in_a_memo():
    (line,) = [one for one in draft(DENIED + " x" * 200, ReplyAsked("ja", "memo")).body.splitlines() if one.startswith("根拠: ")]
    assert line.endswith("…") and len(line) == len("根拠: ") + 160
