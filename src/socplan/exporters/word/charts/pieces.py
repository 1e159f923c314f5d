"""The pieces of chart XML that all kinds share: series, labels, axes, and the space around them."""

from collections.abc import Iterable, Sequence
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from socplan.exporters.word.charts.workbook import cell_range, number_text
from socplan.exporters.word.drawings.looks import FILLS, NONE, OUTLINES, WHITE, outline, solid, theme
from socplan.exporters.word.drawings.shapes import Look, text_length

__all__ = [
    "AREA_LINE",
    "LETTERS",
    "Frame",
    "category_axis",
    "chart_space",
    "labels",
    "name_of",
    "no_label",
    "numbers",
    "one_label",
    "properties",
    "text_label",
    "texts",
    "value_axis",
    "width_of",
]

_LANGUAGES: Final = {"cs": "cs-CZ", "en": "en-GB"}
#: The size of the letters, in points.
LETTERS: Final = 9
#: The size of labels, in parts of a point.
_SMALL: Final = 100 * (LETTERS - 1)
#: Between two areas that touch.
AREA_LINE: Final = outline(1.5, WHITE)
_NAMESPACES: Final = (
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_INK: Final = theme("tx1")
#: Words of a label stand on white: numbers on patterns cannot be read.
_LABEL_TEXT: Final = (
    '<c:txPr><a:bodyPr rot="0" wrap="none" lIns="25400" tIns="12700" rIns="25400" bIns="12700" anchor="ctr"/>'
    f'<a:p><a:pPr><a:defRPr sz="{_SMALL}">{solid(_INK)}</a:defRPr></a:pPr><a:endParaRPr/></a:p></c:txPr>'
)
_ON_WHITE: Final = f"<c:spPr>{solid(WHITE)}<a:ln>{NONE}</a:ln></c:spPr>"
_ON_NOTHING: Final = f"<c:spPr>{NONE}<a:ln>{NONE}</a:ln></c:spPr>"


class Frame:
    """The place of the plot in the chart, in parts of its width and height."""

    def __init__(self, *, left: float, top: float, width: float, height: float) -> None:
        """Take the place."""
        self._places = (("x", left), ("y", top), ("w", width), ("h", height))

    @property
    def xml(self) -> str:
        """The layout; it holds the plot without the words of its axes."""
        places = "".join(f'<c:{name} val="{value:.4f}"/>' for name, value in self._places)
        return (
            '<c:layout><c:manualLayout><c:layoutTarget val="inner"/><c:xMode val="edge"/><c:yMode val="edge"/>'
            f"{places}</c:manualLayout></c:layout>"
        )


def width_of(text: str) -> int:
    """The estimated width of a text in a chart, in English Metric Units."""
    return text_length(text, LETTERS)


def properties(look: str) -> str:
    """Fill and outline of a shape."""
    return f"<c:spPr>{look}</c:spPr>"


def name_of(name: str, column: int, row: int = 0) -> str:
    """The name of a series, from its cell."""
    return f"<c:tx>{_text_reference(cell_range(column, row), (name,))}</c:tx>"


def texts(names: Sequence[str], column: int, first: int) -> str:
    """The names of the rows, from their cells."""
    return f"<c:cat>{_text_reference(cell_range(column, first, first + len(names) - 1), names)}</c:cat>"


def numbers(tag: str, values: Sequence[float | None], column: int, first: int, code: str = "General") -> str:
    """Numbers from their cells; an unknown one is left out."""
    points = "".join(
        f'<c:pt idx="{place}"><c:v>{number_text(value)}</c:v></c:pt>'
        for place, value in enumerate(values)
        if value is not None
    )
    last = first + len(values) - 1
    return (
        f"<c:{tag}><c:numRef><c:f>{cell_range(column, first, last)}</c:f><c:numCache>"
        f'<c:formatCode>{escape(code)}</c:formatCode><c:ptCount val="{len(values)}"/>{points}'
        f"</c:numCache></c:numRef></c:{tag}>"
    )


def _text_reference(cells: str, names: Sequence[str]) -> str:
    points = "".join(f'<c:pt idx="{place}"><c:v>{escape(name)}</c:v></c:pt>' for place, name in enumerate(names))
    return f'<c:strRef><c:f>{cells}</c:f><c:strCache><c:ptCount val="{len(names)}"/>{points}</c:strCache></c:strRef>'


def labels(
    code: str, position: str, *, value: bool = True, name: bool = False, single: Iterable[str] = (), white: bool = False
) -> str:
    """The labels of a series: its value, its name or both, and before them those of single points."""
    return f"<c:dLbls>{''.join(single)}{_label(code, position, value=value, name=name, white=white)}</c:dLbls>"


def one_label(
    place: int, code: str, position: str, *, value: bool = True, name: bool = False, white: bool = False
) -> str:
    """The label of a single point."""
    return f'<c:dLbl><c:idx val="{place}"/>{_label(code, position, value=value, name=name, white=white)}</c:dLbl>'


def text_label(place: int, text: str, position: str) -> str:
    """A label of a single point with words of its own."""
    words = (
        f'<c:tx><c:rich><a:bodyPr wrap="none"/><a:p><a:pPr><a:defRPr sz="{_SMALL}"/></a:pPr><a:r><a:rPr sz="{_SMALL}"/>'
        f"<a:t>{escape(text)}</a:t></a:r></a:p></c:rich></c:tx>"
    )
    return (
        f'<c:dLbl><c:idx val="{place}"/>{words}{_ON_NOTHING}<c:dLblPos val="{position}"/>'
        '<c:showLegendKey val="0"/><c:showVal val="0"/><c:showCatName val="0"/><c:showSerName val="1"/>'
        '<c:showPercent val="0"/><c:showBubbleSize val="0"/></c:dLbl>'
    )


def no_label(place: int) -> str:
    """A point that has no label, because there is no room for it."""
    return f'<c:dLbl><c:idx val="{place}"/><c:delete val="1"/></c:dLbl>'


def _label(code: str, position: str, *, value: bool, name: bool, white: bool) -> str:
    return (
        f'<c:numFmt formatCode={quoteattr(code)} sourceLinked="0"/>{_ON_WHITE if white else _ON_NOTHING}{_LABEL_TEXT}'
        f'<c:dLblPos val="{position}"/><c:showLegendKey val="0"/><c:showVal val="{value:d}"/><c:showCatName val="0"/>'
        f'<c:showSerName val="{name:d}"/><c:showPercent val="0"/><c:showBubbleSize val="0"/>'
        "<c:separator>: </c:separator>"
    )


def category_axis(*, upside_down: bool = False, position: str = "l", skipped: int = 1) -> str:
    """The axis with the names of the rows, or each second or third; ``upside_down`` the first is on top."""
    order = "maxMin" if upside_down else "minMax"
    return (
        f'<c:catAx><c:axId val="1"/><c:scaling><c:orientation val="{order}"/></c:scaling>'
        f'<c:delete val="0"/><c:axPos val="{position}"/><c:numFmt formatCode="General" sourceLinked="0"/>'
        '<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="low"/>'
        f'{properties(OUTLINES[Look.AXIS])}<c:crossAx val="2"/><c:crosses val="autoZero"/><c:auto val="0"/>'
        '<c:lblAlgn val="ctr"/><c:lblOffset val="100"/>'
        f'<c:tickLblSkip val="{skipped}"/><c:noMultiLvlLbl val="1"/></c:catAx>'
    )


def value_axis(  # noqa: PLR0913 - an axis has many properties
    identifier: int,
    crossing: int,
    position: str,
    *,
    least: float | None = None,
    most: float | None = None,
    code: str | None = None,
    step: float | None = None,
    between: str = "between",
) -> str:
    """An axis of numbers; without a number format it is not shown, because labels tell the numbers."""
    ends = (f'<c:max val="{number_text(most)}"/>' if most is not None else "") + (
        f'<c:min val="{number_text(least)}"/>' if least is not None else ""
    )
    grid = f"<c:majorGridlines>{properties(OUTLINES[Look.GRID])}</c:majorGridlines>" if code else ""
    unit = f'<c:majorUnit val="{number_text(step)}"/>' if step else ""
    return (
        f'<c:valAx><c:axId val="{identifier}"/><c:scaling><c:orientation val="minMax"/>{ends}</c:scaling>'
        f'<c:delete val="{0 if code else 1}"/><c:axPos val="{position}"/>{grid}'
        f'<c:numFmt formatCode={quoteattr(code or "General")} sourceLinked="0"/>'
        '<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="low"/>'
        f'{properties(OUTLINES[Look.AXIS])}<c:crossAx val="{crossing}"/><c:crosses val="min"/>'
        f'<c:crossBetween val="{between}"/>{unit}</c:valAx>'
    )


def chart_space(plot: str, frame: Frame, locale: str, *, legend: bool) -> bytes:
    """A whole chart part around its plot and axes."""
    key = '<c:legend><c:legendPos val="t"/><c:overlay val="0"/></c:legend>' if legend else ""
    return (
        f"{_HEAD}<c:chartSpace {_NAMESPACES}>"
        f'<c:date1904 val="0"/><c:lang val={quoteattr(_LANGUAGES.get(locale, locale))}/><c:roundedCorners val="0"/>'
        f'<c:chart><c:autoTitleDeleted val="1"/><c:plotArea>{frame.xml}{plot}{properties(NONE)}</c:plotArea>{key}'
        '<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
        f"<c:spPr>{FILLS[Look.BESIDE]}<a:ln>{NONE}</a:ln></c:spPr>"
        f'<c:txPr><a:bodyPr/><a:p><a:pPr><a:defRPr sz="{LETTERS * 100}">{solid(_INK)}<a:latin typeface="+mn-lt"/>'
        "</a:defRPr></a:pPr><a:endParaRPr/></a:p></c:txPr>"
        '<c:externalData r:id="rId1"><c:autoUpdate val="0"/></c:externalData></c:chartSpace>'
    ).encode()
