"""What services cost per unit, and how one stands among those that are like it."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import attrs
import pytest
from tests.building import dossier, period, year

from socplan import Capacity, Dossier, Output, Service, ServiceCost, ServiceForm, ServiceKind
from socplan.calculations import (
    FORMULAS,
    AreaOutputs,
    Benchmark,
    Formula,
    NoValue,
    Position,
    UnitValue,
    area_outputs,
    benchmark,
    capacities_of,
    cost_of,
    cost_years,
    forms_of,
    outputs_of,
)

Y2025 = year(2025)
FIELD, OUTPATIENT, RESIDENTIAL = ServiceForm.FIELD, ServiceForm.OUTPATIENT, ServiceForm.RESIDENTIAL
HOME, DAY = ServiceKind(id="home", name="Domov"), ServiceKind(id="day", name="Stacionář")
BY_NAME = {formula.name: formula for formula in FORMULAS}
PER_BED, PER_DAY, NET = BY_NAME["cost-per-capacity"], BY_NAME["cost-per-output"], BY_NAME["net-cost-per-capacity"]


def service(identifier: str, **values: Any) -> Service:
    return Service(**{"id": identifier, "name": f"Služba {identifier}", "kind": "home", **values})


def cost(of: str, amount: int | None, **values: Any) -> ServiceCost:
    return ServiceCost(
        **{"service": of, "period": Y2025, "cost": None if amount is None else Decimal(amount), **values}
    )


def beds(of: str, quantity: int | None, **values: Any) -> Capacity:
    amount = None if quantity is None else Decimal(quantity)
    return Capacity(**{"service": of, "form": RESIDENTIAL, "unit": "lůžko", "quantity": amount, **values})


def output(identifier: str, of: str | None, quantity: int | None, **values: Any) -> Output:
    amount = None if quantity is None else Decimal(quantity)
    return Output(
        **{"id": identifier, "service": of, "period": Y2025, "unit": "lůžkoden", "quantity": amount, **values}
    )


#: Four homes that cost 100, 200, 300 and 500 CZK a bed.
FOUR = dossier(
    service_kinds=(HOME, DAY),
    services=tuple(service(one) for one in "abcd"),
    service_costs=(cost("a", 1000), cost("b", 400), cost("c", 900), cost("d", 500)),
    capacities=(beds("a", 10), beds("b", 2), beds("c", 3), beds("d", 1)),
)


def reasons(found: Benchmark) -> dict[str, object]:
    return {one.service.id: one.reason for one in found.not_compared}


def with_(base: Dossier, **tables: Any) -> Dossier:
    """The dossier with records put before those of its own."""
    added: dict[str, Any] = {name: (*records, *base.table(name)) for name, records in tables.items()}
    return attrs.evolve(base, **added)


def one(**tables: Any) -> Dossier:
    return dossier(service_kinds=(HOME,), services=(service("s"),), **tables)


# The comparison


def test_quartiles_median_positions_and_ratios_are_exact() -> None:
    (group,) = benchmark(FOUR, PER_BED, Y2025).groups

    assert (group.kind, group.forms, group.unit) == (HOME, (RESIDENTIAL,), "lůžko")
    assert (group.lower, group.median, group.upper) == (Fraction(175), Fraction(250), Fraction(350))
    assert [(one.service.id, one.value, one.ratio) for one in group.compared] == [
        ("a", Fraction(100), Fraction(2, 5)),
        ("b", Fraction(200), Fraction(4, 5)),
        ("c", Fraction(300), Fraction(6, 5)),
        ("d", Fraction(500), Fraction(2)),
    ]
    assert [one.position for one in group.compared] == [
        Position.BELOW,
        Position.BETWEEN,
        Position.BETWEEN,
        Position.ABOVE,
    ]


def test_thirds_stay_thirds() -> None:
    thirds = attrs.evolve(FOUR, capacities=tuple(beds(one, 3) for one in "abcd"))
    (group,) = benchmark(thirds, PER_BED, Y2025).groups

    assert group.median == Fraction(700, 3)
    assert group.lower == Fraction(475, 3)


def test_equal_values_all_lie_between() -> None:
    equal = attrs.evolve(FOUR, service_costs=tuple(cost(one, 5) for one in "abcd"))
    equal = attrs.evolve(equal, capacities=tuple(beds(one, 1) for one in "abcd"))
    (group,) = benchmark(equal, PER_BED, Y2025).groups

    assert {(one.position, one.ratio) for one in group.compared} == {(Position.BETWEEN, Fraction(1))}


def test_too_few_are_not_compared_and_say_how_many_there_are() -> None:
    three = attrs.evolve(FOUR, services=FOUR.services[:3])

    found = benchmark(three, PER_BED, Y2025)
    assert found.groups == ()
    assert [(one.service.id, one.reason, one.peers) for one in found.not_compared] == [
        ("a", NoValue.FEW_PEERS, 3),
        ("b", NoValue.FEW_PEERS, 3),
        ("c", NoValue.FEW_PEERS, 3),
    ]
    assert len(benchmark(three, PER_BED, Y2025, least=3).groups) == 1


def test_of_one_value_there_are_no_quartiles() -> None:
    with pytest.raises(ValueError, match="least: 1 is less than 2"):
        benchmark(FOUR, PER_BED, Y2025, least=1)


@pytest.mark.parametrize(
    ("added", "reason"),
    [
        ({"service_costs": (cost("x", None),), "capacities": (beds("x", 1),)}, NoValue.COST_UNKNOWN),
        ({"capacities": (beds("x", 1),)}, NoValue.COST_UNKNOWN),
        ({"service_costs": (cost("x", 1, period=year(2024)),), "capacities": (beds("x", 1),)}, NoValue.COST_UNKNOWN),
        (
            {"service_costs": (cost("x", 1, period=period("2025-01", "2025-06")),), "capacities": (beds("x", 1),)},
            NoValue.COST_UNKNOWN,
        ),
        ({"service_costs": (cost("x", 1),), "capacities": (beds("x", 0),)}, NoValue.ZERO),
        ({"service_costs": (cost("x", 1),), "capacities": (beds("x", None),)}, NoValue.CAPACITY_UNKNOWN),
        ({"service_costs": (cost("x", 1),)}, NoValue.CAPACITY_UNKNOWN),
        (
            {
                "service_costs": (cost("x", 1), cost("x", 2, period=period("2025-01", "2025-12"))),
                "capacities": (beds("x", 1),),
            },
            NoValue.REPEATED,
        ),
    ],
)
def test_what_has_no_value_is_said_with_the_reason_and_gives_no_number(added: dict[str, Any], reason: NoValue) -> None:
    found = benchmark(with_(FOUR, services=(service("x"),), **added), PER_BED, Y2025)

    assert reasons(found) == {"x": reason}
    assert [len(group.compared) for group in found.groups] == [4]


@pytest.mark.parametrize(
    ("stranger", "capacity", "reason"),
    [
        (service("x", kind="day"), beds("x", 1), NoValue.FEW_PEERS),
        (service("x", kind=None), beds("x", 1), NoValue.KIND_UNKNOWN),
        (service("x"), beds("x", 1, form=FIELD), NoValue.FEW_PEERS),
        (service("x"), beds("x", 1, form=None), NoValue.FORMS_UNKNOWN),
        (service("x"), beds("x", 1, unit="místo"), NoValue.FEW_PEERS),
    ],
)
def test_only_the_same_kind_form_and_unit_are_alike(stranger: Service, capacity: Capacity, reason: NoValue) -> None:
    known = with_(FOUR, services=(stranger,), service_costs=(cost("x", 7),), capacities=(capacity,))

    found = benchmark(known, PER_BED, Y2025)
    assert reasons(found) == {"x": reason}
    assert [group.median for group in found.groups] == [250]


def test_a_capacity_of_no_stated_form_leaves_the_forms_of_the_service_unknown() -> None:
    unsaid = Capacity(service="x", unit="klient", quantity=Decimal(9))
    known = with_(FOUR, services=(service("x"),), service_costs=(cost("x", 7),), capacities=(beds("x", 1), unsaid))

    found = benchmark(known, PER_BED, Y2025)
    assert {(one.unit, one.reason) for one in found.not_compared} >= {("klient", NoValue.FORMS_UNKNOWN)}
    assert {one.service.id for one in found.groups[0].compared} == set("abcd")


def test_a_service_of_two_forms_is_not_compared_with_one_of_a_single_form() -> None:
    both = with_(
        FOUR,
        services=(service("x"),),
        service_costs=(cost("x", 80),),
        capacities=(beds("x", 3), beds("x", 1, form=OUTPATIENT)),
    )

    (left,) = benchmark(both, PER_BED, Y2025).not_compared
    assert (left.service.id, left.reason, left.peers) == ("x", NoValue.FEW_PEERS, 1)


def test_a_formula_with_figures_of_one_form_compares_in_that_form() -> None:
    def split(of: Dossier, service_: Service, when: Any) -> tuple[UnitValue, ...]:
        del of, when
        return (UnitValue(unit="lůžko", numerator=Decimal(len(service_.id)), denominator=Decimal(1), form=RESIDENTIAL),)

    both = with_(FOUR, services=(service("x"),), capacities=(beds("x", 3), beds("x", 1, form=OUTPATIENT)))
    (group,) = benchmark(both, Formula(name="split", label="Split", compute=split), Y2025).groups

    assert (group.forms, len(group.compared)) == ((RESIDENTIAL,), 5)


def test_a_service_that_a_formula_is_not_meant_for_is_not_lost() -> None:
    nothing = Formula(name="nothing", label="Nic", compute=lambda _dossier, _service, _period: ())

    assert reasons(benchmark(FOUR, nothing, Y2025)) == dict.fromkeys("abcd", NoValue.NOT_MEANT)


def test_services_of_another_time_are_none_of_the_year() -> None:
    later = with_(FOUR, services=(service("x", validity=period("2026", None)),))

    assert reasons(benchmark(later, PER_BED, Y2025)) == {}


def test_one_unit_is_never_compared_with_another() -> None:
    hours = tuple(output(f"{one}{unit}", one, 10, unit=unit) for one in "abcd" for unit in ("hodina", "klient"))

    groups = benchmark(attrs.evolve(FOUR, outputs=hours), PER_DAY, Y2025).groups
    assert [(group.unit, len(group.compared)) for group in groups] == [("hodina", 4), ("klient", 4)]


def test_net_cost_takes_the_own_revenue_off_and_wants_it_known() -> None:
    paid = attrs.evolve(
        FOUR,
        service_costs=tuple(attrs.evolve(one, own_revenue=Decimal(100)) for one in FOUR.service_costs[:3])
        + FOUR.service_costs[3:],
    )

    found = benchmark(paid, NET, Y2025, least=3)
    assert [one.value for one in found.groups[0].compared] == [90, 150, Fraction(800, 3)]
    assert reasons(found) == {"d": NoValue.REVENUE_UNKNOWN}


def test_a_median_that_is_not_above_zero_has_no_ratio() -> None:
    rich = attrs.evolve(
        FOUR, service_costs=tuple(attrs.evolve(one, own_revenue=Decimal(1000)) for one in FOUR.service_costs)
    )
    (group,) = benchmark(rich, NET, Y2025).groups

    assert group.median < 0
    assert {one.ratio for one in group.compared} == {None}


def test_the_order_of_records_changes_nothing() -> None:
    turned = attrs.evolve(
        FOUR,
        services=FOUR.services[::-1],
        service_costs=FOUR.service_costs[::-1],
        capacities=FOUR.capacities[::-1],
        service_kinds=FOUR.service_kinds[::-1],
    )

    assert benchmark(turned, PER_BED, Y2025) == benchmark(FOUR, PER_BED, Y2025)


# What formulas are made of


def test_years_are_those_of_which_a_cost_is_known() -> None:
    costs = (cost("s", 1, period=year(2024)), cost("s", None), cost("s", 2, period=period("2025-01", "2025-06")))

    assert cost_years(one(service_costs=costs)) == (2024,)


def test_a_cost_is_that_of_the_very_period() -> None:
    known = one(service_costs=(cost("s", 5), cost("s", 3, period=year(2024))))

    assert cost_of(known, known.services[0], Y2025) == known.service_costs[0]
    assert cost_of(known, known.services[0], year(2023)) is NoValue.COST_UNKNOWN


def quantities(found: Any) -> list[tuple[object, ...]]:
    return [(one.unit, one.quantity, one.missing) for one in found]


@pytest.mark.parametrize(
    ("capacities", "expected"),
    [
        ((), [(None, None, NoValue.CAPACITY_UNKNOWN)]),
        ((beds("s", 3), beds("s", 1, form=FIELD)), [("lůžko", 4, None)]),
        ((beds("s", 3), beds("s", None, form=FIELD)), [("lůžko", None, NoValue.CAPACITY_UNKNOWN)]),
        ((beds("s", 3), beds("s", None, form=FIELD, unit=None)), [("lůžko", None, NoValue.CAPACITY_ELSEWHERE)]),
        (
            (beds("s", 3), beds("s", 1, form=FIELD, unit="úvazek")),
            [("lůžko", None, NoValue.CAPACITY_ELSEWHERE), ("úvazek", None, NoValue.CAPACITY_ELSEWHERE)],
        ),
        ((beds("s", 3), beds("s", 4, unit="klient")), [("klient", 4, None), ("lůžko", 3, None)]),
        ((beds("s", 3, form=None), beds("s", None, unit=None)), [("lůžko", 3, None)]),
        ((beds("s", 3, form=None), beds("s", 2)), [("lůžko", None, NoValue.REPEATED)]),
        ((beds("s", 3), beds("s", 2, validity=period("2020", None))), [("lůžko", None, NoValue.REPEATED)]),
        ((beds("s", 3, validity=period("2025-04", None)),), [("lůžko", None, NoValue.CAPACITY_CHANGED)]),
        (
            (beds("s", 3, validity=period(None, "2025-06")), beds("s", 5, validity=period("2025-07", None))),
            [("lůžko", None, NoValue.CAPACITY_CHANGED)],
        ),
        (
            (beds("s", 3, validity=period(None, "2024-12")), beds("s", 5, validity=period("2025-01", None))),
            [("lůžko", 5, None)],
        ),
    ],
)
def test_a_capacity_is_that_of_the_whole_service_all_through_the_period(
    capacities: tuple[Capacity, ...], expected: list[tuple[object, ...]]
) -> None:
    known = one(capacities=capacities)

    assert quantities(capacities_of(known, known.services[0], Y2025)) == expected


def test_a_service_that_began_within_the_year_has_no_capacity_of_the_year() -> None:
    young = service("s", validity=period("2025-04", None))

    assert quantities(capacities_of(one(capacities=(beds("s", 3),)), young, Y2025)) == [
        ("lůžko", None, NoValue.CAPACITY_CHANGED)
    ]


@pytest.mark.parametrize(
    ("outputs", "expected"),
    [
        ((), [(None, None, NoValue.OUTPUT_UNKNOWN)]),
        ((output("x", "s", 7),), [("lůžkoden", 7, None)]),
        ((output("x", "s", 7, area="A"), output("y", "s", 5, area="B")), [("lůžkoden", 12, None)]),
        (
            (output("x", "s", 7, area="A"), output("y", "s", None, area="B")),
            [("lůžkoden", None, NoValue.OUTPUT_UNKNOWN)],
        ),
        ((output("x", "s", 7), output("y", "s", 7)), [("lůžkoden", None, NoValue.REPEATED)]),
        ((output("x", "s", 7), output("y", "s", 5, area="B")), [("lůžkoden", None, NoValue.REPEATED)]),
        ((output("x", "s", 7), output("y", "s", 5, unit="hodina")), [("hodina", 5, None), ("lůžkoden", 7, None)]),
        ((output("x", "s", 7, period=year(2024)),), [(None, None, NoValue.OUTPUT_UNKNOWN)]),
    ],
)
def test_outputs_are_added_area_by_area_and_unknown_with_an_unknown_part(
    outputs: tuple[Output, ...], expected: list[tuple[object, ...]]
) -> None:
    known = one(outputs=outputs)

    assert quantities(outputs_of(known, known.services[0], Y2025)) == expected


def test_forms_are_those_of_the_period_in_the_order_of_the_law() -> None:
    rows = (beds("s", 1, form=FIELD), beds("s", 1), beds("s", 1, form=OUTPATIENT, validity=period("2026", None)))
    known = one(capacities=rows)

    assert forms_of(known, known.services[0], Y2025) == (RESIDENTIAL, FIELD)
    unsaid = attrs.evolve(known, capacities=(*rows, beds("s", 1, form=None)))
    assert forms_of(unsaid, unsaid.services[0], Y2025) == ()


def test_a_value_is_a_quotient_or_says_why_there_is_none() -> None:
    whole = UnitValue(numerator=Decimal(1), denominator=Decimal(3))

    assert (whole.value, whole.reason) == (Fraction(1, 3), None)
    assert attrs.evolve(whole, denominator=Decimal(0)).reason is NoValue.ZERO
    assert attrs.evolve(whole, denominator=Decimal(0)).value is None
    assert attrs.evolve(whole, missing="Není výkaz.").value is None
    assert attrs.evolve(whole, missing="Není výkaz.").reason == "Není výkaz."
    assert UnitValue().reason is NoValue.UNKNOWN
    assert attrs.evolve(whole, denominator=None).reason is NoValue.UNKNOWN
    with pytest.raises(TypeError):
        UnitValue(numerator=0.1)  # type: ignore[arg-type]


# By area of help


def sums(of: AreaOutputs) -> tuple[tuple[object, ...], ...]:
    return tuple(zip(*((one.total, one.known_part, one.unknown) for one in of.sums), strict=True))


def test_a_total_of_areas_with_an_unknown_part_is_unknown() -> None:
    rows = (
        output("a", None, 412, area="Senioři"),
        output("b", None, 188, area="Rodiny"),
        output("c", None, None, area="Krize"),
        output("d", None, 390, area="Senioři", period=year(2024)),
        output("e", None, 175, area="Rodiny", period=year(2024)),
        output("f", None, 143, area="Krize", period=year(2024)),
    )
    (found,) = area_outputs(dossier(outputs=rows))
    told: list[tuple[object, ...]] = [(row.area, row.quantities) for row in found.rows]

    assert found.periods == (year(2024), Y2025)
    assert told == [("Krize", (143, None)), ("Rodiny", (175, 188)), ("Senioři", (390, 412))]
    assert sums(found) == ((708, None), (708, 600), (0, 1))


def test_an_area_of_which_nothing_is_recorded_is_an_unknown_part() -> None:
    rows = (output("a", None, 4, area="A"), output("b", None, 3, area="B", period=year(2024)))
    (found,) = area_outputs(dossier(outputs=rows))

    assert sums(found) == ((None, None), (3, 4), (1, 1))


def test_units_of_areas_are_never_added() -> None:
    rows = (output("a", None, 4, area="A", unit="klient"), output("b", None, 3, area="A", unit="hodina"))

    assert [(one.unit, *sums(one)) for one in area_outputs(dossier(outputs=rows))] == [
        ("hodina", (3,), (3,), (0,)),
        ("klient", (4,), (4,), (0,)),
    ]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ((output("a", "s", 4, area="A"), output("b", "t", 3, area="A")), 7),
        ((output("a", "s", 4, area="A"), output("b", "t", None, area="A")), None),
        ((output("a", "s", 4, area="A"), output("b", None, 9, area="A")), 9),
        ((output("a", "s", 4, area="A"), output("b", None, None, area="A")), None),
        ((output("a", None, 4, area="A"), output("b", None, 9, area="A")), None),
    ],
)
def test_an_area_is_its_own_figure_or_the_sum_of_its_services(rows: tuple[Output, ...], expected: int | None) -> None:
    (found,) = area_outputs(dossier(outputs=rows))

    assert found.rows[0].quantities == (expected,)


def test_outputs_without_an_area_are_in_none() -> None:
    assert area_outputs(dossier(outputs=(output("a", "s", 4),))) == ()
