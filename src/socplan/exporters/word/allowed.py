"""What a template, and a finished document, may hold: no code, and nothing that fetches when it is opened."""

import re
from collections.abc import Iterator
from typing import Any, Final

from lxml import etree

from socplan.archives import unzip
from socplan.errors import ReadError

__all__ = ["package_mistakes"]

_FIELDS: Final = re.compile(r"\b(?:DDEAUTO|DDE|INCLUDETEXT|INCLUDEPICTURE)\b", re.IGNORECASE)
_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def package_mistakes(name: str, content: bytes) -> Iterator[str]:
    """What a template must not hold."""
    try:
        members = unzip(name, content)
    except ReadError as error:
        yield from (str(fault) for fault in error.faults)
        return
    if "word/document.xml" not in members:
        yield "no Word document (.docx)"
        return
    for member, data in members.items():
        if member.lower().endswith("vbaproject.bin"):
            yield f"{member}: a template must not hold macros; save it as .docx"
        if member.endswith((".xml", ".rels")):
            if b"<!DOCTYPE" in data:
                yield f"{member}: holds a document type declaration"
                continue
            try:
                tree = etree.fromstring(data)
            except etree.XMLSyntaxError as error:
                yield f"{member}: no XML: {error.msg}"
                continue
            yield from _outside_mistakes(member, tree)


def _outside_mistakes(member: str, tree: Any) -> Iterator[str]:
    """Links and fields that make Word fetch something when it opens the document."""
    for link in tree.iter("{*}Relationship"):
        hyperlink = link.get("Type", "").endswith("/hyperlink")
        if link.get("TargetMode", "").lower() == "external" and not hyperlink:
            yield f"{member}: refers to something outside of the document: {link.get('Target', '')[:160]}"
    instructions = "".join(node.text or "" for node in tree.iter(f"{_W}instrText"))
    instructions += " ".join(node.get(f"{_W}instr", "") for node in tree.iter(f"{_W}fldSimple"))
    for name in sorted(set(map(str.upper, _FIELDS.findall(instructions)))):
        yield f"{member}: the field {name} fetches things from outside of the document"
