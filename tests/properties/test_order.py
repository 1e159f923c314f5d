"""The order of records in a dossier changes nothing that is computed or reported."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from typing import Any

import attrs
import pytest
from hypothesis import given, strategies as st
from tests.effort import examples

from socplan import BuildContext, Dossier, OptionError, Report, as_of, build_report, check, compare, plugins
from socplan.calculations import fulfilment, goals_in_order, measures_in_order, rounds_in_order
from socplan.checks import Grade
from socplan.data import EXAMPLES
from socplan.labels import Wording
from socplan.model import Record
from socplan.model.dossier import record_types
from socplan.report import checked_options
from socplan.testing import dossiers, sample_dossier


def reordered(dossier: Dossier, order: Callable[[tuple[Record, ...]], Iterable[Record]]) -> Dossier:
    tables: dict[str, Any] = {name: tuple(order(dossier.table(name))) for name in record_types()}
    return attrs.evolve(dossier, **tables)


def shuffled(draw: Any, dossier: Dossier) -> Dossier:
    return reordered(dossier, lambda records: draw(st.permutations(records)))


@given(dossier=dossiers(), data=st.data())
def test_goals_and_measures_are_printed_in_the_same_order(dossier: Dossier, data: st.DataObject) -> None:
    other = shuffled(data.draw, dossier)

    assert goals_in_order(other) == goals_in_order(dossier)
    assert measures_in_order(other) == measures_in_order(dossier)


@given(dossier=dossiers(), data=st.data())
def test_fulfilment_is_the_same(dossier: Dossier, data: st.DataObject) -> None:
    other = shuffled(data.draw, dossier)

    for round_ in rounds_in_order(dossier):
        for by in ("group", "goal", "territory"):
            assert fulfilment(other, round_, by=by) == fulfilment(dossier, round_, by=by)


@given(dossier=dossiers(), data=st.data())
def test_the_same_things_are_found(dossier: Dossier, data: st.DataObject) -> None:
    def found(of: Dossier) -> list[tuple[str, Grade]]:
        return sorted(((one.code, one.grade) for one in check(of)), key=str)

    assert found(shuffled(data.draw, dossier)) == found(dossier)


@given(dossier=dossiers(), data=st.data())
def test_nothing_has_changed(dossier: Dossier, data: st.DataObject) -> None:
    assert compare(dossier, shuffled(data.draw, dossier)) == ()


@pytest.mark.parametrize("name", EXAMPLES)
@examples(2)
@given(seed=st.integers(0, 2**32))
def test_reports_are_the_same(name: str, seed: int) -> None:
    dossier = sample_dossier(name)
    # Drawing every permutation would ask Hypothesis for more than it gives for so many records.
    chance = random.Random(seed)  # noqa: S311 - no secret
    other = reordered(dossier, lambda records: chance.sample(records, len(records)))

    wanted: list[tuple[str, dict[str, Any]]] = [(kind, {}) for kind in plugins.registry().reports]
    wanted += [("export", {"profile": one.id}) for one in dossier.export_profiles]
    for kind, options in wanted:
        try:
            report = build_report(kind, dossier, **options)
        except OptionError:
            continue  # the dossier holds nothing for this kind
        assert build_report(kind, other, **options) == report


#: What the report on links and that on completeness are made of.
LINKED = ("goals", "measures", "other_plans", "other_goals", "other_codes", "plan_links", "services", "service_kinds")
ASKED = ("parts", "requirements", "requirement_answers", "goals", "groups")


@pytest.mark.parametrize(("kind", "filled"), [("alignment", LINKED), ("completeness", ASKED)])
@given(data=st.data())
def test_reports_on_any_dossier_are_the_same(kind: str, filled: tuple[str, ...], data: st.DataObject) -> None:
    dossier = data.draw(dossiers(filled=filled))
    other = shuffled(data.draw, dossier)
    offered = plugins.registry()
    # What the checks find names places in the file, which are others in another order.
    context = BuildContext(words=Wording("cs", offered.labels), audience="public", findings=(), formulas={})

    def built(of: Dossier) -> Report:
        report = offered.reports[kind]
        return report.build(of, context, **checked_options(kind, report.options, {}))

    assert built(other) == built(dossier)


@given(dossier=dossiers(), data=st.data())
def test_the_same_records_are_valid_on_a_day(dossier: Dossier, data: st.DataObject) -> None:
    day = data.draw(st.dates())

    assert compare(as_of(dossier, day), as_of(shuffled(data.draw, dossier), day)) == ()
