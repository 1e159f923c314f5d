"""The styles and lists of a template; what it lacks comes from the generic template."""

import copy
from functools import cache
from typing import Any, Final
from xml.sax.saxutils import escape

from lxml import etree

from socplan.exporters.word.pieces import STYLES
from socplan.exporters.word.templates import generic_members

__all__ = ["Styles", "style_ids", "whole_number"]

_STYLES: Final = "word/styles.xml"
_NUMBERING: Final = "word/numbering.xml"
_W_NAME: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_W: Final = f"{{{_W_NAME}}}"


def whole_number(text: str | None) -> int:
    """A length in twentieths of a point; 0 for what is none."""
    try:
        return int(float(text or 0))
    except (ValueError, OverflowError):
        return 0


class Styles:
    """Our style names → identifiers in a template; missing styles come from the generic template."""

    def __init__(self, names: dict[str, str], numbering: Any, own: Any) -> None:
        """Take the identifiers of a template's styles by lower-case name, its lists and its styles."""
        self._names = names
        self._taken = set(names.values())
        self._numbering = numbering
        self._own = own
        #: The styles that the template lacks, by lower-case name.
        self.brought: dict[str, Any] = {}
        #: Elements to be added to the lists of the template.
        self.new_lists: list[Any] = []
        #: What was brought and which lists were begun, in their order: all that these parts depend on.
        self.steps: list[str] = []
        self._found: dict[str, str] = {}

    def identifier(self, style: str) -> str:
        """The identifier of a style in the template, by our name for it, ready to stand in an attribute."""
        known = self._found.get(style)
        if known is None:
            known = self._found[style] = escape(self._identifier(STYLES[style].lower()), {'"': "&quot;"})
        return known

    def _identifier(self, name: str) -> str:
        if name not in self._names:
            self._bring(name)
        return self._names[name]

    def _bring(self, name: str) -> None:
        source, identifiers = _generic_styles()
        style = copy.deepcopy(source.find(f"{_W}style[@{_W}styleId='{identifiers[name]}']"))
        identifier = identifiers[name]
        while identifier in self._taken:
            # The template has another style under this identifier.
            identifier += "Socplan"
        style.set(f"{_W}styleId", identifier)
        style.attrib.pop(f"{_W}default", None)
        self._names[name] = identifier
        self._taken.add(identifier)
        self.brought[name] = style
        self.steps.append(name)
        by_identifier = {value: key for key, value in identifiers.items()}
        for tag in ("basedOn", "next", "link"):
            other = style.find(f"{_W}{tag}")
            if other is not None:
                other.set(f"{_W}val", self._identifier(by_identifier[other.get(f"{_W}val")]))
        for list_ in style.iterfind(f"{_W}pPr/{_W}numPr/{_W}numId"):
            list_.set(f"{_W}val", str(self._bring_list(list_.get(f"{_W}val"), identifier)))

    def _bring_list(self, generic: str, style: str) -> int:
        """A list of the generic template under a free number, for a style."""
        lists = etree.fromstring(generic_members()[_NUMBERING])
        abstract = lists.find(f"{_W}num[@{_W}numId='{generic}']/{_W}abstractNumId").get(f"{_W}val")
        definition = copy.deepcopy(lists.find(f"{_W}abstractNum[@{_W}abstractNumId='{abstract}']"))
        number = self._free("abstractNum")
        definition.set(f"{_W}abstractNumId", str(number))
        for link in definition.iter(f"{_W}pStyle"):
            link.set(f"{_W}val", style)
        self.new_lists.append(definition)
        return self._add_list(str(number), restart=False)

    def _free(self, tag: str) -> int:
        name = f"{_W}{tag}Id" if tag == "abstractNum" else f"{_W}numId"
        elements = [*self._numbering.iterfind(f"{_W}{tag}"), *(e for e in self.new_lists if e.tag == f"{_W}{tag}")]
        return max((whole_number(element.get(name)) for element in elements), default=0) + 1

    def _add_list(self, abstract: str, *, restart: bool) -> int:
        number = self._free("num")
        element = etree.Element(f"{_W}num", {f"{_W}numId": str(number)}, nsmap={"w": _W_NAME})
        etree.SubElement(element, f"{_W}abstractNumId", {f"{_W}val": abstract})
        if restart:
            override = etree.SubElement(element, f"{_W}lvlOverride", {f"{_W}ilvl": "0"})
            etree.SubElement(override, f"{_W}startOverride", {f"{_W}val": "1"})
        self.new_lists.append(element)
        return number

    def new_list(self) -> int | None:
        """A list that begins at 1 again, like that of the style for numbered lists; ``None`` if it has no list."""
        identifier = self._identifier(STYLES["number"].lower())
        style = self.brought.get(STYLES["number"].lower())
        if style is None:
            style = next((s for s in self._own.iterfind(f"{_W}style") if s.get(f"{_W}styleId") == identifier), None)
        number = None if style is None else style.find(f"{_W}pPr/{_W}numPr/{_W}numId")
        if number is None:
            return None
        lists = [*self._numbering.iterfind(f"{_W}num"), *(e for e in self.new_lists if e.tag == f"{_W}num")]
        model = next((each for each in lists if each.get(f"{_W}numId") == number.get(f"{_W}val")), None)
        abstract = None if model is None else model.find(f"{_W}abstractNumId")
        if abstract is None:
            return None
        self.steps.append("")
        return self._add_list(abstract.get(f"{_W}val"), restart=True)


def style_ids(styles: Any) -> dict[str, str]:
    """The identifiers of styles by lower-case name; a style without a name is called by its identifier."""
    found = {}
    for style in styles.iterfind(f"{_W}style"):
        name, identifier = style.find(f"{_W}name"), style.get(f"{_W}styleId")
        if identifier is not None:
            found[(identifier if name is None else name.get(f"{_W}val", identifier)).lower()] = identifier
    return found


@cache
def _generic_styles() -> tuple[Any, dict[str, str]]:
    styles = etree.fromstring(generic_members()[_STYLES])
    return styles, style_ids(styles)
