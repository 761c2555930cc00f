"""The screens of permissions and requests: every size, both schemes, axe, and no word in the wrong language."""

from __future__ import annotations

import pytest

from assistant.domain.text import Language
from tests.browser.conftest import Opener
from tests.browser.permission_hand import screens
from tests.browser.screen import english_on, japanese_on
from tests.browser.test_accessibility import grave
from tests.browser.test_layout import assert_nothing_is_cut_off

SHARED = {"Terraform", "OpenAI CLI"}


@pytest.mark.parametrize(("scheme", "language"), [("light", "ja"), ("dark", "en")])
def test_no_screen_has_a_grave_finding_and_none_mixes_languages(
    open_chat: Opener, scheme: str, language: Language
) -> None:
    chat = open_chat(language=language, scheme=scheme)
    findings: dict[str, list[str]] = {}
    for name in screens(chat, language):
        findings[name] = grave(chat)
        foreign = english_on(chat.page) - SHARED if language == "ja" else japanese_on(chat.page)
        findings[f"{name}: words"] = sorted(foreign)
    assert not any(findings.values()), {name: found for name, found in findings.items() if found}


@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_screen_fits_a_phone(open_chat: Opener, language: Language) -> None:
    chat = open_chat(language=language, width=360, height=740, device_scale_factor=2)
    for name in screens(chat, language):
        assert_nothing_is_cut_off(chat, f"{name} {language}")
