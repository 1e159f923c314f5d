"""Exports for a purpose give the chosen columns, and nothing made pretty."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any, get_args

import attrs
import pytest
from tests.building import day, dossier, period
from tests.systems.reading import facts, keys, rows, said

from socplan import (
    Capacity,
    Dossier,
    ExportAudience,
    ExportColumn,
    ExportProfile,
    Need,
    OptionError,
    Organisation,
    Plan,
    Service,
    ServiceForm,
    ServicePlace,
    build_report,
    check,
    render,
)
from socplan.labels import LOCALES, Wording
from socplan.model.dossier import record_types
from socplan.report import Coded
from socplan.report.cells import kind_name

PROFILE = ExportProfile(id="x", title="Výstup", purpose="Datové centrum")
SERVICES = (Service(id="b", name="Bé", order=1), Service(id="a", name="Á", order=2))
BEDS = Capacity(
    service="a", form=ServiceForm.RESIDENTIAL, unit="lůžko", quantity=Decimal("2.50"), validity=period("2025", None)
)


def chosen(*columns: tuple[str, str, int | None] | ExportColumn, **tables: Any) -> Dossier:
    made = tuple(
        one if isinstance(one, ExportColumn) else ExportColumn(profile="x", table=one[0], column=one[1], order=one[2])
        for one in columns
    )
    return dossier(
        **{"services": SERVICES, "capacities": (BEDS,), "export_profiles": (PROFILE,), "export_columns": made, **tables}
    )


def test_one_profile_need_not_be_named() -> None:
    told = build_report("export", chosen(("services", "name", None)))

    assert (told.title, facts(told)["purpose"]) == ("Výstup", "Datové centrum")


@pytest.mark.parametrize(
    ("profiles", "options", "problem"),
    [
        ((), {}, r"^export: the dossier has no export profile; add one to export_profiles\.$"),
        ((), {"profile": "z"}, "the dossier has no export profile"),
        ((PROFILE, attrs.evolve(PROFILE, id="y")), {}, r"which of the profiles\? \(profiles: x, y\)"),
        ((PROFILE,), {"profile": "z"}, r"no profile z \(profiles: x\)"),
        ((attrs.evolve(PROFILE, audience=ExportAudience.INTERNAL),), {}, "x is for internal use"),
    ],
)
def test_without_a_profile_that_can_be_given_there_is_an_error_that_names_them(
    profiles: tuple[ExportProfile, ...], options: dict[str, Any], problem: str
) -> None:
    with pytest.raises(OptionError, match=problem):
        build_report("export", chosen(export_profiles=profiles), **options)


def test_columns_stand_in_their_order_and_then_in_that_of_the_table() -> None:
    known = chosen(("services", "order", None), ("services", "name", None), ("services", "id", 1))

    assert list(rows(build_report("export", known), "services")[0]) == ["id", "name", "order"]


def test_records_stand_in_printed_order_and_a_column_of_which_nothing_is_known_is_left_out() -> None:
    known = chosen(("services", "name", None), ("services", "registration", None))

    assert rows(build_report("export", known), "services") == [{"name": "Bé"}, {"name": "Á"}]


def test_the_first_column_of_an_export_stays_so_that_each_record_keeps_its_row() -> None:
    known = chosen(("services", "registration", None))

    assert rows(build_report("export", known), "services") == [{"registration": None}] * 2


def test_cells_are_values_and_enumerations_what_stands_in_the_dossier() -> None:
    names = ("service", "form", "unit", "quantity", "validity")
    known = chosen(*(("capacities", name, place) for place, name in enumerate(names)))

    assert rows(build_report("export", known), "capacities") == [
        {
            "service": Coded("Á", "a"),
            "form": Coded("pobytová", "residential"),
            "unit": Coded("lůžko", "lůžko"),
            "quantity": Decimal("2.50"),
            "validity": period("2025", None),
        }
    ]


def test_people_read_known_units_in_their_language_and_programs_the_word_of_the_dossier() -> None:
    blocks = attrs.evolve(BEDS, service="b", unit="porce", form=ServiceForm.FIELD)
    known = chosen(("capacities", "unit", None), capacities=(BEDS, blocks))
    report = build_report("export", known, locale="en")

    assert [row["unit"] for row in rows(report, "capacities")] == [Coded("bed", "lůžko"), Coded("porce", "porce")]
    (table,) = render(report, "csv", layout="tables", dialect="programs")
    assert table.content.decode("utf-8").split() == ["Unit", "lůžko", "porce"]


def test_of_a_day_only_what_holds_on_it_goes_out() -> None:
    ended = attrs.evolve(SERVICES[0], validity=period(None, "2024"))
    known = chosen(
        ("services", "name", None),
        ("capacities", "unit", None),
        ("needs", "title", None),
        services=(ended, *SERVICES[1:]),
        needs=(Need(id="n", title="Bydlení"),),
    )
    later = build_report("export", known, day=date(2025, 1, 1))
    before = build_report("export", known, day=date(2024, 12, 31))

    assert [one["name"] for one in rows(later, "services")] == ["Á"]
    assert [one["name"] for one in rows(before, "services")] == ["Bé", "Á"]
    assert (len(rows(later, "capacities")), len(rows(before, "capacities"))) == (1, 0)
    assert rows(later, "needs") == rows(before, "needs") == [{"title": "Bydlení"}]
    assert facts(later)["day"] == date(2025, 1, 1)
    assert len(rows(build_report("export", known), "services")) == 2


def test_by_default_only_what_is_valid_on_the_day_of_the_data_goes_out_with_its_places() -> None:
    next_year = Service(id="c", name="Cé", validity=period("2027", None))
    known = chosen(
        ("services", "name", None),
        ("service_places", "service", None),
        services=(*SERVICES, next_year),
        service_places=(ServicePlace(id="p", service="c"), ServicePlace(id="q", service="a")),
        plan=Plan(title="Plán", authority="Město", prepared=day("2026-03")),
    )
    told = build_report("export", known)

    assert facts(told)["day"] == date(2026, 3, 31)
    assert [row["name"] for row in rows(told, "services")] == ["Bé", "Á"]
    assert [row["service"] for row in rows(told, "service_places")] == [Coded("Á", "a")]
    assert len(rows(build_report("export", known, day=date(2027, 1, 1)), "services")) == 3


def test_a_column_may_follow_a_reference_and_people_read_names_where_programs_read_codes() -> None:
    provider = Organisation(id="lipa", name="Lípa, o.p.s.", ico="12345679")
    known = chosen(
        ("services", "provider", 1),
        ("services", "provider.ico", 2),
        services=(attrs.evolve(SERVICES[0], provider="lipa"),),
        capacities=(),
        organisations=(provider,),
    )
    told = build_report("export", known)
    people, programs = (
        render(told, "csv", layout="tables", dialect=dialect)[0].content.decode("utf-8-sig").splitlines()
        for dialect in ("people", "programs")
    )

    assert people == ["Poskytovatel;Poskytovatel: IČO", "Lípa, o.p.s.;12345679"]
    assert programs[1] == "lipa,12345679"
    assert ".ico" not in said(told)


def test_a_path_that_leads_nowhere_or_to_personal_data_is_found() -> None:
    known = chosen(("services", "provider.price", 1), ("services", "name.ico", 2), ("members", "person.name", 3))

    assert {(finding.code, finding.facts["column"]) for finding in check(known) if "column" in finding.facts} == {
        ("export-column-unknown", "provider.price"),
        ("export-column-unknown", "name.ico"),
        ("export-column-personal", "person.name"),
    }


@pytest.mark.parametrize("locale", LOCALES)
def test_every_attribute_has_a_heading_and_every_kind_a_name(locale: str) -> None:
    words = Wording(locale)
    types: Any = record_types().values()
    attributes = [attribute for cls in types for attribute in attrs.fields(attrs.resolve_types(cls))]
    kinds = {kind for attribute in attributes for kind in get_args(attribute.type) or (attribute.type,)}
    enums = [kind for kind in kinds if isinstance(kind, type) and issubclass(kind, Enum)]

    names = {attribute.name for attribute in attributes}
    assert {name for name in names if not (words.has(f"attribute.{name}") or words.has(f"column.{name}"))} == set()
    assert [member for kind in enums for member in kind if kind_name(words, member) is None] == []


def test_people_read_what_a_table_is_called() -> None:
    (part,) = build_report("export", chosen(("services", "name", None))).parts

    assert (part.key, part.title) == ("services", "Služby")


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("table", record_types())
def test_every_table_has_a_name(table: str, locale: str) -> None:
    assert Wording(locale).has(f"table_name.{table}")


def test_a_table_without_records_is_there_with_its_headings() -> None:
    assert rows(build_report("export", chosen(("needs", "title", None))), "needs") == []


def test_what_is_not_there_is_left_out_and_said_internally() -> None:
    known = chosen(("services", "name", None), ("services", "tariff", None), ("prices", "amount", None))
    internal = build_report("export", known, audience="internal")

    assert keys(build_report("export", known)) == {"services"}
    assert list(rows(internal, "services")[0]) == ["name"]
    assert "sloupec „tariff“, který v tabulce „services“ není" in said(internal, "findings")
    assert "z tabulky „prices“, která neexistuje" in said(internal, "findings")


def test_a_profile_without_columns_says_so() -> None:
    assert "Tento výstup nevybírá žádné sloupce." in said(build_report("export", chosen()))


def test_only_the_columns_of_the_profile_are_given() -> None:
    other = ExportColumn(profile="y", table="services", column="id")
    known = chosen(("services", "name", None), other, export_profiles=(PROFILE, attrs.evolve(PROFILE, id="y")))

    assert list(rows(build_report("export", known, profile="x"), "services")[0]) == ["name"]
