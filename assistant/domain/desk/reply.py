"""The draft of a reply: composed from verdict, guide and frames; it says no more than the grade allows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from assistant.domain.case import Case
from assistant.domain.cause import Step
from assistant.domain.desk.memo import memo
from assistant.domain.desk.reply_steps import Way, addresses, after_choice, letter_words, used, way_of
from assistant.domain.desk.ticket import Ticket
from assistant.domain.diagnosis import Diagnosis
from assistant.domain.knowledge import Guide, Knowledge, Register
from assistant.domain.text import Language, Text, fill
from assistant.domain.view.receipt import receipt
from assistant.domain.view.step import ready_messages
from assistant.domain.view.values import told_of, values_of
from assistant.domain.view.verdict import FACTS_OF_A_CALL, guide_id
from assistant.domain.view.words import Words

INNER = {0x300C: "\u300e", 0x300D: "\u300f"}  # quotation marks within quotation marks
TAG = re.compile(r"\[masked:([a-z0-9_]+)\]")
Role = Literal["unknown", "owner", "member"]
ListKind = Literal["unknown", "allow_list", "deny_list", "no_list"]


@dataclass(frozen=True, slots=True)
class ReplyAsked:
    """Which draft: its register, who signs, what is known of the customer's role and list, a link to the case."""

    language: Language
    register: Register = "customer"
    agent: str = ""
    signature: str = ""
    role: Role = "unknown"
    list_kind: ListKind = "unknown"
    link: str = ""


@dataclass(frozen=True, slots=True)
class Reply:
    """A draft in one language; `asks` are the facts that it asks for."""

    subject: str
    body: str
    language: Language
    register: Register
    asks: tuple[str, ...] = ()


def compose(ticket: Ticket, case: Case, verdict: Diagnosis, knowledge: Knowledge, asked: ReplyAsked) -> Reply:
    """Return the draft of a ticket."""
    told = {name: value for name, value in told_of(case, verdict).items() if name != "at"}  # it failed before
    words = Words(knowledge, asked.language, values_of(case, knowledge) | told)
    letter = _Letter(ticket, case, verdict, words, asked)
    body = memo(ticket, case, verdict, words, asked, letter.asks()) if asked.register == "memo" else letter.body()
    return Reply(letter.subject(), body, asked.language, asked.register, letter.asks())


@dataclass(frozen=True, slots=True)
class _Letter:
    ticket: Ticket
    case: Case
    verdict: Diagnosis
    words: Words
    asked: ReplyAsked

    def subject(self) -> str:
        name = "subject" if self.ticket.subject else "no_subject"
        return self.frame(name, subject=self.ticket.subject, number=self.ticket.known_as)

    def body(self) -> str:
        blocks = [*self.opening(), *self.middle(), *self.secrets(), *self.ending()]
        return "\n\n".join(block for block in blocks if block) + "\n"

    def frame(self, name: str, /, **values: str) -> str:
        """Return a frame in the register, its values bare."""
        register = "customer" if self.asked.register == "memo" else self.asked.register
        return fill(self.words.knowledge.letters.frames[name][register].say(self.words.language), values)

    def opening(self) -> Iterator[str]:
        name = (self.ticket.customer or "").strip()
        for title in self.words.knowledge.letters.titles:
            name = name.removesuffix(title).strip()
        yield self.frame("name", name=name) if name else self.frame("no_name")
        yield self.frame("thanks_from", agent=self.asked.agent) if self.asked.agent else self.frame("thanks")

    def middle(self) -> Iterator[str]:
        if self.verdict.category == "none":
            yield from self.without_error()
            return
        yield self.conclusion()
        yield self.facts()
        for second in self.verdict.second:
            yield f"{self.frame('second')}\n{self.title(second)}"
        if self.verdict.grade == "possible":
            yield self.settle()
        if self.verdict.grade in ("verified", "reported"):
            yield from self.steps()
        elif self.asked.link:
            yield self.frame("case_link", link=self.asked.link)
        yield self.asking()

    def without_error(self) -> Iterator[str]:
        passed = self.case.report.kind == "passed" or self.verdict.usable
        if not passed:
            yield self.frame("no_error")
            yield self.asking()
            return
        proved = receipt(self.case)
        live = proved is not None and not proved.after.pasted
        yield self.frame("passed_proved" if live else "passed_pasted")
        yield self.facts()
        yield self.frame("passed_close")

    def conclusion(self) -> str:
        """Return the cause as the grade allows it: what is only possible is named, not explained as if it were so."""
        said = self.frame(f"grade_{self.verdict.grade}")
        cause = self.words.knowledge.causes.get(self.verdict.cause_id or "")
        if cause is None or self.verdict.grade == "unknown":
            return said
        if self.verdict.grade == "possible":
            named = [self.verdict.cause_id or "", *self.verdict.rivals[:2]]
            return "\n".join([said, "", *(f"{self.bullet}{self.title(one)}" for one in dict.fromkeys(named))])
        return f"{said}\n\n{self.title(cause.id)}\n{letter_words(cause.why, self.words, self.words.knowledge.letters)}"

    def title(self, cause_id: str) -> str:
        cause = self.words.knowledge.causes[cause_id]
        stop = "\u3002" if self.words.language == "ja" and not cause.title.ja.endswith("\u3002") else ""
        end = "." if self.words.language == "en" and cause.title.en[-1] not in ".)" else ""
        return letter_words(cause.title, self.words, self.words.knowledge.letters) + stop + end

    @property
    def bullet(self) -> str:
        return "\u30fb" if self.words.language == "ja" else "- "

    def facts(self) -> str:
        rows = [(self.words(f"fact_{name}"), self.case.value(name)) for name in FACTS_OF_A_CALL]
        lines = [f"{self.bullet}{label}: {value}" for label, value in rows if value]
        return "\n".join([self.frame("facts"), *lines]) if lines else ""

    def settle(self) -> str:
        cause = self.words.knowledge.causes.get(self.verdict.cause_id or "")
        said = letter_words(cause.evidence.verifies, self.words, self.words.knowledge.letters) if cause else ""
        return f"{self.frame('settle')}\n{self.bullet}{said}" if said else ""

    def steps(self) -> Iterator[str]:
        guide = self.words.knowledge.guide(guide_id(self.verdict))
        found = self.way(guide)
        lines = [*self.numbered(found), *self.fork(guide, found, len(found.steps) + 1)]
        if not lines:
            yield self.frame("no_steps") if found.ends == "person" else self.frame("after_steps")
            return
        yield "\n".join(one for one in (self.frame("steps"), self.who(guide), *lines) if one)
        if any(one.console for one in (*found.steps, *([found.fork] if found.fork else []))):
            yield self.frame("checked", checked=self.day(guide.checked))
        yield self.frame("after_steps")
        yield from self.request(found)
        if self.asked.link:
            yield self.frame("case_link", link=self.asked.link)

    def who(self, guide: Guide) -> str:
        """Return who can do the steps, where it is not known whether the customer can."""
        cause = self.words.knowledge.causes.get(guide.id)
        name = f"who_{cause.who}" if cause else ""
        known = self.asked.role != "unknown" or name not in self.words.knowledge.letters.frames
        return "" if known else self.frame(name)

    def day(self, checked: str) -> str:
        year, month, day = checked.split("-")
        if self.words.language == "ja":
            month, day = month.lstrip("0"), day.lstrip("0")
        return self.words("day", year=year, month=month, day=day)

    def way(self, guide: Guide) -> Way:
        return way_of(self.case, guide, self.asked.role, self.asked.list_kind, self.words.knowledge.letters)

    def numbered(self, found: Way) -> Iterator[str]:
        named = ""
        for number, step in enumerate(found.steps, 1):
            said = self.said(step.say, step.title, request=bool(step.message))
            named += said
            yield f"{number}. {said}"
            for line in addresses(step, self.words, named):
                named += line
                yield f"   {line}"

    def said(self, say: Text, title: Text, *, request: bool = False) -> str:
        letters = self.words.knowledge.letters
        kept = letter_words(say, self.words, letters)
        if request:
            return self.joined(self.frame("send_request"), kept)
        return kept or letter_words(title, self.words, letters)

    def asked_of_others(self, step: Step) -> str:
        """Return a step that asks somebody else, as one of several cases: its message is not sent along."""
        kept = letter_words(step.say, self.words, self.words.knowledge.letters)
        return self.joined(kept or self.frame("fork_ask"), self.frame("fork_text"))

    def joined(self, *sentences: str) -> str:
        return ("" if self.words.language == "ja" else " ").join(one for one in sentences if one)

    def fork(self, guide: Guide, found: Way, number: int) -> Iterator[str]:
        """Return an open question with what to do in each case."""
        if found.fork is None:
            return
        yield f"{number}. {self.said(found.fork.say, found.fork.title)}"
        named = "\n".join(self.numbered(found))
        yield from (f"   {line}" for line in addresses(found.fork, self.words, named))
        for choice in found.fork.choices.values():
            if choice.go is not None:
                label = letter_words(choice.label, self.words, self.words.knowledge.letters)
                yield from self.case_of(label, after_choice(guide, guide.steps[choice.go]), named)

    def case_of(self, label: str, behind: Way, named: str) -> Iterator[str]:
        """Yield what to do in one case: on its line where it is short, else a line for each step."""
        says = [self.asked_of_others(one) if one.message else self.said(one.say, one.title) for one in behind.steps]
        if not says:
            says = [self.frame("fork_again" if behind.ends == "check" else "fork_tell")]
        alone = len(says) == 1
        label = label.translate(INNER) if self.words.language == "ja" else label
        yield f"   {self.bullet}{self.frame('fork', label=label, say=says[0] if alone else '')}".rstrip()
        yield from () if alone else (f"     {number}) {one}" for number, one in enumerate(says, 1))
        for step in behind.steps:
            for line in addresses(step, self.words, named + "".join(says)):
                named += line
                yield f"     {line}"

    def request(self, found: Way) -> Iterator[str]:
        """Return the ready message of a step that asks somebody else."""
        message = next((one.message for one in found.steps if one.message), None)
        if message is not None:
            ready = ready_messages(message, self.words)[0]
            yield f"{self.frame('request')}\n----\n{ready.subject}\n\n{ready.body.strip()}\n----"

    def asks(self) -> tuple[str, ...]:
        """Return what is missing: everything where no cause is known, else the values that the steps need."""
        if self.verdict.category == "none":
            passed = self.case.report.kind == "passed" or self.verdict.usable
            return () if passed else ("error_text", "model")
        if self.verdict.grade == "unknown":
            wanted: tuple[str, ...] = ("error_text", "model", "project_id", "request_id")
            return tuple(one for one in wanted if one == "error_text" or not self.words.values.get(one))
        if self.verdict.grade == "possible":
            return ("error_text",)
        found = self.way(self.words.knowledge.guide(guide_id(self.verdict)))
        needs = used(found, self.words)
        return tuple(one for one in ("project_id", "model", "scope") if one in needs and not self.words.values.get(one))

    def asking(self) -> str:
        asks = self.asks()
        if not asks:
            return ""
        lines = [f"{self.bullet}{self.words.knowledge.letters.asks[one].say(self.words.language)}" for one in asks]
        return "\n".join([self.frame("asks"), *lines, self.frame("never")])

    def secrets(self) -> Iterator[str]:
        kinds = dict.fromkeys(kind for one in (*self.case.earlier, self.case.report) for kind in TAG.findall(one.text))
        for kind in kinds:
            secret = self.words.knowledge.secrets.get(kind)
            if secret is not None:
                revoke = letter_words(secret.revoke, self.words, replace(self.words.knowledge.letters, only_here={}))
                yield self.frame("secret", kind=self.words.plain(secret.name), revoke=revoke)

    def ending(self) -> Iterator[str]:
        yield self.frame("closing")
        signature = self.asked.signature.strip() or self.asked.agent
        number = self.frame("number", number=self.ticket.known_as)
        yield "\n".join(one for one in ("--" if signature else "", signature, number) if one)
