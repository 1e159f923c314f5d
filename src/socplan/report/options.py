"""The options of the core's report kinds, for type checkers and editors."""

from datetime import date
from typing import Literal, TypedDict

from socplan import calculations as calc

__all__ = ["CoreKind", "ReportOptions"]

CoreKind = Literal[
    "action-plan",
    "activities",
    "alignment",
    "amendment",
    "benchmark",
    "catalogue",
    "comment-book",
    "completeness",
    "export",
    "form",
    "funding",
    "letter",
    "monitoring",
    "needs",
    "organisation",
    "plan",
    "process",
    "summary",
]
"""The report kinds of the core; plugins add others."""


class ReportOptions(TypedDict, total=False):
    """The options of the core's report kinds; `socplan reports` lists those of each kind."""

    year: int
    day: date
    #: The earlier day to compare with.
    since: date
    #: The identifier of a monitoring round.
    round: str
    #: Decimal places of percentages.
    digits: Literal[0, 1, 2]
    rounding: calc.Rounding
    #: Who a letter is to, as the plan names it.
    to: str
    #: The day by which a letter asks for a report.
    reply_by: date
    #: The identifier of another plan.
    plan: str
    #: The identifier of an amendment.
    amendment: str
    #: The identifier of a consultation.
    consultation: str
    #: The identifier of an export profile.
    profile: str
    #: The name of a formula.
    formula: str
    #: How the plan shows measures.
    measures: Literal["cards", "table"]
    #: Only these parts, in this order, by their keys: ``summary,measures``.
    parts: str
    #: Parts that are left out, by their keys.
    without: str
    #: Whether the foot of each page names the funder of a running project.
    publicity: bool
    #: The title at the head of pages.
    short_title: str
    #: Which version the document is, for the head of pages.
    version: str
    #: Who signs: ``OFFICE; NAME | OFFICE``.
    signatures: str
    #: Where it is signed, as printed: „Ve Vzorově“.
    signed_at: str
    #: The least number of services in a comparison.
    peers: int
