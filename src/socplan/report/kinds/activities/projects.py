"""Projects: the card of each, and what its key activities promised and delivered."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from socplan import calculations as calc
from socplan.model import (
    Deliverable,
    Delivery,
    Event,
    KeyActivity,
    Organisation,
    Participation,
    Project,
    Publication,
    Territory,
)
from socplan.report.blocks import Block, Items, Paragraph, ParagraphRole, Section
from socplan.report.cells import known, lines, numbered, rounded, share
from socplan.report.columns import Col, listing
from socplan.report.kinds.activities.scene import KIND, ActivityScene, event_time, is_ahead, is_out, issue_time
from socplan.report.markdown import rich_blocks
from socplan.report.parts import nested
from socplan.report.scene import section
from socplan.report.tables import NA, Cell, ColumnKind, Table
from socplan.report.units import amount, unit_name

_Promise = tuple[Project, KeyActivity, calc.Delivered]

#: The kind of an area that is a region, as dossiers write it.
_REGION: Final = "kraj"


def project_section(scene: ActivityScene, project: Project) -> Section:
    """The card of a project, its participants, and its key activities."""
    words, dossier = scene.words, scene.dossier
    blocks: list[Block | None] = [_card(scene, project)]
    # Of a running project it stands at the foot of the pages.
    if project.publicity and not (project.period.start and project.period.holds(scene.day)):
        blocks.append(Paragraph(words.text("activities.publicity", text=project.publicity), ParagraphRole.NOTE))
    blocks += _participation(scene, project)
    activities = calc.activities_of(dossier, project)
    silent = _silent(scene, activities)
    told = [node for node in activities if node[0] not in silent]
    blocks += nested(told, lambda node: node[1], lambda node, parts: _activity(scene, node[0], parts))
    if silent:
        names = "; ".join(numbered(activity.code, activity.name) for activity in silent)
        blocks.append(Paragraph(words.text("activities.no_details", names=names), ParagraphRole.NOTE))
    known = tuple(block for block in blocks if block)
    nothing = (Paragraph(words.text("activities.no_project_detail"), ParagraphRole.NOTE),)
    return Section(key=f"project_{project.id}", title=_project_name(project), blocks=known or nothing)


def _project_name(project: Project) -> str:
    return f"{project.code} – {project.name}" if project.code else project.name


def _card(scene: ActivityScene, project: Project) -> Table | None:
    """The known facts of a project, one in each row (karta projektu)."""
    words, dossier = scene.words, scene.dossier
    before = dossier.get(Project, project.predecessor)
    after = [_project_name(other) for other in dossier.having(Project, "predecessor", project.id)]
    facts: tuple[tuple[str, Cell], ...] = (
        ("funder", project.funder),
        ("programme", project.programme),
        ("administrator", project.administrator),
        ("period", known(project.period)),
        ("months", project.period.months),
        ("settled", project.settled),
        ("cost", project.cost),
        ("focus", project.focus),
        ("target_groups", project.target_groups),
        ("management", project.management),
        ("predecessor", _project_name(before) if before else None),
        ("successor", words.listed(after) if after else None),
        ("organisations", project.organisations),
    )
    return listing(
        scene,
        f"project_{project.id}",
        [(key, value) for key, value in facts if value is not None],
        Col("fact", lambda fact: words.text(f"project.{fact[0]}")),
        Col("value", lambda fact: fact[1]),
        title=words.text("activities.card_title"),
        row_key=lambda fact: fact[0],
        captioned=False,
    )


def _participation(scene: ActivityScene, project: Project) -> Iterator[Block | None]:
    words, dossier = scene.words, scene.dossier
    listed = (part.organisation for part in dossier.having(Participation, "project", project.id))
    named = [dossier.get(Organisation, organisation) for organisation in listed]
    yield listing(
        scene,
        f"organisations_{project.id}",
        calc.in_order(organisation for organisation in named if organisation),
        Col("organisation", lambda organisation: organisation.name),
        Col("founder", lambda organisation: organisation.founder),
        Col("territory", lambda organisation: scene.name_of(Territory, organisation.territory)),
        title=words.text("activities.organisations_title"),
    )
    areas = calc.coverage(dossier, project)
    # Areas of several levels are not compared: none of them is missing, and they are not all there are.
    if len({area.parent for area in areas.covered}) == 1:
        missing = words.listed(area.name for area in areas.missing) if areas.missing else None
        regions = all(area.kind == _REGION for area in (*areas.covered, *areas.missing))
        if regions:
            key = "activities.covered_regions_but" if missing else "activities.covered_regions"
        else:
            key = "activities.covered_but" if missing else "activities.covered"
        yield Paragraph(words.text(key, n=len(areas.covered), total=areas.total, missing=missing))


def _ledger(scene: ActivityScene, activity: KeyActivity) -> Table | None:
    """The deliveries, the oldest first."""
    promised = {row.deliverable.id: row.deliverable for row in calc.delivered_all(scene.dossier, activity, scene.day)}
    deliveries = calc.in_order(
        delivery for name in promised for delivery in scene.dossier.having(Delivery, "deliverable", name)
    )
    rows = [
        (delivery, promised[delivery.deliverable])
        for delivery in deliveries
        if not (scene.day and delivery.date and delivery.date.first_day > scene.day)
    ]
    return listing(
        scene,
        f"ledger_{activity.id}",
        sorted(rows, key=lambda row: row[0].date.first_day if row[0].date else date.max),
        Col("date", lambda row: row[0].date, ColumnKind.DATE),
        Col("deliverable", lambda row: row[1].title),
        Col("quantity", lambda row: row[0].quantity, ColumnKind.NUMBER),
        Col("unit", lambda row: unit_name(scene.words, row[1].unit)),
        Col("supplier", lambda row: row[0].supplier),
        Col("note", lambda row: row[0].note),
        title=scene.words.text("activities.ledger_title"),
        row_key=lambda row: row[0].id,
    )


def _silent(scene: ActivityScene, activities: Sequence[tuple[KeyActivity, int]]) -> list[KeyActivity]:
    """The activities without parts of which only the name is known, where they are several: that is told once."""
    depths = [depth for _, depth in activities]
    silent = [
        activity
        for (activity, depth), next_depth in zip(activities, [*depths[1:], 0], strict=False)
        if next_depth <= depth and not any(_details(scene, activity)) and not _deliverables(scene, activity)
    ]
    return silent if len(silent) > 1 else []


def _deliverables(scene: ActivityScene, activity: KeyActivity) -> list[Deliverable]:
    return [row.deliverable for row in calc.delivered_all(scene.dossier, activity, scene.day)]


def _activity(scene: ActivityScene, activity: KeyActivity, parts: tuple[Section, ...]) -> Section:
    blocks = [*_details(scene, activity), *parts]
    if not any(blocks):
        key = "activities.only_promised" if _deliverables(scene, activity) else "activities.no_detail"
        blocks.append(Paragraph(scene.words.text(key, part=_promised_title(scene)), ParagraphRole.NOTE))
    title = numbered(activity.code, activity.name)
    return Section(key=f"activity_{activity.id}", title=title, blocks=tuple(block for block in blocks if block))


def _details(scene: ActivityScene, activity: KeyActivity) -> list[Block | None]:
    """What is known of a key activity beside what it promised."""
    words = scene.words
    blocks: list[Block | None] = [*rich_blocks(activity.text)]
    if known(activity.period):
        blocks.append(Paragraph(words.text("activities.running", period=activity.period)))
    if activity.supplier:
        key = "activities.supplied_by_contract" if activity.contract else "activities.supplied"
        blocks.append(Paragraph(words.text(key, supplier=activity.supplier, contract=activity.contract)))
    deliverables = _deliverables(scene, activity)
    blocks += _sums(scene, deliverables)
    blocks += _averages(scene, deliverables)
    blocks.append(_ledger(scene, activity))
    if activity.id in scene.events_by_activity:
        blocks.append(Paragraph(words.text("activities.events_of")))
        blocks.append(Items(tuple(_event_line(scene, event) for event in scene.events_by_activity[activity.id])))
    blocks += _publications(scene, activity)
    return blocks


def _promises(scene: ActivityScene) -> list[_Promise]:
    return [
        (project, activity, delivered)
        for project in calc.in_order(scene.dossier.projects)
        for activity, _ in calc.activities_of(scene.dossier, project)
        for delivered in calc.delivered_all(scene.dossier, activity, scene.day)
    ]


def _is_delivered(scene: ActivityScene) -> bool:
    """Whether it is known of anything that it was delivered."""
    return any(row.quantity is not None for _, _, row in _promises(scene))


def _promised_title(scene: ActivityScene) -> str:
    """The heading of what was planned; it speaks of deliveries only where one is known."""
    return scene.words.text("activities.promised" if _is_delivered(scene) else "activities.planned_title")


def promised_section(scene: ActivityScene) -> Section:
    """What all projects planned, and what of it was delivered."""
    blocks = tuple(block for block in (_promised(scene),) if block)
    # Without anything planned the part says that no data are there.
    if not blocks:
        return section(scene.words, KIND, "promised")
    silent = Paragraph(scene.words.text("activities.none_delivered"), ParagraphRole.NOTE)
    notes = () if _is_delivered(scene) else (silent,)
    return Section(key="promised", title=_promised_title(scene), blocks=(*blocks, *notes))


def _promised(scene: ActivityScene) -> Table | None:
    words, number, rows = scene.words, ColumnKind.NUMBER, _promises(scene)
    is_delivered = _is_delivered(scene)
    project: Col[_Promise] = Col("project", lambda row: row[0].code or row[0].name)
    return listing(
        scene,
        "deliverables",
        rows,
        *((project,) if len({row[0].id for row in rows}) > 1 else ()),
        # The names of numbered activities stand at their sections.
        Col("activity", lambda row: row[1].code or row[1].name),
        Col("deliverable", lambda row: lines(row[2].deliverable.title, scene.group_name(row[2].deliverable.group))),
        Col("unit", lambda row: unit_name(scene.words, row[2].deliverable.unit)),
        Col("planned", lambda row: row[2].least, number),
        Col("planned_most", lambda row: _most(row[2].deliverable), number),
        Col("delivered", lambda row: row[2].quantity, number),
        Col("remaining", lambda row: row[2].remaining, number),
        Col("share", lambda row: share(row[2].share), ColumnKind.PERCENT),
        title=words.text("activities.deliverables_title" if is_delivered else "activities.planned_title"),
        notes=(words.text("activities.share_note") if any(row.share is not None for _, _, row in rows) else None,),
        row_key=lambda row: row[2].deliverable.id,
        captioned=is_delivered,
    )


def _most(deliverable: Deliverable) -> Cell:
    return NA if deliverable.planned_most is None else deliverable.planned_most


def _sums(scene: ActivityScene, promised: Sequence[Deliverable]) -> Iterator[Paragraph]:
    """The totals of deliverables with the same unit: 300 h and 230 h are 530 h."""
    words = scene.words
    for total in calc.planned_totals(promised):
        least, most = total.least.known, total.most.known
        # Of a single one the table gives the quantity.
        if total.most.parts - total.most.unknown > 1 and most:
            key = "activities.sum" if least == most else "activities.sum_range"
            text = words.text(key, least=least, most=amount(words, most, total.unit))
            if total.least.unknown:
                text += " " + words.text("activities.sum_unknown", n=total.least.unknown)
            yield Paragraph(text)


def _averages(scene: ActivityScene, promised: Sequence[Deliverable]) -> Iterator[Paragraph]:
    """Averages of a deliverable over another: 80 h in 5 blocks are 16 h a block."""
    for deliverable in promised:
        mean = calc.average(scene.dossier, deliverable)
        over = scene.dossier.get(Deliverable, deliverable.per)
        if mean is not None and over is not None:
            value = rounded(mean)
            shown = value.to_integral() if value == value.to_integral() else value
            text = scene.words.text(
                "activities.average",
                title=deliverable.title,
                value=amount(scene.words, shown, deliverable.unit),
                over=over.title,
                each=unit_name(scene.words, over.unit),
            )
            yield Paragraph(text)


def _publications(scene: ActivityScene, activity: KeyActivity) -> Iterator[Block]:
    """The publications of a key activity: those that came out, counted by kind, then the others."""
    words = scene.words
    listed = scene.dossier.having(Publication, "activity", activity.id)
    out = [publication for publication in listed if is_out(publication, scene.day)]
    if out:
        kinds = [publication.kind for publication in out]
        counts = [words.text(f"activities.count_of.{kind.value}", n=kinds.count(kind)) for kind in dict.fromkeys(kinds)]
        yield Paragraph(words.text("activities.printed", counts=", ".join(counts)))
        yield Items(tuple(_publication_line(scene, publication) for publication in out))
    # „Articles in newspapers“ may be many: only what came out is counted.
    others = {
        "not_issued": [publication for publication in listed if is_out(publication, scene.day) is False],
        "ahead": [publication for publication in listed if is_ahead(publication, scene.day)],
        "unknown": [
            publication
            for publication in listed
            if is_out(publication, scene.day) is None and not is_ahead(publication, scene.day)
        ],
    }
    for key, some in others.items():
        if some:
            yield Paragraph(words.text(f"activities.publications_of.{key}", n=len(some)))
            yield Items(tuple(_publication_line(scene, publication) for publication in some))


def _publication_line(scene: ActivityScene, publication: Publication) -> str:
    """A publication in a line: its title, edition, area and time."""
    when = issue_time(scene, publication)
    territory = scene.name_of(Territory, publication.territory)
    parts = (publication.title, publication.edition, territory, scene.words.show(when) if when else None)
    return ", ".join(part for part in parts if part)


def _event_line(scene: ActivityScene, event: Event) -> str:
    """An event in a line: its title, group and time."""
    when = event_time(scene, event)
    group = scene.group_name(event.group)
    parts = (event.title, group, scene.words.show(when) if when else None)
    return ", ".join(part for part in parts if part)
