"""No word is broken in a table, in no kind and no example."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterator
from typing import Any

import pytest
from tests.exporters.word.test_apparatus import WORDS, made
from tools.page_fill import reports

from socplan.exporters.word import frame, template
from socplan.exporters.word.layout.columns import _kept
from socplan.exporters.word.layout.letters import EM
from socplan.exporters.word.layout.looks import Looks
from socplan.exporters.word.layout.measure import least_width
from socplan.exporters.word.layout.paragraphs import paragraph_lines
from socplan.report import Column, Report, Row, Section, Table

pytestmark = pytest.mark.slow

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def broken_words(report: Report) -> Iterator[str]:
    """The texts of cells that hold a word wider than their column, as the finished document has them."""
    members = made(report)
    styles, theme, numbering, document = (
        ET.fromstring(members[f"word/{name}.xml"])  # noqa: S314 - our own file
        for name in ("styles", "theme/theme1", "numbering", "document")
    )
    looks = Looks(styles, theme, numbering)
    for table in document.iter(f"{W}tbl"):
        properties: Any = table.find(f"{W}tblPr")
        sides = properties.findall(f"{W}tblCellMar/*")
        margins = (
            sum(int(side.get(f"{W}w")) for side in sides)
            if sides
            else looks.cell_margins(properties.find(f"{W}tblStyle").get(f"{W}val"))
        )
        for cell in table.iter(f"{W}tc"):
            width: Any = cell.find(f"{W}tcPr/{W}tcW")
            room = int(width.get(f"{W}w")) - margins
            text, look, _ = paragraph_lines(cell.find(f"{W}p"), looks, room)
            # Strong letters are wider; heads are strong by their style.
            strong = look.bold or any(style.get(f"{W}val") == "Strong" for style in cell.iter(f"{W}rStyle"))
            if least_width(text, strong) * look.em / EM > room:
                yield text


@pytest.mark.parametrize("locale", ["cs", "en"])
def test_no_word_is_broken(locale: str) -> None:
    broken = {name: texts for name, report in reports(locale) if (texts := list(broken_words(report)))}

    assert broken == {}


def test_a_broken_word_would_be_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    # Words that just find room beside narrow margins, in smaller letters.
    tight = [report for report in map(crowded, range(10, 30)) if not list(broken_words(report))][-1]
    monkeypatch.setattr(frame, "_NARROW_MARGINS", 400)
    template._compiled.cache_clear()
    _kept.cache_clear()

    try:
        assert list(broken_words(tight))
    finally:
        template._compiled.cache_clear()
        _kept.cache_clear()


def crowded(length: int) -> Report:
    """A table of nine columns with a long word in each."""
    columns = tuple(Column(f"c{place}", "i" * length) for place in range(9))
    table = Table(key="t", title="T", columns=columns, rows=(Row(("i" * length,) * 9),))
    part = Section(key="p", title="P", blocks=(table,))
    return Report(kind="x", locale="cs", audience="public", title="Z", parts=(part,), words=WORDS)
