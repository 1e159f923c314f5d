"""The report as a Word document: a template of the report kind, or any region's own, filled in.

A template is an ordinary .docx with docxtpl tags. It may place the whole report (``{{p body }}``), single parts
(``{{p part.by_group }}``), the list of contents (``{{p contents }}``), or the single values of the title block
and the tables. The same report and template give the same bytes.
"""

from __future__ import annotations

import copy
import io
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache, partial
from importlib import resources
from typing import Any, Final

from socplan.archives import unzip, zipped
from socplan.errors import UnknownReportError
from socplan.exporters._wordml import DRAWN, SIDEWAYS, STYLES, UPRIGHT, Page, WordWriter, text_run
from socplan.exporters.base import ExportedFile, Exporter, InputFile, cell_text, column_text, fact_text
from socplan.hookspecs import hookimpl
from socplan.report import Figure, Items, Option, Paragraph, Report, Section, Table, blocks_of

__all__ = ["builtin_template", "register_exporters", "render"]

_MEDIA_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_GENERIC: Final = "report"
_LANGUAGES: Final = {"cs": "cs-CZ", "en": "en-GB"}
#: The report says when it was made, or does not; the file never says "now".
_FIXED_TIME: Final = datetime(2000, 1, 1, tzinfo=UTC)
_LONGEST_PROPERTY: Final = 255
#: A report of more lines than this (about four pages) gets a list of contents.
_SHORT: Final = 170
_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
#: The settings that the schema wants behind ``updateFields``.
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
_LINES_A_PAGE: Final = 40
#: The size of the letters in drawings where the template's style for them tells none, in points.
_BOX_LETTERS: Final = 8
#: python-docx counts in English Metric Units, Word in twentieths of a point.
_EMU_PER_TWIP: Final = 635
_CONTENTS_MARK: Final = "socplan-contents"


@cache
def builtin_template(kind: str) -> InputFile:
    """The template that socplan brings for a report kind; the generic one where there is no own.

    Raises:
        UnknownReportError: the name of the kind cannot be the name of a file.
    """
    if not kind.replace("-", "").replace("_", "").isalnum():
        raise UnknownReportError(kind, ())
    folder = resources.files("socplan.exporters") / "templates"
    own = folder / f"{kind}.docx"
    file = own if own.is_file() else folder / f"{_GENERIC}.docx"
    return InputFile(name=file.name, content=file.read_bytes())


def render(report: Report, options: Mapping[str, Any]) -> tuple[ExportedFile, ...]:
    """The report as one Word document.

    Raises:
        TemplateError: the template cannot be used.
    """
    from socplan.exporters._word_template import WordTemplate

    given: InputFile | None = options["template"]
    chosen = given or builtin_template(report.kind)
    template = WordTemplate(chosen.name, chosen.content)
    styles = _Styles(template.docx)
    document = template.docx
    new_numbering = partial(_new_numbering, document, styles)
    template.fill(_context(report, WordWriter(report, styles.identifier, _page(document, styles), new_numbering)))
    _fill_contents(document, report, styles)
    # Last, because what marks its place goes, and a section must not go with it.
    _turn_pages(document)
    _set_language(document, _LANGUAGES.get(report.locale, report.locale))
    _set_properties(document, report)
    buffer = io.BytesIO()
    document.save(buffer)
    content = zipped(dict(sorted(unzip(chosen.name, buffer.getvalue()).items())))
    return (ExportedFile(name=f"{report.kind}.docx", media_type=_MEDIA_TYPE, content=content),)


# What a template may use


def _context(report: Report, writer: WordWriter) -> dict[str, object]:
    from markupsafe import Markup

    parts = {part.key: Markup(writer.part(part)) for part in report.parts}  # noqa: S704 - our own, escaped XML
    facts = {fact.key: fact_text(fact, report) for fact in report.facts}
    return {
        "kind": report.kind,
        "audience": report.audience,
        "title": report.title,
        "subtitle": report.subtitle or "",
        "fact": facts,
        "facts": [{"key": fact.key, "label": fact.label, "value": fact_text(fact, report)} for fact in report.facts],
        "word": dict(report.words),
        "part": parts,
        "body": Markup("").join(parts[part.key] for part in report.parts),
        "contents": Markup(f'<w:p><w:pPr><w:pStyle w:val="{_CONTENTS_MARK}"/></w:pPr></w:p>'),  # noqa: S704 - likewise
        "is_long": sum(map(_lines, report.parts)) > _SHORT,
        "table": {table.key: _plain_table(table, report) for part in report.parts for table in _tables(part)},
    }


def _lines(part: Section) -> int:
    """Roughly how many lines a part takes."""
    lines = 3
    for block in blocks_of(part):
        match block:
            case Table():
                lines += 4 + 2 * len(block.rows)
            case Figure():
                lines += 4 + (4 if block.kind in DRAWN else 2) * len(block.table.rows)
            case Items():
                lines += sum(1 + len(item) // 80 for item in block.items)
            case Paragraph():
                lines += 2 + len(block.text) // 80
            case Section():
                lines += 2
    return lines


def _tables(part: Section) -> list[Table]:
    found = []
    for block in blocks_of(part):
        if isinstance(block, Table):
            found.append(block)
        elif isinstance(block, Figure):
            found.append(block.table)
    return found


def _plain_table(table: Table, report: Report) -> dict[str, object]:
    return {
        "title": table.title,
        "columns": [{"key": column.key, "label": column_text(column)} for column in table.columns],
        "rows": [
            {column.key: cell_text(cell, column, report) for column, cell in zip(table.columns, row.cells, strict=True)}
            for row in table.rows
        ],
        "notes": list(table.notes),
    }


# The package around the text


class _Styles:
    """Our style names → identifiers in a template; a style that it lacks is brought from the generic template."""

    def __init__(self, document: Any) -> None:
        self._element = document.styles.element
        self._known = _style_ids(self._element)

    def identifier(self, style: str) -> str:
        name = STYLES[style]
        if name.lower() not in self._known:
            self._bring(name)
        return self._known[name.lower()]

    def _bring(self, name: str) -> None:
        source = _generic_styles()
        identifier = _style_ids(source)[name.lower()]
        found = source.find(f"{_W}style[@{_W}styleId='{identifier}']")
        self._element.append(copy.deepcopy(found))
        self._known[name.lower()] = identifier
        for tag in ("basedOn", "next", "link"):
            other = found.find(f"{_W}{tag}")
            if other is not None:
                wanted = next(key for key, value in _style_ids(source).items() if value == other.get(f"{_W}val"))
                if wanted not in self._known:
                    self._bring(wanted)


def _style_ids(styles: Any) -> dict[str, str]:
    return {
        style.find(f"{_W}name").get(f"{_W}val").lower(): style.get(f"{_W}styleId")
        for style in styles.iterfind(f"{_W}style")
    }


@cache
def _generic_styles() -> Any:
    from lxml import etree

    generic = builtin_template(_GENERIC)
    return etree.fromstring(unzip(generic.name, generic.content)["word/styles.xml"])


def _new_numbering(document: Any, styles: _Styles) -> int | None:
    """A list that begins at 1 again, like the one of the style for numbered lists; ``None`` where that has none."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    style = document.styles.element.find(f"{_W}style[@{_W}styleId='{styles.identifier('number')}']")
    own = style.find(f"{_W}pPr/{_W}numPr/{_W}numId")
    if own is None:
        return None
    numbering = document.part.numbering_part.element
    model = numbering.find(f"{_W}num[@{_W}numId='{own.get(f'{_W}val')}']/{_W}abstractNumId")
    if model is None:
        return None
    number = max((int(num.get(f"{_W}numId")) for num in numbering.iterfind(f"{_W}num")), default=0) + 1
    numbering.append(
        parse_xml(
            f'<w:num {nsdecls("w")} w:numId="{number}"><w:abstractNumId w:val="{model.get(f"{_W}val")}"/>'
            f'<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
        )
    )
    return number


def _page(document: Any, styles: _Styles) -> Page:
    section = document.sections[0]
    width = section.page_width - section.left_margin - section.right_margin
    height = section.page_height - section.top_margin - section.bottom_margin
    box = document.styles.element.find(f"{_W}style[@{_W}styleId='{styles.identifier('box')}']/{_W}rPr/{_W}sz")
    letters = _BOX_LETTERS if box is None else float(box.get(f"{_W}val")) / 2
    sideways = max(width, section.page_height - section.left_margin - section.right_margin)
    return Page(
        width=int(width / _EMU_PER_TWIP),
        height=int(height / _EMU_PER_TWIP),
        sideways=int(sideways / _EMU_PER_TWIP),
        letters=letters,
    )


def _turn_pages(document: Any) -> None:
    """Put section breaks where the marks stand, so that wide tables lie on pages turned sideways.

    A break belongs to the last paragraph before it. Headers and footers go on through all sections, the first page
    differs in the first section alone. A mark that a template put inside of a table is dropped: no page can turn there.
    """
    body = document.element.body
    upright = body[-1]
    for mark in [p for p in body.iter(f"{_W}p") if _style_of(p) in {SIDEWAYS, UPRIGHT}]:
        if mark.getparent() is None:
            continue  # went with the mark before it
        following = mark.getnext()
        if mark.getparent() is not body or mark.getprevious() is None:
            pass
        elif _style_of(mark) == UPRIGHT and following is not None and _style_of(following) == SIDEWAYS:
            # One wide part after the other: the pages stay as they are.
            following.getparent().remove(following)
            body.remove(mark)
            continue
        elif mark.getparent() is body:
            properties = copy.deepcopy(upright)
            if _style_of(mark) == UPRIGHT:
                _turn(properties)
            if _style_of(mark) == UPRIGHT and following is upright:
                _turn(upright)
            else:
                _end_section(mark.getprevious(), properties)
        mark.getparent().remove(mark)
    for place, properties in enumerate(body.iter(f"{_W}sectPr")):
        first_page = properties.find(f"{_W}titlePg")
        if place and first_page is not None:
            properties.remove(first_page)


def _turn(properties: Any) -> None:
    """Turn the page of a section sideways, whatever way it lay."""
    size = properties.find(f"{_W}pgSz")
    if size is not None:
        width, height = (size.get(f"{_W}{name}") for name in ("w", "h"))
        size.set(f"{_W}w", max(width, height, key=int))
        size.set(f"{_W}h", min(width, height, key=int))
        size.set(f"{_W}orient", "landscape")


def _end_section(block: Any, properties: Any) -> None:
    """End a section with a paragraph, or with one put below what is none."""
    from docx.oxml import OxmlElement

    paragraph = block
    if block.tag != f"{_W}p" or block.find(f"{_W}pPr/{_W}sectPr") is not None:
        paragraph = OxmlElement("w:p")
        block.addnext(paragraph)
    paragraph.get_or_add_pPr().append(properties)


def _fill_contents(document: Any, report: Report, styles: _Styles) -> None:
    """Put the list of contents in its place, made of the headings that really stand in the document."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    body = document.element.body
    mark = next((p for p in body.iter(f"{_W}p") if _style_of(p) == _CONTENTS_MARK), None)
    headings = {styles.identifier("heading1"): "contents1", styles.identifier("heading2"): "contents2"}
    found: list[tuple[str, str, str]] = []
    for paragraph in body.iter(f"{_W}p"):
        level = headings.get(_style_of(paragraph) or "")
        if level is not None:
            bookmark = f"_Toc{len(found) + 1:08}"
            _bookmark(paragraph, bookmark, len(found) + 1)
            text = "".join(node.text or "" for node in paragraph.iter(f"{_W}t"))
            found.append((bookmark, text, styles.identifier(level)))
    if mark is None:
        return
    # Not one TOC field around it all: LibreOffice would show that as it was stored, without page numbers.
    # A reference to the page of each heading is kept current by both programs.
    kept = "<w:keepNext/>" if len(found) <= _LINES_A_PAGE else ""
    title = styles.identifier("contents_title")
    heading = text_run(report.words["contents"])
    lines = [f'<w:p {nsdecls("w")}><w:pPr><w:pStyle w:val="{title}"/></w:pPr>{heading}</w:p>']
    for place, (bookmark, text, style) in enumerate(found):
        together = kept if place < len(found) - 1 else ""
        lines.append(
            f'<w:p {nsdecls("w")}><w:pPr><w:pStyle w:val="{style}"/>{together}</w:pPr>'
            f'<w:hyperlink w:anchor="{bookmark}" w:history="1">{text_run(text)}<w:r><w:tab/></w:r>'
            f'<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
            f'<w:r><w:instrText xml:space="preserve"> PAGEREF {bookmark} \\h </w:instrText></w:r>'
            f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{text_run("–")}'
            f'<w:r><w:fldChar w:fldCharType="end"/></w:r></w:hyperlink></w:p>'
        )
    for line in lines if found else ():
        mark.addprevious(parse_xml(line))
    mark.getparent().remove(mark)
    settings = document.settings.element
    if found and settings.find(f"{_W}updateFields") is None:
        # Word fills in the page numbers when it opens the document; LibreOffice does without being told.
        update = parse_xml(f'<w:updateFields {nsdecls("w")} w:val="true"/>')
        later = next((child for child in settings if child.tag in _AFTER_UPDATE_FIELDS), None)
        settings.append(update) if later is None else later.addprevious(update)


def _style_of(paragraph: Any) -> str | None:
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    return None if style is None else style.get(f"{_W}val")


def _bookmark(paragraph: Any, name: str, number: int) -> None:
    from docx.oxml import OxmlElement

    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    start.set(f"{_W}id", str(10_000 + number))
    start.set(f"{_W}name", name)
    end.set(f"{_W}id", str(10_000 + number))
    paragraph.insert(1, start)
    paragraph.append(end)


def _set_language(document: Any, language: str) -> None:
    for lang in document.styles.element.iterfind(f"{_W}docDefaults/{_W}rPrDefault/{_W}rPr/{_W}lang"):
        lang.set(f"{_W}val", language)
    for lang in document.settings.element.iterfind(f"{_W}themeFontLang"):
        lang.set(f"{_W}val", language)


def _set_properties(document: Any, report: Report) -> None:
    def cut(text: str) -> str:
        return text if len(text) <= _LONGEST_PROPERTY else text[: _LONGEST_PROPERTY - 1] + "…"

    properties = document.core_properties
    authority = next((str(fact.value) for fact in report.facts if fact.key == "authority"), "")
    properties.title = cut(report.title)
    properties.subject = cut(report.subtitle or "")
    properties.author = properties.last_modified_by = cut(authority)
    properties.language = _LANGUAGES.get(report.locale, report.locale)
    properties.comments = ""
    properties.created = properties.modified = _FIXED_TIME
    properties.revision = 1


@hookimpl
def register_exporters() -> tuple[Exporter, ...]:
    """Offer Word."""
    template = Option(name="template", type=InputFile, help="a Word template of your own (.docx)")
    return (
        Exporter(
            name="docx", label="Word", extension=".docx", media_type=_MEDIA_TYPE, render=render, options=(template,)
        ),
    )
