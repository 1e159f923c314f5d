"""Lists of headings, tables and figures: a reference to the page of each."""

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from attrs import frozen

from socplan.exporters.word.pieces import Heading, paragraph_xml, text_run
from socplan.exporters.word.runs import field_run

__all__ = ["Entry", "contents_entries", "contents_pieces"]

#: So many entries stay with the title, and as many together at the end; the list goes on over a page between them.
_TOGETHER: Final = 2


@frozen
class Entry:
    """A line of the list."""

    text: str
    level: int
    #: The name of the bookmark on its page.
    bookmark: str


def contents_entries(headings: Sequence[Heading]) -> list[Entry]:
    """The lines of the list of contents, by the headings in their order."""
    return [Entry(heading.text, heading.level, f"_Toc{number:08}") for number, heading in enumerate(headings, start=1)]


def contents_pieces(entries: Sequence[Entry], title: str, style: Callable[[str], str]) -> Iterator[str]:
    """The paragraphs of the list; none where there are no lines.

    Not one TOC field around everything: LibreOffice would show its stored text, without page numbers. Both programs
    update a reference to the page of each heading.
    """
    if not entries:
        return
    yield paragraph_xml(style("contents_title"), text_run(title), "<w:keepNext/>")
    for number, entry in enumerate(entries, start=1):
        page = field_run(f"PAGEREF {entry.bookmark} \\h", text_run("–"))
        link = (
            f'<w:hyperlink w:anchor="{entry.bookmark}" w:history="1">{text_run(entry.text)}<w:r><w:tab/></w:r>'
            f"{page}</w:hyperlink>"
        )
        kept = number < _TOGETHER or len(entries) - _TOGETHER < number < len(entries)
        yield paragraph_xml(style(f"contents{entry.level}"), link, "<w:keepNext/>" if kept else "")
