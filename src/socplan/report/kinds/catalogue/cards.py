"""The cards of the services: what each offers, for whom, where, and how to turn to it."""

from itertools import groupby

import czech_sort

from socplan import calculations as calc
from socplan.model import Capacity, Organisation, Service, ServiceKind, ServiceTarget
from socplan.report.blocks import Section
from socplan.report.cells import known, lines
from socplan.report.columns import Col
from socplan.report.kinds.catalogue.scene import CatalogueScene, kind_key, kind_name
from socplan.report.parts import card_figure
from socplan.report.tables import ColumnKind
from socplan.report.texts import Mark, MarkKind, RichText, is_address
from socplan.report.units import amount, units_name


def kind_cards(scene: CatalogueScene, kind: ServiceKind | None, services: tuple[Service, ...]) -> Section:
    """The cards of the services of a kind, under its name."""
    words, title, key = scene.words, kind_name(kind, scene.words), f"services_{kind_key(kind)}"
    secret: Col[Service] = Col("secret_address", lambda service: _secret(scene, service))
    figure = card_figure(
        scene,
        key,
        services,
        Col("service", lambda service: service.name),
        Col("offer", lambda service: service.description),
        Col("phone", lambda service: _strong(service.phone)),
        Col("mail", lambda service: _linked(service.mail, "mailto:")),
        Col("hours", lambda service: service.hours),
        Col("web", lambda service: _linked(service.web, "https://")),
        Col("where", lambda service: _where(scene, service)),
        *((secret,) if scene.context.internal else ()),
        Col("target_group", lambda service: _target_groups(scene, service)),
        Col("form_capacity", lambda service: _forms(scene, service)),
        Col("price", lambda service: service.price),
        Col("turn_to", lambda service: _turn_to(scene, service)),
        Col("provider", lambda service: scene.name_of(Organisation, service.provider)),
        Col("registration", lambda service: service.registration),
        Col("network", lambda service: _networks(scene, service)),
        Col("term", lambda service: known(service.validity), ColumnKind.DATE),
        title=words.text("catalogue.services_title", kind=title),
        alt=words.text("catalogue.cards_alt", kind=title),
    )
    return Section(key=f"kind_{kind_key(kind)}", title=title, blocks=(figure,) if figure else ())


def _strong(text: str | None) -> str | None:
    """What people look for first: the telephone."""
    return RichText(text, (Mark(0, len(text), MarkKind.STRONG),)) if text else text


def _linked(text: str | None, before: str) -> str | None:
    """An address as a link, where it is one."""
    if not text:
        return text
    target = text if "://" in text else before + text
    return RichText(text, (Mark(0, len(text), MarkKind.LINK, target),)) if is_address(target) else text


def _target_groups(scene: CatalogueScene, service: Service) -> str | None:
    targets = scene.dossier.having(ServiceTarget, "service", service.id)
    return ", ".join(czech_sort.sorted(target.target_group for target in targets)) or None


def _turn_to(scene: CatalogueScene, service: Service) -> str | None:
    provider = calc.provider_of(scene.dossier, service)
    return service.contact or (provider.contact if provider else None)


def _forms(scene: CatalogueScene, service: Service) -> str | None:
    """The forms of a service, each with its capacities: „terénní (9,5 úvazku), ambulantní (10 klientů)“."""
    capacities = calc.capacities_at(scene.dossier, service, scene.day)
    by_form = groupby(capacities, key=lambda capacity: capacity.form)
    return "; ".join(filter(None, (_form(scene, list(of_form)) for _, of_form in by_form))) or None


def _form(scene: CatalogueScene, capacities: list[Capacity]) -> str:
    words = scene.words
    form = capacities[0].form
    amounts = [
        amount(words, capacity.quantity, capacity.unit)
        for capacity in capacities
        if capacity.unit is not None and capacity.quantity is not None
    ]
    units = [capacity.unit for capacity in capacities if capacity.unit is not None and capacity.quantity is None]
    amounts += [words.text("catalogue.no_amount", unit=units_name(words, unit)) for unit in units]
    name = words.text(f"service_form.{form.value}") if form else ""
    return f"{name} ({', '.join(amounts)})" if name and amounts else name or ", ".join(amounts)


def _where(scene: CatalogueScene, service: Service) -> str | None:
    """The places of a service, each with what differs there: name, address, municipality, contacts."""
    told = []
    for site in scene.sites[service.id]:
        place, town = site.place, site.territory.name if site.territory else None
        parts = [place.name, place.address, town, place.phone, place.mail, place.web, place.hours] if place else [town]
        told.append(", ".join(filter(None, parts)))
    return lines(*(f"{text};" for text in told[:-1]), told[-1]) if any(told) else None


def _secret(scene: CatalogueScene, service: Service) -> str | None:
    places = (site.place for site in scene.sites[service.id])
    return "; ".join(place.secret_address for place in places if place and place.secret_address) or None


def _networks(scene: CatalogueScene, service: Service) -> str | None:
    """The networks of a service, with the extent that belongs to each."""
    told: dict[str, list[str]] = {}
    for entry in scene.networks.get(service.id, ()):
        amounts = told.setdefault(entry.network, [])
        if entry.extent is not None:
            unit = entry.unit or scene.words.text("catalogue.no_unit")
            amounts.append(amount(scene.words, entry.extent, unit))
    return "; ".join(f"{name} ({', '.join(amounts)})" if amounts else name for name, amounts in told.items()) or None
