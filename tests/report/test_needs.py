"""A SWOT analysis is a field: two by two, with the names of the quadrants above them."""

from __future__ import annotations

import attrs

from socplan import Dossier, build_report
from socplan.model import SwotKind
from socplan.report import Section, Table, blocks_of
from socplan.testing import sample_dossier

UKAZKA = sample_dossier("ukazka")


def field_of(dossier: Dossier, group: str) -> list[list[tuple[str, object]]]:
    """The quadrants of a group, half by half: the name, and what stands in it."""
    part = build_report("needs", dossier).part("swot")
    sections = [block for block in (blocks_of(part) if part else ()) if isinstance(block, Section)]
    (section,) = [each for each in sections if each.key == f"swot_{group}"]
    halves = [block for block in section.blocks if isinstance(block, Table)]
    assert all(len(half.rows) == 1 for half in halves)
    return [
        [(column.label, cell) for column, cell in zip(half.columns, half.rows[0].cells, strict=True)] for half in halves
    ]


def test_the_quadrants_stand_two_by_two_with_all_that_is_in_them() -> None:
    assert field_of(UKAZKA, "seniori") == [
        [
            ("Silné stránky", "Pečovatelská služba zná své klienty a jejich rodiny."),
            ("Slabé stránky", "• O víkendu žádná služba v terénu není.\n• Chybějí odlehčovací lůžka."),
        ],
        [("Příležitosti", "Kraj vypíše dotaci na odlehčovací služby."), ("Hrozby", "Ubývá pečovatelek.")],
    ]


def test_a_quadrant_of_which_nothing_is_known_stays_in_the_field() -> None:
    assert field_of(UKAZKA, "krize")[1][0] == ("Příležitosti", None)
    harmful = tuple(item for item in UKAZKA.swot if item.kind in {SwotKind.WEAKNESS, SwotKind.THREAT})

    told = field_of(attrs.evolve(UKAZKA, swot=harmful), "seniori")
    assert [[cell is None for _, cell in half] for half in told] == [[True, False], [True, False]]
