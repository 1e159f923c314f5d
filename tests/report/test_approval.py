"""Who approved a document is a sentence, and no verb stands where its gender is not safe."""

from __future__ import annotations

from typing import Any

import attrs
import pytest

from socplan import Dossier, PartialDate, PartRole, Resolution, ResolutionAct, build_report
from socplan.labels import Wording
from socplan.report import Paragraph, Report, ResolutionText, Section, Signature, Signatures, blocks_of
from socplan.report.approval import approved_text
from socplan.testing import sample_dossier

UKAZKA = sample_dossier("ukazka")


def plain(text: object) -> str:
    return str(text).replace("\N{NO-BREAK SPACE}", " ")


def facts(report: Report) -> dict[str, str]:
    return {fact.key: f"{fact.label}: {plain(fact.value)}" for fact in report.facts}


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
        ("plan", {}, "Schválila: Rada města Vzorova dne 14. 12. 2023"),
        ("action-plan", {}, "Schválila: Rada města Vzorova usnesením č. 19/2025 II. ze dne 11. 12. 2025"),
        ("amendment", {}, "Schválila: Rada města Vzorova usnesením č. 19/2025 I. ze dne 11. 12. 2025"),
        ("monitoring", {"year": 2024}, "Schválila: Rada města Vzorova usnesením č. 6/2025 III. ze dne 10. 4. 2025"),
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

    assert shown["approved_by"] == "Schvaluje: Rada města Vzorova"
    assert shown["approval"] == "Schvalování: předloženo 20. 3. 2026, rozhodnutí není doloženo"
    assert facts(build_report("plan", plan))["approved_by"] == "Schvaluje: Rada města Vzorova"


# The end of a document


def end_of(report: Report) -> Section:
    (end,) = (
        each
        for part in report.parts
        for each in (part, *(block for block in part.blocks if isinstance(block, Section)))
        if each.key == "signatures"
    )
    return end


def closing_of(report: Report) -> list[str]:
    (text,) = (block.text for block in end_of(report).blocks if isinstance(block, Paragraph))
    return plain(text).split("\n")


def signed(report: Report) -> Signatures:
    (block,) = (block for block in end_of(report).blocks if isinstance(block, Signatures))
    return block


def test_a_plan_ends_with_its_approval_a_line_for_its_maker_and_a_line_for_the_signature() -> None:
    report = build_report("plan", UKAZKA)

    assert closing_of(report) == [
        "Schválila Rada města Vzorova dne 14. 12. 2023.",
        "Dodatek č. 1: schválila Rada města Vzorova usnesením č. 19/2025 I. ze dne 11. 12. 2025.",
        f"Zpracovatel: {'…' * 22}",
    ]
    (line,) = signed(report).signatures
    # The approval has its day, so nobody fills in another one.
    assert (plain(line.office), line.name, signed(report).dated) == ("jméno a funkce", None, False)


def test_a_draft_leaves_open_who_submits_it_and_nothing_that_is_rejected_is_signed() -> None:
    submitted, prepared = closing_of(build_report("monitoring", UKAZKA))
    rejected = attrs.evolve(
        UKAZKA,
        resolutions=tuple(
            attrs.evolve(each, adopted=False) if each.id == "rada-2025-12-i" else each for each in UKAZKA.resolutions
        ),
    )

    assert (submitted.rstrip("…"), prepared.rstrip("…")) == ("Předkládá: ", "Zpracovatel: ")
    assert not any(isinstance(block, Signatures) for block in blocks_of(build_report("amendment", rejected).parts[-1]))


def test_of_what_was_only_decided_nobody_says_that_it_was_approved() -> None:
    decided = tuple(
        attrs.evolve(each, adopted=None) if each.id == "rada-2025-12-i" else each for each in UKAZKA.resolutions
    )
    report = build_report("amendment", attrs.evolve(UKAZKA, resolutions=decided))

    assert facts(report)["approval"] == "Schvalování: rozhodnuto, 19/2025 I., 11. 12. 2025"
    assert not any(isinstance(block, Signatures) for block in blocks_of(report.parts[-1]))


@pytest.mark.parametrize("of", [UKAZKA, attrs.evolve(UKAZKA, members=())], ids=["a department", "none"])
def test_who_signs_and_who_prepared_is_left_open_because_no_dossier_says_it(of: Dossier) -> None:
    report = build_report("action-plan", of)
    (line,) = signed(report).signatures

    assert (plain(line.office), line.name) == ("jméno a funkce", None)
    assert closing_of(report)[-1].rstrip("…") == "Zpracovatel: "


def test_who_is_asked_for_signs_in_place_of_the_office() -> None:
    report = build_report("amendment", UKAZKA, signatures="Jan Vzor | starosta", signed_at="Ve Vzorově")

    assert signed(report) == Signatures((Signature("starosta", "Jan Vzor"),), "Ve Vzorově")
    assert report.parts[-1].key == "approval"


def test_a_draft_has_a_point_for_each_thing_that_is_known_to_be_decided() -> None:
    ahead = tuple(
        attrs.evolve(each, submitted=None, date=None, adopted=None, number=None, point=None)
        if each.id == "rada-2025-12-i"
        else each
        for each in UKAZKA.resolutions
    )
    assigned = Resolution(
        id="ukol", body="rada", act=ResolutionAct.ASSIGN, text="Ukládá odboru zveřejnit plán.", after="rada-2025-12-i"
    )
    (amendment,) = UKAZKA.amendments
    dossier = attrs.evolve(
        UKAZKA, resolutions=(*ahead, assigned), amendments=(attrs.evolve(amendment, effective=None),)
    )
    part = build_report("amendment", dossier).part("resolution")
    draft = part.blocks[0] if part else None

    assert isinstance(draft, ResolutionText)
    assert [plain(point) for point in draft.points] == [
        f"schvaluje změnu „{amendment.title}“ dokumentu „{UKAZKA.plan.title}“.",
        f"prodlužuje platnost dokumentu „{UKAZKA.plan.title}“ do 31. 12. 2028.",
        "ukládá odboru zveřejnit plán.",
    ]


def test_an_approved_plan_is_signed_below_its_last_word_and_another_one_at_its_end() -> None:
    ends = [part.key for part in build_report("plan", UKAZKA).parts if "signatures" in keys_in(part)]
    without = attrs.evolve(UKAZKA, parts=tuple(part for part in UKAZKA.parts if part.role is not PartRole.CONCLUSION))

    assert ends == [f"part_{next(part.id for part in UKAZKA.parts if part.role is PartRole.CONCLUSION)}"]
    assert build_report("plan", without).parts[-1].key == "signatures"


def keys_in(part: Section) -> set[str]:
    return {part.key, *(block.key for block in blocks_of(part) if isinstance(block, Section))}
