"""What a template may spend: loops, text and depth, so that none of a stranger runs for ever or fills the memory."""

from collections.abc import Collection, Iterable, Iterator
from contextvars import ContextVar
from typing import Any, Final

from socplan.exporters.word.mistakes import TagError

__all__ = ["DEEPEST", "LONGEST_TEXT", "WIDEST", "Budget", "Counted", "counted", "joined", "spend", "spent"]

#: How often all loops of a part may run together.
_MOST_STEPS: Final = 1_000_000
#: How many characters, or entries of lists, all tags of a part may make together.
_MOST_MADE: Final = 50_000_000
#: The longest text or list that one tag may make.
LONGEST_TEXT: Final = 1_000_000
#: The largest width, indent or number of columns.
WIDEST: Final = 1_000
#: How deep macros and loops may call themselves, and brackets may stand in each other.
DEEPEST: Final = 50


class Budget:
    """What is left in one rendering."""

    def __init__(self) -> None:
        self.steps = _MOST_STEPS
        self.made = _MOST_MADE
        self.depth = 0


#: The budget of the rendering that goes on.
spent: ContextVar[Budget | None] = ContextVar("spent", default=None)


def spend(*, steps: int = 0, made: int = 0) -> None:
    """Take something from the budget.

    Raises:
        TagError: it is used up.
    """
    budget = spent.get()
    if made > LONGEST_TEXT:
        raise TagError("long-tag", most=LONGEST_TEXT)
    if budget is None:
        return
    budget.steps -= steps
    budget.made -= made
    if budget.steps < 0:
        raise TagError("many-steps", most=_MOST_STEPS)
    if budget.made < 0:
        raise TagError("much-text", most=_MOST_MADE)


class Counted:
    """Something to loop over, each step of which is counted."""

    def __init__(self, things: Iterable[Any]) -> None:
        self._things = things

    def __iter__(self) -> Iterator[Any]:
        for thing in self._things:
            spend(steps=1)
            yield thing


class CountedSized(Counted):
    """The same with a length that is known before."""

    def __init__(self, things: Collection[Any]) -> None:
        super().__init__(things)
        self._length = len(things)

    def __len__(self) -> int:
        return self._length


def counted(things: Any) -> Counted:
    """Something to loop over, each step of which is counted.

    Raises:
        TagError: it is a text, whose letters nobody wants to go through.
    """
    if isinstance(things, str):
        raise TagError("no-loop")
    return CountedSized(things) if isinstance(things, Collection) else Counted(things)


def joined(pieces: Iterable[str]) -> str:
    """The pieces of a part as one text, as long as the budget lasts."""
    made = []
    for piece in pieces:
        # A piece is a tag's value or what stands between tags; both count, so that loops without tags do too.
        budget = spent.get()
        if budget is not None:
            budget.made -= len(piece)
            if budget.made < 0:
                spend(made=1)
        made.append(piece)
    return "".join(made)
