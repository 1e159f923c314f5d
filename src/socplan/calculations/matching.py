"""Whether plans can be compared: their periods, their scales of fulfilment, their kinds of services."""

from collections.abc import Iterable, Mapping
from enum import Enum

import attrs
from attrs import frozen

from socplan.calculations.days import plan_period
from socplan.calculations.structure import statuses_in_order
from socplan.model import CodeList, Dossier, OtherCode, OtherPlan, Period, ServiceKind, StatusMeaning
from socplan.model.values import natural_key
from socplan.typecheck import guarded, guarded_late

__all__ = [
    "CodeFit",
    "Compatibility",
    "KindMatch",
    "PeriodFit",
    "PeriodMatch",
    "StatusMatch",
    "compatibility",
    "period_match",
    "plain_code",
    "status_matches",
]


class PeriodFit(Enum):
    """How the period of this plan relates to that of another one."""

    INSIDE = "inside"  #: Within the other, or the same.
    AROUND = "around"  #: The other lies within it.
    OVERLAPPING = "overlapping"
    APART = "apart"  #: No day in common.
    UNKNOWN = "unknown"


@frozen(kw_only=True)
class PeriodMatch:
    """The periods of two plans."""

    own: Period
    other: Period
    fit: PeriodFit
    #: The time in which both are valid; ``None`` where there is none, or it is not known.
    common: Period | None

    @property
    def years(self) -> int | None:
        """How many calendar years they share: 2024–2027 and 2024–2026 share 3. ``None``: not known."""
        if self.fit is PeriodFit.APART:
            return 0
        if self.common is None or self.common.start is None or self.common.end is None:
            return None
        return self.common.end.year - self.common.start.year + 1


class CodeFit(Enum):
    """How a status of one plan fits the scale of another."""

    SAME = "same"
    OTHER_MEANING = "other_meaning"
    """The same name means something else there: numbers of the two must not be put together."""
    MEANING_UNKNOWN = "meaning_unknown"  #: It is there too, but what it means there is not known.
    HERE = "here"  #: Only this plan has it.
    THERE = "there"  #: Only the other plan has it.


@frozen(kw_only=True)
class StatusMatch:
    """A status, and what it means in each of two plans."""

    name: str
    #: ``None``: this plan does not have it.
    own: StatusMeaning | None
    #: ``None``: the other plan does not have it, or its meaning is not known.
    other: StatusMeaning | None
    fit: CodeFit


@frozen(kw_only=True)
class KindMatch:
    """Kinds of services, by paragraph or name: those of this plan's services, and those that another plan lists."""

    both: tuple[str, ...]
    here: tuple[str, ...]
    there: tuple[str, ...]
    #: Services of this plan of unknown kind; kinds that are only there may be theirs.
    unknown: int


@frozen(kw_only=True)
class Compatibility:
    """Whether two plans can be compared (slučitelnost plánů)."""

    plan: OtherPlan
    period: PeriodMatch
    #: ``None``: the scale of one of the two is not known.
    statuses: tuple[StatusMatch, ...] | None
    #: ``None``: the kinds of one of the two are not known.
    kinds: KindMatch | None


@guarded
def compatibility(dossier: Dossier, plan: OtherPlan) -> Compatibility:
    """Compare period, scale of fulfilment and kinds of services with those of another plan.

    Names are compared without regard to capitals and spaces.
    """
    return Compatibility(
        plan=plan,
        period=period_match(dossier, plan),
        statuses=status_matches(dossier, plan),
        kinds=_kind_match(dossier, plan),
    )


@guarded
def period_match(dossier: Dossier, plan: OtherPlan) -> PeriodMatch:
    """How the period of this plan, with its prolongations, relates to that of another one."""
    here, other = plan_period(dossier), plan.period
    if not here.meets(other):
        return PeriodMatch(own=here, other=other, fit=PeriodFit.APART, common=None)
    if here.start is None or here.end is None or other.start is None or other.end is None:
        return PeriodMatch(own=here, other=other, fit=PeriodFit.UNKNOWN, common=None)
    starts = [edge.first_day for edge in (here.start, other.start)]
    ends = [edge.last_day for edge in (here.end, other.end)]
    inside = starts[0] >= starts[1] and ends[0] <= ends[1]
    around = starts[0] <= starts[1] and ends[0] >= ends[1]
    common = Period(
        here.start if starts[0] >= starts[1] else other.start, here.end if ends[0] <= ends[1] else other.end
    )
    fit = PeriodFit.INSIDE if inside else PeriodFit.AROUND if around else PeriodFit.OVERLAPPING
    return PeriodMatch(own=here, other=other, fit=fit, common=common)


@guarded_late
def plain_code(name: str) -> str:
    """A code or a name without capitals and spaces, so that those of two plans can be compared.

    >>> plain_code("§ 39 A") == plain_code("§39a")
    True
    """
    return "".join(name.casefold().split())


def _codes(dossier: Dossier, plan: OtherPlan, code_list: CodeList) -> Mapping[str, OtherCode]:
    """Codes of another plan by `plain_code`; one that has two meanings has no known meaning."""
    codes: dict[str, OtherCode] = {}
    listed = (code for code in dossier.having(OtherCode, "plan", plan.id) if code.code_list is code_list)
    for code in sorted(listed, key=lambda code: natural_key(code.name)):
        name = plain_code(code.name)
        first = codes.setdefault(name, code)
        if first.meaning is not code.meaning:
            codes[name] = attrs.evolve(first, meaning=None)
    return codes


@guarded
def status_matches(dossier: Dossier, plan: OtherPlan) -> tuple[StatusMatch, ...] | None:
    """The statuses of this plan in order, then those that only another one has.

    ``None`` where the scale of one of the two is not known.
    """
    theirs = _codes(dossier, plan, CodeList.STATUSES)
    if not theirs or not dossier.statuses:
        return None
    matches = []
    for status in statuses_in_order(dossier):
        other = theirs.get(plain_code(status.name))
        fit = _status_fit(status.meaning, other)
        matches.append(
            StatusMatch(name=status.name, own=status.meaning, other=other.meaning if other else None, fit=fit)
        )
    ours = {plain_code(status.name) for status in dossier.statuses}
    matches += [
        StatusMatch(name=code.name, own=None, other=code.meaning, fit=CodeFit.THERE)
        for name, code in theirs.items()
        if name not in ours
    ]
    return tuple(matches)


def _status_fit(meaning: StatusMeaning, other: OtherCode | None) -> CodeFit:
    if other is None:
        return CodeFit.HERE
    if other.meaning is None:
        return CodeFit.MEANING_UNKNOWN
    return CodeFit.SAME if other.meaning is meaning else CodeFit.OTHER_MEANING


def kinds_in_use(dossier: Dossier) -> dict[str, str]:
    """The kinds of the services, by their `plain_code`; of a code written in two ways always the same one is kept."""
    kinds = (dossier.get(ServiceKind, service.kind) for service in dossier.services)
    names = sorted({kind.code or kind.name for kind in kinds if kind}, reverse=True)
    return {plain_code(name): name for name in names}


def _kind_match(dossier: Dossier, plan: OtherPlan) -> KindMatch | None:
    theirs = {name: code.name for name, code in _codes(dossier, plan, CodeList.SERVICE_KINDS).items()}
    ours = kinds_in_use(dossier)
    if not theirs or not ours:
        return None

    def listed(names: Iterable[str]) -> tuple[str, ...]:
        return tuple(sorted((ours.get(name) or theirs[name] for name in names), key=natural_key))

    return KindMatch(
        both=listed(ours.keys() & theirs.keys()),
        here=listed(ours.keys() - theirs.keys()),
        there=listed(theirs.keys() - ours.keys()),
        unknown=sum(dossier.get(ServiceKind, service.kind) is None for service in dossier.services),
    )
