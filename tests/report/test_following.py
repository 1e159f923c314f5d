"""The parts of reports that follow a plan: who has not reported, indicators, variations and risks."""

from __future__ import annotations

from typing import Any

import attrs
import pytest

from socplan import CountedReadings, Dossier, PartialDate, ReadingState, build_report, render
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
    passed = "Termín pro podání zpráv byl 20. 1. 2026; ke dni 31. 3. 2026 po něm uplynulo 70 dnů."

    assert f"Započtenou zprávu nemá 1 opatření z celkových 17. {passed}" in printed(ukazka)
    assert "| Domov Lípa (smyšlený) | PS 2" in printed(ukazka)
    assert "Termín pro podání zpráv podklady neuvádějí" in printed(asked(ukazka, deadline=None))
    assert "ke dni 31. 3. 2026 ještě neuplynul" in printed(asked(ukazka, deadline=PartialDate(2026, 3, 31)))
    assert "po něm uplynul 1 den" in printed(asked(ukazka, deadline=PartialDate(2026, 3, 30)))


def test_a_report_that_does_not_count_is_missing(ukazka: Dossier) -> None:
    strict = printed(asked(ukazka, counts=CountedReadings.APPROVED))

    assert "Započtenou zprávu nemají 2 opatření z celkových 17." in strict
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
