"""Surveys: how many answered, which services municipalities support, and the way of questionnaires from out to used."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Generic, TypeVar

from attrs import frozen

from socplan.calculations.structure import grouped
from socplan.calculations.sums import MoneySum, Sum, money_sum
from socplan.model import (
    Channel,
    Dossier,
    Service,
    Survey,
    SurveyAnswer,
    SurveyExclusion,
    SurveyReply,
    SurveyResult,
    SurveyReturn,
    Territory,
)
from socplan.model.order import czech_key, in_order
from socplan.typecheck import guarded

__all__ = [
    "QuestionResult",
    "ReturnRate",
    "Support",
    "SurveyFunnel",
    "question_results",
    "return_rate",
    "return_rates_by_kind",
    "support_by_kind",
    "support_by_service",
    "survey_funnel",
]

S = TypeVar("S")


@frozen(kw_only=True)
class ReturnRate:
    """How many municipalities were asked, and how many answered (návratnost)."""

    asked: int | None
    #: How many are known to have answered.
    known: int | None
    #: How many may or may not have answered.
    unknown: int = 0

    @property
    def returned(self) -> int | None:
        """How many answered; ``None`` where one is unknown."""
        return None if self.unknown else self.known

    @property
    def share(self) -> Fraction | None:
        """Those who answered by those asked; ``None`` where one is unknown, or nobody was asked."""
        return Fraction(self.returned, self.asked) if self.returned is not None and self.asked else None


@guarded
def return_rate(dossier: Dossier, survey: Survey) -> ReturnRate:
    """The return rate of a survey: from its replies, else from the counts that the source prints.

    Where the source prints no count, the questionnaires that came back in each way are added up.
    """
    replies = dossier.having(SurveyReply, "survey", survey.id)
    if replies:
        return _rate(replies)
    by_channel = Sum.of((row.count for row in dossier.having(SurveyReturn, "survey", survey.id)), 0)
    returned = survey.returned if survey.returned is not None or not by_channel.parts else by_channel.total
    return ReturnRate(asked=survey.sent, known=returned)


def _rate(replies: Iterable[SurveyReply]) -> ReturnRate:
    answered = [reply.returned for reply in replies]
    return ReturnRate(asked=len(answered), known=answered.count(True), unknown=answered.count(None))


@guarded
def return_rates_by_kind(dossier: Dossier, survey: Survey) -> Mapping[str | None, ReturnRate]:
    """The return rate by type of municipality, `Territory.kind`, in alphabetical order; an unknown type comes last."""
    replies = dossier.having(SurveyReply, "survey", survey.id)
    rows = grouped(replies, lambda reply: _kind(dossier, reply.territory))
    return {kind: _rate(rows[kind]) for kind in _kinds(rows)}


@frozen(kw_only=True)
class Support(Generic[S]):
    """What municipalities say of a service, or those of one type of all services (podpora, spolufinancování)."""

    subject: S
    answers: tuple[SurveyAnswer, ...]

    @property
    def yes(self) -> int:
        """How many answers say that the municipality supports the service."""
        return sum(answer.supported is True for answer in self.answers)

    @property
    def no(self) -> int:
        """How many say that it does not."""
        return sum(answer.supported is False for answer in self.answers)

    @property
    def unknown(self) -> int:
        """How many do not say."""
        return len(self.answers) - self.yes - self.no

    @property
    def is_unsupported(self) -> bool:
        """Whether every answer is a known „no“; without answers nothing is known."""
        return bool(self.answers) and self.no == len(self.answers)

    @property
    def amount(self) -> MoneySum:
        """What the municipalities give, in CZK: a known „no“ is 0, and one with an amount contradicts itself."""
        return money_sum(map(_given, self.answers))


def _given(answer: SurveyAnswer) -> Decimal | None:
    if answer.supported is False:
        return None if answer.amount else Decimal(0)
    return answer.amount if answer.supported else None


@guarded
def support_by_service(dossier: Dossier, survey: Survey) -> tuple[Support[Service], ...]:
    """What the survey says of each service that it has answers for; municipalities without an answer are in no sum."""
    rows = grouped(_answers(dossier, survey), lambda answer: answer.service)
    return tuple(
        Support(subject=service, answers=rows[service.id]) for service in dossier.ordered(Service) if service.id in rows
    )


@guarded
def support_by_kind(dossier: Dossier, survey: Survey) -> tuple[Support[str | None], ...]:
    """What the survey says by type of municipality, in the order of `return_rates_by_kind`."""
    rows = grouped(_answers(dossier, survey), lambda answer: _kind(dossier, answer.territory))
    return tuple(Support(subject=kind, answers=rows[kind]) for kind in _kinds(rows))


def _answers(dossier: Dossier, survey: Survey) -> tuple[SurveyAnswer, ...]:
    """The answers to a survey, so sorted that the order of records means nothing."""
    answers = dossier.having(SurveyAnswer, "survey", survey.id)
    return tuple(sorted(answers, key=lambda answer: (answer.territory, answer.service)))


def _kind(dossier: Dossier, territory: str) -> str | None:
    record = dossier.get(Territory, territory)
    return record.kind if record else None


def _kinds(kinds: Iterable[str | None]) -> tuple[str | None, ...]:
    return tuple(sorted(kinds, key=lambda kind: (kind is None, czech_key(kind or ""))))


# From given out to used


@frozen(kw_only=True)
class SurveyFunnel:
    """The way of the questionnaires of a survey: given out, returned, left out, used."""

    #: ``None``: not known, here and below.
    sent: int | None
    #: How many came back in each way; empty: not known.
    by_channel: Mapping[Channel, int | None]
    returned: int | None
    #: The questionnaires left out, reason by reason.
    excluded: tuple[SurveyExclusion, ...]
    used: int | None

    @property
    def return_share(self) -> Fraction | None:
        """Returned by given out; ``None`` where one is not known or none was given out."""
        return _quotient(self.returned, self.sent)

    @property
    def used_share(self) -> Fraction | None:
        """Used by returned."""
        return _quotient(self.used, self.returned)


def _quotient(part: int | None, whole: int | None) -> Fraction | None:
    return Fraction(part, whole) if part is not None and whole else None


@guarded
def survey_funnel(dossier: Dossier, survey: Survey) -> SurveyFunnel:
    """How many questionnaires were given out, came back, were left out and used.

    180 on paper and 45 over the web came back, and 5 were left out: 220 were used. Where the source prints how many
    were used, its number counts; where it prints nothing and a part is not known, the rest is not known either.
    """
    rows = dossier.having(SurveyReturn, "survey", survey.id)
    counts = {row.channel: row.count for row in rows}
    excluded = dossier.having(SurveyExclusion, "survey", survey.id)
    rate = return_rate(dossier, survey)
    left_out = Sum.of((row.count for row in excluded), 0).total if excluded else None
    rest = None if rate.returned is None or left_out is None else rate.returned - left_out
    return SurveyFunnel(
        sent=rate.asked,
        by_channel={channel: counts[channel] for channel in Channel if channel in counts},
        returned=rate.returned,
        excluded=excluded,
        used=rest if survey.used is None else survey.used,
    )


@frozen(kw_only=True)
class QuestionResult:
    """The answers to one question of a survey."""

    question: str
    #: In printed order, those who did not answer last.
    answers: tuple[SurveyResult, ...]
    #: How many questionnaires were used; ``None``: not known.
    used: int | None

    def share_of(self, answer: SurveyResult) -> Fraction | None:
        """The share of an answer in the questionnaires used: 110 of 220 are 1/2."""
        return _quotient(answer.count, self.used)


@guarded
def question_results(dossier: Dossier, survey: Survey) -> tuple[QuestionResult, ...]:
    """The results of a survey, question by question, in printed order."""
    used = survey_funnel(dossier, survey).used
    by_question = grouped(in_order(dossier.having(SurveyResult, "survey", survey.id)), lambda result: result.question)
    return tuple(
        QuestionResult(
            question=question, answers=tuple(sorted(answers, key=lambda result: result.answer is None)), used=used
        )
        for question, answers in by_question.items()
    )
