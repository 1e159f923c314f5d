"""What the plan takes from reports of other kinds: of each what it says first, and a picture or a table."""

from collections.abc import Iterator, Mapping
from typing import Final

from attrs import evolve, frozen

from socplan.model import Dossier
from socplan.report.amended import amendment_name, amendments_in_force
from socplan.report.blocks import Block, Paragraph, Report, Section
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
from socplan.report.others import drawn_in, lead_of, report_of
from socplan.report.scene import section
from socplan.report.tables import Figure, FigureKind, RowRole, Table

#: The first word of most names of amendments.
_ADDENDUM: Final = "dodatek"
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
    #: With fewer rows than this a table would say what the sentence has said.
    fewest: int = 1
    #: The part of it that is taken whole, without what the report says first.
    part: str | None = None


_SOURCES: Final[Mapping[str, _Source]] = {
    "needs": _Source(kind="needs", first_of=("needs",)),
    "swot": _Source(kind="needs", part="swot"),
    "services": _Source(kind="catalogue", first_of=("kinds",)),
    "money": _Source(kind="funding", first_of=("years",)),
    "plans": _Source(kind="alignment", first_of=("hierarchy",)),
    "bodies": _Source(kind="organisation", first_of=("chart",), more=("mandates",)),
    "process": _Source(kind="process", first_of=("timetable",)),
    "activities": _Source(kind="activities", first_of=("kinds",), fewest=2),
    "comments": _Source(kind="comment-book", first_of=("by_author_kind", "turnout")),
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
        if source.part is not None:
            part = report.part(source.part)
            blocks = part.blocks if part else ()
        if blocks:
            yield section(scene.words, KIND, key, *blocks)


def _short(report: Report, key: str, source: _Source) -> Iterator[Block]:
    """What a report says first, and its picture or table; nothing where it has none."""
    drawn = [block for name in source.first_of if (block := _drawn(report, key, name))]
    if not drawn:
        return
    yield Paragraph(lead_of(report))
    table = drawn[0].table if isinstance(drawn[0], Figure) else drawn[0]
    if sum(row.role is RowRole.BODY for row in table.rows) >= source.fewest:
        yield drawn[0]
    yield from (block for name in source.more if (block := _drawn(report, key, name)))


def _drawn(report: Report, key: str, name: str) -> Table | Figure | None:
    block = drawn_in(report, name, name if name == key else f"{key}_{name}")
    if isinstance(block, Figure) and block.kind is FigureKind.TREE and not any(row.above for row in block.table.rows):
        # Boxes side by side, of which none is below another, show no more than their names.
        return block.table
    return block


def members_by_constituency(scene: PlanScene) -> Iterator[Block]:
    """How many members of each body speak for whom; where their number is not known, whether anybody does."""
    if report := scene.others.get("organisation"):
        yield from (block for name in ("balance", "represented") if (block := _drawn(report, "members", name)))


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
