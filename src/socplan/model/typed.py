"""What every value of the model has to be: of the types of its attributes, and fit for a document."""

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import cache, wraps
from typing import Annotated, Any, ClassVar, Final

import attrs

from socplan.errors import Fault, RecordError, SocplanError, quoted, suggestion
from socplan.typecheck import Rule, of_type, rule_of

__all__ = ["RULES", "Count", "Identifier", "Money", "Quantity", "Typed", "identifier_problem", "text_problem"]

Identifier = Annotated[str, "identifier"]
"""A short name for references from other records: an ASCII letter, then letters, digits, ``. _ -``; at most 80."""

Count = Annotated[int, "count"]
"""How many: a whole number, 0 or more. A count that nobody reported is ``None``."""

Money = Annotated[Decimal, "CZK"]
"""An amount in Czech crowns, exact. An amount that nobody stated is ``None``."""

Quantity = Annotated[Decimal, "quantity"]
"""How much of some unit: a decimal number, 0 or more. A quantity that nobody stated is ``None``."""

_IDENTIFIER: Final = re.compile(r"[A-Za-z][A-Za-z0-9._-]{0,79}")

#: Characters that neither XML nor a spreadsheet can hold: control characters but tab and line feed, lone surrogates,
#: the two noncharacters that XML excludes.
_FORBIDDEN: Final = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")


def text_problem(value: str) -> str | None:
    r"""Say why a text cannot stand in a dossier; ``None`` where it can.

    >>> text_problem("Denní stacionář")
    >>> text_problem("a\x01b")
    'the character U+0001 at position 2 cannot be kept in a document'
    """
    if not value.strip():
        return "an empty text; leave it out where it is not known"
    if odd := _FORBIDDEN.search(value):
        what = f"the character U+{ord(odd.group()):04X} at position {odd.start() + 1}"
        if odd.group() == "\r":
            return f"{what} is a carriage return; a line break in a text is U+000A alone"
        return f"{what} cannot be kept in a document"
    return None


def identifier_problem(value: str) -> str | None:
    """Say why a text is not an identifier; ``None`` where it is.

    >>> identifier_problem("cil-1.10")
    >>> identifier_problem("1.10")
    'an identifier is a letter, then letters, digits, ".", "_" or "-" (no diacritics, at most 80)'
    """
    if _IDENTIFIER.fullmatch(value):
        return None
    return 'an identifier is a letter, then letters, digits, ".", "_" or "-" (no diacritics, at most 80)'


def _quoting(find_problem: Callable[[str], str | None]) -> Callable[[str], str | None]:
    def quoting(value: str) -> str | None:
        problem = find_problem(value)
        return f"{quoted(value)}: {problem}" if problem else None

    return quoting


def _not_negative(value: int | Decimal) -> str | None:
    return f"{value} is less than 0" if value < 0 else None


def _finite(value: Decimal) -> str | None:
    return None if value.is_finite() else f"{value} is no number to count with"


_DECIMAL_WANTED: Final = 'a decimal number, like Decimal("1234.50")'
#: The rules of annotations that want more than a type.
RULES: Final[Mapping[Any, Rule]] = {
    str: of_type(str, also=_quoting(text_problem)),
    Identifier: of_type(str, "an identifier (a text)", _quoting(identifier_problem)),
    Count: of_type(int, also=_not_negative),
    Decimal: of_type(Decimal, _DECIMAL_WANTED, _finite),
    Money: of_type(Decimal, _DECIMAL_WANTED, _finite),
    Quantity: of_type(Decimal, _DECIMAL_WANTED, lambda value: _finite(value) or _not_negative(value)),
}


@cache
def _rules(cls: Any) -> Mapping[str, Rule]:
    return {field.name: rule_of(field.type, RULES) for field in attrs.fields(attrs.resolve_types(cls))}


@cache
def _tests(cls: Any) -> tuple[tuple[str, frozenset[type], Callable[[Any], str | None]], ...]:
    """The rules of a class in the form in which its records are checked fast."""
    return tuple((name, rule.exact, rule.problem) for name, rule in _rules(cls).items())


class Typed:
    """The parent of every value of the model: its attributes have values of their types, or it is not built.

    Raises:
        RecordError: an attribute is missing or unknown, or its value is of another type, a text that no document can
            hold, an identifier of a wrong form, a number that is not finite; with every attribute that is wrong.
    """

    __slots__ = ()

    #: How to write it, for messages.
    EXAMPLE: ClassVar[str]

    @classmethod
    def __attrs_init_subclass__(cls) -> None:
        """Refuse wrong names of attributes like wrong values."""
        fill: Callable[..., None] = cls.__init__

        @wraps(fill)
        def init(self: Typed, *args: Any, **values: Any) -> None:
            try:
                fill(self, *args, **values)
            except TypeError as error:
                if isinstance(error, SocplanError):
                    raise
                raise RecordError(cls.__name__, _misnamed(cls, error, values)) from None

        cls.__init__ = init  # type: ignore[assignment]

    def __attrs_post_init__(self) -> None:
        """Check every attribute by its type."""
        cls: Any = type(self)
        faults = [
            Fault(name, problem)
            for name, exact, find_problem in _tests(cls)
            if type(value := getattr(self, name)) not in exact and (problem := find_problem(value))
        ]
        if faults:
            raise RecordError(cls.__name__, faults)


def _misnamed(cls: Any, error: TypeError, values: Mapping[str, Any]) -> list[Fault]:
    """What is wrong with arguments that do not make a record."""
    if "positional argument" in str(error):
        return [Fault("(arguments)", f"{error}; give attributes by their names")]
    rules, faults = _rules(cls), []
    for name, value in values.items():
        problem = rules[name].misfit(value) if name in rules else f"no such attribute.{suggestion(name, rules)}"
        faults += [Fault(name, problem)] if problem else []
    for field in attrs.fields(cls):
        if field.default is attrs.NOTHING and field.name not in values:
            faults.append(Fault(field.name, f"missing; {rules[field.name].wanted} is wanted"))
    return faults or [Fault("(arguments)", str(error))]
