"""The sentences at the foot of every page."""

from copy import deepcopy
from typing import Any, Final

from lxml import etree

from socplan.exporters.word.pieces import text_run

__all__ = ["NEW_FOOTER", "missing_footers", "with_sentences"]

_W_NAME: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_W: Final = f"{{{_W_NAME}}}"
_ID: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
#: A footer of a template that has none.
NEW_FOOTER: Final = f'<w:ftr xmlns:w="{_W_NAME}"><w:p/></w:ftr>'


def missing_footers(section: Any, identifier: str) -> bool:
    """Refer to the footer under an identifier wherever the first section has none; whether that was needed."""
    kinds = ["default", *(["first"] if section.find(f"{_W}titlePg") is not None else [])]
    have = {reference.get(f"{_W}type", "default") for reference in section.iterfind(f"{_W}footerReference")}
    for kind in kinds:
        if kind not in have:
            section.insert(0, etree.Element(f"{_W}footerReference", {f"{_W}type": kind, _ID: identifier}))
    return not have.issuperset(kinds)


def with_sentences(footer: str, sentences: tuple[str, ...]) -> str:
    """A footer with the sentences above its own text, unless the template places them."""
    tree = etree.fromstring(footer.encode())
    standing = "".join(node.text or "" for node in tree.iter(f"{_W}t"))
    top = tree.find(f".//{_W}p")
    for sentence in sentences:
        if sentence not in standing:
            added = etree.fromstring(f'<w:p xmlns:w="{_W_NAME}">{text_run(sentence)}</w:p>')
            look = top.find(f"{_W}pPr")
            if look is not None:
                added.insert(0, deepcopy(look))
            top.addprevious(added)
    return str(etree.tostring(tree, encoding="unicode"))
