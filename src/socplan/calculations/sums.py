"""Sums that keep an unknown part unknown, exact at any length."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import MAX_EMAX, MAX_PREC, MIN_EMIN, Context, Decimal, localcontext
from fractions import Fraction
from typing import Final, Generic, Self, TypeVar

from attrs import frozen

from socplan.typecheck import guarded_late

__all__ = ["MoneySum", "Sum", "money_sum"]

N = TypeVar("N", int, Decimal)

#: Arithmetic that keeps every digit; the default context would round to 28.
EXACT: Final = Context(prec=MAX_PREC, Emax=MAX_EMAX, Emin=MIN_EMIN)


@frozen(kw_only=True)
class Sum(Generic[N]):
    """Parts added up, some of them unknown: 30, 20 and an unknown part have 50 known, and no total."""

    #: The sum of those parts that are known.
    known: N
    #: How many parts there are.
    parts: int
    #: How many of them are not known.
    unknown: int

    @property
    def total(self) -> N | None:
        """All parts together; ``None`` where one of them is unknown."""
        return None if self.unknown else self.known

    @property
    def known_part(self) -> N | None:
        """What is known; ``None`` where no part is."""
        return self.known if self.unknown < self.parts else None

    def share_of(self, whole: Sum[N]) -> Fraction | None:
        """This sum by another one; ``None`` where either is unknown, or the other is not above 0."""
        if self.total is None or whole.total is None or whole.total <= 0:
            return None
        return Fraction(self.total) / Fraction(whole.total)

    @classmethod
    def of(cls, parts: Iterable[N | None], zero: N) -> Self:
        """Add up parts; ``None`` is an unknown one.

        Args:
            parts: what to add.
            zero: the sum of no parts, which gives the sum its type: ``0`` or ``Decimal(0)``.

        >>> Sum.of([30, 20, None], 0)
        Sum(known=50, parts=3, unknown=1)
        """
        listed = tuple(parts)
        known = [part for part in listed if part is not None]
        with localcontext(EXACT):
            total = sum(known, zero)
        return cls(known=total, parts=len(listed), unknown=len(listed) - len(known))


@frozen(kw_only=True)
class MoneySum(Sum[Decimal]):
    """Amounts added up, in CZK. The total of no amounts is ``None``: no list is not no money."""

    @property
    def total(self) -> Decimal | None:
        """All parts together; ``None`` where one of them is unknown, or there are none."""
        return super().total if self.parts else None


@guarded_late
def money_sum(amounts: Iterable[Decimal | None]) -> MoneySum:
    """Add up amounts: 30, 20 and an unknown amount have 50 known, and the total ``None``."""
    return MoneySum.of(amounts, Decimal(0))
