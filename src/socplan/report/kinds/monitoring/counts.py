"""Counts of measures by group and goal, and their change between rounds."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Final

import attrs
from attrs import frozen

from socplan import calculations as calc
from socplan.labels import Wording
from socplan.model import MonitoringRound, Period, RoundScope, Status, StatusMeaning
from socplan.report.blocks import Block, Paragraph
from socplan.report.cells import coded_title, rounded
from socplan.report.columns import Below, Col, listing
from socplan.report.kinds.monitoring.scene import MonitoringScene
from socplan.report.tables import NA, Cell, ColumnKind, Figure, FigureKind, Percent, RowRole, Series, StatusMark, Table

_COUNT: Final = ColumnKind.COUNT
_PERCENT: Final = ColumnKind.PERCENT
#: Up to this number of rounds, the change between them says all.
_FEW_ROUNDS: Final = 2
#: A single bar compares nothing.
_FEWEST_BARS: Final = 2
#: The most names in a sentence about a chart.
_FEW_NAMES: Final = 3
#: What the keys of columns of statuses begin with.
_STATUS: Final = "status_"
#: The rows of a table of counts that are drawn.
_DRAWN: Final = frozenset({RowRole.BODY, RowRole.TOTAL})


def by_group(scene: MonitoringScene) -> Iterator[Block | None]:
    """Fulfilment by working group, with a figure; in a plan without groups it would repeat the summary."""
    if all(row.subject is calc.Bucket.UNASSIGNED for row in scene.table.rows):
        return
    yield from _counts(scene, scene.table, "group")


def by_goal(scene: MonitoringScene) -> Iterator[Block | None]:
    """Fulfilment by goal, if there are several."""
    table = calc.fulfilment(scene.dossier, scene.round, by="goal")
    if len(table.rows) > 1:
        yield from _counts(scene, table, "goal")


def _counts(scene: MonitoringScene, table: calc.FulfilmentTable, subject: str) -> Iterator[Block | None]:
    """The counts by status, drawn as shares where at least two rows are wholly known.

    Where all rows are, the drawing stands alone, with the highest and the lowest rate in words.
    """
    counts = _count_table(scene, table, subject)
    rows = [row.fulfilment for row in table.rows]
    drawable = [row for row in (*rows, table.overall) if row.total and None not in (*row.counts, row.unknown)]
    if counts is None or len(drawable) < _FEWEST_BARS:
        yield counts
        return
    statuses: dict[str, StatusMeaning | None] = {
        f"{_STATUS}{status.id}": status.meaning for status in table.overall.statuses
    }
    statuses["unknown"] = None
    series = tuple(Series(column.key, statuses[column.key]) for column in counts.columns if column.key in statuses)
    drawn, *more = _findings(scene, table, subject)
    alone = len(drawable) > len(rows) and all(row.role in _DRAWN and not row.notes for row in counts.rows)
    if alone and more:
        yield Paragraph(more[0])
    yield Figure(
        key=counts.key, kind=FigureKind.SHARES, alt=" ".join((drawn, *more)), table=counts, series=series, alone=alone
    )


def _findings(scene: MonitoringScene, table: calc.FulfilmentTable, subject: str) -> Iterator[str]:
    """What the bars show, and which of them have the highest and the lowest rate of fulfilment."""
    words = scene.words
    yield words.text(f"monitoring.by_{subject}_alt", when=scene.when)
    rates = [(row, rate) for row in table.rows if (rate := row.fulfilment.fulfilled_share) is not None]
    if not any(status.fulfilled for status in table.overall.statuses) or not rates:
        return
    if any(row.fulfilment.unknown for row in table.rows):
        # A measure whose status is not known may be fulfilled, so nobody knows which row is the highest or the lowest.
        return
    ends = (max(rate for _, rate in rates), min(rate for _, rate in rates))
    highest, lowest = ([row for row, rate in rates if rate == end] for end in ends)
    if ends[0] == ends[1] or max(len(highest), len(lowest)) > _FEW_NAMES:
        return
    yield words.text(
        "monitoring.highest_lowest",
        highest=words.listed(_rate(scene, row) for row in highest),
        lowest=words.listed(_rate(scene, row) for row in lowest),
    )


def _rate(scene: MonitoringScene, row: calc.FulfilmentRow) -> str:
    counts = row.fulfilment
    name = scene.subject_name(row.subject)
    return scene.words.text("monitoring.rate_of", name=name, n=counts.fulfilled, total=counts.total)


def _count_table(scene: MonitoringScene, table: calc.FulfilmentTable, subject: str) -> Table | None:
    words, overall = scene.words, table.overall
    below: list[Below] = []
    notes: list[str] = []
    some = any(count is not None for row in table.rows for count in row.fulfilment.counts)
    # Else the summary has what was published, and has nothing to compare it with.
    if subject == "group" and (some or overall.is_known) and scene.published is not None:
        below += _published_rows(scene, scene.published)
        notes.append(words.text("monitoring.published_note"))
    return _telling(
        scene,
        listing(
            scene,
            f"by_{subject}",
            table.rows,
            Col("subject", lambda row: scene.subject_name(row.subject), head=words.text(f"column.{subject}")),
            Col(
                "total",
                lambda row: row.fulfilment.total,
                _COUNT,
                overall.total,
                note=lambda row: scene.tally_note(row.subject, None) if subject == "group" else None,
            ),
            *_status_cols(overall, _STATUS, scene if subject == "group" else None),
            Col("unknown", lambda row: row.fulfilment.unknown, _COUNT, overall.unknown, skip_zeros=True),
            Col(
                "fulfilled_share",
                lambda row: scene.fulfilled(row.fulfilment),
                _PERCENT,
                scene.fulfilled(overall) or NA,
                unit="%",
            ),
            title=words.text(f"monitoring.by_{subject}_title", when=scene.when),
            notes=notes,
            row_key=_subject_key,
            below=below,
        ),
    )


def _status_cols(
    overall: calc.Fulfilment, prefix: str = "", noted: MonitoringScene | None = None
) -> Iterator[Col[calc.FulfilmentRow]]:
    """A column of counts for each status; with the notes on tallies of a scene."""
    for place, status in enumerate(overall.statuses):
        yield _status_col(place, status, prefix, overall.counts[place], noted)


def _status_col(
    place: int, status: Status, prefix: str, total: int | None, noted: MonitoringScene | None
) -> Col[calc.FulfilmentRow]:
    return Col(
        f"{prefix}{status.id}",
        lambda row: row.fulfilment.counts[place],
        _COUNT,
        total,
        head=status.name,
        note=None if noted is None else lambda row: noted.tally_note(row.subject, status.id),
    )


def _keyed(counts: calc.Fulfilment | calc.PublishedRow, total: Cell, parts: tuple[Cell, ...]) -> dict[str, Cell]:
    """Cells by column key: the total, a cell for each status, and the unknown if it is given."""
    keys = (*(f"{_STATUS}{status.id}" for status in counts.statuses), "unknown")
    return {"total": total} | dict(zip(keys, parts, strict=False))


def _subject_key(row: calc.FulfilmentRow) -> str | None:
    return None if isinstance(row.subject, calc.Bucket) else row.subject.id


def _telling(scene: MonitoringScene, table: Table | None) -> Table | None:
    """The table with a note on unknown counts; ``None`` where it has no counts."""
    if table is None or len(table.columns) == 1:
        return None
    if any(None in row.cells for row in table.rows):
        return attrs.evolve(table, notes=(*table.notes, scene.words.text("monitoring.unknown_note")))
    return table


def _published_rows(scene: MonitoringScene, published: calc.PublishedRow) -> Iterator[Below]:
    words, counted = scene.words, scene.table.overall
    if (published.total, published.counts) != (counted.total, counted.counts):
        cells = _keyed(published, published.total, published.counts)
        yield Below(words.text("table.published"), cells, RowRole.PUBLISHED)
    if any(percent is not None for percent in published.percents):
        percents = tuple(None if percent is None else Percent(percent) for percent in published.percents)
        whole = NA if published.whole is None else Percent(published.whole)
        cells = _keyed(published, whole, percents)
        yield Below(words.text("table.published_share"), cells, RowRole.PUBLISHED)


# Change


def change(scene: MonitoringScene) -> Iterator[Block | None]:
    """The change since the round before, and the course over all rounds."""
    if scene.before is not None:
        earlier = calc.fulfilment(scene.dossier, scene.before).overall
        if sentence := _fulfilled_change(scene, earlier, scene.before):
            yield Paragraph(sentence)
        yield _change_table(scene, earlier, scene.before)
        if scene.by_measure and calc.has_readings(scene.dossier, scene.before):
            yield from _moved(scene, scene.before)
    if len(scene.dossier.rounds) > _FEW_ROUNDS:
        yield _all_rounds(scene)


def _fulfilled_change(scene: MonitoringScene, earlier: calc.Fulfilment, before: MonitoringRound) -> str | None:
    """How many measures counted as fulfilled in both rounds, and of how many."""
    words, later = scene.words, scene.table.overall
    old, new = scene.fulfilled(earlier), scene.fulfilled(later)
    if old is None or new is None:
        return None
    return words.text(
        "monitoring.fulfilled_change",
        before=before.period,
        earlier=_counted(words, earlier, old),
        after=scene.round.period,
        later=_counted(words, later, new),
    )


def _counted(words: Wording, counts: calc.Fulfilment, share: Percent) -> str:
    """How many measures counted in a round."""
    percent = words.percent(share.value)
    return words.text("monitoring.counted_of", n=counts.fulfilled, total=counts.total, percent=percent)


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
        Col("fulfilled_share", lambda row: scene.fulfilled(row.overall), _PERCENT, unit="%"),
        title=words.text("monitoring.rounds_title"),
        notes=(*_scope_notes(scene, scene.dossier.rounds), scene.rounding_note()),
        row_key=lambda row: row.round.id,
    )
    rounds = _telling(scene, rounds)
    rates = [(table.round, scene.fulfilled(table.overall)) for table in tables]
    if rounds is None or sum(rate is not None for _, rate in rates) < _FEWEST_BARS:
        return rounds
    told = words.listed(
        words.text(
            "monitoring.rate_in",
            round=round_.id if round_.period == Period() else words.show(round_.period),
            percent=words.show(None) if rate is None else words.percent(rate.value),
        )
        for round_, rate in rates
    )
    alt = words.text("monitoring.rounds_alt", rates=told)
    return Figure(key=rounds.key, kind=FigureKind.LINES, alt=alt, table=rounds, series=(Series("fulfilled_share"),))


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


def _change_table(scene: MonitoringScene, earlier: calc.Fulfilment, before: MonitoringRound) -> Table | None:
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
        "change",
        rows,
        Col("status", lambda row: row.label, ColumnKind.STATUS),
        Col("before", lambda row: row.before, _COUNT, earlier.total, head=old),
        Col("before_share", lambda row: row.share_before, _PERCENT, totals[0], head=_share_head(scene, old), unit="%"),
        Col("after", lambda row: row.after, _COUNT, later.total, head=new),
        Col("after_share", lambda row: row.share_after, _PERCENT, totals[1], head=_share_head(scene, new), unit="%"),
        Col("difference", lambda row: _difference(row.before, row.after), ColumnKind.DIFFERENCE, in_all),
        Col(
            "points",
            lambda row: _points(scene, row.share_before, row.share_after),
            ColumnKind.DIFFERENCE,
            unit=words.text("unit.points"),
        ),
        title=words.text("monitoring.change_title"),
        notes=(
            *_scope_notes(scene, (before, scene.round)),
            scene.rounding_note([(old, shares[0]), (new, shares[1])]),
            words.text("monitoring.points_note"),
        ),
        below=(Below(str(fulfilled.label), _both_cells(scene, fulfilled), RowRole.DERIVED),),
    )
    return _telling(scene, table)


def _share_head(scene: MonitoringScene, period: str) -> str:
    return scene.words.text("monitoring.share_in", period=period)


def _both_cells(scene: MonitoringScene, row: _Both) -> dict[str, Cell]:
    return {
        "before": row.before,
        "before_share": row.share_before,
        "after": row.after,
        "after_share": row.share_after,
        "difference": _difference(row.before, row.after),
        "points": _points(scene, row.share_before, row.share_after),
    }


def _moved(scene: MonitoringScene, before: MonitoringRound) -> Iterator[Block | None]:
    words = scene.words
    changes = calc.status_changes(scene.dossier, before, scene.round)
    yield Paragraph(words.text("monitoring.moved", n=len(changes)))
    yield listing(
        scene,
        "moved",
        changes,
        Col("measure", lambda row: coded_title(row.measure)),
        Col("before", lambda row: StatusMark.of(row.before), ColumnKind.STATUS, head=words.show(before.period)),
        Col("after", lambda row: StatusMark.of(row.after), ColumnKind.STATUS, head=words.show(scene.round.period)),
        title=words.text("monitoring.moved_title"),
        row_key=lambda row: row.measure.id,
    )
    reported = [
        (calc.status_of(scene.dossier, measure, before), calc.status_of(scene.dossier, measure, scene.round))
        for measure in calc.measures_of(scene.dossier, scene.round)
    ]
    newly = sum(old is None and new is not None for old, new in reported)
    silent = sum(old is not None and new is None for old, new in reported)
    if newly:
        yield Paragraph(words.text("monitoring.newly_known", n=newly))
    if silent:
        yield Paragraph(words.text("monitoring.no_longer_known", n=silent))
