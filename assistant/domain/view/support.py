"""What OpenAI's support asks for: model, error, request data, time with its zone; and what was left out on purpose."""

from __future__ import annotations

import json
from dataclasses import dataclass

from assistant.domain.case import Case
from assistant.domain.deciding.diagnosis import Diagnosis
from assistant.domain.endpoint import endpoint_for
from assistant.domain.evidence import Finding
from assistant.domain.knowledge import Knowledge
from assistant.domain.probing.request import Request, model_call
from assistant.domain.text import Language
from assistant.domain.view.step import message_body
from assistant.domain.view.values import told_of, values_of
from assistant.domain.view.words import Words

MESSAGE = "openai_support"
LEFT_OUT = ("left_out_keys", "left_out_authorization", "left_out_cookies", "left_out_paste")


@dataclass(frozen=True, slots=True)
class Support:
    """A ready message in one language; `left_out` says what is not in it."""

    subject: str
    text: str
    left_out: tuple[str, ...]


def support(case: Case, diagnosis: Diagnosis, knowledge: Knowledge, language: Language) -> Support:
    """Return the message to OpenAI's support."""
    words = Words(knowledge, language, values_of(case, knowledge) | told_of(case, diagnosis))
    message = knowledge.messages[MESSAGE]
    parts = [message_body(message.body, words).rstrip()]
    calls = [one for one in case.findings if one.method and one.url and not one.pasted and one.status is not None]
    if calls:
        parts.append("\n".join([words("support_calls"), *(_call(one, case, knowledge) for one in calls)]))
    left_out = (*(words(one) for one in LEFT_OUT), *_masked(case, words))
    parts.append("\n".join([words("support_left_out"), *(f"- {one}" for one in left_out)]))
    return Support(words.plain(message.subject), "\n\n".join(parts) + "\n", left_out)


def _call(finding: Finding, case: Case, knowledge: Knowledge) -> str:
    told = (finding.status, finding.code, finding.request_id, finding.at)
    line = f"- {finding.method} {finding.url} | " + " | ".join(str(one) for one in told if one)
    sent = _sent(finding, case, knowledge)
    return f"{line}\n  {json.dumps(sent.body, ensure_ascii=False)}" if sent and sent.body else line


def _sent(finding: Finding, case: Case, knowledge: Knowledge) -> Request | None:
    model = case.value("model")
    if finding.probe != "model_call" or model is None:
        return None
    return model_call(model, endpoint_for(model, knowledge.models, case.value("endpoint")))


def _masked(case: Case, words: Words) -> tuple[str, ...]:
    kinds = (words.knowledge.secrets.get(kind) for kind in dict.fromkeys(case.report.masked))
    return tuple(one.name.say(words.language) for one in kinds if one)
