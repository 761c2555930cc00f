"""Walking a small guide by hand: replay, going back, every walk, how far it still is."""

from __future__ import annotations

import pytest

from assistant.domain.cause import Choice, Escape, Step
from assistant.domain.guiding import guide as guides
from assistant.domain.knowledge import Guide
from assistant.domain.text import Text

NOTHING = Text("", "")


def step(name, verb, **more):
    return Step(name, verb, NOTHING, NOTHING, **more)


def label(go=None, back=None):
    return Choice(NOTHING, go, back)


GUIDE = Guide(
    "sample",
    {
        one.id: one
        for one in (
            step("which", "ask", choices={"left": label("turn"), "right": label("look")}),
            step("turn", "do", go="call", console=True, escape=Escape("person", "ask_admin")),
            step("look", "ask", choices={"again": label(back="which"), "on": label("call")}),
            step("ask_admin", "do", go="call"),
            step("call", "check", probe="model_call", on={"ok": "solved", "denied": "look_again", "else": "person"}),
            step("look_again", "ask", choices={"retry": label(back="call"), "stop": label("person")}),
            step("solved", "end", end="solved"),
            step("person", "end", end="handoff"),
        )
    },
    "2026-11-23",
)


def way(answers):
    return [one.step.id for one in guides.walk(GUIDE, answers).given]


def test_a_walk_begins_at_the_first_step_and_ends_where_the_answers_end():
    assert guides.walk(GUIDE, {}).step.id == "which"
    walked = guides.walk(GUIDE, {"which": "left", "turn": "done"})
    assert (walked.step.id, [one.answer for one in walked.given]) == ("call", ["left", "done"])
    assert not walked.solved
    assert guides.walk(GUIDE, {"which": "left", "turn": "done", "call": "ok"}).solved


def test_answers_that_a_newer_guide_does_not_take_end_the_replay():
    assert guides.walk(GUIDE, {"which": "gone", "turn": "done"}).step.id == "which"
    assert guides.walk(GUIDE, {"turn": "done"}).step.id == "which"
    assert guides.walk(GUIDE, {"which": "left", "turn": "not_a_button"}).step.id == "turn"


@pytest.mark.parametrize(
    ("answers", "answer", "at"),
    [
        ({"which": "left"}, guides.NOT_SEEN, "person"),
        ({"which": "left"}, guides.NOT_ALLOWED, "ask_admin"),
        ({"which": "left"}, guides.DONE, "call"),
        ({"which": "left", "turn": "done"}, "limited", "person"),  # else
        ({"which": "left", "turn": "done"}, "denied", "look_again"),
        ({"which": "left"}, guides.PERSON, "person"),  # from every step
    ],
)
def test_an_answer_leads_where_the_step_says(answers, answer, at):
    here = guides.walk(GUIDE, answers).step.id
    assert guides.walk(GUIDE, guides.give(GUIDE, answers, here, answer)).step.id == at


@pytest.mark.parametrize(
    ("step_id", "answer"),
    [("turn", "ok"), ("turn", "left"), ("call", "ok"), ("nowhere", "done"), ("look", "on"), ("solved", "done")],
)
def test_an_answer_that_the_step_does_not_take_changes_nothing(step_id, answer):
    assert guides.give(GUIDE, {"which": "left"}, step_id, answer) == {"which": "left"}


def test_an_older_step_answered_again_drops_all_that_came_after_it():
    answers = {"which": "left", "turn": "done", "call": "denied"}
    again = guides.give(GUIDE, answers, "which", "right")
    assert again == {"which": "right"}
    assert guides.walk(GUIDE, again).step.id == "look"


def test_a_choice_that_leads_back_drops_the_answers_from_there_on():
    answers = {"which": "left", "turn": "done", "call": "denied"}
    again = guides.give(GUIDE, answers, "look_again", "retry")
    assert again == {"which": "left", "turn": "done"}
    assert guides.walk(GUIDE, again).step.id == "call"


def test_back_takes_one_answer_and_stops_at_the_start():
    answers = {"which": "left", "turn": "done"}
    assert guides.back(GUIDE, answers) == {"which": "left"}
    assert guides.back(GUIDE, guides.back(GUIDE, answers)) == {}
    assert guides.back(GUIDE, {}) == {}


def test_stray_answers_do_not_survive_the_next_one():
    assert guides.give(GUIDE, {"which": "left", "look": "on"}, "turn", "done") == {"which": "left", "turn": "done"}


def test_all_walks_are_every_way_to_an_end():
    walks = list(guides.all_walks(GUIDE))
    assert all(one.step.verb == "end" for one in walks)
    ways = {tuple(f"{given.step.id}:{given.answer}" for given in one.given) for one in walks}
    assert len(ways) == len(walks) == 10
    assert ("which:left", "turn:done", "call:ok") in ways
    assert ("which:left", "turn:not_allowed", "call") not in ways
    assert ("which:left", "turn:not_seen") in ways
    assert ("which:right", "look:on", "call:denied", "look_again:stop") in ways
    assert not any("retry" in one[-1] or "look:again" in one for one in ways)


def test_every_walk_can_be_given_answer_by_answer():
    for one in guides.all_walks(GUIDE):
        answers: dict[str, str] = {}
        for given in one.given:
            answers = guides.give(GUIDE, answers, given.step.id, given.answer)
        assert guides.walk(GUIDE, answers) == one


def test_remaining_counts_the_usual_way_on():
    count = {name: guides.remaining(one, GUIDE) for name, one in GUIDE.steps.items()}
    assert count == {
        "which": 3, "turn": 2, "look": 1, "ask_admin": 2, "call": 1, "look_again": 1, "solved": 0, "person": 0
    }  # fmt: skip


def test_a_choice_named_person_leads_where_it_says_and_person_elsewhere_to_the_step_of_that_name():
    stops = {
        "where": step("where", "ask", choices={"here": label("not_here"), "there": label("more")}),
        "not_here": step("not_here", "end", end="handoff"),
        "more": step("more", "ask", choices={"person": label("person"), "go_on": label("not_here")}),
        "person": step("person", "end", end="handoff"),
    }
    guide = Guide("two_ends", stops, "2026-11-23")
    assert guides.walk(guide, {"where": "there", "more": "person"}).step.id == "person"
    assert guides.walk(guide, {"where": "person"}).step.id == "person"
    assert guides.give(guide, {"where": "here"}, "not_here", "person") == {"where": "here"}


def test_only_an_end_has_no_answers():
    assert guides.answers_of(GUIDE.steps["turn"]) == ("done", "not_seen", "not_allowed")
    assert guides.answers_of(GUIDE.steps["call"]) == ("ok", "denied", "else")
    assert guides.answers_of(GUIDE.steps["solved"]) == ()
    assert guides.edge(GUIDE.steps["solved"], "done") is None
    assert guides.handoff(GUIDE).id == "person"
