"""Where the money comes from: sources over the years, budgets of the year, and shares of founders."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

from socplan import calculations as calc
from socplan.calculations.structure import grouped
from socplan.model import Budget, FundingSource
from socplan.report.blocks import Block, Items
from socplan.report.cells import any_rounded, known, share, some_of, sum_text
from socplan.report.columns import Col, known_sum, listing
from socplan.report.kinds.funding.scene import FundingScene, hides_parts, unknown_note
from socplan.report.tables import NA, Cell, ColumnKind, Figure, FigureKind, Series

_MONEY: Final = ColumnKind.MONEY
_PERCENT: Final = ColumnKind.PERCENT
#: The number of years side by side.
_YEARS: Final = 4
#: A single bar compares nothing.
_FEWEST_BARS: Final = 2
#: With more sources, a description would be longer than the table.
_FEW_SOURCES: Final = 6
#: The most names in a sentence about a chart.
_FEW_NAMES: Final = 3


def source_blocks(scene: FundingScene) -> Iterator[Block | None]:
    """The budgets of the year and of other times."""
    if scene.year is not None:
        budgets = calc.budgets_in(scene.dossier, scene.year)
        yield _budgets(scene, scene.year, budgets)
        yield from _printed(scene, budgets)
    yield listing(
        scene,
        "other_budgets",
        calc.budgets_in(scene.dossier, None),
        Col("budget", scene.budget_name),
        Col("term", lambda budget: known(budget.period), ColumnKind.DATE),
        Col("available", lambda budget: budget.amount, _MONEY),
        Col("printed_allocated", lambda budget: budget.allocated, _MONEY),
        Col("note", lambda budget: budget.note),
        title=scene.words.text("funding.other_budgets_title"),
    )
    yield _other_allocations(scene)


def over_the_years(scene: FundingScene) -> Block | None:
    """The money of each source in the year and in the years before."""
    dossier, words = scene.dossier, scene.words
    years = [year for year in calc.budget_years(dossier) if scene.year is not None and year <= scene.year][-_YEARS:]
    by_year = {year: grouped(calc.budgets_in(dossier, year), lambda budget: budget.source) for year in years}
    sources = [
        source
        for source in dossier.ordered(FundingSource)
        if any(source.id in by_source for by_source in by_year.values())
    ]

    def column(year: int) -> Col[FundingSource]:
        whole = calc.money_sum(budget.amount for budget in calc.budgets_in(dossier, year))
        return Col(f"year_{year}", lambda source: _available(source, by_year[year]), _MONEY, whole, head=str(year))

    amounts = {year: _known_amounts(sources, by_source) for year, by_source in by_year.items()}
    bars = [amount for known_in_year in amounts.values() for amount in known_in_year.values()]
    is_drawn = len(bars) >= _FEWEST_BARS
    parts = is_drawn and hides_parts(bars)
    table = listing(
        scene,
        "years",
        sources,
        Col("funding", lambda source: source.name),
        *map(column, years),
        title=words.text("funding.years_title"),
        notes=(
            _year_sums(scene, years, sources, by_year),
            *_without_budget(scene, sources, by_year),
            _comparable(scene, sources, by_year),
            words.text("funding.picture_rounding") if parts else None,
        ),
    )
    if table is None or not is_drawn:
        return table
    told = (_highest(scene, year, known_in_year) for year, known_in_year in amounts.items())
    alt = " ".join(filter(None, (words.text("funding.years_alt"), *told)))
    return Figure(key=table.key, kind=FigureKind.BARS, alt=alt, table=table, alone=not parts)


def _without_budget(
    scene: FundingScene, sources: Sequence[FundingSource], by_year: Mapping[int, Mapping[str, Sequence[Budget]]]
) -> Iterator[str]:
    """The sources without a budget in a year: a chart leaves their bar out."""
    for year, by_source in by_year.items():
        if names := [source.name for source in sources if source.id not in by_source]:
            yield scene.words.text("funding.no_budget_note", year=str(year), sources=some_of(scene.words, names))


def _year_sums(
    scene: FundingScene,
    years: Sequence[int],
    sources: Sequence[FundingSource],
    by_year: Mapping[int, Mapping[str, Sequence[Budget]]],
) -> str | None:
    """What all sources give in each year before, which no bar shows; of the year itself the summary has said it."""
    words, said = scene.words, _comparable_sums(scene, sources, by_year)
    wholes = {year: calc.money_sum(budget.amount for budget in calc.budgets_in(scene.dossier, year)) for year in years}
    sums = {year: sum_text(words, whole) for year, whole in wholes.items() if year != scene.year}
    told = [f"{year}: {text}" for year, text in sums.items() if text and said.get(year) != text]
    return words.text("funding.year_sums", sums="; ".join(told)) if told else None


def _comparable(
    scene: FundingScene, sources: Sequence[FundingSource], by_year: Mapping[int, Mapping[str, Sequence[Budget]]]
) -> str | None:
    """The sums of the sources with a known amount in each year, where others have none in some year.

    The sums of the years are of different sources then, and nobody may take one from the other.
    """
    words, sums = scene.words, _comparable_sums(scene, sources, by_year)
    if not sums:
        return None
    names = some_of(words, (source.name for source in _everywhere(sources, by_year)))
    told = "; ".join(f"{year}: {text}" for year, text in sums.items())
    return words.text("funding.comparable", sources=names, sums=told)


def _comparable_sums(
    scene: FundingScene, sources: Sequence[FundingSource], by_year: Mapping[int, Mapping[str, Sequence[Budget]]]
) -> Mapping[int, str | None]:
    """The sum of those sources in each year; empty where there is nothing to compare, or all sources are such."""
    everywhere = _everywhere(sources, by_year)
    if len(by_year) == 1 or not everywhere or len(everywhere) == len(sources):
        return {}
    amounts = {year: _known_amounts(everywhere, by_source) for year, by_source in by_year.items()}
    return {year: sum_text(scene.words, calc.money_sum(of.values())) for year, of in amounts.items()}


def _everywhere(
    sources: Sequence[FundingSource], by_year: Mapping[int, Mapping[str, Sequence[Budget]]]
) -> list[FundingSource]:
    """The sources with a known amount in each year."""
    amounts = [_known_amounts(sources, by_source) for by_source in by_year.values()]
    return [source for source in sources if all(source in known_in_year for known_in_year in amounts)]


def _known_amounts(
    sources: Sequence[FundingSource], by_source: Mapping[str, Sequence[Budget]]
) -> dict[FundingSource, Decimal]:
    """The money of each source in a year, as far as it is known."""
    cells = ((source, _available(source, by_source)) for source in sources)
    return {source: cell for source, cell in cells if isinstance(cell, Decimal)}


def _highest(scene: FundingScene, year: int, amounts: Mapping[FundingSource, Decimal]) -> str | None:
    """The source with most money in a year, as far as amounts are known; ``None`` where no few sources stand out."""
    most = max(amounts.values(), default=None)
    sources = [source.name for source, amount in amounts.items() if amount == most]
    if not 0 < len(sources) <= _FEW_NAMES:
        return None
    return scene.words.text("funding.years_highest", year=str(year), sources=scene.words.listed(sources), amount=most)


def _available(source: FundingSource, by_source: Mapping[str, Sequence[Budget]]) -> Cell:
    """The money of a source; not applicable where no budget is from it."""
    budgets = by_source.get(source.id)
    return calc.money_sum(budget.amount for budget in budgets).total if budgets else NA


def _budgets(scene: FundingScene, year: int, budgets: Sequence[Budget]) -> Block | None:
    """The budgets of the year and their use."""
    rows = [calc.funding_of(scene.dossier, budget) for budget in budgets]
    # Only these budgets: other budgets may hold money of the year.
    whole = calc.Funding(
        subject=year,
        allocations=tuple(allocation for row in rows for allocation in row.allocations),
        unlisted=sum(row.unlisted for row in rows),
        printed=calc.money_sum(row.printed for row in rows).known,
    )
    available = calc.money_sum(budget.amount for budget in budgets)
    left = calc.money_sum(map(calc.budget_left, rows))
    return listing(
        scene,
        "budgets",
        rows,
        Col("budget", lambda row: scene.budget_name(row.subject)),
        Col("available", lambda row: row.subject.amount, _MONEY, available),
        Col("allocated", lambda row: known_sum(row.allocated), _MONEY, whole.allocated),
        # The rest of only some budgets would mislead.
        Col("left", calc.budget_left, _MONEY, left.total),
        Col("spent", lambda row: known_sum(row.spent), _MONEY, whole.spent, head=scene.words.text("column.drawn")),
        title=scene.words.text("funding.budgets_title", year=str(year)),
        notes=(
            unknown_note(scene, [(scene.budget_name(row.subject), row) for row in rows]),
            scene.words.text("funding.left_note") if 0 < left.unknown < left.parts else None,
        ),
        row_key=lambda row: row.subject.id,
    )


def _printed(scene: FundingScene, budgets: Sequence[Budget]) -> Iterator[Block | None]:
    """Sums that documents print, beside the sums of the listed allocations: a few in words, many as a table."""
    words, printed = scene.words, [budget for budget in budgets if budget.allocated is not None]

    def listed(budget: Budget) -> Decimal | None:
        return calc.funding_of(scene.dossier, budget).allocated.total

    def difference(budget: Budget) -> Decimal | None:
        printed, total = budget.allocated, listed(budget)
        return None if printed is None or total is None else calc.money_sum((total, printed.copy_negate())).known

    def sentence(budget: Budget) -> str:
        more = difference(budget)
        key = "open" if more is None else "same" if more == 0 else "less" if more < 0 else "more"
        return words.text(
            f"funding.printed.{key}",
            budget=scene.budget_name(budget).replace("\n", ", "),
            document=words.text("funding.printed_in", document=budget.document)
            if budget.document
            else words.text("funding.printed_by_sources"),
            printed=budget.allocated,
            difference=None if more is None else abs(more),
        )

    if 0 < len(printed) <= _FEW_NAMES:
        yield Items(tuple(map(sentence, printed)))
        return
    yield listing(
        scene,
        "printed",
        printed,
        Col("budget", scene.budget_name),
        Col("printed_allocated", lambda budget: budget.allocated, _MONEY),
        Col("allocated", listed, _MONEY),
        Col("difference", difference, _MONEY),
        Col("document", lambda budget: budget.document),
        title=scene.words.text("funding.printed_title"),
    )


def _other_allocations(scene: FundingScene) -> Block | None:
    """Allocations from budgets of no single year; their times differ, so they have no total."""
    return listing(
        scene,
        "other_allocations",
        [
            (budget, allocation)
            for budget in calc.budgets_in(scene.dossier, None)
            for allocation in calc.funding_of(scene.dossier, budget).allocations
        ],
        Col("allocated_to", lambda row: scene.purpose(row[1])),
        Col("recipient", lambda row: scene.recipient_name(row[1])),
        Col("budget", lambda row: scene.budget_name(row[0])),
        Col("term", lambda row: known(row[0].period), ColumnKind.DATE),
        Col("allocated", lambda row: row[1].amount, _MONEY),
        Col("spent", lambda row: row[1].spent, _MONEY, head=scene.words.text("column.drawn")),
        title=scene.words.text("funding.other_allocations_title"),
        row_key=lambda row: row[1].id,
    )


# Founders


def founder_blocks(scene: FundingScene) -> Iterator[Block | None]:
    """The money of each founder, then the shares of founders."""
    dossier, words, year = scene.dossier, scene.words, scene.year
    if year is None:
        return
    whole = calc.funding_in(dossier, year)
    founders = calc.funding_by_founder(dossier, year)
    keys = {row.subject: f"founder_{place}" for place, row in enumerate(founders, start=1)}
    several = len(founders) > 1
    yield listing(
        scene,
        "by_founder",
        founders,
        Col("founder", lambda row: words.show(row.subject)),
        Col("allocations", lambda row: len(row.allocations), ColumnKind.COUNT, _listed(founders) if several else NA),
        Col("allocated", lambda row: known_sum(row.allocated), _MONEY, whole.allocated if several else NA),
        Col("share", lambda row: share(row.allocated.share_of(whole.allocated)), _PERCENT, unit="%"),
        title=words.text("funding.by_founder_title", year=str(year)),
        notes=(
            unknown_note(scene, [(words.show(row.subject), row) for row in founders]),
            words.text("funding.founder_note"),
            *scene.gaps(whole),
        ),
        row_key=lambda row: keys[row.subject],
    )
    yield _founder_shares(scene, year, keys)


def _listed(founders: Iterable[calc.Funding[Any]]) -> int:
    return sum(len(row.allocations) for row in founders)


def _founder_shares(scene: FundingScene, year: int, founders: dict[str | None, str]) -> Figure | None:
    """The shares of founders in each wholly known source, and in all money of the year."""
    dossier, words = scene.dossier, scene.words
    sources = calc.funding_by_source(dossier, year)
    rows = [row for row in sources if row.allocated.total]
    if len(founders) == 1:
        return None
    whole = calc.funding_in(dossier, year).allocated
    # In a wholly known source, a founder without an allocation has nothing.
    shares = {
        row.subject: {
            part.subject: part.allocated.share_of(row.allocated)
            for part in calc.funding_by_founder(dossier, year, row.subject)
        }
        for row in rows
    }
    in_all = {part.subject: part.allocated.share_of(whole) for part in calc.funding_by_founder(dossier, year)}

    def column(name: str | None, key: str) -> Col[calc.Funding[FundingSource]]:
        return Col(
            key,
            lambda row: share(shares[row.subject].get(name, Fraction(0))),
            _PERCENT,
            share(in_all[name]),
            head=words.show(name),
            unit="%",
        )

    any_part = any_rounded(share(part) for parts in shares.values() for part in parts.values())
    left_out = [row.subject.name for row in sources if row.allocated.total is None]
    table = listing(
        scene,
        "by_founder_shares",
        rows,
        Col("funding", lambda row: row.subject.name),
        Col("allocated", lambda row: row.allocated.total, _MONEY, whole.total),
        *(column(name, key) for name, key in founders.items()),
        title=words.text("funding.shares_title", year=str(year)),
        notes=(
            words.text("funding.left_out_note", n=len(left_out), sources=some_of(words, left_out, ", "))
            if left_out
            else None,
            scene.rounding_note if any_part else None,
        ),
        row_key=lambda row: row.subject.id,
        totals=whole.total is not None and len(rows) > 1,
    )
    if table is None:
        return None
    alt = [words.text("funding.shares_alt", year=str(year))]
    if 0 < len(rows) <= _FEW_SOURCES:
        alt.append(words.text("funding.shares_largest", shares="; ".join(_largest(scene, shares, row) for row in rows)))
    return Figure(
        key=table.key,
        kind=FigureKind.SHARES,
        alt=" ".join(alt),
        table=table,
        series=tuple(Series(key) for key in founders.values() if key in {column.key for column in table.columns}),
        alone=True,
    )


def _largest(
    scene: FundingScene,
    shares: Mapping[FundingSource, Mapping[str | None, Fraction | None]],
    row: calc.Funding[FundingSource],
) -> str:
    """The founder with the largest share in a source."""
    words = scene.words
    known_shares = {name: part for name, part in shares[row.subject].items() if part is not None}
    most = max(known_shares.values())
    founders = words.listed(words.show(name) for name, part in known_shares.items() if part == most)
    rounded = share(most)
    percent = "" if rounded is None else words.percent(rounded.value)
    return words.text("funding.largest_share", source=row.subject.name, founders=founders, percent=percent)
