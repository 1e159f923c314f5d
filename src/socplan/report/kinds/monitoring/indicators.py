"""Indicators: what was reached, how far that is, and planned capacity beside the actual one."""

from collections.abc import Iterator, Sequence
from typing import Final

from socplan import calculations as calc
from socplan.labels import Wording
from socplan.model import Goal, Indicator, IndicatorValue, Measure, Territory
from socplan.report.blocks import Block, Paragraph
from socplan.report.cells import coded_title, some_of
from socplan.report.columns import Col, listing
from socplan.report.kinds.monitoring.scene import MonitoringScene
from socplan.report.parts import indicator_cols, lights_text
from socplan.report.tables import NA, Cell, ColumnKind, Table
from socplan.report.units import amount, unit_name

#: What the plan says of indicators, and this report elsewhere or not at all.
_ELSEWHERE: Final = frozenset({"indicator_name", "indicator_of", "unit", "baseline_day"})


def indicators(scene: MonitoringScene) -> Iterator[Block | None]:
    """The indicators of the round with their progress, their parts, and planned capacity."""
    dossier, round_ = scene.dossier, scene.round
    rows = [
        calc.indicator_progress(dossier, indicator, round_) for indicator in calc.indicators_of_round(dossier, round_)
    ]
    if rows:
        yield Paragraph(" ".join(_sentences(scene, rows)))
        yield _progress_table(scene, rows)
        yield _parts(scene, [row.indicator for row in rows])
    yield _capacities(scene)


def _sentences(scene: MonitoringScene, rows: Sequence[calc.IndicatorProgress]) -> Iterator[str]:
    """How many indicators there are, how many have reached their targets, and of how many that is not known."""
    words = scene.words
    yield words.text("monitoring.indicators_all", n=len(rows), when=scene.when)
    counts = {
        "indicators_reached": sum(row.share is not None and row.share >= 1 for row in rows),
        "indicators_still": sum(row.state is calc.ProgressState.NO_DISTANCE for row in rows),
    }
    for key, count in counts.items():
        if count:
            yield words.text(f"monitoring.{key}", n=count)
    unknown = [row for row in rows if row.state is calc.ProgressState.UNKNOWN]
    if unknown:
        lacks = [
            words.text(f"monitoring.lacks.{name}")
            for name, values in (
                ("baseline", [row.indicator.baseline for row in unknown]),
                ("target", [row.indicator.target for row in unknown]),
                ("actual", [row.actual for row in unknown]),
            )
            if None in values
        ]
        yield words.text("monitoring.indicators_unknown", n=len(unknown), lacks=words.listed(lacks))


def _progress_table(scene: MonitoringScene, rows: Sequence[calc.IndicatorProgress]) -> Table | None:
    words = scene.words

    def progress(row: calc.IndicatorProgress) -> Cell:
        if row.state is calc.ProgressState.NO_DISTANCE:
            return NA
        return scene.percent(row.share)

    def light(row: calc.IndicatorProgress) -> Cell:
        if row.indicator.green_from is None or row.state is calc.ProgressState.NO_DISTANCE:
            return NA
        return words.text(f"monitoring.light.{row.light.value}") if row.light else None

    added = [row.indicator.name for row in rows if row.indicator.adds_up]
    return listing(
        scene,
        "indicators",
        rows,
        Col("indicator_name", lambda row: _name(words, row)),
        # The report names measures and goals in other tables; their codes are enough here.
        Col("indicator_of", lambda row: _subject(scene, row.indicator)),
        *(col for col in indicator_cols(scene, _indicator_of) if col.key not in _ELSEWHERE),
        Col("actual", lambda row: row.actual, ColumnKind.NUMBER, essential=True),
        Col("progress", progress, ColumnKind.PERCENT, unit="%", essential=True),
        Col("light", light),
        title=words.text("monitoring.indicators_title", when=scene.when),
        notes=(
            words.text("monitoring.progress_note"),
            _lights(scene, [row.indicator for row in rows]),
            words.text("monitoring.added_note", n=len(added), names=some_of(words, added)) if added else None,
            _sources(scene, [row.indicator for row in rows]),
        ),
        row_key=lambda row: row.indicator.id,
        totals=False,
    )


def _name(words: Wording, row: calc.IndicatorProgress) -> str:
    """The name of an indicator with its unit, which every number of its row has."""
    indicator = row.indicator
    name = f"{indicator.code} {indicator.name}" if indicator.code else indicator.name
    return f"{name} ({unit_name(words, indicator.unit)})" if indicator.unit else name


def _subject(scene: MonitoringScene, indicator: Indicator) -> str | None:
    """The code of what an indicator is of, or its title where it has none."""
    of = scene.dossier.get(Measure, indicator.measure) or scene.dossier.get(Goal, indicator.goal)
    return None if of is None else of.code or of.title


def _lights(scene: MonitoringScene, indicators_: Sequence[Indicator]) -> str | None:
    """From which progress on which light is shown, with the indicators of each rule."""
    rules: dict[str, list[str]] = {}
    for indicator in indicators_:
        if rule := lights_text(indicator, scene.words):
            rules.setdefault(rule, []).append(indicator.name)
    told = "; ".join(f"{rule} ({some_of(scene.words, names)})" for rule, names in rules.items())
    return f"{scene.words.text('column.lights')}: {told}." if told else None


def _indicator_of(row: calc.IndicatorProgress) -> Indicator:
    return row.indicator


def _sources(scene: MonitoringScene, indicators_: Sequence[Indicator]) -> str | None:
    """Where the values come from, each source once."""
    sources: dict[str, None] = {}
    for indicator in indicators_:
        values = scene.dossier.having(IndicatorValue, "indicator", indicator.id)
        known = (value.source or indicator.source for value in values if value.round == scene.round.id)
        sources |= dict.fromkeys(sorted(source for source in known if source))
    return f"{scene.words.text('fact.source')}: {'; '.join(sources)}" if sources else None


def _parts(scene: MonitoringScene, indicators_: Sequence[Indicator]) -> Table | None:
    """The values by part, of indicators that have parts with a known value."""
    dossier, words = scene.dossier, scene.words
    rows = [
        (indicator, part)
        for indicator in indicators_
        for parts in (calc.indicator_parts(dossier, indicator, scene.round),)
        for part in parts
        if any(other.value is not None for other in parts)
    ]

    def part_name(row: tuple[Indicator, calc.IndicatorPart]) -> str:
        names = (row[1].part, scene.name_of(Territory, row[1].territory))
        return ", ".join(name for name in names if name)

    return listing(
        scene,
        "indicator_parts",
        rows,
        Col("indicator_name", lambda row: row[0].name),
        Col("parted_by", lambda row: row[0].parted_by),
        Col("part_name", part_name),
        Col("unit", lambda row: unit_name(words, row[0].unit)),
        Col("value", lambda row: row[1].value, ColumnKind.NUMBER),
        title=words.text("monitoring.indicator_parts_title", when=scene.when),
        notes=(words.text("monitoring.parts_of_round") if any(row[0].adds_up for row in rows) else None,),
        row_key=lambda _: None,
    )


def _capacities(scene: MonitoringScene) -> Table | None:
    """Planned capacity beside that of the service at the end of the round, or on the day of the dossier before it."""
    words = scene.words
    rows = calc.capacity_progress(scene.dossier, scene.round)
    if not any(row.actual is not None for row in rows):
        return None
    elsewhere = {row.planned.id: amounts for row in rows if (amounts := _in_other_units(scene, row))}
    told = [
        words.text("monitoring.capacity_of", measure=row.measure.code or row.measure.title, amounts=amounts)
        for row in rows
        if (amounts := elsewhere.get(row.planned.id))
    ]
    day = rows[0].day
    title = words.text("monitoring.capacity_title", day=day) if day else words.text("monitoring.capacity_undated")
    untold = any(not row.is_whole for row in rows)
    return listing(
        scene,
        "capacity_progress",
        rows,
        Col("measure", lambda row: coded_title(row.measure)),
        Col("service", lambda row: row.service.name),
        Col("unit", lambda row: unit_name(words, row.planned.unit)),
        Col("planned", lambda row: row.planned.quantity, ColumnKind.NUMBER),
        Col("actual_capacity", lambda row: NA if row.planned.id in elsewhere else row.actual, ColumnKind.NUMBER),
        Col(
            "reached",
            lambda row: scene.percent(row.share) if row.is_whole and row.planned.id not in elsewhere else NA,
            ColumnKind.PERCENT,
            unit="%",
        ),
        title=title,
        notes=(
            words.text("monitoring.capacity_elsewhere", services=some_of(words, told, "; ")) if told else None,
            words.text("monitoring.capacity_note") if untold else None,
        ),
        row_key=lambda row: row.planned.id,
    )


def _in_other_units(scene: MonitoringScene, row: calc.CapacityProgress) -> str | None:
    """The capacity of a service that has none in the unit of the plan, but has one in others."""
    if row.actual is not None:
        return None
    totals = calc.capacity_totals(scene.dossier, (row.service,), row.day)
    if any(total.unit == row.planned.unit for total in totals):
        return None
    known = [(each.quantity.total, each.unit) for each in totals]
    told = [amount(scene.words, quantity, unit) for quantity, unit in known if quantity is not None]
    return scene.words.listed(told) if told else None
