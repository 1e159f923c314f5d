"""What the rows of a table are: names of groups, sums, and how deep each stands in a tree."""

from operator import attrgetter
from typing import Final

from attrs import frozen

from socplan.report import RowRole, Table, depths, group_heads

__all__ = ["SUMS", "RowLooks", "row_looks"]

#: Sums of the rows above, or figures to compare with them.
SUMS: Final = frozenset({RowRole.TOTAL, RowRole.DERIVED, RowRole.SHARE, RowRole.PUBLISHED})


@frozen
class RowLooks:
    """For each row what layout and writing ask of it; said once, because long tables have thousands."""

    #: Whether it is no more than the name of the rows below it.
    heads: tuple[bool, ...]
    #: Whether it is one of the `SUMS`.
    sums: tuple[bool, ...]
    #: Whether its letters are strong.
    strong: tuple[bool, ...]
    #: Whether a rule is above it: above the first of some sums.
    ruled: tuple[bool, ...]
    #: Its depth in a tree; 0 at the top.
    depths: tuple[int, ...]


def row_looks(table: Table) -> RowLooks:
    """What the rows of a table are."""
    heads, deep = group_heads(table), depths(table)
    roles = list(map(attrgetter("role"), table.rows))
    if roles.count(RowRole.BODY) == len(roles):
        none = (False,) * len(roles)
        return RowLooks(heads, none, heads, none, deep)
    sums = [role in SUMS for role in roles]
    return RowLooks(
        heads,
        tuple(sums),
        tuple([role is RowRole.TOTAL or head for role, head in zip(roles, heads, strict=True)]),
        tuple([now and not before for now, before in zip(sums, [False, *sums], strict=False)]),
        deep,
    )
