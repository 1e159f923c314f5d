"""What has changed between rounds of monitoring: the round before, and the course over all of them."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import chain
from typing import Final

from attrs import frozen

from socplan import calculations as calc
from socplan.labels import Wording
from socplan.model import MonitoringRound, Period, RoundScope, StatusMeaning
from socplan.report.blocks import Block, Paragraph
from socplan.report.cells import any_rounded, coded_title, rounded
from socplan.report.columns import Below, Col, listing
from socplan.report.kinds.monitoring.counts import telling
from socplan.report.kinds.monitoring.scene import MonitoringScene
from socplan.report.tables import (
    AtLeast,
    Cell,
    ColumnKind,
    Figure,
    FigureKind,
    Percent,
    RowRole,
    Series,
    StatusMark,
    Table,
)

_COUNT: Final = ColumnKind.COUNT
_PERCENT: Final = ColumnKind.PERCENT
#: Up to this number of rounds, the change between them says all.
_FEW_ROUNDS: Final = 2
#: The most measures that a sentence names.
_FEW_NAMES: Final = 3
#: How near to fulfilment a status is.
_RANKS: Final = {StatusMeaning.NOT_DONE: 0, StatusMeaning.UNDER_WAY: 1, StatusMeaning.DONE: 2}
#: A line needs two points.
_FEWEST_POINTS: Final = 2


def change(scene: MonitoringScene) -> Iterator[Block | None]:
    """The change since the round before, and the course over all rounds; the summary has counts that are all known."""
    if scene.before is not None:
        earlier = calc.fulfilment(scene.dossier, scene.before).overall
        if not _comparable(scene, earlier):
            yield _change_table(scene, earlier, scene.before, "change")
        if scene.by_measure and calc.has_readings(scene.dossier, scene.before):
            yield from _moved(scene, scene.before)
    if len(scene.dossier.rounds) > _FEW_ROUNDS:
        yield _all_rounds(scene)


def compared_table(scene: MonitoringScene) -> Table | None:
    """The counts beside those of the round before; ``None`` where one of them is not known."""
    if scene.before is None:
        return None
    earlier = calc.fulfilment(scene.dossier, scene.before).overall
    if not _comparable(scene, earlier):
        return None
    return _change_table(scene, earlier, scene.before, "statuses")


def _comparable(scene: MonitoringScene, earlier: calc.Fulfilment) -> bool:
    """Whether all counts of both rounds are known, and are of measures chosen alike."""
    later = scene.table.overall
    if scene.before is None or scene.before.covers is not scene.round.covers:
        return False
    return bool(earlier.is_known and earlier.total and later.is_known and later.total)


def fulfilled_before(scene: MonitoringScene) -> str | None:
    """How many measures counted as fulfilled in the round before, and of how many."""
    if scene.before is None or scene.before.covers is not scene.round.covers or not scene.table.overall.total:
        return None
    words, earlier = scene.words, calc.fulfilment(scene.dossier, scene.before).overall
    percent = scene.fulfilled(earlier)
    if percent is None or not any(status.fulfilled for status in earlier.statuses):
        return None
    if earlier.unknown and not earlier.fulfilled:
        # „At least none“ says nothing.
        return None
    key = "monitoring.fulfilled_before_least" if earlier.unknown else "monitoring.fulfilled_before"
    return words.text(
        key, before=scene.before.period, percent=words.percent(percent.value), n=earlier.fulfilled, total=earlier.total
    )


def _all_rounds(scene: MonitoringScene) -> Block | None:
    """The fulfilment in each round, with the rate of fulfilment as a line."""
    words, tables = scene.words, calc.fulfilment_over_time(scene.dossier)

    def column(place: int, key: str, head: str) -> Col[calc.FulfilmentTable]:
        return Col(key, lambda row: row.overall.counts[place], _COUNT, head=head)

    rounds = listing(
        scene,
        "rounds",
        tables,
        Col("round", lambda row: row.round.id if row.round.period == Period() else row.round.period, ColumnKind.DATE),
        *(column(place, status.id, status.name) for place, status in enumerate(calc.statuses_in_order(scene.dossier))),
        Col("unknown", lambda row: row.overall.unknown, _COUNT, skip_zeros=True),
        Col("total", lambda row: row.overall.total, _COUNT),
        Col("counted_fulfilled", lambda row: row.overall.fulfilled, _COUNT),
        Col("fulfilled_share", lambda row: scene.rate(row.overall), _PERCENT, unit="%"),
        title=words.text("monitoring.rounds_title"),
        notes=(*_scope_notes(scene, scene.dossier.rounds), scene.rounding_note()),
        row_key=lambda row: row.round.id,
    )
    rounds = telling(scene, rounds)
    rates = [(table.round, scene.rate(table.overall)) for table in tables]
    # A rate that is only the least of what it may be is no point of a line.
    if rounds is None or sum(isinstance(rate, Percent) for _, rate in rates) < _FEWEST_POINTS:
        return rounds
    told = words.listed(
        words.text(
            "monitoring.rate_in",
            round=round_.id if round_.period == Period() else words.show(round_.period),
            percent=_rate_text(words, rate),
        )
        for round_, rate in rates
    )
    alt = words.text("monitoring.rounds_alt", rates=told)
    return Figure(key=rounds.key, kind=FigureKind.LINES, alt=alt, table=rounds, series=(Series("fulfilled_share"),))


def _rate_text(words: Wording, rate: Cell) -> str:
    """A rate of fulfilment in a sentence."""
    match rate:
        case Percent():
            return words.percent(rate.value)
        case AtLeast(value=Percent() as least):
            return f"{words.text('word.at_least')} {words.percent(least.value)}"
        case _:
            return words.show(None)


def _scope_notes(scene: MonitoringScene, rounds: Iterable[MonitoringRound]) -> Iterator[str]:
    """A note where rounds cover different sets of measures."""
    rounds = tuple(rounds)
    if len({round_.covers for round_ in rounds}) > 1:
        yield scene.words.text("monitoring.other_scope")
    elif any(round_.covers is RoundScope.DUE for round_ in rounds):
        yield scene.words.text("monitoring.due_scope")


def _difference(before: int | None, after: int | None) -> int | None:
    return None if before is None or after is None else after - before


def _points(scene: MonitoringScene, before: Percent | None, after: Percent | None) -> Decimal | None:
    """By how many percentage points an exact share has changed."""
    if before is None or after is None or before.exact is None or after.exact is None:
        return None
    return rounded(100 * (after.exact - before.exact), scene.digits)


@frozen
class _Both:
    """A row of the change table: counts and shares in both rounds."""

    label: Cell
    before: int | None
    after: int | None
    share_before: Percent | None
    share_after: Percent | None


def _change_table(scene: MonitoringScene, earlier: calc.Fulfilment, before: MonitoringRound, key: str) -> Table | None:
    """Both rounds side by side; ``None`` where no count can be compared."""
    words, later = scene.words, scene.table.overall
    labels: list[Cell] = [StatusMark.of(status) for status in later.statuses]
    olds, news = (*earlier.counts, earlier.unknown), (*later.counts, later.unknown)
    # A round without measures of unknown status has no row for them.
    if earlier.unknown or later.unknown:
        labels.append(words.text("monitoring.not_known"))
    shares = (scene.percents(earlier), scene.percents(later))
    rows = [_Both(*row) for row in zip(labels, olds, news, *shares, strict=False)]
    in_all = _difference(earlier.total, later.total)
    if in_all is None and all(_difference(row.before, row.after) is None for row in rows):
        return None
    old, new = words.show(before.period), words.show(scene.round.period)
    totals = (scene.whole(earlier), scene.whole(later))
    fulfilled = _Both(
        words.text("monitoring.counts_fulfilled"),
        earlier.fulfilled,
        later.fulfilled,
        scene.fulfilled(earlier),
        scene.fulfilled(later),
    )
    table = listing(
        scene,
        key,
        rows,
        Col("status", lambda row: row.label, ColumnKind.STATUS),
        Col("before", lambda row: row.before, _COUNT, earlier.total, head=old),
        Col("before_share", lambda row: row.share_before, _PERCENT, totals[0], head=_share_head(scene, old), unit="%"),
        Col("measures", lambda row: row.after, _COUNT, later.total, head=new),
        Col("share", lambda row: row.share_after, _PERCENT, totals[1], head=_share_head(scene, new), unit="%"),
        Col("difference", lambda row: _difference(row.before, row.after), ColumnKind.DIFFERENCE, in_all),
        Col(
            "points",
            lambda row: _points(scene, row.share_before, row.share_after),
            ColumnKind.DIFFERENCE,
            unit=words.text("unit.points"),
        ),
        title=words.text(f"monitoring.{key}_compared", when=scene.when),
        notes=(
            *_scope_notes(scene, (before, scene.round)),
            scene.rounding_note([(old, shares[0]), (new, shares[1])]) if any_rounded(chain(*shares)) else None,
            words.text("monitoring.points_note"),
        ),
        # Where a single status counts, its row says the same.
        below=()
        if [status.fulfilled for status in later.statuses].count(True) == 1
        else (Below(str(fulfilled.label), _both_cells(scene, fulfilled), RowRole.DERIVED),),
    )
    return telling(scene, table)


def _share_head(scene: MonitoringScene, period: str) -> str:
    return scene.words.text("monitoring.share_in", period=period)


def _both_cells(scene: MonitoringScene, row: _Both) -> dict[str, Cell]:
    return {
        "before": row.before,
        "before_share": row.share_before,
        "measures": row.after,
        "share": row.share_after,
        "difference": _difference(row.before, row.after),
        "points": _points(scene, row.share_before, row.share_after),
    }


def _moved(scene: MonitoringScene, before: MonitoringRound) -> Iterator[Block | None]:
    words = scene.words
    changes = calc.status_changes(scene.dossier, before, scene.round)
    if forward(scene) is None:
        # Else the summary has said it.
        yield Paragraph(words.text("monitoring.moved", n=len(changes)))
    yield listing(
        scene,
        "moved",
        changes,
        Col("measure", lambda row: scene.marked(coded_title(row.measure), row.measure)),
        Col("before", lambda row: StatusMark.of(row.before), ColumnKind.STATUS, head=words.show(before.period)),
        Col("after", lambda row: StatusMark.of(row.after), ColumnKind.STATUS, head=words.show(scene.round.period)),
        title=words.text("monitoring.moved_title"),
        row_key=lambda row: row.measure.id,
    )
    reported = [
        (measure, calc.status_of(scene.dossier, measure, before), calc.status_of(scene.dossier, measure, scene.round))
        for measure in calc.measures_of(scene.dossier, scene.round)
    ]
    if newly := sum(old is None and new is not None for _, old, new in reported):
        yield Paragraph(words.text("monitoring.newly_known", n=newly))
    silent = [
        words.text("monitoring.named_before", measure=coded_title(measure), status=old.name)
        for measure, old, new in reported
        if old is not None and new is None
    ]
    if 0 < len(silent) <= _FEW_NAMES:
        yield Paragraph(words.text("monitoring.no_longer_known_named", names=words.listed(silent)))
    elif silent:
        yield Paragraph(words.text("monitoring.no_longer_known", n=len(silent)))


def forward(scene: MonitoringScene) -> str | None:
    """How many measures have another status than in the round before, where all have come nearer to fulfilment.

    What goes on all the time, or stands for two meanings, is neither nearer nor farther.
    """
    if scene.before is None or not scene.by_measure or not calc.has_readings(scene.dossier, scene.before):
        return None
    changes = calc.status_changes(scene.dossier, scene.before, scene.round)
    ranks = [(_RANKS.get(row.before.meaning), _RANKS.get(row.after.meaning)) for row in changes]
    both = any(row.before.also or row.after.also for row in changes)
    if both or not ranks or not all(old is not None and new is not None and old < new for old, new in ranks):
        return None
    return scene.words.text("monitoring.forward", n=len(ranks))
