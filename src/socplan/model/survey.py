"""Questionnaires: whom they ask, what came back, and what it says."""

from enum import Enum
from typing import ClassVar

from attrs import field, frozen

from socplan.model.consultation import Channel
from socplan.model.record import BEGINS, IDENTIFIER, Record, refers_to
from socplan.model.values import Count, Identifier, Money, PartialDate, Period

__all__ = ["Respondents", "Survey", "SurveyAnswer", "SurveyExclusion", "SurveyReply", "SurveyResult", "SurveyReturn"]


class Respondents(Enum):
    """Whom a questionnaire asks."""

    MUNICIPALITIES = "municipalities"  #: Obce.
    CITIZENS = "citizens"  #: Občané, veřejnost.
    USERS = "users"  #: Uživatelé služeb.
    PROVIDERS = "providers"  #: Poskytovatelé služeb.
    OTHER = "other"


@frozen(kw_only=True)
class Survey(Record):
    """A questionnaire of municipalities on their money for services, or of citizens or users on needs (dotazník)."""

    id: Identifier = field(metadata=IDENTIFIER)
    title: str
    #: Whom it asks.
    respondents: Respondents = Respondents.MUNICIPALITIES
    #: The period of its questions.
    period: Period = Period()
    #: How many got it, as the source says: questionnaires that were given out.
    sent: Count | None = None
    #: How many sent it back, as the source says.
    returned: Count | None = None
    #: How many were used, as the source says.
    used: Count | None = None
    #: The event at which it was handed out.
    handed_out: Identifier | None = field(default=None, metadata=refers_to("events"))
    note: str | None = None
    order: int | None = None


@frozen(kw_only=True)
class SurveyReply(Record):
    """A municipality that was asked, and whether it answered."""

    KEY: ClassVar[tuple[str, ...]] = ("survey", "territory")

    survey: Identifier = field(metadata=refers_to("surveys"))
    #: The municipality; its type (II, III) is the kind of the territory.
    territory: Identifier = field(metadata=refers_to("territories"))
    #: ``None``: not known yet.
    returned: bool | None = None
    #: When the answer came.
    date: PartialDate | None = field(default=None, metadata=BEGINS)


@frozen(kw_only=True)
class SurveyAnswer(Record):
    """The answer of a municipality about one service: whether it supports it, and with how much."""

    KEY: ClassVar[tuple[str, ...]] = ("survey", "territory", "service")

    survey: Identifier = field(metadata=refers_to("surveys"))
    territory: Identifier = field(metadata=refers_to("territories"))
    service: Identifier = field(metadata=refers_to("services"))
    #: ``None``: it says nothing about this service.
    supported: bool | None = None
    #: In CZK, in the period of the survey.
    amount: Money | None = None


@frozen(kw_only=True)
class SurveyReturn(Record):
    """How many questionnaires came back in one way (návratnost podle způsobu)."""

    KEY: ClassVar[tuple[str, ...]] = ("survey", "channel")

    survey: Identifier = field(metadata=refers_to("surveys"))
    channel: Channel
    #: ``None``: not known.
    count: Count | None = None


@frozen(kw_only=True)
class SurveyExclusion(Record):
    """Questionnaires that came back and were left out, for one reason (vyřazené dotazníky)."""

    id: Identifier = field(metadata=IDENTIFIER)
    survey: Identifier = field(metadata=refers_to("surveys"))
    #: Why: „nevyplněné“, „z jiné obce“.
    reason: str | None = None
    #: ``None``: not known.
    count: Count | None = None


@frozen(kw_only=True)
class SurveyResult(Record):
    """How many gave one answer to one question; without an answer, how many did not answer (neodpověděli)."""

    id: Identifier = field(metadata=IDENTIFIER)
    survey: Identifier = field(metadata=refers_to("surveys"))
    #: As printed.
    question: str
    #: ``None``: no answer was given.
    answer: str | None = None
    #: ``None``: not known.
    count: Count | None = None
    order: int | None = None
