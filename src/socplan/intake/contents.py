"""What stands below the head of a table: its rows, the values of its columns, their units."""

import re
from collections.abc import Sequence
from datetime import date
from functools import cached_property
from typing import Final

from attrs import field, frozen

from socplan.intake.grids import Grid
from socplan.intake.heads import NOTES, SUMS, Guess
from socplan.intake.moments import has_hour
from socplan.intake.notation import RefusedError, date_of
from socplan.intake.select import written_alike
from socplan.intake.units import OWN_UNIT, rate_in, unit_in

__all__ = ["NOTES", "SIGNS", "SUMS", "Contents"]

#: What may mean „nothing“ or „not known“.
SIGNS: Final = ("-", "–", "—", "x", "?", "…")
#: An amount that ends so is in crowns.
_NO_HELLERS: Final = (",-", ",–", ",—", ",--")
#: A nought in every manner: „0“, „0,00 Kč“, „0,-“, „0 %“.
_ZERO: Final = re.compile(r"0(?:[.,]0+)?(?:,\s?[-–—]+)?\s?(?:%|(?:(?:tis|mil|mld)\.?\s?)?(?:Kč)?)")
_BARE: Final = re.compile(r"[0-9]+(?:[.,][0-9]+)?")
_AMOUNT: Final = re.compile(r"[0-9][0-9 ]*([^\W\d].*)")
#: What units of capacities are called in one, by how they stand behind a number.
_UNITS: Final = {
    **dict.fromkeys(("lůžka", "lůžek"), "lůžko"),
    **dict.fromkeys(("místa", "míst"), "místo"),
    **dict.fromkeys(("klienti", "klientů"), "klient"),
    **dict.fromkeys(("úvazky", "úvazků"), "úvazek"),
    **dict.fromkeys(("rodiny", "rodin"), "rodina"),
}
#: Columns in which an office writes a value once, above the rows that it holds for.
_FILLED: Final = ("goal", "group", "territory")


def _is_day(text: str) -> bool:
    """Whether a text is a whole day."""
    try:
        return date_of(text).day is not None
    except RefusedError:
        return False


@frozen
class Contents:
    """The rows of a table whose head is understood."""

    guess: Guess
    _values: dict[int, list[str]] = field(factory=dict, init=False, eq=False, repr=False)

    @property
    def grid(self) -> Grid:
        """The table."""
        return self.guess.grid

    def first(self, row: int) -> str:
        """The first filled cell of a row."""
        cells = self.grid.rows[row]
        return next((cells[column].text for column in sorted(cells) if not cells[column].is_empty), "")

    @cached_property
    def body(self) -> Sequence[int]:
        """The rows below the head that are no sums, no notes, and not the head typed again."""
        head = self.grid.rows[self.guess.rows[-1]]
        return [
            row
            for row in sorted(self.grid.rows)
            if row > self.guess.rows[-1]
            and not written_alike(self.first(row)).startswith(SUMS + NOTES)
            and self.grid.rows[row] != head
        ]

    @cached_property
    def headings(self) -> Sequence[int]:
        """The rows that hold nothing but a heading for those below them: several, the first at the top of the table."""
        body, column = self.body, min(self.guess.heads)
        alone = [
            row
            for row in body
            if [place for place, cell in self.grid.rows[row].items() if not cell.is_empty] == [column]
        ]
        return alone if len(alone) > 1 and len(self.guess.heads) > 2 and alone[0] == body[0] else []  # noqa: PLR2004

    def is_filled_down(self, column: int) -> bool:
        """Whether the values of a column stand once above the rows that they hold for."""
        last = self.guess.rows[-1]
        merged = any(
            top > last and left <= column <= right and bottom > top for top, left, bottom, right in self.grid.merged
        )
        once = any(head.column == column and name in _FILLED for name, head in self.guess.found.items())
        return merged or (once and self.has_gaps(column))

    def has_gaps(self, column: int) -> bool:
        """Whether a column is filled in its first row, and not in every one."""
        filled = [not self.grid.cell(row, column).is_empty for row in self.body]
        return bool(filled) and filled[0] and not all(filled)

    def values(self, column: int) -> list[str]:
        """What stands in a column, each once."""
        if column not in self._values:
            headings = set(self.headings)
            texts = (self.grid.cell(row, column).text for row in self.body if row not in headings)
            self._values[column] = list(dict.fromkeys(text for text in texts if text))
        return self._values[column]

    def title(self) -> str:
        """What stands above the head."""
        first = self.guess.rows[0]
        return " ".join(cell.text for row, cells in self.grid.rows.items() if row < first for cell in cells.values())

    def own_unit(self, column: int) -> str | None:
        """What the cells of a column say of their unit: all the same, or each its own; ``None``: nothing."""
        # Nothing needs no unit.
        values = [each for each in self.values(column) if any(map(str.isdigit, each)) and not _ZERO.fullmatch(each)]
        units = {unit_in(value) or ("Kč" if value.endswith(_NO_HELLERS) else None) for value in values}
        if None in units or not units:
            return None
        return str(next(iter(units))) if len(units) == 1 else OWN_UNIT

    def own_rate(self, column: int) -> str | None:
        """What the cells of a column of amounts are counted by, all the same; ``None``: whole amounts, or several."""
        rates = {rate_in(value) for value in self.values(column) if any(map(str.isdigit, value))}
        return rates.pop() if len(rates) == 1 else None

    def are_days(self, column: int) -> bool:
        """Whether a column of terms holds whole days and deadlines, and nothing else that has a digit."""
        headings = set(self.headings)
        cells = [self.grid.cell(row, column) for row in self.body if row not in headings]
        dated = [cell for cell in cells if any(map(str.isdigit, cell.text))]
        days = [cell for cell in dated if isinstance(cell.value, date) or _is_day(cell.text)]
        ends = [cell for cell in dated if written_alike(cell.text).startswith("do ")]
        return bool(days) and len(days) + len(ends) == len(dated)

    def have_hours(self, column: int) -> bool:
        """Whether a day of a column has its hour in the same cell."""
        return any(has_hour(self.grid.cell(row, column)) for row in self.body)

    def wordy(self, column: int) -> list[str]:
        """The values of a column of numbers that have no digit and are no sign: „bez nákladů“."""
        return [value for value in self.values(column) if value not in SIGNS and not any(map(str.isdigit, value))]

    def are_amounts(self, column: int) -> bool:
        """Whether every value of a column is a quantity with its unit behind: „15 lůžek“."""
        values = self.values(column)
        return bool(values) and all(_AMOUNT.fullmatch(value) for value in values)

    def are_numbers(self, column: int) -> bool:
        """Whether every value of a column is a number and nothing more."""
        values = self.values(column)
        return bool(values) and all(_BARE.fullmatch(value) for value in values)

    @staticmethod
    def unit_in_head(head: str) -> str | None:
        """The unit of a capacity in its head: „Kapacita (počet lůžek)“ is of „lůžko“; ``None``: it names none."""
        words = re.findall(r"[^\W\d]+", head.lower())
        return next((_UNITS[word] for word in words if word in _UNITS), None)

    def units_of_amounts(self, column: int) -> dict[str, str]:
        """The units of a column of quantities that are named otherwise in one: „lůžek“ are of „lůžko“."""
        found = [match[1] for value in self.values(column) if (match := _AMOUNT.fullmatch(value))]
        return {unit: _UNITS[unit] for unit in dict.fromkeys(found) if unit in _UNITS}

    def has_percent(self, column: int) -> bool:
        """Whether a cell of a column is in per cent, by its text or as it is shown."""
        cells = [self.grid.cell(row, column) for row in self.body]
        return any(cell.text.endswith("%") or "%" in (cell.shown or "") for cell in cells)

    def has_zero(self, column: int) -> bool:
        """Whether a column has a 0."""
        return any(_ZERO.fullmatch(self.grid.cell(row, column).text) for row in self.body)
