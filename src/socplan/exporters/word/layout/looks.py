"""The looks of paragraphs as the styles of a template give them, resolved once.

It reads parsed XML of any library whose elements have ``find``, ``iter`` and ``get``.
"""

from collections.abc import Iterable
from functools import cached_property
from typing import Any, Final

from attrs import evolve, frozen

from socplan.exporters.word.layout.letters import EM, LINE

__all__ = ["FAMILIES", "Looks", "ParagraphLook", "Rules", "own_look"]

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_A: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
#: How wide the letters of other families are, compared with those that were measured.
FAMILIES: Final = {"calibri": 1.0, "carlito": 1.0}
#: Room for words in families that are wider: as many words of our labels, in strong letters too, need at most.
_RESERVES: Final = {
    **dict.fromkeys(("cambria", "caladea"), 1.14),
    **dict.fromkeys(("times new roman", "liberation serif"), 1.12),
    **dict.fromkeys(("arial", "helvetica", "liberation sans", "segoe ui", "tahoma"), 1.21),
    **dict.fromkeys(("verdana", "dejavu sans"), 1.4),
}
#: Room for those of a family that nobody measured.
_RESERVE: Final = 1.21
_OFF: Final = frozenset({"0", "false", "off", "none"})


@frozen(kw_only=True)
class ParagraphLook:
    """What matters for the room of a paragraph; lengths in twentieths of a point."""

    #: The family of the letters; ``None``: no style names one.
    family: str | None = None
    #: The size of the letters in twentieths of a point.
    size: int = 200
    bold: bool = False
    before: int = 0
    after: int = 0
    line: int = 240
    #: ``auto``: ``line`` is in 240ths of a line. ``exact`` and ``atLeast``: in twentieths of a point.
    rule: str = "auto"
    keep_next: bool = False
    keep_lines: bool = False
    break_before: bool = False
    left: int = 0
    right: int = 0
    #: How far the first line begins to the right; negative: a hanging indent.
    first: int = 0

    @cached_property
    def em(self) -> float:
        """The width of an `EM`, with the reserve of a family that was not measured."""
        family = (self.family or "").lower()
        return self.size * FAMILIES.get(family, _RESERVES.get(family, _RESERVE))

    @cached_property
    def is_measured(self) -> bool:
        """Whether its letters have known widths."""
        return (self.family or "").lower() in FAMILIES

    @cached_property
    def line_height(self) -> int:
        """The height of one line, with the space below it that proportional spacing adds; programs count it whole."""
        if self.rule == "exact":
            return self.line
        if self.rule == "atLeast":
            return max(self._single, self.line)
        return self._single * self.line // 240

    @property
    def _single(self) -> int:
        return round(self.size * LINE / EM)

    @cached_property
    def below(self) -> int:
        """The space below a line that proportional spacing adds; the last line of a page does without it."""
        return max(self.line_height - self._single, 0) if self.rule == "auto" else 0

    def room(self, width: int) -> int:
        """The room for a line in a width, in parts of an em."""
        # A twentieth of a point less: programs round each word up.
        return int((width - self.left - self.right - 1) * EM / self.em)

    def height(self, lines: int) -> int:
        """The height of its lines with the space above and below: what it takes in a cell."""
        return self.before + lines * self.line_height + self.after


@frozen(kw_only=True)
class Rules:
    """The rules of a table take room too: above it, below its head, between its rows, below it."""

    top: int = 0
    head: int = 0
    inside: int = 0
    bottom: int = 0


def _number(element: Any, name: str) -> int | None:
    value = None if element is None else element.get(f"{_W}{name}")
    try:
        return None if value is None else round(float(value))
    except ValueError:
        return None


def _is_on(element: Any) -> bool:
    return (element.get(f"{_W}val") or "1") not in _OFF


def own_look(
    look: ParagraphLook, properties: Any, runs: Any = None, theme: dict[str, str] | None = None
) -> ParagraphLook:
    """A look with the changes of ``w:pPr`` and ``w:rPr``."""
    changes: dict[str, Any] = {}
    for name, key in (("keepNext", "keep_next"), ("keepLines", "keep_lines"), ("pageBreakBefore", "break_before")):
        found = None if properties is None else properties.find(f"{_W}{name}")
        if found is not None:
            changes[key] = _is_on(found)
    spacing = None if properties is None else properties.find(f"{_W}spacing")
    for name in ("before", "after", "line"):
        if (value := _number(spacing, name)) is not None:
            changes[name] = value
    if spacing is not None and spacing.get(f"{_W}lineRule"):
        changes["rule"] = spacing.get(f"{_W}lineRule")
    indent = None if properties is None else properties.find(f"{_W}ind")
    for names, key, sign in (
        (("left", "start"), "left", 1),
        (("right", "end"), "right", 1),
        (("firstLine",), "first", 1),
        (("hanging",), "first", -1),
    ):
        for name in names:
            if (value := _number(indent, name)) is not None:
                changes[key] = sign * value
    return evolve(look, **changes, **_letters(runs, theme or {}))


def _letters(runs: Any, theme: dict[str, str]) -> dict[str, Any]:
    changes: dict[str, Any] = {}
    if runs is None:
        return changes
    fonts, bold, size = (runs.find(f"{_W}{name}") for name in ("rFonts", "b", "sz"))
    if fonts is not None:
        of_theme = fonts.get(f"{_W}asciiTheme")
        family = theme.get(of_theme[:5]) if of_theme else fonts.get(f"{_W}ascii")
        if family:
            changes["family"] = family
    if bold is not None:
        changes["bold"] = _is_on(bold)
    if (half_points := _number(size, "val")) is not None:
        changes["size"] = half_points * 10
    return changes


def _rule(border: Any) -> int:
    """The thickness of a rule; Word counts in eighths of a point."""
    return 0 if border.get(f"{_W}val") in {"none", "nil"} else round((_number(border, "sz") or 0) * 2.5)


class Looks:
    """The looks of a template, by the identifier of a style."""

    def __init__(self, styles: Any, theme: Any = None, numbering: Any = None) -> None:
        """Take the roots of ``styles.xml``, ``theme1.xml`` and ``numbering.xml``."""
        self._theme = _families(theme)
        self._styles = {style.get(f"{_W}styleId"): style for style in styles.iter(f"{_W}style")}
        self._lists = _list_indents(numbering)
        defaults = styles.find(f"{_W}docDefaults")
        base = ParagraphLook()
        if defaults is not None:
            base = own_look(
                base, defaults.find(f"{_W}pPrDefault/{_W}pPr"), defaults.find(f"{_W}rPrDefault/{_W}rPr"), self._theme
            )
        self._base = base
        self._known: dict[str | None, ParagraphLook] = {}
        self._default = next(
            (
                identifier
                for identifier, style in self._styles.items()
                if style.get(f"{_W}type") == "paragraph" and style.get(f"{_W}default") in {"1", "true"}
            ),
            None,
        )

    def look(self, style: str | None) -> ParagraphLook:
        """The look of a paragraph style; that of the default style if there is none."""
        if style not in self._known:
            self._known[style] = self._resolved(style if style in self._styles else self._default)
        return self._known[style]

    def is_bold(self, style: str | None) -> bool:
        """Whether a character style is bold."""
        element = self._styles.get(style)
        bold = None if element is None else element.find(f"{_W}rPr/{_W}b")
        return bold is not None and _is_on(bold)

    def own(self, style: str | None, properties: Any) -> ParagraphLook:
        """The look of a paragraph with its own properties."""
        return own_look(self.look(style), properties)

    def cell_margins(self, style: str | None) -> int:
        """The space left and right of the text in the cells of a table style, together."""
        for element in self._line(style):
            margins = element.find(f"{_W}tblPr/{_W}tblCellMar")
            sides = [None if margins is None else margins.find(f"{_W}{side}") for side in ("left", "right")]
            if all(side is not None for side in sides):
                return sum(_number(side, "w") or 0 for side in sides)
        return 216

    def rules(self, style: str | None) -> Rules:
        """The rules of a table style."""
        found: dict[str, int] = {}
        for element in self._line(style):
            borders = element.find(f"{_W}tblPr/{_W}tblBorders")
            for name, side in (("top", "top"), ("inside", "insideH"), ("bottom", "bottom")):
                if borders is not None and borders.find(f"{_W}{side}") is not None:
                    found.setdefault(name, _rule(borders.find(f"{_W}{side}")))
            for part in element.iterfind(f"{_W}tblStylePr"):
                below = part.find(f"{_W}tcPr/{_W}tcBorders/{_W}bottom")
                if part.get(f"{_W}type") == "firstRow" and below is not None:
                    found.setdefault("head", _rule(below))
        return Rules(**{"head": found.get("inside", 0), **found})

    def _line(self, style: str | None) -> Iterable[Any]:
        """A style, then those it is based on; each once, even where they run in a circle."""
        seen: set[str | None] = set()
        while style in self._styles and style not in seen:
            seen.add(style)
            element = self._styles[style]
            yield element
            based = element.find(f"{_W}basedOn")
            style = None if based is None else based.get(f"{_W}val")

    def _resolved(self, style: str | None) -> ParagraphLook:
        look = self._base
        for element in reversed(list(self._line(style))):
            number = element.find(f"{_W}pPr/{_W}numPr/{_W}numId")
            if number is not None and number.get(f"{_W}val") in self._lists:
                look = own_look(look, self._lists[number.get(f"{_W}val")])
            look = own_look(look, element.find(f"{_W}pPr"), element.find(f"{_W}rPr"), self._theme)
        return look


def _families(theme: Any) -> dict[str, str]:
    families = {}
    for kind in ("major", "minor"):
        latin = None if theme is None else next(iter(theme.iter(f"{_A}{kind}Font")), None)
        latin = None if latin is None else latin.find(f"{_A}latin")
        if latin is not None and latin.get("typeface"):
            families[kind] = latin.get("typeface")
    return families


def _list_indents(numbering: Any) -> dict[str, Any]:
    """The paragraph properties of the first level of each list."""
    if numbering is None:
        return {}
    levels = {
        list_.get(f"{_W}abstractNumId"): list_.find(f"{_W}lvl/{_W}pPr") for list_ in numbering.iter(f"{_W}abstractNum")
    }
    found = {}
    for number in numbering.iter(f"{_W}num"):
        kind = number.find(f"{_W}abstractNumId")
        properties = None if kind is None else levels.get(kind.get(f"{_W}val"))
        if properties is not None:
            found[number.get(f"{_W}numId")] = properties
    return found
