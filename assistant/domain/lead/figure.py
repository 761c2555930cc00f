"""A case reduced to what is counted of it: no text but one line of a paste that no cause fits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from assistant.domain.case import Case
from assistant.domain.desk.ticket import Verdict
from assistant.domain.guiding.guide import DONE, NOT_SEEN, Walk, walk
from assistant.domain.knowledge import Guide
from assistant.domain.lead.telling import telling_line
from assistant.domain.text import Language
from assistant.domain.view.receipt import receipt

Proof = Literal["call", "paste"]
Ending = Literal["handed_over", "said"]  # said: done or called solved, and no call has shown it


@dataclass(frozen=True, slots=True)
class Press:
    """A press of "I do not see this" at a step, and the label that was there instead; "" where nobody said."""

    guide_id: str
    step_id: str
    saw: str = ""


@dataclass(frozen=True, slots=True)
class CaseFigure:
    """What is counted of one case, as of a version of it; times are UTC, ISO 8601."""

    case_id: str
    version: int
    at: str
    moved: str
    language: Language
    verdict: Verdict
    proof: Proof | None = None
    ending: Ending | None = None
    guide_id: str | None = None
    way: tuple[str, ...] = ()  # the steps that were reached, the one at hand last
    stopped: bool = False  # the way has not come to an end
    presses: tuple[Press, ...] = ()
    line: str = ""  # what tells most of a paste that no cause fits
    status: str | None = None
    code: str | None = None


def figure_of(case: Case, moved: str, verdict: Verdict, guide: Guide | None) -> CaseFigure:
    """Return what is counted of a case; `guide` is the one it walks."""
    walked = walk(guide, case.answers) if guide else None
    given = walked.given if walked else ()
    proved = receipt(case)
    ending: Ending | None = None
    if walked is not None and walked.step.end == "handoff":
        ending = "handed_over"
    elif case.changes or case.note == "solved_not_yet" or _followed(walked):
        ending = "said"
    return CaseFigure(
        case_id=case.id,
        version=case.version,
        at=case.created,
        moved=moved,
        language=case.report.language,
        verdict=verdict,
        proof=("paste" if proved.after.pasted else "call") if proved else None,
        ending=ending,
        guide_id=case.guide_id if walked else None,
        way=tuple(one.step.id for one in given) + ((walked.step.id,) if walked else ()),
        stopped=walked is not None and walked.step.verb != "end",
        presses=_presses(case),
        line=telling_line(case.report.text) if verdict.category == "other" and verdict.cause_id is None else "",
        status=case.value("http_status"),
        code=case.value("error_code"),
    )


def _followed(walked: Walk | None) -> bool:
    """Tell whether a guide was followed to the check that would prove it."""
    return walked is not None and walked.step.verb == "check" and any(one.answer == DONE for one in walked.given)


def _presses(case: Case) -> tuple[Press, ...]:
    """Return the presses that the case keeps, and those that stand among its answers alone."""
    kept = [Press(one.guide_id, one.step_id, one.saw) for one in case.unseen]
    known = {(one.guide_id, one.step_id) for one in kept}
    standing = [step_id for step_id, answer in case.answers.items() if answer == NOT_SEEN]
    guide_id = case.guide_id or ""
    return (*kept, *(Press(guide_id, one) for one in standing if (guide_id, one) not in known))
