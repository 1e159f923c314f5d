"""What a template, and a finished document, may hold: no code, and nothing that fetches when it is opened.

Lists name what is known to be harmless: kinds of parts, relationships, targets of links, fields. What is on no list is
refused.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from lxml import etree

from socplan.archives import unzip
from socplan.errors import ReadError, printable
from socplan.exporters.word.instructions import SAFE_LINK, field_mistakes, instructions_of

__all__ = ["finished_mistakes", "member_mistakes", "package_mistakes"]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


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
#: What an element does that a document must not do, and how to be rid of it.
_ELEMENTS: Final = {
    "altChunk": "brings in another document; copy its text instead",
    "subDoc": "brings in another document; copy its text instead",
    "object": "is an embedded object; insert a picture of it instead",
    "OLEObject": "is an embedded object; insert a picture of it instead",
    "control": "is a control that runs code; delete it",
    "attachedTemplate": "names a template elsewhere; take it off (Developer > Document Template)",
    "mailMerge": "asks for data elsewhere; end the mail merge",
    "entryMacro": "runs a macro; delete it in the properties of the form field",
    "exitMacro": "runs a macro; delete it in the properties of the form field",
    "movie": "plays a film; delete it",
    "sourceFileName": "opens a page elsewhere; delete the frame",
    "saveThroughXslt": "sends the document through another file; delete it",
    "script": "holds a script; delete it",
    "foreignObject": "brings a page into a picture; insert another picture",
}
#: The elements of pictures that show what they refer to, so that they fetch it.
_SHOWN: Final = _words("image imagedata use feImage fill stroke")
#: How files begin that are something else than they say.
_SIGNS: Final = {
    b"\xd0\xcf\x11\xe0": "macros or an embedded object",
    b"MZ": "a program",
    b"\x7fELF": "a program",
    b"{\\rtf": "another document",
    b"PK\x03\x04": "an archive",
}
_PICTURES: Final = {"image/png": b"\x89PNG", "image/jpeg": b"\xff\xd8", "image/jpg": b"\xff\xd8", "image/gif": b"GIF8"}
#: What a workbook behind a chart may be made of.
_WORKBOOK_PART: Final = re.compile(
    r"\[Content_Types\]\.xml|docProps/\w+\.xml|(?:_rels/\.rels|xl/_rels/workbook\.xml\.rels)"
    r"|xl/(?:workbook|styles|sharedStrings|metadata)\.xml|xl/theme/theme\d*\.xml"
    r"|xl/worksheets/(?:_rels/)?sheet\d+\.xml(?:\.rels)?|xl/tables/table\d+\.xml"
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


def package_mistakes(name: str, content: bytes) -> Iterator[str]:
    """What a template must not hold, each with the part, what is wrong and what to do."""
    try:
        members = unzip(name, content)
    except ReadError as error:
        yield from (str(fault) for fault in error.faults)
        return
    yield from member_mistakes(members)


def finished_mistakes(members: Mapping[str, bytes], template: Mapping[str, bytes]) -> Iterator[str]:
    """What a finished document must not hold, though its template was checked: tags may have put something together.

    Members that are those of the template, and text without anything suspect in it, are not read again.
    """

    def is_known(member: str, data: bytes) -> bool:
        if template.get(member) == data:
            return True
        only_text = member.endswith(".xml") and data.startswith((b"<?xml version", b"<w:"))
        return only_text and b"\0" not in data and len(_SUSPECT.findall(data)) == len(_OWN_FIELD.findall(data))

    yield from member_mistakes(members, frozenset(member for member, data in members.items() if is_known(member, data)))


def member_mistakes(members: Mapping[str, bytes], known: frozenset[str] = frozenset()) -> Iterator[str]:
    """What the members of a Word file must not hold; the text of those that are known already is not read."""
    if "word/document.xml" not in members or "[Content_Types].xml" not in members:
        yield "no Word document (.docx)"
        return
    types: dict[str, str] = {}
    yield from _type_mistakes(members["[Content_Types].xml"], types)
    seen: dict[str, str] = {}
    for member, data in members.items():
        shown = printable(member)
        if (other := seen.setdefault(member.lower(), member)) != member:
            yield f"{shown}: stands twice in the file, as {printable(other)} too; save it anew in Word"
        if member == "[Content_Types].xml":
            continue
        kind = types.get("/" + member.lower()) or types.get(member.lower().rpartition(".")[2], "")
        yield from (f"{shown}: {problem}" for problem in _kind_mistakes(member, kind, data))
        if member not in known:
            yield from (f"{shown}: {problem}" for problem in _part_mistakes(member, kind, data, types))


def _type_mistakes(data: bytes, types: dict[str, str]) -> Iterator[str]:
    """Fill in the kinds of the parts: by name with a stroke before it, and by suffix."""
    tree, problem = _parsed(data)
    if problem:
        yield f"[Content_Types].xml: {problem}"
        return
    for node in tree.iter("{*}Default", "{*}Override"):
        key = (node.get("PartName") or node.get("Extension") or "").lower()
        if types.setdefault(key, node.get("ContentType", "")) != node.get("ContentType", ""):
            yield f"[Content_Types].xml: gives two kinds to {printable(key)}; save the file anew in Word"
    if types.get("/word/document.xml") != _MAIN:
        yield "word/document.xml: no ordinary Word document; save it as .docx, not as .docm, .dotx or .dotm"


def _kind_mistakes(member: str, kind: str, data: bytes) -> Iterator[str]:
    if member.lower().endswith("vbaproject.bin") or "macro" in kind.lower() or "vba" in kind.lower():
        yield "a template must not hold macros; save it as .docx"
        return
    if kind not in _PARTS:
        yield f"a part of the kind {printable(kind)[:80] or 'unknown'} is none that a document may hold; delete it"
    for sign, what in _SIGNS.items():
        if data.startswith(sign) and not (kind == _WORKBOOK and sign.startswith(b"PK")):
            yield f"holds {what}; delete it, or insert a picture of it instead"
    if data and not data.startswith(_PICTURES.get(kind, b"")):
        yield f"is no picture of the kind {kind}; insert the picture anew"


def _part_mistakes(member: str, kind: str, data: bytes, types: Mapping[str, str]) -> Iterator[str]:
    if kind == _WORKBOOK:
        yield from _workbook_mistakes(data)
    if kind.endswith("xml") or member.endswith((".xml", ".rels")):
        tree, problem = _parsed(data)
        if problem:
            yield problem
            return
        if member.endswith(".rels") or kind == _RELATIONSHIPS:
            yield from _relation_mistakes(member, tree, types)
        yield from _element_mistakes(tree)
        yield from field_mistakes(instructions_of(tree.iter()))


def _parsed(data: bytes) -> tuple[Any, str | None]:
    """The tree of a part, or what is wrong with it."""
    if b"<!DOCTYPE" in data:
        return None, "holds a document type declaration; save the file anew in Word"
    try:
        tree = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    except (etree.XMLSyntaxError, ValueError) as error:
        return None, f"no XML: {getattr(error, 'msg', None) or error}; save the file anew in Word"
    if tree.getroottree().docinfo.internalDTD is not None:  # in whatever encoding
        return None, "holds a document type declaration; save the file anew in Word"
    return tree, None


def _relation_mistakes(member: str, tree: Any, types: Mapping[str, str]) -> Iterator[str]:
    folder, _, name = member.lower().rpartition("_rels/")
    of_chart = types.get(f"/{folder}{name.removesuffix('.rels')}") == _CHART
    for link in tree.iter("{*}Relationship"):
        kind, target, mode = link.get("Type", ""), link.get("Target", ""), link.get("TargetMode", "Internal")
        shown = printable(target)[:160]
        if mode != "Internal" and kind != _HYPERLINK:
            yield f"refers to something outside of the document: {shown}; insert it into the document instead"
        elif kind == _HYPERLINK and not SAFE_LINK.match(target):
            yield f"a link leads elsewhere than to the web, a mailbox or this document: {shown}; mend the link"
        elif kind == _PACKAGE and not of_chart:
            yield f"an embedded object: {shown}; insert a picture of it instead"
        elif kind not in _RELATIONS:
            yield f"a relationship of the kind {printable(kind)[:120]} is none that a document may hold; delete {shown}"
        elif kind != _HYPERLINK and (":" in target or target.startswith(("//", "\\"))):
            yield f"refers to something outside of the document: {shown}; insert it into the document instead"


def _element_mistakes(tree: Any) -> Iterator[str]:
    told: set[str] = set()
    for node in tree.iter(etree.Element):
        name = node.tag.rpartition("}")[2]
        if name in _ELEMENTS and name not in told:
            told.add(name)
            yield f"{name} {_ELEMENTS[name]}"
        for key, value in node.attrib.items():
            local = key.rpartition("}")[2]
            # An attribute in the namespace of relationships names a relationship, which is checked there.
            if local in ("src", "href") and not key.startswith("{" + _R[:-1]) and value:
                inside = value.startswith(("#", "data:image/"))
                if not inside and (local == "src" or name in _SHOWN or not SAFE_LINK.match(value)):
                    yield f"refers to something outside of the document: {printable(value)[:160]}; insert it instead"


def _workbook_mistakes(data: bytes) -> Iterator[str]:
    """A workbook behind a chart holds cells and nothing else."""
    try:
        members = unzip("workbook", data)
    except ReadError as error:
        yield from (f"the workbook of a chart: {fault}" for fault in error.faults)
        return
    for member, content in members.items():
        if not _WORKBOOK_PART.fullmatch(member):
            yield f"the workbook of a chart holds {printable(member)}; make the chart anew, with its cells alone"
            continue
        tree, problem = _parsed(content)
        if problem:
            yield f"the workbook of a chart, {member}: {problem}"
        elif any(link.get("TargetMode", "Internal") != "Internal" for link in tree.iter("{*}Relationship")):
            yield "the workbook of a chart refers to something outside; make the chart anew"
        elif any(kind.get("ContentType", "").lower().count("macro") for kind in tree.iter("{*}Override")):
            yield "the workbook of a chart holds macros; make the chart anew"
