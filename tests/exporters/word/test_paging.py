"""The pages that are stored in lists: what the writer measures is the document, and what cannot be known is a dash."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterable
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given, strategies as st
from tests.exporters.word.charted import bars
from tests.exporters.word.layout.reading import flow_of
from tests.exporters.word.test_apparatus import made, png, report, table
from tools.page_fill import reports

from socplan.archives import unzip, zipped
from socplan.exporters.word import builtin_template, paging
from socplan.exporters.word.layout.flow import FlowItem, Line, Sheet, Stop, TableFlow, pages_of
from socplan.exporters.word.layout.looks import Looks
from socplan.exporters.word.layout.sheets import sheet_of
from socplan.report import (
    Block,
    Column,
    Figure,
    FigureKind,
    Items,
    Mark,
    MarkKind,
    Paragraph,
    ParagraphRole,
    Picture,
    ResolutionText,
    RichText,
    Row,
    Section,
    Signature,
    Signatures,
    Table,
    referring,
)

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
LONG = "Rozšířit terénní služby v místních částech a okolních obcích tak, aby je měl každý do hodiny cesty. " * 3


class Seen:
    """The flow of the last document that was made."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.items: list[FlowItem] = []

        original = paging.flow_pages

        def flow_pages(items: Iterable[FlowItem], sheet: Sheet) -> dict[str, int]:
            self.items = list(items)
            return original(self.items, sheet)

        monkeypatch.setattr("socplan.exporters.word.rendering.flow_pages", flow_pages)


def unmarked(items: Iterable[FlowItem]) -> list[FlowItem]:
    """A flow without the names of what is asked for."""
    return [
        evolve(item, mark=None)
        if isinstance(item, Line)
        else evolve(item, marks=())
        if isinstance(item, TableFlow)
        else item
        for item in items
    ]


def read(members: dict[str, bytes]) -> list[FlowItem]:
    """The flow of a finished document, as its own XML gives it."""
    styles, theme, numbering, body = (
        ET.fromstring(members[f"word/{name}.xml"])  # noqa: S314 - our own file
        for name in ("styles", "theme/theme1", "numbering", "document")
    )
    text: Any = body.find(f"{W}body")
    return unmarked(flow_of(text, Looks(styles, theme, numbering), frozenset({"Heading1", "Heading2"})).items)


def stored(members: dict[str, bytes]) -> dict[str, str]:
    """The page of each line of the lists, as stored."""
    pages = {}
    for link in ET.fromstring(members["word/document.xml"]).iter(f"{W}hyperlink"):  # noqa: S314 - likewise
        first, *_, last = (text.text or "" for text in link.iter(f"{W}t"))
        pages[first.replace("\xa0", " ")] = last
    return pages


def parts(*, rows: int = 1, text: str = "x") -> list[Block]:
    """A table of some rows, and a section behind it."""
    columns = (Column("a", "A"), Column("b", "B"))
    behind = Section(key="s", title="Konec", blocks=(Paragraph("Text."),))
    return [Table(key="t", title="Tabulka", columns=columns, rows=(Row((text, "y")),) * rows), behind]


@pytest.mark.slow
@pytest.mark.parametrize("locale", ["cs", "en"])
def test_what_is_measured_is_the_document(locale: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both flows are equal: nothing is written that was not measured, in no kind and no example."""
    seen, lists = Seen(monkeypatch), 0
    for name, each in reports(locale):
        seen.items = []
        members = made(each)
        if seen.items:
            lists += 1
            assert unmarked(seen.items) == read(members), name
    assert lists >= 8


def blocks() -> st.SearchStrategy[Block]:
    texts = st.sampled_from(["Krátce.", LONG, "První řádek\ndruhý řádek", "a\tb"])
    rich = texts.filter(lambda text: len(text) > 6).map(
        lambda text: RichText(text, (Mark(0, 3, MarkKind.STRONG), Mark(4, 6, MarkKind.EMPHASIS)))
    )
    return st.one_of(
        st.builds(Paragraph, texts | rich, st.sampled_from(ParagraphRole)),
        st.builds(Items, st.lists(texts, min_size=1, max_size=4).map(tuple), st.booleans()),
        st.sampled_from(
            [
                table("a"),
                table("b", captioned=False),
                Paragraph(referring("Víc říká O a.", ("O a", "a"))),
                bars(),
                Figure(key="tree", kind=FigureKind.TREE, alt="jedna", table=table("c")),
                Picture(key="map", title="Mapa", alt="mapa", content=png(300, 200)),
                ResolutionText(body="Rada města", points=("schvaluje plán", LONG)),
                ResolutionText(body="Rada města", points=("schvaluje plán",), number="R/1/2025"),
                Signatures(signatures=(Signature("starosta", "Jan Novák"), Signature("tajemnice"))),
                Section(key="signed", title="Podpisy", blocks=(Signatures((Signature("starosta", "Jan Novák"),)),)),
                *parts(rows=12, text=LONG),
            ]
        ),
    )


@given(st.lists(blocks(), min_size=1, max_size=8))
def test_every_kind_of_block_is_measured_as_it_is_written(of: list[Block]) -> None:
    with pytest.MonkeyPatch.context() as monkeypatch:
        seen = Seen(monkeypatch)
        members = made(report(*of), builtin_with("{{p contents }}", "{{p tables }}", "{{p body }}"))

        assert unmarked(seen.items) == read(members)


def builtin_with(*texts: str, section: str = "") -> bytes:
    """The built-in template with other paragraphs, and perhaps something more in the properties of its section."""
    members = unzip("t", builtin_template("x").content)
    document = members["word/document.xml"].decode()
    paragraphs = "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" if text[0] != "<" else text for text in texts)
    document = re.sub(r"<w:body>.*?(?=<w:sectPr)", lambda _: f"<w:body>{paragraphs}", document, flags=re.DOTALL)
    members["word/document.xml"] = document.replace("<w:titlePg/>", f"{section}<w:titlePg/>").encode()
    return zipped(members)


def pages(template: bytes, *of: Block) -> dict[str, str]:
    return stored(made(report(*of), template))


def test_the_pages_are_stored() -> None:
    template = builtin_with("{{p contents }}", "{{p tables }}", "{{p body }}")

    assert pages(template, *parts()) == {"Část": "1", "Konec": "1", "Tabulka 1: Tabulka": "1"}
    assert pages(template, *parts(rows=100))["Konec"] == "3"


def test_contents_of_an_office_with_word_alone_are_one_field() -> None:
    of = report(*parts(rows=100))
    template = builtin_with("{{p contents }}", "{{p body }}")
    usual_members, members = (made(of, template, toc_field=toc) for toc in (False, True))
    usual, field = (ET.fromstring(each["word/document.xml"]) for each in (usual_members, members))  # noqa: S314 - ours

    def fields(root: ET.Element) -> list[str]:
        """What begins, ends and stands in fields, in its order."""
        return [
            (node.get(f"{W}fldCharType") or node.text or "").strip()
            for node in root.iter()
            if node.tag in {f"{W}fldChar", f"{W}instrText"}
        ]

    begun = ["begin", 'TOC \\o "1-2" \\h \\z', "separate"]
    assert fields(field)[:3] == begun
    inside = [text for text in fields(usual) if "PAGEREF" in text]
    assert len(inside) == 2
    end = 3 + 4 * len(inside)
    assert fields(field)[3:end] == fields(usual)[: end - 3]
    assert fields(field)[end:] == ["end", *fields(usual)[end - 3 :]]
    assert stored(members) == stored(usual_members)


def test_text_of_the_template_counts() -> None:
    filled = builtin_with("{{p contents }}", *(["Vlastní text."] * 40), "{{p body }}")

    assert pages(filled, *parts())["Část"] == "2"


@pytest.mark.parametrize(
    "own",
    [
        "<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/></w:tblGrid><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>",
        '<w:p><w:r><w:br w:type="page"/></w:r></w:p>',
        '<w:p><w:r><w:rPr><w:sz w:val="60"/></w:rPr><w:t>Velké</w:t></w:r></w:p>',
        '<w:p><w:pPr><w:framePr w:w="400"/></w:pPr></w:p>',
        '<w:p><w:pPr><w:sectPr><w:pgSz w:w="9000" w:h="9000"/></w:sectPr></w:pPr></w:p>',
    ],
)
def test_behind_something_of_an_unknown_height_no_page_is_told(own: str) -> None:
    template = builtin_with("{{p contents }}", own, "{{p body }}")

    assert set(pages(template, *parts()).values()) == {"–"}


@pytest.mark.parametrize(
    "section", ['<w:cols w:num="2"/>', '<w:pgNumType w:start="5"/>', '<w:textDirection w:val="tbRl"/>']
)
def test_pages_that_are_parted_or_numbered_otherwise_are_not_told(section: str) -> None:
    members = unzip("t", builtin_with("{{p contents }}", "{{p body }}", section=section))
    document = members["word/document.xml"].decode().replace('<w:cols w:space="708"/>', "", "cols" in section)
    members["word/document.xml"] = document.encode()

    assert set(pages(zipped(members), *parts()).values()) == {"–"}


def test_letters_that_nobody_measured_give_no_pages() -> None:
    members = unzip("t", builtin_with("{{p contents }}", "{{p body }}"))
    members["word/theme/theme1.xml"] = members["word/theme/theme1.xml"].replace(b'"Calibri"', b'"Georgia"')

    assert set(pages(zipped(members), *parts()).values()) == {"–"}


def test_behind_a_footnote_no_page_is_told() -> None:
    template = builtin_with("{{p contents }}", "{{p body }}")

    assert pages(template, *[Paragraph("Text.")] * 4, table("a", noted=True), *parts()) == {"Část": "1", "Konec": "–"}


def test_behind_a_row_taller_than_a_page_no_page_is_told() -> None:
    template = builtin_with("{{p contents }}", "{{p body }}")

    assert pages(template, *parts(text=LONG * 60)) == {"Část": "1", "Konec": "–"}


def test_a_document_too_long_has_no_pages() -> None:
    template = builtin_with("{{p contents }}", "{{p body }}")

    assert set(pages(template, *parts(rows=900, text=LONG)).values()) == {"–"}


def test_a_high_footer_makes_pages_lower() -> None:
    template = builtin_with("{{p contents }}", "{{p body }}")
    of = report(*parts(rows=28))

    low, high = (stored(made(evolve(of, footer=footer), template))["Konec"] for footer in ((), ("Věta.",) * 20))

    assert (low, high) == ("1", "2")


def test_the_flow_ends_where_it_is_stopped() -> None:
    line = Line(lines=1, line_height=100)
    flow = pages_of([evolve(line, mark=1), evolve(line, mark=2, kept=True), Stop(), evolve(line, mark=3)], SHEET)

    assert flow.pages == {1: 1}
    assert not flow.whole


SHEET = Sheet(upright=1_000, sideways=600)


def test_a_header_higher_than_its_margin_takes_room() -> None:
    section = ET.fromstring(  # noqa: S314 - a fixed text
        f'<s xmlns:w="{W[1:-1]}"><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1000" w:bottom="1000" w:left="1000"'
        ' w:right="1000" w:header="500" w:footer="500"/></s>'
    )
    header: Any = ET.fromstring(  # noqa: S314 - likewise
        f'<h xmlns:w="{W[1:-1]}"><w:p><w:pPr><w:spacing w:line="900" w:lineRule="exact"/></w:pPr></w:p></h>'
    )
    looks = Looks(ET.fromstring(f'<w:styles xmlns:w="{W[1:-1]}"/>'))  # noqa: S314 - likewise

    plain, tall = (sheet_of(section, looks, headers) for headers in ((), (header,)))

    assert plain == Sheet(upright=14_838, sideways=9_906)
    assert tall == Sheet(upright=14_438, sideways=9_506)
