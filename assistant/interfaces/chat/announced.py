"""What is said to screen readers, and which container holds what is new."""

from __future__ import annotations

from urllib.parse import urlsplit

from assistant.domain.text import as_code
from assistant.domain.view.render import View
from assistant.domain.view.words import Words
from assistant.interfaces.chat.permission import way
from assistant.interfaces.visit import Visit


def notice(visit: Visit, wording_id: str, say: Words) -> str:
    """Return the words of a notice, Markdown."""
    host = as_code(urlsplit(visit.base_url).netloc)
    name = as_code(visit.file)
    return say(wording_id, limit="1 MB", minutes=visit.wait, name=name, host=host, reference=visit.reference)


def said(visit: Visit, view: View, say: Words) -> str:
    """Return what is announced: the notice where there is one, else the note and what is shown now."""
    if visit.notice:
        return notice(visit, visit.notice, say).replace("`", "")
    new = way.announced(visit, say) or _announcement(view, say)
    return " ".join(one for one in (view.note, new) if one)


def part(visit: Visit, view: View) -> tuple[str, str]:
    """Return the container that is new, and what makes it so."""
    if visit.change is not None:
        change = visit.change
        came = [one is not None for one in (change.job, change.planned, change.changed)]
        return "permission", f"{view.case_id} change {came}"
    if visit.asking:
        return "asking", f"{view.case_id} asking"
    if view.receipt and (view.step is None or view.step.verb == "end"):
        return "receipt" if view.step is None else "step", f"{view.case_id} receipt"
    if visit.job is not None or visit.consent:
        return "consent" if visit.consent else "progress", f"{view.case_id} check"
    if view.step is not None:
        return "step", f"{view.case_id} {view.step.id} {view.step.number}"
    return "verdict", f"{view.case_id} {view.verdict.cause_id} {view.verdict.grade} {len(view.findings)}"


def _announcement(view: View, say: Words) -> str:
    if view.receipt:
        return say("announce_solved")
    if view.step is not None:
        return say("announce_step", step=view.step.number, title=view.step.title.replace("`", ""))
    return say("announce_verdict", title=view.verdict.title.replace("`", ""), grade=view.verdict.grade_label)
