"""What the money is for: measures, services and other purposes, and its links with the plan."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any, TypeVar

import attrs

from socplan import calculations as calc
from socplan.model import Allocation, Measure, Organisation, Service
from socplan.report.blocks import Block, Paragraph
from socplan.report.cells import coded_title, share
from socplan.report.columns import Col, listing, sums
from socplan.report.kinds.funding.scene import FundingScene, unknown_note
from socplan.report.tables import ColumnKind

F = TypeVar("F", bound=Measure | Service)


def purpose_blocks(scene: FundingScene) -> Iterator[Block | None]:
    """The purposes of the year's money."""
    dossier, year = scene.dossier, scene.year
    if year is None:
        return
    links, whole = calc.funding_links(dossier, year), calc.funding_in(dossier, year)
    services = calc.funding_by_service(dossier, year)
    of_services = attrs.evolve(
        whole,
        allocations=tuple(allocation for row in services for allocation in row.allocations),
        possible=tuple(allocation for row in services for allocation in row.possible),
        printed=Decimal(0),
    )
    both = any(allocation.measure and allocation.service for allocation in whole.allocations)
    measure: Col[calc.Funding[Measure]] = Col("measure", lambda row: coded_title(row.subject))
    service: Col[calc.Funding[Service]] = Col("service", lambda row: row.subject.name)
    provider: Col[calc.Funding[Service]] = Col(
        "provider", lambda row: scene.name_of(Organisation, row.subject.provider)
    )
    yield _purposes(scene, "measures", links.with_money, links.linked, measure)
    note = scene.words.text("funding.both_note") if both else None
    yield _purposes(scene, "services", services, of_services, service, provider, note=note)
    if scene.is_of_subsidies:
        yield _allocations(scene, "allocations", "service_or_purpose", whole.allocations)
    yield _requested(scene, whole.allocations)


def _requested(scene: FundingScene, allocations: Sequence[Allocation]) -> Block | None:
    """What was asked for beside what was granted, of the allocations whose request is known."""
    known = [allocation for allocation in allocations if allocation.requested is not None]
    requested = calc.money_sum(allocation.requested for allocation in known)
    granted = calc.money_sum(allocation.amount for allocation in known)
    left = len(allocations) - len(known)
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
        notes=(scene.rounding_note, scene.words.text("funding.not_requested_note", n=left) if left else None),
    )


def _part(amount: Decimal | None, whole: Decimal | None) -> Fraction | None:
    """An amount as a part of a whole; ``None`` where one of them is unknown, or nothing was asked for."""
    return Fraction(amount) / Fraction(whole) if amount is not None and whole else None


def _purposes(
    scene: FundingScene,
    key: str,
    rows: Sequence[calc.Funding[F]],
    whole: calc.Funding[int],
    *subject: Col[calc.Funding[F]],
    note: str | None = None,
) -> Block | None:
    """The money and sources of each measure or service; the total counts each allocation once."""

    def sources(row: calc.Funding[Any]) -> str | None:
        return scene.source_names(*row.allocations, *row.possible)

    return listing(
        scene,
        key,
        rows,
        *subject,
        Col("funding", sources),
        *sums("allocated", "known_amount", lambda row: row.allocated, whole.allocated),
        *sums("spent", "known_spent", lambda row: row.spent, whole.spent),
        title=scene.words.text(f"funding.{key}_title", year=str(scene.year)),
        notes=(unknown_note(scene, [(_name(row.subject), row) for row in rows]), note, *scene.gaps(whole)),
        row_key=lambda row: row.subject.id,
    )


def _name(subject: Measure | Service) -> str:
    return coded_title(subject) if isinstance(subject, Measure) else subject.name


# The plan and the money


def link_blocks(scene: FundingScene) -> Iterator[Block | None]:
    """How much money names a measure, then measures without money and money without a measure."""
    dossier, words, year = scene.dossier, scene.words, scene.year
    if year is None:
        return
    links, whole = calc.funding_links(dossier, year), calc.funding_in(dossier, year)
    kinds = {"linked": links.linked, "elsewhere": links.elsewhere, "unlinked": links.unlinked}
    in_all = share(whole.allocated.share_of(whole.allocated))
    yield listing(
        scene,
        "links",
        [(key, money) for key, money in kinds.items() if money.allocations or money.possible],
        Col("link", lambda row: words.text(f"funding.link.{row[0]}")),
        Col("allocations", lambda row: len(row[1].allocations), ColumnKind.COUNT, len(whole.allocations)),
        *sums("allocated", "known_amount", lambda row: row[1].allocated, whole.allocated, beside=True),
        Col(
            "share", lambda row: share(row[1].allocated.share_of(whole.allocated)), ColumnKind.PERCENT, in_all, unit="%"
        ),
        title=words.text("funding.links_title"),
        notes=(scene.share_note(whole), *scene.gaps(whole)),
        row_key=lambda row: row[0],
    )

    def group(measure: Measure) -> str:
        return scene.subject_name(calc.group_of(dossier, measure))

    yield listing(
        scene,
        "uncertain",
        links.uncertain,
        Col("measure", lambda row: coded_title(row.subject)),
        Col("group", lambda row: group(row.subject)),
        Col("funding", lambda row: scene.source_names(*row.possible)),
        title=words.text("funding.uncertain_title", year=str(year)),
        notes=(words.text("funding.uncertain_note"),),
        row_key=lambda row: row.subject.id,
    )
    cost = calc.money_sum(measure.cost for measure in links.without_money)
    yield listing(
        scene,
        "without_money",
        links.without_money,
        Col("measure", coded_title),
        Col("group", group),
        Col("responsible", lambda measure: measure.responsible),
        Col("cost", lambda measure: measure.cost, ColumnKind.MONEY, cost),
        title=words.text("funding.without_money_title", year=str(year)),
        notes=(words.text("funding.without_money_note"),),
    )
    if links.with_money and not links.without_money and not links.uncertain:
        yield Paragraph(words.text("funding.all_with_money"))
    yield _allocations(scene, "unlinked", "service_or_purpose", links.unlinked.allocations)
    yield _allocations(scene, "elsewhere", "allocated_to", links.elsewhere.allocations)


def _allocations(scene: FundingScene, key: str, subject: str, allocations: Sequence[Allocation]) -> Block | None:
    whole = calc.money_sum(allocation.amount for allocation in allocations)
    spent = calc.money_sum(allocation.spent for allocation in allocations)
    return listing(
        scene,
        key,
        allocations,
        Col(subject, scene.purpose),
        Col("recipient", scene.recipient_name),
        Col("funding", scene.source_names),
        Col("allocated", lambda allocation: allocation.amount, ColumnKind.MONEY, whole),
        Col("spent", lambda allocation: allocation.spent, ColumnKind.MONEY, spent),
        Col("note", lambda allocation: allocation.note),
        title=scene.words.text(f"funding.{key}_title"),
    )
