"""A total with an unknown part is unknown or the least that it is, in every table of every report."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import attrs
import pytest
from hypothesis import given

from socplan import BuildContext, Dossier, Report, build_report, check
from socplan.checks import Grade
from socplan.data import EXAMPLES
from socplan.errors import OptionError
from socplan.labels import Wording
from socplan.model import Count, Goal, Measure, Money, MonitoringRound, Plan, Quantity, RoundScope, WorkingGroup
from socplan.model.dossier import record_types
from socplan.plugins import registry
from socplan.report import AtLeast, ColumnKind, Figure, Row, RowRole, Table, blocks_of, checked_options
from socplan.testing import dossiers, sample_dossier

SUMS = (ColumnKind.COUNT, ColumnKind.NUMBER, ColumnKind.MONEY)
#: Columns that add up what is known and say so in their heads; how much is not known stands beside them.
OF_WHAT_IS_KNOWN = {"known_cost"}
#: What stands below a table whose total the source tells by itself, also where it does not tell the parts.
TOLD_NOTE = Wording("cs", registry().labels).text("monitoring.unknown_told_note")
#: Tables whose total is no sum, as their sentences say.
TOLD = {("monitoring", "statuses"), ("monitoring", "change"), ("monitoring", "parts"), ("plan", "fulfilment_statuses")}


def tables(report: Report) -> Iterator[Table]:
    for part in report.parts:
        for block in blocks_of(part):
            if isinstance(block, (Table, Figure)):
                yield block.table if isinstance(block, Figure) else block


def parts_of(table: Table, place: int) -> list[Row]:
    """The rows that a total adds up: those above it, of the same unit where there are units."""
    units = [number for number, column in enumerate(table.columns) if column.key == "unit"]
    total = table.rows[place]
    above = [row for row in table.rows[:place] if row.role in {RowRole.BODY, RowRole.UNCERTAIN}]
    return [row for row in above if all(row.cells[unit] == total.cells[unit] for unit in units)]


def tells_the_whole(dossier: Dossier) -> bool:
    """Whether the source counts the whole by itself: only then may a total stand beside an unknown part."""
    return any(round_.covered is not None for round_ in dossier.rounds) or any(
        tally.count is not None and tally.group is None and not tally.shared and not tally.parts
        for tally in dossier.tallies
    )


def wrong_totals(report: Report, *, told: bool) -> Iterator[str]:
    for table in tables(report):
        if (report.kind, table.key) in TOLD or (told and TOLD_NOTE in table.notes):
            continue
        for place, row in enumerate(table.rows):
            for number, column in enumerate(table.columns):
                if row.role is not RowRole.TOTAL or column.kind not in SUMS or column.key in OF_WHAT_IS_KNOWN:
                    continue
                parts = [part.cells[number] for part in parts_of(table, place)]
                is_open = any(part is None or isinstance(part, AtLeast) for part in parts)
                if is_open and isinstance(row.cells[number], (int, Decimal)):
                    yield f"{report.kind}: {table.key}.{column.key} is {row.cells[number]} of {parts}"


def all_wrong(dossier: Dossier) -> list[str]:
    """The wrong totals in every kind of report; the dossier is checked once, and not again for each of them."""
    findings = check(dossier)
    if any(finding.grade is Grade.ERROR for finding in findings):
        return []
    offered = registry()
    words = Wording("cs", offered.labels)
    context = BuildContext(words=words, audience="internal", findings=findings, formulas=offered.formulas)
    found: list[str] = []
    for kind in offered.reports.values():
        try:
            report = kind.build(dossier, context, **checked_options(kind.name, kind.options, {}))
            found += wrong_totals(report, told=tells_the_whole(dossier))
        except OptionError:  # the dossier has nothing to report on
            continue
    return found


@pytest.mark.parametrize("name", EXAMPLES)
def test_no_total_of_an_example_leaves_an_unknown_part_out(name: str) -> None:
    assert all_wrong(sample_dossier(name)) == []


def amounts(cls: Any) -> list[str]:
    """The figures of a record that may be unknown."""
    fields = attrs.fields(attrs.resolve_types(cls))
    figures = {Count | None, Money | None, Quantity | None}
    return [one.name for one in fields if one.type in figures]


UNKNOWN = [
    (table, name)
    for table, cls in record_types().items()
    if sample_dossier("ukazka").table(table)
    for name in amounts(cls)
]


def test_the_figures_that_may_be_unknown_are_found() -> None:
    assert {("measures", "cost"), ("allocations", "amount"), ("capacities", "quantity")} <= set(UNKNOWN)


@pytest.mark.parametrize(("table", "name"), UNKNOWN, ids=map(".".join, UNKNOWN))
def test_a_figure_that_is_taken_away_leaves_its_totals_open(table: str, name: str) -> None:
    dossier = sample_dossier("ukazka")
    *others, last = dossier.table(table)
    spoilt: dict[str, Any] = {table: (*others, attrs.evolve(last, **{name: None}))}  # type: ignore[misc]

    assert all_wrong(attrs.evolve(dossier, **spoilt)) == []


@given(dossiers())
def test_no_total_of_any_dossier_leaves_an_unknown_part_out(dossier: Dossier) -> None:
    assert all_wrong(dossier) == []


def test_a_total_that_the_round_states_is_no_sum_of_its_rows() -> None:
    """The round says how many measures it covers, and neither group says anything (a case that a property found)."""
    plan = Dossier(
        plan=Plan(title="Plán", authority="Město"),
        groups=(WorkingGroup(id="seniori", name="Senioři"), WorkingGroup(id="rodina", name="Rodina")),
        goals=(Goal(id="cil", title="Cíl"),),
        measures=(
            Measure(id="a", title="Dům", goal="cil", group="seniori"),
            Measure(id="b", title="Poradna", goal="cil", group="rodina"),
        ),
        rounds=(MonitoringRound(id="r2023", covers=RoundScope.DUE, covered=38),),
    )

    assert list(wrong_totals(build_report("monitoring", plan), told=False))
    assert all_wrong(plan) == []
