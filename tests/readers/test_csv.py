"""The dossier in CSV tables: two dialects, no formulas, and every fault by file, row and column."""

from __future__ import annotations

import csv
import io
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from tests.building import dossier, figure, goal, measure

from socplan import Comment, Dossier
from socplan.csvtext import CsvDialect, protected, unprotected
from socplan.errors import ReadError
from socplan.model import Period
from socplan.readers.csv import dumps, load_table, loads
from socplan.testing import dossiers, sample_dossier, sample_dossiers, texts

PEOPLE, PROGRAMS = CsvDialect
PLAN = "socplan;title;authority\r\n1;Plán;Město\r\n"
#: What a spreadsheet may take for the start of a formula.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")  # noqa: RUF001 - full-width on purpose
MEASURE = measure("o", "c", shared=True, cost=Decimal("1234.50"), order=3)


def read(**tables: str | bytes) -> Dossier:
    files = {"plan": PLAN, **tables}
    return loads("plan", {f"{name}.csv": t.encode() if isinstance(t, str) else t for name, t in files.items()})


def faults(**tables: str | bytes) -> list[str]:
    with pytest.raises(ReadError) as caught:
        read(**tables)
    assert caught.value.source == "plan"
    return [str(fault) for fault in caught.value.faults]


def fault(**tables: str | bytes) -> str:
    """The only thing that is wrong."""
    (found,) = faults(**tables)
    return found


def rows(files: dict[str, bytes], table: str, dialect: CsvDialect) -> list[dict[str, str]]:
    """The cells of a table as the csv module of Python reads them."""
    text = files[f"{table}.csv"].decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=dialect.delimiter, strict=True))


def row(made: Dossier, table: str, dialect: CsvDialect = PEOPLE) -> dict[str, str]:
    """The first row of a table of a dossier as it is written."""
    return rows(dict(dumps(made, dialect)), table, dialect)[0]


# Writing and reading


@pytest.mark.parametrize("dialect", CsvDialect)
@pytest.mark.parametrize("sample", sample_dossiers(), ids=lambda sample: sample.plan.authority)
def test_a_sample_dossier_comes_back_equal(sample: Dossier, dialect: CsvDialect) -> None:
    assert loads("plan", dumps(sample, dialect)) == sample


@pytest.mark.parametrize("dialect", CsvDialect)
def test_a_round_of_no_known_period_comes_back_equal(dialect: CsvDialect) -> None:
    made = dossier()
    made = Dossier(plan=made.plan, rounds=(type(made.rounds[0])(id="r", period=Period()),))
    assert loads("plan", dumps(made, dialect)) == made


def test_tables_for_people_are_what_a_czech_spreadsheet_opens() -> None:
    for content in dumps(sample_dossier("olomouc"), PEOPLE).values():
        assert content.startswith(b"\xef\xbb\xbf")
        assert content.endswith(b"\r\n")
        assert b";" in content.splitlines()[0]
        assert b"\n" not in content.replace(b"\r\n", b"")


def test_tables_for_programs_are_plain() -> None:
    for content in dumps(sample_dossier("olomouc"), PROGRAMS).values():
        assert not content.startswith(b"\xef\xbb\xbf")
        assert content.endswith(b"\n")
        assert b"," in content.splitlines()[0]
        assert b"\r" not in content


@pytest.mark.parametrize(
    ("dialect", "yes", "no", "cost"), [(PEOPLE, "ano", "ne", "1234,50"), (PROGRAMS, "true", "false", "1234.50")]
)
def test_values_are_written_as_the_dialect_says(dialect: CsvDialect, yes: str, no: str, cost: str) -> None:
    made = dossier(goals=(goal("c"),), measures=(MEASURE,))
    written = row(made, "measures", dialect)
    assert (written["shared"], written["cost"], written["order"], written["text"]) == (yes, cost, "3", "")
    assert rows(dict(dumps(made, dialect)), "statuses", dialect)[3]["fulfilled"] == no


def test_a_period_has_two_columns() -> None:
    assert (row(dossier(), "plan")["period.start"], row(dossier(), "plan")["period.end"]) == ("2011", "2014")


def test_the_table_of_the_plan_tells_the_version() -> None:
    assert row(dossier(), "plan")["socplan"] == "1"


def test_a_table_without_records_is_left_out() -> None:
    assert list(dumps(dossier(statuses=(), rounds=()))) == ["plan.csv"]


def test_only_the_table_of_the_plan_is_needed() -> None:
    assert read().plan.title == "Plán"


def test_columns_may_come_in_any_order_and_be_left_out() -> None:
    assert read(goals="title;shared;id\r\nCíl;ano;c\r\n").goals == (goal("c", title="Cíl", shared=True),)


@pytest.mark.parametrize("start", ["", "\ufeff"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", [";", ","])
def test_either_dialect_is_read_with_any_line_end_with_or_without_a_byte_order_mark(
    start: str, end: str, mark: str
) -> None:
    lines = ["id;title", "c;Cíl", "d;Druhý"]
    made = read(goals=start + end.join(lines).replace(";", mark))
    assert [found.title for found in made.goals] == ["Cíl", "Druhý"]


def test_tables_of_one_dossier_may_be_of_both_dialects() -> None:
    made = read(goals="id,title,shared\nc,Cíl,true\n", measures='id;title;goal;cost\r\no;Opatření;c;"1,5"\r\n')
    assert (made.goals[0].shared, made.measures[0].cost) == (True, Decimal("1.5"))


def test_an_empty_table_holds_no_records() -> None:
    assert read(goals="").goals == read(measures="id;title;goal\r\n").goals == ()


@pytest.mark.parametrize("dialect", CsvDialect)
def test_a_cell_longer_than_the_limit_of_the_csv_module_survives(dialect: CsvDialect) -> None:
    limit = csv.field_size_limit()
    made = dossier(goals=(goal("c", text='první "řádek"; druhý, \n' * 20_000),))
    assert loads("plan", dumps(made, dialect)) == made
    assert csv.field_size_limit() == limit


@pytest.mark.parametrize("dialect", CsvDialect)
@pytest.mark.parametrize(
    "text",
    [
        'a;b,c\t"d"',
        '"',
        '""',
        "první\ndruhý",
        "\n x",
        " na krajích ",
        "0012",
        "1.10",
        "+420 777 123 456",
        "a\x85b\u2028c",
        "ano",
        "'",
    ],
)
def test_a_text_comes_back_as_it_is(text: str, dialect: CsvDialect) -> None:
    made = dossier(goals=(goal("c", title=text, code=text),))
    assert loads("plan", dumps(made, dialect)).goals == made.goals


# Formulas


@pytest.mark.parametrize("dialect", CsvDialect)
@pytest.mark.parametrize("start", [*FORMULA_STARTS[:5], *FORMULA_STARTS[6:], "\n", "'"])
def test_a_text_that_a_spreadsheet_takes_for_a_formula_is_protected_and_restored(
    start: str, dialect: CsvDialect
) -> None:
    made = dossier(goals=(goal("c", title=f"{start}1+1"),))
    assert row(made, "goals", dialect)["title"] == f"'{start}1+1"
    assert loads("plan", dumps(made, dialect)) == made


@pytest.mark.parametrize("text", ["Zlín", "1+1", " =1+1", "a=b", "2–3", "’97"])
def test_another_text_is_written_as_it_is(text: str) -> None:
    assert row(dossier(goals=(goal("c", title=text),)), "goals")["title"] == text


def test_a_number_is_never_protected() -> None:
    made = dossier(published=(figure("goals", "-5.5"),), goals=(goal("c", order=-3),))
    assert row(made, "published")["value"] == "-5,5"
    assert row(made, "goals")["order"] == "-3"
    assert loads("plan", dumps(made)) == made


def test_an_apostrophe_that_protects_nothing_is_part_of_the_text() -> None:
    assert read(goals="id;title\r\nc;'97\r\n").goals[0].title == "'97"


@given(text=texts())
def test_protecting_a_text_is_undone_exactly(text: str) -> None:
    assert unprotected(protected(text)) == text
    assert not protected(text).startswith(FORMULA_STARTS)


@given(made=dossiers())
def test_no_cell_of_text_begins_like_a_formula(made: Dossier) -> None:
    for name, content in dumps(made).items():
        for record in rows({name: content}, name.removesuffix(".csv"), PEOPLE):
            numbers = ("order", "count", "value", "cost", "spent")
            assert not [cell for key, cell in record.items() if key not in numbers and cell.startswith(FORMULA_STARTS)]


# Values that are refused


@pytest.mark.parametrize(
    "cell", ["1234.50", "1 234,50", "1\xa0234,50", "1_000", "٤٧", "1e3", "NaN", "007", "5,", "12 %", "1.234,50"]
)
def test_a_number_not_written_as_people_do_is_refused_by_row_and_column(cell: str) -> None:
    found = fault(measures=f"id;title;goal;cost\r\no;O;c;1,5\r\np;P;c;{cell}\r\n")
    assert found.startswith("measures.csv: row 3, column cost: ")
    assert repr(cell) in found
    assert "1234,50" in found


@pytest.mark.parametrize("cell", ["1234,50", "1 234.50", "1,234.50", "+5", ".5"])
def test_a_number_not_written_as_programs_do_is_refused_by_row_and_column(cell: str) -> None:
    found = fault(measures=f'id,title,goal,cost\no,O,c,"{cell}"\n')
    assert found.startswith("measures.csv: row 2, column cost: ")
    assert repr(cell) in found
    assert "1234.50" in found


@pytest.mark.parametrize(
    ("mark", "cells", "words"),
    [
        (";", ["true", "false", "Ano", "ANO", "a", "1", "yes", "PRAVDA", " ano"], ("ano", "ne")),
        (",", ["ano", "ne", "True", "TRUE", "1", "0"], ("true", "false")),
    ],
)
def test_another_word_for_yes_and_no_is_refused_with_the_right_ones(
    mark: str, cells: list[str], words: tuple[str, str]
) -> None:
    for cell in cells:
        found = fault(goals=f"id;title;shared\nc;Cíl;{cell}\n".replace(";", mark))
        place, _, message = found.partition(f"{cell!r} ")
        assert place.startswith("goals.csv: row 2, column shared: ")
        assert all(word in message for word in words)


@pytest.mark.parametrize("cell", ["1,0", "1.0", "1 000", "x", "٢", "1_0", "'1", "ano", "1" * 30])
def test_what_is_no_whole_number_is_refused_by_row_and_column(cell: str) -> None:
    found = fault(goals=f"id;title;order\r\nc;Cíl;{cell}\r\n")
    assert found.startswith(f"goals.csv: row 2, column order: {cell!r} is not a whole number")


@pytest.mark.parametrize(
    ("tables", "place", "value"),
    [
        ({"rounds": "id;period.start\r\nr;1. 3. 2026\r\n"}, "rounds.csv: row 2, column period.start", "'1. 3. 2026'"),
        ({"rounds": "id;surveyed\r\nr;2009-13\r\n"}, "rounds.csv: row 2, column surveyed", "'2009-13'"),
        ({"groups": "id;name;kind\r\ns;Rada;rada\r\n"}, "groups.csv: row 2, column kind", "'rada'"),
        ({"goals": "id;title\r\n1.1;Cíl\r\n"}, "goals.csv: row 2, column id", "'1.1'"),
        ({"goals": "id;title\r\nc; \r\n"}, "goals.csv: row 2, column title", "' '"),
        ({"tallies": "round;count\r\nr;-1\r\n"}, "tallies.csv: row 2, column count", "-1"),
        ({"goals": "id;title\r\nc;\r\n"}, "goals.csv: row 2, column title", "missing"),
        ({"goals": "id\r\nc\r\n"}, "goals.csv: row 2, column title", "missing"),
    ],
)
def test_a_cell_that_is_wrong_is_refused_by_row_and_column_and_shown(
    tables: dict[str, str], place: str, value: str
) -> None:
    found = fault(**tables)
    assert found.startswith(f"{place}: ")
    assert value in found


@pytest.mark.parametrize(
    ("character", "code"), [("\x01", "U+0001"), ("\x00", "U+0000"), ("\ufffe", "U+FFFE"), ("\x1b", "U+001B")]
)
def test_a_character_that_no_document_holds_is_refused_by_its_code(character: str, code: str) -> None:
    found = fault(goals=f"id;title;text\r\nc;{'dlouhý název ' * 9};a{character}b\r\n")
    assert found.startswith("goals.csv: row 2, column text: ")
    assert f"{code} at position 2" in found


def test_a_carriage_return_in_a_cell_is_refused_with_what_to_write_instead() -> None:
    found = fault(goals='id;title\r\nc;"první\r\ndruhý"\r\n')
    assert found.startswith("goals.csv: row 2, column title: ")
    assert "carriage return" in found


# Tables that are refused


def test_a_table_of_an_unknown_name_is_refused_with_the_known_ones() -> None:
    found = fault(cile="id;title\r\n")
    assert found.startswith("cile.csv: file: no table of that name")
    assert "goals.csv" in found


@pytest.mark.parametrize("heading", ["nazev", "Title", " title", "period"])
def test_an_unknown_column_is_refused_with_the_known_ones(heading: str) -> None:
    found = fault(goals=f"id;title;{heading}\r\nc;Cíl;x\r\n")
    assert found.startswith(f"goals.csv: row 1, column {heading}: unknown column; known: id, code, title")


def test_a_column_without_a_heading_is_refused() -> None:
    assert fault(goals="id;title;\r\nc;Cíl;x\r\n").startswith("goals.csv: row 1, column (empty): unknown column")


def test_a_column_that_stands_twice_is_refused() -> None:
    assert fault(goals="id;title;id\r\nc;Cíl;d\r\n") == "goals.csv: row 1, column id: this column stands twice"


def test_a_heading_of_two_lines_is_named_on_one() -> None:
    assert fault(goals='id;title;"a\nb"\r\nc;Cíl;x\r\n').isprintable()


@pytest.mark.parametrize(("cells", "number"), [("c", 1), ("c;Cíl", 2), ("c;Cíl;text;navíc", 4)])
def test_a_row_of_another_length_than_the_heading_is_refused(cells: str, number: int) -> None:
    found = fault(goals=f"id;title;text\r\nb;Cíl;text\r\n{cells}\r\n")
    assert found == f"goals.csv: row 3: {number} cells under 3 headings"


@pytest.mark.parametrize("cells", ['c;"Cíl', 'c;"Cíl\r\nd;Druhý', 'c;"Cíl"x', 'c;"Cíl" '])
def test_a_quote_in_a_wrong_place_is_refused_by_its_line(cells: str) -> None:
    found = fault(goals=f"id;title\r\n{cells}\r\n")
    assert found.startswith("goals.csv: ")
    assert "line" in found


@pytest.mark.parametrize("table", ["plan", "goals"])
def test_windows_1250_is_refused_by_its_name(table: str) -> None:
    heading = PLAN.splitlines()[0] if table == "plan" else "id;title;text"
    found = fault(**{table: f"{heading}\r\n1;Žluťoučký;kůň\r\n".encode("windows-1250")})
    assert found.startswith(f"{table}.csv: file: not UTF-8")
    assert "windows-1250" in found


def test_utf_16_is_refused_by_its_name() -> None:
    assert "UTF-16" in fault(goals="id;title\r\nc;Cíl\r\n".encode("utf-16"))


def test_a_dossier_without_the_table_of_the_plan_is_refused() -> None:
    with pytest.raises(ReadError, match=r"plan\.csv: file: missing"):
        loads("plan", {"goals.csv": b"id;title\r\n"})


@pytest.mark.parametrize(
    ("lines", "number"), [("", 0), ("1;Plán;Město\r\n" * 2, 2), ("1;Plán;Město\r\n;;\r\n1;Plán;Město", 2)]
)
def test_a_plan_has_exactly_one_row(lines: str, number: int) -> None:
    found = fault(plan=f"socplan;title;authority\r\n{lines}")
    assert found == f"plan.csv: file: {number} rows; the plan has exactly one"


@pytest.mark.parametrize(("version", "shown"), [("2", "'2'"), ("1.0", "'1.0'"), ("", "missing")])
def test_another_version_is_refused_and_shown(version: str, shown: str) -> None:
    found = fault(plan=f"socplan;title;authority\r\n{version};Plán;Město\r\n")
    assert found == f'plan.csv: row 2, column socplan: {shown}; this socplan reads format version "1"'


@pytest.mark.parametrize(
    "table", ["socplan;title;authority;autor\r\n1;Plán;Město;x", "socplan;title;authority\r\n1;Plán"]
)
def test_a_plan_with_one_fault_has_one_fault(table: str) -> None:
    assert fault(plan=table).startswith("plan.csv: row ")


def test_all_faults_of_all_tables_come_in_one_error() -> None:
    found = faults(
        plan="socplan;title;period.start\r\n1;Plán;jaro\r\n",
        goals="id;title;shared\r\n1;;možná\r\nc;Cíl;ano\r\nd;Cíl\r\n",
        measures="id;goal;cena\r\n",
        cile="",
    )
    assert sorted(": ".join(one.split(": ")[:2]) for one in found) == [
        "cile.csv: file",
        "goals.csv: row 2, column id",
        "goals.csv: row 2, column shared",
        "goals.csv: row 2, column title",
        "goals.csv: row 4",
        "measures.csv: row 1, column cena",
        "plan.csv: row 2, column authority",
        "plan.csv: row 2, column period.start",
    ]


# Rows as a spreadsheet counts them


@pytest.mark.parametrize("empty", ["", ";", ";;", ";;;;;;;;", '"";"";""'])
def test_rows_of_separators_alone_are_passed_over(empty: str) -> None:
    made = read(goals=f"id;title;text\r\nc;Cíl;\r\n{empty}\r\nd;Druhý;\r\n{empty}\r\n")
    assert [found.id for found in made.goals] == ["c", "d"]


@pytest.mark.parametrize(
    ("lines", "number"),
    [
        (["id;title;text", "", "", "c;;"], 4),
        (["id;title;text", ";;", "c;;"], 3),
        (["id;title;text", 'b;Cíl;"první\ndruhý\n\nčtvrtý"', "c;;"], 3),
    ],
)
def test_rows_are_numbered_as_a_spreadsheet_does(lines: list[str], number: int) -> None:
    assert fault(goals="\r\n".join(lines)) == f"goals.csv: row {number}, column title: missing"


@pytest.mark.parametrize("mark", [";", ","])
def test_a_heading_may_stand_below_empty_rows(mark: str) -> None:
    made = read(goals="\n\nid;title;shared\nc;Cíl;\n".replace(";", mark))
    assert made.goals == (goal("c", title="Cíl"),)


def test_a_heading_below_empty_rows_is_named_by_its_own_row() -> None:
    assert fault(goals="\r\n;\r\nid;nazev\r\n").startswith("goals.csv: row 3, column nazev: unknown column")


def test_what_is_read_does_not_depend_on_the_order_of_the_tables() -> None:
    tables: dict[str, Any] = dict(dumps(sample_dossier("ukazka")))
    assert loads("plan", dict(reversed(tables.items()))) == sample_dossier("ukazka")


@pytest.mark.parametrize("text", ["0.0000001", "100000000000000000", "1500.00"])
def test_a_number_is_written_out_with_all_its_places(text: str) -> None:
    plan = dossier(rounds=(), goals=(goal("g"),), measures=(measure("m", "g", cost=Decimal(text)),))
    (found,) = loads("x", dumps(plan)).measures

    assert found.cost is not None
    assert format(found.cost, "f") == text


def test_rows_that_say_the_same_are_two_records_and_the_same_two_next_time() -> None:
    content = b"consultation,text\nk,Agreed.\nk,Agreed.\n"
    first = load_table("x", "comments", content)

    assert len({record.id for record in first if isinstance(record, Comment)}) == 2
    assert load_table("x", "comments", content) == first
