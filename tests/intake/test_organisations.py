"""Organisations with and without their number: nobody is there twice, and no applicant is lost."""

from pathlib import Path
from typing import Any

import pytest

from socplan import Dossier, from_mapping, import_office_tables
from tests.intake.office import BASE
from tests.intake.running import dossier_of, proposed


def taken(folder: Path, text: str, before: dict[str, Any] = BASE) -> Dossier:
    (folder / "a.csv").write_text(text, "utf-8")
    (folder / "map.toml").write_text(proposed([folder / "a.csv"], from_mapping(before)), "utf-8")
    return import_office_tables(from_mapping(before), folder / "map.toml", [folder / "a.csv"]).dossier


@pytest.mark.parametrize("ico", ["IČO;", ""])
def test_a_list_of_services_without_numbers_adds_no_provider_twice(ico: str, tmp_path: Path) -> None:
    empty = ";" if ico else ""
    text = f"Poskytovatel;{ico}Název služby;Registrační číslo\n" + "".join(
        f"Přístav, z. s.;{empty}Služba {number};765432{number}\n" for number in (1, 2)
    )
    dossier = taken(tmp_path, text)
    assert [(each.id, each.ico) for each in dossier.organisations] == [("pristav", "00006947")]
    assert {each.provider for each in dossier.services} == {"pristav"}


def test_an_applicant_without_a_number_is_not_lost(tmp_path: Path) -> None:
    text = "Žadatel;IČO;Účel;Dotace 2025 (Kč)\nPřístav, z. s.;6947;A;1 000\nSpolek Lípa;;B;2 000\n"
    dossier = taken(tmp_path, text)
    assert [each.organisation for each in dossier.allocations] == ["pristav", "organisations-spolek-lipa"]


ORGANISATIONS = """socplan-map = 1
[[table]]
[[table.records]]
to = "organisations"
set.name = "Název"
set.ico = "IČO"
"""


def test_an_organisation_gets_the_number_that_the_dossier_lacked(tmp_path: Path) -> None:
    before = {
        **BASE,
        "organisations": [{"id": "lipa", "name": "Spolek Lípa"}, {"id": "dub", "name": "Dub", "ico": "00006947"}],
    }
    dossier = dossier_of(tmp_path, "Název;IČO\nSpolek Lípa;25596641\n", ORGANISATIONS, before)
    assert [(each.id, each.ico) for each in dossier.organisations] == [("lipa", "25596641"), ("dub", "00006947")]


def test_one_of_the_same_name_with_another_number_is_another_one(tmp_path: Path) -> None:
    dossier = dossier_of(tmp_path, "Název;IČO\nPřístav, z. s.;25596641\n", ORGANISATIONS)
    assert [each.ico for each in dossier.organisations] == ["00006947", "25596641"]
