"""The fields of Word that a document may hold: those that count, refer or print, none that fetches or runs."""

import re
from collections.abc import Iterable, Iterator
from typing import Any, Final

from socplan.exporters.word.mistakes import Mistake

__all__ = ["FIELDS", "SAFE_LINK", "field_mistakes", "instructions_of"]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


#: The fields that only count, refer, or print what the document knows of itself.
FIELDS: Final = _words(
    "= AUTHOR AUTONUM AUTONUMLGL AUTONUMOUT BIBLIOGRAPHY CITATION COMMENTS CREATEDATE DATE DOCPROPERTY EDITTIME EQ "
    "FILENAME FORMCHECKBOX FORMDROPDOWN FORMTEXT HYPERLINK IF INDEX KEYWORDS LASTSAVEDBY LISTNUM NOTEREF NUMCHARS "
    "NUMPAGES NUMWORDS PAGE PAGEREF PRINTDATE REF REVNUM SAVEDATE SECTION SECTIONPAGES SEQ STYLEREF SUBJECT SYMBOL "
    "TA TC TIME TITLE TOA TOC XE"
)
#: The fields that are known to bring something in; the message says so.
_FETCHING: Final = _words("DATABASE DDE DDEAUTO EMBED IMPORT INCLUDE INCLUDEPICTURE INCLUDETEXT LINK RD")
#: Where a link may lead: to the web, to a mailbox, or within the document.
SAFE_LINK: Final = re.compile(r"(?:https?://|mailto:|#)[^\x00-\x20]", re.IGNORECASE)
_NAME: Final = re.compile(r"\s*(=|[^\s\"\\\0]+)")
_ARGUMENT: Final = re.compile(r"\"([^\"]*)\"|(\\\S+)|([^\s\"\\]+)")
#: Stands in an instruction for a field within it.
_NESTED: Final = "\0"
_SWITCHES_WITH_VALUE: Final = frozenset({"\\l", "\\o", "\\t"})


def instructions_of(nodes: Iterable[Any]) -> Iterator[str]:
    """The instruction of each field among the elements of a part, whole, whatever runs it is split into.

    A field within an instruction is given by itself; in the outer one, U+0000 stands for it.
    """
    # The lowest level takes instructions outside of all fields: programs differ in what they make of them.
    levels: list[tuple[list[str], bool]] = [([], True)]
    for node in nodes:
        if not isinstance(node.tag, str):
            continue
        name = node.tag.rpartition("}")[2]
        if name == "fldSimple":
            yield _attribute(node, "instr")
        elif name == "fldChar":
            match _attribute(node, "fldCharType"):
                case "begin":
                    if levels[-1][1]:
                        levels[-1][0].append(_NESTED)
                    levels.append(([], True))
                case "separate":
                    levels[-1] = (levels[-1][0], len(levels) == 1)
                case "end" if len(levels) > 1:
                    yield "".join(levels.pop()[0])
        elif name in ("instrText", "delInstrText") or (name == "t" and len(levels) > 1 and levels[-1][1]):
            levels[-1][0].append(node.text or "")
    for pieces, _ in levels:
        yield "".join(pieces).strip(_NESTED if len(levels) == 1 else "")


def _attribute(node: Any, name: str) -> str:
    return next((value for key, value in node.attrib.items() if key.rpartition("}")[2] == name), "")


def field_mistakes(instructions: Iterable[str]) -> Iterator[Mistake]:
    """What is wrong with the fields of a part, each thing once."""
    yielded: list[Mistake] = []
    for instruction in instructions:
        problem = _mistake(instruction) if instruction.strip() else None
        if problem and problem not in yielded:
            yielded.append(problem)
            yield problem


def _mistake(instruction: str) -> Mistake | None:
    shown = " ".join(instruction.replace(_NESTED, "…").split())[:80]
    if "{" in instruction or "}" in instruction:
        return Mistake(code="field-tag", tag=shown, values={"instruction": shown})
    found = _NAME.match(instruction)
    if found is None:
        return Mistake(code="field-own-name", tag=shown, values={"instruction": shown})
    name = found.group(1).upper()
    rest = instruction[found.end() :]
    if name[0] == "=":
        name = "="
    if rest.startswith(_NESTED):
        return Mistake(code="field-own-name", tag=shown, values={"instruction": shown})
    if name in _FETCHING:
        return Mistake(code="field-fetches", tag=shown, values={"name": name})
    if name not in FIELDS:
        return Mistake(code="field-kind", tag=shown, values={"name": name[:40]})
    return _link_mistake(rest, shown) if name == "HYPERLINK" else None


def _link_mistake(rest: str, shown: str) -> Mistake | None:
    """What is wrong with the target of a link that is written as a field."""
    if _NESTED in rest:
        return Mistake(code="link-own-target", tag=shown, values={"instruction": shown})
    switch = ""
    for argument in _ARGUMENT.finditer(rest):
        text = argument.group(1) if argument.group(1) is not None else argument.group(0)
        if argument.group(2):
            switch = argument.group(2).lower()
            continue
        if switch not in _SWITCHES_WITH_VALUE and not SAFE_LINK.match(text):
            return Mistake(code="bad-link", tag=shown, values={"target": shown})
        switch = ""
    return None
