"""Cards: rows of a table as titles with lines, and references to their pages."""

from __future__ import annotations

import re
from decimal import Decimal

import attrs
import pytest
from tests.exporters.word.test_apparatus import WORDS, lines, made

from socplan import Report, build_report
from socplan.exporters.word.cards import COLUMNS as STOPS
from socplan.exporters.word.layout.letters import EM, width_of
from socplan.report import (
    NA,
    Cell,
    CellNote,
    Column,
    ColumnKind,
    Figure,
    FigureKind,
    Items,
    Mark,
    MarkKind,
    RichText,
    Row,
    Section,
    Table,
    blocks_of,
)
from socplan.testing import sample_dossier

#: The size of the letters of cards, in twentieths of a point.
LETTERS = 190
COLUMNS = (
    Column("number", "Číslo", ColumnKind.CODE),
    Column("name", "Název"),
    Column("web", "Web"),
    Column("phone", "Telefon"),
    Column("cost", "Cena", ColumnKind.MONEY, "Kč"),
)


def cards(*rows: tuple[Cell, ...], notes: tuple[str, ...] = ()) -> Figure:
    made_rows = tuple(Row(cells, key=f"r{place}") for place, cells in enumerate(rows, start=1))
    table = Table(key="services", title="Služby", columns=COLUMNS, rows=made_rows, notes=notes, captioned=False)
    return Figure(key="cards", kind=FigureKind.CARDS, alt="Karty služeb", table=table)


def report(*blocks: Figure | Items) -> Report:
    part = Section(key="p", title="Karty", blocks=blocks)
    return Report(kind="x", locale="cs", audience="public", title="Zpráva", parts=(part,), words=WORDS)


def to_card(number: int, text: str = "karta 1") -> RichText:
    return RichText(text, (Mark(0, len(text), MarkKind.REFERENCE, f"cards/r{number}"),))


def test_a_card_is_a_title_with_lines_and_no_table_is_printed() -> None:
    members = made(report(cards(("1", "Domov Lípa", "www.lipa.example", None, Decimal(250)), notes=("Pozn.",))))
    shown = lines(members)
    start = shown.index("1 Domov Lípa")
    assert shown[start + 1 : start + 3] == ["Web\twww.lipa.example\tCena\t250,00 Kč", "Pozn."]
    assert b"<w:tbl>" not in members["word/document.xml"]


def test_facts_that_share_a_line_do_so_in_every_card_and_those_left_alone_fill_lines_in_their_order() -> None:
    shown = lines(made(report(cards(("1", "A", "a.example", "1", None), ("2", "B", None, "2", Decimal(5))))))
    assert [line for line in shown if "Telefon" in line] == ["Web\ta.example\tTelefon\t1", "Telefon\t2\tCena\t5,00 Kč"]


def test_what_is_too_long_for_half_a_line_has_its_own() -> None:
    shown = lines(made(report(cards(("1", "A", "w" * 60, "1", None), ("2", "B", "b.example", "2", None)))))
    assert f"Web\t{'w' * 60}" in shown
    assert "Telefon\t1" in shown


def test_the_names_of_an_index_stand_in_two_columns_where_they_find_room() -> None:
    names = ("Domov Lípa", "Klub", "Sociálně aktivizační služba pro rodiny s dětmi a mládeží Slunečnice", "Poradna")
    shown = lines(made(report(Items(names, compact=True))))
    assert [line for line in shown if line.split("\t")[0] in names] == ["Domov Lípa\tKlub", *names[2:]]


def test_what_is_unknown_or_does_not_apply_has_no_line() -> None:
    shown = "\n".join(lines(made(report(cards(("1", "Domov Lípa", None, NA, None))))))
    assert "Domov Lípa" in shown
    assert not any(word in shown for word in ("Web", "Telefon", "Cena", WORDS["unknown"]))


@pytest.mark.parametrize(("count", "kept"), [(1, "-"), (2, "k-"), (3, "kk-"), (4, "k-k-"), (6, "k---k-")])
def test_a_title_stays_with_the_first_lines_of_its_card_and_no_line_is_left_alone(count: int, kept: str) -> None:
    columns = (Column("name", "Název"), *(Column(f"c{n}", f"Údaj {n}") for n in range(count)))
    table = Table(key="t", title="Karty", columns=columns, rows=(Row(("Domov", *["w" * 90] * count)),), captioned=False)
    text = made(report(Figure(key="f", kind=FigureKind.CARDS, alt="Karty", table=table)))["word/document.xml"].decode()
    title, *rows = re.findall(r'<w:pStyle w:val="(SocplanCard\w*)"/>(<w:keepNext/>)?', text)

    assert title == ("SocplanCardTitle", "<w:keepNext/>")
    # Of a longer chain LibreOffice leaves the title on the page before.
    assert "".join("k" if keep else "-" for _, keep in rows) == kept


def test_a_table_without_rows_is_printed_as_a_table() -> None:
    assert b"<w:tbl>" in made(report(cards()))["word/document.xml"]


def test_a_reference_to_a_card_names_its_page() -> None:
    many = cards(*[(str(n), f"Služba {n}", "x" * 80, "y" * 80, None) for n in range(1, 61)])
    members = made(report(Items((to_card(1), to_card(60))), many))
    first, last = [line for line in lines(members) if line.startswith("karta 1, s.")]
    assert first == "karta 1, s. 1"
    assert int(last.rsplit(" ", 1)[1]) > 2
    text = members["word/document.xml"].decode()
    names = set(re.findall(r'w:name="(_Card\d+)"', text))
    assert len(names) == 60
    assert set(re.findall(r"PAGEREF (_Card\d+)", text)) == {"_Card00000001", "_Card00000060"} <= names
    assert b"updateFields" in members["word/settings.xml"]


def test_cards_that_nobody_refers_to_ask_for_no_update_of_fields() -> None:
    assert b"updateFields" not in made(report(cards(("1", "Domov", "x", None, None))))["word/settings.xml"]


def test_a_reference_to_no_card_is_its_text() -> None:
    assert "karta 1" in lines(made(report(Items((to_card(9),)), cards(("1", "Domov", "x", None, None)))))


def test_a_note_on_a_cell_is_a_line_of_its_card() -> None:
    figure = cards(("1", "Domov", "x", None, None))
    row = attrs.evolve(figure.table.rows[0], notes=(CellNote("web", "jen do května"),))
    figure = attrs.evolve(figure, table=attrs.evolve(figure.table, rows=(row,)))
    assert "jen do května" in lines(made(report(figure)))


def test_marks_in_a_cell_stay_on_the_card() -> None:
    web = RichText("lipa.example", (Mark(0, 12, MarkKind.LINK, "https://lipa.example"),))
    text = made(report(cards(("1", "Domov", web, None, None))))["word/document.xml"].decode()
    assert 'HYPERLINK "https://lipa.example"' in text


@pytest.mark.parametrize("locale", ["cs", "en"])
@pytest.mark.parametrize("kind", ["plan", "catalogue"])
def test_the_heads_of_cards_end_before_what_stands_beside_them(kind: str, locale: str) -> None:
    """A longer one would push its fact to the next stop, and out of the column of the others."""
    report = build_report(kind, sample_dossier("ukazka"), locale=locale)
    figures = [block for part in report.parts for block in blocks_of(part) if isinstance(block, Figure)]
    heads = {column.label for figure in figures if figure.is_cards for column in figure.table.columns[2:]}

    assert heads
    assert [head for head in heads if width_of(head, bold=True) > STOPS[1] * EM / LETTERS] == []
