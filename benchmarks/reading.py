"""How fast a paste is masked, read and diagnosed, how its cost grows, and how long the knowledge takes to load."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from statistics import median

from assistant.domain.cause import Cause
from assistant.domain.deciding.decide import Decider
from assistant.domain.knowledge import Knowledge
from assistant.knowledge_base.load import load
from assistant.locations import knowledge_folder
from benchmarks.budget import Figure
from benchmarks.pastes import own_pastes

MEGABYTE = 1_000_000
SLOW = 2.0  # seconds, after which one time is enough
ERROR = (
    "openai.PermissionDeniedError: Error code: 403 - {'error': {'message': 'Project `proj_aaaaaaaaaaaaaaaaaaaaaaaa` "
    "does not have access to model `gpt-4.1`', 'type': 'invalid_request_error', 'param': None, "
    "'code': 'model_not_found'}}\n"
)
LOG = "2026-11-20 10:02:11,000 INFO worker[12] handled /v1/orders/8812 in 31 ms for user 4711, cache=hit, retries=0\n"
TRACE = '  File "/app/service/client.py", line 214, in call\n    return self._send(request, timeout=30)\n'
JAPANESE = "お世話になっております。昨日から次のエラーが出ており、業務が止まっています。ご確認をお願いいたします。\n"

# Shapes that a careless pattern takes long over, each with the error at its end.
SHAPES = {
    "log lines": LOG,
    "traceback": TRACE,
    "Japanese mail": JAPANESE,
    "one error again and again": ERROR,
    "one line of one letter": "a",
    "spaces": " ",
    "backslashes": "\\",
    "backticks": "`",
    "opening braces": "{",
    "quotation marks": '"',
    "half keys": "sk-",
    "base64": "QUJDRA+/=",
    "half project ids": "proj_",
    "empty lines": "\n",
    "quoted mail": "> > ",
    "digits and dots": "1.2.",
    "HTML entities": "&amp;",
    "at signs": "a@b.",
}


def figures() -> Iterator[Figure]:
    """Yield the figures of reading."""
    loading = best(lambda: load(knowledge_folder()), 3)
    yield Figure("knowledge: read, validated, compiled", loading * 1e3, "ms")
    decider = Decider(load(knowledge_folder()))
    whole = {name: cost(decider, pasted(unit, MEGABYTE)) for name, unit in SHAPES.items()}
    tenth = {name: cost(decider, pasted(unit, MEGABYTE // 10)) for name, unit in SHAPES.items()}
    for name, seconds in whole.items():
        yield Figure(f"1,000,000 bytes: {name}", seconds, "s", 0.5, f"{1 / seconds:.1f} MB/s")
    grown = {name: whole[name] / tenth[name] for name in SHAPES}
    worst = max(grown, key=lambda name: grown[name])
    # A tenth of the text fits the processor's caches better: 10 is linear, 100 would be quadratic.
    yield Figure("ten times the text costs, the worst shape", grown[worst], "times", 15.0, worst)
    yield Figure("ten times the text costs, the median shape", median(grown.values()), "times", 12.0)
    yield from own_pastes(decider)
    yield from more_causes(decider)
    short = pasted(LOG, 2_000)
    yield Figure("a paste of 2,000 bytes", best(lambda: answer(decider, short), 20) * 1e3, "ms")
    yield Figure("`model-access diagnose`, start-up included", best(command, 3) * 1e3, "ms")


def more_causes(decider: Decider) -> Iterator[Figure]:
    """Yield what a hundred more causes change, each with sentences and codes that nobody else has."""
    knowledge = load(knowledge_folder())
    larger = Decider(with_more(knowledge, 100))
    for name, unit in (("log lines", LOG), ("Japanese mail", JAPANESE)):
        text = pasted(unit, MEGABYTE)
        ratio = cost(larger, text) / cost(decider, text)
        yield Figure(f"a hundred more causes: 1,000,000 bytes of {name}", ratio, "times", 1.5)
    short = pasted(LOG, 2_000)
    ratio = best(lambda: answer(larger, short), 30) / best(lambda: answer(decider, short), 30)
    yield Figure("a hundred more causes: a paste of 2,000 bytes", ratio, "times", 1.5)


def with_more(knowledge: Knowledge, count: int) -> Knowledge:
    """Return the knowledge with so many more causes, made of the words of those that it has."""
    like = list(knowledge.causes.values())
    more = {f"made_up_{at}": _unlike(like[at % len(like)], at) for at in range(count)}
    return replace(knowledge, causes={**knowledge.causes, **more})


def _unlike(cause: Cause, at: int) -> Cause:
    """Return a cause whose sentences and codes nobody says."""
    signals = tuple(
        replace(
            one,
            says=tuple(f"{'qvxz'[at % 4]}{at} {says}" for says in one.says),
            code=tuple(f"{code}_{at}" for code in one.code),
            type=tuple(f"{type_}_{at}" for type_ in one.type),
        )
        for one in cause.signals
        if one.says or one.code or one.type
    )
    return replace(cause, id=f"made_up_{at}", signals=signals)


def pasted(unit: str, size: int) -> str:
    """Return a text of `size` bytes that ends with an error."""
    room = size - len(ERROR.encode()) - 1
    return unit * (room // len(unit.encode())) + "\n" + ERROR


def answer(decider: Decider, text: str) -> None:
    """Mask, read and diagnose; a wrong answer ends the benchmark, as its time would mean nothing."""
    found = decider.from_text(decider.read(text))
    if found.category != "project_model_access":
        print(f"      (read as {found.category}: {text[:20]!r}...)")


def cost(decider: Decider, text: str) -> float:
    """Return the best of three, in seconds; one when it is slow."""
    first = best(lambda: answer(decider, text), 1)
    return first if first > SLOW else min(first, best(lambda: answer(decider, text), 2))


def best(work: Callable[[], object], times: int) -> float:
    """Return the shortest time of several, in seconds."""
    return min(_timed(work) for _ in range(times))


def command() -> None:
    """Run the command on one paste."""
    argv = [sys.executable, "-m", "assistant", "diagnose", "--json"]
    subprocess.run(argv, input=ERROR, text=True, capture_output=True, check=True)


def _timed(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun
