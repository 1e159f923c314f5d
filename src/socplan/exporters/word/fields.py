"""The fields of a template: the values, parts and tables of a report as plain data."""

from collections import Counter
from collections.abc import Mapping, Set as AbstractSet
from types import MappingProxyType
from typing import Final

from socplan.exporters.base import column_text
from socplan.exporters.word.environment import Placed
from socplan.exporters.word.paragraphs import DRAWN
from socplan.exporters.word.skeleton import mark_xml
from socplan.exporters.word.values import cell_value
from socplan.exporters.word.vocabulary import PICTURES
from socplan.report import (
    Column,
    Fact,
    Figure,
    Items,
    Paragraph,
    Picture,
    Report,
    ResolutionText,
    Row,
    RunningHead,
    Section,
    Signatures,
    Table,
    blocks_of,
    report_tables,
    section_tables,
)
from socplan.report.volume import VOLUME

__all__ = ["CONTENTS", "FIGURES", "FIRST_PART", "TABLES", "template_fields"]

#: The numbers of the marks for the lists of contents, tables and figures; the parts follow in their order.
CONTENTS, TABLES, FIGURES, FIRST_PART = range(4)
#: The most lines of a report without a list of contents (about four pages).
_SHORT: Final = 220
#: The most lines of a report without a cover (about ten pages).
_WITHOUT_COVER: Final = 430
#: The most lines of a report without lists of tables and figures (about thirty pages).
_WITHOUT_LISTS: Final = 1_290


def template_fields(
    report: Report, mark: str, names: AbstractSet[str], pictures: Mapping[str, Placed] = MappingProxyType({})
) -> dict[str, object]:
    """The names that a template may use, with their values; the costly ones are made where ``names`` wants them.

    Body, parts and lists are marks here: their text takes the place of the marks when the document is written.
    """
    parts = {
        part.key: Placed(f"part.{part.key}", mark_xml(mark, number))
        for number, part in enumerate(report.parts, start=FIRST_PART)
    }
    lines = sum(map(_lines, report.parts)) if {"is_long", "has_cover", "has_lists"} & names else 0
    facts = {fact.key: _fact_value(fact, report) for fact in report.facts}
    fields: dict[str, object] = {
        "kind": report.kind,
        "audience": report.audience,
        "title": report.title,
        "subtitle": report.subtitle or "",
        "fact": facts,
        "facts": [{"key": fact.key, "label": fact.label, "value": _fact_value(fact, report)} for fact in report.facts],
        "word": dict(report.words),
        "footer": "\n".join(report.footer),
        "part": parts,
        "body": Placed("body", "".join(part.__html__() for part in parts.values())),
        "contents": Placed("contents", mark_xml(mark, CONTENTS)),
        "tables": Placed("tables", mark_xml(mark, TABLES)),
        "figures": Placed("figures", mark_xml(mark, FIGURES)),
        "head": _head(report),
        "locale": report.locale,
        "is_long": lines > _SHORT,
        "has_cover": lines > _WITHOUT_COVER,
        "has_lists": lines > _WITHOUT_LISTS,
        **{name: pictures.get(name, "") for name in PICTURES},
        "table": {},
    }
    if "table" in names:
        fields["table"] = _tables(report)
    return fields


def _head(report: Report) -> dict[str, object]:
    """What stands at the head of pages; a text without letters is not known."""
    head = report.head or RunningHead()
    return {
        "authority": head.authority or "",
        "title": head.title or report.title,
        "version": head.version or "",
        "day": _fact_value(head.day, report) if head.day else "",
    }


def _tables(report: Report) -> dict[str, object]:
    """The tables by their keys; those of a chapter of a volume by the key of the chapter before theirs as well.

    A key that two chapters have is none without its chapter.
    """
    if report.kind != VOLUME:
        return {table.key: _plain_table(table, report) for table in report_tables(report)}
    chapters = {
        part.key: {table.key: _plain_table(table, report) for table in section_tables(part)} for part in report.parts
    }
    often = Counter(key for tables in chapters.values() for key in tables)
    alone = {key: table for tables in chapters.values() for key, table in tables.items() if often[key] == 1}
    return {**alone, **chapters}


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
            case Picture():
                lines += 20
            case ResolutionText():
                lines += 2 + 2 * len(block.points)
            case Signatures():
                lines += 2 + 4 * len(block.signatures)
            case Section():
                lines += 2
    return lines


def _plain_table(table: Table, report: Report) -> dict[str, object]:
    return {
        "title": table.title,
        "columns": [{"key": column.key, "label": column_text(column)} for column in table.columns],
        "rows": [_plain_row(table, row, report) for row in table.rows],
        "notes": list(table.notes),
    }


def _plain_row(table: Table, row: Row, report: Report) -> dict[str, object]:
    """The cells by the keys of their columns; a column may take the place of what is said of the row."""
    cells = zip(table.columns, row.cells, strict=True)
    of_row = {"row_role": row.role.value, "row_key": row.key or ""}
    return of_row | {column.key: cell_value(cell, column, report) for column, cell in cells}


def _fact_value(fact: Fact, report: Report) -> object:
    return cell_value(fact.value, Column(fact.key, fact.label), report)
