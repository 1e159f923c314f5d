"""Part B: who plans, and how."""

from collections.abc import Iterator

from socplan import calculations as calc
from socplan.model import Person, Territory, WorkingGroup
from socplan.report.blocks import Block
from socplan.report.cells import constituency_name, contact_of, known, seat_name
from socplan.report.columns import Col, listing
from socplan.report.kinds.plan.scene import PlanScene
from socplan.report.tables import NA, Cell, ColumnKind


def organisation(scene: PlanScene) -> Iterator[Block | None]:
    """The assignment, the bodies and who sits in them."""
    yield _assignment(scene)
    yield _bodies(scene)
    yield _members(scene)


def _assignment(scene: PlanScene) -> Block | None:
    """For whom, for when and for where the plan is, as far as known."""
    given, words = calc.assignment(scene.dossier), scene.words
    facts: list[tuple[str, Cell]] = [
        ("target_groups", "\n".join(given.target_groups) or None),
        ("period", given.period),
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


def _bodies(scene: PlanScene) -> Block | None:
    dossier, words = scene.dossier, scene.words
    structure = calc.structure_at(dossier, calc.known_day(dossier))
    bodies = [(body, dossier.get(WorkingGroup, body.group)) for body, _ in calc.bodies_in_order(dossier, structure)]
    rows = [(body, group) for body, group in bodies if group]
    above = {body.group: structure.body(body.parent) for body, _ in rows}
    uncertain = any(group.uncertain for _, group in rows)
    return listing(
        scene,
        "groups",
        rows,
        Col("body", lambda row: _body_name(scene, row[0])),
        Col("kind", lambda row: words.text(f"group_kind.{row[1].kind.value}")),
        Col("parent", lambda row: parent.name if (parent := above[row[0].group]) else NA),
        Col("mandate", lambda row: row[0].mandate),
        title=words.text("plan.groups_title"),
        notes=(
            words.text("plan.no_parent") if any(above.values()) else None,
            words.text("plan.uncertain") if uncertain else None,
        ),
        row_key=lambda row: row[1].id,
    )


def _body_name(scene: PlanScene, body: calc.Body) -> str:
    """The code and name of a body, with a mark where the source is not sure."""
    group = scene.dossier.get(WorkingGroup, body.group)
    name = f"{group.code} {body.name}" if group and group.code else body.name
    return scene.words.text("organisation.uncertain", name=name) if group and group.uncertain else name


def _members(scene: PlanScene) -> Block | None:
    """The members of each body on the day that the dossier speaks of."""
    dossier, words, internal = scene.dossier, scene.words, scene.context.internal
    day = calc.known_day(dossier)
    rows = []
    for body, _ in calc.bodies_in_order(dossier, calc.structure_at(dossier, day)):
        name = _body_name(scene, body)
        rows += [
            (name, member, dossier.get(Person, member.person)) for member in calc.members_at(dossier, body.group, day)
        ]
    return listing(
        scene,
        "members",
        rows,
        Col("group", lambda row: row[0]),
        Col("function", lambda row: seat_name(row[1], words)),
        Col("organisation", lambda row: row[1].organisation or row[1].sector),
        Col("constituency", lambda row: constituency_name(row[1].constituency, words)),
        Col("territory", lambda row: scene.name_of(Territory, row[1].territory)),
        Col("term", lambda row: known(row[1].validity), ColumnKind.DATE),
        # Only the internal version names persons.
        Col("person", lambda row: row[2].name if internal and row[2] else None),
        Col("contact", lambda row: contact_of(row[2]) if internal else None),
        title=words.text("plan.members_title"),
        notes=(None if internal else words.text("plan.no_names"),),
    )
