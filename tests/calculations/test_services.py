from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, strategies as st
from tests.building import day, dossier, goal, measure, period

from socplan import (
    Capacity,
    Dossier,
    MeasureKind,
    NetworkEntry,
    PlannedCapacity,
    Publication,
    PublicationKind,
    Service,
    ServiceForm,
    ServiceKind,
    ServicePlace,
    ServiceTarget,
    Territory,
)
from socplan.calculations import (
    alphabetical,
    capacities_at,
    capacity_totals,
    editions,
    kinds_at,
    measures_by_kind,
    network_at,
    network_totals,
    planned_capacity_totals,
    service_sites,
    services_at,
    services_by_kind,
    services_by_target,
)
from socplan.testing import sample_dossier

DAY = date(2012, 6, 30)
FIELD, HOME = ServiceForm.FIELD, ServiceForm.RESIDENTIAL
OLD = Service(id="old", name="Ústav", kind="home", validity=period(None, "2011"), order=1)
CARE = Service(id="care", name="Péče", kind="care", territory="town", order=2)
CLUB = Service(id="club", name="Klub", order=3)
KINDS = (
    ServiceKind(id="care", name="Pečovatelská služba", code="§ 40", order=1),
    ServiceKind(id="home", name="Domovy", code="§ 48", order=2),
    ServiceKind(id="new", name="Nová", code="§ 33a", validity=period("2025", None), order=3),
)


def served(**tables: Any) -> Dossier:
    return dossier(**{"rounds": (), "services": (CLUB, CARE, OLD), "service_kinds": KINDS, **tables})


def capacity(service: str, unit: str | None, quantity: int | None, **values: Any) -> Capacity:
    return Capacity(service=service, unit=unit, quantity=None if quantity is None else Decimal(quantity), **values)


def totals(found: Any) -> dict[str, Decimal | None]:
    return {one.unit: one.quantity.total for one in found}


def test_a_service_is_there_while_it_is_valid() -> None:
    assert services_at(served(), DAY) == (CARE, CLUB)
    assert services_at(served(), date(2011, 12, 31)) == (OLD, CARE, CLUB)
    assert services_at(served(), None) == (OLD, CARE, CLUB)


def test_kinds_are_those_of_the_day() -> None:
    assert [kind.id for kind in kinds_at(served(), DAY)] == ["care", "home"]
    assert [kind.id for kind in kinds_at(served(), date(2025, 6, 1))] == ["care", "home", "new"]


def test_services_stand_under_their_kinds_and_those_without_one_come_last() -> None:
    assert services_by_kind(served(), DAY) == ((KINDS[0], (CARE,)), (None, (CLUB,)))


def test_a_service_for_two_groups_stands_at_both() -> None:
    targets = tuple(
        ServiceTarget(service=service, target_group=group)
        for service, group in (("care", "senioři"), ("care", "lidé v krizi"), ("club", "mládež"), ("old", "děti"))
    )
    found = services_by_target(served(service_targets=targets), DAY)

    assert found == {"lidé v krizi": (CARE,), "mládež": (CLUB,), "senioři": (CARE,)}


def test_a_service_stands_at_every_place_and_without_one_in_its_own_municipality() -> None:
    towns = (Territory(id="town", name="Žďár"), Territory(id="village", name="Chotěboř"))
    places = (
        ServicePlace(id="p1", service="care", territory="village"),
        ServicePlace(id="p2", service="care", name="Středisko"),
    )
    there = [
        (site.territory.name if site.territory else None, site.service.id, site.place and site.place.id)
        for site in service_sites(served(territories=towns, service_places=places), DAY)
    ]

    assert there == [("Chotěboř", "care", "p1"), ("Žďár", "care", "p2"), (None, "club", None)]


def test_a_service_with_a_branch_elsewhere_stands_in_its_own_municipality_too() -> None:
    towns = (Territory(id="town", name="Žďár"), Territory(id="village", name="Chotěboř"))
    branch = ServicePlace(id="p1", service="care", territory="village")
    found = served(territories=towns, services=(CARE,), service_places=(branch,))

    assert [
        (site.territory and site.territory.name, site.place and site.place.id) for site in service_sites(found, DAY)
    ] == [("Chotěboř", "p1"), ("Žďár", None)]


def test_capacities_of_different_units_are_never_added() -> None:
    found = served(
        capacities=(capacity("care", "lůžko", 2), capacity("club", "lůžko", 3), capacity("club", "klient", 9))
    )

    assert totals(capacity_totals(found, services_at(found, DAY), DAY)) == {"lůžko": 5, "klient": 9}


def test_a_capacity_with_an_unknown_part_is_unknown_and_the_known_part_is_told() -> None:
    found = served(capacities=(capacity("care", "lůžko", 2), capacity("club", "lůžko", None)))
    (total,) = capacity_totals(found, services_at(found, DAY), DAY)

    assert total.quantity.total is None
    assert total.quantity.known_part == 2
    assert total.quantity.unknown == 1


def test_a_capacity_of_all_forms_is_not_added_to_those_of_single_forms() -> None:
    found = served(
        capacities=(
            capacity("care", "úvazek", 5),
            capacity("care", "úvazek", 3, form=FIELD),
            capacity("club", None, None),
        )
    )

    assert totals(capacity_totals(found, services_at(found, DAY), DAY)) == {"úvazek": 5}


def test_a_capacity_that_two_records_tell_of_is_unknown() -> None:
    # Which of the two held on a day of 2012 is not known.
    found = served(
        capacities=(
            capacity("care", "lůžko", 10, validity=period(None, "2012")),
            capacity("care", "lůžko", 12, validity=period("2012", None)),
            capacity("club", "lůžko", 3),
        )
    )
    (total,) = capacity_totals(found, services_at(found, DAY), DAY)

    assert total.quantity.total is None
    assert total.quantity.known_part == 3


def test_an_extent_that_two_entries_tell_of_is_unknown() -> None:
    entries = [NetworkEntry(service="care", network="základní", extent=Decimal(n), unit="úvazek") for n in (2, 3)]

    assert [one.quantity.total for one in network_totals(entries)] == [None]


def test_whole_sums_have_no_decimal_places() -> None:
    entries = [NetworkEntry(service=s, network="x", extent=Decimal("9.5"), unit="úvazek") for s in ("care", "club")]

    assert [str(one.quantity.total) for one in network_totals(entries)] == ["19"]


def test_capacities_are_those_of_the_day() -> None:
    found = served(
        capacities=(
            capacity("care", "lůžko", 2, validity=period(None, "2011")),
            capacity("care", "lůžko", 4, form=HOME, validity=period("2012", None)),
        )
    )

    assert [one.quantity for one in capacities_at(found, CARE, DAY)] == [4]


def test_a_network_holds_the_entries_of_the_day_in_the_order_of_services() -> None:
    entries = (
        NetworkEntry(service="club", network="základní", extent=Decimal(3), unit="úvazek"),
        NetworkEntry(service="care", network="základní", extent=Decimal(2), unit="úvazek"),
        NetworkEntry(service="care", network="zásobník", validity=period("2013", None)),
    )
    found = network_at(served(network=entries), DAY)

    assert {name: [one.service for one in own] for name, own in found.items()} == {"základní": ["care", "club"]}
    assert totals(network_totals(found["základní"])) == {"úvazek": 5}


def test_an_extent_with_an_unknown_part_is_unknown() -> None:
    entries = (
        NetworkEntry(service="club", network="základní", unit="úvazek"),
        NetworkEntry(service="care", network="základní", extent=Decimal(2), unit="úvazek"),
    )
    (total,) = network_totals(entries)

    assert total.quantity.total is None
    assert total.quantity.known_part == 2
    assert total.quantity.unknown == 1


def test_a_planned_capacity_with_an_unknown_part_is_unknown() -> None:
    planned = [
        PlannedCapacity(
            id=f"p{place}", measure="m", unit=unit, quantity=None if quantity is None else Decimal(quantity)
        )
        for place, (unit, quantity) in enumerate((("místo", 2), ("místo", 5), ("lůžko", 2), ("lůžko", None)))
    ]

    assert totals(planned_capacity_totals(planned)) == {"místo": 7, "lůžko": None}


def test_measures_that_nobody_sorted_are_counted_apart() -> None:
    plan = dossier(
        rounds=(), goals=(goal("c"),), measures=(measure("a", "c", kind=MeasureKind.KEEP), measure("b", "c"))
    )
    counts = measures_by_kind(plan.measures)

    assert (counts[MeasureKind.KEEP], counts[MeasureKind.CREATE], counts[None]) == (1, 0, 1)


@pytest.mark.parametrize(
    ("names", "letters"),
    [
        (["Hrad", "Charita", "Iva", "Cesta"], ["C", "H", "Ch", "I"]),
        (["Čas", "Cesta", "Dům"], ["C", "Č", "D"]),
        (["Útulek", "Ulice", "Éter"], ["E", "U"]),
        (["1. pomoc", "Řeka", "Žába", "Zem", "Rak"], ["R", "Ř", "Z", "Ž", "0–9"]),
        (["„Domov“", "domek"], ["D"]),
        (["3P", "…"], ["0–9"]),
    ],
)
def test_an_index_has_the_letters_of_the_czech_alphabet(names: list[str], letters: list[str]) -> None:
    assert [letter for letter, _ in alphabetical(names, str)] == letters


@given(st.lists(st.text(min_size=1)))
def test_an_index_loses_nothing_and_has_each_letter_once(names: list[str]) -> None:
    found = alphabetical(names, str)
    letters = [letter for letter, _ in found]

    assert sorted(name for _, own in found for name in own) == sorted(names)
    assert len(letters) == len(set(letters))


def test_editions_come_in_the_order_of_their_dates() -> None:
    catalogue = PublicationKind.CATALOGUE
    printed = (
        Publication(id="b", kind=catalogue, title="Katalog", planned=day("2013")),
        Publication(id="a", kind=catalogue, title="Katalog", published=day("2011")),
        Publication(id="c", kind=PublicationKind.LEAFLET, title="Leták", published=day("2012")),
    )

    assert [one.id for one in editions(dossier(publications=printed))] == ["a", "b"]


def test_the_sample_counts_the_service_that_ends_and_not_the_one_to_come() -> None:
    names = {service.id for service in services_at(sample_dossier("ukazka"), date(2026, 3, 31))}

    assert "domov-lipa" in names
    assert "chranene-bydleni-lipa" not in names
