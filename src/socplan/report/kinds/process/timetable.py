"""The timetable: phases with their tasks in time, and gaps between phases."""

from collections.abc import Iterator
from datetime import date

from attrs import evolve

from socplan import calculations as calc
from socplan.calculations.structure import grouped
from socplan.labels import Wording
from socplan.model import PartialDate, Period, Phase, Task
from socplan.report.blocks import Block, Paragraph, ParagraphRole
from socplan.report.cells import capital, known
from socplan.report.columns import Col, listing
from socplan.report.kinds.process.scene import MEANINGS, ProcessScene, finished, task_name
from socplan.report.tables import NA, Cell, ColumnKind, Figure, FigureKind, StatusMark, Table

#: The row above the tasks of no phase.
_OUTSIDE = "no_phase"


def phase_name(phase: Phase, words: Wording) -> str:
    """The name of a phase within a sentence, after its number."""
    return words.text("process.phase", code=phase.code.rstrip("."), name=phase.name) if phase.code else phase.name


def timetable_blocks(scene: ProcessScene) -> Iterator[Block | None]:
    """Phases with their tasks, then tasks without a phase; undated tasks stand only in the steps."""
    words = scene.words
    rows: list[Phase | Task | None] = []
    dated = _dated(scene)
    by_phase = grouped(dated, lambda task: task.phase)
    for phase in calc.phases_in_order(scene.dossier):
        rows += [phase, *by_phase.get(phase.id, ())]
    others = [task for task in dated if not scene.dossier.get(Phase, task.phase)]
    # Below the last phase they would read as its own.
    rows += [None, *others] if rows and others else others
    timetable = listing(
        scene,
        "timetable",
        rows,
        Col("what", lambda row: _what(scene, row)),
        Col("term", _term, ColumnKind.DATE),
        Col("finished", lambda row: finished(scene, row) if isinstance(row, Task) else NA, ColumnKind.DATE),
        Col("state", lambda row: _row_state(scene, row), ColumnKind.STATUS),
        title=words.text("process.timetable_title"),
        row_key=_row_key,
        above=lambda row: _above(scene, row),
    )
    if timetable:
        alt = words.text("process.timetable_alt", n=len(rows) - (None in rows))
        figure = Figure(key="timetable", kind=FigureKind.TIMELINE, alt=alt, table=timetable)
        # The drawing gives the times of phases; the dates of tasks stand in their list, if there is another one.
        yield figure if lists_tasks(scene) else drawn_alone(figure)
    for joint in calc.phase_joints(scene.dossier):
        if joint.gap:
            key = "process.gap" if joint.gap > 0 else "process.overlap"
            before, after = (phase_name(phase, words) for phase in (joint.before, joint.after))
            text = words.text(key, n=abs(joint.gap), before=before, after=after)
            yield Paragraph(text, ParagraphRole.WARNING)


def lists_tasks(scene: ProcessScene) -> bool:
    """Whether the timetable is the list of tasks: there are no steps, and each has a date."""
    tasks = scene.dossier.tasks
    return bool(tasks) and not scene.dossier.steps and len(_dated(scene)) == len(tasks)


def drawn_alone(figure: Figure) -> Figure:
    """The timetable without its table below the drawing, where the drawing shows each row."""
    return evolve(figure, alone=_is_drawn(figure.table))


def _is_drawn(table: Table) -> bool:
    """Whether each row has a time, and does not end before it begins."""
    place = next((place for place, column in enumerate(table.columns) if column.key == "term"), None)
    if place is None:
        return False
    times = [row.cells[place] for row in table.rows if row.key != _OUTSIDE]
    return all(isinstance(time, PartialDate) or (isinstance(time, Period) and not time.is_reversed) for time in times)


def _dated(scene: ProcessScene) -> list[Task]:
    def begun(task: Task) -> date:
        when = task.term.start or task.term.end or task.finished
        return when.first_day if when else date.max

    dated = [task for task in calc.tasks_in_order(scene.dossier) if known(task.term) or task.finished]
    return sorted(dated, key=begun)


def _row_key(row: Phase | Task | None) -> str:
    return f"{'phase' if isinstance(row, Phase) else 'task'}-{row.id}" if row else _OUTSIDE


def _what(scene: ProcessScene, row: Phase | Task | None) -> str:
    """The name of a row; the one without phase or task stands above the tasks of no phase."""
    if row is None:
        return scene.words.text("process.outside_phases")
    return capital(phase_name(row, scene.words)) if isinstance(row, Phase) else _milestone(scene, row)


def _row_state(scene: ProcessScene, row: Phase | Task | None) -> Cell:
    if row is None:
        return NA
    return _phase_state(scene, row) if isinstance(row, Phase) else scene.state(row)


def _milestone(scene: ProcessScene, task: Task) -> str:
    return scene.words.text("process.milestone", title=task_name(task)) if task.milestone else task_name(task)


def _term(row: Phase | Task | None) -> Cell:
    """The time of a phase or a task; a milestone on a single day is that day."""
    if row is None:
        return NA
    if isinstance(row, Phase):
        return known(row.period)
    return row.term.end if row.milestone and row.term.start == row.term.end else known(row.term)


def _above(scene: ProcessScene, row: Phase | Task | None) -> str | None:
    """The phase above a task."""
    phase = scene.dossier.get(Phase, row.phase) if isinstance(row, Task) else None
    return f"phase-{phase.id}" if phase else None


def _phase_state(scene: ProcessScene, phase: Phase) -> StatusMark | None:
    """Whether a phase is over, running or ahead; ``None`` without dates."""
    if scene.day is None or phase.period == Period():
        return None
    start, end = phase.period.start, phase.period.end
    if end and end.last_day < scene.day:
        state = calc.TaskState.DONE
    elif start and scene.day < start.first_day:
        state = calc.TaskState.PLANNED
    else:
        state = calc.TaskState.UNDER_WAY
    return StatusMark(scene.words.text(f"phase_state.{state.value}"), MEANINGS[state])
