"""Services: what there is on a day, of what kind, for whom, where, how much of it, and what of it is in a network."""

import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from operator import itemgetter
from typing import Final, TypeVar

import attrs
from attrs import frozen

from socplan.calculations.structure import by_date, grouped
from socplan.calculations.sums import Sum
from socplan.model import (
    Capacity,
    Dossier,
    Measure,
    MeasureKind,
    NetworkEntry,
    Organisation,
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
from socplan.model.order import czech_key
from socplan.typecheck import guarded, guarded_late

__all__ = [
    "CapacityTotal",
    "ServiceSite",
    "alphabetical",
    "capacities_at",
    "capacity_totals",
    "editions",
    "kinds_at",
    "measures_by_kind",
    "network_at",
    "network_totals",
    "planned_capacity_totals",
    "provider_of",
    "service_sites",
    "services_at",
    "services_by_kind",
    "services_by_target",
]

T = TypeVar("T")

#: Letters of the Czech alphabet with an accent; all other accents are ignored.
_LETTERS: Final = frozenset("ČŘŠŽ")
#: The heading of names that begin with no letter; it comes last.
_NO_LETTER: Final = "0\N{EN DASH}9"


@guarded
def services_at(dossier: Dossier, day: date | None) -> tuple[Service, ...]:
    """The services provided on a day, in order; on any day where the day is ``None``, here and below."""
    return tuple(service for service in dossier.ordered(Service) if service.validity.holds(day))


@guarded
def kinds_at(dossier: Dossier, day: date | None) -> tuple[ServiceKind, ...]:
    """The kinds of services that the law has on a day, in order."""
    return tuple(kind for kind in dossier.ordered(ServiceKind) if kind.validity.holds(day))


@guarded
def services_by_kind(dossier: Dossier, day: date | None) -> tuple[tuple[ServiceKind | None, tuple[Service, ...]], ...]:
    """The services of a day by kind, in the order of the kinds; those without a kind come last, under ``None``."""
    kinds: list[ServiceKind | None] = [*dossier.ordered(ServiceKind), None]
    by_kind = grouped(services_at(dossier, day), lambda service: dossier.get(ServiceKind, service.kind))
    return tuple((kind, by_kind[kind]) for kind in kinds if kind in by_kind)


@guarded
def services_by_target(dossier: Dossier, day: date | None) -> Mapping[str, tuple[Service, ...]]:
    """The services of a day by target group, in Czech alphabetical order."""
    targets: dict[str, list[Service]] = {}
    for service in services_at(dossier, day):
        for name in {target.target_group for target in dossier.having(ServiceTarget, "service", service.id)}:
            targets.setdefault(name, []).append(service)
    return {target: tuple(targets[target]) for target in sorted(targets, key=czech_key)}


@frozen(kw_only=True)
class ServiceSite:
    """A service at one of its places."""

    service: Service
    #: ``None``: the municipality is that of the service, which has no place there by name.
    place: ServicePlace | None
    #: Where that is; ``None``: not known.
    territory: Territory | None


@guarded
def service_sites(dossier: Dossier, day: date | None) -> tuple[ServiceSite, ...]:
    """The services of a day by municipality: each at each of its places, those of an unknown municipality last.

    A service with branches elsewhere stands in its own municipality too, where none of its places is.
    """
    sites = []
    for service in services_at(dossier, day):
        own = dossier.get(Territory, service.territory)
        places = dossier.having(ServicePlace, "service", service.id)
        of_service = [
            ServiceSite(service=service, place=place, territory=dossier.get(Territory, place.territory) or own)
            for place in places
        ]
        if not places or (own is not None and all(site.territory != own for site in of_service)):
            of_service.insert(0, ServiceSite(service=service, place=None, territory=own))
        sites += of_service
    return tuple(
        sorted(sites, key=lambda site: (site.territory is None, site.territory and czech_key(site.territory.name)))
    )


@guarded_late
def provider_of(dossier: Dossier, service: Service) -> Organisation | None:
    """Who provides a service; ``None``: not known."""
    return dossier.get(Organisation, service.provider)


# How much


@guarded_late
def capacities_at(dossier: Dossier, service: Service, day: date | None) -> tuple[Capacity, ...]:
    """In what forms a service is provided on a day, with its capacities: form by form, and then unit by unit.

    Both capacities count where the day of a change is not known.
    """
    capacities = (
        capacity for capacity in dossier.having(Capacity, "service", service.id) if capacity.validity.holds(day)
    )
    return tuple(sorted(capacities, key=_capacity_key))


def _capacity_key(capacity: Capacity) -> tuple[object, ...]:
    forms = list(ServiceForm)
    form = len(forms) if capacity.form is None else forms.index(capacity.form)
    return (form, czech_key(capacity.unit or ""), str(capacity.validity.start), str(capacity.validity.end))


@frozen(kw_only=True)
class CapacityTotal:
    """How much there is in one unit."""

    unit: str
    quantity: Sum[Decimal]


def _totals(parts: Iterable[tuple[str, Decimal | None]]) -> tuple[CapacityTotal, ...]:
    return tuple(
        CapacityTotal(unit=unit, quantity=_whole(Sum.of((quantity for _, quantity in same), Decimal(0))))
        for unit, same in grouped(parts, itemgetter(0)).items()
    )


def _whole(quantity: Sum[Decimal]) -> Sum[Decimal]:
    """A whole number without the decimal places that its parts had: 9.5 and 2.5 are 12."""
    integral = quantity.known.to_integral_value()
    return attrs.evolve(quantity, known=integral) if integral == quantity.known else quantity


@guarded
def capacity_totals(dossier: Dossier, services: Iterable[Service], day: date | None) -> tuple[CapacityTotal, ...]:
    """The capacity of services on a day, unit by unit; different units are never added.

    A capacity of all forms together stands for the service; single forms in the same unit are not added to it. A sum
    with an unknown part is unknown, and so is one with a part that stands in two records.
    """
    parts: list[tuple[str, Decimal | None]] = []
    for service in services:
        capacities = [capacity for capacity in capacities_at(dossier, service, day) if capacity.unit is not None]
        whole = {capacity.unit for capacity in capacities if capacity.form is None}
        counting = [capacity for capacity in capacities if capacity.form is None or capacity.unit not in whole]
        parts += _once((capacity.unit or "", capacity.form, capacity.quantity) for capacity in counting)
    return _totals(parts)


def _once(quantities: Iterable[tuple[str, object, Decimal | None]]) -> Iterator[tuple[str, Decimal | None]]:
    """Each thing once, with its unit and quantity; the quantity of a thing listed twice is not known."""
    for (unit, _), same in grouped(quantities, itemgetter(0, 1)).items():
        yield unit, same[0][2] if len(same) == 1 else None


@guarded
def network_at(dossier: Dossier, day: date | None) -> Mapping[str, tuple[NetworkEntry, ...]]:
    """What is in each network on a day (síť), by its name; entries in the order of their services."""
    places = {service.id: place for place, service in enumerate(dossier.ordered(Service))}
    valid = [entry for entry in dossier.network if entry.validity.holds(day)]
    names = sorted({entry.network for entry in valid}, key=czech_key)

    def key(entry: NetworkEntry) -> tuple[object, ...]:
        when = (str(entry.validity.start), str(entry.validity.end))
        return (places.get(entry.service, len(places)), czech_key(entry.unit or ""), *when)

    by_network = grouped(sorted(valid, key=key), lambda entry: entry.network)
    return {name: by_network[name] for name in names}


@guarded
def network_totals(entries: Iterable[NetworkEntry]) -> tuple[CapacityTotal, ...]:
    """The extent of entries of a network, unit by unit; entries without a unit are no part of it.

    A sum with an unknown part is unknown, and so is one with a service that has two entries.
    """
    return _totals(_once((entry.unit, entry.service, entry.extent) for entry in entries if entry.unit is not None))


@guarded
def planned_capacity_totals(planned: Iterable[PlannedCapacity]) -> tuple[CapacityTotal, ...]:
    """The capacity that measures will bring or keep, unit by unit: 2 + 5 places and 2 beds are 7 places and 2 beds."""
    return _totals((planned_part.unit, planned_part.quantity) for planned_part in planned)


@guarded
def measures_by_kind(measures: Iterable[Measure]) -> Mapping[MeasureKind | None, int]:
    """How many measures keep, develop, create, ensure, promote; ``None`` counts those without a kind."""
    counts = Counter(measure.kind for measure in measures)
    return {kind: counts[kind] for kind in (*MeasureKind, None)}


# The printed catalogue


@guarded
def alphabetical(items: Iterable[T], name: Callable[[T], str]) -> tuple[tuple[str, tuple[T, ...]], ...]:
    """Items under the letters of the Czech alphabet, as an index has them (abecední rejstřík).

    Ch is a letter after H, and Č, Ř, Š, Ž are letters; other accents are ignored. Names that begin with no letter come
    last.

    >>> [letter for letter, _ in alphabetical(["Charita", "Hřiště", "Čas", "3P", "Útulek"], str)]
    ['Č', 'H', 'Ch', 'U', '0–9']
    """
    letters: dict[str, list[T]] = {}
    for item in sorted(items, key=lambda item: czech_key(name(item))):
        letters.setdefault(_letter(name(item)), []).append(item)
    last = letters.pop(_NO_LETTER, None)
    return (
        *((letter, tuple(listed)) for letter, listed in letters.items()),
        *(((_NO_LETTER, tuple(last)),) if last else ()),
    )


def _letter(name: str) -> str:
    word = name.lstrip("".join(character for character in name if not character.isalnum())).upper()
    if word.startswith("CH"):
        return "Ch"
    first = word[:1]
    if first in _LETTERS:
        return first
    plain = unicodedata.normalize("NFD", first)[:1]
    return plain if plain.isalpha() else _NO_LETTER


@guarded
def editions(dossier: Dossier) -> tuple[Publication, ...]:
    """The editions of catalogues and guides to services, the oldest first; planned ones at their planned date."""
    kinds = (PublicationKind.CATALOGUE, PublicationKind.GUIDE)
    guides = (publication for publication in dossier.publications if publication.kind in kinds)
    return by_date(guides, lambda publication: publication.published or publication.planned)
