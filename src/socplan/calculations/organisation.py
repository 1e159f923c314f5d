"""Who plans on a day: the tree of bodies, what changed in it, who sits where, and whether the rules are kept.

Everything is a function of the dossier and a day. On a day that a partial date leaves open (a body founded in
„2011“, asked for in March) the body counts as there, and of two placements the one that began later counts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from enum import Enum
from typing import Final, TypeVar

import attrs
import czech_sort
from attrs import field, frozen

from socplan.calculations.structure import in_order, tree_in_order
from socplan.model import (
    Approval,
    ConditionProof,
    Constituency,
    Dossier,
    GroupKind,
    GroupText,
    GroupTextKind,
    Member,
    MemberFunction,
    MembershipCondition,
    Organisation,
    PartialDate,
    Period,
    Placement,
    Project,
    Quota,
    Resolution,
    WorkingGroup,
)
from socplan.model.values import natural_key

__all__ = [
    "TRIAD",
    "BalanceRow",
    "Body",
    "Eligibility",
    "QuotaResult",
    "Renewal",
    "SectorCount",
    "Structure",
    "StructureChange",
    "StructureChangeKind",
    "Vacancy",
    "abbreviations",
    "applied",
    "balance",
    "bodies_in_order",
    "eligibility",
    "known_day",
    "members_at",
    "organisations_without_team",
    "parents_at",
    "quota_results",
    "renewals",
    "sectors",
    "structure_at",
    "structure_changes",
    "vacancies",
]

D = TypeVar("D", GroupText, Placement)

#: Zadavatel, poskytovatel, uživatel: without one of them a group is no community planning.
TRIAD: Final = (Constituency.COMMISSIONER, Constituency.PROVIDER, Constituency.USER)
_MONTHS_A_YEAR: Final = 12


# The tree


@frozen(kw_only=True)
class Body:
    """A group as it was on a day."""

    group: str
    name: str
    #: The body it stands under; ``None``: at the top.
    parent: str | None = None
    abbreviations: tuple[str, ...] = ()
    mandate: str | None = None
    #: Identifiers of its members, vacant seats among them.
    members: tuple[str, ...] = ()


@frozen(kw_only=True)
class Structure:
    """All bodies that there were on a day, sorted by identifier."""

    #: ``None``: whatever the dossier holds, without regard to time.
    day: date | None
    bodies: tuple[Body, ...]

    def body(self, group: str | None) -> Body | None:
        """The body of a group; ``None`` where it was not there."""
        return next((body for body in self.bodies if body.group == group), None)


def known_day(dossier: Dossier) -> date | None:
    """The day that reports and checks speak of where nobody names one.

    It is the last day of `Plan.prepared`; else the first day on which all has happened for certain that the dossier
    says has happened: of a body founded in „2011“ that is 1. 1. 2012. ``None`` where it holds no such date.
    """
    if dossier.plan.prepared:
        return dossier.plan.prepared.last_day
    known: list[PartialDate | None] = [group.validity.start for group in dossier.groups]
    known += [member.validity.start for member in dossier.members]
    known += [text.validity.start for text in dossier.group_texts]
    known += [placement.validity.start for placement in dossier.placements]
    known += [resolution.date for resolution in dossier.resolutions]
    known += [amendment.effective for amendment in dossier.amendments]
    known += [round_.surveyed for round_ in dossier.rounds]
    known += [event.held_until or event.held for event in dossier.events]
    known += [task.finished for task in dossier.tasks]
    known += [delivery.date for delivery in dossier.deliveries]
    known += [publication.published for publication in dossier.publications]
    return max((_over(when) for when in known if when), default=None)


def _over(when: PartialDate) -> date:
    """A day itself; the day after a month or a year."""
    last = when.last_day
    return last if when.day is not None or last == date.max else last + timedelta(days=1)


def _holds(validity: Period, day: date | None) -> bool:
    return day is None or validity.holds(day)


def _latest(records: Iterable[D], day: date | None) -> D | None:
    """Of the records that hold on a day, the one that began last."""
    holding = [record for record in records if _holds(record.validity, day)]
    return max(holding, key=_begun, default=None)


def _begun(record: GroupText | Placement) -> tuple[date, tuple[tuple[int, int, str], ...]]:
    start = record.validity.start
    told = record.text if isinstance(record, GroupText) else record.parent
    return (start.first_day if start else date.min, natural_key(told))


def _placements_at(dossier: Dossier, day: date | None) -> dict[str, Placement]:
    """The placement of each group on a day, under a body that is there."""
    present = {group.id for group in dossier.groups if _holds(group.validity, day)}
    by_group: dict[str, list[Placement]] = {}
    for placement in dossier.placements:
        if placement.parent in present:
            by_group.setdefault(placement.group, []).append(placement)
    found = {group: _latest(placements, day) for group, placements in by_group.items()}
    return {group: placement for group, placement in found.items() if placement}


def parents_at(dossier: Dossier, day: date | None) -> dict[str, str]:
    """Under which body each group stands on a day; groups at the top are not in it."""
    return {group: placement.parent for group, placement in _placements_at(dossier, day).items()}


def _text_at(dossier: Dossier, group: str, kind: GroupTextKind, day: date | None) -> GroupText | None:
    texts = (text for text in dossier.group_texts if text.group == group and text.kind is kind)
    return _latest(texts, day)


def abbreviations(dossier: Dossier, group: str, day: date | None) -> tuple[str, ...]:
    """All abbreviations that a group has on a day, in order."""
    found = {
        text.text
        for text in dossier.group_texts
        if text.group == group and text.kind is GroupTextKind.ABBREVIATION and _holds(text.validity, day)
    }
    return tuple(sorted(found, key=natural_key))


def structure_at(dossier: Dossier, day: date | None) -> Structure:
    """The bodies that there are on a day, each with its name, its parent and its members.

    A parent that is not there on the day is no parent.
    """
    present = {group.id: group for group in reversed(dossier.groups) if _holds(group.validity, day)}
    parents = parents_at(dossier, day)
    members: dict[str, list[str]] = {}
    for member in dossier.members:
        if _holds(member.validity, day):
            members.setdefault(member.group, []).append(member.id)
    bodies = []
    for identifier, group in sorted(present.items()):
        name = _text_at(dossier, identifier, GroupTextKind.NAME, day)
        mandate = _text_at(dossier, identifier, GroupTextKind.MANDATE, day)
        bodies.append(
            Body(
                group=identifier,
                name=name.text if name else group.name,
                parent=parents.get(identifier),
                abbreviations=abbreviations(dossier, identifier, day),
                mandate=mandate.text if mandate else group.mandate,
                members=tuple(sorted(members.get(identifier, ()))),
            )
        )
    return Structure(day=day, bodies=tuple(bodies))


def bodies_in_order(dossier: Dossier, structure: Structure) -> tuple[tuple[Body, int], ...]:
    """The bodies as a chart reads, each once and before those below it, with its depth (0 at the top).

    The first body of a cycle stands at the top.
    """
    places = {group.id: place for place, group in enumerate(in_order(dossier.groups))}
    ordered = sorted(structure.bodies, key=lambda body: places.get(body.group, len(places)))
    tree = tree_in_order(ordered, lambda body: body.group, lambda body: body.parent)
    return tuple((body if depth else attrs.evolve(body, parent=None), depth) for body, depth in tree)


# Changes between two days


class StructureChangeKind(Enum):
    """What happened to a body between two days."""

    FOUNDED = "founded"
    DISSOLVED = "dissolved"
    MOVED = "moved"
    RENAMED = "renamed"
    """Another name, or other abbreviations."""
    MANDATE = "mandate"
    COMPOSITION = "composition"


@frozen(kw_only=True)
class StructureChange:
    """One thing that differs between the structures of two days."""

    kind: StructureChangeKind
    group: str
    #: ``None`` for a body that was founded.
    before: Body | None = None
    #: ``None`` for a body that was dissolved.
    after: Body | None = None
    #: The resolutions that made it, as far as the dossier names them.
    resolutions: tuple[Resolution, ...] = ()


#: What a placement may be behind.
_PLACING: Final = frozenset({StructureChangeKind.FOUNDED, StructureChangeKind.MOVED})
_ASPECTS: Final[Mapping[StructureChangeKind, tuple[str, ...]]] = {
    StructureChangeKind.MOVED: ("parent",),
    StructureChangeKind.RENAMED: ("name", "abbreviations"),
    StructureChangeKind.MANDATE: ("mandate",),
    StructureChangeKind.COMPOSITION: ("members",),
}


def structure_changes(dossier: Dossier, before: date | None, after: date | None) -> tuple[StructureChange, ...]:
    """What changed in the structure from one day to another, each with the resolutions that made it.

    A pure function of the two days: a day compared with itself gives nothing, and `applied` to the first
    structure the changes give the second.
    """
    old, new = structure_at(dossier, before), structure_at(dossier, after)
    placements = _placements_at(dossier, after)
    found = []
    for group in in_order(dossier.groups):
        was, now = old.body(group.id), new.body(group.id)
        for kind in _kinds(was, now):
            made_by = [*_made_by(dossier, group, kind, before, after, was, now)]
            if kind in _PLACING and group.id in placements:
                made_by.append(placements[group.id].resolution)
            known = [dossier.get(Resolution, identifier) for identifier in {*made_by} if identifier]
            resolutions = sorted((one for one in known if one), key=lambda one: natural_key(one.id))
            change = StructureChange(kind=kind, group=group.id, before=was, after=now, resolutions=tuple(resolutions))
            if change not in found:
                found.append(change)
    return tuple(found)


def _kinds(was: Body | None, now: Body | None) -> Iterator[StructureChangeKind]:
    if was is None and now is not None:
        yield StructureChangeKind.FOUNDED
    elif now is None and was is not None:
        yield StructureChangeKind.DISSOLVED
    elif was is not None and now is not None:
        for kind, names in _ASPECTS.items():
            if any(getattr(was, name) != getattr(now, name) for name in names):
                yield kind


def _made_by(  # noqa: PLR0913, PLR0917 - the two days and what there was on them
    dossier: Dossier,
    group: WorkingGroup,
    kind: StructureChangeKind,
    before: date | None,
    after: date | None,
    was: Body | None,
    now: Body | None,
) -> Iterator[str | None]:
    """Identifiers of the resolutions behind a change."""
    match kind:
        case StructureChangeKind.FOUNDED:
            yield group.founded_by
            for text_kind in GroupTextKind:
                yield from _texts_since(dossier, group.id, text_kind, before, after)
        case StructureChangeKind.DISSOLVED:
            yield group.dissolved_by
        case StructureChangeKind.RENAMED:
            for text_kind in (GroupTextKind.NAME, GroupTextKind.ABBREVIATION):
                yield from _texts_since(dossier, group.id, text_kind, before, after)
        case StructureChangeKind.MANDATE:
            yield from _texts_since(dossier, group.id, GroupTextKind.MANDATE, before, after)
        case StructureChangeKind.COMPOSITION if was and now:
            for identifier in sorted({*now.members} - {*was.members}):
                member = dossier.get(Member, identifier)
                yield member.resolution if member else None
        case _:
            pass


def _texts_since(
    dossier: Dossier, group: str, kind: GroupTextKind, before: date | None, after: date | None
) -> Iterator[str | None]:
    for text in dossier.group_texts:
        of_group = text.group == group and text.kind is kind
        if of_group and _holds(text.validity, after) and not (before and text.validity.holds(before)):
            yield text.resolution


def applied(structure: Structure, changes: Iterable[StructureChange], day: date | None) -> Structure:
    """The structure that changes make of another one; the day is that of the new one."""
    bodies = {body.group: body for body in structure.bodies}
    for change in changes:
        if change.after is None:
            bodies.pop(change.group, None)
        elif change.before is None:
            bodies[change.group] = change.after
        else:
            new = {name: getattr(change.after, name) for name in _ASPECTS[change.kind]}
            bodies[change.group] = attrs.evolve(bodies[change.group], **new)
    return Structure(day=day, bodies=tuple(bodies[identifier] for identifier in sorted(bodies)))


# Members


def members_at(dossier: Dossier, group: str, day: date | None) -> tuple[Member, ...]:
    """The seats of a group on a day, functions first; vacant ones and substitutes among them."""
    functions = list(MemberFunction)
    found = [m for m in dossier.members if m.group == group and _holds(m.validity, day)]
    return tuple(sorted(in_order(found), key=lambda member: functions.index(member.function)))


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
    #: Members of whom it is not known for whom they speak.
    unknown: int
    total: int

    @property
    def missing(self) -> tuple[Constituency, ...] | None:
        """Who of the triad is not there; ``None`` where members of unknown constituency might be."""
        absent = tuple(one for one in TRIAD if not self.counts.get(one))
        return None if absent and (self.unknown or not self.total) else absent


def balance(dossier: Dossier, day: date | None) -> tuple[BalanceRow, ...]:
    """Constituencies group by group (matice zastoupení): every group with members, and every triad.

    Vacant seats, substitutes and members not yet approved do not count.
    """
    rows = []
    for group in in_order(dossier.groups):
        sitting = _sitting(dossier, group.id, day)
        if _holds(group.validity, day) and (sitting or group.kind is GroupKind.TRIAD):
            counts = Counter(member.constituency for member in sitting)
            unknown = counts.pop(None, 0)
            known = {constituency: counts[constituency] for constituency in Constituency}
            rows.append(BalanceRow(group=group, counts=known, unknown=unknown, total=len(sitting)))
    return tuple(rows)


@frozen(kw_only=True)
class SectorCount:
    """How many members of a group come from one sector."""

    #: ``None``: members of whom it is not known.
    sector: str | None
    sitting: int
    #: Members proposed and not yet approved.
    proposed: int


def sectors(dossier: Dossier, group: str, day: date | None) -> tuple[SectorCount, ...]:
    """The members of a group by the sector they come from (resort), those proposed beside those who sit.

    Vacant seats and substitutes do not count.
    """
    sitting, proposed = Counter[str | None](), Counter[str | None]()
    for member in members_at(dossier, group, day):
        if not member.vacant and member.substitute_for is None:
            (proposed if member.approval is Approval.PENDING else sitting)[member.sector] += 1
    named = sorted({*sitting, *proposed}, key=lambda sector: (sector is None, czech_sort.key(sector or "")))
    return tuple(SectorCount(sector=one, sitting=sitting[one], proposed=proposed[one]) for one in named)


@frozen(kw_only=True)
class Vacancy:
    """A seat in which nobody sits."""

    member: Member
    #: The project that pays for it.
    project: Project | None = None
    #: Whether that project runs on the day; ``None``: no such project, or nobody knows.
    payable: bool | None = None


def vacancies(dossier: Dossier, day: date | None) -> tuple[Vacancy, ...]:
    """The vacant seats on a day, group by group; one paid from a project waits for that to run."""
    found = []
    for group in in_order(dossier.groups):
        for member in members_at(dossier, group.id, day) if _holds(group.validity, day) else ():
            if member.vacant:
                project = dossier.get(Project, member.paid_from) if member.paid_from else None
                dated = project is not None and day is not None and project.period.start is not None
                payable = project.period.holds(day) if dated and project and day else None
                found.append(Vacancy(member=member, project=project, payable=payable))
    return tuple(found)


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
        """Whether the rule is kept; ``None`` where that hangs on members of whom too little is known."""
        if self.missing > self.unknown or self.surplus:
            return False
        open_above = self.quota.most is not None and self.filled + self.unknown > self.quota.most
        return None if self.unknown and (self.missing or open_above) else True

    @property
    def surplus(self) -> int:
        """How many there are above the upper bound."""
        return 0 if self.quota.most is None else max(0, self.filled - self.quota.most)


def quota_results(dossier: Dossier, day: date | None) -> tuple[QuotaResult, ...]:
    """How each quota is kept on a day; a group that lists no members at all is not judged."""
    results = []
    for quota in _quotas_in_order(dossier):
        group = dossier.get(WorkingGroup, quota.group)
        if group is None or not _holds(group.validity, day) or not members_at(dossier, quota.group, day):
            continue
        fits = [_fits(quota, member) for member in _sitting(dossier, quota.group, day)]
        results.append(QuotaResult(quota=quota, filled=fits.count(True), unknown=fits.count(None)))
    return tuple(results)


def _quotas_in_order(dossier: Dossier) -> list[Quota]:
    """Quotas by group, then area, then constituency, each in its own order."""
    groups = {group.id: place for place, group in enumerate(in_order(dossier.groups))}
    areas = {territory.id: place for place, territory in enumerate(in_order(dossier.territories))}
    constituencies = list(Constituency)

    def key(quota: Quota) -> tuple[int, int, int]:
        constituency = constituencies.index(quota.constituency) if quota.constituency else -1
        return groups.get(quota.group, -1), areas.get(quota.territory or "", -1), constituency

    return sorted(dossier.quotas, key=key)


def _fits(quota: Quota, member: Member) -> bool | None:
    """Whether a member counts for a quota; ``None`` where that is not known."""
    told = [
        (quota.territory, member.territory),
        (quota.constituency, member.constituency),
    ]
    wanted = [(wish, value) for wish, value in told if wish is not None]
    if any(value is not None and value != wish for wish, value in wanted):
        return False
    return None if any(value is None for _, value in wanted) else True


@frozen(kw_only=True)
class Eligibility:
    """Whether an organisation meets the conditions of membership in a group."""

    organisation: Organisation
    #: Each condition with whether it is met; ``None``: nobody says.
    conditions: tuple[tuple[MembershipCondition, bool | None], ...]

    @property
    def eligible(self) -> bool | None:
        """Whether it meets all; ``None`` where it fails none but not all are known."""
        met = [one for _, one in self.conditions]
        return False if False in met else None if None in met else True


def eligibility(dossier: Dossier, group: str) -> tuple[Eligibility, ...]:
    """The organisations of which the dossier says anything for the conditions of a group (podmínky členství)."""
    conditions = in_order(condition for condition in dossier.conditions if condition.group == group)
    asked = {condition.id for condition in conditions}
    named = {proof.organisation for proof in dossier.proofs if proof.condition in asked}
    rows = []
    for organisation in in_order(one for one in dossier.organisations if one.id in named):
        proofs = [dossier.get(ConditionProof, condition.id, organisation.id) for condition in conditions]
        met = tuple((one, proof.met if proof else None) for one, proof in zip(conditions, proofs, strict=True))
        rows.append(Eligibility(organisation=organisation, conditions=met))
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


def renewals(dossier: Dossier, day: date | None) -> tuple[Renewal, ...]:
    """Groups whose composition has to be gone over every so many months (`WorkingGroup.renewed_every`)."""
    found = []
    for group in in_order(dossier.groups):
        if group.renewed_every is None or not _holds(group.validity, day):
            continue
        dates = [
            edge
            for member in dossier.members
            if member.group == group.id and member.approval is not Approval.PENDING
            for edge in (member.validity.start, member.validity.end)
            if edge and (day is None or edge.first_day <= day)
        ]
        last = max(dates, key=lambda edge: edge.last_day, default=None)
        due = _months_later(last.last_day, group.renewed_every) if last else None
        overdue = None if due is None or day is None else due < day
        found.append(Renewal(group=group, last=last, due=due, overdue=overdue))
    return tuple(found)


def _months_later(day: date, months: int) -> date | None:
    """The same day so many months later, or the last of that month; ``None`` past the end of the calendar."""
    months += day.month - 1
    year, month = day.year + months // _MONTHS_A_YEAR, months % _MONTHS_A_YEAR + 1
    if year >= date.max.year:
        return None
    following = date(year + month // _MONTHS_A_YEAR, month % _MONTHS_A_YEAR + 1, 1)
    return min(date(year, month, 1) + timedelta(days=day.day - 1), following - timedelta(days=1))


def organisations_without_team(dossier: Dossier, kind: GroupKind, day: date | None) -> tuple[Organisation, ...]:
    """The organisations in which no team of a kind works on a day."""
    having = {group.organisation for group in dossier.groups if group.kind is kind and _holds(group.validity, day)}
    return in_order(organisation for organisation in dossier.organisations if organisation.id not in having)
