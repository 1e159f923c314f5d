"""The measures of a year stand below their goals in one table, with the sum of what they cost."""

from __future__ import annotations

from decimal import Decimal

import attrs

from socplan import Dossier, build_report
from socplan.report import NA, AtLeast, Row, RowRole, Table, blocks_of, group_heads
from socplan.testing import sample_dossier

UKAZKA = sample_dossier("ukazka")


def measures_of(dossier: Dossier = UKAZKA) -> Table:
    part = build_report("action-plan", dossier).part("measures")
    tables = [block for block in blocks_of(part) if isinstance(block, Table)] if part else []
    assert len(tables) == 1
    return tables[0]


def test_measures_stand_in_one_table_below_the_names_of_their_goals() -> None:
    table = measures_of()
    heads = [row for row, head in zip(table.rows, group_heads(table), strict=True) if head]

    assert [str(row.cells[0])[:3] for row in heads] == ["1.1", "2.1", "2.2", "3.1", "4.1"]
    assert str(heads[0].cells[0]).endswith("– PS 1 Rodiny s dětmi")
    assert {row.above for row in table.rows if row.role is RowRole.BODY and row not in heads} == {
        row.key for row in heads
    }
    assert sum(row.role is RowRole.BODY for row in table.rows) == len(heads) + 7


def test_the_cost_is_added_up_and_an_unknown_part_leaves_only_what_is_known_of_it() -> None:
    table = measures_of()
    place = [column.key for column in table.columns].index("cost")
    sums = {row.role: row.cells[place] for row in table.rows if row.role is not RowRole.BODY}

    assert sums == {RowRole.TOTAL: AtLeast(Decimal("2645000.00"))}


def test_groups_that_differ_within_a_goal_have_a_column() -> None:
    measures = tuple(
        attrs.evolve(each, group="krize") if each.id == "opatreni-2.1.3" else each for each in UKAZKA.measures
    )
    table = measures_of(attrs.evolve(UKAZKA, measures=measures))

    assert "group" not in {column.key for column in measures_of().columns}
    assert "group" in {column.key for column in table.columns}
    assert "2.1 Život doma co nejdéle" in {row.cells[0] for row in table.rows}


def test_a_row_is_the_name_of_a_group_only_above_rows_and_without_other_cells() -> None:
    table = attrs.evolve(
        measures_of(),
        columns=measures_of().columns[:2],
        rows=(
            Row(("Cíl", NA), key="a"),
            Row(("Opatření", "Úkol"), key="b", above="a"),
            Row(("Cíl s úkolem", "Úkol"), key="c"),
            Row(("Opatření", NA), key="d", above="c"),
        ),
    )

    assert group_heads(table) == (True, False, False, False)
