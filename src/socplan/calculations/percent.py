"""Percentages that people read: three rules of rounding, each exact until the last step."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from math import lcm
from typing import Final, Literal, get_args

from socplan.typecheck import guarded, refusal

__all__ = ["ROUNDINGS", "Rounding", "percentages"]

Rounding = Literal["half_up", "largest_remainder", "floor"]
"""How shares become percents: each alone upwards from a half, together so that they make 100, each alone down."""

ROUNDINGS: Final[tuple[Rounding, ...]] = get_args(Rounding)


@guarded
def percentages(
    counts: Sequence[int | Decimal | Fraction | None], *, digits: int = 0, rounding: Rounding = "half_up"
) -> tuple[Decimal | None, ...]:
    """The share of each count in their total, in percent.

    ``half_up`` rounds each share alone, a half upwards, so equal counts get equal percentages; their sum may differ
    from 100. ``floor`` cuts each down. ``largest_remainder`` cuts every share down and gives the remainder to the
    shares with the largest fractions, the first of equals first: the result sums to exactly 100, but equal counts may
    get different percentages.

    Args:
        counts: how many of each; none is negative.
        digits: decimal places, 0 or more.
        rounding: the rule.

    Returns:
        As many percentages as counts. All are ``None`` where there are no counts, their total is 0, or one is unknown.

    Raises:
        ArgumentError: a float, a count that is negative or no number, negative digits, or no such rule.

    >>> percentages([2, 27, 25, 4])
    (Decimal('3'), Decimal('47'), Decimal('43'), Decimal('7'))
    >>> percentages([1, 1, 1], digits=1)
    (Decimal('33.3'), Decimal('33.3'), Decimal('33.3'))
    >>> percentages([1, 1, 1], digits=1, rounding="largest_remainder")
    (Decimal('33.4'), Decimal('33.3'), Decimal('33.3'))
    >>> percentages([0, 0])
    (None, None)
    """
    if digits < 0:
        raise refusal(percentages, digits=f"{digits} is less than 0")
    try:
        ratios = [count.as_integer_ratio() for count in counts if count is not None]
    except (ValueError, OverflowError) as error:
        raise refusal(percentages, counts=f"{error}") from None
    if any(numerator < 0 for numerator, _ in ratios):
        raise refusal(percentages, counts="a count is negative")
    # Whole numbers are exact and many times faster than fractions.
    common = lcm(*(denominator for _, denominator in ratios))
    known = [numerator * (common // denominator) for numerator, denominator in ratios]
    total = sum(known)
    if len(known) < len(counts) or not total:
        return (None,) * len(counts)
    hundred = 100 * 10**digits
    units = [count * hundred // total for count in known]
    if rounding == "half_up":
        units = [(2 * count * hundred + total) // (2 * total) for count in known]
    elif rounding == "largest_remainder":
        by_loss = sorted(range(len(known)), key=lambda place: known[place] * hundred % total, reverse=True)
        for place in by_loss[: hundred - sum(units)]:
            units[place] += 1
    return tuple(Decimal(f"{unit}e-{digits}") for unit in units)
