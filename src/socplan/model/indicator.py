"""Indicators: what shall be measured, from where to where, and what was measured."""

from decimal import Decimal
from enum import Enum
from typing import ClassVar

from attrs import field, frozen

from socplan.model.record import IDENTIFIER, Record, refers_to
from socplan.model.values import Identifier, PartialDate

__all__ = ["Indicator", "IndicatorDirection", "IndicatorValue"]


class IndicatorDirection(Enum):
    """Which way an indicator should move."""

    MORE = "more"  #: Více je lépe.
    LESS = "less"  #: Méně je lépe.


@frozen(kw_only=True)
class Indicator(Record):
    """What shows how far a goal or a measure has come (ukazatel, indikátor)."""

    id: Identifier = field(metadata=IDENTIFIER)
    #: As printed.
    code: str | None = None
    name: str
    #: „osoba“, „%“, „byt“. ``None``: not known.
    unit: str | None = None
    #: The goal that it measures; ``None``: it measures a measure.
    goal: Identifier | None = field(default=None, metadata=refers_to("goals", former=True))
    #: The measure that it measures; ``None``: it measures a goal.
    measure: Identifier | None = field(default=None, metadata=refers_to("measures", former=True))
    #: ``None``: the plan does not say.
    direction: IndicatorDirection | None = None
    #: The value at the start (výchozí hodnota).
    baseline: Decimal | None = None
    #: The day of the baseline.
    baseline_day: PartialDate | None = None
    #: The value to reach (cílová hodnota).
    target: Decimal | None = None
    #: By when to reach it.
    target_day: PartialDate | None = None
    #: Whether the values of rounds add up; else the value of a round stands for itself, and the latest counts.
    adds_up: bool = False
    #: By what the values are parted, in words: „podle pohlaví“, „podle obcí“.
    parted_by: str | None = None
    #: Whether the parts add up to the whole, as numbers of people do; shares and averages do not.
    parts_add_up: bool = False
    #: The progress in percent from which the plan shows a green light. ``None``: the plan shows no lights.
    green_from: Decimal | None = None
    #: The progress in percent from which the light is amber, below green. ``None``: the plan has no amber light.
    amber_from: Decimal | None = None
    #: Where the values come from.
    source: str | None = None
    order: int | None = None


@frozen(kw_only=True)
class IndicatorValue(Record):
    """The value of an indicator in one round, of the whole or of one part (hodnota ukazatele)."""

    KEY: ClassVar[tuple[str, ...]] = ("indicator", "round", "part", "territory")

    indicator: Identifier = field(metadata=refers_to("indicators"))
    round: Identifier = field(metadata=refers_to("rounds"))
    #: Which part: „ženy“. ``None``: all.
    part: str | None = None
    #: In which territory. ``None``: everywhere.
    territory: Identifier | None = field(default=None, metadata=refers_to("territories"))
    #: ``None``: not known.
    value: Decimal | None = None
    #: Where it comes from; ``None``: the source of the indicator.
    source: str | None = None
    note: str | None = None
