"""Who sits in the bodies that plan, for whom, and whether the rules for them are kept."""

from collections import Counter
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final

from attrs import field, frozen

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
    """Those who count when seats are counted: neither vacancies, nor substitutes, nor who is not yet approved."""
    return [
        member
        for member in members_at(dossier, group, day)
        if not member.vacant and member.substitute_for is None and member.approval is not Approval.PENDING
    ]


@frozen(kw_only=True)
class BalanceRow:
    """How many members of a group speak for whom."""

    group: WorkingGroup
    counts: Mapping[Constituency, int] = field(hash=False)
    #: Members of unknown constituency.
    unknown: int
    total: int

    @property
    def missing(self) -> tuple[Constituency, ...] | None:
        """Who of the triad is not there; ``None`` where members of unknown constituency might be."""
        absent = tuple(constituency for constituency in TRIAD if not self.counts.get(constituency))
        return None if absent and (self.unknown or not self.total) else absent


@guarded
def balance(dossier: Dossier, day: date | None) -> tuple[BalanceRow, ...]:
    """Constituencies group by group (matice zastoupení): every group with members, and every triad.

    Vacant seats, substitutes and members not yet approved do not count.
    """
    rows = []
    for group in dossier.ordered(WorkingGroup):
        sitting = _sitting(dossier, group.id, day)
        if group.validity.holds(day) and (sitting or group.kind is GroupKind.TRIAD):
            counts = Counter(member.constituency for member in sitting)
            unknown = counts.pop(None, 0)
            known = {constituency: counts[constituency] for constituency in Constituency}
            rows.append(BalanceRow(group=group, counts=known, unknown=unknown, total=len(sitting)))
    return tuple(rows)


@frozen(kw_only=True)
class SectorCount:
    """How many members of a group come from one sector."""

    #: ``None``: members of unknown sector.
    sector: str | None
    sitting: int
    #: Members proposed and not yet approved.
    proposed: int


@guarded
def sectors(dossier: Dossier, group: str, day: date | None) -> tuple[SectorCount, ...]:
    """The members of a group by the sector they come from (resort), those proposed beside those who sit.

    Vacant seats and substitutes do not count.
    """
    sitting, proposed = Counter[str | None](), Counter[str | None]()
    for member in members_at(dossier, group, day):
        if not member.vacant and member.substitute_for is None:
            (proposed if member.approval is Approval.PENDING else sitting)[member.sector] += 1
    named = sorted({*sitting, *proposed}, key=lambda sector: (sector is None, czech_key(sector or "")))
    return tuple(SectorCount(sector=sector, sitting=sitting[sector], proposed=proposed[sector]) for sector in named)


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
    filled: int
    #: Members of the group who might count, too: their area or constituency is not known.
    unknown: int

    @property
    def missing(self) -> int:
        """How many are missing to the lower bound, if no unknown one counts."""
        return max(0, (self.quota.least or 0) - self.filled)

    @property
    def kept(self) -> bool | None:
        """Whether the rule is kept; ``None`` where that depends on members known too little."""
        if self.missing > self.unknown or self.surplus:
            return False
        open_above = self.quota.most is not None and self.filled + self.unknown > self.quota.most
        return None if self.unknown and (self.missing or open_above) else True

    @property
    def surplus(self) -> int:
        """How many there are above the upper bound."""
        return 0 if self.quota.most is None else max(0, self.filled - self.quota.most)


@guarded
def quota_results(dossier: Dossier, day: date | None) -> tuple[QuotaResult, ...]:
    """How each quota is kept on a day, by group, area and constituency; a group without members is not judged."""
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
        fits = [_fits(quota, member) for member in _sitting(dossier, quota.group, day)]
        results.append(QuotaResult(quota=quota, filled=fits.count(True), unknown=fits.count(None)))
    return tuple(results)


def _fits(quota: Quota, member: Member) -> bool | None:
    """Whether a member counts for a quota; ``None`` where that is not known."""
    pairs = ((quota.territory, member.territory), (quota.constituency, member.constituency))
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
    """When the composition of a group last changed, and whether that was too long ago."""

    group: WorkingGroup
    #: ``None``: the dossier holds no date of any member.
    last: PartialDate | None
    #: The last day for the next change.
    due: date | None
    #: ``None``: not known.
    overdue: bool | None


@guarded
def renewals(dossier: Dossier, day: date | None) -> tuple[Renewal, ...]:
    """Groups whose composition has to be reviewed every so many months (`WorkingGroup.renewed_every`)."""
    rows = []
    for group in dossier.ordered(WorkingGroup):
        if group.renewed_every is None or not group.validity.holds(day):
            continue
        dates = [
            edge
            for member in dossier.having(Member, "group", group.id)
            if member.approval is not Approval.PENDING
            for edge in (member.validity.start, member.validity.end)
            if edge and (day is None or edge.first_day <= day)
        ]
        last = max(dates, key=lambda edge: edge.last_day, default=None)
        due = _months_later(last.last_day, group.renewed_every) if last else None
        overdue = None if due is None or day is None else due < day
        rows.append(Renewal(group=group, last=last, due=due, overdue=overdue))
    return tuple(rows)


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
    """The organisations in which no team of a kind works on a day."""
    having = {group.organisation for group in dossier.groups if group.kind is kind and group.validity.holds(day)}
    return tuple(organisation for organisation in dossier.ordered(Organisation) if organisation.id not in having)
