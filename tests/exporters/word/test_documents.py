"""Word documents: whole, accessible, the same bytes, and safe whatever the template."""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import sys
import zipfile
from itertools import pairwise
from pathlib import Path
from runpy import run_path

import attrs
import docx
import pytest
from docx.oxml.ns import qn
from lxml import etree
from tests.building import everything_in
from tools.page_fill import reports

from socplan import InputFile, Report, TemplateError, build_report, render
from socplan.archives import unzip, zipped
from socplan.exporters.word import builtin_template
from socplan.labels.formats import untypeset
from socplan.report import (
    Column,
    ColumnKind,
    Fact,
    Figure,
    FigureKind,
    Items,
    Paragraph,
    ParagraphRole,
    Row,
    RowRole,
    Section,
    Table,
)
from socplan.testing import sample_dossier, texts_in

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OLOMOUC, UKAZKA, ZLIN = map(sample_dossier, ("olomouc", "ukazka", "zlin"))

REPORTS = {
    "monitoring of Olomouc": build_report("monitoring", OLOMOUC),
    "monitoring with all": build_report("monitoring", UKAZKA, audience="internal"),
    "monitoring in English": build_report("monitoring", UKAZKA, locale="en"),
    "plan of Zlín": build_report("plan", ZLIN),
    "plan with members": build_report("plan", UKAZKA, audience="internal"),
}
every_report = pytest.mark.parametrize("report", REPORTS.values(), ids=REPORTS)


def made(report: Report, template: InputFile | None = None) -> bytes:
    return render(report, "docx", template=template)[0].content


def members(content: bytes) -> dict[str, bytes]:
    return unzip("document", content)


def body(content: bytes) -> etree._Element:
    return etree.fromstring(members(content)["word/document.xml"])


def lines(content: bytes) -> list[str]:
    """The text of each paragraph, tables included."""
    tags = {qn("w:tab"): "\t", qn("w:br"): "\n"}
    return [
        "".join(tags.get(node.tag, node.text or "") for run in paragraph.iter(qn("w:r")) for node in run)
        for paragraph in body(content).iter(qn("w:p"))
    ]


def footnotes(content: bytes) -> list[str]:
    part = members(content).get("word/footnotes.xml")
    return [] if part is None else ["".join(each.itertext()) for each in etree.fromstring(part)]


# Whole


@every_report
def test_every_text_of_the_report_is_in_the_document(report: Report) -> None:
    content = made(report)
    shown = untypeset("\0".join([*lines(content), *footnotes(content)]))

    assert [text for text in texts_in(report) if untypeset(text) not in shown] == []


@every_report
def test_every_part_is_well_formed_and_no_tag_is_left(report: Report) -> None:
    for name, content in members(made(report)).items():
        if name.endswith((".xml", ".rels")):
            etree.fromstring(content)
            assert not re.search(rb"\{\{|\{%|%\}|\}\}", content), name


@every_report
def test_every_style_that_is_used_is_defined(report: Report) -> None:
    content = made(report)
    styles = etree.fromstring(members(content)["word/styles.xml"])
    known = {style.get(qn("w:styleId")) for style in styles.iter(qn("w:style"))}

    used = {
        node.get(qn("w:val")) for tag in ("w:pStyle", "w:rStyle", "w:tblStyle") for node in body(content).iter(qn(tag))
    }
    assert used <= known


def test_the_same_report_makes_the_same_bytes_in_any_process() -> None:
    program = (
        "import hashlib; from socplan import build_report, render; from socplan.testing import sample_dossier;"
        "report = build_report('monitoring', sample_dossier('ukazka'));"
        "print(hashlib.sha256(render(report, 'docx')[0].content).hexdigest())"
    )
    hashes = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone},
            check=True,
            capture_output=True,
        ).stdout
        for seed, zone in (("1", "UTC"), ("2", "Asia/Tokyo"))
    }

    assert len(hashes) == 1


HOSTILE = [
    "a < b & c",
    "{{ title }}",
    "{% endfor %}",
    "{_{ x }_}",
    "první\ndruhý\ttřetí",
    "]]>",
    "  kraje  ",
    "x" * 5000,
]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_text_is_the_same_in_title_header_facts_body_and_properties(text: str) -> None:
    report = attrs.evolve(
        REPORTS["plan of Zlín"],
        title=text,
        subtitle=text,
        facts=(Fact("authority", text, text), Fact("x", text, text)),
        parts=(Section(key="p", title=text, blocks=(Paragraph(text), Items((text,)))),),
    )
    content = made(report)

    assert sum(untypeset(line).count(untypeset(text)) for line in lines(content)) >= 8
    header = etree.fromstring(members(content)["word/header1.xml"])
    assert untypeset(re.sub(r"[\n\t]", "", text)) in untypeset(
        "".join(node.text or "" for node in header.iter(qn("w:t")))
    )
    assert docx.Document(io.BytesIO(content)).core_properties.title == (text if len(text) < 256 else text[:254] + "…")


# Accessible


@every_report
def test_the_document_says_its_title_language_and_author(report: Report) -> None:
    content = made(report)
    properties = docx.Document(io.BytesIO(content)).core_properties
    language = "cs-CZ" if report.locale == "cs" else "en-GB"

    assert properties.title == report.title
    assert properties.author == report.facts[0].value
    assert properties.language == language
    styles = etree.fromstring(members(content)["word/styles.xml"])
    assert styles.find(f"{qn('w:docDefaults')}//{qn('w:lang')}").get(qn("w:val")) == language


@every_report
def test_headings_are_real_and_leave_out_no_level(report: Report) -> None:
    styles = etree.fromstring(members(made(report))["word/styles.xml"])
    outline = {
        style.get(qn("w:styleId")): int(level.get(qn("w:val"))) + 1
        for style in styles.iter(qn("w:style"))
        if (level := style.find(f"{qn('w:pPr')}/{qn('w:outlineLvl')}")) is not None
    }
    levels = [
        outline[style.get(qn("w:val"))]
        for style in body(made(report)).iter(qn("w:pStyle"))
        if style.get(qn("w:val")) in outline
    ]

    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


@every_report
def test_tables_have_a_header_row_a_title_and_rows_that_do_not_split(report: Report) -> None:
    tables = list(body(made(report)).iter(qn("w:tbl")))

    assert tables
    for table in tables:
        rows = table.findall(qn("w:tr"))
        assert rows[0].find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
        assert all(row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None for row in rows)
        assert table.find(f"{qn('w:tblPr')}/{qn('w:tblCaption')}").get(qn("w:val")).strip()
        # Only the name of a group of rows goes over the whole table.
        assert all(len(row.findall(qn("w:tc"))) == 1 for row in rows if list(row.iter(qn("w:gridSpan"))))
        assert not list(table.iter(qn("w:vMerge")))
        assert len(table.find(qn("w:tblGrid"))) == len(rows[0].findall(qn("w:tc")))


@every_report
def test_no_cell_but_the_code_of_a_sum_is_empty_and_no_two_empty_paragraphs_follow_each_other(report: Report) -> None:
    for table in body(made(report)).iter(qn("w:tbl")):
        for row in table.iter(qn("w:tr")):
            texts = ["".join(node.text or "" for node in cell.iter(qn("w:t"))).strip() for cell in row.iter(qn("w:tc"))]
            assert all(texts if texts[0] or texts[1] not in {"Celkem", "Total"} else texts[1:])
    assert "\0\0\0" not in "\0".join(lines(made(report)))


def test_the_contents_list_names_every_chapter_and_follows_its_page() -> None:
    content = made(REPORTS["plan of Zlín"])
    anchors = {node.get(qn("w:name")) for node in body(content).iter(qn("w:bookmarkStart"))}
    links = list(body(content).iter(qn("w:hyperlink")))

    assert ["".join(node.text or "" for node in link.iter(qn("w:t"))) for link in links][:2] == [
        "Část B – Organizační zajištění procesu plánování sociálních služeb metodou komunitního plánování1",
        "B.1 Kdo plánuje2",
    ]
    # Nobody looks for the answer, which stands before the list, nor for the place to sign.
    named = [link.get(qn("w:anchor")) for link in links]
    headings = sorted(name for name in anchors if name.startswith("_Toc"))
    assert named == headings[1:-1]
    assert b"w:updateFields" in members(content)["word/settings.xml"]


def test_a_short_document_has_no_contents_list() -> None:
    assert b"PAGEREF" not in members(made(REPORTS["monitoring of Olomouc"]))["word/document.xml"]


# Looks


def test_unknown_is_a_word_and_totals_are_set_off() -> None:
    table = Table(
        key="t",
        title="Tabulka",
        columns=(Column("a", "A"), Column("b", "B", ColumnKind.COUNT)),
        rows=(Row(("x", None)), Row(("Celkem", 3), RowRole.TOTAL)),
    )
    figure = Figure(key="f", kind=FigureKind.BARS, alt="Co obrázek ukazuje", table=table)
    warning = Paragraph("Něco nesedí.", ParagraphRole.WARNING)
    report = attrs.evolve(
        REPORTS["plan of Zlín"], kind="other", parts=(Section(key="p", title="P", blocks=(figure, warning)),)
    )
    content = made(report)

    assert [line for line in lines(content) if line in ("x", "neuvedeno", "Celkem", "3")] == [
        "x",
        "neuvedeno",
        "Celkem",
        "3",
    ]
    assert b'<w:tblDescription w:val="Co obr\xc3\xa1zek ukazuje"/>' in members(content)["word/document.xml"]
    assert "Upozornění: Něco nesedí." in lines(content)


def test_every_numbered_list_begins_at_one() -> None:
    lists = (Items(("a", "b"), numbered=True), Items(("c",), numbered=True))
    report = attrs.evolve(REPORTS["plan of Zlín"], parts=(Section(key="p", title="P", blocks=lists),))
    content = made(report)

    used = [node.get(qn("w:val")) for node in body(content).iter(qn("w:numId"))]
    assert used[0] == used[1] != used[2]
    numbering = etree.fromstring(members(content)["word/numbering.xml"])
    starts = {num.get(qn("w:numId")): len(list(num.iter(qn("w:startOverride")))) for num in numbering.iter(qn("w:num"))}
    assert starts[used[0]] == starts[used[2]] == 1


def test_what_a_template_lacks_does_not_depend_on_the_documents_made_before() -> None:
    bare = docx.Document()
    for style in ("List Bullet", "List Number"):
        element = bare.styles[style].element
        element.getparent().remove(element)
    bare.add_paragraph("{{p body }}")
    buffer = io.BytesIO()
    bare.save(buffer)
    own = InputFile(name="own.docx", content=buffer.getvalue())
    bullets, numbers = Items(("a",)), Items(("b",), numbered=True)

    def of(*blocks: Items) -> Report:
        part = Section(key="p", title="P", blocks=blocks)
        return attrs.evolve(REPORTS["plan of Zlín"], parts=(part,), facts=(), footer=())

    def lists(report: Report) -> list[str]:
        content = render(report, "docx", template=own, trust_template=True)[0].content
        document = docx.Document(io.BytesIO(content))
        numbering = document.part.numbering_part.element
        found = []
        for paragraph in document.paragraphs:
            style = paragraph.style.element if paragraph.style else None
            number = paragraph._p.find(f".//{qn('w:numId')}")
            if number is None and style is not None:
                number = style.find(f".//{qn('w:numId')}")
            if number is not None:
                (used,) = [n for n in numbering.findall(qn("w:num")) if n.get(qn("w:numId")) == number.get(qn("w:val"))]
                abstract = used.find(qn("w:abstractNumId")).get(qn("w:val"))
                (definition,) = [
                    each
                    for each in numbering.findall(qn("w:abstractNum"))
                    if each.get(qn("w:abstractNumId")) == abstract
                ]
                found.append(str(definition.find(f".//{qn('w:numFmt')}").get(qn("w:val"))))
        return found

    assert lists(of(numbers, bullets)) == ["decimal", "bullet"]
    assert lists(of(numbers, numbers, bullets)) == ["decimal", "decimal", "bullet"]
    assert lists(of(numbers, bullets, numbers)) == ["decimal", "bullet", "decimal"]


def test_figures_are_never_broken_though_the_head_is_wide() -> None:
    columns = [Column(f"c{number}", "Nejdelšíslovonahlavě", ColumnKind.COUNT) for number in range(12)]
    row = Row(("Skupina", *(1_234_567,) * 12))
    table = Table(key="t", title="T", columns=(Column("s", "Skupina"), *columns), rows=(row,))
    content = made(attrs.evolve(REPORTS["plan of Zlín"], parts=(Section(key="p", title="P", blocks=(table,)),)))
    widths = [int(node.get(qn("w:w"))) for node in body(content).iter(qn("w:gridCol"))]

    # On a page turned sideways.
    assert 9070 < sum(widths) <= 14002
    assert min(widths[1:]) * 13 >= 14002


def test_a_kind_without_a_template_of_its_own_takes_the_generic_one() -> None:
    assert builtin_template("anything") == builtin_template("report")


# Templates of others


def template(text: str, **replaced: bytes) -> InputFile:
    """The generic template with one paragraph in place of its text."""
    parts = unzip("t", builtin_template("report").content)
    document = parts["word/document.xml"].decode()
    section = document[document.index("<w:sectPr>") :]
    start = document[: document.index("<w:p>")]
    parts["word/document.xml"] = f"{start}{text}{section}".encode()
    return InputFile(name="kraj.docx", content=zipped(parts | replaced))


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def mistakes(text: str, **replaced: bytes) -> str:
    """What is said of a template for an English report."""
    with pytest.raises(TemplateError) as caught:
        made(attrs.evolve(REPORTS["plan of Zlín"], locale="en"), template(text, **replaced))
    return str(caught.value)


def test_a_template_may_place_single_values_parts_and_rows() -> None:
    own = template(
        paragraph("Kraj: {{ fact.authority }}")
        + paragraph("{{p part.summary }}")
        + "<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w='4000'/></w:tblGrid>"
        + "<w:tr><w:tc><w:p><w:r><w:t>{%tr for row in table.overview.rows %}</w:t></w:r></w:p></w:tc></w:tr>"
        + f"<w:tr><w:tc>{paragraph('{{ row.group }}: {{ row.measures }}')}</w:tc></w:tr>"
        + "<w:tr><w:tc><w:p><w:r><w:t>{%tr endfor %}</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
        + paragraph("konec")
    )
    found = lines(made(REPORTS["plan of Zlín"], own))

    assert found[0] == "Kraj: Statutární město Zlín"
    assert "2 Senioři: 10" in found
    assert found[-1] == "konec"


def test_a_template_without_our_styles_is_lent_them() -> None:
    buffer = io.BytesIO()
    document = docx.Document()
    document.add_paragraph("{{p body }}")
    document.save(buffer)
    content = made(REPORTS["plan of Zlín"], InputFile(name="vlastni.docx", content=buffer.getvalue()))

    names = {style.name for style in docx.Document(io.BytesIO(content)).styles}
    assert {"Socplan Table", "Socplan Cell", "Socplan Lead"} <= names
    assert "Část C – Rozvoj služeb pro jednotlivé cílové skupiny" in lines(content)


def test_a_name_that_is_not_known_is_named_with_its_place_and_the_known_ones() -> None:
    message = mistakes(paragraph("dobře") + paragraph("Vážení, {{ titel }}"))

    assert message.startswith(
        "kraj.docx: /word/document.xml, paragraph 2 \"Vážení, {{ titel }}\": 'titel' is not known here."
    )
    assert "Known: audience, body, contents" in message


def test_a_mistake_in_the_header_is_named_there() -> None:
    header = unzip("t", builtin_template("report").content)["word/header1.xml"].replace(b"title", b"nothing.here")

    assert "/word/header1.xml" in mistakes(paragraph("x"), **{"word/header1.xml": header})


@pytest.mark.parametrize(
    "text",
    [
        "{{ title",
        "{% for x in facts %}",
        "{{ title|nofilter }}",
        "{{ part.nowhere }}",
        "{{ 1 / 0 }}",
        "{% include 'x' %}",
        "{{ title.__class__ }}",
        "{{ ''.__class__.__mro__ }}",
        "{{ cycler }}",
        "{{ lipsum() }}",
        "{{ 'x' * 1000000000 }}",
        "{{ 9 ** 9 }}",
        "{{ '{0.__class__}'.format(title) }}",
        "{{ facts.append(1) }}",
        "{{ title|attr('__class__') }}",
        "{{ title|safe }}",
    ],
)
def test_what_a_template_must_not_do_is_a_mistake_with_a_place(text: str) -> None:
    message = mistakes(paragraph(text))

    assert all("/word/document.xml" in line for line in message.split("\n"))


def test_what_would_lose_text_is_a_mistake() -> None:
    assert "write {{p body }}, not {{ body }}" in mistakes(paragraph("{{ body }}"))
    assert "the tag {{p body }} has to stand alone" in mistakes(paragraph("Text před {{p body }}"))


def test_a_part_that_no_report_has_is_named_with_those_that_there_are() -> None:
    message = mistakes(paragraph("{{p part.nowhere }}"))

    assert "no part is called nowhere. Known: " in message
    assert "summary" in message.partition("Known: ")[2]


def test_a_template_cannot_change_the_report() -> None:
    report = REPORTS["plan of Zlín"]
    before = everything_in(report)
    mistakes(paragraph("{{ facts.clear() }}"))

    assert everything_in(report) == before


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("word/vbaProject.bin", b"x", "must not hold macros"),
        (
            "word/_rels/settings.xml.rels",
            b'<Relationships><Relationship Type="x/template" Target="http://x" TargetMode="External"/></Relationships>',
            "refers to something outside",
        ),
        (
            "word/_rels/settings.xml.rels",
            b"<Relationships><Relationship Type='x/image' Target='http://x' TargetMode='External'/></Relationships>",
            "refers to something outside",
        ),
        (
            "word/comments.xml",
            f"<x xmlns:w='{W}'><w:instrText>ddeAu</w:instrText><w:instrText>to c x</w:instrText></x>".encode(),
            "the field DDEAUTO fetches",
        ),
        ("word/comments.xml", b"<x>", "this part of the file is damaged"),
        ("word/comments.xml", b"<!DOCTYPE x []><x/>", "document type declaration"),
    ],
)
def test_templates_that_reach_outside_are_refused(name: str, content: bytes, words: str) -> None:
    assert words in mistakes(paragraph("x"), **{name: content})


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"no archive",
        zipped({"a": b"b"}),
        zipped({"word/document.xml": b"<w>"}),
        builtin_template("plan").content[:3000],
    ],
    ids=["empty", "no archive", "another archive", "half a document", "cut off"],
)
def test_what_is_no_word_document_is_said_to_be_none(content: bytes) -> None:
    with pytest.raises(TemplateError, match=r"x\.docx: "):
        made(REPORTS["plan of Zlín"], InputFile(name="x.docx", content=content))


def test_the_name_of_a_field_in_the_text_is_no_field() -> None:
    assert "Projekt DDE" in lines(made(REPORTS["plan of Zlín"], template(paragraph("Projekt DDE"))))


def test_a_link_for_readers_is_no_link_to_the_outside() -> None:
    rels = unzip("t", builtin_template("report").content)["word/_rels/document.xml.rels"]
    kind = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
    link = b'<Relationship Id="rId99" Type="%s" Target="https://www.mpsv.cz" TargetMode="External"/>' % kind

    content = made(
        REPORTS["plan of Zlín"],
        template(
            paragraph("{{ title }}"),
            **{"word/_rels/document.xml.rels": rels.replace(b"</Relationships>", link + b"</Relationships>")},
        ),
    )
    assert untypeset(lines(content)[0]) == untypeset(REPORTS["plan of Zlín"].title)


# The templates themselves, and programs that open what we make


def test_words_are_hyphenated_in_paragraphs_and_not_in_cells() -> None:
    content = members(made(REPORTS["plan of Zlín"]))
    styles = docx.Document(io.BytesIO(made(REPORTS["plan of Zlín"]))).styles

    assert b"<w:autoHyphenation/>" in content["word/settings.xml"]
    assert styles["Socplan Cell"].element.pPr.find(qn("w:suppressAutoHyphens")) is not None
    assert styles["Body Text"].element.find(f".//{qn('w:suppressAutoHyphens')}") is None


def test_the_committed_templates_are_those_of_the_tool() -> None:
    word_templates = run_path(str(Path(__file__).parents[3] / "tools" / "word_templates.py"))

    made_now = word_templates["templates"]()
    assert {name: builtin_template(name.removesuffix(".docx")).content for name in made_now} == made_now


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The text of each report as LibreOffice shows it; the program is started once for all of them."""
    office = shutil.which("soffice")
    if office is None:
        assert "CI" not in os.environ, "CI has to have LibreOffice"
        pytest.skip("LibreOffice is not installed")
    folder = tmp_path_factory.mktemp("office")
    paths = {name: folder / f"{number}.docx" for number, name in enumerate(REPORTS)}
    for name, path in paths.items():
        path.write_bytes(made(REPORTS[name]))
    home = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    subprocess.run(
        [office, home, "--headless", "--convert-to", "odt", "--outdir", str(folder), *map(str, paths.values())],
        check=True,
        capture_output=True,
        timeout=240,
    )
    return {name: office_text(path.with_suffix(".odt")) for name, path in paths.items()}


def office_text(path: Path) -> str:
    with zipfile.ZipFile(path) as odt:
        content = etree.fromstring(odt.read("content.xml"))
    for gap in content.iter("{*}line-break"):
        gap.text = "\n"
    return re.sub(r"\s+", " ", " ".join("".join(node.itertext()) for node in content.iter("{*}p", "{*}h")))


@pytest.mark.office
@pytest.mark.parametrize("name", REPORTS)
def test_libreoffice_opens_it_and_shows_every_text(name: str, opened: dict[str, str]) -> None:
    texts = texts_in(REPORTS[name])

    assert [text for text in texts if re.sub(r"\s+", " ", text) not in untypeset(opened[name])] == []


def footers(content: bytes) -> list[str]:
    document = docx.Document(io.BytesIO(content))
    first = document.sections[0]
    both = (first.footer, first.first_page_footer) if first.different_first_page_header_footer else (first.footer,)
    return ["\n".join(paragraph.text for paragraph in footer.paragraphs) for footer in both]


def test_the_sentence_of_a_funder_stands_at_the_foot_of_every_page_once() -> None:
    sentence = "Tento projekt je spolufinancován Evropským sociálním fondem a Ministerstvem pro místní rozvoj."

    standing = footers(made(REPORTS["plan of Zlín"]))
    assert len(standing) == 2
    assert [foot.count(sentence) for foot in standing] == [1, 1]
    assert [foot.count(sentence) for foot in footers(made(build_report("plan", ZLIN, publicity=False)))] == [0, 0]
    assert all(foot.endswith("Strana 1 z 1") for foot in standing)


def test_a_template_without_a_footer_gets_it() -> None:
    bare = docx.Document()
    bare.add_paragraph("{{ title }}")
    buffer = io.BytesIO()
    bare.save(buffer)
    own = InputFile(name="own.docx", content=buffer.getvalue())

    (foot,) = footers(made(attrs.evolve(REPORTS["plan of Zlín"], footer=("A & B",)), own))
    assert foot.strip() == "A & B"


def test_a_figure_that_stands_alone_has_its_table_where_nothing_is_drawn() -> None:
    columns = (Column("a", "Skupina"), Column("b", "Splněno", ColumnKind.COUNT), Column("c", "Čeká", ColumnKind.COUNT))
    drawn = Table(
        key="t", title="Stav", columns=columns, rows=(Row(("Senioři", 3, 1)), Row(("Rodiny", 2, 2))), notes=("Pozn.",)
    )
    empty = attrs.evolve(drawn, rows=(Row(("Senioři", None, None)), Row(("Rodiny", None, None))))

    def shown(table: Table, *, alone: bool) -> list[str]:
        figure = Figure(key="f", kind=FigureKind.SHARES, alt="Co obrázek ukazuje", table=table, alone=alone)
        part = Section(key="p", title="P", blocks=(figure,))
        return lines(made(attrs.evolve(REPORTS["plan of Zlín"], kind="other", parts=(part,))))

    assert [shown(drawn, alone=alone).count("Senioři") for alone in (True, False)] == [0, 1]
    assert [shown(drawn, alone=alone).count("Pozn.") for alone in (True, False)] == [1, 1]
    assert shown(empty, alone=True).count("Senioři") == 1


@pytest.mark.parametrize("locale", ["cs", "en"])
def test_no_page_of_a_public_example_lies_on_its_side(locale: str) -> None:
    lying = [
        name
        for name, report in reports(locale)
        if b'w:orient="landscape"' in members(made(report))["word/document.xml"]
    ]

    assert lying == []
