"""What municipalities say in surveys: how many answered, and which services they support with how much money."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Generic, TypeVar

from attrs import frozen

from socplan.calculations.structure import grouped
from socplan.calculations.sums import MoneySum, money_sum
from socplan.model import Dossier, Service, Survey, SurveyAnswer, SurveyReply, Territory
from socplan.model.order import czech_key
from socplan.typecheck import guarded

__all__ = ["ReturnRate", "Support", "return_rate", "return_rates_by_kind", "support_by_kind", "support_by_service"]

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
    """The return rate of a survey: from its replies, else from the counts that the source prints."""
    replies = dossier.having(SurveyReply, "survey", survey.id)
    return _rate(replies) if replies else ReturnRate(asked=survey.sent, known=survey.returned)


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
