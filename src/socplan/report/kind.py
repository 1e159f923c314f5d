"""What a report kind is: a name, options, and a function that builds the tree."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any, Final, Literal

from attrs import field, frozen, validators

from socplan import calculations as calc
from socplan.checks import Finding
from socplan.errors import OptionError
from socplan.labels import Wording
from socplan.model import Remark
from socplan.offers import NAME, instance, tuple_of
from socplan.report.blocks import Report

__all__ = ["COMMON_OPTIONS", "Audience", "BuildContext", "Option", "ReportKind", "checked_options"]

Audience = Literal["public", "internal"]
"""Who reads a document: everybody, or those who work on the plan."""


@frozen(kw_only=True)
class Option:
    """An option of a report kind or a format."""

    name: str = field(validator=validators.matches_re(NAME))
    #: ``int``, ``str``, ``bool``, ``date``, or `socplan.InputFile` for a file given by its path.
    type: type = field(validator=instance(type))
    default: Any = None
    help: str = field(default="", validator=instance(str))
    #: The allowed values; empty: any value of the type.
    choices: tuple[Any, ...] = field(default=(), validator=instance(tuple))


#: The options of every kind.
COMMON_OPTIONS: Final = (
    Option(name="parts", type=str, help="only these parts, in this order, by their keys: summary,measures"),
    Option(name="without", type=str, help="parts that are left out, by their keys"),
    Option(name="publicity", type=bool, default=True, help="whether the foot of pages names the funder of a project"),
    Option(name="short_title", type=str, help="the title at the head of pages; without it the whole title"),
    Option(name="version", type=str, help="which version the document is, for the head of pages"),
    Option(name="signatures", type=str, help="who signs: OFFICE; NAME | OFFICE"),
    Option(name="signed_at", type=str, help="where it is signed, as printed: Ve Vzorově"),
)


@frozen(kw_only=True)
class BuildContext:
    """What a builder gets besides the dossier and its options."""

    words: Wording
    audience: Audience
    #: The findings of the checks; none has the grade error.
    findings: tuple[Finding, ...] = ()
    #: What people call the records at the places of the findings: the name of the table, then the names in it.
    places: Mapping[str, tuple[str, ...]] = field(factory=dict, hash=False)
    #: The formulas that compare services, by name.
    formulas: Mapping[str, calc.Formula] = field(factory=dict, hash=False)
    #: The remarks on the sources of the data, `Plan.note`.
    note: str | None = None
    #: The remarks on the data of single tables, in order.
    remarks: tuple[Remark, ...] = ()
    #: Whether members have names that this version leaves out.
    leaves_names: bool = False

    @property
    def internal(self) -> bool:
        """Whether the document is for those who work on the plan."""
        return self.audience == "internal"


@frozen(kw_only=True)
class ReportKind:
    """A kind of report (druh zprávy), offered by the core or a plugin.

    ``build(dossier, context, **options)`` is pure and returns the tree. It gets the dossier as the audience may see it,
    and every option: the caller's value or the default.
    """

    name: str = field(validator=validators.matches_re(NAME))
    #: The key of the label that names the kind in lists; a plugin may give the name itself.
    label: str = field(validator=instance(str))
    build: Callable[..., Report] = field(validator=validators.is_callable())
    options: tuple[Option, ...] = field(default=(), validator=tuple_of(Option))
    #: A Word template (the bytes of a .docx) for reports of this kind; ``None``: that of the core.
    template: bytes | None = field(default=None, validator=validators.optional(instance(bytes)), repr=False)


def checked_options(owner: str, options: tuple[Option, ...], given: Mapping[str, Any]) -> dict[str, Any]:
    """All options, with defaults filled in.

    Raises:
        OptionError: a name is unknown, or a value has the wrong type or is not among the choices.
    """
    known = {option.name: option for option in options}
    for name, value in given.items():
        if name not in known:
            raise OptionError(owner, name, "unknown", known)
        option = known[name]
        if value is None:
            continue
        # Python counts these as the same type, but ``True`` is not a number and an hour is not a day.
        stranger = (option.type is int and isinstance(value, bool)) or (
            option.type is date and isinstance(value, datetime)
        )
        if stranger or not isinstance(value, option.type):
            raise OptionError(owner, name, f"{value!r} is not of type {option.type.__name__}", known)
        if option.choices and value not in option.choices:
            choices = ", ".join(map(str, option.choices))
            raise OptionError(owner, name, f"{value!r} is none of {choices}", known)
    return {name: option.default if given.get(name) is None else given[name] for name, option in known.items()}
