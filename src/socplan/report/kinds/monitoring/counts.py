"""Counts of measures by group and goal, and their change between rounds."""

from collections.abc import Iterator
from typing import Final

import attrs

from socplan import calculations as calc
from socplan.model import MonitoringRound, Period
from socplan.report.blocks import (
    NA,
    Block,
    Cell,
    ColumnKind,
    Figure,
    FigureKind,
    Paragraph,
    Percent,
    RowRole,
    StatusMark,
    Table,
)
from socplan.report.cells import coded_title, subject_name
from socplan.report.columns import Below, Col, listing
from socplan.report.kinds.monitoring.scene import MonitoringScene

_COUNT: Final = ColumnKind.COUNT
_PERCENT: Final = ColumnKind.PERCENT
#: Up to this number of rounds, the change between them says all.
_FEW_ROUNDS: Final = 2


def by_group(scene: MonitoringScene) -> Iterator[Block | None]:
    """Fulfilment by working group, with a figure."""
    yield _count_table(scene, scene.table, "group")
    yield _share_figure(scene, scene.table, "group")


def by_goal(scene: MonitoringScene) -> Iterator[Block | None]:
    """Fulfilment by goal."""
    yield _count_table(scene, calc.fulfilment(scene.dossier, scene.round, by="goal"), "goal")


def _count_table(scene: MonitoringScene, table: calc.FulfilmentTable, subject: str) -> Table | None:
    words, overall = scene.words, table.overall
    below, notes = [], []
    percents = scene.percents(overall)
    if percents[0] is not None:
        cells = _keyed(overall, scene.whole(overall), percents)
        below.append(Below(words.text("table.share"), cells, RowRole.SHARE))
        notes.append(scene.rounding_note)
    if subject == "group" and scene.published is not None:
        below += _published_rows(scene, scene.published)
        notes.append(words.text("monitoring.published_note"))
    return _telling(
        scene,
        listing(
            scene,
            f"by_{subject}",
            table.rows,
            Col("subject", lambda row: subject_name(row.subject, words), head=words.text(f"column.{subject}")),
            Col("total", lambda row: row.fulfilment.total, _COUNT, overall.total),
            *_status_cols(overall, "status_"),
            Col("unknown", lambda row: row.fulfilment.unknown, _COUNT, overall.unknown, skip_zeros=True),
            title=words.text(f"monitoring.by_{subject}_title", when=scene.when),
            notes=notes,
            row_key=_subject_key,
            below=below,
        ),
    )


def _status_cols(overall: calc.Fulfilment, prefix: str = "") -> Iterator[Col[calc.FulfilmentRow]]:
    """A column of counts for each status."""
    for place, status in enumerate(overall.statuses):
        yield _status_col(place, f"{prefix}{status.id}", status.name, overall.counts[place])


def _status_col(place: int, key: str, head: str, total: int | None) -> Col[calc.FulfilmentRow]:
    return Col(key, lambda row: row.fulfilment.counts[place], _COUNT, total, head=head)


def _keyed(counts: calc.Fulfilment | calc.PublishedRow, total: Cell, parts: tuple[Cell, ...]) -> dict[str, Cell]:
    """Cells by column key: the total, a cell for each status, and the unknown if it is given."""
    keys = (*(f"status_{status.id}" for status in counts.statuses), "unknown")
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


def _share_figure(scene: MonitoringScene, table: calc.FulfilmentTable, subject: str) -> Figure | None:
    """The shares of statuses in each wholly known row, and in all."""
    words, overall = scene.words, table.overall
    shares = [(row, scene.percents(row.fulfilment)) for row in table.rows]
    rows = [(row, percents) for row, percents in shares if None not in percents]
    in_all = scene.percents(overall)
    totals = None not in in_all
    if len(rows) + totals <= 1:
        return None
    heads = [(f"status_{status.id}", status.name) for status in overall.statuses]
    if any(row.fulfilment.unknown for row in table.rows):
        heads.append(("unknown", words.text("column.unknown")))

    def column(place: int, key: str, head: str) -> Col[tuple[calc.FulfilmentRow, tuple[Percent | None, ...]]]:
        return Col(key, lambda row: row[1][place], _PERCENT, in_all[place], head=head, unit="%")

    drawn = listing(
        scene,
        f"by_{subject}_shares",
        rows,
        Col("subject", lambda row: subject_name(row[0].subject, words), head=words.text(f"column.{subject}")),
        Col("total", lambda row: row[0].fulfilment.total, _COUNT, overall.total),
        *(column(place, key, head) for place, (key, head) in enumerate(heads)),
        title=words.text(f"monitoring.by_{subject}_shares_title", when=scene.when),
        notes=(scene.rounding_note,),
        totals=totals,
    )
    alt = words.text(f"monitoring.by_{subject}_alt", when=scene.when)
    return Figure(key=f"by_{subject}_shares", kind=FigureKind.SHARES, alt=alt, table=drawn) if drawn else None


# Change


def change(scene: MonitoringScene) -> Iterator[Block | None]:
    """The change since the round before, and the course over all rounds."""
    if scene.before is not None:
        earlier = calc.fulfilment(scene.dossier, scene.before)
        yield _change_table(scene, earlier.overall, scene.before)
        if scene.by_measure and calc.has_readings(scene.dossier, scene.before):
            yield from _moved(scene, scene.before)
    if len(scene.dossier.rounds) > _FEW_ROUNDS:
        yield _all_rounds(scene)


def _all_rounds(scene: MonitoringScene) -> Table | None:
    """The fulfilment in each round."""

    def column(place: int, key: str, head: str) -> Col[calc.FulfilmentTable]:
        return Col(key, lambda row: row.overall.counts[place], _COUNT, head=head)

    rounds = listing(
        scene,
        "rounds",
        calc.fulfilment_over_time(scene.dossier),
        Col("round", lambda row: row.round.id if row.round.period == Period() else row.round.period, ColumnKind.DATE),
        *(column(place, status.id, status.name) for place, status in enumerate(calc.statuses_in_order(scene.dossier))),
        Col("unknown", lambda row: row.overall.unknown, _COUNT),
        Col("total", lambda row: row.overall.total, _COUNT),
        title=scene.words.text("monitoring.rounds_title"),
        notes=(scene.words.text("monitoring.unknown_note"),),
        row_key=lambda row: row.round.id,
    )
    return rounds if rounds and len(rounds.columns) > 1 else None


def _difference(before: int | None, after: int | None) -> int | None:
    return None if before is None or after is None else after - before


def _change_table(scene: MonitoringScene, earlier: calc.Fulfilment, before: MonitoringRound) -> Table | None:
    """Both rounds side by side; ``None`` where no count can be compared."""
    words, later = scene.words, scene.table.overall
    rows: list[tuple[Cell, int | None, int | None]] = [
        (StatusMark.of(status), old, new)
        for status, old, new in zip(later.statuses, earlier.counts, later.counts, strict=True)
    ]
    if earlier.unknown or later.unknown:
        rows.append((words.text("monitoring.not_reported"), earlier.unknown, later.unknown))
    in_all = _difference(earlier.total, later.total)
    if in_all is None and all(_difference(old, new) is None for _, old, new in rows):
        return None
    return listing(
        scene,
        "change",
        rows,
        Col("status", lambda row: row[0], ColumnKind.STATUS),
        Col("before", lambda row: row[1], _COUNT, earlier.total, head=words.show(before.period)),
        Col("after", lambda row: row[2], _COUNT, later.total, head=words.show(scene.round.period)),
        Col("difference", lambda row: _difference(row[1], row[2]), ColumnKind.DIFFERENCE, in_all),
        title=words.text("monitoring.change_title"),
    )


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
        yield Paragraph(words.text("monitoring.newly_reported", n=newly))
    if silent:
        yield Paragraph(words.text("monitoring.no_longer_reported", n=silent))
