from __future__ import annotations

from decimal import Decimal

import attrs
from tests.building import dossier, period

from socplan import Capacity, Dossier, Replacement, Service
from socplan.calculations import capacity_changes, replacement_capacities

HOME = Service(id="s", name="Domov")
FLATS = Service(id="t", name="Byty")


def replaced(*rows: Replacement, capacities: tuple[Capacity, ...] = ()) -> Dossier:
    return dossier(services=(HOME, FLATS), replacements=rows, capacities=capacities)


def test_capacity_is_added_unit_by_unit_and_unknown_where_a_part_is() -> None:
    first = Replacement(id="a", replaced="s", unit="lůžko", before=Decimal(80), after=Decimal(24))
    open_ = Replacement(id="b", replaced="t", unit="lůžko", before=Decimal(20))
    other = Replacement(id="c", replaced="s", unit="místo", before=Decimal(5), after=Decimal(6))

    beds, places = capacity_changes(replaced(first, open_, other))
    assert (beds.before.total, beds.after.total, beds.after.known_part) == (Decimal(100), None, Decimal(24))
    assert (places.before.total, places.after.total) == (Decimal(5), Decimal(6))


def test_a_service_that_two_others_replace_is_counted_once() -> None:
    first = Replacement(id="a", replaced="s", replacing="t", unit="lůžko", before=Decimal(100), after=Decimal(18))

    (beds,) = capacity_changes(replaced(first, attrs.evolve(first, id="b", replacing=None)))
    assert (beds.before.total, beds.after.total) == (Decimal(100), Decimal(36))


def test_the_capacity_of_the_services_counts_on_the_days_before_and_after() -> None:
    row = Replacement(
        id="a", replaced="s", replacing="t", unit="lůžko", before=Decimal(99), term=period("2026-07", "2027")
    )
    capacities = (
        Capacity(service="s", unit="lůžko", quantity=Decimal(24), validity=period(None, "2026-06")),
        Capacity(service="s", unit="lůžko", quantity=Decimal(10), validity=period("2026-07", None)),
        Capacity(service="t", unit="lůžko", quantity=Decimal(18), validity=period("2027-10", None)),
    )
    (found,) = replacement_capacities(replaced(row, capacities=capacities))

    assert (found.before, found.after, found.contradicts) == (Decimal(24), Decimal(18), True)
    (typed,) = replacement_capacities(replaced(row))
    assert (typed.before, typed.after, typed.contradicts) == (Decimal(99), None, False)
