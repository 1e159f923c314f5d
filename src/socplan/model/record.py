"""What a record is, and the marks that its attributes may bear.

A dossier is a set of tables, and each record is one flat row: values, and identifiers of other records.
Nothing else has to be said about a table for it to be read, written, checked for dangling references,
compared, and cleared of personal data: all that works from the marks made here.
"""

from __future__ import annotations

from enum import Enum
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
    "referred_table",
    "refers_to",
    "row_of",
    "table_key",
]

_REFERS_TO: Final = "socplan.refers_to"
_PERSONAL: Final = "socplan.personal"
_IDENTIFIES: Final = "socplan.identifies"
_FORMER: Final = "socplan.former"
_BEGINS: Final = "socplan.begins"

#: Marks the attribute under which other records refer to a record.
IDENTIFIER: Final = {_IDENTIFIES: True}
#: Marks an attribute that says something of a natural person.
PERSONAL: Final = {_PERSONAL: True}
#: Marks an identifier that people may have made from a person's name (``clen-novak``).
PERSONAL_IDENTIFIER: Final = {**IDENTIFIER, **PERSONAL}
#: Marks the date or period before whose beginning there is no such record yet.
BEGINS: Final = {_BEGINS: True}


def refers_to(table: str, *, personal: bool = False, former: bool = False) -> dict[str, object]:
    """Mark an attribute that holds the identifier of a record in a table of the dossier.

    Args:
        table: the name of the table.
        personal: whether it tells something of a natural person.
        former: whether what it names need not exist any more: what the record came after, or what it once was about.
    """
    return {_REFERS_TO: table, _PERSONAL: personal, _FORMER: former}


def referred_table(attribute: attrs.Attribute[Any]) -> str | None:
    """The table that an attribute refers to; ``None`` for a plain value."""
    return attribute.metadata.get(_REFERS_TO)


def is_personal(attribute: attrs.Attribute[Any]) -> bool:
    """Whether an attribute is marked as personal data."""
    return bool(attribute.metadata.get(_PERSONAL))


def is_former(attribute: attrs.Attribute[Any]) -> bool:
    """Whether an attribute names what need not exist any more: a view of a later day lets it go."""
    return bool(attribute.metadata.get(_FORMER))


def begins(attribute: attrs.Attribute[Any]) -> bool:
    """Whether there is no such record before the date or period that the attribute holds."""
    return bool(attribute.metadata.get(_BEGINS))


def table_key(record: Record) -> tuple[object, ...]:
    """The values that tell a record from the others of its table."""
    return tuple(getattr(record, name) for name in type(record).KEY)


def row_of(record: Record) -> dict[str, object]:
    """A record as plain values by column; a period has two: ``period.start``, ``period.end``.

    Texts, whole numbers, booleans, `Decimal` and, for what is not known, ``None``.
    """
    row: dict[str, object] = {}
    cls: Any = type(record)
    for attribute in attrs.fields(cls):
        value = getattr(record, attribute.name)
        if isinstance(value, Period):
            ends = {"start": value.start, "end": value.end}
            row |= {f"{attribute.name}.{end}": date and str(date) for end, date in ends.items()}
        else:
            row[attribute.name] = (
                str(value) if isinstance(value, PartialDate) else value.value if isinstance(value, Enum) else value
            )
    return row


class Record(Typed):
    """The parent of everything that is a row of a dossier's table.

    Raises:
        RecordError: a value that an attribute cannot hold; with every attribute that is wrong.
    """

    __slots__ = ()

    #: The attributes that tell one record from another of its table.
    KEY: ClassVar[tuple[str, ...]] = ("id",)
