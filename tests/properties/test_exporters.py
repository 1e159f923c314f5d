"""Every exporter takes every report, and every text of the report is in what it gives."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator

import docx
from docx.oxml.ns import qn
from hypothesis import find, given
from lxml import etree
from tests.effort import examples

from socplan import ExportedFile, Report, render
from socplan.csvtext import unprotected
from socplan.plugins import Registry, make_manager
from socplan.report import Figure, Series, blocks_of
from socplan.testing import check_exporter, reports

_EXPORTERS = Registry(*make_manager(installed=False)).exporters


def test_every_format_of_the_core_is_held_to_this_law() -> None:
    assert set(_EXPORTERS) == {"csv", "docx", "json"}


@given(report=reports())
def test_json_takes_every_report(report: Report) -> None:
    def texts(value: object) -> Iterator[str]:
        if isinstance(value, dict):
            for inner in value.values():
                yield from texts(inner)
        elif isinstance(value, list):
            for inner in value:
                yield from texts(inner)
        elif isinstance(value, str):
            yield value

    check_exporter(_EXPORTERS["json"], report, lambda files: "\0".join(texts(json.loads(files[0].content))))


@given(report=reports())
def test_json_has_the_columns_that_a_figure_draws(report: Report) -> None:
    def drawn(value: object) -> Iterator[list[tuple[str, str | None]]]:
        if isinstance(value, dict):
            if value.get("type") == "figure":
                yield [(series["column"], series["meaning"]) for series in value["series"]]
            yield from (columns for inner in value.values() for columns in drawn(inner))
        elif isinstance(value, list):
            yield from (columns for inner in value for columns in drawn(inner))

    expected = [
        [(series.column, series.meaning and series.meaning.value) for series in block.series]
        for part in report.parts
        for block in blocks_of(part)
        if isinstance(block, Figure)
    ]
    (file,) = render(report, "json")
    assert list(drawn(json.loads(file.content))) == expected


def test_reports_of_any_shape_name_columns_to_draw_and_their_statuses() -> None:
    find(reports(), lambda report: any(series.meaning for series in _series_of(report)))


def _series_of(report: Report) -> list[Series]:
    blocks = (block for part in report.parts for block in blocks_of(part))
    return [series for block in blocks if isinstance(block, Figure) for series in block.series]


@given(report=reports())
def test_csv_takes_every_report(report: Report) -> None:
    def read(files: tuple[ExportedFile, ...]) -> str:
        rows = csv.reader(io.StringIO(files[0].content.decode("utf-8-sig"), newline=""), delimiter=";", strict=True)
        return "\0".join(unprotected(cell) for row in rows for cell in row)

    check_exporter(_EXPORTERS["csv"], report, read)


def word_text(files: tuple[ExportedFile, ...]) -> str:
    """The text of a document as python-docx reads it, paragraph by paragraph, its footnotes included."""
    document = docx.Document(io.BytesIO(files[0].content))
    footnotes = [
        etree.fromstring(part.blob) for part in document.part.package.iter_parts() if "footnotes" in part.partname
    ]
    paragraphs = [each for tree in (document.element.body, *footnotes) for each in tree.iter(qn("w:p"))]
    tags = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:instrText"): ""}
    return "\0".join(
        "".join(tags.get(node.tag, node.text or "") for run in paragraph.iter(qn("w:r")) for node in run)
        for paragraph in paragraphs
    )


@examples(12)
@given(report=reports())
def test_word_takes_every_report(report: Report) -> None:
    check_exporter(_EXPORTERS["docx"], report, word_text)
