"""Measures by their terms: which are due by the end of the round, and which are late."""

from collections.abc import Iterator

from socplan import calculations as calc
from socplan.model import RoundScope
from socplan.report.blocks import Block, ColumnKind, Paragraph, StatusMark
from socplan.report.cells import coded_title
from socplan.report.columns import Col, listing
from socplan.report.kinds.monitoring.scene import MonitoringScene


def due(scene: MonitoringScene) -> Iterator[Block | None]:
    """How many measures are due, and the late ones with whoever answers for them."""
    words, dossier = scene.words, scene.dossier
    terms = calc.due_measures(dossier, scene.round)
    if scene.round.covers is RoundScope.DUE and dossier.measures:
        for key, measures in (("later", terms.later), ("no_term", terms.unknown)):
            if measures:
                yield Paragraph(words.text(f"monitoring.{key}", n=len(measures)))
        covered = {measure.id for measure in terms.due}
        read = [reading for reading in dossier.readings if reading.round == scene.round.id]
        others = [reading for reading in read if reading.status and reading.measure not in covered]
        if others:
            yield Paragraph(words.text("monitoring.reported_not_due", n=len(others)))
    overdue = calc.overdue_measures(dossier, scene.round)
    if overdue:
        yield Paragraph(words.text("monitoring.overdue", n=len(overdue)))
    yield listing(
        scene,
        "overdue",
        overdue,
        Col("measure", lambda item: coded_title(item.measure)),
        Col("responsible", lambda item: _answers_for(scene, item), head=words.text("column.answers_for")),
        Col("term", lambda item: item.measure.term.end, ColumnKind.DATE),
        Col("status", lambda item: StatusMark.of(item.status), ColumnKind.STATUS),
        Col("days_over", lambda item: item.days, ColumnKind.COUNT),
        title=words.text("monitoring.overdue_title"),
        row_key=lambda item: item.measure.id,
    )


def _answers_for(scene: MonitoringScene, item: calc.Overdue) -> str | None:
    """Who carries a measure out, else its group."""
    if item.measure.responsible:
        return item.measure.responsible
    group = calc.group_of(scene.dossier, item.measure)
    return None if group is calc.Bucket.UNASSIGNED else scene.subject_name(group)
