"""Whether phases, steps, tasks and events fit together.

1. The phases of a project follow each other without a day left out (``phase-gap``) or taken twice (``phase-overlap``).
2. No step has tasks done while one that has to come before it, however far, has tasks open
   (``step-out-of-order``).
3. A finished task is not called open (``done-contradicts``).
4. A task whose term has passed is done (``task-overdue``), and was finished within it (``task-late``).
5. An event does not end before it begins (``event-reversed``) and was not both held and cancelled
   (``held-and-cancelled``); those who came, kind by kind, are all who came (``attendance-sum``).
6. A group meets as often as its rule says (``meeting-gap``).
"""

from collections.abc import Iterator

from socplan.calculations import (
    TaskState,
    finished_late,
    known_day,
    meeting_gaps,
    phase_joints,
    steps_waited_for,
    task_state,
)
from socplan.checks.finding import Check, Finding, Grade, finding
from socplan.checks.places import located, place_of
from socplan.hookspecs import hookimpl
from socplan.model import Attendance, Dossier, Event, Task


def phases(dossier: Dossier) -> Iterator[Finding]:
    """Days between two phases that belong to none, or to both."""
    for joint in phase_joints(dossier):
        if joint.gap:
            place = f"{place_of(dossier, joint.after)}.period"
            code, grade = ("phase-gap", Grade.NOTE) if joint.gap > 0 else ("phase-overlap", Grade.WARNING)
            yield finding(code, grade, place, before=joint.before.name, after=joint.after.name, days=abs(joint.gap))


def steps(dossier: Dossier) -> Iterator[Finding]:
    """Steps begun before the one that has to be finished first."""
    for step, first in steps_waited_for(dossier):
        place = f"{place_of(dossier, step)}.after"
        yield finding("step-out-of-order", Grade.NOTE, place, step=step.name, first=first.name)


def tasks(dossier: Dossier) -> Iterator[Finding]:
    """Tasks that contradict themselves, and those that are late on the day the dossier speaks of."""
    day = known_day(dossier)
    for at, task in located(dossier, Task):
        if task.finished and task.done is False:
            place = f"{at}.done"
            yield finding("done-contradicts", Grade.WARNING, place, task=task.title, finished=task.finished)
        if task_state(task, day) is TaskState.OVERDUE:
            place = f"{at}.term"
            yield finding("task-overdue", Grade.NOTE, place, task=task.title, end=task.term.end, day=day)
        if finished_late(task):
            facts = {"task": task.title, "end": task.term.end, "finished": task.finished}
            yield finding("task-late", Grade.NOTE, f"{at}.finished", **facts)


def events(dossier: Dossier) -> Iterator[Finding]:
    """Events that end before they begin, or were held although cancelled."""
    for at, event in located(dossier, Event):
        if event.held and event.held_until and event.held_until.last_day < event.held.first_day:
            yield finding("event-reversed", Grade.ERROR, f"{at}.held_until", start=event.held, end=event.held_until)
        if event.held and event.cancelled:
            yield finding("held-and-cancelled", Grade.WARNING, f"{at}.cancelled", event=event.title)


def attendance_sums(dossier: Dossier) -> Iterator[Finding]:
    """Events at which more or fewer came than the kinds of people make together."""
    for at, event in located(dossier, Event):
        counts = [row.count for row in dossier.having(Attendance, "event", event.id)]
        known = [count for count in counts if count is not None]
        if event.attendance is None or not counts:
            continue
        if sum(known) > event.attendance or (len(known) == len(counts) and sum(known) != event.attendance):
            yield finding(
                "attendance-sum", Grade.WARNING, f"{at}.attendance", total=event.attendance, listed=sum(known)
            )


def meetings(dossier: Dossier) -> Iterator[Finding]:
    """Groups that did not meet when their rule says."""
    day = known_day(dossier)
    # A dossier without a single meeting does not mean that no group ever met.
    for gaps in meeting_gaps(dossier, day) if day and any(event.held for event in dossier.events) else ():
        if gaps.months and not gaps.undated:
            facts = {
                "group": gaps.group.name,
                "every": gaps.group.meets_every,
                "owed": gaps.owed,
                "first": gaps.months[0],
                "last": gaps.months[-1],
            }
            yield finding("meeting-gap", Grade.NOTE, f"{place_of(dossier, gaps.group)}.meets_every", **facts)


@hookimpl
def register_checks() -> tuple[Check, ...]:
    """Offer these checks."""
    return (
        Check(name="phases", codes=("phase-gap", "phase-overlap"), run=phases),
        Check(name="steps", codes=("step-out-of-order",), run=steps),
        Check(name="tasks", codes=("done-contradicts", "task-late", "task-overdue"), run=tasks),
        Check(name="events", codes=("event-reversed", "held-and-cancelled"), run=events),
        Check(name="attendance-sums", codes=("attendance-sum",), run=attendance_sums),
        Check(name="meetings", codes=("meeting-gap",), run=meetings),
    )
