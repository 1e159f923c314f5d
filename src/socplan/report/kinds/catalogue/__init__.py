"""The catalogue of services (katalog služeb): a card for each service, and the ways that lead to it."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from socplan import calculations as calc
from socplan.hookspecs import hookimpl
from socplan.labels import Wording
from socplan.model import Dossier, Publication, Service, ServiceKind, Territory
from socplan.report.blocks import Block, Paragraph, ParagraphRole, Report, Section
from socplan.report.cells import lines
from socplan.report.columns import Col, listing
from socplan.report.findings import all_findings
from socplan.report.kind import BuildContext, Option, ReportKind
from socplan.report.kinds.catalogue.cards import kind_cards
from socplan.report.kinds.catalogue.scene import KIND, CatalogueScene, OfKind, kind_name
from socplan.report.kinds.catalogue.ways import index, places, target_ways
from socplan.report.scene import assembled, dated_facts, section
from socplan.report.tables import NA, Cell, ColumnKind
from socplan.report.units import amount

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


def build(dossier: Dossier, context: BuildContext, *, day: date | None) -> Report:
    """Build the catalogue for a day, by default the day that the dossier speaks of."""
    words = context.words
    speaks_of = day or calc.known_day(dossier)
    scene = CatalogueScene(
        dossier=dossier, context=context, day=speaks_of, by_kind=calc.services_by_kind(dossier, speaks_of)
    )
    return assembled(
        KIND,
        context,
        title=words.text("catalogue.title"),
        subtitle=dossier.plan.title,
        facts=[fact for fact in dated_facts(dossier, words, speaks_of) if fact.key not in {"period", "source"}],
        parts=(
            _summary(scene),
            section(words, KIND, "by_place", *places(scene)),
            section(words, KIND, "cards", *(kind_cards(scene, kind, services) for kind, services in scene.by_kind)),
            section(words, KIND, "index", *index(scene)),
            section(words, KIND, "capacity", *_numbers(scene)),
            section(words, KIND, "editions", _editions(scene)),
            all_findings(context, *_TABLES),
        ),
    )


# Page one


def _summary(scene: CatalogueScene) -> Section:
    """How many services there are, whom they help with what, and where else to look."""
    words = scene.words
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
    lead = " ".join(sentences) or words.text("catalogue.nothing")
    targets = target_ways(scene)
    return section(
        words,
        KIND,
        "summary",
        Paragraph(lead, ParagraphRole.LEAD),
        Paragraph(_how_to(scene)) if scene.services else None,
        section(words, KIND, "by_target", targets) if targets else None,
    )


def _how_to(scene: CatalogueScene) -> str:
    """How a reader finds a card: the ways that the dossier has data for, beside target groups."""
    words = scene.words
    has_places = any(site.territory for sites in scene.sites.values() for site in sites)
    ways = [
        words.text(f"catalogue.how_{way}")
        for way, is_there in (("place", has_places), ("kind", True), ("name", True))
        if is_there
    ]
    return words.text("catalogue.how", ways=words.listed(ways))


def _families(kind: ServiceKind | None, words: Wording) -> str | None:
    return words.text(f"service_family.{kind.family.value}") if kind and kind.family else None


def _unconfirmed(by_kind: tuple[OfKind, ...], words: Wording) -> tuple[str, ...]:
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


# How much


def _numbers(scene: CatalogueScene) -> Iterator[Block | None]:
    """The number of services in each network and of each kind."""
    words = scene.words
    inside = {
        name: {entry.service for entry in entries} & scene.cards.keys()
        for name, entries in calc.network_at(scene.dossier, scene.day).items()
    }
    told = [
        words.text("catalogue.in_network", n=len(services), network=name)
        for name, services in inside.items()
        if services
    ]
    if told:
        yield Paragraph(" ".join(told))
    capacities = {kind: _capacity(scene, services) for kind, services in scene.by_kind}
    yield listing(
        scene,
        "kinds",
        scene.by_kind,
        Col("service_kind", lambda row: kind_name(row[0], words)),
        Col("services", lambda row: len(row[1]), ColumnKind.COUNT, len(scene.services)),
        Col("capacity", lambda row: capacities[row[0]]),
        Col("family", lambda row: _families(row[0], words)),
        title=words.text("catalogue.kinds_title"),
        notes=(
            words.text("catalogue.capacity_note") if any(capacities.values()) else None,
            *_unconfirmed(scene.by_kind, words),
        ),
        row_key=lambda row: row[0].id if row[0] else None,
    )


def _capacity(scene: CatalogueScene, services: Iterable[Service]) -> str | None:
    """The capacity of services, unit by unit; a sum that leaves a service out is the least that it is."""
    words, listed = scene.words, list(services)
    whole = all(_is_stated(scene, service) for service in listed)
    return lines(
        *(
            amount(words, total.quantity.known, total.unit, least=not whole or bool(total.quantity.unknown))
            for total in calc.capacity_totals(scene.dossier, listed, scene.day)
            if total.quantity.known_part is not None
        ),
        *dict.fromkeys(_forms_unstated(scene, listed)),
    )


def _forms_unstated(scene: CatalogueScene, services: Iterable[Service]) -> Iterator[str]:
    """The forms in which services are provided beside a capacity that is stated, and of which no number is."""
    for service in services:
        capacities = calc.capacities_at(scene.dossier, service, scene.day)
        known_forms = {capacity.form for capacity in capacities if capacity.quantity is not None}
        # A capacity of all forms together leaves none of them out.
        if known_forms and None not in known_forms:
            forms = [each.form for each in capacities if each.form and each.quantity is None and each.unit is None]
            names = (scene.words.text(f"service_form.{form.value}") for form in forms)
            yield from (scene.words.text("catalogue.form_unstated", form=name) for name in names)


def _is_stated(scene: CatalogueScene, service: Service) -> bool:
    capacities = calc.capacities_at(scene.dossier, service, scene.day)
    return any(capacity.quantity is not None for capacity in capacities)


def _editions(scene: CatalogueScene) -> Block | None:
    def issued(edition: Publication) -> Cell:
        is_to_come = scene.day and edition.planned and edition.planned.first_day > scene.day
        if edition.published or is_to_come:
            return edition.published or NA
        # Of an edition without a day it may be known that it came out.
        return None if edition.is_out is None else scene.words.text("value.yes" if edition.is_out else "value.no")

    return listing(
        scene,
        "editions",
        calc.editions(scene.dossier),
        Col("publication", lambda edition: edition.title),
        Col("edition", lambda edition: edition.edition),
        Col("territory", lambda edition: scene.name_of(Territory, edition.territory)),
        # When an edition was planned is no question after it came out.
        Col("planned_date", lambda edition: edition.planned or (NA if edition.published else None), ColumnKind.DATE),
        Col("issued", issued, ColumnKind.DATE),
        Col("copies", lambda edition: edition.copies, ColumnKind.COUNT),
        title=scene.words.text("catalogue.editions_title"),
        captioned=False,
    )


@hookimpl
def register_reports() -> tuple[ReportKind, ...]:
    """Offer the catalogue."""
    day = Option(name="day", type=date, help="the services of this day; by default, of the day the data speak of")
    return (ReportKind(name=KIND, label="catalogue.name", build=build, options=(day,)),)
