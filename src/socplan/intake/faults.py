"""Everything that keeps a file from coming in, by cell, in the words of one language."""

from collections.abc import Iterable, Mapping
from typing import Any

from attrs import evolve, field, frozen

from socplan.errors import SEVERAL_FILES, Fault, ReadError, nearest
from socplan.intake.grids import Grid, Places, letters
from socplan.intake.mapping import MapPath, Where
from socplan.intake.notation import RefusedError
from socplan.intake.wording import attribute_name
from socplan.labels import Wording
from socplan.report.cells import kind_name

__all__ = ["Faults", "Note", "meant", "place_of"]


def place_of(grid: Grid, row: int, column: int, words: Wording | None = None) -> str:
    """How people call a cell: ``Monitoring!C7``, ``C7``, „tabulka 2, řádek 7, sloupec 3“."""
    match grid.places:
        case Places.SHEET:
            return f"{grid.name}!{letters(column)}{row}"
        case Places.CSV:
            return f"{letters(column)}{row}"
        case Places.WORD if words is not None:
            return words.text("intake.place.word", table=str(grid.number), row=str(row), column=str(column))
        case _:
            return f"table {grid.number}, row {row}, column {column}"


def meant(name: str, known: Iterable[str], words: Wording) -> str:
    """The most similar name, as a question to append; empty where no name is similar."""
    near = nearest(name, known)
    return "" if near is None else words.text("intake.map.meant", name=near)


@frozen
class Note:
    """Something that somebody has to look at, and that keeps nothing from coming in."""

    place: str
    message: str
    file: str | None = None


@frozen
class Faults:
    """The faults of one run, which ends with all of them."""

    words: Wording
    #: Where the places of the mapping stand.
    where: Where = field(factory=Where)
    found: dict[tuple[str | None, str], Fault] = field(factory=dict)

    def at(self, grid: Grid, row: int, column: int, why: str, **values: object) -> None:
        """A fault of a cell; the first of a cell counts, since the others follow from it."""
        place = place_of(grid, row, column, self.words)
        message = self.words.text(why if "." in why else f"intake.{why}", **values)
        self.found.setdefault((grid.file, place), Fault(place, message, grid.file))

    def refused(self, grid: Grid, row: int, column: int, error: RefusedError, *, secret: bool = False) -> None:
        """A cell that cannot be read; a secret one is not quoted."""
        # What has no values quotes nothing.
        if secret and error.values:
            self.at(grid, row, column, "cell_secret")
        else:
            self.at(grid, row, column, error.why, **self.in_words(error.values))

    def in_words(self, values: Mapping[str, Any]) -> Mapping[str, object]:
        """The values of a message; the choices that there are as people call them in its language."""
        choices = values.get("choices")
        if choices is None:
            return values
        named = {member.value: kind_name(self.words, member) for member in choices}
        known = "; ".join(f"{value} ({name})" if name else value for value, name in named.items())
        return {**values, "known": "; ".join(filter(None, (values.get("known"), known)))}

    def grid(self, grid: Grid, why: str, **values: object) -> None:
        """A fault of a whole table."""
        place = self.words.text("intake.place.table", name=grid.name)
        self.found.setdefault((grid.file, place), Fault(place, self.words.text(f"intake.{why}", **values), grid.file))

    def mapping(self, path: MapPath, why: str, **values: object) -> None:
        """A fault of the mapping."""
        place, message = self.where.shown(path, self.words), self.words.text(f"intake.{why}", **values)
        # Sorted by these keys, they stand in the order of the file.
        key = f"{self.where.line(path):06} {place}: {message}"
        self.found.setdefault((self.where.file, key), Fault(place, message, self.where.file))

    def mapping_refused(self, path: MapPath, error: RefusedError) -> None:
        """A text of the mapping that cannot be read."""
        self.mapping(path, error.why.removeprefix("intake."), **self.in_words(error.values))

    def add(self, faults: Iterable[Fault]) -> None:
        """Faults of a file that gave no tables."""
        for fault in faults:
            self.found.setdefault((fault.file, fault.place), fault)

    def attribute(self, name: str) -> str:
        """What people call an attribute."""
        return attribute_name(name, self.words)

    def raise_any(self, source: str) -> None:
        """Raise everything, if there is anything.

        Raises:
            ReadError: with every fault.
        """
        if not self.found:
            return
        faults = list(self.found.values())
        if any(each.file not in (None, source) for each in faults):
            raise ReadError(SEVERAL_FILES, faults)
        raise ReadError(source, [evolve(each, file=None) for each in faults])
