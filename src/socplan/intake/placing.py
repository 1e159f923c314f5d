"""Where the records of an office's tables stood, so that people find the row that a finding is about."""

from collections.abc import Mapping
from pathlib import PurePath

from attrs import evolve

from socplan.errors import printable
from socplan.intake.grids import Grid, Places, letters
from socplan.model import Dossier, OfficePlace
from socplan.model.record import key_text

__all__ = ["placed"]


def placed(dossier: Dossier, stood: Mapping[tuple[str, int], tuple[Grid, int, int | None, bool]]) -> Dossier:
    """The dossier that knows where the records of a run stand.

    A record keeps the place where it was added first. A later file that names it too does not move it; the same file,
    read again, does.

    Args:
        dossier: the dossier after the run.
        stood: by table and number of a record, its table of the office, row, column, and whether it was added there.
    """
    places = {(place.table, place.record): place for place in dossier.office_places}
    for (table, number), (grid, row, column, added) in stood.items():
        place = _place(table, key_text(dossier.table(table)[number]), grid, row, column)
        before = places.get((table, place.record))
        if added or before is None or before.file == place.file:
            places[table, place.record] = place
    return evolve(dossier, office_places=tuple(places.values()))


def _place(table: str, record: str, grid: Grid, row: int, column: int | None) -> OfficePlace:
    """A place without a word of what stands in the table: a Word table is called by its number, not by its heading."""
    of_word = grid.places is Places.WORD
    shown = None if column is None else str(column) if of_word else letters(column)
    return OfficePlace(
        table=table,
        record=record,
        file=printable(PurePath(grid.file).name),
        sheet=printable(grid.name) if grid.places is Places.SHEET and grid.name.strip() else None,
        word_table=grid.number if of_word else None,
        row=row,
        column=shown,
    )
