"""Who sits in the bodies that plan, for whom, and whether the rules for them are kept."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Final

from attrs import field, frozen

from socplan.calculations.events import events_of_group
from socplan.calculations.structure import grouped
from socplan.model import (
    Approval,
    ConditionProof,
    Constituency,
    Dossier,
    GroupKind,
    Member,
    MemberFunction,
    MembershipCondition,
    Organisation,
    PartialDate,
    Project,
    Quota,
    Territory,
    WorkingGroup,
)
from socplan.model.order import czech_key, in_order
from socplan.typecheck import guarded

__all__ = [
    "TRIAD",
    "BalanceRow",
    "Eligibility",
    "QuotaResult",
    "Renewal",
    "SectorCount",
    "Vacancy",
    "balance",
    "eligibility",
    "members_at",
    "organisations_without_team",
    "quota_results",
    "renewals",
    "sectors",
    "vacancies",
]

#: Zadavatel, poskytovatel, uživatel: without one of them a group is no community planning.
TRIAD: Final = (Constituency.COMMISSIONER, Constituency.PROVIDER, Constituency.USER)
_MONTHS_A_YEAR: Final = 12


@guarded
def members_at(dossier: Dossier, group: str, day: date | None) -> tuple[Member, ...]:
    """The seats of a group on a day, functions first; vacant ones and substitutes among them."""
    functions = list(MemberFunction)
    members = (member for member in dossier.having(Member, "group", group) if member.validity.holds(day))
    return tuple(sorted(members, key=lambda member: functions.index(member.function)))


def _sitting(dossier: Dossier, group: str, day: date | None) -> list[Member]:
    """Those who count when seats are counted: neither vacancies, nor substitutes, nor who is not yet approved.

    Members of unknown number are among them.
    """
    return [
        member
        for member in members_at(dossier, group, day)
        if not member.vacant and member.substitute_for is None and member.approval is not Approval.PENDING
    ]


def _number(members: Iterable[Member]) -> int | None:
    """How many members there are; ``None`` where the number of some is not known."""
    listed = list(members)
    return None if any(member.uncounted for member in listed) else len(listed)


@frozen(kw_only=True)
class BalanceRow:
    """How many members of a group speak for whom."""

    group: WorkingGroup
    #: ``None``: represented by members of unknown number.
    counts: Mapping[Constituency, int | None] = field(hash=False)
    #: Members of unknown constituency; ``None``: there are some, of unknown number.
    unknown: int | None
    #: ``None``: the number of some members is not known.
    total: int | None

    @property
    def missing(self) -> tuple[Constituency, ...] | None:
        """Who of the triad is not there; ``None`` where members of unknown constituency might be."""
        absent = tuple(constituency for constituency in TRIAD if self.counts.get(constituency, 0) == 0)
        return None if absent and (self.unknown != 0 or self.total == 0) else absent


@guarded
def balance(dossier: Dossier, day: date | None) -> tuple[BalanceRow, ...]:
    """Constituencies group by group (matice zastoupení): every group with members, and every triad.

    Vacant seats, substitutes and members not yet approved do not count.
    """
    rows = []
    for group in dossier.ordered(WorkingGroup):
        sitting = _sitting(dossier, group.id, day)
        if group.validity.holds(day) and (sitting or group.kind is GroupKind.TRIAD):
            of = grouped(sitting, lambda member: member.constituency)
            counts = {constituency: _number(of.get(constituency, ())) for constituency in Constituency}
            unknown = _number(of.get(None, ()))
            rows.append(BalanceRow(group=group, counts=counts, unknown=unknown, total=_number(sitting)))
    return tuple(rows)


@frozen(kw_only=True)
class SectorCount:
    """How many members of a group come from one sector."""

    #: ``None``: members of unknown sector.
    sector: str | None
    #: ``None``: there are some, of unknown number.
    sitting: int | None
    #: Members proposed and not yet approved; ``None``: some, of unknown number.
    proposed: int | None


@guarded
def sectors(dossier: Dossier, group: str, day: date | None) -> tuple[SectorCount, ...]:
    """The members of a group by the sector they come from (resort), those proposed beside those who sit.

    Vacant seats and substitutes do not count.
    """
    members = [
        member for member in members_at(dossier, group, day) if not member.vacant and member.substitute_for is None
    ]
    of_sector = grouped(members, lambda member: member.sector)
    return tuple(
        SectorCount(
            sector=sector,
            sitting=_number(member for member in of_sector[sector] if member.approval is not Approval.PENDING),
            proposed=_number(member for member in of_sector[sector] if member.approval is Approval.PENDING),
        )
        for sector in sorted(of_sector, key=lambda sector: (sector is None, czech_key(sector or "")))
    )


@frozen(kw_only=True)
class Vacancy:
    """A seat in which nobody sits."""

    member: Member
    #: The project that pays for it.
    project: Project | None = None
    #: Whether that project runs on the day; ``None``: no such project, or not known.
    payable: bool | None = None


@guarded
def vacancies(dossier: Dossier, day: date | None) -> tuple[Vacancy, ...]:
    """The vacant seats on a day, group by group; one paid from a project waits for that to run."""
    vacant = []
    for group in dossier.ordered(WorkingGroup):
        for member in members_at(dossier, group.id, day) if group.validity.holds(day) else ():
            if member.vacant:
                project = dossier.get(Project, member.paid_from)
                dated = project is not None and day is not None and project.period.start is not None
                payable = project.period.holds(day) if dated and project and day else None
                vacant.append(Vacancy(member=member, project=project, payable=payable))
    return tuple(vacant)


# Rules


@frozen(kw_only=True)
class QuotaResult:
    """A quota, and how many members fill it."""

    quota: Quota
    #: The area that it is about: that of the quota, or one of those below `Quota.each_of`.
    territory: str | None
    #: At least so many; members of unknown number count as one.
    filled: int
    #: Members of the group who might count, too: their area or constituency is not known.
    unknown: int
    #: Whether members of unknown number count or might count, so that there may be more.
    uncounted: bool = False

    @property
    def missing(self) -> int:
        """How many are missing to the lower bound, if no unknown one counts."""
        return max(0, (self.quota.least or 0) - self.filled)

    @property
    def kept(self) -> bool | None:
        """Whether the rule is kept; ``None`` where that depends on members known too little."""
        if self.surplus or (self.missing > self.unknown and not self.uncounted):
            return False
        open_above = self.quota.most is not None and (self.uncounted or self.filled + self.unknown > self.quota.most)
        return None if (self.unknown or self.uncounted) and (self.missing or open_above) else True

    @property
    def surplus(self) -> int:
        """How many there are above the upper bound."""
        return 0 if self.quota.most is None else max(0, self.filled - self.quota.most)


@guarded
def quota_results(dossier: Dossier, day: date | None) -> tuple[QuotaResult, ...]:
    """How each quota is kept on a day, by group, area and constituency; a group without members is not judged.

    A quota for each area below another gives a result for each of them.
    """
    groups = {group.id: place for place, group in enumerate(dossier.ordered(WorkingGroup))}
    areas = {territory.id: place for place, territory in enumerate(dossier.ordered(Territory))}
    constituencies = [None, *Constituency]

    def key(quota: Quota) -> tuple[int, int, int]:
        area = areas.get(quota.territory or "", -1)
        return groups.get(quota.group, -1), area, constituencies.index(quota.constituency)

    results = []
    for quota in sorted(dossier.quotas, key=key):
        group = dossier.get(WorkingGroup, quota.group)
        if group is None or not group.validity.holds(day) or not members_at(dossier, quota.group, day):
            continue
        sitting = _sitting(dossier, quota.group, day)
        for territory in _areas(dossier, quota):
            fits = [(_fits(quota, territory, member), member.uncounted) for member in sitting]
            results.append(
                QuotaResult(
                    quota=quota,
                    territory=territory,
                    filled=sum(fit is True for fit, _ in fits),
                    unknown=sum(fit is None for fit, _ in fits),
                    uncounted=any(fit is not False and uncounted for fit, uncounted in fits),
                )
            )
    return tuple(results)


def _areas(dossier: Dossier, quota: Quota) -> tuple[str | None, ...]:
    """The areas that a quota is about, each by itself."""
    if quota.each_of is None:
        return (quota.territory,)
    return tuple(territory.id for territory in dossier.having(Territory, "parent", quota.each_of))


def _fits(quota: Quota, territory: str | None, member: Member) -> bool | None:
    """Whether a member counts for a quota; ``None`` where that is not known."""
    pairs = ((territory, member.territory), (quota.constituency, member.constituency))
    wanted = [(wish, value) for wish, value in pairs if wish is not None]
    if any(value is not None and value != wish for wish, value in wanted):
        return False
    return None if any(value is None for _, value in wanted) else True


@frozen(kw_only=True)
class Eligibility:
    """Whether an organisation meets the conditions of membership in a group."""

    organisation: Organisation
    #: Each condition with whether it is met; ``None``: not known.
    conditions: tuple[tuple[MembershipCondition, bool | None], ...]

    @property
    def eligible(self) -> bool | None:
        """Whether it meets all; ``None`` where it fails none but not all are known."""
        met = [is_met for _, is_met in self.conditions]
        return False if False in met else None if None in met else True


@guarded
def eligibility(dossier: Dossier, group: str) -> tuple[Eligibility, ...]:
    """The organisations that the dossier holds against the conditions of a group (podmínky členství)."""
    conditions = dossier.having(MembershipCondition, "group", group)
    proofs = (dossier.having(ConditionProof, "condition", condition.id) for condition in conditions)
    proven = {proof.organisation for of_condition in proofs for proof in of_condition}
    rows = []
    for organisation in in_order(filter(None, (dossier.get(Organisation, name) for name in proven))):
        known = [dossier.get(ConditionProof, condition.id, organisation.id) for condition in conditions]
        met = [proof.met if proof else None for proof in known]
        rows.append(Eligibility(organisation=organisation, conditions=tuple(zip(conditions, met, strict=True))))
    return tuple(rows)


@frozen(kw_only=True)
class Renewal:
    """When the membership of a group was last reviewed, and whether that was too long ago."""

    group: WorkingGroup
    #: ``None``: the dossier holds no review, or no day of it.
    last: PartialDate | None
    #: The last day for the next review.
    due: date | None
    #: ``None``: not known.
    overdue: bool | None


@guarded
def renewals(dossier: Dossier, day: date | None) -> tuple[Renewal, ...]:
    """Groups whose membership has to be reviewed every so many months (`WorkingGroup.renewed_every`).

    Resolutions and events review the membership where they say so (`Resolution.reviews_members`,
    `Event.reviews_members`).
    """
    rows = []
    for group in dossier.ordered(WorkingGroup):
        if group.renewed_every is None or not group.validity.holds(day):
            continue
        dates = [when for when in _reviews(dossier, group) if day is None or when.first_day <= day]
        last = max(dates, key=lambda when: when.last_day, default=None)
        due = _months_later(last.last_day, group.renewed_every) if last else None
        overdue = None if due is None or day is None else due < day
        rows.append(Renewal(group=group, last=last, due=due, overdue=overdue))
    return tuple(rows)


def _reviews(dossier: Dossier, group: WorkingGroup) -> Iterator[PartialDate]:
    """The days on which the membership of a group was reviewed."""
    approving = {member.resolution for member in dossier.having(Member, "group", group.id)}
    for resolution in dossier.resolutions:
        concerns = resolution.group == group.id or resolution.id in approving
        if resolution.reviews_members and concerns and resolution.date and resolution.is_passed:
            yield resolution.date
    for event in events_of_group(dossier, group.id):
        if event.reviews_members and event.held and not event.cancelled:
            yield event.held


def _months_later(day: date, months: int) -> date | None:
    """The same day so many months later, or the last of that month; ``None`` past the end of the calendar."""
    months += day.month - 1
    year, month = day.year + months // _MONTHS_A_YEAR, months % _MONTHS_A_YEAR + 1
    if year >= date.max.year:
        return None
    following = date(year + month // _MONTHS_A_YEAR, month % _MONTHS_A_YEAR + 1, 1)
    return min(date(year, month, 1) + timedelta(days=day.day - 1), following - timedelta(days=1))


@guarded
def organisations_without_team(dossier: Dossier, kind: GroupKind, day: date | None) -> tuple[Organisation, ...]:
    """The organisations that owe a team of a kind (`Organisation.owes_team`) and have none on a day."""
    having = {group.organisation for group in dossier.groups if group.kind is kind and group.validity.holds(day)}
    return tuple(
        organisation
        for organisation in dossier.ordered(Organisation)
        if organisation.owes_team is kind and organisation.id not in having
    )
