"""YAML with line numbers: plain data, and for every place in it the line where it stands."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml

Place = tuple[str | int, ...]
_CONSTANTS = {"": None, "~": None, "null": None, "true": True, "false": False}
_INTEGER = re.compile("-?(?:0|[1-9][0-9]*)", re.ASCII)


@dataclass(frozen=True, slots=True)
class Problem:
    """One complaint about a file of knowledge/, printed like a compiler's."""

    file: str
    line: int
    rule: str
    words: str
    warning: bool = False

    def __str__(self) -> str:
        """Return `file:line: level rule words`."""
        return f"{self.file}:{self.line}: {'warning' if self.warning else 'error'} {self.rule} {self.words}"


@dataclass(slots=True)
class Located:
    """A read file: its data, the line of every place in it, and what was wrong with the YAML itself."""

    file: str
    data: Any = None
    lines: dict[Place, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def line(self, place: Place) -> int:
        """Return the line of a place, or of the nearest one above it that has a line."""
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place, 1)

    def problem(self, place: Place, rule: str, words: str, *, warning: bool = False) -> Problem:
        """Make a complaint about a place of this file."""
        return Problem(self.file, self.line(place), rule, words, warning)


class _Loader(yaml.CSafeLoader):
    """Tells only numbers, truth values and null from words, in a third of the time that YAML's own rules take."""

    def resolve(self, kind: type[yaml.Node], value: str | None, implicit: tuple[bool, bool]) -> str:
        """Return the tag of a node that names none."""
        if kind is not yaml.ScalarNode or value is None:
            return "map" if kind is yaml.MappingNode else "seq"
        return "plain" if implicit[0] else "words"


def parse(text: str, file: str) -> Located:
    """Read one YAML document with the C loader; a fault of the YAML becomes a problem, not an exception."""
    found = Located(file)
    try:
        root = yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        found.problems.append(Problem(file, line, "yaml", str(error.problem)))
        return found
    if root is not None:
        found.data = _plain(root, (), found)
    return found


def _plain(node: yaml.Node, place: Place, found: Located) -> Any:
    found.lines[place] = node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, place, found)
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item, (*place, index), found) for index, item in enumerate(node.value)]
    return _scalar(node)


def _mapping(node: yaml.MappingNode, place: Place, found: Located) -> Mapping[str, Any]:
    result: dict[str, Any] = {}
    for key_node, value_node in node.value:
        key = str(key_node.value)
        here = (*place, key)
        if key in result:
            words = f"the key {key} stands twice"
            found.problems.append(Problem(found.file, key_node.start_mark.line + 1, "duplicate-key", words))
        result[key] = _plain(value_node, here, found)
        found.lines[here] = key_node.start_mark.line + 1
    return result


def _scalar(node: yaml.Node) -> str | int | float | bool | None:
    """Return numbers, true, false and null as such; `yes`, `on` and dates stay the words that they are."""
    value = str(node.value)
    if node.tag != "plain":
        return value
    if value in _CONSTANTS:
        return _CONSTANTS[value]
    return int(value) if _INTEGER.fullmatch(value) else value
