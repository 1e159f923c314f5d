"""Columns fit the page, figures stay whole, and a table that would be cramped turns the page."""

from __future__ import annotations

import io
from typing import Any, Final

import docx
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from hypothesis import given, strategies as st

from socplan.exporters.word import render
from socplan.exporters.word.columns import column_widths, is_too_wide
from socplan.report import Column, ColumnKind, Paragraph, Report, Row, Section, Table
from socplan.testing import reports

_ROOM: Final = 9070
_KINDS: Final = st.sampled_from([ColumnKind.TEXT, ColumnKind.COUNT, ColumnKind.DATE, ColumnKind.MONEY])
_COLUMNS: Final = st.lists(
    st.builds(Column, st.just("x"), st.text("abc ", min_size=1, max_size=30), _KINDS), min_size=1
)
_WORDS: Final = {"unknown": "–", "contents": "Obsah", "page": "Strana", "of": "z", "warning": "Pozor"}


def report(*parts: Section) -> Report:
    return Report(kind="sample", locale="cs", audience="public", title="Zpráva", parts=parts, words=_WORDS)


def wide(key: str) -> Table:
    columns = tuple(Column(f"c{n}", f"Sloupec {n}") for n in range(9))
    return Table(key=key, title="Široká", columns=columns, rows=(Row(("několik slov v každé buňce",) * 9),))


def part(key: str, *blocks: Any) -> Section:
    return Section(key=key, title=f"Část {key}", blocks=blocks)


def sections(of: Report) -> list[tuple[bool, list[str]]]:
    """Of each section of the document whether it lies sideways, and its paragraphs."""
    document = docx.Document(io.BytesIO(render(of, {"template": None})[0].content))
    return [
        (
            one.orientation == WD_ORIENT.LANDSCAPE and int(one.page_width or 0) > int(one.page_height or 0),
            [block.text for block in one.iter_inner_content() if hasattr(block, "text") and block.text],
        )
        for one in document.sections
    ]


@given(columns=_COLUMNS, data=st.data(), room=st.integers(2000, 15000))
def test_columns_never_leave_the_room(columns: list[Column], data: st.DataObject, room: int) -> None:
    cell = st.text("abc 0", min_size=1, max_size=60)
    texts = data.draw(st.lists(st.lists(cell, min_size=len(columns), max_size=len(columns)), max_size=3))
    widths = column_widths(columns, texts, room)

    assert len(widths) == len(columns)
    assert sum(widths) <= room
    assert min(widths) > 0


def test_no_figure_is_broken_before_the_words_of_its_head() -> None:
    columns = [Column("g", "Skupina"), *(Column("n", "poskytovatel", ColumnKind.COUNT) for _ in range(8))]
    widths = column_widths(columns, [["Děti", *["1234"] * 8]], _ROOM)

    assert min(widths) >= 4 * 102 + 190
    assert sum(widths) > _ROOM - 10


def test_a_table_of_many_words_is_too_wide() -> None:
    columns = wide("w").columns

    assert is_too_wide(columns, [["několik slov v každé buňce"] * 9], _ROOM)
    assert not is_too_wide(columns[:3], [["několik slov v každé buňce"] * 3], _ROOM)


def test_a_part_with_a_wide_table_lies_sideways_with_its_heading() -> None:
    made = sections(report(part("a", Paragraph("první")), part("b", wide("w")), part("c", Paragraph("poslední"))))

    assert [sideways for sideways, _ in made] == [False, True, False]
    assert made[1][1][0] == "Část b"
    assert "Část c" in made[2][1]


def test_wide_parts_one_after_the_other_share_their_pages() -> None:
    made = sections(report(part("a", Paragraph("x")), part("b", wide("v")), part("c", wide("w"))))

    assert [sideways for sideways, _ in made] == [False, True]


def test_a_heading_stays_with_the_wide_section_right_below_it() -> None:
    made = sections(report(part("a", Paragraph("x")), part("b", part("b1", wide("w")), part("b2", Paragraph("y")))))

    assert made[1][1][:2] == ["Část b", "Část b1"]


def test_only_the_first_page_of_the_whole_document_is_a_first_page() -> None:
    content = render(
        report(part("a", Paragraph("x")), part("b", wide("v")), part("c", Paragraph("y"))), {"template": None}
    )
    document = docx.Document(io.BytesIO(content[0].content))

    assert [one.different_first_page_header_footer for one in document.sections] == [True, False, False]


@given(made=reports())
def test_no_mark_of_a_turned_page_is_left(made: Report) -> None:
    document = docx.Document(io.BytesIO(render(made, {"template": None})[0].content))
    used = {style.get(qn("w:val")) for style in document.element.body.iter(qn("w:pStyle"))}

    assert [style for style in used if style.startswith("socplan-")] == []
