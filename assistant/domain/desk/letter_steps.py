"""What a letter tells to do: steps, an open question with its cases, the request to somebody else."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.domain.cause import Step
from assistant.domain.desk.letter_frames import Frames
from assistant.domain.desk.reply_steps import Way, addresses, after_choice, known_of, letter_words, way_of
from assistant.domain.knowledge import Guide
from assistant.domain.view.step import ready_messages
from assistant.domain.view.verdict import guide_id

QUESTION = "\u304b\u3002"  # how a question ends in Japanese
INNER = {0x300C: "\u300e", 0x300D: "\u300f"}  # quotation marks within quotation marks


class Steps(Frames):
    """The part of a letter that says what to do."""

    def steps(self) -> Iterator[str]:
        """Yield the steps, who can do them, when the screens were checked, and what to do then."""
        guide = self.words.knowledge.guide(guide_id(self.verdict))
        found = self.way(guide)
        lines = [*self.numbered(found), *self.fork(guide, found, len(found.steps) + 1)]
        if not lines:
            yield self.frame("no_steps") if found.ends == "person" else self.frame("after_steps")
            return
        yield "\n".join(one for one in (self.frame("steps"), self.who(guide), *lines) if one)
        if any(one.console for one in (*found.steps, *([found.fork] if found.fork else []))):
            yield self.frame("checked", checked=self.words.written(guide.checked))
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

    def way(self, guide: Guide) -> Way:
        """Return the steps that come next."""
        return way_of(self.case, guide, self.asked.role, self.asked.list_kind, self.words.knowledge.letters)

    def numbered(self, found: Way) -> Iterator[str]:
        """Yield the steps, numbered, each with the pages it needs."""
        named = ""
        for number, step in enumerate(found.steps, 1):
            said = self.said(step.say, step.title, request=bool(step.message))
            named += said
            yield f"{number}. {said}"
            for line in addresses(step, self.words, named):
                named += line
                yield f"   {line}"

    def asked_of_others(self, step: Step) -> str:
        """Return a step that asks somebody else, as one of several cases: its message is not sent along."""
        kept = letter_words(step.say, self.words, self.words.knowledge.letters)
        return self.joined(kept or self.frame("fork_ask"), self.frame("fork_text"))

    def fork(self, guide: Guide, found: Way, number: int) -> Iterator[str]:
        """Return an open question with what to do in each case."""
        if found.fork is None:
            return
        yield f"{number}. {self.frame('fork_question', say=self.said(found.fork.say, found.fork.title))}"
        named = "\n".join(self.numbered(found))
        known = known_of(self.asked.role, self.asked.list_kind)
        yield from (f"   {line}" for line in addresses(found.fork, self.words, named))
        for choice in found.fork.choices.values():
            if choice.go is not None:
                label = letter_words(choice.label, self.words, self.words.knowledge.letters)
                behind = after_choice(guide, guide.steps[choice.go], known, self.words.knowledge.letters)
                yield from self.case_of(label, behind, named)

    def case_of(self, label: str, behind: Way, named: str) -> Iterator[str]:
        """Yield what to do in one case: on its line where it is short, else a line for each step."""
        says = [self.asked_of_others(one) if one.message else self.said(one.say, one.title) for one in behind.steps]
        if not says:
            says = [self.next_question(behind) or self.frame("fork_again" if behind.ends == "check" else "fork_tell")]
        alone = len(says) == 1
        label = label.translate(INNER) if self.words.language == "ja" else label
        yield f"   {self.bullet}{self.frame('fork', label=label, say=says[0] if alone else '')}".rstrip()
        yield from () if alone else (f"     {number}) {one}" for number, one in enumerate(says, 1))
        for step in behind.steps:
            for line in addresses(step, self.words, named + "".join(says)):
                named += line
                yield f"     {line}"

    def next_question(self, behind: Way) -> str:
        """Return the question that a case leads to, with its answers; empty where there is none to be answered."""
        asked = behind.fork
        if asked is None or QUESTION not in asked.say.ja:
            return ""
        letters = self.words.knowledge.letters
        labels = [letter_words(one.label, self.words, letters) for one in asked.choices.values()]
        return self.frame("fork_next", say=self.said(asked.say, asked.title), options=" / ".join(labels))

    def request(self, found: Way) -> Iterator[str]:
        """Return the ready message of a step that asks somebody else."""
        message = next((one.message for one in found.steps if one.message), None)
        if message is not None:
            ready = ready_messages(message, self.words)[0]
            yield f"{self.frame('request')}\n----\n{ready.subject}\n\n{ready.body.strip()}\n----"
