"""The report as JSON: the whole tree with exact values, for programs.

Unknown is ``null``; a share has its exact fraction beside the rounded figure; decimals are texts. A row of a tree names
the key of the row above it.
"""

import json
from base64 import b64encode
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from socplan.exporters.base import ExportedFile, Exporter
from socplan.hookspecs import hookimpl
from socplan.model import PartialDate, Period
from socplan.report import (
    AtLeast,
    Block,
    Cell,
    Coded,
    Figure,
    Items,
    NotApplicable,
    Paragraph,
    Percent,
    Picture,
    Report,
    ResolutionText,
    RichText,
    Row,
    RunningHead,
    Section,
    Signatures,
    StatusMark,
    Table,
)

__all__ = ["register_exporters", "render"]

_MEDIA_TYPE = "application/json"


def _cell(cell: Cell) -> object:
    match cell:
        case None | bool() | int() | str():
            return cell
        case NotApplicable():
            return {"type": "not_applicable"}
        case Decimal():
            return format(cell, "f")
        case Percent():
            exact = None if cell.exact is None else str(cell.exact)
            return {"type": "percent", "value": format(cell.value, "f"), "exact": exact}
        case AtLeast():
            return {"type": "at_least", "value": _cell(cell.value)}
        case StatusMark():
            return {"type": "status", "label": cell.label, "meaning": cell.meaning.value}
        case Coded():
            return {"type": "coded", "code": cell.code, "label": cell.label}
        case Period():
            start, end = (None if bound is None else str(bound) for bound in (cell.start, cell.end))
            return {"type": "period", "start": start, "end": end}
        case PartialDate():
            return str(cell)
        case date():
            return cell.isoformat()


def _table(table: Table) -> dict[str, object]:
    return {
        "type": "table",
        "key": table.key,
        "title": table.title,
        "columns": [
            {"key": column.key, "label": column.label, "kind": column.kind.value, "unit": column.unit}
            for column in table.columns
        ],
        "rows": [_row(row) for row in table.rows],
        "notes": list(table.notes),
    }


def _row(row: Row) -> dict[str, object]:
    made: dict[str, object] = {"key": row.key, "above": row.above, "role": row.role.value}
    made["cells"] = [_cell(cell) for cell in row.cells]
    if row.notes:
        made["notes"] = [{"column": note.column, "text": note.text} for note in row.notes]
    return made


def _text(text: str) -> object:
    """A text; one with marks is an object."""
    if not isinstance(text, RichText):
        return text
    marks = [
        {"start": mark.start, "end": mark.end, "kind": mark.kind.value, "target": mark.target} for mark in text.marks
    ]
    return {"text": str(text), "marks": marks}


def _block(block: Block) -> dict[str, object]:
    match block:
        case Section():
            return {"type": "section", "key": block.key, "title": block.title, "blocks": _blocks(block.blocks)}
        case Paragraph():
            return {"type": "paragraph", "role": block.role.value, "text": _text(block.text)}
        case Items():
            listed: dict[str, object] = {"type": "items", "numbered": block.numbered}
            listed["items"] = [_text(item) for item in block.items]
            if block.origins:
                listed["origins"] = [
                    [{"code": origin.code, "place": origin.place} for origin in of_item] for of_item in block.origins
                ]
            return listed
        case Table():
            return _table(block)
        case Figure():
            look = {"key": block.key, "kind": block.kind.value, "alt": block.alt, "alone": block.alone}
            series = [
                {"column": each.column, "meaning": None if each.meaning is None else each.meaning.value}
                for each in block.series
            ]
            return {
                "type": "figure",
                **look,
                "series": series,
                "beside": list(block.beside),
                "table": _table(block.table),
            }
        case Picture():
            look = {"key": block.key, "title": block.title, "alt": block.alt}
            return {"type": "picture", **look, "content": b64encode(block.content).decode()}
        case ResolutionText():
            day = None if block.day is None else str(block.day)
            head = {"number": block.number, "day": day, "body": block.body}
            return {"type": "resolution", **head, "points": [_text(point) for point in block.points]}
        case Signatures():
            signed = [{"office": signature.office, "name": signature.name} for signature in block.signatures]
            return {"type": "signatures", "place": block.place, "dated": block.dated, "signatures": signed}


def _blocks(blocks: tuple[Block, ...]) -> list[dict[str, object]]:
    return [_block(block) for block in blocks]


def _head(head: RunningHead) -> dict[str, object]:
    day = None if head.day is None else {"label": head.day.label, "value": _cell(head.day.value)}
    return {"authority": head.authority, "title": head.title, "version": head.version, "day": day}


def render(report: Report, options: Mapping[str, Any]) -> tuple[ExportedFile, ...]:
    """The report as one JSON file."""
    del options
    data = {
        "kind": report.kind,
        "locale": report.locale,
        "audience": report.audience,
        "title": report.title,
        "subtitle": report.subtitle,
        "facts": [{"key": fact.key, "label": fact.label, "value": _cell(fact.value)} for fact in report.facts],
        "parts": _blocks(report.parts),
        "head": None if report.head is None else _head(report.head),
        "footer": list(report.footer),
    }
    text = json.dumps(data, ensure_ascii=False, indent=2, allow_nan=False) + "\n"
    return (ExportedFile(name=f"{report.kind}.json", media_type=_MEDIA_TYPE, content=text.encode("utf-8")),)


@hookimpl
def register_exporters() -> tuple[Exporter, ...]:
    """Offer JSON."""
    return (Exporter(name="json", label="JSON", extension=".json", media_type=_MEDIA_TYPE, render=render),)
