"""The layout against the pages that LibreOffice prints: every kind and every example."""

from __future__ import annotations

import io
import os
import re
import shutil
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve, frozen
from tests.exporters.word.layout.reading import DocumentFlow, flow_of, row_mark
from tools.page_fill import Word, pdfs_of, printed_pages, reports

from socplan import compose, render
from socplan.exporters.word import template
from socplan.exporters.word.layout.flow import Flow, pages_of
from socplan.exporters.word.layout.looks import FAMILIES, Looks
from socplan.exporters.word.layout.sheets import sheet_of
from socplan.exporters.word.paging import LONGEST
from socplan.labels.formats import untypeset
from socplan.report import Column, Items, Paragraph, Report, Row, Section, Table

pytestmark = [pytest.mark.office, pytest.mark.slow]

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
HEADINGS = frozenset({"Heading1", "Heading2"})
#: What is promised is 0.98; more is reached, and a closer measure shows a fault sooner.
CELLS, ENTRIES, STORED, IN_VOLUMES = 0.99, 0.99, 0.99, 0.98
#: Poppler's height of a word is so many times its size.
BOX = 1.3
CELL_SIZES = (8.9, 9.6)
#: Only headings have larger letters.
LARGE = 12.5
#: The room below the text of a page, in points.
FOOT = 65

Printed = list[tuple[float, float, list[Word]]]


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", untypeset(text))


@frozen
class Made:
    """A document, and its pages as printed."""

    name: str
    content: bytes
    printed: Printed

    def root(self, member: str) -> Any:
        with zipfile.ZipFile(io.BytesIO(self.content)) as package:
            return ET.fromstring(package.read(member))  # noqa: S314 - our own file

    def laid_out(self) -> tuple[DocumentFlow, Flow]:
        looks = Looks(*(self.root(f"word/{part}.xml") for part in ("styles", "theme/theme1", "numbering")))
        body = self.root("word/document.xml").find(f"{W}body")
        headers, footers = (
            [self.root(f"word/{kind}{number}.xml") for number in (1, 2)] for kind in ("header", "footer")
        )
        flow = flow_of(body, looks, HEADINGS)
        sheet = sheet_of(body.find(f"{W}sectPr"), looks, headers, footers)
        assert sheet is not None
        return flow, pages_of(flow.items, sheet)

    def grids(self) -> list[list[int]]:
        body = self.root("word/document.xml")
        return [[int(column.get(f"{W}w")) for column in grid] for grid in body.iter(f"{W}tblGrid")]


def need_programs() -> None:
    if shutil.which("soffice") is None or shutil.which("pdftotext") is None:
        assert "CI" not in os.environ, "CI has to have LibreOffice and poppler"
        pytest.skip("LibreOffice or poppler is not installed")


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> list[Made]:
    """Every public document, printed; the program is started once for all of them."""
    need_programs()
    made = {name: render(report, "docx")[0].content for locale in ("cs", "en") for name, report in reports(locale)}
    pdfs = pdfs_of(made, tmp_path_factory.mktemp("printed"))
    return [Made(name, content, printed_pages(pdfs[name])) for name, content in made.items()]


def stream(words: list[Word]) -> tuple[str, list[Word]]:
    """The letters of words in a row, and the word of each letter."""
    return "".join(squeezed(word.text) for word in words), [word for word in words for _ in squeezed(word.text)]


def heading_pages(made: Made, headings: tuple[str, ...]) -> Iterator[int | None]:
    """The page on which each heading is printed, in reading order: words of the size of headings."""
    large = [
        stream([word for word in words if (word.bottom - word.top) / BOX > LARGE and word.top > 60])[0]
        for _, _, words in made.printed
    ]
    page = place = 0
    for heading in headings:
        wanted = squeezed(heading)
        found = next(
            (number for number in range(page, len(large)) if wanted in large[number][place if number == page else 0 :]),
            None,
        )
        if found is not None:
            place = large[found].index(wanted, place if found == page else 0) + len(wanted)
            page = found
        yield None if found is None else found + 1


def test_only_documents_of_more_than_four_pages_begin_with_contents(documents: list[Made]) -> None:
    with_contents = {made.name: len(made.printed) for made in documents if b"TOCHeading" in document_of(made)}

    assert {name: count for name, count in with_contents.items() if count <= 4} == {}
    assert {made.name for made in documents if len(made.printed) > 5} <= set(with_contents)


def test_the_first_page_of_an_action_plan_has_its_first_table(documents: list[Made]) -> None:
    plans = [made for made in documents if "-action-plan-" in made.name]

    assert plans
    for made in plans:
        letters = "".join(word.text for word in made.printed[0][2])
        assert "Tabulka1:" in untypeset(letters).replace(" ", "") or "Table1:" in letters, made.name


def document_of(made: Made) -> bytes:
    with zipfile.ZipFile(io.BytesIO(made.content)) as package:
        return package.read("word/document.xml")


def printed_lines(made: Made, flow: DocumentFlow, pages: Flow) -> Iterator[tuple[int, int]]:
    """The lines of each cell: predicted, and printed. A cell is looked for on its page and those beside it."""
    left = 70.9 - 5.4
    grids = made.grids()
    streams: dict[tuple[int, float, float], tuple[str, list[Word]]] = {}
    places: dict[tuple[int, int], tuple[int, int]] = {}
    for cell in flow.cells:
        wanted = squeezed(cell.text)
        begin = left + sum(grids[cell.table][: cell.column]) / 20
        end = begin + grids[cell.table][cell.column] / 20 + 5
        expected = pages.pages.get(row_mark(cell.table, max(cell.row, 1)), 1) - 1
        earliest, place = places.get((cell.table, cell.column), (0, 0))
        for page in (expected, expected - 1, expected + 1) if wanted else ():
            if not max(earliest, 0) <= page < len(made.printed):
                continue
            if (page, begin, end) not in streams:
                inside = [
                    word
                    for word in made.printed[page][2]
                    if begin - 1 <= word.left <= end
                    and word.right <= end + 6
                    and CELL_SIZES[0] < (word.bottom - word.top) / BOX < CELL_SIZES[1]
                ]
                streams[page, begin, end] = stream(sorted(inside, key=lambda word: (round(word.top, 1), word.left)))
            letters, words = streams[page, begin, end]
            found = letters.find(wanted, place if page == earliest else 0)
            if found >= 0:
                tops = sorted({round(word.top) for word in words[found : found + len(wanted)]})
                places[cell.table, cell.column] = (page, found + len(wanted))
                yield cell.lines, 1 + sum(below - above > 5 for above, below in pairwise(tops))
                break


def share_of_right_cells(documents: list[Made]) -> float:
    """The share of the cells of more than one line whose lines were predicted."""
    over_one = [
        (predicted, printed)
        for made in documents
        for predicted, printed in printed_lines(made, *made.laid_out())
        if max(predicted, printed) > 1
    ]
    assert len(over_one) > 800
    return sum(predicted == printed for predicted, printed in over_one) / len(over_one)


def share_of_right_entries(documents: list[Made]) -> float:
    """The share of the entries of a contents list whose page was predicted."""
    entries: list[tuple[int, int | None]] = []
    for made in documents:
        flow, pages = made.laid_out()
        predicted = [pages.pages[number] for number in range(len(flow.headings))]
        entries += zip(predicted, heading_pages(made, flow.headings), strict=True)
    assert len(entries) > 200
    return sum(predicted == printed for predicted, printed in entries) / len(entries)


def printed_numbers(made: Made) -> list[tuple[str, str]]:
    """The bookmark of each reference to a page, and the page printed there, which the program finds by itself."""
    # Line by line: what stands in two columns is printed column by column.
    pages = (sorted(page, key=lambda word: (round(word.top), word.left)) for _, _, page in made.printed)
    letters, owners = stream([word for page in pages for word in page])
    numbers, place = [], 0
    for link in made.root("word/document.xml").iter(f"{W}hyperlink"):
        text = squeezed(next(iter(link.iter(f"{W}t"))).text or "")
        # The page of a card follows its name at once.
        is_card = str(link.get(f"{W}anchor")).startswith("_Card")
        found = re.compile(re.escape(text) + (r"(?=\d)" if is_card else r"\.{2,}")).search(letters, place)
        assert found is not None, f"{made.name}: {text} is not printed"
        place = found.end()
        if is_card:
            numbers.append((link.get(f"{W}anchor"), re.findall(r"\d+", letters[place:])[0]))
            continue
        # The number follows the dots, in their word or in the next.
        here = owners[place - 1]
        number = here.text.rpartition(".")[2] or next(word for word in owners[place:] if word is not here).text
        numbers.append((link.get(f"{W}anchor"), number))
    return numbers


def stored_numbers(content: bytes) -> dict[str, str]:
    """The stored page of each bookmark."""
    links = Made("", content, []).root("word/document.xml").iter(f"{W}hyperlink")
    return {link.get(f"{W}anchor"): [text.text for text in link.iter(f"{W}t")][-1] for link in links}


def share_of_right_numbers(documents: list[Made], contents: dict[str, bytes]) -> float:
    """The share of the stored pages of lists, in documents of at most 50 pages, that are those printed."""
    right = []
    for made in documents:
        stored = stored_numbers(contents[made.name])
        right += [stored[name] == number for name, number in printed_numbers(made) if len(made.printed) <= LONGEST]
    assert len(right) > 300
    return sum(right) / len(right)


def test_the_stored_pages_are_those_printed(documents: list[Made]) -> None:
    assert share_of_right_numbers(documents, {made.name: made.content for made in documents}) >= STORED


def test_the_stored_pages_of_volumes_are_those_printed(tmp_path: Path) -> None:
    """Volumes are long enough for lists of tables and figures."""
    need_programs()
    chapters: dict[str, list[Report]] = {}
    for locale in ("cs", "en"):
        for name, report in reports(locale):
            if name.startswith(("liberec", "msk", "usti")):
                chapters.setdefault(locale, []).append(report)
    contents = {name: render(compose(of, title="Svazek"), "docx")[0].content for name, of in chapters.items()}
    pdfs = pdfs_of(contents, tmp_path)
    volumes = [Made(name, content, printed_pages(pdfs[name])) for name, content in contents.items()]

    lines = [line for volume in volumes for line in printed_numbers(volume)]
    assert sum(not bookmark.startswith("_Toc") for bookmark, _ in lines) > 30
    right = [
        stored_numbers(volume.content)[name] == page for volume in volumes for name, page in printed_numbers(volume)
    ]
    assert sum(right) / len(right) >= IN_VOLUMES


def test_pages_stored_by_widths_three_per_cent_off_would_be_seen(
    documents: list[Made], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Everything is measured anew; the office program's pages stay those of the right documents."""
    monkeypatch.setitem(FAMILIES, "calibri", 1.03)
    forget()
    contents = {name: render(report, "docx")[0].content for locale in ("cs", "en") for name, report in reports(locale)}
    monkeypatch.undo()
    forget()

    assert share_of_right_numbers(documents, contents) < STORED


def forget() -> None:
    """Forget what was measured."""
    template._compiled.cache_clear()


def test_the_lines_of_a_cell_are_those_printed(documents: list[Made]) -> None:
    assert share_of_right_cells(documents) >= CELLS


def test_the_page_of_a_heading_is_the_printed_one(documents: list[Made]) -> None:
    assert share_of_right_entries(documents) >= ENTRIES


def test_widths_three_per_cent_off_would_be_seen(documents: list[Made], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(FAMILIES, "calibri", 1.03)

    assert share_of_right_cells(documents) < CELLS
    assert share_of_right_entries(documents) < ENTRIES


def test_no_heading_stands_alone_at_the_foot_of_a_page(documents: list[Made]) -> None:
    """The lowest words above the foot of a page are no heading: something of what it heads is on its page."""
    alone = []
    for made in documents:
        for number, (_, height, words) in enumerate(made.printed, start=1):
            # The box of a word on the last line reaches below its letters, and below the text area.
            body = [word for word in words if word.top < height - FOOT]
            lowest = max((word.bottom for word in body), default=0)
            heads = [word.text for word in body if word.bottom > lowest - 2 and (word.bottom - word.top) / BOX > LARGE]
            if heads:
                alone.append((made.name, number, " ".join(heads)))

    assert not alone


@pytest.mark.usefixtures("documents")
def test_no_line_ends_inside_of_years(tmp_path: Path) -> None:
    """Each line is a letter longer than the one before, so that years come to stand everywhere along an edge."""
    lines = Items(tuple("x" * count + " v letech 2011–2014" for count in range(90)))
    _, report = next(reports("cs"))
    report = evolve(report, parts=(Section(key="years", title="Roky", blocks=(lines,)),))

    pdfs = pdfs_of({"years": render(report, "docx")[0].content}, tmp_path)
    words = [squeezed(word.text) for _, _, page in printed_pages(pdfs["years"]) for word in page]

    assert words.count("2011–2014") >= len(lines.items)


def test_a_row_longer_than_a_page_begins_below_its_heading(tmp_path: Path) -> None:
    """Whole, it would leave the page of the heading blank, or its title alone."""
    need_programs()
    lines = "\n".join(f"řádek{number}" for number in range(70))
    rows = (Row(("první", lines)), Row(("druhý", "krátký")))
    table = Table(key="t", title="Dlouhé řádky", columns=(Column("a", "Co"), Column("b", "Jak")), rows=rows)
    _, report = next(reports("cs"))
    report = evolve(report, parts=(Section(key="p", title="Část", blocks=(Paragraph("Úvod. " * 200), table)),))

    printed = printed_pages(pdfs_of({"long": render(report, "docx")[0].content}, tmp_path)["long"])
    page_of = {word.text: number for number, (_, _, words) in enumerate(printed) for word in words}

    assert (page_of["Tabulka"], page_of["řádek0"], page_of["řádek69"]) == (0, 0, 1)
