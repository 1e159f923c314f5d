"""Parts that several report kinds share: texts, trees of sections, tables of resolutions and networks."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import Final, TypeVar

from socplan import calculations as calc
from socplan.model import NetworkEntry, Period, Resolution, Service
from socplan.report.blocks import (
    NA,
    Cell,
    ColumnKind,
    Figure,
    FigureKind,
    Items,
    Paragraph,
    ParagraphRole,
    RowRole,
    Section,
    Table,
)
from socplan.report.cells import known, resolution_state_text
from socplan.report.columns import Below, Col, listing, stated_total
from socplan.report.scene import Scene

__all__ = ["area_figures", "nested", "network_tables", "one_line_list", "paragraphs", "resolution_table"]

T = TypeVar("T")
#: Sections nest no deeper: Word has nine levels of headings.
_DEEPEST: Final = 6


def paragraphs(text: str | None, role: ParagraphRole = ParagraphRole.TEXT) -> tuple[Paragraph, ...]:
    """A text as paragraphs, split at empty lines."""
    return tuple(Paragraph(part, role) for part in (text or "").split("\n\n") if part.strip())


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


def resolution_table(
    scene: Scene, key: str, resolutions: Iterable[Resolution], title: str, day: date | None = None
) -> Table | None:
    """Resolutions with body, date, number and state on a day; each follows those that it rests on."""
    words = scene.words

    def decided(resolution: Resolution) -> Cell:
        open_ = calc.resolution_state(resolution, day) is calc.ResolutionState.OPEN
        return NA if open_ else resolution.date

    # Each once, at its first place.
    chain = dict.fromkeys(step for last in resolutions for step in calc.approval_chain(scene.dossier, last))
    return listing(
        scene,
        key,
        chain,
        Col("date", decided, ColumnKind.DATE),
        Col("body", lambda resolution: scene.group_name(resolution.body)),
        Col("number", lambda resolution: " ".join(filter(None, (resolution.number, resolution.point))) or None),
        Col("act", lambda resolution: words.text(f"act.{resolution.act.value}")),
        Col("decided", lambda resolution: resolution.text),
        Col("state", lambda resolution: resolution_state_text(resolution, words, day)),
        title=title,
    )


def area_figures(scene: Scene) -> Iterator[Figure]:
    """What was done by area of help and period, a figure for each unit."""
    for number, outputs in enumerate(calc.area_outputs(scene.dossier), start=1):
        table = _areas(scene, f"areas_{number}", outputs)
        if table:
            alt = scene.words.text("areas.alt", unit=outputs.unit)
            yield Figure(key=table.key, kind=FigureKind.BARS, alt=alt, table=table)


def _areas(scene: Scene, key: str, outputs: calc.AreaOutputs) -> Table | None:
    words, several = scene.words, len(outputs.rows) > 1
    has_unknown = any(quantity.unknown for quantity in outputs.sums)

    def column(place: int, period: Period) -> Col[calc.AreaRow]:
        # A year without known values stays, because the table is about the years.
        head = words.show(period)
        return Col(_period(place), lambda row: row.quantities[place], ColumnKind.NUMBER, head=head, essential=True)

    below = []
    if several:
        below.append(Below(words.text("areas.all"), _by_period(quantity.total for quantity in outputs.sums)))
    if several and has_unknown:
        known_parts = _by_period(quantity.known_part for quantity in outputs.sums)
        below.append(Below(words.text("areas.known"), known_parts, RowRole.DERIVED))
    return listing(
        scene,
        key,
        outputs.rows,
        Col("area", lambda row: row.area),
        *(column(place, period) for place, period in enumerate(outputs.periods)),
        title=words.text("areas.title", unit=outputs.unit),
        notes=(words.text("areas.note"), words.text("monitoring.unknown_note") if has_unknown else None),
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
            Col("unit", lambda entry: entry.unit),
            Col("extent", lambda entry: entry.extent, ColumnKind.NUMBER),
            Col("term", lambda entry: known(entry.validity), ColumnKind.DATE),
            Col("resolution", lambda entry: _number(scene, entry)),
            title=scene.words.text("network.title", network=name),
            notes=(scene.words.text("network.no_extent", n=unstated) if unstated else None,),
            row_key=lambda entry: entry.service,
            below=[
                row
                for total in calc.network_totals(entries)
                for row in (
                    stated_total(scene, {"unit": total.unit, "extent": total.quantity.total}, whole=not unstated),
                    _known_extent(scene, total),
                )
                if row
            ],
        )
        if table:
            yield table


def _known_extent(scene: Scene, total: calc.CapacityTotal) -> Below | None:
    quantity = total.quantity
    if not 0 < quantity.unknown < quantity.parts:
        return None
    cells: dict[str, Cell] = {"unit": total.unit, "extent": quantity.known}
    return Below(scene.words.text("table.known"), cells, RowRole.DERIVED)


def _number(scene: Scene, entry: NetworkEntry) -> str | None:
    resolution = scene.dossier.get(Resolution, entry.resolution)
    return resolution.number if resolution else None
