"""What the money is for: services and other purposes, then the measures of the plan, each sum once."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Final

from attrs import evolve, frozen

from socplan import calculations as calc
from socplan.calculations.structure import grouped
from socplan.model import Allocation, Budget, FundingSource, Measure, Organisation, Service
from socplan.report.blocks import Block, Paragraph
from socplan.report.cells import any_rounded, coded_title, lines, share, some_of, sum_text
from socplan.report.columns import Col, known_sum, listing
from socplan.report.kinds.funding.scene import FundingScene, amountless, unknown_note
from socplan.report.tables import NA, Cell, ColumnKind

_MONEY: Final = ColumnKind.MONEY


@frozen
class _Purpose:
    """A service, or what else allocations are for."""

    key: str
    name: str | None
    funding: calc.Funding[str]


def purpose_blocks(scene: FundingScene) -> Iterator[Block | None]:
    """The purposes of the year's money; where all that is known are subsidies, each of these."""
    year = scene.year
    if year is None:
        return
    purposes = [*_services(scene, year), *_others(scene, year)]
    if not scene.is_of_subsidies or any(len(row.funding.allocations) > 1 for row in purposes):
        yield _purposes(scene, purposes, calc.funding_in(scene.dossier, year))
    if scene.is_of_subsidies:
        yield _allocations(scene, calc.funding_in(scene.dossier, year).allocations)
    yield _requested(scene, calc.funding_in(scene.dossier, year).allocations)


def _requested(scene: FundingScene, allocations: Sequence[Allocation]) -> Block | None:
    """What was asked for beside what was granted, of the allocations whose request is known."""
    known = [allocation for allocation in allocations if allocation.requested is not None]
    requested = calc.money_sum(allocation.requested for allocation in known)
    granted = calc.money_sum(allocation.amount for allocation in known)
    left = len(allocations) - len(known)
    shares = (share(_part(allocation.amount, allocation.requested)) for allocation in known)
    return listing(
        scene,
        "requested",
        known,
        Col("allocated_to", scene.purpose),
        Col("recipient", scene.recipient_name),
        Col("funding", scene.source_names),
        Col("requested", lambda allocation: allocation.requested, ColumnKind.MONEY, requested),
        Col("allocated", lambda allocation: allocation.amount, ColumnKind.MONEY, granted),
        Col(
            "granted_share",
            lambda allocation: share(_part(allocation.amount, allocation.requested)),
            ColumnKind.PERCENT,
            share(_part(granted.total, requested.total)),
            unit="%",
        ),
        title=scene.words.text("funding.requested_title", year=str(scene.year)),
        notes=(
            scene.rounding_note if any_rounded(shares) else None,
            scene.words.text("funding.not_requested_note", n=left) if left else None,
        ),
    )


def _part(amount: Decimal | None, whole: Decimal | None) -> Fraction | None:
    """An amount as a part of a whole; ``None`` where one of them is unknown, or nothing was asked for."""
    return Fraction(amount) / Fraction(whole) if amount is not None and whole else None


def _services(scene: FundingScene, year: int) -> Iterator[_Purpose]:
    for row in calc.funding_by_service(scene.dossier, year):
        key, allocations = row.subject.id, (*row.allocations, *row.possible)
        funding = calc.Funding(subject=key, allocations=row.allocations, possible=row.possible, unlisted=row.unlisted)
        yield _Purpose(key, _told(scene, row.subject, allocations), funding)


def _others(scene: FundingScene, year: int) -> Iterator[_Purpose]:
    """What the allocations without a service are for: of a measure together, others each by itself."""
    whole = calc.funding_in(scene.dossier, year)
    sure, possible = (
        grouped((each for each in listed if each.service is None), lambda each: each.measure or each.id)
        for listed in (whole.allocations, whole.possible)
    )
    for key in dict.fromkeys((*sure, *possible)):
        funding = calc.Funding(
            subject=key, allocations=sure.get(key, ()), possible=possible.get(key, ()), unlisted=whole.unlisted
        )
        yield _Purpose(key, _told(scene, None, (*funding.allocations, *funding.possible)), funding)


def _told(scene: FundingScene, service: Service | None, allocations: Sequence[Allocation]) -> str | None:
    """The service, and the purposes of allocations in their own words; without either, the measure.

    Then the recipients, where they are not the provider of the service.
    """
    texts = dict.fromkeys(allocation.purpose for allocation in allocations)
    measures = dict.fromkeys(scene.title_of(Measure, allocation.measure) for allocation in allocations)
    provider = scene.name_of(Organisation, service.provider) if service else None
    recipients = dict.fromkeys(map(scene.recipient_name, allocations))
    told = (scene.words.text("funding.received_by", name=name) for name in recipients if name and name != provider)
    return lines(lines(service.name if service else None, *texts) or lines(*measures), *told)


def _purposes(scene: FundingScene, rows: Sequence[_Purpose], whole: calc.Funding[int]) -> Block | None:
    """The money and sources of each purpose; no allocation stands in two of them."""
    words, dossier = scene.words, scene.dossier

    def measures(row: _Purpose) -> Cell:
        """The measures that the money is for; where only a part is for one, how much."""
        by_measure = grouped((*row.funding.allocations, *row.funding.possible), lambda each: each.measure)
        told = []
        for name, allocations in by_measure.items():
            measure = dossier.get(Measure, name)
            part = sum_text(words, calc.money_sum(each.amount for each in allocations)) if len(by_measure) > 1 else None
            if measure is not None:
                told.append(f"{measure.code or measure.title}{f' ({part})' if part else ''}")
        return lines(*told) or NA

    return listing(
        scene,
        "purposes",
        rows,
        Col("service_or_purpose", lambda row: row.name),
        Col("measure", measures),
        Col("funding", lambda row: _sources(scene, row.funding)),
        Col("allocated", lambda row: known_sum(row.funding.allocated), _MONEY, whole.allocated),
        Col("spent", lambda row: known_sum(row.funding.spent), _MONEY, whole.spent, head=words.text("column.drawn")),
        Col("note", lambda row: lines(*(each.note for each in row.funding.allocations))),
        title=words.text("funding.purposes_title", year=str(scene.year)),
        notes=(
            unknown_note(scene, [(row.name or words.show(None), row.funding) for row in rows]),
            _reported_beside(scene, whole.subject, rows),
            *scene.gaps(whole),
        ),
        row_key=lambda row: row.key,
    )


def _reported_beside(scene: FundingScene, year: int, rows: Sequence[_Purpose]) -> str | None:
    """What the report on fulfilment says was spent on measures of which no allocation says what was drawn."""
    words = scene.words
    silent = {each.measure for row in rows for each in row.funding.allocations if each.spent is None}
    told = [
        words.text(
            "monitoring.spent_on", measure=row.measure.code or row.measure.title, amount=sum_text(words, row.spent)
        )
        for row in calc.effectiveness(scene.dossier, year).spending
        if row.is_reported and row.spent.total is not None and row.measure.id in silent
    ]
    return words.text("funding.reported_beside", amounts=some_of(words, told, "; ")) if told else None


def _sources(scene: FundingScene, funding: calc.Funding[str]) -> str | None:
    """The sources, of several the money out of each; what was spent of it only where it is another sum."""
    by_source: dict[FundingSource, list[Allocation]] = {}
    for allocation in (*funding.allocations, *funding.possible):
        budget = scene.dossier.get(Budget, allocation.budget)
        if source := scene.dossier.get(FundingSource, budget.source if budget else None):
            by_source.setdefault(source, []).append(allocation)
    sources = calc.in_order(by_source)
    if len(sources) == 1 or funding.possible:
        return lines(*(source.name for source in sources))
    return lines(*(_source(scene, source, by_source[source]) for source in sources))


def _source(scene: FundingScene, source: FundingSource, allocations: Sequence[Allocation]) -> str:
    words, allocated = scene.words, calc.money_sum(each.amount for each in allocations)
    spent = calc.money_sum(each.spent for each in allocations)
    text, of_it = sum_text(words, allocated), sum_text(words, spent)
    if text is None:
        return source.name
    key = "of_source" if of_it in {None, text} else "of_source_spent"
    return words.text(f"funding.{key}", source=source.name, amount=text, spent=of_it)


def _allocations(scene: FundingScene, allocations: Sequence[Allocation]) -> Block | None:
    """Each allocation of a report on subsidies alone."""
    whole = calc.money_sum(allocation.amount for allocation in allocations)
    spent = calc.money_sum(allocation.spent for allocation in allocations)
    return listing(
        scene,
        "allocations",
        allocations,
        Col("service_or_purpose", scene.purpose),
        Col("recipient", scene.recipient_name),
        Col("funding", scene.source_names),
        Col("allocated", lambda allocation: allocation.amount, _MONEY, whole),
        Col("spent", lambda allocation: allocation.spent, _MONEY, spent, head=scene.words.text("column.drawn")),
        Col("note", lambda allocation: allocation.note),
        title=scene.words.text("funding.allocations_title"),
    )


# The plan and the money


def link_blocks(scene: FundingScene) -> Iterator[Block | None]:
    """How much money names a measure, then every measure in force with its cost and money."""
    dossier, words, year = scene.dossier, scene.words, scene.year
    if year is None:
        return
    links, whole = calc.funding_links(dossier, year), calc.funding_in(dossier, year)
    if text := " ".join(_links(scene, links, whole)):
        yield Paragraph(text)
    if links.with_money or links.uncertain or links.without_money:
        yield _measures(scene, year, links)
    if links.with_money and not links.without_money and not links.uncertain and not amountless(links):
        yield Paragraph(words.text("funding.all_with_money", year=str(year)))
    yield listing(
        scene,
        "uncertain",
        links.uncertain,
        Col("measure", lambda row: coded_title(row.subject)),
        Col("group", lambda row: scene.subject_name(calc.group_of(dossier, row.subject))),
        Col("funding", lambda row: scene.source_names(*row.possible)),
        title=words.text("funding.uncertain_title", year=str(year)),
        notes=(words.text("funding.uncertain_note", year=str(year)),),
        row_key=lambda row: row.subject.id,
    )


def _links(scene: FundingScene, links: calc.FundingLinks, whole: calc.Funding[int]) -> Iterator[str]:
    """How many allocations name a measure in force, another measure, or none, with their sum and its share."""
    words = scene.words
    kinds = {"linked": links.linked, "elsewhere": links.elsewhere, "unlinked": links.unlinked}
    for key, money in kinds.items():
        if not money.allocations:
            continue
        amount = sum_text(words, calc.money_sum(each.amount for each in money.allocations))
        exact = share(money.allocated.share_of(whole.allocated))
        if amount and exact:
            amount = words.text("funding.amount_share", amount=amount, percent=words.percent(exact.value))
        named = dict.fromkeys(each.measure for each in money.allocations)
        measures = [measure for name in named if (measure := scene.dossier.get(Measure, name))]
        yield words.text(
            f"funding.{key}" if amount else f"funding.{key}_unknown",
            n=len(money.allocations),
            amount=amount,
            measures=scene.named(measures) if measures else "",
            year=str(whole.subject),
        )


def _measures(scene: FundingScene, year: int, links: calc.FundingLinks) -> Block | None:
    """What each measure in force is to cost, what is allocated to it and what was spent; each allocation adds once."""
    words, result = scene.words, calc.effectiveness(scene.dossier, year)
    # A measure of which nobody says what was spent leaves the sum open.
    silent = sum(not row.spent.parts for row in result.spending)
    spent = evolve(
        result.spent_on_measures,
        parts=result.spent_on_measures.parts + silent,
        unknown=result.spent_on_measures.unknown + silent,
    )

    def allocated(row: calc.Spending) -> Cell:
        return known_sum(row.funding.allocated) if row.funding.allocated.parts else NA

    cost = calc.money_sum(row.measure.cost for row in result.spending)
    told = [
        row for row in result.spending if row.funding.allocated.parts or row.spent.parts or row.measure.cost is not None
    ]
    untold = [row.measure for row in result.spending if row not in told]
    without = len(links.without_money) - len(untold)
    notes = [
        scene.cost_note(row.measure for row in told),
        words.text("funding.without_money_note", n=without) if without and not links.linked.unlisted else None,
        words.text("funding.untold_note", measures=scene.named(untold)) if untold else None,
        _reported_note(scene, result.reported),
        _otherwise_note(scene, result.spending),
        *scene.gaps(links.linked),
    ]
    return listing(
        scene,
        "measures",
        told,
        Col("measure", lambda row: coded_title(row.measure)),
        Col("planned_cost", lambda row: row.measure.cost, _MONEY, cost),
        Col("allocated", allocated, _MONEY, links.linked.allocated),
        Col("spent", lambda row: known_sum(row.spent), _MONEY, spent),
        title=words.text("funding.measures_title", year=str(year)),
        notes=notes,
        row_key=lambda row: row.measure.id,
    )


def _otherwise_note(scene: FundingScene, rows: Sequence[calc.Spending]) -> str | None:
    """The measures of which the report on fulfilment gives another sum as spent than the allocations do."""
    words = scene.words
    told = [
        f"{row.measure.code or row.measure.title} – {words.text('money.whole', amount=row.reported)}"
        for row in rows
        if row.reported is not None and not row.is_reported and row.funding.spent.known != row.reported
    ]
    return words.text("funding.reported_otherwise", amounts=some_of(words, told, "; ")) if told else None


def _reported_note(scene: FundingScene, measures: Sequence[Measure]) -> str | None:
    """The measures of which the report on fulfilment gives what was spent, and not the allocations."""
    return scene.words.text("funding.reported_note", measures=scene.named(measures)) if measures else None
