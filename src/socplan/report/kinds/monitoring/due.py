"""Measures by their terms: which are due by the end of the round, and which are late."""

from collections.abc import Iterable, Iterator

from socplan import calculations as calc
from socplan.model import Measure, RoundScope
from socplan.report.blocks import Block, Paragraph
from socplan.report.cells import coded_title
from socplan.report.columns import Col, listing
from socplan.report.kinds.monitoring.scene import MonitoringScene
from socplan.report.tables import ColumnKind, StatusMark


def due(scene: MonitoringScene) -> Iterator[Block | None]:
    """How many measures are due, and the late ones with whoever answers for them."""
    words, dossier = scene.words, scene.dossier
    terms = calc.due_measures(dossier, scene.round)
    if scene.round.covers is RoundScope.DUE and dossier.measures:
        for key, measures in (("later", terms.later), ("no_term", terms.unknown)):
            if number := len(_whole(measures)):
                yield Paragraph(words.text(f"monitoring.{key}", n=number))
        others = _whole((*terms.later, *terms.unknown))
        if read := sum(calc.status_of(dossier, measure, scene.round) is not None for measure in others):
            yield Paragraph(words.text("monitoring.reported_not_due", n=read))
    overdue = calc.overdue_measures(dossier, scene.round)
    whole = len(_whole(item.measure for item in overdue))
    for key, number in (("overdue", whole), ("overdue_parts", len(overdue) - whole)):
        if number:
            yield Paragraph(words.text(f"monitoring.{key}", n=number))
    yield listing(
        scene,
        "overdue",
        overdue,
        Col("measure", lambda item: scene.marked(coded_title(item.measure), item.measure)),
        Col("responsible", lambda item: _answers_for(scene, item), head=words.text("column.answers_for")),
        Col("due_term", lambda item: item.measure.term.end, ColumnKind.DATE),
        Col("status", lambda item: StatusMark.of(item.status), ColumnKind.STATUS),
        Col("days_over", lambda item: item.days, ColumnKind.COUNT, head=_days_over(scene)),
        title=words.text("monitoring.overdue_title"),
        row_key=lambda item: item.measure.id,
    )


def _days_over(scene: MonitoringScene) -> str | None:
    """The head of the days after the term, with the day to which they are counted: the last one of the round."""
    end = scene.round.period.end
    return scene.words.text("monitoring.days_late", day=end.last_day) if end else None


def _whole(measures: Iterable[Measure]) -> list[Measure]:
    """Measures without their parts, which are counted apart."""
    return [measure for measure in measures if measure.part_of is None]


def _answers_for(scene: MonitoringScene, item: calc.Overdue) -> str | None:
    """Who carries a measure out, else its group."""
    if item.measure.responsible:
        return item.measure.responsible
    group = calc.group_of(scene.dossier, item.measure)
    return None if group is calc.Bucket.UNASSIGNED else scene.subject_name(group)
