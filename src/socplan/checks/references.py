"""Whether the records of a dossier hang together.

1. Every identifier that a record refers to is there (``dangling-reference``).
2. No two records of a table have the same key (``duplicate-key``).
3. Nothing is its own ancestor (``cycle``).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import attrs

from socplan.checks.finding import Check, Finding, Grade, finding
from socplan.hookspecs import hookimpl
from socplan.model import Dossier, Record
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
                shown = ", ".join(str(part) for part in key if part not in (None, False))
                yield finding(
                    "duplicate-key", Grade.ERROR, f"$.{name}[{index}]", key=shown, first=f"$.{name}[{seen[key]}]"
                )
            else:
                seen[key] = index


def cycles(dossier: Dossier) -> Iterator[Finding]:
    """Records above themselves through ``parent``; one finding a cycle, at its first record."""
    for name, cls in record_types().items():
        if not any(attribute.name == "parent" for attribute in attrs.fields(cls)):  # type: ignore[arg-type]
            continue
        parents = {
            getattr(record, "id", ""): getattr(record, "parent", None) for record in reversed(dossier.table(name))
        }
        settled: set[str | None] = {None}
        for index, record in enumerate(dossier.table(name)):
            path: list[str] = []
            current: str | None = getattr(record, "id", "")
            while current is not None and current not in settled and current not in path:
                path.append(current)
                current = parents.get(current)
            if current in path:
                circle = [*path[path.index(current) :], current]
                yield finding("cycle", Grade.ERROR, f"$.{name}[{index}].parent", path=" → ".join(map(str, circle)))
            settled.update(path)


@hookimpl
def register_checks() -> tuple[Check, ...]:
    """Offer these checks."""
    return (
        Check(name="dangling-references", codes=("dangling-reference",), run=dangling_references),
        Check(name="duplicate-keys", codes=("duplicate-key",), run=duplicate_keys),
        Check(name="cycles", codes=("cycle",), run=cycles),
    )
