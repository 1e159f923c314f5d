"""A template is looked over without a report: all mistakes in one run, each with place, tag and remedy."""

from __future__ import annotations

import io
import time

import docx
import pytest
from tests.exporters.word.hostile import OFFICE, TYPES, W, broken, cell, member, package, paragraph, split, table, typed

from socplan import InputFile, TemplateError, build_report, render
from socplan.archives import unzip
from socplan.exporters.word import builtin_template
from socplan.exporters.word.mistakes import Mistake, wording
from socplan.exporters.word.template import check_template
from socplan.exporters.word.vocabulary import Keys, Vocabulary
from socplan.labels.formats import untypeset
from socplan.report import RowRole, report_tables
from socplan.testing import sample_dossier

BROKEN = {name: (content, words) for name, content, words in broken()}
ZLIN = build_report("plan", sample_dossier("zlin"))
KNOWN = Vocabulary.of([ZLIN]).keys


@pytest.mark.parametrize("name", BROKEN)
def test_a_mistake_is_named_with_its_place_and_just_so_when_a_document_is_made(name: str) -> None:
    content, words = BROKEN[name]
    found = check_template("t.docx", content)

    assert any(words in str(mistake) for mistake in found), found
    assert all(mistake.part for mistake in found)
    with pytest.raises(TemplateError) as caught:
        render(ZLIN, "docx", template=InputFile(name="t.docx", content=content))
    # A Czech report has Czech messages.
    assert list(caught.value.mistakes) == [mistake.line(wording("cs")) for mistake in found]


@pytest.mark.parametrize("kind", ["plan", "report"])
def test_a_built_in_template_has_no_mistake_and_takes_below_a_second(kind: str) -> None:
    start = time.process_time()

    assert check_template("t.docx", builtin_template(kind).content, KNOWN) == ()
    assert time.process_time() - start < 1


GOOD = {
    "a loop over facts": "".join(
        map(paragraph, ("{%p for x in facts %}", "{{ x.label }}: {{ x.value }} {{ loop.index }}", "{%p endfor %}"))
    ),
    "a loop over rows": table(
        cell("{%tr for row in table.overview.rows %}"), cell("{{ row.group }}"), cell("{%tr endfor %}")
    ),
    "a loop in a line": paragraph("{% for key, each in part.items() %}{{ key }}{% else %}nic{% endfor %}"),
    "a condition": paragraph("{% if 'summary' in part and is_long %}a{% elif subtitle %}b{% else %}c{% endif %}"),
    "a name of its own": paragraph("{% set x = title %}") + paragraph("{{ x | upper }}"),
    "a macro": paragraph("{% macro m(a) %}{{ a }}{% endmacro %}{{ m(title) }}"),
    "tags split by Word": split("{", "{ ti", "tle ", "}", "}"),
    "typographic quotes": paragraph("{% if kind == “plan” %}{{ title }}{% endif %}"),
    "a key that is asked for": paragraph("{%p if 'nowhere' in part %}")
    + paragraph("{{p part.nowhere }}")
    + paragraph("{%p endif %}"),
    "our filters": paragraph("{{ 5 | cislo }} {{ 5 | procenta }} {{ 5 | mnozne('a', 'b', 'c') }}"),
    "braces that are no tags": paragraph("{ a } {{ title }}"),
}


@pytest.mark.parametrize("name", GOOD)
def test_what_is_right_is_no_mistake(name: str) -> None:
    content = package(GOOD[name])

    assert check_template("t.docx", content, KNOWN) == ()
    assert render(ZLIN, "docx", template=InputFile(name="t.docx", content=content))


def test_all_mistakes_come_in_one_run_each_with_part_paragraph_and_tag() -> None:
    header = member("word/header1.xml").replace(b"title", b"titel")
    found = check_template("t.docx", package(paragraph("x {{ a }}") + paragraph("{{ b"), {"word/header1.xml": header}))

    assert [(mistake.part, mistake.paragraph, mistake.tag) for mistake in found] == [
        ("word/document.xml", "x {{ a }}", "{{ a }}"),
        ("word/document.xml", "{{ b", "{{"),
        ("word/header1.xml", "{{ head.titel }}", "{{ head.titel }}"),
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{{p part.sumary }}", 'no part is called sumary. Did you mean "summary"?'),
        ("{{ fact.nowhere }}", "no fact is called nowhere"),
        ("{{ table.nowhere.title }}", "no table is called nowhere"),
        ("{{ word['pages'] }}", "no word is called pages"),
    ],
)
def test_a_key_that_no_report_of_the_kind_has_is_a_mistake(text: str, words: str) -> None:
    assert words in str(check_template("t.docx", package(paragraph(text)), KNOWN)[0])
    assert check_template("t.docx", package(paragraph(text))) == ()


SCHEMAS = b"http://schemas.openxmlformats.org"


@pytest.mark.parametrize("content", [b"", b"no archive", member("word/document.xml")])
def test_what_is_no_word_document_is_one_mistake(content: bytes) -> None:
    assert len(check_template("t.docx", content)) == 1


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old-word"),
        (
            package("", {"_rels/.rels": member("_rels/.rels").replace(SCHEMAS, b"http://purl.oclc.org/ooxml")}),
            "strict-word",
        ),
    ],
)
def test_what_word_has_saved_otherwise_is_named(content: bytes, code: str) -> None:
    assert [mistake.code for mistake in check_template("t.docx", content)] == [code]


def test_a_mistake_reads_as_a_sentence() -> None:
    mistake = Mistake(part="word/document.xml", paragraph="{{ x", code="macros")

    assert str(mistake) == '/word/document.xml, paragraph "{{ x": a template must not hold macros; save it as .docx.'
    assert str(Mistake(code="macros")) == "a template must not hold macros; save it as .docx."


@pytest.mark.parametrize("kind", ["footnote", "endnote"])
def test_tags_in_notes_are_filled_in_and_paragraphs_refused(kind: str) -> None:
    def noted(tag: str) -> bytes:
        part = f"word/{kind}s.xml"
        notes = f'<w:{kind}s xmlns:w="{W}"><w:{kind} w:id="5">{paragraph(tag)}</w:{kind}></w:{kind}s>'
        types = typed((f"/{part}", f"{OFFICE}wordprocessingml.{kind}s+xml"))
        return package("", {part: notes.encode(), TYPES: types})

    assert check_template("t.docx", noted("{{ title }}"), KNOWN) == ()
    made = unzip("t", render(ZLIN, "docx", template=InputFile(name="t.docx", content=noted("{{ title }}")))[0].content)
    text = made[f"word/{kind}s.xml"].decode()
    assert "{{" not in text
    assert ZLIN.title in untypeset(text)
    assert [mistake.code for mistake in check_template("t.docx", noted("{{p body }}"))] == ["block-in-note"]


def test_a_message_has_no_hard_spaces() -> None:
    mistake = Mistake(
        code="filter-failed", values={"name": "tisice", "plugin": "kraj", "error": "x"}, part="word/a.xml"
    )

    assert "filtr tisice z doplňku kraj selhal" in mistake.message(wording("cs"))
    assert "filtr tisice z doplňku kraj selhal" in mistake.line(wording("cs"))


MONITORING = build_report("monitoring", sample_dossier("ukazka"))
ROWS = Vocabulary.of([MONITORING], ["naplneno"]).keys


def looped(tag: str, through: str = "table.by_group.rows") -> bytes:
    """A template with a loop of rows around a tag."""
    return package(table(cell("{%tr for radek in " + through + " %}"), cell(tag), cell("{%tr endfor %}")))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (looped("{{ radek.totl }}"), 'radek has no totl. Did you mean "total"?'),
        (looped("{{ radek.totl }}", "table.by_group.rows | sort(attribute='total')"), "radek has no totl"),
        (looped("{{ radek.titel }}", "table.by_group.columns"), "radek has no titel"),
        (looped("{{ radek.lable }}", "facts"), 'radek has no lable. Did you mean "label"?'),
        (looped("x", "table.by_group.rws"), 'table.by_group has no rws. Did you mean "rows"?'),
        (package(paragraph("{{ table.by_group | money }}")), "the filter money takes one value"),
        (package(paragraph("{{ body | upper }}")), "body is paragraphs and tables"),
        (package(paragraph("{{ logo | upper }}")), "logo is a picture"),
        (package(paragraph("{{ logo.x }}")), "logo has no x; take .x away"),
        (package(paragraph("{{ title.text }}")), "title has no text; take .text away"),
        (package(paragraph("{{p logo }}")), "logo is a picture that stands in a line; write {{ logo }}"),
        (package(paragraph("{{p head.title }}")), "head.title is a text"),
        (package(paragraph("{{ head }}")), "head holds several values"),
        (package(paragraph("{{ table.by_group.rows }}")), "several values"),
    ],
)
def test_what_a_tag_takes_for_something_else_is_a_mistake_with_the_nearest_key(content: bytes, words: str) -> None:
    assert [words in str(mistake) for mistake in check_template("t.docx", content, ROWS)] == [True]
    with pytest.raises(TemplateError):
        render(MONITORING, "docx", template=InputFile(name="t.docx", content=content))


@pytest.mark.parametrize(
    "content",
    [
        looped("{{ radek.total }}{{ radek.row_role }}"),
        looped("{{ radek.status_nikdy }}"),
        looped("{% if 'dalsi' in radek %}{{ radek.dalsi }}{% endif %}"),
        looped("{% if radek.dalsi is defined %}{{ radek.dalsi }}{% endif %}{{ radek.dalsi | default('–') }}"),
        looped("{% set radek = title %}{{ radek }}"),
        looped("{{ radek.status }}", "table['measures_of_jina_cil-9'].rows"),
        package(paragraph("{{ title.upper() }}{{ logo }}{{ head.day }}{{ fact.x | default('') }}")),
        package(paragraph("{% if table.x is defined %}{{ table.x.title }}{% endif %}")),
    ],
)
def test_what_another_dossier_may_have_is_no_mistake(content: bytes) -> None:
    assert check_template("t.docx", content, ROWS) == ()


def test_rows_are_chosen_by_their_role() -> None:
    chosen = "".join(
        f"<w:tr>{row}</w:tr>"
        for row in (
            cell("{%tr for radek in table.by_group.rows %}"),
            cell("{%tr if radek.row_role == 'body' %}"),
            cell("{{ radek.subject }}"),
            cell("{%tr endif %}"),
            cell("{%tr endfor %}"),
        )
    )
    content = package(f"<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w='4000'/></w:tblGrid>{chosen}</w:tbl>")
    assert check_template("t.docx", content, ROWS) == ()
    made = render(MONITORING, "docx", template=InputFile(name="t.docx", content=content))[0].content
    document = docx.Document(io.BytesIO(made))

    by_group = next(each for each in report_tables(MONITORING) if each.key == "by_group")
    wanted = [str(row.cells[0]) for row in by_group.rows if row.role is RowRole.BODY]
    assert [row.cells[0].text.replace("\N{NO-BREAK SPACE}", " ") for row in document.tables[0].rows] == wanted
    assert len(by_group.rows) > len(wanted)


def test_days_compare_and_have_their_parts() -> None:
    report = build_report("organisation", sample_dossier("ukazka"))
    asked = "{{ fact.day.year }} {% if fact.day == head.day and fact.day.month < 13 %}ano{% endif %}"
    template = InputFile(name="t.docx", content=package(paragraph(asked)))
    document = docx.Document(io.BytesIO(render(report, "docx", template=template)[0].content))

    assert document.paragraphs[0].text.replace("\N{NO-BREAK SPACE}", " ") == "2026 ano"


VOLUME = Keys.of_volume({"plan": KNOWN, "monitoring": ROWS})


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (looped("{{ radek.totl }}", "table.monitoring.by_group.rows"), "radek has no totl"),
        (looped("{{ radek.total }}", "table.monitoring.by_grop.rows"), 'no by_grop. Did you mean "by_group"?'),
        (looped("{{ radek.total }}", "table.monitoring_2.by_group.lines"), "table.monitoring_2.by_group has no lines"),
        (looped("{{ radek.total }}", "table.monitring.by_group"), "table.monitring has no by_group"),
        (package(paragraph("{{p part.summary }}")), "no part is called summary"),
    ],
)
def test_a_template_for_volumes_names_chapters(content: bytes, words: str) -> None:
    assert any(words in str(mistake) for mistake in check_template("t.docx", content, VOLUME))


@pytest.mark.parametrize(
    "content",
    [
        looped("{{ radek.total }}", "table.monitoring.by_group.rows"),
        looped("{{ radek.total }}", "table.monitoring_2.by_group.rows"),
        looped("{{ radek.total }}"),
        package(paragraph("{{p part.monitoring }}") + paragraph("{{p part.plan_2 }}")),
    ],
)
def test_what_a_volume_may_have_is_no_mistake(content: bytes) -> None:
    assert check_template("t.docx", content, VOLUME) == ()
