"""The JSON Schema says what the reader says, as far as a schema can."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema  # type: ignore[import-untyped]
import pytest
from hypothesis import given

from socplan import Dossier
from socplan.data import EXAMPLES, example
from socplan.errors import ReadError
from socplan.readers.json import dumps, loads
from socplan.schema import dossier_schema
from socplan.testing import dossiers, sample_dossiers

STORED = Path(__file__).parents[1] / "docs" / "reference" / "dossier.schema.json"
VALIDATOR = jsonschema.Draft202012Validator(dossier_schema())
PLAN = {"title": "Plán", "authority": "Město"}
GOAL = {"id": "c", "title": "Cíl"}
MEASURE = {"id": "o", "title": "Opatření", "goal": "c"}


def file(**values: Any) -> Any:
    return {"socplan": "1", "plan": PLAN, **values}


def plain(dossier: Dossier) -> Any:
    (content,) = dumps(dossier).values()
    return json.loads(content)


GOOD: dict[str, Any] = {
    "only a plan": file(),
    "empty tables": file(goals=[], measures=[]),
    "null for what is not known": file(goals=[{**GOAL, "text": None, "parent": None, "order": None}]),
    "odd but allowed text": file(plan={**PLAN, "title": " =1+1\n\t{{ x }} \x7f\u2028 \U0001f469"}),
    "numbers of 18 digits": file(goals=[{**GOAL, "order": -999_999_999_999_999_999}]),
    "exact numbers": file(measures=[{**MEASURE, "cost": "999999999999999999.999999999"}]),
    "dates of each precision": file(
        plan={**PLAN, "prepared": "2009", "approved": "2009-06", "period": {"end": "2008-02-29"}}
    ),
    "a round of no known period": file(rounds=[{"id": "r", "period": {}}]),
}
SPOILT: dict[str, Any] = {
    "no object": [],
    "no version": {"plan": PLAN},
    "another version": file(socplan="2"),
    "a version that is a number": file(socplan=1),
    "no plan": {"socplan": "1"},
    "a plan that is null": file(plan=None),
    "a plan that is a list": file(plan=[PLAN]),
    "a missing title": file(plan={"authority": "Město"}),
    "a missing goal of a measure": file(measures=[{"id": "o", "title": "Opatření"}]),
    "an unknown table": file(cile=[]),
    "an unknown key": file(goals=[{**GOAL, "nazev": "Cíl"}]),
    "an unknown key in a period": file(plan={**PLAN, "period": {"od": "2009"}}),
    "a table that is an object": file(goals={"c": GOAL}),
    "a table that is null": file(goals=None),
    "a record that is a text": file(goals=["c"]),
    "a text that is a number": file(plan={**PLAN, "title": 5}),
    "a text that is null": file(plan={**PLAN, "title": None}),
    "an empty text": file(plan={**PLAN, "title": ""}),
    "a text of spaces": file(plan={**PLAN, "note": " \n"}),
    "a control character": file(plan={**PLAN, "note": "a\x01b"}),
    "a carriage return": file(plan={**PLAN, "note": "a\r\nb"}),
    "a character that XML excludes": file(plan={**PLAN, "note": "a\uffffb"}),
    "an identifier that is a code": file(goals=[{**GOAL, "id": "1.1"}]),
    "an identifier with diacritics": file(goals=[{**GOAL, "id": "cíl"}]),
    "an identifier too long": file(goals=[{**GOAL, "id": "c" * 81}]),
    "a reference that is empty": file(goals=[{**GOAL, "parent": ""}]),
    "a whole number that is a text": file(goals=[{**GOAL, "order": "5"}]),
    "a whole number that is true": file(goals=[{**GOAL, "order": True}]),
    "a whole number with a fraction": file(goals=[{**GOAL, "order": 1.5}]),
    "a whole number of 19 digits": file(goals=[{**GOAL, "order": 10**18}]),
    "a count below 0": file(tallies=[{"round": "r", "count": -1}]),
    "yes as a text": file(goals=[{**GOAL, "shared": "true"}]),
    "yes as a number": file(goals=[{**GOAL, "shared": 1}]),
    "yes or no that is null": file(goals=[{**GOAL, "shared": None}]),
    "money that is a number": file(measures=[{**MEASURE, "cost": 780000}]),
    "money with a comma": file(measures=[{**MEASURE, "cost": "780000,00"}]),
    "money with a leading zero": file(measures=[{**MEASURE, "cost": "0780000"}]),
    "money with an exponent": file(measures=[{**MEASURE, "cost": "78e4"}]),
    "money that is no number": file(measures=[{**MEASURE, "cost": "NaN"}]),
    "money in other digits": file(measures=[{**MEASURE, "cost": "٤٧"}]),
    "a date that is a number": file(plan={**PLAN, "prepared": 2009}),
    "a date as Czechs write it": file(plan={**PLAN, "prepared": "14. 6. 2009"}),
    "a date without a dash": file(plan={**PLAN, "prepared": "20090614"}),
    "a month of one digit": file(plan={**PLAN, "prepared": "2009-6"}),
    "a month that there is not": file(plan={**PLAN, "prepared": "2009-13"}),
    "a day that there is not": file(plan={**PLAN, "prepared": "2009-06-32"}),
    "a year before 1000": file(plan={**PLAN, "prepared": "0999"}),
    "a period that is a year": file(plan={**PLAN, "period": "2009"}),
    "an unknown value": file(groups=[{"id": "s", "name": "Rada", "kind": "rada"}]),
    "a value in capitals": file(groups=[{"id": "s", "name": "Rada", "kind": "COUNCIL"}]),
}


def test_the_schema_is_one_of_the_draft_it_names() -> None:
    jsonschema.Draft202012Validator.check_schema(dossier_schema())
    assert dossier_schema()["$schema"] == "https://json-schema.org/draft/2020-12/schema"


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_schema_takes_the_shipped_dossiers(name: str) -> None:
    VALIDATOR.validate(json.loads(example(name)))


@pytest.mark.parametrize("sample", sample_dossiers(), ids=lambda sample: sample.plan.authority)
def test_the_schema_takes_the_shipped_dossiers_as_they_are_written(sample: Dossier) -> None:
    VALIDATOR.validate(plain(sample))


@given(made=dossiers())
def test_the_schema_takes_every_dossier_that_is_written(made: Dossier) -> None:
    VALIDATOR.validate(plain(made))


@pytest.mark.parametrize("content", GOOD.values(), ids=GOOD.keys())
def test_the_schema_and_the_reader_take(content: Any) -> None:
    VALIDATOR.validate(content)
    assert loads("plan.json", {"plan.json": json.dumps(content).encode()}).plan.authority == "Město"


@pytest.mark.parametrize("content", SPOILT.values(), ids=SPOILT.keys())
def test_the_reader_and_the_schema_refuse(content: Any) -> None:
    with pytest.raises(ReadError):
        loads("plan.json", {"plan.json": json.dumps(content).encode()})
    assert not VALIDATOR.is_valid(content)


def test_every_kind_of_record_is_described_in_one_line() -> None:
    definitions: Any = dossier_schema()["$defs"]
    descriptions = [definition["description"] for definition in definitions.values()]
    assert all(text and text.endswith(".") and "\n" not in text for text in descriptions)


def test_the_schema_in_the_documentation_is_current() -> None:
    """Made by ``socplan schema -o docs/reference/dossier.schema.json``."""
    assert json.loads(STORED.read_text("utf-8")) == dossier_schema()
