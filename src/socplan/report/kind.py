"""What a report kind is: a name, options, and a function that builds the tree."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any, Literal

from attrs import field, frozen, validators

from socplan.calculations import Formula
from socplan.checks import Finding
from socplan.errors import OptionError
from socplan.labels import Wording
from socplan.offers import NAME, tuple_of
from socplan.report.blocks import Report

__all__ = ["Audience", "BuildContext", "Option", "ReportKind", "checked_options"]

Audience = Literal["public", "internal"]
"""For whom a document is: everybody, or those who work on the plan."""


@frozen(kw_only=True)
class Option:
    """An option of a report kind or a format."""

    name: str = field(validator=validators.matches_re(NAME))
    #: ``int``, ``str``, ``bool``, ``date``, or `socplan.InputFile` for a file that the caller names by its path.
    type: type = field(validator=validators.instance_of(type))
    default: Any = None
    help: str = field(default="", validator=validators.instance_of(str))
    #: The values it may take; empty: any of its type.
    choices: tuple[Any, ...] = field(default=(), validator=validators.instance_of(tuple))


@frozen(kw_only=True)
class BuildContext:
    """What a builder is given beside the dossier and its options."""

    words: Wording
    audience: Audience
    #: What the checks found; none is of grade error.
    findings: tuple[Finding, ...] = ()
    #: By what services may be compared, by name.
    formulas: Mapping[str, Formula] = field(factory=dict, hash=False)

    @property
    def internal(self) -> bool:
        """Whether those who work on the plan will read it."""
        return self.audience == "internal"


@frozen(kw_only=True)
class ReportKind:
    """A kind of report (druh zprávy), offered by the core or a plugin.

    ``build(dossier, context, **options)`` is pure and gives the tree; the dossier is already the view for
    the audience, and every option is there, with its default where the caller gave none.
    """

    name: str = field(validator=validators.matches_re(NAME))
    #: The key of its label, which names it in lists; a plugin may give the name itself.
    label: str = field(validator=validators.instance_of(str))
    build: Callable[..., Report] = field(validator=validators.is_callable())
    options: tuple[Option, ...] = field(default=(), validator=tuple_of(Option))


def checked_options(owner: str, options: tuple[Option, ...], given: Mapping[str, Any]) -> dict[str, Any]:
    """The options in full, defaults filled in.

    Raises:
        OptionError: an unknown name, a value of another type, or one that is no choice.
    """
    known = {option.name: option for option in options}
    for name, value in given.items():
        if name not in known:
            raise OptionError(owner, name, "unknown", known)
        option = known[name]
        if value is None:
            continue
        # Of a type that Python calls the same but that means something else: ``True`` is no number, an hour no day.
        stranger = (option.type is int and isinstance(value, bool)) or (
            option.type is date and isinstance(value, datetime)
        )
        if stranger or not isinstance(value, option.type):
            raise OptionError(owner, name, f"{value!r} is not of type {option.type.__name__}", known)
        if option.choices and value not in option.choices:
            choices = ", ".join(map(str, option.choices))
            raise OptionError(owner, name, f"{value!r} is none of {choices}", known)
    return {name: option.default if given.get(name) is None else given[name] for name, option in known.items()}
