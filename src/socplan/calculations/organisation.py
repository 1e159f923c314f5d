"""Who plans on a day: the tree of bodies, and what changed in it.

Everything is a function of the dossier and a day. A body counts as there on a day that a partial date leaves open (a
body founded in „2011“, asked for in March). The later of two placements counts.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from enum import Enum
from functools import cached_property
from typing import Final, TypeVar

import attrs
from attrs import frozen

from socplan.calculations.days import recorded_day
from socplan.calculations.events import events_of_group
from socplan.calculations.structure import grouped, tree_in_order
from socplan.model import Dossier, GroupText, GroupTextKind, Member, PartialDate, Placement, Resolution, WorkingGroup
from socplan.model.dossier import held
from socplan.model.values import natural_key
from socplan.typecheck import guarded, guarded_late

__all__ = [
    "Body",
    "Structure",
    "StructureChange",
    "StructureChangeKind",
    "abbreviations",
    "applied",
    "bodies_in_order",
    "group_text",
    "parents_at",
    "structure_at",
    "structure_changes",
    "undocumented",
]

D = TypeVar("D", GroupText, Placement)


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
    #: Its composition in words, where the source gives words.
    composition: str | None = None
    #: Identifiers of its members, vacant seats among them.
    members: tuple[str, ...] = ()


@frozen(kw_only=True)
class Structure:
    """All bodies that there were on a day, sorted by identifier."""

    #: ``None``: all that the dossier holds, at any time.
    day: date | None
    bodies: tuple[Body, ...]

    def body(self, group: str | None) -> Body | None:
        """The body of a group; ``None`` where it was not there."""
        return self._by_group.get(group)

    @cached_property
    def _by_group(self) -> Mapping[str | None, Body]:
        return {body.group: body for body in reversed(self.bodies)}


def _latest(records: Iterable[D], day: date | None) -> D | None:
    """The record that holds on a day; the one that began last, where several do."""

    def begun(record: GroupText | Placement) -> tuple[date, tuple[tuple[bool, int, str, str], ...]]:
        start = record.validity.start
        content = record.text if isinstance(record, GroupText) else record.parent
        return (start.first_day if start else date.min, natural_key(content))

    return max((record for record in records if record.validity.holds(day)), key=begun, default=None)


def _placements_at(dossier: Dossier, day: date | None) -> dict[str, Placement]:
    """The placement of each group on a day, under a body that is there."""
    present = {group.id for group in dossier.groups if group.validity.holds(day)}
    standing = (placement for placement in dossier.placements if placement.parent in present)
    by_group = grouped(standing, lambda placement: placement.group)
    latest = {group: _latest(placements, day) for group, placements in by_group.items()}
    return {group: placement for group, placement in latest.items() if placement}


@guarded
def parents_at(dossier: Dossier, day: date | None) -> dict[str, str]:
    """Under which body each group stands on a day; groups at the top are not in it."""
    return {group: placement.parent for group, placement in _placements_at(dossier, day).items()}


@guarded_late
def abbreviations(dossier: Dossier, group: str, day: date | None) -> tuple[str, ...]:
    """All abbreviations that a group has on a day, in order."""
    texts = {
        text.text
        for text in dossier.having(GroupText, "group", group)
        if text.kind is GroupTextKind.ABBREVIATION and text.validity.holds(day)
    }
    return tuple(sorted(texts, key=natural_key))


@guarded_late
def group_text(dossier: Dossier, group: str, kind: GroupTextKind, day: date | None) -> str | None:
    """The text of a kind that a group has on a day; of several, the one that began last."""
    text = _text_at(dossier, group, kind, day)
    return text.text if text else None


def _text_at(dossier: Dossier, group: str, kind: GroupTextKind, day: date | None) -> GroupText | None:
    return _latest((text for text in dossier.having(GroupText, "group", group) if text.kind is kind), day)


@guarded
def structure_at(dossier: Dossier, day: date | None) -> Structure:
    """The bodies that there are on a day, each with its name, its parent and its members.

    A parent that is not there on the day is no parent.
    """
    present = {group.id: group for group in reversed(dossier.groups) if group.validity.holds(day)}
    parents = parents_at(dossier, day)
    seated = (member for member in dossier.members if member.validity.holds(day))
    members = grouped(seated, lambda member: member.group)
    bodies = []
    for identifier, group in sorted(present.items()):
        name = _text_at(dossier, identifier, GroupTextKind.NAME, day)
        mandate = _text_at(dossier, identifier, GroupTextKind.MANDATE, day)
        composition = _text_at(dossier, identifier, GroupTextKind.COMPOSITION, day)
        bodies.append(
            Body(
                group=identifier,
                name=name.text if name else group.name,
                parent=parents.get(identifier),
                abbreviations=abbreviations(dossier, identifier, day),
                mandate=mandate.text if mandate else group.mandate,
                composition=composition.text if composition else None,
                members=tuple(sorted(member.id for member in members.get(identifier, ()))),
            )
        )
    return Structure(day=day, bodies=tuple(bodies))


@guarded
@held
def undocumented(dossier: Dossier, day: date | None) -> frozenset[str]:
    """The groups of a day that the dossier does not show to have been there by then.

    A group without a known beginning is shown to be there by what it decided or what was decided about it, by its
    events, placements, texts and members; at the latest on the day by which all that the dossier records has happened.
    """
    last = recorded_day(dossier)
    if day is None or last is None or day >= last:
        return frozenset()
    present = (group.id for group in dossier.groups if group.validity.start is None and group.validity.holds(day))
    return frozenset(group for group in present if not any(when.first_day <= day for when in _signs(dossier, group)))


def _signs(dossier: Dossier, group: str) -> Iterator[PartialDate]:
    """The days that show that a group was there."""
    decided = (*dossier.having(Resolution, "body", group), *dossier.having(Resolution, "group", group))
    placed = (*dossier.having(Placement, "group", group), *dossier.having(Placement, "parent", group))
    texts = dossier.having(GroupText, "group", group)
    members = dossier.having(Member, "group", group)
    yield from filter(None, (resolution.submitted or resolution.date for resolution in decided))
    yield from filter(None, (record.validity.start for table in (placed, texts, members) for record in table))
    yield from filter(None, (event.held for event in events_of_group(dossier, group)))


@guarded
def bodies_in_order(dossier: Dossier, structure: Structure) -> tuple[tuple[Body, int], ...]:
    """The bodies as a chart reads, each once and before those below it, with its depth (0 at the top).

    The first body of a cycle stands at the top.
    """
    places = {group.id: place for place, group in enumerate(dossier.ordered(WorkingGroup))}
    ordered = sorted(structure.bodies, key=lambda body: places.get(body.group, len(places)))
    tree = tree_in_order(ordered, lambda body: body.group, lambda body: body.parent)
    return tuple((body if depth else attrs.evolve(body, parent=None), depth) for body, depth in tree)


# Changes between two days


class StructureChangeKind(Enum):
    """How a body changed between two days."""

    FOUNDED = "founded"
    DISSOLVED = "dissolved"
    MOVED = "moved"
    RENAMED = "renamed"  #: Another name, or other abbreviations.
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


#: Changes that a placement may have caused.
_PLACING: Final = frozenset({StructureChangeKind.FOUNDED, StructureChangeKind.MOVED})
_ASPECTS: Final[Mapping[StructureChangeKind, tuple[str, ...]]] = {
    StructureChangeKind.MOVED: ("parent",),
    StructureChangeKind.RENAMED: ("name", "abbreviations"),
    StructureChangeKind.MANDATE: ("mandate",),
    StructureChangeKind.COMPOSITION: ("members", "composition"),
}


@guarded
def structure_changes(dossier: Dossier, before: date | None, after: date | None) -> tuple[StructureChange, ...]:
    """The changes of the structure from one day to another, each with the resolutions that made it.

    A day compared with itself gives no changes; `applied` to the first structure, the changes give the second.
    """
    old, new = structure_at(dossier, before), structure_at(dossier, after)
    placements = _placements_at(dossier, after)
    changes: dict[StructureChange, None] = {}
    for group in dossier.ordered(WorkingGroup):
        was, now = old.body(group.id), new.body(group.id)
        for kind in _kinds(was, now):
            made_by = [*_made_by(dossier, group, kind, before, after, was, now)]
            if kind in _PLACING and group.id in placements:
                made_by.append(placements[group.id].resolution)
            known = [dossier.get(Resolution, identifier) for identifier in {*made_by} if identifier]
            resolutions = sorted(
                (resolution for resolution in known if resolution), key=lambda resolution: natural_key(resolution.id)
            )
            change = StructureChange(kind=kind, group=group.id, before=was, after=now, resolutions=tuple(resolutions))
            changes.setdefault(change)
    return tuple(changes)


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
            yield from _texts_since(dossier, group.id, GroupTextKind, before, after)
        case StructureChangeKind.DISSOLVED:
            yield group.dissolved_by
        case StructureChangeKind.RENAMED:
            kinds = (GroupTextKind.NAME, GroupTextKind.ABBREVIATION)
            yield from _texts_since(dossier, group.id, kinds, before, after)
        case StructureChangeKind.MANDATE:
            yield from _texts_since(dossier, group.id, (GroupTextKind.MANDATE,), before, after)
        case StructureChangeKind.COMPOSITION if was and now:
            yield from _texts_since(dossier, group.id, (GroupTextKind.COMPOSITION,), before, after)
            for identifier in sorted({*now.members} - {*was.members}):
                member = dossier.get(Member, identifier)
                yield member.resolution if member else None
        case _:
            pass


def _texts_since(
    dossier: Dossier, group: str, kinds: Iterable[GroupTextKind], before: date | None, after: date | None
) -> Iterator[str | None]:
    for text in dossier.having(GroupText, "group", group):
        is_new = text.validity.holds(after) and not (before and text.validity.holds(before))
        if is_new and text.kind in {*kinds}:
            yield text.resolution


@guarded
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
