"""Rules on use: everything that is named exists, and everything that exists is used."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePath

from assistant.domain.cause import Step
from assistant.domain.reading.retold.telling import BROAD, FAILURES, OURS, named_in
from assistant.knowledge_base.lint.texts import KANA
from assistant.knowledge_base.load import Loaded
from assistant.knowledge_base.located import Place, Problem

CATEGORIES = frozenset(  # the closed list of the command's contract, but for none
    [
        "project_model_access",
        "model_not_found",
        "model_deprecated",
        "org_verification_required",
        "insufficient_quota",
        "billing_limit_reached",
        "billing_inactive",
        "invalid_api_key",
        "account_deactivated",
        "key_org_project_mismatch",
        "missing_scope",
        "project_archived",
        "ip_not_allowed",
        "unsupported_region",
        "wrong_endpoint",
        "rate_limited",
        "context_length",
        "bad_request_other",
        "azure_deployment_not_found",
        "gateway_model_access",
        "gateway_budget_exceeded",
        "chatgpt_plan_model",
        "provider_model_unknown",
        "network",
        "server_error",
        "other",
    ]
)
MANDATORY = frozenset({"other", "none"})


def uses(loaded: Loaded, _today: str) -> Iterator[Problem]:
    """Check ids across files."""
    knowledge = loaded.knowledge
    for file, step in _steps(loaded):
        for link in step.links:
            if link not in knowledge.links:
                yield Problem(file, step.line, "link-unknown", f"{step.id}: links.yaml has no {link}")
        if step.picture and step.picture not in knowledge.pictures:
            yield Problem(file, step.line, "picture-unknown", f"{step.id}: there is no picture {step.picture}")
        if step.message and step.message not in knowledge.messages:
            yield Problem(file, step.line, "message-unknown", f"{step.id}: messages.yaml has no {step.message}")
    yield from _causes(loaded)
    yield from _concepts(loaded)
    yield from _shared(loaded)
    yield from _unused(loaded)
    for name in sorted(MANDATORY - set(knowledge.fallback)):
        yield Problem("fallback.yaml", 1, "fallback-missing", f"the guide {name} is missing")


def _causes(loaded: Loaded) -> Iterator[Problem]:
    causes = loaded.knowledge.causes
    for cause in causes.values():
        located = loaded.sources[cause.file]
        if PurePath(cause.file).stem != cause.id:
            yield located.problem(("id",), "cause-name", f"the id {cause.id} is not the file's name")
        if len({one.paste.strip() for one in cause.examples}) < 2:
            yield located.problem(("examples",), "cause-examples", "a cause needs at least two examples")
        if cause.category not in CATEGORIES:
            yield located.problem(("category",), "category-unknown", f"{cause.category} is no label of the contract")
        if not cause.signals and not any(cause.id in other.rivals for other in causes.values()):
            words = "a cause without signals must be a rival of the cause whose words it shares"
            yield located.problem(("signals",), "cause-unreachable", words)
        for name, text in (("title", cause.title), ("why", cause.why)):
            if not KANA.search(text.ja):
                yield located.problem((name,), "not-japanese", f"{name}: the Japanese text holds no Japanese")
        for rival in cause.rivals:
            if rival not in causes:
                yield located.problem(("rivals", rival), "rival-unknown", f"there is no cause {rival}")


def _concepts(loaded: Loaded) -> Iterator[Problem]:
    known = loaded.knowledge.concepts
    used = {OURS, BROAD, FAILURES}
    listed: dict[tuple[str, str], tuple[str, ...]] = {(name, BROAD): (name,) for name in known.get(BROAD, ())}
    listed |= {(item, FAILURES): named_in(item) for item in known.get(FAILURES, ())}
    for (_, place), names in listed.items():
        yield from (
            loaded.sources["concepts.yaml"].problem((place,), *_unknown(name)) for name in names if name not in known
        )
    for cause in loaded.knowledge.causes.values():
        for signal in cause.signals:
            told = [name for item in signal.in_words for name in named_in(item)]
            named = (*told, *(signal.provider if signal.in_words else ()))
            used |= set(named)
            located = loaded.sources[cause.file]
            yield from (located.problem(("signals",), *_unknown(name)) for name in named if name not in known)
    for name in sorted(set(known) - used):
        yield loaded.sources["concepts.yaml"].problem((name,), "concept-unused", f"no signal uses {name}", warning=True)


def _unknown(name: str) -> tuple[str, str]:
    return "concept-unknown", f"concepts.yaml has no {name}"


def _shared(loaded: Loaded) -> Iterator[Problem]:
    """Look at the files themselves: a guide that takes over a step which is not there has no shape to be read in."""
    known = loaded.sources["steps.yaml"].data or {}
    for located in loaded.sources.values():
        for place, steps in _step_maps(located.data):
            for name, step in steps.items():
                used = step.get("use") if isinstance(step, dict) else None
                if used and used not in known:
                    yield located.problem((*place, name), "step-shared", f"steps.yaml has no {used}")


def _unused(loaded: Loaded) -> Iterator[Problem]:
    used = {step.picture for _, step in _steps(loaded)}
    for picture in sorted(set(loaded.knowledge.pictures) - used):
        yield Problem(f"pictures/{picture}.svg", 1, "picture-unused", "no step shows it", warning=True)
    shared = loaded.sources["steps.yaml"]
    taken = {
        step.get("use")
        for located in loaded.sources.values()
        for _, steps in _step_maps(located.data)
        for step in steps.values()
        if isinstance(step, dict)
    }
    for name in sorted(set(shared.data or {}) - taken):
        yield shared.problem((name,), "step-unused", f"no guide uses {name}", warning=True)


def _step_maps(data: object) -> Iterator[tuple[Place, dict[str, object]]]:
    """Yield the steps of a cause's file, or of each guide of fallback.yaml, with their place."""
    if not isinstance(data, dict):
        return
    if isinstance(data.get("steps"), dict):
        yield ("steps",), data["steps"]
    for name, value in data.items():
        if isinstance(value, dict) and isinstance(value.get("steps"), dict):
            yield (name, "steps"), value["steps"]


def _steps(loaded: Loaded) -> Iterator[tuple[str, Step]]:
    for cause in loaded.knowledge.causes.values():
        yield from ((cause.file, step) for step in cause.steps.values())
    for guide in loaded.knowledge.fallback.values():
        yield from (("fallback.yaml", step) for step in guide.steps.values())
