"""What all things on offer share, whichever hook offers them."""

from __future__ import annotations

from typing import Any, Final

from attrs import validators

__all__ = ["NAME", "tuple_of"]

#: The form of every name that something is offered under.
NAME: Final = r"[A-Za-z0-9][A-Za-z0-9_-]*"


def tuple_of(kind: type) -> Any:
    """A validator: a tuple of things of one kind, so that a comma forgotten shows where it was forgotten."""
    return validators.deep_iterable(validators.instance_of(kind), validators.instance_of(tuple))
