"""What the comparison of services says, with much and with hardly any data."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import attrs
import pytest
from tests.building import dossier, year
from tests.systems.reading import facts, items, keys, report_of, rows, said

from socplan import (
    BuildContext,
    Capacity,
    Dossier,
    Formula,
    OptionError,
    Report,
    Service,
    ServiceCost,
    ServiceForm,
    ServiceKind,
    UnitValue,
    build_report,
)
from socplan.calculations import FORMULAS
from socplan.labels import Wording
from socplan.report import Figure, FigureKind, NotApplicable, Series, blocks_of
from socplan.report.cells import rounded
from socplan.report.kinds.benchmark import build
from socplan.testing import sample_dossier

UKAZKA = sample_dossier("ukazka")
CS = Wording("cs")
NA = NotApplicable.NOT_APPLICABLE


def built(*formulas: Formula, **options: Any) -> Report:
    context = BuildContext(words=CS, audience="public", formulas={one.name: one for one in formulas})
    return build(UKAZKA, context, **{"year": None, "formula": None, "peers": 4, **options})


def test_the_last_year_whose_costs_are_known_is_compared() -> None:
    assert str(facts(report_of("benchmark", "ukazka"))["compared"].start) == "2025"
    assert "Za rok 2024 nelze s podobnými srovnat žádnou službu." in said(report_of("benchmark", "ukazka", year=2024))


@pytest.mark.parametrize(
    ("option", "problem"),
    [
        ({"year": 2023}, r"no costs of 2023 \(years: 2024, 2025\)"),
        ({"formula": "per-head"}, "no formula per-head .*cost-per-capacity, cost-per-output, net-cost-per-capacity"),
        ({"peers": 1}, "must be 2 or more, and not 1"),
    ],
)
def test_what_cannot_be_chosen_is_refused_with_what_can(option: dict[str, Any], problem: str) -> None:
    with pytest.raises(OptionError, match=problem):
        build_report("benchmark", UKAZKA, **option)


def test_fewer_peers_may_do() -> None:
    fewer = report_of("benchmark", "ukazka", peers=2)

    assert "aspoň u 2 srovnatelných služeb včetně srovnávané." in said(fewer, "method")


def test_every_service_is_counted_once_in_every_formula() -> None:
    *listed, total = rows(report_of("benchmark", "ukazka"), "overview")

    for formula in FORMULAS:
        assert total[formula.name] == sum(one[formula.name] for one in listed) == 13
    assert [one["cost-per-output"] for one in listed if one["comparable"] == "ano"] == [4]


def test_the_quartiles_stand_under_the_values() -> None:
    told = rows(report_of("benchmark", "ukazka"), "cost-per-capacity_1")

    assert [(one["service"], one["per_unit"]) for one in told[-3:]] == [
        ("Dolní kvartil", Decimal("601250.00")),
        ("Medián", Decimal("626184.21")),
        ("Horní kvartil", Decimal("664526.32")),
    ]
    assert [one["per_unit"] for one in told[:-3]] == sorted(one["per_unit"] for one in told[:-3])


def test_the_summary_tells_the_median_of_each_of_a_few_groups() -> None:
    told = said(report_of("benchmark", "ukazka"), "summary")

    assert "medián 505,04 Kč, nejméně 474,53 Kč, nejvíce 592,72 Kč." in told
    assert "medián" not in said(report_of("benchmark", "ukazka", year=2024), "summary")


def test_of_many_groups_the_tables_tell() -> None:
    def each(number: int) -> Formula:
        return attrs.evolve(FORMULAS[0], name=f"formula-{number}")

    assert "medián" in said(built(*map(each, range(4))), "summary")
    assert "medián" not in said(built(*map(each, range(5))), "summary")


def homes(count: int, last: str = "1000") -> Dossier:
    """So many homes for a thousand, and one unit each; the last one costs what is told."""
    names = [f"h{number}" for number in range(count)]
    return dossier(
        service_kinds=(ServiceKind(id="home", name="Domov"),),
        services=tuple(Service(id=one, name=one, kind="home") for one in names),
        capacities=tuple(
            Capacity(service=one, form=ServiceForm.RESIDENTIAL, unit="lůžko", quantity=Decimal(1)) for one in names
        ),
        service_costs=tuple(
            ServiceCost(service=one, period=year(2025), cost=Decimal(last if one == names[-1] else "1000"))
            for one in names
        ),
    )


def test_a_small_group_is_told_to_say_little() -> None:
    assert "mnoho neříká" in said(build_report("benchmark", homes(7)), "method")
    assert "mnoho neříká" not in said(build_report("benchmark", homes(8)), "method")


def test_values_and_shares_of_any_length_are_told() -> None:
    told = rows(build_report("benchmark", homes(4, f"1{'0' * 40}")), "cost-per-capacity_1")

    assert (told[3]["per_unit"], told[3]["to_median"]) == (10**40, 10**39)


def test_the_sum_of_areas_is_not_told_to_be_all() -> None:
    areas = rows(report_of("needs", "ukazka"), "areas_1")

    assert "Součet oblastí" in {one["area"] for one in areas}


def test_without_costs_there_is_a_report_that_says_so() -> None:
    empty = build_report("benchmark", dossier(services=(Service(id="s", name="Služba"),)))

    assert said(empty, "summary").endswith("podklady neuvádějí, takže je nelze srovnat.")
    assert keys(empty) == {"summary"}


def test_without_formulas_nothing_is_compared() -> None:
    assert "nelze s podobnými srovnat žádnou službu" in said(built(), "summary")


def test_a_formula_of_a_plugin_may_name_itself_and_say_its_own_reasons() -> None:
    def compute(of: object, service: Service, when: object) -> tuple[UnitValue, ...]:
        del of, when
        if service.kind != "par-40":
            return (UnitValue(unit="kontakt", missing="Kraj takovou službu nesrovnává."),)
        return (UnitValue(unit="kontakt", numerator=Fraction(len(service.id), 3), denominator=Decimal(1)),)

    told = built(Formula(name="kraj", label="Kontakty podle kraje", compute=compute, meaning="Co kraj stanoví."))

    assert "Kontakty podle kraje" in said(told, "comparison")
    assert "Co kraj stanoví." in said(told, "comparison")
    # A line for each reason.
    (line,) = items(told, "not_compared")
    assert line.startswith("Kraj takovou službu nesrovnává: ")
    assert rows(told, "kraj_1")[0]["amount"] == Decimal("6.00")


def test_a_share_of_a_median_that_is_not_above_zero_is_not_told() -> None:
    rich = tuple(attrs.evolve(one, own_revenue=Decimal(10**9)) for one in UKAZKA.service_costs)
    told = rows(build_report("benchmark", attrs.evolve(UKAZKA, service_costs=rich)), "net-cost-per-capacity_1")

    assert all("to_median" not in one for one in told)
    assert all(one["per_unit"] < 0 for one in told)


@pytest.mark.parametrize(
    ("exact", "places", "expected"),
    [
        (Fraction(1, 3), 2, "0.33"),
        (Fraction(5, 1000), 2, "0.01"),
        (Fraction(-5, 1000), 2, "-0.01"),
        (Fraction(-1, 1000), 2, "0.00"),
        (Fraction(5, 2), 0, "3"),
        (Fraction(10**40 + 1, 2), 1, f"{(10**40) // 2}.5"),
    ],
)
def test_numbers_are_rounded_half_away_from_zero_however_long(exact: Fraction, places: int, expected: str) -> None:
    assert str(rounded(exact, places)) == expected


def test_values_are_dots_and_the_description_names_who_is_above_the_quartiles() -> None:
    report = build_report("benchmark", UKAZKA)
    figures = [b for part in report.parts for b in blocks_of(part) if isinstance(b, Figure)]

    assert {(figure.kind, figure.series) for figure in figures} == {(FigureKind.DOTS, (Series("per_unit"),))}
    for figure in figures:
        (above,) = [row.cells[0] for row in figure.table.rows if "nad horním kvartilem" in row.cells]
        assert figure.alt.endswith(f"Nad horním kvartilem: {above}.")


def test_the_description_of_areas_names_the_highest_of_the_last_known_period() -> None:
    report = report_of("needs", "ukazka")
    (figure,) = [b for part in report.parts for b in blocks_of(part) if isinstance(b, Figure)]

    told = figure.alt.replace("\N{NO-BREAK SPACE}", " ")
    assert told.endswith("za rok 2025: Senioři a osoby se zdravotním postižením (412).")
