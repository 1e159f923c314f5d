"""Report → files: one module a format; a new module here is found by itself."""

from socplan.exporters.base import ExportedFile, Exporter, InputFile, TemplateFilter, cell_text, column_text, fact_text

__all__ = ["ExportedFile", "Exporter", "InputFile", "TemplateFilter", "cell_text", "column_text", "fact_text"]
