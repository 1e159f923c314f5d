"""Cards: a table of which each row is a title with lines below it."""

from collections.abc import Iterator, Sequence
from itertools import compress
from typing import Final

from attrs import frozen

from socplan.exporters.word.paragraphs import Words
from socplan.exporters.word.texts import Texts
from socplan.labels.formats import typeset
from socplan.report import NA, Cell, ColumnKind, Figure, Mark, MarkKind, Report, RichText, Row, Table

__all__ = ["Card", "card_key", "cards_of"]

#: Facts that together are shorter share a line.
_LINE: Final = 112
_BETWEEN: Final = "  ·  "


@frozen
class Card:
    """A card as it is printed."""

    #: By which texts refer to it; ``None``: its row has no key.
    key: str | None
    #: As it is printed.
    title: str
    lines: tuple[Words, ...]


def card_key(figure: Figure, row: Row) -> str | None:
    """The key by which texts refer to the card of a row."""
    return None if row.key is None else f"{figure.key}/{row.key}"


def cards_of(figure: Figure, texts: Texts, report: Report) -> Iterator[Card]:
    """The card of each row of a table; texts are those of its cells."""
    table = figure.table
    subject = next((place for place, column in enumerate(table.columns) if column.kind is not ColumnKind.CODE), 0)
    for row, shown in zip(table.rows, texts.rows(), strict=True):
        told = [cell is not None and cell is not NA and cell != "" for cell in row.cells]
        title = " ".join(compress(shown[: subject + 1], told))
        facts = [
            _fact(table, place, row.cells[place], shown[place], report)
            for place in range(subject + 1, len(row.cells))
            if told[place]
        ]
        notes = [RichText(typeset(note.text, report.locale)) for note in row.notes]
        lines = [_joined(part) for part in (*_packed(facts), *([note] for note in notes))]
        last = len(lines) - 1
        yield Card(
            card_key(figure, row),
            title or shown[subject],
            tuple(Words(line, str(line), "card", kept=place < last) for place, line in enumerate(lines)),
        )


def _fact(table: Table, place: int, cell: Cell, shown: str, report: Report) -> RichText:
    """A head and what stands below it, in a line; several lines of a cell follow each other."""
    column = table.columns[place]
    label = f"{typeset(column.label, report.locale)}: "
    unit = f"\N{NO-BREAK SPACE}{column.unit}" if column.unit and not shown.endswith(column.unit) else ""
    marks = [Mark(0, len(label) - 1, MarkKind.STRONG)]
    if isinstance(cell, RichText) and len(cell) == len(shown):
        marks += [Mark(mark.start + len(label), mark.end + len(label), mark.kind, mark.target) for mark in cell.marks]
    return RichText(label + shown.replace("\n", " ") + unit, tuple(marks))


def _packed(facts: Sequence[RichText]) -> Iterator[list[RichText]]:
    """Neighbours that find room in one line together."""
    line: list[RichText] = []
    for fact in facts:
        if line and sum(map(len, line)) + len(fact) + len(_BETWEEN) * len(line) > _LINE:
            yield line
            line = []
        line.append(fact)
    if line:
        yield line


def _joined(texts: Sequence[RichText]) -> RichText:
    marks: list[Mark] = []
    place = 0
    for text in texts:
        marks += [Mark(mark.start + place, mark.end + place, mark.kind, mark.target) for mark in text.marks]
        place += len(text) + len(_BETWEEN)
    return RichText(_BETWEEN.join(texts), tuple(marks))
