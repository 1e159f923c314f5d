"""What people call the record that a finding is about, and where it stood in the file that it came from."""

import re
from collections.abc import Iterator
from enum import Enum
from typing import Any, Final

import attrs

from socplan.checks.finding import Finding
from socplan.labels import Wording
from socplan.labels.kinds import kind_name
from socplan.model import Dossier, OfficePlace, Period, Record
from socplan.model.dossier import record_types, table_name
from socplan.model.record import is_personal, key_text, referred_table

__all__ = ["named", "names_of", "record_at"]

#: A place of a record: the name of its table, its number there.
_RECORD: Final = re.compile(r"\$\.([a-z_]+)\[(\d+)\]", re.ASCII)
#: What a record is called by, the first of them that it has.
_NAMES: Final = ("title", "name", "purpose", "period")
#: The longest text that names a record.
_LONGEST: Final = 80


def record_at(dossier: Dossier, place: str) -> tuple[str, int, Record] | None:
    """The table, the number and the record at a JSON path, or around it; ``None``: it leads to no record."""
    match = _RECORD.match(place)
    if not match or match[1] not in record_types():
        return None
    table, number = match[1], int(match[2])
    records = dossier.table(table)
    return (table, number, records[number]) if number < len(records) else None


def named(dossier: Dossier, finding: Finding, words: Wording) -> Finding:
    """The finding with the name of its record and where that stood; without the names of people."""
    found = record_at(dossier, finding.place)
    if found is None:
        return finding
    *_, record = found
    names = tuple(names_of(dossier, record, words, personal=False))
    return attrs.evolve(finding, names=names, stood=_stood(dossier, record))


def _stood(dossier: Dossier, record: Record) -> OfficePlace | None:
    """Where a record stood in an office's file, or else in the dossier's own tables; ``None``: nobody knows."""
    table, key = table_name(type(record)), key_text(record)
    place = dossier.get(OfficePlace, table, key)
    if place is None and record.read_at is not None:
        file, sheet, row = record.read_at
        return OfficePlace(table=table, record=key, file=file, sheet=sheet, row=row)
    return place


def names_of(dossier: Dossier, record: Record, words: Wording, *, personal: bool = True) -> Iterator[str]:
    """The name of a record, or the names of the records that it joins.

    Args:
        dossier: the dossier that it stands in.
        record: the record.
        words: the language.
        personal: whether names that are personal data count too.
    """
    if own := _own_name(record, words, personal=personal):
        yield own
        return
    cls: Any = type(record)
    joins = cls.KEY if len(cls.KEY) > 1 else tuple(attribute.name for attribute in attrs.fields(cls))
    for name in joins:
        value, table = getattr(record, name), referred_table(getattr(attrs.fields(cls), name))
        if table is not None and isinstance(value, str):
            other = dossier.get(record_types()[table], value)
            if other is not None and (joined := _own_name(other, words, personal=personal)):
                yield joined
        elif isinstance(value, Enum):
            yield kind_name(words, value) or value.value
        elif isinstance(value, Period) and value != Period():
            yield words.show(value)


def _own_name(record: Record, words: Wording, *, personal: bool) -> str | None:
    """What the record itself bears: its number, its code and title, or the beginning of its text."""
    cls: Any = type(record)
    left = [] if personal else [attribute.name for attribute in attrs.fields(cls) if is_personal(attribute)]

    def value_of(name: str) -> Any:
        return None if name in left else getattr(record, name, None)

    if (number := value_of("number")) is not None:
        return words.text("report.number", number=str(number))
    name = next((words.show(value) for value in map(value_of, _NAMES) if value not in {None, Period()}), None)
    if name is None and (text := value_of("text")):
        return words.text("report.quoted", text=_shortened(text))
    return " ".join(filter(None, (value_of("code"), name))) or None


def _shortened(text: str) -> str:
    """The first words of a text."""
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST].rsplit(' ', 1)[0]} …"
