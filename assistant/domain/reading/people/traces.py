"""What only a call that was made leaves behind."""

from __future__ import annotations

import re

from assistant.domain.reading.people.prose import ends

_PRINTED = re.compile(
    r"(?:proj_|org-)[A-Za-z0-9]{20}|req_[A-Za-z0-9]{16}|Traceback \(most recent|^[ \t]*(?:File \"|at \S+ ?\()"
    r"|Error code: \d{3} - [{P]|[\"']error[\"']\s*:\s*[{\"]|[\"']message[\"']\s*:\s*[\"']|\bHTTP/[0-9.]{1,3}[\"']? "
    r"[45]\d\d"
    r"|<html[ >]|\d\d:\d\d:\d\d|\*{4,}\w{2,4}\b|\blevel=|^[ \t]{0,20}\$ |\bexit code [1-9]"
    r"|^[ \t]{0,8}(?:http )?[Ss]tatus(?: [Cc]ode)?: ?[45]\d\d",
    re.MULTILINE,
)


def is_printed(seen: str) -> bool:
    """Tell whether a text holds something that only a call that was made leaves behind."""
    return _PRINTED.search(ends(seen)) is not None
