"""Every scripted talk under tests/conversations, in both languages."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from assistant.domain.text import LANGUAGES, Language
from assistant.practice.server import PracticeServer
from tests.talk import Talk

FOLDER = Path(__file__).parent / "conversations"
TALKS = sorted(FOLDER.glob("*/*.yaml"))
KINDS = ("straight", "corrects", "wanders", "hostile", "unknown")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", TALKS, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_talk(path: Path, language: Language, server: PracticeServer, tmp_path: Path) -> None:
    told = yaml.safe_load(path.read_text(encoding="utf-8"))
    organization = server.new_organization()
    talk = Talk(language, tmp_path / "cases.sqlite3", organization, server.base_url)
    try:
        for number, turn in enumerate(told["turns"], 1):
            try:
                talk.take(turn)
            except AssertionError as error:
                raise AssertionError(f"{told['about']}, turn {number} ({next(iter(turn))}): {error}") from error
    finally:
        talk.close()
        server.drop(organization)


def test_there_are_enough_talks_of_every_kind() -> None:
    count = {kind: sum(path.parent.name == kind for path in TALKS) for kind in KINDS}
    assert sum(count.values()) == len(TALKS) >= 25
    assert min(count.values()) >= 4, count
