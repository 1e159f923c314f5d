"""Any table comes back equal from any manner in which an office writes it; a damaged cell is named, alone."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from attrs import evolve, frozen
from hypothesis import HealthCheck, given, settings, strategies as st

from socplan import Dossier, ReadError, import_office_tables, to_mapping
from socplan.intake.attributes import Attribute, Sort, attributes
from socplan.intake.book import get
from socplan.readers.json import from_mapping
from socplan.testing import sample_dossier
from tests.intake.office import BASE, document
from tests.intake.running import proposed

WHOLE: Mapping[str, Any] = to_mapping(sample_dossier("ukazka"))
TABLES = sorted(name for name, records in WHOLE.items() if isinstance(records, list))
#: Tables whose records refer to each other: goals under goals, groups that follow others, terms that renew others.
TO_THEMSELVES = sorted(
    name
    for name in TABLES
    if any(
        get(record, each.name) for each in attributes(name).values() if each.refers == name for record in WHOLE[name]
    )
)
MONTHS = [
    "ledna",
    "února",
    "března",
    "dubna",
    "května",
    "června",
    "července",
    "srpna",
    "září",
    "října",
    "listopadu",
    "prosince",
]


@frozen(kw_only=True)
class Manner:
    """How an office writes a table."""

    #: Rows above the head.
    above: int
    #: A sum below.
    sum_below: bool
    #: The head typed again in the middle.
    cut: bool
    #: Money in thousands where that says all of it.
    thousands: bool
    #: Spaces between thousands.
    spaced: bool
    dates: str
    encoding: str
    word: bool


MANNERS = st.builds(
    Manner,
    above=st.integers(0, 3),
    sum_below=st.booleans(),
    cut=st.booleans(),
    thousands=st.booleans(),
    spaced=st.booleans(),
    dates=st.sampled_from(("iso", "points", "spaces", "words")),
    encoding=st.sampled_from(("utf-8", "utf-8-sig", "windows-1250")),
    word=st.booleans(),
)


def written(attribute: Attribute, value: Any, manner: Manner) -> str:
    """A plain value as an office writes it."""
    if value is None:
        return ""
    match attribute.sort:
        case Sort.YES_NO:
            return "ano" if value else "ne"
        case Sort.DATE:
            return date_text(value, manner.dates)
        case Sort.MONEY | Sort.NUMBER | Sort.COUNT:
            number = Decimal(value)
            if attribute.sort is Sort.MONEY and manner.thousands:
                number = Decimal(format(number.scaleb(-3), "f"))
            return number_text(number, spaced=manner.spaced)
        case _:
            return str(value)


def number_text(number: Decimal, *, spaced: bool) -> str:
    whole, _, places = format(number, "f").partition(".")
    if spaced:
        whole = f"{int(whole):,}".replace(",", "\N{NO-BREAK SPACE}")
    return f"{whole},{places}" if places else whole


def date_text(value: str, form: str) -> str:
    year, _, rest = value.partition("-")
    month, _, day = rest.partition("-")
    if form == "iso" or not month:
        return value
    if not day:
        return f"{int(month)}/{year}"
    if form == "points":
        return f"{day}.{month}.{year}"
    return f"{int(day)}. {MONTHS[int(month) - 1]} {year}" if form == "words" else f"{int(day)}. {int(month)}. {year}"


def columns_of(table: str, records: Sequence[Mapping[str, Any]]) -> list[Attribute]:
    """The attributes that any record has; ends of periods stand in two columns."""
    return [
        each
        for each in attributes(table).values()
        if each.sort is not Sort.PERIOD and any(get(record, each.name) is not None for record in records)
    ]


def cells_of(table: str, records: Sequence[Mapping[str, Any]], manner: Manner) -> list[list[str]]:
    columns = columns_of(table, records)
    rows = [[written(each, get(record, each.name), manner) for each in columns] for record in records]
    head = [each.name for each in columns]
    if manner.cut and len(rows) > 1:
        rows.insert(len(rows) // 2, head)
    above = [[f"Přehled č. {place}"] for place in range(manner.above)]
    below = [["Celkem", "součet"]] if manner.sum_below and len(columns) > 1 else []
    return [*above, head, *rows, *below]


def mapping_of(table: str, records: Sequence[Mapping[str, Any]], manner: Manner) -> str:
    # A CSV file may be in another encoding; a Word document has none to name.
    named = manner.encoding == "windows-1250" and not manner.word
    encoding = 'encoding = "windows-1250"\n' if named else ""
    lines = [f"socplan-map = 1\n{encoding}[[table]]", 'skip = "Celkem"', "[[table.records]]", f'to = "{table}"']
    for each in columns_of(table, records):
        extra = ""
        if each.sort is Sort.REFERENCE:
            extra = ', find = ["id"]'
        elif each.sort is Sort.MONEY:
            extra = f', unit = "{"tis. Kč" if manner.thousands else "Kč"}", zero = "known"'
        elif each.sort in (Sort.NUMBER, Sort.COUNT):
            extra = ', zero = "known"'
        lines.append(f'set."{each.name}" = {{ head = "{each.name}"{extra} }}')
    return "\n".join(lines)


def file_of(table: str, records: Sequence[Mapping[str, Any]], manner: Manner, folder: Path) -> Path:
    rows = cells_of(table, records, manner)
    if manner.word:
        path = folder / "tabulka.docx"
        path.write_bytes(document("Tabulka", rows))
        return path
    buffer = io.StringIO(newline="")
    csv.writer(buffer, delimiter=";").writerows(rows)
    path = folder / "tabulka.csv"
    path.write_bytes(buffer.getvalue().encode(manner.encoding))
    return path


@cache
def without(table: str) -> Dossier:
    return from_mapping("test", {name: records for name, records in WHOLE.items() if name != table})


def without_spoiled(table: str) -> bool:
    """Whether cp1250 holds every text of a table."""
    text = json.dumps(WHOLE[table], ensure_ascii=False)
    try:
        text.encode("windows-1250")
    except UnicodeEncodeError:
        return False
    return True


SLOW = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


@SLOW
@given(table=st.sampled_from(TABLES), manner=MANNERS)
def test_a_table_written_in_any_manner_comes_back_equal(table: str, manner: Manner) -> None:
    records = WHOLE[table]
    if manner.encoding == "windows-1250" and not without_spoiled(table):
        return
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "map.toml").write_text(mapping_of(table, records, manner), "utf-8")
        path = file_of(table, records, manner, folder)
        before = without(table)
        once = import_office_tables(before, folder / "map.toml", [path]).dossier
        assert equal(to_mapping(once)[table], records, table)
        assert import_office_tables(once, folder / "map.toml", [path]).dossier == once


@SLOW
@given(table=st.sampled_from(TO_THEMSELVES), manner=MANNERS, data=st.data())
def test_rows_may_refer_to_rows_below_them(table: str, manner: Manner, data: st.DataObject) -> None:
    records = data.draw(st.permutations(WHOLE[table]))
    manner = evolve(manner, encoding="utf-8")
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "map.toml").write_text(mapping_of(table, records, manner), "utf-8")
        path = file_of(table, records, manner, folder)
        once = import_office_tables(without(table), folder / "map.toml", [path])
        assert equal(to_mapping(once.dossier)[table], records, table)
        assert {step.kind.value for step in once.steps} == {"added"}
        again = import_office_tables(once.dossier, folder / "map.toml", [path])
        assert again.dossier == once.dossier
        assert {step.kind.value for step in again.steps} == {"same"}


def test_tables_that_refer_to_themselves_are_among_them() -> None:
    assert {"groups", "measures", "members", "territories"} <= set(TO_THEMSELVES)


def equal(left: Sequence[Mapping[str, Any]], right: Sequence[Mapping[str, Any]], table: str) -> bool:
    """Whether two tables say the same; 780000 and 780000.00 do."""

    def normal(record: Mapping[str, Any]) -> dict[str, Any]:
        found = {}
        for each in attributes(table).values():
            value = get(record, each.name)
            if value is not None and each.sort in (Sort.MONEY, Sort.NUMBER):
                value = Decimal(value).normalize()
            if value != each.default:
                found[each.name] = value
        return found

    return [normal(each) for each in left] == [normal(each) for each in right]


@SLOW
@given(table=st.sampled_from(TABLES), manner=MANNERS, data=st.data())
def test_one_damaged_cell_gives_one_fault_at_that_cell(table: str, manner: Manner, data: st.DataObject) -> None:
    records = [dict(each) for each in WHOLE[table]]
    columns = columns_of(table, records)
    spoilt = [place for place, each in enumerate(columns) if each.sort not in (Sort.TEXT, Sort.IDENTIFIER)]
    manner = Manner(
        above=manner.above,
        sum_below=False,
        cut=False,
        thousands=manner.thousands,
        spaced=manner.spaced,
        dates=manner.dates,
        encoding="utf-8",
        word=False,
    )
    if not spoilt:
        return
    rows = cells_of(table, records, manner)
    row = data.draw(st.integers(manner.above + 1, len(rows) - 1))
    column = data.draw(st.sampled_from(spoilt))
    rows[row][column] = "nesmysl!"
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "map.toml").write_text(mapping_of(table, records, manner), "utf-8")
        buffer = io.StringIO(newline="")
        csv.writer(buffer, delimiter=";").writerows(rows)
        (folder / "tabulka.csv").write_bytes(buffer.getvalue().encode())
        with pytest.raises(ReadError) as caught:
            import_office_tables(without(table), folder / "map.toml", [folder / "tabulka.csv"])
    letters = chr(ord("A") + column)
    assert [fault.place for fault in caught.value.faults] == [f"{letters}{row + 1}"], str(caught.value)


@pytest.mark.parametrize(
    ("head", "rows"),
    [
        # What everybody takes for granted is not kept: a member is one, and a seat is taken.
        (
            "Skupina;Organizace;Funkce;Za koho",
            ["Senioři;Charita;člen;poskytovatel", "Senioři;Charita;člen;poskytovatel"],
        ),
        (
            "Skupina;Vedoucí skupiny;Členové",
            ["Senioři;Jana Nová (Charita);Petr Malý (Dům); Eva Nová (Lípa)", "Senioři;neobsazeno;"],
        ),
    ],
)
def test_rows_that_say_what_is_taken_for_granted_come_in_once(head: str, rows: list[str], tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("\n".join([head, *rows]), "utf-8")
    mapping = tmp_path / "map.toml"
    mapping.write_text(proposed([tmp_path / "a.csv"], from_mapping("base", BASE)), "utf-8")
    once = import_office_tables(from_mapping("base", BASE), mapping, [tmp_path / "a.csv"]).dossier
    assert len(once.members) >= 2
    assert import_office_tables(once, mapping, [tmp_path / "a.csv"]).dossier == once


def test_rows_in_another_order_find_the_records_that_say_the_same(tmp_path: Path) -> None:
    mapping = tmp_path / "map.toml"
    mapping.write_text(
        'socplan-map = 1\n[[table]]\n[[table.records]]\nto = "members"\n'
        'set.group = "Skupina"\nset.organisation = "Organizace"\nset.constituency = "Za koho"\n',
        "utf-8",
    )
    head, rows = "Skupina;Organizace;Za koho", ["Senioři;Charita;uživatel", "Senioři;;uživatel"]
    taken = from_mapping("base", BASE)
    for order in (rows, rows[::-1]):
        (tmp_path / "a.csv").write_text("\n".join([head, *order]), "utf-8")
        taken = import_office_tables(taken, mapping, [tmp_path / "a.csv"]).dossier
        assert [each.organisation for each in taken.members] == ["Charita", None]
