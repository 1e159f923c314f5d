"""Lists of headings, tables and figures: a reference to the page of each."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

from attrs import frozen

from socplan.exporters.word.pieces import DEEPEST_IN_CONTENTS, Heading, heading_name, paragraph_xml, text_run
from socplan.exporters.word.runs import field_begun, field_ended, field_run

__all__ = ["Entry", "contents_entries", "contents_pieces", "entry_is_kept"]

#: So many entries stay with the title, and as many together at the end; a long list goes on over a page between them.
_TOGETHER: Final = 2
#: The most entries of a list that stands on one page.
_ONE_PAGE: Final = 36
#: Headings of the levels in the list, as links, with pages hidden on a screen without pages.
_TOC: Final = f'TOC \\o "1-{DEEPEST_IN_CONTENTS}" \\h \\z'


@frozen
class Entry:
    """A line of the list."""

    text: str
    level: int
    #: The name of the bookmark on its page.
    bookmark: str


def contents_entries(headings: Sequence[Heading], first: int = 1) -> list[Entry]:
    """The lines of the list of contents, by the headings in their order; what stands before the list needs none.

    Args:
        headings: all headings of the document.
        first: the number of the first one behind the list.
    """
    return [
        Entry(heading.text, heading.level, heading_name(number))
        for number, heading in enumerate(headings, start=1)
        if number >= first and heading.listed
    ]


def entry_is_kept(number: int, count: int) -> bool:
    """Whether a line stays on the page of the next one, by its number from 1 and the count of lines."""
    return number < (count if count <= _ONE_PAGE else _TOGETHER) or count - _TOGETHER < number < count


def contents_pieces(
    entries: Sequence[Entry], title: str, style: Callable[[str], str], pages: Mapping[str, int], *, whole: bool = False
) -> Iterator[str]:
    """The paragraphs of the list; none where there are no lines.

    Both programs update a reference to the page of each heading. Around everything a field stands only where it is
    asked for: LibreOffice shows its stored text, and never counts the pages.

    Args:
        entries: the lines.
        title: the heading of the list.
        style: gives the identifier of a style in the template by our name for it.
        pages: the pages of bookmarks, as far as they are known.
        whole: whether the lines are the result of one field, which Word makes anew from the headings of a document.
    """
    if not entries:
        return
    yield paragraph_xml(style("contents_title"), text_run(title), "<w:keepNext/>")
    for number, entry in enumerate(entries, start=1):
        page = field_run(f"PAGEREF {entry.bookmark} \\h", text_run(str(pages.get(entry.bookmark, "–"))))
        link = (
            f'<w:hyperlink w:anchor="{entry.bookmark}" w:history="1">{text_run(entry.text)}<w:r><w:tab/></w:r>'
            f"{page}</w:hyperlink>"
        )
        if whole and number == 1:
            link = field_begun(_TOC) + link
        if whole and number == len(entries):
            link += field_ended()
        kept = entry_is_kept(number, len(entries))
        yield paragraph_xml(style(f"contents{entry.level}"), link, "<w:keepNext/>" if kept else "")
