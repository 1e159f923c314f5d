"""What a template, and a finished document, may hold: no code, and nothing that fetches when it is opened.

Lists name what is known to be harmless: kinds of parts, relationships, targets of links, fields. What is on no list is
refused.
"""

import posixpath
import re
from collections.abc import Container, Iterator, Mapping
from typing import Any, Final
from urllib.parse import unquote

from attrs import evolve
from lxml import etree

from socplan.archives import unzip
from socplan.errors import ReadError, printable
from socplan.exporters.word.instructions import SAFE_LINK, field_mistakes, instructions_of
from socplan.exporters.word.mistakes import Mistake

__all__ = ["finished_mistakes", "member_mistakes", "package_mistakes"]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


#: How files of Word 97 begin, and files with a password.
_OLD: Final = b"\xd0\xcf\x11\xe0"
#: The namespaces of "Strict Open XML".
_STRICT: Final = b"http://purl.oclc.org/ooxml/"
_OFFICE: Final = "application/vnd.openxmlformats-officedocument."
_MAIN: Final = f"{_OFFICE}wordprocessingml.document.main+xml"
_CHART: Final = f"{_OFFICE}drawingml.chart+xml"
_WORKBOOK: Final = f"{_OFFICE}spreadsheetml.sheet"
_RELATIONSHIPS: Final = "application/vnd.openxmlformats-package.relationships+xml"
_WORD_PARTS: Final = _words(
    "comments commentsExtended commentsExtensible commentsIds document.glossary endnotes fontTable footer footnotes "
    "header numbering people settings styles webSettings"
)
_DRAWING_PARTS: Final = _words("chart chartshapes diagramColors diagramData diagramLayout diagramStyle")
#: The kinds of parts, by their content type.
_PARTS: Final = frozenset(
    {
        _MAIN,
        _WORKBOOK,
        _RELATIONSHIPS,
        "application/xml",
        "text/xml",
        "application/vnd.openxmlformats-package.core-properties+xml",
        "application/vnd.ms-word.stylesWithEffects+xml",
        "application/vnd.ms-office.chartstyle+xml",
        "application/vnd.ms-office.chartcolorstyle+xml",
        "application/vnd.ms-office.drawingml.diagramDrawing+xml",
        "application/vnd.ms-office.classificationlabels+xml",
        f"{_OFFICE}custom-properties+xml",
        f"{_OFFICE}customXmlProperties+xml",
        f"{_OFFICE}extended-properties+xml",
        f"{_OFFICE}obfuscatedFont",
        f"{_OFFICE}theme+xml",
        f"{_OFFICE}themeOverride+xml",
        *(f"{_OFFICE}wordprocessingml.{name}+xml" for name in _WORD_PARTS),
        *(f"{_OFFICE}drawingml.{name}+xml" for name in _DRAWING_PARTS),
        *(f"image/{name}" for name in _words("png jpeg jpg gif bmp tiff x-emf emf x-wmf wmf svg+xml")),
    }
)
_R: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_HYPERLINK: Final = f"{_R}hyperlink"
_PACKAGE: Final = f"{_R}package"
_OF_WORD: Final = _words(
    "chart chartUserShapes comments custom-properties customXml customXmlProps diagramColors diagramData diagramLayout "
    "diagramQuickStyle endnotes extended-properties font fontTable footer footnotes glossaryDocument header hyperlink "
    "image numbering officeDocument package settings styles theme themeOverride webSettings"
)
#: How parts may belong together, by the type of the relationship.
_RELATIONS: Final = frozenset(
    {
        *(_R + name for name in _OF_WORD),
        *(
            f"http://schemas.openxmlformats.org/package/2006/relationships/metadata/{name}"
            for name in ("core-properties", "thumbnail")
        ),
        *(
            f"http://schemas.microsoft.com/office/{name}"
            for name in (
                "2007/relationships/diagramDrawing",
                "2007/relationships/stylesWithEffects",
                "2011/relationships/chartColorStyle",
                "2011/relationships/chartStyle",
                "2011/relationships/commentsExtended",
                "2011/relationships/people",
                "2016/09/relationships/commentsIds",
                "2018/08/relationships/commentsExtensible",
                "2020/02/relationships/classificationlabels",
            )
        ),
    }
)
#: Elements that do what a document must not do, by the mistake that they are.
_ELEMENTS: Final = {
    "altChunk": "other-document",
    "subDoc": "other-document",
    "object": "object",
    "OLEObject": "object",
    "control": "control",
    "attachedTemplate": "other-template",
    "mailMerge": "mail-merge",
    "entryMacro": "form-macro",
    "exitMacro": "form-macro",
    "movie": "film",
    "sourceFileName": "frame",
    "saveThroughXslt": "through-file",
    "script": "script",
    "foreignObject": "page-in-picture",
}
#: The elements of pictures that show what they refer to, so that they fetch it.
_SHOWN: Final = _words("image imagedata use feImage fill stroke")
#: How files begin that are something else than they say, each with its mistake.
_SIGNS: Final = {
    b"\xd0\xcf\x11\xe0": "hides-object",
    b"MZ": "hides-program",
    b"\x7fELF": "hides-program",
    b"{\\rtf": "hides-document",
    b"PK\x03\x04": "hides-archive",
}
_PICTURES: Final = {"image/png": b"\x89PNG", "image/jpeg": b"\xff\xd8", "image/jpg": b"\xff\xd8", "image/gif": b"GIF8"}
#: What a workbook behind a chart may be made of.
_WORKBOOK_PART: Final = re.compile(
    r"\[Content_Types\]\.xml|docProps/\w+\.xml|(?:_rels/\.rels|xl/_rels/workbook\.xml\.rels)"
    r"|xl/(?:workbook|styles|sharedStrings|metadata)\.xml|xl/theme/theme\d*\.xml"
    r"|xl/worksheets/(?:_rels/)?sheet\d+\.xml(?:\.rels)?|xl/tables/table\d+\.xml"
)
#: The mistake of a reference that leads to none, by what it refers to.
_NO_NOTE: Final = {b"footnote": "no-footnote", b"endnote": "no-endnote", b"comment": "no-comment"}
#: A note or a comment, or a reference to one.
_NOTE: Final = re.compile(
    rb"<(?:\w+:)?(footnote|endnote|comment)(Reference)?\s(?:[^<>]*?\s)?(?:\w+:)?id=[\"'](-?\d+)[\"']"
)
#: What may be active, and how our own writer writes what is not.
_SUSPECT: Final = re.compile(
    rb"[<:](?:instrText|delInstrText|fldSimple|"
    + "|".join(_ELEMENTS).encode()
    + rb")[\s>/]|[\s:](?:src|href)\s*=|<!DOCTYPE"
)
_OWN_FIELD: Final = re.compile(
    rb"<w:instrText(?: xml:space=\"preserve\")?> ?(?:PAGEREF|REF) \w+(?: \\[hnp])* ?</w:instrText>"
    rb"|<w:instrText(?: xml:space=\"preserve\")?> ?(?:PAGE|NUMPAGES|SEQ \w+(?: \\\* ARABIC)?) ?</w:instrText>"
)


def package_mistakes(name: str, content: bytes) -> Iterator[Mistake]:
    """What a template must not hold, each with its part."""
    if content.startswith(_OLD):
        yield Mistake(code="old-word")
        return
    try:
        members = unzip(name, content)
    except ReadError as error:
        yield from _archive_mistakes(error)
        return
    if _STRICT in members.get("_rels/.rels", b""):
        yield Mistake(code="strict-word")
        return
    yield from member_mistakes(members)
    yield from _note_mistakes(members)


def _note_mistakes(members: Mapping[str, bytes]) -> Iterator[Mistake]:
    """References to notes and comments that the file does not have."""
    found = [
        (member, *match) for member, data in members.items() if member.endswith(".xml") for match in _NOTE.findall(data)
    ]
    there = {(kind, number) for _, kind, refers, number in found if not refers}
    for member, kind, refers, number in found:
        if refers and (kind, number) not in there:
            yield Mistake(part=printable(member), code=_NO_NOTE[kind], values={"number": number.decode()})


def _archive_mistakes(error: ReadError) -> Iterator[Mistake]:
    if isinstance(error.__cause__, Exception):
        yield Mistake(code="not-word")
        return
    for fault in error.faults:
        yield Mistake(code="odd-archive", values={"place": fault.place})


def finished_mistakes(members: Mapping[str, bytes], template: Mapping[str, bytes]) -> Iterator[Mistake]:
    """What a finished document must not hold, though its template was checked: tags may have put something together.

    Members that are those of the template, and text without anything suspect in it, are not read again.
    """

    def is_known(member: str, data: bytes) -> bool:
        if template.get(member) == data:
            return True
        only_text = member.endswith(".xml") and data.startswith((b"<?xml version", b"<w:"))
        return only_text and b"\0" not in data and len(_SUSPECT.findall(data)) == len(_OWN_FIELD.findall(data))

    yield from member_mistakes(members, frozenset(member for member, data in members.items() if is_known(member, data)))


def member_mistakes(members: Mapping[str, bytes], known: frozenset[str] = frozenset()) -> Iterator[Mistake]:
    """What the members of a Word file must not hold; the text of those that are known already is not read."""
    if "word/document.xml" not in members or "[Content_Types].xml" not in members:
        yield Mistake(code="not-word")
        return
    types: dict[str, str] = {}
    yield from _type_mistakes(members["[Content_Types].xml"], types)
    seen: dict[str, str] = {}
    names = frozenset(member.lower() for member in members)
    for member, data in members.items():
        shown = printable(member)
        if (other := seen.setdefault(member.lower(), member)) != member:
            yield Mistake(part=shown, code="part-twice", values={"other": printable(other)})
        if member == "[Content_Types].xml":
            continue
        kind = types.get("/" + member.lower()) or types.get(member.lower().rpartition(".")[2], "")
        yield from (evolve(mistake, part=shown) for mistake in _kind_mistakes(member, kind, data))
        if member not in known:
            yield from (evolve(mistake, part=shown) for mistake in _part_mistakes(member, kind, data, types, names))


def _type_mistakes(data: bytes, types: dict[str, str]) -> Iterator[Mistake]:
    """Fill in the kinds of the parts: by name with a stroke before it, and by suffix."""
    tree, problem = _parsed(data)
    if problem:
        yield Mistake(part="[Content_Types].xml", code=problem)
        return
    for node in tree.iter("{*}Default", "{*}Override"):
        key = (node.get("PartName") or node.get("Extension") or "").lower()
        if types.setdefault(key, node.get("ContentType", "")) != node.get("ContentType", ""):
            yield Mistake(part="[Content_Types].xml", code="two-kinds", values={"name": printable(key)})
    if types.get("/word/document.xml") != _MAIN:
        yield Mistake(part="word/document.xml", code="not-ordinary")


def _kind_mistakes(member: str, kind: str, data: bytes) -> Iterator[Mistake]:
    if member.lower().endswith("vbaproject.bin") or "macro" in kind.lower() or "vba" in kind.lower():
        yield Mistake(code="macros")
        return
    if kind not in _PARTS:
        shown = printable(kind)[:80]
        yield Mistake(code="part-kind", values={"kind": shown}) if kind else Mistake(code="part-no-kind")
    for sign, code in _SIGNS.items():
        if data.startswith(sign) and not (kind == _WORKBOOK and sign.startswith(b"PK")):
            yield Mistake(code=code)
    if data and not data.startswith(_PICTURES.get(kind, b"")):
        yield Mistake(code="no-picture", values={"kind": kind})


def _part_mistakes(
    member: str, kind: str, data: bytes, types: Mapping[str, str], names: Container[str]
) -> Iterator[Mistake]:
    if kind == _WORKBOOK:
        yield from _workbook_mistakes(data)
    if kind.endswith("xml") or member.endswith((".xml", ".rels")):
        tree, problem = _parsed(data)
        if problem:
            yield Mistake(code=problem)
            return
        if member.endswith(".rels") or kind == _RELATIONSHIPS:
            yield from _relation_mistakes(member, tree, types, names)
        yield from _element_mistakes(tree)
        yield from field_mistakes(instructions_of(tree.iter()))


def _parsed(data: bytes) -> tuple[Any, str | None]:
    """The tree of a part, or the mistake that it is."""
    if b"<!DOCTYPE" in data:
        return None, "declares-type"
    try:
        tree = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    except (etree.XMLSyntaxError, ValueError):
        return None, "damaged"
    if tree.getroottree().docinfo.internalDTD is not None:  # in whatever encoding
        return None, "declares-type"
    return tree, None


def _relation_mistakes(member: str, tree: Any, types: Mapping[str, str], names: Container[str]) -> Iterator[Mistake]:
    folder, _, name = member.lower().rpartition("_rels/")
    of_chart = types.get(f"/{folder}{name.removesuffix('.rels')}") == _CHART
    for link in tree.iter("{*}Relationship"):
        kind, target, mode = link.get("Type", ""), link.get("Target", ""), link.get("TargetMode", "Internal")
        shown = printable(target)[:160]
        if mode != "Internal" and kind != _HYPERLINK:
            yield Mistake(code="outside", values={"target": shown})
        elif kind == _HYPERLINK and not SAFE_LINK.match(target):
            yield Mistake(code="bad-link", values={"target": shown})
        elif kind == _PACKAGE and not of_chart:
            yield Mistake(code="embedded", values={"target": shown})
        elif kind not in _RELATIONS:
            yield Mistake(code="relation", values={"kind": printable(kind)[:120], "target": shown})
        elif kind != _HYPERLINK and (":" in target or target.startswith(("//", "\\"))):
            yield Mistake(code="outside", values={"target": shown})
        elif kind != _HYPERLINK and _led_to(folder, target) not in names:
            yield Mistake(code="no-target", values={"target": shown})


def _led_to(folder: str, target: str) -> str:
    """The member to which a relationship leads, in small letters; ``folder`` is that of the part which has it."""
    path = unquote(target).lower()
    return posixpath.normpath(path.removeprefix("/") if path.startswith("/") else posixpath.join(folder, path))


def _element_mistakes(tree: Any) -> Iterator[Mistake]:
    yielded: set[str] = set()
    for node in tree.iter(etree.Element):
        name = node.tag.rpartition("}")[2]
        if name in _ELEMENTS and name not in yielded:
            yielded.add(name)
            yield Mistake(code=_ELEMENTS[name], values={"name": name})
        for key, value in node.attrib.items():
            local = key.rpartition("}")[2]
            # An attribute in the namespace of relationships names a relationship, which is checked there.
            if local in ("src", "href") and not key.startswith("{" + _R[:-1]) and value:
                inside = value.startswith(("#", "data:image/"))
                if not inside and (local == "src" or name in _SHOWN or not SAFE_LINK.match(value)):
                    yield Mistake(code="outside", values={"target": printable(value)[:160]})


def _workbook_mistakes(data: bytes) -> Iterator[Mistake]:
    """A workbook behind a chart holds cells and nothing else."""
    try:
        members = unzip("workbook", data)
    except ReadError:
        yield Mistake(code="book-damaged")
        return
    for member, content in members.items():
        if not _WORKBOOK_PART.fullmatch(member):
            yield Mistake(code="book-part", values={"name": printable(member)})
            continue
        tree, problem = _parsed(content)
        if problem:
            yield Mistake(code="book-damaged")
        elif any(link.get("TargetMode", "Internal") != "Internal" for link in tree.iter("{*}Relationship")):
            yield Mistake(code="book-outside")
        elif any(kind.get("ContentType", "").lower().count("macro") for kind in tree.iter("{*}Override")):
            yield Mistake(code="book-macros")
