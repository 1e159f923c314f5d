"""Taking one known figure away never makes another figure appear.

Sums of what is known are no such figures: they say in their row or head that a part is missing.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import attrs
import pytest

from socplan import Dossier, OptionError, Report, build_report, check
from socplan.checks import Grade
from socplan.model import Count, Money, Quantity
from socplan.model.dossier import record_types
from socplan.report import Percent, RowRole, report_tables
from socplan.testing import sample_dossier

UKAZKA = sample_dossier("ukazka")
KINDS = ("funding", "benchmark", "catalogue", "comment-book", "needs", "action-plan", "plan")
#: Columns of known parts, and of how much is not known.
OF_WHAT_IS_KNOWN = {"known_cost", "known_part", "unknown_amounts", "without_cost"}
#: Tables of what cannot be told, which grow where less is known.
OF_WHAT_IS_NOT_KNOWN = {"not_compared", "overview", "figures"}
FIGURES = {Count | None, Money | None, Quantity | None}
TAKEN = [
    (table, number, name)
    for table, cls in record_types().items()
    for number, record in enumerate(UKAZKA.table(table)[:3])
    for name in [one.name for one in attrs.fields(attrs.resolve_types(cls)) if one.type in FIGURES]  # type: ignore[type-var,arg-type]
    if getattr(record, name) is not None
]


def figures(report: Report) -> Iterator[tuple[str, str, str]]:
    """The known figures of a report, each with its table, the text of its row and its column."""
    for table in report_tables(report):
        if table.key in OF_WHAT_IS_NOT_KNOWN:
            continue
        for row in table.rows:
            if row.role is RowRole.DERIVED:
                continue
            subject = next((cell for cell in row.cells if isinstance(cell, str)), "")
            for column, cell in zip(table.columns, row.cells, strict=True):
                known = isinstance(cell, (int, Decimal, Percent)) and not isinstance(cell, bool)
                if known and column.kind.is_figure and column.key not in OF_WHAT_IS_KNOWN:
                    yield table.key, row.key or subject, column.key


def reports(dossier: Dossier) -> dict[str, set[tuple[str, str, str]]]:
    if any(finding.grade is Grade.ERROR for finding in check(dossier)):
        return {}
    told = {}
    for kind in KINDS:
        try:
            told[kind] = set(figures(build_report(kind, dossier, audience="internal")))
        except OptionError:
            continue
    return told


BEFORE = reports(UKAZKA)


def test_the_reports_hold_figures_and_the_dossier_has_some_to_take() -> None:
    assert all(BEFORE[kind] for kind in KINDS)
    assert len(TAKEN) > len(KINDS)


@pytest.mark.parametrize(("table", "number", "name"), TAKEN, ids=str)
def test_a_figure_taken_away_makes_no_other_appear(table: str, number: int, name: str) -> None:
    records: list[Any] = list(UKAZKA.table(table))
    records[number] = attrs.evolve(records[number], **{name: None})
    spoilt: dict[str, Any] = {table: tuple(records)}

    after = reports(attrs.evolve(UKAZKA, **spoilt))
    assert {kind: told - BEFORE[kind] for kind, told in after.items() if told - BEFORE[kind]} == {}
