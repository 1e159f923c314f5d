"""How the plan is being made (proces plánování): steps and tasks, the timetable, what was decided, what is late."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Final

import attrs
from attrs import frozen

from socplan.calculations import (
    EventState,
    Progress,
    ResolutionState,
    TaskState,
    event_state,
    events_in_order,
    known_day,
    next_events,
    phase_joints,
    phases_at,
    phases_in_order,
    progress,
    resolution_state,
    resolutions_in_order,
    step_progress,
    task_state,
    tasks_in_order,
)
from socplan.hookspecs import hookimpl
from socplan.labels import Wording
from socplan.model import Dossier, EventKind, Period, Phase, StatusMeaning, Step, Task
from socplan.report.blocks import (
    Block,
    Cell,
    ColumnKind,
    Figure,
    FigureKind,
    NotApplicable,
    Paragraph,
    ParagraphRole,
    Report,
    Row,
    RowRole,
    Section,
    StatusMark,
    Table,
)
from socplan.report.kind import BuildContext, Option, ReportKind
from socplan.report.shared import (
    ColumnSpec,
    Scene,
    assembled,
    dated_facts,
    findings_section,
    group_name,
    known,
    numbered,
    paragraphs,
    resolution_table,
    section,
    share,
    table,
)

__all__ = ["build", "register_reports"]

_KIND: Final = "process"
_NA: Final = NotApplicable.NOT_APPLICABLE
#: The looks that states share with the statuses of measures.
_MEANINGS: Final[Mapping[TaskState, StatusMeaning]] = {
    TaskState.DONE: StatusMeaning.DONE,
    TaskState.UNDER_WAY: StatusMeaning.UNDER_WAY,
    TaskState.PLANNED: StatusMeaning.ONGOING,
    TaskState.OVERDUE: StatusMeaning.NOT_DONE,
    TaskState.UNREPORTED: StatusMeaning.CANCELLED,
}


@frozen(kw_only=True)
class _Scene(Scene):
    day: date | None

    def state(self, task: Task) -> StatusMark:
        state = task_state(task, self.day)
        return StatusMark(self.words.text(f"task_state.{state.value}"), _MEANINGS[state])

    def tasks(self, state: TaskState) -> tuple[Task, ...]:
        return tuple(task for task in tasks_in_order(self.dossier) if task_state(task, self.day) is state)


def build(dossier: Dossier, context: BuildContext, *, day: date | None) -> Report:
    """Build the report for a day, by default the one the dossier speaks of."""
    words = context.words
    scene = _Scene(dossier=dossier, context=context, day=day or known_day(dossier))
    return assembled(
        _KIND,
        context,
        title=words.text("process.title"),
        subtitle=dossier.plan.title,
        facts=dated_facts(dossier, words, scene.day),
        parts=(
            _summary(scene),
            section(words, _KIND, "timetable", *_timetable(scene)),
            section(words, _KIND, "steps", *_steps(scene)),
            section(words, _KIND, "overdue", *_overdue(scene)),
            section(words, _KIND, "approval", _approval(scene)),
            section(words, _KIND, "coming", _coming(scene)),
            section(words, _KIND, "history", _history(scene)),
            findings_section(context, context.findings) if context.internal else None,
        ),
    )


def _summary(scene: _Scene) -> Section:
    words = scene.words
    counts = progress(scene.dossier.tasks, scene.day)
    sentences = []
    if counts.total and not counts.is_known:
        sentences.append(words.text("process.all_unknown", n=counts.total))
    elif counts.total:
        part = share(counts.share)
        shown = words.percent(part.value) if part else words.show(None)
        sentences.append(words.text("process.done", n=counts.done, total=counts.total, percent=shown))
        if counts.unknown:
            sentences.append(words.text("process.unknown", n=counts.unknown))
        if late := scene.tasks(TaskState.OVERDUE):
            sentences.append(words.text("process.late", n=len(late)))
    running = phases_at(scene.dossier, scene.day) if scene.day else ()
    if scene.dossier.phases and scene.day:
        names = words.listed(_phase_name(phase, words) for phase in running) if running else None
        key = "process.in_phase" if running else "process.in_no_phase"
        sentences.append(words.text(key, day=scene.day, phase=names, n=len(running)))
    states = [resolution_state(one, scene.day) for one in scene.dossier.resolutions]
    if open_ := states.count(ResolutionState.OPEN):
        sentences.append(words.text("process.undecided", n=open_))
    lead = " ".join(sentences) or words.text("process.nothing")
    return section(
        words,
        _KIND,
        "summary",
        Paragraph(lead, ParagraphRole.LEAD),
        Paragraph(words.text("process.rounding"), ParagraphRole.NOTE) if counts.total else None,
        *paragraphs(scene.dossier.plan.note, ParagraphRole.NOTE),
    )


def _phase_name(phase: Phase, words: Wording) -> str:
    return words.text("process.phase", code=phase.code.rstrip("."), name=phase.name) if phase.code else phase.name


# The timetable


def _timetable(scene: _Scene) -> Iterator[Block | None]:
    """Phases with their tasks under them, then the tasks of no phase; those without any date are in the steps alone."""
    words = scene.words
    rows = []
    for phase in phases_in_order(scene.dossier):
        key = f"phase-{phase.id}"
        rows.append(Row((_phase_name(phase, words), known(phase.period), _NA, _phase_state(scene, phase)), key=key))
        rows += (_timed(scene, task, key) for task in _dated(scene) if task.phase == phase.id)
    rows += (_timed(scene, task, None) for task in _dated(scene) if not scene.dossier.get(Phase, task.phase))
    columns = ("what", ("term", ColumnKind.DATE), ("finished", ColumnKind.DATE), ("state", ColumnKind.STATUS))
    timetable = table(words, "timetable", words.text("process.timetable_title"), columns, rows)
    if timetable:
        alt = words.text("process.timetable_alt", n=len(rows))
        yield Figure(key="timetable", kind=FigureKind.TIMELINE, alt=alt, table=timetable)
    for joint in phase_joints(scene.dossier):
        if joint.gap:
            key = "process.gap" if joint.gap > 0 else "process.overlap"
            before, after = (_phase_name(phase, words) for phase in (joint.before, joint.after))
            said = words.text(key, n=abs(joint.gap), before=before, after=after)
            yield Paragraph(said, ParagraphRole.WARNING)


def _dated(scene: _Scene) -> Iterable[Task]:
    def begun(task: Task) -> date:
        when = task.term.start or task.term.end or task.finished
        return when.first_day if when else date.max

    dated = [task for task in tasks_in_order(scene.dossier) if known(task.term) or task.finished]
    return sorted(dated, key=begun)


def _timed(scene: _Scene, task: Task, above: str | None) -> Row:
    words = scene.words
    title = words.text("process.milestone", title=task.title) if task.milestone else task.title
    term: Cell = known(task.term)
    if task.milestone and task.term.start == task.term.end:
        term = task.term.end
    return Row((title, term, _finished(scene, task), scene.state(task)), key=f"task-{task.id}", above=above)


def _finished(scene: _Scene, task: Task) -> Cell:
    """When a task was finished; of one not done by the day, or ahead, there is nothing to be known."""
    state = task_state(task, scene.day)
    if state is TaskState.DONE:
        return task.finished
    return _NA if task.is_done is not None or state is TaskState.PLANNED else None


def _phase_state(scene: _Scene, phase: Phase) -> StatusMark | None:
    """A phase is over, running or ahead; of one without dates nothing is said."""
    if scene.day is None or phase.period == Period():
        return None
    start, end = phase.period.start, phase.period.end
    if end and end.last_day < scene.day:
        state = TaskState.DONE
    elif start and scene.day < start.first_day:
        state = TaskState.PLANNED
    else:
        state = TaskState.UNDER_WAY
    return StatusMark(scene.words.text(f"phase_state.{state.value}"), _MEANINGS[state])


# Steps and tasks


def _steps(scene: _Scene) -> Iterator[Block | None]:
    words = scene.words
    steps = step_progress(scene.dossier, scene.day)
    rows = [Row((_step_name(step), *_counted(counts)), key=step.id) for step, counts in steps]
    if rows:
        whole = progress((task for task in scene.dossier.tasks if scene.dossier.get(Step, task.step)), scene.day)
        rows.append(Row((words.text("table.total"), *_counted(whole)), RowRole.TOTAL))
    counted = tuple((key, ColumnKind.COUNT) for key in ("done", "tasks", "unreported"))
    columns: list[ColumnSpec] = ["step", *counted, ("share", ColumnKind.PERCENT)]
    note = words.text("process.rounding")
    yield table(words, "steps", words.text("process.steps_title"), columns, rows, notes=(note,))
    for step, _ in steps:
        yield _checklist(scene, step)
    others = [task for task in tasks_in_order(scene.dossier) if not scene.dossier.get(Step, task.step)]
    if others:
        yield _task_table(scene, "other_tasks", words.text("process.other_tasks"), others)


def _counted(counts: Progress) -> tuple[Cell, ...]:
    """Done, all, not reported, share; where nobody reported anything it is not known how many are done."""
    done = counts.done if counts.is_known or not counts.total else None
    return done, counts.total, counts.unknown, share(counts.share)


def _step_name(step: Step) -> str:
    return numbered(step.code, step.name)


def _checklist(scene: _Scene, step: Step) -> Section:
    words = scene.words
    own = [task for task in tasks_in_order(scene.dossier) if task.step == step.id]
    blocks: list[Block] = [*paragraphs(step.text)]
    if step.after and (before := scene.dossier.get(Step, step.after)):
        blocks.append(Paragraph(words.text("process.after", step=_step_name(before)), ParagraphRole.NOTE))
    tasks = _task_table(scene, f"tasks_{step.id}", words.text("process.tasks_title", step=_step_name(step)), own)
    blocks.append(attrs.evolve(tasks, captioned=False) if tasks else Paragraph(words.text("process.no_tasks")))
    return Section(key=f"step_{step.id}", title=_step_name(step), blocks=tuple(blocks))


def _task_table(scene: _Scene, key: str, title: str, tasks: Iterable[Task]) -> Table | None:
    rows = [
        Row(
            (
                f"{task.code} {task.title}" if task.code else task.title,
                task.responsible or group_name(scene.dossier, task.group, scene.words),
                known(task.term),
                _finished(scene, task),
                scene.state(task),
                task.note,
            ),
            key=task.id,
        )
        for task in tasks
    ]
    dates = ColumnKind.DATE
    columns = ("task", "responsible_office", ("term", dates), ("finished", dates), ("state", ColumnKind.STATUS), "note")
    return table(scene.words, key, title, columns, rows)


def _overdue(scene: _Scene) -> Iterator[Block | None]:
    words = scene.words
    yield _task_table(scene, "overdue", words.text("process.overdue_title"), scene.tasks(TaskState.OVERDUE))
    # Of tasks without a term nobody could expect a word yet.
    silent = [task for task in scene.tasks(TaskState.UNREPORTED) if task.term.end]
    yield _task_table(scene, "silent", words.text("process.silent_title"), silent)


# What was decided, what comes, what was


def _approval(scene: _Scene) -> Table | None:
    title = scene.words.text("process.approval_title")
    resolutions = resolutions_in_order(scene.dossier)
    return resolution_table(scene.dossier, scene.words, resolutions, "approval", title, scene.day)


def _coming(scene: _Scene) -> Table | None:
    words = scene.words
    events = next_events(scene.dossier, scene.day) if scene.day else ()
    as_needed = [one for one in events_in_order(scene.dossier) if event_state(one, scene.day) is EventState.AS_NEEDED]
    rows = [
        Row(
            (
                event.planned or words.text("process.as_needed"),
                words.text(f"event_kind.{event.kind.value}"),
                event.title,
                group_name(scene.dossier, event.group, words),
                event.place,
            ),
            key=event.id,
        )
        for event in (*events, *as_needed)
    ]
    columns = (("when", ColumnKind.DATE), "event_kind", "event", "group", "place")
    return table(words, "coming", words.text("process.coming_title"), columns, rows)


def _history(scene: _Scene) -> Table | None:
    words = scene.words
    rows = [
        Row((event.held or event.planned, event.title, event.note), key=event.id)
        for event in events_in_order(scene.dossier)
        if event.kind is EventKind.HISTORY
    ]
    columns = (("when", ColumnKind.DATE), "event", "note")
    return table(words, "history", words.text("process.history_title"), columns, rows)


@hookimpl
def register_reports() -> tuple[ReportKind, ...]:
    """Offer the report on the process."""
    day = Option(name="day", type=date, help="the day that is shown; without it the one the dossier speaks of")
    return (ReportKind(name=_KIND, label="process.name", build=build, options=(day,)),)
