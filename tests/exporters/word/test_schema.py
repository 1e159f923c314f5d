"""The JSON Schema of what templates get: it holds for the reports of all examples, and refuses anything else."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema  # type: ignore[import-untyped]
import pytest

from socplan import Report, SocplanError, TemplateFilter, build_report
from socplan.data import EXAMPLES
from socplan.exporters.word.environment import Placed
from socplan.exporters.word.fields import template_fields
from socplan.exporters.word.schema import context_schema
from socplan.exporters.word.values import Answer
from socplan.exporters.word.vocabulary import NAMES, OWN_FILTERS, Keys, Vocabulary
from socplan.labels import Wording
from socplan.plugins import Registry, make_manager
from socplan.templates import field_schema, stored_keys
from socplan.testing import sample_dossier

KINDS = tuple(Registry(*make_manager(installed=False)).reports)
STORED = Path(__file__).parents[3] / "docs" / "reference" / "template-context"


@cache
def reports(kind: str) -> tuple[Report, ...]:
    """The reports of a kind on the examples that have something for it."""

    def made() -> Iterator[Report]:
        for name in EXAMPLES:
            dossier = sample_dossier(name)
            options = {"profile": dossier.export_profiles[0].id} if kind == "export" and dossier.export_profiles else {}
            try:
                yield build_report(kind, dossier, audience="internal", **options)
            except SocplanError:
                continue

    return tuple(made())


def plain(value: Any) -> Any:
    """What a template gets, in the types of JSON."""
    match value:
        case dict():
            return {key: plain(each) for key, each in value.items()}
        case list():
            return [plain(each) for each in value]
        case Placed():
            return "blocks"
        case Answer():
            return bool(value)
        case Decimal():
            return float(value)
        case date():
            return str(value)
        case bool():
            return value
        case int():
            return int(value)
    return str(value)


def context(report: Report) -> Any:
    return plain(template_fields(report, "mark-", frozenset(NAMES)))


@pytest.mark.parametrize("kind", KINDS)
def test_the_schema_takes_what_templates_get_of_every_example(kind: str) -> None:
    schema = field_schema(kind, None, "cs")
    jsonschema.Draft202012Validator.check_schema(schema)

    assert reports(kind)
    for report in reports(kind):
        jsonschema.Draft202012Validator(schema).validate(context(report))


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (("title",), 5),
        (("is_long",), "ano"),
        (("titel",), "x"),
        (("head", "place"), "x"),
        (("part", "sumary"), "x"),
        (("table", "by_grup"), {}),
        (("table", "by_group", "lines"), []),
        (("table", "by_group", "rows", 0, "totl"), 1),
        (("table", "by_group", "rows", 0, "total"), 1.5),
        (("table", "by_group", "rows", 0, "row_role"), "sum"),
        (("table", "by_group", "columns", 0, "unit"), "Kč"),
        (("facts", 0, "value"), None),
        (("facts", 0, "title"), "x"),
    ],
)
def test_the_schema_refuses_what_no_template_gets(place: tuple[str | int, ...], value: object) -> None:
    given = json.loads(json.dumps(context(reports("monitoring")[-1])))
    validator = jsonschema.Draft202012Validator(field_schema("monitoring", None, "cs"))
    assert validator.is_valid(given)
    inner = given
    for step in place[:-1]:
        inner = inner[step]
    inner[place[-1]] = value

    assert not validator.is_valid(given)


def test_keys_that_end_in_a_record_are_patterns() -> None:
    table = field_schema("organisation", None, "cs")["properties"]["table"]

    assert "^roster_" in table["patternProperties"]
    assert not any(key.startswith("roster_") for key in table["properties"])


def test_the_schema_names_the_filters_those_of_plugins_too() -> None:
    offered = TemplateFilter(name="thousands", czech_name="tisice", function=str, help="in thousands", plugin="kraj")
    filters = context_schema("plan", Vocabulary.of(reports("plan")), [offered], Wording("en"))["x-filters"]

    assert [set(each["names"]) for each in filters[:-1]] == [{*pair} for pair in OWN_FILTERS.items()]
    assert filters[-1] == {"names": ["thousands", "tisice"], "description": "in thousands", "plugin": "kraj"}


def test_there_is_a_schema_of_each_kind_in_the_documentation() -> None:
    assert {path.name for path in STORED.iterdir()} == {f"{kind}.schema.json" for kind in KINDS}


@pytest.mark.parametrize("kind", KINDS)
def test_the_schemas_in_the_documentation_are_current(kind: str) -> None:
    """Made by ``python tools/template_schemas.py``."""
    made = field_schema(kind, None, "cs")
    made["x-filters"] = [each for each in made["x-filters"] if "plugin" not in each]

    assert json.loads((STORED / f"{kind}.schema.json").read_text("utf-8")) == made


def test_the_stored_keys_are_current_so_that_a_check_needs_no_report() -> None:
    """Made by ``python tools/template_schemas.py``."""
    assert {kind: keys.as_stored() for kind, keys in Keys.stored().items()} == {
        kind: stored_keys(kind) for kind in KINDS
    }
