"""Forms to report on measures: who gets one, what it asks for, and how it comes back."""

from __future__ import annotations

import io
from decimal import Decimal
from pathlib import Path

import attrs
import docx
import pytest
from tests.building import year

from socplan import OptionError, build_report, calculations as calc, import_office_tables, render
from socplan.model import MonitoringRound, Reading
from socplan.report import report_tables
from socplan.testing import sample_dossier, texts_in

UKAZKA = sample_dossier("ukazka")
MAP = Path(__file__).parents[2] / "examples" / "maps" / "formular.toml"
#: A year that nobody has reported on.
NEXT = attrs.evolve(UKAZKA, rounds=(*UKAZKA.rounds, MonitoringRound(id="rok-2026", period=year(2026))))


def test_each_measure_of_the_round_stands_in_one_form() -> None:
    (round_,) = [each for each in NEXT.rounds if each.id == "rok-2025"]
    form = build_report("form", NEXT, round="rok-2025")

    asked = [row.key for table in report_tables(form) if table.key.startswith("report_") for row in table.rows]
    assert sorted(map(str, asked)) == sorted(measure.id for measure in calc.measures_of(NEXT, round_))


def test_one_form_can_be_asked_for() -> None:
    (part,) = build_report("form", UKAZKA, to="Domov Lípa (smyšlený)").parts

    assert part.title == "Domov Lípa (smyšlený)"
    with pytest.raises(OptionError, match="'Nikdo' reports on no measure"):
        build_report("form", UKAZKA, to="Nikdo")


def test_there_is_no_form_without_a_round_or_measures() -> None:
    with pytest.raises(OptionError, match="no monitoring round; add one"):
        build_report("form", sample_dossier("zlin"))
    with pytest.raises(OptionError, match="the round has no measures"):
        build_report("form", sample_dossier("olomouc"))


def test_a_plan_without_statuses_asks_for_one_in_its_own_words() -> None:
    bare = attrs.evolve(UKAZKA, statuses=(), readings=())

    assert "jeden z těchto stavů" not in "".join(texts_in(build_report("form", bare)))


def test_a_form_that_was_filled_in_comes_back_as_reports(tmp_path: Path) -> None:
    (file,) = render(build_report("form", NEXT), "docx")
    document = docx.Document(io.BytesIO(file.content))
    row = document.tables[0].rows[1]
    code = row.cells[0].text
    for cell, text in zip(row.cells[3:], ("Rozpracováno", "Vybíráme dodavatele.", "12 500"), strict=True):
        cell.text = text
    document.save(str(tmp_path / "zprava.docx"))

    intake = import_office_tables(NEXT, MAP, [tmp_path / "zprava.docx"])

    new = [reading for reading in intake.dossier.readings if reading.round == "rok-2026"]
    (measure,) = [measure for measure in NEXT.measures if measure.code == code and measure.id == new[0].measure]
    assert [attrs.evolve(reading, measure="m") for reading in new] == [
        Reading(
            round="rok-2026", measure="m", status="rozpracovano", comment="Vybíráme dodavatele.", spent=Decimal(12_500)
        )
    ]
    assert measure.title.startswith(row.cells[1].text.replace("\N{NO-BREAK SPACE}", " ")[:10])


def test_the_values_of_indicators_are_asked_for_beside_the_last_known_ones() -> None:
    tables = report_tables(build_report("form", NEXT, round="rok-2026"))
    rows = [row for table in tables if table.key.startswith("indicators_") for row in table.records()]
    last = {row["row_key"]: (row.get("last_value"), row.get("last_value_when")) for row in rows}

    measured = {one.id for one in NEXT.indicators if one.measure is not None}
    assert measured >= {*last} >= {"ukazatel-byty", "ukazatel-skoleni"}
    # 33 women and 8 men; what adds up is asked for year by year.
    assert last["ukazatel-skoleni"] == (Decimal(41), "2025/2025")
    assert {str(row["value"]).strip("\N{NO-BREAK SPACE}") for row in rows} == {""}


def test_before_the_first_round_the_last_known_value_is_the_baseline() -> None:
    first = build_report("form", UKAZKA, round="rok-2024")
    rows = [row for of in report_tables(first) if of.key.startswith("indicators_") for row in of.records()]

    assert {row["row_key"]: row.get("last_value") for row in rows}["ukazatel-skoleni"] == Decimal(0)
