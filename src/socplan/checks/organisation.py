"""Whether the bodies, their members and the rules for them can be as the dossier says.

1. A group stands under one body at a time (``two-parents``), which is there all the while (``parent-not-there``).
2. Nobody sits in a group twice (``member-twice``, ``overlapping-terms``), nor before or after there is such a group
   (``member-outside-group``); a group has one lead at a time (``two-leads``).
3. A vacant seat is empty (``vacant-with-person``), and why is said (``vacancy-without-reason``).
4. A member called approved was (``approval-open``).
5. Quotas can be kept (``quota-reversed``) and are (``quota-missing``, ``quota-surplus``).
6. The composition of a group is gone over as often as its rule says (``renewal-overdue``).
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import Final

from socplan.calculations import known_day, quota_results, renewals
from socplan.checks.finding import Check, Finding, Grade, finding
from socplan.hookspecs import hookimpl
from socplan.model import Approval, Dossier, Member, MemberFunction, Resolution, WorkingGroup

__all__ = ["approvals", "parents", "quotas", "register_checks", "renewed", "seats", "terms", "vacant_seats"]

_HEADS: Final = (MemberFunction.LEAD, MemberFunction.MANAGER)


def _name(dossier: Dossier, group: str) -> str:
    found = dossier.get(WorkingGroup, group)
    return found.name if found else group


def parents(dossier: Dossier) -> Iterator[Finding]:
    """Placements that contradict each other, or put a group under a body that is not there."""
    placed = list(enumerate(dossier.placements))
    for (first, one), (second, other) in combinations(placed, 2):
        if one.group == other.group and one.validity.overlaps(other.validity):
            place = f"$.placements[{second}].validity"
            yield finding(
                "two-parents", Grade.WARNING, place, group=_name(dossier, one.group), first=f"$.placements[{first}]"
            )
    for index, placement in placed:
        for attribute in ("group", "parent"):
            body = dossier.get(WorkingGroup, getattr(placement, attribute))
            if body and not body.validity.covers(placement.validity):
                place = f"$.placements[{index}].{attribute}"
                yield finding(
                    "parent-not-there",
                    Grade.WARNING,
                    place,
                    group=body.name,
                    validity=body.validity,
                    placed=placement.validity,
                )


def seats(dossier: Dossier) -> Iterator[Finding]:
    """People who sit in one group twice at the same time."""
    by_seat: dict[tuple[str, str], list[tuple[int, Member]]] = {}
    for index, member in enumerate(dossier.members):
        if member.person is not None:
            by_seat.setdefault((member.group, member.person), []).append((index, member))
    for seats_ in by_seat.values():
        for (first, one), (second, other) in combinations(seats_, 2):
            if one.validity.overlaps(other.validity):
                same = one.validity == other.validity
                yield finding(
                    "member-twice" if same else "overlapping-terms",
                    Grade.WARNING,
                    f"$.members[{second}]",
                    group=_name(dossier, one.group),
                    first=f"$.members[{first}]",
                )


def terms(dossier: Dossier) -> Iterator[Finding]:
    """Members of a group that is not there, and groups with two heads of one kind at once."""
    heads: dict[tuple[str, MemberFunction], list[tuple[int, Member]]] = {}
    for index, member in enumerate(dossier.members):
        group = dossier.get(WorkingGroup, member.group)
        if group and not group.validity.covers(member.validity):
            place = f"$.members[{index}].validity"
            yield finding(
                "member-outside-group",
                Grade.WARNING,
                place,
                term=member.validity,
                group=group.name,
                validity=group.validity,
            )
        if member.function in _HEADS and not member.substitute_for:
            heads.setdefault((member.group, member.function), []).append((index, member))
    for found in heads.values():
        for (first, one), (second, other) in combinations(found, 2):
            if one.validity.overlaps(other.validity):
                yield finding(
                    "two-leads",
                    Grade.WARNING,
                    f"$.members[{second}]",
                    group=_name(dossier, one.group),
                    first=f"$.members[{first}]",
                )


def vacant_seats(dossier: Dossier) -> Iterator[Finding]:
    """Vacant seats that are not empty, or of which nobody says why."""
    for index, member in enumerate(dossier.members):
        if member.vacant and member.person is not None:
            yield finding(
                "vacant-with-person", Grade.WARNING, f"$.members[{index}].vacant", group=_name(dossier, member.group)
            )
        elif member.vacant and member.vacancy_reason is None and member.paid_from is None:
            yield finding(
                "vacancy-without-reason", Grade.NOTE, f"$.members[{index}].vacant", group=_name(dossier, member.group)
            )


def approvals(dossier: Dossier) -> Iterator[Finding]:
    """Members called approved by a resolution that was not passed."""
    for index, member in enumerate(dossier.members):
        resolution = dossier.get(Resolution, member.resolution) if member.resolution else None
        if member.approval is Approval.APPROVED and resolution and not resolution.is_passed:
            yield finding("approval-open", Grade.WARNING, f"$.members[{index}].approval", resolution=resolution.id)


def quotas(dossier: Dossier) -> Iterator[Finding]:
    """Quotas that nobody could keep, and those that are not kept on the day the dossier speaks of."""
    places = {id(quota): index for index, quota in enumerate(dossier.quotas)}
    for index, quota in enumerate(dossier.quotas):
        if quota.least is not None and quota.most is not None and quota.most < quota.least:
            yield finding("quota-reversed", Grade.ERROR, f"$.quotas[{index}].most", least=quota.least, most=quota.most)
    for result in quota_results(dossier, known_day(dossier)):
        place = f"$.quotas[{places[id(result.quota)]}]"
        facts = {"group": _name(dossier, result.quota.group), "filled": result.filled}
        if result.missing and result.kept is False:
            yield finding("quota-missing", Grade.WARNING, place, least=result.quota.least, **facts)
        if result.surplus:
            yield finding("quota-surplus", Grade.WARNING, place, most=result.quota.most, **facts)


def renewed(dossier: Dossier) -> Iterator[Finding]:
    """Groups whose composition was last changed too long ago."""
    places = {group.id: index for index, group in reversed(list(enumerate(dossier.groups)))}
    for renewal in renewals(dossier, known_day(dossier)):
        if renewal.overdue:
            place = f"$.groups[{places[renewal.group.id]}].renewed_every"
            yield finding(
                "renewal-overdue", Grade.WARNING, place, group=renewal.group.name, last=renewal.last, due=renewal.due
            )


@hookimpl
def register_checks() -> tuple[Check, ...]:
    """Offer these checks."""
    return (
        Check(name="parents", codes=("two-parents", "parent-not-there"), run=parents),
        Check(name="seats", codes=("member-twice", "overlapping-terms"), run=seats),
        Check(name="terms", codes=("member-outside-group", "two-leads"), run=terms),
        Check(name="vacant-seats", codes=("vacant-with-person", "vacancy-without-reason"), run=vacant_seats),
        Check(name="approvals", codes=("approval-open",), run=approvals),
        Check(name="quotas", codes=("quota-reversed", "quota-missing", "quota-surplus"), run=quotas),
        Check(name="renewed", codes=("renewal-overdue",), run=renewed),
    )
