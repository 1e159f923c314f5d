"""Tables as columns: what a column carries, when it stays, and what stands below the rows."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from tests.building import dossier, goal

from socplan import BuildContext, Goal
from socplan.calculations import money_sum
from socplan.labels import Wording
from socplan.report import AtLeast, Cell, ColumnKind, NotApplicable, RowRole, Table
from socplan.report.columns import Below, Col, known_sum, listing
from socplan.report.scene import Scene
from socplan.report.shown import shown_cell

SCENE = Scene(dossier=dossier(), context=BuildContext(words=Wording("en"), audience="public"))
NA = NotApplicable.NOT_APPLICABLE
NAME: Col[tuple[Any, ...]] = Col("measure", lambda row: row[0])


def made(rows: list[tuple[Any, ...]], *cols: Col[tuple[Any, ...]], **values: Any) -> Table:
    table = listing(SCENE, "t", rows, *cols, title="T", **values)
    assert table is not None
    return table


def keys(table: Table) -> list[str]:
    return [column.key for column in table.columns]


def second(kind: ColumnKind = ColumnKind.TEXT, **values: Any) -> Col[tuple[Any, ...]]:
    return Col("group", lambda row: row[1], kind, **values)


def test_without_rows_there_is_no_table() -> None:
    assert listing(SCENE, "t", [], NAME, title="T") is None


@pytest.mark.parametrize("nothing", [None, NA])
def test_a_column_of_which_nothing_is_known_is_left_out(nothing: object) -> None:
    assert keys(made([("a", nothing), ("b", nothing)], NAME, second())) == ["measure"]
    assert keys(made([("a", nothing), ("b", 0)], NAME, second())) == ["measure", "group"]


def test_the_subject_and_what_the_table_is_about_stay() -> None:
    assert keys(made([(None, None)], NAME, second(essential=True))) == ["measure", "group"]


def test_a_code_is_not_the_subject_of_a_table() -> None:
    code: Col[tuple[Any, ...]] = Col("code", lambda row: row[1], ColumnKind.CODE, 1)

    table = made([("a", None)], code, NAME)
    assert (keys(table), [row.cells for row in table.rows]) == (["code", "measure"], [(None, "a"), (1, "Total")])
    assert keys(made([("a", None)], code, NAME, totals=False)) == ["measure"]


@pytest.mark.parametrize(("counts", "stays"), [((0, 0), False), ((0, None), False), ((0, 2), True)])
def test_a_column_in_which_nothing_was_counted_is_left_out_on_demand(
    counts: tuple[int | None, int | None], *, stays: bool
) -> None:
    rows = [("a", counts[0]), ("b", counts[1])]

    assert ("group" in keys(made(rows, NAME, second(ColumnKind.COUNT, skip_zeros=True)))) is stays
    assert "group" in keys(made(rows, NAME, second(ColumnKind.COUNT)))


def test_a_head_and_a_unit_go_with_the_kind_unless_they_are_given() -> None:
    money, named = second(ColumnKind.MONEY), second(ColumnKind.NUMBER, head="Beds", unit="bed")

    assert [(c.label, c.unit) for c in made([("a", Decimal(1))], NAME, money).columns][1] == ("Working group", "CZK")
    assert [(c.label, c.unit) for c in made([("a", Decimal(1))], NAME, named).columns][1] == ("Beds", "bed")


def amounts(row: tuple[Any, ...]) -> Cell:
    return known_sum(money_sum(row[1]))


@pytest.mark.parametrize(
    ("parts", "shown"),
    [
        ((Decimal(30), Decimal(20)), Decimal(50)),
        ((Decimal(30), None), AtLeast(Decimal(30))),
        ((Decimal(0), None), None),
        ((Decimal(-5), None), None),
        ((None,), None),
        ((), None),
    ],
)
def test_a_sum_that_is_not_known_whole_is_the_least_that_it_is(
    parts: tuple[Decimal | None, ...], shown: Decimal | AtLeast | None
) -> None:
    assert known_sum(money_sum(parts)) == shown

    amount: Col[tuple[Any, ...]] = Col("allocated", amounts, ColumnKind.MONEY, money_sum(parts), essential=True)
    assert made([("a", parts)], NAME, amount).rows[-1].cells == ("Total", shown)


@pytest.mark.parametrize(("amount", "text"), [("12.50", "1,000.00"), ("12.00", "1,000")])
def test_amounts_have_places_where_one_amount_of_the_column_needs_them(amount: str, text: str) -> None:
    first: Col[tuple[Any, ...]] = Col("allocated", lambda row: row[1], ColumnKind.MONEY)
    other: Col[tuple[Any, ...]] = Col("spent", lambda row: row[2], ColumnKind.MONEY)
    rows = [("a", Decimal(1000), Decimal(1000)), ("b", Decimal(1000), AtLeast(Decimal(amount)))]
    table = made(rows, NAME, first, other)

    assert shown_cell(Decimal("1000.00"), table.columns[1], {}, "en") == "1,000"
    assert shown_cell(Decimal("1000.00"), table.columns[2], {}, "en") == text


def test_a_row_below_names_the_columns_of_its_cells() -> None:
    table = made([("a", 1)], NAME, second(ColumnKind.COUNT), below=[Below("Median", {"group": 2}, RowRole.DERIVED)])

    assert (table.rows[-1].cells, table.rows[-1].role) == (("Median", 2), RowRole.DERIVED)
    with pytest.raises(ValueError, match="a row below has a cell for 'groups', which is no column"):
        made([("a", 1)], NAME, second(), below=[Below("Median", {"groups": 2})])


def test_a_row_is_under_the_identifier_of_its_record_or_under_what_is_asked_for() -> None:
    title: Col[Goal] = Col("goal", lambda record: record.title)
    by_record = listing(SCENE, "t", [goal("g")], title, title="T")

    assert by_record is not None
    assert [row.key for row in by_record.rows] == ["g"]
    assert [row.key for row in made([("a", 1)], NAME).rows] == [None]
    assert [row.key for row in made([("a", 1)], NAME, row_key=lambda row: f"x-{row[0]}").rows] == ["x-a"]


def test_a_total_of_a_unit_that_one_row_has_is_left_out() -> None:
    unit: Col[tuple[Any, ...]] = Col("unit", lambda row: row[1])
    quantity: Col[tuple[Any, ...]] = Col("quantity", lambda row: row[2], ColumnKind.NUMBER)
    rows = [("a", "bed", 2), ("b", "bed", 3), ("c", "place", 5), ("d", None, None)]
    below = [Below("Total", {"unit": name, "quantity": total}) for name, total in (("bed", 5), ("place", 5))]
    others = [Below("Total", {"quantity": 10}), Below("Stated", {"unit": "place", "quantity": 5}, RowRole.DERIVED)]

    table = made(rows, NAME, unit, quantity, below=[*below, *others])

    assert [row.cells for row in table.rows[len(rows) :]] == [
        ("Total", "bed", 5),
        ("Total", NA, 10),
        ("Stated", "place", 5),
    ]
