"""The list of contents: a reference to the page of each heading."""

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from socplan.exporters.word.pieces import Heading, paragraph_xml, text_run

__all__ = ["contents_pieces"]

#: So many entries stay with the title, and as many together at the end; the list goes on over a page between them.
_TOGETHER: Final = 2


def contents_pieces(headings: Sequence[Heading], title: str, style: Callable[[str], str]) -> Iterator[str]:
    """The paragraphs of the list; none where there are no headings.

    Not one TOC field around everything: LibreOffice would show its stored text, without page numbers. Both programs
    update a reference to the page of each heading.
    """
    if not headings:
        return
    yield paragraph_xml(style("contents_title"), text_run(title), "<w:keepNext/>")
    for number, heading in enumerate(headings, start=1):
        bookmark = f"_Toc{number:08}"
        link = (
            f'<w:hyperlink w:anchor="{bookmark}" w:history="1">{text_run(heading.text)}<w:r><w:tab/></w:r>'
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
            f'<w:r><w:instrText xml:space="preserve"> PAGEREF {bookmark} \\h </w:instrText></w:r>'
            f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{text_run("–")}'
            '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:hyperlink>'
        )
        kept = number < _TOGETHER or len(headings) - _TOGETHER < number < len(headings)
        yield paragraph_xml(style(f"contents{heading.level}"), link, "<w:keepNext/>" if kept else "")
