"""The parts of reports that follow a plan: who has not reported, indicators, variations and risks."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import attrs
import pytest

from socplan import CountedReadings, Dossier, PartialDate, Period, ReadingState, RoundScope, as_of, build_report, render
from socplan.testing import sample_dossier


@pytest.fixture(scope="module")
def ukazka() -> Dossier:
    return sample_dossier("ukazka")


def printed(of: Dossier, kind: Any = "monitoring", **options: Any) -> str:
    text = render(build_report(kind, of, **options), "markdown")[0].content.decode("utf-8")
    return text.replace("\N{NO-BREAK SPACE}", " ")


def asked(of: Dossier, **values: Any) -> Dossier:
    return attrs.evolve(of, rounds=(of.rounds[0], attrs.evolve(of.rounds[1], **values)))


def test_who_has_not_reported_is_told_against_the_deadline(ukazka: Dossier) -> None:
    passed = "Termín pro podání zpráv byl 20. 1. 2026; ke dni 20. 3. 2026 od něj uplynulo 59 dnů."

    assert f"Započtenou zprávu nemá 1 ze 17 opatření. {passed}" in printed(ukazka)
    assert "| Domov Lípa (smyšlený) | PS 2" in printed(ukazka)
    assert "Termín pro podání zpráv podklady neuvádějí" in printed(asked(ukazka, deadline=None))
    assert "ke dni 20. 3. 2026 ještě neuplynul" in printed(asked(ukazka, deadline=PartialDate(2026, 3, 20)))
    assert "od něj uplynul 1 den" in printed(asked(ukazka, deadline=PartialDate(2026, 3, 19)))


def test_a_report_that_does_not_count_is_missing(ukazka: Dossier) -> None:
    strict = printed(asked(ukazka, counts=CountedReadings.APPROVED))

    assert "Započtenou zprávu nemají 2 ze 17 opatření." in strict
    assert "předložená, zatím neschválená" in strict
    assert "Započítávají se jen schválené zprávy." in strict
    assert "Chybějící zprávy podle realizátorů" in strict
    assert "Chybějící zprávy podle realizátorů" not in printed(ukazka)


def test_why_a_report_was_returned_is_for_the_office_alone(ukazka: Dossier) -> None:
    last = attrs.evolve(ukazka.readings[-1], state=ReadingState.RETURNED, returned_reason="Chybí částka.")
    returned = attrs.evolve(ukazka, readings=(*ukazka.readings[:-1], last))

    assert "vrácená k doplnění: Chybí částka." in printed(returned, audience="internal")
    assert "vrácená k doplnění" in printed(returned)
    assert "Chybí částka." not in printed(returned)


def test_who_reported_and_when_is_in_the_internal_report(ukazka: Dossier) -> None:
    assert "| Klub Hřiště (smyšlený) | 12. 1. 2026 | schválená |" in printed(ukazka, audience="internal")
    silent = attrs.evolve(
        ukazka, readings=tuple(attrs.evolve(r, reported_by=None, reported=None, state=None) for r in ukazka.readings)
    )
    assert "Započtené zprávy" not in printed(asked(silent, counts=None), audience="internal")


def valued(of: Dossier, indicator: str, number: int, value: int | None) -> Dossier:
    """The dossier with another value of an indicator in a year."""
    values = tuple(
        attrs.evolve(row, value=None if value is None else Decimal(value))
        if (row.indicator, row.round, row.part) == (indicator, f"rok-{number}", None)
        else row
        for row in of.indicator_values
    )
    return attrs.evolve(of, indicator_values=values)


def changed(of: Dossier, indicator: str, **values: Any) -> Dossier:
    rows = tuple(attrs.evolve(row, **values) if row.id == indicator else row for row in of.indicators)
    return attrs.evolve(of, indicators=rows)


def line(text: str, beginning: str) -> str:
    return next(row for row in text.split("\n") if row.startswith(f"| {beginning}"))


FLATS = "Upravené byty v domě zvláštního určení"


def test_the_progress_and_the_light_follow_the_value(ukazka: Dossier) -> None:
    assert line(printed(ukazka), FLATS).endswith("| 3 | 38 % | oranžová |")
    rule = "Prahy semaforu podle plánu: zelená od 80 %, oranžová od 30 % (Upravené byty v domě zvláštního určení a "
    assert rule in printed(ukazka).replace("\N{NO-BREAK SPACE}", " ")
    seven, unknown = valued(ukazka, "ukazatel-byty", 2025, 7), valued(ukazka, "ukazatel-byty", 2025, None)
    assert "| 7 | 88 % | zelená |" in line(printed(seven), FLATS)
    assert "| neuvedeno | neuvedeno | neuvedeno |" in line(printed(unknown), FLATS)
    assert "Cílové hodnoty dosáhl 1 z nich." in printed(valued(ukazka, "ukazatel-byty", 2025, 8))
    assert "| 3 | 38 % | – |" in line(printed(changed(ukazka, "ukazatel-byty", green_from=None)), FLATS)


def test_what_has_no_progress_says_why(ukazka: Dossier) -> None:
    assert "U 1 z nich se cílová hodnota rovná výchozí" in printed(ukazka)
    assert "U 1 z nich nelze postup určit" in printed(ukazka)
    settled = changed(changed(ukazka, "ukazatel-dny", target=Decimal(6)), "ukazatel-setkani", baseline=Decimal(8))
    assert "rovná výchozí" not in printed(settled)
    assert "nelze postup určit" not in printed(settled)


def test_values_that_add_up_are_named_and_parted(ukazka: Dossier) -> None:
    trained = "Proškolení pracovníci první linie"

    assert "| 120 | 2027 | 68 | 57 % |" in line(printed(ukazka), trained)
    assert f"Hodnoty za jednotlivá období se sčítají u tohoto ukazatele: {trained}." in printed(ukazka)
    assert f"| {trained} | podle pohlaví | ženy | osoba | 33 |" in printed(ukazka)
    unsummed = printed(changed(ukazka, "ukazatel-skoleni", parts_add_up=False))
    assert "| 120 | 2027 | neuvedeno |" in line(unsummed, trained)


def test_planned_capacity_needs_no_typing_twice(ukazka: Dossier) -> None:
    beds = "2.2.1 Otevřít odlehčovací službu se čtyřmi lůžky | Odlehčovací služba Lípa (smyšlená)"
    fewer = tuple(
        attrs.evolve(row, quantity=Decimal(3)) if (row.service, row.unit) == ("odlehcovaci-lipa", "lůžko") else row
        for row in ukazka.capacities
    )

    assert f"| {beds} | lůžko | 4 | 4 | 100 % |" in printed(ukazka)
    assert f"| {beds} | lůžko | 4 | 3 | 75 % |" in printed(attrs.evolve(ukazka, capacities=fewer))


def test_the_plan_and_the_action_plan_show_from_where_to_where(ukazka: Dossier) -> None:
    flats = "| 0 (31. 12. 2023) | 8 (2027) | více je lépe | zelená od 80 %, oranžová od 30 % |"
    more = changed(ukazka, "ukazatel-byty", target=Decimal(9))

    for kind in ("plan", "action-plan"):
        assert line(printed(ukazka, kind), FLATS).endswith(flats)
        assert "| 0 (31. 12. 2023) | 9 (2027) |" in line(printed(more, kind), FLATS)
    assert "Lidé bez přístřeší" in printed(ukazka, "plan")
    assert "Lidé bez přístřeší" not in printed(ukazka, "action-plan")


def test_variations_and_risks_are_printed_as_far_as_somebody_writes_them(ukazka: Dossier) -> None:
    assert "Zapojeno je 12 domácností místo 30. | Výběr dodavatele" in printed(ukazka)
    assert "| vysoká | Město drží v rozpočtu rezervu. |" in printed(ukazka)
    assert "Odchylky od plánu" not in printed(ukazka, year=2024)
    none = printed(attrs.evolve(ukazka, variations=(), risks=()), audience="internal")
    assert "Odchylky od plánu" not in none
    assert "Rizika" not in none


def test_a_later_view_lets_go_of_indicators_of_measures_that_are_gone(ukazka: Dossier) -> None:
    gone = attrs.evolve(ukazka.indicators[0], id="ukazatel-byt", name="Společný byt", measure="opatreni-1.1.3")
    more = attrs.evolve(ukazka, indicators=(*ukazka.indicators, gone))

    assert "Společný byt" in printed(more)
    assert "opatreni-1.1.3" not in {measure.id for measure in as_of(more, date(2026, 2, 1)).measures}
    assert "Společný byt" not in printed(as_of(more, date(2026, 2, 1)), "plan")


def test_what_somebody_wrote_of_a_measure_that_is_not_due_is_told_too(ukazka: Dossier) -> None:
    rounds = tuple(attrs.evolve(round_, covers=RoundScope.DUE) for round_ in ukazka.rounds)
    measures = tuple(attrs.evolve(measure, term=Period.of_year(2099)) for measure in ukazka.measures)
    later = build_report("monitoring", attrs.evolve(ukazka, rounds=rounds, measures=measures))

    assert later.part("variations") == build_report("monitoring", ukazka).part("variations")
    assert later.part("indicators") == build_report("monitoring", ukazka).part("indicators")
    assert later.part("risks") == build_report("monitoring", ukazka).part("risks")
