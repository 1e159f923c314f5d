"""Whether the bodies, their members and the rules for them can be as the dossier says.

1. A group stands under one body at a time (``two-parents``), which is there all the while (``parent-not-there``).
2. Nobody sits in a group twice (``member-twice``, ``overlapping-terms``), nor before or after there is such a group
   (``member-outside-group``); a group has one lead at a time (``two-leads``).
3. A vacant seat is empty (``vacant-with-person``), and has a reason (``vacancy-without-reason``).
4. A member called approved was (``approval-open``), by a resolution (``approval-without-resolution``) of the body that
   approves members (``approval-other-body``).
5. Quotas can be kept (``quota-reversed``) and are (``quota-missing``, ``quota-surplus``).
6. The membership of a group is reviewed as often as its rule says (``renewal-overdue``).
7. An abbreviation stands for one body at a time (``abbreviation-twice``).
"""

from collections.abc import Callable, Iterable, Iterator
from itertools import combinations
from typing import Final, TypeVar

from socplan.calculations import known_day, quota_results, renewals
from socplan.calculations.structure import grouped
from socplan.checks.finding import Check, Finding, Grade, finding
from socplan.checks.places import decision_name, located, name_of, place_of
from socplan.hookspecs import hookimpl
from socplan.model import (
    Approval,
    Dossier,
    GroupText,
    GroupTextKind,
    Member,
    MemberFunction,
    Placement,
    Quota,
    Resolution,
    Territory,
    WorkingGroup,
)
from socplan.model.values import natural_key

V = TypeVar("V", GroupText, Member, Placement)

_HEADS: Final = (MemberFunction.LEAD, MemberFunction.MANAGER)


def _clashes(listed: Iterable[tuple[str, V]], key: Callable[[V], object]) -> Iterator[tuple[str, str, V, V]]:
    """Pairs of records with one key that are valid at the same time: both places, both records."""
    for alike in grouped(listed, lambda pair: key(pair[1])).values():
        for (first, record), (second, other) in combinations(alike, 2):
            if record.validity.overlaps(other.validity):
                yield first, second, record, other


def parents(dossier: Dossier) -> Iterator[Finding]:
    """Placements that contradict each other, or put a group under a body that is not there."""
    clashes = _clashes(located(dossier, Placement), lambda placement: placement.group)
    for first, second, placement, _ in sorted(clashes, key=lambda clash: natural_key(clash[0])):
        group = name_of(dossier, WorkingGroup, placement.group)
        yield finding("two-parents", Grade.WARNING, f"{second}.validity", group=group, first=first)
    for at, placement in located(dossier, Placement):
        for attribute in ("group", "parent"):
            body = dossier.get(WorkingGroup, getattr(placement, attribute))
            if body and not body.validity.covers(placement.validity):
                place = f"{at}.{attribute}"
                facts = {"group": body.name, "validity": body.validity, "placed": placement.validity}
                yield finding("parent-not-there", Grade.WARNING, place, **facts)


def seats(dossier: Dossier) -> Iterator[Finding]:
    """People who sit in one group twice at the same time."""
    seated = ((at, member) for at, member in located(dossier, Member) if member.person is not None)
    for first, second, member, other in _clashes(seated, lambda member: (member.group, member.person)):
        code = "member-twice" if member.validity == other.validity else "overlapping-terms"
        yield finding(code, Grade.WARNING, second, group=name_of(dossier, WorkingGroup, member.group), first=first)


def terms(dossier: Dossier) -> Iterator[Finding]:
    """Members of a group that is not there, and groups with two heads of one kind at once."""
    for at, member in located(dossier, Member):
        group = dossier.get(WorkingGroup, member.group)
        if group and not group.validity.covers(member.validity):
            place = f"{at}.validity"
            facts = {"term": member.validity, "group": group.name, "validity": group.validity}
            yield finding("member-outside-group", Grade.WARNING, place, **facts)
    heads = (
        (at, member)
        for at, member in located(dossier, Member)
        if member.function in _HEADS and not member.substitute_for
    )
    for first, second, member, _ in _clashes(heads, lambda member: (member.group, member.function)):
        yield finding(
            "two-leads", Grade.WARNING, second, group=name_of(dossier, WorkingGroup, member.group), first=first
        )


def vacant_seats(dossier: Dossier) -> Iterator[Finding]:
    """Vacant seats that are not empty, or have no stated reason."""
    for at, member in located(dossier, Member):
        if member.vacant and member.person is not None:
            yield finding(
                "vacant-with-person", Grade.WARNING, f"{at}.vacant", group=name_of(dossier, WorkingGroup, member.group)
            )
        elif member.vacant and member.vacancy_reason is None and member.paid_from is None:
            yield finding(
                "vacancy-without-reason", Grade.NOTE, f"{at}.vacant", group=name_of(dossier, WorkingGroup, member.group)
            )


def approvals(dossier: Dossier) -> Iterator[Finding]:
    """Members called approved without a resolution, by one that was not passed, or by one of another body."""
    for at, member in located(dossier, Member):
        if member.approval is not Approval.APPROVED:
            continue
        resolution = dossier.get(Resolution, member.resolution)
        group = dossier.get(WorkingGroup, member.group)
        wanted = group.members_approved_by if group else None
        if resolution is None:
            place, name = f"{at}.approval", name_of(dossier, WorkingGroup, member.group)
            yield finding("approval-without-resolution", Grade.NOTE, place, group=name)
        elif wanted is not None and group is not None and resolution.body != wanted:
            facts = {
                "group": group.name,
                "wanted": name_of(dossier, WorkingGroup, wanted),
                "body": name_of(dossier, WorkingGroup, resolution.body),
            }
            yield finding("approval-other-body", Grade.WARNING, f"{at}.resolution", **facts)
        if resolution and not resolution.is_passed:
            facts = {"body": name_of(dossier, WorkingGroup, resolution.body), "resolution": decision_name(resolution)}
            yield finding("approval-open", Grade.WARNING, f"{at}.approval", **facts)


def quotas(dossier: Dossier) -> Iterator[Finding]:
    """Quotas that nobody could keep, and those that are not kept on the day the dossier speaks of."""
    for at, quota in located(dossier, Quota):
        if quota.least is not None and quota.most is not None and quota.most < quota.least:
            yield finding("quota-reversed", Grade.ERROR, f"{at}.most", least=quota.least, most=quota.most)
    for result in quota_results(dossier, known_day(dossier)):
        place = place_of(dossier, result.quota)
        area = dossier.get(Territory, result.territory)
        facts = {
            "group": name_of(dossier, WorkingGroup, result.quota.group),
            "filled": result.filled,
            "area": area.name if area else None,
        }
        if result.missing and result.kept is False:
            yield finding("quota-missing", Grade.WARNING, place, least=result.quota.least, **facts)
        if result.surplus:
            yield finding("quota-surplus", Grade.WARNING, place, most=result.quota.most, **facts)


def renewed(dossier: Dossier) -> Iterator[Finding]:
    """Groups whose membership was last reviewed too long ago."""
    for renewal in renewals(dossier, known_day(dossier)):
        if renewal.overdue:
            place = f"{place_of(dossier, renewal.group)}.renewed_every"
            yield finding(
                "renewal-overdue", Grade.WARNING, place, group=renewal.group.name, last=renewal.last, due=renewal.due
            )


def short_names(dossier: Dossier) -> Iterator[Finding]:
    """Abbreviations that two bodies have at the same time."""
    short = ((at, text) for at, text in located(dossier, GroupText) if text.kind is GroupTextKind.ABBREVIATION)
    for first, second, text, other in _clashes(short, lambda text: text.text):
        if text.group != other.group:
            names = [name_of(dossier, WorkingGroup, group) for group in (text.group, other.group)]
            facts = {"abbreviation": text.text, "group": names[0], "other": names[1]}
            yield finding("abbreviation-twice", Grade.WARNING, f"{max(first, second, key=natural_key)}.text", **facts)


@hookimpl
def register_checks() -> tuple[Check, ...]:
    """Offer these checks."""
    return (
        Check(name="parents", codes=("two-parents", "parent-not-there"), run=parents),
        Check(name="seats", codes=("member-twice", "overlapping-terms"), run=seats),
        Check(name="terms", codes=("member-outside-group", "two-leads"), run=terms),
        Check(name="vacant-seats", codes=("vacant-with-person", "vacancy-without-reason"), run=vacant_seats),
        Check(
            name="approvals",
            codes=("approval-open", "approval-other-body", "approval-without-resolution"),
            run=approvals,
        ),
        Check(name="quotas", codes=("quota-reversed", "quota-missing", "quota-surplus"), run=quotas),
        Check(name="renewed", codes=("renewal-overdue",), run=renewed),
        Check(name="short-names", codes=("abbreviation-twice",), run=short_names),
    )
