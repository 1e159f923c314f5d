"""The steps, tasks and phases of making a plan."""

from typing import ClassVar

from attrs import field, frozen

from socplan.model.record import IDENTIFIER, Record, refers_to
from socplan.model.values import Identifier, PartialDate, Period

__all__ = ["Phase", "Step", "StepDependency", "Task"]


@frozen(kw_only=True)
class Step(Record):
    """A step of the method by which a plan is made (krok procesu)."""

    id: Identifier = field(metadata=IDENTIFIER)
    #: As printed: „5“.
    code: str | None = None
    name: str
    #: The step to finish first; two steps after the same step may run side by side. A step that waits for several
    #: names the others in step dependencies.
    after: Identifier | None = field(default=None, metadata=refers_to("steps"))
    text: str | None = None
    order: int | None = None


@frozen(kw_only=True)
class StepDependency(Record):
    """A further step to finish before another one begins (návaznost kroků), beside `Step.after`."""

    KEY: ClassVar[tuple[str, ...]] = ("step", "after")

    #: The step that waits.
    step: Identifier = field(metadata=refers_to("steps"))
    #: The step to finish first.
    after: Identifier = field(metadata=refers_to("steps"))


@frozen(kw_only=True)
class Phase(Record):
    """A period of the work (fáze, etapa)."""

    id: Identifier = field(metadata=IDENTIFIER)
    code: str | None = None
    name: str
    period: Period = Period()
    #: Its project; phases of one project follow each other.
    project: Identifier | None = field(default=None, metadata=refers_to("projects"))
    order: int | None = None


@frozen(kw_only=True)
class Task(Record):
    """Something to do while planning (úkol); a milestone is a task that marks a point in time (milník)."""

    id: Identifier = field(metadata=IDENTIFIER)
    code: str | None = None
    title: str
    step: Identifier | None = field(default=None, metadata=refers_to("steps"))
    phase: Identifier | None = field(default=None, metadata=refers_to("phases"))
    group: Identifier | None = field(default=None, metadata=refers_to("groups"))
    #: An office or a function, no private person.
    responsible: str | None = None
    #: When it should be done.
    term: Period = Period()
    #: ``None``: nobody says whether it is done.
    done: bool | None = None
    #: When it was finished; a known day means that it is done.
    finished: PartialDate | None = None
    milestone: bool = False
    note: str | None = None
    order: int | None = None

    @property
    def is_done(self) -> bool | None:
        """Whether it is done; ``None`` where nobody says."""
        return True if self.finished else self.done
