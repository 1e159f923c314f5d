"""Whether what was reported is complete and adds up.

1. Where single measures were reported on, none was left out (``missing-reading``), and each has a status.
2. The tallies of a group make its total (``tally-sum``), and are of a group or of the shared row (``tally-owner``).
3. Tallies kept beside readings say the same as these (``tally-against-readings``).
4. Published numbers are those that the dossier gives (``published-goals``, ``published-measures``).
5. Published percentages follow from the published numbers (``published-share``, ``published-total``).
6. A scale counts nothing as fulfilled that was not done (``fulfilled-meaning``).
7. Every goal has a measure below it (``goal-without-measure``).
"""

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from socplan.calculations import (
    Bucket,
    PublishedRow,
    Subject,
    count_gaps,
    fulfilment,
    goals_in_order,
    has_readings,
    in_order,
    measures_of,
    published_row,
    rounds_in_order,
    status_of,
)
from socplan.checks.finding import Check, Finding, Grade, finding
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
                known = reading is not None
                facts = {"measure": titled(measure), "round": round_.period}
                yield finding("reading-without-status" if known else "missing-reading", Grade.WARNING, at, **facts)


def tally_sums(dossier: Dossier) -> Iterator[Finding]:
    """Tallies that do not make the total stated beside them, and tallies of nobody."""
    rows: dict[tuple[str, str | None, bool], dict[str | None, tuple[str, Tally]]] = {}
    for at, tally in located(dossier, Tally):
        if (tally.group is None) != tally.shared:
            yield finding("tally-owner", Grade.ERROR, at)
        rows.setdefault((tally.round, tally.group, tally.shared), {}).setdefault(tally.status, (at, tally))
    for row in rows.values():
        if None not in row or (total := row[None][1].count) is None:
            continue
        counts = [tally.count for status, (_, tally) in row.items() if status is not None]
        listed = sum(count for count in counts if count is not None)
        complete = len(counts) == len(dossier.statuses) and None not in counts
        if listed > total or (complete and listed != total):
            yield finding("tally-sum", Grade.WARNING, f"{row[None][0]}.count", total=total, listed=listed)


def tallies_against_readings(dossier: Dossier) -> Iterator[Finding]:
    """Tallies that differ from what the readings of the same round give."""
    tables = {
        round_.id: {getattr(row.subject, "id", row.subject): row.fulfilment for row in fulfilment(dossier, round_).rows}
        for round_ in dossier.rounds
        if has_readings(dossier, round_)
    }
    for at, tally in located(dossier, Tally):
        table = tables.get(tally.round)
        if table is None or tally.count is None:
            continue
        owner = Bucket.SHARED if tally.shared else tally.group
        counts = table.get(owner) if owner else None
        read = 0 if counts is None else counts.total if tally.status is None else counts.count(tally.status)
        if read != tally.count:
            yield finding("tally-against-readings", Grade.WARNING, f"{at}.count", tally=tally.count, readings=read)


def published_counts(dossier: Dossier) -> Iterator[Finding]:
    """Published numbers of goals or measures that are not what the dossier gives."""
    for gap in count_gaps(dossier):
        code = "published-goals" if gap.figure.subject is FigureSubject.GOALS else "published-measures"
        place = f"{place_of(dossier, gap.figure)}.value"
        yield finding(code, Grade.WARNING, place, published=gap.figure.value, listed=gap.listed)


def published_shares(dossier: Dossier) -> Iterator[Finding]:
    """Published percentages that the published, or counted, numbers do not give."""
    for round_ in rounds_in_order(dossier):
        for subject in (None, *in_order(dossier.groups), Bucket.SHARED):
            row = published_row(dossier, round_, subject)
            if row is not None and not row.agrees:
                yield from _share_findings(dossier, round_, subject, row)


def _share_findings(
    dossier: Dossier, round_: MonitoringRound, subject: Subject | None, row: PublishedRow
) -> Iterator[Finding]:
    for gap in row.gaps:
        place = _figure_place(dossier, round_, subject, gap.status.id)
        facts: dict[str, object] = {"status": gap.status.name, "published": gap.published, "total": row.total}
        if gap.exact is not None:
            difference = _rounded(abs(gap.exact - Fraction(gap.published)))
            facts |= {"n": gap.count, "exact": _rounded(gap.exact), "difference": difference}
            yield finding("published-share", Grade.WARNING, place, **facts)
        elif len(gap.nearest) > 1:
            for name, count in zip(("below", "above"), gap.nearest, strict=True):
                facts |= {name: count, f"{name}_percent": _rounded(Fraction(100 * count, row.total or 1))}
            yield finding("published-share-impossible", Grade.WARNING, place, **facts)
        else:
            yield finding("published-share-over", Grade.WARNING, place, **facts)
    if row.fitting == () and row.total_published:
        place = _figure_place(dossier, round_, subject, None)
        if not row.alternatives:
            yield finding("published-total", Grade.WARNING, place, total=row.total)
        for split in row.alternatives[:1]:
            apart = abs(split.total - (row.total or 0))
            counts = "\N{NO-BREAK SPACE}+\N{NO-BREAK SPACE}".join(map(str, split.counts))
            facts = {"total": row.total, "other": split.total, "difference": apart, "sum": counts}
            yield finding("published-total-other", Grade.WARNING, place, **facts)


def _rounded(value: Fraction) -> Decimal:
    """To two places, for the sentence alone."""
    return (Decimal(value.numerator) / Decimal(value.denominator)).quantize(Decimal("0.01"), ROUND_HALF_UP)


def _figure_place(dossier: Dossier, round_: MonitoringRound, subject: Subject | None, status: str | None) -> str:
    group = None if subject is None or isinstance(subject, Bucket) else subject.id
    wanted = FigureSubject.MEASURES if status is None else FigureSubject.SHARE
    figure = dossier.get(PublishedFigure, round_.id, wanted, group, subject is Bucket.SHARED, status)
    return f"{place_of(dossier, figure)}.value" if figure else "$.published"


def fulfilled_meanings(dossier: Dossier) -> Iterator[Finding]:
    """Statuses that count as fulfilled although they mean the contrary."""
    contrary = (StatusMeaning.NOT_DONE, StatusMeaning.CANCELLED)
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
        "published-share-impossible",
        "published-share-over",
        "published-total",
        "published-total-other",
    )
    return (
        Check(name="missing-readings", codes=("missing-reading", "reading-without-status"), run=missing_readings),
        Check(name="tally-sums", codes=("tally-owner", "tally-sum"), run=tally_sums),
        Check(name="tallies-against-readings", codes=("tally-against-readings",), run=tallies_against_readings),
        Check(name="published-counts", codes=("published-goals", "published-measures"), run=published_counts),
        Check(name="published-shares", codes=shares, run=published_shares),
        Check(name="fulfilled-meanings", codes=("fulfilled-meaning",), run=fulfilled_meanings),
        Check(name="goals-without-measure", codes=("goal-without-measure",), run=goals_without_measure),
    )
