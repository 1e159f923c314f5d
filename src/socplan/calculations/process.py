"""How far the making of the plan is: steps, tasks, phases."""

from collections.abc import Iterable
from datetime import date
from enum import Enum
from fractions import Fraction

from attrs import frozen

from socplan.calculations.structure import by_date, grouped
from socplan.model import Dossier, Period, Phase, Step, StepDependency, Task
from socplan.model.dossier import held
from socplan.model.order import in_order
from socplan.typecheck import guarded, guarded_late

__all__ = [
    "PhaseJoint",
    "TaskProgress",
    "TaskState",
    "finished_late",
    "phase_joints",
    "phases_at",
    "phases_in_order",
    "progress",
    "step_progress",
    "steps_before",
    "steps_waited_for",
    "task_state",
    "tasks_in_order",
]


@frozen
class TaskProgress:
    """How many tasks are done."""

    done: int
    total: int
    #: Tasks that may or may not be done.
    unknown: int

    @property
    def is_known(self) -> bool:
        """Whether the state of any task is known."""
        return self.unknown < self.total

    @property
    def share(self) -> Fraction | None:
        """The share of tasks known to be done; ``None`` where the state of no task is known."""
        return Fraction(self.done, self.total) if self.is_known else None


@guarded
def progress(tasks: Iterable[Task], day: date | None = None) -> TaskProgress:
    """Count tasks: 7 done by the day, 3 not done and 1 unknown are ``TaskProgress(done=7, total=11, unknown=1)``."""
    listed = list(tasks)
    done = sum(task_state(task, day) is TaskState.DONE for task in listed)
    return TaskProgress(done=done, total=len(listed), unknown=sum(task.is_done is None for task in listed))


@guarded
@held
def tasks_in_order(dossier: Dossier) -> tuple[Task, ...]:
    """Tasks step by step as the method orders them; those of no step last."""
    places = {step.id: place for place, step in enumerate(dossier.ordered(Step))}
    return tuple(sorted(dossier.ordered(Task), key=lambda task: places.get(task.step or "", len(places))))


@guarded
def step_progress(dossier: Dossier, day: date | None = None) -> tuple[tuple[Step, TaskProgress], ...]:
    """The progress of each step by the day, in order."""
    return tuple((step, progress(dossier.having(Task, "step", step.id), day)) for step in dossier.ordered(Step))


class TaskState(Enum):
    """How far a task is on a day."""

    DONE = "done"
    UNDER_WAY = "under_way"  #: Begun by its term, not finished.
    PLANNED = "planned"  #: Its term has not begun, or not ended where no beginning is known.
    OPEN = "open"  #: Known not to be done, without any term.
    OVERDUE = "overdue"  #: Its term has passed and it is known not to be done.
    UNREPORTED = "unreported"  #: Not known to be done or open, and its term has passed or it has none.


@guarded_late
def task_state(task: Task, day: date | None) -> TaskState:
    """How far a task is on a day; without a day nothing is late.

    A task done on an unknown day does not count as done before its term begins.
    """
    early = task.finished or task.term.start
    if task.is_done and (day is None or early is None or early.first_day <= day):
        return TaskState.DONE
    known = task.is_done is not None
    if day is not None and task.term.end and task.term.end.last_day < day:
        return TaskState.OVERDUE if known else TaskState.UNREPORTED
    if day is not None and task.term.start and day < task.term.start.first_day:
        return TaskState.PLANNED
    if day is not None and task.term.start:
        return TaskState.UNDER_WAY
    if task.term.end:
        return TaskState.PLANNED
    return TaskState.OPEN if known else TaskState.UNREPORTED


@guarded_late
def finished_late(task: Task) -> bool:
    """Whether a task was finished after its term for certain."""
    end, finished = task.term.end, task.finished
    return end is not None and finished is not None and end.last_day < finished.first_day


@guarded
def steps_waited_for(dossier: Dossier) -> tuple[tuple[Step, Step], ...]:
    """Steps with done tasks, each with a step that has to come before it, however far, and has open tasks."""

    def any_task(step: Step, is_done: bool) -> bool:
        return any(task.is_done is is_done for task in dossier.having(Task, "step", step.id))

    begun = (step for step in dossier.ordered(Step) if any_task(step, True))
    return tuple((step, first) for step in begun for first in _all_before(dossier, step) if any_task(first, False))


@guarded
def steps_before(dossier: Dossier, step: str) -> tuple[Step, ...]:
    """The steps that a step waits for directly, in order; step 5 may wait for both 3 and 4."""
    waiting = dossier.get(Step, step)
    names = [waiting.after if waiting else None]
    names += [row.after for row in dossier.having(StepDependency, "step", step)]
    return in_order(dict.fromkeys(filter(None, (dossier.get(Step, name) for name in names))))


def _all_before(dossier: Dossier, step: Step) -> tuple[Step, ...]:
    """All steps that have to come before a step, directly or by way of others; never the step itself."""
    reached: dict[Step, None] = {}
    waiting = [step]
    while waiting:
        for before in steps_before(dossier, waiting.pop().id):
            if before not in reached and before != step:
                reached[before] = None
                waiting.append(before)
    return in_order(reached)


# Phases


@guarded
@held
def phases_in_order(dossier: Dossier) -> tuple[Phase, ...]:
    """Phases by when they begin; those without a beginning last."""
    return by_date(dossier.phases, lambda phase: phase.period.start)


@guarded
def phases_at(dossier: Dossier, day: date) -> tuple[Phase, ...]:
    """The phases that run on a day; a phase without dates runs on no day."""
    return tuple(phase for phase in phases_in_order(dossier) if phase.period != Period() and phase.period.holds(day))


@frozen(kw_only=True)
class PhaseJoint:
    """Where one phase of a project meets the next, or lies across it."""

    #: The earlier phase that ends last.
    before: Phase
    after: Phase
    #: Days between them that belong to no phase; negative: days that belong to both; ``None``: an end is not known.
    gap: int | None


@guarded
@held
def phase_joints(dossier: Dossier) -> tuple[PhaseJoint, ...]:
    """Each phase with what comes before it in the same project; a gap of 0 days is as it should be.

    Phase 1 to 31. 5. 2006 and phase 2 from 1. 6. 2006: ``gap`` 0; from 15. 6.: 14; from 15. 5.: −17.
    """
    joints = []
    for phases in grouped(phases_in_order(dossier), lambda phase: phase.project).values():
        last = phases[0]
        for phase in phases[1:]:
            joints.append(PhaseJoint(before=last, after=phase, gap=_gap(last, phase)))
            if _ends(phase) >= _ends(last):
                last = phase
    return tuple(joints)


def _ends(phase: Phase) -> date:
    return phase.period.end.last_day if phase.period.end else date.max


def _gap(before: Phase, after: Phase) -> int | None:
    end, start = before.period.end, after.period.start
    if end is None or start is None:
        return None
    days = (start.first_day - end.last_day).days - 1
    if days >= 0:
        return days
    # Phases that meet within a partial date do not overlap.
    if not before.period.overlaps(after.period):
        return 0
    return -((min(end.last_day, _ends(after)) - start.first_day).days + 1)
