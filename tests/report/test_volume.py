"""Several reports as one document: nothing is lost, nothing said twice."""

from __future__ import annotations

import io

import attrs
import docx
import pytest
from tests.exporters.word.hostile import package, paragraph

from socplan import ArgumentError, InputFile, Report, TemplateError, build_report, compose, render
from socplan.labels.formats import untypeset
from socplan.report import Section, report_tables
from socplan.testing import sample_dossier, texts_in

DOSSIER = sample_dossier("ukazka")
KINDS = ("monitoring", "process", "funding")
REPORTS = [build_report(kind, DOSSIER) for kind in KINDS]


def test_every_report_is_a_numbered_chapter_with_numbered_parts() -> None:
    volume = compose(REPORTS, title="Svazek")

    assert [part.key for part in volume.parts] == list(KINDS)
    assert volume.parts[0].title == f"1 {REPORTS[0].title}"
    parts = [block.title for block in volume.parts[1].blocks if isinstance(block, Section)]
    assert parts == [f"2.{place} {part.title}" for place, part in enumerate(REPORTS[1].parts, start=1)]


def test_no_text_of_a_report_is_lost() -> None:
    shown = "\0".join(texts_in(compose(REPORTS, title="Svazek")))

    for report in REPORTS:
        assert [text for text in texts_in(report) if text not in shown] == []


def test_what_all_title_blocks_say_is_said_once() -> None:
    volume = compose(REPORTS, title="Svazek", subtitle="Vše o plánu")

    assert "authority" in {fact.key for fact in volume.facts}
    for report, chapter in zip(REPORTS, volume.parts, strict=True):
        assert all(fact in report.facts for fact in volume.facts)
        inside = "\0".join(texts_in(attrs.evolve(volume, facts=(), parts=(chapter,))))
        assert f"{volume.facts[0].label}:" not in inside


def test_two_reports_of_one_kind_are_two_chapters() -> None:
    volume = compose([REPORTS[0], REPORTS[0]], title="Svazek")

    assert [part.key for part in volume.parts] == ["monitoring_1", "monitoring_2"]


@pytest.mark.parametrize(
    "reports",
    [
        [],
        [REPORTS[0], build_report("process", DOSSIER, locale="en")],
        [REPORTS[0], build_report("process", DOSSIER, audience="internal")],
    ],
    ids=["none", "two languages", "two audiences"],
)
def test_reports_that_make_no_volume_are_refused(reports: list[Report]) -> None:
    with pytest.raises(ArgumentError):
        compose(reports, title="Svazek")


def test_a_volume_has_one_list_of_contents_with_its_chapters() -> None:
    (file,) = render(compose(REPORTS, title="Svazek"), "docx")
    document = docx.Document(io.BytesIO(file.content))

    entries = [each.text.split("\t")[0] for each in document.paragraphs if each.style and each.style.name == "toc 1"]
    assert [untypeset(entry) for entry in entries if not entry.startswith(("Tabulka", "Obrázek"))] == [
        untypeset(f"{number} {report.title}") for number, report in enumerate(REPORTS, start=1)
    ]


def filled_in(volume: Report, text: str) -> str:
    """The first line of a document whose template holds a text."""
    own = InputFile(name="own.docx", content=package(paragraph(text)))
    made = render(volume, "docx", template=own, trust_template=True)[0].content
    return untypeset(str(docx.Document(io.BytesIO(made)).paragraphs[0].text))


def test_a_template_reaches_the_tables_of_each_chapter() -> None:
    other = build_report("monitoring", sample_dossier("olomouc"))
    volume = compose([REPORTS[0], other, REPORTS[1]], title="Svazek")
    shared = next(
        table.key for table in report_tables(other) if table.key in {each.key for each in report_tables(REPORTS[0])}
    )
    alone = next(report_tables(REPORTS[1]))

    counts = [
        len(next(table for table in report_tables(report) if table.key == shared).rows)
        for report in (REPORTS[0], other)
    ]
    tags = "".join(f"{{{{ table.monitoring_{number}.{shared}.rows | length }}}}," for number in (1, 2))
    assert filled_in(volume, tags) == f"{counts[0]},{counts[1]},"
    assert counts[0] != counts[1]
    for path in (alone.key, f"process.{alone.key}"):
        assert filled_in(volume, f"{{{{ table.{path}.rows | length }}}}") == str(len(alone.rows))


def test_a_table_that_two_chapters_have_is_none_without_its_chapter() -> None:
    volume = compose([REPORTS[0], REPORTS[0]], title="Svazek")
    key = next(report_tables(REPORTS[0])).key

    with pytest.raises(TemplateError, match=rf"„{key}“ tu není znám.*Na výběr: monitoring_1, monitoring_2"):
        filled_in(volume, f"{{{{ table.{key}.rows | length }}}}")
