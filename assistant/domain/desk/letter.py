"""A letter as a whole: greeting, conclusion, facts, steps, questions, closing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from assistant.domain.desk.letter_frames import bare_name
from assistant.domain.desk.letter_steps import Steps
from assistant.domain.desk.reply_steps import letter_words, used
from assistant.domain.view.receipt import receipt
from assistant.domain.view.verdict import FACTS_OF_A_CALL, guide_id

TAG = re.compile(r"\[masked:([a-z0-9_]+)\]")


class Letter(Steps):
    """A letter to a customer; it says no more than the grade of the verdict allows."""

    def subject(self) -> str:
        """Return the subject line: an answer to the customer's own, or one with the number."""
        name = "subject" if self.ticket.subject else "no_subject"
        return self.frame(name, subject=self.ticket.subject, number=self.ticket.known_as)

    def body(self) -> str:
        """Return the whole letter."""
        blocks = [*self.opening(), *self.middle(), *self.secrets(), *self.ending()]
        return "\n\n".join(block for block in blocks if block) + "\n"

    def opening(self) -> Iterator[str]:
        """Yield the greeting and the thanks."""
        yield self.greeting()
        yield self.frame("thanks_from", agent=self.asked.agent) if self.asked.agent else self.frame("thanks")

    def greeting(self) -> str:
        """Return the line that names the customer."""
        name = bare_name(self.ticket, self.words.knowledge.letters.titles)
        return self.frame("name", name=name) if name else self.frame("no_name")

    def middle(self) -> Iterator[str]:
        """Yield what the grade allows to say: the cause, the facts, the steps, the questions."""
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
        """Yield what there is to say where no error is: a passing call, or none seen."""
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
            return "\n".join([said, "", *(f"{self.bullet}{self.title(one)}" for one in self.possible())])
        return f"{said}\n\n{self.title(cause.id)}\n{letter_words(cause.why, self.words, self.words.knowledge.letters)}"

    def facts(self) -> str:
        """Return the facts that the message states, a line each."""
        rows = [(self.words(f"fact_{name}"), self.case.value(name)) for name in FACTS_OF_A_CALL]
        lines = [f"{self.bullet}{label}: {value}" for label, value in rows if value]
        return "\n".join([self.frame("facts"), *lines]) if lines else ""

    def settle(self) -> str:
        """Return what would settle each cause that is possible, by its name."""
        letters, causes = self.words.knowledge.letters, self.words.knowledge.causes
        found = ((causes[one].title, causes[one].evidence.verifies) for one in self.possible() if one in causes)
        told = [f"{self.bullet}{': '.join(letter_words(text, self.words, letters) for text in both)}" for both in found]
        return "\n".join([self.frame("settle"), *told]) if told else ""

    def possible(self) -> tuple[str, ...]:
        """Return the cause that is thought of first and the two nearest that look the same."""
        return tuple(dict.fromkeys([self.verdict.cause_id or "", *self.verdict.rivals[:2]]))

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
        """Return the questions, with the line that no secret is asked for."""
        asks = self.asks()
        if not asks:
            return ""
        lines = [f"{self.bullet}{self.words.knowledge.letters.asks[one].say(self.words.language)}" for one in asks]
        return "\n".join([self.frame("asks"), *lines, self.frame("never")])

    def secrets(self) -> Iterator[str]:
        """Yield, for each kind of secret that came in, how to revoke it."""
        kinds = dict.fromkeys(kind for one in (*self.case.earlier, self.case.report) for kind in TAG.findall(one.text))
        for kind in kinds:
            secret = self.words.knowledge.secrets.get(kind)
            if secret is not None:
                revoke = letter_words(secret.revoke, self.words, replace(self.words.knowledge.letters, only_here={}))
                yield self.frame("secret", kind=self.words.plain(secret.name), revoke=revoke)

    def fixed(self) -> tuple[str, ...]:
        """Return what a person alone may word anew: the verdict, the lines on secrets, a request to somebody else."""
        causes = dict.fromkeys((self.verdict.cause_id or "", *self.verdict.rivals, *self.verdict.second))
        titles = [self.title(one) for one in causes if one in self.words.knowledge.causes]
        frames = [self.frame(one) for one in (f"grade_{self.verdict.grade}", "passed_proved", "passed_pasted", "never")]
        found = self.way(self.words.knowledge.guide(guide_id(self.verdict)))
        return (*frames, *titles, *self.secrets(), *self.request(found))

    def ending(self) -> Iterator[str]:
        """Yield the closing, who signs, and the ticket's number."""
        yield self.frame("closing")
        signers = self.signers()
        yield "\n".join([*(["--"] if signers else []), *signers, self.frame("number", number=self.ticket.known_as)])

    def signers(self) -> list[str]:
        """Return the signature and the person's name, where it does not hold that, in the language's order."""
        agent, signature = self.asked.agent.strip(), self.asked.signature.strip()
        named = [agent] if agent and agent not in signature else []
        own = [signature] if signature else []
        return [*own, *named] if self.words.language == "ja" else [*named, *own]
