"""A page for the council (souhrn): what every kind of report says first, of those that have something to say."""

from collections.abc import Iterable, Iterator
from types import ModuleType
from typing import Final

from attrs import evolve

from socplan import calculations as calc
from socplan.errors import OptionError
from socplan.hookspecs import hookimpl
from socplan.labels import Wording
from socplan.model import Dossier, Resolution, WorkingGroup
from socplan.report.approval import plan_facts
from socplan.report.blocks import Block, Items, Paragraph, Report, blocks_of
from socplan.report.findings import all_findings
from socplan.report.kind import BuildContext, Option, ReportKind
from socplan.report.kinds import (
    action_plan,
    activities,
    alignment,
    amendment,
    comment_book,
    funding,
    monitoring,
    needs,
    organisation,
    plan,
    process,
)
from socplan.report.others import lead_of, report_of
from socplan.report.scene import assembled, section
from socplan.report.tables import Figure, FigureKind, RowRole
from socplan.report.texts import Mark, MarkKind, RichText

_KIND: Final = "summary"
_FACTS: Final = frozenset({"authority", "period", "approved_by", "approved", "approval"})
#: What a council asks, in this order: what was planned, how it goes, what it costs, what people say, what comes next.
_MODULES: Final = (plan, monitoring, action_plan, amendment, funding, needs, comment_book, alignment, process)
#: Who plans, and how people took part: told where the page has room, because the rest has little to say.
_FURTHER: Final = (organisation, activities)
_ROOM: Final = 6


def build(dossier: Dossier, context: BuildContext, *, year: int | None) -> Report:
    """Build the page.

    Raises:
        OptionError: no report is on the year.
    """
    reports = tuple(_reports(dossier, context, year))
    if year is not None and not any(_takes_year(kind) for kind, _ in reports):
        raise OptionError(_KIND, "year", f"no report is on {year}", ("year",))
    return assembled(
        _KIND,
        context,
        title=context.words.text("summary.title"),
        subtitle=dossier.plan.title,
        facts=tuple(fact for fact in plan_facts(dossier, context.words) if fact.key in _FACTS),
        parts=(
            section(context.words, _KIND, "decisions", _to_decide(dossier, context.words)),
            section(context.words, _KIND, "reports", *(tuple(_told(reports, context)) or (_nothing(context),))),
            all_findings(context),
        ),
    )


def _reports(dossier: Dossier, context: BuildContext, year: int | None) -> Iterator[tuple[ReportKind, Report]]:
    """The reports that say more than that nothing is known."""

    def saying(modules: Iterable[ModuleType]) -> Iterator[tuple[ReportKind, Report]]:
        for module in modules:
            (kind,) = module.register_reports()
            if report := report_of(kind, dossier, context, {"year": year} if _takes_year(kind) else None):
                yield kind, report

    reports = tuple(saying(_MODULES))
    yield from reports
    if len(reports) < _ROOM:
        yield from saying(_FURTHER)


def _takes_year(kind: ReportKind) -> bool:
    return any(option.name == "year" for option in kind.options)


def _said(kind: ReportKind, report: Report, context: BuildContext) -> Paragraph:
    """What a report says first, after its name in strong letters."""
    lead = lead_of(report)
    name = f"{context.words.text(kind.label)}: "
    marks = lead.marks if isinstance(lead, RichText) else ()
    moved = (evolve(mark, start=mark.start + len(name), end=mark.end + len(name)) for mark in marks)
    return Paragraph(RichText(name + lead, (Mark(0, len(name) - 1, MarkKind.STRONG), *moved)))


def _told(reports: tuple[tuple[ReportKind, Report], ...], context: BuildContext) -> Iterator[Block]:
    """What each report says first; the picture stands below what it shows."""
    for kind, report in reports:
        yield _said(kind, report, context)
        if kind.name == "monitoring" and (picture := _picture(report, context.words)):
            yield picture


def _to_decide(dossier: Dossier, words: Wording) -> Items | None:
    """What bodies were asked to decide, in the words of the drafts, as far as no decision is recorded."""
    day = calc.known_day(dossier)
    open_ = [
        resolution
        for resolution in calc.resolutions_in_order(dossier)
        if calc.resolution_state(resolution, day) is calc.ResolutionState.OPEN
    ]
    return Items(tuple(_draft(dossier, words, resolution) for resolution in open_)) if open_ else None


def _draft(dossier: Dossier, words: Wording, resolution: Resolution) -> str:
    """A draft with who is to decide on it, and since when it is there."""
    body = dossier.get(WorkingGroup, resolution.body)
    submitted = words.text("summary.submitted", day=resolution.submitted) if resolution.submitted else None
    who = ", ".join(filter(None, (body.name if body else None, submitted)))
    return f"{who}: {resolution.text}" if who else resolution.text


def _nothing(context: BuildContext) -> Paragraph:
    return Paragraph(context.words.text("summary.nothing"))


def _picture(report: Report, words: Wording) -> Figure | None:
    """Fulfilment as one bar, if measures are watched: the sum of a picture by goal or group."""
    shares = [
        block
        for part in report.parts
        for block in blocks_of(part)
        if isinstance(block, Figure) and block.kind is FigureKind.SHARES
    ]
    # A round need not say which time it is about.
    when = next((words.show(fact.value) for fact in report.facts if fact.key == "round"), None)
    # A bar without its table has the rate beside its name.
    for block in sorted(shares, key=lambda figure: not figure.alone):
        if sums := [row for row in block.table.rows if row.role is RowRole.TOTAL]:
            rows = tuple(evolve(row, role=RowRole.BODY, above=None) for row in sums)
            title = words.text("summary.picture_of", when=when) if when else words.text("summary.picture")
            subject, *others = block.table.columns
            columns = (evolve(subject, label=words.text("column.measures")), *others)
            table = evolve(block.table, title=title, columns=columns, rows=rows, notes=())
            beside = tuple(
                text for row, text in zip(block.table.rows, block.beside, strict=False) if row.role is RowRole.TOTAL
            )
            return evolve(block, alt=words.text("summary.picture_alt"), table=table, beside=beside, alone=True)
    return None


@hookimpl
def register_reports() -> tuple[ReportKind, ...]:
    """Offer the page for the council."""
    year = Option(name="year", type=int, help="the year reported on; without it the last one of each report")
    return (ReportKind(name=_KIND, label="summary.name", build=build, options=(year,)),)
