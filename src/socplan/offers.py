"""What all things on offer share, whichever hook offers them."""

from collections.abc import Iterable
from typing import Any, Final, TypeVar

__all__ = ["NAME", "all_of", "instance", "tuple_of"]

T = TypeVar("T")

#: The form of every name that something is offered under.
NAME: Final = r"[A-Za-z0-9][A-Za-z0-9_-]*"


def instance(kind: type | tuple[type, ...]) -> Any:
    """A validator: a thing of a kind; its error names the place and the value."""
    kinds = kind if isinstance(kind, tuple) else (kind,)
    wanted = " or ".join(each.__name__ for each in kinds)

    def check(thing: object, attribute: Any, value: object) -> None:
        if not isinstance(value, kinds):
            raise TypeError(f"{type(thing).__name__}.{attribute.name}: {value!r} is no {wanted}")

    return check


def tuple_of(kind: type) -> Any:
    """A validator: a tuple of things of one kind, so that a comma forgotten shows where it was forgotten."""

    def check(thing: object, attribute: Any, value: object) -> None:
        place = f"{type(thing).__name__}.{attribute.name}"
        if not isinstance(value, tuple):
            raise TypeError(f"{place}: {value!r} is no tuple")
        for number, each in enumerate(value):
            if not isinstance(each, kind):
                raise TypeError(f"{place}[{number}]: {each!r} is no {kind.__name__}")

    return check


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
