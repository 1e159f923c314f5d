from __future__ import annotations

from datetime import date
from fractions import Fraction

import attrs
import pytest
from tests.building import day as partial, dossier, phase, task

from socplan import Step, StepDependency, Task, check
from socplan.calculations import (
    TaskProgress,
    TaskState,
    finished_late,
    phase_joints,
    phases_at,
    progress,
    step_progress,
    steps_before,
    steps_waited_for,
    task_state,
    tasks_in_order,
)

TODAY = date(2007, 6, 10)
#: Steps 2 and 3 follow step 1, and step 4 follows step 2.
WAITING = ((1, None), (2, "s1"), (3, "s1"), (4, "s2"))
#: The three phases of the project in Zlín.
PHASES = (
    phase("f3", "2007-06-01", "2008-02-28"),
    phase("f1", "2006-01-01", "2006-05-31"),
    phase("f2", "2006-06-01", "2007-05-31"),
)


def test_progress_keeps_the_unknown_apart() -> None:
    counts = progress((task("a", done=True), task("b", finished=partial("2006")), task("c", done=False), task("d")))

    assert counts == TaskProgress(done=2, total=4, unknown=1)
    assert counts.share == Fraction(1, 2)
    assert progress(()).share is None


def test_what_was_finished_later_was_not_done_yet() -> None:
    counts = progress((task("a", finished=partial("2007-07")), task("b", finished=partial("2007-05"))), TODAY)

    assert counts == TaskProgress(done=1, total=2, unknown=0)


def test_where_nobody_reported_no_share_is_known() -> None:
    assert progress((task("a"), task("b"))).share is None


def test_every_step_has_its_own_progress_in_order() -> None:
    known = dossier(
        steps=(Step(id="s2", code="2", name="Druhý"), Step(id="s1", code="1", name="První")),
        tasks=(task("x", step="s2", done=True), task("y")),
    )

    assert [(step.id, counts.total) for step, counts in step_progress(known)] == [("s1", 0), ("s2", 1)]
    assert [one.id for one in tasks_in_order(known)] == ["x", "y"]


@pytest.mark.parametrize(
    ("one", "state"),
    [
        (task("x", done=True), TaskState.DONE),
        (task("x", finished=partial("2007-07"), done=True), TaskState.OPEN),
        (task("x", None, "2007-05", done=False), TaskState.OVERDUE),
        (task("x", None, "2007-05"), TaskState.UNREPORTED),
        (task("x", "2007-07", None), TaskState.PLANNED),
        (task("x", "2007-05", "2007-06"), TaskState.UNDER_WAY),
        (task("x", None, "2008"), TaskState.PLANNED),
        (task("x", done=False), TaskState.OPEN),
        (task("x", "2007-07", None, done=True), TaskState.PLANNED),
        (task("x"), TaskState.UNREPORTED),
    ],
)
def test_what_a_task_is_on_a_day(one: Task, state: TaskState) -> None:
    assert task_state(one, TODAY) is state


def test_without_a_day_nothing_is_late() -> None:
    assert task_state(task("x", None, "1999", done=False), None) is TaskState.PLANNED


def test_the_phases_of_zlin_follow_each_other_without_a_gap() -> None:
    joints = phase_joints(dossier(phases=PHASES))

    assert [(joint.before.id, joint.after.id, joint.gap) for joint in joints] == [("f1", "f2", 0), ("f2", "f3", 0)]
    assert [one.id for one in phases_at(dossier(phases=PHASES), TODAY)] == ["f3"]


@pytest.mark.parametrize(
    ("end", "start", "gap"),
    [
        ("2006-05-31", "2006-06-15", 14),
        ("2006-05-31", "2006-05-15", -17),
        ("2006-05", "2006-06", 0),
        ("2006", "2006", 0),
        (None, "2006", None),
        ("2006", None, None),
    ],
)
def test_a_gap_is_counted_in_days_that_are_certain(end: str | None, start: str | None, gap: int | None) -> None:
    (joint,) = phase_joints(dossier(phases=(phase("f1", "2006-01-01", end), phase("f2", start, "2007"))))

    assert joint.gap == gap


def test_a_phase_that_ends_before_it_starts_stops_no_calculation() -> None:
    known = dossier(phases=(phase("f1", "2007", "2006"), phase("f2", "2006", "2008")))

    assert len(phase_joints(known)) == 1
    assert [one.id for one in phases_at(known, TODAY)] == ["f2"]


def test_a_phase_inside_another_one_overlaps_by_its_own_days() -> None:
    nested = (phase("a", "2006", "2010"), phase("b", "2007", "2007"), phase("c", "2011", "2012"))
    joints = phase_joints(dossier(phases=nested))

    assert [(joint.before.id, joint.after.id, joint.gap) for joint in joints] == [("a", "b", -365), ("a", "c", 0)]


def test_a_phase_without_dates_runs_on_no_day() -> None:
    assert phases_at(dossier(phases=(phase("a", None, None),)), TODAY) == ()


def test_a_step_begun_before_the_one_it_waits_for_is_named() -> None:
    steps = (Step(id="s1", name="První"), Step(id="s2", name="Druhý", after="s1"))
    early = dossier(steps=steps, tasks=(task("x", step="s1", done=False), task("y", step="s2", done=True)))
    unknown = dossier(steps=steps, tasks=(task("x", step="s1"), task("y", step="s2", done=True)))

    assert [(step.id, first.id) for step, first in steps_waited_for(early)] == [("s2", "s1")]
    assert steps_waited_for(unknown) == ()


def test_a_step_waits_for_all_that_come_before_it_however_far() -> None:
    steps = tuple(Step(id=f"s{number}", code=str(number), name="Krok", after=after) for number, after in WAITING)
    both = dossier(steps=steps, step_dependencies=(StepDependency(step="s4", after="s3"),))
    done = (task("x", step="s4", done=True), task("y", step="s2", done=True))

    def waited_for(*open_: str) -> list[tuple[str, str]]:
        tasks = (*done, *(task(f"open-{step}", step=step, done=False) for step in open_))
        return [(step.id, first.id) for step, first in steps_waited_for(attrs.evolve(both, tasks=tasks))]

    assert [step.id for step in steps_before(both, "s4")] == ["s2", "s3"]
    assert waited_for("s3") == [("s4", "s3")]
    assert waited_for("s1") == [("s2", "s1"), ("s4", "s1")]


def test_steps_that_wait_for_each_other_are_a_cycle() -> None:
    steps = (Step(id="s1", name="První"), Step(id="s2", name="Druhý", after="s1"))
    ring = dossier(steps=steps, step_dependencies=(StepDependency(step="s1", after="s2"),))

    assert [(one.code, one.place) for one in check(ring)] == [("cycle", "$.step_dependencies[0].after")]
    assert steps_waited_for(ring) == ()


@pytest.mark.parametrize(("finished", "late"), [("2007-06", False), ("2007", False), ("2007-07-01", True)])
def test_a_task_is_late_that_was_finished_after_its_term_for_certain(finished: str, late: bool) -> None:
    assert finished_late(task("x", None, "2007-06", finished=partial(finished))) is late
