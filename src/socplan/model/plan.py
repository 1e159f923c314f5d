"""The plan itself: title, authority, period, levels, parts and territories."""

from enum import Enum
from typing import ClassVar

from attrs import field, frozen

from socplan.model.record import IDENTIFIER, Record, refers_to
from socplan.model.values import Identifier, PartialDate, Period

__all__ = ["Level", "Part", "PartRole", "Plan", "PlanScope", "Remark", "Territory"]


class PlanScope(Enum):
    """The kind of area of a plan; Act 108/2006, §§ 94 and 95 set the two duties."""

    STATE = "state"
    REGION = "region"
    MUNICIPALITY = "municipality"
    ASSOCIATION = "association"


@frozen(kw_only=True)
class Plan(Record):
    """A medium-term plan of social services (střednědobý plán, komunitní plán)."""

    KEY: ClassVar[tuple[str, ...]] = ()

    title: str
    #: The body that makes the plan and is responsible for it (zadavatel), as it calls itself.
    authority: str
    #: ``None``: not known.
    scope: PlanScope | None = None
    #: The area of the plan.
    territory: Identifier | None = field(default=None, metadata=refers_to("territories"))
    #: Whom the plan is for (cílové skupiny), one on each line.
    target_groups: str | None = None
    #: When the plan is valid.
    period: Period = Period()
    #: When this state of the plan was put together.
    prepared: PartialDate | None = None
    #: The body or bodies that approve it, as printed.
    approved_by: str | None = None
    approved: PartialDate | None = None
    #: Where people turn with questions (kontakt): an office with its telephone and mail, not a private person.
    contact: str | None = None
    #: The plan's name for what is common to several groups (společná, průřezová opatření).
    shared_name: str | None = None
    #: The source of the data in the dossier.
    source: str | None = None
    #: What a reader has to know about the data as a whole.
    note: str | None = None
    #: Whether the dossier lists only some goals and measures of the plan.
    partial: bool = False


@frozen(kw_only=True)
class Remark(Record):
    """A remark on the data of one table: what its source leaves out, and how it was read (poznámka k údajům)."""

    id: Identifier = field(metadata=IDENTIFIER)
    #: The name of the table that it is about: ``members``.
    table: str
    text: str
    order: int | None = None


@frozen(kw_only=True)
class Level(Record):
    """One level of the plan under its own name (vize, priorita, cíl, opatření, aktivita).

    The lowest level has the measures, on which monitoring reports; all levels above have goals.
    """

    id: Identifier = field(metadata=IDENTIFIER)
    #: 1 is the highest level.
    order: int
    #: In the singular: „rámcový cíl“.
    name: str


class PartRole(Enum):
    """What a part of the plan is about; a part of any role may have a text, some are printed from data as well."""

    FOREWORD = "foreword"  #: A word to readers (úvodní slovo).
    INFORMATION = "information"  #: Area, services, needs (informace potřebné k plánování, analytická část).
    ORGANISATION = "organisation"  #: Who plans and how (organizační zajištění, popisná část).
    VISION = "vision"  #: What the plan leads to in the long run (vize, poslání).
    DEVELOPMENT = "development"  #: Goals and measures (rozvoj služeb pro jednotlivé cílové skupiny, strategická část).
    EVALUATION = "evaluation"  #: The fulfilment of the previous plan (vyhodnocení předchozího plánu).
    NETWORK = "network"  #: The services that should be there, and how to secure them (způsob zajištění sítě).
    MONITORING = "monitoring"  #: How the fulfilment is watched (způsob sledování a vyhodnocování plnění).
    CHANGES = "changes"  #: How the plan may change, and how it did (způsob provádění změn).
    CONCLUSION = "conclusion"  #: A last word (závěr).
    OTHER = "other"


@frozen(kw_only=True)
class Part(Record):
    """A main part of the printed plan (část A, B, C)."""

    id: Identifier = field(metadata=IDENTIFIER)
    #: As printed: „A“.
    code: str | None = None
    title: str
    role: PartRole = PartRole.OTHER
    order: int | None = None
    #: Paragraphs with an empty line between them. ``None``: the dossier does not hold the text.
    text: str | None = None


@frozen(kw_only=True)
class Territory(Record):
    """An area: a region, the district of a municipality, a former district, a part of a town (území)."""

    id: Identifier = field(metadata=IDENTIFIER)
    name: str
    #: The official code (LAU, RÚIAN), as text.
    code: str | None = None
    #: Its kind, in words: „kraj“, „obec II. typu“.
    kind: str | None = None
    #: The larger area around it.
    parent: Identifier | None = field(default=None, metadata=refers_to("territories"))
    order: int | None = None
