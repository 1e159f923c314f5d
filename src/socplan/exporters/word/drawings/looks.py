"""Colours, patterns and outlines in DrawingML, for drawings and charts alike: a status has one look everywhere."""

from typing import Final

from socplan.exporters.word.drawings.shapes import Look

__all__ = ["FILLS", "NONE", "OUTLINES", "STATUS_COLOURS", "WHITE", "fixed", "outline", "pattern", "solid", "theme"]

NONE: Final = "<a:noFill/>"


def theme(name: str, light: int = 0) -> str:
    """A colour of the theme, some percent lighter."""
    change = f'<a:lumMod val="{(100 - light) * 1000}"/><a:lumOff val="{light * 1000}"/>' if light else ""
    return f'<a:schemeClr val="{name}">{change}</a:schemeClr>'


def fixed(value: str) -> str:
    """A colour that no theme changes."""
    return f'<a:srgbClr val="{value}"/>'


def solid(colour: str) -> str:
    """A fill of one colour."""
    return f"<a:solidFill>{colour}</a:solidFill>"


def pattern(name: str, front: str, back: str) -> str:
    """A fill of two colours, by the name of its pattern."""
    return f'<a:pattFill prst="{name}"><a:fgClr>{front}</a:fgClr><a:bgClr>{back}</a:bgClr></a:pattFill>'


def outline(points: float, colour: str, dash: str = "solid") -> str:
    """A line of some points."""
    width = round(points * 12_700)
    return f'<a:ln w="{width}">{solid(colour)}<a:prstDash val="{dash}"/><a:miter lim="800000"/></a:ln>'


#: White in any theme, between stripes of a status.
_PAPER: Final = fixed("FFFFFF")
_BARE: Final = f"<a:ln>{NONE}</a:ln>"
WHITE: Final = theme("bg1")
#: The colour of each status; each is seen on white, and told from its neighbours by any eye.
STATUS_COLOURS: Final = {
    Look.DONE: fixed("00507A"),
    Look.PARTLY_DONE: fixed("00507A"),
    Look.UNDER_WAY: fixed("3A93C9"),
    Look.ONGOING: fixed("757575"),
    Look.NOT_DONE: fixed("C44E00"),
    Look.POSTPONED: fixed("757575"),
    Look.CANCELLED: fixed("757575"),
    Look.NOT_ASSESSED: fixed("757575"),
}
#: The fill of each look. Statuses have the same colours in any theme, and differ in grey too.
FILLS: Final = {
    Look.TEXT: NONE,
    Look.HEAD: NONE,
    Look.BESIDE: solid(WHITE),
    Look.TOP: solid(theme("bg2")),
    Look.BODY: solid(WHITE),
    Look.UNCERTAIN: solid(WHITE),
    Look.PLAIN: solid(theme("accent1")),
    Look.UNKNOWN: solid(theme("bg2")),
    Look.DONE: solid(STATUS_COLOURS[Look.DONE]),
    Look.PARTLY_DONE: pattern("narVert", fixed("6FA3BF"), STATUS_COLOURS[Look.PARTLY_DONE]),
    Look.UNDER_WAY: pattern("wdUpDiag", fixed("9CC9E4"), STATUS_COLOURS[Look.UNDER_WAY]),
    Look.ONGOING: pattern("narHorz", fixed("BABABA"), STATUS_COLOURS[Look.ONGOING]),
    Look.NOT_DONE: pattern("wdDnDiag", _PAPER, STATUS_COLOURS[Look.NOT_DONE]),
    Look.POSTPONED: pattern("wdUpDiag", _PAPER, STATUS_COLOURS[Look.POSTPONED]),
    Look.CANCELLED: solid(WHITE),
    Look.NOT_ASSESSED: solid(WHITE),
}
#: The outline of each look, or the line itself.
OUTLINES: Final = {
    Look.TEXT: _BARE,
    Look.HEAD: _BARE,
    Look.BESIDE: _BARE,
    Look.TOP: outline(1.25, theme("accent1")),
    Look.BODY: outline(0.75, theme("accent1")),
    Look.UNCERTAIN: outline(1, theme("accent1"), "dash"),
    Look.PLAIN: outline(0.75, theme("accent1")),
    Look.UNKNOWN: outline(1, theme("accent1")),
    Look.DONE: outline(0.75, STATUS_COLOURS[Look.DONE]),
    Look.PARTLY_DONE: outline(0.75, STATUS_COLOURS[Look.PARTLY_DONE]),
    Look.UNDER_WAY: outline(0.75, STATUS_COLOURS[Look.UNDER_WAY]),
    Look.ONGOING: outline(0.75, STATUS_COLOURS[Look.ONGOING]),
    Look.NOT_DONE: outline(0.75, STATUS_COLOURS[Look.NOT_DONE]),
    Look.POSTPONED: outline(0.75, STATUS_COLOURS[Look.POSTPONED]),
    Look.CANCELLED: outline(0.75, STATUS_COLOURS[Look.CANCELLED], "sysDash"),
    Look.NOT_ASSESSED: outline(0.75, STATUS_COLOURS[Look.NOT_ASSESSED], "sysDot"),
    Look.LINK: outline(0.75, theme("tx1", 35)),
    Look.GRID: outline(0.5, '<a:schemeClr val="bg1"><a:lumMod val="85000"/></a:schemeClr>'),
    Look.AXIS: outline(0.75, '<a:schemeClr val="bg1"><a:lumMod val="65000"/></a:schemeClr>'),
}
