"""The summary with its numbers and disagreements, and the method."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from socplan import calculations as calc
from socplan.checks import Finding, Grade, sentence
from socplan.labels import Wording
from socplan.model import Measure, RoundScope, Status, StatusMeaning
from socplan.report.blocks import Block, Paragraph, ParagraphRole
from socplan.report.cells import any_rounded
from socplan.report.columns import Col, listing
from socplan.report.kinds.monitoring.amended import amended, has_later
from socplan.report.kinds.monitoring.change import compared_table, forward, fulfilled_before
from socplan.report.kinds.monitoring.counts import whole_or_least
from socplan.report.kinds.monitoring.measures import spent_in_all
from socplan.report.kinds.monitoring.scene import MonitoringScene
from socplan.report.markdown import rich_blocks
from socplan.report.tables import NA, Cell, ColumnKind, Figure, FigureKind, Percent, RowRole, Series, StatusMark, Table
from socplan.report.texts import MarkKind, referring

#: From this number of statuses on, two of them may be no clear choice.
_THREE: Final = 3
#: The most measures that page one names.
_FEW_NAMES: Final = 3
#: A single bar compares nothing.
_FEWEST_BARS: Final = 2


def summary(scene: MonitoringScene) -> Iterator[Block | None]:
    """The answer in a paragraph, and measures by status."""
    words, overall = scene.words, scene.table.overall
    if overall.is_known and overall.total:
        yield Paragraph(_counted_sentences(scene, overall), ParagraphRole.LEAD)
        yield _status_figure(scene, overall)
    elif scene.published is not None:
        yield Paragraph(_published_sentences(scene, scene.published), ParagraphRole.LEAD)
        yield _published_table(scene, scene.published)
    elif overall.total is not None or any(count is not None for count in overall.counts):
        yield Paragraph(_counted_sentences(scene, overall), ParagraphRole.LEAD)
        if any(count is not None for count in overall.counts):
            yield _status_table(scene, overall)
    else:
        known = any(_is_partly_known(row.fulfilment) for row in scene.table.rows)
        key = "monitoring.partly_known" if known else "monitoring.nothing_known"
        yield Paragraph(words.text(key, when=scene.when), ParagraphRole.LEAD)
    for text in dict.fromkeys(sentence(finding, words) for finding in warnings(scene)):
        yield Paragraph(text, ParagraphRole.WARNING)
    told = (
        _plan_year(scene),
        _majority(scene),
        forward(scene),
        *_not_done(scene),
        _unknown_named(scene),
        spent_in_all(scene),
    )
    texts = [part for part in told if part]
    if scene.by_measure and overall.unknown and len(scene.silent) > _FEW_NAMES:
        key = scene.silent_table
        title = words.text("monitoring.silent_title" if key == "silent" else "monitoring.delivery_title")
        name = words.text("monitoring.quoted", name=title)
        texts.append(words.text("monitoring.see_silent", table=name))
        yield Paragraph(referring(" ".join(texts), (name, key), kind=MarkKind.NUMBER))
    elif texts:
        yield Paragraph(" ".join(texts))
    yield from rich_blocks(scene.round.note, ParagraphRole.NOTE)


def warnings(scene: MonitoringScene) -> tuple[Finding, ...]:
    """The disagreements that the summary has to say: those of totals, or else the first one."""
    disagreements = tuple(finding for finding in scene.disagreements if finding.grade is not Grade.NOTE)
    return (
        tuple(finding for finding in disagreements if finding.code.startswith("published-total")) or disagreements[:1]
    )


def _not_done(scene: MonitoringScene) -> Iterator[str]:
    """The few measures of each status that means not done, by their names: what a council asks first."""
    words, measures = scene.words, scene.sure_measures if scene.by_measure else ()
    of = {measure.id: calc.status_of(scene.dossier, measure, scene.round) for measure in measures}
    for status in scene.table.overall.statuses:
        if status.meaning is not StatusMeaning.NOT_DONE or status.also:
            continue
        names = [_quoted_title(scene, measure) for measure in measures if of[measure.id] == status]
        if 0 < len(names) <= _FEW_NAMES:
            name = words.text("monitoring.quoted", name=status.name)
            yield words.text("monitoring.named", n=len(names), status=name, names=words.listed(names))


def _unknown_named(scene: MonitoringScene) -> str | None:
    """The few measures whose status is not known; of more their table is named."""
    missing = {row.measure for row in scene.missing}
    names = [_silent_title(scene, measure, owed=measure in missing) for measure in scene.silent]
    if not 0 < len(names) <= _FEW_NAMES:
        return None
    return scene.words.text("monitoring.named_unknown", n=len(names), names=scene.words.listed(names))


def _silent_title(scene: MonitoringScene, measure: Measure, *, owed: bool) -> str:
    """A measure of unknown status; where its report is ``owed``, with who answers for it."""
    title = _quoted_title(scene, measure)
    if not owed or measure.responsible is None:
        return title
    return scene.words.text("monitoring.answered_by", title=title, name=measure.responsible)


def _quoted_title(scene: MonitoringScene, measure: Measure) -> str:
    return scene.words.text("monitoring.quoted", name=scene.title_of(Measure, measure.id))


def _is_partly_known(counts: calc.Fulfilment) -> bool:
    return counts.total is not None or any(count is not None for count in counts.counts)


def _counted_sentences(scene: MonitoringScene, overall: calc.Fulfilment) -> str:
    words = scene.words
    known = [
        (status.name, count, percent)
        for status, count, percent in zip(overall.statuses, overall.counts, scene.percents(overall), strict=False)
        if count is not None
    ]
    if not any(count for _, count, _ in known) and (overall.unknown or not known):
        # Nothing was reported: that is said once, and not status by status.
        nothing = words.text("monitoring.nothing_known", when=scene.when)
        return " ".join(filter(None, (_scope_sentence(scene, overall), nothing)))
    # Statuses that no measure has are in the table.
    had = [each for each in known if each[1]] or known
    clauses = [
        # The first names what is counted.
        words.text("monitoring.clause.status" if place else "monitoring.clause.first", n=count, status=name)
        + _in_brackets(scene, percent)
        for place, (name, count, percent) in enumerate(had)
    ]
    if overall.unknown:
        share = _in_brackets(scene, scene.percents(overall)[-1])
        clauses.append(words.text("monitoring.clause.unknown", n=overall.unknown) + share)
    sentences = [_scope_sentence(scene, overall), words.text("monitoring.counted", clauses=words.listed(clauses))]
    missing = [s.name for s, count in zip(overall.statuses, overall.counts, strict=True) if count is None]
    if missing:
        names = words.listed(words.text("monitoring.quoted", name=name) for name in missing)
        sentences.append(words.text("monitoring.counts_missing", names=names))
    sentences += (_fulfilled_sentence(scene, overall), fulfilled_before(scene))
    return " ".join(sentence for sentence in sentences if sentence)


def _in_brackets(scene: MonitoringScene, percent: Percent | None) -> str:
    return f" ({scene.words.percent(percent.value)})" if percent else ""


def _scope_sentence(scene: MonitoringScene, overall: calc.Fulfilment) -> str | None:
    """Which measures the round covers, and how many they are."""
    words, round_, end = scene.words, scene.round, scene.round.period.end
    if round_.covers is RoundScope.DUE and end is not None:
        by = str(end.year) if end.last_day == date(end.year, 12, 31) else end
        key = f"monitoring.due_by_{'year' if isinstance(by, str) else 'date'}"
        unknown = len([m for m in calc.due_measures(scene.dossier, round_).unknown if m.part_of is None])
        if overall.total is not None:
            return words.text(key, n=overall.total, end=by)
        sentences = (
            words.text(f"{key}_least", n=len(scene.sure_measures), end=by),
            words.text("monitoring.term_unknown", n=unknown),
        )
        return " ".join(sentences)
    if overall.total is None:
        return words.text("monitoring.total_unknown")
    listed = scene.by_measure or not scene.dossier.tallies
    all_ = round_.covers is RoundScope.ALL or (round_.covers is None and listed)
    key = "monitoring.scope_all" if all_ else "monitoring.scope_stated"
    if all_ and overall.total and has_later(scene.dossier, round_):
        key = "monitoring.scope_then"
    return words.text(key, n=overall.total, total=overall.total, when=scene.when)


def _fulfilled_sentence(scene: MonitoringScene, overall: calc.Fulfilment) -> str | None:
    """The rate of fulfilment (míra plnění), by the statuses that the plan counts as fulfilled."""
    words, percent = scene.words, scene.fulfilled(overall)
    names = [words.text("monitoring.quoted", name=s.name) for s in overall.statuses if s.fulfilled]
    if percent is None or not names:
        return None
    if scene.rate(overall) is None:
        return words.text("monitoring.fulfilled_open", statuses=words.listed(names))
    return words.text(
        "monitoring.fulfilled_least" if overall.unknown else "monitoring.fulfilled",
        n=overall.fulfilled,
        total=overall.total,
        percent=words.percent(percent.value),
        statuses=words.listed(names),
    )


def _majority(scene: MonitoringScene) -> str | None:
    """The status, or the two, in which most measures were by published counts; of others the lead says as much."""
    words, published = scene.words, scene.published
    if scene.table.overall.is_known or published is None or not published.total_published:
        return None
    counts, total = published.counts, published.total
    known = [(count, status) for status, count in zip(published.statuses, counts, strict=True) if count is not None]
    ranked = sorted(known, key=lambda pair: -pair[0])
    if not total or sum(count for count, _ in known) > total:
        return None
    for statuses in (ranked[:1], ranked[:2]):
        count = sum(count for count, _ in statuses)
        # Of all measures „most“ would say too little; of two statuses as frequent as a third one it would choose.
        if 2 * count > total > count and (len(statuses) == 1 or len(ranked) < _THREE or ranked[2][0] < ranked[1][0]):
            names = [words.text("monitoring.quoted", name=status.name) for _, status in statuses]
            key = "monitoring.majority" if len(names) == 1 else "monitoring.majority_of_two"
            return words.text(key, first=names[0], second=names[-1], n=count, total=total)
    return None


def _published_sentences(scene: MonitoringScene, published: calc.PublishedRow) -> str:
    words = scene.words
    clauses = []
    for status, count, percent in zip(published.statuses, published.counts, published.percents, strict=True):
        if count is None and percent is None:
            continue
        shown = words.percent(percent) if percent is not None else words.show(None)
        key = "monitoring.published_share" if count is None else "monitoring.published_both"
        name = words.text("monitoring.quoted", name=status.name)
        clauses.append(words.text(key, status=name, n=count, percent=shown))
    measures = words.text("count.measures", n=published.total or 0)
    when = scene.when
    if not clauses:
        return words.text("monitoring.published_total", measures=measures, when=when)
    key = "monitoring.published" if published.total is not None else "monitoring.published_shares"
    return words.text(key, measures=measures, when=when, clauses=words.listed(clauses))


def _plan_year(scene: MonitoringScene) -> str | None:
    plan, year = calc.plan_period(scene.dossier), scene.round.period.year
    if year is None or plan.start is None or plan.end is None or not plan.start.year <= year <= plan.end.year:
        return None
    return scene.words.text(
        "monitoring.plan_year", year=str(year), n=year - plan.start.year + 1, total=plan.end.year - plan.start.year + 1
    )


def _status_figure(scene: MonitoringScene, overall: calc.Fulfilment) -> Block | None:
    """The counts as a bar for each status: with the change since the round before, or else with the shares alone."""
    compared = compared_table(scene)
    table = compared or _status_table(scene, overall)
    if table is None or len(overall.statuses) < _FEWEST_BARS:
        return table
    percents = [row.cells[-1] if row.role is RowRole.BODY else None for row in table.rows]
    shares = tuple(scene.words.percent(cell.value) if isinstance(cell, Percent) else "" for cell in percents)
    return Figure(
        key=table.key,
        kind=FigureKind.BARS,
        alt=scene.words.text("monitoring.statuses_alt", when=scene.when),
        table=table,
        series=(Series("measures"),),
        alone=compared is None,
        beside=() if compared else shares,
    )


def _status_table(scene: MonitoringScene, overall: calc.Fulfilment, key: str = "statuses") -> Table | None:
    percents = scene.percents(overall)
    rows: list[tuple[Cell, int | None, Percent | None]] = [
        (StatusMark.of(status), count, percent)
        for status, count, percent in zip(overall.statuses, overall.counts, percents, strict=False)
    ]
    if overall.unknown:
        rows.append((scene.words.text("monitoring.not_known"), overall.unknown, percents[-1]))
    title = scene.words.text(f"monitoring.{key}_title", when=scene.when)
    notes = [scene.rounding_note([(None, percents)])] if any_rounded(percents) else []
    if None in overall.counts or overall.total is None:
        told = "monitoring.unknown_note" if overall.total is None else "monitoring.unknown_told_note"
        notes.append(scene.words.text(told))
    return _statuses(
        scene, rows, whole_or_least(overall.total, overall.counts), scene.whole(overall), title, notes, key
    )


def parts(scene: MonitoringScene) -> Iterator[Block | None]:
    """The parts of measures by status, counted apart."""
    if not calc.has_parts(scene.dossier):
        return
    counts = calc.fulfilment(scene.dossier, scene.round, parts=True).overall
    if not _is_partly_known(counts):
        return
    name = calc.part_name(scene.dossier)
    yield Paragraph(
        scene.words.text("monitoring.parts_named", level=name) if name else scene.words.text("monitoring.parts_apart")
    )
    yield _status_table(scene, counts, "parts")


def _published_table(scene: MonitoringScene, published: calc.PublishedRow) -> Table | None:
    words = scene.words
    rows: list[tuple[Cell, int | None, Percent | None]] = [
        (StatusMark.of(status), count, None if percent is None else Percent(percent))
        for status, count, percent in zip(published.statuses, published.counts, published.percents, strict=True)
    ]
    whole = NA if published.whole is None else Percent(published.whole)
    figures = (figure.source for figure in scene.dossier.published if figure.round == scene.round.id)
    sources = (f"{words.text('fact.source')}: {source}" for source in dict.fromkeys(figures) if source)
    title = words.text("monitoring.published_title", when=scene.when)
    return _statuses(scene, rows, published.total, whole, title, (words.text("monitoring.published_note"), *sources))


def _statuses(  # noqa: PLR0913, PLR0917 - the parts of one table
    scene: MonitoringScene,
    rows: Iterable[tuple[Cell, int | None, Percent | None]],
    total: Cell,
    whole: Cell,
    title: str,
    notes: Iterable[str],
    key: str = "statuses",
) -> Table | None:
    """Measures by status, with shares."""
    return listing(
        scene,
        key,
        rows,
        Col("status", lambda row: row[0], ColumnKind.STATUS),
        Col("measures" if key == "statuses" else "parts", lambda row: row[1], ColumnKind.COUNT, total),
        Col("share", lambda row: row[2], ColumnKind.PERCENT, whole, unit="%"),
        title=title,
        notes=notes,
    )


def method(scene: MonitoringScene) -> Iterator[Block | None]:
    """The status scale of the plan, how unknown values are treated, and which wording was watched in all.

    Of rounding tell the notes below tables, and of the wording of single measures the part on these.
    """
    words = scene.words
    scale = listing(
        scene,
        "scale",
        calc.statuses_in_order(scene.dossier),
        Col("status", StatusMark.of, ColumnKind.STATUS),
        Col("meaning", lambda status: _meaning(status, words)),
        Col("fulfilled", lambda status: status.fulfilled),
        title=words.text("monitoring.scale_title"),
    )
    if scale:
        yield scale
        if scene.by_measure:
            yield Paragraph(words.text("monitoring.about_unknown"))
    if not scene.by_measure and (text := " ".join(amended(scene.dossier, scene.round, words))):
        yield Paragraph(text)


def _meaning(status: Status, words: Wording) -> str:
    """What a status means; one that stands for two meanings has both."""
    meaning = words.text(f"meaning.{status.meaning.value}")
    return (
        words.text("monitoring.either", first=meaning, second=words.text(f"meaning.{status.also.value}"))
        if status.also
        else meaning
    )
