from __future__ import annotations

import attrs
import pytest

from socplan import Task, UnknownStandardError, adopt_standard, check
from socplan.calculations import step_progress
from socplan.standards import STANDARDS
from socplan.testing import sample_dossier
from tests.building import dossier

ADOPTED = adopt_standard(dossier(rounds=()), "ten-steps")


@pytest.mark.parametrize("standard", STANDARDS)
def test_an_adopted_standard_is_sound(standard: str) -> None:
    assert check(adopt_standard(dossier(rounds=()), standard)) == ()


def test_the_ten_steps_bring_their_tasks() -> None:
    assert [counts.total for _, counts in step_progress(ADOPTED)] == [11, 1, 2, 4, 6, 7, 6, 6, 3, 3]
    assert all(task.is_done is None for task in ADOPTED.tasks)


def test_what_was_adapted_stays() -> None:
    first, *others = ADOPTED.tasks
    adapted = attrs.evolve(ADOPTED, tasks=(attrs.evolve(first, title="Náš úkol", done=True), *others[1:]))
    again = adopt_standard(adapted, "ten-steps")

    assert again.get(Task, first.id) == adapted.tasks[0]
    assert len(again.tasks) == len(ADOPTED.tasks)
    assert adopt_standard(ADOPTED, "ten-steps") == ADOPTED


def test_usti_is_where_the_ten_steps_come_from() -> None:
    usti = sample_dossier("usti")

    assert [(step.id, step.name, step.after) for step in usti.steps] == [
        (step.id, step.name, step.after) for step in ADOPTED.steps
    ]
    assert usti.step_dependencies == ADOPTED.step_dependencies != ()
    assert [(task.id, task.title, task.step) for task in usti.tasks] == [
        (task.id, task.title, task.step) for task in ADOPTED.tasks
    ]


def test_an_unknown_standard_is_named_with_those_there_are() -> None:
    with pytest.raises(
        UnknownStandardError, match=r'No standard is called "swot"\. Known: act-108-2006, decree-505-2006, ten-steps\.'
    ):
        adopt_standard(ADOPTED, "swot")
