"""Footnotes: notes on cells, at the foot of the page on which the cell stands."""

import re
from collections.abc import Callable, Sequence
from typing import Final

from socplan.exporters.word.pieces import paragraph_xml, text_run

__all__ = ["FOOTNOTES", "NEW_FOOTNOTES", "first_footnote", "footnote_xml", "reference_run", "with_footnotes"]

#: The part of the package with footnotes, for a template that has none.
FOOTNOTES: Final = "word/footnotes.xml"
_W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
#: For a template without footnotes: the rules above them, which Word asks for.
NEW_FOOTNOTES: Final = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    f'<w:footnotes xmlns:w="{_W}"><w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p>'
    '</w:footnote><w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p>'
    "</w:footnote></w:footnotes>"
)
_NUMBERS: Final = re.compile(r'<w:footnote [^>]*?w:id="(-?\d+)"')
_END: Final = re.compile(r"</(\w+:)?footnotes>\s*\Z")


def first_footnote(part: str | None) -> int:
    """The number of the first footnote that a report may add to a part of a template; ``None``: it has none."""
    return max((int(number) for number in _NUMBERS.findall(part or "")), default=0) + 1


def reference_run(number: int, style: str) -> str:
    """The sign in the text that refers to a footnote."""
    return f'<w:r><w:rPr><w:rStyle w:val="{style}"/></w:rPr><w:footnoteReference w:id="{number}"/></w:r>'


def footnote_xml(number: int, text: str, style: Callable[[str], str]) -> str:
    """A footnote."""
    sign = f'<w:r><w:rPr><w:rStyle w:val="{style("footnote_sign")}"/></w:rPr><w:footnoteRef/></w:r>'
    paragraph = paragraph_xml(style("footnote"), sign + text_run(f" {text}"))
    # A template may call the namespace otherwise.
    return f'<w:footnote xmlns:w="{_W}" w:id="{number}">{paragraph}</w:footnote>'


def with_footnotes(part: str | None, footnotes: Sequence[str]) -> str:
    """The part with the footnotes of a report after those of the template."""
    text = part or NEW_FOOTNOTES
    return _END.sub(lambda end: "".join(footnotes) + end.group(), text)
