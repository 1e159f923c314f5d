from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import attrs
from tests.building import deliverable, dossier, event, period

from socplan import (
    Delivery,
    KeyActivity,
    Organisation,
    PartialDate,
    Participation,
    Project,
    Publication,
    PublicationKind,
    Territory,
)
from socplan.calculations import (
    activities_of,
    average,
    cost_per_copy,
    coverage,
    delivered,
    delivered_all,
    planned_totals,
    publicity,
)

PROJECT = Project(id="p", name="Projekt")
ACTIVITY = KeyActivity(id="ka", project="p", name="Aktivita")


def given(identifier: str, of: str, quantity: str) -> Delivery:
    return Delivery(id=identifier, deliverable=of, quantity=Decimal(quantity))


def test_on_a_day_of_the_past_a_project_of_an_unknown_beginning_asks_for_no_sentence() -> None:
    unknown = attrs.evolve(PROJECT, publicity="Podpořila nadace.")
    known = attrs.evolve(unknown, period=period("2011", None))
    now, past = date(2013, 3, 1), date(2012, 3, 1)
    of = dossier(projects=(unknown,))
    of = attrs.evolve(of, plan=attrs.evolve(of.plan, prepared=PartialDate.parse("2013-03-01")))

    assert publicity(of, now) == ("Podpořila nadace.",)
    assert publicity(of, past) == ()
    assert publicity(attrs.evolve(of, projects=(known,)), past) == ("Podpořila nadace.",)


def test_what_is_delivered_is_the_sum_of_deliveries_and_events_held() -> None:
    hours, meetings, silent = deliverable("h", 300), deliverable("s", 6, "setkání"), deliverable("x", 1)
    known = dossier(
        activities=(ACTIVITY,),
        deliverables=(hours, meetings, silent),
        deliveries=(given("d1", "h", "75"), given("d2", "h", "30")),
        events=(
            event("e", held="2012", deliverable="s"),
            event("f", held="2013", deliverable="s", cancelled=True),
            event("g", planned="2014", deliverable="s"),
        ),
    )

    first = delivered(known, hours)
    assert (first.quantity, first.remaining, first.share) == (Decimal(105), Decimal(195), Fraction(7, 20))
    assert delivered(known, meetings).quantity == 1
    assert len(delivered_all(known, ACTIVITY)) == 3


def test_what_is_delivered_later_is_not_counted_yet() -> None:
    hours = deliverable("h", 300)
    late = Delivery(id="d2", deliverable="h", quantity=Decimal(30), date=PartialDate(2013))
    known = dossier(
        deliverables=(hours,),
        deliveries=(given("d1", "h", "75"), late),
        events=(event("e", held="2014", deliverable="h"),),
    )

    assert [delivered(known, hours, day).quantity for day in (date(2012, 12, 31), None)] == [75, 106]


def test_of_what_nobody_wrote_down_nothing_is_known() -> None:
    one = delivered(dossier(deliverables=(deliverable("x", 5),)), deliverable("x", 5))

    assert (one.quantity, one.remaining, one.share) == (None, None, None)


def test_more_than_planned_leaves_nothing_to_do() -> None:
    over = deliverable("x", 5)
    one = delivered(dossier(deliverables=(over,), deliveries=(given("d", "x", "6"),)), over)

    assert (one.remaining, one.share) == (Decimal(0), Fraction(6, 5))


def test_nothing_planned_has_no_share() -> None:
    none, unknown = deliverable("x", 0), deliverable("y", None)
    known = dossier(deliverables=(none, unknown), deliveries=(given("d", "x", "1"), given("e", "y", "1")))

    assert delivered(known, none).share is None
    assert (delivered(known, unknown).share, delivered(known, unknown).remaining) == (None, None)


def test_the_workshops_of_olomouc_are_thirteen_to_fourteen() -> None:
    one = deliverable("w", 2, "workshop")
    counts = [1, 2, 2, 2, 2, 2]
    workshops = [deliverable(f"w{n}", count, "workshop") for n, count in enumerate(counts)]
    ranged = attrs.evolve(one, planned_most=Decimal(3))

    (total,) = planned_totals([*workshops, ranged])
    assert (total.least.total, total.most.total) == (Decimal(13), Decimal(14))


def test_different_units_are_never_added() -> None:
    totals = planned_totals((deliverable("a", 300), deliverable("b", 230), deliverable("c", None, "blok")))

    assert [(one.unit, one.least.known, one.least.unknown) for one in totals] == [
        ("h", Decimal(530), 0),
        ("blok", Decimal(0), 1),
    ]


def test_eighty_hours_over_five_blocks_are_sixteen_a_block() -> None:
    blocks, hours = deliverable("b", 5, "blok"), deliverable("h", 80, per="b")
    known = dossier(deliverables=(blocks, hours))

    assert average(known, hours) == 16
    assert average(known, blocks) is None
    assert average(dossier(deliverables=(deliverable("b", 0), hours)), hours) is None


def test_numbers_that_the_source_leaves_out_stay_left_out() -> None:
    activities = tuple(attrs.evolve(ACTIVITY, id=f"ka{n}", code=str(n)) for n in (5, 1, 2, 3))

    assert [one.code for one, _ in activities_of(dossier(activities=activities), PROJECT)] == ["1", "2", "3", "5"]


def test_a_copy_costs_what_the_run_cost_by_its_number() -> None:
    known = Publication(id="k", kind=PublicationKind.CATALOGUE, title="Katalog", copies=1000, cost=Decimal("12500.00"))

    assert cost_per_copy(known) == Fraction(25, 2)
    assert cost_per_copy(attrs.evolve(known, cost=None)) is None
    assert cost_per_copy(attrs.evolve(known, copies=0)) is None


def test_coverage_names_the_areas_of_the_kind_that_are_missing() -> None:
    regions = tuple(Territory(id=f"k{n}", name=f"Kraj {n}", parent="cr") for n in range(3))
    country = Territory(id="cr", name="Česko")
    known = dossier(
        territories=(country, *regions),
        organisations=(Organisation(id="o", name="Domov", territory="k1"),),
        projects=(PROJECT,),
        participations=(
            Participation(id="a", project="p", territory="k0"),
            Participation(id="b", project="p", organisation="o"),
        ),
    )

    found = coverage(known, PROJECT)
    assert [one.id for one in found.covered] == ["k0", "k1"]
    assert [one.id for one in found.missing] == ["k2"]
    assert found.total == 3


def test_areas_on_several_levels_leave_nothing_to_be_missing() -> None:
    town = Territory(id="mesto", name="Město")
    part = Territory(id="cast", name="Část", parent="mesto")
    other = Territory(id="jina", name="Jiná část", parent="mesto")
    known = dossier(
        territories=(town, part, other),
        projects=(PROJECT,),
        participations=tuple(Participation(id=one.id, project="p", territory=one.id) for one in (town, part)),
    )

    assert coverage(known, PROJECT).missing == ()


def test_a_project_of_two_years_touches_twenty_four_months() -> None:
    assert period("2012-05", "2014-04").months == 24
    assert period("2012-05", None).months is None
    assert period("2012", "2014").months is None
    assert period("2014", "2012").months is None
