"""Counts of measures by group and goal."""

from collections.abc import Iterable, Iterator
from typing import Final

import attrs

from socplan import calculations as calc
from socplan.model import Status, StatusMeaning
from socplan.report.blocks import Block, Paragraph
from socplan.report.cells import some_of
from socplan.report.columns import Below, Col, listing
from socplan.report.kinds.monitoring.scene import MonitoringScene
from socplan.report.tables import NA, AtLeast, Cell, ColumnKind, Figure, FigureKind, Percent, RowRole, Series, Table

_COUNT: Final = ColumnKind.COUNT
_PERCENT: Final = ColumnKind.PERCENT
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


def _status_series(table: calc.FulfilmentTable, counts: Table) -> tuple[Series, ...]:
    """The columns of a table of counts that are drawn, with the statuses that colour them."""
    statuses: dict[str, StatusMeaning | None] = {
        f"{_STATUS}{status.id}": status.meaning for status in table.overall.statuses
    }
    statuses["unknown"] = None
    return tuple(Series(column.key, statuses[column.key]) for column in counts.columns if column.key in statuses)


def _rate_open_note(scene: MonitoringScene, table: calc.FulfilmentTable) -> Iterator[str]:
    """Why no rate is given where none is known to be fulfilled, and the status of some is not known."""
    if any(status.fulfilled for status in table.overall.statuses) and any(
        row.fulfilment.unknown and row.fulfilment.fulfilled == 0 for row in table.rows
    ):
        yield scene.words.text("monitoring.rate_open_note")


def _counts(scene: MonitoringScene, table: calc.FulfilmentTable, subject: str) -> Iterator[Block | None]:
    """The counts by status, drawn as shares where at least two rows are wholly known.

    By goal, where all rows are, the drawing stands alone, with the highest and the lowest rate in words; by group, the
    numbers stand below it as well, to be taken over.
    """
    counts = _count_table(scene, table, subject)
    rows = [row.fulfilment for row in table.rows]
    drawable = [row for row in (*rows, table.overall) if row.total and None not in (*row.counts, row.unknown)]
    if counts is None or len(drawable) < _FEWEST_BARS:
        yield counts
        if text := _never_fulfilled(scene, table, subject):
            yield Paragraph(text)
        return
    series = _status_series(table, counts)
    drawn, *more = _findings(scene, table, subject)
    alone = (
        subject == "goal"
        and len(drawable) > len(rows)
        and all(row.role in _DRAWN and not row.notes for row in counts.rows)
    )
    if alone and more:
        yield Paragraph(more[0])
    if text := _never_fulfilled(scene, table, subject):
        yield Paragraph(text)
    yield Figure(
        key=counts.key,
        kind=FigureKind.SHARES,
        alt=" ".join((drawn, *more)),
        # The bars are as long for two measures as for twenty.
        table=attrs.evolve(counts, title=scene.words.text(f"monitoring.by_{subject}_bars", when=scene.when)),
        series=series,
        alone=alone,
        # Rows below are those of published figures, which are never alone.
        beside=tuple(_rate_beside(scene, row) for row in (*rows, table.overall)) if alone else (),
    )


def _rate_beside(scene: MonitoringScene, counts: calc.Fulfilment) -> str:
    """The total and the rate of fulfilment, which a bar does not show."""
    words, percent = scene.words, scene.fulfilled(counts)
    if percent is None or _only_ongoing(counts) or not any(status.fulfilled for status in counts.statuses):
        return words.text("count.measures", n=counts.total or 0)
    if counts.unknown and not counts.fulfilled:
        return words.text("monitoring.rate_beside_unknown", measures=words.text("count.measures", n=counts.total or 0))
    key = "monitoring.rate_beside_least" if counts.unknown else "monitoring.rate_beside"
    return words.text(key, done=counts.fulfilled, total=counts.total, percent=words.percent(percent.value))


def _only_ongoing(counts: calc.Fulfilment) -> bool:
    """Whether all measures have a status of what goes on all the time, which the plan never counts as fulfilled."""
    had = [status for status, count in zip(counts.statuses, counts.counts, strict=True) if count != 0]
    known = bool(counts.total) and None not in counts.counts and counts.unknown == 0
    return known and all(s.meaning is StatusMeaning.ONGOING and not s.also and not s.fulfilled for s in had)


def _never_fulfilled(scene: MonitoringScene, table: calc.FulfilmentTable, subject: str) -> str | None:
    """Of which rows no rate is given, because their measures are only ongoing ones."""
    words = scene.words
    rows = [row for row in table.rows if _only_ongoing(row.fulfilment)]
    if not rows or not any(status.fulfilled for status in table.overall.statuses):
        return None
    had = dict.fromkeys(
        status.name
        for row in rows
        for status, count in zip(row.fulfilment.statuses, row.fulfilment.counts, strict=True)
        if count
    )
    return words.text(
        "monitoring.only_ongoing",
        statuses=words.listed(words.text("monitoring.quoted", name=name) for name in had),
        names=some_of(words, (scene.subject_name(row.subject, subject) for row in rows)),
    )


def _findings(scene: MonitoringScene, table: calc.FulfilmentTable, subject: str) -> Iterator[str]:
    """What the bars show, and which of them have the highest and the lowest rate of fulfilment."""
    words = scene.words
    yield words.text(f"monitoring.by_{subject}_alt", when=scene.when)
    rates = [
        (row, rate)
        for row in table.rows
        if (rate := row.fulfilment.fulfilled_share) is not None and not _only_ongoing(row.fulfilment)
    ]
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
        highest=words.listed(_rate(scene, row, subject) for row in highest),
        lowest=words.listed(_rate(scene, row, subject) for row in lowest),
    )


def _rate(scene: MonitoringScene, row: calc.FulfilmentRow, subject: str) -> str:
    counts = row.fulfilment
    name = scene.subject_name(row.subject, subject)
    return scene.words.text("monitoring.rate_of", name=name, n=counts.fulfilled, total=counts.total)


def _count_table(scene: MonitoringScene, table: calc.FulfilmentTable, subject: str) -> Table | None:
    words, overall = scene.words, table.overall
    below: list[Below] = []
    notes = [*_rate_open_note(scene, table)]
    some = any(count is not None for row in table.rows for count in row.fulfilment.counts)
    # Else the summary has what was published, and has nothing to compare it with.
    if subject == "group" and (some or overall.is_known) and scene.published is not None:
        below += _published_rows(scene, scene.published)
        notes.append(words.text("monitoring.published_note"))
    return telling(
        scene,
        listing(
            scene,
            f"by_{subject}",
            table.rows,
            Col("subject", lambda row: scene.subject_name(row.subject, subject), head=words.text(f"column.{subject}")),
            Col(
                "total",
                lambda row: row.fulfilment.total,
                _COUNT,
                whole_or_least(overall.total, [row.fulfilment.total for row in table.rows]),
                note=lambda row: scene.tally_note(row.subject, None) if subject == "group" else None,
            ),
            *_status_cols(table, scene if subject == "group" else None),
            Col("unknown", lambda row: row.fulfilment.unknown, _COUNT, overall.unknown, skip_zeros=True),
            Col(
                "fulfilled_share",
                lambda row: NA if _only_ongoing(row.fulfilment) else _rate_or_dash(scene, row.fulfilment),
                _PERCENT,
                _rate_or_dash(scene, overall),
                unit="%",
            ),
            title=words.text(f"monitoring.by_{subject}_title", when=scene.when),
            notes=notes,
            row_key=_subject_key,
            below=below,
        ),
    )


def _rate_or_dash(scene: MonitoringScene, counts: calc.Fulfilment) -> Cell:
    """The rate of fulfilment; not applicable where nobody can tell it, although the sources are not silent on it."""
    return NA if counts.unknown and counts.fulfilled == 0 else scene.rate(counts)


def whole_or_least(whole: int | None, parts: Iterable[int | None]) -> Cell:
    """A total; where it is not known, the least that it is by its known parts, if there are any."""
    least = sum(part or 0 for part in parts)
    return whole if whole is not None or not least else AtLeast(least)


def _status_cols(table: calc.FulfilmentTable, noted: MonitoringScene | None) -> Iterator[Col[calc.FulfilmentRow]]:
    """A column of counts for each status; with the notes on tallies of a scene."""
    for place, status in enumerate(table.overall.statuses):
        parts = [row.fulfilment.counts[place] for row in table.rows]
        yield _status_col(place, status, whole_or_least(table.overall.counts[place], parts), noted)


def _status_col(place: int, status: Status, total: Cell, noted: MonitoringScene | None) -> Col[calc.FulfilmentRow]:
    return Col(
        f"{_STATUS}{status.id}",
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


def telling(scene: MonitoringScene, table: Table | None) -> Table | None:
    """The table with a note on unknown counts; ``None`` where it has no counts."""
    if table is None or len(table.columns) == 1:
        return None
    counts = [place for place, column in enumerate(table.columns) if column.kind is _COUNT]
    if any(row.cells[place] is None for row in table.rows for place in counts):
        least = any(isinstance(row.cells[place], AtLeast) for row in table.rows for place in counts)
        told = any(_is_told(table, place) for place in counts)
        key = "unknown_told_note" if told else "unknown_note" if least else "unknown_only_note"
        return attrs.evolve(table, notes=(*table.notes, scene.words.text(f"monitoring.{key}")))
    return table


def _is_told(table: Table, place: int) -> bool:
    """Whether a column has a total although a part of it is not known: then the source tells the whole by itself."""
    cells = {role: [row.cells[place] for row in table.rows if row.role is role] for role in _DRAWN}
    return None in cells[RowRole.BODY] and any(
        cell is not None and not isinstance(cell, AtLeast) for cell in cells[RowRole.TOTAL]
    )


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
