"""The errors of a text: sentences that overlap or repeat each other are one; codes speak where no sentence does."""

from __future__ import annotations

from dataclasses import dataclass, field

from assistant.domain.reading.choose import GENERIC
from assistant.domain.reading.coded import coded_places
from assistant.domain.reading.facts.values import Value
from assistant.domain.reading.people.liveness import is_mention
from assistant.domain.reading.possible import Possible
from assistant.domain.reading.templates import Template, Templates
from assistant.domain.reading.text.sentences import Hit, find_sentences
from assistant.domain.reading.text.slips import find_slipped
from assistant.domain.reading.text.slots import read_slots
from assistant.domain.reading.text.source import Source

_NEAR = 3_000
_NEXT = 20  # characters up to the next sentence of one message


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
    retold: int | None = None  # the cause that people's own words speak of
    slipped: bool = False  # letters of its sentence are wrong

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
    possible = Possible(source.text)
    hits = [hit for hit in find_sentences(source.text, templates) if possible(hit.template.signal)]
    if all(hit.template.short or templates.causes[hit.template.cause].provider == GENERIC for hit in hits):
        hits += [hit for hit in find_slipped(source.text, templates) if possible(hit.template.signal)]
    clusters = _clusters(sorted(hits, key=lambda hit: hit.start))
    found: list[Incident] = []
    for cluster in clusters:
        incident = _incident(source, cluster, templates.values)
        if incident is None:
            continue
        same = found[-1] if found and _same(found[-1], incident, templates) else None
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


def _incident(source: Source, cluster: list[Hit], codes: frozenset[str]) -> Incident | None:
    """Return the error that a group of overlapping sentences states, or None when its names do not fit."""
    read = [
        (hit, read_slots(source, hit)) for hit in sorted(cluster, key=lambda hit: (-hit.template.weight, hit.start))
    ]
    fitting = [(hit, slots) for hit, slots in read if slots is not None]
    if not fitting:
        return None
    best, slots = next((one for one in fitting if not _is_open(*one)), fitting[0])
    incident = Incident([hit.template for hit, _ in fitting], [(best.start, best.end)])
    named = [(hit, own["model"]) for hit, own in fitting if own and own.get("model")]
    incident.model = next(
        (value for hit, value in named if value and (value.text or (hit is best and _is_lost(source.text, value)))),
        None,
    )
    incident.project = next((own["project_id"] for _, own in fitting if own and own.get("project_id")), None)
    incident.has_project = any(
        "project_id" in dict.fromkeys(name for name, _, _ in hit.rooms) for hit, _ in fitting[:1]
    )
    incident.names = {name: (low, high) for name, low, high in best.rooms}
    incident.slipped = best.slipped
    incident.mention = is_mention(source.text, best, slots or {}, codes)
    return incident


def _is_lost(seen: str, empty: Value) -> bool:
    """Tell whether a name once stood at an empty place, and the sentence did not just go on with its next word."""
    at = empty.start
    return at is None or at < 2 or not (seen[at - 2 : at - 1].isalnum() and seen[at : at + 1].isalnum())


def _is_open(hit: Hit, slots: dict[str, Value | None] | None) -> bool:
    """Tell whether no model stands where the sentence ends with one."""
    return hit.template.trailing == "model" and not (slots or {}).get("model")


def _same(one: Incident, other: Incident, templates: Templates) -> bool:
    """Tell whether two groups say the same error of the same model and project."""
    generic = all(templates.causes[incident.candidates[0].cause].provider == GENERIC for incident in (one, other))
    if generic and one.mention == other.mention and other.start - one.end < _NEAR:
        return True
    if one.mention != other.mention or not {id(t) for t in one.candidates[:3]} & {id(t) for t in other.candidates[:3]}:
        named = (one.model is not None) + (other.model is not None)
        fits = not named or (named == 1 and other.start - one.end < _NEXT)
        return one.candidates[0].cause == other.candidates[0].cause and one.mention == other.mention and fits
    model = one.model is None or other.model is None or one.model.text == other.model.text
    project = one.project is None or other.project is None or one.project.text == other.project.text
    return model and project


def _with_codes(seen: str, found: list[Incident], templates: Templates) -> list[Incident]:
    """Add the errors that only a code or a type states."""
    coded: list[Incident] = []
    for start, end in coded_places(seen, templates):
        if any(start - _NEAR < high and low < end + _NEAR for one in found for low, high in one.places[-40:]):
            continue
        if coded and start - coded[-1].end < _NEAR // 2:
            coded[-1].places.append((start, end))
        elif len(coded) < 200:
            coded.append(Incident([], [(start, end)]))
    return sorted([*found, *coded], key=lambda incident: incident.start)
