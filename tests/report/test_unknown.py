"""What is hardly known is told once below its table, and nothing that is known is lost."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given, strategies as st

from socplan import BuildContext, Dossier, Report, build_report
from socplan.data import EXAMPLES
from socplan.errors import OptionError
from socplan.exporters.base import cell_text
from socplan.labels import Wording
from socplan.model import Plan
from socplan.plugins import Registry, make_manager
from socplan.report import (
    NA,
    Block,
    Cell,
    CellNote,
    Column,
    ColumnKind,
    Figure,
    FigureKind,
    Items,
    Paragraph,
    Row,
    RowRole,
    Section,
    Table,
    assembled,
    blocks_of,
    report_tables,
    scene as scene_module,
)
from socplan.report.unknown import told_once
from socplan.testing import sample_dossier

WORDS = Wording("cs")
#: The largest share of unknown cells.
BOUND = 0.03
NAMES = ("první", "druhá", "třetí", "čtvrtá", "pátá")
OTHER = ("x", "y", "z", "x", "y")


def table(*columns: tuple[Cell, ...], kinds: tuple[ColumnKind, ...] = (), totals: tuple[Cell, ...] = ()) -> Table:
    """A table by its columns, which are named A, B, C, and perhaps with a sum."""
    rows = [Row(cells) for cells in zip(*columns, strict=True)]
    if totals:
        rows.append(Row(totals, RowRole.TOTAL))
    kinds = (*kinds, *[ColumnKind.TEXT] * len(columns))
    heads = tuple(Column(f"c{place}", chr(65 + place), kinds[place]) for place in range(len(columns)))
    return Table(key="t", title="Tabulka", columns=heads, rows=tuple(rows), notes=("Poznámka.",))


def short(block: Block) -> tuple[Block, ...]:
    return told_once(Section(key="s", title="S", blocks=(block,)), WORDS).blocks


def look(of: Table) -> tuple[str, tuple[str, ...]]:
    """The heads that stay, and the sentences that are new."""
    (made,) = short(of)
    assert isinstance(made, Table)
    return "".join(column.label for column in made.columns), tuple(
        note.replace("\xa0", " ") for note in made.notes[:-1]
    )


def test_what_is_known_of_a_column_stands_below() -> None:
    known = (None, "rada", None, None, None)

    assert look(table(NAMES, known, OTHER)) == ("AC", ("B: uvedeno u 1 z 5 – druhá: rada.",))
    assert look(table(NAMES, (None, "rada", None, None, "rada"), OTHER)) == ("ABC", ())


def test_columns_of_which_nothing_is_known_share_a_sentence() -> None:
    assert look(table(NAMES, (None,) * 5, OTHER, (None,) * 5)) == ("AC", ("Podklady neuvádějí: B a D.",))


def test_a_number_keeps_its_unit() -> None:
    of = Table(
        key="t",
        title="T",
        columns=(Column("a", "A"), Column("b", "B", ColumnKind.MONEY, "Kč"), Column("c", "C")),
        rows=tuple(Row((name, 1500 if name == "třetí" else None, "x")) for name in NAMES),
        notes=("Poznámka.",),
    )

    assert look(of) == ("AC", ("B: uvedeno u 1 z 5 – třetí: 1 500,00 Kč.",))


def test_a_code_does_not_name_a_row() -> None:
    of = table(tuple("12345"), NAMES, (None, "rada", None, None, None), OTHER, kinds=(ColumnKind.CODE, ColumnKind.TEXT))

    assert look(of) == ("ABD", ("C: uvedeno u 1 z 5 – druhá: rada.",))


@pytest.mark.parametrize(
    "of",
    [
        table(NAMES[:4], (None,) * 4, OTHER[:4]),
        table(("stejně",) * 5, ("rada", None, None, None, None), OTHER),
        table((None, *NAMES[1:]), ("rada", None, None, None, None), OTHER),
        table(NAMES, (NA, None, None, None, None), OTHER),
        table(NAMES, (None,) * 5, OTHER, totals=("Celkem", "3", NA)),
        table(NAMES, ("a\nb", None, None, None, None), OTHER),
        table(NAMES, ("slovo " * 80, None, None, None, None), OTHER),
    ],
    ids=["few rows", "equal names", "no name", "not applicable", "a known sum", "two lines", "too long"],
)
def test_a_column_stays(of: Table) -> None:
    assert short(of) == (of,)


def test_cells_with_notes_stay() -> None:
    of = table(NAMES, (None,) * 5, OTHER)
    first, *rest = of.rows
    noted = Table(
        key="t", title="T", columns=of.columns, rows=(Row(first.cells, notes=(CellNote("c1", "jen odhad"),)), *rest)
    )

    assert short(noted) == (noted,)


def test_a_table_of_names_alone_becomes_a_sentence() -> None:
    assert [
        block.text.replace("\xa0", " ") for block in short(table(NAMES, (None,) * 5)) if isinstance(block, Paragraph)
    ] == ["Tabulka: první, druhá, třetí, čtvrtá a pátá.", "Podklady neuvádějí: B.", "Poznámka."]


@pytest.mark.parametrize("kind", [*FigureKind])
def test_what_is_drawn_stays(kind: FigureKind) -> None:
    kinds = (ColumnKind.TEXT, ColumnKind.COUNT, ColumnKind.DATE, ColumnKind.TEXT)
    of = table(NAMES, (1, *[None] * 4), (None,) * 5, (None,) * 5, kinds=kinds)
    (figure,) = short(Figure(key="f", kind=kind, alt="obraz", table=of))

    drawn = {FigureKind.TREE: "", FigureKind.TIMELINE: "C", FigureKind.CARDS: "BCD"}.get(kind, "B")
    assert isinstance(figure, Figure)
    assert "".join(column.label for column in figure.table.columns) == f"A{drawn}"


CELLS = st.sampled_from([None, None, None, NA, "rada", "rada\nměsta", True, 3])


@given(st.integers(0, 9).flatmap(lambda n: st.lists(st.tuples(*[CELLS] * n), min_size=1, max_size=5)))
def test_no_known_cell_is_lost(columns: list[tuple[Cell, ...]]) -> None:
    of = table(tuple(f"řádek {place}" for place in range(len(columns[0]))), *columns)
    texts_of_cells = {"rada": "rada", True: "ano", 3: "3"}
    made, *more = short(of)
    if not isinstance(made, Table):
        told = "\n".join(block.text for block in (made, *more) if isinstance(block, Paragraph))
        for row in of.rows:
            known = [texts_of_cells[cell] for cell in row.cells[1:] if isinstance(cell, str | int)]
            assert all(f"{row.cells[0]}: {text}" in told for text in known)
        return
    kept = {column.key: place for place, column in enumerate(made.columns)}
    for place, column in enumerate(of.columns):
        for row, other in zip(of.rows, made.rows, strict=True):
            cell = row.cells[place]
            if column.key in kept:
                assert other.cells[kept[column.key]] == cell
            elif cell is not None:
                (line,) = [note for note in made.notes if note.startswith(f"{column.label}: ")]
                assert isinstance(cell, str | int)
                assert f"{row.cells[0]}: {texts_of_cells[cell]}" in line


def facts(report: Report) -> Iterator[str]:
    """The known cells of a report as they look."""
    for each in report_tables(report):
        for row in each.rows:
            cells = zip(row.cells, each.columns, strict=True)
            yield from (cell_text(cell, column, report) for cell, column in cells if cell not in {None, NA})


def texts(report: Report) -> str:
    """All that a report says."""
    said = [*facts(report)]
    for part in report.parts:
        for block in blocks_of(part):
            said += [block.text] if isinstance(block, Paragraph) else block.items if isinstance(block, Items) else []
    return "\n".join([*said, *(note for each in report_tables(report) for note in each.notes)])


def built(dossier: Dossier) -> Iterator[Report]:
    for kind in Registry(*make_manager(installed=False)).reports:
        try:
            yield build_report(kind, dossier)
        except OptionError:
            continue


@pytest.mark.parametrize("name", EXAMPLES)
def test_each_known_value_of_an_example_is_in_its_reports(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    dossier = sample_dossier(name)
    made = {report.kind: texts(report) for report in built(dossier)}
    monkeypatch.setattr(scene_module, "told_once", lambda section, _: section)
    whole = {report.kind: {*facts(report)} for report in built(dossier)}

    assert {kind: [fact for fact in known if fact not in made[kind]] for kind, known in whole.items()} == {
        kind: [] for kind in whole
    }


@pytest.mark.parametrize(("audience", "heads"), [("public", 2), ("internal", 3)])
def test_the_internal_version_keeps_its_columns(audience: str, heads: int) -> None:
    context = BuildContext(words=WORDS, audience="internal" if audience == "internal" else "public")
    part = Section(key="s", title="S", blocks=(table(NAMES, (None,) * 5, OTHER),))

    (made, *_) = report_tables(assembled("x", context, title="T", parts=(part,)))
    assert len(made.columns) == heads


def test_few_cells_of_the_public_documents_are_not_known() -> None:
    """A share that only falls: whoever tells more in words lowers the bound."""
    cells = [
        cell
        for report in built(sample_dossier("ukazka"))
        for each in report_tables(report)
        for row in each.rows
        for cell in row.cells
    ]

    assert cells.count(None) <= len(cells) * BOUND


@pytest.mark.parametrize("kind", [*Registry(*make_manager(installed=False)).reports])
def test_a_plan_alone_gives_a_short_report_that_says_so_or_is_refused_with_what_is_missing(kind: str) -> None:
    alone = Dossier(plan=Plan(title="Plán", authority="Město"))
    if kind in {"action-plan", "amendment", "comment-book", "export", "form", "letter", "monitoring"}:
        with pytest.raises(OptionError, match="the dossier has no "):
            build_report(kind, alone)
        return
    report = build_report(kind, alone)
    # What the law asks for is missing, item by item.
    assert kind == "completeness" or (len(report.parts) <= 2 and not [*facts(report)])
    assert texts(report)
