"""Whether the data about services can be right.

1. An identification number has eight digits, and the last follows from the others (``ico-invalid``).
2. A registration number stands at one service (``registration-twice``).
3. The law has the kind of a service while the service is provided (``kind-not-in-law``).
4. A capacity, and an extent in a network, is stated once for one time (``capacity-overlap``, ``network-overlap``).
5. A quantity has its unit (``capacity-without-unit``).
6. A network does not hold more of a service than there is (``extent-over-capacity``).
7. Nothing shows where a secret address is (``secret-address-shown``).
8. A replacement gives the capacities that its services have (``replacement-capacity-differs``).
9. The title of a measure does not begin with a word of another kind than its own (``measure-kind-differs``).
"""

import re
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from typing import Final, TypeVar

from socplan.calculations import replacement_capacities
from socplan.calculations.structure import grouped
from socplan.checks.finding import Check, Finding, Grade, finding
from socplan.checks.places import located, repeated
from socplan.hookspecs import hookimpl
from socplan.model import (
    Capacity,
    Dossier,
    Measure,
    MeasureKind,
    NetworkEntry,
    Organisation,
    Replacement,
    Service,
    ServiceKind,
    ServicePlace,
)
from socplan.model.organisation import is_ico

Q = TypeVar("Q", Capacity, NetworkEntry)


#: First words of titles that leave no doubt about the kind of a measure.
_KIND_WORDS: Final = (
    (MeasureKind.KEEP, re.compile("(udrž|zachov)", re.IGNORECASE)),
    (MeasureKind.DEVELOP, re.compile("(rozvoj|rozvíj|rozvin|rozšíř|zkvalit)", re.IGNORECASE)),
    (MeasureKind.CREATE, re.compile("(vznik|vytvoř|vybud|výstavb|zřídit|zřízení)", re.IGNORECASE)),
)


def invalid_icos(dossier: Dossier) -> Iterator[Finding]:
    """Identification numbers that nobody can have."""
    for at, organisation in located(dossier, Organisation):
        if organisation.ico is not None and not is_ico(organisation.ico):
            yield finding("ico-invalid", Grade.WARNING, f"{at}.ico", ico=organisation.ico, name=organisation.name)


def registrations_twice(dossier: Dossier) -> Iterator[Finding]:
    """Registration numbers that stand at two services."""
    for at, service, first in repeated(located(dossier, Service), lambda service: service.registration):
        place = f"{at}.registration"
        yield finding("registration-twice", Grade.WARNING, place, number=service.registration, first=first)


def kinds_not_in_law(dossier: Dossier) -> Iterator[Finding]:
    """Services of a kind that the law does not have while they are provided."""
    for at, service in located(dossier, Service):
        kind = dossier.get(ServiceKind, service.kind)
        if kind is not None and not kind.validity.meets(service.validity):
            facts = {"service": service.name, "kind": kind.name, "validity": kind.validity}
            yield finding("kind-not-in-law", Grade.WARNING, f"{at}.kind", **facts)


def overlapping_capacities(dossier: Dossier) -> Iterator[Finding]:
    """Capacities of one service in one form and unit that are stated twice for the same time."""
    capacities = located(dossier, Capacity)
    yield from _overlaps(dossier, capacities, lambda row: row.form.value if row.form else "", "capacity-overlap")


def overlapping_network(dossier: Dossier) -> Iterator[Finding]:
    """Entries of one service in one network and unit that are stated twice for the same time."""
    yield from _overlaps(dossier, located(dossier, NetworkEntry), lambda entry: entry.network, "network-overlap")


def _overlaps(
    dossier: Dossier, listed: Iterable[tuple[str, Q]], what: Callable[[Q], str], code: str
) -> Iterator[Finding]:
    alike = grouped(listed, lambda pair: (pair[1].service, what(pair[1]), pair[1].unit or ""))
    for key in sorted(alike):
        service = dossier.get(Service, key[0])
        for number, (at, record) in enumerate(alike[key]):
            earlier = (pair for pair in alike[key][:number] if pair[1].validity.overlaps(record.validity))
            first, other = next(earlier, (at, record))
            if other.validity != record.validity and service is not None:
                yield finding(code, Grade.WARNING, at, service=service.name, first=first)


def capacities_without_unit(dossier: Dossier) -> Iterator[Finding]:
    """Quantities of nothing."""
    for at, capacity in located(dossier, Capacity):
        if capacity.quantity is not None and capacity.unit is None:
            yield finding("capacity-without-unit", Grade.WARNING, at, quantity=capacity.quantity)


def extents_over_capacity(dossier: Dossier) -> Iterator[Finding]:
    """Extents in a network above the capacity that the service has in the same unit at the same time."""
    for at, entry in located(dossier, NetworkEntry):
        quantities = [
            capacity.quantity
            for capacity in dossier.having(Capacity, "service", entry.service)
            if capacity.unit == entry.unit and capacity.validity.meets(entry.validity)
        ]
        known = [quantity for quantity in quantities if quantity is not None]
        service = dossier.get(Service, entry.service)
        if entry.unit is None or entry.extent is None or service is None or not known or len(known) < len(quantities):
            continue
        # An extent above all capacities of that time together is too much, even where they change.
        capacity = sum(known, Decimal(0))
        if entry.extent > capacity:
            facts = {"service": service.name, "unit": entry.unit, "extent": entry.extent, "capacity": capacity}
            yield finding("extent-over-capacity", Grade.WARNING, f"{at}.extent", **facts)


def shown_secrets(dossier: Dossier) -> Iterator[Finding]:
    """Places that show where their secret address is: an error, so that no document is made of them."""
    for at, place in located(dossier, ServicePlace):
        for name in ("address", "address_point"):
            if place.secret_address is not None and getattr(place, name) is not None:
                yield finding("secret-address-shown", Grade.ERROR, f"{at}.{name}", attribute=name)


def replacements(dossier: Dossier) -> Iterator[Finding]:
    """Replacements whose numbers are not those of the services."""
    found = {row.replacement: row for row in replacement_capacities(dossier)}
    for at, replacement in located(dossier, Replacement):
        row = found[replacement]
        pairs = (
            ("before", replacement.before, row.before, replacement.replaced),
            ("after", replacement.after, row.after, replacement.replacing),
        )
        for name, typed, capacity, identifier in pairs:
            service = dossier.get(Service, identifier)
            if typed is not None and typed != capacity and service is not None:
                facts = {"service": service.name, "typed": typed, "capacity": capacity, "unit": replacement.unit}
                yield finding("replacement-capacity-differs", Grade.WARNING, f"{at}.{name}", **facts)


def measure_kinds(dossier: Dossier) -> Iterator[Finding]:
    """Measures whose title begins with a word of another kind."""
    for at, measure in located(dossier, Measure):
        word = measure.title.split()[0] if measure.title.split() else ""
        kinds = [kind for kind, pattern in _KIND_WORDS if pattern.match(word)]
        if measure.kind is not None and kinds and measure.kind not in kinds:
            facts = {"measure": measure.title, "word": word, "kind": measure.kind.value}
            yield finding("measure-kind-differs", Grade.NOTE, f"{at}.kind", **facts)


@hookimpl
def register_checks() -> tuple[Check, ...]:
    """Offer these checks."""
    return (
        Check(name="icos", codes=("ico-invalid",), run=invalid_icos),
        Check(name="registrations", codes=("registration-twice",), run=registrations_twice),
        Check(name="kinds-in-law", codes=("kind-not-in-law",), run=kinds_not_in_law),
        Check(name="capacity-overlaps", codes=("capacity-overlap",), run=overlapping_capacities),
        Check(name="network-overlaps", codes=("network-overlap",), run=overlapping_network),
        Check(name="capacity-units", codes=("capacity-without-unit",), run=capacities_without_unit),
        Check(name="secret-addresses", codes=("secret-address-shown",), run=shown_secrets),
        Check(name="measure-kinds", codes=("measure-kind-differs",), run=measure_kinds),
        Check(name="replacements", codes=("replacement-capacity-differs",), run=replacements),
        Check(name="network-extents", codes=("extent-over-capacity",), run=extents_over_capacity),
    )
