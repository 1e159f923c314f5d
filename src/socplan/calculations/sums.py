"""Sums in which what is not known stays not known."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import TypeVar

__all__ = ["total_of"]

N = TypeVar("N", int, Decimal)


def total_of(parts: Iterable[N | None], zero: N) -> N | None:
    """The sum of all parts, ``zero`` where there are none; with an unknown part it is unknown."""
    total = zero
    for part in parts:
        if part is None:
            return None
        total += part
    return total
