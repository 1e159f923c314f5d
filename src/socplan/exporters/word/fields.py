"""The fields of a template: the values, parts and tables of a report as plain data."""

from collections.abc import Set as AbstractSet
from typing import Final

from markupsafe import Markup

from socplan.exporters.base import cell_text, column_text, fact_text
from socplan.exporters.word.skeleton import mark_xml
from socplan.exporters.word.writer import DRAWN
from socplan.report import Figure, Items, Paragraph, Report, Section, Table, blocks_of, report_tables

__all__ = ["CONTENTS", "template_fields"]

#: The number of the mark for the list of contents; the parts follow in their order.
CONTENTS: Final = 0
#: The most lines of a report without a list of contents (about four pages).
_SHORT: Final = 170


def template_fields(report: Report, mark: str, names: AbstractSet[str]) -> dict[str, object]:
    """The names that a template may use, with their values; the costly ones are made where ``names`` wants them.

    Body, parts and contents are marks here: their text takes the place of the marks when the document is written.
    """
    parts = {
        part.key: Markup(mark_xml(mark, number))  # noqa: S704 - our own XML
        for number, part in enumerate(report.parts, start=1)
    }
    facts = {fact.key: fact_text(fact, report) for fact in report.facts}
    fields: dict[str, object] = {
        "kind": report.kind,
        "audience": report.audience,
        "title": report.title,
        "subtitle": report.subtitle or "",
        "fact": facts,
        "facts": [{"key": fact.key, "label": fact.label, "value": facts[fact.key]} for fact in report.facts],
        "word": dict(report.words),
        "footer": "\n".join(report.footer),
        "part": parts,
        "body": Markup("").join(parts.values()),
        "contents": Markup(mark_xml(mark, CONTENTS)),  # noqa: S704 - likewise
        "is_long": sum(map(_lines, report.parts)) > _SHORT if "is_long" in names else False,
        "table": {},
    }
    if "table" in names:
        fields["table"] = {table.key: _plain_table(table, report) for table in report_tables(report)}
    return fields


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
