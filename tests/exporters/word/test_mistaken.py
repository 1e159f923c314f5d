"""Templates as clerks mistype them: the check finds each without a dossier, and a document is refused just so."""

from __future__ import annotations

import pytest
from attrs import evolve
from lxml import etree
from tests.exporters.word.hostile import package, paragraph
from tests.exporters.word.mistaken import mistaken, unusual

from socplan import InputFile, TemplateError, build_report, compose, render
from socplan.archives import unzip, zipped
from socplan.exporters.word.annotating import annotated
from socplan.exporters.word.mistakes import MistakesError, wording
from socplan.exporters.word.template import check_template
from socplan.exporters.word.vocabulary import HARMLESS_FILTERS, Keys, Vocabulary
from socplan.report import Report
from socplan.testing import sample_dossier

MONITORING = build_report("monitoring", sample_dossier("ukazka"))
KNOWN = Vocabulary.of([MONITORING]).keys
MISTAKEN = {name: (content, words) for name, content, words in mistaken()}
UNUSUAL = {name: (content, shown) for name, content, shown in unusual()}


def made(content: bytes) -> bytes:
    return render(MONITORING, "docx", template=InputFile(name="t.docx", content=content))[0].content


@pytest.mark.parametrize("name", MISTAKEN)
def test_the_check_says_what_helps_and_no_document_is_made(name: str) -> None:
    content, words = MISTAKEN[name]
    mistakes = check_template("t.docx", content, KNOWN)

    assert any(words in str(mistake) for mistake in mistakes), mistakes
    # What follows from a mistake is not told beside it.
    assert len({mistake.code for mistake in mistakes}) == 1
    with pytest.raises(TemplateError) as caught:
        made(content)
    checked = [
        mistake.line(wording("cs")) for mistake in check_template("t.docx", content, Keys.stored()["monitoring"])
    ]
    assert list(caught.value.mistakes) == checked


def test_every_unknown_key_is_told_where_a_document_stops_at_the_first() -> None:
    texts = (
        "{{ fact.authorty }}",
        "{{p part.sumary }}",
        "{{ table.by_goup.title }}",
        "{{ word.pagee }}",
        "{{ titel }}",
    )
    for tags in (texts[:-1], texts):
        content = package("".join(map(paragraph, tags)))
        with pytest.raises(TemplateError) as caught:
            made(content)
        assert [mistake.count(tag) for mistake, tag in zip(caught.value.mistakes, tags, strict=True)] == [1] * len(tags)


@pytest.mark.parametrize("report", [evolve(MONITORING, kind="by-hand"), compose([MONITORING], title="Svazek")])
def test_a_kind_that_is_not_stored_and_a_volume_tell_every_mistake_too(report: Report) -> None:
    tags = ("{{ fact.authorty }}", "{{p part.sumary }}", "{{ word.pagee }}", "{{ titel }}")
    content = package("".join(map(paragraph, tags)))

    with pytest.raises(TemplateError) as caught:
        render(report, "docx", template=InputFile(name="t.docx", content=content))
    assert [mistake.count(tag) for mistake, tag in zip(caught.value.mistakes, tags, strict=True)] == [1] * len(tags)


def test_a_long_paragraph_is_shown_around_the_tag_and_two_alike_are_told_apart() -> None:
    content = package(paragraph("slovo " * 100 + "{{ titel }}" + " slovo" * 100) * 2)
    lines = [mistake.line(wording("cs")) for mistake in check_template("t.docx", content)]

    assert [line.partition(" „")[0] for line in lines] == [f"/word/document.xml, odstavec {n}" for n in (1, 2)]
    assert all("slovo {{ titel }} slovo" in line and line.count("…") == 2 for line in lines)
    assert all(len(line) < 500 for line in lines)


def test_a_file_that_cannot_be_opened_gets_no_copy_and_no_second_reason() -> None:
    content = zipped(unzip("t", package(paragraph("{{ title }}"))) | {"word/document.xml": b"<w:doc"})
    mistakes = check_template("t.docx", content)

    with pytest.raises(MistakesError) as caught:
        annotated("t.docx", content, mistakes, wording("en"))
    assert [mistake.code for mistake in (*mistakes, *caught.value.mistakes)] == ["damaged", "no-copy"]


@pytest.mark.parametrize("kind", ["footnote", "endnote", "comment"])
def test_a_reference_to_a_note_that_is_not_there_is_refused(kind: str) -> None:
    content = package(f'{paragraph("{{ title }}")}<w:p><w:r><w:{kind}Reference w:id="5"/></w:r></w:p>')

    assert [mistake.code for mistake in check_template("t.docx", content)] == [f"no-{kind}"]
    with pytest.raises(TemplateError):
        made(content)


@pytest.mark.parametrize("name", UNUSUAL)
def test_what_is_unusual_and_right_makes_a_document(name: str) -> None:
    content, shown = UNUSUAL[name]

    assert check_template("t.docx", content, KNOWN) == ()
    tree = etree.fromstring(unzip("t", made(content))["word/document.xml"])
    text = "".join(node.text or "" for node in tree.iter("{*}t")).replace("\N{NO-BREAK SPACE}", " ")
    assert shown in text
    assert "{" not in text


#: How each filter of Jinja that a template may use is called as its documentation has it.
CALLS = (
    *("abs", "batch(2)", "batch(2, 'x')", "capitalize", "center(9)", "count", "default('x', true)", "d", "dictsort"),
    *("e", "escape", "first", "float(0.5)", "groupby('a')", "groupby(attribute='a', default=1)", "indent(2, true)"),
    *("int(1, base=8)", "items", "join", "join(', ')", "join(attribute='a')", "last", "length", "list", "lower"),
    *("map('upper')", "map(attribute='a')", "map(attribute='a', default=0)", "map('round', 1)", "max", "min", "reject"),
    *("reject('odd')", "rejectattr('a')", "replace('a', 'b')", "replace('a', 'b', 1)", "reverse", "round(1, 'ceil')"),
    *("select", "select('divisibleby', 3)", "selectattr('a', 'eq', 1)", "slice(3)", "slice(3, 'x')", "sort(true)"),
    *("sort(attribute='a', reverse=true)", "string", "sum", "sum(attribute='a')", "sum('a', 5)", "title", "trim"),
    *("trim('x')", "truncate(9, true, '…')", "unique", "unique(attribute='a')", "upper", "wordcount", "wordwrap(9)"),
)


@pytest.mark.parametrize("call", CALLS)
def test_a_filter_that_is_called_as_it_should_be_is_no_mistake(call: str) -> None:
    content = package(
        paragraph("{% for x in word.values() %}{% if x | " + call + " %}{{ title }}{% endif %}{% endfor %}")
    )

    assert check_template("t.docx", content, KNOWN) == ()


def test_all_filters_are_tried() -> None:
    assert {call.partition("(")[0] for call in CALLS} == set(HARMLESS_FILTERS)


def test_a_tag_in_an_alternative_text_is_filled_in() -> None:
    content = UNUSUAL["an alternative text"][0]
    tree = etree.fromstring(unzip("t", made(content))["word/document.xml"])

    described = [node.get("descr").replace("\N{NO-BREAK SPACE}", " ") for node in tree.iter("{*}docPr")]
    assert described == [MONITORING.title]


def test_a_mended_copy_with_comments_names_the_comments_alone() -> None:
    wrong = package(paragraph("{{ body }}"))
    copy = annotated("t.docx", wrong, check_template("t.docx", wrong), wording("cs"))
    assert [mistake.code for mistake in check_template("t.docx", copy)] == ["comments-left", "block-in-line"]
    members = unzip("t", copy)
    mended = members["word/document.xml"].replace(b"{{ body }}", b"{{p body }}")

    codes = [mistake.code for mistake in check_template("t.docx", zipped(members | {"word/document.xml": mended}))]
    assert codes == ["comments-left"]
