"""Dossiers of socplan as workbooks, filled-in sheets, and the tables of an office as they are."""

from socplan import Reader, hookimpl
from socplan.intake import GridSource
from socplan.labels import Labels
from socplan_xlsx.grids import GRIDS
from socplan_xlsx.labels import LABELS
from socplan_xlsx.reader import XLSX

__version__ = "0.1.0"

__all__ = ["register_grids", "register_labels", "register_readers"]


@hookimpl
def register_readers() -> tuple[Reader, ...]:
    """Offer workbooks."""
    return (XLSX,)


@hookimpl
def register_grids() -> tuple[GridSource, ...]:
    """Offer the sheets of workbooks as they are."""
    return (GRIDS,)


@hookimpl
def register_labels() -> tuple[Labels, ...]:
    """Offer what is said of workbooks that cannot be opened."""
    return LABELS
