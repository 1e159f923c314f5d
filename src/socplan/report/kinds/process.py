"""The progress of planning (proces plánování): steps and tasks, timetable, decisions, delays."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Final

from attrs import frozen

from socplan import calculations as calc
from socplan.calculations.structure import grouped
from socplan.hookspecs import hookimpl
from socplan.labels import Wording
from socplan.model import Dossier, EventKind, Period, Phase, StatusMeaning, Step, Task
from socplan.report.blocks import Block, Paragraph, ParagraphRole, Report, Section
from socplan.report.cells import capital, known, numbered, share, some_of
from socplan.report.columns import Col, listing
from socplan.report.findings import all_findings
from socplan.report.kind import BuildContext, Option, ReportKind
from socplan.report.markdown import rich_blocks
from socplan.report.parts import group_names, resolution_table
from socplan.report.scene import Scene, assembled, dated_facts, section
from socplan.report.tables import NA, Cell, ColumnKind, Figure, FigureKind, StatusMark, Table

_KIND: Final = "process"
#: The tables that the report draws on: findings on these stand in its internal version.
_TABLES: Final = ("steps", "step_dependencies", "phases", "tasks", "events", "event_groups", "resolutions")
#: The states of an event of history that has happened; nobody has to know when.
_PAST: Final = frozenset({calc.EventState.HELD, calc.EventState.UNDATED})
#: The meaning, and so the looks, that each state shares with statuses of measures.
_MEANINGS: Final[Mapping[calc.TaskState, StatusMeaning]] = {
    calc.TaskState.DONE: StatusMeaning.DONE,
    calc.TaskState.UNDER_WAY: StatusMeaning.UNDER_WAY,
    calc.TaskState.PLANNED: StatusMeaning.ONGOING,
    calc.TaskState.OPEN: StatusMeaning.ONGOING,
    calc.TaskState.OVERDUE: StatusMeaning.NOT_DONE,
    calc.TaskState.UNREPORTED: StatusMeaning.CANCELLED,
}


@frozen(kw_only=True)
class _Scene(Scene):
    day: date | None

    def state_of(self, task: Task) -> calc.TaskState:
        return calc.task_state(task, self.day)

    def state(self, task: Task) -> StatusMark:
        state = self.state_of(task)
        late = state is calc.TaskState.DONE and calc.finished_late(task)
        # Where no beginning is known, nobody can say that the term has not begun.
        ends_later = state is calc.TaskState.PLANNED and not task.term.start
        key = "process.done_late" if late else "process.not_ended" if ends_later else f"task_state.{state.value}"
        return StatusMark(self.words.text(key), _MEANINGS[state])

    def tasks(self, state: calc.TaskState) -> tuple[Task, ...]:
        return tuple(task for task in calc.tasks_in_order(self.dossier) if self.state_of(task) is state)


def build(dossier: Dossier, context: BuildContext, *, day: date | None) -> Report:
    """Build the report for a day, by default the day that the dossier speaks of."""
    words = context.words
    day = day or calc.known_day(dossier)
    scene = _Scene(dossier=calc.known_by(dossier, day), context=context, day=day)
    silent = section(words, _KIND, "overdue", _silent(scene))
    return assembled(
        _KIND,
        context,
        title=words.text("process.title"),
        subtitle=dossier.plan.title,
        facts=dated_facts(dossier, words, scene.day),
        parts=(
            _summary(scene),
            section(words, _KIND, "steps", *_steps(scene)),
            # That nothing is late is no lack of data.
            silent if silent.blocks else None,
            section(words, _KIND, "approval", _approval(scene)),
            section(words, _KIND, "coming", _coming(scene)),
            section(words, _KIND, "history", _history(scene)),
            all_findings(context, *_TABLES),
        ),
    )


def _summary(scene: _Scene) -> Section:
    words = scene.words
    counts = calc.progress(scene.dossier.tasks, scene.day)
    sentences = []
    if counts.total and not counts.is_known:
        sentences.append(words.text("process.all_unknown", n=counts.total))
    elif counts.total:
        part = share(counts.share)
        shown = words.percent(part.value) if part else words.show(None)
        sentences.append(words.text("process.done", n=counts.done, total=counts.total, percent=shown))
        unreported = len(scene.tasks(calc.TaskState.UNREPORTED))
        if unreported:
            sentences.append(words.text("process.unknown", n=unreported))
        ahead = [task for task in scene.tasks(calc.TaskState.PLANNED) if task.term.start]
        running = counts.unknown - unreported - sum(task.is_done is None for task in ahead)
        if running:
            sentences.append(words.text("process.term_to_end", n=running))
        if ahead:
            sentences.append(words.text("process.not_begun", n=len(ahead)))
        if going := _still_to_do(scene):
            sentences.append(words.text("process.still_to_do", n=going))
        if late := sum(map(calc.finished_late, scene.tasks(calc.TaskState.DONE))):
            sentences.append(words.text("process.finished_late", n=late))
        if overdue := scene.tasks(calc.TaskState.OVERDUE):
            sentences.append(words.text("process.late", n=len(overdue)))
    phases = calc.phases_at(scene.dossier, scene.day) if scene.day else ()
    if scene.dossier.phases and scene.day:
        names = some_of(words, (_phase_name(phase, words) for phase in phases)) if phases else None
        key = "process.in_phase" if phases else "process.in_no_phase"
        sentences.append(words.text(key, day=scene.day, phase=names, n=len(phases)))
    lead = " ".join((*(sentences or _instead_of_tasks(scene)), *_resolutions(scene)))
    return section(
        words,
        _KIND,
        "summary",
        Paragraph(lead, ParagraphRole.LEAD),
        # A table with shares has this note below it.
        Paragraph(words.text("process.rounding"), ParagraphRole.NOTE)
        if counts.is_known and not _in_steps(scene).is_known
        else None,
        *_timetable(scene),
        # The sentence gives their number, the table always their names.
        _task_table(scene, "overdue", words.text("process.overdue_title"), scene.tasks(calc.TaskState.OVERDUE)),
    )


def _still_to_do(scene: _Scene) -> int:
    """How many tasks are known not to be done, with a term that has not ended; of a single task that is all said."""
    if scene.day is None or len(scene.dossier.tasks) == 1:
        return 0
    begun = scene.tasks(calc.TaskState.UNDER_WAY)
    to_end = [task for task in scene.tasks(calc.TaskState.PLANNED) if not task.term.start]
    return sum(task.is_done is not None for task in (*begun, *to_end))


def _instead_of_tasks(scene: _Scene) -> Iterator[str]:
    """That no tasks are known, and what the report holds all the same: what was decided, and the next event."""
    words = scene.words
    yield words.text("process.nothing")
    states = [calc.resolution_state(resolution, scene.day) for resolution in scene.dossier.resolutions]
    if decided := sum(state.is_over for state in states):
        yield words.text("process.decisions", n=decided)
    for event in calc.next_events(scene.dossier, scene.day)[:1] if scene.day else ():
        yield words.text("activities.next", event=event.title, when=event.held or event.planned)


def _resolutions(scene: _Scene) -> Iterator[str]:
    """How many resolutions nobody has decided on, as far as is recorded; of those planned for later, when."""
    words, resolutions = scene.words, calc.resolutions_in_order(scene.dossier)
    states = [calc.resolution_state(resolution, scene.day) for resolution in resolutions]
    if open_ := states.count(calc.ResolutionState.OPEN):
        yield words.text("process.undecided", n=open_)
    silent = [
        resolution
        for resolution, state in zip(resolutions, states, strict=True)
        if state is calc.ResolutionState.NOT_SUBMITTED
    ]
    ahead = [
        resolution.planned
        for resolution in silent
        if resolution.planned and scene.day and scene.day < resolution.planned.first_day
    ]
    if unknown := len(silent) - len(ahead):
        key = "process.not_submitted" if scene.day is None else "process.not_submitted_by"
        yield words.text(key, n=unknown, day=scene.day)
    if ahead:
        when = words.listed(dict.fromkeys(map(words.show, ahead)))
        yield words.text("process.to_decide", n=len(ahead), when=when)


def _phase_name(phase: Phase, words: Wording) -> str:
    return words.text("process.phase", code=phase.code.rstrip("."), name=phase.name) if phase.code else phase.name


# The timetable


def _timetable(scene: _Scene) -> Iterator[Block | None]:
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
        Col("finished", lambda row: _finished(scene, row) if isinstance(row, Task) else NA, ColumnKind.DATE),
        Col("state", lambda row: _row_state(scene, row), ColumnKind.STATUS),
        title=words.text("process.timetable_title"),
        row_key=_row_key,
        above=lambda row: _above(scene, row),
    )
    if timetable:
        drawn = [row for row in rows if row]
        alt = words.text("process.timetable_alt", n=len(drawn))
        # The drawing gives the times of phases; the steps list the tasks with their dates.
        alone = all(map(_is_in_order, drawn))
        yield Figure(key="timetable", kind=FigureKind.TIMELINE, alt=alt, table=timetable, alone=alone)
    for joint in calc.phase_joints(scene.dossier):
        if joint.gap:
            key = "process.gap" if joint.gap > 0 else "process.overlap"
            before, after = (_phase_name(phase, words) for phase in (joint.before, joint.after))
            text = words.text(key, n=abs(joint.gap), before=before, after=after)
            yield Paragraph(text, ParagraphRole.WARNING)


def _is_in_order(row: Phase | Task) -> bool:
    """Whether a row does not end before it begins, which no drawing shows."""
    period = row.period if isinstance(row, Phase) else row.term
    return known(period) is not None and not (
        period.start and period.end and period.end.last_day < period.start.first_day
    )


def _dated(scene: _Scene) -> list[Task]:
    def begun(task: Task) -> date:
        when = task.term.start or task.term.end or task.finished
        return when.first_day if when else date.max

    dated = [task for task in calc.tasks_in_order(scene.dossier) if known(task.term) or task.finished]
    return sorted(dated, key=begun)


def _row_key(row: Phase | Task | None) -> str:
    return f"{'phase' if isinstance(row, Phase) else 'task'}-{row.id}" if row else "no_phase"


def _what(scene: _Scene, row: Phase | Task | None) -> str:
    """The name of a row; the one without phase or task stands above the tasks of no phase."""
    if row is None:
        return scene.words.text("process.outside_phases")
    return capital(_phase_name(row, scene.words)) if isinstance(row, Phase) else _milestone(scene, row)


def _row_state(scene: _Scene, row: Phase | Task | None) -> Cell:
    if row is None:
        return NA
    return _phase_state(scene, row) if isinstance(row, Phase) else scene.state(row)


def _milestone(scene: _Scene, task: Task) -> str:
    return scene.words.text("process.milestone", title=task.title) if task.milestone else task.title


def _term(row: Phase | Task | None) -> Cell:
    """The time of a phase or a task; a milestone on a single day is that day."""
    if row is None:
        return NA
    if isinstance(row, Phase):
        return known(row.period)
    return row.term.end if row.milestone and row.term.start == row.term.end else known(row.term)


def _above(scene: _Scene, row: Phase | Task | None) -> str | None:
    """The phase above a task."""
    phase = scene.dossier.get(Phase, row.phase) if isinstance(row, Task) else None
    return f"phase-{phase.id}" if phase else None


def _finished(scene: _Scene, task: Task) -> Cell:
    """The date on which a task was finished; not applicable to a task that is not done or lies ahead."""
    state = calc.task_state(task, scene.day)
    if state is calc.TaskState.DONE:
        return task.finished
    return NA if task.is_done is not None or state is calc.TaskState.PLANNED else None


def _phase_state(scene: _Scene, phase: Phase) -> StatusMark | None:
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
    return StatusMark(scene.words.text(f"phase_state.{state.value}"), _MEANINGS[state])


# Steps and tasks


def _steps(scene: _Scene) -> Iterator[Block | None]:
    words = scene.words
    steps = calc.step_progress(scene.dossier, scene.day)
    whole = _in_steps(scene)

    def unreported(row: tuple[Step, calc.TaskProgress]) -> int:
        return row[1].unknown

    yield listing(
        scene,
        "steps",
        steps,
        Col("step", lambda row: _step_name(row[0])),
        Col("tasks", lambda row: row[1].total, ColumnKind.COUNT, whole.total),
        Col("done", lambda row: _done(row[1]), ColumnKind.COUNT, _done(whole)),
        # Where nothing is reported on any task, the summary says so.
        *((Col("unreported", unreported, ColumnKind.COUNT, whole.unknown),) if whole.is_known else ()),
        Col(
            "share",
            lambda row: share(row[1].share),
            ColumnKind.PERCENT,
            share(whole.share),
            head=words.text("process.share_done"),
        ),
        title=words.text("process.steps_title" if whole.is_known else "process.steps_counted"),
        notes=(words.text("process.rounding") if whole.is_known else None,),
        row_key=lambda row: row[0].id,
    )
    for step, _ in steps:
        yield _checklist(scene, step)
    others = [task for task in calc.tasks_in_order(scene.dossier) if not scene.dossier.get(Step, task.step)]
    if others:
        yield _task_table(
            scene, "other_tasks", words.text("process.other_tasks" if steps else "process.all_tasks"), others
        )


def _in_steps(scene: _Scene) -> calc.TaskProgress:
    """The progress of the tasks that belong to a step."""
    return calc.progress((task for task in scene.dossier.tasks if scene.dossier.get(Step, task.step)), scene.day)


def _done(counts: calc.TaskProgress) -> int | None:
    """The number of tasks done; ``None`` where nobody reported anything."""
    return counts.done if counts.is_known or not counts.total else None


def _step_name(step: Step) -> str:
    return numbered(step.code, step.name)


def _checklist(scene: _Scene, step: Step) -> Section:
    words = scene.words
    listed = scene.dossier.having(Task, "step", step.id)
    blocks: list[Block] = [*rich_blocks(step.text)]
    if before := calc.steps_before(scene.dossier, step.id):
        names = words.listed(map(_step_name, before))
        blocks.append(Paragraph(words.text("process.after", n=len(before), step=names), ParagraphRole.NOTE))
    tasks = _task_table(scene, f"tasks_{step.id}", words.text("process.tasks_title", step=_step_name(step)), listed)
    blocks.append(tasks or Paragraph(words.text("process.no_tasks")))
    return Section(key=f"step_{step.id}", title=_step_name(step), blocks=tuple(blocks))


def _task_table(scene: _Scene, key: str, title: str, tasks: Iterable[Task]) -> Table | None:
    """Tasks with whoever answers for them, their times and states.

    The states are left out where no task of the plan has one: the summary says it once.
    """
    told = any(scene.state_of(task) is not calc.TaskState.UNREPORTED for task in scene.dossier.tasks)
    states = (Col("state", scene.state, ColumnKind.STATUS),) if told else ()
    return listing(
        scene,
        key,
        tasks,
        Col("task", lambda task: f"{task.code} {task.title}" if task.code else task.title),
        Col("responsible_office", lambda task: task.responsible or scene.group_name(task.group)),
        Col("term", lambda task: known(task.term), ColumnKind.DATE),
        Col("finished", lambda task: _finished(scene, task), ColumnKind.DATE),
        *states,
        # A note that nobody wrote is no gap in the data.
        Col("note", lambda task: task.note or NA),
        title=title,
    )


def _silent(scene: _Scene) -> Table | None:
    """Tasks past their term on which there is no report; nobody could expect one on a task without a term."""
    silent = [task for task in scene.tasks(calc.TaskState.UNREPORTED) if task.term.end]
    return _task_table(scene, "silent", scene.words.text("process.silent_title"), silent)


# What was decided, what comes, what was


def _approval(scene: _Scene) -> Table | None:
    resolutions = calc.resolutions_in_order(scene.dossier)
    dated = sum(resolution.date is not None for resolution in resolutions)
    title = scene.words.text("process.approval_title" if dated > 1 else "process.approval_alone")
    return resolution_table(scene, "approval", resolutions, title, scene.day)


def _coming(scene: _Scene) -> Table | None:
    words = scene.words
    events = calc.next_events(scene.dossier, scene.day) if scene.day else ()
    as_needed = [
        event
        for event in calc.events_in_order(scene.dossier)
        if calc.event_state(event, scene.day) is calc.EventState.AS_NEEDED
    ]
    return listing(
        scene,
        "coming",
        (*events, *as_needed),
        Col("when", lambda event: event.held or event.planned or words.text("process.as_needed"), ColumnKind.DATE),
        Col("held_hour", lambda event: event.held_hour, ColumnKind.COUNT),
        Col("event_kind", lambda event: words.text(f"event_kind.{event.kind.value}")),
        Col("event", lambda event: event.title),
        Col("group", lambda event: group_names(scene, event), head=words.text("column.body")),
        Col("place", lambda event: event.place),
        title=words.text("process.coming_title" if events else "process.coming_as_needed"),
    )


def _history(scene: _Scene) -> Block | None:
    """The events of the plan's history; those without a date come last.

    Without any, the internal version says just that: decisions, tasks and meetings of the past stand elsewhere.
    """
    past = [
        event
        for event in calc.events_in_order(scene.dossier)
        if event.kind is EventKind.HISTORY and calc.event_state(event, scene.day) in _PAST
    ]
    if not past and scene.context.internal:
        return Paragraph(scene.words.text("process.no_history"), ParagraphRole.NOTE)
    return listing(
        scene,
        "history",
        past,
        Col("when", lambda event: event.held or event.planned, ColumnKind.DATE),
        Col("event", lambda event: event.title),
        Col("note", lambda event: event.note or NA),
        title=scene.words.text("process.history_title"),
    )


@hookimpl
def register_reports() -> tuple[ReportKind, ...]:
    """Offer the report on the process."""
    day = Option(name="day", type=date, help="the day that is shown; without it the one the dossier speaks of")
    return (ReportKind(name=_KIND, label="process.name", build=build, options=(day,)),)
