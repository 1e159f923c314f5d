"""Cards: a table of which each row is a title with its facts below it, each fact at its place of a grid."""

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import compress
from typing import Final

from attrs import frozen

from socplan.exporters.word.beside import TEXT_WIDTH, fits, joined
from socplan.exporters.word.paragraphs import Words
from socplan.exporters.word.texts import Texts
from socplan.labels.formats import typeset
from socplan.report import NA, Cell, ColumnKind, Figure, Mark, MarkKind, RichText, Row, Table

__all__ = ["COLUMNS", "Card", "card_key", "cards_of"]

#: Where the columns of a card begin, in twentieths of a point: label, text, label, text; the style has tabs there.
COLUMNS: Final = (0, 1600, 4600, 6120)
#: Two columns of a table share lines of a card where at least so large a part of both finds room there.
_MOST: Final = Fraction(3, 4)


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


def cards_of(figure: Figure, texts: Texts) -> Iterator[Card]:
    """The card of each row of a table; texts are those of its cells."""
    table = figure.table
    subject = next((place for place, column in enumerate(table.columns) if column.kind is not ColumnKind.CODE), 0)
    by_row = texts.rows()
    slots = _slots(table, by_row, subject + 1)
    for row, shown in zip(table.rows, by_row, strict=True):
        told = [cell is not None and cell is not NA and cell != "" for cell in row.cells]
        title = " ".join(compress(shown[: subject + 1], told))
        facts = {
            place: _fact(table, place, row.cells[place], shown[place])
            for place in range(subject + 1, len(row.cells))
            if told[place]
        }
        notes = [RichText(typeset(note.text)) for note in row.notes]
        lines = [*_lines([facts[place] for place in slot if place in facts] for slot in slots), *notes]
        last = len(lines) - 1
        yield Card(
            card_key(figure, row),
            title or shown[subject],
            tuple(Words(line, str(line), "card", kept=_is_kept(place, last)) for place, line in enumerate(lines)),
        )


def _is_kept(place: int, last: int) -> bool:
    """Whether a line stays on the page of the next one: the first, below the title, and the one before the last.

    A card that is to stay whole is a long chain, at which LibreOffice gives up: it leaves the title on the page before.
    """
    return place < last and place in {0, last - 1}


Fact = tuple[str, RichText]
"""A head, and what stands beside it."""


def _fact(table: Table, place: int, cell: Cell, shown: str) -> Fact:
    """A head and what stands below it; several lines of a cell follow each other."""
    column = table.columns[place]
    unit = f"\N{NO-BREAK SPACE}{column.unit}" if column.unit and not shown.endswith(column.unit) else ""
    marks = cell.marks if isinstance(cell, RichText) and len(cell) == len(shown) else ()
    return typeset(column.label), RichText(shown.replace("\n", " ") + unit, marks)


def _slots(table: Table, by_row: Sequence[Sequence[str]], first: int) -> list[tuple[int, ...]]:
    """The columns that share a line in every card of a table, so that each stands at the same place in all of them."""
    slots: list[tuple[int, ...]] = []
    open_half = False
    for place in range(first, len(table.columns)):
        facts = [
            _fact(table, place, row.cells[place], shown[place])
            for row, shown in zip(table.rows, by_row, strict=True)
            if row.cells[place] not in {None, NA, ""}
        ]
        if not facts:
            continue
        half = sum(_fits(fact, 0) for fact in facts) >= _MOST * len(facts)
        if half and open_half:
            slots[-1] = (*slots[-1], place)
            open_half = False
        else:
            slots.append((place,))
            open_half = half
    return slots


def _fits(fact: Fact, column: int) -> bool:
    """Whether a fact finds room in the left half of a card, or in the right one."""
    edges = (*COLUMNS, TEXT_WIDTH)
    label, text = fact
    return fits(label, edges[column + 1] - edges[column], bold=True) and fits(
        text, edges[column + 2] - edges[column + 1]
    )


def _lines(slots: Iterable[Sequence[Fact]]) -> Iterator[RichText]:
    """The facts of the slots: those of one slot on a line if they find room there, and else two that stand alone."""
    waiting: Fact | None = None
    for slot in slots:
        if len(slot) > 1 and all(_fits(fact, 2 * place) for place, fact in enumerate(slot)):
            if waiting is not None:
                yield joined(_strong(waiting))
                waiting = None
            yield joined([part for fact in slot for part in _strong(fact)])
            continue
        for fact in slot:
            if waiting is not None and _fits(fact, 2):
                yield joined([*_strong(waiting), *_strong(fact)])
                waiting = None
                continue
            if waiting is not None:
                yield joined(_strong(waiting))
            waiting = fact if _fits(fact, 0) else None
            if waiting is None:
                yield joined(_strong(fact))
    if waiting is not None:
        yield joined(_strong(waiting))


def _strong(fact: Fact) -> tuple[RichText, RichText]:
    label, text = fact
    return RichText(label, (Mark(0, len(label), MarkKind.STRONG),) if label else ()), text
