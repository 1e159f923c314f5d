"""Who approved a document is a sentence, and no verb stands where its gender is not safe."""

from __future__ import annotations

from typing import Any

import attrs
import pytest

from socplan import PartialDate, build_report
from socplan.labels import Wording
from socplan.report import Report
from socplan.report.approval import approved_text
from socplan.testing import sample_dossier

UKAZKA = sample_dossier("ukazka")


def plain(text: object) -> str:
    return str(text).replace("\N{NO-BREAK SPACE}", " ")


def facts(report: Report) -> dict[str, str]:
    return {fact.key: plain(fact.value) for fact in report.facts}


@pytest.mark.parametrize(
    ("body", "number", "day", "text"),
    [
        ("Rada obce", "5/2", (2025, 12, 11), "Schválila Rada obce usnesením č. 5/2 ze dne 11. 12. 2025"),
        ("Zastupitelstvo kraje", None, (2025, 12, 11), "Schválilo Zastupitelstvo kraje dne 11. 12. 2025"),
        ("Zastupitelstvo kraje", None, (2025, 12), "Schválilo Zastupitelstvo kraje v prosinci 2025"),
        ("Sociální komise", "5/2", (2025, 12, 11), "Schváleno: Sociální komise, usnesení č. 5/2 ze dne 11. 12. 2025"),
        ("Rada a Zastupitelstvo města", None, (2025,), "Schváleno: Rada a Zastupitelstvo města, v roce 2025"),
        ("Rada obce", None, None, "Schválila Rada obce"),
    ],
)
def test_a_verb_has_the_gender_of_the_body_and_stands_only_where_that_is_safe(
    body: str, number: str | None, day: tuple[int, ...] | None, text: str
) -> None:
    assert plain(approved_text(Wording("cs"), body, number, PartialDate(*day) if day else None)) == text


@pytest.mark.parametrize(
    ("kind", "options", "text"),
    [
        ("plan", {}, "Schválila Rada města Vzorova dne 14. 12. 2023"),
        ("action-plan", {}, "Schválila Rada města Vzorova usnesením č. 19/2025 II. ze dne 11. 12. 2025"),
        ("amendment", {}, "Schválila Rada města Vzorova usnesením č. 19/2025 I. ze dne 11. 12. 2025"),
        ("monitoring", {"year": 2024}, "Schválila Rada města Vzorova usnesením č. 6/2025 III. ze dne 10. 4. 2025"),
    ],
)
def test_a_title_block_says_in_a_sentence_who_approved_the_document(
    kind: str, options: dict[str, Any], text: str
) -> None:
    shown = facts(build_report(kind, UKAZKA, **options))

    assert shown["approval"] == text
    assert "approved_by" not in shown


def test_what_is_not_approved_yet_names_the_body_and_the_state() -> None:
    shown = facts(build_report("monitoring", UKAZKA))
    plan = attrs.evolve(UKAZKA, plan=attrs.evolve(UKAZKA.plan, approved=None))

    assert shown["approved_by"] == "Rada města Vzorova"
    assert shown["approval"] == "předloženo 20. 3. 2026, dosud nerozhodnuto"
    assert facts(build_report("plan", plan))["approved_by"] == "Rada města Vzorova"
