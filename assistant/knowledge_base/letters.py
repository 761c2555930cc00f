"""reply.yaml and rewording.yaml as values."""

from __future__ import annotations

from assistant.domain.desk.rewording.rules import Rewording, Tone
from assistant.domain.knowledge import Letters, Register
from assistant.domain.text import Text
from assistant.knowledge_base.causes import text
from assistant.knowledge_base.other_shapes import FrameShape, LettersShape, RewordingShape


def letters(shape: LettersShape | None) -> Letters:
    """Return the frames; none where the file has none."""
    if shape is None:
        return Letters()
    return Letters(
        frames={name: _registers(one) for name, one in shape.frames.items()},
        memo={name: text(one) for name, one in shape.memo.items()},
        asks={name: text(one) for name, one in shape.asks.items()},
        known={name: tuple(listed) for name, listed in shape.known.items()},
        usual=tuple(shape.usual),
        unsaid=tuple(shape.unsaid),
        titles=tuple(shape.titles),
        only_here={language: tuple(listed) for language, listed in shape.only_here.items()},
    )


def rewording(shape: RewordingShape | None) -> Rewording | None:
    """Return what a language model is told and what is counted, None where there is no such file."""
    if shape is None:
        return None
    return Rewording(
        text(shape.instruction),
        {name: Tone(text(one.label), text(one.ask)) for name, one in shape.tones.items()},
        {kind: {language: tuple(listed) for language, listed in both.items()} for kind, both in shape.watched.items()},
    )


def _registers(one: FrameShape) -> dict[Register, Text]:
    customer = text(one.customer)
    return {"customer": customer, "polite": Text(one.polite or customer.ja, customer.en)}
