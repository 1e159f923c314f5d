"""The way of a report into a Word document: fill in the template, lay out, number, write, pack."""

from collections.abc import Iterable, Iterator
from typing import Final

from socplan.exporters.base import InputFile, TemplateFilter
from socplan.exporters.word.contents import contents_pieces
from socplan.exporters.word.fields import CONTENTS, template_fields
from socplan.exporters.word.mistakes import Mistake, MistakesError
from socplan.exporters.word.package import BrokenXmlError, Packed, archive, pack_xml
from socplan.exporters.word.pieces import Heading, Piece
from socplan.exporters.word.skeleton import Place, Skeleton
from socplan.exporters.word.template import BODY, Template, compiled
from socplan.exporters.word.templates import builtin_template
from socplan.exporters.word.writer import WordWriter
from socplan.report import Report

__all__ = ["rendered"]

_HEADINGS: Final = ("heading1", "heading2")


def rendered(report: Report, own_template: InputFile | None, filters: tuple[TemplateFilter, ...] = ()) -> bytes:
    """The report as a Word document, made with a template or the built-in one.

    Raises:
        MistakesError: the template cannot be used.
    """
    template = compiled(own_template or builtin_template(report.kind), filters)
    texts = template.fill(template_fields(report, template.mark, template.names))
    skeleton = Skeleton(BODY, texts.pop(BODY), template.mark)
    frame = template.frame
    styles = frame.styles()
    writer = WordWriter(
        report, styles.identifier, frame.page, styles.new_list, skeleton.next_picture, frame.first_chart
    )
    laid = {
        number: writer.lay_out(report.parts[number - 1]) for number in {place.number for place in skeleton.places} - {0}
    }

    def headings_at(place: Place) -> Iterable[Heading]:
        return () if place.number == CONTENTS else laid[place.number].headings

    levels = {styles.identifier(style): level for level, style in enumerate(_HEADINGS, start=1)}
    headings, firsts = skeleton.number_headings(levels, headings_at)
    skeleton.turn_pages({number: (part.begins_sideways, part.ends_sideways) for number, part in laid.items()})

    def pieces(place: int) -> Iterator[Piece]:
        number = skeleton.places[place].number
        if number == CONTENTS:
            return contents_pieces(headings, report.words["contents"], styles.identifier)
        return writer.write(laid[number], firsts[place])

    members = dict(template.static)
    if report.footer:
        frame.set_footers(skeleton.first_section, texts, report.footer)
    members |= {name: _packed(template, name, (text,)) for name, text in texts.items()}
    members[BODY] = _packed(template, BODY, skeleton.stream(pieces))
    members |= frame.linked(texts, writer.charts)
    has_contents = bool(headings) and any(place.number == CONTENTS for place in skeleton.places)
    members |= frame.members(report, styles, has_fields=has_contents)
    return archive(members)


def _packed(template: Template, name: str, pieces: Iterable[str]) -> Packed:
    try:
        return pack_xml(pieces, trusted=template.trusted)
    except BrokenXmlError as error:
        code = "odd-character" if "cannot stand" in str(error) else "torn"
        raise MistakesError([Mistake(part=name, code=code)]) from error
