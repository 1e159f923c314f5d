"""No sentence asserts more than is known: before everything nothing has happened, and less data tell no more."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import attrs
import pytest
from hypothesis import assume, given
from tests.properties.test_totals import tables

from socplan import BuildContext, Dossier, Report, check
from socplan.calculations import recorded_day
from socplan.checks import Grade
from socplan.data import EXAMPLES
from socplan.labels import Wording
from socplan.model.dossier import record_types
from socplan.plugins import registry
from socplan.report import Cell, Paragraph, Percent, StatusMark, blocks_of, checked_options
from socplan.testing import dossiers, sample_dossier

KINDS = ("activities", "organisation", "process")
#: Before all dates of the examples and of drawn dossiers.
BEFORE_EVERYTHING = date(1980, 1, 1)
WORDS = {locale: Wording(locale) for locale in ("cs", "en")}
#: States that something has only once it has happened.
HAPPENED = (
    "event_state.held",
    "process.done_late",
    "resolution_state.decided",
    "resolution_state.open",
    "resolution_state.passed",
    "resolution_state.rejected",
    "task_state.done",
    "task_state.overdue",
)
#: How sentences begin or go on that say that something has happened, is planned or was counted.
SAYING = {
    "cs": (
        "Proběhl",
        "lánována",
        "lánovány",
        "lánováno",
        "čeká na projednání",
        "čekají na projednání",
        "se na plánování podíl",
        "členské míst",
    ),
    "en": (
        "was held",
        "were held",
        "planned",
        "has yet to be decided",
        "have yet to be decided",
        "part in the planning.",
        "seat",
    ),
}
#: Tables of what was counted; before everything they have no row.
COUNTING = {"attendances", "balance", "meetings", "quotas", "represented"}
#: The tables of a dossier from which the three reports are made.
SOURCES = (
    "group_texts",
    "groups",
    "members",
    "organisations",
    "placements",
    "quotas",
    "resolutions",
    "tasks",
    "phases",
    "steps",
    "events",
    "attendances",
)


def reports(dossier: Dossier, locale: str = "cs", **options: Any) -> Iterator[Report]:
    """The three reports for the public, made without a check."""
    context = BuildContext(words=WORDS[locale], audience="public")
    for name in KINDS:
        kind = registry().reports[name]
        yield kind.build(dossier, context, **checked_options(name, kind.options, options))


def asserted(dossier: Dossier, locale: str) -> Iterator[str]:
    """What the reports on a day before everything assert that nobody can know."""
    words = WORDS[locale]
    states = {words.text(key) for key in HAPPENED if key != "resolution_state.open"}
    submitted = words.text("resolution_state.submitted", date=date(1980, 1, 1)).split()[0]
    for report in reports(dossier, locale, day=BEFORE_EVERYTHING):
        (summary,) = [part for part in report.parts if part.key == "summary"]
        for block in blocks_of(summary):
            text = block.text if isinstance(block, Paragraph) else ""
            yield from (f"{report.kind}: {text}" for saying in SAYING[locale] if saying in text)
        for table in tables(report):
            if table.key in COUNTING and table.rows:
                yield f"{report.kind}: {table.key}"
            for place, column in enumerate(table.columns):
                cells = [row.cells[place] for row in table.rows]
                labels = {cell.label if isinstance(cell, StatusMark) else cell for cell in cells}
                if column.key == "state":
                    yield from (f"{table.key}: {label}" for label in labels if label in states)
                    yield from (f"{table.key}: {label}" for label in labels if str(label).startswith(submitted))


@pytest.mark.parametrize("locale", ["cs", "en"])
@pytest.mark.parametrize("name", EXAMPLES)
def test_before_everything_nothing_of_an_example_has_happened(name: str, locale: str) -> None:
    dossier = sample_dossier(name)
    if recorded_day(dossier) is None:
        pytest.skip("a dossier without any date has no day before everything")

    assert [*asserted(attrs.evolve(dossier, plan=attrs.evolve(dossier.plan, note=None)), locale)] == []


@given(dossiers(filled=SOURCES))
def test_before_everything_nothing_has_happened(dossier: Dossier) -> None:
    assume(recorded_day(dossier) is not None)
    silent = attrs.evolve(dossier, plan=attrs.evolve(dossier.plan, note=None))

    assert [*asserted(silent, "cs")] == []


def figures(dossier: Dossier, **options: Any) -> dict[tuple[str, str, str, str], Cell]:
    """Each cell of each row with a key, by report, table, row and column."""
    cells: dict[tuple[str, str, str, str], Cell] = {}
    for report in reports(dossier, **options):
        for table in tables(report):
            for row in table.rows:
                for column, cell in zip(table.columns, row.cells, strict=True):
                    if row.key:
                        cells[report.kind, table.key, row.key, column.key] = cell
    return cells


def known_values(dossier: Dossier) -> Iterator[tuple[str, int, str]]:
    """Each value that can be taken away: the table, the place of the record, the attribute."""
    for table in SOURCES:
        cls: Any = record_types()[table]
        optional = [one.name for one in attrs.fields(cls) if one.default is None and one.name not in cls.KEY]
        for place, record in enumerate(dossier.table(table)):
            yield from ((table, place, name) for name in optional if getattr(record, name) is not None)


def without(dossier: Dossier, table: str, place: int, name: str) -> Dossier:
    records: list[Any] = [*dossier.table(table)]
    records[place] = attrs.evolve(records[place], **{name: None})
    tables_: dict[str, Any] = {table: tuple(records)}
    return attrs.evolve(dossier, **tables_)


def is_figure(cell: Cell) -> bool:
    return isinstance(cell, (int, Decimal, Percent)) and not isinstance(cell, bool)


@pytest.mark.parametrize("name", EXAMPLES)
def test_taking_a_value_away_makes_no_figure_appear(name: str) -> None:
    dossier = sample_dossier(name)
    day = BEFORE_EVERYTHING if recorded_day(dossier) is None else recorded_day(dossier)
    before = figures(dossier, day=day)
    appeared = [
        (removed, place)
        for removed in known_values(dossier)
        for place, cell in figures(without(dossier, *removed), day=day).items()
        if is_figure(cell) and place in before and before[place] is None
    ]

    assert appeared == []


@given(dossiers(filled=SOURCES))
def test_taking_a_value_away_from_any_dossier_makes_no_figure_appear(dossier: Dossier) -> None:
    assume(all(finding.grade is not Grade.ERROR for finding in check(dossier)))
    day = date(2030, 1, 1)
    before = figures(dossier, day=day)
    for removed in [*known_values(dossier)][:10]:
        after = figures(without(dossier, *removed), day=day)
        assert [place for place, cell in after.items() if is_figure(cell) and before.get(place, 0) is None] == [], (
            removed
        )
