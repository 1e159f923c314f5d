"""Dossier formats: bytes ↔ Dossier. Each module offers its own through `register_readers`."""

from socplan.archives import unzip, zipped
from socplan.convert import StructureError, structure, unstructure
from socplan.readers.base import FORMAT_VERSION, Reader, decoded
from socplan.readers.tables import Notation, Sheet, TableCell, dossier_of, records_of, table_names, tables_of

__all__ = [
    "FORMAT_VERSION",
    "Notation",
    "Reader",
    "Sheet",
    "StructureError",
    "TableCell",
    "decoded",
    "dossier_of",
    "records_of",
    "structure",
    "table_names",
    "tables_of",
    "unstructure",
    "unzip",
    "zipped",
]
