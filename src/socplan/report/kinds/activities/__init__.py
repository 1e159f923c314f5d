"""Activities of planning (aktivity): events, meetings, projects with their promises and deliveries, publications."""

from collections.abc import Iterator
from datetime import date
from typing import Final

import attrs
import czech_sort

from socplan import calculations as calc
from socplan.calculations.structure import grouped
from socplan.hookspecs import hookimpl
from socplan.model import (
    Attendance,
    Dossier,
    Event,
    EventKind,
    Period,
    Publication,
    PublicationKind,
    Territory,
    WorkingGroup,
)
from socplan.report.blocks import Block, Paragraph, ParagraphRole, Report, Section
from socplan.report.cells import lines, rounded
from socplan.report.columns import Col, listing
from socplan.report.findings import all_findings
from socplan.report.kind import BuildContext, Option, ReportKind
from socplan.report.kinds.activities.calendar import calendar
from socplan.report.kinds.activities.projects import project_section, promised_section
from socplan.report.kinds.activities.scene import (
    KIND,
    ActivityScene,
    event_time,
    is_ahead,
    is_of_year,
    is_out,
    issue_time,
)
from socplan.report.parts import group_names
from socplan.report.scene import assembled, dated_facts, section
from socplan.report.tables import NA, Cell, ColumnKind, Table

#: The tables that the report draws on: findings on these stand in its internal version.
_TABLES: Final = (
    "projects",
    "participations",
    "activities",
    "deliverables",
    "deliveries",
    "events",
    "event_groups",
    "attendances",
    "publications",
)
#: So many events the list of events shows at a glance.
_FEW: Final = 4
#: The states of events that the summary counts beside those held, by the label of the sentence.
_SENTENCES: Final = {
    "later": calc.EventState.LATER,
    "planned": calc.EventState.PLANNED,
    "as_needed": calc.EventState.AS_NEEDED,
    "undated": calc.EventState.UNDATED,
    "cancelled": calc.EventState.CANCELLED,
    "silent": calc.EventState.UNREPORTED,
}

#: The most rows of a calendar on page one.
_PAGE_ONE: Final = 16
#: What is not printed by itself.
_UNPRINTED: Final = frozenset({PublicationKind.ARTICLE, PublicationKind.WEB})


def build(dossier: Dossier, context: BuildContext, *, year: int | None, day: date | None) -> Report:
    """Build the report on all activities, or on those of one year."""
    words = context.words
    day = day or calc.known_day(dossier)
    scene = ActivityScene(dossier=calc.known_by(dossier, day), context=context, day=day, year=year)
    title = words.text("activities.title_year", year=str(year)) if year is not None else words.text("activities.title")
    months = calendar(scene)
    # A long calendar would keep the list of contents from the first pages.
    later = months is not None and len(months.rows) > _PAGE_ONE
    return assembled(
        KIND,
        context,
        title=title,
        subtitle=dossier.plan.title,
        facts=dated_facts(dossier, words, scene.day),
        parts=(
            _summary(scene, None if later else months),
            promised_section(scene),
            section(words, KIND, "events", months if later else None, *_events(scene)),
            section(words, KIND, "meetings", *_meetings(scene)),
            section(
                words,
                KIND,
                "projects",
                *(project_section(scene, project) for project in calc.in_order(dossier.projects)),
            ),
            section(words, KIND, "publications", _publications(scene)),
            all_findings(context, *_TABLES),
        ),
    )


def _summary(scene: ActivityScene, months: Table | None) -> Section:
    words = scene.words
    states = [calc.event_state(event, scene.day) for event in scene.events]
    sentences = []
    if held := states.count(calc.EventState.HELD):
        sentences.append(words.text("activities.held", n=held))
    for key, state in _SENTENCES.items():
        if number := states.count(state):
            sentences.append(words.text(f"activities.{key}", n=number))
    if scene.dossier.projects:
        sentences.append(words.text("activities.project_count", n=len(scene.dossier.projects)))
    coming = calc.next_events(scene.dossier, scene.day) if scene.day else ()
    if coming:
        when = coming[0].held or coming[0].planned
        sentences.append(words.text("activities.next", event=coming[0].title, when=when))
    lead = Paragraph(" ".join(sentences) or words.text("activities.nothing"), ParagraphRole.LEAD)
    return section(words, KIND, "summary", lead, months)


# Events


def _events(scene: ActivityScene) -> Iterator[Block | None]:
    words = scene.words
    dated = sum(event.held is not None or event.planned is not None for event in scene.events)
    yield listing(
        scene,
        "events",
        scene.events,
        Col("when", lambda event: event_time(scene, event), ColumnKind.DATE),
        Col("held_hour", lambda event: event.held_hour, ColumnKind.COUNT),
        Col("event_kind", lambda event: words.text(f"event_kind.{event.kind.value}")),
        Col("event", lambda event: _described(scene, event)),
        Col("group", lambda event: group_names(scene, event), head=words.text("column.body")),
        Col("state", lambda event: words.text(f"event_state.{calc.event_state(event, scene.day).value}")),
        title=words.text("activities.events_title" if dated > 1 else "activities.events_alone"),
    )
    yield _attendances(scene)
    yield _kinds(scene)


def _described(scene: ActivityScene, event: Event) -> str | None:
    """The title of an event, with its place, audience, programme, note and document on further lines."""
    words = scene.words
    where = words.text("activities.where", place=event.place) if event.place else None
    whom = words.text("activities.for_whom", audience=event.audience) if event.audience else None
    document = words.text("activities.document", document=event.document) if event.document else None
    programme = words.text("activities.programme", text=event.programme) if event.programme else None
    return lines(event.title, "; ".join(filter(None, (where, whom, document))), programme, event.note)


def _attendances(scene: ActivityScene) -> Table | None:
    """How many came to each event that was held, in all and by kind, as far as anything is told of it."""
    words = scene.words
    held = [event for event in scene.events if calc.event_state(event, scene.day) is calc.EventState.HELD]
    rows: list[tuple[Event, Attendance | None]] = []
    silent = 0
    for event in held:
        by_kind = scene.dossier.having(Attendance, "event", event.id)
        is_known = calc.attendance(scene.dossier, event) is not None
        if is_known:
            rows.append((event, None))
        rows += [(event, attended) for attended in sorted(by_kind, key=lambda attended: czech_sort.key(attended.who))]
        silent += not (is_known or by_kind)
    return listing(
        scene,
        "attendances",
        rows,
        Col("event", lambda row: row[0].title),
        Col("when", lambda row: event_time(scene, row[0]), ColumnKind.DATE),
        Col("who", lambda row: row[1].who if row[1] else words.text("activities.all_who_came")),
        Col(
            "attendance",
            lambda row: row[1].count if row[1] else calc.attendance(scene.dossier, row[0]),
            ColumnKind.COUNT,
            # That they came is known also where their number is not.
            head=words.text("activities.number_came"),
        ),
        title=words.text("activities.attendances_title"),
        notes=(words.text("activities.attendance_silent", n=silent) if silent else None,),
        row_key=lambda row: None if row[1] else row[0].id,
    )


def _kinds(scene: ActivityScene) -> Table | None:
    words = scene.words
    counts = calc.events_by_kind(attrs.evolve(scene.dossier, events=scene.events), scene.day)
    kinds = [kind for kind in EventKind if any(counts.get((kind, state)) for state in calc.EventState)]
    states = {state for (_, state), number in counts.items() if number}
    # Of few events, or of one kind, the summary and the list above have said it; so have they where each kind has one.
    if len(scene.events) <= _FEW or len(kinds) in {1, len(scene.events)}:
        return None

    def column(state: calc.EventState) -> Col[EventKind]:
        return Col(
            state.value,
            lambda kind: counts.get((kind, state), 0),
            ColumnKind.COUNT,
            sum(counts.get((kind, state), 0) for kind in EventKind),
            head=words.text(f"event_state.{state.value}"),
            skip_zeros=True,
        )

    total: Col[EventKind] = Col(
        "total",
        lambda kind: sum(counts.get((kind, state), 0) for state in calc.EventState),
        ColumnKind.COUNT,
        sum(counts.values()),
    )
    return listing(
        scene,
        "kinds",
        kinds,
        Col("event_kind", lambda kind: words.text(f"event_kind.{kind.value}")),
        *map(column, calc.EventState),
        # Of a single state the total would say the same again.
        *([total] if len(states) > 1 else []),
        title=words.text("activities.kinds_title"),
        row_key=lambda kind: kind.value,
        totals=len(kinds) > 1,
    )


def _meetings(scene: ActivityScene) -> Iterator[Block | None]:
    """Meetings of each group by year, and the meetings that groups owe by their rules."""
    words = scene.words
    counts = calc.meetings_by_year(attrs.evolve(scene.dossier, events=scene.events), scene.day)
    years = sorted({year for _, year in counts})
    groups = [
        group for group in calc.in_order(scene.dossier.groups) if any(counts.get((group.id, year)) for year in years)
    ]

    def column(year: int) -> Col[WorkingGroup]:
        def recorded(group: WorkingGroup) -> Cell:
            number = counts.get((group.id, year), 0)
            return number if number or group.validity.meets(Period.of_year(year)) else NA

        return Col(f"y{year}", recorded, ColumnKind.COUNT, head=str(year))

    yield listing(
        scene,
        "meetings",
        groups,
        Col("group", lambda group: scene.group_name(group.id), head=words.text("column.body")),
        *map(column, years),
        Col("total", lambda group: sum(counts.get((group.id, year), 0) for year in years), ColumnKind.COUNT),
        title=words.text("activities.meetings_title"),
        notes=(words.text("activities.meetings_note") if any(map(_is_of_two_years, scene.events)) else None,),
    )
    if scene.day is None:
        return
    # Groups that owe the same meetings stand together.
    alike = grouped(
        calc.meeting_gaps(scene.dossier, scene.day),
        lambda gaps: (gaps.group.meets_every, gaps.months, gaps.undated, gaps.recorded),
    )

    def months(rows: tuple[calc.MeetingGaps, ...]) -> Cell:
        if rows[0].months is None:
            return NA
        return ", ".join(_month_range(scene, part) for part in calc.month_ranges(rows[0].months)) or NA

    yield listing(
        scene,
        "gaps",
        alike.values(),
        Col(
            "group",
            lambda rows: lines(*(scene.group_name(gaps.group.id) for gaps in rows)),
            head=words.text("column.body"),
        ),
        Col("meets_every", lambda rows: rows[0].group.meets_every, ColumnKind.COUNT),
        Col("recorded", lambda rows: rows[0].recorded, ColumnKind.COUNT),
        # It is not the sources that do not say it: without a first month there is nothing to count from.
        Col(
            "owed",
            lambda rows: words.text("activities.gaps_unknown") if rows[0].owed is None else rows[0].owed,
            ColumnKind.COUNT,
        ),
        Col("months", months),
        Col("undated", lambda rows: rows[0].undated, ColumnKind.COUNT, skip_zeros=True),
        title=words.text("activities.gaps_title", day=scene.day),
        notes=(
            words.text("activities.gaps_each") if any(len(rows) > 1 for rows in alike.values()) else None,
            words.text("activities.gaps_note"),
        ),
        row_key=lambda rows: rows[0].group.id,
    )


def _is_of_two_years(event: Event) -> bool:
    """Whether an event lasted into another year."""
    return bool(event.held and event.held_until and event.held.year != event.held_until.year)


def _month_range(scene: ActivityScene, months: calc.MonthRange) -> str:
    first, last = scene.words.show(months.first), scene.words.show(months.last)
    return first if months.first == months.last else f"{first} – {last}"


# Publications


def _issued(scene: ActivityScene, publication: Publication) -> Cell:
    """Whether a publication is out; one planned for later, of which nothing else is said, is yet to come."""
    is_known = is_out(publication, scene.day)
    return scene.words.text("activities.to_be_issued") if is_ahead(publication, scene.day) else is_known


def _publications(scene: ActivityScene) -> Block | None:
    words = scene.words
    shown = [
        publication
        for publication in calc.in_order(scene.dossier.publications)
        if scene.year is None or is_of_year(publication.published or publication.planned, scene.year)
    ]
    per_copy = any(calc.cost_per_copy(publication) is not None for publication in shown)
    return listing(
        scene,
        "publications",
        shown,
        Col("publication", _publication_name),
        Col("publication_kind", lambda publication: words.text(f"publication_kind.{publication.kind.value}")),
        Col("territory", lambda publication: scene.name_of(Territory, publication.territory)),
        Col("medium", lambda publication: publication.medium),
        Col("when", lambda publication: issue_time(scene, publication), ColumnKind.DATE),
        Col("issued", lambda publication: _issued(scene, publication)),
        Col("copies", _copies, ColumnKind.COUNT),
        Col("cost", lambda publication: publication.cost, ColumnKind.MONEY),
        Col("cost_per_copy", _copy_cost, ColumnKind.MONEY),
        Col("note", lambda publication: publication.note),
        title=words.text("activities.publications_title"),
        captioned=False,
        notes=(words.text("activities.copy_note") if per_copy else None,),
    )


def _publication_name(publication: Publication) -> str:
    """The title of a publication, its edition, and in brackets its language."""
    name = ", ".join(filter(None, (publication.title, publication.edition)))
    return f"{name} ({publication.language})" if publication.language else name


def _copies(publication: Publication) -> Cell:
    """How many copies were printed; a page of the web and an article have none of their own."""
    return NA if publication.copies is None and publication.kind in _UNPRINTED else publication.copies


def _copy_cost(publication: Publication) -> Cell:
    cost = calc.cost_per_copy(publication)
    if cost is None:
        return NA if _copies(publication) is NA else None
    return rounded(cost)


@hookimpl
def register_reports() -> tuple[ReportKind, ...]:
    """Offer the report on activities."""
    return (
        ReportKind(
            name=KIND,
            label="activities.name",
            build=build,
            options=(
                Option(name="year", type=int, help="events and publications of this year; without it all"),
                Option(name="day", type=date, help="the day that is shown; without it the one the dossier speaks of"),
            ),
        ),
    )
