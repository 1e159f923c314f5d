"""The JSON Schema (2020-12) of the dossier file, made from the model.

No generator for attrs classes makes it: the schema has to refuse what the reader refuses, which is unknown keys and
other forms of identifiers, dates and decimals.
"""

import inspect
from decimal import Decimal
from enum import Enum
from typing import Any, Final, get_args

import attrs

from socplan.convert import DECIMAL
from socplan.model import Dossier
from socplan.model.values import Count, Identifier, Money, PartialDate, Quantity
from socplan.readers import FORMAT_VERSION

__all__ = ["dossier_schema"]

#: As `text_problem` checks: no control characters but tab and line feed, and a visible character.
_KEPT: Final = r"[^\u0000-\u0008\u000b-\u001f\ufffe\uffff]"
_SEEN: Final = r"[^\s\u0000-\u001f\ufffe\uffff]"
_TEXT: Final[dict[str, object]] = {"type": "string", "pattern": f"^{_KEPT}*{_SEEN}{_KEPT}*$"}
_LARGEST: Final = 10**18 - 1
_DECIMAL: Final[dict[str, object]] = {"type": "string", "pattern": f"^(?:{DECIMAL.pattern})$"}
_LEAVES: Final[tuple[tuple[Any, dict[str, object]], ...]] = (
    (Identifier, {"type": "string", "pattern": "^[A-Za-z][A-Za-z0-9._-]{0,79}$"}),
    (Count, {"type": "integer", "minimum": 0, "maximum": _LARGEST}),
    (Money, {**_DECIMAL, "description": "CZK"}),
    (Quantity, {"type": "string", "pattern": "^" + DECIMAL.pattern.removeprefix("-?") + "$"}),
    (str, _TEXT),
    (bool, {"type": "boolean"}),
    (int, {"type": "integer", "minimum": -_LARGEST, "maximum": _LARGEST}),
    (Decimal, _DECIMAL),
    (PartialDate, {"type": "string", "pattern": "^[1-9][0-9]{3}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$"}),
)


def dossier_schema() -> dict[str, object]:
    """The schema of a dossier file, with the first sentences of the model's docstrings as descriptions."""
    definitions: dict[str, dict[str, object]] = {}
    whole = _object(Dossier, definitions)
    properties: Any = whole["properties"]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "socplan dossier",
        **whole,
        "properties": {"socplan": {"const": FORMAT_VERSION}, **properties},
        "required": ["socplan", "plan"],
        "$defs": dict(sorted(definitions.items())),
    }


def _object(cls: Any, definitions: dict[str, dict[str, object]]) -> dict[str, object]:
    attributes = attrs.fields(attrs.resolve_types(cls))
    required = [attribute.name for attribute in attributes if attribute.default is attrs.NOTHING]
    made: dict[str, object] = {"description": _first_sentence(cls), "type": "object"}
    made["properties"] = {attribute.name: _schema(attribute.type, definitions) for attribute in attributes}
    if required:
        made["required"] = required
    made["additionalProperties"] = False
    return made


def _schema(kind: Any, definitions: dict[str, dict[str, object]]) -> dict[str, object]:
    for leaf, schema in _LEAVES:
        if kind == leaf:
            return dict(schema)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return {"enum": [member.value for member in kind]}
    if attrs.has(kind):
        if kind.__name__ not in definitions:
            definitions[kind.__name__] = {}  # first, because a class may lead back to itself
            definitions[kind.__name__] = _object(kind, definitions)
        return {"$ref": f"#/$defs/{kind.__name__}"}
    inner = [argument for argument in get_args(kind) if argument is not type(None) and argument is not ...]
    if getattr(kind, "__origin__", None) is tuple:
        return {"type": "array", "items": _schema(inner[0], definitions)}
    return {"anyOf": [_schema(inner[0], definitions), {"type": "null"}]}


def _first_sentence(cls: type) -> str:
    return (inspect.getdoc(cls) or "").split("\n")[0]
