"""Links: nobody makes one without the secret, and the secret is the owner's alone."""

from __future__ import annotations

import stat
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from assistant.adapters.link_signer import FILE, LONGEST_LIFE, LinkSigner, link_secret

ID = "0123456789abcdef" * 2
SECRET = "a secret of a test, long enough"


@pytest.fixture
def signer() -> LinkSigner:
    return LinkSigner(SECRET)


def test_a_link_is_read_by_whoever_has_the_secret(signer):
    assert LinkSigner(SECRET).read(signer.sign(ID)) == ID
    assert LinkSigner(SECRET + "x").read(signer.sign(ID)) is None


def test_no_character_can_be_changed(signer):
    token = signer.sign(ID)
    for at, sign in enumerate(token):
        changed = f"{token[:at]}{'A' if sign != 'A' else 'B'}{token[at + 1 :]}"
        if token[at + 1 : at + 2] not in ("", "."):  # a part's last character has bits that base64 leaves unused
            assert signer.read(changed) is None, at


@pytest.mark.parametrize("token", ["", ".", "..", "a.b.c", ID, "é", "x" * 5_000, "\x00"])
def test_rubbish_is_no_link(signer, token):
    assert signer.read(token) is None


def test_an_old_link_is_none(signer, monkeypatch):
    token = signer.sign(ID)
    now = time.time()
    monkeypatch.setattr("itsdangerous.timed.time.time", lambda: now + LONGEST_LIFE - 5)
    assert signer.read(token) == ID
    monkeypatch.setattr("itsdangerous.timed.time.time", lambda: now + LONGEST_LIFE + 5)
    assert signer.read(token) is None


def test_the_secret_is_made_once_for_its_owner_alone(tmp_path: Path):
    with ThreadPoolExecutor(8) as pool:
        made = set(pool.map(lambda _: link_secret(None, tmp_path), range(16)))
    (secret,) = made
    assert len(secret) >= 40
    assert stat.S_IMODE((tmp_path / FILE).stat().st_mode) == 0o600
    assert link_secret(None, tmp_path) == secret


def test_configuration_comes_first(tmp_path: Path):
    assert link_secret(SECRET, tmp_path) == SECRET
    assert not (tmp_path / FILE).exists()
    with pytest.raises(ValueError, match="16 characters"):
        link_secret("short", tmp_path)
