"""Columns that a page need not hold: what they say stands in a line above their table.

Only pages are short of room: formats for programs keep every column, and so does a template that takes tables as data.
"""

from collections.abc import Iterable, Sequence
from operator import or_
from typing import Final

from attrs import field, frozen

from socplan.exporters.word.texts import Texts
from socplan.report import Report, Table

__all__ = ["Condensed", "condensed_table"]

#: The words that the lines are made of; a report without them keeps its columns.
_WORDS: Final = frozenset({"same_as", "unknown", "not_applicable", "yes", "no"})
#: So many rows make a column that is worth leaving out.
_FEWEST: Final = 3
#: The most characters of a line that takes the place of a column.
_LONGEST: Final = 240
#: The name of the rows, and something about them.
_LEFT: Final = 2


@frozen(kw_only=True)
class Condensed:
    """What of a table stands on a page: the columns that no line can tell, and the lines."""

    texts: Texts = field(repr=False)
    #: The lines between its title and the table.
    above: tuple[str, ...] = ()


def condensed_table(table: Table, texts: Texts, report: Report) -> Condensed:
    """A table without the columns that a line can tell.

    1. All rows say the same: the line above the table says it once.
    2. A column says in each row what an earlier one says: the line above names that one.

    The first column stays, and one more. So do figures, which are compared; columns of yes and no, which are read
    across; and columns with footnotes.
    """
    looks = texts.looks
    aside = list(map(or_, looks.sums, looks.heads))
    # In most tables none is.
    rows = [place for place, is_aside in enumerate(aside) if not is_aside] if any(aside) else range(len(aside))
    if len(rows) < _FEWEST or len(table.columns) <= _LEFT or not report.words.keys() >= _WORDS:
        return Condensed(texts=texts)
    columns = _Columns(table, texts, rows, report)
    above: list[str] = []
    left = set(range(len(table.columns)))
    for place in range(1, len(table.columns)):
        if len(left) == _LEFT:
            break
        if columns.is_bound(place):
            continue
        if line := columns.constant(place) or columns.repeated(place, left):
            above.append(line)
            left.remove(place)
    if len(left) == len(table.columns):
        return Condensed(texts=texts)
    return Condensed(texts=texts.only(sorted(left)), above=tuple(above))


class _Columns:
    """The columns of a table by their texts: what looks the same on paper is the same for readers."""

    def __init__(self, table: Table, texts: Texts, rows: Sequence[int], report: Report) -> None:
        self._texts = texts
        self._rows = rows
        #: Sums and names of groups.
        self._sums = sorted(set(range(len(table.rows))) - set(rows)) if len(rows) < len(table.rows) else []
        noted = {note.column for row in table.rows for note in row.notes}
        self._bound = [column.key in noted or column.kind.is_figure or not column.label for column in table.columns]
        self._words = report.words

    def is_bound(self, place: int) -> bool:
        """Whether a column cannot be left out: it has figures, footnotes, or no name."""
        return self._bound[place]

    def _is_answer(self, texts: Iterable[str]) -> bool:
        return any(text in {self._words["yes"], self._words["no"]} for text in texts)

    def _body(self, place: int) -> tuple[str, ...]:
        column = self._texts.by_column[place]
        return tuple([column[row] for row in self._rows]) if self._sums else column

    def _sums_are(self, place: int, *texts: str) -> bool:
        column = self._texts.by_column[place]
        return all(column[row] in texts for row in self._sums)

    def constant(self, place: int) -> str | None:
        """What a column says, if it says the same in each row."""
        body = self._body(place)
        text, missing = body[0], self._words["not_applicable"]
        # What is blank is to be filled in.
        if body[-1] != text or text in {self._words["unknown"], missing} or self._is_answer((text,)) or text.isspace():
            return None
        if body.count(text) < len(body) or not self._sums_are(place, text, missing):
            return None
        return self._line(self._texts.head[place], text)

    def repeated(self, place: int, among: set[int]) -> str | None:
        """The column that another one repeats, among those that stay."""
        column = self._texts.by_column[place]
        for other in range(place):
            if other in among and column == self._texts.by_column[other] and not self._is_answer(column):
                return self._line(self._texts.head[place], f"{self._words['same_as']} {self._texts.head[other]}")
        return None

    def _line(self, head: str, says: str) -> str | None:
        line = f"{head}: {says}"
        return line if says and "\n" not in line and len(line) <= _LONGEST else None
