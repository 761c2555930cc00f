"""The sentences of a letter: frames of reply.yaml in a register, a cause's and a step's own words."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.domain.case import Case
from assistant.domain.deciding.diagnosis import Diagnosis
from assistant.domain.desk.reply_steps import letter_words
from assistant.domain.desk.reply_values import ReplyAsked
from assistant.domain.desk.ticket import Ticket
from assistant.domain.text import Text, fill
from assistant.domain.view.words import Words


def bare_name(ticket: Ticket, titles: tuple[str, ...]) -> str:
    """Return a customer's name without the titles that it may already end with; empty where none is known."""
    name = (ticket.customer or "").strip()
    for title in titles:
        name = name.removesuffix(title).strip()
    return name


@dataclass(frozen=True)
class Frames:
    """What a letter is written from, and its sentences."""

    ticket: Ticket
    case: Case
    verdict: Diagnosis
    words: Words
    asked: ReplyAsked

    def frame(self, name: str, /, **values: str) -> str:
        """Return a frame in the register, its values bare."""
        register = "customer" if self.asked.register == "memo" else self.asked.register
        return fill(self.words.knowledge.letters.frames[name][register].say(self.words.language), values)

    def title(self, cause_id: str) -> str:
        """Return a cause's title as a sentence."""
        cause = self.words.knowledge.causes[cause_id]
        stop = "\u3002" if self.words.language == "ja" and not cause.title.ja.endswith("\u3002") else ""
        end = "." if self.words.language == "en" and cause.title.en[-1] not in ".)" else ""
        return letter_words(cause.title, self.words, self.words.knowledge.letters) + stop + end

    @property
    def bullet(self) -> str:
        """Return the mark before an item of a list."""
        return "\u30fb" if self.words.language == "ja" else "- "

    def joined(self, *sentences: str) -> str:
        """Return sentences one after the other."""
        return ("" if self.words.language == "ja" else " ").join(one for one in sentences if one)

    def said(self, say: Text, title: Text, *, request: bool = False) -> str:
        """Return what a step says in a letter, its title where nothing of it is for a letter."""
        letters = self.words.knowledge.letters
        kept = letter_words(say, self.words, letters)
        if request:
            return self.joined(self.frame("send_request"), kept)
        return kept or letter_words(title, self.words, letters)
