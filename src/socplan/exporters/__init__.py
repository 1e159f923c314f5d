"""Report → files: one module a format; a new module here is found by itself."""

from socplan.exporters.base import (
    ExportedFile,
    Exporter,
    InputFile,
    TemplateFilter,
    block_lines,
    cell_text,
    column_text,
    fact_text,
    note_lines,
)

__all__ = [
    "ExportedFile",
    "Exporter",
    "InputFile",
    "TemplateFilter",
    "block_lines",
    "cell_text",
    "column_text",
    "fact_text",
    "note_lines",
]
