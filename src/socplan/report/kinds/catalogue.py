"""The catalogue of services (katalog služeb): a card for each service, and the ways that lead to it."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property
from itertools import groupby
from typing import Final

import czech_sort
from attrs import frozen

from socplan import calculations as calc
from socplan.hookspecs import hookimpl
from socplan.labels import Wording
from socplan.model import Capacity, Dossier, NetworkEntry, Organisation, Service, ServiceKind, ServiceTarget
from socplan.report.blocks import Block, Items, Paragraph, ParagraphRole, Report, Section
from socplan.report.cells import known, lines
from socplan.report.columns import Col, listing
from socplan.report.findings import all_findings
from socplan.report.kind import BuildContext, Option, ReportKind
from socplan.report.parts import card_figure
from socplan.report.scene import Scene, assembled, dated_facts, section
from socplan.report.tables import ColumnKind
from socplan.report.texts import Mark, MarkKind, RichText, is_address

_KIND: Final = "catalogue"
#: The tables that the report draws on: findings on these stand in its internal version.
_TABLES: Final = (
    "services",
    "service_kinds",
    "capacities",
    "service_targets",
    "service_places",
    "network",
    "replacements",
    "organisations",
)

_OfKind = tuple[ServiceKind | None, tuple[Service, ...]]


@frozen(kw_only=True)
class _Scene(Scene):
    #: ``None``: no day is known; services of any day are listed.
    day: date | None
    #: The services of each kind, in the order of their cards.
    by_kind: tuple[_OfKind, ...]

    @cached_property
    def services(self) -> tuple[Service, ...]:
        return tuple(service for _, services in self.by_kind for service in services)

    @cached_property
    def cards(self) -> Mapping[str, str]:
        """The key of the card of each service, by its identifier."""
        return {
            service.id: f"services_{_key(kind)}/{service.id}" for kind, services in self.by_kind for service in services
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

    def to_cards(self, label: str, services: Iterable[Service]) -> RichText:
        """Services in Czech order, each referring to its card, behind a label."""
        text, marks = f"{label}: " if label else "", [Mark(0, len(label), MarkKind.STRONG)] if label else []
        ordered = sorted(services, key=lambda service: (czech_sort.key(service.name), service.id))
        for place, service in enumerate(ordered):
            text += "; " if place else ""
            marks.append(Mark(len(text), len(text) + len(service.name), MarkKind.REFERENCE, self.cards[service.id]))
            text += service.name
        return RichText(text, tuple(mark for mark in marks if mark.end > mark.start))


def build(dossier: Dossier, context: BuildContext, *, day: date | None) -> Report:
    """Build the catalogue for a day, by default the day that the dossier speaks of."""
    words = context.words
    speaks_of = day or calc.known_day(dossier)
    scene = _Scene(dossier=dossier, context=context, day=speaks_of, by_kind=calc.services_by_kind(dossier, speaks_of))
    return assembled(
        _KIND,
        context,
        title=words.text("catalogue.title"),
        subtitle=dossier.plan.title,
        facts=[
            fact for fact in dated_facts(dossier, words, speaks_of) if fact.key in {"day", "authority", "territory"}
        ],
        parts=(
            _summary(scene),
            section(words, _KIND, "by_target", *_targets(scene)),
            section(words, _KIND, "by_place", _places(scene)),
            section(words, _KIND, "cards", *(_cards(scene, kind, services) for kind, services in scene.by_kind)),
            section(words, _KIND, "index", *_index(scene)),
            section(words, _KIND, "capacity", _capacity(scene)),
            section(words, _KIND, "editions", _editions(scene)),
            all_findings(context, *_TABLES),
        ),
    )


# Page one


def _summary(scene: _Scene) -> Section:
    words, dossier = scene.words, scene.dossier
    sentences = []
    if scene.services:
        key = "catalogue.listed_on" if scene.day else "catalogue.listed"
        sentences.append(words.text(key, n=len(scene.services), day=scene.day))
        providers = {service.provider for service in scene.services if service.provider}
        if providers:
            key = "catalogue.provided_by_one" if len(scene.services) == 1 else "catalogue.provided_by"
            sentences.append(words.text(key, n=len(providers)))
        if unnamed := sum(service.provider is None for service in scene.services):
            sentences.append(words.text("catalogue.provider_unknown", n=unnamed))
        for name, entries in calc.network_at(dossier, scene.day).items():
            inside = {entry.service for entry in entries} & scene.cards.keys()
            if inside:
                sentences.append(words.text("catalogue.in_network", n=len(inside), network=name))
    lead = " ".join(sentences) or words.text("catalogue.nothing")
    kinds = listing(
        scene,
        "kinds",
        scene.by_kind,
        Col("service_kind", lambda row: _kind_name(row[0], words)),
        Col("services", lambda row: len(row[1]), ColumnKind.COUNT, len(scene.services)),
        Col("family", lambda row: _families(row[0], words)),
        title=words.text("catalogue.kinds_title"),
        notes=_unconfirmed(scene.by_kind, words),
        row_key=lambda row: row[0].id if row[0] else None,
    )
    return section(words, _KIND, "summary", Paragraph(lead, ParagraphRole.LEAD), *_how_to(scene), kinds)


def _how_to(scene: _Scene) -> Iterator[Block]:
    """How a reader finds help: the ways that the dossier has data for."""
    words = scene.words
    has_targets = any(scene.dossier.having(ServiceTarget, "service", service.id) for service in scene.services)
    has_places = any(site.territory for sites in scene.sites.values() for site in sites)
    ways = [
        words.text(f"catalogue.how_{way}")
        for way, is_there in (("target", has_targets), ("place", has_places), ("kind", True), ("name", True))
        if is_there
    ]
    if scene.services:
        yield Paragraph(words.text("catalogue.how"))
        yield Items(tuple(ways))


def _kind_name(kind: ServiceKind | None, words: Wording) -> str:
    if kind is None:
        return words.text("catalogue.no_kind")
    return f"{kind.name} ({kind.code})" if kind.code else kind.name


def _key(kind: ServiceKind | None) -> str:
    return kind.id if kind else "no_kind"


def _families(kind: ServiceKind | None, words: Wording) -> str | None:
    return words.text(f"service_family.{kind.family.value}") if kind and kind.family else None


def _unconfirmed(by_kind: tuple[_OfKind, ...], words: Wording) -> tuple[str, ...]:
    """A note on paragraphs that nobody confirmed in the law itself."""
    listed = [kind for kind, _ in by_kind if kind and kind.code]
    notes = (
        ("unconfirmed", [kind.code for kind in listed if not kind.confirmed]),
        ("doubtful", [kind.code for kind in listed if kind.doubtful]),
    )
    return tuple(
        words.text(f"catalogue.{key}", n=len(codes), codes=", ".join(filter(None, codes)))
        for key, codes in notes
        if codes
    )


# The cards


def _cards(scene: _Scene, kind: ServiceKind | None, services: tuple[Service, ...]) -> Section:
    words, title, key = scene.words, _kind_name(kind, scene.words), f"services_{_key(kind)}"
    secret: Col[Service] = Col("secret_address", lambda service: _secret(scene, service))
    figure = card_figure(
        scene,
        key,
        services,
        Col("service", lambda service: service.name),
        Col("offer", lambda service: service.description),
        Col("target_group", lambda service: _target_groups(scene, service)),
        Col("form_capacity", lambda service: _forms(scene, service)),
        Col("where", lambda service: _where(scene, service)),
        *((secret,) if scene.context.internal else ()),
        Col("phone", lambda service: service.phone),
        Col("mail", lambda service: _linked(service.mail, "mailto:")),
        Col("web", lambda service: _linked(service.web, "https://")),
        Col("hours", lambda service: service.hours),
        Col("price", lambda service: service.price),
        Col("turn_to", lambda service: _turn_to(scene, service)),
        Col("provider", lambda service: scene.name_of(Organisation, service.provider)),
        Col("registration", lambda service: service.registration),
        Col("network", lambda service: _networks(scene, service)),
        Col("term", lambda service: known(service.validity), ColumnKind.DATE),
        title=words.text("catalogue.services_title", kind=title),
        alt=words.text("catalogue.cards_alt", kind=title),
    )
    return Section(key=f"kind_{_key(kind)}", title=title, blocks=(figure,) if figure else ())


def _linked(text: str | None, before: str) -> str | None:
    """An address as a link, where it is one."""
    if not text:
        return text
    target = text if "://" in text else before + text
    return RichText(text, (Mark(0, len(text), MarkKind.LINK, target),)) if is_address(target) else text


def _target_groups(scene: _Scene, service: Service) -> str | None:
    targets = scene.dossier.having(ServiceTarget, "service", service.id)
    return ", ".join(czech_sort.sorted(target.target_group for target in targets)) or None


def _turn_to(scene: _Scene, service: Service) -> str | None:
    provider = calc.provider_of(scene.dossier, service)
    return service.contact or (provider.contact if provider else None)


def _forms(scene: _Scene, service: Service) -> str | None:
    """The forms of a service, each with its capacities: „terénní (9,5 úvazek), ambulantní (klient: 10)“."""
    capacities = calc.capacities_at(scene.dossier, service, scene.day)
    by_form = groupby(capacities, key=lambda capacity: capacity.form)
    return "; ".join(filter(None, (_form(scene, list(of_form)) for _, of_form in by_form))) or None


def _form(scene: _Scene, capacities: list[Capacity]) -> str:
    words = scene.words
    form = capacities[0].form
    amounts = [
        words.text("catalogue.amount", unit=capacity.unit, quantity=capacity.quantity)
        for capacity in capacities
        if capacity.unit is not None and capacity.quantity is not None
    ]
    units = [capacity.unit for capacity in capacities if capacity.unit is not None and capacity.quantity is None]
    amounts += [words.text("catalogue.no_amount", unit=unit) for unit in units]
    name = words.text(f"service_form.{form.value}") if form else ""
    return f"{name} ({', '.join(amounts)})" if name and amounts else name or ", ".join(amounts)


def _where(scene: _Scene, service: Service) -> str | None:
    """The places of a service, each with what differs there: name, address, municipality, contacts."""
    told = []
    for site in scene.sites[service.id]:
        place, town = site.place, site.territory.name if site.territory else None
        parts = [place.name, place.address, town, place.phone, place.mail, place.web, place.hours] if place else [town]
        told.append(", ".join(filter(None, parts)))
    return lines(*(f"{text};" for text in told[:-1]), told[-1]) if any(told) else None


def _secret(scene: _Scene, service: Service) -> str | None:
    places = (site.place for site in scene.sites[service.id])
    return "; ".join(place.secret_address for place in places if place and place.secret_address) or None


def _networks(scene: _Scene, service: Service) -> str | None:
    """The networks of a service, with the extent that belongs to each."""
    told: dict[str, list[str]] = {}
    for entry in scene.networks.get(service.id, ()):
        amounts = told.setdefault(entry.network, [])
        if entry.extent is not None:
            unit = entry.unit or scene.words.text("catalogue.no_unit")
            amounts.append(scene.words.text("catalogue.amount", unit=unit, quantity=entry.extent))
    return "; ".join(f"{name} ({', '.join(amounts)})" if amounts else name for name, amounts in told.items()) or None


# The ways to the cards


def _targets(scene: _Scene) -> Iterator[Block]:
    """For each target group the services of each kind."""
    kinds = {service.id: place for place, (_, services) in enumerate(scene.by_kind) for service in services}
    for place, (target, services) in enumerate(calc.services_by_target(scene.dossier, scene.day).items(), start=1):
        ordered = sorted(services, key=lambda service: kinds[service.id])
        listed = tuple(
            scene.to_cards(_kind_name(scene.by_kind[kind][0], scene.words), of_kind)
            for kind, of_kind in groupby(ordered, key=lambda service: kinds[service.id])
        )
        yield Section(key=f"for_{place}", title=target[:1].upper() + target[1:], blocks=(Items(listed),))


def _places(scene: _Scene) -> Block | None:
    """For each municipality its services, each once."""
    sites = calc.service_sites(scene.dossier, scene.day)
    nowhere = scene.words.text("catalogue.no_place")
    towns = {
        territory: {site.service.id: site.service for site in of_town}
        for territory, of_town in groupby(sites, key=lambda site: site.territory)
    }
    listed = tuple(
        scene.to_cards(town.name if town else nowhere, services.values()) for town, services in towns.items()
    )
    return Items(listed) if any(towns) else None


def _index(scene: _Scene) -> Iterator[Block]:
    """Services under the letters of the Czech alphabet, and providers with their services."""
    if scene.services:
        letters = calc.alphabetical(scene.services, lambda service: service.name)
        yield _indexed(scene, "services", [scene.to_cards(letter, services) for letter, services in letters])
    of_provider: dict[str, list[Service]] = {}
    for service in scene.services:
        of_provider.setdefault(service.provider or "", []).append(service)
    providers = [provider for provider in scene.dossier.organisations if provider.id in of_provider]
    if providers:
        providers.sort(key=lambda provider: (czech_sort.key(provider.name), provider.id))
        listed = [scene.to_cards(_provider(scene, each), of_provider[each.id]) for each in providers]
        yield _indexed(scene, "providers", listed)


def _indexed(scene: _Scene, key: str, listed: list[RichText]) -> Section:
    title = scene.words.text(f"catalogue.index_{key}")
    return Section(key=f"index_{key}", title=title, blocks=(Items(tuple(listed)),))


def _provider(scene: _Scene, provider: Organisation) -> str:
    """A provider with its number, legal form and founder, as far as they are known."""
    words = scene.words
    more = [
        words.text("catalogue.ico", ico=provider.ico) if provider.ico else None,
        provider.legal_form,
        words.text("catalogue.founder", founder=provider.founder) if provider.founder else None,
    ]
    known_more = ", ".join(filter(None, more))
    return f"{provider.name} ({known_more})" if known_more else provider.name


# How much


def _capacity(scene: _Scene) -> Block | None:
    """The capacity of each kind, unit by unit."""
    dossier, words = scene.dossier, scene.words
    rows: list[tuple[ServiceKind | None, calc.CapacityTotal, int]] = []
    for kind, services in scene.by_kind:
        unstated = sum(not _is_stated(scene, service) for service in services)
        rows += [(kind, total, unstated) for total in calc.capacity_totals(dossier, services, scene.day)]
    return listing(
        scene,
        "capacity",
        rows,
        Col("service_kind", lambda row: _kind_name(row[0], words)),
        Col("unit", lambda row: row[1].unit),
        # A sum that leaves a service out is no total.
        Col("capacity", lambda row: None if row[2] else row[1].quantity.total, ColumnKind.NUMBER),
        Col("stated_capacity", lambda row: row[1].quantity.known_part, ColumnKind.NUMBER),
        Col("without_figure", lambda row: row[2], ColumnKind.COUNT, skip_zeros=True),
        title=words.text("catalogue.capacity_title"),
        notes=(words.text("catalogue.capacity_note"),),
        row_key=lambda _: None,
        captioned=False,
    )


def _is_stated(scene: _Scene, service: Service) -> bool:
    capacities = calc.capacities_at(scene.dossier, service, scene.day)
    return any(capacity.quantity is not None for capacity in capacities)


def _editions(scene: _Scene) -> Block | None:
    return listing(
        scene,
        "editions",
        calc.editions(scene.dossier),
        Col("publication", lambda edition: edition.title),
        Col("edition", lambda edition: edition.edition),
        Col("planned_date", lambda edition: edition.planned, ColumnKind.DATE),
        Col("issued", lambda edition: edition.published, ColumnKind.DATE),
        Col("copies", lambda edition: edition.copies, ColumnKind.COUNT),
        title=scene.words.text("catalogue.editions_title"),
    )


@hookimpl
def register_reports() -> tuple[ReportKind, ...]:
    """Offer the catalogue."""
    day = Option(name="day", type=date, help="the services of this day; by default, of the day the data speak of")
    return (ReportKind(name=_KIND, label="catalogue.name", build=build, options=(day,)),)
