"""The printed order of records."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any, Final, TypeVar

import czech_sort

from socplan.model.record import Record
from socplan.model.values import natural_key
from socplan.typecheck import guarded, guarded_late

__all__ = ["ORDERING", "czech_key", "in_order", "order_key"]

R = TypeVar("R", bound=Record)

_SHARED: Final[dict[object, object]] = {}
#: The most of them: many times what Czech texts need. A program that runs for long sorts texts of any script.
_MOST_SHARED: Final = 2**14

#: The attributes that decide the order. Records without any of them stay in the order of their table.
ORDERING: Final = frozenset({"order", "code", "title", "name", "id"})


@lru_cache(maxsize=2**14)
def czech_key(text: str) -> Any:
    """A key that sorts texts by the Czech alphabet."""
    *levels, normal, original = czech_sort.key(text)
    if len(_SHARED) >= _MOST_SHARED:
        _SHARED.clear()
    # A level has a small tuple for each letter; shared, they take a fifth of the memory.
    return (*(tuple(map(_SHARED.setdefault, level, level)) for level in levels), normal, original)


@guarded
def order_key(record: Record) -> tuple[Any, ...]:
    """The place of a record among its siblings: by ``order``, then ``code`` (2 before 10), then its Czech title."""
    return (*_number_key(record), *_title_key(record))


def _number_key(record: Record) -> tuple[Any, ...]:
    order, code = getattr(record, "order", None), getattr(record, "code", None)
    return (order is None, 0 if order is None else order, code is None, natural_key(code or ""))


def _title_key(record: Record) -> tuple[Any, ...]:
    title = getattr(record, "title", None) or getattr(record, "name", None) or ""
    return (czech_key(title), natural_key(str(getattr(record, "id", ""))))


@guarded_late
def in_order(records: Iterable[R]) -> tuple[R, ...]:
    """Records in printed order."""
    # The key of a title takes long, and most records have different numbers.
    by_number: dict[tuple[Any, ...], list[R]] = {}
    for record in records:
        by_number.setdefault(_number_key(record), []).append(record)
    siblings = (by_number[key] for key in sorted(by_number))
    return tuple(record for same in siblings for record in (sorted(same, key=_title_key) if len(same) > 1 else same))
