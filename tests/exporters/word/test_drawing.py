"""Drawings: all of the table, nothing over another, nothing beyond the page, and real text that Word can read out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from itertools import combinations, pairwise

import pytest
from hypothesis import given, strategies as st
from lxml import etree
from tests.effort import examples

from socplan import Report, render
from socplan.archives import unzip
from socplan.exporters.word.drawings.shapes import Box, Drawing, Line, Look, Shape, Space, label_of
from socplan.exporters.word.drawings.timetable import span_of, timetable
from socplan.exporters.word.drawings.tree import tree_drawings
from socplan.labels.formats import untypeset
from socplan.model import PartialDate, Period, StatusMeaning
from socplan.report import (
    Block,
    Cell,
    Column,
    ColumnKind,
    Figure,
    FigureKind,
    Paragraph,
    ParagraphRole,
    Row,
    RowRole,
    Section,
    StatusMark,
    Table,
)

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
WPS = "{http://schemas.microsoft.com/office/word/2010/wordprocessingShape}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
CM = 360_000
#: The text area of A4 with the margins of our templates, less a heading and a caption.
PAGE = Space(width=16 * CM, height=21 * CM)
WORDS = {"unknown": "neuvedeno", "not_applicable": "–", "yes": "ano", "no": "ne", "open": "dosud"} | dict.fromkeys(
    ("contents", "page", "of", "warning"), "x"
)
NAMES = (
    "Rada",
    "Zastupitelstvo Olomouckého kraje",
    "PS pro strategii integrace romské komunity",
    "Komise pro rodinu a sociální záležitosti Rady Statutárního města Brna – pracovní skupina",
    "Deinstitucionalizace",
    "x" * 300,
    "Řídicí skupina\nkomunitního plánování & spolupráce <KPSS>",
)


def tree(*parents: int | None, names: tuple[str, ...] = NAMES, uncertain: bool = False) -> Table:
    """A table of as many rows as there are places of the rows above them."""
    role = RowRole.UNCERTAIN if uncertain else RowRole.BODY
    rows = tuple(
        Row((f"{names[n % len(names)]} {n}",), role, key=f"k{n}", above=None if above is None else f"k{above}")
        for n, above in enumerate(parents)
    )
    return Table(key="bodies", title="Orgány", columns=(Column("body", "Orgán"),), rows=rows)


def drawn(table: Table, space: Space = PAGE) -> tuple[Drawing, ...]:
    return tree_drawings(table, [str(row.cells[0]) for row in table.rows], space)


def timed(*cells: Cell, status: StatusMark | None = None, above: dict[int, int] | None = None) -> Table:
    rows = tuple(
        Row((f"Krok {n}", cell, status), key=f"k{n}", above=f"k{above[n]}" if above and n in above else None)
        for n, cell in enumerate(cells)
    )
    columns = (Column("step", "Krok"), Column("when", "Kdy"), Column("state", "Stav", ColumnKind.STATUS))
    return Table(key="steps", title="Postup", columns=columns, rows=rows)


def scheduled(table: Table, space: Space = PAGE) -> tuple[Drawing, ...]:
    shown = [
        [cell.label if isinstance(cell, StatusMark) else "neuvedeno" if cell is None else str(cell) for cell in cells]
        for cells in (row.cells for row in table.rows)
    ]
    return timetable(table, shown, space)


def bars(drawing: Drawing) -> list[Box]:
    return [box for box in drawing.boxes if not box.text]


def overlap(one: Box, other: Box) -> bool:
    """Whether two boxes have more than an edge in common."""
    return (
        one.x < other.x + other.width
        and other.x < one.x + one.width
        and one.y < other.y + other.height
        and other.y < one.y + one.height
    )


def overlapping(boxes: Sequence[Box]) -> list[tuple[Box, Box]]:
    return [(one, other) for one, other in combinations(boxes, 2) if overlap(one, other)]


def crosses(line: Line, box: Box) -> bool:
    """Whether a line runs through a box, not only along it or up to it."""
    return (
        line.x < box.x + box.width
        and box.x < line.x + line.width + (not line.width)
        and line.y < box.y + box.height
        and box.y < line.y + line.height + (not line.height)
        and (box.x < line.x if not line.width else box.y < line.y)
    )


def assert_inside(drawing: Drawing, space: Space) -> None:
    assert 0 < drawing.width <= space.width
    assert 0 < drawing.height <= space.height
    items: list[Box | Line] = [*drawing.boxes, *drawing.lines]
    for item in items:
        assert min(item.x, item.y, item.width, item.height) >= 0
        assert item.x + item.width <= drawing.width
        assert item.y + item.height <= drawing.height


@st.composite
def trees(draw: st.DrawFn) -> Table:
    """Trees of any breadth and depth, their rows in any order that has each below one before it."""
    parents = [
        draw(st.none() | st.integers(max(0, n - 3), n - 1) | st.integers(0, n - 1)) if n else None
        for n in range(draw(st.integers(1, 60)))
    ]
    # Some rows with many below them that have nothing below.
    for place in draw(st.lists(st.integers(0, len(parents) - 1), max_size=3)):
        parents += [place] * draw(st.integers(6, 14))
    return tree(*parents, names=tuple(draw(st.permutations(NAMES))))


SPACES = st.builds(
    Space,
    width=st.integers(8 * CM, 24 * CM),
    height=st.integers(14 * CM, 22 * CM),
    letters=st.sampled_from((7.0, 8.0, 10.0)),
)

# Charts


@examples(15)
@given(trees(), SPACES)
def test_boxes_never_overlap_nor_leave_the_page(table: Table, space: Space) -> None:
    for drawing in drawn(table, space):
        assert_inside(drawing, space)
        assert not overlapping(drawing.boxes)
        assert not [(line, box) for line in drawing.lines for box in drawing.boxes if crosses(line, box)]


@examples(15)
@given(trees(), SPACES)
def test_every_row_has_a_box_below_the_box_of_the_row_above_it(table: Table, space: Space) -> None:
    drawings = drawn(table, space)
    shown = {box.row: box.text.removesuffix(" ↓") for drawing in drawings for box in drawing.boxes}

    assert shown == {place: label_of(str(row.cells[0])) for place, row in enumerate(table.rows)}
    for place, row in enumerate(table.rows):
        if row.above is not None:
            above = int(row.above.removeprefix("k"))
            assert any(
                parent.y + parent.height <= box.y
                for drawing in drawings
                for parent in drawing.boxes
                for box in drawing.boxes
                if (parent.row, box.row) == (above, place)
            )


def test_a_body_alone_is_a_box() -> None:
    (drawing,) = drawn(tree(None))

    assert [box.text for box in drawing.boxes] == ["Rada 0"]
    assert drawing.lines == ()


def test_siblings_stand_side_by_side_while_there_is_room() -> None:
    (drawing,) = drawn(tree(None, 0, 0, 0, 0, names=("Skupina",)))

    assert len({box.y for box in drawing.boxes[1:]}) == 1
    assert len({box.height for box in drawing.boxes[1:]}) == 1


def test_many_siblings_hang_one_under_another() -> None:
    (drawing,) = drawn(tree(None, *[0] * 12, names=("PS pro seniory",)))

    assert len({box.x for box in drawing.boxes[1:]}) == 1
    assert all(one.y + one.height < other.y for one, other in pairwise(drawing.boxes[1:]))


def test_many_last_boxes_stand_in_columns_where_the_chart_would_be_high() -> None:
    # A council, a chain of teams below it, and nine groups below the last.
    (drawing,) = drawn(tree(None, 0, 0, 0, 0, 4, 5, 5, 5, *[8] * 9, None, None, names=("Tým seniorů",)))
    boxes = {box.row: box for box in drawing.boxes}
    groups = [boxes[place] for place in range(9, 18)]

    assert len({box.y for box in groups}) <= 5
    assert min(box.y for box in groups) >= boxes[8].y + boxes[8].height
    # The box above them hangs beside its own line, as those before it do.
    assert boxes[8].x == boxes[7].x


def test_what_is_too_much_for_a_page_goes_on_below_the_same_box() -> None:
    drawings = drawn(tree(None, *[0] * 150, names=("PS pro seniory",)))

    assert len(drawings) > 1
    assert {drawing.boxes[0].row for drawing in drawings} == {0}


def test_a_branch_that_goes_on_elsewhere_says_so() -> None:
    drawings = drawn(tree(None, *range(29)))

    assert len(drawings) == 3
    for before, after in pairwise(drawings):
        assert before.boxes[-1].row == after.boxes[0].row
        assert before.boxes[-1].text == f"{after.boxes[0].text} ↓"


def test_the_deepest_and_the_broadest_tables_are_drawn() -> None:
    deep = drawn(tree(None, *range(1500)))
    broad = drawn(tree(*[None] * 300))

    assert {box.row for drawing in deep for box in drawing.boxes} == set(range(1501))
    assert {box.row for drawing in broad for box in drawing.boxes} == set(range(300))


def test_what_is_uncertain_looks_it() -> None:
    (drawing,) = drawn(tree(None, 0, uncertain=True))

    assert {box.look for box in drawing.boxes} == {Look.UNCERTAIN}


def test_no_rows_make_no_drawing() -> None:
    assert drawn(tree()) == ()


# Timetables

DATES = st.dates() | st.builds(
    PartialDate.parse, st.sampled_from(("1000", "2009", "2009-06", "2009-06-14", "2026-02", "9999-12-31"))
)
PARTIALS = st.none() | st.builds(PartialDate, st.integers(1000, 9999)) | st.builds(PartialDate, st.just(2026))
MARKS = st.none() | st.builds(
    StatusMark, st.sampled_from(("Naplněno", "Průběžně naplňováno")), st.sampled_from(StatusMeaning)
)


@examples(20)
@given(st.lists(st.none() | DATES | st.builds(Period, PARTIALS, PARTIALS), max_size=40), MARKS, SPACES)
def test_a_timetable_holds_every_row_with_a_date_once(cells: list[Cell], mark: StatusMark | None, space: Space) -> None:
    table = timed(*cells, status=mark)
    drawings = scheduled(table, space)

    dated = [place for place, row in enumerate(table.rows) if span_of(row.cells)]
    assert [bar.row for drawing in drawings for bar in bars(drawing)] == dated
    assert [box.row for drawing in drawings for box in drawing.boxes if box.look is Look.TEXT] == dated
    for drawing in drawings:
        assert_inside(drawing, space)
        texts = [box for box in drawing.boxes if box.text]
        assert not overlapping(texts)
        assert not overlapping(bars(drawing))


def test_a_day_is_a_point_and_a_partial_date_is_all_that_it_may_mean() -> None:
    (drawing,) = scheduled(timed(PartialDate(2009), PartialDate(2009, 6), PartialDate(2009, 6, 5), date(2009, 6, 6)))
    year, month, *days = bars(drawing)

    assert year.width == pytest.approx(12 * month.width, rel=0.01)
    assert (year.shape, month.shape) == (Shape.RECTANGLE, Shape.RECTANGLE)
    assert {day.shape for day in days} == {Shape.POINT}


def test_an_open_end_points_to_the_end_of_the_axis() -> None:
    year = PartialDate(2026)
    (drawing,) = scheduled(timed(Period(year, None), Period(None, year), Period(year, year)))
    going_on, since_ever, closed = bars(drawing)

    assert going_on.shape is Shape.OPEN_END
    assert going_on.x + going_on.width == drawing.width > closed.x + closed.width
    assert since_ever.shape is Shape.OPEN_START
    assert since_ever.x < closed.x


@pytest.mark.parametrize("cell", [None, Period(), Period(PartialDate(2027), PartialDate(2026)), "2026"])
def test_without_a_date_that_means_something_nothing_is_drawn(cell: Cell) -> None:
    assert scheduled(timed(cell)) == ()


def test_a_timetable_that_stands_alone_says_the_times_of_the_rows_at_its_top() -> None:
    period = Period(PartialDate(2026, 3), PartialDate(2026, 4))
    table = timed(period, period, PartialDate(2026, 3, 14), above={1: 0})
    shown = [[str(cell) for cell in row.cells] for row in table.rows]

    def labels(*, alone: bool) -> list[str]:
        return [
            box.text
            for drawing in timetable(table, shown, PAGE, alone=alone)
            for box in drawing.boxes
            if box.look is Look.TEXT
        ]

    assert labels(alone=True) == [f"Krok 0 ({shown[0][1]})", "Krok 1", "Krok 2"]
    assert labels(alone=False) == ["Krok 0", "Krok 1", "Krok 2"]


def test_many_rows_are_parted_evenly_on_one_scale() -> None:
    day = PartialDate(2026, 3, 14)
    drawings = scheduled(timed(*[day] * 25))

    assert [len(bars(drawing)) for drawing in drawings] == [13, 12]
    assert len({bar.x for drawing in drawings for bar in bars(drawing)}) == 1
    assert len({tuple(box.text for box in drawing.boxes if box.look is Look.HEAD) for drawing in drawings}) == 1


def test_a_row_without_a_date_is_a_heading_for_those_below_it() -> None:
    day = date(2026, 3, 14)
    (drawing,) = scheduled(timed(None, None, day, None, above={1: 0, 2: 1}))
    labels = [box for box in drawing.boxes if box.look is Look.TEXT]

    assert [(box.row, box.strong) for box in labels] == [(0, True), (1, True), (2, False)]
    assert labels[0].x < labels[1].x < labels[2].x


def test_a_status_is_told_in_words_and_by_looks() -> None:
    looks = set()
    for meaning in StatusMeaning:
        (drawing,) = scheduled(timed(PartialDate(2026, 3), PartialDate(2026, 9), status=StatusMark("Stav", meaning)))
        looks |= {bar.look for bar in bars(drawing)}
        assert [box.text for box in drawing.boxes if box.look is Look.BESIDE] == ["Stav", "Stav"]

    assert len(looks) == len(StatusMeaning)


@pytest.mark.parametrize(
    ("start", "end", "heads"),
    [
        ("2026-03-01", "2026-05-31", ["2026", "1", "2", "3", "4", "5", "6"]),
        ("2025", "2027-06", ["2025", "2026", "2027", "I", "II", "III", "IV", "I", "II", "III", "IV", "I", "II"]),
        ("2015", "2022", [str(year) for year in range(2015, 2023)]),
        ("1990", "2019", ["1990–1994", "1995–1999", "2000–2004", "2005–2009", "2010–2014", "2015–2019"]),
    ],
)
def test_the_axis_has_months_quarters_or_years_as_there_is_room(start: str, end: str, heads: list[str]) -> None:
    (drawing,) = scheduled(timed(Period(PartialDate.parse(start), PartialDate.parse(end))))

    assert [box.text for box in drawing.boxes if box.look is Look.HEAD] == heads


# In Word


def document(*blocks: Block) -> tuple[bytes, etree._Element]:
    part = Section(key="p", title="Část", blocks=blocks)
    report = Report(kind="x", locale="cs", audience="public", title="Zpráva", parts=(part,), words=WORDS)
    (file,) = render(report, "docx")
    return file.content, etree.fromstring(unzip("x", file.content)["word/document.xml"])


def figure(table: Table, kind: FigureKind, alt: str = 'Kdo pod kým: "a" < b & c') -> Figure:
    return Figure(key=table.key, kind=kind, alt=alt, table=table)


def text_of(node: etree._Element) -> str:
    """The text of a node; typography puts in hard spaces."""
    return untypeset("".join(text.text or "" for text in node.iter(f"{W}t")))


def test_every_label_stands_in_the_drawing_and_in_the_table() -> None:
    table = tree(None, 0, 0, 1, 1)
    _, body = document(figure(table, FigureKind.TREE))
    boxes = [text_of(box) for box in body.iter(f"{W}txbxContent")]
    cells = [text_of(cell) for cell in body.iter(f"{W}tc")]

    for row in table.rows:
        assert label_of(str(row.cells[0])) in boxes
        assert str(row.cells[0]).replace("\n", "") in cells


def test_a_drawing_is_told_in_words_and_has_a_number_of_its_own() -> None:
    large = figure(tree(None, *[0] * 150), FigureKind.TREE)
    _, body = document(large, figure(timed(date(2026, 3, 14)), FigureKind.TIMELINE, "Postup"))
    properties = list(body.iter(f"{WP}docPr"))
    told = [each.get("descr") for each in properties]
    numbers = [each.get("id") for each in (*properties, *body.iter(f"{WPS}cNvPr"))]

    assert told[0] == f"{large.alt} (1/{len(told) - 1})"
    assert told[-1] == "Postup"
    assert properties[-1].get("title") == "Postup"
    assert len(set(numbers)) == len(numbers)


@pytest.mark.parametrize(("role", "kept"), [(ParagraphRole.NOTE, True), (ParagraphRole.TEXT, False)])
def test_a_drawing_has_one_caption_and_stays_with_it_and_a_note_above_but_pulls_no_text_along(
    role: ParagraphRole, kept: bool
) -> None:
    _, body = document(Paragraph("Kdo pod kým je.", role), figure(tree(None, 0), FigureKind.TREE))
    paragraphs = [node for node in body.find(f"{W}body") if node.tag == f"{W}p"]
    place = next(n for n, node in enumerate(paragraphs) if node.find(f".//{W}drawing") is not None)

    assert [text_of(node) for node in paragraphs].count("Orgány") == 1
    assert text_of(paragraphs[place - 1]) == "Orgány"
    stays = [node.find(f"{W}pPr/{W}keepNext") is not None for node in paragraphs[place - 2 : place]]
    assert stays == [kept, True]
    assert paragraphs[place].getnext().tag == f"{W}tbl"


def test_the_uncertain_has_a_dashed_outline() -> None:
    _, body = document(figure(tree(None, uncertain=True), FigureKind.TREE))

    assert [dash.get("val") for dash in body.iter(f"{A}prstDash")] == ["dash"]


def test_charts_have_no_colours_but_those_of_the_theme() -> None:
    _, body = document(figure(tree(None, 0, 0, 1), FigureKind.TREE))

    assert {node.get("val") for node in body.iter(f"{A}schemeClr")} <= {"accent1", "bg1", "bg2", "tx1"}
    assert not list(body.iter(f"{A}srgbClr"))


def test_rows_of_a_tree_are_moved_in() -> None:
    _, body = document(figure(tree(None, 0, 1), FigureKind.BARS))
    moved = [
        (cell.find(f"{W}p/{W}pPr/{W}ind"), text_of(cell)) for cell in body.iter(f"{W}tc") if text_of(cell) != "Orgán"
    ]

    assert [None if indent is None else indent.get(f"{W}left") for indent, _ in moved] == [None, "220", "440"]


def test_an_uncertain_row_is_no_sum() -> None:
    rows = (Row(("a",)), Row(("b?",), RowRole.UNCERTAIN), Row(("Celkem",), RowRole.TOTAL))
    _, body = document(Table(key="t", title="T", columns=(Column("a", "A"),), rows=rows))

    assert [row.find(f".//{W}tcBorders") is not None for row in body.iter(f"{W}tr")] == [False, False, False, True]


def test_without_a_date_the_table_stands_alone_and_tells_what_it_shows() -> None:
    _, body = document(figure(timed(None), FigureKind.TIMELINE, "Postup prací"))

    assert not list(body.iter(f"{W}drawing"))
    assert body.find(f".//{W}tblDescription").get(f"{W}val") == "Postup prací"


def test_the_same_figure_makes_the_same_bytes() -> None:
    blocks = (figure(tree(None, 0, 0), FigureKind.TREE), figure(timed(date(2026, 3, 14)), FigureKind.TIMELINE))

    assert document(*blocks)[0] == document(*blocks)[0]


def test_a_drawing_refers_to_nothing_outside_of_the_text() -> None:
    content, _ = document(figure(tree(None, 0), FigureKind.TREE))
    members = unzip("x", content)

    assert not [name for name in members if "media" in name or "drawing" in name]
    assert not re.search(rb"r:(embed|link|id)=", members["word/document.xml"].split(b"<w:sectPr")[0])
