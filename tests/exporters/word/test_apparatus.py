"""What stands around the text of a document: numbers, references, notes, pictures, heads, signatures."""

from __future__ import annotations

import io
import re
import struct
import zlib
from datetime import date

import attrs
import docx
import pytest
from docx.oxml.ns import qn
from hypothesis import given, strategies as st
from lxml import etree
from tests.exporters.word.hostile import package, paragraph

from socplan import InputFile, OptionError, Report, TemplateError, build_report, compose, render
from socplan.archives import unzip
from socplan.exporters.word.captions import Caption, CaptionKind, Captions
from socplan.exporters.word.contents import entry_is_kept
from socplan.model import PartialDate
from socplan.report import (
    NA,
    Block,
    CellNote,
    Column,
    Fact,
    Figure,
    FigureKind,
    Items,
    Mark,
    MarkKind,
    Paragraph,
    Picture,
    ResolutionText,
    RichText,
    Row,
    RunningHead,
    Section,
    Signature,
    Signatures,
    Table,
    referring,
)
from socplan.report.pictures import picture_problem
from socplan.testing import sample_dossier

WORDS = build_report("plan", sample_dossier("zlin")).words
TAGS = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:instrText"): ""}


def png(width: int = 40, height: int = 20) -> bytes:
    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    points = zlib.compress((b"\0" + b"\x20\x50\x70" * width) * height)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", points) + chunk(b"IEND", b"")


def table(key: str, *, captioned: bool = True, noted: bool = False) -> Table:
    row = Row(("Skupina", "x"), notes=(CellNote("b", "jen odhad"),)) if noted else Row(("Skupina", "x"))
    return Table(
        key=key, title=f"O {key}", columns=(Column("a", "A"), Column("b", "B")), rows=(row,), captioned=captioned
    )


def report(*blocks: Block, head: RunningHead | None = None) -> Report:
    part = Section(key="p", title="Část", blocks=blocks)
    return Report(kind="x", locale="cs", audience="public", title="Zpráva", parts=(part,), head=head, words=WORDS)


def made(of: Report, template: bytes | None = None, **options: object) -> dict[str, bytes]:
    if template is not None:
        options |= {"template": InputFile(name="t.docx", content=template), "trust_template": True}
    (file,) = render(of, "docx", **options)
    return unzip("x", file.content)


def lines(members: dict[str, bytes], part: str = "word/document.xml") -> list[str]:
    tree = etree.fromstring(members[part])
    return [
        "".join(TAGS.get(node.tag, node.text or "") for run in each.iter(qn("w:r")) for node in run).replace(
            "\xa0", " "
        )
        for each in tree.iter(qn("w:p"))
    ]


def fields(members: dict[str, bytes]) -> list[str]:
    return [
        (node.text or "").strip() for node in etree.fromstring(members["word/document.xml"]).iter(qn("w:instrText"))
    ]


# Captions and references


def test_tables_and_figures_are_numbered_apart_by_fields() -> None:
    drawn = Figure(key="tree", kind=FigureKind.TREE, alt="jedna", table=table("c"))
    members = made(report(table("a"), drawn, table("plain", captioned=False), table("b")))

    assert [line for line in lines(members) if ": O " in line] == ["Tabulka 1: O a", "Obrázek 1: O c", "Tabulka 2: O b"]
    assert [field for field in fields(members) if field.startswith("SEQ")] == [
        "SEQ Tabulka \\* ARABIC",
        "SEQ Obrázek \\* ARABIC",
        "SEQ Tabulka \\* ARABIC",
    ]


def test_a_figure_that_cannot_be_drawn_is_a_table() -> None:
    empty = Figure(key="bars", kind=FigureKind.BARS, alt="nic", table=table("c"))

    assert "Tabulka 1: O c" in lines(made(report(empty)))


def test_a_reference_is_a_field_with_the_number_and_leads_to_the_caption() -> None:
    sentence = referring("Víc říká O b.", ("O b", "b"))
    members = made(report(Paragraph(sentence), table("a"), table("b")))
    (field,) = [field for field in fields(members) if field.startswith("REF")]
    bookmark = field.split()[1]

    assert "Víc říká Tabulka 2." in lines(members)
    named = {
        node.get(qn("w:name")): node
        for node in etree.fromstring(members["word/document.xml"]).iter(qn("w:bookmarkStart"))
    }
    caption = named[bookmark].getparent()
    assert "".join(node.text or "" for node in caption.iter(qn("w:t"))).replace("\xa0", " ") == "Tabulka 2: O b"


def test_behind_the_word_for_a_table_stands_its_number_in_whatever_case() -> None:
    drawn = Figure(key="tree", kind=FigureKind.TREE, alt="jedna", table=table("c"))
    sentence = referring("Podíly viz tabulku O b a obrázek O c.", ("O b", "b"), ("O c", "tree"), kind=MarkKind.NUMBER)
    members = made(report(Paragraph(sentence), table("a"), table("b"), drawn))
    document = etree.fromstring(members["word/document.xml"])
    named = {node.get(qn("w:name")) for node in document.iter(qn("w:bookmarkStart"))}

    assert "Podíly viz tabulku 2 a obrázek 1." in lines(members)
    assert "tabulku\xa0" in members["word/document.xml"].decode()
    referred = [field.split()[1] for field in fields(members) if field.startswith("REF")]
    assert len(referred) == 2
    assert {*referred} <= named
    assert "Podíly viz tabulku O b a obrázek O c." in lines(made(report(Paragraph(sentence))))


def test_a_reference_to_what_has_no_number_is_the_name() -> None:
    sentence = referring("Víc říká O b.", ("O b", "b"))

    assert "Víc říká O b." in lines(made(report(Paragraph(sentence), table("b", captioned=False))))
    assert "Víc říká O b." in lines(made(report(Paragraph(sentence))))


def test_in_a_volume_a_reference_means_the_table_of_its_own_chapter() -> None:
    sentence = referring("Víc říká O a.", ("O a", "a"))
    chapters = [attrs.evolve(report(table("a"), Paragraph(sentence)), title=title) for title in ("První", "Druhá")]
    shown = lines(made(compose(chapters, title="Svazek")))

    assert [line for line in shown if line.startswith("Víc")] == ["Víc říká Tabulka 1.", "Víc říká Tabulka 2."]


def test_the_captions_of_a_template_count_before_ours() -> None:
    own = '<w:p><w:fldSimple w:instr=" SEQ Tabulka \\* ARABIC "><w:r><w:t>1</w:t></w:r></w:fldSimple></w:p>'

    assert "Tabulka 2: O a" in lines(made(report(table("a")), package(own + paragraph("{{p body }}"))))


def test_lists_of_tables_and_figures_are_placed_by_a_template() -> None:
    drawn = Figure(key="tree", kind=FigureKind.TREE, alt="jedna", table=table("c"))
    text = "".join(map(paragraph, ("{{p body }}", "{{p tables }}", "{{p figures }}")))
    shown = lines(made(report(table("a"), drawn), package(text)))

    assert shown[shown.index("Seznam tabulek") :] == [
        "Seznam tabulek",
        "Tabulka 1: O a\t1",
        "Seznam obrázků",
        "Obrázek 1: O c\t1",
    ]


def test_a_long_document_has_a_cover_a_very_long_one_has_lists_and_a_short_one_has_neither() -> None:
    short, long, very_long = (
        made(report(*(table(f"t{number}") for number in range(count)))) for count in (1, 120, 240)
    )

    assert [b"SocplanPageBreak" in each["word/document.xml"] for each in (short, long, very_long)] == [
        False,
        True,
        True,
    ]
    assert ["Seznam tabulek" in lines(each) for each in (short, long, very_long)] == [False, False, True]


@pytest.mark.parametrize(("count", "whole"), [(36, True), (37, False)])
def test_a_list_of_contents_that_finds_room_on_a_page_stands_on_one(count: int, whole: bool) -> None:
    assert all(entry_is_kept(number, count) for number in range(1, count)) == whole
    assert not entry_is_kept(count, count)


KINDS = st.lists(st.sampled_from(CaptionKind), max_size=6)


@given(st.lists(KINDS, max_size=5))
def test_numbers_go_on_over_places_without_a_gap(places: list[list[CaptionKind]]) -> None:
    all_captions = [
        [Caption(kind, (f"{place}-{number}",), "t") for number, kind in enumerate(kinds)]
        for place, kinds in enumerate(places)
    ]
    captions = Captions(WORDS, all_captions)

    for kind in CaptionKind:
        shown = [int(re.findall(r"\d+", text)[0]) for text, _ in captions.entries(kind)]
        assert shown == list(range(1, len(shown) + 1))


# Notes on cells


def test_a_note_on_a_cell_is_a_footnote() -> None:
    members = made(report(table("a", noted=True), table("b", noted=True)))

    assert [line for line in lines(members, "word/footnotes.xml") if line] == [" jen odhad", " jen odhad"]
    references = etree.fromstring(members["word/document.xml"]).iter(qn("w:footnoteReference"))
    assert [node.get(qn("w:id")) for node in references] == ["1", "2"]
    assert docx.Document(io.BytesIO(render(report(table("a", noted=True)), "docx")[0].content)) is not None


def test_a_document_without_notes_has_no_footnotes() -> None:
    assert "word/footnotes.xml" not in made(report(table("a")))


# Marked texts


def test_marks_are_styles_and_links_are_fields() -> None:
    text = RichText(
        "tučně, kurzívou, web",
        (
            Mark(0, 5, MarkKind.STRONG),
            Mark(7, 15, MarkKind.EMPHASIS),
            Mark(17, 20, MarkKind.LINK, "https://a.cz/?b=1&c=2"),
        ),
    )
    members = made(report(Paragraph(text), Items((text,))))
    runs = etree.fromstring(members["word/document.xml"]).iter(qn("w:r"))
    looks = {"".join(run.itertext()): style.get(qn("w:val")) for run in runs for style in run.iter(qn("w:rStyle"))}

    assert (looks["tučně"], looks["kurzívou"], looks["web"]) == ("Strong", "Emphasis", "Hyperlink")
    assert fields(members).count('HYPERLINK "https://a.cz/?b=1&c=2"') == 2


# Pictures


def test_a_picture_is_in_the_package_once_with_its_description() -> None:
    blocks = [Picture(key=key, title=f"Mapa {key}", alt="Mapa území", content=png()) for key in "ab"]
    members = made(report(*blocks))
    names = [name for name in members if name.startswith("word/media/")]

    assert [members[name] for name in names] == [png()]
    assert [line for line in lines(members) if line.startswith("Obrázek")] == ["Obrázek 1: Mapa a", "Obrázek 2: Mapa b"]
    assert members["word/document.xml"].decode().count('descr="Mapa území"') == 2
    assert b'Extension="png"' in members["[Content_Types].xml"]


def test_a_large_picture_is_made_to_fit() -> None:
    members = made(report(Picture(key="a", title="A", alt="a", content=png(4_000, 1_000))))
    (extent,) = etree.fromstring(members["word/document.xml"]).iter("{*}extent")
    width, height = int(extent.get("cx")), int(extent.get("cy"))

    assert width <= 9_070 * 635
    assert abs(width / height - 4) < 0.01


JPEG = (
    b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x01\x00H\x00H\x00\x00\xff\xc0\x00\x11\x08\x00\x10\x00\x20\x03"
    + b"\0" * 9
    + b"\xff\xd9"
)


@pytest.mark.parametrize("content", [png(), JPEG])
def test_a_whole_png_or_jpeg_is_a_picture(content: bytes) -> None:
    assert picture_problem(content) is None


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "neither PNG nor JPEG"),
        (b"GIF89a", "neither PNG nor JPEG"),
        (b"<svg/>", "neither PNG nor JPEG"),
        (png()[:-4], "not whole"),
        (png()[:20], "not whole"),
        (JPEG[:-1], "not whole"),
        (png(30_000, 1), "make it smaller"),
        (png() + b"\0" * 10_000_001, "save the picture smaller"),
    ],
)
def test_what_no_document_can_hold_is_refused_with_a_remedy(content: bytes, problem: str) -> None:
    with pytest.raises(ValueError, match=problem):
        Picture(key="a", title="A", alt="a", content=content)
    with pytest.raises(OptionError, match=f"option logo: znak.png: .*{problem}"):
        render(report(), "docx", logo=InputFile(name="znak.png", content=content))


def test_the_logo_stands_in_the_document_and_in_a_header_of_a_template() -> None:
    logo = InputFile(name="znak.png", content=png())
    header = (
        b'<w:hdr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        + paragraph("{{ logo }}{{ map }}").encode()
        + b"</w:hdr>"
    )
    members = made(report(), package(paragraph("{{p body }}"), {"word/header1.xml": header}), logo=logo)

    assert b"<pic:pic" in members["word/header1.xml"]
    assert b"media/" in members["word/_rels/header1.xml.rels"]
    assert b"<pic:pic" in made(report(), logo=logo)["word/document.xml"]
    assert b"<pic:pic" not in made(report())["word/document.xml"]


@pytest.mark.parametrize("tag", ["{{ logo | upper }}", "{{ logo ~ 'x' }}"])
def test_a_picture_is_no_text(tag: str) -> None:
    with pytest.raises(TemplateError, match="logo"):
        made(report(), package(paragraph(tag)), logo=InputFile(name="znak.png", content=png()))


# Heads, resolutions, signatures


def test_the_head_of_pages_says_whose_document_of_which_day_it_is() -> None:
    head = RunningHead(
        authority="Město Vzorov", title="Zpráva 2025", version="návrh", day=Fact("day", "Stav", date(2026, 1, 31))
    )

    assert lines(made(report(head=head)), "word/header1.xml") == [
        "Město Vzorov\tnávrh · stav 31. 1. 2026",
        "Zpráva 2025",
    ]
    assert lines(made(report()), "word/header1.xml") == ["Zpráva"]


def test_a_resolution_says_body_and_points_and_only_several_points_are_numbered() -> None:
    one = ResolutionText(body="Rada", points=("schvaluje plán",), number="R/1/2026", day=PartialDate(2026, 3, 2))
    two = ResolutionText(body="Rada", points=("schvaluje plán", "ukládá odboru zveřejnit jej"))

    assert lines(made(report(one)))[-3:] == ["Usnesení č. R/1/2026, 2. 3. 2026", "Rada", "schvaluje plán"]
    assert made(report(two))["word/document.xml"].count(b"<w:numPr>") == 2
    assert made(report(one))["word/document.xml"].count(b"<w:numPr>") == 0


def test_a_draft_has_blanks_for_number_day_and_votes_and_what_was_passed_has_none() -> None:
    draft = ResolutionText(body="Rada", points=("schvaluje plán",))
    head, *_, votes = lines(made(report(draft)))[-4:]

    assert [text.split("…")[0] for text in (head, votes)] == ["Usnesení č. ", "Hlasování: pro "]
    assert votes.count("…" * 6) == 3
    for passed in ({"number": "R/1/2026"}, {"day": PartialDate(2026, 3, 2)}):
        assert "…" not in "".join(lines(made(report(attrs.evolve(draft, **passed)))))


@pytest.mark.parametrize("names", [("starosta",), ("starosta", "tajemnice")])
def test_no_day_is_filled_in_below_an_approval_that_has_its_day(names: tuple[str, ...]) -> None:
    signed = Signatures(tuple(map(Signature, names)), dated=False)
    shown = lines(made(report(signed)))[-2 * len(names) :]

    assert [text.strip("\t") for text in shown[1::2]] == list(names)
    assert not any(text.strip("…\t") for text in shown[::2])


def test_who_signs_stands_below_a_line() -> None:
    shown = lines(made(report(Signatures((Signature("starosta", "Jan Vzor"), Signature("tajemnice")), "Ve Vzorově"))))
    texts = [line for line in shown if line.strip("…")]

    assert texts[-4].startswith("Ve Vzorově dne …")
    assert texts[-3:] == ["Jan Vzor", "starosta", "tajemnice"]
    assert sum(line.strip("…") == "" and bool(line) for line in shown) == 2


def test_the_options_of_every_kind_give_head_and_signatures() -> None:
    built = build_report(
        "plan",
        sample_dossier("zlin"),
        short_title="Plán",
        version="návrh",
        signatures="Jan Vzor | starosta; tajemnice",
        signed_at="Ve Vzorově",
    )

    assert built.head is not None
    assert (built.head.title, built.head.version) == ("Plán", "návrh")
    part = built.part("signatures")
    assert part is not None
    assert part.blocks[-1:] == (Signatures((Signature("starosta", "Jan Vzor"), Signature("tajemnice")), "Ve Vzorově"),)


def test_the_name_of_a_group_of_rows_goes_over_the_whole_table() -> None:
    rows = (Row(("Cíl", NA), key="a"), Row(("Opatření", "Úkol"), key="b", above="a"))
    text = made(report(attrs.evolve(table("a"), rows=rows)))["word/document.xml"].decode()

    assert text.count('<w:gridSpan w:val="2"/>') == 1
    assert ">–<" not in text


def test_what_stands_above_a_signature_stays_with_it() -> None:
    blocks: tuple[Block, ...] = (
        *(Paragraph(f"Řádek {n}" * 40) for n in range(5)),
        Signatures((Signature("starosta"),)),
    )
    text = made(report(*blocks))["word/document.xml"].decode()

    assert all("<w:keepNext/>" in piece for piece in text.split("</w:p>") if "Řádek" in piece)


@pytest.mark.parametrize("points", [("Řádek 1",), ("Řádek 1", "Řádek 2")])
def test_a_resolution_stays_with_the_section_in_which_it_is_signed(points: tuple[str, ...]) -> None:
    signed = Section(key="signatures", title="Podpisy", blocks=(Signatures((Signature("starosta"),)),))

    def kept(*more: Block) -> set[bool]:
        passed = ResolutionText(body="Rada", points=points, number="R/1")
        text = made(report(passed, *more))["word/document.xml"].decode()
        return {"<w:keepNext/>" in piece for piece in text.split("</w:p>") if "Řádek" in piece}

    assert (kept(signed), kept()) == ({True}, {False})


def test_a_single_line_stands_beside_place_and_day() -> None:
    shown = lines(made(report(Signatures((Signature("starosta", "Jan Vzor"),), "Ve Vzorově"))))

    assert shown[-3].startswith("Ve Vzorově dne …")
    assert shown[-3].endswith("…" * 22)
    assert [line.strip() for line in shown[-2:]] == ["Jan Vzor", "starosta"]


@pytest.mark.parametrize("last", [Paragraph("Řádek"), Items(("Řádek",)), attrs.evolve(table("a"), notes=("Řádek",))])
def test_what_stands_before_the_section_of_signatures_stays_with_it(last: Block) -> None:
    signed = Section(key="signatures", title="Podpisy", blocks=(Signatures((Signature("starosta"),)),))

    def kept(*more: Block) -> set[bool]:
        text = made(report(last, *more))["word/document.xml"].decode()
        return {"<w:keepNext/>" in piece for piece in text.split("</w:p>") if "Řádek" in piece}

    assert kept() == {False}
    assert kept(signed) == {not isinstance(last, Items)}
    assert kept(ResolutionText(body="Rada", points=("schvaluje plán",)), signed) == {not isinstance(last, Items)}


def test_a_table_without_rows_may_stand_before_signatures() -> None:
    empty = attrs.evolve(table("a"), rows=())

    assert lines(made(report(empty, Signatures((Signature("starosta"),)))))[-1].strip() == "starosta"


def test_the_notes_of_a_table_stay_together() -> None:
    noted = attrs.evolve(table("a"), notes=("Poznámka 1", "Poznámka 2", "Poznámka 3"))
    text = made(report(noted, Paragraph("Řádek")))["word/document.xml"].decode()

    assert ["<w:keepNext/>" in piece for piece in text.split("</w:p>") if "Poznámka" in piece] == [True, True, False]


@pytest.mark.parametrize(("text", "kept"), [("Chybějí tyto Řádky:", True), ("Chybějí tyto Řádky.", False)])
def test_a_sentence_that_announces_a_list_stays_with_it(text: str, *, kept: bool) -> None:
    made_of = made(report(Paragraph("Text."), Paragraph(text), Items(("a", "b"))))["word/document.xml"].decode()

    assert ["<w:keepNext/>" in piece for piece in made_of.split("</w:p>") if "Řádky" in piece] == [kept]


def test_a_place_is_printed_where_no_day_is_asked_for() -> None:
    signed = Signatures((Signature("starosta", "Jan Vzor"),), "Ve Vzorově", dated=False)
    shown = " ".join(lines(made(report(signed))))

    assert "Ve Vzorově" in shown
    assert "dne" not in shown
