"""What the parts of the report on the process share: the day, the states of tasks, the dates of finished ones."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from attrs import frozen

from socplan import calculations as calc
from socplan.model import StatusMeaning, Task
from socplan.report.scene import Scene
from socplan.report.tables import NA, Cell, StatusMark

#: The meaning, and so the looks, that each state shares with statuses of measures.
MEANINGS: Final[Mapping[calc.TaskState, StatusMeaning]] = {
    calc.TaskState.DONE: StatusMeaning.DONE,
    calc.TaskState.UNDER_WAY: StatusMeaning.UNDER_WAY,
    calc.TaskState.PLANNED: StatusMeaning.ONGOING,
    calc.TaskState.OPEN: StatusMeaning.ONGOING,
    calc.TaskState.OVERDUE: StatusMeaning.NOT_DONE,
    calc.TaskState.UNREPORTED: StatusMeaning.CANCELLED,
}


@frozen(kw_only=True)
class ProcessScene(Scene):
    """The process on a day."""

    day: date | None

    def state_of(self, task: Task) -> calc.TaskState:
        """The state of a task on the day."""
        return calc.task_state(task, self.day)

    def state(self, task: Task) -> StatusMark:
        """The state of a task in words, with its looks."""
        state = self.state_of(task)
        late = state is calc.TaskState.DONE and calc.finished_late(task)
        # Where no beginning is known, nobody can say that the term has not begun.
        ends_later = state is calc.TaskState.PLANNED and not task.term.start
        key = "process.done_late" if late else "process.not_ended" if ends_later else f"task_state.{state.value}"
        return StatusMark(self.words.text(key), MEANINGS[state])

    def tasks(self, state: calc.TaskState) -> tuple[Task, ...]:
        """The tasks in a state, in order."""
        return tuple(task for task in calc.tasks_in_order(self.dossier) if self.state_of(task) is state)


def task_name(task: Task) -> str:
    """The title of a task, after its code."""
    return f"{task.code} {task.title}" if task.code else task.title


def finished(scene: ProcessScene, task: Task) -> Cell:
    """The date on which a task was finished; not applicable to a task that is not done or lies ahead."""
    state = calc.task_state(task, scene.day)
    if state is calc.TaskState.DONE:
        return task.finished
    return NA if task.is_done is not None or state is calc.TaskState.PLANNED else None
