"""What changed between two states of a dossier."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from typing import Any

import attrs
from attrs import frozen

from socplan.model import Dossier, Record
from socplan.model.dossier import record_types
from socplan.model.record import table_key

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
    #: What tells the record from others of its table; empty for the plan.
    key: tuple[object, ...]
    #: The attribute that differs; ``None`` where the whole record came or went.
    attribute: str | None = None
    #: The value, or the whole record, before; ``None`` where there was none.
    before: object = None
    after: object = None


def compare(before: Dossier, after: Dossier) -> tuple[Change, ...]:
    """Say what changed: table by table, removed records first, then changed ones, then added ones.

    The order of records in a table means nothing and is not compared. Comparing a dossier with itself
    gives nothing.
    """
    found = [*_differences("plan", before.plan, after.plan)]
    for table in record_types():
        old = {table_key(record): record for record in reversed(before.table(table))}
        new = {table_key(record): record for record in reversed(after.table(table))}
        found += (
            Change(kind=ChangeKind.REMOVED, table=table, key=key, before=old[key])
            for key in map(table_key, before.table(table))
            if key not in new
        )
        for key in map(table_key, before.table(table)):
            if key in new:
                found += _differences(table, old[key], new[key])
        found += (
            Change(kind=ChangeKind.ADDED, table=table, key=key, after=new[key])
            for key in map(table_key, after.table(table))
            if key not in old
        )
    return tuple(found)


def _differences(table: str, before: Record, after: Record) -> Iterator[Change]:
    cls: Any = type(before)
    for attribute in attrs.fields(cls):
        old, new = getattr(before, attribute.name), getattr(after, attribute.name)
        if old != new:
            yield Change(
                kind=ChangeKind.CHANGED,
                table=table,
                key=table_key(before),
                attribute=attribute.name,
                before=old,
                after=new,
            )
