"""Holds values against annotations: one mechanism for the attributes of records and the arguments of functions.

Nothing is coerced, and nothing passes for what it is not: ``True`` is no whole number, an hour is no day,
``"keep"`` is no `MeasureKind`, a list is no tuple.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date, datetime
from enum import Enum
from functools import cached_property, wraps
from inspect import Parameter, Signature, signature
from itertools import combinations
from types import NoneType, UnionType
from typing import Any, Final, Literal, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from attrs import frozen

from socplan.errors import ArgumentError, Fault, quoted, suggestion

__all__ = ["Rule", "guarded", "of_type", "rule_of"]

F = TypeVar("F", bound=Callable[..., Any])
Marks = Mapping[Any, "Rule"]

#: What Python calls a kind of the type, and what means something else.
_STRANGERS: Final[Mapping[type, tuple[type, ...]]] = {int: (bool, Enum), str: (Enum,), date: (datetime,)}
_WORDS: Final[Mapping[type, str]] = {
    str: "a text",
    int: "a whole number",
    bool: "True or False",
    date: "a day, like date(2012, 12, 31)",
    NoneType: "None",
}


@frozen
class Rule:
    """What a value has to be."""

    #: In words, with an article: „a whole number“.
    wanted: str
    #: Any value of these types is right.
    exact: frozenset[type]
    #: What is wrong with a value of another type; ``None``: nothing.
    problem: Callable[[Any], str | None]

    def misfit(self, value: object) -> str | None:
        """What is wrong with a value; ``None``: nothing."""
        return None if type(value) in self.exact else self.problem(value)


def _misfit(value: object, wanted: str) -> str:
    return f"{quoted(value)} is not {wanted}"


def _name(cls: type) -> str:
    if cls in _WORDS:
        return _WORDS[cls]
    name = cls.__name__
    example = getattr(cls, "EXAMPLE", None)
    return f"a{'n' if name[0] in 'AEIOU' else ''} {name}" + (f", like {example}" if example else "")


def of_type(cls: type, wanted: str | None = None, also: Callable[[Any], str | None] | None = None) -> Rule:
    """Values of a class, or of a subclass that means the same; ``also`` says what else may be wrong with one."""
    words, strangers = wanted or _name(cls), _STRANGERS.get(cls, ())

    def problem(value: Any) -> str | None:
        # The first test is the fast one; a Protocol without it would be searched at each call.
        if type(value) is cls or (isinstance(value, cls) and not isinstance(value, strangers)):
            return also(value) if also is not None else None
        return _misfit(value, words)

    return Rule(words, frozenset() if also is not None else frozenset({cls}), problem)


def _member_of(cls: type[Enum]) -> Rule:
    names = ", ".join(cls.__members__)
    wanted = f"{_name(cls)} ({names})"

    def problem(value: Any) -> str | None:
        for member in cls:
            if value == member.value:
                return f"{quoted(value)} is not {_name(cls)}; give {member}"
        return _misfit(value, wanted)

    return Rule(wanted, frozenset({cls}), problem)


def _one_of(choices: tuple[Any, ...]) -> Rule:
    wanted = " or ".join(map(repr, choices))

    def problem(value: Any) -> str | None:
        if any(type(value) is type(choice) and value == choice for choice in choices):
            return None
        return _misfit(value, wanted) + (suggestion(value, choices) if isinstance(value, str) else "")

    return Rule(wanted, frozenset(), problem)


def _any_of(rules: list[Rule]) -> Rule:
    wanted = " or ".join(rule.wanted for rule in rules)
    exact = frozenset[type]().union(*(rule.exact for rule in rules))
    others = [rule for rule in rules if rule.exact != {NoneType}]

    def problem(value: Any) -> str | None:
        said = [rule.problem(value) for rule in others]
        if None in said:
            return None
        return said[0] if len(said) == 1 else _misfit(value, wanted)

    return Rule(wanted, exact, problem)


def _many(cls: type, item: Rule, shown: str) -> Rule:
    """A collection of things of one kind; an iterator is not looked into, which would use it up."""
    wanted = f"{shown} of {item.wanted.split(' ', 1)[-1]}"

    def problem(value: Any) -> str | None:
        if not isinstance(value, cls) or isinstance(value, (str, bytes)):
            return _misfit(value, wanted)
        if not isinstance(value, Collection) or set(map(type, value)) <= item.exact:
            return None
        found = ((place, item.misfit(one)) for place, one in enumerate(value))
        return next((f"[{place}]: {said}" for place, said in found if said), None)

    return Rule(wanted, frozenset(), problem)


def _pairs(key: Rule, item: Rule) -> Rule:
    def problem(value: Any) -> str | None:
        if not isinstance(value, Mapping):
            return _misfit(value, "a mapping")
        found = ((name, key.misfit(name) or item.misfit(one)) for name, one in value.items())
        return next((f"[{quoted(name)}]: {said}" for name, said in found if said), None)

    return Rule("a mapping", frozenset(), problem)


def _class_of(cls: type) -> Rule:
    def problem(value: Any) -> str | None:
        return None if isinstance(value, type) and issubclass(value, cls) else _misfit(value, wanted)

    wanted = f"a class of {cls.__name__}s"
    return Rule(wanted, frozenset(), problem)


_ANYTHING: Final = Rule("anything", frozenset(), lambda _: None)
_FUNCTION: Final = "a function"
_CALLABLE: Final = Rule(_FUNCTION, frozenset(), lambda value: None if callable(value) else _misfit(value, _FUNCTION))


def rule_of(annotation: Any, marks: Marks = {}) -> Rule:  # noqa: B006 - never changed
    """What an annotation wants; ``marks`` are annotations with rules of their own."""
    if annotation in marks:
        return marks[annotation]
    origin, inner = get_origin(annotation), get_args(annotation)
    if origin in (Union, UnionType):
        return _any_of([rule_of(one, marks) for one in inner])
    if origin is Literal:
        return _one_of(inner)
    if origin is type:
        bound = getattr(inner[0], "__bound__", inner[0])
        return _class_of(bound) if isinstance(bound, type) else _ANYTHING
    if origin is tuple and inner[1:] != (...,):
        return of_type(tuple, "a tuple")
    if origin is not None and isinstance(origin, type):
        if origin is cast("Any", Callable):
            return _CALLABLE
        if issubclass(origin, Mapping):
            return _pairs(*(rule_of(one, marks) for one in inner))
        if issubclass(origin, Iterable):
            shown = f"a {'sequence' if origin.__name__ == 'Sequence' else origin.__name__.lower()}"
            return _many(origin, rule_of(inner[0], marks), shown)
        return of_type(origin)
    if origin is not None:  # Annotated: the type that is annotated
        return rule_of(annotation.__origin__, marks)
    if annotation is None:
        return of_type(NoneType)
    if annotation in (Any, object) or not isinstance(annotation, type):
        return _ANYTHING
    return _member_of(annotation) if issubclass(annotation, Enum) else of_type(annotation)


class _Guard:
    """The rules of a function's parameters, made at its first call."""

    def __init__(self, function: Callable[..., Any]) -> None:
        self._function = function
        self._name = function.__qualname__

    @cached_property
    def _signature(self) -> Signature:
        return signature(self._function)

    @cached_property
    def _rules(self) -> dict[str, Rule]:
        hints = get_type_hints(self._function, include_extras=True)
        # A star gathers what belongs to somebody else: the options of a kind, the values of a key.
        starred = (Parameter.VAR_POSITIONAL, Parameter.VAR_KEYWORD)
        return {
            name: rule_of(hints[name])
            for name, parameter in self._signature.parameters.items()
            if parameter.kind not in starred and name in hints
        }

    @cached_property
    def _quick(self) -> tuple[int, int, tuple[tuple[int, frozenset[type]], ...]]:
        """How many arguments there are at least and at most by place, and the types of each that are right at sight."""
        parameters = self._signature.parameters.values()
        placed = [one for one in parameters if one.kind is Parameter.POSITIONAL_OR_KEYWORD]
        needed = [one for one in parameters if one.default is Parameter.empty and one.kind is Parameter.KEYWORD_ONLY]
        low = len([one for one in placed if one.default is Parameter.empty]) + (len(placed) + 1) * bool(needed)
        rules = self._rules
        tests = ((place, rules[one.name]) for place, one in enumerate(placed) if one.name in rules)
        return low, len(placed), tuple((place, rule.exact) for place, rule in tests if rule is not _ANYTHING)

    def fits(self, args: tuple[Any, ...]) -> bool:
        """Whether arguments by place are right at sight."""
        low, high, tests = self._quick
        return low <= len(args) <= high and all(
            place >= len(args) or type(args[place]) in exact for place, exact in tests
        )

    def hold(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
        """Refuse a call with what the function cannot take."""
        try:
            given = self._signature.bind(*args, **kwargs).arguments
        except TypeError as error:
            raise self._refused([Fault("arguments", f"{error}{self._meant(kwargs)}")]) from None
        rules = self._rules
        said = {
            name: problem for name, value in given.items() if name in rules and (problem := rules[name].misfit(value))
        }
        if not said:
            return
        faults = [Fault(name, problem) for name, problem in said.items()]
        for one, other in combinations(said, 2):
            if not (rules[one].misfit(given[other]) or rules[other].misfit(given[one])):
                faults.append(Fault("arguments", f"{one} and {other} are swapped"))
        raise self._refused(faults)

    def _meant(self, kwargs: dict[str, Any]) -> str:
        known = list(self._signature.parameters)
        return "".join(suggestion(name, known) for name in kwargs if name not in known)

    def _refused(self, faults: list[Fault]) -> ArgumentError:
        shown = self._signature.replace(
            parameters=[
                parameter.replace(annotation=Parameter.empty) for parameter in self._signature.parameters.values()
            ],
            return_annotation=Signature.empty,
        )
        return ArgumentError(self._name, faults, f"{self._name}{shown}")


def guarded(function: F) -> F:
    """The function, but what its annotations do not allow is refused before it runs.

    Raises:
        ArgumentError: from the function that is given back, with every argument that is wrong.
    """
    guard = _Guard(function)

    @wraps(function)
    def call(*args: Any, **kwargs: Any) -> Any:
        if kwargs or not guard.fits(args):
            guard.hold(args, kwargs)
        return function(*args, **kwargs)

    return cast("F", call)
