"""Dossier → Dossier: for an audience, and as valid on a day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Final

import attrs

from socplan.model import Dossier, Measure, PartialDate, Period, Record
from socplan.model.dossier import record_types
from socplan.model.record import begins, is_former, is_personal, referred_table, table_key
from socplan.model.values import natural_key
from socplan.typecheck import guarded

__all__ = ["as_of", "is_personal_throughout", "public"]

#: Tables of records that are only true whole.
_WHOLES: Final = ("rounds", "action_plans", "surveys")
#: What a partial date can hold.
_FIRST_YEAR: Final = 1000


@guarded
def public(dossier: Dossier) -> Dossier:
    """The dossier without personal data (osobní údaje).

    It works from the marks in the model alone: a marked value becomes unknown, a table whose records are
    nothing without marked values becomes empty, and a marked identifier (people make them of names) gives
    way to a number.
    """
    renamed: dict[tuple[str, object], str] = {
        (name, key): f"{name}-{number}"
        for name, cls in record_types().items()
        if _has_personal_key(cls)
        for number, key in enumerate(_keys_in_order(dossier.table(name)), start=1)
    }
    tables: dict[str, Any] = {}
    for name, cls in record_types().items():
        if is_personal_throughout(cls):
            tables[name] = ()
        else:
            tables[name] = tuple(_cleared(record, name, renamed) for record in dossier.table(name))
    return attrs.evolve(dossier, plan=_cleared(dossier.plan, "plan", renamed), **tables)


def _fields(record: Record | type[Record]) -> tuple[attrs.Attribute[Any], ...]:
    cls: Any = record if isinstance(record, type) else type(record)
    attributes: tuple[attrs.Attribute[Any], ...] = attrs.fields(cls)
    return attributes


def _keys_in_order(records: tuple[Record, ...]) -> list[str]:
    """Identifiers so sorted that neither the order of records nor a second numbering changes the numbers."""
    return sorted({str(key) for (key,) in map(table_key, records)}, key=natural_key)


def _has_personal_key(cls: type[Record]) -> bool:
    return any(is_personal(attribute) for attribute in _fields(cls) if attribute.name in cls.KEY)


def is_personal_throughout(cls: type[Record]) -> bool:
    """Whether records of a class are nothing without their personal data, so that the public sees none of them."""
    return any(
        is_personal(attribute) and attribute.default is attrs.NOTHING
        for attribute in _fields(cls)
        if attribute.name not in cls.KEY
    )


def _cleared(record: Record, table: str, renamed: dict[tuple[str, object], str]) -> Any:
    changes: dict[str, object] = {}
    for attribute in _fields(record):
        value = getattr(record, attribute.name)
        if (target := referred_table(attribute)) and not is_personal(attribute):
            # An identifier that nobody has under a personal key may be a name all the same.
            unknown = None if _has_personal_key(record_types()[target]) else value
            changes[attribute.name] = renamed.get((target, value), unknown)
        elif is_personal(attribute):
            changes[attribute.name] = renamed[table, value] if attribute.name in record.KEY else attribute.default
    return attrs.evolve(record, **changes)  # type: ignore[misc]


@guarded
def as_of(dossier: Dossier, day: date) -> Dossier:
    """The dossier as valid on a day (stav ke dni).

    A record whose validity shuts the day out is left out, and a monitoring round that had not begun. What cannot be
    without such a record goes with it: the readings of a measure, the members of a group. A round, an action plan
    or a survey that would lose a part goes whole: what is left of it would not be true. A record that another one
    merely points to stays: a measure keeps its group even after the group has ended. What a record came after (the
    former wording of a measure) is let go; what a record was about in a former wording it is about in the one that
    replaced it. Of services, capacities and networks only what had not begun is left out: what has ended is history,
    which reports on a day or a year tell apart by themselves.

    Amendments in force by the day are part of the plan: their prolongation stands in `Plan.period`, and they
    themselves are gone, as are those not yet in force; drafts stay. `Plan.prepared` becomes the day.
    """
    dossier = _reworded(dossier, day)
    records = [(name, record) for name in record_types() for record in dossier.table(name)]
    gone = {(name, table_key(record)) for name, record in records if not _is_valid(record, day)}
    gone |= {("amendments", (one.id,)) for one in dossier.amendments if one.effective}
    while (
        leaving := {
            leaver
            for name, record in records
            if any(other in gone for other in _references(record, needed=True))
            for leaver in ((name, table_key(record)), *_wholes(record))
        }
        - gone
    ):
        gone |= leaving
    kept = {(name, table_key(record)) for name, record in records} - gone
    waiting: list[Record] = [dossier.plan, *(record for name, record in records if (name, table_key(record)) in kept)]
    while waiting:
        for reference in _references(waiting.pop(), needed=False):
            if reference not in kept:
                kept.add(reference)
                waiting += [record for name, record in records if (name, table_key(record)) == reference]
    tables: dict[str, Any] = {
        name: tuple(_parted(record, kept) for record in dossier.table(name) if (name, table_key(record)) in kept)
        for name in record_types()
    }
    prepared = PartialDate(day.year, day.month, day.day) if day.year >= _FIRST_YEAR else None
    plan = attrs.evolve(dossier.plan, prepared=prepared, period=prolonged(dossier, day))
    return attrs.evolve(dossier, plan=plan, **tables)


def _reworded(dossier: Dossier, day: date) -> Dossier:
    """The dossier whose records are about the wordings of measures that are valid on a day, where one replaced another.

    Of several that replaced one it is not known which is meant; then nothing is changed.
    """
    after: dict[str, list[Measure]] = {}
    for measure in dossier.measures:
        if measure.replaces is not None:
            after.setdefault(measure.replaces, []).append(measure)
    current: dict[str, str] = {}
    for measure in dossier.measures:
        found, seen = measure, {measure.id}
        while not found.validity.holds(day) and len(after.get(found.id, ())) == 1:
            found = after[found.id][0]
            if found.id in seen:
                break
            seen.add(found.id)
        if found.validity.holds(day) and found.id != measure.id:
            current[measure.id] = found.id
    if not current:
        return dossier
    tables: dict[str, Any] = {
        name: tuple(_about(record, current) for record in dossier.table(name))
        for name in record_types()
        if name != "measures"
    }
    return attrs.evolve(dossier, **tables)


def _about(record: Record, current: Mapping[str, str]) -> Record:
    changes: dict[str, Any] = {
        attribute.name: current[getattr(record, attribute.name)]
        for attribute in _fields(record)
        if is_former(attribute)
        and referred_table(attribute) == "measures"
        and getattr(record, attribute.name) in current
    }
    return attrs.evolve(record, **changes) if changes else record  # type: ignore[misc]


def prolonged(dossier: Dossier, day: date) -> Period:
    """The period of the plan with the prolongations in force by a day; of several, the one in force last."""
    begun = {
        (one.effective.first_day, one.effective.last_day, natural_key(one.id)): one.prolongs_until
        for one in dossier.amendments
        if one.effective and one.effective.first_day <= day and one.prolongs_until
    }
    return attrs.evolve(dossier.plan.period, end=begun[max(begun)]) if begun else dossier.plan.period


def _wholes(record: Record) -> Iterator[tuple[str, tuple[object, ...]]]:
    """The round or the action plan that a record is a part of."""
    for attribute in _fields(record):
        table, value = referred_table(attribute), getattr(record, attribute.name)
        if table in _WHOLES and attribute.name in record.KEY and value is not None:
            yield table, (value,)


def _parted(record: Record, kept: set[tuple[str, tuple[object, ...]]]) -> Record:
    """The record without references to former ones that are not there any more."""
    gone: dict[str, Any] = {
        attribute.name: None
        for attribute in _fields(record)
        if is_former(attribute) and (referred_table(attribute), (getattr(record, attribute.name),)) not in kept
    }
    return attrs.evolve(record, **gone) if gone else record  # type: ignore[misc]


def _is_valid(record: Record, day: date) -> bool:
    for attribute in _fields(record):
        if begins(attribute):
            value = getattr(record, attribute.name)
            start = value.start if isinstance(value, Period) else value
            return start is None or bool(start.first_day <= day)
    validity = getattr(record, "validity", None)
    return validity.holds(day) if isinstance(validity, Period) else True


def _references(record: Record, *, needed: bool) -> Iterator[tuple[str, tuple[object, ...]]]:
    """What a record refers to; ``needed``: only what it cannot be without, by its key or having no default."""
    for attribute in _fields(record):
        target = referred_table(attribute)
        value = getattr(record, attribute.name)
        essential = attribute.default is attrs.NOTHING or attribute.name in record.KEY
        # What tells a record from others it cannot be without, were it only about a former thing.
        kept = is_former(attribute) and not (needed and attribute.name in record.KEY)
        if target and value is not None and not kept and (essential or not needed):
            yield target, (value,)
