"""What the plan takes from reports of other kinds: of each what it says first, and a picture or a table."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Final

from attrs import evolve, frozen

from socplan.calculations import Bucket
from socplan.model import Dossier, WorkingGroup
from socplan.report.amended import amendment_name, amendments_in_force
from socplan.report.blocks import Block, Paragraph, ParagraphRole, Report, Section, blocks_of
from socplan.report.kind import BuildContext
from socplan.report.kinds import (
    activities,
    alignment,
    amendment,
    catalogue,
    comment_book,
    funding,
    monitoring,
    needs,
    organisation,
    process,
)
from socplan.report.kinds.plan.scene import KIND, PlanScene
from socplan.report.kinds.process.timetable import drawn_alone
from socplan.report.others import drawn_in, lead_of, report_of
from socplan.report.scene import section
from socplan.report.tables import NA, Figure, FigureKind, Table

#: The first word of most names of amendments.
_ADDENDUM: Final = "dodatek"
#: What stands in the chapters of groups that have one.
_BY_GROUP: Final = frozenset({"needs", "swot"})
#: Whole reports of these kinds remain documents of their own.
_MODULES: Final = (needs, catalogue, funding, alignment, organisation, process, activities, comment_book, monitoring)


@frozen(kw_only=True)
class _Source:
    """Where a section of the plan comes from."""

    #: The report kind.
    kind: str
    #: The keys of tables and figures of which the first one that it has is taken; without any there is no section.
    first_of: tuple[str, ...] = ()
    #: The keys of further ones.
    more: tuple[str, ...] = ()
    #: The keys of tables that let what it says first stand without any of these.
    or_with: tuple[str, ...] = ()
    #: The keys of its facts that the plan does not state.
    facts: tuple[str, ...] = ()
    #: The part of it that is taken whole, without what the report says first.
    part: str | None = None
    #: Whether the paragraph after what it says first is taken too.
    second: bool = False


_SOURCES: Final[Mapping[str, _Source]] = {
    "needs": _Source(kind="needs", first_of=("needs",), second=True),
    "swot": _Source(kind="needs", part="swot"),
    "services": _Source(kind="catalogue", first_of=("kinds",)),
    "money": _Source(kind="funding", first_of=("years",)),
    "plans": _Source(kind="alignment", first_of=("hierarchy",)),
    "bodies": _Source(kind="organisation", first_of=("chart",), more=("mandates",)),
    "process": _Source(kind="process", first_of=("timetable",), second=True),
    "activities": _Source(kind="activities", first_of=("kinds",), or_with=("events",)),
    "comments": _Source(kind="comment-book", first_of=("by_author_kind", "turnout"), facts=("window",)),
    "fulfilment": _Source(kind="monitoring", first_of=("statuses",)),
}


def other_reports(dossier: Dossier, context: BuildContext) -> dict[str, Report]:
    """The reports of other kinds that have something to say, by kind."""
    kinds = [kind for module in _MODULES for kind in module.register_reports()]
    made = ((kind.name, report_of(kind, dossier, context)) for kind in kinds)
    return {name: report for name, report in made if report is not None}


def taken(scene: PlanScene, *keys: str) -> Iterator[Section]:
    """The sections under some keys, of which there is something to say."""
    for key in keys:
        source = _SOURCES[key]
        report = scene.others.get(source.kind)
        if report is None:
            continue
        blocks = tuple(_short(report, key, source))
        if blocks and (facts := [fact for fact in report.facts if fact.key in source.facts]):
            told = (Paragraph(f"{fact.label}: {scene.words.show(fact.value)}") for fact in facts)
            blocks = (blocks[0], *told, *blocks[1:])
        if key == "process" and not blocks and scene.dossier.tasks:
            # Tasks without a time have no drawing; that there are some is still told.
            blocks = (Paragraph(lead_of(report)),)
        if source.part is not None:
            part = report.part(source.part)
            blocks = part.blocks if part else ()
        if key in _BY_GROUP:
            blocks = tuple(_of_no_chapter(scene, key, blocks))
        if blocks:
            yield section(scene.words, KIND, key, *blocks)


def taken_of_group(scene: PlanScene, group: WorkingGroup) -> Iterator[Section]:
    """The needs and the SWOT field of a group, for its chapter."""
    report = scene.others.get("needs")
    if report is None:
        return
    needs = drawn_in(report, "needs", f"needs_{group.id}")
    if isinstance(needs, Table) and (table := _needs_of(scene, needs, {group.id})):
        table = evolve(table, title=scene.words.text("plan.needs_of", group=scene.subject_name(group)), notes=())
        yield section(scene.words, KIND, "needs", table)
    swot = next((part for part in _swots(report) if part.key == f"swot_{group.id}"), None)
    if swot is not None:
        yield section(scene.words, KIND, "swot", *swot.blocks)


def _of_no_chapter(scene: PlanScene, key: str, blocks: Iterable[Block]) -> Iterator[Block]:
    """What is left of needs and SWOT fields beside those that stand in the chapters of groups."""
    chapters = {item.key for item in scene.owned if not isinstance(item.owner, Bucket)}
    others = {group.id for group in scene.dossier.groups} - chapters
    for block in blocks:
        if isinstance(block, Table):
            left = _needs_of(scene, block, {*others, None})
            if left is None or len(left.rows) < len(block.rows):
                yield Paragraph(scene.words.text("plan.needs_by_group"), ParagraphRole.NOTE)
            if left is None:
                yield from (Paragraph(note, ParagraphRole.NOTE) for note in block.notes)
            else:
                yield left
        elif not isinstance(block, Section) or block.key not in {f"{key}_{group}" for group in chapters}:
            yield block


def _swots(report: Report) -> Iterator[Section]:
    part = report.part("swot")
    return (block for block in part.blocks if isinstance(block, Section)) if part else iter(())


def _needs_of(scene: PlanScene, table: Table, groups: Collection[str | None]) -> Table | None:
    """The rows of needs of some groups, without columns of which none of these knows anything."""
    of = {need.id: need.group for need in scene.dossier.needs}
    rows = [row for row in table.rows if of.get(row.key or "") in groups]
    if not rows:
        return None
    one = len(groups) == 1
    kept = [
        place
        for place, column in enumerate(table.columns)
        if any(row.cells[place] not in {None, NA} for row in rows) and not (one and column.key == "group")
    ]
    return evolve(
        table,
        columns=tuple(table.columns[place] for place in kept),
        rows=tuple(evolve(row, cells=tuple(row.cells[place] for place in kept)) for row in rows),
    )


def _short(report: Report, key: str, source: _Source) -> Iterator[Block]:
    """What a report says first, and its picture or table; nothing where it has none."""
    drawn = [block for name in source.first_of if (block := _drawn(report, key, name))]
    if drawn or any(drawn_in(report, name, name) for name in source.or_with):
        yield Paragraph(lead_of(report))
        if source.second:
            said = [block for block in report.parts[0].blocks if isinstance(block, Paragraph)]
            yield from (block for block in said[1:2] if block.role is ParagraphRole.TEXT)
    if not drawn:
        return
    match drawn[0]:
        case Figure(kind=FigureKind.TIMELINE) as timetable:
            # The document on the process has the dates of tasks.
            yield drawn_alone(timetable)
        case block:
            yield block
    yield from (block for name in source.more if (block := _drawn(report, key, name)))


def _drawn(report: Report, key: str, name: str) -> Table | Figure | None:
    return drawn_in(report, name, name if name == key else f"{key}_{name}")


def members_by_constituency(scene: PlanScene) -> Iterator[Block]:
    """How many members of each body speak for whom; where their number is not known, whether anybody does."""
    if report := scene.others.get("organisation"):
        yield from (block for name in ("balance", "represented") if (block := _drawn(report, "members", name)))


def functions_of_members(scene: PlanScene) -> Table | None:
    """The functions in each body, where nothing else is known of any member; ``None`` where more is known of one."""
    report = scene.others.get("organisation")
    more = report is None or any(key.startswith("roster_") for key in _keys_of(report))
    functions = None if report is None or more else drawn_in(report, "functions", "members")
    return functions if isinstance(functions, Table) else None


def _keys_of(report: Report) -> Iterator[str]:
    return (block.key for part in report.parts for block in blocks_of(part) if isinstance(block, (Table, Section)))


def amendments(scene: PlanScene) -> Iterator[Section]:
    """The amendments in force: what each changes, why, and who approved it."""
    (kind,) = amendment.register_reports()
    for each in amendments_in_force(scene.given):
        if report := report_of(kind, scene.given, scene.context, {"amendment": each.id}):
            key = f"amendment_{each.id}"
            reasons, approval = report.part("reasons"), drawn_in(report, "approval", f"{key}_approval")
            why = evolve(reasons, key=f"{key}_reasons") if reasons else None
            blocks: tuple[Block | None, ...] = (Paragraph(lead_of(report)), approval, why)
            yield Section(key=key, title=report.title, blocks=tuple(block for block in blocks if block))


def amended_wording(scene: PlanScene) -> str | None:
    """Which wording of the plan the document has, where amendments are in force."""
    in_force = amendments_in_force(scene.given)
    if not in_force:
        return None
    last = amendment_name(in_force[-1])
    noun, _, rest = last.partition(" ")
    # „po Dodatku č. 1“: only of this word the case is safe.
    key = "plan.wording_addendum" if noun.casefold() == _ADDENDUM and rest else "plan.wording"
    return scene.words.text(key, amendment=last, number=rest)
