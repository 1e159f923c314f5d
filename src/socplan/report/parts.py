"""Parts that several report kinds share: texts, trees of sections, tables of resolutions and networks."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Final, TypeVar

from socplan import calculations as calc
from socplan.calculations.structure import grouped
from socplan.labels import Wording
from socplan.model import Event, Goal, Indicator, Measure, NetworkEntry, PartialDate, Period, Resolution, Service
from socplan.report.blocks import Items, Section
from socplan.report.cells import coded_title, known, lines, resolution_number, resolution_state_text, some_of
from socplan.report.columns import Below, Col, known_sum, listing, stated_total
from socplan.report.scene import Scene, for_period
from socplan.report.tables import NA, Cell, ColumnKind, Figure, FigureKind, Table
from socplan.report.units import amount, unit_name, units_name

__all__ = [
    "area_figures",
    "card_figure",
    "group_names",
    "indicator_cols",
    "indicator_table",
    "items_by_group",
    "lights_text",
    "nested",
    "network_tables",
    "one_line_list",
    "resolution_table",
]

T = TypeVar("T")
#: Sections nest no deeper: Word has nine levels of headings.
_DEEPEST: Final = 6
#: More items of the plan stand by their codes.
_FEW_ITEMS: Final = 20
#: The most names in a sentence about a chart.
_FEW_NAMES: Final = 3


def one_line_list(text: str | None) -> Items | None:
    """A text as a list with one item for each line."""
    lines = tuple(line.strip() for line in (text or "").split("\n") if line.strip())
    return Items(lines) if lines else None


def nested(
    items: Sequence[T], depth: Callable[[T], int], made: Callable[[T, tuple[Section, ...]], Section]
) -> tuple[Section, ...]:
    """Items of a tree, in its order, as sections; each holds the sections of the items below it.

    Items deeper than a document goes stand side by side.
    """
    finished: list[tuple[Section, int]] = []
    # From last to first, so that the deeper sections at the end of the list are those below the item.
    for item in reversed(items):
        level, inner = min(depth(item), _DEEPEST), []
        while finished and finished[-1][1] > level:
            inner.append(finished.pop()[0])
        finished.append((made(item, tuple(inner)), level))
    return tuple(section for section, _ in reversed(finished))


def card_figure(
    scene: Scene, key: str, rows: Iterable[T], *cols: Col[T], title: str, alt: str, notes: Iterable[str] = ()
) -> Figure | None:
    """A card for each of ``rows``, with the columns that are known of it; the heading above names them all."""
    table = listing(scene, key, rows, *cols, title=title, notes=notes, captioned=False)
    return Figure(key=key, kind=FigureKind.CARDS, alt=alt, table=table) if table else None


def group_names(scene: Scene, event: Event) -> str | None:
    """The groups of an event, one a line."""
    return lines(*(scene.group_name(group.id) for group in calc.groups_of_event(scene.dossier, event)))


def resolution_table(
    scene: Scene, key: str, resolutions: Iterable[Resolution], title: str, day: date | None = None
) -> Table | None:
    """Resolutions with body, date, number and state on a day; each follows those that it rests on."""
    words = scene.words

    def decided(resolution: Resolution) -> Cell:
        return resolution.date if calc.resolution_state(resolution, day).is_over else NA

    def act(resolution: Resolution) -> str:
        named = words.text(f"act.{resolution.act.value}")
        is_over = calc.resolution_state(resolution, day).is_over
        return named if is_over else words.text("act.proposed", act=named)

    # Each once, at its first place.
    chain = dict.fromkeys(step for last in resolutions for step in calc.approval_chain(scene.dossier, last))
    has_points_alone = any(each.point for each in chain) and not any(each.number for each in chain)
    numbers = words.text("column.point" if has_points_alone else "column.number")
    return listing(
        scene,
        key,
        chain,
        Col("date", decided, ColumnKind.DATE),
        Col("decision_planned", lambda resolution: NA if resolution.date else resolution.planned, ColumnKind.DATE),
        Col("body", lambda resolution: scene.group_name(resolution.body)),
        # A body numbers what it has decided.
        Col("number", lambda each: NA if each.is_open else resolution_number(each), head=numbers),
        # What nobody decided, as far as is known, is a draft.
        Col("act", act),
        Col("decided", lambda resolution: resolution.text),
        Col("state", lambda resolution: resolution_state_text(resolution, words, day)),
        title=title,
    )


def indicator_cols(scene: Scene, indicator: Callable[[T], Indicator]) -> tuple[Col[T], ...]:
    """What the plan says of an indicator: of what it is, its unit, baseline and target."""

    def subject(row: T) -> str | None:
        of = indicator(row)
        return scene.title_of(Measure, of.measure) or scene.title_of(Goal, of.goal)

    def name(row: T) -> str:
        of = indicator(row)
        return f"{of.code} {of.name}" if of.code else of.name

    return (
        Col("indicator_name", name),
        Col("indicator_of", subject),
        Col("unit", lambda row: unit_name(scene.words, indicator(row).unit)),
        Col("baseline", lambda row: indicator(row).baseline, ColumnKind.NUMBER),
        Col("baseline_day", lambda row: indicator(row).baseline_day, ColumnKind.DATE),
        Col("target", lambda row: indicator(row).target, ColumnKind.NUMBER),
        Col("target_day", lambda row: indicator(row).target_day, ColumnKind.DATE),
    )


def indicator_table(scene: Scene, indicators: Iterable[Indicator], title: str) -> Table | None:
    """Indicators with what they measure, from where to where they shall come, and how the plan judges that.

    Unit and days stand beside what they belong to: nine columns would be too narrow to be read.
    """
    words = scene.words
    name, subject, *_ = indicator_cols(scene, lambda row: row)

    def valued(value: Decimal | None, day: PartialDate | None) -> str | None:
        if value is None:
            return words.show(day) if day else None
        return words.text("indicator.on_day", value=value, day=day) if day else words.show(value)

    def in_units(row: Indicator) -> Cell:
        called = name.cell(row)
        return words.text("indicator.in_units", name=called, unit=unit_name(words, row.unit)) if row.unit else called

    return listing(
        scene,
        "indicators",
        indicators,
        Col(name.key, in_units),
        subject,
        Col("baseline", lambda row: valued(row.baseline, row.baseline_day)),
        Col("target", lambda row: valued(row.target, row.target_day)),
        Col("direction", lambda row: words.text(f"direction.{row.direction.value}") if row.direction else None),
        Col("lights", lambda row: lights_text(row, words) or NA),
        title=title,
    )


def lights_text(indicator: Indicator, words: Wording) -> str | None:
    """From which progress on the plan shows which light; ``None`` where it shows none."""
    if indicator.green_from is None:
        return None
    green = words.percent(indicator.green_from)
    if indicator.amber_from is None:
        return words.text("lights.green", green=green)
    return words.text("lights.amber", green=green, amber=words.percent(indicator.amber_from))


def items_by_group(scene: Scene, items: Sequence[calc.PlanItem], few: int = _FEW_ITEMS) -> Items:
    """A list of items of the plan; more than ``few`` by group and by their codes alone, as far as they have any."""
    if len(items) <= few:
        return Items(tuple(map(coded_title, items)), compact=True)

    def group(item: calc.PlanItem) -> str | None:
        return scene.subject_name(calc.group_of(scene.dossier, item)) if isinstance(item, Measure) else None

    told = []
    for name, of_group in grouped(items, group).items():
        names = "; ".join(item.code or item.title for item in of_group)
        told.append(f"{name} ({len(of_group)}): {names}" if name else names)
    return Items(tuple(told))


def area_figures(scene: Scene) -> Iterator[Figure]:
    """What was done by area of help and period, a figure for each unit."""
    for number, outputs in enumerate(calc.area_outputs(scene.dossier), start=1):
        table = _areas(scene, f"areas_{number}", outputs)
        if table:
            yield Figure(key=table.key, kind=FigureKind.BARS, alt=_areas_alt(scene, outputs), table=table)


def _areas_alt(scene: Scene, outputs: calc.AreaOutputs) -> str:
    """What the bars show, and the highest of them in the last period of which anything is known."""
    words = scene.words
    said = [words.text("areas.alt", unit=units_name(words, outputs.unit))]
    for place, period in reversed(list(enumerate(outputs.periods))):
        quantities = {row.area: known for row in outputs.rows if (known := row.quantities[place]) is not None}
        if quantities:
            most = max(quantities.values())
            areas = [words.show(area) for area, quantity in quantities.items() if quantity == most]
            if len(areas) <= _FEW_NAMES:
                said.append(
                    words.text(
                        "areas.highest", when=for_period(period, words), areas=words.listed(areas), quantity=most
                    )
                )
            break
    return " ".join(said)


def _areas(scene: Scene, key: str, outputs: calc.AreaOutputs) -> Table | None:
    words, several = scene.words, len(outputs.rows) > 1
    has_unknown = any(quantity.unknown for quantity in outputs.sums)

    def column(place: int, period: Period) -> Col[calc.AreaRow]:
        # A year without known values stays, because the table is about the years.
        head = words.show(period)
        return Col(_period(place), lambda row: row.quantities[place], ColumnKind.NUMBER, head=head, essential=True)

    below = []
    if several:
        below.append(Below(words.text("areas.all"), _by_period(map(known_sum, outputs.sums))))
    return listing(
        scene,
        key,
        outputs.rows,
        Col("area", lambda row: row.area),
        *(column(place, period) for place, period in enumerate(outputs.periods)),
        title=words.text("areas.title", unit=units_name(words, outputs.unit)),
        notes=(words.text("areas.note"), words.text("areas.unknown_note") if has_unknown else None),
        below=below,
    )


def _period(place: int) -> str:
    return f"period_{place + 1}"


def _by_period(quantities: Iterable[Cell]) -> dict[str, Cell]:
    return {_period(place): quantity for place, quantity in enumerate(quantities)}


def network_tables(scene: Scene, day: date | None) -> Iterator[Table]:
    """The services of each network on a day, with their extent; extents are added by unit."""
    for place, (name, entries) in enumerate(calc.network_at(scene.dossier, day).items(), start=1):
        unstated = len({entry.service for entry in entries if entry.unit is None})
        table = listing(
            scene,
            f"network_{place}",
            entries,
            Col("service", lambda entry: scene.name_of(Service, entry.service)),
            Col("unit", lambda entry: unit_name(scene.words, entry.unit)),
            Col("extent", lambda entry: entry.extent, ColumnKind.NUMBER),
            Col("term", lambda entry: known(entry.validity), ColumnKind.DATE),
            Col("resolution", lambda entry: _number(scene, entry)),
            title=scene.words.text("network.title", network=name),
            notes=(
                scene.words.text("network.no_extent", n=unstated) if unstated else None,
                _beside_capacity(scene, entries, day),
            ),
            row_key=lambda entry: entry.service,
            below=[
                stated_total(
                    scene,
                    {"unit": unit_name(scene.words, total.unit), "extent": known_sum(total.quantity)},
                    whole=not unstated,
                )
                for total in calc.network_totals(entries)
            ],
        )
        if table:
            yield table


def _beside_capacity(scene: Scene, entries: Iterable[NetworkEntry], day: date | None) -> str | None:
    """The services of which only a part of the capacity is in the network, or more than it: both numbers."""
    words, told = scene.words, []
    for entry in entries:
        service = scene.dossier.get(Service, entry.service)
        totals = calc.capacity_totals(scene.dossier, (service,), day) if service else ()
        whole = next((each.quantity.total for each in totals if each.unit == entry.unit), None)
        if service is None or entry.unit is None or entry.extent is None or whole in {None, entry.extent}:
            continue
        capacity, extent = amount(words, whole or 0, entry.unit), amount(words, entry.extent, entry.unit)
        told.append(words.text("network.of_capacity", service=service.name, capacity=capacity, extent=extent))
    return words.text("network.capacity_differs", services=some_of(words, told, "; ")) if told else None


def _number(scene: Scene, entry: NetworkEntry) -> str | None:
    resolution = scene.dossier.get(Resolution, entry.resolution)
    return resolution.number if resolution else None
