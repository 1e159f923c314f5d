"""What a table of an office shows that somebody should know before it comes in."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Final

from socplan.intake.attributes import Attribute, Sort, attributes
from socplan.intake.faults import Faults, Note, place_of
from socplan.intake.mapping import MapTable, values_of
from socplan.intake.notation import RefusedError, number_of
from socplan.intake.select import Found, Sheet
from socplan.intake.units import OWN_UNIT, UNITS, full_unit, parted, rate_in, scaled, unit_in
from socplan.intake.wording import attribute_name
from socplan.labels import Wording

__all__ = ["check_units", "notes_of", "sum_notes", "time_notes"]

#: Units that nobody sees at a number: they are told in full words.
_LARGE: Final = {"tis. Kč": "tis", "mil. Kč": "mil", "mld. Kč": "mld"}


def notes_of(table: MapTable, sheet: Sheet, words: Wording) -> Iterator[Note]:
    """Hidden rows and columns, columns that are not read, and units."""
    grid = sheet.grid
    place = words.text("intake.place.table", name=grid.name)
    read = {sheet.column(heads) for heads in _heads(table)}
    if grid.hidden_rows or grid.hidden_columns:
        values = {"rows": len(grid.hidden_rows), "columns": len(grid.hidden_columns & read)}
        values["unread"] = len(grid.hidden_columns - read)
        yield Note(place, words.text("intake.hidden", **values), grid.file)
    left = [head for column, head in sheet.heads.items() if column not in read | grid.hidden_columns]
    if left:
        yield Note(place, words.text("intake.not_read", heads=", ".join(left)), grid.file)
    for records in table.records:
        for name, value in records.set.items():
            base, rate = parted(value.unit)
            if base in _LARGE or rate is not None:
                heads = records.columns if value.each == "cell" else value.head
                shown = {"head": ", ".join(heads) or attribute_name(name, words), "unit": unit_text(base, words)}
                by = None if rate is None else words.text(f"intake.rate.{rate}")
                text = (
                    words.text("intake.in_unit", **shown)
                    if by is None
                    else words.text("intake.in_rate", **shown, by=by)
                )
                yield Note(place, text, grid.file)


def unit_text(unit: str | None, words: Wording) -> str:
    """A unit of money in full words, with what 1 means."""
    return words.text(f"intake.unit.{_LARGE.get(unit or '', 'kc')}")


def _heads(table: MapTable) -> Iterator[tuple[str, ...]]:
    """The heads of every column that is read, or left out on purpose."""
    for records in table.records:
        for value in values_of(records):
            yield value.head
            yield from ((head,) for head in value.confirm.values())
        yield from ((head,) for head in (*records.columns, *records.when, *records.some))
    yield from ((head,) for head in (*table.fill, *table.unread))


def check_units(table: MapTable, sheet: Sheet, faults: Faults) -> None:
    """A head or a title that names another unit than the mapping is a fault: which of them is wrong, nobody knows."""
    first = min(sheet.rows, default=1)
    above = [
        (row, column, unit)
        for row, cells in sheet.grid.rows.items()
        for column, cell in cells.items()
        if row < first and isinstance(cell.value, str) and (unit := unit_in(cell.text)) and unit != "Kč"
    ]
    for records in table.records:
        for name, value in records.set.items():
            if attributes(records.to)[name].sort is not Sort.MONEY or value.unit in (None, OWN_UNIT):
                continue
            column = sheet.column(records.columns[:1] if value.each == "cell" else value.head)
            if column is None:
                continue
            head, (base, by) = sheet.heads.get(column, ""), parted(value.unit)
            own, rate = unit_in(head), rate_in(head)
            if own is not None and own != base:
                faults.at(sheet.grid, first - 1, column, "head_unit", own=own, unit=value.unit)
            if rate is not None and rate != by:
                unit = full_unit(own or base, rate)
                faults.at(sheet.grid, first - 1, column, "head_rate", head=head, unit=unit)
            if own is None:
                for row, place, unit in above:
                    # The head of another column says nothing about this one.
                    if unit != base and unit_in(sheet.heads.get(place, "")) is None:
                        faults.at(sheet.grid, row, place, "head_unit", own=unit, unit=value.unit)


def time_notes(sheet: Sheet, times: Mapping[tuple[Attribute, int], Sequence[Found]], words: Wording) -> Iterator[Note]:
    """Days and deadlines that may mean another thing than they are read as, a note for each column."""
    for (attribute, column), cells in times.items():
        first = cells[0]
        if attribute.personal or column in sheet.grid.hidden_columns:
            continue
        value = first.cell.value
        shown = words.show(value.date() if isinstance(value, datetime) else value)
        why = "single_day" if attribute.sort is Sort.PERIOD else "time_as_text"
        text = words.text(
            f"intake.{why}", value=shown, head=sheet.heads.get(column, ""), name=attribute.name, cells=len(cells)
        )
        yield Note(place_of(sheet.grid, first.row, first.column, words), text, sheet.grid.file)


# Sums


def sum_notes(
    sheet: Sheet, numbers: Mapping[tuple[int, int], Decimal], units: Mapping[int, str | None], words: Wording
) -> Iterator[Note]:
    """The sums that neither the rows since the last sum nor all rows above come to, with both numbers in one unit."""
    last = 0
    for row in sheet.sums:
        for column in sorted({place for _, place in numbers} - sheet.grid.hidden_columns):
            unit, _ = parted(units.get(column))
            stated = _stated(sheet, row, column, unit)
            above = {number: value for (number, place), value in numbers.items() if place == column and number < row}
            parts = sum((value for number, value in above.items() if number > last), Decimal())
            whole = sum(above.values(), Decimal())
            if stated is not None and above and stated not in {parts, whole}:
                shown = {"stated": _in_unit(stated, unit), "total": _in_unit(parts or whole, unit)}
                text = words.text("intake.sum_differs", **shown)
                if unit is not None:
                    text = words.text("intake.sum_differs_in", **shown, unit=unit_text(unit, words))
                yield Note(place_of(sheet.grid, row, column, words), text, sheet.grid.file)
        last = row


def _in_unit(number: Decimal, unit: str | None) -> Decimal:
    """An amount of crowns in a unit of its table."""
    return Decimal(format(number.scaleb(-UNITS.get(unit or "", 0)).normalize(), "f"))


def _stated(sheet: Sheet, row: int, column: int, unit: str | None) -> Decimal | None:
    """The sum in a cell, in crowns; what cannot be read there is nobody's fault, and per cent have no sum."""
    cell = sheet.grid.cell(row, column)
    if unit == "%":
        return None
    try:
        match cell.value:
            case bool():
                return None
            case str() as text if not cell.is_empty:
                return number_of(text, unit_in(text) or unit)
            case int() | Decimal() as number if cell.problem is None and unit != OWN_UNIT:
                own = None if unit is None else unit_in(cell.shown or "")
                return scaled(Decimal(number), own or unit)
    except RefusedError:
        return None
    return None
