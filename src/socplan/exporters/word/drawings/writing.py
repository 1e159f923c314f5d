"""Drawings as DrawingML: shapes of Word with real text in them, in the colours of the theme.

A drawing is a group of shapes that stands in a line like a letter. Word files give such a group with an alternative for
programs that cannot draw it. Here the alternative is the description: a picture would be a second copy of all words in
the drawing, which nobody could edit together with the first, and the table below says the same in full.
"""

from collections.abc import Callable, Iterator
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from socplan.exporters.word.drawings.looks import FILLS, OUTLINES
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
        "</wp:inline></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:t>{escape(alt)}</w:t></mc:Fallback></mc:AlternateContent></w:r>"
    )


def _shapes(drawing: Drawing, number: int, paragraph: Callable[[str, str, bool], str]) -> Iterator[str]:
    """The lines, and the boxes over them."""
    for place, line in enumerate(drawing.lines, start=number + 1):
        yield _shape(place, "<wps:cNvCnPr/>", _place(line, "line") + OUTLINES[line.look], "<wps:bodyPr/>")
    for place, box in enumerate(drawing.boxes, start=number + 1 + len(drawing.lines)):
        flipped = ' flipH="1"' if box.shape is Shape.OPEN_START else ""
        yield _shape(
            place,
            "<wps:cNvSpPr/>",
            _place(box, _SHAPES[box.shape], flipped) + FILLS[box.look] + OUTLINES[box.look],
            _words(box, paragraph),
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
