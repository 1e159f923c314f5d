"""What a record is, and the marks of its attributes.

A dossier is a set of tables, and each record is one flat row: values, and identifiers of other records.
The marks are enough to read, write and compare a table, to find dangling references, and to remove personal data.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from functools import cache
from operator import attrgetter
from typing import Any, ClassVar, Final

import attrs

from socplan.model.typed import Typed
from socplan.model.values import PartialDate, Period

__all__ = [
    "BEGINS",
    "IDENTIFIER",
    "PERSONAL",
    "PERSONAL_IDENTIFIER",
    "Record",
    "begins",
    "is_former",
    "is_personal",
    "key_text",
    "merely_points",
    "personal_leaving",
    "referred_table",
    "refers_to",
    "row_of",
    "table_key",
    "trace_of",
]

_REFERS_TO: Final = "socplan.refers_to"
_PERSONAL: Final = "socplan.personal"
_IDENTIFIES: Final = "socplan.identifies"
_FORMER: Final = "socplan.former"
_BEGINS: Final = "socplan.begins"
_POINTS: Final = "socplan.points"
_LEAVES: Final = "socplan.leaves"

#: Marks the attribute under which other records refer to a record.
IDENTIFIER: Final = {_IDENTIFIES: True}
#: Marks an attribute with personal data.
PERSONAL: Final = {_PERSONAL: True}
#: Marks an identifier that people may have made from a person's name (``clen-novak``).
PERSONAL_IDENTIFIER: Final = {**IDENTIFIER, **PERSONAL}
#: Marks the date or period with which the record begins to exist.
BEGINS: Final = {_BEGINS: True}


def refers_to(table: str, *, personal: bool = False, former: bool = False, points: bool = False) -> dict[str, object]:
    """Mark an attribute that holds the identifier of a record in a table of the dossier.

    Args:
        table: the name of the table.
        personal: whether it is personal data.
        former: whether the named record may be gone: the record came after it, or was once about it.
        points: whether it merely points at the named record, though it is a part of the key: it stays when the named
            record is not valid.
    """
    return {_REFERS_TO: table, _PERSONAL: personal, _FORMER: former, _POINTS: points}


def referred_table(attribute: attrs.Attribute[Any]) -> str | None:
    """The table that an attribute refers to; ``None`` for a plain value."""
    return attribute.metadata.get(_REFERS_TO)


def is_personal(attribute: attrs.Attribute[Any]) -> bool:
    """Whether an attribute is marked as personal data."""
    return bool(attribute.metadata.get(_PERSONAL))


def is_former(attribute: attrs.Attribute[Any]) -> bool:
    """Whether an attribute names a record that may be gone: a view of a later day empties it."""
    return bool(attribute.metadata.get(_FORMER))


def merely_points(attribute: attrs.Attribute[Any]) -> bool:
    """Whether a record stays without the record that the attribute names, though it is a part of the key."""
    return bool(attribute.metadata.get(_POINTS))


def personal_leaving(attribute: str) -> dict[str, object]:
    """Mark an attribute with personal data that leaves a trace: where it is hidden, another attribute becomes true.

    Args:
        attribute: the name of the other attribute.
    """
    return {_PERSONAL: True, _LEAVES: attribute}


def trace_of(attribute: attrs.Attribute[Any]) -> str | None:
    """The attribute that becomes true where this one is hidden."""
    return attribute.metadata.get(_LEAVES)


def begins(attribute: attrs.Attribute[Any]) -> bool:
    """Whether the record does not exist before the date or period in the attribute."""
    return bool(attribute.metadata.get(_BEGINS))


def table_key(record: Record) -> tuple[object, ...]:
    """The values that identify a record in its table."""
    cls: Any = type(record)
    return _key_reader(cls)(record)


@cache
def _key_reader(cls: Any) -> Callable[[Record], tuple[object, ...]]:
    if len(cls.KEY) > 1:
        return attrgetter(*cls.KEY)
    return lambda record: tuple(getattr(record, name) for name in cls.KEY)


def key_text(record: Record) -> str:
    """The key of a record as one text: ``rok-2025 | o-1``; for a part that is not known stands a dash."""
    return " | ".join(map(_part_text, table_key(record)))


def _part_text(value: object) -> str:
    match value:
        case None:
            return "–"
        case Enum():
            return str(value.value)
        case bool():
            return "true" if value else "false"
        case Period(start=start, end=end):
            return f"{start or ''}–{end or ''}"
        case _:
            return str(value)


def row_of(record: Record) -> dict[str, object]:
    """A record as plain values by column; a period has two: ``period.start``, ``period.end``.

    The values are texts, whole numbers, booleans, `Decimal` and, where a value is not known, ``None``.
    """
    row: dict[str, object] = {}
    cls: Any = type(record)
    for attribute in attrs.fields(cls):
        match getattr(record, attribute.name):
            case Period(start=start, end=end):
                row |= {f"{attribute.name}.start": start and str(start), f"{attribute.name}.end": end and str(end)}
            case PartialDate() as date:
                row[attribute.name] = str(date)
            case Enum() as member:
                row[attribute.name] = member.value
            case value:
                row[attribute.name] = value
    return row


ReadAt = tuple[str, str | None, int]
"""The name of a file, its sheet (``None``: it has none) and the number of a row."""


class Record(Typed):
    """The parent of every row of a dossier's tables.

    Raises:
        RecordError: an attribute cannot hold its value; with every attribute that is wrong.
    """

    #: Where it was read, for people who look for it; no value of it, so it is neither compared, copied nor written.
    __slots__ = ("_read_at",)
    _read_at: ReadAt

    #: The attributes that identify a record in its table.
    KEY: ClassVar[tuple[str, ...]] = ("id",)

    @property
    def read_at(self) -> ReadAt | None:
        """The file, the sheet and the row of a dossier in tables where a reader found it; ``None``: nowhere.

        Only the very record that was read knows it; a record made from it does not.
        """
        return getattr(self, "_read_at", None)

    def remember(self, file: str, sheet: str | None, row: int) -> None:
        """Let a record know where it was read: for readers, once, when they make it."""
        object.__setattr__(self, "_read_at", (file, sheet, row))
