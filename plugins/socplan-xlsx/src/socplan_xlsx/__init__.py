"""Dossiers of socplan as workbooks, and filled-in sheets."""

from socplan import Reader, hookimpl
from socplan_xlsx.reader import XLSX

__version__ = "0.1.0"

__all__ = ["register_readers"]


@hookimpl
def register_readers() -> tuple[Reader, ...]:
    """Offer workbooks."""
    return (XLSX,)
