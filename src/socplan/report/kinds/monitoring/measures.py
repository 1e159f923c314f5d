"""The measures: what was reported on each, and measures without a report."""

from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from decimal import Decimal

from socplan import calculations as calc
from socplan.model import Goal, Measure, Reading, WorkingGroup
from socplan.report.blocks import Block, Paragraph, ParagraphRole, Section
from socplan.report.cells import coded_title, some_of, sum_text
from socplan.report.columns import Col, listing
from socplan.report.kinds.monitoring.amended import amended
from socplan.report.kinds.monitoring.scene import MonitoringScene
from socplan.report.tables import NA, Cell, ColumnKind, NotApplicable, StatusMark


def measures(scene: MonitoringScene) -> Iterator[Block]:
    """Which wording of the measures was watched, then the reported measures by group and goal."""
    if not scene.by_measure:
        return
    dossier = scene.dossier
    owners: dict[WorkingGroup | calc.Bucket, dict[Goal | None, list[Measure]]] = {}
    for measure in _listed(scene):
        goals = owners.setdefault(calc.group_of(dossier, measure), {})
        goals.setdefault(dossier.get(Goal, measure.goal), []).append(measure)
    parts = [of for goals in owners.values() for of in goals.values()]
    if text := " ".join(amended(dossier, scene.round, scene.words)):
        yield Paragraph(text)
    notes = (_totals_note(scene, parts), _spent_note(scene, [measure for of in parts for measure in of]))
    if note := " ".join(filter(None, notes)):
        yield Paragraph(note, ParagraphRole.NOTE)
    for owner in (*calc.in_order(dossier.groups), *calc.Bucket):
        if owner in owners:
            key = owner.value if isinstance(owner, calc.Bucket) else owner.id
            sections = tuple(_goal_section(scene, key, goal, listed) for goal, listed in owners[owner].items())
            yield Section(key=f"measures_{key}", title=scene.subject_name(owner), blocks=sections)


def _listed(scene: MonitoringScene) -> Iterator[Measure]:
    """The measures that the round covers or reports on."""
    dossier = scene.dossier
    covered = {measure.id for measure in calc.measures_of(dossier, scene.round)}
    for measure in calc.measures_in(dossier, scene.round.period):
        if measure.id in covered or dossier.get(Reading, scene.round.id, measure.id) is not None:
            yield measure


def _totals_note(scene: MonitoringScene, parts: Iterable[Sequence[Measure]]) -> str | None:
    """Why some tables have no total of what was spent, where others have one."""
    amounts = [[reading and reading.spent for reading in (_shown(scene, each) for each in of)] for of in parts]
    known = [sum(amount is not None for amount in of) for of in amounts]
    single = any(count == 1 and len(of) > 1 for count, of in zip(known, amounts, strict=True))
    return scene.words.text("monitoring.totals_note") if single and max(known) > 1 else None


def _goal_section(scene: MonitoringScene, owner: str, goal: Goal | None, listed: Sequence[Measure]) -> Section:
    words = scene.words
    title = coded_title(goal) if goal else scene.subject_name(calc.Bucket.UNASSIGNED, "goal")
    key = f"{owner}_{goal.id if goal else calc.Bucket.UNASSIGNED.value}"

    def reported(attribute: str) -> Callable[[Measure], Cell]:
        return lambda measure: getattr(_shown(scene, measure), attribute, None)

    table = listing(
        scene,
        f"measures_of_{key}",
        listed,
        Col("code", lambda measure: measure.code or NA, ColumnKind.CODE),
        Col("measure", lambda measure: scene.marked(measure.title, measure)),
        Col("status", lambda measure: _mark(scene, measure), ColumnKind.STATUS, essential=True),
        Col("comment", reported("comment")),
        Col("evidence", reported("evidence")),
        Col("spent", reported("spent"), ColumnKind.MONEY, _spent(scene, listed)),
        title=words.text("monitoring.measures_title", goal=title),
        captioned=False,
    )
    return Section(key=f"goal_{key}", title=title, blocks=(table,) if table else ())


def _shown(scene: MonitoringScene, measure: Measure) -> Reading | None:
    """The reading to print."""
    return calc.stated_reading(scene.dossier, measure, scene.round)


def _spent(scene: MonitoringScene, measures: Iterable[Measure]) -> calc.Sum[Decimal] | NotApplicable:
    """What was spent on measures by their reports; the parts of a measure are not added to it.

    Not applicable where reports give no amount or only one, which is no sum.
    """
    listed = tuple(measures)
    names = {measure.id for measure in listed}
    readings = [_shown(scene, measure) for measure in listed if measure.part_of not in names]
    spent = calc.Sum.of([reading.spent if reading else None for reading in readings], Decimal(0))
    return spent if spent.parts - spent.unknown > 1 else NA


def spent_in_all(scene: MonitoringScene) -> str | None:
    """What all reports of the round together give as spent; a part that is not known is said."""
    if not scene.by_measure:
        return None
    spent, words = _spent(scene, _listed(scene)), scene.words
    if isinstance(spent, NotApplicable):
        return None
    if spent.total is not None:
        return words.text("monitoring.spent_in_all", amount=spent.total)
    return words.text("monitoring.spent_at_least", amount=spent.known, n=spent.unknown)


def _spent_note(scene: MonitoringScene, measures: Iterable[Measure]) -> str | None:
    """The measures of which allocations and reports give other amounts as spent."""
    words = scene.words
    told: dict[str, list[str]] = {"spent_otherwise": [], "drawn_unreported": []}
    for measure in measures:
        for key, amount in _spent_otherwise(scene, measure):
            name = measure.code or measure.title
            told[key].append(words.text("monitoring.spent_on", measure=name, amount=amount))
    notes = (
        words.text(f"monitoring.{key}", amounts=some_of(words, amounts, "; "))
        for key, amounts in told.items()
        if amounts
    )
    return " ".join(notes) or None


def _spent_otherwise(scene: MonitoringScene, measure: Measure) -> Iterator[tuple[str, str]]:
    """What the allocations of the year give as spent, where this cannot be what was reported, or nothing was."""
    year, reading = scene.round.period.year, _shown(scene, measure)
    if year is None:
        return
    found = next((row for row in calc.funding_by_measure(scene.dossier, year) if row.subject is measure), None)
    if found is None:
        return
    spent, words = found.spent, scene.words
    if reading is None or reading.spent is None:
        # Where no report of the round gives any sum, nobody misses one.
        asked = any(each.spent is not None for each in scene.dossier.having(Reading, "round", scene.round.id))
        if asked and spent.known > 0 and (text := sum_text(words, spent)):
            yield "drawn_unreported", text
        return
    differs = spent.known > reading.spent if spent.total is None else spent.total != reading.spent
    if differs and (text := sum_text(words, spent)):
        yield "spent_otherwise", text


def _mark(scene: MonitoringScene, measure: Measure) -> StatusMark | None:
    return StatusMark.of(calc.status_of(scene.dossier, measure, scene.round))


def unknown(scene: MonitoringScene, noted: Container[str]) -> Iterator[Block | None]:
    """Measures without a report; in a round of counts, groups whose counts have gaps.

    ``noted`` are the notes on counts that stand at their cells.
    """
    dossier, words = scene.dossier, scene.words
    if scene.by_measure:
        silent = scene.silent if scene.silent_table == "silent" else ()
        if silent:
            yield Paragraph(words.text("monitoring.silent", n=len(silent)))
        yield listing(
            scene,
            "silent",
            silent,
            Col("measure", lambda measure: scene.marked(coded_title(measure), measure)),
            Col("group", lambda measure: scene.subject_name(calc.group_of(dossier, measure))),
            title=words.text("monitoring.silent_title"),
        )
        return
    gaps = [row for row in scene.table.rows if not row.fulfilment.is_known]
    by_status = any(count is not None for row in scene.table.rows for count in row.fulfilment.counts)
    if len(gaps) > 1 and not by_status:
        key = "totals_only" if dossier.measures else "totals_alone"
        yield Paragraph(words.text(f"monitoring.{key}"))
    elif gaps:
        names = some_of(words, (scene.subject_name(row.subject) for row in gaps))
        yield Paragraph(words.text("monitoring.gaps", n=len(gaps), groups=names))
    notes = {tally.note for tally in dossier.tallies if tally.round == scene.round.id and tally.note}
    for note in sorted(note for note in notes if note not in noted):
        yield Paragraph(note, ParagraphRole.NOTE)
    if not dossier.measures and (by_status or len(gaps) <= 1):
        yield Paragraph(words.text("monitoring.no_measures"))
