"""The attributes of a dossier's tables, as a cell can fill them."""

from collections.abc import Container, Mapping
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Any, Final, get_args

import attrs
from attrs import frozen

from socplan.model import PartialDate, Period, Plan
from socplan.model.dossier import record_types
from socplan.model.record import PERSONAL_IDENTIFIER, is_personal, referred_table
from socplan.model.values import Count, Identifier, Money, Quantity

__all__ = ["HOUR", "PLAN", "YEAR", "Attribute", "Sort", "attributes", "is_of_person", "key_of", "lacking"]

PLAN: Final = "plan"
#: What a round, a budget or an action plan can be found by, beside its attributes: the one year of its period.
YEAR: Final = "year"
#: How the hour of a day is called beside it: ``received`` has ``received_hour``.
HOUR: Final = "_hour"


class Sort(Enum):
    """What kind of value an attribute holds."""

    TEXT = "text"
    IDENTIFIER = "identifier"
    REFERENCE = "reference"
    YES_NO = "yes_no"
    COUNT = "count"
    HOUR = "hour"
    NUMBER = "number"
    MONEY = "money"
    DATE = "date"
    PERIOD = "period"
    CHOICE = "choice"


@frozen(kw_only=True)
class Attribute:
    """One attribute of a table; the ends of a period are attributes of their own (``term.start``)."""

    table: str
    name: str
    sort: Sort
    #: The table that it refers to.
    refers: str | None = None
    #: The enumeration of a choice.
    choices: type[Enum] | None = None
    personal: bool = False
    needed: bool = False
    #: Whether it counts or measures something, and so is never below 0.
    counts: bool = False
    #: The plain value that everybody takes for granted where nothing is said; ``None``: none.
    default: object = None


@cache
def attributes(table: str) -> Mapping[str, Attribute]:
    """The attributes of a table, in the order of the model."""
    cls: Any = Plan if table == PLAN else record_types()[table]
    found: dict[str, Attribute] = {}
    for each in attrs.fields(attrs.resolve_types(cls)):
        kind = _kind(each.type)
        sort, choices = _sort(kind, referred_table(each))
        made = Attribute(
            table=table,
            name=each.name,
            sort=Sort.HOUR if each.name.endswith(HOUR) else sort,
            refers=referred_table(each),
            choices=choices,
            personal=is_personal(each),
            needed=each.default is attrs.NOTHING,
            counts=kind in (Count, Quantity),
            default=_default(each.default),
        )
        found[each.name] = made
        if sort is Sort.PERIOD:
            for end in ("start", "end"):
                found[f"{each.name}.{end}"] = attrs.evolve(made, name=f"{each.name}.{end}", sort=Sort.DATE)
    return found


def _default(value: object) -> object:
    # The mark for „no default“ is an enumeration too.
    if value is attrs.NOTHING:
        return None
    if isinstance(value, Enum):
        return value.value
    return value if isinstance(value, bool) else None


def _kind(annotation: Any) -> Any:
    """The type of an attribute that is known."""
    if hasattr(annotation, "__metadata__"):
        return annotation
    return next((kind for kind in get_args(annotation) if kind is not type(None)), annotation)


def _sort(kind: Any, refers: str | None) -> tuple[Sort, type[Enum] | None]:
    if isinstance(kind, type) and issubclass(kind, Enum):
        return Sort.CHOICE, kind
    if kind == Identifier:
        return (Sort.REFERENCE if refers else Sort.IDENTIFIER), None
    if kind == Money:
        return Sort.MONEY, None
    if kind in (Period, PartialDate, bool):
        return {Period: Sort.PERIOD, PartialDate: Sort.DATE, bool: Sort.YES_NO}[kind], None
    if kind == Count or kind is int:
        return Sort.COUNT, None
    if kind is Decimal or Decimal in get_args(kind):
        return Sort.NUMBER, None
    return Sort.TEXT, None


def key_of(table: str) -> tuple[str, ...]:
    """The attributes that identify a record in its table."""
    cls: Any = record_types()[table]
    key: tuple[str, ...] = cls.KEY
    return key


def lacking(table: str, given: Container[str]) -> list[str]:
    """The attributes without which there is no record, and that are not given; an identifier can be made."""
    known = attributes(table).values()
    return [
        each.name
        for each in known
        if each.needed and each.name not in given and each.name.partition(".")[0] != "id" and "." not in each.name
    ]


def is_of_person(table: str) -> bool:
    """Whether people could make identifiers of the table from somebody's name."""
    cls: Any = record_types()[table]
    return any(each.metadata.items() >= PERSONAL_IDENTIFIER.items() for each in attrs.fields(cls))
