"""Whether published figures follow from each other and from what was counted.

A figure that does not follow is never mended: both stand side by side, with the difference.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from itertools import product
from math import prod
from typing import Final

from attrs import frozen

from socplan.calculations.monitoring import Fulfilment, FulfilmentTable, fulfilment
from socplan.calculations.percent import ROUNDINGS, Rounding, percentages
from socplan.calculations.structure import Bucket, Subject, group_of, grouped, statuses_in_order
from socplan.model import Dossier, FigureSubject, Goal, Measure, MonitoringRound, PublishedFigure, Status, WorkingGroup
from socplan.model.dossier import held
from socplan.typecheck import guarded, guarded_late

__all__ = ["CountGap", "PublishedRow", "ShareGap", "Split", "count_gaps", "listed_count", "published_row"]

#: How far from the published total to look for another one that would fit the published percentages.
_REACH: Final = Fraction(1, 10)
#: How many splits are tried; a total with more of them is not judged.
_TRIES: Final = 200_000


@frozen(kw_only=True)
class CountGap:
    """A published number beside the number that the dossier lists."""

    figure: PublishedFigure
    listed: int


@frozen(kw_only=True)
class ShareGap:
    """A published percentage that no rounding gives from the published, or counted, numbers."""

    status: Status
    #: In percent, as printed.
    published: Decimal
    #: The count it should follow from; ``None`` where none was published.
    count: int | None
    #: The count in percent of the total, exactly; ``None`` with the count.
    exact: Fraction | None
    #: The whole numbers of measures whose shares come nearest: one below, one above.
    nearest: tuple[int, ...]


@frozen(kw_only=True)
class Split:
    """Whole counts from which the published percentages follow."""

    total: int
    #: In the order of the scale.
    counts: tuple[int, ...]
    #: The rules that give the percentages from the counts.
    roundings: tuple[Rounding, ...]


@frozen(kw_only=True)
class PublishedRow:
    """What was published of one group, or of all together, in one round."""

    statuses: tuple[Status, ...]
    total: int | None
    #: Whether the total is itself published, and not the counted one in its place.
    total_published: bool
    counts: tuple[int | None, ...]
    percents: tuple[Decimal | None, ...]
    #: The percentage printed under the total, mostly 100.
    whole: Decimal | None
    #: The percentages that do not follow, each taken alone; none where one rule gives the whole row.
    gaps: tuple[ShareGap, ...]
    #: The splits of the published total that give all percentages; empty: there is none.
    #: ``None``: too little was published to tell.
    fitting: tuple[Split, ...] | None
    #: Where no split of the published total fits: those of the nearest total that has one.
    alternatives: tuple[Split, ...]

    @property
    def agrees(self) -> bool:
        """Whether no published figure is known to contradict the others."""
        return not self.gaps and self.fitting != ()


@guarded
def listed_count(dossier: Dossier, figure: PublishedFigure) -> int | None:
    """How many goals or measures the dossier lists for a figure that the plan prints; ``None`` for other figures.

    It is ``None``, and not 0, where the dossier lists nothing at all.
    """
    if figure.round is not None or figure.status is not None or figure.subject is FigureSubject.SHARE:
        return None
    listed = _listed(dossier, figure.subject, figure.parts)
    if not listed:
        return None
    if figure.group is None and not figure.shared:
        return listed.total()
    wanted = Bucket.SHARED if figure.shared else dossier.get(WorkingGroup, figure.group)
    return listed[wanted]


@held
def _listed(dossier: Dossier, subject: FigureSubject, parts: bool) -> Counter[WorkingGroup | Bucket | None]:
    """How many goals, measures or parts of measures the dossier lists, by the group that answers for them."""
    measures = (measure for measure in dossier.measures if (measure.part_of is not None) is parts)
    items: Iterable[Goal | Measure] = dossier.goals if subject is FigureSubject.GOALS else measures
    return Counter(group_of(dossier, item) for item in items)


@guarded
def count_gaps(dossier: Dossier) -> Iterator[CountGap]:
    """The published numbers of goals and measures that differ from those of the dossier; unknown is no gap."""
    for figure in dossier.published:
        listed = listed_count(dossier, figure)
        if figure.round is not None and figure.subject is FigureSubject.MEASURES:
            listed = _counted(dossier, figure)
        if listed is not None and figure.value != listed:
            yield CountGap(figure=figure, listed=listed)


def _counted(dossier: Dossier, figure: PublishedFigure) -> int | None:
    round_ = dossier.get(MonitoringRound, figure.round)
    if round_ is None:
        return None
    row = _row(fulfilment(dossier, round_, parts=figure.parts), _subject(dossier, figure))
    if row is None:
        return None
    return row.total if figure.status is None else row.count(figure.status)


def _subject(dossier: Dossier, figure: PublishedFigure) -> Subject | None:
    return Bucket.SHARED if figure.shared else dossier.get(WorkingGroup, figure.group)


def _row(table: FulfilmentTable, subject: Subject | None) -> Fulfilment | None:
    if subject is None:
        return table.overall
    return next((row.fulfilment for row in table.rows if row.subject == subject), None)


@held
def _figures(dossier: Dossier, round_: str) -> Mapping[Subject | None, tuple[PublishedFigure, ...]]:
    """The published figures of a round, by subject."""
    figures = dossier.having(PublishedFigure, "round", round_)
    # What is published of the parts of measures is compared with counts, but makes no row of its own.
    counted = (figure for figure in figures if figure.subject is not FigureSubject.GOALS and not figure.parts)
    return grouped(counted, lambda figure: _subject(dossier, figure))


@guarded_late
def published_row(dossier: Dossier, round_: MonitoringRound, subject: Subject | None = None) -> PublishedRow | None:
    """The published figures of a round for all groups together, or for one; ``None`` where there are none.

    A counted number, if there is one, stands in for a number that was not published.
    """
    figures = {
        (figure.subject, figure.status): figure.value
        for figure in reversed(_figures(dossier, round_.id).get(subject, ()))
    }
    if not figures:
        return None
    statuses = statuses_in_order(dossier)
    counted = _row(fulfilment(dossier, round_), subject)

    def number(status: Status | None, fallback: int | None) -> int | None:
        value = figures.get((FigureSubject.MEASURES, status.id if status else None))
        return fallback if value is None or value != int(value) else int(value)

    fallbacks: Iterable[int | None] = counted.counts if counted else (None,) * len(statuses)
    total = number(None, counted.total if counted else None)
    counts = tuple(number(status, fallback) for status, fallback in zip(statuses, fallbacks, strict=True))
    percents = tuple(figures.get((FigureSubject.SHARE, status.id)) for status in statuses)
    # Counted measures of unknown status have a share too, though nobody publishes it.
    unknown = counted.unknown or 0 if counted and counted.total == total else 0
    fitting = _splits(total, unknown, counts, percents)
    return PublishedRow(
        statuses=statuses,
        total=total,
        total_published=(FigureSubject.MEASURES, None) in figures,
        counts=counts,
        percents=percents,
        whole=figures.get((FigureSubject.SHARE, None)),
        gaps=() if fitting else tuple(_share_gaps(statuses, total, counts, percents)),
        fitting=fitting,
        alternatives=_alternatives(total, unknown, counts, percents) if fitting == () else (),
    )


def _share_gaps(
    statuses: tuple[Status, ...],
    total: int | None,
    counts: tuple[int | None, ...],
    percents: tuple[Decimal | None, ...],
) -> Iterator[ShareGap]:
    """A percentage taken alone follows from a count if rounding half up gives it: that is what readers expect."""
    if not total:
        return
    for status, count, percent in zip(statuses, counts, percents, strict=True):
        if percent is None:
            continue
        fitting = _candidates(total, percent, half_up=True)
        if (count is None and fitting) or count in fitting:
            continue
        below = int(Fraction(percent) * total / 100)
        yield ShareGap(
            status=status,
            published=percent,
            count=count,
            exact=None if count is None else Fraction(100 * count, total),
            nearest=tuple(n for n in (below, below + 1) if 0 <= n <= total) if count is None else (),
        )


def _digits(percent: Decimal) -> int:
    return max(-int(percent.as_tuple().exponent), 0)


def _candidates(total: int, percent: Decimal, *, half_up: bool) -> list[int]:
    """The counts out of a total whose share is the percentage rounded half up, or less than a unit away."""
    unit = Fraction(1, 10 ** _digits(percent))
    middle = Fraction(percent)
    low, high = (middle - unit / 2, middle + unit / 2) if half_up else (middle - unit, middle + unit)
    first = max(int(low * total / 100) - 1, 0)
    last = min(int(high * total / 100) + 1, total)
    shares = ((n, Fraction(100 * n, total)) for n in range(first, last + 1))
    return [n for n, share in shares if (low <= share < high if half_up else low < share < high)]


def _splits(
    total: int | None, unknown: int, counts: tuple[int | None, ...], percents: tuple[Decimal | None, ...]
) -> tuple[Split, ...] | None:
    """All ways to part a total, less what is unknown of it, so that one rule gives all percentages."""
    if not total or not percents or None in percents:
        return None
    known = tuple(percent for percent in percents if percent is not None)
    choices = [
        _candidates(total, percent, half_up=False) if count is None else [count]
        for count, percent in zip(counts, known, strict=True)
    ]
    if prod(map(len, choices)) > _TRIES:
        return None
    digits = max(map(_digits, known))
    fitting = []
    for split in product(*choices):
        if sum(split) + unknown == total:
            shown = {rule: percentages((*split, unknown), digits=digits, rounding=rule) for rule in ROUNDINGS}
            if rules := tuple(rule for rule, row in shown.items() if row[: len(split)] == known):
                fitting.append(Split(total=total, counts=split, roundings=rules))
    return tuple(fitting)


def _alternatives(
    total: int | None, unknown: int, counts: tuple[int | None, ...], percents: tuple[Decimal | None, ...]
) -> tuple[Split, ...]:
    """The splits of the nearest total that has any."""
    if not total:
        return ()
    for step in range(1, int(total * _REACH) + 2):
        below, above = (_splits(other, unknown, counts, percents) or () for other in (total - step, total + step))
        if below or above:
            return (*below, *above)
    return ()
