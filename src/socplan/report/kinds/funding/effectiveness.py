"""Effectiveness: the three conditions, their figures, and the shares of the sources."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Final

from attrs import frozen

from socplan import calculations as calc
from socplan.labels import Wording
from socplan.model import StatusMeaning
from socplan.report.blocks import Block, Paragraph
from socplan.report.cells import any_rounded, coded_title, rounded, share, some_of, sum_text
from socplan.report.columns import Col, listing
from socplan.report.kinds.funding.scene import FundingScene
from socplan.report.tables import NA, AtLeast, Cell, ColumnKind, Percent

_NUMBER: Final = ColumnKind.NUMBER
#: The conditions of an effective plan.
_CONDITIONS: Final = ("goals", "cost", "sources")
#: Fewer figures are told in words.
_FEWEST_FIGURES: Final = 3


def effectiveness_blocks(scene: FundingScene) -> Iterator[Block | None]:
    """The conditions and the figures of the verdict, which the summary gives."""
    words, year = scene.words, scene.year
    if year is None:
        return
    result = calc.effectiveness(scene.dossier, year)
    yield listing(
        scene,
        "conditions",
        zip(
            _CONDITIONS,
            (_goals_text(scene, result), _cost_text(words, result), _sources_text(scene, result)),
            _conditions(result),
            strict=True,
        ),
        Col("condition", lambda row: words.text(f"funding.condition.{row[0]}")),
        Col("rests_on", lambda row: row[1]),
        Col("met", lambda row: _met_cell(words, _met(scene, result, row[0], row[2]))),
        title=words.text("funding.conditions_title"),
        notes=(words.text("funding.rule_note"),),
    )
    if text := " ".join(_compared(scene, result)):
        yield Paragraph(text)
    yield from _figures(scene, result)
    yield _source_shares(scene, result)


def verdict(scene: FundingScene, result: calc.Effectiveness) -> str:
    """How many conditions are met, and the end of a plan that runs on."""
    words = scene.words
    named: dict[str, list[str]] = {name: [] for name in ("yes", "no", "not_yet", "unknown")}
    for key, met in zip(_CONDITIONS, _conditions(result), strict=True):
        named[_met(scene, result, key, met)].append(words.text(f"funding.condition.{key}"))
    parts = [
        words.text(f"funding.conditions.{name}", n=len(names), names=words.listed(names))
        for name, names in named.items()
        if names
    ]
    key = f"all_{next(name for name, names in named.items() if names)}" if len(parts) == 1 else "some"
    sentences = [words.text(f"funding.effective.{key}", year=str(result.year), conditions=words.listed(parts))]
    if until := _runs_until(scene, result):
        key = "funding.plan_until_goals" if result.reaches_goals is False else "funding.plan_until"
        # A goal with a measure that goes on all the time does not count as reached, however long the plan runs.
        if result.reaches_goals is not False or not _ongoing(scene, result):
            sentences.append(words.text(key, year=str(until)))
    return " ".join(sentences)


def _runs_until(scene: FundingScene, result: calc.Effectiveness) -> int | None:
    """The year in which the plan ends, if that is after the year of the result: its goals may still be met."""
    end = calc.plan_period(scene.dossier).end
    return end.year if end is not None and end.year > result.year else None


def _conditions(result: calc.Effectiveness) -> tuple[bool | None, ...]:
    return (result.reaches_goals, result.within_plan, result.several_sources)


def _met(scene: FundingScene, result: calc.Effectiveness, condition: str, met: bool | None) -> str:
    """Whether a condition is met, for sentence and table alike; goals of a plan that runs on are not met yet."""
    if met is None:
        return "unknown"
    if met:
        return "yes"
    return "not_yet" if condition == "goals" and _runs_until(scene, result) else "no"


def _met_cell(words: Wording, met: str) -> Cell:
    texts = {"unknown": "funding.cannot_say", "not_yet": "funding.not_yet"}
    return words.text(texts[met]) if met in texts else met == "yes"


def _compared(scene: FundingScene, result: calc.Effectiveness) -> Iterator[str]:
    """The measures of which cost and spending cannot be compared."""
    words, rows = scene.words, result.spending
    lacking = {
        "cost": [row.measure for row in rows if row.measure.cost is None],
        "spent": [row.measure for row in rows if row.measure.cost is not None and row.spent.total is None],
    }
    lacks = [
        words.text(f"funding.lacks.{key}", measures=scene.named(measures))
        for key, measures in lacking.items()
        if measures
    ]
    if lacks:
        count = sum(map(len, lacking.values()))
        yield words.text("funding.not_compared", n=count, lacks=words.listed(lacks))


def _goals_text(scene: FundingScene, result: calc.Effectiveness) -> str:
    """The basis of the condition on goals, and the statuses of what goes on all the time and so never counts."""
    words, basis = scene.words, _goals_basis(scene.words, result)
    if not (names := _ongoing(scene, result)):
        return basis
    quoted = words.listed(words.text("monitoring.quoted", name=name) for name in names)
    return f"{basis} {words.text('funding.ongoing_goals', statuses=quoted)}"


def _ongoing(scene: FundingScene, result: calc.Effectiveness) -> tuple[str, ...]:
    """The statuses of what goes on all the time that measures have in the year and the plan does not count."""
    if result.round is None:
        return ()
    overall = calc.fulfilment(scene.dossier, result.round).overall
    return tuple(
        status.name
        for status, count in zip(overall.statuses, overall.counts, strict=True)
        if count and status.meaning is StatusMeaning.ONGOING and not status.also and not status.fulfilled
    )


def _goals_basis(words: Wording, result: calc.Effectiveness) -> str:
    """Counts of goals or of measures, or why it is open whether the goals are reached."""
    goals, measures = result.goals, result.measures
    if goals.reason is None:
        exact = share(goals.value)
        percent = words.percent(exact.value) if exact else None
        return words.text("funding.rests.goals", n=goals.numerator, total=goals.denominator, percent=percent)
    if result.goals_missed:
        return words.text("funding.rests.goals_missed", n=result.goals_missed)
    if measures.reason is None:
        return words.text("funding.rests.measures", n=measures.numerator, total=measures.denominator)
    return _because(words, result, goals.reason)


def _because(words: Wording, result: calc.Effectiveness, reason: calc.UnknownBecause) -> str:
    """Why a figure is not known; measures without a known status are counted where they can be."""
    if reason is calc.UnknownBecause.UNREPORTED and result.unreported:
        return words.text("unknown_because.unreported_measures", n=result.unreported)
    return words.text(f"unknown_because.{reason.value}", year=str(result.year))


def _cost_text(words: Wording, result: calc.Effectiveness) -> str:
    """The basis of the condition on cost: both sums, or enough of the spending to decide, or why it is open."""
    if result.over_planned_cost:
        over = result.over_planned_cost
        measures = some_of(words, map(coded_title, over))
        return words.text("funding.rests.over_planned_cost", n=len(over), measures=measures, year=str(result.year))
    if result.within_plan is None:
        return _because(words, result, result.cost.reason or calc.UnknownBecause.AMOUNTS)
    return words.text("funding.rests.cost", spent=sum_text(words, result.spent), allocated=result.allocated.total)


def _sources_text(scene: FundingScene, result: calc.Effectiveness) -> str:
    words = scene.words
    if not result.sources:
        return _because(words, result, calc.UnknownBecause.NO_MONEY)
    if result.sources_with_money is not None:
        return words.text("funding.rests.sources", n=result.sources_known)
    unknown = sum(source.allocated.total is None and source.allocated.known <= 0 for source in result.sources)
    undivided = calc.undivided_budgets(scene.dossier, result.year)
    key = "funding.with_possible_budget" if undivided else "funding.with_budget"
    return words.text(
        "funding.rests.sources_known",
        n=unknown,
        known=result.sources_known,
        total=len(result.sources),
        budgets=words.text(key, year=str(result.year)),
    )


@frozen
class _FigureRow:
    """A figure with its numerator and denominator, or why it is unknown."""

    key: str
    result: Cell
    reason: calc.UnknownBecause | None
    quotient: calc.Quotient | None = None
    #: Whether the numerator leaves measures out of which no amount is known.
    least: bool = False


def _figures(scene: FundingScene, result: calc.Effectiveness) -> Iterator[Block | None]:
    """The figures that are known, then those that are not, with the reason."""
    words, year = scene.words, str(result.year)

    def percent(key: str, quotient: calc.Quotient) -> _FigureRow:
        return _FigureRow(key, share(quotient.value), quotient.reason, quotient)

    per_measure, silent = result.cost_per_measure, _silent(result)
    per_measure_cell = None if per_measure.value is None else rounded(per_measure.value, 2)
    rows = (
        percent("measures", result.measures),
        percent("goals", result.goals),
        percent("cost", result.cost),
        percent("planned_cost", result.planned_cost),
        _FigureRow(
            "cost_per_measure",
            AtLeast(per_measure_cell) if silent and per_measure_cell is not None else per_measure_cell,
            per_measure.reason,
            per_measure,
            least=silent > 0,
        ),
        percent("largest", result.largest),
        _FigureRow(
            "concentration",
            None if result.concentration is None else rounded(result.concentration, 3),
            result.largest.reason,
        ),
    )
    known_figures = [row for row in rows if row.reason is None]
    told: list[str] = []
    if len(known_figures) < _FEWEST_FIGURES:
        # The condition on goals rests on this count, and says it.
        told += (_known_figure(words, row, year) for row in known_figures if row.key != "goals")
        known_figures = []
    yield listing(
        scene,
        "figures",
        known_figures,
        Col("indicator", lambda row: words.text(f"funding.figure.{row.key}", year=year)),
        Col("numerator", _numerator, _NUMBER),
        Col("denominator", lambda row: row.quotient.denominator if row.quotient else NA, _NUMBER),
        Col("quotient", lambda row: row.result, _NUMBER),
        title=words.text("funding.figures_title"),
        notes=(words.text("funding.figures_note"),),
        row_key=lambda row: row.key,
    )
    reasons = dict.fromkeys(row.reason for row in rows if row.reason is not None)
    told += (_unknown_figures(words, rows, reason, result) for reason in reasons)
    if told:
        yield Paragraph(" ".join(told))


def _silent(result: calc.Effectiveness) -> int:
    """Of how many measures no amount is known: nobody says that nothing was spent on them."""
    return sum(row.spent.total is None for row in result.spending)


def _numerator(row: _FigureRow) -> Cell:
    if row.quotient is None:
        return NA
    number = row.quotient.numerator
    return AtLeast(number) if row.least and number is not None else number


def _known_figure(words: Wording, row: _FigureRow, year: str) -> str:
    """A figure with its numerator and denominator, in words."""
    quotient, result = row.quotient, row.result
    number = result.value if isinstance(result, AtLeast) else result
    shown = words.percent(number.value) if isinstance(number, Percent) else words.show(number)
    shown = f"{words.text('word.at_least')} {shown}" if row.least else shown
    if row.key == "planned_cost" and quotient is not None:
        spent, planned = quotient.numerator, quotient.denominator
        return words.text("funding.told.planned_cost", year=year, percent=shown, spent=spent, planned=planned)
    name = words.text(f"funding.figure.{row.key}", year=year)
    if quotient is None:
        return words.text("funding.known_figure", figure=name, result=shown)
    return words.text("funding.known_quotient", figure=name, quotient=_of(words, quotient), result=shown)


def _of(words: Wording, quotient: calc.Quotient) -> str:
    """A numerator and its denominator: „3 ze 7“, „3 000 Kč : 2 opatření“."""
    numerator, denominator = quotient.numerator, quotient.denominator
    if isinstance(numerator, int) and isinstance(denominator, int):
        return words.text("funding.count_of", n=numerator, total=denominator)
    return words.text(
        "funding.amount_of", numerator=_with_unit(words, numerator), denominator=_with_unit(words, denominator)
    )


def _with_unit(words: Wording, number: int | Decimal | None) -> str:
    return words.text("money.whole", amount=number) if isinstance(number, Decimal) else words.show(number)


def _unknown_figures(
    words: Wording, rows: Iterable[_FigureRow], reason: calc.UnknownBecause, result: calc.Effectiveness
) -> str:
    """The figures that nobody can give for one reason, with what of them is known."""
    told = "; ".join(_unknown_figure(words, row, result) for row in rows if row.reason is reason)
    return words.text("funding.figures_unknown", reason=_because(words, result, reason), figures=told)


def _unknown_figure(words: Wording, row: _FigureRow, result: calc.Effectiveness) -> str:
    """The name of a figure, and what of it is known."""
    name, quotient = words.text(f"funding.unknown_figure.{row.key}", year=str(result.year)), row.quotient
    if quotient is None:
        return name
    known = quotient.numerator if quotient.numerator is not None else quotient.known
    if isinstance(known, int) and known and isinstance(quotient.denominator, int):
        told = words.text("funding.least_of", n=known, total=quotient.denominator)
    elif known:
        # What is known of a sum with missing parts is the least that it can be.
        is_whole = quotient.numerator is not None or not isinstance(known, Decimal)
        key, silent = "funding.known_of", 0
        if row.key == "cost_per_measure":
            silent = _silent(result)
            key, is_whole = "funding.known_of_some" if silent else "funding.known_of_measures", not silent
        amount = _with_unit(words, known) if is_whole else words.text("money.least", amount=known)
        told = words.text(key, known=amount, n=silent)
    else:
        return name
    return f"{name} ({told})"


def _source_shares(scene: FundingScene, result: calc.Effectiveness) -> Block | None:
    """The share of each source, where all money is known."""
    words = scene.words
    if result.concentration is None:
        return None
    whole = calc.funding_in(scene.dossier, result.year).allocated

    shares = [share(row.allocated.share_of(whole)) for row in result.sources]

    def squared(exact: Fraction | None) -> Cell:
        return None if exact is None else rounded(exact**2, 3)

    return listing(
        scene,
        "source_shares",
        result.sources,
        Col("funding", lambda row: row.subject.name),
        Col("allocated", lambda row: row.allocated.total, ColumnKind.MONEY, whole.total),
        Col(
            "share", lambda row: share(row.allocated.share_of(whole)), ColumnKind.PERCENT, share(Fraction(1)), unit="%"
        ),
        Col(
            "squared_share",
            lambda row: squared(row.allocated.share_of(whole)),
            _NUMBER,
            rounded(result.concentration, 3),
        ),
        title=words.text("funding.source_shares_title"),
        notes=(scene.rounding_note if any_rounded(shares) else None, words.text("funding.concentration_note")),
        row_key=lambda row: row.subject.id,
    )
