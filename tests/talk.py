"""Scripted talks: what a user pastes, clicks and types, and what must come of it; told as data, held over real HTTP.

A talk is a list of turns. A turn does one thing (paste, say, start, click, correct, check, try, back, back_to, console,
fault, fine, wait, switch, reload, stale) and then states what must be the case (`then`). In texts, `<<project:allow>>` is
an id of the practice organization, `<<answer:allow:gpt-4.1>>` what its server answers to a call now, `<<key>>` a made-up
key. What is said in each language stands side by side as {ja: …, en: …}.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from assistant.adapters.case_prober import CaseProber
from assistant.adapters.store import Store
from assistant.domain.case import Case
from assistant.domain.evidence import PolicyMode
from assistant.domain.probing.keys import Keys
from assistant.domain.text import LANGUAGES, Language
from assistant.domain.view.render import View
from assistant.engine import Engine
from assistant.practice.server import PracticeOrganization
from assistant.wiring import decider, knowledge, now

TOKEN = re.compile(r"<<([a-z_]+)(?::([\w.\-]+))?(?::([\w.\-]+))?>>")
A_KEY = "sk-" + "proj-" + "Tz4Qm8" * 12
UNFILLED = re.compile(r"\{[a-z_]+\}")
Turn = Mapping[str, Any]


@dataclass
class Talk:
    """One talk in one language, with a database and a practice organization of its own."""

    language: Language
    file: Path
    organization: PracticeOrganization
    base_url: str
    case: Case = field(init=False)
    keys: Keys = field(init=False)

    def __post_init__(self) -> None:
        self._open()
        self.keys = Keys(base_url=self.base_url)

    def _open(self) -> None:
        self.store = Store(f"sqlite:///{self.file.as_posix()}")
        prober = CaseProber(knowledge().models, decider().classify)
        self.engine = Engine(knowledge(), decider(), self.store, prober, now)

    def close(self) -> None:
        self.store.close()

    # ---- what a turn can do ------------------------------------------------------------------------------------

    def take(self, turn: Turn) -> None:
        """Do a turn and check what it states."""
        ((name, value),) = ((key, value) for key, value in turn.items() if key != "then")
        getattr(self, f"_do_{name}")(value)
        if hasattr(self, "case"):
            self._same_in_both()
            for what, expected in turn.get("then", {}).items():
                self._expect(what, expected)

    def _do_paste(self, value: Any) -> None:
        self.case = self.engine.open(self._text(value), practice=True)

    def _do_say(self, value: Any) -> None:
        self._took(self.engine.say(self.case.id, self.case.version, self._text(value)))

    def _do_start(self, value: Any) -> None:
        chosen = self.view().verdict.guide_id if value is True else value
        self._took(self.engine.start_guide(self.case.id, self.case.version, chosen))

    def _do_click(self, value: Any) -> None:
        for answer in value if isinstance(value, list) else [value]:
            step = self.view().step
            assert step is not None, "no step to click at"
            offered = [one.answer for one in step.buttons] + (["person"] if step.verb != "end" else [])
            assert answer in offered, f"{step.id} offers {offered}, not {answer}"
            self._took(self.engine.answer(self.case.id, self.case.version, step.id, answer))

    def _do_correct(self, value: Any) -> None:
        given = {name: self._text(text) for name, text in value.items()}
        self._took(self.engine.correct(self.case.id, self.case.version, given))  # type: ignore[arg-type]

    def _do_keys(self, value: Any) -> None:
        made = {slot: self.organization.secret(name) for slot, name in value.items()}
        self.keys = replace(Keys(base_url=self.base_url), **made)

    def _do_check(self, value: Any) -> None:
        call = value != "free"
        done = self.engine.probe(self.case.id, self.case.version, self.keys, call=call, on_finding=lambda _: None)
        self._took(done)

    def _do_try(self, _value: Any) -> None:
        advice = self.engine.advice(self.case)
        assert advice is not None and advice.to_try
        done = self.engine.try_models(self.case.id, self.case.version, advice.to_try, self.keys, lambda _: None)
        self._took(done)

    def _do_back(self, _value: Any) -> None:
        self._took(self.engine.back(self.case.id, self.case.version))

    def _do_back_to(self, value: Any) -> None:
        self._took(self.engine.back_to(self.case.id, self.case.version, value))

    def _do_console(self, value: Any) -> None:
        """Change a project's list as somebody does in the console."""
        project = self.organization.project(value["project"])
        policy, ids = project.policy, list(project.policy.model_ids)
        if value.get("remove"):
            self.organization.remove_policy(project.id)
            return
        ids = [one for one in ids if one not in _list(value.get("take_off"))] + _list(value.get("add"))
        self.organization.set_policy(project.id, policy.mode or PolicyMode.ALLOW_LIST, ids)

    def _do_fault(self, value: Any) -> None:
        given = {"id": value} if isinstance(value, str) else dict(value)
        self.organization.switch_on(given.pop("id"), **given)

    def _do_fine(self, _value: Any) -> None:
        self.organization.all_fine()

    def _do_wait(self, value: Any) -> None:
        time.sleep(value)

    def _do_switch(self, _value: Any) -> None:
        before, self.language = self.view(), _other(self.language)
        assert self.view().verdict.title != before.verdict.title

    def _do_reload(self, _value: Any) -> None:
        """Come back by the case's link after a restart of the server."""
        self.close()
        self._open()
        found = self.engine.load(self.case.id)
        assert found == self.case
        self.case = found

    def _do_stale(self, value: Any) -> None:
        """Click once more on a page that was drawn before the last change: nothing happens."""
        step = self.view().step
        assert self.engine.answer(self.case.id, self.case.version - 1, step.id if step else "", value) is None
        assert self.engine.load(self.case.id) == self.case

    # ---- what must be the case ---------------------------------------------------------------------------------

    def _expect(self, what: str, expected: Any) -> None:
        view = self.view()
        if what in EXPECTED:
            actual = EXPECTED[what](self, view)
            assert actual == expected, f"{what} is {actual!r}, not {expected!r}"
        elif what == "found":
            last = {one.probe: one.found for one in view.findings}
            assert {probe: last.get(probe) for probe in expected} == expected
        elif what == "facts":
            known = {name: self.case.value(name) for name in expected}
            assert known == {name: text and self._text(text) for name, text in expected.items()}
        elif what == "shows":
            for text in _list(expected):
                assert self._text(text) in repr(view), text
        elif what == "nowhere":
            self._nowhere([self._text(one) for one in _list(expected)])
        else:
            raise AssertionError(f"a talk cannot expect {what}")

    def _nowhere(self, texts: list[str]) -> None:
        for text in texts:
            assert text not in repr(self.view()), text
            assert all(text.encode() not in path.read_bytes() for path in self.file.parent.iterdir()), text

    def _same_in_both(self) -> None:
        """Check that both languages show the same case, in full."""
        ja, en = (self.engine.view(self.case, one, self.base_url) for one in LANGUAGES)
        assert (ja.step is None) == (en.step is None)
        assert [one.cause_id for one in ja.verdict.rivals] == [one.cause_id for one in en.verdict.rivals]
        assert [(one.name, one.value) for one in ja.verdict.facts] == [(one.name, one.value) for one in en.verdict.facts]
        assert (ja.receipt, ja.ready, ja.moved, ja.pasted) == (en.receipt, en.ready, en.moved, en.pasted)
        if ja.step and en.step:
            assert ja.step.id == en.step.id
            assert [one.answer for one in ja.step.buttons] == [one.answer for one in en.step.buttons]
            assert len(ja.step.links) == len(en.step.links) and len(ja.step.messages) == len(en.step.messages)
            for card in (ja.step, en.step):
                ours = "\n".join((card.title, card.say, card.warn, *(one.label for one in card.buttons)))
                assert not UNFILLED.search(ours), ours

    # ---- ------------------------------------------------------------------------------------------------------

    def view(self) -> View:
        return self.engine.view(self.case, self.language, self.base_url)

    def _took(self, changed: Case | None) -> None:
        assert changed is not None, "the change came too late"
        self.case = changed

    def _text(self, value: Any) -> str:
        text = value[self.language] if isinstance(value, dict) else str(value)
        return TOKEN.sub(self._token, text)

    def _token(self, match: re.Match[str]) -> str:
        kind, name, model = match.groups()
        if kind == "key":
            return A_KEY
        if kind == "project":
            return self.organization.project(name).id
        if kind == "request":
            return "req_" + (name or "ab12") * 8
        assert kind == "answer"
        return self.organization.paste(name, model or "gpt-4.1")


EXPECTED: Mapping[str, Callable[[Talk, View], Any]] = {
    "step": lambda _, view: view.step.id if view.step else None,
    "verb": lambda _, view: view.step.verb if view.step else None,
    "cause": lambda _, view: view.verdict.cause_id,
    "category": lambda _, view: view.verdict.category,
    "grade": lambda _, view: view.verdict.grade,
    "guide": lambda talk, _: talk.case.guide_id,
    "usable": lambda talk, _: talk.engine.diagnosis(talk.case).usable,
    "note": lambda talk, _: talk.case.note,
    "solved": lambda _, view: bool(view.step and view.step.id == "solved" and view.receipt),
    "receipt": lambda _, view: view.receipt is not None,
    "handed_over": lambda _, view: view.summary is not None,
    "moved": lambda _, view: view.moved,
    "message": lambda _, view: bool(view.step and view.step.messages),
    "ready": lambda _, view: view.ready is not None,
    "masked": lambda _, view: list(view.masked),
    "also": lambda talk, _: list(talk.engine.diagnosis(talk.case).also_seen),
    "second": lambda talk, _: list(talk.engine.diagnosis(talk.case).second),
    "past": lambda _, view: [one.step_id for one in view.past],
    "near": lambda talk, _: _advice(talk, "near"),
    "replacement": lambda talk, _: _advice(talk, "replacement"),
    "works": lambda talk, _: [one.model for one in _advice(talk, "models") or () if one.state == "works"],
    "earlier": lambda talk, _: len(talk.case.earlier),
    "checkable": lambda talk, _: talk.engine.checkable(talk.case),
}


def _advice(talk: Talk, name: str) -> Any:
    found = getattr(talk.engine.advice(talk.case), name, None)
    return list(found) if isinstance(found, tuple) else found


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _other(language: Language) -> Language:
    return "en" if language == "ja" else "ja"
