"""The monitoring report (monitorovací zpráva): how far the plan was fulfilled in one round."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Final

from attrs import frozen

from socplan.calculations import (
    ROUNDINGS,
    Bucket,
    Fulfilment,
    FulfilmentTable,
    PublishedRow,
    Rounding,
    fulfilment,
    fulfilment_over_time,
    group_of,
    has_readings,
    in_order,
    measures_of,
    percentages,
    plan_period,
    published_row,
    rounds_in_order,
    status_changes,
    status_of,
    statuses_in_order,
)
from socplan.checks import Finding, sentence
from socplan.errors import OptionError
from socplan.hookspecs import hookimpl
from socplan.labels import Wording
from socplan.model import (
    Dossier,
    Goal,
    Measure,
    MonitoringRound,
    Period,
    Reading,
    Resolution,
    ResolutionAct,
    WorkingGroup,
)
from socplan.report.blocks import (
    Block,
    Cell,
    Column,
    ColumnKind,
    Fact,
    Figure,
    FigureKind,
    NotApplicable,
    Paragraph,
    ParagraphRole,
    Percent,
    Report,
    Row,
    RowRole,
    Section,
    StatusMark,
    Table,
)
from socplan.report.kind import BuildContext, Option, ReportKind
from socplan.report.shared import (
    assembled,
    coded_title,
    draft_resolution,
    findings_section,
    group_name,
    paragraphs,
    resolution_state_text,
    subject_name,
    title_facts,
)

__all__ = ["build", "register_reports"]

_NA = NotApplicable.NOT_APPLICABLE
#: With no more rounds than these, the change between them says all.
_TWO: Final = 2
#: The findings that a reader of a monitoring report has to know of.
_DISAGREEMENTS = ("published-", "tally-")


@frozen(kw_only=True)
class _Scene:
    """What all parts of the report look at."""

    dossier: Dossier
    round: MonitoringRound
    before: MonitoringRound | None
    context: BuildContext
    digits: int
    rounding: Rounding
    table: FulfilmentTable
    published: PublishedRow | None

    @property
    def words(self) -> Wording:
        return self.context.words

    @property
    def by_measure(self) -> bool:
        """Whether measures were reported on, and not counts alone."""
        return any(reading.round == self.round.id for reading in self.dossier.readings)

    @property
    def disagreements(self) -> tuple[Finding, ...]:
        return tuple(found for found in self.context.findings if found.code.startswith(_DISAGREEMENTS))

    def when(self, round_: MonitoringRound) -> str:
        if round_.period == Period():
            return self.words.text("monitoring.no_period")
        if round_.period.year:
            return self.words.text("monitoring.year", period=str(round_.period.year))
        return self.words.text("monitoring.period", period=round_.period)

    def percents(self, counts: Fulfilment) -> tuple[Percent | None, ...]:
        """The share of every status and of the unknown, rounded together."""
        parts = (*counts.counts, counts.unknown)
        rounded = percentages(parts, digits=self.digits, rounding=self.rounding)
        rest = Fraction(counts.unknown, counts.total) if counts.unknown is not None and counts.total else None
        exact = (*counts.shares, rest)
        return tuple(None if value is None else Percent(value, of) for value, of in zip(rounded, exact, strict=True))


def build(
    dossier: Dossier,
    context: BuildContext,
    *,
    year: int | None,
    round: str | None,
    digits: int,
    rounding: Rounding,
) -> Report:
    """Build the report on a round, on the round of a year, or on the newest round.

    Raises:
        OptionError: the dossier has no monitoring round, or none such, or several of that year.
    """
    round_, before = _chosen_rounds(dossier, year, round)
    scene = _Scene(
        dossier=dossier,
        round=round_,
        before=before,
        context=context,
        digits=digits,
        rounding=rounding,
        table=fulfilment(dossier, round_),
        published=published_row(dossier, round_),
    )
    words = context.words
    return assembled(
        "monitoring",
        context,
        title=words.text("monitoring.title", when=scene.when(round_)),
        subtitle=dossier.plan.title,
        facts=_facts(scene),
        parts=(
            _summary(scene),
            _by_group(scene),
            _by_goal(scene),
            _change(scene),
            _measures(scene),
            _unknown(scene),
            findings_section(context, scene.disagreements, "disagreements", "monitoring.disagreements"),
            _method(scene),
            _resolution(scene),
        ),
    )


def _chosen_rounds(
    dossier: Dossier, year: int | None, name: str | None
) -> tuple[MonitoringRound, MonitoringRound | None]:
    rounds = rounds_in_order(dossier)
    options = ("year", "round", "digits", "rounding")
    known = ", ".join(f"{round_.id} ({round_.period.year or 'another period'})" for round_ in rounds) or "none"
    fitting = list(range(len(rounds)))
    if name is not None:
        fitting = [place for place in fitting if rounds[place].id == name]
    if year is not None:
        fitting = [place for place in fitting if _lies_in(rounds[place].period, year)]
    if not fitting:
        option, wanted = ("year", year) if name is None else ("round", name)
        wanted_round = "the dossier has no monitoring round" if wanted is None else f"no monitoring round of {wanted}"
        raise OptionError("monitoring", option, f"{wanted_round} (rounds: {known})", options)
    if year is not None and len(fitting) > 1:
        problem = f"several rounds of {year}; choose one by its name, as round (rounds: {known})"
        raise OptionError("monitoring", "year", problem, options)
    place = fitting[-1]
    return rounds[place], rounds[place - 1] if place else None


def _lies_in(period: Period, year: int) -> bool:
    return {bound.year for bound in (period.start, period.end) if bound is not None} == {year}


def _facts(scene: _Scene) -> Iterator[Fact]:
    words, round_ = scene.words, scene.round
    plan, *rest = title_facts(scene.dossier, words)
    yield plan
    if round_.period != Period():
        yield Fact("round", words.text("fact.round"), round_.period)
    if round_.surveyed is not None:
        yield Fact("surveyed", words.text("fact.surveyed"), round_.surveyed)
    yield from (fact for fact in rest if fact.key in ("territory", "period", "approved_by"))
    resolution = scene.dossier.get(Resolution, round_.resolution) if round_.resolution else None
    if resolution is not None:
        yield Fact("approval", words.text("fact.approval"), resolution_state_text(resolution, words))
    source = round_.source or scene.dossier.plan.source
    if source is not None:
        yield Fact("source", words.text("fact.source"), source)


# In short


def _summary(scene: _Scene) -> Section:
    words, overall = scene.words, scene.table.overall
    blocks: list[Block] = []
    if overall.is_known and overall.total:
        blocks.append(Paragraph(_counted_sentences(scene, overall), ParagraphRole.LEAD))
        blocks.append(_status_table(scene, overall))
    elif scene.published is not None:
        blocks.append(Paragraph(_published_sentences(scene, scene.published), ParagraphRole.LEAD))
        blocks.append(_published_table(scene, scene.published))
    else:
        known = overall.total is not None or any(_is_partly_known(row.fulfilment) for row in scene.table.rows)
        key = "monitoring.partly_known" if known else "monitoring.nothing_known"
        blocks.append(Paragraph(words.text(key, when=scene.when(scene.round)), ParagraphRole.LEAD))
    warnings = [found for found in scene.disagreements if found.code.startswith("published-total")]
    said = dict.fromkeys(sentence(found, words) for found in warnings or scene.disagreements[:1])
    blocks += (Paragraph(text, ParagraphRole.WARNING) for text in said)
    if (position := _plan_year(scene)) is not None:
        blocks.append(Paragraph(position))
    blocks += paragraphs(scene.round.note, ParagraphRole.NOTE)
    return Section(key="summary", title=words.text("monitoring.summary"), blocks=tuple(blocks))


def _is_partly_known(counts: Fulfilment) -> bool:
    return counts.total is not None or any(count is not None for count in counts.counts)


def _counted_sentences(scene: _Scene, overall: Fulfilment) -> str:
    words = scene.words
    percents = scene.percents(overall)
    clauses = []
    meanings = [status.meaning for status in overall.statuses]
    for status, count, percent in zip(overall.statuses, overall.counts, percents, strict=False):
        own = meanings.count(status.meaning) == 1
        key = f"monitoring.clause.{status.meaning.value}" if own else "monitoring.clause.other"
        shown = words.percent(percent.value) if percent else words.show(None)
        clauses.append(words.text(key, n=count, percent=shown, status=status.name))
    if overall.unknown:
        clauses.append(words.text("monitoring.clause.unknown", n=overall.unknown))
    measures = words.text("count.measures", n=overall.total or 0)
    counted = words.text(
        "monitoring.counted", measures=measures, when=scene.when(scene.round), clauses=words.listed(clauses)
    )
    return f"{counted} {_fulfilled_sentence(scene, overall)}"


def _fulfilled_sentence(scene: _Scene, overall: Fulfilment) -> str:
    """How much of the plan counts as fulfilled (míra plnění), by the statuses that the plan itself says count so."""
    fulfilled, total = overall.fulfilled or 0, overall.total or 0
    share, _ = percentages((fulfilled, total - fulfilled), digits=scene.digits, rounding=scene.rounding)
    shown = scene.words.percent(share) if share is not None else scene.words.show(None)
    return scene.words.text("monitoring.fulfilled", n=fulfilled, total=total, percent=shown)


def _published_sentences(scene: _Scene, published: PublishedRow) -> str:
    words = scene.words
    clauses = []
    for status, count, percent in zip(published.statuses, published.counts, published.percents, strict=True):
        if count is None and percent is None:
            continue
        shown = words.percent(percent) if percent is not None else words.show(None)
        key = "monitoring.published_share" if count is None else "monitoring.published_both"
        name = status.name[:1].lower() + status.name[1:]
        clauses.append(words.text(key, status=name, count=count, percent=shown))
    measures = words.text("count.measures", n=published.total or 0)
    when = scene.when(scene.round)
    if not clauses:
        return words.text("monitoring.published_total", measures=measures, when=when)
    key = "monitoring.published" if published.total is not None else "monitoring.published_shares"
    return words.text(key, measures=measures, when=when, clauses=words.listed(clauses))


def _plan_year(scene: _Scene) -> str | None:
    plan, year = plan_period(scene.dossier), scene.round.period.year
    if year is None or plan.start is None or plan.end is None or not plan.start.year <= year <= plan.end.year:
        return None
    return scene.words.text(
        "monitoring.plan_year",
        year=str(year),
        number=year - plan.start.year + 1,
        of=plan.end.year - plan.start.year + 1,
    )


def _status_table(scene: _Scene, overall: Fulfilment) -> Table:
    words = scene.words
    names: list[Cell] = [StatusMark.of(status) for status in overall.statuses]
    counts: list[int | None] = list(overall.counts)
    percents = list(scene.percents(overall))
    if overall.unknown:
        names.append(words.text("monitoring.not_reported"))
        counts.append(overall.unknown)
    rows = [Row((name, count, percent)) for name, count, percent in zip(names, counts, percents, strict=False)]
    whole = sum((percent.value for percent in percents if percent), Decimal(0))
    rows.append(Row((words.text("table.total"), overall.total, Percent(whole)), RowRole.TOTAL))
    return Table(
        key="statuses",
        title=words.text("monitoring.statuses_title", when=scene.when(scene.round)),
        columns=_share_columns(words),
        rows=tuple(rows),
        notes=(_rounding_note(scene),),
    )


def _share_columns(words: Wording) -> tuple[Column, ...]:
    return (
        Column("status", words.text("column.status"), ColumnKind.STATUS),
        Column("measures", words.text("column.measures"), ColumnKind.COUNT),
        Column("share", words.text("column.share"), ColumnKind.PERCENT, "%"),
    )


def _published_table(scene: _Scene, published: PublishedRow) -> Table:
    words = scene.words
    rows = [
        Row((StatusMark.of(status), count, None if percent is None else Percent(percent)))
        for status, count, percent in zip(published.statuses, published.counts, published.percents, strict=True)
    ]
    whole = _NA if published.whole is None else Percent(published.whole)
    rows.append(Row((words.text("table.total"), published.total, whole), RowRole.TOTAL))
    return Table(
        key="statuses",
        title=words.text("monitoring.published_title", when=scene.when(scene.round)),
        columns=_share_columns(words),
        rows=tuple(rows),
        notes=(words.text("monitoring.published_note"), *_published_sources(scene)),
    )


def _published_sources(scene: _Scene) -> Iterator[str]:
    sources = (figure.source for figure in scene.dossier.published if figure.round == scene.round.id)
    for source in dict.fromkeys(source for source in sources if source):
        yield f"{scene.words.text('fact.source')}: {source}"


def _rounding_note(scene: _Scene) -> str:
    words, digits = scene.words, scene.digits
    places = words.text("rounding.places", n=digits) if digits else words.text("rounding.whole")
    return words.text(f"rounding.{scene.rounding}", places=places)


# By group and by goal


def _count_columns(scene: _Scene, subject: str, with_unknown: bool) -> tuple[Column, ...]:
    words = scene.words
    statuses = statuses_in_order(scene.dossier)
    unknown = (Column("unknown", words.text("column.unknown"), ColumnKind.COUNT),) if with_unknown else ()
    return (
        Column("subject", words.text(f"column.{subject}")),
        Column("total", words.text("column.total"), ColumnKind.COUNT),
        *(Column(f"status_{status.id}", status.name, ColumnKind.COUNT) for status in statuses),
        *unknown,
    )


def _count_cells(counts: Fulfilment, with_unknown: bool) -> tuple[Cell, ...]:
    return (counts.total, *counts.counts, *((counts.unknown,) if with_unknown else ()))


def _has_unknown(table: FulfilmentTable) -> bool:
    return any(row.fulfilment.unknown for row in table.rows)


def _count_table(scene: _Scene, table: FulfilmentTable, subject: str) -> Table:
    words = scene.words
    unknown = _has_unknown(table)
    rows = [
        Row(
            (subject_name(row.subject, words), *_count_cells(row.fulfilment, unknown)),
            key=None if isinstance(row.subject, Bucket) else row.subject.id,
        )
        for row in table.rows
    ]
    rows.append(Row((words.text("table.total"), *_count_cells(table.overall, unknown)), RowRole.TOTAL))
    notes = []
    percents = scene.percents(table.overall)
    if percents[0] is not None if percents else False:
        shown = percents if unknown else percents[:-1]
        whole = sum((percent.value for percent in shown if percent), Decimal(0))
        rows.append(Row((words.text("table.share"), Percent(whole), *shown), RowRole.SHARE))
        notes.append(_rounding_note(scene))
    if subject == "group" and scene.published is not None:
        rows += _published_rows(scene, scene.published, unknown)
        notes.append(words.text("monitoring.published_note"))
    if any(None in row.cells for row in rows):
        notes.append(words.text("monitoring.unknown_note"))
    return Table(
        key=f"by_{subject}",
        title=words.text(f"monitoring.by_{subject}_title", when=scene.when(scene.round)),
        columns=_count_columns(scene, subject, unknown),
        rows=tuple(rows),
        notes=tuple(notes),
    )


def _published_rows(scene: _Scene, published: PublishedRow, with_unknown: bool) -> Iterator[Row]:
    words = scene.words
    tail = (_NA,) if with_unknown else ()
    counted = scene.table.overall
    if (published.total, published.counts) != (counted.total, counted.counts):
        cells = (words.text("table.published"), published.total, *published.counts, *tail)
        yield Row(cells, RowRole.PUBLISHED)
    if any(percent is not None for percent in published.percents):
        percents = (None if percent is None else Percent(percent) for percent in published.percents)
        whole = _NA if published.whole is None else Percent(published.whole)
        yield Row((words.text("table.published_share"), whole, *percents, *tail), RowRole.PUBLISHED)


def _share_figure(scene: _Scene, table: FulfilmentTable, subject: str) -> Figure | None:
    words = scene.words
    unknown = _has_unknown(table)
    rows = []
    for row in (*table.rows, None):
        counts = table.overall if row is None else row.fulfilment
        percents = scene.percents(counts)
        shown = percents if unknown else percents[:-1]
        if None not in shown and shown:
            name = words.text("table.total") if row is None else subject_name(row.subject, words)
            rows.append(Row((name, counts.total, *shown), RowRole.TOTAL if row is None else RowRole.BODY))
    if len(rows) <= 1:
        return None
    columns = _count_columns(scene, subject, unknown)
    return Figure(
        key=f"by_{subject}_shares",
        kind=FigureKind.SHARES,
        alt=words.text(f"monitoring.by_{subject}_alt", when=scene.when(scene.round)),
        table=Table(
            key=f"by_{subject}_shares",
            title=words.text(f"monitoring.by_{subject}_shares_title", when=scene.when(scene.round)),
            columns=(
                *columns[:2],
                *(Column(column.key, column.label, ColumnKind.PERCENT, "%") for column in columns[2:]),
            ),
            rows=tuple(rows),
            notes=(_rounding_note(scene),),
        ),
    )


def _by_group(scene: _Scene) -> Section:
    blocks: list[Block] = []
    if scene.table.rows:
        blocks.append(_count_table(scene, scene.table, "group"))
        if figure := _share_figure(scene, scene.table, "group"):
            blocks.append(figure)
    return Section(key="by_group", title=scene.words.text("monitoring.by_group"), blocks=tuple(blocks))


def _by_goal(scene: _Scene) -> Section:
    table = fulfilment(scene.dossier, scene.round, by="goal")
    blocks = (_count_table(scene, table, "goal"),) if table.rows else ()
    return Section(key="by_goal", title=scene.words.text("monitoring.by_goal"), blocks=blocks)


# Change


def _change(scene: _Scene) -> Section:
    words = scene.words
    blocks: list[Block] = []
    if scene.before is not None:
        earlier = fulfilment(scene.dossier, scene.before)
        blocks.append(_change_table(scene, earlier.overall, scene.before))
        if scene.by_measure and has_readings(scene.dossier, scene.before):
            blocks += _moved(scene, scene.before)
    if len(scene.dossier.rounds) > _TWO:
        blocks.append(_all_rounds(scene))
    return Section(key="change", title=words.text("monitoring.change"), blocks=tuple(blocks))


def _all_rounds(scene: _Scene) -> Table:
    """How the fulfilment went on, round by round."""
    words = scene.words
    rows = []
    for fulfilled in fulfilment_over_time(scene.dossier):
        overall, round_ = fulfilled.overall, fulfilled.round
        cells = (
            round_.period if round_.period != Period() else round_.id,
            *overall.counts,
            overall.unknown,
            overall.total,
        )
        rows.append(Row(cells, key=round_.id))
    statuses = [Column(status.id, status.name, ColumnKind.COUNT) for status in statuses_in_order(scene.dossier)]
    return Table(
        key="rounds",
        title=words.text("monitoring.rounds_title"),
        columns=(
            Column("round", words.text("column.round"), ColumnKind.DATE),
            *statuses,
            Column("unknown", words.text("column.unknown"), ColumnKind.COUNT),
            Column("total", words.text("column.total"), ColumnKind.COUNT),
        ),
        rows=tuple(rows),
        notes=(words.text("monitoring.unknown_note"),),
    )


def _difference(before: int | None, after: int | None) -> int | None:
    return None if before is None or after is None else after - before


def _change_table(scene: _Scene, earlier: Fulfilment, before: MonitoringRound) -> Table:
    words, later = scene.words, scene.table.overall
    rows = [
        Row((StatusMark.of(status), old, new, _difference(old, new)))
        for status, old, new in zip(later.statuses, earlier.counts, later.counts, strict=True)
    ]
    if earlier.unknown or later.unknown:
        unknown = words.text("monitoring.not_reported")
        rows.append(Row((unknown, earlier.unknown, later.unknown, _difference(earlier.unknown, later.unknown))))
    totals = (earlier.total, later.total, _difference(earlier.total, later.total))
    rows.append(Row((words.text("table.total"), *totals), RowRole.TOTAL))
    return Table(
        key="change",
        title=words.text("monitoring.change_title"),
        columns=(
            Column("status", words.text("column.status"), ColumnKind.STATUS),
            Column("before", words.show(before.period), ColumnKind.COUNT),
            Column("after", words.show(scene.round.period), ColumnKind.COUNT),
            Column("difference", words.text("column.difference"), ColumnKind.DIFFERENCE),
        ),
        rows=tuple(rows),
    )


def _moved(scene: _Scene, before: MonitoringRound) -> Iterator[Block]:
    words = scene.words
    changes = status_changes(scene.dossier, before, scene.round)
    yield Paragraph(words.text("monitoring.moved", n=len(changes)))
    if changes:
        yield Table(
            key="moved",
            title=words.text("monitoring.moved_title"),
            columns=(
                Column("measure", words.text("column.measure")),
                Column("before", words.show(before.period), ColumnKind.STATUS),
                Column("after", words.show(scene.round.period), ColumnKind.STATUS),
            ),
            rows=tuple(
                Row(
                    (coded_title(change.measure), StatusMark.of(change.before), StatusMark.of(change.after)),
                    key=change.measure.id,
                )
                for change in changes
            ),
        )
    reported = [
        (status_of(scene.dossier, measure, before), status_of(scene.dossier, measure, scene.round))
        for measure in measures_of(scene.dossier, scene.round)
    ]
    newly = sum(old is None and new is not None for old, new in reported)
    silent = sum(old is not None and new is None for old, new in reported)
    if newly:
        yield Paragraph(words.text("monitoring.newly_reported", n=newly))
    if silent:
        yield Paragraph(words.text("monitoring.no_longer_reported", n=silent))


# Measure by measure


def _measures(scene: _Scene) -> Section:
    blocks: tuple[Block, ...] = ()
    if scene.by_measure:
        blocks = tuple(_group_sections(scene))
    return Section(key="measures", title=scene.words.text("monitoring.measures"), blocks=blocks)


def _group_sections(scene: _Scene) -> Iterator[Section]:
    dossier, words = scene.dossier, scene.words
    owners: dict[WorkingGroup | Bucket, dict[Goal | None, list[Measure]]] = {}
    for measure in measures_of(dossier, scene.round):
        goals = owners.setdefault(group_of(dossier, measure), {})
        goals.setdefault(dossier.get(Goal, measure.goal), []).append(measure)
    for owner in (*in_order(dossier.groups), *Bucket):
        if owner in owners:
            key = owner.value if isinstance(owner, Bucket) else owner.id
            sections = tuple(_goal_section(scene, key, goal, measures) for goal, measures in owners[owner].items())
            yield Section(key=f"measures_{key}", title=subject_name(owner, words), blocks=sections)


def _goal_section(scene: _Scene, owner: str, goal: Goal | None, measures: Sequence[Measure]) -> Section:
    words = scene.words
    title = coded_title(goal) if goal else words.text("bucket.unassigned")
    readings = [scene.dossier.get(Reading, scene.round.id, measure.id) for measure in measures]
    spent = Column("spent", words.text("column.spent"), ColumnKind.MONEY, words.text("unit.czk"))
    optional: list[tuple[Column, list[Cell]]] = [
        (
            Column("comment", words.text("column.comment")),
            [reading.comment if reading else None for reading in readings],
        ),
        (
            Column("evidence", words.text("column.evidence")),
            [reading.evidence if reading else None for reading in readings],
        ),
        (spent, [reading.spent if reading else None for reading in readings]),
    ]
    filled = [(column, cells) for column, cells in optional if any(cell is not None for cell in cells)]
    coded = any(measure.code for measure in measures)
    columns = [
        Column("measure", words.text("column.measure")),
        Column("status", words.text("column.status"), ColumnKind.STATUS),
    ]
    rows = []
    for place, measure in enumerate(measures):
        status = StatusMark.of(status_of(scene.dossier, measure, scene.round))
        code: tuple[Cell, ...] = (measure.code or _NA,) if coded else ()
        rows.append(Row((*code, measure.title, status, *(cells[place] for _, cells in filled)), key=measure.id))
    code_column = (Column("code", words.text("column.code"), ColumnKind.CODE),) if coded else ()
    key = f"{owner}_{goal.id if goal else Bucket.UNASSIGNED.value}"
    table = Table(
        key=f"measures_of_{key}",
        title=words.text("monitoring.measures_title", goal=title),
        columns=(*code_column, *columns, *(column for column, _ in filled)),
        rows=tuple(rows),
        captioned=False,
    )
    return Section(key=f"goal_{key}", title=title, blocks=(table,))


# What is not known, how it was computed, what is to be decided


def _unknown(scene: _Scene) -> Section:
    words = scene.words
    blocks: list[Block] = []
    if scene.by_measure:
        silent = [
            measure
            for measure in measures_of(scene.dossier, scene.round)
            if status_of(scene.dossier, measure, scene.round) is None
        ]
        if silent:
            blocks.append(Paragraph(words.text("monitoring.silent", n=len(silent))))
            blocks.append(_silent_table(scene, silent))
    else:
        gaps = [row for row in scene.table.rows if not row.fulfilment.is_known]
        if gaps:
            names = words.listed(subject_name(row.subject, words) for row in gaps)
            blocks.append(Paragraph(words.text("monitoring.gaps", n=len(gaps), groups=names)))
        notes = sorted({t.note for t in scene.dossier.tallies if t.round == scene.round.id and t.note})
        blocks += (Paragraph(note, ParagraphRole.NOTE) for note in notes)
        if not scene.dossier.measures:
            blocks.append(Paragraph(words.text("monitoring.no_measures")))
    return Section(key="unknown", title=words.text("monitoring.unknown"), blocks=tuple(blocks))


def _silent_table(scene: _Scene, silent: Iterable[Measure]) -> Table:
    words = scene.words
    return Table(
        key="silent",
        title=words.text("monitoring.silent_title"),
        columns=(Column("measure", words.text("column.measure")), Column("group", words.text("column.group"))),
        rows=tuple(
            Row((coded_title(measure), subject_name(group_of(scene.dossier, measure), words)), key=measure.id)
            for measure in silent
        ),
    )


def _method(scene: _Scene) -> Section:
    words = scene.words
    statuses = statuses_in_order(scene.dossier)
    blocks: list[Block] = []
    if statuses:
        blocks.append(
            Table(
                key="scale",
                title=words.text("monitoring.scale_title"),
                columns=(
                    Column("status", words.text("column.status"), ColumnKind.STATUS),
                    Column("meaning", words.text("column.meaning")),
                    Column("fulfilled", words.text("column.fulfilled")),
                ),
                rows=tuple(
                    Row(
                        (StatusMark.of(status), words.text(f"meaning.{status.meaning.value}"), status.fulfilled),
                        key=status.id,
                    )
                    for status in statuses
                ),
            )
        )
        blocks.append(Paragraph(words.text("monitoring.about_unknown")))
        if scene.table.overall.is_known:
            blocks.append(Paragraph(_rounding_note(scene)))
    return Section(key="method", title=words.text("monitoring.method"), blocks=tuple(blocks))


def _resolution(scene: _Scene) -> Section | None:
    """A draft of what the body may decide that the report lies before, else the one that approves the plan."""
    words, dossier = scene.words, scene.dossier
    resolution = dossier.get(Resolution, scene.round.resolution) if scene.round.resolution else None
    if resolution is not None and not resolution.is_open:
        return None
    body = group_name(dossier, resolution.body, words) if resolution else dossier.plan.approved_by
    act = words.text(f"act.{resolution.act.value if resolution else ResolutionAct.NOTE.value}")
    when = scene.when(scene.round)
    return draft_resolution(words, body, "monitoring.resolution_text", act=act, when=when, plan=dossier.plan.title)


@hookimpl
def register_reports() -> tuple[ReportKind, ...]:
    """Offer the monitoring report."""
    return (
        ReportKind(
            name="monitoring",
            label="monitoring.name",
            build=build,
            options=(
                Option(name="year", type=int, help="the year reported on; the newest round without it"),
                Option(name="round", type=str, help="the round reported on, by its identifier"),
                Option(name="digits", type=int, default=0, help="decimal places of percentages", choices=(0, 1, 2)),
                Option(name="rounding", type=str, default="largest_remainder", help="how", choices=ROUNDINGS),
            ),
        ),
    )
