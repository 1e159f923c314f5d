"""The catalogue of services (katalog služeb): what there is by kind, for whom and where, and an alphabetical index."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property
from itertools import groupby
from typing import Final

import attrs
import czech_sort
from attrs import frozen

from socplan.calculations import (
    CapacityTotal,
    ServiceSite,
    alphabetical,
    capacities_at,
    capacity_totals,
    editions,
    in_order,
    known_day,
    network_at,
    provider_of,
    service_sites,
    services_at,
    services_by_kind,
    services_by_target,
)
from socplan.hookspecs import hookimpl
from socplan.labels import Wording
from socplan.model import Capacity, Dossier, Organisation, Service, ServiceKind
from socplan.report.blocks import (
    Block,
    Cell,
    ColumnKind,
    Items,
    NotApplicable,
    Paragraph,
    ParagraphRole,
    Report,
    Row,
    RowRole,
    Section,
)
from socplan.report.kind import BuildContext, Option, ReportKind
from socplan.report.shared import (
    ColumnSpec,
    Scene,
    assembled,
    dated_facts,
    findings_section,
    known,
    network_tables,
    paragraphs,
    section,
    table,
    total_row,
)

__all__ = ["build", "register_reports"]

_KIND: Final = "catalogue"
_NA: Final = NotApplicable.NOT_APPLICABLE


@frozen(kw_only=True)
class _Scene(Scene):
    #: ``None``: no day is known, so the services of any day.
    day: date | None
    #: The number under which the catalogue has a service, by its identifier.
    numbers: Mapping[str, int]

    @property
    def services(self) -> tuple[Service, ...]:
        return services_at(self.dossier, self.day)

    @cached_property
    def sites(self) -> Mapping[str, list[ServiceSite]]:
        """Where each service is provided, by its identifier."""
        found: dict[str, list[ServiceSite]] = {}
        for site in service_sites(self.dossier, self.day):
            found.setdefault(site.service.id, []).append(site)
        return found

    def numbered(self, services: Iterable[Service]) -> str:
        """Services under their numbers, one a line, in the order of the catalogue."""
        ordered = sorted(services, key=lambda one: self.numbers[one.id])
        return "\n".join(f"{self.numbers[one.id]}. {one.name}" for one in ordered)


def build(dossier: Dossier, context: BuildContext, *, day: date | None) -> Report:
    """Build the catalogue of the services provided on a day, by default the one that the dossier speaks of."""
    words = context.words
    speaks_of = day or known_day(dossier)
    by_kind = services_by_kind(dossier, speaks_of)
    numbers = {one.id: place for place, one in enumerate((one for _, own in by_kind for one in own), start=1)}
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
            section(words, _KIND, "network", *network_tables(dossier, words, speaks_of)),
            section(words, _KIND, "providers", _providers(scene)),
            section(words, _KIND, "index", *_index(scene)),
            section(words, _KIND, "editions", _editions(scene)),
            findings_section(context, context.findings) if context.internal else None,
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
        for name, entries in network_at(dossier, scene.day).items():
            inside = {entry.service for entry in entries} & scene.numbers.keys()
            if inside:
                sentences.append(words.text("catalogue.in_network", n=len(inside), network=name))
    lead = " ".join(sentences) or words.text("catalogue.nothing")
    rows = [
        Row((_kind_name(kind, words), len(services), _families(kind, words)), key=kind.id if kind else None)
        for kind, services in by_kind
    ]
    columns: tuple[ColumnSpec, ...] = ("service_kind", ("services", ColumnKind.COUNT), "family")
    if rows:
        rows.append(Row((words.text("table.total"), len(scene.services), _NA), RowRole.TOTAL))
    return section(
        words,
        _KIND,
        "summary",
        Paragraph(lead, ParagraphRole.LEAD),
        table(words, "kinds", words.text("catalogue.kinds_title"), columns, rows, notes=_unconfirmed(by_kind, words)),
        *paragraphs(dossier.plan.note, ParagraphRole.NOTE),
    )


def _kind_name(kind: ServiceKind | None, words: Wording) -> str:
    if kind is None:
        return words.text("catalogue.no_kind")
    return f"{kind.name} ({kind.code})" if kind.code else kind.name


def _families(kind: ServiceKind | None, words: Wording) -> str | None:
    return words.text(f"service_family.{kind.family.value}") if kind and kind.family else None


def _unconfirmed(
    by_kind: tuple[tuple[ServiceKind | None, tuple[Service, ...]], ...], words: Wording
) -> tuple[str, ...]:
    """What has to be said of paragraphs that nobody read in the law itself."""
    codes = [kind.code for kind, _ in by_kind if kind and kind.code and not kind.confirmed]
    return (words.text("catalogue.unconfirmed", n=len(codes), codes=", ".join(codes)),) if codes else ()


# By kind


def _kind(scene: _Scene, kind: ServiceKind | None, services: tuple[Service, ...]) -> Section:
    words = scene.words
    title = _kind_name(kind, words)
    key = kind.id if kind else "no_kind"
    columns: list[ColumnSpec] = [("number", ColumnKind.COUNT), "service", "provider", "target_group", "turn_to"]
    columns += [("registration", ColumnKind.CODE), ("term", ColumnKind.DATE)]
    rows = [_service(scene, service) for service in services]
    listed = table(words, f"services_{key}", words.text("catalogue.services_title", kind=title), columns, rows)
    capacities = _capacities(scene, key, title, services)
    # The heading of the kind stands right above the first table and says the same.
    blocks = (listed and attrs.evolve(listed, captioned=False), capacities)
    return Section(key=f"kind_{key}", title=title, blocks=tuple(block for block in blocks if block))


def _service(scene: _Scene, service: Service) -> Row:
    provider = provider_of(scene.dossier, service)
    targets = czech_sort.sorted(one.target_group for one in scene.dossier.service_targets if one.service == service.id)
    return Row(
        (
            scene.numbers[service.id],
            "\n".join(filter(None, (service.name, service.description))),
            provider.name if provider else None,
            "\n".join(targets) or None,
            service.contact or (provider.contact if provider else None),
            service.registration,
            known(service.validity),
        ),
        key=service.id,
    )


def _capacities(scene: _Scene, key: str, title: str, services: tuple[Service, ...]) -> Block | None:
    words, dossier = scene.words, scene.dossier
    listed = {service: capacities_at(dossier, service, scene.day) for service in services}
    rows = [
        Row((service.name, _form(one, words), one.unit, one.quantity), key=service.id)
        for service, own in listed.items()
        for one in own
    ]
    totals = capacity_totals(dossier, services, scene.day)
    unstated = [service for service, own in listed.items() if all(one.quantity is None for one in own)]
    notes = [*_incomplete(totals, words)] if len(services) > 1 else []
    if len(services) > 1:
        rows += [total_row(words, (_NA, one.unit, one.quantity.total), whole=not unstated) for one in totals]
    if rows and unstated:
        notes.append(words.text("catalogue.no_capacity", services="; ".join(one.name for one in unstated)))
    columns = ("service", "form", "unit", ("capacity", ColumnKind.NUMBER))
    return table(
        words, f"capacity_{key}", words.text("catalogue.capacity_title", kind=title), columns, rows, notes=notes
    )


def _form(capacity: Capacity, words: Wording) -> Cell:
    return words.text(f"service_form.{capacity.form.value}") if capacity.form else None


def _incomplete(totals: Iterable[CapacityTotal], words: Wording) -> Iterator[str]:
    for one in totals:
        if one.quantity.unknown and one.quantity.known_part is not None:
            yield words.text(
                "catalogue.incomplete", n=one.quantity.unknown, unit=one.unit, known=one.quantity.known_part
            )


# For whom, where, by whom


def _targets(scene: _Scene) -> Iterator[Block]:
    words = scene.words
    by_target = services_by_target(scene.dossier, scene.day)
    if by_target:
        yield Paragraph(words.text("catalogue.several_targets"), ParagraphRole.NOTE)
    columns: list[ColumnSpec] = [("number", ColumnKind.COUNT), "service", "provider", "territory"]
    for place, (target, services) in enumerate(by_target.items(), start=1):
        rows = []
        for service in sorted(services, key=lambda one: scene.numbers[one.id]):
            provider = provider_of(scene.dossier, service)
            where = dict.fromkeys(site.territory.name for site in scene.sites[service.id] if site.territory)
            cells = (scene.numbers[service.id], service.name, provider.name if provider else None)
            rows.append(Row((*cells, "; ".join(where) or None), key=service.id))
        found = table(words, f"target_{place}", words.text("catalogue.target_title", target=target), columns, rows)
        if found:
            yield Section(
                key=f"for_{place}",
                title=target[:1].upper() + target[1:],
                blocks=(attrs.evolve(found, captioned=False),),
            )


def _sites(scene: _Scene) -> Block | None:
    words, internal = scene.words, scene.context.internal
    rows = []
    # By area in alphabetical order, and within it by number.
    for _, sites in groupby(service_sites(scene.dossier, scene.day), key=lambda site: site.territory):
        for site in sorted(sites, key=lambda site: scene.numbers[site.service.id]):
            place = site.place
            cells: tuple[Cell, ...] = (
                site.territory.name if site.territory else None,
                f"{scene.numbers[site.service.id]}. {site.service.name}",
                (place.name if place else _NA) or _NA,
                place.address if place else _NA,
            )
            rows.append(Row((*cells, (place.secret_address or _NA) if place else _NA) if internal else cells))
    columns = ["territory", "service", "place", "address", *(["secret_address"] if internal else [])]
    return table(words, "sites", words.text("catalogue.sites_title"), columns, rows)


def _providers(scene: _Scene) -> Block | None:
    words = scene.words
    own: dict[str, list[Service]] = {}
    for service in scene.services:
        if service.provider:
            own.setdefault(service.provider, []).append(service)
    rows = [
        Row((one.name, one.ico, one.legal_form, one.founder, one.contact, scene.numbered(own[one.id])), key=one.id)
        for one in sorted(in_order(scene.dossier.organisations), key=lambda one: czech_sort.key(one.name))
        if one.id in own
    ]
    columns = ("provider", ("ico", ColumnKind.CODE), "legal_form", "founder", "turn_to", "which_services")
    return table(words, "providers", words.text("catalogue.providers_title"), columns, rows)


# The index, and earlier catalogues


def _index(scene: _Scene) -> Iterator[Block]:
    services = [(one.name, str(scene.numbers[one.id])) for one in scene.services]
    if not services:
        return
    yield Paragraph(scene.words.text("catalogue.index_note"), ParagraphRole.NOTE)
    yield _letters("services", scene.words.text("catalogue.index_services"), services)
    of_provider: dict[str, tuple[Organisation, list[int]]] = {}
    for service in scene.services:
        provider = provider_of(scene.dossier, service)
        if provider:
            of_provider.setdefault(provider.id, (provider, []))[1].append(scene.numbers[service.id])
    providers = [(provider.name, ", ".join(map(str, sorted(numbers)))) for provider, numbers in of_provider.values()]
    if providers:
        yield _letters("providers", scene.words.text("catalogue.index_providers"), providers)


def _letters(key: str, title: str, entries: list[tuple[str, str]]) -> Section:
    letters = alphabetical(entries, lambda entry: entry[0])
    return Section(
        key=f"index_{key}",
        title=title,
        blocks=tuple(
            Section(
                key=f"index_{key}_{place}",
                title=letter,
                blocks=(Items(tuple(f"{name}: {numbers}" for name, numbers in own)),),
            )
            for place, (letter, own) in enumerate(letters, start=1)
        ),
    )


def _editions(scene: _Scene) -> Block | None:
    rows = [
        Row((one.title, one.edition, one.planned, one.published, one.copies), key=one.id)
        for one in editions(scene.dossier)
    ]
    columns = (
        "publication",
        "edition",
        ("planned_date", ColumnKind.DATE),
        ("issued", ColumnKind.DATE),
        ("copies", ColumnKind.COUNT),
    )
    return table(scene.words, "editions", scene.words.text("catalogue.editions_title"), columns, rows)


@hookimpl
def register_reports() -> tuple[ReportKind, ...]:
    """Offer the catalogue."""
    day = Option(name="day", type=date, help="the services of this day; by default, of the day the data speak of")
    return (ReportKind(name=_KIND, label="catalogue.name", build=build, options=(day,)),)
