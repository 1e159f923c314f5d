"""What the parts of the report on money share: the year, names, sums and gaps in words."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

from attrs import frozen

from socplan import calculations as calc
from socplan.model import Allocation, Budget, FundingSource, Measure, Service, Survey
from socplan.report.cells import lines, some_of
from socplan.report.scene import Scene
from socplan.report.tables import Cell

KIND: Final = "funding"
#: The most measures that a sentence names.
_FEW_NAMES: Final = 12
#: Beside a bar of so many crowns nobody reads parts of a crown.
_LONG: Final = 1_000


@frozen(kw_only=True)
class FundingScene(Scene):
    """The money of a year."""

    #: ``None``: the dossier has no budget for a year.
    year: int | None
    surveys: tuple[Survey, ...]

    @property
    def rounding_note(self) -> str:
        """The note on the rounding of shares."""
        return self.rounding_text()

    @property
    def is_over(self) -> bool:
        """Whether the year has ended by the day of the dossier: what was available for it no longer is."""
        day = calc.known_day(self.dossier)
        return self.year is not None and day is not None and day.year > self.year

    @property
    def funded_share(self) -> Fraction | None:
        """The share of measures in force that have money; ``None`` where it is unknown or no measure has any."""
        if self.year is None:
            return None
        links = calc.funding_links(self.dossier, self.year)
        if not links.with_money or links.uncertain or links.linked.unlisted or amountless(links):
            return None
        return Fraction(len(links.with_money), len(links.with_money) + len(links.without_money))

    @property
    def leads_with_surveys(self) -> bool:
        """Whether surveys are all that there is to say; else their own part says it, and not the summary."""
        return self.year is None and not self.dossier.budgets

    @property
    def tells_available(self) -> bool:
        """Whether any budget says how much there is; without one, the report is on the allocations."""
        dossier = self.dossier
        return not dossier.allocations or any(budget.amount is not None for budget in dossier.budgets)

    @property
    def is_of_subsidies(self) -> bool:
        """Whether all that is known are subsidies: no plan that they serve, and no budget that they are part of."""
        return not self.dossier.measures and not self.tells_available

    def budget_name(self, budget: Budget) -> str:
        """The source and title of a budget."""
        return lines(self.name_of(FundingSource, budget.source), budget.title) or budget.id

    def source_names(self, *allocations: Allocation) -> str | None:
        """The sources of allocations, each once on its own line."""
        budgets = [self.dossier.get(Budget, allocation.budget) for allocation in allocations]
        sources = {self.dossier.get(FundingSource, budget.source) for budget in budgets if budget}
        return lines(*(source.name for source in calc.in_order(source for source in sources if source)))

    def recipient_name(self, allocation: Allocation) -> str | None:
        """The recipient of an allocation."""
        organisation = calc.recipient(self.dossier, allocation)
        return organisation.name if organisation else None

    def purpose(self, allocation: Allocation) -> str | None:
        """The purpose of an allocation: its measure, its service, its text."""
        measure, service = self.title_of(Measure, allocation.measure), self.name_of(Service, allocation.service)
        return lines(measure, service, allocation.purpose)

    def named(self, measures: Sequence[Measure]) -> str:
        """Measures by their codes, or how many they are."""
        if len(measures) > _FEW_NAMES:
            return self.words.text("count.measures", n=len(measures))
        return self.words.listed(measure.code or measure.title for measure in measures)

    def gaps(self, whole: calc.Funding[int]) -> Iterator[str]:
        """Notes on what sums of the year's money leave out."""
        undivided = calc.undivided_budgets(self.dossier, whole.subject)
        if whole.unlisted:
            yield self.words.text("funding.unlisted_note", n=whole.unlisted)
        if undivided:
            yield self.words.text("funding.undivided_note", n=len(undivided), year=str(whole.subject))


def amountless(links: calc.FundingLinks) -> tuple[Measure, ...]:
    """The measures of which only allocations without an amount are known: nobody says that these are money."""
    return tuple(row.subject for row in links.with_money if not row.allocated.known)


def hides_parts(cells: Iterable[Cell]) -> bool:
    """Whether a picture hides parts of a crown: its numbers have no places where one of them is long.

    The table stands beside such a picture, and a note gives the rule.
    """
    amounts = [cell for cell in cells if isinstance(cell, Decimal)]
    longest = max(map(abs, amounts), default=Decimal(0))
    return longest >= _LONG and any(amount != amount.to_integral_value() for amount in amounts)


def without_amount(funding: calc.Funding[Any]) -> int | None:
    """The number of allocations without an amount; ``None`` where not all are listed."""
    return None if funding.unlisted else sum(allocation.amount is None for allocation in funding.allocations)


def unknown_note(scene: FundingScene, rows: Iterable[tuple[str, calc.Funding[Any]]]) -> str | None:
    """The note on the rows with allocations without an amount, and how many these are; ``None`` without any.

    Of a row with a single allocation its cell has said it.
    """
    counts = ((name.replace("\n", ", "), without_amount(row)) for name, row in rows if len(row.allocations) > 1)
    told = [f"{name} ({scene.words.show(count)})" for name, count in counts if count]
    return scene.words.text("funding.without_amount_note", rows=some_of(scene.words, told, "; ")) if told else None
