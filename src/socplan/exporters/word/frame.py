"""What stands around the text of a document: styles, lists, settings, properties, the page."""

import copy
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final

from attrs import evolve
from lxml import etree

from socplan.exporters.word.charts import Chart, chart_parts
from socplan.exporters.word.footer import NEW_FOOTER, missing_footers, with_sentences
from socplan.exporters.word.footnotes import FOOTNOTES, first_footnote, with_footnotes
from socplan.exporters.word.layout.columns import CellLooks
from socplan.exporters.word.layout.flow import FlowItem, Sheet
from socplan.exporters.word.layout.looks import Looks
from socplan.exporters.word.layout.sheets import sheet_of
from socplan.exporters.word.package import Packed, pack
from socplan.exporters.word.pictures import PictureFile
from socplan.exporters.word.pieces import STYLES
from socplan.exporters.word.styles import Styles, style_ids, whole_number
from socplan.exporters.word.writer import Page
from socplan.report import Report

__all__ = ["Frame"]

_BODY: Final = "word/document.xml"
_STYLES: Final = "word/styles.xml"
_NUMBERING: Final = "word/numbering.xml"
_SETTINGS: Final = "word/settings.xml"
_CORE: Final = "docProps/core.xml"
_TYPES: Final = "[Content_Types].xml"
_LINKS: Final = "word/_rels/document.xml.rels"
_W_NAME: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_W: Final = f"{{{_W_NAME}}}"
_LANGUAGES: Final = {"cs": "cs-CZ", "en": "en-GB"}
_LONGEST_PROPERTY: Final = 255
#: A date in the file would change its bytes; only the report may say when it was made.
_FIXED_TIME: Final = "2000-01-01T00:00:00Z"
#: The settings that the schema wants after ``updateFields``.
_AFTER_UPDATE_FIELDS: Final = frozenset(
    f"{_W}{name}"
    for name in (
        "hdrShapeDefaults",
        "footnotePr",
        "endnotePr",
        "compat",
        "docVars",
        "rsids",
        "mathPr",
        "attachedSchema",
        "themeFontLang",
        "clrSchemeMapping",
        "shapeDefaults",
        "decimalSymbol",
        "listSeparator",
    )
)
#: The size of the letters in drawings, in points, if the template's style for them has none.
_BOX_LETTERS: Final = 8
_WORD: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006/"
#: Headers and footers.
_AROUND: Final = re.compile(r"word/(?:header|footer)[^/]*\.xml")
_THEME: Final = re.compile(r"word/theme/theme\d*\.xml")
#: The smallest letters of a table (9 points), in twentieths of a point.
_SMALLEST: Final = 180
#: The space left and right of a text in the cells of such a table, together.
_NARROW_MARGINS: Final = 120
_CHART: Final = re.compile(r"word/charts/chart(\d+)\.xml")
_PART_LINKS: Final = re.compile(r"word/_rels/(?!document)[^/]+\.xml\.rels")
#: The relationship to footnotes of our own.
_OWN_NOTES: Final = "socplanFootnotes"
#: A footer of our own, for a template without one.
_OWN: Final = "socplanFooter"
_OWN_FOOTER: Final = "word/footer_socplan.xml"
_DC: Final = "{http://purl.org/dc/elements/1.1/}"
_TERMS: Final = "{http://purl.org/dc/terms/}"
_CP: Final = "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}"
#: The narrowest text area that is taken in earnest, in twentieths of a point.
_NARROWEST: Final = 2_000
#: Packed parts that stay in memory, a template.
_MOST_KEPT: Final = 32
_DECLARATION: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def _written(tree: Any) -> str:
    return _DECLARATION + str(etree.tostring(tree, encoding="unicode"))


class Frame:
    """The parts of a template that depend on the language, the title, and on what a report needs."""

    #: The members that are made anew for a document.
    variable: Final = frozenset({_STYLES, _NUMBERING, _SETTINGS, _CORE})

    def __init__(self, members: Mapping[str, bytes]) -> None:
        """Take the completed members of a template."""
        self._styles = etree.fromstring(members[_STYLES])
        self._numbering = etree.fromstring(members[_NUMBERING])
        self._settings = etree.fromstring(members[_SETTINGS])
        self._core = etree.fromstring(members[_CORE])
        self.style_ids = style_ids(self._styles)
        #: The looks of our styles and of those of the template.
        self.looks = self._looks(members)
        self.page = self._page(etree.fromstring(members[_BODY]))
        self._links = etree.fromstring(members[_LINKS])
        self._types = etree.fromstring(members[_TYPES])
        self._around = {name: data for name, data in members.items() if _AROUND.fullmatch(name)}
        footnotes = (_target(link) for link in self._links if link.get("Type") == f"{_OFFICE}footnotes")
        #: The part of the template with footnotes, if it has one.
        self._footnotes = next((name for name in footnotes if name in members), None)
        self._own_footnotes = _written(etree.fromstring(members[self._footnotes])) if self._footnotes else None
        self._part_links = {name: data for name, data in members.items() if _PART_LINKS.fullmatch(name)}
        #: The number of the first chart that a report may add.
        self.first_chart = 1 + max((int(found[1]) for name in members if (found := _CHART.fullmatch(name))), default=0)
        self._packed: dict[tuple[object, ...], Packed] = {}
        #: What is known of the lines of paragraphs.
        self.lines: dict[object, FlowItem | None] = {}
        self._sheets: dict[tuple[object, ...], Sheet | None] = {}

    def styles(self) -> Styles:
        """The styles for one document."""
        return Styles(names=dict(self.style_ids), numbering=self._numbering, own=self._styles)

    def members(self, report: Report, styles: Styles, *, has_fields: bool) -> dict[str, Packed]:
        """The parts around the text for one report; those alike are packed once."""
        language = _LANGUAGES.get(report.locale, report.locale)
        steps = tuple(styles.steps)
        own = steps if styles.brought else ()
        return {
            _STYLES: self._kept((_STYLES, language, own), lambda: self._styles_xml(language, styles)),
            _NUMBERING: self._kept((_NUMBERING, steps), lambda: self._numbering_xml(styles)),
            _SETTINGS: self._kept((_SETTINGS, language, has_fields), lambda: self._settings_xml(language, has_fields)),
            _CORE: pack(self._core_xml(report, language).encode()),
        }

    def set_footers(self, section: Any, texts: dict[str, str], sentences: tuple[str, ...]) -> None:
        """Put sentences into the footers of the first section; where the template lacks footers, into one of ours.

        ``texts`` holds the filled parts of the document and gets the changed ones.
        """
        targets = {link.get("Id"): _target(link) for link in self._links} | {_OWN: _OWN_FOOTER}
        if missing_footers(section, _OWN):
            texts[_OWN_FOOTER] = NEW_FOOTER
        for reference in section.iterfind(f"{_W}footerReference"):
            name = targets[reference.get(f"{{{_OFFICE[:-1]}}}id")]
            text = texts[name] if name in texts else _written(etree.fromstring(self._around[name]))
            texts[name] = with_sentences(text, sentences)

    def sheet(self, section: Any, texts: Mapping[str, str]) -> Sheet | None:
        """The text area of the pages of the first section; ``None`` where it is not known.

        ``texts`` holds the filled parts of the document.
        """
        targets = {link.get("Id"): _target(link) for link in self._links} | {_OWN: _OWN_FOOTER}

        def parts(kind: str) -> tuple[bytes, ...]:
            names = (
                targets[reference.get(f"{{{_OFFICE[:-1]}}}id")]
                for reference in section.iterfind(f"{_W}{kind}Reference")
            )
            return tuple(texts[name].encode() if name in texts else self._around[name] for name in names)

        headers, footers = parts("header"), parts("footer")
        key = (etree.tostring(section), headers, footers)
        if key not in self._sheets:
            if len(self._sheets) > _MOST_KEPT:
                self._sheets.clear()
            roots = (list(map(etree.fromstring, around)) for around in (headers, footers))
            self._sheets[key] = sheet_of(section, self.looks, *roots)
        return self._sheets[key]

    def first_footnote(self, texts: Mapping[str, str]) -> int:
        """The number of the first footnote that a report may add; ``texts`` holds the filled parts."""
        return first_footnote(texts.get(self._footnotes or "", self._own_footnotes))

    def linked(
        self, texts: Mapping[str, str], charts: Sequence[Chart], pictures: Iterable[PictureFile], notes: Sequence[str]
    ) -> dict[str, Packed]:
        """What a report brings into the package, and the lists of parts and of relationships if there are new ones.

        Args:
            texts: the filled parts beside the text itself.
            charts: the charts of the report.
            pictures: its pictures.
            notes: its footnotes.
        """
        parts = chart_parts(charts, self.first_chart)
        links, types, defaults = parts.relationships, parts.overrides, {"xlsx": parts.default} if charts else {}
        made = {name: pack(content) for name, content in parts.members.items()}
        for picture in pictures:
            links += picture.relationship
            defaults[picture.kind] = f'<Default Extension="{picture.kind}" ContentType="image/{picture.kind}"/>'
            made[picture.member] = pack(picture.content)
            for name in (name for name, text in texts.items() if picture.relation in text):
                made |= self._linked_part(name, picture.relationship)
        if notes:
            name = self._footnotes or FOOTNOTES
            made[name] = pack(with_footnotes(texts.get(name, self._own_footnotes), notes).encode())
            if self._footnotes is None:
                links += f'<Relationship Id="{_OWN_NOTES}" Type="{_OFFICE}footnotes" Target="footnotes.xml"/>'
                types += f'<Override PartName="/{FOOTNOTES}" ContentType="{_WORD}footnotes+xml"/>'
        if _OWN_FOOTER in texts:
            links += f'<Relationship Id="{_OWN}" Type="{_OFFICE}footer" Target="footer_socplan.xml"/>'
            types += f'<Override PartName="/{_OWN_FOOTER}" ContentType="{_WORD}footer+xml"/>'
        known = {default.get("Extension") for default in self._types}
        types = "".join(line for extension, line in sorted(defaults.items()) if extension not in known) + types
        if links:
            made[_LINKS] = pack(_with_more(self._links, f"{_PACKAGE}relationships", links))
        if types:
            made[_TYPES] = pack(_with_more(self._types, f"{_PACKAGE}content-types", types))
        return made

    def _linked_part(self, part: str, links: str) -> dict[str, Packed]:
        """The relationships of a header, a footer or the footnotes with more of them."""
        name = "word/_rels/" + part.removeprefix("word/") + ".rels"
        own = self._part_links.get(name, f'<Relationships xmlns="{_PACKAGE}relationships"/>'.encode())
        return {name: pack(_with_more(etree.fromstring(own), f"{_PACKAGE}relationships", links))}

    def _kept(self, key: tuple[object, ...], make: Callable[[], str]) -> Packed:
        if key not in self._packed:
            if len(self._packed) > _MOST_KEPT:
                self._packed.clear()
            self._packed[key] = pack(make().encode())
        return self._packed[key]

    def _page(self, body: Any) -> Page:
        """The room on a page, and the size of letters in drawings."""
        section = next(body.iter(f"{_W}sectPr"))
        size, margins = section.find(f"{_W}pgSz"), section.find(f"{_W}pgMar")
        width, height = (whole_number(size.get(f"{_W}{name}")) for name in ("w", "h"))
        sides = sum(whole_number(margins.get(f"{_W}{name}")) for name in ("left", "right"))
        ends = sum(abs(whole_number(margins.get(f"{_W}{name}"))) for name in ("top", "bottom"))
        box = self._styles.find(f"{_W}style[@{_W}styleId='{self.style_ids.get(STYLES['box'].lower())}']/{_W}rPr/{_W}sz")
        cells = self._cell_looks()
        return Page(
            width=max(width - sides, _NARROWEST),
            height=max(height - ends, _NARROWEST),
            sideways=max(width - sides, height - sides, _NARROWEST),
            cells=cells,
            small_cells=_smaller(cells),
            letters=_BOX_LETTERS if box is None else (whole_number(box.get(f"{_W}val")) or 2 * _BOX_LETTERS) / 2,
        )

    def _looks(self, members: Mapping[str, bytes]) -> Looks:
        """The looks of the styles, those that the template lacks included."""
        styles = self.styles()
        for name in STYLES:
            styles.identifier(name)
        tree = copy.deepcopy(self._styles)
        for style in styles.brought.values():
            tree.append(copy.deepcopy(style))
        theme = next((etree.fromstring(data) for name, data in members.items() if _THEME.fullmatch(name)), None)
        return Looks(tree, theme, self._numbering)

    def _cell_looks(self) -> CellLooks:
        """The looks of cells."""
        cell, figure, head, figure_head, table = map(
            self.styles().identifier, ("cell", "figure_cell", "head", "figure_head", "table")
        )
        return CellLooks(
            cell=self.looks.look(cell),
            figure=self.looks.look(figure),
            head=self.looks.look(head),
            figure_head=self.looks.look(figure_head),
            margins=self.looks.cell_margins(table),
            rules=self.looks.rules(table),
        )

    def _styles_xml(self, language: str, styles: Styles) -> str:
        tree = copy.deepcopy(self._styles)
        for style in styles.brought.values():
            tree.append(copy.deepcopy(style))
        for lang in tree.iterfind(f"{_W}docDefaults/{_W}rPrDefault/{_W}rPr/{_W}lang"):
            lang.set(f"{_W}val", language)
        return _written(tree)

    def _numbering_xml(self, styles: Styles) -> str:
        tree = copy.deepcopy(self._numbering)
        for element in styles.new_lists:
            # The definitions of lists come before the lists.
            first = next(tree.iterfind(f"{_W}num"), None)
            if element.tag == f"{_W}abstractNum" and first is not None:
                first.addprevious(copy.deepcopy(element))
            else:
                tree.append(copy.deepcopy(element))
        return _written(tree)

    def _settings_xml(self, language: str, has_fields: bool) -> str:
        tree = copy.deepcopy(self._settings)
        for lang in tree.iterfind(f"{_W}themeFontLang"):
            lang.set(f"{_W}val", language)
        if has_fields and tree.find(f"{_W}updateFields") is None:
            # Word fills in the page numbers when it opens the document; LibreOffice does it by itself.
            update = etree.Element(f"{_W}updateFields", {f"{_W}val": "true"})
            later = next((child for child in tree if child.tag in _AFTER_UPDATE_FIELDS), None)
            tree.append(update) if later is None else later.addprevious(update)
        return _written(tree)

    def _core_xml(self, report: Report, language: str) -> str:
        """Title, subject, author and fixed times in the properties of the file."""
        authority = next((str(fact.value) for fact in report.facts if fact.key == "authority"), "")
        values = {
            f"{_DC}title": report.title,
            f"{_DC}subject": report.subtitle or "",
            f"{_DC}creator": authority,
            f"{_DC}language": language,
            f"{_DC}description": "",
            f"{_CP}lastModifiedBy": authority,
            f"{_CP}revision": "1",
            f"{_TERMS}created": _FIXED_TIME,
            f"{_TERMS}modified": _FIXED_TIME,
        }
        tree = copy.deepcopy(self._core)
        for name, text in values.items():
            element = tree.find(name)
            if element is None:
                element = etree.SubElement(tree, name)
                if name.startswith(_TERMS):
                    element.set("{http://www.w3.org/2001/XMLSchema-instance}type", "dcterms:W3CDTF")
            element.text = text if len(text) <= _LONGEST_PROPERTY else text[: _LONGEST_PROPERTY - 1] + "…"
        return _written(tree)


def _smaller(cells: CellLooks) -> CellLooks | None:
    """The looks of cells with the smallest letters and margins; ``None`` if the letters are as small already."""
    if cells.cell.size <= _SMALLEST:
        return None
    smaller = {name: evolve(getattr(cells, name), size=_SMALLEST) for name in ("cell", "figure", "head", "figure_head")}
    return evolve(cells, margins=min(cells.margins, _NARROW_MARGINS), **smaller)


def _with_more(tree: Any, namespace: str, elements: str) -> bytes:
    """A list of a package with more lines: what may stand by extension comes first."""
    more = etree.fromstring(f'<more xmlns="{namespace}">{elements}</more>')
    made = copy.deepcopy(tree)
    for element in more:
        made.insert(0, element) if element.tag.endswith("Default") else made.append(element)
    return _written(made).encode()


def _target(link: Any) -> str:
    """The member to which a relationship of the document leads."""
    target = link.get("Target", "")
    return str(target.removeprefix("/") if target.startswith("/") else f"word/{target}")
