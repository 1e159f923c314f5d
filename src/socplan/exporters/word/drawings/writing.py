"""Drawings as DrawingML: shapes of Word with real text in them, in the colours of the theme.

A drawing is a group of shapes that stands in a line like a letter. Word files give such a group with an alternative for
programs that cannot draw it. Here the alternative is nothing, because the table below the drawing says the same.
"""

from collections.abc import Callable, Iterator
from typing import Final
from xml.sax.saxutils import quoteattr

from socplan.exporters.word.drawings.shapes import Box, Drawing, Line, Look, Shape

__all__ = ["drawing_run"]

_NAMESPACES: Final = (
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:wpg="http://schemas.microsoft.com/office/word/2010/wordprocessingGroup"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
_GROUP: Final = "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup"
#: The distance between words and the sides of their box.
_SIDE: Final = 38_100
#: Half the width of an outline lies outside its shape.
_EDGE: Final = 9_525
_NONE: Final = "<a:noFill/>"


def _theme(name: str, light: int = 0) -> str:
    """A colour of the theme, some percent lighter."""
    change = f'<a:lumMod val="{(100 - light) * 1000}"/><a:lumOff val="{light * 1000}"/>' if light else ""
    return f'<a:schemeClr val="{name}">{change}</a:schemeClr>'


def _fixed(value: str) -> str:
    return f'<a:srgbClr val="{value}"/>'


def _solid(colour: str) -> str:
    return f"<a:solidFill>{colour}</a:solidFill>"


def _pattern(name: str, front: str, back: str) -> str:
    return f'<a:pattFill prst="{name}"><a:fgClr>{front}</a:fgClr><a:bgClr>{back}</a:bgClr></a:pattFill>'


def _outline(points: float, colour: str, dash: str = "solid") -> str:
    width = round(points * 12_700)
    return f'<a:ln w="{width}">{_solid(colour)}<a:prstDash val="{dash}"/><a:miter lim="800000"/></a:ln>'


_BARE: Final = f"<a:ln>{_NONE}</a:ln>"
_WHITE: Final = _theme("bg1")
#: Fill and outline of each look. Statuses have the same colours in any theme, and differ in grey too.
_LOOKS: Final = {
    Look.TEXT: _NONE + _BARE,
    Look.HEAD: _NONE + _BARE,
    Look.BESIDE: _solid(_WHITE) + _BARE,
    Look.TOP: _solid(_theme("bg2")) + _outline(1.25, _theme("accent1")),
    Look.BODY: _solid(_WHITE) + _outline(0.75, _theme("accent1")),
    Look.UNCERTAIN: _solid(_WHITE) + _outline(1, _theme("accent1"), "dash"),
    Look.PLAIN: _solid(_theme("accent1")) + _outline(0.75, _theme("accent1")),
    Look.UNKNOWN: _solid(_theme("bg2")) + _outline(1, _theme("accent1")),
    Look.DONE: _solid(_fixed("00507A")) + _outline(0.75, _fixed("00507A")),
    Look.PARTLY_DONE: _pattern("narVert", _fixed("6FA3BF"), _fixed("00507A")) + _outline(0.75, _fixed("00507A")),
    Look.UNDER_WAY: _pattern("wdUpDiag", _fixed("9CC9E4"), _fixed("3A93C9")) + _outline(0.75, _fixed("3A93C9")),
    Look.ONGOING: _pattern("narHorz", _fixed("BABABA"), _fixed("757575")) + _outline(0.75, _fixed("757575")),
    Look.NOT_DONE: _pattern("wdDnDiag", _fixed("FFFFFF"), _fixed("C44E00")) + _outline(0.75, _fixed("C44E00")),
    Look.POSTPONED: _pattern("wdUpDiag", _fixed("FFFFFF"), _fixed("757575")) + _outline(0.75, _fixed("757575")),
    Look.CANCELLED: _solid(_WHITE) + _outline(0.75, _fixed("757575"), "sysDash"),
    Look.NOT_ASSESSED: _solid(_WHITE) + _outline(0.75, _fixed("757575"), "sysDot"),
    Look.LINK: _outline(0.75, _theme("tx1", 35)),
    Look.GRID: _outline(0.5, '<a:schemeClr val="bg1"><a:lumMod val="85000"/></a:schemeClr>'),
    Look.AXIS: _outline(0.75, '<a:schemeClr val="bg1"><a:lumMod val="65000"/></a:schemeClr>'),
}
_SHAPES: Final = {
    Shape.RECTANGLE: "rect",
    Shape.POINT: "diamond",
    Shape.OPEN_END: "homePlate",
    Shape.OPEN_START: "homePlate",
}
_IN_THE_MIDDLE: Final = frozenset({Look.TOP, Look.BODY, Look.UNCERTAIN, Look.HEAD, Look.BESIDE})
#: The first number of a drawing's shapes is so many times its own, so that no shape has the number of a drawing.
_SHAPES_A_DRAWING: Final = 100_000


def drawing_run(drawing: Drawing, number: int, title: str, alt: str, paragraph: Callable[[str, str, bool], str]) -> str:
    """A run that holds a drawing.

    Args:
        drawing: the drawing.
        number: its number in the document, from 1.
        title: its title.
        alt: its description for those who cannot see it.
        paragraph: makes a paragraph of a text, one of our styles, and whether it is strong.
    """
    size = f'cx="{drawing.width}" cy="{drawing.height}"'
    shapes = "".join(_shapes(drawing, number * _SHAPES_A_DRAWING, paragraph))
    group = (
        f'<wpg:wgp><wpg:cNvGrpSpPr/><wpg:grpSpPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/><a:chOff x="0" y="0"/>'
        f"<a:chExt {size}/></a:xfrm></wpg:grpSpPr>{shapes}</wpg:wgp>"
    )
    return (
        f'<w:r><mc:AlternateContent {_NAMESPACES}><mc:Choice Requires="wpg"><w:drawing>'
        f'<wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {size}/>'
        f'<wp:effectExtent l="{_EDGE}" t="{_EDGE}" r="{_EDGE}" b="{_EDGE}"/>'
        f'<wp:docPr id="{number}" name="Drawing {number}" descr={quoteattr(alt)} title={quoteattr(title)}/>'
        f'<wp:cNvGraphicFramePr/><a:graphic><a:graphicData uri="{_GROUP}">{group}</a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></mc:Choice></mc:AlternateContent></w:r>"
    )


def _shapes(drawing: Drawing, number: int, paragraph: Callable[[str, str, bool], str]) -> Iterator[str]:
    """The lines, and the boxes over them."""
    for place, line in enumerate(drawing.lines, start=number + 1):
        yield _shape(place, "<wps:cNvCnPr/>", _place(line, "line") + _LOOKS[line.look], "<wps:bodyPr/>")
    for place, box in enumerate(drawing.boxes, start=number + 1 + len(drawing.lines)):
        flipped = ' flipH="1"' if box.shape is Shape.OPEN_START else ""
        yield _shape(
            place, "<wps:cNvSpPr/>", _place(box, _SHAPES[box.shape], flipped) + _LOOKS[box.look], _words(box, paragraph)
        )


def _shape(number: int, kind: str, properties: str, words: str) -> str:
    return (
        f'<wps:wsp><wps:cNvPr id="{number}" name="Shape {number}"/>{kind}<wps:spPr>{properties}</wps:spPr>'
        f"{words}</wps:wsp>"
    )


def _place(item: Box | Line, shape: str, flipped: str = "") -> str:
    return (
        f'<a:xfrm{flipped}><a:off x="{item.x}" y="{item.y}"/><a:ext cx="{item.width}" cy="{item.height}"/></a:xfrm>'
        f'<a:prstGeom prst="{shape}"><a:avLst/></a:prstGeom>'
    )


def _words(box: Box, paragraph: Callable[[str, str, bool], str]) -> str:
    if not box.text:
        return "<wps:bodyPr/>"
    style = "box" if box.look in _IN_THE_MIDDLE else "box_label"
    # A label begins at the edge of its box, in line with the captions above it.
    side = 0 if box.look in {Look.TEXT, Look.HEAD, Look.BESIDE} else _SIDE
    return (
        f"<wps:txbx><w:txbxContent>{paragraph(box.text, style, box.strong)}</w:txbxContent></wps:txbx>"
        f'<wps:bodyPr rot="0" vert="horz" wrap="square" lIns="{side}" tIns="0" rIns="{side}" bIns="0" anchor="ctr"'
        ' anchorCtr="0"><a:noAutofit/></wps:bodyPr>'
    )
