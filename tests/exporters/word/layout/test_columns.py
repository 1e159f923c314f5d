from attrs import evolve

from socplan.exporters.word.layout.columns import CellLooks, ColumnRoom, Grid, MeasuredGrid, Widths
from socplan.exporters.word.layout.looks import ParagraphLook
from socplan.exporters.word.layout.measure import text_width

CELL = ParagraphLook(family="Calibri", size=190)
HEAD = evolve(CELL, bold=True)
LOOKS = CellLooks(cell=CELL, figure=CELL, head=HEAD, figure_head=HEAD, margins=170)
GOAL, COUNT, NOTE = ColumnRoom("Cíl", False), ColumnRoom("Celkem", True), ColumnRoom("Poznámka", False)
LONG = "Zajistit dostupnost terénních a ambulantních služeb ve všech obcích správního obvodu"


def measured(columns: tuple[ColumnRoom, ...], *rows: tuple[str, ...], indent: int = 0) -> MeasuredGrid:
    texts = tuple(zip(*rows, strict=True))
    return MeasuredGrid(Grid(columns, texts, (False,) * len(rows), (indent,) * len(rows)), LOOKS)


def widths_of(columns: tuple[ColumnRoom, ...], *rows: tuple[str, ...], room: int) -> Widths:
    return measured(columns, *rows).widths(room)


def test_where_all_fits_words_take_the_rest_and_figures_none() -> None:
    goal, count = widths_of((GOAL, COUNT), ("Rodiny", "3"), room=9_000).widths

    assert goal + count in {8_999, 9_000}
    assert count < text_width("Celkem", HEAD) + 200


def test_the_widths_fill_the_room_and_not_more() -> None:
    for room in (4_000, 6_000, 9_070):
        found = widths_of((GOAL, COUNT, NOTE), (LONG, "3", LONG), ("Rodiny", "11", "–"), room=room)
        assert sum(found.widths) == room


def test_the_table_is_lower_than_with_equal_columns() -> None:
    table = measured((GOAL, NOTE, COUNT), (LONG, "–", "3"), (LONG, "krátká", "3"))

    found = table.widths(6_000)

    assert found.heights == table.heights(found.widths)
    assert sum(found.heights) < sum(table.heights((2_000, 2_000, 2_000)))


def test_a_longer_text_gets_more_room() -> None:
    goal, note = widths_of((GOAL, NOTE), (LONG * 3, LONG), room=6_000).widths

    assert goal > note


def test_figures_and_words_are_not_broken_where_there_is_room() -> None:
    money = "1\u00a0234\u00a0567,50"

    found = widths_of((GOAL, COUNT, NOTE), (LONG * 2, money, LONG * 2), room=5_000)

    assert not found.cramped
    assert found.widths[1] >= text_width(money, CELL) + LOOKS.margins


def test_too_little_room_is_told_and_figures_keep_theirs() -> None:
    money = "1\u00a0234\u00a0567,50"
    columns = (GOAL, COUNT, COUNT, COUNT)

    found = widths_of(columns, (LONG, money, money, money), room=4_200)

    assert found.cramped
    assert sum(found.widths) <= 4_200
    assert min(found.widths[1:]) >= text_width(money, CELL) + LOOKS.margins


def test_an_indent_takes_room() -> None:
    flat, deep = (measured((GOAL, NOTE), (LONG, LONG), indent=indent).widths(6_000).widths[0] for indent in (0, 1_320))

    assert deep > flat


def test_a_long_table_is_measured_on_a_sample() -> None:
    few = [(LONG, "1", "–"), ("Rodiny", "22", "krátká poznámka k\u00a0tomu")]

    many = widths_of((GOAL, COUNT, NOTE), *few * 500, room=5_000)

    assert many.widths == widths_of((GOAL, COUNT, NOTE), *few * 30, room=5_000).widths
