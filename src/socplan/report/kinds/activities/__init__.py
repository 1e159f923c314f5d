"""What is done while planning (aktivity): events, projects with what they promised and delivered, publications."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

import attrs
import czech_sort
from attrs import frozen

from socplan.calculations import (
    Delivered,
    EventState,
    activities_of,
    attendance,
    average,
    cost_per_copy,
    coverage,
    delivered_all,
    event_state,
    events_by_kind,
    events_in_order,
    in_order,
    known_day,
    meeting_gaps,
    meetings_by_year,
    next_events,
    planned_totals,
)
from socplan.hookspecs import hookimpl
from socplan.model import (
    Deliverable,
    Dossier,
    Event,
    EventKind,
    KeyActivity,
    Organisation,
    PartialDate,
    Period,
    Project,
    Publication,
    Territory,
)
from socplan.report.blocks import (
    Block,
    Cell,
    Column,
    ColumnKind,
    Items,
    NotApplicable,
    Paragraph,
    ParagraphRole,
    Report,
    Row,
    RowRole,
    Section,
    Table,
)
from socplan.report.kind import BuildContext, Option, ReportKind
from socplan.report.shared import (
    ColumnSpec,
    Scene,
    assembled,
    dated_facts,
    findings_section,
    group_name,
    known,
    nested,
    numbered,
    paragraphs,
    section,
    share,
    table,
    without_zeros,
)

__all__ = ["build", "register_reports"]

_KIND: Final = "activities"
_NA: Final = NotApplicable.NOT_APPLICABLE
_CENTS: Final = Decimal("0.01")


@frozen(kw_only=True)
class _Scene(Scene):
    day: date | None
    #: Only events and publications of this year; ``None``: all.
    year: int | None

    @property
    def events(self) -> tuple[Event, ...]:
        """The events that are reported on; those of history belong to the process."""
        return tuple(
            event
            for event in events_in_order(self.dossier)
            if event.kind is not EventKind.HISTORY
            and (self.year is None or self._is_of_year(event.held or event.planned))
        )

    def _is_of_year(self, when: PartialDate | None) -> bool:
        return when is not None and when.year == self.year


def build(dossier: Dossier, context: BuildContext, *, year: int | None, day: date | None) -> Report:
    """Build the report on all activities, or on those of one year."""
    words = context.words
    scene = _Scene(dossier=dossier, context=context, day=day or known_day(dossier), year=year)
    title = words.text("activities.title_year", year=str(year)) if year is not None else words.text("activities.title")
    return assembled(
        _KIND,
        context,
        title=title,
        subtitle=dossier.plan.title,
        facts=dated_facts(dossier, words, scene.day),
        parts=(
            _summary(scene),
            section(words, _KIND, "events", *_events(scene)),
            section(words, _KIND, "meetings", *_meetings(scene)),
            section(words, _KIND, "projects", *(_project(scene, one) for one in in_order(dossier.projects))),
            section(words, _KIND, "publications", *_publications(scene)),
            findings_section(context, context.findings) if context.internal else None,
        ),
    )


def _summary(scene: _Scene) -> Section:
    words = scene.words
    states = [event_state(event, scene.day) for event in scene.events]
    sentences = []
    if held := states.count(EventState.HELD):
        sentences.append(words.text("activities.held", n=held))
    if planned := sum(states.count(one) for one in (EventState.PLANNED, EventState.AS_NEEDED, EventState.UNDATED)):
        sentences.append(words.text("activities.planned", n=planned))
    if silent := states.count(EventState.UNREPORTED):
        sentences.append(words.text("activities.silent", n=silent))
    if scene.dossier.projects:
        sentences.append(words.text("activities.project_count", n=len(scene.dossier.projects)))
    coming = next_events(scene.dossier, scene.day) if scene.day else ()
    if coming:
        sentences.append(words.text("activities.next", event=coming[0].title, when=coming[0].planned))
    return section(
        words,
        _KIND,
        "summary",
        Paragraph(" ".join(sentences) or words.text("activities.nothing"), ParagraphRole.LEAD),
        *paragraphs(scene.dossier.plan.note, ParagraphRole.NOTE),
    )


# Events


def _events(scene: _Scene) -> Iterator[Block | None]:
    words = scene.words
    rows = [
        Row(
            (
                _when(scene, event),
                words.text(f"event_kind.{event.kind.value}"),
                _described(scene, event),
                group_name(scene.dossier, event.group, words),
                event.audience,
                event.place,
                attendance(scene.dossier, event),
                words.text(f"event_state.{event_state(event, scene.day).value}"),
            ),
            key=event.id,
        )
        for event in scene.events
    ]
    columns: list[ColumnSpec] = [("when", ColumnKind.DATE), "event_kind", "event", "group", "audience", "place"]
    columns += [("attendance", ColumnKind.COUNT), "state"]
    yield table(words, "events", words.text("activities.events_title"), columns, rows)
    yield _attendances(scene)
    yield _kinds(scene)


def _described(scene: _Scene, event: Event) -> str:
    """The event, and in lines below it its programme, what was noted and where it is written down."""
    document = scene.words.text("activities.document", document=event.document) if event.document else None
    return "\n".join(filter(None, (event.title, event.programme, event.note, document)))


def _when(scene: _Scene, event: Event) -> Cell:
    if event.held and event.held_until:
        return Period(event.held, event.held_until)
    when = event.held or event.planned
    return scene.words.text("process.as_needed") if when is None and event.as_needed else when


def _attendances(scene: _Scene) -> Table | None:
    """Who came, kind by kind, where that was counted or is at least known."""
    rows = [
        Row((event.title, one.who, one.count))
        for event in scene.events
        for one in sorted(scene.dossier.attendances, key=lambda one: czech_sort.key(one.who))
        if one.event == event.id
    ]
    columns = ("event", "who", ("attendance", ColumnKind.COUNT))
    return table(scene.words, "attendances", scene.words.text("activities.attendances_title"), columns, rows)


def _kinds(scene: _Scene) -> Table | None:
    words = scene.words
    counts = events_by_kind(attrs.evolve(scene.dossier, events=scene.events), scene.day)
    rows = []
    for kind in EventKind:
        cells = [counts.get((kind, state), 0) for state in EventState]
        if any(cells):
            rows.append(Row((words.text(f"event_kind.{kind.value}"), *cells, sum(cells)), key=kind.value))
    if len(rows) > 1:
        sums = [sum(counts.get((kind, state), 0) for kind in EventKind) for state in EventState]
        rows.append(Row((words.text("table.total"), *sums, sum(sums)), RowRole.TOTAL))
    states = [Column(one.value, words.text(f"event_state.{one.value}"), ColumnKind.COUNT) for one in EventState]
    columns: list[ColumnSpec] = ["event_kind", *states, ("total", ColumnKind.COUNT)]
    used = table(words, "kinds", words.text("activities.kinds_title"), columns, rows)
    return without_zeros(used, *(one.value for one in EventState)) if used else None


def _meetings(scene: _Scene) -> Iterator[Block | None]:
    """Meetings of each group by year, and the months in which it should have met and did not."""
    words = scene.words
    counts = meetings_by_year(attrs.evolve(scene.dossier, events=scene.events), scene.day)
    years = sorted({year for _, year in counts})
    rows = []
    for group in in_order(scene.dossier.groups):
        cells = [counts.get((group.id, year), 0) for year in years]
        if any(cells):
            rows.append(Row((group_name(scene.dossier, group.id, words), *cells, sum(cells)), key=group.id))
    columns: list[ColumnSpec] = ["group", *(Column(f"y{year}", str(year), ColumnKind.COUNT) for year in years)]
    columns.append(("total", ColumnKind.COUNT))
    yield table(words, "meetings", words.text("activities.meetings_title"), columns, rows)
    if scene.day is None or not rows:
        return
    gaps = [
        Row(
            (
                group_name(scene.dossier, one.group.id, words),
                one.group.meets_every,
                None if one.months is None else len(one.months),
                None if one.months is None else ", ".join(map(words.show, one.months)) or _NA,
                one.undated,
            ),
            key=one.group.id,
        )
        for one in meeting_gaps(scene.dossier, scene.day)
    ]
    counted = ColumnKind.COUNT
    columns = ["group", ("meets_every", counted), ("months_without", counted), "months", ("undated", counted)]
    note = words.text("activities.gaps_note")
    found = table(words, "gaps", words.text("activities.gaps_title"), columns, gaps, notes=(note,))
    yield without_zeros(found, "undated") if found else None


# Projects


def _project(scene: _Scene, project: Project) -> Section:
    words, dossier = scene.words, scene.dossier
    blocks: list[Block | None] = [_card(scene, project)]
    if project.publicity:
        blocks.append(Paragraph(words.text("activities.publicity", text=project.publicity), ParagraphRole.NOTE))
    blocks += _participation(scene, project)
    activities = activities_of(dossier, project)
    blocks += nested(activities, lambda one: one[1], lambda one, parts: _activity(scene, one[0], parts))
    return Section(
        key=f"project_{project.id}", title=_project_name(project), blocks=tuple(block for block in blocks if block)
    )


def _project_name(project: Project) -> str:
    return f"{project.code} – {project.name}" if project.code else project.name


def _card(scene: _Scene, project: Project) -> Table | None:
    """What is known of a project, one thing a row (karta projektu)."""
    words, dossier = scene.words, scene.dossier
    before = dossier.get(Project, project.predecessor) if project.predecessor else None
    after = [_project_name(one) for one in in_order(dossier.projects) if one.predecessor == project.id]
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
    rows = [Row((words.text(f"project.{key}"), value), key=key) for key, value in facts if value is not None]
    card = table(words, f"project_{project.id}", words.text("activities.card_title"), ("fact", "value"), rows)
    return attrs.evolve(card, captioned=False) if card else None


def _participation(scene: _Scene, project: Project) -> Iterator[Block | None]:
    words, dossier = scene.words, scene.dossier
    listed = [one for one in dossier.participations if one.project == project.id]
    named = [dossier.get(Organisation, one.organisation) for one in listed if one.organisation]
    rows = []
    for organisation in in_order(one for one in named if one):
        area = dossier.get(Territory, organisation.territory) if organisation.territory else None
        rows.append(Row((organisation.name, organisation.founder, area.name if area else None), key=organisation.id))
    title = words.text("activities.organisations_title")
    yield table(words, f"organisations_{project.id}", title, ("organisation", "founder", "territory"), rows)
    areas = coverage(dossier, project)
    if areas.covered:
        missing = words.listed(area.name for area in areas.missing) if areas.missing else None
        key = "activities.covered_but" if missing else "activities.covered"
        yield Paragraph(words.text(key, n=len(areas.covered), total=areas.total, missing=missing))


def _ledger(scene: _Scene, activity: KeyActivity) -> Table | None:
    """What was delivered, one delivery a row, the oldest first."""
    words = scene.words
    promised = {one.deliverable.id: one.deliverable for one in delivered_all(scene.dossier, activity, scene.day)}
    rows = []
    for one in sorted(in_order(scene.dossier.deliveries), key=lambda one: one.date.first_day if one.date else date.max):
        deliverable = promised.get(one.deliverable)
        if deliverable is not None and not (scene.day and one.date and one.date.first_day > scene.day):
            cells: tuple[Cell, ...] = (
                one.date,
                deliverable.title,
                one.quantity,
                deliverable.unit,
                one.supplier,
                one.note,
            )
            rows.append(Row(cells, key=one.id))
    columns: list[ColumnSpec] = [("date", ColumnKind.DATE), "deliverable", ("quantity", ColumnKind.NUMBER), "unit"]
    columns += ["supplier", "note"]
    return table(words, f"ledger_{activity.id}", words.text("activities.ledger_title"), columns, rows)


def _activity(scene: _Scene, activity: KeyActivity, parts: tuple[Section, ...]) -> Section:
    words = scene.words
    title = numbered(activity.code, activity.name)
    blocks: list[Block | None] = [*paragraphs(activity.text)]
    if known(activity.period):
        blocks.append(Paragraph(words.text("activities.running", period=activity.period)))
    if activity.supplier:
        key = "activities.supplied_by_contract" if activity.contract else "activities.supplied"
        blocks.append(Paragraph(words.text(key, supplier=activity.supplier, contract=activity.contract)))
    rows = [_promise(scene, one) for one in delivered_all(scene.dossier, activity, scene.day)]
    number = ColumnKind.NUMBER
    columns: list[ColumnSpec] = ["deliverable", "group", "unit"]
    columns += [(key, number) for key in ("planned", "planned_most", "delivered", "remaining")]
    columns += [("share", ColumnKind.PERCENT)]
    caption = words.text("activities.deliverables_title")
    note = words.text("activities.share_note") if any(row.cells[7] is not None for row in rows) else None
    blocks.append(table(words, f"deliverables_{activity.id}", caption, columns, rows, notes=(note,)))
    promised = [one.deliverable for one in delivered_all(scene.dossier, activity, scene.day)]
    blocks += _sums(scene, promised)
    blocks += _averages(scene, promised)
    blocks.append(_ledger(scene, activity))
    own = [event for event in scene.events if event.activity == activity.id]
    if own:
        blocks.append(Items(tuple(_told(scene, event) for event in own)))
    blocks += parts
    if not any(blocks):
        blocks.append(Paragraph(words.text("activities.no_detail"), ParagraphRole.NOTE))
    return Section(key=f"activity_{activity.id}", title=title, blocks=tuple(block for block in blocks if block))


def _sums(scene: _Scene, promised: Sequence[Deliverable]) -> Iterator[Paragraph]:
    """What several deliverables of one unit make together: 300 h and 230 h are 530 h."""
    words = scene.words
    units = [one.unit for one in promised]
    for total in planned_totals(promised):
        if units.count(total.unit) > 1 and total.most:
            key = "activities.sum" if total.least == total.most else "activities.sum_range"
            said = words.text(key, least=total.least, most=total.most, unit=total.unit)
            if total.unknown:
                said += " " + words.text("activities.sum_unknown", n=total.unknown)
            yield Paragraph(said)


def _averages(scene: _Scene, promised: Sequence[Deliverable]) -> Iterator[Paragraph]:
    """What comes to one unit of another deliverable: 80 h over 5 blocks are 16 h a block."""
    titles = {one.id: (one.title, one.unit) for one in scene.dossier.deliverables}
    for one in promised:
        mean = average(scene.dossier, one)
        if mean is not None and one.per in titles:
            title, unit = titles[one.per]
            value = (Decimal(mean.numerator) / mean.denominator).quantize(_CENTS, ROUND_HALF_UP)
            shown = value.to_integral() if value == value.to_integral() else value
            text = scene.words.text(
                "activities.average", title=one.title, value=shown, unit=one.unit, over=title, each=unit
            )
            yield Paragraph(text)


def _promise(scene: _Scene, one: Delivered) -> Row:
    deliverable = one.deliverable
    cells: tuple[Cell, ...] = (
        deliverable.title,
        group_name(scene.dossier, deliverable.group, scene.words),
        deliverable.unit,
        one.least,
        _NA if deliverable.planned_most is None else deliverable.planned_most,
        one.quantity,
        one.remaining,
        share(one.share),
    )
    return Row(cells, key=deliverable.id)


def _told(scene: _Scene, event: Event) -> str:
    """An event in a line: what, when, for whom."""
    when = _when(scene, event)
    group = group_name(scene.dossier, event.group, scene.words)
    told = (event.title, group, scene.words.show(when) if when else None)
    return ", ".join(part for part in told if part)


# Publications


def _is_out(one: Publication, day: date | None) -> bool | None:
    """Whether a publication came out by a day."""
    return False if day and one.published and one.published.first_day > day else one.is_out


def _publications(scene: _Scene) -> Iterator[Block | None]:
    words, dossier = scene.words, scene.dossier
    rows = []
    for one in in_order(dossier.publications):
        when = one.published or one.planned
        if scene.year is not None and (when is None or when.year != scene.year):
            continue
        territory = dossier.get(Territory, one.territory) if one.territory else None
        cost = cost_per_copy(one)
        cells: tuple[Cell, ...] = (
            words.text(f"publication_kind.{one.kind.value}"),
            ", ".join(filter(None, (one.title, one.edition, one.language))),
            territory.name if territory else None,
            one.medium,
            one.published or one.planned,
            _is_out(one, scene.day),
            one.copies,
            one.cost,
            None if cost is None else (Decimal(cost.numerator) / cost.denominator).quantize(_CENTS, ROUND_HALF_UP),
            one.note,
        )
        rows.append(Row(cells, key=one.id))
    money = ColumnKind.MONEY
    columns: list[ColumnSpec] = ["publication_kind", "publication", "territory", "medium", ("when", ColumnKind.DATE)]
    columns += ["issued", ("copies", ColumnKind.COUNT), ("cost", money), ("cost_per_copy", money), "note"]
    note = words.text("activities.copy_note") if any(row.cells[8] is not None for row in rows) else None
    yield table(words, "publications", words.text("activities.publications_title"), columns, rows, notes=(note,))


@hookimpl
def register_reports() -> tuple[ReportKind, ...]:
    """Offer the report on activities."""
    return (
        ReportKind(
            name=_KIND,
            label="activities.name",
            build=build,
            options=(
                Option(name="year", type=int, help="events and publications of this year; without it all"),
                Option(name="day", type=date, help="the day that is shown; without it the one the dossier speaks of"),
            ),
        ),
    )
