"""The summary with its numbers and disagreements, and the method."""

from collections.abc import Iterable, Iterator

from socplan import calculations as calc
from socplan.checks import sentence
from socplan.report.blocks import NA, Block, Cell, ColumnKind, Paragraph, ParagraphRole, Percent, StatusMark, Table
from socplan.report.columns import Col, listing
from socplan.report.kinds.monitoring.scene import MonitoringScene
from socplan.report.parts import paragraphs


def summary(scene: MonitoringScene) -> Iterator[Block | None]:
    """The answer in a paragraph, and measures by status."""
    words, overall = scene.words, scene.table.overall
    if overall.is_known and overall.total:
        yield Paragraph(_counted_sentences(scene, overall), ParagraphRole.LEAD)
        yield _status_table(scene, overall)
    elif scene.published is not None:
        yield Paragraph(_published_sentences(scene, scene.published), ParagraphRole.LEAD)
        yield _published_table(scene, scene.published)
    else:
        known = overall.total is not None or any(_is_partly_known(row.fulfilment) for row in scene.table.rows)
        key = "monitoring.partly_known" if known else "monitoring.nothing_known"
        yield Paragraph(words.text(key, when=scene.when), ParagraphRole.LEAD)
    warnings = [finding for finding in scene.disagreements if finding.code.startswith("published-total")]
    for text in dict.fromkeys(sentence(finding, words) for finding in warnings or scene.disagreements[:1]):
        yield Paragraph(text, ParagraphRole.WARNING)
    if (position := _plan_year(scene)) is not None:
        yield Paragraph(position)
    yield from paragraphs(scene.round.note, ParagraphRole.NOTE)


def _is_partly_known(counts: calc.Fulfilment) -> bool:
    return counts.total is not None or any(count is not None for count in counts.counts)


def _counted_sentences(scene: MonitoringScene, overall: calc.Fulfilment) -> str:
    words = scene.words
    percents = scene.percents(overall)
    clauses = []
    meanings = [status.meaning for status in overall.statuses]
    for status, count, percent in zip(overall.statuses, overall.counts, percents, strict=False):
        alone = meanings.count(status.meaning) == 1
        key = f"monitoring.clause.{status.meaning.value}" if alone else "monitoring.clause.other"
        shown = words.percent(percent.value) if percent else words.show(None)
        clauses.append(words.text(key, n=count, percent=shown, status=status.name))
    if overall.unknown:
        clauses.append(words.text("monitoring.clause.unknown", n=overall.unknown))
    measures = words.text("count.measures", n=overall.total or 0)
    counted = words.text("monitoring.counted", measures=measures, when=scene.when, clauses=words.listed(clauses))
    return f"{counted} {_fulfilled_sentence(scene, overall)}"


def _fulfilled_sentence(scene: MonitoringScene, overall: calc.Fulfilment) -> str:
    """The rate of fulfilment (míra plnění), by the statuses that the plan counts as fulfilled."""
    fulfilled, total = overall.fulfilled or 0, overall.total or 0
    share, _ = calc.percentages((fulfilled, total - fulfilled), digits=scene.digits, rounding=scene.rounding)
    shown = scene.words.percent(share) if share is not None else scene.words.show(None)
    return scene.words.text("monitoring.fulfilled", n=fulfilled, total=total, percent=shown)


def _published_sentences(scene: MonitoringScene, published: calc.PublishedRow) -> str:
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
        "monitoring.plan_year",
        year=str(year),
        number=year - plan.start.year + 1,
        of=plan.end.year - plan.start.year + 1,
    )


def _status_table(scene: MonitoringScene, overall: calc.Fulfilment) -> Table | None:
    percents = scene.percents(overall)
    rows: list[tuple[Cell, int | None, Percent | None]] = [
        (StatusMark.of(status), count, percent)
        for status, count, percent in zip(overall.statuses, overall.counts, percents, strict=False)
    ]
    if overall.unknown:
        rows.append((scene.words.text("monitoring.not_reported"), overall.unknown, percents[-1]))
    title = scene.words.text("monitoring.statuses_title", when=scene.when)
    return _statuses(scene, rows, overall.total, scene.whole(overall), title, (scene.rounding_note,))


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


def _statuses(
    scene: MonitoringScene,
    rows: Iterable[tuple[Cell, int | None, Percent | None]],
    total: int | None,
    whole: Cell,
    title: str,
    notes: Iterable[str],
) -> Table | None:
    """Measures by status, with shares."""
    return listing(
        scene,
        "statuses",
        rows,
        Col("status", lambda row: row[0], ColumnKind.STATUS),
        Col("measures", lambda row: row[1], ColumnKind.COUNT, total),
        Col("share", lambda row: row[2], ColumnKind.PERCENT, whole, unit="%"),
        title=title,
        notes=notes,
    )


def method(scene: MonitoringScene) -> Iterator[Block | None]:
    """The status scale of the plan, and how unknown values and rounding are treated."""
    words = scene.words
    scale = listing(
        scene,
        "scale",
        calc.statuses_in_order(scene.dossier),
        Col("status", StatusMark.of, ColumnKind.STATUS),
        Col("meaning", lambda status: words.text(f"meaning.{status.meaning.value}")),
        Col("fulfilled", lambda status: status.fulfilled),
        title=words.text("monitoring.scale_title"),
    )
    if scale:
        yield scale
        yield Paragraph(words.text("monitoring.about_unknown"))
        if scene.table.overall.is_known:
            yield Paragraph(scene.rounding_note)
