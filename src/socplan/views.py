"""Dossier → Dossier: for an audience, and as valid on a day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import attrs

from socplan.model import Dossier, Period, Record
from socplan.model.dossier import record_types
from socplan.model.record import is_personal, referred_table, table_key
from socplan.model.values import natural_key

__all__ = ["as_of", "public"]


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
        if _is_personal_throughout(cls):
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


def _is_personal_throughout(cls: type[Record]) -> bool:
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
            changes[attribute.name] = renamed.get((target, value), value)
        elif is_personal(attribute):
            changes[attribute.name] = renamed[table, value] if attribute.name in record.KEY else attribute.default
    return attrs.evolve(record, **changes)  # type: ignore[misc]


def as_of(dossier: Dossier, day: date) -> Dossier:
    """The dossier as valid on a day (stav ke dni).

    A record whose validity shuts the day out is left out, unless a record that stays refers to it:
    a measure keeps its group even after the group has ended.
    """
    kept = {
        (name, table_key(record)) for name in record_types() for record in dossier.table(name) if _is_valid(record, day)
    }
    waiting = [record for name in record_types() for record in dossier.table(name) if (name, table_key(record)) in kept]
    waiting.append(dossier.plan)
    while waiting:
        for reference in _references(waiting.pop()):
            if reference not in kept:
                kept.add(reference)
                name, key = reference
                waiting += [record for record in dossier.table(name) if table_key(record) == key]
    tables: dict[str, Any] = {
        name: tuple(record for record in dossier.table(name) if (name, table_key(record)) in kept)
        for name in record_types()
    }
    return attrs.evolve(dossier, **tables)


def _is_valid(record: Record, day: date) -> bool:
    validity = getattr(record, "validity", None)
    return validity.holds(day) if isinstance(validity, Period) else True


def _references(record: Record) -> Iterator[tuple[str, tuple[object, ...]]]:
    for attribute in _fields(record):
        target = referred_table(attribute)
        value = getattr(record, attribute.name)
        if target and value is not None:
            yield target, (value,)
