"""Dossier formats: bytes ↔ Dossier. Each module offers its own through `register_readers`."""

from socplan.readers.base import FORMAT_VERSION, Reader

__all__ = ["FORMAT_VERSION", "Reader"]
