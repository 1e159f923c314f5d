"""Plain data ↔ Dossier: the only module that knows cattrs.

It coerces nothing. Per type:

=================  ====================================================================
text               as it is; never empty, no control characters
identifier         text in the form of `socplan.model.values.identifier_problem`
count, whole       an integer, and not ``true``
``Decimal``        a decimal string with a point, ``"1234.50"``
quantity           the same, 0 or more
partial date       ``"2009"``, ``"2009-06"`` or ``"2009-06-14"``
enumeration        the value of one of its members
yes or no          ``true`` or ``false``
period             ``{"start": …, "end": …}``, either may be left out
not known          left out; reading takes ``null`` as the same
=================  ====================================================================
"""

import re
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Annotated, Any, Final, TypeVar, get_args

import attrs
from cattrs import ClassValidationError, Converter, ForbiddenExtraKeysError
from cattrs.gen import make_dict_structure_fn, make_dict_unstructure_fn

from socplan.errors import MOST_FAULTS, Fault, RecordError, WriteError, json_path, quoted, suggestion
from socplan.model.typed import RULES, Count, Identifier, Money, Quantity
from socplan.model.values import PartialDate
from socplan.typecheck import Rule, rule_of

__all__ = ["DECIMAL", "MaybeEmpty", "StructureError", "fits", "structure", "unstructure"]

T = TypeVar("T")

#: A text that says something by being empty too; elsewhere what is not known is left out.
MaybeEmpty = Annotated[str, "may be empty"]
#: The only form of a decimal number in a dossier.
DECIMAL: Final = re.compile(r"-?(?:0|[1-9][0-9]{0,17})(?:\.[0-9]{1,9})?", re.ASCII)


class StructureError(Exception):
    """Plain data are not a dossier; carries the faults, with JSON paths."""

    def __init__(self, faults: Iterable[Fault], more: int = 0) -> None:
        self.faults = tuple(faults)
        #: How many more records have faults, which are not listed.
        self.more = more
        super().__init__(self.faults, more)


class _MismatchError(Exception):
    """A value does not fit its place; the message names both."""


def _expected(what: str, value: object) -> _MismatchError:
    return _MismatchError(f"{quoted(value)} is not {what}")


def _unchanged(rule: Rule) -> Callable[[object, Any], object]:
    """A hook for values that are the same in plain data and in a record."""

    def checked(value: object, _: Any) -> object:
        if problem := rule.misfit(value):
            raise _MismatchError(problem)
        return value

    return checked


def _maybe_empty(value: object, _: Any) -> str:
    if not isinstance(value, str):
        raise _expected("a text", value)
    return value


def _decimal(value: object, _: Any) -> Decimal:
    if not isinstance(value, str) or not DECIMAL.fullmatch(value):
        raise _expected('a decimal number in quotes, like "1234.50"', value)
    return Decimal(value)


def _quantity(value: object, kind: Any) -> Decimal:
    number = _decimal(value, kind)
    if problem := RULES[Quantity].misfit(number):
        raise _MismatchError(problem)
    return number


def _partial_date(value: object, _: Any) -> PartialDate:
    if not isinstance(value, str):
        raise _expected("a date in quotes, like 2009, 2009-06 or 2009-06-14", value)
    try:
        return PartialDate.parse(value)
    except RecordError as error:
        problems = (fault.message.removeprefix(f"{quoted(value)}: ") for fault in error.faults)
        raise _MismatchError(f"{quoted(value)}: {'; '.join(problems)}") from None


def _enum(value: object, kind: type[Enum]) -> Enum:
    for member in kind:
        if isinstance(value, str) and member.value == value:
            return member
    raise _expected("one of " + ", ".join(repr(member.value) for member in kind), value)


def _optional(converter: Converter, kind: Any) -> Callable[[object, Any], object]:
    (inner,) = (argument for argument in get_args(kind) if argument is not type(None))
    return lambda value, _: None if value is None else converter.structure(value, inner)


def _tuple(converter: Converter, kind: Any) -> Callable[[object, Any], object]:
    inner = get_args(kind)[0]

    def structure_list(value: object, _: Any) -> object:
        if not isinstance(value, (list, tuple)):
            raise _expected("a list", value)
        items: list[object] = []
        gathered = _Gathered()
        for place, item in enumerate(value):
            if len(gathered.faults) >= MOST_FAULTS:
                gathered.more += not fits(item, inner)
                continue
            try:
                items.append(converter.structure(item, inner))
            except Exception as error:  # noqa: BLE001 - whatever is wrong with the item is a fault in its place
                gathered.add(error, f"[{place}]")
        if gathered.faults:
            raise StructureError(gathered.faults, gathered.more)
        return tuple(items)

    return structure_list


def _dict(converter: Converter, kind: Any) -> Callable[[object, Any], object]:
    inner = get_args(kind)[1]

    def structure_dict(value: object, _: Any) -> object:
        if not isinstance(value, Mapping):
            raise _expected("an object", value)
        items: dict[str, object] = {}
        gathered = _Gathered()
        for key, item in value.items():
            try:
                items[str(key)] = converter.structure(item, inner)
            except Exception as error:  # noqa: BLE001 - whatever is wrong with the item is a fault in its place
                gathered.add(error, json_path("", str(key)))
        if gathered.faults:
            raise StructureError(gathered.faults, gathered.more)
        return items

    return structure_dict


def _number_text(value: int | Decimal) -> str:
    text = format(value, "f" if isinstance(value, Decimal) else "d")
    if not DECIMAL.fullmatch(text):
        # Nothing could read it again.
        raise WriteError("dossier", f"the number {quoted(value)} has over 18 digits, or over 9 decimal places")
    return text


def _record(converter: Converter, cls: Any) -> Callable[[object, Any], object]:
    inner = make_dict_structure_fn(cls, converter, _cattrs_forbid_extra_keys=True)

    def structure_record(value: object, kind: Any) -> object:
        if not isinstance(value, Mapping):
            raise _expected("an object", value)
        return inner(value, kind)

    return structure_record


def _is_optional(kind: Any) -> bool:
    return type(None) in get_args(kind) and len(get_args(kind)) == 2  # noqa: PLR2004 - the type and None


def _is_record(kind: Any) -> bool:
    return attrs.has(kind) and kind is not PartialDate


@cache
def _converter(*, detailed: bool = True) -> Converter:
    converter = Converter(forbid_extra_keys=True, detailed_validation=detailed)
    # By type and not by predicate: cattrs' own, coercing hooks for these types would come first.
    for kind in (str, int, bool):
        converter.register_structure_hook(kind, _unchanged(rule_of(kind, RULES)))
    converter.register_structure_hook(Decimal, _decimal)
    converter.register_structure_hook(PartialDate, _partial_date)
    converter.register_structure_hook_func(lambda kind: kind == MaybeEmpty, _maybe_empty)
    converter.register_structure_hook_func(lambda kind: kind == Money, _decimal)
    converter.register_structure_hook_func(lambda kind: kind == Quantity, _quantity)
    converter.register_structure_hook_func(lambda kind: kind == Identifier, _unchanged(RULES[Identifier]))
    converter.register_structure_hook_func(lambda kind: kind == Count, _unchanged(RULES[Count]))
    converter.register_structure_hook_func(lambda kind: isinstance(kind, type) and issubclass(kind, Enum), _enum)
    converter.register_structure_hook_factory(_is_optional, lambda kind: _optional(converter, kind))
    converter.register_structure_hook_factory(
        lambda kind: getattr(kind, "__origin__", None) is tuple, lambda kind: _tuple(converter, kind)
    )
    converter.register_structure_hook_factory(
        lambda kind: getattr(kind, "__origin__", None) is dict, lambda kind: _dict(converter, kind)
    )
    converter.register_structure_hook_factory(_is_record, lambda cls: _record(converter, cls))
    converter.register_unstructure_hook_factory(
        _is_record, lambda cls: make_dict_unstructure_fn(cls, converter, _cattrs_omit_if_default=True)
    )
    converter.register_unstructure_hook(Decimal, _number_text)
    converter.register_unstructure_hook_func(lambda kind: kind in (Money, Quantity), _number_text)
    converter.register_unstructure_hook_func(lambda kind: kind in (int, Count), lambda value: int(_number_text(value)))
    converter.register_unstructure_hook(PartialDate, str)
    return converter


def structure(data: object, cls: type[T]) -> T:
    """Make a record, or a whole dossier, of plain data.

    Raises:
        StructureError: with every fault of the data.
    """
    try:
        return _converter().structure(data, cls)
    except Exception as error:  # noqa: BLE001 - a lone error or a group; an unknown error is raised again
        gathered = _Gathered()
        gathered.add(error, "$")
        raise StructureError(gathered.faults, gathered.more) from None


def fits(data: object, cls: Any) -> bool:
    """Whether plain data make a record; quicker than `structure`, which says why not."""
    try:
        _converter(detailed=False).structure(data, cls)
    except Exception:  # noqa: BLE001 - whatever is wrong
        return False
    return True


def unstructure(value: object) -> Any:
    """Make plain data of a record or a dossier, without unknown values and defaults."""
    return _converter().unstructure(value)


class _Gathered:
    """The faults in errors of cattrs and of this module, with their places."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []
        self.more = 0

    def add(self, error: BaseException, path: str) -> None:
        """Add the faults of an error at a place."""
        if isinstance(error, ClassValidationError):
            noted, others = error.group_exceptions()
            for inner, note in noted:
                self.add(inner, f"{path}.{note.name}")
            for inner in others:
                self.add(inner, path)
        elif isinstance(error, StructureError):
            self.faults += (Fault(path + fault.place, fault.message) for fault in error.faults)
            self.more += error.more
        elif isinstance(error, RecordError):
            self.faults += (Fault(f"{path}.{fault.place}", fault.message) for fault in error.faults)
        elif isinstance(error, ForbiddenExtraKeysError):
            known = [attribute.name for attribute in attrs.fields(error.cl)]
            for key in sorted(map(str, error.extra_fields)):
                message = f"unknown key; known here: {', '.join(known)}.{suggestion(key, known)}"
                self.faults.append(Fault(json_path(path, key), message))
        elif isinstance(error, KeyError):
            self.faults.append(Fault(path, "missing"))
        elif isinstance(error, (_MismatchError, ValueError)):
            self.faults.append(Fault(path, str(error)))
        else:
            raise error
