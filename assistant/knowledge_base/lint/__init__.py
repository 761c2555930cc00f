"""Lint of knowledge/: stable rule ids, file and line for every complaint, warnings for what only ages."""

from __future__ import annotations

from pathlib import Path

from assistant.knowledge_base.lint.ages import ages
from assistant.knowledge_base.lint.guides import guides
from assistant.knowledge_base.lint.texts import texts
from assistant.knowledge_base.lint.uses import uses
from assistant.knowledge_base.load import Loaded, read_folder
from assistant.knowledge_base.located import Problem

RULES = (guides, texts, uses, ages)


def lint(folder: Path, today: str) -> list[Problem]:
    """Return all problems of a folder, in order of file and line; `today` is YYYY-MM-DD."""
    return lint_loaded(read_folder(folder), today)


def stale(folder: Path, today: str) -> list[Problem]:
    """Return what was checked too long ago, and what has ended since its file was checked."""
    return sorted(set(ages(read_folder(folder), today)), key=lambda one: (one.file, one.line, one.words))


def lint_loaded(loaded: Loaded, today: str) -> list[Problem]:
    """Return all problems of a read folder."""
    problems = [*loaded.problems]
    for rule in RULES:
        problems += rule(loaded, today)
    return sorted(set(problems), key=lambda one: (one.file, one.line, one.rule, one.words))
