"""Where the records of a dossier stand, as paths into it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeVar

from socplan.model import Dossier, Record
from socplan.model.dossier import held, record_types, table_name
from socplan.model.record import table_key

__all__ = ["everything", "located", "place_of"]

R = TypeVar("R", bound=Record)


def located(dossier: Dossier, cls: type[R]) -> Iterator[tuple[str, R]]:
    """The records of a class in the order of their table, each with its place: ``$.goals[3]``."""
    name = table_name(cls)
    records: tuple[R, ...] = getattr(dossier, name)
    return ((f"$.{name}[{index}]", record) for index, record in enumerate(records))


def everything(dossier: Dossier) -> Iterator[tuple[str, Record]]:
    """The plan and all records, each with its place."""
    yield "$.plan", dossier.plan
    for cls in record_types().values():
        yield from located(dossier, cls)


def place_of(dossier: Dossier, record: Record) -> str:
    """The place of a record; of several with its key the first."""
    return _places(dossier, type(record))[table_key(record)]


@held
def _places(dossier: Dossier, cls: type[Record]) -> Mapping[tuple[object, ...], str]:
    return {table_key(record): place for place, record in reversed(list(located(dossier, cls)))}
