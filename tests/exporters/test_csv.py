"""One file of everything, or one file for each table."""

from __future__ import annotations

from decimal import Decimal

import pytest

from socplan import ExportedFile, OptionError, Report, build_report, render
from socplan.report import Column, ColumnKind, Figure, FigureKind, Paragraph, Row, Section, Table
from socplan.testing import sample_dossier

PEOPLE, PROGRAMS = "people", "programs"


def table(key: str, *cells: str | Decimal | None) -> Table:
    columns = (Column("a", "=Název"), Column("b", "Kolik", ColumnKind.MONEY, "Kč"))
    rows = (Row(("Město; obec", *cells)),) if cells else ()
    return Table(key=key, title="Titul", columns=columns, rows=rows, notes=("Poznámka",))


def report(*blocks: Table | Figure | Paragraph | Section) -> Report:
    part = Section(key="part", title="Část", blocks=blocks)
    words = {"unknown": "neuvedeno", "not_applicable": "–", "yes": "ano", "no": "ne", "open": "…"}
    return Report(kind="zkouska", locale="cs", audience="public", title="Zkouška", parts=(part,), words=words)


def files(of: Report, dialect: str = PROGRAMS) -> dict[str, str]:
    made: tuple[ExportedFile, ...] = render(of, "csv", layout="tables", dialect=dialect)
    return {file.name: file.content.decode("utf-8-sig") for file in made}


def test_a_file_of_a_table_holds_its_headings_and_rows_alone() -> None:
    one = report(Paragraph("Úvod"), table("prices", Decimal("1234.50")))

    assert files(one) == {"prices.csv": "'=Název,Kolik (Kč)\nMěsto; obec,1234.50\n"}
    assert files(one, PEOPLE) == {"prices.csv": '\'=Název;Kolik (Kč)\r\n"Město; obec";1234,50\r\n'}


def test_what_is_unknown_is_empty_for_programs_and_has_a_word_for_people() -> None:
    assert files(report(table("t", None)))["t.csv"].endswith("Město; obec,\n")
    assert files(report(table("t", None)), PEOPLE)["t.csv"].endswith(";neuvedeno\r\n")


def test_a_table_without_rows_is_its_headings() -> None:
    assert files(report(table("t"))) == {"t.csv": "'=Název,Kolik (Kč)\n"}


def test_tables_of_sections_and_figures_have_files_too_each_under_a_name_of_its_own() -> None:
    inner = Section(key="inner", title="Uvnitř", blocks=(table("t"), table("T-2"), table("t")))
    drawn = Figure(key="f", kind=FigureKind.BARS, alt="Co je vidět", table=table("á/b"))

    assert list(files(report(inner, drawn))) == ["t.csv", "T-2.csv", "t-3.csv", "_b.csv"]


def test_a_report_without_tables_says_so() -> None:
    with pytest.raises(OptionError, match="csv: option layout: the report has no table"):
        files(report(Paragraph("Nic")))


def test_without_a_layout_there_is_one_file_as_before() -> None:
    made = render(build_report("monitoring", sample_dossier("ukazka")), "csv")

    assert [file.name for file in made] == ["monitoring.csv"]
    assert made == render(build_report("monitoring", sample_dossier("ukazka")), "csv", layout="one")


def test_every_kind_gives_its_tables() -> None:
    comparison = build_report("benchmark", sample_dossier("ukazka"))

    assert {"overview.csv", "cost-per-output_1.csv"} <= set(files(comparison))
