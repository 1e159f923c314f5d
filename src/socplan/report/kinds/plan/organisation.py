"""Part B: who plans, and how."""

from collections.abc import Iterator

import attrs
from attrs import frozen

from socplan import calculations as calc
from socplan.calculations.structure import grouped
from socplan.model import Member, MemberFunction, Person, Territory, WorkingGroup
from socplan.report.blocks import Block
from socplan.report.cells import constituency_name, contact_of, seat_name, seats_name, sent_by, sitting_term
from socplan.report.columns import Col, listing
from socplan.report.kinds.plan.scene import KIND, PlanScene
from socplan.report.kinds.plan.taken import functions_of_members, members_by_constituency, taken
from socplan.report.scene import period_told, section
from socplan.report.tables import NA, Cell, ColumnKind

_Seat = tuple[str, Member, Person | None]
"""A seat: the name of its body, the member, and who that is."""


@frozen
class _Line:
    """A line of the table of members: a body, or a seat below it."""

    key: str
    name: str
    seat: _Seat | None = None
    above: str | None = None


def organisation(scene: PlanScene) -> Iterator[Block | None]:
    """The assignment, the bodies and who sits in them, how the plan was made and who had a say."""
    yield _assignment(scene)
    yield from taken(scene, "bodies")
    if members := tuple(_members(scene)):
        yield section(scene.words, KIND, "members", *members)
    # The drawing of the process may fill a page: what is low finds room before it.
    yield from taken(scene, "activities", "comments", "process")


def _assignment(scene: PlanScene) -> Block | None:
    """For whom, for when and for where the plan is, as far as known."""
    given, words = calc.assignment(scene.dossier), scene.words
    facts: list[tuple[str, Cell]] = [
        ("target_groups", "\n".join(given.target_groups) or None),
        ("period", period_told(scene.dossier, words)),
        ("territory", given.territory.name if given.territory else None),
    ]
    return listing(
        scene,
        "assignment",
        facts if given.target_groups else (),
        Col("fact", lambda fact: words.text(f"plan.assignment.{fact[0]}"), head=words.text("plan.assignment")),
        Col("value", lambda fact: fact[1]),
        title=words.text("plan.assignment_title"),
        row_key=lambda fact: fact[0],
    )


def _body_name(scene: PlanScene, body: calc.Body) -> str:
    """The code and name of a body; the internal version marks it where the source is not sure."""
    group = scene.dossier.get(WorkingGroup, body.group)
    name = f"{group.code} {body.name}" if group and group.code else body.name
    unsure = group is not None and group.uncertain and scene.context.internal
    return scene.words.text("organisation.uncertain", name=name) if unsure else name


def _members(scene: PlanScene) -> Iterator[Block]:
    """The members of each body, equal seats in a row; where only for whom they speak is known, their numbers."""
    dossier, words, internal = scene.dossier, scene.words, scene.context.internal
    day = calc.known_day(dossier)
    seats = [
        (_body_name(scene, body), member, dossier.get(Person, member.person))
        for body, _ in calc.bodies_in_order(dossier, calc.structure_at(dossier, day))
        for member in calc.members_at(dossier, body.group, day)
    ]
    cols: tuple[Col[_Seat], ...] = (
        Col("organisation", lambda row: sent_by(row[1]), head=words.text("organisation.organisation_or_sector")),
        Col("constituency", lambda row: constituency_name(row[1].constituency, words)),
        Col("territory", lambda row: scene.name_of(Territory, row[1].territory)),
        Col("term", lambda row: sitting_term(row[1]), ColumnKind.DATE),
        # Only the internal version names persons.
        Col("person", lambda row: row[2].name if internal and row[2] else None),
        Col("contact", lambda row: contact_of(row[2]) if internal else None),
    )
    equal = grouped(seats, lambda row: (row[0], row[1].uncounted, seat_name(row[1], words), *_cells(cols, row)))
    alike = {rows[0]: [member for _, member, _ in rows] for rows in equal.values()}
    told = {col.key for col in cols if any(col.cell(row) not in {None, NA} for row in alike)}
    functions = {row[1].function for row in alike}
    if (
        told <= {"constituency"}
        and functions <= {MemberFunction.MEMBER}
        and (counts := [*members_by_constituency(scene)])
    ):
        yield from counts
        return
    if not told and (alone := functions_of_members(scene)):
        unnamed = (words.text("plan.no_names"),) if scene.context.leaves_names else ()
        yield attrs.evolve(alone, title=words.text("plan.members_title"), notes=unnamed, captioned=False)
        return
    lines: list[_Line] = []
    for body, rows in grouped(alike, lambda row: row[0]).items():
        key = f"body_{rows[0][1].group}"
        lines.append(_Line(key, body))
        lines += (_Line(row[1].id, seats_name(alike[row], words), row, key) for row in rows)
    table = listing(
        scene,
        "members",
        lines,
        Col("function", lambda line: line.name, head=words.text("plan.body_and_function")),
        *(_below_body(col) for col in cols),
        title=words.text("plan.members_title"),
        notes=(words.text("plan.no_names") if scene.context.leaves_names else None,),
        captioned=False,
        row_key=lambda line: line.key,
        above=lambda line: line.above,
    )
    if table:
        yield table


def _below_body(col: Col[_Seat]) -> Col[_Line]:
    """A column of seats, in which the name of a body has nothing."""
    return Col(col.key, lambda line: NA if line.seat is None else col.cell(line.seat), col.kind, head=col.head)


def _cells(cols: tuple[Col[_Seat], ...], row: _Seat) -> tuple[Cell, ...]:
    return tuple(col.cell(row) for col in cols)
