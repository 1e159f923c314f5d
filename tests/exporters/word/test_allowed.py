"""What a template and a finished document may hold: a list of the harmless, and nothing else."""

from __future__ import annotations

import io

import docx
import pytest
from tests.exporters.word.hostile import OFFICE, RELS, TYPES, R, active, field, member, package, relation, typed

from socplan.archives import unzip, zipped
from socplan.exporters.word import builtin_template
from socplan.exporters.word.allowed import finished_mistakes, package_mistakes

ACTIVE = {name: (content, words) for name, content, words in active()}


@pytest.mark.parametrize("name", ACTIVE)
def test_what_is_active_is_refused_with_its_part_and_a_remedy(name: str) -> None:
    content, words = ACTIVE[name]
    found = list(map(str, package_mistakes("t.docx", content)))

    assert any(words in mistake for mistake in found), found
    assert all(": " in mistake for mistake in found)


@pytest.mark.parametrize(
    "instruction",
    [
        " PAGE ",
        " NUMPAGES \\* Arabic ",
        ' TOC \\o "1-3" \\h \\z \\u ',
        " PAGEREF _Toc1 \\h ",
        " REF a \\h ",
        " SEQ Tabulka \\* ARABIC ",
        ' STYLEREF "Nadpis 1" ',
        ' DATE \\@ "d. M. yyyy" ',
        " FILENAME ",
        " =1+2 ",
        ' HYPERLINK "https://www.mpsv.cz" \\o "file: nic" ',
        " HYPERLINK mailto:urad@example.cz ",
        ' HYPERLINK \\l "kotva" ',
    ],
)
def test_fields_that_count_or_refer_are_fine(instruction: str) -> None:
    assert list(package_mistakes("t.docx", package(field(instruction)))) == []


def test_a_field_within_an_allowed_one_is_fine() -> None:
    assert list(package_mistakes("t.docx", package(field(" IF ", "{", " PAGE ", "}", ' = 1 "a" "b" ')))) == []


@pytest.mark.parametrize("kind", ["plan", "report"])
def test_built_in_templates_are_fine(kind: str) -> None:
    assert list(package_mistakes("t.docx", builtin_template(kind).content)) == []


@pytest.mark.parametrize("target", ["styles.xml", "/word/styles.xml", "../word/Styles.xml", "st%79les.xml"])
def test_a_part_is_found_however_its_place_is_written(target: str) -> None:
    assert list(package_mistakes("t.docx", package("", {RELS: relation(f"{R}/styles", target)}))) == []


def test_a_document_of_python_docx_is_fine() -> None:
    buffer = io.BytesIO()
    docx.Document().save(buffer)

    assert list(package_mistakes("t.docx", buffer.getvalue())) == []


def with_chart(book: bytes = b"") -> bytes:
    chart = (("/word/charts/chart1.xml", f"{OFFICE}drawingml.chart+xml"),)
    link = f'<Relationship Id="r" Type="{R}/package" Target="../embeddings/book1.xlsx"/>'
    return package(
        "",
        {
            RELS: relation(f"{R}/chart", "charts/chart1.xml"),
            TYPES: typed(*chart, default=("xlsx", f"{OFFICE}spreadsheetml.sheet")),
            "word/charts/chart1.xml": b"<c/>",
            "word/charts/_rels/chart1.xml.rels": f"<Relationships>{link}</Relationships>".encode(),
            "word/embeddings/book1.xlsx": book or zipped({"xl/workbook.xml": b"<x/>"}),
        },
    )


def test_a_chart_with_its_workbook_is_fine() -> None:
    assert list(package_mistakes("t.docx", with_chart())) == []


def test_all_mistakes_of_a_file_come_in_one_run() -> None:
    content = package(field(" DDE x ") + field(" LINK y "), {RELS: relation(f"{R}/image", "http://x.cz", "External")})

    assert len(list(package_mistakes("t.docx", content))) == 3


# The finished document


def finished(before: bytes, after: bytes) -> list[str]:
    return list(map(str, finished_mistakes(unzip("a", after), unzip("b", before))))


def test_a_finished_document_with_our_own_fields_and_charts_is_fine() -> None:
    own = field(" PAGEREF _Toc00000001 \\h ") + field(" SEQ Tabulka \\* ARABIC ")

    assert finished(package(), package(own)) == []
    assert finished(package(), with_chart()) == []


@pytest.mark.parametrize("instruction", [" DDEAUTO x ", " PAGEREF _Toc1 \\h DDE "])
def test_a_field_that_only_the_finished_document_has_is_read(instruction: str) -> None:
    found = finished(package(), package(field(instruction)))

    assert bool(found) == instruction.startswith(" DDE")


def test_a_part_in_another_encoding_is_read_whole() -> None:
    document = unzip("a", package(field(" DDEAUTO x ")))["word/document.xml"].decode().replace("UTF-8", "UTF-16")

    assert "DDEAUTO" in str(finished(package(), package("", {"word/document.xml": document.encode("utf-16")})))


def test_a_workbook_that_only_the_finished_document_has_is_read() -> None:
    assert "holds xl/vbaProject.bin" in str(finished(package(), with_chart(zipped({"xl/vbaProject.bin": b"x"}))))


def test_a_link_that_only_the_finished_document_has_is_read() -> None:
    after = package("", {RELS: relation(f"{R}/hyperlink", "javascript:x", "External")})

    assert "a link leads elsewhere" in str(finished(package(), after))
    assert member(RELS) in unzip("t", package()).values()
