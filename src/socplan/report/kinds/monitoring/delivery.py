"""Who has not reported: measures without a report that counts, against the deadline of the round."""

from collections.abc import Iterator
from typing import Final

from socplan import calculations as calc
from socplan.model import Measure, Reading, ReadingState
from socplan.report.blocks import Block, Paragraph, ParagraphRole
from socplan.report.cells import coded_title, subject_name
from socplan.report.columns import Col, listing
from socplan.report.kinds.monitoring.scene import MonitoringScene
from socplan.report.tables import ColumnKind, Table

#: The most late reports that a sentence names.
_FEW_NAMES: Final = 3


def delivery(scene: MonitoringScene) -> Iterator[Block | None]:
    """What is missing, since when, and from whom; nothing where nobody keeps deadlines or states of reports."""
    dossier, words, round_ = scene.dossier, scene.words, scene.round
    total = len(calc.measures_of(dossier, round_))
    if not total or not scene.has_delivery:
        return
    missing = scene.missing
    sentences = [words.text("monitoring.uncounted", n=len(missing), total=total)]
    if missing or round_.deadline:
        sentences.append(_deadline(scene, calc.deadline_state(round_, scene.day)))
    if late := _came_late(scene):
        named = words.listed(_late_report(scene, reading) for reading in late) if len(late) <= _FEW_NAMES else ""
        sentences.append(words.text("monitoring.came_late", n=len(late), reports=f": {named}" if named else ""))
    yield Paragraph(" ".join(sentences))
    yield _missing_table(scene, missing)
    if len(missing) > 1:
        yield _by_responsible(scene)
        yield _by_group(scene)
    if scene.context.internal:
        yield _reports(scene)
    if round_.counts:
        yield Paragraph(words.text(f"monitoring.counts.{round_.counts.value}"), ParagraphRole.NOTE)


def _deadline(scene: MonitoringScene, state: calc.DeadlineState) -> str:
    words, deadline, day = scene.words, scene.round.deadline, scene.day
    if deadline is None:
        return words.text("monitoring.deadline_unknown")
    if day is None:
        return words.text("monitoring.deadline_undated", deadline=deadline)
    if state == "not_yet":
        return words.text("monitoring.deadline_not_yet", deadline=deadline, day=day)
    days = (day - deadline.last_day).days
    return words.text("monitoring.deadline_passed", deadline=deadline, day=day, n=days)


def _came_late(scene: MonitoringScene) -> list[Reading]:
    """The reports that count and surely came after the deadline."""
    deadline = scene.round.deadline
    return [
        reading
        for reading in calc.counted_readings(scene.dossier, scene.round)
        if deadline and reading.reported and reading.reported.first_day > deadline.last_day
    ]


def _late_report(scene: MonitoringScene, reading: Reading) -> str:
    """The measure of a report, its day, and how far the report is."""
    words, measure = scene.words, scene.dossier.get(Measure, reading.measure)
    state = reading.state.value if reading.state else "unknown"
    return words.text(
        "monitoring.late_report",
        measure=(measure.code or measure.title) if measure else reading.measure,
        day=reading.reported,
        state=words.text(f"monitoring.reading_state.{state}"),
    )


def _state(scene: MonitoringScene, row: calc.MissingReport) -> str:
    """The state of a report that does not count; the internal version adds why it was returned."""
    words, reading = scene.words, row.reading
    if reading is None:
        return words.text("monitoring.no_reading")
    if reading.state is None:
        missing = "no_status" if reading.status is None else "reading_state.unknown"
        return words.text(f"monitoring.{missing}")
    state = words.text(f"monitoring.reading_state.{reading.state.value}")
    if reading.state is ReadingState.APPROVED:
        return words.text("monitoring.no_status") if reading.status is None else state
    if reading.returned_reason and scene.context.internal:
        return words.text("monitoring.returned", state=state, reason=reading.returned_reason)
    return state


def _missing_table(scene: MonitoringScene, missing: tuple[calc.MissingReport, ...]) -> Table | None:
    words = scene.words
    return listing(
        scene,
        "missing_reports",
        missing,
        Col("measure", lambda row: scene.marked(coded_title(row.measure), row.measure)),
        Col("responsible", lambda row: row.measure.responsible),
        Col("group", lambda row: subject_name(row.group, words)),
        Col("report_state", lambda row: _state(scene, row)),
        Col(
            "days_late",
            lambda row: row.days_late,
            ColumnKind.COUNT,
            head=words.text("monitoring.days_late", day=scene.day) if scene.day else None,
        ),
        title=words.text("monitoring.delivery_title"),
        row_key=lambda row: row.measure.id,
    )


def _reports(scene: MonitoringScene) -> Table | None:
    """Who reported, when and how far the report is; nothing where none of it is known."""
    words, dossier = scene.words, scene.dossier
    counted = [(measure, calc.counted_reading(dossier, measure, scene.round)) for measure in dossier.measures]
    known = {measure.id: reading for measure, reading in counted if reading}
    return listing(
        scene,
        "reports",
        [(measure, known[measure.id]) for measure in calc.measures_of(dossier, scene.round) if measure.id in known]
        if any(reading.reported_by or reading.reported or reading.state for reading in known.values())
        else (),
        Col("measure", lambda row: coded_title(row[0])),
        Col("reported_by", lambda row: row[1].reported_by),
        Col("reported", lambda row: row[1].reported, ColumnKind.DATE),
        Col(
            "report_state",
            lambda row: words.text(f"monitoring.reading_state.{row[1].state.value}") if row[1].state else None,
        ),
        title=words.text("monitoring.reports_title"),
        row_key=lambda row: row[0].id,
    )


def _by_responsible(scene: MonitoringScene) -> Table | None:
    """Organisations that owe reports; nothing where no measure names any."""
    words = scene.words
    rows = [row for row in calc.reporting_by(scene.dossier, scene.round, "responsible") if row.missing]
    return listing(
        scene,
        "missing_by_responsible",
        rows if any(row.subject is not None for row in rows) else (),
        Col("responsible", lambda row: row.subject if isinstance(row.subject, str) else None),
        *_counts(),
        title=words.text("monitoring.by_responsible_title"),
    )


def _by_group(scene: MonitoringScene) -> Table | None:
    words = scene.words
    return listing(
        scene,
        "missing_by_group",
        [row for row in calc.reporting_by(scene.dossier, scene.round, "group") if row.missing],
        Col("group", lambda row: None if isinstance(row.subject, str | None) else subject_name(row.subject, words)),
        *_counts(),
        title=words.text("monitoring.missing_by_group_title"),
    )


def _counts() -> tuple[Col[calc.ReportingRow], ...]:
    return (
        Col("measures", lambda row: row.measures, ColumnKind.COUNT),
        Col("counted", lambda row: row.counted, ColumnKind.COUNT),
        Col("missing", lambda row: row.missing, ColumnKind.COUNT),
    )
