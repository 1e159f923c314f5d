"""What is hardly known is told once: a sentence below a table instead of a column of „neuvedeno“."""

from collections.abc import Iterable, Mapping
from typing import Final

import attrs

from socplan.labels import Wording
from socplan.report.blocks import Block, Paragraph, ParagraphRole, Section
from socplan.report.shown import shown_cell
from socplan.report.tables import NA, Cell, Column, ColumnKind, Figure, FigureKind, Row, RowRole, Table, group_heads

__all__ = ["told_once"]

#: A column goes where at most one row in so many is known.
_ONE_IN: Final = 3
#: A table of fewer rows is short anyway, and its columns are compared.
_FEWEST: Final = 5
#: The most characters of the sentence that takes the place of a column.
_LONGEST: Final = 400
#: So many columns name a row at most.
_NAMED_BY: Final = 4
_RECORDS: Final = frozenset({RowRole.BODY, RowRole.UNCERTAIN})
#: The columns that a timetable draws; a tree draws the first one alone.
_TIMES: Final = frozenset({ColumnKind.DATE, ColumnKind.STATUS})
#: The words for values, as the labels of the core have them.
_WORDS: Final = ("unknown", "not_applicable", "yes", "no", "open", "at_least", "unknown_status")


def told_once(section: Section, words: Wording) -> Section:
    """A section without the columns of which at most a third is known.

    The sentence below the table names each of them, of how many rows it is known, and what it says there. A table of
    which only the names of its rows are left becomes a sentence. These columns stay: the first one and the subject;
    what is drawn; columns of few rows, with notes on cells, with cells to which they do not apply, or with a known sum;
    and where the rows have no names of their own, or the sentence would be too long.
    """
    return attrs.evolve(section, blocks=tuple(each for block in section.blocks for each in _blocks(block, words)))


def _blocks(block: Block, words: Wording) -> Iterable[Block]:
    match block:
        case Section():
            return (told_once(block, words),)
        case Figure():
            return (attrs.evolve(block, table=_short(block.table, words, _drawn(block))),)
        case Table():
            short = _short(block, words, frozenset())
            return (short,) if len(short.columns) > 1 or short is block else tuple(_sentences(short, words))
        case _:
            return (block,)


def _drawn(figure: Figure) -> frozenset[str]:
    """The keys of the columns that a drawing needs."""
    columns = figure.table.columns
    match figure.kind:
        case FigureKind.TREE:
            return frozenset()
        case FigureKind.CARDS:
            # A card has a line for what is known, and none for the rest.
            return frozenset(column.key for column in columns)
        case FigureKind.TIMELINE:
            return frozenset(column.key for column in columns if column.kind in _TIMES)
        case _:
            named = frozenset(series.column for series in figure.series)
            return named or frozenset(column.key for column in columns if column.kind.is_figure)


def _short(table: Table, words: Wording, drawn: frozenset[str]) -> Table:
    """A table with sentences for the columns that are hardly known."""
    bound = drawn | {note.column for row in table.rows for note in row.notes}
    subject = next((place for place, column in enumerate(table.columns) if column.kind is not ColumnKind.CODE), 0)
    left: list[int] = []
    notes: list[str] = []
    unknown: list[str] = []
    for place, column in enumerate(table.columns):
        if place in {0, subject} or column.key in bound or not _hardly_known(table, place):
            continue
        known = _known(table, place, subject, words)
        if known == "":
            unknown.append(column.label)
        elif known is None:
            continue
        else:
            notes.append(known)
        left.append(place)
    if unknown:
        notes.append(words.text("table.not_stated", heads=words.listed(unknown)))
    if not left:
        return table
    kept = [place for place in range(len(table.columns)) if place not in left]
    return attrs.evolve(
        table,
        columns=tuple(table.columns[place] for place in kept),
        rows=tuple(attrs.evolve(row, cells=tuple(row.cells[place] for place in kept)) for row in table.rows),
        notes=(*notes, *table.notes),
    )


def _hardly_known(table: Table, place: int) -> bool:
    """Whether at most a third of a column is known, and no sum of it."""
    cells = [row.cells[place] for row in _records(table)]
    sums = [row.cells[place] for row in table.rows if row.role not in _RECORDS]
    if len(cells) < _FEWEST or NA in cells or any(cell not in {None, NA} for cell in sums):
        return False
    return (len(cells) - cells.count(None)) * _ONE_IN <= len(cells)


def _records(table: Table) -> list[Row]:
    """The rows of records, without sums and names of groups."""
    heads = group_heads(table)
    return [row for row, head in zip(table.rows, heads, strict=True) if row.role in _RECORDS and not head]


def _known(table: Table, place: int, subject: int, words: Wording) -> str | None:
    """The known cells of a column with the names of their rows; empty without any, ``None`` where no sentence does."""
    records = _records(table)
    column = table.columns[place]
    known = [row for row in records if row.cells[place] is not None]
    if not known:
        return ""
    names = _names(table, records, place, subject, words)
    if names is None or any(row.cells[subject] is None for row in known):
        return None
    cells = [(name, row) for name, row in zip(names, records, strict=True) if row.cells[place] is not None]
    told = "; ".join(f"{name}: {_with_unit(row, place, column, words)}" for name, row in cells).removesuffix(".")
    text = words.text("table.stated_for", head=column.label, n=len(cells), total=len(records), cells=told)
    return None if "\n" in text or len(text) > _LONGEST else text


def _names(table: Table, records: list[Row], place: int, subject: int, words: Wording) -> list[str] | None:
    """Names of rows of which those with a known cell are unlike all others: the subject, and what stands beside it.

    Below the name of a group of rows they begin with it. ``None`` where even some more columns do not tell them apart.
    """
    heads = {
        row.key: _text(row.cells[0], table.columns[0], words)
        for row, head in zip(table.rows, group_heads(table), strict=True)
        if head
    }
    beside = [
        other
        for other, column in enumerate(table.columns)
        if column.kind is ColumnKind.TEXT and other > subject and other != place
    ]
    for more in range(_NAMED_BY):
        by = [subject, *beside[:more]]
        names = [
            ", ".join(
                ([heads[row.above]] if row.above in heads else [])
                + [
                    _text(row.cells[each], table.columns[each], words)
                    for each in by
                    if row.cells[each] is not None and row.cells[each] is not NA
                ]
            )
            for row in records
        ]
        if all(row.cells[place] is None or names.count(name) == 1 for name, row in zip(names, records, strict=True)):
            return names
    return None


def _with_unit(row: Row, place: int, column: Column, words: Wording) -> str:
    text = _text(row.cells[place], column, words)
    return f"{text}\N{NO-BREAK SPACE}{column.unit}" if column.unit and column.unit != "%" else text


def _text(cell: Cell, column: Column, words: Wording) -> str:
    return shown_cell(cell, column, _values(words), words.locale)


def _values(words: Wording) -> Mapping[str, str]:
    return {word: words.text(f"word.{word}") for word in _WORDS}


def _sentences(table: Table, words: Wording) -> Iterable[Paragraph]:
    """A table of which only the names of its rows are left, in words."""
    names = (_text(row.cells[0], table.columns[0], words) for row in table.rows if row.role in _RECORDS)
    yield Paragraph(words.text("table.names_only", title=table.title, names=words.listed(names)))
    yield from (Paragraph(note, ParagraphRole.NOTE) for note in table.notes)
