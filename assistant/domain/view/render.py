"""The whole of a case in one language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from assistant.domain.case import Case, Unseen
from assistant.domain.deciding.diagnosis import Diagnosis
from assistant.domain.endpoint import Endpoint, endpoint_for
from assistant.domain.guiding.guide import Walk, walk
from assistant.domain.guiding.unseen import just_unseen
from assistant.domain.knowledge import Knowledge
from assistant.domain.permissions.wanted import Wanted, wanted
from assistant.domain.text import Language
from assistant.domain.view.findings import FindingLine, finding_line
from assistant.domain.view.ready import ReadyCall, ready_call
from assistant.domain.view.receipt import Receipt, receipt
from assistant.domain.view.seen_policy import SeenPolicy, seen_policy
from assistant.domain.view.step import Past, StepCard, past, step_card
from assistant.domain.view.summary import Summary, summary
from assistant.domain.view.values import told_of, values_of
from assistant.domain.view.verdict import VerdictCard, guide_id, verdict_card
from assistant.domain.view.words import Words


@dataclass(frozen=True, slots=True)
class View:
    """All that a face shows of a case; `pasted` and every evidence line are the user's text, never Markdown."""

    language: Language
    case_id: str
    version: int
    practice: bool
    pasted: str
    masked: tuple[str, ...]
    verdict: VerdictCard
    findings: tuple[FindingLine, ...]
    moved: str | None  # the guide under way is not the verdict's any more: the verdict's guide id
    past: tuple[Past, ...]
    step: StepCard | None
    ready: ReadyCall | None
    receipt: Receipt | None
    summary: Summary | None
    note: str | None
    seen: SeenPolicy | None  # the project's list, as the Admin key last showed it
    wanted: Wanted | None  # what is wanted of that list, where the verdict is about it
    tool: ToolNote | None  # the tool that the paste shows, which may send a model unasked
    unseen: Unseen | None  # what the last answer said was not to be seen; its label, where it was given, is the user's


@dataclass(frozen=True, slots=True)
class ToolNote:
    """What to ask about a tool, and where in it the model is set."""

    name: str
    question: str
    where: str


def render(
    case: Case,
    diagnosis: Diagnosis,
    knowledge: Knowledge,
    language: Language,
    base_url: str,
    told: Mapping[str, str],
) -> View:
    """Derive the view of a case; the same values give the same view. `told` are values for the case's note."""
    words = Words(knowledge, language, values_of(case, knowledge) | told_of(case, diagnosis))
    card = verdict_card(case, diagnosis, words)
    walked = _walk(case, knowledge)
    checked_at = case.findings[-1].at if case.findings else None
    step = step_card(knowledge.guide(case.guide_id), walked, words, checked_at) if case.guide_id and walked else None
    handed_over = walked is not None and walked.step.end == "handoff"
    return View(
        language=language,
        case_id=case.id,
        version=case.version,
        practice=case.practice,
        pasted=case.report.text,
        masked=case.report.masked,
        verdict=card,
        findings=tuple(finding_line(one, words) for one in case.findings),
        moved=_moved(case, diagnosis),
        past=past(walked.given, words) if walked else (),
        step=step,
        ready=_ready(case, step, knowledge, base_url),
        receipt=receipt(case),
        summary=summary(case, card, diagnosis, walked, words) if handed_over else None,
        note=words(case.note, **told) if case.note and case.note in knowledge.wording else None,
        seen=seen_policy(case, words),
        wanted=wanted(case, knowledge.causes.get(diagnosis.cause_id or ""), knowledge.models),
        tool=_tool(case, words),
        unseen=just_unseen(case, walked),
    )


def _ready(case: Case, step: StepCard | None, knowledge: Knowledge, base_url: str) -> ReadyCall | None:
    """Return the ready call of a check, on the endpoint that failed or fits; none for a model only looked up."""
    if step is None or step.verb != "check" or step.own_call:
        return None
    endpoint = endpoint_for(case.value("model") or "", knowledge.models, case.value("endpoint"))
    return None if endpoint is Endpoint.MEDIA else ready_call(case.value("model"), f"/{endpoint}", base_url)


def _tool(case: Case, words: Words) -> ToolNote | None:
    named = case.value("tool")
    tool = next((one for one in words.knowledge.tools if one.id == named), None)
    return ToolNote(tool.name, words.markdown(tool.question), words.markdown(tool.where)) if tool else None


def _walk(case: Case, knowledge: Knowledge) -> Walk | None:
    return walk(knowledge.guide(case.guide_id), case.answers) if case.guide_id else None


def _moved(case: Case, diagnosis: Diagnosis) -> str | None:
    now = guide_id(diagnosis)
    settled = diagnosis.category == "none" or case.guide_id is None or case.guide_id == now
    return None if settled else now
