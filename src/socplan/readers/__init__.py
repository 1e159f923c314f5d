"""Dossier formats: bytes ↔ Dossier. Each module offers its own through `register_readers`."""

from socplan._names import public_names as _public_names
from socplan.archives import unzip as unzip, zipped as zipped
from socplan.convert import StructureError as StructureError, structure as structure, unstructure as unstructure
from socplan.readers.base import FORMAT_VERSION as FORMAT_VERSION, Reader as Reader, decoded as decoded
from socplan.readers.tables import (
    Notation as Notation,
    Sheet as Sheet,
    TableCell as TableCell,
    dossier_of as dossier_of,
    records_of as records_of,
    table_names as table_names,
    tables_of as tables_of,
)

__all__ = _public_names(globals())
