"""What the plan as a document says, group by group and level by level."""

from __future__ import annotations

import io
import zipfile
from decimal import Decimal

import attrs
import pytest
from tests.building import day, dossier, everything_in, goal, group, measure, placed

from socplan import (
    Constituency,
    Dossier,
    ExportedFile,
    GroupKind,
    GroupText,
    GroupTextKind,
    Level,
    Member,
    Part,
    PartialDate,
    PartRole,
    Person,
    Remark,
    Report,
    Territory,
    build_report,
    render,
)
from socplan.model import (
    Allocation,
    Amendment,
    Budget,
    FundingSource,
    Indicator,
    MemberFunction,
    Need,
    NeedResponse,
    OtherGoal,
    OtherPlan,
    Period,
    PlanLink,
    PlanRelation,
)
from socplan.report import (
    NA,
    AtLeast,
    Figure,
    FigureKind,
    Items,
    Paragraph,
    ParagraphRole,
    ResolutionText,
    Section,
    Table,
    blocks_of,
    report_tables,
)
from socplan.testing import sample_dossier

PLAN = dossier(
    groups=(group("a", name="Senioři", order=1), group("b", name="Děti", order=2)),
    goals=(goal("g1", code="1", group="a"), goal("g2", code="2", group="b")),
    measures=(measure("m1", "g1"), measure("m2", "g1", group="b"), measure("m3", "g1", shared=True)),
)


def sections(report: Report) -> dict[str, Section]:
    found = [block for part in report.parts for block in blocks_of(part) if isinstance(block, Section)]
    # Of sections of one key the first one.
    return {section.key: section for section in (*reversed(found), *report.parts)}


def text(report: Report, part: str = "summary") -> str:
    blocks = blocks_of(sections(report)[part])
    return " ".join(block.text for block in blocks if isinstance(block, Paragraph)).replace("\N{NO-BREAK SPACE}", " ")


def figures(report: Report) -> list[Figure]:
    return [block for part in report.parts for block in blocks_of(part) if isinstance(block, Figure)]


def cards_of(report: Report) -> list[Figure]:
    return [figure for figure in figures(report) if figure.kind is FigureKind.CARDS]


def cells(report: Report, key: str) -> list[tuple[object, ...]]:
    (found,) = [table for table in report_tables(report) if table.key == key]
    return [row.cells for row in found.rows]


def test_a_measure_stands_under_its_own_group_and_is_counted_there() -> None:
    report = build_report("plan", PLAN)

    assert cells(report, "goals") == [
        ("Senioři – 1\N{NO-BREAK SPACE}cíl a\N{NO-BREAK SPACE}1\N{NO-BREAK SPACE}opatření", NA),
        ("1 Cíl g1", 1),
        ("Děti – 1\N{NO-BREAK SPACE}cíl a\N{NO-BREAK SPACE}1\N{NO-BREAK SPACE}opatření", NA),
        ("1 Cíl g1", 1),
        ("2 Cíl g2", 0),
        ("Společné pro více skupin – 1\N{NO-BREAK SPACE}opatření", NA),
        ("1 Cíl g1", 1),
        ("Celkem", 3),
    ]
    assert sections(report)["goal_b_g1"].blocks == (Items(("Opatření m2",)),)


def test_what_is_not_listed_is_not_said_to_be_none() -> None:
    unlisted = build_report("plan", dossier())
    goals_only = build_report("plan", dossier(goals=(goal("g"),)))

    assert "0" not in text(unlisted).replace("2012", "")
    assert "podklady neuvádějí" in text(unlisted)
    assert text(goals_only) == "Plán na období 2011–2014 obsahuje 1 cíl."


def test_most_measures_are_told_of_a_group_and_only_of_one() -> None:
    # So many goals that page one has the groups alone.
    many = attrs.evolve(PLAN, goals=(*PLAN.goals, *(goal(f"x{n}", group="a") for n in range(12))))
    assert "Nejvíce" not in text(build_report("plan", many))
    assert cells(build_report("plan", many), "overview") == [
        ("Senioři", 13, 1),
        ("Děti", 1, 1),
        ("Společné pro více skupin", 0, 1),
        ("Celkem", 14, 3),
    ]
    more = attrs.evolve(many, measures=(*PLAN.measures, measure("m4", "g2")))
    assert "Nejvíce opatření (2) má skupina „Děti“." in text(build_report("plan", more))


def nested() -> Dossier:
    return dossier(
        levels=tuple(Level(id=f"l{n}", order=n, name=name) for n, name in enumerate(("vize", "priorita", "opatření"))),
        groups=PLAN.groups,
        goals=(goal("v", group="a"), goal("p1", code="1", parent="v"), goal("p2", parent="v")),
        measures=(measure("m", "p1", text="Podrobněji."),),
    )


def test_goals_stand_inside_those_above_them_under_the_names_of_their_levels() -> None:
    report = build_report("plan", nested())
    top = sections(report)["goal_a_v"]

    assert top.title == "Vize – Cíl v"
    assert [section.title for section in top.blocks if isinstance(section, Section)] == [
        "Priorita 1 – Cíl p1",
        "Priorita – Cíl p2",
    ]
    assert "Počty podle úrovní plánu: vize 1, priorita 2." in text(report)
    assert sections(report)["goal_a_p1"].blocks == (Items(("Opatření m\nPodrobněji.",)),)


@pytest.mark.parametrize("format_name", ["docx", "json", "csv", "markdown"])
def test_a_chain_of_goals_becomes_a_flat_document_that_every_format_holds(format_name: str) -> None:
    codes = [f"c{n}" for n in range(500)]
    goals = [goal(code, parent=above, group="a") for code, above in zip(codes, [None, *codes], strict=False)]
    report = build_report("plan", dossier(groups=PLAN.groups, goals=tuple(goals)))
    (file, *_) = render(report, format_name)

    chain = [block for block in sections(report)["group_a"].blocks if isinstance(block, Section)]
    for code in codes[:5]:
        assert [section.key for section in chain] == [f"goal_a_{code}"]
        chain = [block for block in chain[0].blocks if isinstance(block, Section)]
    assert [section.key for section in chain] == [f"goal_a_{code}" for code in codes[5:]]
    assert b"c499" in document(file)


def document(file: ExportedFile) -> bytes:
    """The bytes in which the text of a file stands."""
    if not file.name.endswith(".docx"):
        return file.content
    return zipfile.ZipFile(io.BytesIO(file.content)).read("word/document.xml")


def test_parts_bear_their_printed_titles_and_what_has_no_text_says_so() -> None:
    parts = (
        Part(id="b", code="B", title="Kdo plánuje", role=PartRole.ORGANISATION, text="První.\n\nDruhý."),
        Part(id="a", code="A", title="Z čeho", role=PartRole.INFORMATION),
        Part(id="information", title="Příloha"),
    )
    report = build_report("plan", attrs.evolve(PLAN, parts=parts), audience="internal")
    public = build_report("plan", attrs.evolve(PLAN, parts=parts))

    assert [part.title for part in report.parts][1:5] == [
        "Část A – Z čeho",
        "Část B – Kdo plánuje",
        "Příloha",
        "Cíle a\N{NO-BREAK SPACE}opatření",
    ]
    assert text(report, "part_a") == "Text této části není k dispozici."
    assert text(report, "part_b").startswith("První. Druhý.")
    # In public the summary says it once, and there is no chapter for it.
    assert public.part("part_a") is None
    assert "jejichž text podklady neobsahují: Část A – Z čeho; Příloha." in text(public, "summary")


def test_territories_and_bodies_are_listed_with_what_stands_above_them() -> None:
    rich = attrs.evolve(
        PLAN,
        territories=(Territory(id="t", name="Kraj"), Territory(id="u", name="Obec", parent="t")),
        groups=(group("r", name="Rada", kind=GroupKind.COUNCIL, order=0, mandate="schvaluje plán"), *PLAN.groups),
        placements=tuple(placed(one.id, "r") for one in PLAN.groups),
    )
    report = build_report("plan", rich, locale="en")

    assert cells(report, "territories")[1] == ("Obec", "Kraj")
    (chart,) = figures(report)
    assert chart.kind is FigureKind.TREE
    assert [(row.cells[:2], row.above) for row in chart.table.rows][:2] == [
        (("Rada", "council"), None),
        (("Senioři", "working group"), "r"),
    ]
    assert cells(report, "bodies_mandates") == [("Rada", "schvaluje plán")]


def test_names_of_members_stand_in_the_internal_version_alone() -> None:
    staffed = attrs.evolve(
        PLAN,
        persons=(Person(id="p", name="Wxyz Qrst", email="wxyz@qrst", phone="987 654"),),
        members=(Member(id="wxyz", group="a", person="p", organisation="Domov Lípa"), Member(id="x", group="b")),
    )
    internal = build_report("plan", staffed, audience="internal")

    assert cells(internal, "members")[1][-2:] == ("Wxyz Qrst", "wxyz@qrst\n987 654")
    assert cells(internal, "members")[3][-2:] == (None, None)
    public = everything_in(build_report("plan", staffed))
    assert "Domov Lípa" in public
    assert not any(part in public for part in ("Wxyz", "wxyz", "987"))


def test_the_note_of_the_plan_is_printed_in_internal_documents_alone_and_once() -> None:
    noted = attrs.evolve(PLAN, plan=attrs.evolve(PLAN.plan, note="Přepsáno z tisku.\n\nDruhý odstavec."))

    part = build_report("plan", noted, audience="internal").part("sources_note")
    assert part is not None
    assert part.title == "O\N{NO-BREAK SPACE}podkladech"
    assert part.blocks == tuple(Paragraph(one, ParagraphRole.NOTE) for one in ("Přepsáno z tisku.", "Druhý odstavec."))
    remarked = attrs.evolve(noted, remarks=(Remark(id="r", table="members", text="Jména zdroj neuvádí."),))
    told = build_report("plan", remarked, audience="internal").part("sources_note")
    assert told is not None
    assert isinstance(told.blocks[-1], Section)
    assert told.blocks[-1].title == "Členové skupin"
    for kind in ("plan", "funding", "needs", "catalogue", "process", "organisation", "completeness"):
        assert everything_in(build_report(kind, noted, audience="internal")).count("Přepsáno z tisku.") == 1
        assert "Přepsáno z tisku." not in everything_in(build_report(kind, noted))


def test_findings_stand_in_the_internal_version_with_their_places() -> None:
    gap = attrs.evolve(PLAN, goals=(goal("g1", code="1"), goal("g2", code="3")))
    internal = sections(build_report("plan", gap, audience="internal"))["findings"]

    (work,) = internal.blocks
    assert isinstance(work, Section)
    (items,) = work.blocks
    assert isinstance(items, Items)
    said = " ".join(items.items).replace("\N{NO-BREAK SPACE}", " ")
    assert "Cíle, 3 Cíl g2: V číslování chybí 2." in said
    assert build_report("plan", gap).part("findings") is None


def test_the_territories_are_those_of_the_plan_and_what_lies_in_it() -> None:
    places = (
        Territory(id="state", name="Česká republika"),
        Territory(id="region", name="Kraj", parent="state"),
        Territory(id="town", name="Město", parent="region"),
        Territory(id="other", name="Jiný kraj", parent="state"),
    )
    whole = attrs.evolve(PLAN, territories=places)
    regional = attrs.evolve(whole, plan=attrs.evolve(PLAN.plan, territory="region"))
    local = attrs.evolve(whole, plan=attrs.evolve(PLAN.plan, territory="town"))

    assert [name for name, _ in cells(build_report("plan", whole), "territories")] == [
        "Česká republika",
        "Jiný kraj",
        "Kraj",
        "Město",
    ]
    assert [name for name, _ in cells(build_report("plan", regional), "territories")] == ["Kraj", "Město"]
    assert "Jiný kraj" not in everything_in(build_report("plan", local))


RICH = attrs.evolve(
    PLAN,
    measures=(
        measure("m1", "g1", code="1.1", text="Co.", partners="Charita", ongoing=True, cost=Decimal(100)),
        measure("m2", "g1", responsible="Město"),
    ),
    needs=(Need(id="n", code="P 1", title="Potřeba"),),
    need_responses=(NeedResponse(id="r", need="n", measure="m1"),),
    indicators=(Indicator(id="i", name="Byty", unit="byt", measure="m1", baseline=Decimal(0), target=Decimal(8)),),
    funding_sources=(FundingSource(id="s", name="Město"),),
    budgets=(Budget(id="b", source="s", period=Period.of_year(2012)), Budget(id="c", source="s")),
    allocations=(
        Allocation(id="a1", budget="b", measure="m1", amount=Decimal(60)),
        Allocation(id="a2", budget="b", measure="m1", amount=Decimal(40)),
        Allocation(id="a3", budget="c", measure="m1"),
    ),
    other_plans=(OtherPlan(id="k", title="Plán kraje", relation=PlanRelation.HIGHER),),
    other_goals=(OtherGoal(id="o", plan="k", code="1", title="Bydlení"),),
    plan_links=(PlanLink(measure="m1", other="o"),),
)


def test_a_card_has_all_that_is_known_of_a_measure() -> None:
    (cards,) = cards_of(build_report("plan", RICH))
    first = dict(zip((column.key for column in cards.table.columns), cards.table.rows[0].cells, strict=True))

    assert first == {
        "code": "1.1",
        "measure": "Opatření m1",
        "measure_text": "Co.",
        "responsible": None,
        "partners": "Charita",
        "term": "průběžně",
        "cost": Decimal(100),
        "sources": "Město 2012: 100\N{NO-BREAK SPACE}Kč; Město: částka neuvedena",
        "measure_indicators": "Byty (byt): 0 → 8",
        "answers_need": "P 1 Potřeba",
        "other_plan": "1 Bydlení (Plán kraje)",
    }


def test_measures_are_cards_where_half_of_them_have_more_than_a_table_shows() -> None:
    more = attrs.evolve(RICH, measures=(*RICH.measures, measure("m3", "g2")))

    assert cards_of(build_report("plan", RICH))
    assert not cards_of(build_report("plan", more))
    assert cards_of(build_report("plan", more, measures="cards"))
    assert not cards_of(build_report("plan", RICH, measures="table"))


def test_what_is_about_a_former_wording_stands_on_the_card_of_the_present_one() -> None:
    reworded = attrs.evolve(RICH, measures=(*RICH.measures, measure("m4", "g1", code="1.1", replaces="m1")))
    (cards,) = cards_of(build_report("plan", reworded))

    assert {row.key: row.cells[-1] for row in cards.table.rows} == {"m2": NA, "m4": "1 Bydlení (Plán kraje)"}


def test_all_measures_stand_in_a_table_at_the_end_if_more_than_their_titles_is_known() -> None:
    parts = [part.key for part in build_report("plan", RICH).parts]

    assert parts[-1] == "measures"
    assert "measures" not in [part.key for part in build_report("plan", PLAN).parts]
    assert cells(build_report("plan", RICH), "all_measures")[-1:] == [(NA, "Celkem", NA, NA, NA, AtLeast(Decimal(100)))]


def test_each_part_takes_a_sentence_and_a_table_from_the_report_that_is_about_it() -> None:
    report = build_report("plan", sample_dossier("ukazka"))
    of_its_own = build_report("needs", sample_dossier("ukazka"))

    assert text(report, "needs").startswith(text(of_its_own))
    for part, inner in (
        ("part_a", ("needs", "areas", "services", "money", "plans")),
        ("part_b", ("bodies", "members", "activities", "comments", "process")),
        ("group_seniori", ("trend_seniori", "needs", "swot", "goal_seniori_cil-2.1", "goal_seniori_cil-2.2")),
        ("general_monitoring", ("fulfilment", "indicators")),
        ("part_zmeny", ("amendment_dodatek-1",)),
    ):
        assert tuple(block.key for block in sections(report)[part].blocks if isinstance(block, Section)) == inner


def test_needs_and_swot_fields_stand_in_the_chapters_of_their_groups_and_those_of_no_chapter_before() -> None:
    ukazka = sample_dossier("ukazka")
    (first, *others), (item, *items) = ukazka.needs, ukazka.swot
    loose = attrs.evolve(
        ukazka, needs=(attrs.evolve(first, group=None), *others), swot=(attrs.evolve(item, group=None), *items)
    )
    of_its_own = {row.key: row.cells for row in the_table(build_report("needs", loose), "needs").rows}
    plan = build_report("plan", loose)
    stands = {
        row.key: table.key for table in report_tables(plan) for row in table.rows if table.key.startswith("needs")
    }

    assert stands == {need.id: f"needs_{need.group}" if need.group else "needs" for need in loose.needs}
    # Only the group, which the chapter is of, is not said again.
    printed = {cell for table in report_tables(plan) for row in table.rows for cell in row.cells}
    left = {cell for told in of_its_own.values() for cell in told} - printed
    assert left <= {f"{each.code} {each.name}" for each in ukazka.groups}
    assert [section.key for section in sections(plan)["swot"].blocks if isinstance(section, Section)] == ["swot_whole"]
    assert "swot" not in sections(build_report("plan", loose, without="swot"))


def the_table(report: Report, key: str) -> Table:
    (found,) = [table for table in report_tables(report) if table.key == key]
    return found


def test_of_what_the_dossier_has_no_data_there_is_no_section() -> None:
    report = build_report("plan", dossier(goals=(goal("g"),), measures=(measure("m", "g"),), rounds=()))

    assert [part.key for part in report.parts] == ["summary", "general_development"]


def test_general_parts_stand_where_such_parts_stand_in_a_plan() -> None:
    last = Part(id="z", title="Závěr", role=PartRole.CONCLUSION, text="Děkujeme.", order=2)
    first = Part(id="u", title="Úvod", role=PartRole.FOREWORD, text="Vážení.", order=1)
    report = build_report("plan", attrs.evolve(PLAN, parts=(first, last)))

    keys = [part.key for part in report.parts]
    assert keys == ["summary", "part_u", "general_organisation", "general_development", "part_z"]


def test_of_two_parts_of_one_role_the_first_has_the_data() -> None:
    parts = tuple(Part(id=name, title=name, role=PartRole.DEVELOPMENT, text="Text.") for name in ("a", "b"))
    report = build_report("plan", attrs.evolve(PLAN, parts=parts))

    assert [len(sections(report)[f"part_{name}"].blocks) for name in ("a", "b")] == [4, 1]


def test_a_section_in_a_part_is_chosen_and_left_out_like_a_part() -> None:
    ukazka = sample_dossier("ukazka")

    assert [part.key for part in build_report("plan", ukazka, parts="summary,needs").parts] == ["summary", "needs"]
    left = build_report("plan", ukazka, without="needs,part_b")
    assert "swot" in sections(left)
    assert not {"needs", "part_b"} & set(sections(left))


def test_equal_seats_are_one_row_and_members_of_whom_only_the_constituency_is_known_are_counted() -> None:
    seats = tuple(Member(id=f"m{n}", group="a", organisation="Charita") for n in range(3))
    report = build_report("plan", attrs.evolve(PLAN, members=seats))
    counted = tuple(Member(id=f"m{n}", group="a", constituency=Constituency.USER) for n in range(3))

    assert cells(report, "members") == [("Senioři", NA), ("člen – 3\N{NO-BREAK SPACE}místa", "Charita")]
    assert "members_balance" in {
        table.key for table in report_tables(build_report("plan", attrs.evolve(PLAN, members=counted)))
    }


def test_of_members_of_whom_only_functions_are_known_a_row_a_body_says_them() -> None:
    managers = tuple(Member(id=f"m{group}", group=group, function=MemberFunction.MANAGER) for group in ("a", "b"))
    known = attrs.evolve(managers[0], organisation="Charita")

    assert cells(build_report("plan", attrs.evolve(PLAN, members=managers)), "members") == [
        ("Senioři", "manažer"),
        ("Děti", "manažer"),
    ]
    mixed = build_report("plan", attrs.evolve(PLAN, members=(known, managers[1])))
    assert cells(mixed, "members") == [("Senioři", NA), ("manažer", "Charita"), ("Děti", NA), ("manažer", None)]


def test_a_plan_of_a_time_to_come_ends_with_a_draft_for_the_one_body_that_approves_it() -> None:
    plan = attrs.evolve(PLAN.plan, approved_by="Rada", prepared=PartialDate(2010, 11))
    ahead = attrs.evolve(PLAN, plan=plan, groups=(group("r", name="Rada"), *PLAN.groups))
    (draft,) = (part for part in build_report("plan", ahead).parts if part.key == "resolution")

    assert draft.blocks[:1] == (ResolutionText(body="Rada", points=("schvaluje dokument „Plán“.",)),)
    approved = attrs.evolve(ahead, plan=attrs.evolve(plan, approved=PartialDate(2010, 12)))
    two = attrs.evolve(ahead, plan=attrs.evolve(plan, approved_by="Rada a zastupitelstvo"))
    begun = attrs.evolve(ahead, plan=attrs.evolve(plan, prepared=PartialDate(2011, 1)))
    for other in (approved, two, begun):
        assert build_report("plan", other).part("resolution") is None


def test_a_group_is_described_before_its_goals_by_what_is_valid_on_the_day() -> None:
    texts = (
        GroupText(group="a", kind=GroupTextKind.DESCRIPTION, text="Pro seniory."),
        GroupText(group="a", kind=GroupTextKind.TREND, text="Přibývá jich."),
        GroupText(group="a", kind=GroupTextKind.TREND, text="Ubývá jich.", validity=Period(end=PartialDate(2005))),
    )
    plan = attrs.evolve(PLAN.plan, prepared=PartialDate(2012, 1))
    seniors = sections(build_report("plan", attrs.evolve(PLAN, plan=plan, group_texts=texts)))["group_a"]

    assert seniors.blocks[1:3] == (
        Paragraph("Pro seniory."),
        Section(key="trend_a", title="Kam vývoj směřuje", blocks=(Paragraph("Přibývá jich."),)),
    )


def test_a_prolongation_is_told_in_the_title_block_and_in_the_first_sentences() -> None:
    amendment = Amendment(id="d", code="Dodatek č. 1", title="Změna", effective=day("2014"), prolongs_until=day("2015"))
    report = build_report("plan", attrs.evolve(PLAN, amendments=(amendment,)))

    assert {fact.key: fact.value for fact in report.facts}["period"] == "2011–2014, prodlouženo do 2015 (Dodatek č. 1)"
    assert text(report).startswith(
        "Plán na období 2011–2014 obsahuje 2 cíle a 3 opatření. Platnost plánu je prodloužena do 31. 12. 2015 "
        "(Dodatek č. 1)."
    )


def test_bodies_of_which_none_is_below_another_are_a_table_and_no_chart() -> None:
    assert not figures(build_report("plan", PLAN))
    assert cells(build_report("plan", PLAN), "bodies_chart") == [
        ("Senioři", "pracovní skupina"),
        ("Děti", "pracovní skupina"),
    ]


def test_page_one_names_the_highest_goals_with_their_measures_and_what_is_known_of_the_cost() -> None:
    report = build_report("plan", sample_dossier("ukazka"))
    goals = cells(report, "goals")

    assert [str(row[0])[:4] for row in goals[:-1] if row[1] is not NA] == [
        f"{n} " for n in (1.1, 1.2, 2.1, 2.2, 3.1, 3.2, 4.1)
    ]
    assert str(goals[0][0]).replace("\N{NO-BREAK SPACE}", " ") == "PS 1 Rodiny s dětmi – 2 cíle a 4 opatření"
    assert goals[4][1:] == (4, 18_550_000, 1)
    assert goals[-1][1:] == (17, 25_159_000, 3)


def test_page_one_answers_where_the_plan_leads_what_it_costs_from_where_and_how_far_it_is_fulfilled() -> None:
    ukazka = sample_dossier("ukazka")
    told = text(build_report("plan", ukazka))
    long = attrs.evolve(
        ukazka,
        parts=tuple(
            attrs.evolve(part, text="Dlouhá vize. " * 60) if part.role is PartRole.VISION else part
            for part in ukazka.parts
        ),
    )

    for sentence in (
        "Známé náklady opatření činí 25 159 000 Kč; u 3 opatření náklady uvedeny nejsou.",
        "Kam město směřuje: Vzorov je město,",
        "Peníze přidělené na opatření v letech 2024–2025 podle zdrojů – Dotace MPSV: 3 600 000 Kč;",
        "Plnění za rok 2025: „Naplněno“ 5, „Rozpracováno“ 4, „Průběžně naplňováno“ 5, „Nenaplněno“ 2 a stav není znám",
    ):
        assert sentence in told
    assert "part_vize" not in sections(build_report("plan", ukazka))
    assert "Dlouhá vize." not in text(build_report("plan", long))
    assert "Dlouhá vize." in text(build_report("plan", long), "part_vize")


def test_of_a_plan_of_goals_alone_no_head_speaks_of_measures() -> None:
    goals = tuple(goal(f"g{n}", group="ab"[n % 2]) for n in range(30))
    few, many = (
        build_report("plan", dossier(groups=PLAN.groups, goals=some, measures=(), rounds=()))
        for some in (goals[:4], goals)
    )

    for report in (few, many):
        heads = {table.title for table in report_tables(report)} | {part.title for part in sections(report).values()}
        assert not any("opatření" in head for head in heads)


def test_a_plan_as_amended_says_which_wording_it_has() -> None:
    ukazka = sample_dossier("ukazka")
    (amendment,) = ukazka.amendments
    draft = attrs.evolve(ukazka, amendments=(attrs.evolve(amendment, effective=None),))
    other = attrs.evolve(ukazka, amendments=(attrs.evolve(amendment, code="Druhá změna"),))

    wordings = [str(build_report("plan", each).subtitle) for each in (ukazka, other, draft)]
    assert [text.replace("\N{NO-BREAK SPACE}", " ") for text in wordings] == [
        "Úplné znění po Dodatku č. 1",
        "Úplné znění; poslední změna: Druhá změna",
        "None",
    ]


def test_a_column_of_hardly_known_territories_of_members_is_told_below_the_table() -> None:
    table = next(
        table for table in report_tables(build_report("plan", sample_dossier("ukazka"))) if table.key == "members"
    )

    assert "territory" not in {column.key for column in table.columns}
    assert any("Vzorovská Lhota" in note and "Vzorov-střed" in note for note in table.notes)


def test_the_sections_of_a_part_with_a_code_are_numbered() -> None:
    parts = {part.key: part for part in build_report("plan", sample_dossier("ukazka")).parts}
    titles = [block.title for block in parts["part_a"].blocks if isinstance(block, Section)]

    assert titles[0] == "A.1 Potřeby"
    assert [title[:3] for title in titles] == [f"A.{number}" for number in range(1, len(titles) + 1)]


@pytest.mark.parametrize("measures", ["cards", "table"])
def test_measures_of_amendments_are_marked_and_dropped_ones_are_named_below_the_last_table(measures: str) -> None:
    report = build_report("plan", sample_dossier("ukazka"), measures=measures)
    cells = [
        str(cell).splitlines()[0].replace("\N{NO-BREAK SPACE}", " ")
        for table in report_tables(report)
        if table.key.startswith(("measures_of_", "all_measures"))
        for row in table.rows
        for cell in row.cells
        if str(cell)
    ]

    # Cards stand in a table at the end again; tables of whole chapters do not.
    often = 2 if measures == "cards" else 1
    for title in (
        "Zavést tísňovou péči pro 50 domácností (změněno: Dodatek č. 1)",
        "Zavést terénní odlehčovací službu o víkendech (přidáno: Dodatek č. 1)",
    ):
        assert sum(cell.endswith(title) for cell in cells) == often
    last = "all_measures" if measures == "cards" else "measures_of_shared"
    (notes,) = [table.notes for table in report_tables(report) if table.key == last]
    assert notes[-1].replace("\N{NO-BREAK SPACE}", " ") == (
        "Úplné znění už neobsahuje: 1.1.3 Zřídit společný byt pro rodiny po vystěhování (zrušeno: Dodatek č. 1)."
    )


def test_a_chapter_has_one_table_of_its_measures_and_headings_where_a_goal_is_described() -> None:
    flat = sample_dossier("ukazka")
    described = attrs.evolve(
        flat, goals=tuple(attrs.evolve(each, text="Popis.") if each.id == "cil-1.1" else each for each in flat.goals)
    )

    def keys(dossier: Dossier) -> set[str]:
        found = report_tables(build_report("plan", dossier, measures="table"))
        return {table.key for table in found if table.key.startswith("measures_of_deti") or table.key == "all_measures"}

    assert keys(flat) == {"measures_of_deti"}
    assert keys(described) == {"measures_of_deti_cil-1.1", "measures_of_deti_cil-1.2", "all_measures"}
    table = the_table(build_report("plan", flat, measures="table"), "measures_of_deti")
    begins = [str(row.cells[0])[:9] for row in table.rows]
    assert begins == ["Cíl 1.1 –", "1.1.1 Roz", "1.1.2 Zav", "Cíl 1.2 –", "1.2.1 Udr", "1.2.2 Dop"]


def test_the_plan_as_amended_says_that_the_last_round_watched_it_before() -> None:
    report = build_report("plan", sample_dossier("ukazka"))
    said = [block.text for block in sections(report)["fulfilment"].blocks if isinstance(block, Paragraph)]

    assert str(said[1]).replace("\N{NO-BREAK SPACE}", " ") == (
        "Sledovala se opatření ve znění platném před změnou „Dodatek č. 1“; změna od 1. 1. 2026 ruší opatření 1.1.3, "
        "mění opatření 2.1.2 a přidává opatření 2.2.3."
    )


@pytest.mark.parametrize(("name", "is_drawn"), [("olomouc", False), ("zlin", True)])
def test_bodies_are_drawn_where_one_is_below_another(name: str, *, is_drawn: bool) -> None:
    report = build_report("organisation", sample_dossier(name))
    (chart,) = (
        block
        for part in report.parts
        for block in blocks_of(part)
        if isinstance(block, (Table, Figure)) and block.key == "chart"
    )

    assert isinstance(chart, Figure) is is_drawn


def test_a_group_with_nothing_but_a_part_of_the_measure_of_another_group_does_not_stop_the_plan() -> None:
    part_of_other = attrs.evolve(measure("p", "g"), part_of="m", group="b")
    told = dossier(
        groups=(group("a"), group("b")),
        goals=(goal("g", group="a"),),
        measures=(measure("m", "g"), part_of_other),
        rounds=(),
    )

    assert cells(build_report("plan", told), "overview")[1] == ("Skupina b", 0, 0)


def test_a_capacity_that_is_not_the_extent_in_the_network_is_told_with_both_numbers() -> None:
    notes = {
        table.key: " ".join(table.notes) for table in report_tables(build_report("plan", sample_dossier("ukazka")))
    }

    told = "Tísňová péče Vzorov (smyšlená) – kapacita 50 klientů, v síti 30 klientů"
    assert told in notes["network_1"].replace("\N{NO-BREAK SPACE}", " ")
    # What is the same on both sides needs no note.
    assert "Azylový dům" not in notes["network_1"]
    assert "kapacit" not in notes["network_2"]


@pytest.mark.parametrize("view", ["cards", "table"])
def test_what_the_planned_cost_is_stands_once_below_a_table_of_measures(view: str) -> None:
    told = build_report("plan", sample_dossier("ukazka"), measures=view)
    notes = [note for table in report_tables(told) for note in table.notes]

    assert sum("nerozdělenou podle let" in note for note in notes) == 1
    free = tuple(attrs.evolve(each, cost=None) for each in sample_dossier("ukazka").measures)
    without = build_report("plan", attrs.evolve(sample_dossier("ukazka"), measures=free), measures=view)
    assert not any("nerozdělenou podle let" in note for table in report_tables(without) for note in table.notes)


def test_a_plan_with_tables_of_all_measures_has_no_table_of_them_again_and_loses_none() -> None:
    ukazka = sample_dossier("ukazka")
    told = build_report("plan", ukazka, measures="table")
    tables = [table for table in report_tables(told) if table.key.startswith("measures_of_")]
    printed = {row.key for table in tables for row in table.rows}

    assert told.part("measures") is None
    (whole,) = [table for table in report_tables(build_report("plan", ukazka)) if table.key == "all_measures"]
    in_force = {row.key for row in whole.rows}
    assert in_force - {None} <= printed
