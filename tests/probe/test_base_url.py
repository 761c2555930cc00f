"""Where a key may go, and what an environment would add."""

from __future__ import annotations

import pytest

from assistant.domain.probing.base_url import (
    allowed_base_url,
    clean_base_url,
    is_loopback,
    is_openai,
    stray_environment,
)

OPENAI = "https://api.openai.com/v1"


@pytest.mark.parametrize(
    ("url", "clean"),
    [
        (OPENAI, OPENAI),
        (f" {OPENAI}/ ", OPENAI),
        ("HTTPS://API.OpenAI.com:443/v1", OPENAI),
        ("http://127.0.0.1:8080/v1/", "http://127.0.0.1:8080/v1"),
        ("http://[::1]:8080/v1", "http://[::1]:8080/v1"),
        ("http://localhost", "http://localhost"),
        ("https://gateway.example/openai/v1", "https://gateway.example/openai/v1"),
    ],
)
def test_a_base_url_has_one_spelling(url, clean):
    assert clean_base_url(url) == clean


@pytest.mark.parametrize(
    "url",
    [
        "", "api.openai.com/v1", "//api.openai.com/v1", "ftp://x/v1", "file:///etc/passwd", "javascript:alert(1)",
        "https://user:pass@api.openai.com/v1", "https://@api.openai.com/v1", "https://api.openai.com/v1?x=1",
        "https://api.openai.com/v1#x", "https://api.openai.com\\@evil.example/v1", "https://x/v1/../admin",
        "https://x/%2e%2e/v1", "https://x:99999/v1", "https://x:a/v1", "https://", "https://ex ample/v1",
        "https://аpi.openai.com/v1", "https://x\n/v1", "https://[::1/v1", f"https://x/{'a' * 400}",
    ],
)  # fmt: skip
def test_what_is_no_base_url(url):
    assert clean_base_url(url) is None
    assert allowed_base_url(url) is None


@pytest.mark.parametrize(
    ("url", "allowed"),
    [
        (OPENAI, True), ("https://eu.api.openai.com/v1/", True), ("https://kr.api.openai.com/v1", True),
        ("http://api.openai.com/v1", False), ("https://api.openai.com", False), ("https://api.openai.com/v2", False),
        ("https://api.openai.com.evil.example/v1", False), ("https://zz.api.openai.com/v1", False),
        ("https://api.openai.com:8443/v1", False), ("http://169.254.169.254/v1", False), ("http://127.0.0.1/v1", False),
    ],
)  # fmt: skip
def test_only_what_is_configured_is_allowed(url, allowed):
    assert bool(allowed_base_url(url)) is allowed


def test_a_configured_host_is_allowed():
    mine = "http://127.0.0.1:8502/v1"
    assert allowed_base_url(mine + "/", [OPENAI, mine]) == mine
    assert allowed_base_url("http://127.0.0.1:8503/v1", [OPENAI, mine]) is None


def test_hosts():
    assert is_openai("https://us.api.openai.com/v1")
    assert not is_openai("https://openai.com.evil.example/v1")
    assert not is_openai("https://notapi.openai.com/v1")
    assert is_loopback("http://127.0.0.2:1/v1")
    assert is_loopback("http://[::1]/v1")
    assert is_loopback("http://localhost/v1")
    assert not is_loopback("http://10.0.0.1/v1")


def test_stray_variables_are_named():
    environ = {
        "OPENAI_ORG_ID": "org-a",
        "OPENAI_PROJECT_ID": " ",
        "OPENAI_CUSTOM_HEADERS": "A: b",
        "OPENAI_API_KEY": "x",
    }
    assert stray_environment(environ) == ("OPENAI_ORG_ID", "OPENAI_CUSTOM_HEADERS")
    assert stray_environment({}) == ()
    assert stray_environment({"OPENAI_BASE_URL": "http://x/v1"}, OPENAI) == ("OPENAI_BASE_URL",)
    assert stray_environment({"OPENAI_BASE_URL": OPENAI + "/"}, OPENAI) == ()
