"""Whoever builds a record wrongly is told class, attribute, value and what is wanted: all of it, at once."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any

import attrs
import pytest

from socplan import Dossier, Goal, Measure, MeasureKind, PartialDate, Period, Plan, Status, Tally, read_file, write_file
from socplan.errors import RecordError, WriteError
from socplan.model.dossier import record_types

PLAN = Plan(title="Plán", authority="Město")


class Letters(str):
    """What other libraries give for text."""

    __slots__ = ()


class Number(int, Enum):
    ONE = 1


def measure(**values: Any) -> Measure:
    return Measure(**{"id": "m", "title": "Opatření", "goal": "c", **values})


@pytest.mark.parametrize(
    ("build", "message"),
    [
        (lambda: measure(kind="keep"), "Measure.kind: 'keep' is not a MeasureKind; give MeasureKind.KEEP"),
        (lambda: measure(kind="kept"), "Measure.kind: 'kept' is not a MeasureKind (KEEP, DEVELOP, CREATE, "),
        (lambda: measure(title=None), "Measure.title: None is not a text"),
        (lambda: measure(title=" "), "Measure.title: ' ': an empty text"),
        (lambda: measure(title="a\x00"), "Measure.title: 'a\\x00': the character U+0000"),
        (lambda: measure(id="1"), "Measure.id: '1': an identifier is a letter, then"),
        (lambda: measure(goal=7), "Measure.goal: 7 is not an identifier (a text)"),
        (lambda: measure(cost=1.5), 'Measure.cost: 1.5 is not a decimal number, like Decimal("1234.50")'),
        (lambda: measure(cost=100), "Measure.cost: 100 is not a decimal number"),
        (lambda: measure(cost=Decimal("NaN")), "Measure.cost: NaN is no number to count with"),
        (lambda: measure(shared=1), "Measure.shared: 1 is not true or false"),
        (lambda: measure(order=True), "Measure.order: True is not a whole number"),
        (lambda: measure(order=Number.ONE), "is not a whole number"),
        (lambda: measure(term=None), "Measure.term: None is not a Period, like Period("),
        (lambda: measure(validity=("2011", "2014")), "Measure.validity: ('2011', '2014') is not a Period"),
        (lambda: measure(titel="x"), 'Measure.titel: no such attribute. Did you mean "title"?'),
        (lambda: Measure(id="m", title="x"), "Measure.goal: missing; an identifier (a text) is wanted"),  # type: ignore[call-arg]
        (lambda: Tally(round="r", count=-1), "Tally.count: -1 is less than 0"),
        (lambda: Status(id="s", name="S", meaning="done", fulfilled=True), "give StatusMeaning.DONE"),  # type: ignore[arg-type]
        (
            lambda: Period("2024", PartialDate(2026)),  # type: ignore[arg-type]
            "Period.start: '2024' is not a PartialDate, like PartialDate.parse(",
        ),
        (lambda: Period(date(2024, 1, 1)), "Period.start: datetime.date(2024, 1, 1) is not a PartialDate"),  # type: ignore[arg-type]
        (lambda: Period(datetime(2024, 1, 1)), "is not a PartialDate"),  # type: ignore[arg-type]  # noqa: DTZ001
        (lambda: PartialDate("2024"), "PartialDate.year: '2024' is not a whole number"),  # type: ignore[arg-type]
        (lambda: PartialDate(2024, True), "PartialDate.month: True is not a whole number"),
        (lambda: PartialDate(999), "PartialDate.year: 999 is not a year from 1000 to 9999"),
        (lambda: PartialDate(10_000), "PartialDate.year: 10000: "),
        (lambda: PartialDate(2024, 13), "PartialDate.month: 13: month must be in 1..12"),
        (lambda: PartialDate(2023, 2, 29), "PartialDate.day: 29: "),
        (lambda: PartialDate(2023, day=1), "PartialDate.month: missing beside the day 1"),
        (lambda: Dossier(plan="Plán"), "Dossier.plan: 'Plán' is not a Plan"),  # type: ignore[arg-type]
        (lambda: Dossier(plan=PLAN, goals=[Goal(id="c", title="C")]), "is not a tuple, each a Goal"),  # type: ignore[arg-type]
        (lambda: Dossier(plan=PLAN, goals=(Goal(id="c", title="C"), measure())), "Dossier.goals: [1]: Measure("),  # type: ignore[arg-type]
        (lambda: Dossier(plan=PLAN, gols=()), 'Dossier.gols: no such attribute. Did you mean "goals"?'),  # type: ignore[call-arg]
        (lambda: attrs.evolve(measure(), title=5), "Measure.title: 5 is not a text"),  # type: ignore[arg-type]
    ],
)
def test_what_an_attribute_cannot_hold_is_refused_with_what_is_wanted(build: Callable[[], Any], message: str) -> None:
    with pytest.raises(RecordError) as caught:
        build()
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


def test_every_wrong_attribute_comes_in_one_error() -> None:
    with pytest.raises(RecordError) as caught:
        measure(kind="keep", cost=1.5, title=None)
    assert [fault.place for fault in caught.value.faults] == ["title", "kind", "cost"]


def test_a_missing_attribute_does_not_hide_a_wrong_one() -> None:
    with pytest.raises(RecordError) as caught:
        Measure(id="m", kind="keep", titel="x")  # type: ignore[call-arg, arg-type]
    assert {fault.place for fault in caught.value.faults} == {"kind", "titel", "title", "goal"}


def test_the_error_is_a_type_error_and_a_value_error_and_travels_between_processes() -> None:
    with pytest.raises(RecordError) as caught:
        measure(kind="keep")
    assert isinstance(caught.value, (TypeError, ValueError))
    assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)  # noqa: S301


def test_a_text_of_another_library_is_a_text(tmp_path: Any) -> None:
    dossier = Dossier(plan=attrs.evolve(PLAN, title=Letters("Plán")))
    write_file(dossier, tmp_path / "plan.json")

    assert read_file(tmp_path / "plan.json") == dossier


@pytest.mark.parametrize("cls", [Plan, Period, PartialDate, *record_types().values()])
def test_no_attribute_of_any_class_takes_a_stranger(cls: Any) -> None:
    stranger = object()
    names = [attribute.name for attribute in attrs.fields(cls)]
    with pytest.raises(RecordError) as caught:
        cls(**dict.fromkeys(names, stranger))
    assert [fault.place for fault in caught.value.faults] == names


@pytest.mark.parametrize("number", [{"cost": Decimal("1e18")}, {"cost": Decimal("0.0000000001")}, {"order": -(10**18)}])
def test_a_number_that_could_not_be_read_again_is_not_written(tmp_path: Any, number: dict[str, Any]) -> None:
    dossier = Dossier(plan=PLAN, goals=(Goal(id="c", title="C"),), measures=(measure(**number),))
    for name in ("plan.json", "plan.zip"):
        with pytest.raises(WriteError, match="has over 18 digits, or over 9 decimal places"):
            write_file(dossier, tmp_path / name)
    assert list(tmp_path.iterdir()) == []


def test_the_largest_numbers_that_are_taken_are_written_and_read(tmp_path: Any) -> None:
    large = measure(cost=Decimal("-999999999999999999.999999999"), order=10**18 - 1, kind=MeasureKind.KEEP)
    dossier = Dossier(plan=PLAN, goals=(Goal(id="c", title="C"),), measures=(large,))
    write_file(dossier, tmp_path / "plan.json")

    assert read_file(tmp_path / "plan.json") == dossier
