"""The way of a report into a Word document: fill in the template, lay out, number, write, pack."""

from collections.abc import Iterable, Iterator
from typing import Final

from socplan.exporters.base import InputFile
from socplan.exporters.word.captions import CaptionKind, Captions
from socplan.exporters.word.contents import Entry, contents_entries, contents_pieces
from socplan.exporters.word.fields import CONTENTS, FIGURES, FIRST_PART, TABLES, template_fields
from socplan.exporters.word.given import NOTHING, Given
from socplan.exporters.word.layout.flow import FlowItem
from socplan.exporters.word.mistakes import Mistake, MistakesError
from socplan.exporters.word.package import BrokenXmlError, Packed, archive, pack_xml
from socplan.exporters.word.paging import Measure, flow_pages, list_flow, part_flow, skeleton_flow
from socplan.exporters.word.pictures import Media, template_pictures
from socplan.exporters.word.pieces import Heading, Piece, Turn
from socplan.exporters.word.skeleton import Place, Skeleton
from socplan.exporters.word.template import BODY, Template, check_template, compiled
from socplan.exporters.word.templates import builtin_template
from socplan.exporters.word.vocabulary import Keys, Vocabulary
from socplan.exporters.word.writer import Free, WordWriter
from socplan.report import Report
from socplan.report.volume import VOLUME

__all__ = ["rendered"]

_HEADINGS: Final = ("heading1", "heading2")
#: What stops a template at a key that the report does not have.
_UNKNOWN: Final = "no-name"


def rendered(report: Report, own_template: InputFile | None, given: Given = NOTHING) -> bytes:
    """The report as a Word document, made with a template or the built-in one.

    Raises:
        MistakesError: the template cannot be used.
    """
    try:
        template = compiled(own_template or builtin_template(report.kind), given.filters)
    except MistakesError as error:
        raise _with_all_others(error, report, own_template, given) from error
    frame = template.frame
    media = Media()
    alt = report.head.authority if report.head and report.head.authority else report.title
    placed = template_pictures(given.pictures, media, alt, frame.page.room)
    try:
        texts = template.fill(template_fields(report, template.mark, template.names, placed))
    except MistakesError as error:
        raise _with_all_others(error, report, own_template, given) from error
    skeleton = Skeleton(BODY, texts.pop(BODY), template.mark)
    styles = frame.styles()
    free = Free(
        list=styles.new_list,
        picture=skeleton.next_picture,
        chart=frame.first_chart,
        footnote=frame.first_footnote(texts),
    )
    writer = WordWriter(report, styles.identifier, frame.page, free, media)
    laid = {
        number: writer.lay_out(report.parts[number - FIRST_PART])
        for number in {place.number for place in skeleton.places if place.number >= FIRST_PART}
    }

    def headings_at(place: Place) -> Iterable[Heading]:
        return laid[place.number].headings if place.number in laid else ()

    levels = {styles.identifier(style): level for level, style in enumerate(_HEADINGS, start=1)}
    headings, firsts = skeleton.number_headings(levels, headings_at)
    captions = Captions(
        report.words,
        [laid[place.number].captions if place.number in laid else () for place in skeleton.places],
        skeleton.counted(),
    )
    first = next((number for place, number in zip(skeleton.places, firsts, strict=True) if place.number == CONTENTS), 1)
    lists = {
        CONTENTS: ("contents", contents_entries(headings, first)),
        TABLES: ("tables", [Entry(text, 1, name) for text, name in captions.entries(CaptionKind.TABLE)]),
        FIGURES: ("figures", [Entry(text, 1, name) for text, name in captions.entries(CaptionKind.FIGURE)]),
    }
    skeleton.turn_pages({number: (part.begins_sideways, part.ends_sideways) for number, part in laid.items()})

    def pieces(place: int) -> Iterator[Piece]:
        number = skeleton.places[place].number
        if number in lists:
            word, entries = lists[number]
            return contents_pieces(
                entries,
                report.words.get(word, ""),
                styles.identifier,
                pages,
                whole=given.toc_field and number == CONTENTS,
            )
        return writer.write(laid[number], firsts[place], captions, place)

    if report.footer:
        frame.set_footers(skeleton.first_section, texts, report.footer)
    has_pages = any(lists[place.number][1] for place in skeleton.places if place.number in lists)
    has_pages = has_pages or (captions.has_cards and any(part.refers for part in laid.values()))

    def flow(place: int) -> Iterable[FlowItem | Turn]:
        number = skeleton.places[place].number
        if number in lists:
            word, entries = lists[number]
            return list_flow(entries, report.words.get(word, ""), measure)
        return part_flow(laid[number], writer, measure, firsts[place], captions, place)

    measure = Measure(
        frame.looks, styles.identifier, width=frame.page.width, sideways=frame.page.sideways, lines=frame.lines
    )
    sheet = frame.sheet(skeleton.first_section, texts) if has_pages and skeleton.has_one_section else None
    pages = flow_pages(skeleton_flow(skeleton, measure, flow), sheet) if sheet is not None else {}
    captions.pages = pages
    members = dict(template.static)
    members |= {name: _packed(template, name, (text,)) for name, text in texts.items()}
    members[BODY] = _packed(template, BODY, skeleton.stream(pieces))
    members |= frame.linked(texts, writer.charts, media.files.values(), writer.footnotes)
    members |= frame.members(report, styles, has_fields=has_pages)
    return archive(members)


def _with_all_others(
    error: MistakesError, report: Report, own_template: InputFile | None, given: Given
) -> MistakesError:
    """What stopped a template, with all other mistakes that `check_template` finds in it for the kind of the report."""
    if own_template is None:
        return error
    others = check_template(own_template.name, own_template.content, _known(report), given.filters)
    # An unknown key stops the template at the first one, which is among them in other words.
    alone = (mistake for mistake in error.mistakes if mistake not in others)
    return MistakesError((*others, *(mistake for mistake in alone if not others or mistake.code != _UNKNOWN)))


def _known(report: Report) -> Keys:
    """The keys of the kind of a report and its own, all that is known of a kind of a plugin or one made by hand."""
    stored, own = Keys.stored(), Vocabulary.of([report]).keys
    if report.kind == VOLUME:
        return Keys.of_volume({**{part.key: own for part in report.parts}, **stored}) | own
    return stored.get(report.kind, Keys()) | own


def _packed(template: Template, name: str, pieces: Iterable[str | bytes]) -> Packed:
    try:
        return pack_xml(pieces, trusted=template.trusted)
    except BrokenXmlError as error:
        code = "odd-character" if "cannot stand" in str(error) else "torn"
        raise MistakesError([Mistake(part=name, code=code)]) from error
