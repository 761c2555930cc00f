"""Model ids: which are the same model, which are dead, and which are near."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher

from assistant.domain.endpoint import Endpoint, base_model, endpoints_of, family_of
from assistant.domain.evidence import ListedModel
from assistant.domain.knowledge import ModelTable, Retirement

SNAPSHOT = re.compile(r"^(?P<stem>.+?)-(?P<date>\d{4}-\d{2}-\d{2}|\d{4})$", re.ASCII)
LATEST = "-latest"
NEAR = 0.7  # below this ratio a name is another name, not a slip
MOST = 1000  # ids looked at for near names; a real list has a few hundred
MOST_TRIED = 3


def same_model(asked: str, answered: str | None, table: ModelTable) -> bool:
    """Tell whether an answer's model is the id asked for, its alias, or its snapshot."""
    if answered is None:
        return False
    return asked == answered or siblings(asked, answered, table)


def siblings(one: str, other: str, table: ModelTable) -> bool:
    """Tell whether one id is the alias of the other; two snapshots of one alias are different models."""
    if one == other:
        return False
    listed = other in table.snapshots.get(one, ()) or one in table.snapshots.get(other, ())
    return listed or _alias(one, other) or _alias(other, one)


def alias_of(model: str) -> str | None:
    """Return the id without its date, or None when it has none."""
    match = SNAPSHOT.match(model)
    return match["stem"] if match else None


def retirement_of(model: str, table: ModelTable) -> Retirement | None:
    """Return the announced end of a model, or of a fine-tuned model's base."""
    names = (model, base_model(model))
    return next((one for one in table.retirements if any(name in one.ids for name in names)), None)


def shutdown_date(model: str, table: ModelTable, listed: Iterable[ListedModel] = ()) -> str | None:
    """Return the day of a model's end as the API's list states it, else as the table does."""
    stated = next((one.shutdown_date for one in listed if one.id == model and one.shutdown_date), None)
    if stated:
        return stated
    announced = retirement_of(model, table)
    return announced.date if announced else None


def shut_down(model: str, table: ModelTable, listed: Iterable[ListedModel], today: str | None) -> bool:
    """Tell whether the model's day is past; False when the day of today is not given."""
    date = shutdown_date(model, table, listed)
    return date is not None and today is not None and date <= today


def known_alive(model: str, table: ModelTable, today: str | None) -> bool:
    """Tell whether the table names this very id and it has not ended."""
    patterns = {pattern for family in table.families for pattern in family.patterns if "*" not in pattern}
    dated = {snapshot for snapshots in table.snapshots.values() for snapshot in snapshots}
    named = model in patterns | dated | set(table.snapshots) or retirement_of(model, table) is not None
    return named and not shut_down(model, table, (), today)


def known_ids(table: ModelTable) -> tuple[str, ...]:
    """Return every id that the table names, dead ones too."""
    named = [pattern for family in table.families for pattern in family.patterns if "*" not in pattern]
    dated = [snapshot for snapshots in table.snapshots.values() for snapshot in snapshots]
    ended = [one for retirement in table.retirements for one in retirement.ids]
    return tuple(dict.fromkeys((*named, *table.snapshots, *dated, *ended)))


def nearest(model: str, listed: Sequence[str], table: ModelTable) -> tuple[str, ...]:
    """Return the other listed ids in the order in which to try them: same family, same endpoint, nearest name first."""
    family = family_of(model, table.families)
    endpoints = set(endpoints_of(model, table))

    def rank(other: str) -> tuple[bool, bool, bool, float, str]:
        return (
            not siblings(model, other, table),
            family is None or family_of(other, table.families) != family,
            not endpoints & set(endpoints_of(other, table)),
            -_likeness(model, other),
            other,
        )

    return tuple(sorted((one for one in dict.fromkeys(listed[:MOST]) if one != model), key=rank))


def to_try(model: str, listed: Sequence[str], table: ModelTable) -> tuple[str, ...]:
    """Return at most three near ids that a minimal call can try; media models are not among them."""
    tried = (one for one in nearest(model, listed, table) if Endpoint.MEDIA not in endpoints_of(one, table)[:1])
    return tuple(tried)[:MOST_TRIED]


def near_names(model: str, listed: Sequence[str], most: int = 3) -> tuple[str, ...]:
    """Return listed ids that a mistyped one may have meant, the likeliest first."""
    scored = sorted((-_likeness(model, one), one) for one in listed[:MOST] if one != model)
    return tuple(one for score, one in scored if -score >= NEAR)[:most]


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, _plain(one), _plain(other), autojunk=False).ratio()


def _plain(model: str) -> str:
    """Return an id as its author meant it: no vendor before a slash, hyphens, lower case; at most 80 characters."""
    return model.rpartition("/")[2].replace("_", "-").replace(" ", "-").casefold()[:80]


def _alias(one: str, dated: str) -> bool:
    return alias_of(dated) in (one, one.removesuffix(LATEST))
