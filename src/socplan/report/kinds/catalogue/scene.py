"""The day, the services by kind and their places, which the parts of the catalogue share."""

from collections.abc import Mapping
from datetime import date
from functools import cached_property
from typing import Final

from attrs import frozen

from socplan import calculations as calc
from socplan.labels import Wording
from socplan.model import NetworkEntry, Service, ServiceKind
from socplan.report.scene import Scene

KIND: Final = "catalogue"

OfKind = tuple[ServiceKind | None, tuple[Service, ...]]
"""The services of a kind; without one, those whose kind is not known."""


@frozen(kw_only=True)
class CatalogueScene(Scene):
    """The services of a day."""

    #: ``None``: no day is known; services of any day are listed.
    day: date | None
    #: The services of each kind, in the order of their cards.
    by_kind: tuple[OfKind, ...]

    @cached_property
    def services(self) -> tuple[Service, ...]:
        """The services in the order of their cards."""
        return tuple(service for _, services in self.by_kind for service in services)

    @cached_property
    def cards(self) -> Mapping[str, str]:
        """The key of the card of each service, by its identifier."""
        return {
            service.id: f"services_{kind_key(kind)}/{service.id}"
            for kind, services in self.by_kind
            for service in services
        }

    @cached_property
    def sites(self) -> Mapping[str, list[calc.ServiceSite]]:
        """The places of each service, by its identifier."""
        by_service: dict[str, list[calc.ServiceSite]] = {}
        for site in calc.service_sites(self.dossier, self.day):
            by_service.setdefault(site.service.id, []).append(site)
        return by_service

    @cached_property
    def networks(self) -> Mapping[str, list[NetworkEntry]]:
        """The entries of each service in networks, by its identifier."""
        by_service: dict[str, list[NetworkEntry]] = {}
        for entries in calc.network_at(self.dossier, self.day).values():
            for entry in entries:
                by_service.setdefault(entry.service, []).append(entry)
        return by_service

    @cached_property
    def places_of_cards(self) -> Mapping[str, int]:
        """The place of the card of each service among all cards, by its identifier."""
        return {service.id: place for place, service in enumerate(self.services)}


def kind_name(kind: ServiceKind | None, words: Wording) -> str:
    """The name of a kind with its paragraph."""
    if kind is None:
        return words.text("catalogue.no_kind")
    return f"{kind.name} ({kind.code})" if kind.code else kind.name


def kind_key(kind: ServiceKind | None) -> str:
    """The key of a kind in the report."""
    return kind.id if kind else "no_kind"
