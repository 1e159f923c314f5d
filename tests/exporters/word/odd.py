"""Templates that are odd and legal, or nearly, as Word and other programs really make them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tests.exporters.word.hostile import (
    DOCUMENT,
    RELS,
    SPACES,
    TYPES,
    cell,
    field,
    member,
    package,
    paragraph,
    split,
    table,
)

from socplan.archives import unzip, zipped

__all__ = ["odd"]


def document(change: tuple[str, str], body: str = "") -> bytes:
    """The template with a text of its document replaced, as patterns have it."""
    content = unzip("t", package(body or paragraph("{{ title }}") + paragraph("{{p body }}")))[DOCUMENT].decode()
    changed = re.sub(*change, content, flags=re.DOTALL)
    return package("", {DOCUMENT: changed.encode()})


def without(*names: str) -> bytes:
    """The template without some members, and without what refers to them."""
    members = unzip("t", package(paragraph("{{ title }}") + paragraph("{{p body }}")))
    for name in names:
        members.pop(name)
        file = name.rpartition("/")[2].encode()
        members[TYPES] = re.sub(rb"<Override [^>]*" + file + rb"\"[^>]*>", b"", members[TYPES])
        for rels in (RELS, "_rels/.rels"):
            members[rels] = re.sub(rb"<Relationship [^>]*" + file + rb"\"[^>]*>", b"", members[rels])
    return zipped(members)


def styles(pattern: str, replacement: str) -> bytes:
    """The template with its styles changed."""
    changed = re.sub(pattern, replacement, member("word/styles.xml").decode(), flags=re.DOTALL)
    return package(paragraph("{{ title }}") + paragraph("{{p body }}"), {"word/styles.xml": changed.encode()})


def odd() -> Iterator[tuple[str, bytes]]:
    """Templates that are odd and legal, or nearly: each makes a right document."""
    yield "no section", document((r"<w:sectPr>.*</w:sectPr>", ""))
    yield "an empty section", document((r"<w:sectPr>.*</w:sectPr>", "<w:sectPr/>"))
    yield "no page size", document((r"<w:pgSz [^>]*>", ""))
    yield "no margins", document((r"<w:pgMar [^>]*>", ""))
    for size in ("", 'w:w="11906"', 'w:h="16838"', 'w:w="0" w:h="0"', 'w:w="-5" w:h="-5"', 'w:w="99999999" w:h="1"'):
        yield f"page size {size}", document((r"<w:pgSz [^>]*>", f"<w:pgSz {size}/>"))
    for width in ("11906.5", "210mm", "8.5in", "auto", "x"):
        yield f"page width {width}", document((r"<w:pgSz [^>]*>", f'<w:pgSz w:w="{width}" w:h="{width}"/>'))
    for margin in ("-1000", "8000", "1.5", "2cm", "x", ""):
        yield f"margin {margin}", document((r'w:(right|left)="1418"', rf'w:\1="{margin}"'))
    yield "only a left margin", document((r"<w:pgMar [^>]*>", '<w:pgMar w:left="1000"/>'))
    yield "sideways pages", document((r"<w:pgSz [^>]*>", '<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>'))
    section = '<w:p><w:pPr><w:sectPr><w:pgSz w:w="8000" w:h="9000"/></w:sectPr></w:pPr></w:p>'
    yield "two sections", package(paragraph("{{ title }}") + section + paragraph("{{p body }}"))
    section = "<w:p><w:pPr><w:sectPr/></w:pPr></w:p>"
    yield "an empty section before", package(paragraph("{{ title }}") + section + paragraph("{{p body }}"))
    yield "columns", document((r"<w:cols [^>]*>", '<w:cols w:num="2" w:space="708"/>'))
    for name in (
        "word/styles.xml",
        "word/numbering.xml",
        "word/settings.xml",
        "word/theme/theme1.xml",
        "docProps/core.xml",
    ):
        yield f"no {name}", without(name)
    yield "hardly anything", without("word/styles.xml", "word/numbering.xml", "word/settings.xml", "docProps/core.xml")
    yield "styles without names", styles(r"<w:name [^>]*>", "")
    yield "styles with empty names", styles(r"<w:name [^>]*>", '<w:name w:val=""/>')
    yield "names without a value", styles(r"<w:name [^>]*>", "<w:name/>")
    yield "styles without identifiers", styles(r' w:styleId="[^"]*"', "")
    yield "one style twice", styles(r"(<w:style .*?</w:style>)", r"\1\1")
    yield "no style at all", styles(r"<w:style .*</w:style>", "")
    yield "names in capitals", styles(r'<w:name w:val="heading 1"/>', '<w:name w:val="HEADING 1"/>')
    yield "letters of odd sizes", styles(r'<w:sz w:val="[^"]*"/>', '<w:sz w:val="9.5"/>')
    yield "letters without a size", styles(r'<w:sz w:val="[^"]*"/>', "<w:sz/>")
    yield "styles based on nothing", styles(r'<w:basedOn w:val="[^"]*"/>', '<w:basedOn w:val="Nikde"/>')
    yield "lists that are nowhere", styles(r'<w:numId w:val="[^"]*"/>', '<w:numId w:val="77"/>')
    yield from odd_texts()


def odd_texts() -> Iterator[tuple[str, bytes]]:
    """Texts that are odd, and pages and styles that are not."""
    for name in ("title", "subtitle", "fact.authority", "word.page", "kind"):
        yield f"only {name}", package(paragraph("{{ " + name + " }}"))
    yield "split over runs", package(split("{", "{ ti", "tle ", "}", "}") + split("{{p", " body ", "}}"))
    box = f"<w:txbxContent>{paragraph('{{ title }}')}</w:txbxContent>"
    shape = f"<v:shape {SPACES}><v:textbox>{box}</v:textbox></v:shape>"
    yield "in a text box", package(f"<w:p><w:r><w:pict>{shape}</w:pict></w:r></w:p>")
    yield "in a control", package(f"<w:sdt><w:sdtPr/><w:sdtContent>{paragraph('{{ title }}')}</w:sdtContent></w:sdt>")
    yield "in a change", package('<w:p><w:ins w:id="1" w:author="x"><w:r><w:t>{{ title }}</w:t></w:r></w:ins></w:p>')
    yield "in a link", package('<w:p><w:hyperlink w:anchor="a"><w:r><w:t>{{ title }}</w:t></w:r></w:hyperlink></w:p>')
    yield "beside a field", package(field(" PAGE ") + paragraph("{{ title }}"))
    loop = cell("{%tr for row in table.overview.rows %}"), cell("{{ row.group }}"), cell("{%tr endfor %}")
    yield "rows", package(table(*loop))
    yield "a table within a table", package(table(f"<w:tc><w:tcPr/>{table(*loop)}{paragraph('')}</w:tc>"))
    yield "a table without a grid", package(table(*loop).replace("<w:tblGrid><w:gridCol w:w='4000'/></w:tblGrid>", ""))
    yield "a part in a cell", package(table(f"<w:tc><w:tcPr/>{paragraph('{{p part.summary }}')}{paragraph('')}</w:tc>"))
    yield "the body twice", package(paragraph("{{p body }}") * 2)
    yield "contents alone", package(paragraph("{{p contents }}") + paragraph("x"))
    yield (
        "a macro of paragraphs",
        package("".join(map(paragraph, ("{%p macro m(a) %}", "{{ a }}!", "{%p endmacro %}", "{{p m(title) }}")))),
    )
    encoded = unzip("t", package())[DOCUMENT].decode().replace("UTF-8", "UTF-16").encode("utf-16")
    yield "in UTF-16", package("", {DOCUMENT: encoded})
    yield "with a mark of bytes", package("", {DOCUMENT: b"\xef\xbb\xbf" + unzip("t", package())[DOCUMENT]})
    yield "many paragraphs", package(paragraph("{{ title }}") * 2000)
    yield "a long word", package(paragraph("{{ title }}" + "x" * 100_000))
    yield "many tags in a line", package(paragraph("{{ title }} " * 2000))
