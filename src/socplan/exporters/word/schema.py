"""The JSON Schema (2020-12) of what a template gets: names, keys, types, filters."""

from collections.abc import Iterable
from typing import Any, Final

from socplan.exporters.base import TemplateFilter, column_text
from socplan.exporters.word.vocabulary import (
    BLOCKS,
    FACT_ENTRIES,
    HEAD,
    OWN_FILTERS,
    PICTURES,
    TABLE_ENTRIES,
    TEXTS,
    YES_NO,
    Vocabulary,
)
from socplan.labels import Wording
from socplan.report import Column, ColumnKind, RowRole

__all__ = ["context_schema"]

_KINDS: Final = {
    ColumnKind.COUNT: "whole_number",
    ColumnKind.DIFFERENCE: "whole_number",
    ColumnKind.NUMBER: "number",
    ColumnKind.MONEY: "number",
    ColumnKind.PERCENT: "number",
    ColumnKind.DATE: "day",
}


def context_schema(kind: str, known: Vocabulary, filters: Iterable[TemplateFilter], words: Wording) -> dict[str, Any]:
    """The schema of the names and keys that a template for a kind gets.

    Which facts, parts and tables a report has depends on its data, so none of them is required. A key that ends in a
    record of the dossier is described by a pattern: ``roster_ps1`` by ``^roster_``. The filters stand under
    ``x-filters``.
    """
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": kind,
        **_closed(_names(known, words)),
        "required": sorted((*TEXTS, *PICTURES, *BLOCKS, "fact", "facts", "head", "part", "table", "word")),
        "$defs": _definitions(words),
        "x-filters": [*_own_filters(words), *map(_filter, filters)],
    }


def _names(known: Vocabulary, words: Wording) -> dict[str, Any]:
    described = {name: words.text(f"template.{name}") for name in (*TEXTS, *PICTURES, *BLOCKS)}
    of_name = {**dict.fromkeys(BLOCKS, "blocks"), **dict.fromkeys(PICTURES, "picture")}
    simple = {name: _as(of_name.get(name, "text"), description=text) for name, text in described.items()}
    yes_no = {name: {"type": "boolean", "description": described[name]} for name in YES_NO}
    head = {
        name: _as("day" if name == "day" else "text", description=words.text(f"template.head_{name}")) for name in HEAD
    }
    line = {
        **_closed({"key": _as("text"), "label": _as("text"), "value": _as("value")}),
        "required": ["key", "label", "value"],
    }
    return {
        **simple,
        **yes_no,
        "head": {**_closed(head), "required": list(HEAD)},
        "fact": _closed({key: _as("value", title=fact.label) for key, fact in known.facts.items()}),
        "facts": {
            "type": "array",
            "items": {**line, "required": list(FACT_ENTRIES)},
            "description": words.text("template.facts"),
        },
        "part": _keyed(known, {key: _as("blocks", title=part.title) for key, part in known.parts.items()}),
        "table": _keyed(known, {key: _table(known, key) for key in known.tables}),
        "word": {
            "type": "object",
            "properties": {key: _as("text", examples=[word]) for key, word in sorted(known.words.items())},
        },
    }


def _definitions(words: Wording) -> dict[str, Any]:
    """What values, rows and tables are. A value that is not known is a text."""
    described = {name: {"description": words.text(f"template.type_{name}")} for name in ("blocks", "day", "picture")}
    role = {"enum": [role.value for role in RowRole], "description": words.text("template.row_role")}
    row = {"row_key": _as("text", description=words.text("template.row_key")), "row_role": role}
    heads = _closed({"key": _as("text"), "label": _as("text")})
    lists: dict[str, Any] = {"columns": {"items": heads}, "notes": {"items": _as("text")}, "rows": {}}
    table = {"title": _as("text"), **{name: {"type": "array", **items} for name, items in lists.items()}}
    return {
        "text": {"type": "string"},
        "whole_number": {"type": ["integer", "string"]},
        "number": {"type": ["number", "string"]},
        "value": {"type": ["boolean", "number", "string"], "description": words.text("template.type_value")},
        **{name: {"type": "string", **description} for name, description in described.items()},
        # A column may take the place of what is said of the row.
        "row": {"type": "object", "properties": row},
        "table": {**_closed(table), "required": list(TABLE_ENTRIES)},
    }


def _as(name: str, **more: Any) -> dict[str, Any]:
    return {**more, "$ref": f"#/$defs/{name}"}


def _closed(properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "additionalProperties": False}


def _keyed(known: Vocabulary, properties: dict[str, Any]) -> dict[str, Any]:
    """An object in which keys that end in a record are patterns."""
    plain = {key: schema for key, schema in properties.items() if known.keys.family(key) is None}
    patterns: dict[str, Any] = {}
    for key, schema in properties.items():
        if family := known.keys.family(key):
            patterns.setdefault(f"^{family}", schema)
    return {**_closed(plain), **({"patternProperties": patterns} if patterns else {})}


def _table(known: Vocabulary, key: str) -> dict[str, Any]:
    family = known.keys.family(key)
    columns = known.columns[key] if family is None else known.columns_of_family(family)
    cells = _keyed(known, {column.key: _column(column) for column in columns})
    # Beside its cells, a row has what every row has.
    cells["unevaluatedProperties"] = cells.pop("additionalProperties")
    rows = {"items": {"$ref": "#/$defs/row", **cells}}
    return _as("table", title=known.tables[key].title, properties={"rows": rows})


def _column(column: Column) -> dict[str, Any]:
    return _as(_KINDS.get(column.kind, "value"), title=column_text(column))


def _own_filters(words: Wording) -> Iterable[dict[str, Any]]:
    for english, czech in OWN_FILTERS.items():
        tag = words.text(f"template.tag_{english}").replace("\N{NO-BREAK SPACE}", " ")
        yield {"names": [english, czech], "description": words.text(f"template.filter_{english}"), "example": tag}


def _filter(each: TemplateFilter) -> dict[str, Any]:
    return {"names": list(each.names), "description": each.help, "plugin": each.plugin}
