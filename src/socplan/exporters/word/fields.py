"""The fields of a template: the values, parts and tables of a report as plain data."""

from typing import Final

from markupsafe import Markup

from socplan.exporters.base import cell_text, column_text, fact_text
from socplan.exporters.word.writer import DRAWN, WordWriter, paragraph_xml
from socplan.report import Figure, Items, Paragraph, Report, Section, Table, blocks_of, report_tables

__all__ = ["CONTENTS_MARK", "template_fields"]

#: The style of the paragraph that marks the place of the list of contents.
CONTENTS_MARK: Final = "socplan-contents"
#: The most lines of a report without a list of contents (about four pages).
_SHORT: Final = 170


def template_fields(report: Report, writer: WordWriter) -> dict[str, object]:
    """The names that a template may use, with their values."""
    parts = {part.key: Markup(writer.part(part)) for part in report.parts}  # noqa: S704 - our own, escaped XML
    facts = {fact.key: fact_text(fact, report) for fact in report.facts}
    return {
        "kind": report.kind,
        "audience": report.audience,
        "title": report.title,
        "subtitle": report.subtitle or "",
        "fact": facts,
        "facts": [{"key": fact.key, "label": fact.label, "value": fact_text(fact, report)} for fact in report.facts],
        "word": dict(report.words),
        "footer": "\n".join(report.footer),
        "part": parts,
        "body": Markup("").join(parts[part.key] for part in report.parts),
        "contents": Markup(paragraph_xml(CONTENTS_MARK)),  # noqa: S704 - likewise
        "is_long": sum(map(_lines, report.parts)) > _SHORT,
        "table": {table.key: _plain_table(table, report) for table in report_tables(report)},
    }


def _lines(part: Section) -> int:
    """About how many lines a part takes."""
    lines = 3
    for block in blocks_of(part):
        match block:
            case Table():
                lines += 4 + 2 * len(block.rows)
            case Figure():
                lines += 4 + (4 if block.kind in DRAWN else 2) * len(block.table.rows)
            case Items():
                lines += sum(1 + len(item) // 80 for item in block.items)
            case Paragraph():
                lines += 2 + len(block.text) // 80
            case Section():
                lines += 2
    return lines


def _plain_table(table: Table, report: Report) -> dict[str, object]:
    return {
        "title": table.title,
        "columns": [{"key": column.key, "label": column_text(column)} for column in table.columns],
        "rows": [
            {column.key: cell_text(cell, column, report) for column, cell in zip(table.columns, row.cells, strict=True)}
            for row in table.rows
        ],
        "notes": list(table.notes),
    }
