"""The memo for one's own side: facts and judgement apart, a line each."""

from __future__ import annotations

from assistant.domain.case import Case
from assistant.domain.deciding.diagnosis import Diagnosis
from assistant.domain.desk.reply_steps import letter_words, way_of
from assistant.domain.desk.reply_values import ReplyAsked
from assistant.domain.desk.ticket import Ticket
from assistant.domain.text import fill
from assistant.domain.view.receipt import receipt
from assistant.domain.view.verdict import FACTS_OF_A_CALL, guide_id
from assistant.domain.view.words import Words

LONGEST = 160  # characters of a line of evidence


def memo(ticket: Ticket, case: Case, verdict: Diagnosis, words: Words, asked: ReplyAsked, asks: tuple[str, ...]) -> str:
    """Return the memo; a line whose value is not known is left out."""
    knowledge, letters = words.knowledge, words.knowledge.letters
    join = " / ".join
    cause = knowledge.causes.get(verdict.cause_id or "")
    evidence = _short(verdict.evidence[-1].text.strip()) if verdict.evidence else ""
    facts = [f"{words(f'fact_{name}')} {value}" for name in FACTS_OF_A_CALL if (value := case.value(name))]
    rivals = [letter_words(knowledge.causes[one].title, words, letters) for one in verdict.rivals[:3]]
    proved = receipt(case)
    guide = knowledge.guide(guide_id(verdict))
    found = way_of(case, guide, asked.role, asked.list_kind, letters) if cause else None
    steps = [letter_words(one.title, words, letters) for one in (*found.steps, found.fork) if one] if found else []
    secrets = [words.plain(knowledge.secrets[one].name) for one in case.report.masked if one in knowledge.secrets]
    lines = {
        "title": {"number": ticket.known_as},
        "customer": {"name": ticket.customer or ""},
        "cause": {
            "title": letter_words(cause.title, words, letters) if cause else words(f"category_{verdict.category}"),
            "grade": words(f"grade_{verdict.grade}"),
        },
        "evidence": {"line": evidence},
        "object": {"facts": join(facts)},
        "rivals": {"rivals": join(rivals)},
        "proved": {} if proved and not proved.after.pasted else None,
        "steps": {"steps": " > ".join(steps)},
        "who": {"who": words(f"who_{cause.who}") if cause else ""},
        "asks": {"asks": join(letters.asks[one].say(words.language) for one in asks)},
        "secret": {"kind": join(secrets)},
        "link": {"link": asked.link},
    }
    said = []
    for name, values in lines.items():
        if values is None or not all(values.values()):
            continue
        said.append(fill(letters.memo[name].say(words.language), values))
    return "\n".join(said) + "\n"


def _short(line: str) -> str:
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1]}\u2026"
