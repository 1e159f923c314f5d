"""Methods of planning that socplan ships: steps and tasks which a plan can adopt, and then adapt."""

from __future__ import annotations

import json
from importlib import resources
from typing import Any, Final

import attrs

from socplan.convert import structure
from socplan.errors import UnknownMethodError
from socplan.model import Dossier, Step, Task

__all__ = ["METHODS", "adopt_method"]

#: The ten steps of community planning (deset kroků komunitního plánování), as Ústí nad Labem went them.
METHODS: Final = ("ten-steps",)


def adopt_method(dossier: Dossier, method: str) -> Dossier:
    """Add the steps and tasks of a method to a dossier.

    What the dossier has already, by identifier, stays as it is, so that a method can be adopted again after it was
    adapted. Of no task it is known whether it is done.

    Raises:
        UnknownMethodError: no such method.
    """
    if method not in METHODS:
        raise UnknownMethodError(method, METHODS)
    text = (resources.files("socplan.data") / "methods" / f"{method}.json").read_text("utf-8")
    tables: dict[str, list[Any]] = json.loads(text)
    steps = (structure(step, Step) for step in tables["steps"])
    tasks = (structure(task, Task) for task in tables["tasks"])
    return attrs.evolve(
        dossier,
        steps=(*dossier.steps, *(step for step in steps if dossier.get(Step, step.id) is None)),
        tasks=(*dossier.tasks, *(task for task in tasks if dossier.get(Task, task.id) is None)),
    )
