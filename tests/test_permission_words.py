"""Every outcome of a change and every state of a request has its words, in both languages."""

from __future__ import annotations

from typing import get_args

import pytest

from assistant.domain.evidence import PolicyMode
from assistant.domain.permissions.approval import How, State
from assistant.domain.permissions.planned import NoticeKind
from assistant.domain.permissions.record import Reason, Result
from assistant.wiring import knowledge

WORDS = [
    *(f"change_why_{one}" for one in get_args(Reason)),
    *(f"change_result_{one}" for one in (*get_args(Result), "undone")),
    *(f"change_plan_{one}" for one in ("nothing", "refused", "failed")),
    *(f"change_apply_{what}_{one.value}" for what in ("adds", "takes_off") for one in PolicyMode),
    *(f"change_preview_{one}" for one in ("allow", "refuse", "remove")),
    *(f"change_notice_{one}" for one in get_args(NoticeKind)),
    *(f"change_list_{one.value}" for one in PolicyMode),
    *(f"request_{one}" for one in get_args(State) if one != "open"),
    *(f"request_how_{one}" for one in get_args(How)),
    *(f"seen_{kind}_{which}" for kind in ("allow", "deny") for which in ("one", "both", "sibling", "permits")),
    *(f"request_form_{one}" for one in ("read", "allow", "deny", "terraform", "tool")),
]


@pytest.mark.parametrize("wording", WORDS)
def test_it_is_said_in_both_languages(wording: str) -> None:
    text = knowledge().wording[wording]
    assert text.ja != text.en
