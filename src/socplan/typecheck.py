"""Checks values by annotations: one mechanism for the attributes of records and the arguments of functions.

It coerces nothing, and takes nothing for another thing: ``True`` is not a whole number, an hour is not a day,
``"keep"`` is not a `MeasureKind`, a list is not a tuple.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date, datetime
from enum import Enum
from functools import cached_property, wraps
from inspect import Parameter, Signature, signature
from itertools import combinations
from types import NoneType, UnionType
from typing import Any, Final, Literal, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from attrs import frozen

from socplan.errors import ArgumentError, Fault, SocplanError, quoted, suggestion

__all__ = ["Rule", "guarded", "guarded_late", "of_type", "refusal", "rule_of"]

F = TypeVar("F", bound=Callable[..., Any])
Marks = Mapping[Any, "Rule"]

#: Subclasses of a type, for Python, that mean something else.
_STRANGERS: Final[Mapping[type, tuple[type, ...]]] = {int: (bool, Enum), str: (Enum,), date: (datetime,)}
_WORDS: Final[Mapping[type, str]] = {
    str: "a text",
    bytes: "bytes",
    int: "a whole number",
    bool: "true or false",
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
    return f"{quoted(value)} is not {wanted}" + ("; a float is not exact" if isinstance(value, float) else "")


def _name(cls: type) -> str:
    if cls in _WORDS:
        return _WORDS[cls]
    example = getattr(cls, "EXAMPLE", None)
    return _with_article(cls.__name__) + (f", like {example}" if example else "")


def _with_article(name: str) -> str:
    return f"a{'n' if name[0] in 'AEIOUaeiou' else ''} {name}"


def of_type(cls: type, wanted: str | None = None, also: Callable[[Any], str | None] | None = None) -> Rule:
    """Values of a class, or of a subclass that means the same; ``also`` looks for further problems of such a value."""
    words, strangers = wanted or _name(cls), _STRANGERS.get(cls, ())

    def problem(value: Any) -> str | None:
        # The first test is fast; without it a Protocol would be searched at each call.
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
        problems = [rule.problem(value) for rule in others]
        if None in problems:
            return None
        return problems[0] if len(problems) == 1 else _misfit(value, wanted)

    return Rule(wanted, exact, problem)


def _many(cls: type, item: Rule, shown: str) -> Rule:
    """A collection of things of one kind; an iterator is not searched, which would use it up."""
    wanted = f"{shown}, each {item.wanted}"

    def problem(value: Any) -> str | None:
        if not isinstance(value, cls) or isinstance(value, (str, bytes)):
            return _misfit(value, wanted)
        if not isinstance(value, Collection) or set(map(type, value)) <= item.exact:
            return None
        return _first((str(place), item.misfit(member)) for place, member in enumerate(value))

    return Rule(wanted, frozenset(), problem)


def _first(problems: Iterable[tuple[str, str | None]]) -> str | None:
    """The first member of a collection that has a problem, by its place."""
    return next((f"[{place}]: {problem}" for place, problem in problems if problem), None)


def _pairs(key: Rule, item: Rule) -> Rule:
    def problem(value: Any) -> str | None:
        if not isinstance(value, Mapping):
            return _misfit(value, "a mapping")
        return _first((quoted(name), key.misfit(name) or item.misfit(member)) for name, member in value.items())

    return Rule("a mapping", frozenset(), problem)


def _class_of(cls: type) -> Rule:
    wanted = f"a class of {cls.__name__}s"
    return _passing(wanted, lambda value: isinstance(value, type) and issubclass(value, cls))


def _passing(wanted: str, test: Callable[[Any], bool]) -> Rule:
    return Rule(wanted, frozenset(), lambda value: None if test(value) else _misfit(value, wanted))


_ANYTHING: Final = _passing("anything", lambda _: True)
_CALLABLE: Final = _passing("a function", callable)


def _generic(cls: type, items: list[Rule]) -> Rule:
    """What a class in brackets wants: ``Mapping[str, Dossier]``."""
    if cls is cast("Any", Callable):
        return _CALLABLE
    if issubclass(cls, Mapping):
        return _pairs(*items)
    return _many(cls, items[0], _with_article(cls.__name__.lower())) if issubclass(cls, Iterable) else of_type(cls)


def rule_of(annotation: Any, marks: Marks = {}) -> Rule:  # noqa: B006 - never changed
    """The rule of an annotation; ``marks`` are annotations with special rules."""
    if annotation in marks:
        return marks[annotation]
    origin, inner = get_origin(annotation), get_args(annotation)
    if origin in (Union, UnionType):
        return _any_of([rule_of(member, marks) for member in inner])
    if origin is Literal:
        return _one_of(inner)
    if origin is type:
        bound = getattr(inner[0], "__bound__", inner[0])
        return _class_of(bound) if isinstance(bound, type) else _ANYTHING
    if origin is tuple and inner[1:] != (...,):
        return of_type(tuple, "a tuple")
    if isinstance(origin, type):
        items = [rule_of(item, marks) for item in inner if item is not ... and not isinstance(item, list)]
        return _generic(origin, items)
    if origin is not None:  # Annotated
        return rule_of(annotation.__origin__, marks)
    if isinstance(annotation, TypeVar):
        return rule_of(annotation.__bound__, marks) if annotation.__bound__ else _ANYTHING
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
        # Starred parameters have rules elsewhere: options of a kind, values of a key.
        starred = (Parameter.VAR_POSITIONAL, Parameter.VAR_KEYWORD)
        return {
            name: rule_of(hints[name])
            for name, parameter in self._signature.parameters.items()
            if parameter.kind not in starred and name in hints
        }

    def quick(self) -> tuple[int, int, list[tuple[frozenset[type], Callable[[Any], str | None]]]]:
        """The rules of a call by place: the least and the greatest number of arguments, and what each has to be."""
        parameters = self._signature.parameters.values()
        placed = [parameter for parameter in parameters if parameter.kind is Parameter.POSITIONAL_OR_KEYWORD]
        needed = [parameter for parameter in parameters if parameter.default is Parameter.empty]
        least = sum(parameter in placed for parameter in needed)
        if any(parameter.kind is Parameter.KEYWORD_ONLY for parameter in needed):
            least = len(placed) + 1  # there is no such call
        rules = (self._rules.get(parameter.name, _ANYTHING) for parameter in placed)
        return least, len(placed), [(rule.exact, rule.problem) for rule in rules]

    def hold(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
        """Refuse a call with arguments that the function cannot take."""
        try:
            given = self._signature.bind(*args, **kwargs).arguments
        except TypeError as error:
            known = list(self._signature.parameters)
            meant = "".join(suggestion(name, known) for name in kwargs if name not in known)
            raise self.refusal([Fault("arguments", f"{error}{meant}")]) from None
        rules = self._rules
        problems = {name: rules[name].misfit(value) for name, value in given.items() if name in rules}
        faults = [Fault(name, problem) for name, problem in problems.items() if problem]
        for first, second in combinations([fault.place for fault in faults], 2):
            if not (rules[first].misfit(given[second]) or rules[second].misfit(given[first])):
                faults.append(Fault("arguments", f"{first} and {second} are swapped"))
        if faults:
            raise self.refusal(faults)

    def refusal(self, faults: Iterable[Fault]) -> ArgumentError:
        """The error that says what is wrong, and how to call the function."""
        bare = [parameter.replace(annotation=Parameter.empty) for parameter in self._signature.parameters.values()]
        shown = self._signature.replace(parameters=bare, return_annotation=Signature.empty)
        return ArgumentError(self._name, faults, f"{self._name}{shown}")


def guarded(function: F) -> F:
    """The function with a guard that refuses arguments of wrong types before the function runs.

    Raises:
        ArgumentError: by the guarded function, with every argument that is wrong.
    """
    guard = _Guard(function)
    quick: Any = None

    @wraps(function)
    def call(*args: Any, **kwargs: Any) -> Any:
        nonlocal quick
        quick = quick or guard.quick()
        least, most, rules = quick
        if kwargs or not least <= len(args) <= most:
            guard.hold(args, kwargs)
        else:
            for value, (exact, problem) in zip(args, rules):  # noqa: B905 - defaults have no value here
                if type(value) not in exact and problem(value):
                    guard.hold(args, kwargs)
        return function(*args, **kwargs)

    return cast("F", call)


def guarded_late(function: F) -> F:
    """The function with a guard that looks at the arguments only where it fails, because it is called very often.

    Raises:
        ArgumentError: by the guarded function, in place of its own errors.
    """
    guard = _Guard(function)

    @wraps(function)
    def call(*args: Any, **kwargs: Any) -> Any:
        try:
            return function(*args, **kwargs)
        except SocplanError:
            raise
        except (TypeError, LookupError, AttributeError) as error:
            guard.hold(args, kwargs)
            raise guard.refusal([Fault("arguments", f"{error}")]) from error

    return cast("F", call)


def refusal(function: Callable[..., Any], **problems: str) -> ArgumentError:
    """The error for arguments of the right type that make no sense; problems by the name of the parameter."""
    return _Guard(function).refusal(Fault(name, problem) for name, problem in problems.items())
