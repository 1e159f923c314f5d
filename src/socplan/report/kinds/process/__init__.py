"""The progress of planning (proces plánování): steps and tasks, timetable, decisions, delays."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from socplan import calculations as calc
from socplan.hookspecs import hookimpl
from socplan.model import Dossier, EventKind, Step, Task
from socplan.report.blocks import Block, Paragraph, ParagraphRole, Report, Section
from socplan.report.cells import known, numbered, share, some_of
from socplan.report.columns import Col, listing
from socplan.report.findings import all_findings
from socplan.report.kind import BuildContext, Option, ReportKind
from socplan.report.kinds.process.scene import ProcessScene, finished, task_name
from socplan.report.kinds.process.timetable import lists_tasks, phase_name, timetable_blocks
from socplan.report.markdown import rich_blocks
from socplan.report.parts import group_names, resolution_table
from socplan.report.scene import assembled, dated_facts, section
from socplan.report.tables import NA, ColumnKind, Table

_KIND: Final = "process"
#: The tables that the report draws on: findings on these stand in its internal version.
_TABLES: Final = ("steps", "step_dependencies", "phases", "tasks", "events", "event_groups", "resolutions")
#: The states of an event of history that has happened; nobody has to know when.
_PAST: Final = frozenset({calc.EventState.HELD, calc.EventState.UNDATED})


def build(dossier: Dossier, context: BuildContext, *, day: date | None) -> Report:
    """Build the report for a day, by default the day that the dossier speaks of."""
    words = context.words
    day = day or calc.known_day(dossier)
    scene = ProcessScene(dossier=calc.known_by(dossier, day), context=context, day=day)
    silent = section(words, _KIND, "overdue", _silent(scene))
    steps = section(words, _KIND, "steps", *_steps(scene))
    return assembled(
        _KIND,
        context,
        title=words.text("process.title"),
        subtitle=dossier.plan.title,
        facts=dated_facts(dossier, words, scene.day),
        parts=(
            _summary(scene),
            # Where the timetable has said all of them, no data are lacking.
            steps if steps.blocks or not lists_tasks(scene) else None,
            # That nothing is late is no lack of data.
            silent if silent.blocks else None,
            section(words, _KIND, "approval", _approval(scene)),
            section(words, _KIND, "coming", _coming(scene)),
            section(words, _KIND, "history", _history(scene)),
            all_findings(context, *_TABLES),
        ),
    )


def _summary(scene: ProcessScene) -> Section:
    """How far the work is and what is late; then how the other tasks stand, and what waits for a decision."""
    words = scene.words
    counts = calc.progress(scene.dossier.tasks, scene.day)
    overdue = scene.tasks(calc.TaskState.OVERDUE)
    sentences = []
    if counts.total and not counts.is_known:
        sentences.append(words.text("process.all_unknown", n=counts.total))
    elif counts.total:
        part = share(counts.share)
        shown = words.percent(part.value) if part else words.show(None)
        sentences.append(words.text("process.done", n=counts.done, total=counts.total, percent=shown))
        if overdue:
            sentences.append(words.text("process.late", n=len(overdue), task=task_name(overdue[0])))
    phases = calc.phases_at(scene.dossier, scene.day) if scene.day else ()
    if scene.dossier.phases and scene.day:
        names = some_of(words, (phase_name(phase, words) for phase in phases)) if phases else None
        key = "process.in_phase" if phases else "process.in_no_phase"
        sentences.append(words.text(key, day=scene.day, phase=names, n=len(phases)))
    said = " ".join(sentences or _instead_of_tasks(scene))
    more = " ".join((*_other_tasks(scene, counts), *_resolutions(scene)))
    return section(
        words,
        _KIND,
        "summary",
        Paragraph(said, ParagraphRole.LEAD),
        Paragraph(more) if more else None,
        # A table with shares has this note below it.
        *(Paragraph(note, ParagraphRole.NOTE) for note in _notes(scene, counts) if not _in_steps(scene).is_known),
        *timetable_blocks(scene),
        # The sentence names one of them; of several it gives the number, and the table the names.
        _task_table(scene, "overdue", words.text("process.overdue_title"), overdue) if len(overdue) > 1 else None,
    )


def _other_tasks(scene: ProcessScene, counts: calc.TaskProgress) -> Iterator[str]:
    """How the tasks stand that are neither known to be done in time nor overdue."""
    words = scene.words
    if not counts.is_known:
        return
    unreported = len(scene.tasks(calc.TaskState.UNREPORTED))
    ahead = [task for task in scene.tasks(calc.TaskState.PLANNED) if task.term.start]
    numbers = {
        "process.unknown": unreported,
        "process.term_to_end": counts.unknown - unreported - sum(task.is_done is None for task in ahead),
        "process.not_begun": len(ahead),
        "process.still_to_do": _still_to_do(scene),
        "process.finished_late": sum(map(calc.finished_late, scene.tasks(calc.TaskState.DONE))),
    }
    yield from (words.text(key, n=number) for key, number in numbers.items() if number)


def _notes(scene: ProcessScene, *counts: calc.TaskProgress) -> Iterator[str]:
    """What shares need: that some are rounded, and how a task counts on which there is no report."""
    shares = [part for each in counts if (part := share(each.share))]
    if any(part.exact is not None and part.value != 100 * part.exact for part in shares):
        yield scene.words.text("process.rounding")
    waiting = (task for task in scene.dossier.tasks if task.is_done is None)
    if shares and any(scene.state_of(task) is not calc.TaskState.PLANNED for task in waiting):
        yield scene.words.text("process.unreported_note")


def _still_to_do(scene: ProcessScene) -> int:
    """How many tasks are known not to be done, with a term that has not ended; of a single task that is all said."""
    if scene.day is None or len(scene.dossier.tasks) == 1:
        return 0
    begun = scene.tasks(calc.TaskState.UNDER_WAY)
    to_end = [task for task in scene.tasks(calc.TaskState.PLANNED) if not task.term.start]
    return sum(task.is_done is not None for task in (*begun, *to_end))


def _instead_of_tasks(scene: ProcessScene) -> Iterator[str]:
    """That no tasks are known, and what the report holds all the same: what was decided, and the next event."""
    words = scene.words
    yield words.text("process.nothing")
    states = [calc.resolution_state(resolution, scene.day) for resolution in scene.dossier.resolutions]
    if decided := sum(state.is_over for state in states):
        yield words.text("process.decisions", n=decided)
    for event in calc.next_events(scene.dossier, scene.day)[:1] if scene.day else ():
        yield words.text("activities.next", event=event.title, when=event.held or event.planned)


def _resolutions(scene: ProcessScene) -> Iterator[str]:
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


# Steps and tasks


def _steps(scene: ProcessScene) -> Iterator[Block | None]:
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
        notes=_notes(scene, *(counts for _, counts in steps), whole) if whole.is_known else (),
        row_key=lambda row: row[0].id,
    )
    for step, _ in steps:
        yield _checklist(scene, step)
    others = [task for task in calc.tasks_in_order(scene.dossier) if not scene.dossier.get(Step, task.step)]
    if lists_tasks(scene):
        yield _further(scene, others)
    elif others:
        yield _task_table(
            scene, "other_tasks", words.text("process.other_tasks" if steps else "process.all_tasks"), others
        )


def _in_steps(scene: ProcessScene) -> calc.TaskProgress:
    """The progress of the tasks that belong to a step."""
    return calc.progress((task for task in scene.dossier.tasks if scene.dossier.get(Step, task.step)), scene.day)


def _done(counts: calc.TaskProgress) -> int | None:
    """The number of tasks done; ``None`` where nobody reported anything."""
    return counts.done if counts.is_known or not counts.total else None


def _step_name(step: Step) -> str:
    return numbered(step.code, step.name)


def _checklist(scene: ProcessScene, step: Step) -> Section:
    words = scene.words
    listed = scene.dossier.having(Task, "step", step.id)
    blocks: list[Block] = [*rich_blocks(step.text)]
    if before := calc.steps_before(scene.dossier, step.id):
        names = words.listed(map(_step_name, before))
        blocks.append(Paragraph(words.text("process.after", n=len(before), step=names), ParagraphRole.NOTE))
    tasks = _task_table(scene, f"tasks_{step.id}", words.text("process.tasks_title", step=_step_name(step)), listed)
    blocks.append(tasks or Paragraph(words.text("process.no_tasks")))
    return Section(key=f"step_{step.id}", title=_step_name(step), blocks=tuple(blocks))


def _task_table(scene: ProcessScene, key: str, title: str, tasks: Iterable[Task]) -> Table | None:
    """Tasks with whoever answers for them, their times and states.

    The states are left out where no task of the plan has one: the summary says it once.
    """
    told = any(scene.state_of(task) is not calc.TaskState.UNREPORTED for task in scene.dossier.tasks)
    states = (Col("state", scene.state, ColumnKind.STATUS),) if told else ()
    return listing(
        scene,
        key,
        tasks,
        Col("task", task_name),
        Col("responsible_office", lambda task: _responsible(scene, task)),
        Col("term", lambda task: known(task.term), ColumnKind.DATE),
        Col("finished", lambda task: finished(scene, task), ColumnKind.DATE),
        *states,
        # A note that nobody wrote is no gap in the data.
        Col("note", lambda task: task.note or NA),
        title=title,
    )


def _further(scene: ProcessScene, tasks: Iterable[Task]) -> Table | None:
    """What the timetable does not say of tasks: who answers for them, and notes."""
    return listing(
        scene,
        "other_tasks",
        [task for task in tasks if task.note or _responsible(scene, task)],
        Col("task", task_name),
        Col("responsible_office", lambda task: _responsible(scene, task)),
        Col("note", lambda task: task.note or NA),
        title=scene.words.text("process.further"),
    )


def _responsible(scene: ProcessScene, task: Task) -> str | None:
    return task.responsible or scene.group_name(task.group)


def _silent(scene: ProcessScene) -> Table | None:
    """Tasks past their term on which there is no report; nobody could expect one on a task without a term."""
    silent = [task for task in scene.tasks(calc.TaskState.UNREPORTED) if task.term.end]
    return _task_table(scene, "silent", scene.words.text("process.silent_title"), silent)


# What was decided, what comes, what was


def _approval(scene: ProcessScene) -> Table | None:
    resolutions = calc.resolutions_in_order(scene.dossier)
    dated = sum(resolution.date is not None for resolution in resolutions)
    title = scene.words.text("process.approval_title" if dated > 1 else "process.approval_alone")
    return resolution_table(scene, "approval", resolutions, title, scene.day)


def _coming(scene: ProcessScene) -> Table | None:
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


def _history(scene: ProcessScene) -> Block | None:
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
