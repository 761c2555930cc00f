"""Free text in mid-case: words for a button, a new paste, the answer of a call, or not understood."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import pytest

from assistant.domain.cause import Step
from assistant.domain.evidence import Found
from assistant.domain.guiding import guide as guides
from assistant.domain.guiding.understand import intents_at, meant_at
from assistant.engine import Engine
from assistant.wiring import decider, knowledge
from tests.engine.conftest import DENIED, MODEL, PROJECT
from tests.engine.test_checks import AT_RECHECK

BASE = "https://api.openai.com/v1"
REQUEST = "req_" + "ab12" * 8
KEY = "sk-" + "proj-" + "Xy7" * 20
MONEY = (
    "openai.RateLimitError: Error code: 429 - {'error': {'message': 'You exceeded your current quota, please check your plan "
    "and billing details.', 'type': 'insufficient_quota', 'param': None, 'code': 'insufficient_quota'}}"
)


def passing(model: str = MODEL, project: str = PROJECT, mark: str = "resp_1") -> str:
    return (
        f"HTTP/2 200\nopenai-project: {project}\nx-request-id: {REQUEST}\ncontent-type: application/json\n\n"
        f'{{"id": "{mark}", "object": "response", "status": "completed", "error": null, "model": "{model}", "output": []}}'
    )


def view(engine, case):
    return engine.view(case, "en", BASE)


def say(engine, case, words):
    return engine.say(case.id, case.version, words)


# ---- every phrase of phrases.yaml ---------------------------------------------------------------------------------


@cache
def steps() -> tuple[Step, ...]:
    """Return one step for each set of answers: what words mean depends on nothing else."""
    return tuple(
        {(tuple(step.choices.items()), step.verb, step.escape): step
         for name in (*knowledge().causes, *knowledge().fallback)
         for step in knowledge().guide(name).steps.values()}.values()
    )  # fmt: skip


def offering(choice: str) -> Iterator[Step]:
    return (one for one in steps() if choice in one.choices)


@pytest.mark.parametrize("choice", knowledge().phrases.choices)
def test_every_phrase_of_a_choice_is_understood_wherever_it_is_offered(choice):
    assert list(offering(choice)), "no step offers it"
    for step in offering(choice):
        for phrase in knowledge().phrases.choices[choice]:
            for said in (phrase, f" {phrase}。 ", phrase.upper()):
                meant = meant_at(step, said, knowledge())
                assert (meant and meant.id) == choice, f"{step.id}: {said}"


@pytest.mark.parametrize("intent", knowledge().phrases.intents)
def test_every_phrase_of_an_intent_is_understood_where_it_means_something(intent):
    """Unless the step has a choice of its own that the same words fit better."""
    used = 0
    for step in steps():
        stands_for = intents_at(step).get(intent)
        for phrase in knowledge().phrases.intents[intent] if stands_for else ():
            meant = meant_at(step, phrase, knowledge())
            used += meant == stands_for
            assert meant == stands_for or (meant and meant.choice), f"{step.id}: {phrase}"
    assert used or intent in ("no", "unsure"), "means nothing anywhere"


def test_the_label_of_every_button_is_understood():
    for step in steps():
        for name, choice in step.choices.items():
            for label in (choice.label.ja, choice.label.en):
                meant = meant_at(step, label, knowledge())
                assert meant and meant.id == name, f"{step.id}.{name}: {label}"


def test_every_phrase_goes_through_the_engine_as_the_button_would(engine, walked):
    """Also those that read like an error, such as "still 403" or 「権限がありません」."""
    case = walked(DENIED, "project_model_access", *AT_RECHECK[:5])
    for choice, step_id in (("blocked", "model_usage"), ("something_else", "model_usage"), ("may_not_edit", "role")):
        start = engine.back_to(case.id, case.version, step_id) if step_id in case.answers else case
        for phrase in knowledge().phrases.choices[choice]:
            said = say(engine, start, phrase)
            assert said.answers[step_id] == choice, phrase
            assert said.report == case.report, phrase
            start = engine.back_to(case.id, said.version, step_id)
        case = start


@pytest.mark.parametrize("intent", ["not_seen", "not_allowed", "done", "person"])
def test_the_standing_buttons_can_be_typed(engine, walked, intent):
    case = walked(DENIED, "project_model_access", *AT_RECHECK[:4])  # at open_limits
    for phrase in knowledge().phrases.intents[intent]:
        said = say(engine, case, phrase)
        assert said.answers.get("open_limits") == intent, phrase
        assert (said.report, said.note) == (case.report, None), phrase
        case = engine.back_to(case.id, said.version, "open_limits")


@pytest.mark.parametrize("phrase", knowledge().phrases.intents["back"])
def test_going_back_can_be_typed(engine, walked, phrase):
    case = walked(DENIED, "project_model_access", *AT_RECHECK[:4])
    assert view(engine, say(engine, case, phrase)).step.id == "choose_project"


@pytest.mark.parametrize("intent", ["solved", "done", "again", "still_failing", "yes"])
def test_words_answer_no_check(engine, walked, intent):
    case = walked(DENIED, "project_model_access", *AT_RECHECK)
    for phrase in knowledge().phrases.intents[intent]:
        case = say(engine, case, phrase)
        assert view(engine, case).step.id == "recheck", phrase
        assert case.note == "solved_not_yet", phrase
        assert case.report.value("model") == MODEL, phrase
    assert view(engine, case).receipt is None


@pytest.mark.parametrize("phrase", knowledge().phrases.intents["solved"])
def test_solved_on_somebody_s_word_is_not_solved(engine, walked, phrase):
    case = walked(DENIED, "project_model_access", *AT_RECHECK[:4])
    said = say(engine, case, phrase)
    assert (dict(said.answers), said.note) == (dict(case.answers), "solved_not_yet")


# ---- pastes -------------------------------------------------------------------------------------------------------


def test_a_new_error_opens_a_new_question_in_the_same_case(engine, walked):
    case = walked(DENIED, "project_model_access", *AT_RECHECK)
    case = say(engine, case, MONEY)
    assert (case.guide_id, dict(case.answers), case.findings) == (None, {}, ())
    assert [one.text for one in case.earlier] == [DENIED]
    assert engine.diagnosis(case).cause_id == "legacy_quota"
    assert view(engine, case).note == knowledge().wording["taken_new_error"].en


def test_the_same_error_at_a_check_is_its_answer(engine, walked):
    case = walked(DENIED, "project_model_access", *AT_RECHECK)
    case = say(engine, case, DENIED)
    assert view(engine, case).step.id == "wait"
    assert [(one.found, one.pasted, one.status) for one in case.findings] == [(Found.DENIED, True, 403)]
    assert case.earlier == ()
    assert engine.diagnosis(case).usable is False


def test_the_same_error_of_another_model_is_another_question(engine, walked):
    """Case 4: the alias is allowed, the denial names its snapshot."""
    case = walked(DENIED, "project_model_access", *AT_RECHECK)
    case = say(engine, case, DENIED.replace(MODEL, f"{MODEL}-2025-04-14"))
    assert (case.value("model"), case.guide_id) == (f"{MODEL}-2025-04-14", None)
    assert case.note == "taken_new_error"


def test_the_same_error_elsewhere_is_said_to_be_the_same(engine, walked):
    case = walked(DENIED, "project_model_access", *AT_RECHECK[:3])
    assert say(engine, case, DENIED).note == "check_failed_same"


@pytest.mark.parametrize("model", [MODEL, f"{MODEL}-2025-04-14"])
def test_a_passing_answer_of_the_model_solves_with_a_receipt(engine, walked, model):
    case = walked(DENIED, "project_model_access", *AT_RECHECK)
    shown = view(engine, say(engine, case, passing(model)))
    assert shown.step.id == "solved"
    assert (shown.receipt.after.passed, shown.receipt.after.pasted, shown.receipt.after.request_id) == (True, True, REQUEST)
    assert (shown.receipt.before.status, shown.receipt.before.code) == ("403", "model_not_found")
    assert shown.receipt.project_id == PROJECT


@pytest.mark.parametrize(
    "answer",
    [
        passing("gpt-4o"),
        passing("gpt-4.1-mini"),
        passing().replace(f'"model": "{MODEL}", ', ""),
        passing(project="proj_" + "Zz9" * 8),
        f'{{"object": "list", "data": [{{"id": "{MODEL}", "object": "model", "created": 1, "owned_by": "system"}}]}}',
        f'{{"id": "{MODEL}", "object": "model", "created": 1745000000, "owned_by": "system", "shutdown_date": null}}',
        "HTTP/1.1 200 OK",
        '{"status": "ok"}',
        "it works, status 200, no more errors",
    ],
)
def test_an_answer_that_proves_nothing_solves_nothing(engine, walked, answer):
    case = walked(DENIED, "project_model_access", *AT_RECHECK)
    shown = view(engine, say(engine, case, answer))
    assert shown.step is None or shown.step.id != "solved"
    assert shown.receipt is None
    assert shown.verdict.category != "none"


def test_a_passing_answer_with_an_error_inside_is_the_error(engine, walked):
    case = walked(DENIED, "project_model_access", *AT_RECHECK)
    failed = passing().replace('"status": "completed", "error": null', '"status": "failed", "error": {"code": "server_error", "message": "The server had an error while processing your request."}')
    assert view(engine, say(engine, case, failed)).receipt is None


def test_a_key_that_is_typed_is_masked_and_kept_nowhere(engine, walked, file):
    case = walked(DENIED, "project_model_access", *AT_RECHECK)
    case = say(engine, case, f"here is my key {KEY} please check it yourself")
    assert all(KEY.encode() not in path.read_bytes() for path in file.parent.iterdir())
    assert KEY not in repr(view(engine, case))
    assert view(engine, case).step.id == "recheck"


# ---- neither ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    ["What is a project?", "プロジェクトとは何ですか？", "asdf", "👍", "403", "エラー", "it costs too much", "x" * 500, "…"],
)
def test_what_is_not_understood_changes_nothing_and_says_so(engine, walked, words):
    case = walked(DENIED, "project_model_access", *AT_RECHECK[:5])
    said = say(engine, case, words)
    assert (said.report, dict(said.answers), said.guide_id) == (case.report, dict(case.answers), case.guide_id)
    assert view(engine, said).note == knowledge().wording["not_understood"].en
    again = engine.answer(case.id, said.version, "model_usage", "allowed")
    assert view(engine, again).note is None


def test_a_choice_and_its_negation_are_told_apart(engine, walked):
    case = walked(DENIED, "project_model_access", *AT_RECHECK[:1])
    assert say(engine, case, "I'm not an owner").answers["role"] == "may_not_edit"
    case = engine.back(case.id, engine.load(case.id).version)
    assert say(engine, case, "オーナーではないです").answers["role"] == "may_not_edit"


def test_a_remark_before_any_guide_does_not_lose_the_case(engine):
    case = engine.open(DENIED)
    for words in ("同じエラーです", "why?", "権限がありません", "help"):
        case = say(engine, case, words)
        assert case.report.value("model") == MODEL, words
        assert case.note == "not_understood", words


def test_more_text_for_a_case_without_an_error_is_read_instead(engine):
    case = engine.open("助けてください。動きません。")
    first = engine.diagnosis(case)
    assert first.cause_id is None
    case = say(engine, case, "説明が足りませんでした。今から貼ります。")
    case = say(engine, case, DENIED)
    assert engine.diagnosis(case).cause_id == "project_model_access"
    assert len(case.earlier) >= 1


def test_two_words_at_once_lose_nothing(engine, walked):
    """A second message that was made on the same version is refused, and taken on the newer one."""
    case = walked()
    first = say(engine, case, "both are right")
    assert say(engine, case, "owner") is None
    assert dict(say(engine, first, "owner").answers) == {"compare": "as_meant", "role": "may_edit"}


# ---- with a language model -----------------------------------------------------------------------------------------


class Picks:
    host = "llm.example.org"

    def __init__(self, picked):
        self.picked, self.asked = picked, []

    def choose(self, said, choices):
        self.asked.append((said, dict(choices)))
        return self.picked


@pytest.fixture
def with_model(store, prober, clock):
    def make(picked):
        chooser = Picks(picked)
        return Engine(knowledge(), decider(), store, prober, clock, chooser), chooser

    return make


def test_a_language_model_is_asked_only_where_the_rules_do_not_know(with_model, walked):
    engine, chooser = with_model("blocked")
    case = walked(DENIED, "project_model_access", *AT_RECHECK[:5])
    assert say(engine, case, "it says Allowed models").answers["model_usage"] == "allowed"
    assert chooser.asked == []
    case = engine.back(case.id, engine.load(case.id).version)
    said = say(engine, case, f"the red one I suppose, my key is {KEY}")
    assert said.answers["model_usage"] == "blocked"
    assert chooser.host in view(engine, said).note
    ((words, choices),) = chooser.asked
    assert KEY not in words
    assert set(choices) == set(guides.answers_of(knowledge().guide("project_model_access").steps["model_usage"]))


@pytest.mark.parametrize("picked", [None, "solved", "ok", "person"])
def test_a_language_model_can_solve_nothing(with_model, walked, picked):
    engine, _ = with_model(picked)
    case = walked(DENIED, "project_model_access", *AT_RECHECK)
    shown = view(engine, say(engine, case, "hmm what now then"))
    assert shown.step.id in ("recheck", "person")
    assert shown.receipt is None


def test_a_language_model_that_picks_no_id_of_the_step_changes_nothing(with_model, walked):
    engine, _ = with_model("tick_model")
    case = walked(DENIED, "project_model_access", *AT_RECHECK[:5])
    assert dict(say(engine, case, "hmm what now then").answers) == dict(case.answers)


def test_a_paste_goes_to_no_language_model(with_model, walked):
    engine, chooser = with_model("blocked")
    case = walked(DENIED, "project_model_access", *AT_RECHECK[:5])
    say(engine, say(engine, case, MONEY), passing())
    assert chooser.asked == []


def test_another_vendors_answer_is_no_answer_to_the_call_that_was_refused(engine):
    case = engine.open("Error code: 401 - {'error': {'message': 'OpenAI-Project header should match project for API key', 'code': 'mismatched_project'}}")
    told = say(engine, case, '{"id":"msg_01","type":"message","model":"claude-haiku-4-5","stop_reason":"end_turn"}')
    assert told.findings[-1].found is Found.UNREACHABLE
    assert view(engine, told).receipt is None


@pytest.mark.parametrize("name", ["anthropic_model", "azure_deployment_not_found", "image_model_value", "gateway_key_access"])
def test_a_fix_under_another_model_name_is_proved_once_the_table_says_so(engine, name):
    """The guides tell to correct the table: an answer of a model that nobody asked about proves nothing."""
    guide, case = knowledge().guide(name), engine.open(knowledge().causes[name].examples[-1].paste)
    case = engine.start_guide(case.id, case.version, name)
    while (step := guides.walk(guide, case.answers).step).verb != "check":
        case = engine.answer(case.id, case.version, step.id, next(iter(step.choices), "done"))
    corrected = engine.correct(case.id, case.version, {"model": "another-name"})
    proved = say(engine, corrected, passing("another-name"))
    assert guides.walk(guide, proved.answers).step.end == "solved"
