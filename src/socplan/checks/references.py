"""Whether the records of a dossier hang together.

1. Every identifier that a record refers to is there (``dangling-reference``).
2. No two records of a table have the same key (``duplicate-key``).
3. Nothing is above or before itself (``cycle``), a body not even for one day.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from enum import Enum
from typing import Any

import attrs

from socplan.calculations import parents_at
from socplan.checks.finding import Check, Finding, Grade, finding
from socplan.hookspecs import hookimpl
from socplan.model import Dossier, Period, Record
from socplan.model.dossier import record_types
from socplan.model.record import referred_table, table_key

__all__ = ["cycles", "dangling_references", "duplicate_keys", "register_checks"]


def _records(dossier: Dossier) -> Iterator[tuple[str, Record]]:
    yield "$.plan", dossier.plan
    for name in record_types():
        for index, record in enumerate(dossier.table(name)):
            yield f"$.{name}[{index}]", record


def dangling_references(dossier: Dossier) -> Iterator[Finding]:
    """Identifiers of records that are not there."""
    for place, record in _records(dossier):
        cls: Any = type(record)
        for attribute in attrs.fields(cls):
            table, value = referred_table(attribute), getattr(record, attribute.name)
            if table and value is not None and dossier.get(record_types()[table], value) is None:
                yield finding(
                    "dangling-reference", Grade.ERROR, f"{place}.{attribute.name}", identifier=value, table=table
                )


def duplicate_keys(dossier: Dossier) -> Iterator[Finding]:
    """Records that cannot be told from an earlier one of their table."""
    for name in record_types():
        seen: dict[tuple[object, ...], int] = {}
        for index, record in enumerate(dossier.table(name)):
            key = table_key(record)
            if key in seen:
                shown = ", ".join(_shown(part) for part in key if part not in {None, False, Period()})
                yield finding(
                    "duplicate-key", Grade.ERROR, f"$.{name}[{index}]", key=shown, first=f"$.{name}[{seen[key]}]"
                )
            else:
                seen[key] = index


def _shown(part: object) -> str:
    if isinstance(part, Period):
        return f"{part.start or '…'}–{part.end or '…'}"
    return str(part.value if isinstance(part, Enum) else part)


def cycles(dossier: Dossier) -> Iterator[Finding]:
    """Records above or before themselves; one finding a cycle, at its first record."""
    for name, cls in record_types().items():
        fields: Any = attrs.fields(cls)  # type: ignore[arg-type]
        for attribute in fields:
            if referred_table(attribute) == name:
                above = {
                    getattr(record, "id", ""): getattr(record, attribute.name)
                    for record in reversed(dossier.table(name))
                }
                for index, circle in _circles([getattr(record, "id", "") for record in dossier.table(name)], above):
                    yield _cycle(f"$.{name}[{index}].{attribute.name}", circle)
    yield from _placement_cycles(dossier)


def _placement_cycles(dossier: Dossier) -> Iterator[Finding]:
    """Groups that are above themselves on some day."""
    starts = [placement.validity.start for placement in dossier.placements]
    # Where bodies stand changes only when a placement begins or ends, and a circle begins with one that begins.
    days = {date.min, *(day for start in starts if start for day in (start.first_day, start.last_day))}
    said: set[frozenset[str]] = set()
    for day in sorted(days):
        above = parents_at(dossier, day)
        for _, circle in _circles(list(above), above):
            if frozenset(circle) not in said:
                said.add(frozenset(circle))
                index = next(n for n, one in enumerate(dossier.placements) if one.group == circle[0])
                yield _cycle(f"$.placements[{index}].parent", circle)


def _circles(identifiers: list[str], above: Mapping[str, str | None]) -> Iterator[tuple[int, list[str]]]:
    """Each circle once, with the place of the first identifier that leads into it."""
    settled: set[str | None] = {None}
    for index, identifier in enumerate(identifiers):
        path: list[str] = []
        current: str | None = identifier
        while current is not None and current not in settled and current not in path:
            path.append(current)
            current = above.get(current)
        if current in path:
            yield index, [*path[path.index(current) :], current]
        settled.update(path)


def _cycle(place: str, circle: list[str]) -> Finding:
    return finding("cycle", Grade.ERROR, place, path=" → ".join(circle))


@hookimpl
def register_checks() -> tuple[Check, ...]:
    """Offer these checks."""
    return (
        Check(name="dangling-references", codes=("dangling-reference",), run=dangling_references),
        Check(name="duplicate-keys", codes=("duplicate-key",), run=duplicate_keys),
        Check(name="cycles", codes=("cycle",), run=cycles),
    )
