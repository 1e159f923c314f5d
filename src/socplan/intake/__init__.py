"""Tables of an office as they are: a grid of cells, a mapping that says what they mean, and a dossier out of both.

The way: file → `Grid` → `select` (which table, which rows) → `reading` (cell → value) → `references` (which record) →
`Book` (what is there) → `Dossier`. Everything that cannot be read in one way is a fault at its cell.
"""

from socplan.intake.faults import Note as Note
from socplan.intake.grids import (
    Cell as Cell,
    Grid as Grid,
    GridSource as GridSource,
    Places as Places,
    number_of_letters as number_of_letters,
)
from socplan.intake.importing import Intake as Intake, Step as Step, StepKind as StepKind, take_in as take_in
from socplan.intake.mapfile import mapping_of as mapping_of
from socplan.intake.mapping import WholeMapping as WholeMapping
from socplan.intake.packed import file_fault as file_fault, members_of as members_of, suffix_fault as suffix_fault

__all__ = [
    "Cell",
    "Grid",
    "GridSource",
    "Intake",
    "Note",
    "Places",
    "Step",
    "StepKind",
    "WholeMapping",
    "file_fault",
    "mapping_of",
    "members_of",
    "number_of_letters",
    "suffix_fault",
    "take_in",
]
