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
from socplan.calculations.sums import Sum
from socplan.model import Dossier, FigureSubject, Goal, Measure, MonitoringRound, PublishedFigure, Status, WorkingGroup
from socplan.model.dossier import held
from socplan.typecheck import guarded, guarded_late

__all__ = [
    "CountGap",
    "GroupExcess",
    "PublishedRow",
    "ShareGap",
    "Split",
    "count_gaps",
    "group_excesses",
    "listed_count",
    "published_row",
]

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
class GroupExcess:
    """A published number for all groups together that is less than what is known of the groups."""

    figure: PublishedFigure
    #: The sum over the groups of which a number is known, published or else counted.
    known: int


@frozen(kw_only=True)
class ShareGap:
    """A published percentage that rounding half up does not give from the published, or counted, numbers."""

    status: Status
    #: In percent, as printed.
    published: Decimal
    #: The total that it should be a share of.
    total: int
    #: The count it should follow from; ``None`` where none was published.
    count: int | None
    #: The count in percent of the total, exactly; ``None`` with the count.
    exact: Fraction | None
    #: The whole numbers of measures whose shares come nearest: one below, one above.
    nearest: tuple[int, ...]
    #: The numbers whose shares give the percentage when they are cut down; of a known count only that count.
    cut: tuple[int, ...]


@frozen(kw_only=True)
class Split:
    """Whole counts from which the published percentages follow."""

    #: What the shares are shares of.
    total: int
    #: In the order of the scale.
    counts: tuple[int, ...]
    #: The rules that give the percentages from the counts.
    roundings: tuple[Rounding, ...]
    #: By how much the counts exceed the total: 1 where a measure would be counted twice, -1 where it would be left out.
    excess: int = 0


@frozen(kw_only=True)
class PublishedRow:
    """What was published of one group, or of all together, in one round."""

    statuses: tuple[Status, ...]
    total: int | None
    #: Whether the total is itself published, and not the counted one in its place.
    total_published: bool
    counts: tuple[int | None, ...]
    percents: tuple[Decimal | None, ...]
    #: How many measures of the total have no known status, so far as they were counted.
    unknown: int
    #: The percentage printed under the total, mostly 100.
    whole: Decimal | None
    #: The percentages that do not follow, each taken alone. There are none where one rule gives the whole row; in a row
    #: that is not known whole, a percentage follows if it is less than a unit away, as any of the rules may bring it.
    gaps: tuple[ShareGap, ...]
    #: The splits of the published total that give all percentages; empty: there is none.
    #: ``None``: too little was published to tell.
    fitting: tuple[Split, ...] | None
    #: Where no split of the published total fits: those of the nearest total that has one.
    alternatives: tuple[Split, ...]
    #: Likewise: counts whose shares of the published total give all percentages, though they make one more or less.
    off_by_one: tuple[Split, ...]
    #: Whether the percentages follow from the counts by any rule; ``None`` where a count or a percentage is not known.
    follows: bool | None

    @property
    def agrees(self) -> bool:
        """Whether no published figure is known to contradict the others."""
        return not self.gaps and self.fitting != () and self.follows is not False

    @property
    def shares_sum(self) -> Decimal | None:
        """All percentages together; ``None`` where one is not known, or there are none."""
        known = [percent for percent in self.percents if percent is not None]
        return Sum.of(known, Decimal(0)).total if known and len(known) == len(self.percents) else None

    @property
    def unit(self) -> Decimal:
        """One unit of the last place that the percentages are printed with."""
        digits = max((_digits(percent) for percent in self.percents if percent is not None), default=0)
        return Decimal(1).scaleb(-digits)


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


@guarded
def group_excesses(dossier: Dossier) -> Iterator[GroupExcess]:
    """The published numbers of all groups together that the known numbers of single groups exceed.

    Where the whole was counted too, `count_gaps` tells the difference.
    """
    for figure in dossier.published:
        round_ = dossier.get(MonitoringRound, figure.round)
        is_whole = figure.group is None and not figure.shared and figure.subject is FigureSubject.MEASURES
        if round_ is None or not is_whole or _counted(dossier, figure) is not None:
            continue
        known = sum(number for number in _by_group(dossier, round_, figure.status, figure.parts) if number is not None)
        if known > figure.value:
            yield GroupExcess(figure=figure, known=known)


def _by_group(dossier: Dossier, round_: MonitoringRound, status: str | None, parts: bool) -> Iterator[int | None]:
    """The number of each group, and of the shared row, in a status or in all: published, or else counted."""
    table = fulfilment(dossier, round_, parts=parts)
    subjects: tuple[WorkingGroup | Bucket, ...] = (*dossier.ordered(WorkingGroup), Bucket.SHARED)
    for subject in subjects:
        group, shared = (None, True) if isinstance(subject, Bucket) else (subject.id, False)
        figure = dossier.get(PublishedFigure, round_.id, FigureSubject.MEASURES, group, shared, status, parts)
        row = _row(table, subject)
        if figure is not None and figure.value == int(figure.value):
            yield int(figure.value)
        elif row is not None:
            yield row.total if status is None else row.count(status)


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
    # Counted measures of unknown status have a share too, though nobody publishes it; or the source knew more of them.
    unknown = counted.unknown or 0 if counted and counted.total == total else 0
    explained = _splits(total, unknown, counts, percents)
    beside = unknown
    if unknown and explained and not explained[0]:
        without = _splits(total, 0, counts, percents)
        beside, explained = (0, without) if without and without[0] else (unknown, explained)
    fitting = None if explained is None else explained[0]
    off_by_one = () if fitting or explained is None else (*explained[1], *explained[-1])
    listed = Sum.of(counts, 0).total
    judged = listed if total is None and listed is not None else total
    follows = _follow(listed, beside, counts, percents)
    return PublishedRow(
        statuses=statuses,
        total=total,
        total_published=(FigureSubject.MEASURES, None) in figures,
        counts=counts,
        percents=percents,
        unknown=unknown,
        whole=figures.get((FigureSubject.SHARE, None)),
        gaps=()
        if fitting or (follows and total is None)
        else tuple(_share_gaps(statuses, judged, counts, percents, alone=fitting is None)),
        fitting=fitting,
        alternatives=_alternatives(total, beside, counts, percents) if fitting == () else (),
        off_by_one=off_by_one,
        follows=True if off_by_one else follows,
    )


def _follow(
    listed: int | None, unknown: int, counts: tuple[int | None, ...], percents: tuple[Decimal | None, ...]
) -> bool | None:
    """Whether one rule gives all percentages from the counts; ``None`` where one of them is not known."""
    if listed is None or not percents or None in percents:
        return None
    splits = _splits(listed + unknown, unknown, counts, percents)
    return None if splits is None else bool(splits[0])


def _share_gaps(
    statuses: tuple[Status, ...],
    total: int | None,
    counts: tuple[int | None, ...],
    percents: tuple[Decimal | None, ...],
    *,
    alone: bool,
) -> Iterator[ShareGap]:
    """The percentages that do not follow from a count by rounding half up.

    Where they stand ``alone``, the row is not known whole, and each may be up to a unit away: the largest remainder
    moves it so far.
    """
    if not total:
        return
    for status, count, percent in zip(statuses, counts, percents, strict=True):
        if percent is None:
            continue
        fitting = _candidates(total, percent, half_up=not alone)
        if (count is None and fitting) or count in fitting:
            continue
        below = int(Fraction(percent) * total / 100)
        near = (below - 1, below, below + 1, below + 2) if count is None else (count,)
        yield ShareGap(
            status=status,
            published=percent,
            total=total,
            count=count,
            exact=None if count is None else Fraction(100 * count, total),
            nearest=tuple(n for n in (below, below + 1) if 0 <= n <= total) if count is None else (),
            cut=tuple(n for n in near if 0 <= n <= total and _alone(n, total, _digits(percent), "floor") == percent),
        )


def _alone(count: int, total: int, digits: int, rounding: Rounding) -> Decimal | None:
    """The share of a count in a total, rounded by itself."""
    return percentages((count, total - count), digits=digits, rounding=rounding)[0]


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
) -> dict[int, tuple[Split, ...]] | None:
    """All ways to part a total, less what is unknown of it, so that one rule gives all percentages, by their excess.

    Under 0 are those that make the total, under 1 and -1 those that make one more or less, each share taken of the
    total all the same.
    """
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
    found: dict[int, list[Split]] = {0: [], 1: [], -1: []}
    for split in product(*choices):
        excess = sum(split) + unknown - total
        if excess in found and (rules := _rules(total, unknown, split, known, digits, whole=not excess)):
            found[excess].append(Split(total=total, counts=split, roundings=rules, excess=excess))
    return {excess: tuple(splits) for excess, splits in found.items()}


def _rules(
    total: int, unknown: int, split: tuple[int, ...], percents: tuple[Decimal, ...], digits: int, *, whole: bool
) -> tuple[Rounding, ...]:
    """The rules that give percentages from a split of the whole total, or from counts that do not make it."""
    if whole:
        shown = {rule: percentages((*split, unknown), digits=digits, rounding=rule) for rule in ROUNDINGS}
        return tuple(rule for rule, row in shown.items() if row[: len(split)] == percents)
    if max(split) > total:
        return ()
    return tuple(
        rule
        for rule in ROUNDINGS
        if rule != "largest_remainder"  # it needs counts that make the total
        and all(_alone(n, total, digits, rule) == percent for n, percent in zip(split, percents, strict=True))
    )


def _alternatives(
    total: int | None, unknown: int, counts: tuple[int | None, ...], percents: tuple[Decimal | None, ...]
) -> tuple[Split, ...]:
    """The splits of the nearest total that has any."""
    if not total:
        return ()
    for step in range(1, int(total * _REACH) + 2):
        near = (_splits(other, unknown, counts, percents) for other in (total - step, total + step))
        if splits := tuple(split for found in near if found for split in found[0]):
            return splits
    return ()
