"""The errors of a text: sentences that overlap, or repeat each other, are one error; codes speak where no sentence does."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from assistant.domain.reading.liveness import is_mention
from assistant.domain.reading.sentences import Hit, find_sentences, occurrences
from assistant.domain.reading.source import Source
from assistant.domain.reading.templates import Template, Templates
from assistant.domain.reading.values import Value, model_after, model_between, project_in

_KEY = re.compile(
    r"(?:code|type|error|reason|status)[\"'`\\\])\x00]{0,10}\s{0,4}(?:=>|[:=])\s{0,4}(?:string\(\d+\)\s?|Some\()?[\"'`\\\x00(]{0,10}$|[a-z]_error[.:] ?$|\(code: ?$"
)
_NEAR = 3_000


@dataclass(slots=True)
class Incident:
    """One error: the templates that fit its sentence, the heaviest first, and every place where it is said."""

    candidates: list[Template]
    places: list[tuple[int, int]]
    model: Value | None = None
    project: Value | None = None
    has_project: bool = False
    mention: bool = False
    names: dict[str, tuple[int, int]] = field(default_factory=dict)  # rooms of the other slots
    by_template: dict[int, Value | None] = field(default_factory=dict)

    @property
    def start(self) -> int:
        """Return where it is first said."""
        return self.places[0][0]

    @property
    def end(self) -> int:
        """Return where it is last said."""
        return self.places[-1][1]


def find_incidents(source: Source, templates: Templates) -> list[Incident]:
    """Return the errors of a text in its order, those that it only mentions included."""
    clusters = _clusters(find_sentences(source.text, templates))
    found: list[Incident] = []
    for cluster in clusters:
        incident = _incident(source, cluster)
        if incident is None:
            continue
        same = found[-1] if found and _same(found[-1], incident) else None
        if same:
            same.places += incident.places
            same.model = same.model or incident.model
            same.project = same.project or incident.project
            same.candidates = max(same.candidates, incident.candidates, key=lambda listed: listed[0].weight)
        else:
            found.append(incident)
    return _with_codes(source.text, found, templates)


def _clusters(hits: list[Hit]) -> list[list[Hit]]:
    """Return hits that overlap as one group."""
    clusters: list[list[Hit]] = []
    reach = -1
    for hit in hits:
        if clusters and hit.start < reach:
            clusters[-1].append(hit)
        else:
            clusters.append([hit])
        reach = max(reach, hit.end)
    return clusters


def _incident(source: Source, cluster: list[Hit]) -> Incident | None:
    """Return the error that a group of overlapping sentences states, or None when its names do not fit."""
    read = [(hit, _slots(source, hit)) for hit in sorted(cluster, key=lambda hit: (-hit.template.weight, hit.start))]
    fitting = [(hit, slots) for hit, slots in read if slots is not None]
    if not fitting:
        return None
    best, slots = fitting[0]
    incident = Incident([hit.template for hit, _ in fitting], [(best.start, best.end)])
    incident.model = next((own["model"] for _, own in fitting if own and own.get("model")), None)
    incident.project = next((own["project_id"] for _, own in fitting if own and own.get("project_id")), None)
    incident.has_project = any("project_id" in dict.fromkeys(name for name, _, _ in hit.rooms) for hit, _ in fitting[:1])
    incident.names = {name: (low, high) for name, low, high in best.rooms}
    incident.mention = is_mention(source.text, best, slots or {})
    return incident


def _slots(source: Source, hit: Hit) -> dict[str, Value | None] | None:
    """Read the names in a sentence's slots; None when a model's place holds anything but one name."""
    read: dict[str, Value | None] = {}
    for at, (name, low, high) in enumerate(hit.rooms):
        last = at == len(hit.rooms) - 1 and hit.template.trailing == name
        if name == "model":
            value = _model(source, hit, at, low, high, last=last)
            if value is None and not last:
                return None
            read[name] = value
        elif name == "project_id":
            read[name] = project_in(source, low, high)
            if read[name] is None and hit.template.leading == name:
                return None
    return read


def _model(source: Source, hit: Hit, at: int, low: int, high: int, *, last: bool) -> Value | None:
    """Return the name in a model's slot: behind the sentence, before it, or inside of it."""
    if last:
        return model_after(source, low)
    return _before(source, hit) if hit.template.leading and at == 0 else model_between(source, low, high)


def _before(source: Source, hit: Hit) -> Value | None:
    """Return the name right before a sentence that begins with it."""
    room = source.text[max(0, hit.start - 200) : hit.start].rstrip(" \t\n\"'`*")
    token = re.search(r"[A-Za-z0-9._:/@+\-]{2,160}$", room)
    if not token:
        return None
    start = max(0, hit.start - 200) + token.start()
    return model_between(source, start, start + len(token[0]))


def _same(one: Incident, other: Incident) -> bool:
    """Tell whether two groups say the same error of the same model and project."""
    if one.mention != other.mention or not {id(t) for t in one.candidates[:3]} & {id(t) for t in other.candidates[:3]}:
        return one.candidates[0].cause == other.candidates[0].cause and one.mention == other.mention and not (one.model or other.model)
    model = one.model is None or other.model is None or one.model.text == other.model.text
    project = one.project is None or other.project is None or one.project.text == other.project.text
    return model and project


def _with_codes(seen: str, found: list[Incident], templates: Templates) -> list[Incident]:
    """Add the errors that only a code or a type states."""
    coded: list[Incident] = []
    for start, end in _coded_places(seen, templates):
        if any(start - _NEAR < high and low < end + _NEAR for one in found for low, high in one.places[-40:]):
            continue
        if coded and start - coded[-1].end < _NEAR // 2:
            coded[-1].places.append((start, end))
        elif len(coded) < 200:
            coded.append(Incident([], [(start, end)]))
    return sorted([*found, *coded], key=lambda incident: incident.start)


def _coded_places(seen: str, templates: Templates) -> list[tuple[int, int]]:
    """Return where a code or a type that a signal names stands as a value."""
    places = []
    for value in templates.values:
        for at in occurrences(seen, value):
            end = at + len(value)
            whole = not (seen[end : end + 1].isalnum() or seen[end : end + 1] == "_")
            if whole and _KEY.search(seen, max(0, at - 48), at):
                places.append((at, end))
    return sorted(places)
