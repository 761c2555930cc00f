"""Lists in pages, as the Admin API gives them: limit, after, has_more."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from assistant.practice import errors
from assistant.practice.errors import ApiError

_MOST = 100
Item = Mapping[str, Any]


def page(items: Sequence[Item], query: Mapping[str, str], usual: int) -> dict[str, Any] | ApiError:
    """Return one page of items that have an `id`; `usual` is its length when the request names none."""
    asked = query.get("limit", str(usual))
    if not asked.isdecimal() or not 1 <= int(asked) <= _MOST:
        return errors.ApiError(400, f"Invalid 'limit': '{asked}'.", code="invalid_value", param="limit")
    after = query.get("after")
    ids = [item["id"] for item in items]
    if after and after not in ids:
        return errors.ApiError(400, f"Invalid 'after': '{after}'.", code="invalid_value", param="after")
    rest = items[ids.index(after) + 1 :] if after else items
    shown = rest[: int(asked)]
    return {
        "object": "list",
        "data": list(shown),
        "first_id": shown[0]["id"] if shown else None,
        "last_id": shown[-1]["id"] if shown else None,
        "has_more": len(rest) > len(shown),
    }
