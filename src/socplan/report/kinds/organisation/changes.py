"""Changes between two days: the bodies, their resolutions, and the reasons."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from attrs import evolve

from socplan import calculations as calc
from socplan.model import Approval, Member, Resolution, WorkingGroup
from socplan.report.blocks import Block, Items, Paragraph, Section
from socplan.report.cells import constituency_name, resolution_number, seat_name
from socplan.report.columns import Col, listing
from socplan.report.kinds.organisation.scene import OrganisationScene
from socplan.report.parts import one_line_list, resolution_table
from socplan.report.tables import NA, Cell

#: Of so many seats that begin or end the names stand in a cell.
_MOST_SEATS: Final = 4


def change_blocks(scene: OrganisationScene) -> Iterator[Block | None]:
    """The changes between the two days, their resolutions, and the reasons."""
    words = scene.words
    if scene.since is None:
        return
    yield listing(
        scene,
        "changes",
        scene.changes,
        Col("body", lambda change: scene.title(change.after or change.before)),
        Col("change", lambda change: change_text(scene, change)),
        Col("before", lambda change: _state(scene, change, change.before)),
        Col("after", lambda change: _state(scene, change, change.after)),
        Col(
            "resolution",
            lambda change: "; ".join(_short(scene, resolution) for resolution in change.resolutions) or None,
        ),
        title=words.text("organisation.changes_title", since=scene.since, day=scene.day),
        row_key=lambda change: change.group,
    )
    making = {resolution for change in scene.changes for resolution in change.resolutions}
    decided = calc.resolutions_in_order(scene.dossier)
    made_by = [resolution for resolution in decided if resolution in making or _is_of_structure(scene, resolution)]
    without = [resolution for resolution in made_by if resolution not in making]
    if without:
        yield Paragraph(words.text("organisation.without_change", n=len(without)))
        yield Items(tuple(map(_listed, without)))
    title = words.text("organisation.resolutions_title")
    yield resolution_table(scene, "resolutions", made_by, title, scene.day)
    reasons = "\n".join(dict.fromkeys(resolution.reasons for resolution in made_by if resolution.reasons))
    listed = one_line_list(reasons)
    if listed:
        yield Section(key="reasons", title=words.text("organisation.reasons"), blocks=(listed,))


def _is_of_structure(scene: OrganisationScene, resolution: Resolution) -> bool:
    """Whether a resolution decided on a group between the two days."""
    when = resolution.date
    if resolution.group is None or when is None or scene.since is None or scene.day is None:
        return False
    return scene.since <= when.last_day and when.first_day <= scene.day


def _listed(resolution: Resolution) -> str:
    """A resolution in a list: its number and point, and what it decided."""
    number = resolution_number(resolution)
    return f"{number} {resolution.text}" if number else resolution.text


def change_text(scene: OrganisationScene, change: calc.StructureChange) -> str:
    """A change in words: what a new body carries on, where a body was moved to, and whether the sources doubt it."""
    words, dossier = scene.words, scene.dossier
    kind = words.text(f"structure_change.{change.kind.value}")
    if change.kind is calc.StructureChangeKind.DISSOLVED and not change.resolutions:
        kind = words.text("organisation.gone")
    group = dossier.get(WorkingGroup, change.group)
    if group and group.uncertain:
        kind = words.text("organisation.uncertain_change", change=kind)
    former = dossier.get(WorkingGroup, group.follows) if group else None
    followers = dossier.having(WorkingGroup, "follows", change.group)
    match change.kind:
        case calc.StructureChangeKind.FOUNDED if former:
            return words.text("organisation.founded_after", kind=kind, former=_name_on(scene, former, True))
        case calc.StructureChangeKind.DISSOLVED if followers:
            names = words.listed(_name_on(scene, follower, False) for follower in followers)
            return words.text("organisation.carried_on", kind=kind, followers=names)
        case calc.StructureChangeKind.MOVED if change.before and change.after:
            parent = dossier.get(WorkingGroup, change.after.parent)
            if parent is None:
                return words.text("organisation.made_independent")
            # The columns of the places say from where and where to.
            return kind if change.before.parent else words.text("organisation.placed")
        case _:
            return kind


def _short(scene: OrganisationScene, resolution: Resolution) -> str:
    """A resolution in a cell: its number and point; else when it was submitted, or its body."""
    if (number := resolution_number(resolution)) is not None:
        return number
    if resolution.is_open and resolution.submitted:
        return scene.words.text("organisation.unnumbered", date=resolution.submitted)
    return scene.group_name(resolution.body) or resolution.text


def _state(scene: OrganisationScene, change: calc.StructureChange, body: calc.Body | None) -> Cell:
    """One side of a change in words."""
    words = scene.words
    if body is None:
        return NA
    day = scene.since if body is change.before else scene.day
    is_sure = body.group not in calc.undocumented(scene.dossier, day)
    match change.kind:
        case calc.StructureChangeKind.RENAMED:
            return ", ".join((body.name, *body.abbreviations))
        case calc.StructureChangeKind.MANDATE:
            return body.mandate or (NA if is_sure else None)
        case calc.StructureChangeKind.COMPOSITION:
            return _members(scene, change, body, day)
        case _:
            parent = scene.dossier.get(WorkingGroup, body.parent)
            if parent is None:
                # Only of a body that was under another one is it known that it stands on its own.
                left = body is change.after and change.before is not None and change.before.parent is not None
                return words.text("organisation.at_the_top") if left else None
            return words.text("organisation.under", parent=_name_on(scene, parent, body is change.before))


def _name_on(scene: OrganisationScene, group: WorkingGroup, before: bool) -> str:
    """The name of a group on the earlier or the later day."""
    body = (scene.earlier if before else scene.structure).body(group.id)
    return body.name if body else group.name


def _members(scene: OrganisationScene, change: calc.StructureChange, body: calc.Body, day: date | None) -> str | None:
    """The number of members, and the seats that are only on this side of the change.

    Of many such seats the numbers say enough, if they differ; members whose number nobody knows are told by sector.
    """
    was, now = change.before, change.after
    told = _composition(scene, body, day)
    if was is None or now is None:
        return told
    alike = _composition(scene, was, scene.since) == _composition(scene, now, scene.day)
    if {*was.members} == {*now.members}:
        return body.composition if alike else told
    other = now if body is was else was
    seats = [
        member for name in body.members if name not in other.members and (member := scene.dossier.get(Member, name))
    ]
    if not alike and (len(seats) > _MOST_SEATS or any(member.uncounted for member in _all_members(scene, was, now))):
        return told
    return _with_seats(scene, told if alike else _count(scene, body, day), seats, begun=body is now)


def _all_members(scene: OrganisationScene, *bodies: calc.Body) -> Iterator[Member]:
    return (member for body in bodies for name in body.members if (member := scene.dossier.get(Member, name)))


def _with_seats(scene: OrganisationScene, told: str, seats: list[Member], *, begun: bool) -> str:
    """What is told of a body, with the seats that begin or end, and those that are only proposed."""
    words = scene.words
    sure = [_seat(scene, member) for member in seats if not begun or member.approval is not Approval.PENDING]
    proposed = [_proposed_seat(scene, member) for member in seats if begun and member.approval is Approval.PENDING]
    if sure:
        key = "seats_begun" if begun else "seats_ended"
        told = words.text(f"organisation.{key}", members=told, seats=", ".join(sure))
    if proposed:
        told = words.text("organisation.seats_proposed", members=told, seats=", ".join(proposed))
    return told


def _seat(scene: OrganisationScene, member: Member) -> str:
    """A seat with those for whom it speaks, and its sector; who sits on it stands in the roster."""
    return _seat_of(scene, member, seat_name(member, scene.words))


def _proposed_seat(scene: OrganisationScene, member: Member) -> str:
    return _seat_of(scene, member, seat_name(evolve(member, approval=None), scene.words))


def _seat_of(scene: OrganisationScene, member: Member, seat: str) -> str:
    told = ", ".join(filter(None, (constituency_name(member.constituency, scene.words), member.sector)))
    return scene.words.text("organisation.seat_of", seat=seat, constituency=told) if told else seat


def _count(scene: OrganisationScene, body: calc.Body, day: date | None) -> str:
    """The number of members of a body, without those who are only proposed."""
    rows = calc.sectors(scene.dossier, body.group, day)
    return scene.words.text("count.members", n=sum(row.sitting or 0 for row in rows))


def _composition(scene: OrganisationScene, body: calc.Body, day: date | None) -> str:
    """The number of members by sector, and of proposed members."""
    words = scene.words
    by_sector = calc.sectors(scene.dossier, body.group, day)
    if not body.members:
        return body.composition or words.text("value.unknown")
    if any(row.sitting is None or row.proposed is None for row in by_sector):
        sitting = [row.sector for row in by_sector if row.sector and row.sitting != 0]
        proposed = [row.sector for row in by_sector if row.sector and row.proposed != 0]
        parts = (
            words.text("organisation.sectors_represented", sectors=", ".join(sitting)) if sitting else None,
            words.text("organisation.sectors_proposed", sectors=", ".join(proposed)) if proposed else None,
        )
        return "; ".join(filter(None, parts)) or words.text("value.unknown")
    text = _count(scene, body, day)
    named = [f"{row.sector} {row.sitting}" for row in by_sector if row.sector is not None and row.sitting]
    if named:
        text = words.text("organisation.members_of_sectors", members=text, sectors=", ".join(named))
    number = sum(row.proposed or 0 for row in by_sector)
    return f"{text}; {words.text('organisation.proposed', n=number)}" if number else text
