"""Subsidies alone: what is allocated by source and year, where nobody says how much there is."""

from typing import Final

from socplan import calculations as calc
from socplan.model import FundingSource
from socplan.report.blocks import Block
from socplan.report.cells import sum_text
from socplan.report.columns import Col, listing
from socplan.report.kinds.funding.scene import FundingScene, hides_parts
from socplan.report.tables import NA, Cell, ColumnKind, Figure, FigureKind

#: The number of years side by side.
_YEARS: Final = 4
#: A single bar compares nothing.
_FEWEST_BARS: Final = 2


def subsidies(scene: FundingScene) -> Block | None:
    """The allocated money of each source in the year and in the years before, or in all if no year is known."""
    dossier, words = scene.dossier, scene.words
    years: list[int | None] = [
        year for year in calc.budget_years(dossier) if scene.year is not None and year <= scene.year
    ]
    years = years[-_YEARS:] or [None]

    def allocated(source: FundingSource | None, year: int | None) -> calc.MoneySum | None:
        """The allocations out of the budgets of a year; ``None``: there are none."""
        amounts = [
            allocation.amount
            for budget in calc.budgets_in(dossier, year)
            if source is None or budget.source == source.id
            for allocation in calc.funding_of(dossier, budget).allocations
        ]
        return calc.money_sum(amounts) if amounts else None

    def column(year: int | None) -> Col[FundingSource]:
        def cell(source: FundingSource) -> Cell:
            amount = allocated(source, year)
            return NA if amount is None else amount.total

        whole = allocated(None, year)
        head = words.text("column.allocated") if year is None else str(year)
        total = NA if whole is None else whole
        return Col(f"year_{year or 'none'}", cell, ColumnKind.MONEY, total, head=head)

    wholes = {year: text for year in years if (whole := allocated(None, year)) and (text := sum_text(words, whole))}
    sums = "; ".join(text if year is None else f"{year}: {text}" for year, text in wholes.items())
    sources = [source for source in dossier.ordered(FundingSource) if any(allocated(source, year) for year in years)]
    bars = [part.total for source in sources for year in years if (part := allocated(source, year))]
    is_drawn = sum(amount is not None for amount in bars) >= _FEWEST_BARS
    parts = is_drawn and hides_parts(bars)
    table = listing(
        scene,
        "subsidies",
        sources,
        Col("funding", lambda source: source.name),
        *map(column, years),
        title=words.text("funding.subsidies_title" if scene.year is None else "funding.subsidies_years_title"),
        notes=(
            words.text("funding.subsidy_sums", sums=sums) if sums else None,
            words.text("funding.picture_rounding") if parts else None,
        ),
    )
    if table is None or not is_drawn:
        return table
    alt = words.text("funding.subsidies_alt")
    return Figure(key=table.key, kind=FigureKind.BARS, alt=alt, table=table, alone=not parts)
