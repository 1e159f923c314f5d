"""Charts of Word: what they show, the workbooks behind them, and that no text can break them.

The golden files are the charts as they were looked at. After a wanted change look at them again, and run
``python -m tests.exporters.word.test_charts``.
"""

from __future__ import annotations

import io
import re
from decimal import Decimal
from pathlib import Path

import attrs
import openpyxl
import pytest
from hypothesis import given, strategies as st
from lxml import etree
from tests.exporters.word.charted import EACH, ROOM, bars, chart, counts, report_of, shares, table_of, with_charts

from socplan import StatusMeaning, render
from socplan.archives import unzip
from socplan.exporters.word.charts import Chart, ChartParts, chart_of, chart_parts, relation_id
from socplan.exporters.word.charts.data import data_of
from socplan.exporters.word.charts.pieces import width_of
from socplan.report import Cell, Column, ColumnKind, Figure, FigureKind, Row, RowRole, Series, StatusMark, Table

GOLDEN = Path(__file__).parent / "charts"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
every_kind = pytest.mark.parametrize("name", EACH)
HOSTILE = ("=1+1", '=HYPERLINK("http://a.b","c")', "&<>\"'", "]]>", "_x0041_", "{{ tag }}", "+1", "@a", "a" * 500)


def root(made: Chart) -> etree._Element:
    return etree.fromstring(made.xml)


def values(made: Chart) -> list[list[str | None]]:
    """The numbers of each series, with a gap for each missing one."""
    series = []
    for cache in root(made).iter(f"{C}numCache"):
        points = {int(point.get("idx")): point.findtext(f"{C}v") for point in cache.iter(f"{C}pt")}
        series.append([points.get(place) for place in range(int(cache.find(f"{C}ptCount").get("val")))])
    return series


def names(made: Chart) -> list[str]:
    cache = root(made).find(f".//{C}cat//{C}strCache")
    return [] if cache is None else [node.text or "" for node in cache.iter(f"{C}v")]


def drawn(kind: FigureKind, table: Table, *series: str) -> Figure:
    return Figure(key="f", kind=kind, alt="Zjištění", table=table, series=tuple(map(Series, series)))


# As they were looked at


@every_kind
def test_the_chart_is_as_it_was(name: str) -> None:
    assert chart(EACH[name]).xml == (GOLDEN / f"{name}.xml").read_bytes()


@every_kind
def test_equal_figures_make_equal_bytes(name: str) -> None:
    assert chart(EACH[name]) == chart(attrs.evolve(EACH[name]))


# What is shown


def test_a_bar_of_shares_holds_counts_and_an_unknown_part_leaves_it_out() -> None:
    made = chart(shares())

    assert values(made)[0] == ["3", "1", "0", None]
    assert values(made)[2] == ["5", "6", "4", None]
    assert names(made)[-1] == "Osoby ohrožené sociálním vyloučením (neuvedeno)"


def test_a_whole_sum_is_a_bar_of_shares_but_no_bar_beside_its_parts() -> None:
    table = table_of(counts("a", "b"), ("x", 1, 2), ("y", 3, 4), Row(("Celkem", 4, 6), RowRole.TOTAL))

    assert names(chart(drawn(FigureKind.SHARES, table))) == ["x", "y", "Celkem"]
    assert names(chart(drawn(FigureKind.BARS, table))) == ["x", "y"]


@pytest.mark.parametrize("role", [RowRole.DERIVED, RowRole.SHARE, RowRole.PUBLISHED])
def test_what_is_computed_from_the_rows_is_not_drawn_with_them(role: RowRole) -> None:
    table = table_of(counts("a", "b"), ("x", 1, 2), ("y", 3, 4), Row(("jiné", 9, 9), role))

    for kind in (FigureKind.SHARES, FigureKind.BARS, FigureKind.LINES):
        assert names(chart(drawn(kind, table))) == ["x", "y"]


def test_what_stands_beside_a_row_is_written_whole_behind_its_name() -> None:
    table = table_of(counts("a", "b"), ("Senioři", 3, 5), ("Rodiny" * 50, 1, 1))
    made = chart(attrs.evolve(drawn(FigureKind.SHARES, table), beside=("3 z 8 (38 %)", "1 ze 2 (50 %)")))

    assert names(made)[0] == "Senioři – 3 z 8 (38 %)"
    assert names(made)[1].endswith("… – 1 ze 2 (50 %)")


def test_a_text_stands_beside_each_row_or_beside_none() -> None:
    with pytest.raises(ValueError, match="1 texts beside 2 rows"):
        attrs.evolve(drawn(FigureKind.SHARES, table_of(counts("a"), ("a", 1), ("b", 1))), beside=("3",))


def test_unknown_is_a_gap_and_nothing_is_a_bar_of_no_length() -> None:
    assert values(chart(EACH["single_bars"])) == [["1250", "87", None, "0"]]
    assert values(chart(bars()))[1] == ["13250000", None, "1200300"]
    assert root(chart(bars())).find(f"{C}chart/{C}dispBlanksAs").get("val") == "gap"


def test_the_median_and_the_quartiles_are_lines_and_no_dots() -> None:
    made = chart(EACH["dots"])
    across = values(made)[::2]

    assert across[1] == ["412500.5", "598000", "455000", "610300"]
    assert across[2:] == [["444375"] * 2, ["526500"] * 2, ["601075"] * 2]


def test_statuses_have_the_colours_of_the_timetable() -> None:
    fills = {
        series.findtext(f"{C}tx//{C}v"): {node.get("val") for node in series.find(f"{C}spPr").iter() if node.get("val")}
        for series in root(chart(shares())).iter(f"{C}ser")
    }

    assert "00507A" in fills["Naplněno"]
    assert "757575" in fills["Průběžně naplňováno"]
    assert "3A93C9" in fills["Rozpracováno"]
    assert "C44E00" in fills["Nenaplněno"]


def test_bars_that_are_named_by_statuses_have_their_colours() -> None:
    rows: list[tuple[Cell, int]] = [
        (StatusMark("Hotovo", StatusMeaning.DONE), 5),
        (StatusMark("Splněno", StatusMeaning.DONE), 4),
        (StatusMark("Neplní se", StatusMeaning.NOT_DONE), 2),
        ("Stav není znám", 1),
    ]
    made = root(chart(drawn(FigureKind.BARS, table_of(counts("a"), *rows), "a")))
    looks = [etree.tostring(point.find(f"{C}spPr")) for point in made.iter(f"{C}dPt")]

    assert b"00507A" in looks[0]
    assert b"C44E00" in looks[2]
    assert len({*looks}) == len(rows)
    assert not [*root(chart(bars())).iter(f"{C}dPt")]


def test_two_statuses_of_one_meaning_look_different() -> None:
    table = table_of(counts("a", "b"), ("x", 1, 2), ("y", 3, 4))
    same = (Series("a", StatusMeaning.DONE), Series("b", StatusMeaning.DONE))
    made = root(chart(Figure(key="f", kind=FigureKind.SHARES, alt="Zjištění", table=table, series=same)))
    looks = {etree.tostring(series.find(f"{C}spPr")) for series in made.iter(f"{C}ser")}

    assert len(looks) == 2


def test_without_series_the_columns_like_the_first_are_drawn() -> None:
    columns = [*counts("a", "b"), Column("c", "c", ColumnKind.PERCENT, "%")]
    data = data_of(drawn(FigureKind.BARS, table_of(columns, ("x", 1, 2, None))), report_of())

    assert data is not None
    assert [series.name for series in data.series] == ["a", "b"]


@pytest.mark.parametrize(
    ("kind", "rows"),
    [
        (FigureKind.SHARES, [("x", 1, None)]),
        (FigureKind.SHARES, [("x", 0, 0)]),
        (FigureKind.SHARES, [("x", -1, 2)]),
        (FigureKind.BARS, [("x", 1, None)]),
        (FigureKind.LINES, [("x", 1, 2)]),
        (FigureKind.DOTS, [("x", 1, 2), ("y", None, 2)]),
        (FigureKind.BARS, [(f"{number}", 1, 2) for number in range(200)]),
        (FigureKind.BARS, [("x", 10**15, 1), ("y", 1, 1)]),
        (FigureKind.BARS, [("x", Decimal("Infinity"), Decimal("NaN"))]),
        (FigureKind.BARS, []),
        (FigureKind.TREE, [("x", 1, 2), ("y", 1, 2)]),
    ],
)
def test_nothing_is_drawn_of_too_little_or_too_much(kind: FigureKind, rows: list[tuple[str, int, int]]) -> None:
    figure = drawn(kind, table_of(counts("a", "b"), *rows))

    assert chart_of(figure, report_of(figure), ROOM) is None


def test_a_table_without_figures_or_a_page_without_room_has_no_chart() -> None:
    figure = drawn(FigureKind.BARS, table_of([Column("a", "A")], ("x",), ("y",)))

    assert chart_of(figure, report_of(figure), ROOM) is None
    assert chart_of(bars(), report_of(), 1_000_000) is None


@pytest.mark.parametrize(("locale", "language"), [("cs", "cs-CZ"), ("en", "en-GB")])
def test_a_chart_has_the_language_and_the_numbers_of_its_report(locale: str, language: str) -> None:
    made = root(chart(bars(), locale))
    codes = {node.get("formatCode") for node in made.iter(f"{C}numFmt")}

    assert made.find(f"{C}lang").get("val") == language
    assert ("#,##0" in codes) == (locale == "en")


def has_legend(figure: Figure) -> bool:
    return root(chart(figure)).find(f".//{C}legend") is not None


def test_a_legend_stands_only_where_a_name_does_not_fit() -> None:
    assert {name for name, figure in EACH.items() if has_legend(figure)} == {"shares"}


@pytest.mark.parametrize(
    ("label", "unknown", "legend"), [("2025", False, False), ("2025", True, True), ("Rok " * 20, False, True)]
)
def test_bars_side_by_side_have_a_legend_only_where_no_row_has_room_for_names(
    label: str, unknown: bool, legend: bool
) -> None:
    columns = (Column("who", "Kdo"), Column("last", "2024", ColumnKind.COUNT), Column("this", label, ColumnKind.COUNT))
    rows = (Row(("A", 1, None)), Row(("B", 2, None if unknown else 3)), Row(("C", None, 4)))
    assert has_legend(drawn(FigureKind.BARS, Table(key="t", title="T", columns=columns, rows=rows))) == legend


def test_no_bar_before_the_first_whole_row_is_without_the_name_of_its_column() -> None:
    columns = (Column("who", "Kdo"), Column("last", "2024", ColumnKind.COUNT), Column("this", "2025", ColumnKind.COUNT))
    rows = (Row(("A", 1, None)), Row(("B", 2, 3)), Row(("C", 4, 5)))
    made = root(chart(drawn(FigureKind.BARS, Table(key="t", title="T", columns=columns, rows=rows))))
    named = [[label.find(f"{C}idx").get("val") for label in each.iter(f"{C}dLbl")] for each in made.iter(f"{C}ser")]

    assert named == [["0", "1"], ["1"]]


@pytest.mark.parametrize(("counts_of_row", "legend"), [((40, 60), False), ((1, 99), True), ((0, 100), True)])
def test_shares_have_a_legend_only_where_a_name_does_not_fit_its_part(
    counts_of_row: tuple[int, int], legend: bool
) -> None:
    columns = (
        Column("group", "Skupina"),
        Column("done", "Splněno", ColumnKind.COUNT),
        Column("open", "Nesplněno", ColumnKind.COUNT),
    )
    rows = (Row(("A", 1, 99)), Row(("B", *counts_of_row)))
    table = Table(key="t", title="T", columns=columns, rows=rows)
    made = root(chart(drawn(FigureKind.SHARES, table)))

    named = [
        label.find(f"{C}idx").get("val")
        for label in made.iter(f"{C}dLbl")
        if label.find(f"{C}showSerName") is not None and label.find(f"{C}showSerName").get("val") == "1"
    ]
    assert (made.find(f".//{C}legend") is not None, named) == (legend, [] if legend else ["1", "1"])


def test_a_number_that_does_not_fit_its_part_of_a_bar_is_not_written() -> None:
    table = table_of(counts("a", "b"), ("x", 1, 999), ("y", 500, 500))
    hidden = [
        [label.find(f"{C}idx").get("val") for label in series.iter(f"{C}dLbl") if label.find(f"{C}delete") is not None]
        for series in root(chart(drawn(FigureKind.SHARES, table))).iter(f"{C}ser")
    ]

    assert hidden == [["0"], []]


def test_no_word_is_wider_than_the_room_beside_the_bars() -> None:
    made = chart(drawn(FigureKind.BARS, table_of(counts("a"), ("W" * 79, 1), ("krátké", 2))))

    assert width_of(names(made)[0]) < ROOM * 0.4
    assert names(made)[0].endswith("…")
    assert names(made)[1] == "krátké"


def test_the_label_of_a_negative_number_has_room_beside_its_bar() -> None:
    made = chart(drawn(FigureKind.BARS, table_of(counts("a"), ("x", 500), ("y", -250))))

    assert float(root(made).find(f".//{C}valAx/{C}scaling/{C}min").get("val")) < -250


def test_many_lines_are_named_at_their_ends_and_have_an_axis_instead_of_numbers_everywhere() -> None:
    rows = [(str(year), year, 2 * year, 3 * year) for year in range(20)]
    many = root(chart(drawn(FigureKind.LINES, table_of(counts("a", "b", "c"), *rows))))
    few = root(chart(EACH["lines"]))

    for made, numbered in ((many, False), (few, True)):
        assert made.find(f".//{C}valAx/{C}delete").get("val") == str(int(numbered))
        for series in made.iter(f"{C}ser"):
            assert series.find(f"{C}dLbls/{C}showVal").get("val") == str(int(numbered))
            assert series.find(f"{C}dLbls/{C}dLbl/{C}showSerName").get("val") == "1"


@pytest.mark.parametrize("value", [0, 5, -5, Decimal("0.001"), 10**14])
def test_dots_that_are_all_equal_have_an_axis_too(value: Decimal | int) -> None:
    made = chart(drawn(FigureKind.DOTS, table_of(counts("a"), ("x", value), ("y", value))))
    scaling = root(made).find(f".//{C}valAx/{C}scaling")

    assert float(scaling.find(f"{C}min").get("val")) < value < float(scaling.find(f"{C}max").get("val"))


# Figures


def test_a_series_is_a_column_of_figures_named_once() -> None:
    table = table_of(counts("a"), ("x", 1))

    with pytest.raises(ValueError, match="'what' is no column of figures"):
        drawn(FigureKind.BARS, table, "what")
    with pytest.raises(ValueError, match="drawn twice"):
        drawn(FigureKind.BARS, table, "a", "a")


# Workbooks


@every_kind
def test_the_cells_of_the_workbook_are_those_that_the_chart_names(name: str) -> None:
    made = chart(EACH[name])
    cells = openpyxl.load_workbook(io.BytesIO(made.workbook))["Sheet1"]
    for reference in root(made).iter(f"{C}numRef", f"{C}strRef"):
        area = cells[reference.findtext(f"{C}f").partition("!")[2].replace("$", "")]
        found = [row[0].value for row in area] if isinstance(area, tuple) else [area.value]
        cached = {int(point.get("idx")): point.findtext(f"{C}v") for point in reference.iter(f"{C}pt")}
        for place, value in enumerate(found):
            held = cached.get(place)
            assert (held if isinstance(value, str) or held is None else float(held)) == value


@given(st.lists(st.one_of(st.sampled_from(HOSTILE), st.text()), min_size=2, max_size=5), st.sampled_from(FigureKind))
def test_no_name_breaks_a_chart_or_becomes_a_formula(labels: list[str], kind: FigureKind) -> None:
    columns = [
        Column("n", labels[0]),
        *(Column(f"c{n}", label, ColumnKind.COUNT) for n, label in enumerate(labels[:3])),
    ]
    rows = [
        Row((label, *(place + column for column in range(len(columns) - 1)))) for place, label in enumerate(labels, 1)
    ]
    figure = drawn(kind, table_of(columns, *rows))
    if kind is FigureKind.DOTS:
        figure = attrs.evolve(figure, series=(Series("c0"),))
    made = chart_of(figure, report_of(figure), ROOM)

    assert (made is None) == (kind in {FigureKind.TREE, FigureKind.TIMELINE, FigureKind.CARDS})
    if made is not None:
        members = unzip("workbook", made.workbook)
        etree.fromstring(made.xml)
        cells = etree.fromstring(members["xl/worksheets/sheet1.xml"])
        tags = {etree.QName(node).localname for node in cells.iter()}
        assert tags <= {"worksheet", "sheetData", "row", "c", "is", "t", "v"}
        assert all(cell.get("t") in {None, "inlineStr"} for cell in cells.iter("{*}c"))
        assert all(re.fullmatch(r"[0-9.e+-]+", node.text or "") for node in cells.iter("{*}v"))


def test_a_name_that_looks_like_a_coded_character_stays_as_it_is() -> None:
    made = chart(drawn(FigureKind.BARS, table_of(counts("a"), ("_x0041_", 1), ("=1+1", 2))))

    assert names(made) == ["_x0041_", "=1+1"]
    # Excel reads _x005F_ as an underscore; openpyxl does not.
    assert b">_x005F_x0041_</t>" in unzip("workbook", made.workbook)["xl/worksheets/sheet1.xml"]


# Packages


def test_a_package_gets_each_chart_with_its_workbook() -> None:
    members = unzip("document", with_charts(*map(chart, EACH.values())))
    types = members["[Content_Types].xml"].decode()

    for number in range(1, len(EACH) + 1):
        assert f'PartName="/word/charts/chart{number}.xml"' in types
        relations = members[f"word/charts/_rels/chart{number}.xml.rels"].decode()
        assert f"../embeddings/Microsoft_Excel_Sheet{number}.xlsx" in relations
        assert f"word/embeddings/Microsoft_Excel_Sheet{number}.xlsx" in members
    assert types.count('Extension="xlsx"') == 1


def test_charts_after_those_of_a_template_have_the_next_numbers_everywhere() -> None:
    parts = chart_parts([chart(EACH["lines"]), chart(EACH["dots"])], first=4)

    assert [name for name in parts.members if name.startswith("word/charts/chart")] == [
        "word/charts/chart4.xml",
        "word/charts/chart5.xml",
    ]
    for number in (4, 5):
        assert f'Id="{relation_id(number)}"' in parts.relationships
        assert f'Target="charts/chart{number}.xml"' in parts.relationships
        assert f'"/word/charts/chart{number}.xml"' in parts.overrides


def test_a_package_without_charts_gets_nothing() -> None:
    parts = chart_parts([])

    assert parts == ChartParts(members={}, relationships="", overrides="", default="")


def test_a_program_that_draws_no_shapes_shows_the_description_of_a_drawing() -> None:
    table = Table(key="t", title="T", columns=(Column("a", "A"),), rows=(Row(("x",), key="x"), Row(("y",), above="x")))
    figure = Figure(key="t", kind=FigureKind.TREE, alt='y je pod "x" & <pod ničím>', table=table)
    body = etree.fromstring(unzip("document", render(report_of(figure), "docx")[0].content)["word/document.xml"])
    fallbacks = ["".join(node.itertext()) for node in body.iter("{*}Fallback")]

    assert fallbacks == [figure.alt]


if __name__ == "__main__":
    GOLDEN.mkdir(exist_ok=True)
    for name, figure in EACH.items():
        (GOLDEN / f"{name}.xml").write_bytes(chart(figure).xml)
