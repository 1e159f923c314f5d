"""Whether what was reported is complete and adds up.

1. Where single measures were reported on, none was left out (``missing-reading``), and each has a status.
2. Tallies make their total (``tally-sum``, ``tally-whole``) and are of one owner (``tally-owner``); no round counts
   more measures than it covers (``round-covered``).
3. Tallies kept beside readings say the same as these (``tally-against-readings``).
4. Published numbers are those that the dossier gives (``published-goals``, ``published-measures``), and not less than
   those of single groups (``published-groups``).
5. Published percentages follow from the published numbers, each (``published-share``), all of a row
   (``published-row``) and from its total (``published-total``); they make 100, or about that (``published-sum``).
6. A scale counts nothing as fulfilled that was not done (``fulfilled-meaning``).
7. No published number is below 0 (``published-negative``).
8. Every goal has a measure below it (``goal-without-measure``).
"""

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Final

from socplan.calculations import (
    Bucket,
    Fulfilment,
    PublishedRow,
    Split,
    Subject,
    Sum,
    count_gaps,
    fulfilment,
    goals_in_order,
    group_excesses,
    has_readings,
    in_order,
    measures_of,
    published_row,
    rounds_in_order,
    status_of,
)
from socplan.checks.finding import Added, Check, Finding, Grade, Words, finding
from socplan.checks.places import located, place_of, titled
from socplan.hookspecs import hookimpl
from socplan.model import (
    Dossier,
    FigureSubject,
    MonitoringRound,
    PublishedFigure,
    Reading,
    Status,
    StatusMeaning,
    Tally,
)

_WHOLE: Final = Decimal(100)


def missing_readings(dossier: Dossier) -> Iterator[Finding]:
    """Measures without a status in a round that reports on single measures."""
    for at, round_ in located(dossier, MonitoringRound):
        if not has_readings(dossier, round_):
            continue
        for measure in measures_of(dossier, round_):
            if status_of(dossier, measure, round_) is None:
                reading = dossier.get(Reading, round_.id, measure.id)
                if reading is not None and reading.status is not None:
                    continue  # another check says why it does not count
                facts = {"measure": titled(measure), "round": round_.period}
                if reading is None:
                    yield finding("missing-reading", Grade.WARNING, at, **facts)
                else:
                    place = f"{place_of(dossier, reading)}.status"
                    yield finding("reading-without-status", Grade.WARNING, place, **facts)


def tally_sums(dossier: Dossier) -> Iterator[Finding]:
    """Tallies that do not make the total stated beside them, and tallies of nobody."""
    rows: dict[tuple[str, str | None, bool, bool], dict[str | None, tuple[str, Tally]]] = {}
    for at, tally in located(dossier, Tally):
        if tally.group is not None and tally.shared:
            yield finding("tally-owner", Grade.ERROR, at)
        owner = (tally.round, tally.group, tally.shared, tally.parts)
        rows.setdefault(owner, {}).setdefault(tally.status, (at, tally))
    for row in rows.values():
        if None not in row or (total := row[None][1].count) is None:
            continue
        counts = [tally.count for status, (_, tally) in row.items() if status is not None]
        listed = sum(count for count in counts if count is not None)
        complete = len(counts) == len(dossier.statuses) and None not in counts
        if listed > total or (complete and listed != total):
            yield finding("tally-sum", Grade.WARNING, f"{row[None][0]}.count", total=total, listed=listed)


def whole_tallies(dossier: Dossier) -> Iterator[Finding]:
    """Counts of the whole plan that are smaller than those of the groups together."""
    of_groups: dict[tuple[str, str | None, bool], int] = {}
    for tally in dossier.tallies:
        if tally.shared or tally.group is not None:
            key = (tally.round, tally.status, tally.parts)
            of_groups[key] = of_groups.get(key, 0) + (tally.count or 0)
    for at, tally in located(dossier, Tally):
        groups = of_groups.get((tally.round, tally.status, tally.parts), 0)
        if not tally.shared and tally.group is None and tally.count is not None and groups > tally.count:
            yield finding("tally-whole", Grade.WARNING, f"{at}.count", whole=tally.count, groups=groups)


def covered_measures(dossier: Dossier) -> Iterator[Finding]:
    """Rounds that report on more measures than they state to cover."""
    for at, round_ in located(dossier, MonitoringRound):
        overall = fulfilment(dossier, round_).overall
        counted = Sum.of(overall.counts, 0).known
        if round_.covered is not None and counted > round_.covered:
            facts = {"covered": round_.covered, "counted": counted}
            yield finding("round-covered", Grade.WARNING, f"{at}.covered", **facts)


def tallies_against_readings(dossier: Dossier) -> Iterator[Finding]:
    """Tallies that differ from what the readings of the same round give."""
    tables: dict[tuple[str, bool], dict[object, Fulfilment]] = {}
    for round_ in dossier.rounds:
        for parts in (False, True) if has_readings(dossier, round_) else ():
            table = fulfilment(dossier, round_, parts=parts)
            rows = {getattr(row.subject, "id", row.subject): row.fulfilment for row in table.rows}
            tables[round_.id, parts] = {**rows, None: table.overall}
    for at, tally in located(dossier, Tally):
        counts_read = tables.get((tally.round, tally.parts))
        if counts_read is None or tally.count is None:
            continue
        counts = counts_read.get(Bucket.SHARED if tally.shared else tally.group)
        read = 0 if counts is None else counts.total if tally.status is None else counts.count(tally.status)
        if read != tally.count:
            yield finding("tally-against-readings", Grade.WARNING, f"{at}.count", tally=tally.count, readings=read)


def published_counts(dossier: Dossier) -> Iterator[Finding]:
    """Published numbers of goals or measures that are not what the dossier gives."""
    for gap in count_gaps(dossier):
        code = "published-goals" if gap.figure.subject is FigureSubject.GOALS else "published-measures"
        place = f"{place_of(dossier, gap.figure)}.value"
        yield finding(code, Grade.WARNING, place, published=gap.figure.value, listed=gap.listed)


def published_negatives(dossier: Dossier) -> Iterator[Finding]:
    """Published numbers and shares below 0, which nothing can be."""
    for at, figure in located(dossier, PublishedFigure):
        if figure.value < 0:
            yield finding("published-negative", Grade.WARNING, f"{at}.value", published=figure.value)


def published_groups(dossier: Dossier) -> Iterator[Finding]:
    """Published numbers of all groups together that single groups exceed."""
    for excess in group_excesses(dossier):
        place = f"{place_of(dossier, excess.figure)}.value"
        facts = {
            "published": excess.figure.value,
            "known": excess.known,
            "difference": excess.known - excess.figure.value,
        }
        yield finding("published-groups", Grade.WARNING, place, **facts)


def published_shares(dossier: Dossier) -> Iterator[Finding]:
    """Published percentages that the published, or counted, numbers do not give."""
    for round_ in rounds_in_order(dossier):
        for subject in (None, *in_order(dossier.groups), Bucket.SHARED):
            row = published_row(dossier, round_, subject)
            if row is not None:
                yield from _gap_findings(dossier, round_, subject, row)
                yield from _row_findings(dossier, round_, subject, row)
                yield from _sum_findings(dossier, round_, subject, row)


def _gap_findings(
    dossier: Dossier, round_: MonitoringRound, subject: Subject | None, row: PublishedRow
) -> Iterator[Finding]:
    """Percentages that do not follow each by itself."""
    for gap in row.gaps:
        place = _figure_place(dossier, round_, subject, gap.status.id)
        facts: dict[str, object] = {"status": gap.status.name, "published": gap.published, "total": gap.total}
        if gap.exact is not None:
            difference = _rounded(abs(gap.exact - Fraction(gap.published)))
            facts |= {"n": gap.count, "exact": _rounded(gap.exact), "difference": difference}
            code, grade = ("published-share-cut", Grade.NOTE) if gap.cut else ("published-share", Grade.WARNING)
            yield finding(code, grade, place, **facts)
        elif len(gap.nearest) > 1:
            for name, count in zip(("below", "above"), gap.nearest, strict=True):
                facts |= {name: count, f"{name}_percent": _rounded(Fraction(100 * count, gap.total))}
            if gap.cut:
                yield finding("published-share-only-cut", Grade.NOTE, place, **facts, n=gap.cut[0])
            else:
                yield finding("published-share-impossible", Grade.WARNING, place, **facts)
        else:
            yield finding("published-share-over", Grade.WARNING, place, **facts)


def _row_findings(
    dossier: Dossier, round_: MonitoringRound, subject: Subject | None, row: PublishedRow
) -> Iterator[Finding]:
    """Rows that do not follow from their counts or their total, each with all that would explain it."""
    if row.follows is False:
        place = _figure_place(dossier, round_, subject, next(status.id for status in row.statuses))
        shares = Added(tuple(percent for percent in row.percents if percent is not None))
        counts = Added(tuple(count for count in row.counts if count is not None))
        yield finding("published-row", Grade.WARNING, place, counts=counts, shares=shares)
        return
    if row.fitting != () or not row.total_published:
        return
    place = _figure_place(dossier, round_, subject, None)
    if not row.alternatives and not row.off_by_one:
        yield finding("published-total", Grade.WARNING, place, total=row.total)
    nearest = {split.total: split for split in reversed(row.alternatives)}
    for _, split in sorted(nearest.items()):
        facts = {"other": split.total, "difference": abs(split.total - (row.total or 0)), **_explained(split)}
        yield finding("published-total-other", Grade.WARNING, place, total=row.total, **facts)
    for excess, code in ((1, "published-total-double"), (-1, "published-total-without")):
        for split in [split for split in row.off_by_one if split.excess == excess][:1]:
            facts = {"sum": split.total + excess, **_explained(split)}
            yield finding(code, Grade.WARNING, place, total=row.total, **facts)


def _explained(split: Split) -> dict[str, object]:
    common = ("half_up", "floor", "largest_remainder")  # the most usual rule first
    rules = Words(tuple(f"rounding_rule.{rule}" for rule in common if rule in split.roundings))
    return {"counts": Added(split.counts), "rule": rules}


def _sum_findings(
    dossier: Dossier, round_: MonitoringRound, subject: Subject | None, row: PublishedRow
) -> Iterator[Finding]:
    """Percentages that do not add up to 100, with what that means."""
    if row.shares_sum is None or row.shares_sum == _WHOLE or (row.unknown and row.shares_sum < _WHOLE):
        return
    place = _figure_place(dossier, round_, subject, row.statuses[0].id)
    most = _WHOLE + row.unit * len(row.percents) / 2
    least = _WHOLE - row.unit * len(row.percents)
    code, grade = ("published-sum", Grade.NOTE)
    if row.shares_sum > most:
        code, grade = ("published-sum-over", Grade.WARNING)
    elif row.shares_sum <= least:
        code, grade = ("published-sum-short", Grade.NOTE)
    yield finding(code, grade, place, sum=row.shares_sum, difference=abs(row.shares_sum - _WHOLE))


def _rounded(value: Fraction) -> Decimal:
    """To two places, for the sentence alone."""
    return (Decimal(value.numerator) / Decimal(value.denominator)).quantize(Decimal("0.01"), ROUND_HALF_UP)


def _figure_place(dossier: Dossier, round_: MonitoringRound, subject: Subject | None, status: str | None) -> str:
    group = None if subject is None or isinstance(subject, Bucket) else subject.id
    wanted = FigureSubject.MEASURES if status is None else FigureSubject.SHARE
    figure = dossier.get(PublishedFigure, round_.id, wanted, group, subject is Bucket.SHARED, status, False)
    return f"{place_of(dossier, figure)}.value" if figure else "$.published"


def fulfilled_meanings(dossier: Dossier) -> Iterator[Finding]:
    """Statuses that count as fulfilled although they mean the contrary."""
    contrary = (StatusMeaning.NOT_DONE, StatusMeaning.POSTPONED, StatusMeaning.CANCELLED)
    for at, status in located(dossier, Status):
        if status.fulfilled and status.meaning in contrary:
            yield finding("fulfilled-meaning", Grade.WARNING, f"{at}.fulfilled", status=status.name)


def goals_without_measure(dossier: Dossier) -> Iterator[Finding]:
    """Goals with neither a measure nor a goal below, in a dossier that lists measures."""
    if not dossier.measures:
        return
    parents = {goal.parent for goal in dossier.goals}
    for node in goals_in_order(dossier):
        if not node.measures and node.goal.id not in parents:
            place = place_of(dossier, node.goal)
            yield finding("goal-without-measure", Grade.NOTE, place, goal=titled(node.goal))


@hookimpl
def register_checks() -> tuple[Check, ...]:
    """Offer these checks."""
    shares = (
        "published-share",
        "published-share-cut",
        "published-share-impossible",
        "published-share-only-cut",
        "published-share-over",
        "published-row",
        "published-total",
        "published-total-other",
        "published-total-double",
        "published-total-without",
        "published-sum",
        "published-sum-over",
        "published-sum-short",
    )
    return (
        Check(name="missing-readings", codes=("missing-reading", "reading-without-status"), run=missing_readings),
        Check(name="tally-sums", codes=("tally-owner", "tally-sum"), run=tally_sums),
        Check(name="whole-tallies", codes=("tally-whole",), run=whole_tallies),
        Check(name="covered-measures", codes=("round-covered",), run=covered_measures),
        Check(name="tallies-against-readings", codes=("tally-against-readings",), run=tallies_against_readings),
        Check(name="published-counts", codes=("published-goals", "published-measures"), run=published_counts),
        Check(name="published-negatives", codes=("published-negative",), run=published_negatives),
        Check(name="published-groups", codes=("published-groups",), run=published_groups),
        Check(name="published-shares", codes=shares, run=published_shares),
        Check(name="fulfilled-meanings", codes=("fulfilled-meaning",), run=fulfilled_meanings),
        Check(name="goals-without-measure", codes=("goal-without-measure",), run=goals_without_measure),
    )
