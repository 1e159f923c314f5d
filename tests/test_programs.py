"""Ways in and out for programs: bytes, text, mappings and rows; and what they are shown of it."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import Any, get_args, get_type_hints

import attrs
import pytest

from socplan import (
    Dossier,
    ReadError,
    UnknownExporterError,
    UnknownReaderError,
    build_report,
    dumps,
    from_mapping,
    loads,
    to_mapping,
    write_file,
)
from socplan.plugins import Registry, make_manager
from socplan.report import (
    COMMON_OPTIONS,
    Column,
    ColumnKind,
    Figure,
    NotApplicable,
    Percent,
    Report,
    Row,
    RowRole,
    Section,
    StatusMark,
    Table,
    blocks_of,
)
from socplan.report.options import CoreKind, ReportOptions
from socplan.testing import sample_dossier, sample_dossiers
from tests.building import DONE, WITH_WORKBOOKS, dossier, measure, period

UKAZKA = sample_dossier("ukazka")
CORE = Registry(*make_manager(installed=False))


@pytest.mark.parametrize("format_name", ["json", "csv", "csv-programs", pytest.param("xlsx", marks=WITH_WORKBOOKS)])
def test_what_is_dumped_is_loaded(format_name: str) -> None:
    assert loads(dumps(UKAZKA, format=format_name), format=format_name) == UKAZKA


def test_text_is_loaded_like_its_bytes(tmp_path: Any) -> None:
    write_file(UKAZKA, tmp_path / "plan.json")

    assert dumps(UKAZKA) == (tmp_path / "plan.json").read_bytes()
    assert loads(dumps(UKAZKA).decode()) == UKAZKA


@pytest.mark.parametrize("known", sample_dossiers(), ids=lambda known: known.plan.title)
def test_a_mapping_is_what_stands_in_the_file(known: Dossier) -> None:
    data = to_mapping(known)

    assert data == json.loads(dumps(known))
    assert from_mapping(data) == known


def test_a_mapping_without_end_is_refused() -> None:
    data: dict[str, Any] = {"socplan": "1", "plan": {}}
    data["plan"]["title"] = data
    with pytest.raises(ReadError, match="nested too deeply"):
        from_mapping(data)


# Rows


def test_the_records_of_a_table_are_rows_of_plain_values() -> None:
    known = dossier(measures=(measure("m", "c", cost=Decimal("1.50"), term=period("2011-06", None)),))
    (row,) = known.records("measures")

    assert {name: value for name, value in row.items() if value is not None} == {
        "id": "m",
        "title": "Opatření m",
        "goal": "c",
        "shared": False,
        "ongoing": False,
        "cost": Decimal("1.50"),
        "term.start": "2011-06",
    }
    assert known.records("plan")[0]["period.end"] == "2014"
    assert known.records("statuses")[0]["meaning"] == "done"
    assert known.records("goals") == []


def test_the_rows_of_a_table_of_a_report_are_rows_of_plain_values() -> None:
    columns = tuple(Column(key, key) for key in ("share", "status", "when", "none", "unknown", "day"))
    mark = StatusMark.of(DONE)
    cells = (Percent(Decimal(29)), mark, period("2011", None), NotApplicable.NOT_APPLICABLE, None, date(2012, 1, 2))
    table = Table(key="t", title="T", columns=columns, rows=(Row(cells, role=RowRole.TOTAL, key="m"),))

    assert table.records() == [
        {
            "row_key": "m",
            "row_role": "total",
            "share": Decimal(29),
            "status": "Naplněno",
            "when": "2011/",
            "none": None,
            "unknown": None,
            "day": date(2012, 1, 2),
        }
    ]


@pytest.mark.parametrize("kind", [kind for kind in get_args(CoreKind) if kind != "export"])
def test_every_table_of_every_report_gives_as_many_rows_as_it_has(kind: str) -> None:
    report = build_report(kind, UKAZKA)
    blocks = [block for part in report.parts for block in blocks_of(part)]
    tables = [block.table if isinstance(block, Figure) else block for block in blocks]

    for table in (one for one in tables if isinstance(one, Table)):
        assert [len(row) for row in table.records()] == [len(table.columns) + 2] * len(table.rows)


# What is shown


def test_a_dossier_and_a_report_are_shown_on_a_line() -> None:
    assert repr(UKAZKA) == (
        "<Dossier 'Ukázkový plán sociálních služeb města Vzorova na období 20… of 'Město Vzorov (smyšlené)', "
        f"7 goals, 19 measures, 2 rounds, {len([name for name in TABLES if UKAZKA.table(name)]) - 3} other tables>"
    )
    report = build_report("monitoring", UKAZKA)
    assert repr(report) == (
        f"<Report monitoring (cs, public): 'Monitorovací zpráva za rok 2025', {len(report.parts)} parts>"
    )


TABLES = [name for name in attrs.fields_dict(Dossier) if name != "plan"]


def test_a_notebook_shows_a_report_with_every_text_escaped() -> None:
    evil = "<script>alert('&')</script>"
    table = Table(key="t", title=evil, columns=(Column("a", evil, ColumnKind.TEXT, evil),), rows=(Row((evil,)),))
    report = Report(
        kind="x",
        locale="cs",
        audience="public",
        title=evil,
        subtitle=evil,
        parts=(Section(key="p", title=evil, blocks=(table,)),),
        words={},
    )
    html = report._repr_html_()

    assert "<script" not in html
    assert html.count("&lt;script&gt;alert(&#x27;&amp;&#x27;)&lt;/script&gt;") == 7
    assert table._repr_html_() in html


def test_what_is_unknown_and_what_is_not_applicable_are_shown() -> None:
    cells = (None, NotApplicable.NOT_APPLICABLE)
    table = Table(key="t", title="T", columns=(Column("a", "A"), Column("b", "B")), rows=(Row(cells),))

    assert "<td>?</td><td>–</td>" in table._repr_html_()


@pytest.mark.parametrize("kind", [kind for kind in get_args(CoreKind) if kind != "export"])
def test_every_report_is_shown_in_a_notebook(kind: str) -> None:
    report = build_report(kind, UKAZKA)

    assert report._repr_html_().startswith("<h1>")


# What an editor knows


def test_the_options_of_the_core_are_known_to_editors() -> None:
    assert set(get_args(CoreKind)) == {*CORE.reports}
    hints = get_type_hints(ReportOptions)
    kinds = (kind.options for kind in CORE.reports.values())
    options = {option.name: option for offered in (*kinds, COMMON_OPTIONS) for option in offered}
    assert {*hints} == {*options}
    for name, option in options.items():
        choices = get_args(hints[name])
        assert (choices or hints[name]) == (option.choices or option.type), name


# What is meant


@pytest.mark.parametrize("asked", [".xlsx", "xlsx", "XLSX"])
def test_the_plugin_for_workbooks_is_named_where_it_is_missing(asked: str) -> None:
    message = str(UnknownReaderError(asked, CORE.readers))
    assert message.endswith("Install its plugin: pip install socplan-xlsx.")


def test_the_plugin_for_markdown_is_named_where_it_is_missing() -> None:
    assert "pip install socplan-markdown" in str(UnknownExporterError(".md", CORE.exporters))
