"""Who may import whom: the floors of the house, read from the source."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

DOMAIN = "assistant.domain"
SIBLINGS = ("assistant.engine", "assistant.knowledge_base", "assistant.adapters", "assistant.practice")
INTERFACES = "assistant.interfaces"
TOP = ("assistant.wiring", "assistant.__main__", "assistant.locations")

# What each part may see of the house, itself apart; the roof sees everything.
MAY_SEE: dict[str, tuple[str, ...]] = {
    DOMAIN: (),
    **dict.fromkeys(SIBLINGS, (DOMAIN,)),
    INTERFACES: (DOMAIN, "assistant.engine"),
    **dict.fromkeys(TOP, (DOMAIN, *SIBLINGS, INTERFACES, *TOP)),
    "app": (DOMAIN, *SIBLINGS, INTERFACES, *TOP),
}

# Third parties that belong to some parts alone.
ONLY_IN: dict[str, tuple[str, ...]] = {
    "streamlit": (INTERFACES, "app"),
    "openai": ("assistant.adapters",),
    "httpx2": ("assistant.adapters",),
    "langchain": ("assistant.adapters",),
    "langchain_core": ("assistant.adapters",),
    "langchain_openai": ("assistant.adapters",),
    "sqlalchemy": ("assistant.adapters",),
    "itsdangerous": ("assistant.adapters",),
    "yaml": ("assistant.knowledge_base",),
    "httpx": (),
    "requests": (),
    "aiohttp": (),
    "urllib3": (),
    "urllib.request": ("assistant.adapters",),  # reads the machine's proxy settings
    "http.client": (),
}

# The domain is pure: no clock, no chance, no machine.
IMPURE = frozenset({
    "asyncio", "http", "io", "logging", "multiprocessing", "os", "pathlib", "random", "secrets", "shutil", "socket",
    "sqlite3", "ssl", "subprocess", "tempfile", "threading", "time", "urllib.request",
})  # fmt: skip


def module_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def part_of(module: str) -> str | None:
    """Return the part of the house that a module belongs to."""
    return next((part for part in MAY_SEE if within(module, part)), None)


def within(module: str, part: str) -> bool:
    return module == part or module.startswith(part + ".")


def imported(source: str, module: str, *, package: bool) -> Iterator[str]:
    """Yield the dotted name of everything that a module imports, anywhere in it."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                above = module.split(".")[: len(module.split(".")) - node.level + (1 if package else 0)]
                base = ".".join([*above, *filter(None, [node.module])])
            yield from (f"{base}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Call) and _imports_by_name(node.func):
            yield from (str(name.value) for name in node.args[:1] if isinstance(name, ast.Constant))


def _imports_by_name(function: ast.expr) -> bool:
    name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
    return name in {"import_module", "__import__"}


def breaches(source: str, module: str, *, package: bool = False) -> list[str]:
    """Return what a module imports and may not."""
    part = part_of(module)
    if part is None:
        return [] if module == "assistant" else [f"{module} is on no floor: name it in this test"]
    return [
        f"{module} may not import {name}"
        for name in imported(source, module, package=package)
        if not allowed(name, part)
    ]


def allowed(name: str, part: str) -> bool:
    top = name.partition(".")[0]
    if top == "assistant":
        return name == "assistant.__version__" or any(within(name, seen) for seen in (part, *MAY_SEE[part]))
    if part == DOMAIN:
        return top in sys.stdlib_module_names and not any(within(name, impure) for impure in IMPURE)
    owners = [owners for owned, owners in ONLY_IN.items() if within(name, owned)]
    return all(part in names for names in owners)


def sources() -> Iterable[Path]:
    return [ROOT / "app.py", *sorted((ROOT / "assistant").rglob("*.py"))]


@pytest.mark.parametrize("path", sources(), ids=lambda path: str(path.relative_to(ROOT)))
def test_each_module_stays_on_its_floor(path: Path) -> None:
    package = path.name == "__init__.py"
    assert breaches(path.read_text(encoding="utf-8"), module_of(path), package=package) == []


def test_every_floor_is_inhabited() -> None:
    inhabited = {part_of(module_of(path)) for path in sources()}
    assert set(MAY_SEE) - inhabited == set()


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("assistant.domain.x", "import yaml"),
        ("assistant.domain.x", "from assistant.engine import Engine"),
        ("assistant.domain.x", "import time"),
        ("assistant.domain.x", "from urllib import request"),
        ("assistant.engine.x", "from assistant.adapters import store"),
        ("assistant.engine", "from .adapters import store"),
        ("assistant.engine", "import streamlit as st"),
        ("assistant.adapters.x", "from assistant.practice import server"),
        ("assistant.adapters.x", "import httpx"),
        ("assistant.adapters.x", "from assistant import wiring"),
        ("assistant.practice.x", "from openai import OpenAI"),
        ("assistant.knowledge_base.x", "def f():\n    import langchain_core.prompts"),
        ("assistant.interfaces.x", "from assistant.knowledge_base import load"),
        ("assistant.interfaces.x", "import importlib\nimportlib.import_module('assistant.adapters.store')"),
        ("assistant.interfaces.x", "import openai"),
        ("assistant.wiring", "import streamlit"),
        ("assistant.wiring", "from http.client import HTTPConnection"),
        ("app", "import openai"),
        ("assistant.attic", "import json"),
    ],
)
def test_a_breach_is_seen(module: str, source: str) -> None:
    assert breaches(source, module)


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("assistant.domain.x", "from urllib.parse import parse_qs\nfrom assistant.domain.text import Text"),
        ("assistant.domain.x", "from . import y\nfrom .y import z"),
        ("assistant.engine", "from assistant.domain import case\nimport pydantic"),
        ("assistant.adapters.x", "from openai import OpenAI\nimport httpx2\nfrom .y import z"),
        ("assistant.interfaces.x", "import streamlit as st\nfrom assistant.engine import Engine"),
        ("assistant.wiring", "from assistant.adapters.store import Store\nfrom assistant.interfaces.web import serve"),
        ("app", "import streamlit as st\nfrom assistant import wiring"),
    ],
)
def test_what_is_allowed_is_allowed(module: str, source: str) -> None:
    assert breaches(source, module) == []
