"""The package of a Word document around its text: styles, numbered lists, sections, contents, properties."""

import copy
from datetime import UTC, datetime
from functools import cache
from typing import Any, Final

from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from lxml import etree

from socplan.archives import unzip
from socplan.exporters.word.fields import CONTENTS_MARK
from socplan.exporters.word.templates import GENERIC, builtin_template
from socplan.exporters.word.writer import SIDEWAYS, STYLES, UPRIGHT, Page, paragraph_xml, text_run
from socplan.report import Report

__all__ = [
    "Styles",
    "fill_contents",
    "new_numbering",
    "page_of",
    "set_footer",
    "set_language",
    "set_properties",
    "turn_pages",
]

_LANGUAGES: Final = {"cs": "cs-CZ", "en": "en-GB"}
#: A date in the file would change its bytes; only the report may say when it was made.
_FIXED_TIME: Final = datetime(2000, 1, 1, tzinfo=UTC)
_LONGEST_PROPERTY: Final = 255
_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
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
_LINES_A_PAGE: Final = 40
#: The size of the letters in drawings, in points, if the template's style for them has none.
_BOX_LETTERS: Final = 8
#: python-docx counts in English Metric Units, Word in twentieths of a point.
_EMU_PER_TWIP: Final = 635


class Styles:
    """Our style names → identifiers in a template; missing styles come from the generic template."""

    def __init__(self, document: Any) -> None:
        """Take the styles of the template."""
        self._element = document.styles.element
        self._known = _style_ids(self._element)

    def identifier(self, style: str) -> str:
        """The identifier of a style in the template, by our name for it."""
        name = STYLES[style]
        if name.lower() not in self._known:
            self._bring(name)
        return self._known[name.lower()]

    def _bring(self, name: str) -> None:
        source = _generic_styles()
        identifier = _style_ids(source)[name.lower()]
        style = source.find(f"{_W}style[@{_W}styleId='{identifier}']")
        self._element.append(copy.deepcopy(style))
        self._known[name.lower()] = identifier
        for tag in ("basedOn", "next", "link"):
            other = style.find(f"{_W}{tag}")
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
    generic = builtin_template(GENERIC)
    return etree.fromstring(unzip(generic.name, generic.content)["word/styles.xml"])


def new_numbering(document: Any, styles: Styles) -> int | None:
    """A list that begins at 1 again, like that of the style for numbered lists; ``None`` if the style has no list."""
    style = document.styles.element.find(f"{_W}style[@{_W}styleId='{styles.identifier('number')}']")
    style_number = style.find(f"{_W}pPr/{_W}numPr/{_W}numId")
    if style_number is None:
        return None
    numbering = document.part.numbering_part.element
    model = numbering.find(f"{_W}num[@{_W}numId='{style_number.get(f'{_W}val')}']/{_W}abstractNumId")
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


def page_of(document: Any, styles: Styles) -> Page:
    """The room on a page of the template, and the size of letters in drawings."""
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


def turn_pages(document: Any) -> None:
    """Replace the marks by section breaks, so that wide tables lie on sideways pages.

    A break belongs to the last paragraph before it. Headers and footers continue through all sections; only the first
    section has a different first page. No page can turn inside a table, so a mark there is only removed.
    """
    body = document.element.body
    upright = body[-1]
    for mark in [p for p in body.iter(f"{_W}p") if _style_of(p) in {SIDEWAYS, UPRIGHT}]:
        if mark.getparent() is None:
            continue  # removed with the mark before it
        ends_sideways, following = _style_of(mark) == UPRIGHT, mark.getnext()
        if mark.getparent() is body and mark.getprevious() is not None:
            if ends_sideways and following is not None and _style_of(following) == SIDEWAYS:
                # Two wide parts in a row: the pages stay sideways.
                body.remove(following)
            elif ends_sideways and following is upright:
                _turn(upright)
            else:
                properties = copy.deepcopy(upright)
                if ends_sideways:
                    _turn(properties)
                _end_section(mark.getprevious(), properties)
        mark.getparent().remove(mark)
    for place, properties in enumerate(body.iter(f"{_W}sectPr")):
        first_page = properties.find(f"{_W}titlePg")
        if place and first_page is not None:
            properties.remove(first_page)


def _turn(properties: Any) -> None:
    """Turn the page of a section sideways, if it is not yet."""
    size = properties.find(f"{_W}pgSz")
    if size is not None:
        width, height = (size.get(f"{_W}{name}") for name in ("w", "h"))
        size.set(f"{_W}w", max(width, height, key=int))
        size.set(f"{_W}h", min(width, height, key=int))
        size.set(f"{_W}orient", "landscape")


def _end_section(block: Any, properties: Any) -> None:
    """End a section with a block; if this cannot end one, with an empty paragraph below it."""
    paragraph = block
    if block.tag != f"{_W}p" or block.find(f"{_W}pPr/{_W}sectPr") is not None:
        paragraph = OxmlElement("w:p")
        block.addnext(paragraph)
    paragraph.get_or_add_pPr().append(properties)


def fill_contents(document: Any, report: Report, styles: Styles) -> None:
    """Put the list of contents in its place, made from the headings in the document."""
    body = document.element.body
    mark = next((p for p in body.iter(f"{_W}p") if _style_of(p) == CONTENTS_MARK), None)
    headings = {styles.identifier("heading1"): "contents1", styles.identifier("heading2"): "contents2"}
    entries: list[tuple[str, str, str]] = []
    for paragraph in body.iter(f"{_W}p"):
        level = headings.get(_style_of(paragraph) or "")
        if level is not None:
            bookmark = f"_Toc{len(entries) + 1:08}"
            _bookmark(paragraph, bookmark, len(entries) + 1)
            text = "".join(node.text or "" for node in paragraph.iter(f"{_W}t"))
            entries.append((bookmark, text, styles.identifier(level)))
    if mark is None:
        return
    # Not one TOC field around everything: LibreOffice would show its stored text, without page numbers.
    # Both programs update a reference to the page of each heading.
    kept = "<w:keepNext/>" if len(entries) <= _LINES_A_PAGE else ""
    lines = [paragraph_xml(styles.identifier("contents_title"), text_run(report.words["contents"]))]
    for place, (bookmark, text, style) in enumerate(entries):
        link = (
            f'<w:hyperlink w:anchor="{bookmark}" w:history="1">{text_run(text)}<w:r><w:tab/></w:r>'
            f'<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
            f'<w:r><w:instrText xml:space="preserve"> PAGEREF {bookmark} \\h </w:instrText></w:r>'
            f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{text_run("–")}'
            f'<w:r><w:fldChar w:fldCharType="end"/></w:r></w:hyperlink>'
        )
        lines.append(paragraph_xml(style, link, kept if place < len(entries) - 1 else ""))
    for line in lines if entries else ():
        mark.addprevious(parse_xml(line.replace("<w:p>", f"<w:p {nsdecls('w')}>", 1)))
    mark.getparent().remove(mark)
    settings = document.settings.element
    if entries and settings.find(f"{_W}updateFields") is None:
        # Word fills in the page numbers when it opens the document; LibreOffice does it by itself.
        update = parse_xml(f'<w:updateFields {nsdecls("w")} w:val="true"/>')
        later = next((child for child in settings if child.tag in _AFTER_UPDATE_FIELDS), None)
        settings.append(update) if later is None else later.addprevious(update)


def _style_of(paragraph: Any) -> str | None:
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    return None if style is None else style.get(f"{_W}val")


def _bookmark(paragraph: Any, name: str, number: int) -> None:
    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    start.set(f"{_W}id", str(10_000 + number))
    start.set(f"{_W}name", name)
    end.set(f"{_W}id", str(10_000 + number))
    paragraph.insert(1, start)
    paragraph.append(end)


def set_footer(document: Any, report: Report) -> None:
    """Put sentences at the foot of every page, above the footer of the template, unless the template places them."""
    first = document.sections[0]
    of_pages = [first.footer, *([first.first_page_footer] if first.different_first_page_header_footer else ())]
    for footer in of_pages if report.footer else ():
        if footer.is_linked_to_previous:
            footer.is_linked_to_previous = False  # the template has none
    references = first._sectPr.iterfind(f"{_W}footerReference")  # noqa: SLF001 - docxtpl has replaced the parts
    for reference in references if report.footer else ():
        foot = document.part.rels[reference.get(qn("r:id"))].target_part.element
        standing = "".join(node.text or "" for node in foot.iter(f"{_W}t"))
        top = foot.find(f"{_W}p")
        for sentence in report.footer:
            if sentence not in standing:
                added = parse_xml(f"<w:p {nsdecls('w')}>{text_run(sentence)}</w:p>")
                if (look := top.find(f"{_W}pPr")) is not None:
                    added.insert(0, copy.deepcopy(look))
                top.addprevious(added)


def set_language(document: Any, locale: str) -> None:
    """Tell Word the language of the text, for spelling and hyphenation."""
    language = _LANGUAGES.get(locale, locale)
    for lang in document.styles.element.iterfind(f"{_W}docDefaults/{_W}rPrDefault/{_W}rPr/{_W}lang"):
        lang.set(f"{_W}val", language)
    for lang in document.settings.element.iterfind(f"{_W}themeFontLang"):
        lang.set(f"{_W}val", language)


def set_properties(document: Any, report: Report) -> None:
    """Title, subject, author and fixed times in the properties of the file."""

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
