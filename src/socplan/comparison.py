"""What changed between two states of a dossier."""

from collections.abc import Iterable, Iterator
from enum import Enum
from typing import Any

import attrs
from attrs import frozen

from socplan.errors import Fault, ReadError, quoted
from socplan.model import Dossier, Record
from socplan.model.record import table_key
from socplan.typecheck import guarded

__all__ = ["Change", "ChangeKind", "compare"]


class ChangeKind(Enum):
    """What happened to a record."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@frozen(kw_only=True)
class Change:
    """One record, or one attribute of a record, that differs between two states of a dossier."""

    kind: ChangeKind
    #: The name of the table; ``"plan"`` for the plan itself.
    table: str
    #: What identifies the record in its table; empty for the plan.
    key: tuple[object, ...]
    #: The attribute that differs; ``None`` where the whole record was added or removed.
    attribute: str | None = None
    #: The old value, or the old record; ``None`` where there was none.
    before: object = None
    after: object = None


@guarded
def compare(before: Dossier, after: Dossier) -> tuple[Change, ...]:
    """List the changes: table by table, removed records first, then changed ones, then added ones.

    The order of records in a table means nothing and is not compared, nor is where they stood in an office's files.
    """
    changes = [*_differences("plan", before.plan, after.plan)]
    compared = [attribute.name for attribute in attrs.fields(Dossier) if attribute.eq and attribute.name != "plan"]
    for table in compared:
        old = {table_key(record): record for record in reversed(before.table(table))}
        new = {table_key(record): record for record in reversed(after.table(table))}
        keys = [table_key(record) for record in before.table(table)]
        added = [key for key in map(table_key, after.table(table)) if key not in old]
        changes += (
            Change(kind=ChangeKind.REMOVED, table=table, key=key, before=old[key]) for key in keys if key not in new
        )
        changes += (change for key in keys if key in new for change in _differences(table, old[key], new[key]))
        changes += (Change(kind=ChangeKind.ADDED, table=table, key=key, after=new[key]) for key in added)
    return tuple(changes)


def _differences(table: str, before: Record, after: Record) -> Iterator[Change]:
    cls: Any = type(before)
    for attribute in attrs.fields(cls):
        name, kind = attribute.name, ChangeKind.CHANGED
        old, new = getattr(before, name), getattr(after, name)
        if old != new:
            yield Change(kind=kind, table=table, key=table_key(before), attribute=name, before=old, after=new)


def merged(source: str, dossier: Dossier, table: str, records: Iterable[Record]) -> Dossier:
    """The dossier with those records of a table that it does not have yet.

    Raises:
        ReadError: a record contradicts another of the same key; with every such record.
    """
    known = {table_key(record): record for record in dossier.table(table)}
    added: dict[tuple[object, ...], Record] = {}
    faults = []
    for record in records:
        key = table_key(record)
        if known.get(key, added.setdefault(key, record)) != record:
            shown = quoted(", ".join(map(str, key)))
            faults.append(Fault(table, f"{shown} is there already and says something else; correct one of the two"))
    if faults:
        raise ReadError(source, faults)
    new = tuple(record for key, record in added.items() if key not in known)
    grown: dict[str, Any] = {table: (*dossier.table(table), *new)}
    return attrs.evolve(dossier, **grown)
