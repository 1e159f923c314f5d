from attrs import evolve

from socplan.exporters.word.layout.columns import CellLooks
from socplan.exporters.word.layout.decisions import Printed, Room, kept_rows, lay_out
from socplan.exporters.word.layout.looks import ParagraphLook
from socplan.exporters.word.layout.rows import row_looks
from socplan.report import NA, Column, ColumnKind, Row, Section, Table

CELL = ParagraphLook(family="Calibri", size=190)
LOOKS = CellLooks(cell=CELL, figure=CELL, head=CELL, figure_head=CELL, margins=170)
LITTLE = evolve(CELL, size=180)
SMALL = evolve(LOOKS, cell=LITTLE, figure=LITTLE, head=LITTLE, figure_head=LITTLE)
ROOM = Room(width=9_070, height=14_116, sideways_width=14_002, sideways_height=9_184)
WORDS = "Rozšířit terénní služby v místních částech a okolních obcích"


def texts(table: Table) -> Printed:
    by_column = [[str(row.cells[place]) for row in table.rows] for place in range(len(table.columns))]
    return Printed(table.columns, by_column, row_looks(table), bool(table.notes))


def table(columns: int, rows: int, text: str = WORDS, key: str = "t") -> Table:
    return Table(
        key=key,
        title="Tabulka",
        columns=tuple(Column(f"c{place}", f"Sloupec {place}") for place in range(columns)),
        rows=tuple(Row((text,) * columns) for _ in range(rows)),
    )


def part(*tables: Table | Section) -> Section:
    return Section(key="part", title="Část", blocks=tables)


def test_a_low_table_stays_whole() -> None:
    assert kept_rows([300] * 5, [False] * 4, notes=False, page=14_116) == (True, True, True, False)


def test_a_high_table_keeps_two_rows_at_each_end() -> None:
    kept = kept_rows([300] * 31, [False] * 30, notes=False, page=14_116)

    assert [place for place, keeps in enumerate(kept) if keeps] == [0, 28]


def test_few_high_rows_are_parted_where_many_low_ones_are_not() -> None:
    assert not all(kept_rows([300, *[2_000] * 5], [False] * 5, notes=True, page=14_116))
    assert all(kept_rows([300] * 11, [False] * 10, notes=True, page=14_116))


def test_a_sum_stays_with_the_row_above_and_a_note_with_the_table() -> None:
    kept = kept_rows([300] * 31, [*[False] * 27, True, True, True], notes=True, page=14_116)

    assert [place for place, keeps in enumerate(kept) if keeps] == [0, 26, 27, 28, 29]


def test_a_row_of_more_than_a_third_of_a_page_may_break_and_stays_with_nothing() -> None:
    assert kept_rows([300, 5_000, 300, 300], [False] * 3, notes=True, page=14_116) == (False, True, True)
    low, tall = table(3, 2), table(3, 2, " ".join([WORDS] * 60), key="u")
    layout = lay_out(part(low, tall), texts, ROOM, LOOKS)

    assert (layout.of(low).split, layout.of(tall).split) == (frozenset(), frozenset({0, 1}))
    assert layout.of(tall).kept == (False, False)


def test_a_wide_table_that_fills_half_a_page_lies_sideways() -> None:
    wide = part(table(12, 8))

    layout = lay_out(wide, texts, ROOM, LOOKS)

    assert layout.lies_sideways(wide)
    assert sum(layout.of(wide.blocks[0]).widths) > ROOM.width  # type: ignore[arg-type]


def test_no_page_is_turned_for_one_row() -> None:
    wide = part(table(12, 1))

    layout = lay_out(wide, texts, ROOM, LOOKS)

    assert not layout.lies_sideways(wide)
    assert sum(layout.of(wide.blocks[0]).widths) <= ROOM.width  # type: ignore[arg-type]


def test_a_table_that_finds_room_stays_upright() -> None:
    narrow = part(table(3, 60))

    assert not lay_out(narrow, texts, ROOM, LOOKS).lies_sideways(narrow)


def test_letters_become_smaller_before_words_are_broken() -> None:
    first, second = table(8, 1, "neobhospodařova"), table(3, 1, key="u")

    layout = lay_out(part(first, second), texts, ROOM, LOOKS, SMALL)

    assert layout.of(first).small
    assert not layout.of(second).small


def test_tables_with_the_same_columns_get_the_same_widths() -> None:
    one, other = table(3, 2, "krátce"), table(3, 2, WORDS * 2)

    layout = lay_out(part(one, other), texts, ROOM, LOOKS)

    assert layout.of(one).widths == layout.of(other).widths


def test_figures_never_make_a_table_wide() -> None:
    columns = tuple(Column(f"c{place}", "Kč", ColumnKind.MONEY) for place in range(5))
    money = Table(key="m", title="Peníze", columns=columns, rows=(Row((1, 2, 3, 4, 5)),) * 60)

    section = part(money)

    assert not lay_out(section, texts, ROOM, LOOKS).lies_sideways(section)


def test_a_page_is_turned_even_for_one_row_before_figures_are_broken() -> None:
    columns = tuple(Column(f"c{place}", "Kč", ColumnKind.MONEY) for place in range(12))
    money = Table(key="m", title="Peníze", columns=columns, rows=(Row((1_234_567_890,) * 12),))

    section = part(money)

    assert lay_out(section, texts, ROOM, LOOKS).lies_sideways(section)


def test_the_name_of_a_group_that_is_longer_than_the_table_is_wide_takes_more_lines() -> None:
    def grouped(name: str) -> Table:
        rows = (Row((name, NA, NA), key="g"), Row(("krátce",) * 3, above="g"))
        return evolve(table(3, 0), rows=rows)

    short, long = grouped("Rodiny s dětmi"), grouped(WORDS * 4)

    layout = lay_out(part(short, long), texts, ROOM, LOOKS)

    assert layout.of(short).heights[1] == CELL.height(1)
    assert layout.of(long).heights[1] >= CELL.height(2)
    assert layout.of(long).heights[2] == CELL.height(1)
