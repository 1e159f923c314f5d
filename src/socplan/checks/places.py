"""Where the records of a dossier stand, as paths into it."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from typing import TypeVar

from socplan.model import Dossier, FundingSource, Goal, Measure, Record, Resolution, Service, Territory, WorkingGroup
from socplan.model.dossier import held, record_types, table_name
from socplan.model.record import table_key

__all__ = ["decision_name", "everything", "located", "name_of", "place_of", "repeated", "titled"]

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


def repeated(rows: Iterable[tuple[str, R]], key: Callable[[R], Hashable]) -> Iterator[tuple[str, R, str]]:
    """The records whose key stood earlier as well, each with its place and the first place; ``None`` is no key."""
    first: dict[Hashable, str] = {}
    for at, record in rows:
        value = key(record)
        if value is not None and first.setdefault(value, at) != at:
            yield at, record, first[value]


def titled(item: Goal | Measure) -> str:
    """The title of a goal or a measure, after its code if it has a code."""
    return f"{item.code} {item.title}" if item.code else item.title


def name_of(dossier: Dossier, cls: type[WorkingGroup | Service | Territory | FundingSource], identifier: str) -> str:
    """The name of a record; its identifier where it is not there."""
    record = dossier.get(cls, identifier)
    return record.name if record else identifier


def decision_name(resolution: Resolution) -> str:
    """The number and point of a resolution as printed; its text where it has neither."""
    return " ".join(filter(None, (resolution.number, resolution.point))) or resolution.text.rstrip(".")


@held
def _places(dossier: Dossier, cls: type[Record]) -> Mapping[tuple[object, ...], str]:
    return {table_key(record): place for place, record in reversed(list(located(dossier, cls)))}
