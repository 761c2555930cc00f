"""The models that the practice organization can see, as they stood on one day (facts, section 7)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

Kind = Literal["chat", "responses", "embedding", "moderation", "image", "transcription", "speech"]

# the organization lives on this day for ever: a model that it calls alive must not die under a learner's hands
TODAY = date(2026, 11, 23)
_CREATED = 1_745_000_000


@dataclass(frozen=True, slots=True)
class Model:
    """One model: `snapshot` is the dated id that answers for an alias, `reasons` that it thinks before it writes."""

    id: str
    kind: Kind = "chat"
    snapshot: str | None = None
    shutdown_date: str | None = None
    reasons: bool = False
    owned_by: str = "system"
    created: int = _CREATED

    @property
    def answers_as(self) -> str:
        """Return the id that an answer carries in its `model` field."""
        return self.snapshot or self.id

    @property
    def is_shut_down(self) -> bool:
        """Say whether the model's last day has passed."""
        return self.shutdown_date is not None and date.fromisoformat(self.shutdown_date) <= TODAY

    def listed(self) -> dict[str, str | int | None]:
        """Return the model as GET /v1/models lists it."""
        return {
            "id": self.id,
            "object": "model",
            "created": self.created,
            "owned_by": self.owned_by,
            "shutdown_date": self.shutdown_date,
        }


_JANUARY = "2027-01-14"
_DECEMBER = "2026-12-11"

SHARED: tuple[Model, ...] = (
    Model("gpt-6-astra", reasons=True),
    Model("gpt-6.1-sol", reasons=True),
    Model("gpt-6-luna"),
    Model("gpt-5.6-terra", reasons=True),
    Model("gpt-4.1", snapshot="gpt-4.1-2025-04-14", shutdown_date=_JANUARY),
    Model("gpt-4.1-2025-04-14", shutdown_date=_JANUARY),
    Model("gpt-4.1-mini", snapshot="gpt-4.1-mini-2025-04-14", shutdown_date=_JANUARY),
    Model("gpt-4.1-mini-2025-04-14", shutdown_date=_JANUARY),
    Model("gpt-4o", snapshot="gpt-4o-2024-08-06", shutdown_date=_JANUARY),
    Model("gpt-4o-2024-08-06", shutdown_date=_JANUARY),
    Model("gpt-4o-mini", snapshot="gpt-4o-mini-2024-07-18", shutdown_date=_JANUARY),
    Model("gpt-4o-mini-2024-07-18", shutdown_date=_JANUARY),
    Model("o3", shutdown_date=_DECEMBER, reasons=True),
    Model("o3-pro", kind="responses", shutdown_date=_DECEMBER, reasons=True),
    Model("text-embedding-3-small", kind="embedding"),
    Model("text-embedding-3-large", kind="embedding"),
    Model("omni-moderation-latest", kind="moderation", snapshot="omni-moderation-2024-09-26"),
    Model("omni-moderation-2024-09-26", kind="moderation"),
    Model("gpt-image-2.6-flare", kind="image"),
    Model("gpt-transcribe", kind="transcription"),
    Model("gpt-4o-mini-tts", kind="speech", shutdown_date="2027-01-06"),
    Model("gpt-3.5-turbo", shutdown_date="2026-10-23", owned_by="openai"),
    Model("gpt-4-turbo", shutdown_date="2026-10-23"),
)


def fine_tuned(slug: str, suffix: str) -> Model:
    """Return the organization's own fine-tuned model; it dies with its base."""
    base = "gpt-4.1-mini-2025-04-14"
    return Model(f"ft:{base}:{slug}:support:{suffix}", shutdown_date=_JANUARY, owned_by=slug)
