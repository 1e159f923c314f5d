"""Templates of strangers: those that reach outside or break, and odd ones that Word and other programs really make.

Each is made here from the generic template, so that one sees what is wrong with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import escape

from socplan.archives import unzip, zipped
from socplan.exporters.word import builtin_template

__all__ = ["R", "W", "active", "field", "package", "paragraph", "relation"]

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
OFFICE = "application/vnd.openxmlformats-officedocument."
DOCUMENT, RELS, TYPES = "word/document.xml", "word/_rels/document.xml.rels", "[Content_Types].xml"
HEADS = ("word/header1.xml", "word/header2.xml", "word/footer1.xml", "word/footer2.xml")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 64
SPACES = (
    f'xmlns:w="{W}" xmlns:r="{R}" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:o="urn:schemas-microsoft-com:office:office"'
)


def paragraph(text: str) -> str:
    """A paragraph with a text, which may hold tags."""
    return f'<w:p><w:r><w:t xml:space="preserve">{escape(text, quote=False)}</w:t></w:r></w:p>'


def package(body: str = "", changes: Mapping[str, bytes | None] | None = None) -> bytes:
    """The generic template with another text; a changed member that is ``None`` is left out."""
    members: dict[str, bytes | None] = dict(unzip("t", builtin_template("report").content))
    document = (members[DOCUMENT] or b"").decode()
    start, section = document.index("<w:body>") + len("<w:body>"), document.rindex("<w:sectPr>")
    members[DOCUMENT] = (document[:start] + (body or paragraph("{{ title }}")) + document[section:]).encode()
    members |= changes or {}
    return zipped({name: content for name, content in members.items() if content is not None})


def member(name: str) -> bytes:
    """A member of the generic template."""
    return unzip("t", builtin_template("report").content)[name]


def typed(*overrides: tuple[str, str], default: tuple[str, str] | None = None) -> bytes:
    """The list of content types, with further parts or a further suffix."""
    more = "".join(f'<Override PartName="{part}" ContentType="{kind}"/>' for part, kind in overrides)
    if default:
        more += f'<Default Extension="{default[0]}" ContentType="{default[1]}"/>'
    return member(TYPES).replace(b"</Types>", more.encode() + b"</Types>")


def relation(kind: str, target: str, mode: str = "") -> bytes:
    """The relationships of the text, with one more."""
    mode = f' TargetMode="{mode}"' if mode else ""
    more = f'<Relationship Id="rId99" Type="{kind}" Target="{escape(target)}"{mode}/></Relationships>'
    return member(RELS).replace(b"</Relationships>", more.encode())


def field(*pieces: str) -> str:
    """A field whose instruction Word has split into runs; ``{`` begins a field within it and ``}`` ends it."""
    begin, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "end"))
    runs = [
        {"{": begin, "}": end}.get(piece, f"<w:r><w:instrText>{escape(piece)}</w:instrText></w:r>") for piece in pieces
    ]
    result = '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>x</w:t></w:r>'
    return f"<w:p>{begin}{''.join(runs)}{result}{end}</w:p>"


def active() -> Iterator[tuple[str, bytes, str]]:
    """Templates with active content: a name, the file, and a word of the message."""
    yield from active_fields()
    yield from active_links()
    yield from active_elements()
    yield from active_parts()


def active_fields() -> Iterator[tuple[str, bytes, str]]:
    """Fields that fetch, run, or may become such ones."""
    for code in ("LINK", "IMPORT", "INCLUDE", "INCLUDETEXT", "INCLUDEPICTURE", "DATABASE", "RD", "DDE", "DDEAUTO"):
        yield f"field {code}", package(field(f" {code} x y ")), f"the field {code} fetches"
    for code in (
        "MACROBUTTON",
        "GOTOBUTTON",
        "ASK",
        "FILLIN",
        "MERGEFIELD",
        "ADDIN",
        "SET",
        "QUOTE",
        "PRINT",
        "BARCODE",
    ):
        yield f"field {code}", package(field(f" {code} x y ")), f"the field {code} is none"
    yield "field split into runs", package(field(" DD", "EAU", "TO cmd x")), "the field DDEAUTO fetches"
    yield "field in small letters", package(field(" ddeauto x")), "the field DDEAUTO fetches"
    yield "field within a field", package(field(" IF 1 = 1 ", "{", "DDE x y", "}")), "the field DDE fetches"
    yield "field that names itself", package(field("{", " PAGE ", "}", "x")), "puts its own name together"
    yield "field that ends its name", package(field("D", "{", " PAGE ", "}")), "puts its own name together"
    simple = '<w:p><w:fldSimple w:instr=" DDEAUTO x"><w:r><w:t>x</w:t></w:r></w:fldSimple></w:p>'
    yield "simple field", package(simple), "the field DDEAUTO fetches"
    yield "tag in a field", package(field(" {{ 'DDEAUTO' }} x")), "a tag stands in the instruction"
    yield "tag split in a field", package(field(" {", "{ title }", "} x")), "a field"
    yield "tag in a simple field", package(simple.replace("DDEAUTO", "{{ title }}")), "a tag stands in the instruction"
    yield "statement in a field", package(field(" {% if 1 %}DDEAUTO{% endif %}")), "a tag stands in the instruction"
    text = (
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/><w:t>{{ title }}</w:t><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    )
    yield "tag as text in a field", package(text), "a tag stands in the instruction"


def active_links() -> Iterator[tuple[str, bytes, str]]:
    """Links and relationships that lead outside."""
    for target in (
        "file:///etc/passwd",
        "javascript:alert(1)",
        r"\\server\x",
        "ms-word:ofe|u|http://x",
        "data:text/html,x",
    ):
        yield f"link field to {target}", package(field(f' HYPERLINK "{escape(target)}"')), "a link leads elsewhere"
        link = relation(f"{R}/hyperlink", target, "External")
        yield f"link to {target}", package("", {RELS: link}), "a link leads elsewhere"
    yield "link put together", package(field(" HYPERLINK ", "{", " TITLE ", "}")), "a link puts its target together"
    for kind in ("image", "oleObject", "attachedTemplate", "frame", "subDocument", "aFChunk", "video", "package"):
        outside = relation(f"{R}/{kind}", "http://example.org/x", "External")
        yield f"outside {kind}", package("", {RELS: outside}), "refers to something outside"
    lookalike = relation("http://example.org/hyperlink", "http://example.org/x", "External")
    yield "what is nearly a link", package("", {RELS: lookalike}), "refers to something outside"
    for mode in ("external", "EXTERNAL", "Extern"):
        yield (
            f"mode {mode}",
            package("", {RELS: relation(f"{R}/image", "http://x.cz/x", mode)}),
            "refers to something outside",
        )
    yield (
        "outside without a mode",
        package("", {RELS: relation(f"{R}/image", "http://x.cz/x")}),
        "refers to something outside",
    )
    yield (
        "server without a mode",
        package("", {RELS: relation(f"{R}/image", "//x.cz/x")}),
        "refers to something outside",
    )
    for target in ("../../../etc/passwd", "media/gone.png", "/gone.xml"):
        yield (
            f"picture at {target}",
            package("", {RELS: relation(f"{R}/image", target)}),
            "leads to a part that is not in the file",
        )
    for kind in ("oleObject", "control", "aFChunk", "vbaProject", "subDocument", "keyMapCustomizations"):
        yield (
            f"relationship {kind}",
            package("", {RELS: relation(f"{R}/{kind}", "styles.xml")}),
            "is none that a document may",
        )
    yield "embedded package", package("", {RELS: relation(f"{R}/package", "styles.xml")}), "an embedded object"


def active_elements() -> Iterator[tuple[str, bytes, str]]:
    """Elements that bring something in."""
    settings = member("word/settings.xml")
    for name in ("attachedTemplate", "mailMerge", "saveThroughXslt"):
        changed = settings.replace(b"</w:settings>", f"<w:{name}/></w:settings>".encode())
        yield f"setting {name}", package("", {"word/settings.xml": changed}), f"word/settings.xml: {name}"
    for name in ("altChunk", "subDoc", "object", "control", "movie", "entryMacro", "exitMacro"):
        yield f"element {name}", package(f"<w:p><w:r><w:{name}/></w:r></w:p>"), f"word/document.xml: {name}"
    vml = f"<w:p><w:r><w:pict><v:shape {SPACES}>{{}}</v:shape></w:pict></w:r></w:p>"
    yield "VML picture", package(vml.format('<v:imagedata src="http://x.cz/x.png"/>')), "refers to something outside"
    yield "VML link", package(vml.format('<v:rect href="file:///x"/>')), "refers to something outside"
    yield "OLE object", package(vml.format("<o:OLEObject/>")), "OLEObject is an embedded object"


def active_parts() -> Iterator[tuple[str, bytes, str]]:
    """Parts that are something else than text and pictures."""
    macro = "application/vnd.ms-office.vbaProject"
    yield (
        "macros",
        package("", {"word/vbaProject.bin": OLE, TYPES: typed(default=("bin", macro))}),
        "must not hold macros",
    )
    hidden = {"word/media/logo.png": OLE, TYPES: typed(default=("png", "image/png"))}
    yield "macros as a picture", package("", hidden), "holds macros or an embedded object"
    kept = {"word/data.xml": OLE}
    yield "macros as XML", package("", kept), "holds macros or an embedded object"
    renamed = {"word/other.dat": b"x", TYPES: typed(default=("dat", macro))}
    yield "macros by another name", package("", renamed), "must not hold macros"
    program = {"word/media/logo.png": b"MZ\x90", TYPES: typed(default=("png", "image/png"))}
    yield "program as a picture", package("", program), "holds a program"
    page = {"word/media/logo.png": b"<html>", TYPES: typed(default=("png", "image/png"))}
    yield "page as a picture", package("", page), "is no picture of the kind image/png"
    for kind in (
        "vnd.ms-office.activeX+xml",
        "xhtml+xml",
        "rtf",
        "octet-stream",
        "vnd.ms-word.keyMapCustomizations+xml",
    ):
        other = {"word/x.xml": b"<x/>", TYPES: typed(("/word/x.xml", f"application/{kind}"))}
        yield f"part {kind}", package("", other), "is none that a document may hold"
    yield "part of no kind", package("", {"word/x.weird": b"x"}), "of an unknown kind"
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" xmlns:h="http://www.w3.org/1999/xlink">%s</svg>'
    for name, inside in (("script", b"<script/>"), ("picture", b'<image h:href="http://x.cz/x"/>')):
        drawn = {"word/media/x.svg": svg % inside, TYPES: typed(default=("svg", "image/svg+xml"))}
        yield f"SVG with a {name}", package("", drawn), "word/media/x.svg: "
    for kind in (
        "ms-word.document.macroEnabled.main+xml",
        "openxmlformats-officedocument.wordprocessingml.template.main+xml",
    ):
        main = f"{OFFICE}wordprocessingml.document.main+xml".encode()
        other_main = {TYPES: member(TYPES).replace(main, f"application/vnd.{kind}".encode())}
        yield f"document {kind}", package("", other_main), "save it as .docx"
    doctype = '<?xml version="1.0" encoding="{}"?><!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'
    for encoding in ("UTF-8", "UTF-16"):
        content = doctype.format(encoding).encode(encoding)
        yield f"DOCTYPE in {encoding}", package("", {"word/x.xml": content}), "document type declaration"
    yield "DOCTYPE in EBCDIC", package("", {"word/x.xml": doctype.format("cp037").encode("cp037")}), "word/x.xml: "
    laughs = "".join(f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' for n in range(9))
    bomb = f'<!DOCTYPE x [<!ENTITY a0 "ha">{laughs}]><x>&a9;</x>'
    yield "a bomb of entities", package("", {"word/x.xml": bomb.encode("utf-16")}), "word/x.xml: "
    yield "a part twice", package("", {"Word/Document.xml": b"<x/>"}), "stands twice"
    yield "two kinds of a part", package("", {TYPES: typed(("/word/styles.xml", "application/xml"))}), "gives two kinds"
    book = {"xl/workbook.xml": b"<x/>", "xl/externalLinks/externalLink1.xml": b"<x/>"}
    sheet = {"word/x.xlsx": zipped(book), TYPES: typed(default=("xlsx", f"{OFFICE}spreadsheetml.sheet"))}
    yield "workbook that links", package("", sheet), "the workbook of a chart holds xl/externalLinks"
    macros = {
        "word/x.xlsx": zipped({"xl/vbaProject.bin": OLE}),
        TYPES: typed(default=("xlsx", f"{OFFICE}spreadsheetml.sheet")),
    }
    yield "workbook with macros", package("", macros), "the workbook of a chart holds xl/vbaProject.bin"
    no_book = {"word/x.xlsx": OLE, TYPES: typed(default=("xlsx", f"{OFFICE}spreadsheetml.sheet"))}
    yield "no workbook", package("", no_book), "holds macros or an embedded object"


def cell(*texts: str) -> str:
    """A cell with a paragraph for each text."""
    return f"<w:tc><w:tcPr><w:tcW w:w='4000' w:type='dxa'/></w:tcPr>{''.join(map(paragraph, texts))}</w:tc>"


def table(*rows: str) -> str:
    """A table of one column for each cell of its rows."""
    grid = "<w:gridCol w:w='4000'/>" * max(row.count("<w:tc>") for row in rows)
    return f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"


def split(*pieces: str) -> str:
    """A paragraph whose text Word has split into runs, with marks of its spelling between them."""
    return (
        "<w:p>"
        + '<w:proofErr w:type="spellStart"/>'.join(f"<w:r><w:t>{escape(each)}</w:t></w:r>" for each in pieces)
        + "</w:p>"
    )


def not_filled_in() -> Iterator[tuple[str, str, str, str]]:
    """Tags in parts where they stay as typed: name, part, kind of content, content."""
    spaces = f'xmlns:c="{A.replace("main", "chart")}" xmlns:d="{A.replace("main", "diagram")}" xmlns:a="{A}"'
    chart = f"<c:chartSpace {spaces}>%s</c:chartSpace>"
    drawing = "application/vnd.openxmlformats-officedocument.drawingml"
    runs = "<a:p><a:r><a:t>{{ ti</a:t></a:r><a:r><a:t>tle }}</a:t></a:r></a:p>"
    yield "a tag in the title of a chart", "word/charts/chart9.xml", f"{drawing}.chart+xml", chart % runs
    yield (
        "a tag in a value of a chart",
        "word/charts/chart9.xml",
        f"{drawing}.chart+xml",
        chart % "<c:v>{{ title }}</c:v>",
    )
    diagram = f"<d:dataModel {spaces}>{runs}</d:dataModel>"
    yield "a tag in a diagram", "word/diagrams/data1.xml", f"{drawing}.diagramData+xml", diagram
    yield "a tag in data of a control", "customXml/item9.xml", "application/xml", "<x><y>{{ title }}</y></x>"


def broken() -> Iterator[tuple[str, bytes, str]]:
    """Templates with a mistake in a tag: a name, the file, and words of the message."""
    texts = (
        ("{{ titel }}", "'titel' is not known here. Did you mean \"title\"?"),
        ("{{ title", "{{ stands without }}"),
        ("title }}", "}} stands without {{"),
        ("{% if title", "{% stands without %}"),
        ("{# title", "{# stands without #}"),
        ("{{ title|uper }}", 'no filter is called uper. Did you mean "upper"?'),
        ("{{ title|safe }}", "no filter is called safe"),
        ("{{ title is odder }}", "no test is called odder"),
        ("{{ a b }}", "b is too much"),
        ("{{ }}", "the tag is empty"),
        ("{{ title / }}", "the tag ends too soon"),
        ("{{ (title }}", ") is missing"),
        ("{{ title $ }}", "the sign $ does not belong"),
        ("{% if %}x{% endif %}", "the tag is empty"),
        ("{% if title %}x", "{% if title %} has no end; write {% endif %}"),
        ("{% for x in facts %}x", "{% for x in facts %} has no end; write {% endfor %}"),
        ("{% for x of facts %}x{% endfor %}", "is missing"),
        ("{% endif %}", "{% endif %} ends nothing"),
        ("{% else %}", "{% else %} stands outside of"),
        ("{% elif title %}", "{% elif title %} stands outside of"),
        ("{% fro x in facts %}", 'no statement is called fro. Did you mean "for"?'),
        ("{% include 'x' %}", "no statement is called include"),
        ("{% for x in facts %}{% if x %}{% endfor %}{% endif %}", "{% if x %} has no end"),
        ("{% for x in facts %}{{ y.label }}{% endfor %}", "'y' is not known here"),
        ("{% for x in facts %}x{% endfor %}{{ x }}", "'x' is not known here"),
        ("{{p title }}", "title is a text, not paragraphs; write {{ title }}"),
        ("{{p fact.authority }}", "fact.authority is a text"),
        ("{{p table.overview }}", "table.overview holds several values"),
        ("{{ table.overview }}", "table.overview holds several values"),
        ("{{ table }}", "table holds several values"),
        ("{{ facts }}", "facts holds several values"),
        ("{{ body }}", "write {{p body }}, not {{ body }}"),
        ("{{ part.summary }}", "write {{p part.summary }}"),
        ("Text před {{p body }}", "the tag {{p body }} has to stand alone"),
        ("{{p body }}{{p contents }}", "the tag {{p body }} has to stand alone"),
        ("{%tr for x in facts %}", "stands in no table"),
    )
    plain = {name: re.sub(rb"\{[{%].*?[}%]\}", b"", member(name)) for name in HEADS}
    yield "no tag", package(paragraph("bez značky"), dict(plain)), "the template has no tag"
    yield "nearly a tag", package(paragraph("{_{ title }_}"), dict(plain)), "the template has no tag"
    for text, words in texts:
        yield f"text {text}", package(paragraph(text)), words
    yield (
        "an end of another sort",
        package("".join(map(paragraph, ("{%p if title %}", "x", "{% endif %}")))),
        "do not match",
    )
    crossing = table(cell("{% for x in facts %}") + cell("{% endfor %}"))
    yield "a loop from cell to cell", package(crossing), "begins in another cell"
    beside = table(cell("{%tr for x in facts %}", "pryč"), cell("{{ x.label }}"), cell("{%tr endfor %}"))
    yield "text beside a row tag", package(beside), "has to stand alone in its row"
    for name, words in (("header1", "a header or footer"), ("footer1", "a header or footer")):
        part = f"word/{name}.xml"
        content = member(part).replace(b"</w:p>", b"</w:p>" + paragraph("{{p body }}").encode(), 1)
        yield f"body in {name}", package("", {part: content}), f"body cannot stand in {words}"
    notes = f'<w:comments xmlns:w="{W}"><w:comment w:id="0">{paragraph("{{ title }}")}</w:comment></w:comments>'
    kind = typed(("/word/comments.xml", f"{OFFICE}wordprocessingml.comments+xml"))
    yield "a tag in a comment", package("", {"word/comments.xml": notes.encode(), TYPES: kind}), "are never filled in"
    properties = member("docProps/core.xml").replace(
        b"</cp:coreProperties>", b"<cp:keywords>{{ title }}</cp:keywords></cp:coreProperties>"
    )
    yield "a tag in the properties", package("", {"docProps/core.xml": properties}), "are never filled in"
    for name, part, content_type, text in not_filled_in():
        types = typed((f"/{part}", content_type))
        yield name, package("", {part: text.encode(), TYPES: types}), "are never filled in"
    yield "split over runs", package(split("{", "{ ti", "tel ", "}", "}")), "'titel' is not known here"
