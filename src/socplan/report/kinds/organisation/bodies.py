"""The bodies: their chart, their members, their contacts."""

from collections.abc import Iterable, Iterator
from typing import Final

import attrs
import czech_sort

from socplan import calculations as calc
from socplan.calculations.structure import grouped
from socplan.model import Member, Organisation, Person, Territory
from socplan.report.blocks import Block, Items, Paragraph, ParagraphRole, Section
from socplan.report.cells import (
    constituency_name,
    contact_of,
    known,
    lines,
    seat_name,
    seats_name,
    sent_by,
    sitting_term,
)
from socplan.report.columns import Col, listing
from socplan.report.kinds.organisation.scene import TEAMS, OrganisationScene
from socplan.report.tables import NA, ColumnKind, Figure, FigureKind, RowRole, Table

#: So many bodies without known members are named; of more there is the number.
_NAMED: Final = 3


def chart_blocks(scene: OrganisationScene) -> Iterator[Block | None]:
    """The organisation chart, and the bodies of which nobody knows whether they exist."""
    words = scene.words
    unsure = [scene.group_name(group.id) or "" for group in scene.undocumented]
    if not scene.bodies:
        if unsure:
            yield Paragraph(words.text("organisation.undocumented", groups=words.listed(unsure)), ParagraphRole.NOTE)
        return
    # „Působí od února 2023“: what has ended on a known day, or has only an end, is no sentence.
    periods = [period for _, group, _ in scene.bodies if (period := known(group.validity))]
    is_open = all(period.start and not period.end for period in periods)
    existence = words.text("organisation.active" if is_open else "column.existence")
    uncertain = [scene.title(body) or "" for body, group, _ in scene.bodies if group.uncertain]
    chart = listing(
        scene,
        "chart",
        scene.bodies,
        Col("body", lambda row: scene.title(row[0])),
        Col("kind", lambda row: words.text(f"group_kind.{row[1].kind.value}")),
        Col("organisation", lambda row: scene.name_of(Organisation, row[1].organisation) or NA),
        Col("existence", lambda row: known(row[1].validity), ColumnKind.DATE, head=existence),
        title=words.text("organisation.chart_title"),
        notes=(
            words.text("organisation.uncertain_note", n=len(uncertain), bodies=words.listed(uncertain))
            if uncertain
            else None,
            words.text("organisation.unplaced_note") if _has_unplaced(scene) else None,
        ),
        row_key=lambda row: row[0].group,
        role=lambda row: RowRole.UNCERTAIN if row[1].uncertain else RowRole.BODY,
        above=lambda row: row[0].parent,
    )
    if chart and any(row.above for row in chart.rows):
        alt = words.text("organisation.chart_alt", bodies="; ".join(_spoken(scene)))
        yield Figure(key="chart", kind=FigureKind.TREE, alt=alt, table=chart)
    elif chart:
        # Boxes without a line between them are the list that the table is; no place in the structure is known.
        yield attrs.evolve(chart, title=words.text("organisation.bodies_title"))
    if unsure:
        yield Paragraph(words.text("organisation.undocumented", groups=words.listed(unsure)), ParagraphRole.NOTE)


def _has_unplaced(scene: OrganisationScene) -> bool:
    """Whether the first level of a chart has several bodies: that all of them have nobody above them is not known."""
    placed = sum(body.parent is not None for body, _, _ in scene.bodies)
    return 0 < placed < len(scene.bodies) - 1


def mandate_blocks(scene: OrganisationScene) -> Iterator[Block | None]:
    """Mandates, abbreviations, and organisations without a team."""
    if not scene.bodies:
        return
    yield listing(
        scene,
        "mandates",
        [body for body, _, _ in scene.bodies if body.mandate],
        Col("body", scene.title),
        Col("mandate", lambda body: body.mandate),
        title=scene.words.text("organisation.mandates_title"),
        row_key=lambda body: body.group,
    )
    yield _legend(scene)
    yield from _teams(scene)


def _spoken(scene: OrganisationScene) -> Iterator[str]:
    """The tree in words, for readers who cannot see it."""
    for body, _, _ in scene.bodies:
        below = scene.title(scene.structure.body(body.parent)) if body.parent else None
        title = scene.title(body) or ""
        yield scene.words.text("organisation.below", body=title, parent=below) if below else title


def _legend(scene: OrganisationScene) -> Table | None:
    """The abbreviations with their bodies."""
    pairs = [(short, body.name, body.group) for body, _, _ in scene.bodies for short in body.abbreviations]
    pairs.sort(key=lambda pair: tuple(map(czech_sort.key, pair)))
    return listing(
        scene,
        "legend",
        pairs,
        Col("abbreviation", lambda row: row[0], ColumnKind.CODE),
        Col("body", lambda row: row[1]),
        title=scene.words.text("organisation.legend_title"),
        row_key=lambda row: f"{row[2]}-{row[0]}",
    )


def _teams(scene: OrganisationScene) -> Iterator[Block | None]:
    """Organisations without the kind of team that they have to have."""
    for kind in TEAMS:
        without = calc.organisations_without_team(scene.dossier, kind, scene.day)
        name = scene.words.text(f"group_kind.{kind.value}")
        if without:
            yield Paragraph(scene.words.text("organisation.without_team", kind=name))
            yield Items(tuple(organisation.name for organisation in without))


def roster_blocks(scene: OrganisationScene) -> Iterator[Block | None]:
    """The members of each body; bodies of which only functions are known share a table."""
    silent, counted = [], []
    short: list[tuple[calc.Body, Table]] = []
    told: list[Section] = []
    for body, _, _ in scene.bodies:
        members = calc.members_at(scene.dossier, body.group, scene.day)
        title = scene.title(body) or ""
        roster = _roster(scene, body, members)
        if body.composition:
            text = Paragraph(body.composition)
            told.append(Section(key=f"roster_{body.group}", title=title, blocks=(text, roster) if roster else (text,)))
        elif members and all(_is_bare(member) and member.constituency for member in members):
            counted.append(title)
        elif roster and len(roster.columns) > 1:
            told.append(Section(key=f"roster_{body.group}", title=title, blocks=(roster,)))
        elif roster:
            short.append((body, roster))
        else:
            silent.append(title)
    yield listing(
        scene,
        "functions",
        short,
        Col("body", lambda row: scene.title(row[0])),
        Col("function", lambda row: lines(*(str(each.cells[0]) for each in row[1].rows))),
        title=scene.words.text("organisation.functions_title"),
        row_key=lambda row: row[0].group,
    )
    yield from told
    if (told or short) and scene.context.leaves_names:
        yield Paragraph(scene.words.text("plan.no_names"), ParagraphRole.NOTE)
    if counted:
        key = "counted" if len(counted) <= _NAMED else "counted_many"
        yield Paragraph(scene.words.text(f"organisation.{key}", groups=scene.words.listed(counted), n=len(counted)))
    if silent:
        # All of them stand in the chart: of many, those that are not named here are meant.
        key = (
            "all_silent" if len(silent) == len(scene.bodies) else "silent" if len(silent) <= _NAMED else "others_silent"
        )
        note = scene.words.text(f"organisation.{key}", groups=scene.words.listed(silent), n=len(silent))
        yield Paragraph(note, ParagraphRole.NOTE)


def _is_bare(member: Member) -> bool:
    """Whether only the constituency of a member is known; the balance already shows it."""
    bare = Member(
        id=member.id,
        group=member.group,
        constituency=member.constituency,
        uncounted=member.uncounted,
        order=member.order,
    )
    return member == bare


def _roster(scene: OrganisationScene, body: calc.Body, members: Iterable[Member]) -> Table | None:
    words, internal = scene.words, scene.context.internal

    def person(member: Member) -> Person | None:
        return scene.dossier.get(Person, member.person)

    names: tuple[Col[Member], ...] = (
        Col("person", lambda member: somebody.name if (somebody := person(member)) else None),
        Col("contact", lambda member: contact_of(person(member))),
    )
    cols: tuple[Col[Member], ...] = (
        Col("function", lambda member: seat_name(member, words)),
        Col("organisation", sent_by, head=words.text("organisation.organisation_or_sector")),
        Col("constituency", lambda member: constituency_name(member.constituency, words)),
        Col("territory", lambda member: scene.name_of(Territory, member.territory)),
        Col("term", sitting_term, ColumnKind.DATE),
        *(names if internal else ()),
    )
    # Equal seats are one row, which says how many there are.
    equal = grouped(members, lambda member: (member.uncounted, *(col.cell(member) for col in cols)))
    seats = {rows[0]: rows for rows in equal.values()}

    return listing(
        scene,
        f"roster_{body.group}",
        seats,
        Col("function", lambda member: seats_name(seats[member], words)),
        *cols[1:],
        title=words.text("organisation.roster_title", body=scene.title(body)),
    )


def joining(scene: OrganisationScene) -> Table | None:
    """The contacts of groups."""
    return listing(
        scene,
        "joining",
        [(body, group) for body, group, _ in scene.bodies if group.contact],
        Col("group", lambda row: scene.title(row[0]), head=scene.words.text("column.body")),
        Col("turn_to", lambda row: row[1].contact),
        title=scene.words.text("organisation.joining_title"),
        row_key=lambda row: row[0].group,
    )
