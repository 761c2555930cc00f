"""A list that comes in pages, as one body."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from assistant.adapters.openai_api.body import parsed

MOST_PAGES = 5
LONGEST_CURSOR = 256


def next_page(body: bytes) -> str | None:
    """Return the cursor of the page after this one, or None when it is the last or does not say."""
    data = parsed(body)
    if not isinstance(data, Mapping) or data.get("has_more") is not True:
        return None
    last = data.get("last_id")
    return last if isinstance(last, str) and 0 < len(last) <= LONGEST_CURSOR and last.isprintable() else None


def joined(pages: Sequence[bytes]) -> bytes:
    """Return the first page with the entries of all, and what the last says of more; a single page is left as it is."""
    if len(pages) == 1:
        return pages[0]
    read = [data for page in pages if isinstance(data := parsed(page), Mapping)]
    entries = [entry for data in read if isinstance(data.get("data"), list) for entry in data["data"]]
    end = {name: read[-1][name] for name in ("has_more", "last_id") if name in read[-1]}
    return json.dumps({**read[0], **end, "data": entries}).encode()
