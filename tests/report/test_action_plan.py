"""The measures of a year stand below their goals in one table, with the sum of what they cost."""

from __future__ import annotations

from decimal import Decimal

import attrs
import pytest

from socplan import Dossier, PartialDate, Period, build_report, calculations as calc, render
from socplan.report import NA, AtLeast, Items, Paragraph, Row, RowRole, Table, blocks_of, group_heads
from socplan.testing import sample_dossier

UKAZKA = sample_dossier("ukazka")


def measures_of(dossier: Dossier = UKAZKA) -> Table:
    part = build_report("action-plan", dossier).part("measures")
    tables = [block for block in blocks_of(part) if isinstance(block, Table)] if part else []
    assert len(tables) == 1
    return tables[0]


def test_measures_stand_in_one_table_below_the_names_of_their_goals() -> None:
    table = measures_of()
    heads = [row for row, head in zip(table.rows, group_heads(table), strict=True) if head]

    assert [str(row.cells[0])[:3] for row in heads] == ["1.1", "2.1", "2.2", "3.1", "4.1"]
    assert str(heads[0].cells[0]).endswith("– PS 1 Rodiny s dětmi")
    assert {row.above for row in table.rows if row.role is RowRole.BODY and row not in heads} == {
        row.key for row in heads
    }
    assert sum(row.role is RowRole.BODY for row in table.rows) == len(heads) + 7


def test_the_cost_is_added_up_and_an_unknown_part_leaves_only_what_is_known_of_it() -> None:
    table = measures_of()
    place = [column.key for column in table.columns].index("cost")
    sums = {row.role: row.cells[place] for row in table.rows if row.role is not RowRole.BODY}

    assert sums == {RowRole.TOTAL: AtLeast(Decimal("2645000.00"))}


def test_groups_that_differ_within_a_goal_have_a_column() -> None:
    measures = tuple(
        attrs.evolve(each, group="krize") if each.id == "opatreni-2.1.3" else each for each in UKAZKA.measures
    )
    table = measures_of(attrs.evolve(UKAZKA, measures=measures))

    assert "group" not in {column.key for column in measures_of().columns}
    assert "group" in {column.key for column in table.columns}
    assert "2.1 Život doma co nejdéle" in {row.cells[0] for row in table.rows}


def test_a_row_is_the_name_of_a_group_only_above_rows_and_without_other_cells() -> None:
    table = attrs.evolve(
        measures_of(),
        columns=measures_of().columns[:2],
        rows=(
            Row(("Cíl", NA), key="a"),
            Row(("Opatření", "Úkol"), key="b", above="a"),
            Row(("Cíl s úkolem", "Úkol"), key="c"),
            Row(("Opatření", NA), key="d", above="c"),
        ),
    )

    assert group_heads(table) == (True, False, False, False)


def test_each_source_has_what_it_pays_alone_and_what_others_pay_as_well() -> None:
    (table,) = tables_of("cost", "funding")
    rows = [dict(zip((column.key for column in table.columns), row.cells, strict=True)) for row in table.rows]
    shown = [
        (row["funding"], row["measures"], row["known_cost"], row["shared_measures"], row["shared_cost"]) for row in rows
    ]

    assert shown == [
        ("dotace kraje", 1, NA, 1, 120_000),
        ("rozpočet města", 3, 445_000, 2, 2_200_000),
        ("úvěr", 0, NA, 1, 2_080_000),
        ("zdroj neuveden", 1, NA, 0, NA),
    ]
    assert "celé jsou uvedeny u\N{NO-BREAK SPACE}každého z\N{NO-BREAK SPACE}nich" in " ".join(table.notes)


def test_where_no_measure_has_several_sources_the_table_speaks_of_one_alone() -> None:
    alone = tuple(attrs.evolve(item, funding="Ministerstvo práce a sociálních věcí") for item in UKAZKA.action_items)
    (table,) = tables_of("cost", "funding", attrs.evolve(UKAZKA, action_items=alone))

    assert [column.key for column in table.columns] == ["funding", "measures", "known_cost", "without_cost"]
    assert [row.cells[:2] for row in table.rows] == [("Ministerstvo práce a sociálních věcí", 7)]
    assert not table.notes


def tables_of(part: str, key: str, dossier: Dossier = UKAZKA) -> list[Table]:
    found = build_report("action-plan", dossier).part(part)
    return [block for block in (blocks_of(found) if found else ()) if isinstance(block, Table) and block.key == key]


def test_each_measure_of_the_plan_is_in_the_year_or_named_as_left_out() -> None:
    report = build_report("action-plan", UKAZKA)
    (not_in,) = [part for part in report.parts if part.key == "not_in"]
    named = [item for block in blocks_of(not_in) if isinstance(block, Items) for item in block.items]
    in_year = {str(row.cells[0]) for row in measures_of().rows}

    assert len(named) == len(set(named)) == 10
    assert not {*named} & in_year
    assert {f"{each.code} {each.title}" for each in calc.measures_in(UKAZKA, UKAZKA.action_plans[-1].period)} <= {
        *named,
        *in_year,
    }


def test_very_many_measures_left_out_are_named_by_their_codes_group_by_group() -> None:
    many = tuple(attrs.evolve(UKAZKA.measures[0], id=f"more{n}", code=f"9.{n}", title=f"Další {n}") for n in range(90))
    report = build_report("action-plan", attrs.evolve(UKAZKA, measures=(*UKAZKA.measures, *many)))
    (not_in,) = [part for part in report.parts if part.key == "not_in"]
    (listed,) = [block for block in blocks_of(not_in) if isinstance(block, Items)]

    codes = {code for item in listed.items for code in item.partition(": ")[2].split("; ")}
    assert {measure.code for measure in many} <= codes
    assert len(listed.items) <= len(UKAZKA.groups) + 2
    assert not any("Další" in item for item in listed.items)


def printed(dossier: Dossier) -> str:
    content = render(build_report("action-plan", dossier), "markdown")[0].content
    return content.decode("utf-8").replace("\N{NO-BREAK SPACE}", " ")


def test_a_resolution_alone_is_told_with_its_words_and_a_chain_of_them_is_a_table() -> None:
    passed = "usnesením č. 19/2025 II. ze dne 11. 12. 2025 („Schvaluje realizační plán na rok 2026“)."
    decided = next(plan.resolution for plan in UKAZKA.action_plans if plan.period.year == 2026)
    before = next(one.id for one in UKAZKA.resolutions if one.number == "9/2025")
    resolutions = (attrs.evolve(one, after=before) if one.id == decided else one for one in UKAZKA.resolutions)
    chained = attrs.evolve(UKAZKA, resolutions=tuple(resolutions))

    assert passed in printed(UKAZKA)
    assert not tables_of("approval", "approval")
    assert [row.cells[2] for row in tables_of("approval", "approval", chained)[0].rows] == ["9/2025", "19/2025 II."]


def test_page_one_names_the_measure_of_more_than_half_of_the_known_cost_and_the_few_without_one() -> None:
    def named(cost: Decimal | None) -> str:
        """With another cost of the dearest measure."""
        items = tuple(
            attrs.evolve(item, cost=cost) if item.cost == Decimal(2_080_000) else item for item in UKAZKA.action_items
        )
        summary = build_report("action-plan", attrs.evolve(UKAZKA, action_items=items)).part("summary")
        assert summary is not None
        return " ".join(block.text for block in summary.blocks if isinstance(block, Paragraph))

    dear, cheap, none = named(Decimal(2_080_000)), named(Decimal(100)), named(None)

    assert "připadá na opatření „2.1.3 " in dear
    assert "připadá na opatření" not in cheap + none
    assert ("Bez uvedených nákladů: „2.2.1 " in dear, "„2.1.3 " in none) == (True, True)


def test_several_tasks_of_a_measure_have_rows_of_their_own_and_count_as_one_measure() -> None:
    more = tuple(
        attrs.evolve(item, task="Vyhlásit výběrové řízení", cost=None)
        for item in UKAZKA.action_items
        if (item.action_plan, item.measure) == ("rp-2026", "opatreni-2.1.3")
    )
    several = attrs.evolve(UKAZKA, action_items=(*UKAZKA.action_items, *more))
    rows = [row for row in measures_of(several).rows if str(row.key).startswith("opatreni-2.1.3")]
    summary = build_report("action-plan", several).parts[0]
    said = " ".join(block.text for block in blocks_of(summary) if isinstance(block, Paragraph))

    assert [row.key for row in rows] == ["opatreni-2.1.3", "opatreni-2.1.3_2"]
    assert [row.cells[1] for row in rows] == ["Upravit zbývajících pět bytů", "Vyhlásit výběrové řízení"]
    assert "7 opatření" in said.replace("\N{NO-BREAK SPACE}", " ")
    assert "U 3 úkolů náklady uvedeny nejsou." in said.replace("\N{NO-BREAK SPACE}", " ")


def test_measures_left_out_have_their_last_status_beside_them() -> None:
    silent = attrs.evolve(UKAZKA, readings=tuple(one for one in UKAZKA.readings if one.measure != "opatreni-1.2.2"))
    later = attrs.evolve(
        UKAZKA,
        rounds=tuple(attrs.evolve(one, period=Period()) if one.period.year == 2025 else one for one in UKAZKA.rounds),
    )
    none = attrs.evolve(UKAZKA, rounds=(), readings=(), indicator_values=(), variations=())

    assert "Zařazeno není 10 opatření (stav za rok 2025: „Naplněno“ 5, „Průběžně naplňováno“ 5):" in printed(UKAZKA)
    assert "(stav za rok 2025: „Naplněno“ 4, „Průběžně naplňováno“ 5, není znám 1):" in printed(silent)
    assert "(stav za rok 2024: " in printed(later)
    assert "Zařazeno není ani 9 dalších opatření:" in printed(none)


@pytest.mark.parametrize(
    ("kept", "sentence"),
    [
        (0, "obsahuje 2 opatření. "),
        (1, "obsahuje 3 opatření, z toho 1 přechází z minulého roku."),
        (2, "obsahuje 4 opatření, z toho 2 přecházejí z minulého roku."),
    ],
)
def test_what_is_carried_over_is_part_of_what_the_plan_contains(kept: int, sentence: str) -> None:
    carried = ["opatreni-1.1.2", "opatreni-2.1.2-d1", "opatreni-2.1.3", "opatreni-2.2.1", "opatreni-3.1.2"]
    items = tuple(
        one for one in UKAZKA.action_items if one.measure not in carried[kept:] or one.action_plan != "rp-2026"
    )

    assert sentence in printed(attrs.evolve(UKAZKA, action_items=items))


def test_an_action_plan_of_carried_measures_alone_says_so() -> None:
    def only(*measures: str) -> str:
        items = tuple(one for one in UKAZKA.action_items if one.action_plan == "rp-2025" or one.measure in measures)
        return printed(attrs.evolve(UKAZKA, action_items=items))

    assert "obsahuje 1 opatření, které přechází z minulého roku." in only("opatreni-1.1.2")
    assert "obsahuje 2 opatření, všechna přecházejí z minulého roku." in only("opatreni-1.1.2", "opatreni-2.1.3")


def test_a_plan_with_a_name_of_its_own_is_nowhere_called_an_action_plan() -> None:
    assert "kční plán" not in printed(UKAZKA)
    assert "kčním plánu" not in printed(UKAZKA)
    assert "- **Rok**: 2026" in printed(UKAZKA)


def test_a_submitted_resolution_on_the_action_plan_stands_as_it_was_submitted() -> None:
    def asked(*, submitted: PartialDate | None) -> str:
        rest = tuple(
            attrs.evolve(one, number=None, point=None, date=None, adopted=None, submitted=submitted)
            if one.id == "rada-2025-12-ii"
            else one
            for one in UKAZKA.resolutions
        )
        return printed(attrs.evolve(UKAZKA, resolutions=rest))

    assert "## Předložené usnesení" in asked(submitted=PartialDate.parse("2025-11-28"))
    assert "schvaluje realizační plán na rok 2026." in asked(submitted=PartialDate.parse("2025-11-28"))
    assert "## Návrh usnesení" in asked(submitted=None)
