"""Dossier formats: bytes ↔ Dossier. Each module offers its own through `register_readers`."""

from socplan.convert import StructureError, structure, unstructure
from socplan.readers.base import FORMAT_VERSION, Reader, decoded

__all__ = ["FORMAT_VERSION", "Reader", "StructureError", "decoded", "structure", "unstructure"]
