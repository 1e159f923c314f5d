from __future__ import annotations

import attrs
import pytest
from tests.building import day, dossier, goal, measure
from tests.systems.reading import column, keys, report_of, row, rows, said

from socplan import (
    CodeList,
    Dossier,
    OptionError,
    OtherCode,
    OtherGoal,
    OtherPlan,
    PlanLink,
    PlanRelation,
    Service,
    ServiceKind,
    build_report,
)
from socplan.report import Figure, Items, Table, blocks_of, report_tables
from socplan.testing import sample_dossier


def region(towns: int, linked: int) -> Dossier:
    """A region of two goals with towns, of which the first ones serve the first goal."""
    names = [f"t{number}" for number in range(1, towns + 1)]
    return dossier(
        goals=(goal("g1"), goal("g2")),
        measures=(measure("m1", "g1"), measure("m2", "g2")),
        other_plans=tuple(
            OtherPlan(id=name, title=f"Plán {name}", authority=f"Obec {name}", relation=PlanRelation.LOWER, order=place)
            for place, name in enumerate(names)
        ),
        other_goals=tuple(OtherGoal(id=f"{name}.o", plan=name, title="Opatření", measure=True) for name in names),
        plan_links=tuple(PlanLink(goal="g1", other=f"{name}.o") for name in names[:linked]),
    )


def test_few_lower_plans_have_a_column_each() -> None:
    told = build_report("alignment", region(3, 3))

    assert row(told, "reach", "g1") == {"goal": "Cíl g1", "plans": 3, "plan_t1": True, "plan_t2": True, "plan_t3": True}
    assert column(told, "reach", "plans") == [3, 0]
    assert "Bez opory v podřízených plánech je 1 ze 2 cílů tohoto plánu: Cíl g2." in said(told, "summary")


def test_many_lower_plans_are_named_in_one_column() -> None:
    told = build_report("alignment", region(6, 6))

    assert row(told, "reach", "g1")["which"] == "Obec t1, Obec t2, Obec t3, Obec t4, Obec t5, Obec t6"
    assert "plan_t1" not in row(told, "reach", "g1")
    assert "K tomuto plánu směřují všechna opatření podřízených plánů, u nichž jsou vazby zapsány (6)." in said(
        told, "summary"
    )


def test_with_an_unlinked_plan_numbers_are_lower_bounds_and_the_total_is_unknown() -> None:
    told = build_report("alignment", region(3, 2))
    *_, total = rows(told, "lower")

    assert (total["serving_total"], total["serving_count"], total["serving_share"]) == (3, None, None)
    assert "U ostatních plánů směřují k tomuto plánu všechna opatření (2)." in said(told, "summary")
    assert column(told, "reach", "at_least") == [2, 0]
    assert "(Obec t3)" in said(told, "reach")
    assert "unserved_unknown" in keys(told)
    assert "unserved" not in keys(told)


def test_one_plan_can_be_chosen() -> None:
    told = report_of("alignment", "ukazka", plan="plan-kraje")

    assert [part.key for part in told.parts if part.key.startswith("plan_")] == ["plan_plan-kraje"]
    summary = said(told, "summary")
    assert "Zpráva se týká jen jednoho z jiných plánů" in summary
    assert "mají v tomto plánu oporu 4 ze 6 cílů a opatření jiného plánu" in summary
    assert "uvádějí podklady" not in summary
    with pytest.raises(OptionError, match=r"no plan kraj \(other plans: none\)"):
        build_report("alignment", dossier(), plan="kraj")


def test_of_a_chosen_lower_plan_it_is_not_said_that_no_lower_plan_serves_a_goal() -> None:
    for plan in ("t1", "t3"):
        told = build_report("alignment", region(3, 2), plan=plan)
        assert "podřízených plánech" not in said(told, "summary")
        assert "na tento plán" not in said(told, "summary")
    assert "Vazby mezi oběma plány v údajích nejsou" in said(told, "summary")


@pytest.mark.parametrize(
    ("towns", "linked", "told"),
    [
        (1, 1, "Vedle tohoto plánu uvádějí podklady 1 související plán. Vazby na něj jsou zapsány."),
        (1, 0, "Vedle tohoto plánu uvádějí podklady 1 související plán. Vazby na něj v údajích nejsou."),
        (2, 2, "Vedle tohoto plánu uvádějí podklady 2 související plány. Vazby na všechny jsou zapsány."),
        (3, 2, "Vedle tohoto plánu uvádějí podklady 3 související plány. Vazby jsou zapsány u 2 z nich."),
    ],
)
def test_the_lead_says_how_many_plans_are_linked(towns: int, linked: int, told: str) -> None:
    assert told in said(build_report("alignment", region(towns, linked)), "summary")


def test_links_of_what_is_no_part_of_the_plan_are_told() -> None:
    parted = (measure("m3", "g1", replaces="m1"), measure("m4", "g1", replaces="m1"))
    base = region(1, 0)
    lost = attrs.evolve(
        base, measures=(*base.measures, *parted), plan_links=(PlanLink(measure="m1", other="t1.o", note="Dohoda"),)
    )
    told = build_report("alignment", lost)

    assert "Zapsané vazby se týkají jen opatření, která nejsou součástí plánu" in said(told, "summary")
    assert "Nepočítá se 1 vazba opatření, které není součástí plánu: Opatření m1." in said(told, "plan_t1")
    assert "nikdo nezapsal" not in said(told, "plan_t1")


def test_a_goal_and_a_measure_of_one_identifier_have_rows_of_their_own() -> None:
    same = dossier(
        goals=(goal("None"), goal("x")),
        measures=(measure("x", "x"),),
        other_plans=(OtherPlan(id="own", title="Plán obce", relation=PlanRelation.LOWER),),
        other_goals=(OtherGoal(id="o", plan="own", title="Opatření", measure=True),),
        plan_links=(PlanLink(measure="x", other="o"),),
    )
    told = build_report("alignment", same)
    tables = {one.key: one for part in told.parts for one in blocks_of(part) if isinstance(one, Table)}

    assert [(one.key, one.above) for one in tables["aims_lower"].rows] == [
        ("own/goal-x", None),
        ("own/measure-x", "own/goal-x"),
    ]
    assert [one.key for one in tables["hierarchy"].rows] == ["own", "plan-own"]


def test_kinds_of_one_code_stand_together() -> None:
    kinds = (ServiceKind(id="a", code="§ 40", name="A", order=1), ServiceKind(id="b", code="§40", name="B", order=2))
    here = attrs.evolve(
        region(1, 1),
        service_kinds=kinds[::-1],
        services=tuple(Service(id=f"s{kind.id}", name="Služba", kind=kind.id) for kind in kinds),
        other_codes=(OtherCode(plan="t1", code_list=CodeList.SERVICE_KINDS, name="§ 39"),),
    )

    assert rows(build_report("alignment", here), "fit_t1")[-1]["result"] == (
        "společné: 0\njen v tomto plánu: § 40 A / B\njen v jiném plánu: § 39"
    )


@pytest.mark.parametrize("locale", ["cs", "en"])
@pytest.mark.parametrize("kind", ["alignment", "completeness"])
def test_a_dossier_with_nothing_of_it_gives_a_report(kind: str, locale: str) -> None:
    bare = attrs.evolve(dossier(), statuses=(), rounds=())

    assert build_report(kind, bare, locale=locale).part("summary")
    assert build_report(kind, bare, locale=locale, audience="internal").part("summary")


def test_where_no_requirement_holds_it_is_said() -> None:
    before_the_act = dossier(plan=attrs.evolve(dossier().plan, prepared=day("2005")))
    told = build_report("completeness", before_the_act)

    assert "není znám žádný požadavek" in said(told, "summary")
    assert "requirements" not in keys(told)


def test_links_with_several_plans_share_one_table_each_way() -> None:
    told = build_report("alignment", sample_dossier("ukazka"))
    keys = [table.key for table in report_tables(told)]
    assert [key for key in keys if key.startswith(("aims", "measures"))] == [
        *("aims_upward", "measures_upward", "aims_lower", "measures_lower")
    ]
    (backward,) = [table for table in report_tables(told) if table.key == "measures_upward"]
    plans = [each.key for each in backward.rows if each.above is None]
    assert plans == ["narodni-strategie", "plan-kraje"]


def test_the_sentences_on_plans_and_the_picture_make_a_table_needless() -> None:
    told = build_report("alignment", sample_dossier("ukazka"))
    (picture,) = [block for part in told.parts for block in blocks_of(part) if isinstance(block, Figure)]
    assert picture.alone
    assert "lower" not in {table.key for table in report_tables(told)}


def test_few_measures_without_any_link_are_named() -> None:
    told = said(build_report("alignment", sample_dossier("ukazka")), "links_upward")
    assert "Vazba na žádný z těchto plánů není zapsána u 7 opatření:" in told
    assert "1.2.1 Udržet provoz nízkoprahového klubu" in told
    assert "„Národní strategie sociálních služeb (smyšlená)“: vazba není zapsána u 11 opatření tohoto plánu." in told


def test_many_measures_without_any_link_are_counted_and_listed_by_group() -> None:
    base = region(1, 1)
    more = tuple(measure(f"x{number}", "g2", code=f"9.{number}") for number in range(30))
    linked = attrs.evolve(base, other_plans=(attrs.evolve(base.other_plans[0], relation=PlanRelation.HIGHER),))
    told = build_report("alignment", attrs.evolve(linked, measures=(*linked.measures, *more)))
    (section,) = [part for part in told.parts if part.key == "links_upward"]
    (listed,) = [block for block in blocks_of(section) if isinstance(block, Items)]
    assert any("9.0; 9.1; 9.2" in item for item in listed.items)
    assert all("Opatření x" not in item for item in listed.items)


def test_every_plan_that_the_sentence_counts_stands_in_the_table_of_levels() -> None:
    ukazka = sample_dossier("ukazka")
    relations = {other.relation for other in ukazka.other_plans}
    listed = next(of for of in report_tables(build_report("alignment", ukazka)) if of.key == "hierarchy")
    keys = [row.key for row in listed.rows]

    assert relations == {*PlanRelation}
    assert {key for key in keys if key != "own"} == {f"plan-{other.id}" for other in ukazka.other_plans}
    assert len(keys) == 1 + len(ukazka.other_plans)
