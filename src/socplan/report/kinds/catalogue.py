"""The catalogue of services (katalog služeb): by kind, target group and place, with an alphabetical index."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property
from itertools import groupby
from typing import Final

import czech_sort
from attrs import frozen

from socplan import calculations as calc
from socplan.hookspecs import hookimpl
from socplan.labels import Wording
from socplan.model import Capacity, Dossier, Organisation, Service, ServiceKind, ServiceTarget
from socplan.report.blocks import Block, Items, Paragraph, ParagraphRole, Report, Section
from socplan.report.cells import known, lines
from socplan.report.columns import Col, listing, stated_total
from socplan.report.kind import BuildContext, Option, ReportKind
from socplan.report.parts import network_tables
from socplan.report.scene import Scene, all_findings, assembled, dated_facts, section
from socplan.report.tables import NA, Cell, ColumnKind

_KIND: Final = "catalogue"


@frozen(kw_only=True)
class _Scene(Scene):
    #: ``None``: no day is known; services of any day are listed.
    day: date | None
    #: The number of each service in the catalogue, by its identifier.
    numbers: Mapping[str, int]

    @property
    def services(self) -> tuple[Service, ...]:
        return calc.services_at(self.dossier, self.day)

    @cached_property
    def sites(self) -> Mapping[str, list[calc.ServiceSite]]:
        """The places of each service, by its identifier."""
        by_service: dict[str, list[calc.ServiceSite]] = {}
        for site in calc.service_sites(self.dossier, self.day):
            by_service.setdefault(site.service.id, []).append(site)
        return by_service

    def numbered(self, services: Iterable[Service]) -> str:
        """Services with their numbers, one on each line, in the order of the catalogue."""
        ordered = sorted(services, key=lambda service: self.numbers[service.id])
        return "\n".join(f"{self.numbers[service.id]}. {service.name}" for service in ordered)


def build(dossier: Dossier, context: BuildContext, *, day: date | None) -> Report:
    """Build the catalogue for a day, by default the day that the dossier speaks of."""
    words = context.words
    speaks_of = day or calc.known_day(dossier)
    by_kind = calc.services_by_kind(dossier, speaks_of)
    numbers = {
        service.id: place
        for place, service in enumerate((service for _, services in by_kind for service in services), start=1)
    }
    scene = _Scene(dossier=dossier, context=context, day=speaks_of, numbers=numbers)
    return assembled(
        _KIND,
        context,
        title=words.text("catalogue.title"),
        subtitle=dossier.plan.title,
        facts=[fact for fact in dated_facts(dossier, words, speaks_of) if fact.key != "period"],
        parts=(
            _summary(scene, by_kind),
            section(words, _KIND, "by_kind", *(_kind(scene, kind, services) for kind, services in by_kind)),
            section(words, _KIND, "by_target", *_targets(scene)),
            section(words, _KIND, "by_place", _sites(scene)),
            section(words, _KIND, "network", *network_tables(scene, speaks_of)),
            section(words, _KIND, "providers", _providers(scene)),
            section(words, _KIND, "index", *_index(scene)),
            section(words, _KIND, "editions", _editions(scene)),
            all_findings(context),
        ),
    )


def _summary(scene: _Scene, by_kind: tuple[tuple[ServiceKind | None, tuple[Service, ...]], ...]) -> Section:
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
            inside = {entry.service for entry in entries} & scene.numbers.keys()
            if inside:
                sentences.append(words.text("catalogue.in_network", n=len(inside), network=name))
    lead = " ".join(sentences) or words.text("catalogue.nothing")
    kinds = listing(
        scene,
        "kinds",
        by_kind,
        Col("service_kind", lambda row: _kind_name(row[0], words)),
        Col("services", lambda row: len(row[1]), ColumnKind.COUNT, len(scene.services)),
        Col("family", lambda row: _families(row[0], words)),
        title=words.text("catalogue.kinds_title"),
        notes=_unconfirmed(by_kind, words),
        row_key=lambda row: row[0].id if row[0] else None,
    )
    return section(words, _KIND, "summary", Paragraph(lead, ParagraphRole.LEAD), kinds)


def _kind_name(kind: ServiceKind | None, words: Wording) -> str:
    if kind is None:
        return words.text("catalogue.no_kind")
    return f"{kind.name} ({kind.code})" if kind.code else kind.name


def _families(kind: ServiceKind | None, words: Wording) -> str | None:
    return words.text(f"service_family.{kind.family.value}") if kind and kind.family else None


def _unconfirmed(
    by_kind: tuple[tuple[ServiceKind | None, tuple[Service, ...]], ...], words: Wording
) -> tuple[str, ...]:
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


# By kind


def _kind(scene: _Scene, kind: ServiceKind | None, services: tuple[Service, ...]) -> Section:
    words = scene.words
    title = _kind_name(kind, words)
    key = kind.id if kind else "no_kind"
    listed = listing(
        scene,
        f"services_{key}",
        services,
        *_numbered(scene, lambda service: lines(service.name, service.description)),
        Col("target_group", lambda service: _target_groups(scene, service)),
        Col("turn_to", lambda service: _turn_to(scene, service)),
        Col("registration", lambda service: service.registration, ColumnKind.CODE),
        Col("term", lambda service: known(service.validity), ColumnKind.DATE),
        title=words.text("catalogue.services_title", kind=title),
        captioned=False,
    )
    blocks = (listed, _capacities(scene, key, title, services))
    return Section(key=f"kind_{key}", title=title, blocks=tuple(block for block in blocks if block))


def _numbered(scene: _Scene, name: Callable[[Service], str | None]) -> Iterator[Col[Service]]:
    """The first columns of a list of services: number, name, provider."""
    yield Col("number", lambda service: scene.numbers[service.id], ColumnKind.COUNT)
    yield Col("service", name)
    yield Col("provider", lambda service: scene.name_of(Organisation, service.provider))


def _target_groups(scene: _Scene, service: Service) -> str | None:
    targets = scene.dossier.having(ServiceTarget, "service", service.id)
    return lines(*czech_sort.sorted(target.target_group for target in targets))


def _turn_to(scene: _Scene, service: Service) -> str | None:
    provider = calc.provider_of(scene.dossier, service)
    return service.contact or (provider.contact if provider else None)


def _capacities(scene: _Scene, key: str, title: str, services: tuple[Service, ...]) -> Block | None:
    words, dossier = scene.words, scene.dossier
    listed = {service: calc.capacities_at(dossier, service, scene.day) for service in services}
    totals = calc.capacity_totals(dossier, services, scene.day) if len(services) > 1 else ()
    unstated = [
        service.name
        for service, capacities in listed.items()
        if all(capacity.quantity is None for capacity in capacities)
    ]
    missing = words.text("catalogue.no_capacity", services="; ".join(unstated)) if unstated else None
    return listing(
        scene,
        f"capacity_{key}",
        [(service, capacity) for service, capacities in listed.items() for capacity in capacities],
        Col("service", lambda row: row[0].name),
        Col("form", lambda row: _form(row[1], words)),
        Col("unit", lambda row: row[1].unit),
        Col("capacity", lambda row: row[1].quantity, ColumnKind.NUMBER),
        title=words.text("catalogue.capacity_title", kind=title),
        notes=(*_incomplete(totals, words), missing),
        row_key=lambda row: row[0].id,
        below=[
            stated_total(scene, {"unit": total.unit, "capacity": total.quantity.total}, whole=not unstated)
            for total in totals
        ],
    )


def _form(capacity: Capacity, words: Wording) -> Cell:
    return words.text(f"service_form.{capacity.form.value}") if capacity.form else None


def _incomplete(totals: Iterable[calc.CapacityTotal], words: Wording) -> Iterator[str]:
    for total in totals:
        quantity = total.quantity
        if quantity.unknown and quantity.known_part is not None:
            yield words.text("catalogue.incomplete", n=quantity.unknown, unit=total.unit, known=quantity.known_part)


# For whom, where, by whom


def _targets(scene: _Scene) -> Iterator[Block]:
    words = scene.words
    by_target = calc.services_by_target(scene.dossier, scene.day)
    if by_target:
        yield Paragraph(words.text("catalogue.several_targets"), ParagraphRole.NOTE)
    for place, (target, services) in enumerate(by_target.items(), start=1):
        listed = listing(
            scene,
            f"target_{place}",
            sorted(services, key=lambda service: scene.numbers[service.id]),
            *_numbered(scene, lambda service: service.name),
            Col("territory", lambda service: _territories(scene, service)),
            title=words.text("catalogue.target_title", target=target),
            captioned=False,
        )
        if listed:
            yield Section(key=f"for_{place}", title=target[:1].upper() + target[1:], blocks=(listed,))


def _territories(scene: _Scene, service: Service) -> str | None:
    names = (site.territory.name for site in scene.sites[service.id] if site.territory)
    return "; ".join(dict.fromkeys(names)) or None


def _sites(scene: _Scene) -> Block | None:
    # By area, and within it by number.
    sites = [
        site
        for _, of_area in groupby(calc.service_sites(scene.dossier, scene.day), key=lambda site: site.territory)
        for site in sorted(of_area, key=lambda site: scene.numbers[site.service.id])
    ]
    secret: Col[calc.ServiceSite] = Col(
        "secret_address", lambda site: (site.place.secret_address or NA) if site.place else NA
    )
    return listing(
        scene,
        "sites",
        sites,
        Col("territory", lambda site: site.territory.name if site.territory else None),
        Col("service", lambda site: f"{scene.numbers[site.service.id]}. {site.service.name}"),
        Col("place", lambda site: (site.place.name or NA) if site.place else NA),
        Col("address", lambda site: site.place.address if site.place else NA),
        *((secret,) if scene.context.internal else ()),
        title=scene.words.text("catalogue.sites_title"),
    )


def _providers(scene: _Scene) -> Block | None:
    services: dict[str, list[Service]] = {}
    for service in scene.services:
        if service.provider:
            services.setdefault(service.provider, []).append(service)
    providers = [provider for provider in calc.in_order(scene.dossier.organisations) if provider.id in services]
    return listing(
        scene,
        "providers",
        sorted(providers, key=lambda provider: czech_sort.key(provider.name)),
        Col("provider", lambda provider: provider.name),
        Col("ico", lambda provider: provider.ico, ColumnKind.CODE),
        Col("legal_form", lambda provider: provider.legal_form),
        Col("founder", lambda provider: provider.founder),
        Col("turn_to", lambda provider: provider.contact),
        Col("which_services", lambda provider: scene.numbered(services[provider.id])),
        title=scene.words.text("catalogue.providers_title"),
    )


# The index, and earlier catalogues


def _index(scene: _Scene) -> Iterator[Block]:
    services = [(service.name, str(scene.numbers[service.id])) for service in scene.services]
    if not services:
        return
    yield Paragraph(scene.words.text("catalogue.index_note"), ParagraphRole.NOTE)
    yield _letters("services", scene.words.text("catalogue.index_services"), services)
    of_provider: dict[str, tuple[Organisation, list[int]]] = {}
    for service in scene.services:
        provider = calc.provider_of(scene.dossier, service)
        if provider:
            of_provider.setdefault(provider.id, (provider, []))[1].append(scene.numbers[service.id])
    providers = [(provider.name, ", ".join(map(str, sorted(numbers)))) for provider, numbers in of_provider.values()]
    if providers:
        yield _letters("providers", scene.words.text("catalogue.index_providers"), providers)


def _letters(key: str, title: str, entries: list[tuple[str, str]]) -> Section:
    letters = calc.alphabetical(entries, lambda entry: entry[0])
    return Section(
        key=f"index_{key}",
        title=title,
        blocks=tuple(
            Section(
                key=f"index_{key}_{place}",
                title=letter,
                blocks=(Items(tuple(f"{name}: {numbers}" for name, numbers in listed)),),
            )
            for place, (letter, listed) in enumerate(letters, start=1)
        ),
    )


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
