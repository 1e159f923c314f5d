"""What all things on offer share, whichever hook offers them."""

from collections.abc import Iterable
from typing import Any, Final, TypeVar

from attrs import validators

__all__ = ["NAME", "all_of", "tuple_of"]

T = TypeVar("T")

#: The form of every name that something is offered under.
NAME: Final = r"[A-Za-z0-9][A-Za-z0-9_-]*"


def tuple_of(kind: type) -> Any:
    """A validator: a tuple of things of one kind, so that a comma forgotten shows where it was forgotten."""
    return validators.deep_iterable(validators.instance_of(kind), validators.instance_of(tuple))


def all_of(kind: type[T], given: Iterable[object]) -> tuple[T, ...]:
    """What a plugin gave, if all of it is of one kind.

    Raises:
        TypeError: something is not.
    """
    things = []
    for thing in given:
        if not isinstance(thing, kind):
            raise TypeError(f"{thing!r} is no {kind.__name__}")
        things.append(thing)
    return tuple(things)
