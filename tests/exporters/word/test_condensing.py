"""Columns that a line can tell are left out of pages, and what they said is all there."""

from __future__ import annotations

from attrs import evolve
from hypothesis import given, strategies as st
from tests.exporters.word.test_apparatus import WORDS, lines, made, report

from socplan import build_report, render
from socplan.exporters.word.condensing import Condensed, condensed_table
from socplan.exporters.word.texts import texts_of
from socplan.report import NA, Cell, CellNote, Column, ColumnKind, Figure, FigureKind, Report, Row, RowRole, Table
from socplan.testing import sample_dossier

REPORT = Report(kind="x", locale="cs", audience="public", title="Zpráva", words=WORDS)


def table(
    *columns: tuple[Cell, ...], kinds: dict[int, ColumnKind] | None = None, totals: tuple[Cell, ...] = ()
) -> Table:
    """A table by its columns, which are named A, B, C, and perhaps with a sum."""
    rows = [Row(cells) for cells in zip(*columns, strict=True)]
    if totals:
        rows.append(Row(totals, RowRole.TOTAL))
    heads = tuple(
        Column(f"c{place}", chr(65 + place), (kinds or {}).get(place, ColumnKind.TEXT)) for place in range(len(columns))
    )
    return Table(key="t", title="Tabulka", columns=heads, rows=tuple(rows), notes=("Poznámka.",))


def condensed(of: Table) -> Condensed:
    return condensed_table(of, texts_of(of, REPORT), REPORT)


def told(of: Table) -> tuple[str, tuple[str, ...]]:
    """The heads that stay, and the lines above."""
    made = condensed(of)
    return "".join(column.label for column in made.texts.columns), made.above


NAMES = ("první", "druhá", "třetí", "čtvrtá", "pátá")
SAME, OTHER = ("město Zlín",) * 5, ("x", "y", "z", "x", "y")


def test_what_all_rows_say_stands_above() -> None:
    assert told(table(NAMES, SAME, OTHER)) == ("AC", ("B: město Zlín",))


def test_a_column_that_repeats_another_is_named() -> None:
    assert told(table(NAMES, OTHER, ("a", "b", "c", "d", "e"), OTHER)) == ("ABC", ("D: shodné se sloupcem B",))


def test_the_first_column_and_one_more_stay() -> None:
    assert told(table(SAME, SAME, SAME))[0] == "AC"
    assert told(table(NAMES, SAME))[0] == "AB"


def test_two_rows_are_no_reason() -> None:
    assert told(table(NAMES[:2], SAME[:2], OTHER[:2]))[0] == "ABC"


def test_figures_and_answers_stay() -> None:
    assert told(table(NAMES, (1,) * 5, OTHER, kinds={1: ColumnKind.COUNT}))[0] == "ABC"
    assert (
        told(table(NAMES, (True,) * 5, (False, True, True, True, True), (False, True, True, True, True)))[0] == "ABCD"
    )


def test_a_sum_that_says_something_else_keeps_its_column() -> None:
    assert told(table(NAMES, SAME, OTHER, totals=("Celkem", NA, NA)))[0] == "AC"
    assert told(table(NAMES, SAME, OTHER, totals=("Celkem", "nejvýše 2027", NA)))[0] == "ABC"


def test_cells_with_footnotes_stay() -> None:
    of = table(NAMES, SAME, OTHER)
    first, *rest = of.rows
    noted = evolve(of, rows=(evolve(first, notes=(CellNote("c1", "jen odhad"),)), *rest))

    assert told(noted)[0] == "ABC"
    assert any("jen odhad" in line for line in lines(made(report(noted)), "word/footnotes.xml"))


def test_a_report_without_the_words_keeps_its_columns() -> None:
    of = table(NAMES, SAME, OTHER)
    plain = evolve(REPORT, words={key: word for key, word in WORDS.items() if key != "same_as"})

    assert condensed_table(of, texts_of(of, plain), plain).texts.columns is of.columns


CELLS = st.sampled_from([None, NA, "rada", "rada\nměsta", "č. 5 & 6", True, 3])


@st.composite
def tables(draw: st.DrawFn) -> Table:
    count = draw(st.integers(0, 7))
    columns = draw(
        st.lists(
            st.one_of(CELLS.map(lambda cell: (cell,) * count), st.tuples(*[CELLS] * count)), min_size=1, max_size=5
        )
    )
    kinds = {place: draw(st.sampled_from([ColumnKind.TEXT, ColumnKind.COUNT])) for place in range(len(columns))}
    names = tuple(f"řádek {draw(st.integers(1, 6))}" for _ in range(count))
    sums: list[tuple[Cell, ...]] = [(), ("Celkem", *[NA] * len(columns)), ("Celkem", *["rada"] * len(columns))]
    totals = draw(st.sampled_from(sums))
    return table(names, *columns, kinds={place + 1: kind for place, kind in kinds.items()}, totals=totals)


@given(tables())
def test_nothing_is_lost(of: Table) -> None:
    """What a cell says stands in its column, or in the line of its column."""
    result = condensed(of)
    texts = texts_of(of, REPORT)
    kept = {column.key: place for place, column in enumerate(result.texts.columns)}
    for place, column in enumerate(of.columns):
        if column.key in kept:
            assert result.texts.by_column[kept[column.key]] == texts.by_column[place]
            assert [bits >> kept[column.key] & 1 for bits in result.texts.unknown] == [
                row.cells[place] is None for row in of.rows
            ]
            continue
        (line,) = [line for line in result.above if line.startswith(f"{column.label}: ")]
        same = next((each for each in of.columns if line == f"{column.label}: shodné se sloupcem {each.label}"), None)
        if same is not None:
            assert same.key in kept
            assert texts.by_column[of.columns.index(same)] == texts.by_column[place]
            continue
        said = {texts.by_column[place][at] for at, row in enumerate(of.rows) if row.role is RowRole.BODY}
        assert all(text in line for text in said - {"neuvedeno"})


def test_the_page_tells_it_between_title_and_table() -> None:
    shown = lines(made(report(table(NAMES, SAME, OTHER))))

    place = shown.index("B: město Zlín")
    assert shown[place - 1 : place + 3] == ["Tabulka 1: Tabulka", "B: město Zlín", "A", "C"]


def test_what_is_drawn_keeps_its_columns() -> None:
    drawn = table(NAMES, SAME, OTHER)
    figure = Figure(key="f", kind=FigureKind.TREE, alt="strom", table=drawn)

    assert lines(made(report(figure))).count("město Zlín") == len(NAMES)


def test_other_formats_keep_every_column() -> None:
    of = report(table(NAMES, SAME, OTHER))

    for name in ("csv", "json"):
        (file,) = render(of, name)
        assert file.content.decode("utf-8-sig").count("město Zlín") == len(NAMES)


def test_equal_decisions_are_told_once() -> None:
    shown = lines(made(build_report("organisation", sample_dossier("msk"))))

    assert shown.count("Stav: rozhodnuto") == 1
    assert "rozhodnuto" not in shown
