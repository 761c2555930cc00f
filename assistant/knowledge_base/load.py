"""Reads knowledge/ once into values; every complaint carries its file and line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from assistant.domain.cause import Cause
from assistant.domain.knowledge import Guide, Knowledge, Link, Message, Phrases, Picture, Secret, Tool
from assistant.domain.text import Text
from assistant.knowledge_base.alternatives import expanded
from assistant.knowledge_base.causes import cause_of, steps_of, text, with_shared
from assistant.knowledge_base.letters import letters, rewording
from assistant.knowledge_base.located import Located, Problem, parse
from assistant.knowledge_base.models import model_table
from assistant.knowledge_base.other_shapes import (
    CaptionShape,
    FallbackShape,
    LettersShape,
    LinkShape,
    MessageShape,
    ModelsShape,
    PhrasesShape,
    RewordingShape,
    SecretShape,
    ToolShape,
)
from assistant.knowledge_base.shapes import CauseShape, TextShape

Shaped = TypeVar("Shaped", bound=BaseModel)


@dataclass(slots=True)
class Loaded:
    """The values of a folder and what was wrong with its files; `sources` keeps the located files for lint."""

    knowledge: Knowledge
    problems: list[Problem] = field(default_factory=list)
    sources: dict[str, Located] = field(default_factory=dict)


class KnowledgeError(Exception):
    """Raised when knowledge/ cannot be used; its text is the list of problems."""

    def __init__(self, problems: list[Problem]) -> None:
        """Keep the problems, one a line."""
        super().__init__("\n".join(str(problem) for problem in problems))


def load(folder: Path) -> Knowledge:
    """Return the knowledge of a folder; KnowledgeError when a file has an error of YAML or shape."""
    loaded = read_folder(folder)
    errors = [problem for problem in loaded.problems if not problem.warning]
    if errors:
        raise KnowledgeError(errors)
    return loaded.knowledge


def read_folder(folder: Path) -> Loaded:
    """Return the values of a folder and all problems found on the way; a faulty entry is left out."""
    reader = _Reader(folder)
    shared = reader.mapping("steps.yaml")
    knowledge = Knowledge(
        causes=_causes(reader, shared),
        fallback=_fallback(reader, shared),
        links={name: _link(name, one) for name, one in reader.entries("links.yaml", LinkShape).items()},
        wording={
            name: text(one)
            for file in ("wording.yaml", "desk.yaml", "login.yaml", "lead.yaml")
            for name, one in reader.entries(file, TextShape).items()
        },
        messages={
            name: Message(name, text(one.subject), text(one.body), one.asks)
            for name, one in reader.entries("messages.yaml", MessageShape).items()
        },
        models=model_table(reader.whole("models.yaml", ModelsShape)),
        tools=tuple(
            Tool(name, one.name, text(one.question), text(one.where), tuple(one.models))
            for name, one in reader.entries("tools.yaml", ToolShape).items()
        ),
        phrases=_phrases(reader),
        pictures=_pictures(reader),
        secrets={
            name: Secret(name, text(one.name), text(one.revoke))
            for name, one in reader.entries("secrets.yaml", SecretShape).items()
        },
        reading=_listed(reader, "reading.yaml"),
        concepts=_listed(reader, "concepts.yaml"),
        columns=_listed(reader, "columns.yaml"),
        letters=letters(reader.whole("reply.yaml", LettersShape)),
        rewording=rewording(reader.whole("rewording.yaml", RewordingShape)),
    )
    return Loaded(knowledge, reader.problems, reader.sources)


class _Reader:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.problems: list[Problem] = []
        self.sources: dict[str, Located] = {}

    def located(self, name: str) -> Located:
        path = self.folder / name
        if not path.is_file():
            found = Located(name, problems=[Problem(name, 1, "missing-file", "the file is not there")])
        else:
            found = parse(path.read_text(encoding="utf-8"), name)
        self.problems += found.problems
        self.sources[name] = found
        return found

    def mapping(self, name: str) -> Mapping[str, Any]:
        data = self.located(name).data
        return data if isinstance(data, dict) else {}

    def whole(self, name: str, shape: type[Shaped]) -> Shaped | None:
        found = self.located(name)
        return self.valid(shape, found.data or {}, found)

    def entries(self, name: str, shape: type[Shaped]) -> dict[str, Shaped]:
        found = self.located(name)
        data = found.data if isinstance(found.data, dict) else {}
        valid = {key: self.valid(shape, value, found, key) for key, value in data.items()}
        return {key: value for key, value in valid.items() if value is not None}

    def valid(self, shape: type[Shaped], data: Any, found: Located, *above: str | int) -> Shaped | None:
        try:
            return shape.model_validate(data)
        except ValidationError as error:
            for one in error.errors():
                place = (*above, *(part for part in one["loc"]))
                words = f"{'.'.join(map(str, place)) or 'file'}: {one['msg']}"
                self.problems.append(found.problem(place, "shape", words))
            return None


def _listed(reader: _Reader, name: str) -> dict[str, tuple[str, ...]]:
    return {key: tuple(expanded(map(str, listed))) for key, listed in reader.mapping(name).items()}


def _causes(reader: _Reader, shared: Mapping[str, Any]) -> dict[str, Cause]:
    causes: dict[str, Cause] = {}
    for path in sorted((reader.folder / "causes").glob("*.yaml")):
        found = reader.located(f"causes/{path.name}")
        shape = reader.valid(CauseShape, _shared_in(found.data or {}, shared), found)
        if shape is not None:
            causes[shape.id] = cause_of(shape, found)
    return causes


def _fallback(reader: _Reader, shared: Mapping[str, Any]) -> dict[str, Guide]:
    found = reader.located("fallback.yaml")
    data = {name: _shared_in(one, shared) for name, one in (found.data or {}).items()}
    shape = reader.valid(FallbackShape, data, found)
    if shape is None:
        return {}
    both = (("other", shape.other), ("none", shape.none))
    return {
        name: Guide(
            name, steps_of(one.steps, found, name), shape.checked, tuple(one.needs), text(one.title), text(one.why)
        )
        for name, one in both
    }


def _shared_in(data: Any, shared: Mapping[str, Any]) -> Any:
    if isinstance(data, dict) and isinstance(data.get("steps"), dict):
        return {**data, "steps": with_shared(data["steps"], shared)}
    return data


def _link(name: str, shape: LinkShape) -> Link:
    url = text(shape.url) if isinstance(shape.url, TextShape) else Text(shape.url, shape.url)
    return Link(name, text(shape.label), url, shape.checked, shape.without)


def _phrases(reader: _Reader) -> Phrases:
    found = reader.located("phrases.yaml")
    shape = reader.valid(PhrasesShape, found.data or {}, found)
    if shape is None:
        return Phrases()
    both = {
        kind: {name: (*one.ja, *one.en) for name, one in getattr(shape, kind).items()}
        for kind in ("intents", "choices")
    }
    return Phrases(both["intents"], both["choices"])


def _pictures(reader: _Reader) -> dict[str, Picture]:
    captions = reader.entries("pictures/captions.yaml", CaptionShape)
    pictures = {}
    for path in sorted((reader.folder / "pictures").glob("*.svg")):
        if path.stem not in captions:
            words = f"{path.name} has no caption"
            reader.problems.append(Problem("pictures/captions.yaml", 1, "picture-caption", words))
            continue
        one = captions[path.stem]
        svg = path.read_text(encoding="utf-8")
        pictures[path.stem] = Picture(path.stem, svg, text(one.alt), text(one.caption), one.checked)
    return pictures
