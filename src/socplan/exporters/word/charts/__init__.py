"""Charts of Word, which people can edit: a part of chart XML and the workbook behind it.

The words of a chart are those of the table beside it. Equal figures make equal bytes.
"""

from collections.abc import Mapping, Sequence
from typing import Final
from xml.sax.saxutils import quoteattr

from attrs import frozen

from socplan.exporters.word.charts.data import data_of
from socplan.exporters.word.charts.kinds import plot_of
from socplan.exporters.word.charts.pieces import chart_space
from socplan.exporters.word.charts.workbook import MEDIA_TYPE, workbook
from socplan.report import Figure, FigureKind, Report

__all__ = ["CHARTS", "Chart", "ChartParts", "chart_of", "chart_parts", "chart_run", "relation_id"]

#: The kinds of figures that are charts.
CHARTS: Final = frozenset({FigureKind.SHARES, FigureKind.BARS, FigureKind.LINES, FigureKind.DOTS})
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_CHART: Final = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_NAMESPACES: Final = (
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
)


@frozen(kw_only=True)
class Chart:
    """A chart that is drawn; lengths are in English Metric Units."""

    xml: bytes
    workbook: bytes
    width: int
    height: int


@frozen(kw_only=True)
class ChartParts:
    """What a package needs for its charts."""

    #: The parts of the charts, by name.
    members: Mapping[str, bytes]
    #: Lines for ``word/_rels/document.xml.rels``.
    relationships: str
    #: Lines for ``[Content_Types].xml``: one for each chart.
    overrides: str
    #: And one for all workbooks, unless the package has it; empty without a chart.
    default: str


def chart_of(figure: Figure, report: Report, room: int) -> Chart | None:
    """The chart of a figure, as wide as ``room`` in English Metric Units.

    ``None``: the figure is no chart, too little of its table is known, or there is too much to be seen.
    """
    if figure.kind not in CHARTS:
        return None
    data = data_of(figure, report)
    plot = plot_of(figure.kind, data, room) if data and data.names else None
    if plot is None:
        return None
    return Chart(
        xml=chart_space(plot.xml, plot.frame, report.locale, legend=plot.legend),
        workbook=workbook(plot.cells),
        width=room,
        height=plot.height,
    )


def relation_id(number: int) -> str:
    """The relationship of the document to a chart, by the number of the chart."""
    return f"rIdSocplanChart{number}"


def chart_run(chart: Chart, number: int, relation: str, title: str, alt: str) -> str:
    """A run that holds a chart.

    Args:
        chart: the chart.
        number: its number among the drawings of the document, from 1.
        relation: the identifier of the relationship to its part.
        title: its title.
        alt: its description for those who cannot see it.
    """
    return (
        f'<w:r><w:drawing><wp:inline {_NAMESPACES} distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{chart.width}" cy="{chart.height}"/><wp:effectExtent l="0" t="0" r="0" b="0"/>'
        f'<wp:docPr id="{number}" name="Drawing {number}" descr={quoteattr(alt)} title={quoteattr(title)}/>'
        f'<wp:cNvGraphicFramePr/><a:graphic><a:graphicData uri="{_CHART}"><c:chart xmlns:c="{_CHART}"'
        f' xmlns:r="{_OFFICE}" r:id="{relation}"/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>'
    )


def chart_parts(charts: Sequence[Chart], first: int = 1) -> ChartParts:
    """The parts of charts, and the lines that tell the package of them.

    Args:
        charts: the charts in their order.
        first: the number of the first one, after those of a template; parts and relationships have the same numbers.
    """
    members: dict[str, bytes] = {}
    relationships = overrides = ""
    for number, chart in enumerate(charts, start=first):
        members[f"word/charts/chart{number}.xml"] = chart.xml
        members[f"word/charts/_rels/chart{number}.xml.rels"] = (
            '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="rId1" Type="{_OFFICE}/package"'
            f' Target="../embeddings/Microsoft_Excel_Sheet{number}.xlsx"/></Relationships>'
        ).encode()
        members[f"word/embeddings/Microsoft_Excel_Sheet{number}.xlsx"] = chart.workbook
        relationships += (
            f'<Relationship Id="{relation_id(number)}" Type="{_OFFICE}/chart" Target="charts/chart{number}.xml"/>'
        )
        overrides += (
            f'<Override PartName="/word/charts/chart{number}.xml"'
            ' ContentType="application/vnd.openxmlformats-officedocument.drawingml.chart+xml"/>'
        )
    default = f'<Default Extension="xlsx" ContentType="{MEDIA_TYPE}"/>' if members else ""
    return ChartParts(members=members, relationships=relationships, overrides=overrides, default=default)
