"""The promises of every exporter and every formula, as checks for their tests."""

from collections import Counter
from collections.abc import Callable, Iterator
from copy import deepcopy

from socplan.calculations import Formula, UnitValue
from socplan.exporters import ExportedFile, Exporter
from socplan.labels.formats import untypeset
from socplan.model import Dossier, Period
from socplan.report import (
    Block,
    Cell,
    Figure,
    Items,
    Paragraph,
    Picture,
    Report,
    ResolutionText,
    RichText,
    Section,
    Signatures,
    StatusMark,
    Table,
    blocks_of,
    checked_options,
)

__all__ = ["check_exporter", "check_formula", "texts_in"]


def texts_in(report: Report) -> Iterator[str]:
    """Every text of a report that a document of it has to show, in reading order."""
    yield report.title
    if report.subtitle:
        yield report.subtitle
    for fact in report.facts:
        yield fact.label
        yield from _cell_texts(fact.value)
    for part in report.parts:
        yield part.title
        for block in blocks_of(part):
            yield from _block_texts(block)


def _block_texts(block: Block) -> Iterator[str]:
    match block:
        case Section():
            yield block.title
        case Paragraph():
            yield from _around_references(block.text)
        case Items():
            for item in block.items:
                yield from _around_references(item)
        case Table():
            yield from _table_texts(block)
        case Figure() if block.alone:
            # What is drawn may stand in a picture, of which nobody asks here.
            yield from (block.table.title,) if block.table.captioned else ()
            yield from block.table.notes
        case Figure():
            yield from _table_texts(block.table, headed=not block.is_cards)
        case Picture() if block.captioned:
            yield block.title
        case ResolutionText():
            yield from (*filter(None, (block.number,)), block.body)
            for point in block.points:
                yield from _around_references(point)
        case Signatures():
            yield from filter(None, (block.place,))
            for signature in block.signatures:
                yield from filter(None, (signature.name, signature.office))


def _around_references(text: str) -> Iterator[str]:
    """The text; with references, what stands around them, because a format may print a number in their place."""
    place = 0
    for mark in text.marks if isinstance(text, RichText) else ():
        if mark.refers:
            yield text[place : mark.start]
            place = mark.end
    if place < len(text):
        yield text[place:]


def _table_texts(table: Table, *, headed: bool = True) -> Iterator[str]:
    if table.captioned:
        yield table.title
    if headed:
        # A card has no line for what is unknown, so a head may stand nowhere.
        yield from (column.label for column in table.columns)
    for row in table.rows:
        for cell in row.cells:
            yield from _cell_texts(cell)
        yield from (note.text for note in row.notes)
    yield from table.notes


def _cell_texts(cell: Cell) -> Iterator[str]:
    if isinstance(cell, str):
        yield cell
    elif isinstance(cell, StatusMark):
        yield cell.label


def check_exporter(
    exporter: Exporter,
    report: Report,
    read_back: Callable[[tuple[ExportedFile, ...]], str] | None = None,
    **options: object,
) -> tuple[ExportedFile, ...]:
    """Hold an exporter against the promises of all formats.

    It gives at least one file, each with a plain name and bytes; the same report gives the same bytes twice; the report
    does not change. ``read_back`` gives the text of the files as a reader of the format sees it: every text of the
    report stands in it, as often as in the report. ``options`` are those of the format.

    Returns:
        The files, for further tests of the format.

    Raises:
        AssertionError: a promise is broken; the message says which.
    """
    before = deepcopy(report)
    complete = checked_options(exporter.name, exporter.options, options)
    files = exporter.render(report, complete)
    _hold(bool(files) and type(files) is tuple, f"render gives a tuple of at least one file, and not {files!r}")
    for file in files:
        _hold(isinstance(file, ExportedFile), f"{file!r} is an ExportedFile")
        _hold(isinstance(file.content, bytes), f"{file.name} holds bytes")
        _hold(bool(file.name) and not {"/", "\\"} & set(file.name), f"{file.name} is a plain name")
    _hold(exporter.render(report, complete) == files, "the same report gives the same bytes")
    _hold(report == before, "the report is not changed")
    if read_back is not None:
        # Typography may make spaces hard, and tie figures together.
        shown = untypeset(read_back(files))
        for text, often in Counter(map(untypeset, texts_in(report))).items():
            there = shown.count(text)
            _hold(
                there >= often, f"the text {text!r} stands {often} times in the report, and {there} times in the files"
            )
    return files


def check_formula(formula: Formula, dossier: Dossier, period: Period) -> tuple[UnitValue, ...]:
    """Hold a formula against the promises of all formulas.

    It gives a tuple of values for every service, each a number or a reason why there is none, no two of one unit and
    form, and the same values twice.

    Returns:
        The values of all services, for further tests of the formula.

    Raises:
        AssertionError: a promise is broken; the message says which.
    """
    computed: list[UnitValue] = []
    for service in dossier.services:
        values = formula.compute(dossier, service, period)
        _hold(type(values) is tuple, f"compute gives a tuple for {service.id}, and not {values!r}")
        for value in values:
            _hold(isinstance(value, UnitValue), f"{value!r} is a UnitValue")
            _hold((value.value is None) != (value.reason is None), f"{value!r} is a number or says why there is none")
        units = [(value.unit, value.form) for value in values]
        _hold(len({*units}) == len(units), f"{service.id} has one value in a unit")
        _hold(formula.compute(dossier, service, period) == values, f"{service.id} has the same values twice")
        computed += values
    return tuple(computed)


def _hold(promise: bool, words: str) -> None:
    if not promise:
        raise AssertionError(f"not kept: {words}")
