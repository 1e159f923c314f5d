"""Dossier → Dossier: for an audience, and as valid on a day."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from datetime import date
from functools import cache
from typing import Any, Final

import attrs
from attrs import frozen

from socplan.model import Amendment, Dossier, PartialDate, Period, Record
from socplan.model.dossier import held, record_types
from socplan.model.record import begins, is_former, is_personal, merely_points, referred_table, table_key, trace_of
from socplan.model.values import natural_key
from socplan.model.wordings import wordings
from socplan.typecheck import guarded

__all__ = ["as_of", "is_personal_throughout", "public"]

#: Tables of records that are true only whole.
_WHOLES: Final = ("rounds", "action_plans", "surveys")
#: The first year that a partial date can hold.
_FIRST_YEAR: Final = 1000

_Name = tuple[str, tuple[object, ...]]
"""The name of the table of a record, and its key."""


@guarded
@held
def public(dossier: Dossier) -> Dossier:
    """The dossier without personal data (osobní údaje); the same dossier where it holds none.

    The marks in the model decide: a marked value becomes unknown, a table whose records are nothing without marked
    values becomes empty, and a number replaces a marked identifier, since people make these of names.
    """
    renamed: dict[tuple[str, object], str] = {}
    for name, cls in record_types().items():
        if _has_personal_key(cls):
            # Sorted, so that neither the order of records nor a second numbering changes the numbers.
            keys = sorted({str(key) for (key,) in map(table_key, dossier.table(name))}, key=natural_key)
            renamed |= {(name, key): f"{name}-{number}" for number, key in enumerate(keys, start=1)}
    changes: dict[str, Any] = {
        name: ()
        if is_personal_throughout(cls)
        else tuple(_cleared(record, name, renamed) for record in dossier.table(name))
        for name, cls in record_types().items()
        if _marks(cls).hidden
    }
    changed = {name: table for name, table in changes.items() if table != dossier.table(name)}
    plan = _cleared(dossier.plan, "plan", renamed)
    return attrs.evolve(dossier, plan=plan, **changed) if changed or plan != dossier.plan else dossier


def _fields(record: Record | type[Record]) -> tuple[attrs.Attribute[Any], ...]:
    cls: Any = record if isinstance(record, type) else type(record)
    attributes: tuple[attrs.Attribute[Any], ...] = attrs.fields(cls)
    return attributes


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
    for attribute in _marks(type(record)).hidden:
        value = getattr(record, attribute.name)
        if not is_personal(attribute):
            # An identifier that no record has may be a name all the same.
            changes[attribute.name] = renamed.get((referred_table(attribute) or "", value))
        else:
            changes[attribute.name] = renamed[table, value] if attribute.name in record.KEY else attribute.default
            if value is not None and (trace := trace_of(attribute)):
                changes[trace] = True
    return attrs.evolve(record, **changes)  # type: ignore[misc]


@guarded
def as_of(dossier: Dossier, day: date) -> Dossier:
    """The dossier as valid on a day (stav ke dni).

    Left out are records that are not valid on the day, monitoring rounds that had not begun, and all that cannot be
    without such a record: the readings of a measure, the members of a group. A round, an action plan or a survey that
    would lose a part goes whole, since the rest of it would not be true. Services, capacities and networks stay after
    their end: they are history, which reports on a day or a year tell apart by themselves.

    A record that another one merely points to stays: a measure keeps its group even after the group has ended. A record
    lets go of its former self (the former wording of a measure); a record about a former wording becomes one about the
    wording valid on the day.

    Amendments in force by the day are part of the plan: their prolongation stands in `Plan.period`, and they
    themselves are gone, as are those not yet in force; drafts stay. `Plan.prepared` becomes the day.
    """
    dossier = _reworded(dossier, day)
    names = record_types()
    records: dict[_Name, list[Record]] = {}
    for name in names:
        for record in dossier.table(name):
            records.setdefault((name, table_key(record)), []).append(record)
    kept = records.keys() - _gone(dossier, records, day)
    waiting = [dossier.plan, *(record for name in kept for record in records[name])]
    while waiting:
        for reference in _references(waiting.pop(), needed=False):
            if reference not in kept:
                kept.add(reference)
                waiting += records.get(reference, ())
    tables: dict[str, Any] = {
        name: tuple(_parted(record, kept) for record in dossier.table(name) if (name, table_key(record)) in kept)
        for name in names
    }
    prepared = PartialDate(day.year, day.month, day.day) if day.year >= _FIRST_YEAR else None
    plan = attrs.evolve(dossier.plan, prepared=prepared, period=prolonged(dossier, day))
    return attrs.evolve(dossier, plan=plan, **tables)


def _gone(dossier: Dossier, records: Mapping[_Name, list[Record]], day: date) -> set[_Name]:
    """The records to leave out: those not valid, amendments in force, and all that cannot be without these."""
    leaving: list[_Name] = [("amendments", (amendment.id,)) for amendment in dossier.amendments if amendment.effective]
    needing: dict[_Name, list[_Name]] = {}
    for name, same in records.items():
        for record in same:
            if not _is_valid(record, day):
                leaving.append(name)
            for other in _references(record, needed=True):
                needing.setdefault(other, []).extend((name, *_wholes(record)))
    gone: set[_Name] = set()
    while leaving:
        name = leaving.pop()
        if name not in gone:
            gone.add(name)
            leaving += needing.get(name, ())
    return gone


def _reworded(dossier: Dossier, day: date) -> Dossier:
    """The dossier whose records are about the wordings of measures valid on a day; those of split measures stay."""
    valid = {measure.id for measure in dossier.measures if measure.validity.holds(day)}
    current = wordings(dossier.measures).current(valid)
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
        name: current[value]
        for name, target in _marks(type(record)).former
        if target == "measures" and (value := getattr(record, name)) in current
    }
    return attrs.evolve(record, **changes) if changes else record  # type: ignore[misc]


def prolonged(dossier: Dossier, day: date) -> Period:
    """The period of the plan with the prolongations in force by a day; of several, the one in force last."""
    amendment = prolonging(dossier, day)
    return attrs.evolve(dossier.plan.period, end=amendment.prolongs_until) if amendment else dossier.plan.period


def prolonging(dossier: Dossier, day: date) -> Amendment | None:
    """The amendment that prolongs the plan, of those in force by a day; of several, the one in force last."""
    begun = {
        (effective.first_day, effective.last_day, natural_key(amendment.id)): amendment
        for amendment in dossier.amendments
        if (effective := amendment.effective) and effective.first_day <= day and amendment.prolongs_until
    }
    return begun[max(begun)] if begun else None


def _wholes(record: Record) -> Iterator[_Name]:
    """The round or the action plan that a record is a part of."""
    for name, table in _marks(type(record)).needed:
        if table in _WHOLES and name in record.KEY and getattr(record, name) is not None:
            yield table, (getattr(record, name),)


def _parted(record: Record, kept: Container[_Name]) -> Record:
    """The record without references to former ones that are not there any more."""
    gone: dict[str, Any] = {
        name: None for name, table in _marks(type(record)).former if (table, (getattr(record, name),)) not in kept
    }
    return attrs.evolve(record, **gone) if gone else record  # type: ignore[misc]


def _is_valid(record: Record, day: date) -> bool:
    beginning = _marks(type(record)).begins
    if beginning is not None:
        value = getattr(record, beginning)
        start = value.start if isinstance(value, Period) else value
        return start is None or bool(start.first_day <= day)
    validity = getattr(record, "validity", None)
    return validity.holds(day) if isinstance(validity, Period) else True


def _references(record: Record, *, needed: bool) -> Iterator[_Name]:
    """The records that a record refers to; ``needed``: only those that it cannot be without."""
    marks = _marks(type(record))
    for name, table in marks.needed if needed else marks.references:
        value = getattr(record, name)
        if value is not None:
            yield table, (value,)


# The marks of a class, read once for all its records


@frozen(kw_only=True)
class _Marks:
    #: Hidden from the public: personal data, and references to a personal identifier.
    hidden: tuple[attrs.Attribute[Any], ...]
    #: The attributes that refer to a table, with its name.
    references: tuple[tuple[str, str], ...]
    #: Those of them that a record cannot be without, by its key or having no default.
    needed: tuple[tuple[str, str], ...]
    #: Those that name what need not exist any more.
    former: tuple[tuple[str, str], ...]
    #: The attribute that says from when there is such a record.
    begins: str | None


def _marks(cls: Any) -> _Marks:
    return _marked(cls)


@cache
def _marked(cls: Any) -> _Marks:
    referring = [(attribute, table) for attribute in _fields(cls) if (table := referred_table(attribute))]

    def names_somebody(attribute: attrs.Attribute[Any]) -> bool:
        return any(mark is attribute and _has_personal_key(record_types()[table]) for mark, table in referring)

    def is_needed(attribute: attrs.Attribute[Any]) -> bool:
        # A record cannot be without any part of its key, even a reference to a former thing.
        required = attribute.default is attrs.NOTHING and not is_former(attribute)
        return not merely_points(attribute) and (required or attribute.name in cls.KEY)

    return _Marks(
        hidden=tuple(attribute for attribute in _fields(cls) if is_personal(attribute) or names_somebody(attribute)),
        references=tuple((attribute.name, table) for attribute, table in referring if not is_former(attribute)),
        needed=tuple((attribute.name, table) for attribute, table in referring if is_needed(attribute)),
        former=tuple((attribute.name, table) for attribute, table in referring if is_former(attribute)),
        begins=next((attribute.name for attribute in _fields(cls) if begins(attribute)), None),
    )
