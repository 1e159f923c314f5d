"""Money (financování): budgets by source and year, whom and what they reach, and what municipalities say they add."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from fractions import Fraction
from typing import Final, TypeVar

import attrs
from attrs import frozen

from socplan.calculations import (
    Effectiveness,
    Funding,
    MoneySum,
    Quotient,
    ReturnRate,
    Support,
    UnknownBecause,
    budget_left,
    budget_years,
    budgets_in,
    effectiveness,
    funding_by_founder,
    funding_by_service,
    funding_by_source,
    funding_in,
    funding_links,
    funding_of,
    group_of,
    in_order,
    known_day,
    money_sum,
    plan_period,
    recipient,
    return_rate,
    return_rates_by_kind,
    support_by_kind,
    support_by_service,
    undivided_budgets,
)
from socplan.errors import OptionError
from socplan.hookspecs import hookimpl
from socplan.labels import Wording
from socplan.model import (
    Allocation,
    Budget,
    Dossier,
    FundingSource,
    Measure,
    Organisation,
    PartialDate,
    Period,
    Service,
    Survey,
    SurveyReply,
)
from socplan.report.blocks import (
    Block,
    Cell,
    Column,
    ColumnKind,
    Fact,
    Figure,
    FigureKind,
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
    coded_title,
    findings_section,
    known,
    paragraphs,
    rounded,
    section,
    share,
    subject_name,
    table,
    title_facts,
    without_zeros,
)

__all__ = ["build", "register_reports"]

_KIND: Final = "funding"
_NA: Final = NotApplicable.NOT_APPLICABLE
_MONEY: Final = ColumnKind.MONEY
_COUNT: Final = ColumnKind.COUNT
#: So many years of money stand side by side on a page.
_YEARS: Final = 4
_F = TypeVar("_F", bound=Measure | Service)
_S = TypeVar("_S")


@frozen(kw_only=True)
class _Scene(Scene):
    #: ``None``: the dossier has no budget of any year.
    year: int | None
    surveys: tuple[Survey, ...]

    @property
    def rounding_note(self) -> str:
        return self.words.text("rounding.half_up", places=self.words.text("rounding.whole"))


def build(dossier: Dossier, context: BuildContext, *, year: int | None) -> Report:
    """Build the report on the money of a year.

    Without a year it is the last one with a budget that has begun by the day that the dossier speaks of
    (`socplan.calculations.known_day`); a dossier without budgets still tells of its surveys.

    Raises:
        OptionError: the dossier has no budget of that year.
    """
    words = context.words
    chosen = _chosen(dossier, year)
    when = _whole(chosen)
    surveys = tuple(one for one in in_order(dossier.surveys) if one.period.meets(when))
    scene = _Scene(dossier=dossier, context=context, year=chosen, surveys=surveys)
    facts = [fact for fact in title_facts(dossier, words) if fact.key in ("authority", "territory", "period", "source")]
    if chosen is not None:
        facts.insert(0, Fact("budget_year", words.text("fact.budget_year"), when))
    title = words.text("funding.title") if chosen is None else words.text("funding.title_year", year=str(chosen))
    return assembled(
        _KIND,
        context,
        title=title,
        subtitle=dossier.plan.title,
        facts=facts,
        parts=(
            _summary(scene),
            section(words, _KIND, "sources", *_sources(scene)),
            section(words, _KIND, "founders", *_founders(scene)),
            section(words, _KIND, "purposes", *_purposes(scene)),
            section(words, _KIND, "links", *_links(scene)),
            section(words, _KIND, "effectiveness", *_effectiveness(scene)),
            section(words, _KIND, "surveys", *(_survey(scene, one) for one in surveys)),
            findings_section(context, context.findings) if context.internal else None,
        ),
    )


def _chosen(dossier: Dossier, year: int | None) -> int | None:
    years = budget_years(dossier)
    if year is None:
        day = known_day(dossier)
        begun = [one for one in years if day is None or one <= day.year]
        return begun[-1] if begun else next(iter(years), None)
    if year not in years:
        known_ones = ", ".join(map(str, years)) or "none"
        raise OptionError(_KIND, "year", f"no budget of {year} (years: {known_ones})", ("year",))
    return year


def _whole(year: int | None) -> Period:
    return Period() if year is None else Period(PartialDate(year), PartialDate(year))


# In short


def _summary(scene: _Scene) -> Section:
    words = scene.words
    money, plan, surveys = (" ".join(told(scene)) for told in (_money_said, _plan_said, _surveys_said))
    lead, *more = [said for said in (money, plan, surveys) if said] or [words.text("funding.nothing")]
    return section(
        words,
        _KIND,
        "summary",
        Paragraph(lead, ParagraphRole.LEAD),
        *(Paragraph(said) for said in more),
        Paragraph(scene.rounding_note, ParagraphRole.NOTE) if _has_shares(scene) else None,
        Paragraph(words.text("funding.unknown_note"), ParagraphRole.NOTE) if scene.dossier.budgets else None,
        *paragraphs(scene.dossier.plan.note, ParagraphRole.NOTE),
    )


def _has_shares(scene: _Scene) -> bool:
    """Whether the sentences of the summary tell a share."""
    rates = (return_rate(scene.dossier, one).share for one in scene.surveys)
    return _funded_share(scene) is not None or any(rate is not None for rate in rates)


def _funded_share(scene: _Scene) -> Fraction | None:
    """The measures in force that have money by all of them; ``None`` where it is not known, or none has any."""
    if scene.year is None:
        return None
    links = funding_links(scene.dossier, scene.year)
    if not links.with_money or links.uncertain or links.linked.unlisted:
        return None
    return Fraction(len(links.with_money), len(links.with_money) + len(links.without_money))


def _money_said(scene: _Scene) -> Iterator[str]:
    dossier, words, year = scene.dossier, scene.words, scene.year
    if year is None:
        if dossier.budgets:
            yield words.text("funding.no_year", n=len(dossier.budgets))
        return
    budgets, undivided, whole = budgets_in(dossier, year), undivided_budgets(dossier, year), funding_in(dossier, year)
    listed = money_sum(one.amount for one in budgets)
    # What is of the year out of those not divided by year is one more unknown part each.
    available = _sum_said(words, money_sum((*(one.amount for one in budgets), *(None for _ in undivided))))
    gap = words.text("funding.gap", n=listed.unknown) if listed.unknown and available else ""
    key = "available" if available else "available_unknown"
    yield words.text(f"funding.{key}", n=len(budgets), year=str(year), amount=available, gap=gap)
    if undivided:
        yield words.text("funding.undivided", n=len(undivided), year=str(year))
    sums = {"allocated": _sum_said(words, whole.allocated), "spent": _sum_said(words, whole.spent)}
    told = {name: said for name, said in sums.items() if said}
    if told:
        yield words.text(f"funding.{'_'.join(told)}", **told)


def _sum_said(words: Wording, amounts: MoneySum) -> str | None:
    """A sum; of one that is not known whole what it is at least, and ``None`` where nothing is known of it."""
    if amounts.total is not None:
        return words.text("funding.sum", amount=amounts.total)
    return words.text("funding.sum_least", amount=amounts.known) if amounts.known > 0 else None


def _plan_said(scene: _Scene) -> Iterator[str]:
    dossier, words, year = scene.dossier, scene.words, scene.year
    if year is None:
        return
    links = funding_links(dossier, year)
    if measures := len(links.with_money) + len(links.uncertain) + len(links.without_money):
        funded, percent = len(links.with_money), share(_funded_share(scene))
        yield words.text("funding.measures", n=measures, year=str(year))
        key = "measures_unfunded" if not funded else "measures_funded" if percent else "measures_funded_least"
        yield words.text(f"funding.{key}", n=funded, percent=words.percent(percent.value) if percent else None)
        if links.uncertain:
            yield words.text("funding.measures_uncertain", n=len(links.uncertain))
    if unlinked := links.unlinked.allocations:
        amounts = _sum_said(words, money_sum(one.amount for one in unlinked))
        yield words.text(f"funding.{'unlinked' if amounts else 'unlinked_unknown'}", n=len(unlinked), amount=amounts)
    yield _verdict(scene, effectiveness(dossier, year))


def _surveys_said(scene: _Scene) -> Iterator[str]:
    for survey in scene.surveys:
        if said := _returned(scene.words, survey, return_rate(scene.dossier, survey)):
            yield said


def _verdict(scene: _Scene, found: Effectiveness) -> str:
    """How many of the three conditions are met; of a plan that goes on, until when it does."""
    words, conditions = scene.words, (found.reaches_goals, found.within_plan, found.several_sources)
    counts = {name: conditions.count(met) for name, met in (("yes", True), ("no", False), ("unknown", None))}
    parts = [words.text(f"funding.conditions.{name}", n=count) for name, count in counts.items() if count]
    key = f"all_{next(name for name, count in counts.items() if count)}" if len(parts) == 1 else "some"
    said = [words.text(f"funding.effective.{key}", year=str(found.year), conditions=words.listed(parts))]
    end = plan_period(scene.dossier).end
    if end is not None and end.year > found.year:
        said.append(words.text("funding.plan_until", year=str(end.year)))
    return " ".join(said)


def _returned(words: Wording, survey: Survey, rate: ReturnRate) -> str | None:
    """How many were asked and answered, as far as it is known; ``None`` where nothing is."""
    said = " ".join((*_rate_said(words, survey, rate), *_printed_counts(words, survey, rate)))
    return said or None


def _rate_said(words: Wording, survey: Survey, rate: ReturnRate) -> Iterator[str]:
    percent = share(rate.share)
    if percent is not None:
        shown = words.percent(percent.value)
        yield words.text("funding.returned", n=rate.returned, asked=rate.asked, percent=shown, survey=survey.title)
        return
    if rate.asked == 0:
        yield words.text("funding.asked_none", survey=survey.title)
    elif rate.asked is not None:
        yield words.text("funding.asked", n=rate.asked, survey=survey.title)
    if rate.known is None:
        if rate.asked:
            yield words.text("funding.answers_untold")
    elif rate.unknown:
        yield words.text("funding.answers_known", n=rate.unknown, known=rate.known)
    elif rate.asked is None or rate.known:
        yield words.text("funding.answers", n=rate.known, survey=survey.title)
    if rate.asked is None and rate.known is not None:
        yield words.text("funding.asked_untold")


def _printed_counts(words: Wording, survey: Survey, rate: ReturnRate) -> Iterator[str]:
    """The counts that the source prints, where they cannot be those of the replies that are listed."""
    most = None if rate.known is None else rate.known + rate.unknown
    told = []
    if survey.sent not in {None, rate.asked}:
        told.append(words.text("funding.printed_asked", count=survey.sent))
    if survey.returned is not None and most is not None and not (rate.known or 0) <= survey.returned <= most:
        told.append(words.text("funding.printed_returned", count=survey.returned))
    if told:
        yield words.text("funding.printed_counts", counts=words.listed(told))


# Names


def _budget_name(dossier: Dossier, budget: Budget) -> str:
    source = dossier.get(FundingSource, budget.source)
    return "\n".join(filter(None, (source.name if source else None, budget.title))) or budget.id


def _source_names(dossier: Dossier, allocations: Iterable[Allocation]) -> str | None:
    """The sources of some allocations, each once, one a line."""
    budgets = [dossier.get(Budget, one.budget) for one in allocations]
    sources = {dossier.get(FundingSource, one.source) for one in budgets if one}
    return "\n".join(one.name for one in in_order(one for one in sources if one)) or None


def _recipient_name(dossier: Dossier, allocation: Allocation) -> str | None:
    found = recipient(dossier, allocation)
    return found.name if found else None


# Sums below tables


def _sum_rows(words: Wording, cells: Sequence[Cell | MoneySum]) -> Iterator[Row]:
    """A row of totals, and where one of them is unknown another one of what is known.

    A sum stands for its total; any other cell for itself in the first row, and for nothing in the second.
    """
    totals = tuple(cell.total if isinstance(cell, MoneySum) else cell for cell in cells)
    yield Row((words.text("table.total"), *totals), RowRole.TOTAL)
    sums = [cell for cell in cells if isinstance(cell, MoneySum)]
    if any(0 < one.unknown < one.parts for one in sums):
        partly = (one.known if isinstance(one, MoneySum) and one.unknown < one.parts else _NA for one in cells)
        yield Row((words.text("funding.known"), *partly), RowRole.DERIVED)


def _total_and_known(amounts: MoneySum) -> tuple[Cell, Cell]:
    """A total, and in a cell of its own what is known of one that is not known whole."""
    return (amounts.total, amounts.known if 0 < amounts.unknown < amounts.parts else _NA)


# Sources


def _sources(scene: _Scene) -> Iterator[Block | None]:
    dossier, words = scene.dossier, scene.words
    yield _over_the_years(scene)
    if scene.year is not None:
        budgets = budgets_in(dossier, scene.year)
        rows = [_budget_row(dossier, budget) for budget in budgets]
        rows += _budget_totals(scene, scene.year)
        columns: list[ColumnSpec] = ["budget", ("available", _MONEY), ("allocated", _MONEY), ("left", _MONEY)]
        columns += [("spent", _MONEY), ("unknown_amounts", _COUNT)]
        title = words.text("funding.budgets_title", year=str(scene.year))
        found = table(words, "budgets", title, columns, rows)
        yield without_zeros(found, "unknown_amounts") if found else None
        yield _printed(scene, budgets)
    other = [
        Row((_budget_name(dossier, one), known(one.period), one.amount, one.allocated, one.note), key=one.id)
        for one in budgets_in(dossier, None)
    ]
    columns = ["budget", ("term", ColumnKind.DATE), ("available", _MONEY), ("printed_allocated", _MONEY), "note"]
    yield table(words, "other_budgets", words.text("funding.other_budgets_title"), columns, other)
    yield _other_allocations(scene)


def _other_allocations(scene: _Scene) -> Block | None:
    """What goes out of budgets that are of no single year; of different times, so it is not added up."""
    dossier, words = scene.dossier, scene.words
    rows = [
        Row(
            (
                _what(dossier, one),
                _recipient_name(dossier, one),
                _budget_name(dossier, budget),
                known(budget.period),
                one.amount,
                one.spent,
            ),
            key=one.id,
        )
        for budget in budgets_in(dossier, None)
        for one in funding_of(dossier, budget).allocations
    ]
    columns: list[ColumnSpec] = ["allocated_to", "recipient", "budget", ("term", ColumnKind.DATE)]
    columns += [("allocated", _MONEY), ("spent", _MONEY)]
    return table(words, "other_allocations", words.text("funding.other_allocations_title"), columns, rows)


def _printed(scene: _Scene, budgets: Iterable[Budget]) -> Block | None:
    """What documents print of the allocations, beside what is listed."""
    dossier, words = scene.dossier, scene.words
    rows = []
    for budget in budgets:
        printed, listed = budget.allocated, funding_of(dossier, budget).allocated.total
        if printed is not None:
            difference = None if listed is None else money_sum((listed, printed.copy_negate())).known
            cells = (_budget_name(dossier, budget), printed, listed, difference, budget.document)
            rows.append(Row(cells, key=budget.id))
    columns: list[ColumnSpec] = ["budget", ("printed_allocated", _MONEY), ("allocated", _MONEY)]
    columns += [("difference", _MONEY), "document"]
    return table(words, "printed", words.text("funding.printed_title"), columns, rows)


def _over_the_years(scene: _Scene) -> Block | None:
    """What each source makes available in the year and in those before it."""
    dossier, words = scene.dossier, scene.words
    years = [year for year in budget_years(dossier) if scene.year is not None and year <= scene.year][-_YEARS:]
    by_year = {year: budgets_in(dossier, year) for year in years}
    rows = []
    for source in in_order(dossier.funding_sources):
        own = [[one.amount for one in by_year[year] if one.source == source.id] for year in years]
        if any(own):
            cells = (money_sum(amounts).total if amounts else _NA for amounts in own)
            rows.append(Row((source.name, *cells), key=source.id))
    if rows:
        rows += _sum_rows(words, [money_sum(one.amount for one in by_year[year]) for year in years])
    columns: list[ColumnSpec] = ["funding"]
    columns += [Column(f"year_{year}", str(year), _MONEY, words.text("unit.czk")) for year in years]
    dash = any(_NA in row.cells for row in rows if row.role is RowRole.BODY)
    notes = (words.text("funding.no_budget_note") if dash else None,)
    return table(words, "years", words.text("funding.years_title"), columns, rows, notes=notes)


def _budget_row(dossier: Dossier, budget: Budget) -> Row:
    funding = funding_of(dossier, budget)
    cells = (
        _budget_name(dossier, budget),
        budget.amount,
        funding.allocated.total,
        budget_left(funding),
        funding.spent.total,
        _without_amount(funding),
    )
    return Row(cells, key=budget.id)


def _without_amount(funding: Funding[_S]) -> int | None:
    """How many of the allocations are without an amount; ``None`` where not all of them are listed."""
    return None if funding.unlisted else sum(one.amount is None for one in funding.allocations)


def _budget_totals(scene: _Scene, year: int) -> Iterator[Row]:
    budgets = budgets_in(scene.dossier, year)
    rows = [funding_of(scene.dossier, one) for one in budgets]
    left = money_sum(map(budget_left, rows))
    # Of these budgets alone: what others may hold of the year is not in the table.
    whole = Funding(
        subject=year,
        allocations=tuple(one for row in rows for one in row.allocations),
        unlisted=sum(row.unlisted for row in rows),
    )
    return _sum_rows(
        scene.words,
        (
            money_sum(one.amount for one in budgets),
            whole.allocated,
            left.total,
            whole.spent,
            _without_amount(whole),
        ),
    )


# Founders


def _founders(scene: _Scene) -> Iterator[Block | None]:
    dossier, words, year = scene.dossier, scene.words, scene.year
    if year is None:
        return
    whole = funding_in(dossier, year)
    rows = [
        Row(
            (
                words.show(row.subject),
                len(row.allocations),
                *_total_and_known(row.allocated),
                share(row.allocated.share_of(whole.allocated)),
                _without_amount(row),
            ),
            key=f"founder_{place}",
        )
        for place, row in enumerate(funding_by_founder(dossier, year), start=1)
    ]
    if rows:
        sums = (len(whole.allocations), whole.allocated, _NA, share(whole.allocated.share_of(whole.allocated)))
        rows += _sum_rows(words, (*sums, _without_amount(whole)))
    columns: list[ColumnSpec] = ["founder", ("allocations", _COUNT), ("allocated", _MONEY), ("known_amount", _MONEY)]
    columns += [Column("share", words.text("column.share"), ColumnKind.PERCENT, "%"), ("unknown_amounts", _COUNT)]
    notes = (words.text("funding.founder_note"), _share_note(scene, whole), *_gaps(scene, whole))
    title = words.text("funding.by_founder_title", year=str(year))
    found = table(words, "by_founder", title, columns, rows, notes=notes)
    yield without_zeros(found, "unknown_amounts") if found else None
    yield _founder_shares(scene, year)


def _gaps(scene: _Scene, whole: Funding[int]) -> Iterator[str]:
    """What is missing in sums of the year's money."""
    undivided = undivided_budgets(scene.dossier, whole.subject)
    if whole.unlisted:
        yield scene.words.text("funding.unlisted_note", n=whole.unlisted)
    if undivided:
        yield scene.words.text("funding.undivided_note", n=len(undivided))


def _share_note(scene: _Scene, whole: Funding[int]) -> str:
    """How shares of the year's money were rounded, or why there are none."""
    if whole.allocated.total is None:
        return scene.words.text("funding.no_shares_note")
    return scene.rounding_note


def _founder_shares(scene: _Scene, year: int) -> Figure | None:
    """The shares of founders in each source of which all is known, and in all money of the year."""
    dossier, words = scene.dossier, scene.words
    founders = [row.subject for row in funding_by_founder(dossier, year)]
    sources = funding_by_source(dossier, year)
    known_ones = [one for one in sources if one.allocated.total]
    rows = [_share_row(dossier, year, one.subject, one.allocated, founders) for one in known_ones]
    if len(founders) == 1 or not rows:
        return None
    whole = funding_in(dossier, year).allocated
    if whole.total is not None and len(rows) > 1:
        cells = _share_row(dossier, year, None, whole, founders).cells[1:]
        rows.append(Row((words.text("table.total"), *cells), RowRole.TOTAL))
    columns: list[ColumnSpec] = ["funding", ("allocated", _MONEY)]
    columns += [
        Column(f"founder_{place}", words.show(name), ColumnKind.PERCENT, "%")
        for place, name in enumerate(founders, start=1)
    ]
    left_out = ", ".join(one.subject.name for one in sources if one.allocated.total is None)
    notes = (scene.rounding_note, words.text("funding.left_out_note", sources=left_out) if left_out else None)
    title = words.text("funding.shares_title", year=str(year))
    shares = table(words, "by_founder_shares", title, columns, rows, notes=notes)
    alt = words.text("funding.shares_alt", year=str(year))
    return Figure(key="by_founder_shares", kind=FigureKind.SHARES, alt=alt, table=shares) if shares else None


def _share_row(
    dossier: Dossier, year: int, source: FundingSource | None, whole: MoneySum, founders: Sequence[str | None]
) -> Row:
    own = {row.subject: row.allocated.share_of(whole) for row in funding_by_founder(dossier, year, source)}
    # Of a source of which all is known, a founder without an allocation has nothing for certain.
    shares = (share(own.get(name, Fraction(0))) for name in founders)
    return Row((source.name if source else None, whole.total, *shares), key=source.id if source else None)


# Purposes


def _purposes(scene: _Scene) -> Iterator[Block | None]:
    dossier, words, year = scene.dossier, scene.words, scene.year
    if year is None:
        return
    links, whole = funding_links(dossier, year), funding_in(dossier, year)
    services = funding_by_service(dossier, year)
    of_services = attrs.evolve(
        whole,
        allocations=tuple(one for row in services for one in row.allocations),
        possible=tuple(one for row in services for one in row.possible),
    )
    both = any(one.measure and one.service for one in whole.allocations)
    note = words.text("funding.both_note") if both else None
    yield _purpose_table(scene, "measures", lambda one: (coded_title(one),), links.with_money, links.linked)
    yield _purpose_table(scene, "services", lambda one: _service(dossier, one), services, of_services, note)
    rest = [one for one in whole.allocations if one.measure is None and one.service is None]
    rows = [
        Row(
            (
                one.purpose,
                _recipient_name(dossier, one),
                _source_names(dossier, (one,)),
                one.amount,
                one.spent,
                one.note,
            ),
            key=one.id,
        )
        for one in rest
    ]
    columns: list[ColumnSpec] = ["purpose", "recipient", "funding", ("allocated", _MONEY), ("spent", _MONEY), "note"]
    yield table(words, "other_purposes", words.text("funding.other_purposes_title"), columns, rows)


#: What the first columns of the tables of purposes are.
_HEADS: Final = {"measures": ("measure",), "services": ("service", "provider")}


def _service(dossier: Dossier, service: Service) -> tuple[str, str | None]:
    provider = dossier.get(Organisation, service.provider) if service.provider else None
    return service.name, provider.name if provider else None


def _purpose_table(
    scene: _Scene,
    key: str,
    named: Callable[[_F], tuple[Cell, ...]],
    rows: Sequence[Funding[_F]],
    whole: Funding[int],
    note: str | None = None,
) -> Block | None:
    """What each measure or service got, from which sources, and the whole of it, each allocation once."""
    words, head = scene.words, _HEADS[key]
    told = [
        Row(
            (
                *named(row.subject),
                _source_names(scene.dossier, (*row.allocations, *row.possible)),
                *_total_and_known(row.allocated),
                *_total_and_known(row.spent),
                _without_amount(row),
            ),
            key=row.subject.id,
        )
        for row in rows
    ]
    if told:
        sums = (whole.allocated, _NA, whole.spent, _NA, _without_amount(whole))
        told += _sum_rows(words, (*(_NA for _ in head), *sums))
    columns: list[ColumnSpec] = [
        *head,
        "funding",
        ("allocated", _MONEY),
        ("known_amount", _MONEY),
        ("spent", _MONEY),
        ("known_spent", _MONEY),
        ("unknown_amounts", _COUNT),
    ]
    title = words.text(f"funding.{key}_title", year=str(scene.year))
    found = table(words, key, title, columns, told, notes=(note, *_gaps(scene, whole)))
    return without_zeros(found, "unknown_amounts") if found else None


# The plan and the money


def _links(scene: _Scene) -> Iterator[Block | None]:
    dossier, words, year = scene.dossier, scene.words, scene.year
    if year is None:
        return
    links, whole = funding_links(dossier, year), funding_in(dossier, year)
    rows = [
        Row(
            (
                words.text(f"funding.link.{name}"),
                len(own.allocations),
                *_total_and_known(own.allocated),
                share(own.allocated.share_of(whole.allocated)),
            ),
            key=name,
        )
        for name, own in (("linked", links.linked), ("elsewhere", links.elsewhere), ("unlinked", links.unlinked))
        if own.allocations or own.possible
    ]
    if rows:
        total = share(whole.allocated.share_of(whole.allocated))
        cells = (len(whole.allocations), *_total_and_known(whole.allocated), total)
        rows.append(Row((words.text("table.total"), *cells), RowRole.TOTAL))
    columns: list[ColumnSpec] = ["link", ("allocations", _COUNT), ("allocated", _MONEY), ("known_amount", _MONEY)]
    columns += [Column("share", words.text("column.share"), ColumnKind.PERCENT, "%")]
    title = words.text("funding.links_title")
    notes = (_share_note(scene, whole), *_gaps(scene, whole))
    yield table(words, "links", title, columns, rows, notes=notes)
    yield _uncertain(scene, links.uncertain)
    yield _without_money(scene, links.without_money)
    if links.with_money and not links.without_money and not links.uncertain:
        yield Paragraph(words.text("funding.all_with_money"))
    yield _allocation_table(scene, "unlinked", "service_or_purpose", links.unlinked.allocations)
    yield _allocation_table(scene, "elsewhere", "allocated_to", links.elsewhere.allocations)


def _uncertain(scene: _Scene, rows: Sequence[Funding[Measure]]) -> Block | None:
    words, dossier = scene.words, scene.dossier
    told = [
        Row(
            (
                coded_title(row.subject),
                subject_name(group_of(dossier, row.subject), words),
                _source_names(dossier, row.possible),
            ),
            key=row.subject.id,
        )
        for row in rows
    ]
    title, notes = words.text("funding.uncertain_title", year=str(scene.year)), (words.text("funding.uncertain_note"),)
    return table(words, "uncertain", title, ("measure", "group", "funding"), told, notes=notes)


def _without_money(scene: _Scene, measures: Sequence[Measure]) -> Block | None:
    words = scene.words
    rows = [
        Row(
            (coded_title(one), subject_name(group_of(scene.dossier, one), words), one.responsible, one.cost), key=one.id
        )
        for one in measures
    ]
    if rows:
        rows += _sum_rows(words, (_NA, _NA, money_sum(one.cost for one in measures)))
    title = words.text("funding.without_money_title", year=str(scene.year))
    columns: list[ColumnSpec] = ["measure", "group", "responsible", ("cost", _MONEY)]
    note = words.text("funding.without_money_note")
    return table(words, "without_money", title, columns, rows, notes=(note,))


def _allocation_table(scene: _Scene, key: str, what: str, allocations: Sequence[Allocation]) -> Block | None:
    dossier, words = scene.dossier, scene.words
    rows = [
        Row(
            (_what(dossier, one), _recipient_name(dossier, one), _source_names(dossier, (one,)), one.amount), key=one.id
        )
        for one in allocations
    ]
    if rows:
        rows += _sum_rows(words, (_NA, _NA, money_sum(one.amount for one in allocations)))
    columns: list[ColumnSpec] = [what, "recipient", "funding", ("allocated", _MONEY)]
    return table(words, key, words.text(f"funding.{key}_title"), columns, rows)


def _what(dossier: Dossier, allocation: Allocation) -> str | None:
    """What an allocation is for: its measure, its service, its purpose in words."""
    measure = dossier.get(Measure, allocation.measure) if allocation.measure else None
    service = dossier.get(Service, allocation.service) if allocation.service else None
    told = (coded_title(measure) if measure else None, service.name if service else None, allocation.purpose)
    return "\n".join(part for part in told if part) or None


# Effectiveness


def _effectiveness(scene: _Scene) -> Iterator[Block | None]:
    words, year = scene.words, scene.year
    if year is None:
        return
    found = effectiveness(scene.dossier, year)
    yield Paragraph(_verdict(scene, found))
    rows = [
        Row(
            (
                words.text("funding.condition.goals"),
                _goals_said(words, found),
                _met(words, found.reaches_goals),
            )
        ),
        Row((words.text("funding.condition.cost"), _cost_said(words, found), _met(words, found.within_plan))),
        Row((words.text("funding.condition.sources"), _sources_said(words, found), _met(words, found.several_sources))),
    ]
    notes = (words.text("funding.rule_note"), words.text("funding.verdict_note"))
    title = words.text("funding.conditions_title")
    yield table(words, "conditions", title, ("condition", "rests_on", "met"), rows, notes=notes)
    yield _figures(scene, found)
    yield _source_shares(scene, found)


def _met(words: Wording, met: bool | None) -> Cell:
    return words.text("funding.cannot_say") if met is None else met


def _goals_said(words: Wording, found: Effectiveness) -> str:
    """What the condition on goals rests on: goals, or where counts alone decide them measures; or why it is open."""
    goals, measures = found.goals, found.measures
    if goals.reason is None:
        return words.text("funding.rests.goals", numerator=goals.numerator, denominator=goals.denominator)
    if found.goals_missed:
        return words.text("funding.rests.goals_missed", count=found.goals_missed)
    if measures.reason is None:
        return words.text("funding.rests.measures", numerator=measures.numerator, denominator=measures.denominator)
    return words.text(f"unknown_because.{goals.reason.value}")


def _cost_said(words: Wording, found: Effectiveness) -> str:
    """What the condition on cost rests on: both sums, or as much of what was spent as decides; or why it is open."""
    if found.within_plan is None:
        return words.text(f"unknown_because.{(found.cost.reason or UnknownBecause.AMOUNTS).value}")
    return words.text("funding.rests.cost", spent=_sum_said(words, found.spent), allocated=found.allocated.total)


def _sources_said(words: Wording, found: Effectiveness) -> str:
    if not found.sources:
        return words.text(f"unknown_because.{UnknownBecause.NO_MONEY.value}")
    key = "sources" if found.sources_with_money is not None else "sources_known"
    return words.text(f"funding.rests.{key}", count=found.sources_known, of=len(found.sources))


def _figures(scene: _Scene, found: Effectiveness) -> Block | None:
    words = scene.words
    per_measure = found.cost_per_measure.value
    told: tuple[tuple[str, Quotient, Cell], ...] = (
        ("measures", found.measures, share(found.measures.value)),
        ("goals", found.goals, share(found.goals.value)),
        ("cost", found.cost, share(found.cost.value)),
        ("cost_per_measure", found.cost_per_measure, None if per_measure is None else rounded(per_measure, 2)),
        ("largest", found.largest, share(found.largest.value)),
    )
    concentration = None if found.concentration is None else rounded(found.concentration, 3)
    rows = [
        Row(
            (
                words.text(f"funding.figure.{key}"),
                figure.numerator,
                figure.denominator,
                result,
                figure.known if figure.reason else _NA,
                _why(words, figure.reason),
            ),
            key=key,
        )
        for key, figure, result in told
    ]
    cells = (
        words.text("funding.figure.concentration"),
        _NA,
        _NA,
        concentration,
        _NA,
        _why(words, found.largest.reason),
    )
    rows.append(Row(cells, key="concentration"))
    number = ColumnKind.NUMBER
    columns: list[ColumnSpec] = ["indicator", ("numerator", number), ("denominator", number), ("quotient", number)]
    columns += [("known_part", number), "unknown_because"]
    notes = (words.text("funding.figures_note"),)
    return table(words, "figures", words.text("funding.figures_title"), columns, rows, notes=notes)


def _why(words: Wording, reason: UnknownBecause | None) -> Cell:
    return words.text(f"unknown_because.{reason.value}") if reason else _NA


def _source_shares(scene: _Scene, found: Effectiveness) -> Block | None:
    """How the money is spread over the sources; only where all of it is known."""
    words = scene.words
    if found.concentration is None:
        return None
    whole = funding_in(scene.dossier, found.year).allocated
    rows = [_source_share(one.subject.name, one.allocated, whole, one.subject.id) for one in found.sources]
    cells = (words.text("table.total"), whole.total, share(Fraction(1)), rounded(found.concentration, 3))
    rows.append(Row(cells, RowRole.TOTAL))
    columns: list[ColumnSpec] = ["funding", ("allocated", _MONEY)]
    columns += [Column("share", words.text("column.share"), ColumnKind.PERCENT, "%")]
    columns += [("squared_share", ColumnKind.NUMBER)]
    notes = (scene.rounding_note, words.text("funding.concentration_note"))
    return table(words, "source_shares", words.text("funding.source_shares_title"), columns, rows, notes=notes)


def _source_share(name: str, part: MoneySum, whole: MoneySum, key: str) -> Row:
    exact = part.share_of(whole)
    return Row((name, part.total, share(exact), None if exact is None else rounded(exact**2, 3)), key=key)


# Surveys


def _survey(scene: _Scene, survey: Survey) -> Section:
    dossier, words = scene.dossier, scene.words
    rate = return_rate(dossier, survey)
    blocks: list[Block | None] = [
        Paragraph(_returned(words, survey, rate) or words.text("funding.return_unknown")),
        *paragraphs(survey.note),
        _replies(scene, survey),
        *_supported(scene, survey),
        _by_kind(scene, survey),
    ]
    kept = tuple(block for block in blocks if block)
    return Section(key=f"survey_{survey.id}", title=survey.title, blocks=kept)


def _replies(scene: _Scene, survey: Survey) -> Block | None:
    dossier, words = scene.dossier, scene.words
    rows = []
    for territory in in_order(dossier.territories):
        reply = dossier.get(SurveyReply, survey.id, territory.id)
        if reply is not None:
            date = _NA if reply.returned is False and reply.date is None else reply.date
            rows.append(Row((territory.name, territory.kind, reply.returned, date), key=territory.id))
    columns: list[ColumnSpec] = ["municipality", "municipality_kind", "returned", ("received", ColumnKind.DATE)]
    return table(words, f"replies_{survey.id}", words.text("funding.replies_title"), columns, rows)


_GIVEN: Final = (("support_amount", _MONEY), ("known_amount", _MONEY))


def _supported(scene: _Scene, survey: Survey) -> Iterator[Block | None]:
    dossier, words = scene.dossier, scene.words
    services = support_by_service(dossier, survey)
    rows = [
        Row((row.subject.name, row.yes, row.no, row.unknown, *_total_and_known(row.amount)), key=row.subject.id)
        for row in services
    ]
    if rows:
        whole = Support(subject=survey, answers=tuple(one for row in services for one in row.answers))
        cells = (words.text("table.total"), whole.yes, whole.no, whole.unknown, *_total_and_known(whole.amount))
        rows.append(Row(cells, RowRole.TOTAL))
    columns: list[ColumnSpec] = [
        "service",
        ("supports", _COUNT),
        ("supports_not", _COUNT),
        ("supports_unknown", _COUNT),
    ]
    notes = (words.text("funding.support_note"),)
    title = words.text("funding.support_title")
    found = table(words, f"support_{survey.id}", title, [*columns, *_GIVEN], rows, notes=notes)
    yield without_zeros(found, "supports_not", "supports_unknown") if found else None
    for key, names in (
        ("unsupported", [row.subject.name for row in services if row.is_unsupported]),
        ("support_unknown", [row.subject.name for row in services if row.amount.unknown]),
    ):
        if names:
            yield Paragraph(words.text(f"funding.{key}"))
            yield Items(tuple(names))


def _by_kind(scene: _Scene, survey: Survey) -> Block | None:
    """Asked, answered and given by type of municipality."""
    words = scene.words
    rates = return_rates_by_kind(scene.dossier, survey)
    amounts = {row.subject: row.amount for row in support_by_kind(scene.dossier, survey)}
    rows = []
    for kind in dict.fromkeys((*rates, *amounts)):
        rate = rates.get(kind, ReturnRate(asked=None, known=None))
        given = _total_and_known(amounts[kind]) if kind in amounts else (None, _NA)
        rows.append(Row((words.show(kind), rate.asked, rate.returned, share(rate.share), *given)))
    columns: list[ColumnSpec] = ["municipality_kind", ("asked", _COUNT), ("replied", _COUNT)]
    columns += [Column("return_rate", words.text("column.return_rate"), ColumnKind.PERCENT, "%"), *_GIVEN]
    unknown = all(amount.total is None for amount in amounts.values())
    notes = (scene.rounding_note, words.text("funding.no_amount_note") if amounts and unknown else None)
    return table(words, f"kinds_{survey.id}", words.text("funding.by_kind_title"), columns, rows, notes=notes)


@hookimpl
def register_reports() -> tuple[ReportKind, ...]:
    """Offer the report on money."""
    year = Option(
        name="year", type=int, help="the year of the budgets; without it the last one that the dossier speaks of"
    )
    return (ReportKind(name=_KIND, label="funding.name", build=build, options=(year,)),)
