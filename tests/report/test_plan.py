"""What the plan as a document says, group by group and level by level."""

from __future__ import annotations

import io
import zipfile

import attrs
import pytest
from tests.building import dossier, everything_in, goal, group, measure, placed

from socplan import (
    Dossier,
    ExportedFile,
    GroupKind,
    Level,
    Member,
    Part,
    PartRole,
    Person,
    Remark,
    Report,
    Territory,
    build_report,
    render,
)
from socplan.report import Items, Paragraph, ParagraphRole, Section, Table, blocks_of

PLAN = dossier(
    groups=(group("a", name="Senioři", order=1), group("b", name="Děti", order=2)),
    goals=(goal("g1", code="1", group="a"), goal("g2", code="2", group="b")),
    measures=(measure("m1", "g1"), measure("m2", "g1", group="b"), measure("m3", "g1", shared=True)),
)


def sections(report: Report) -> dict[str, Section]:
    found = [block for part in report.parts for block in blocks_of(part) if isinstance(block, Section)]
    return {section.key: section for section in (*report.parts, *found)}


def text(report: Report, part: str = "summary") -> str:
    blocks = blocks_of(sections(report)[part])
    return " ".join(block.text for block in blocks if isinstance(block, Paragraph)).replace("\N{NO-BREAK SPACE}", " ")


def cells(report: Report, key: str) -> list[tuple[object, ...]]:
    (found,) = [block for part in report.parts for block in blocks_of(part) if getattr(block, "key", "") == key]
    assert isinstance(found, Table)
    return [row.cells for row in found.rows]


def test_a_measure_stands_under_its_own_group_and_is_counted_there() -> None:
    report = build_report("plan", PLAN)

    assert cells(report, "overview") == [
        ("Senioři", 1, 1),
        ("Děti", 1, 1),
        ("Společné pro více skupin", 0, 1),
        ("Celkem", 2, 3),
    ]
    assert sections(report)["goal_b_g1"].blocks == (Items(("Opatření m2",)),)


def test_what_is_not_listed_is_not_said_to_be_none() -> None:
    unlisted = build_report("plan", dossier())
    goals_only = build_report("plan", dossier(goals=(goal("g"),)))

    assert "0" not in text(unlisted).replace("2012", "")
    assert "podklady neuvádějí" in text(unlisted)
    assert text(goals_only) == "Plán na období 2011–2014 obsahuje 1 cíl."


def test_most_measures_are_told_of_a_group_and_only_of_one() -> None:
    assert "Nejvíce" not in text(build_report("plan", PLAN))
    more = attrs.evolve(PLAN, measures=(*PLAN.measures, measure("m4", "g2")))
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
    report = build_report("plan", attrs.evolve(PLAN, parts=parts))

    assert [part.title for part in report.parts][1:] == [
        "Část A – Z čeho",
        "Část B – Kdo plánuje",
        "Příloha",
        "Cíle a\N{NO-BREAK SPACE}opatření",
    ]
    assert text(report, "part_a") == "Text této části není k dispozici."
    assert text(report, "part_b").startswith("První. Druhý.")


def test_territories_and_bodies_are_listed_with_what_stands_above_them() -> None:
    rich = attrs.evolve(
        PLAN,
        territories=(Territory(id="t", name="Kraj"), Territory(id="u", name="Obec", parent="t")),
        groups=(group("r", name="Rada", kind=GroupKind.COUNCIL, order=0, mandate="schvaluje plán"), *PLAN.groups),
        placements=tuple(placed(one.id, "r") for one in PLAN.groups),
    )
    report = build_report("plan", rich, locale="en")

    assert cells(report, "territories")[1] == ("Obec", "Kraj")
    assert cells(report, "groups")[0][:2] == ("Rada", "council")
    assert cells(report, "groups")[1] == ("Senioři", "working group", "Rada", None)


def test_where_no_body_stands_below_another_that_is_no_column() -> None:
    (groups,) = [
        block
        for block in blocks_of(sections(build_report("plan", PLAN))["general_organisation"])
        if isinstance(block, Table)
    ]

    assert [column.key for column in groups.columns] == ["body", "kind"]
    assert groups.notes == ()


def test_names_of_members_stand_in_the_internal_version_alone() -> None:
    staffed = attrs.evolve(
        PLAN,
        persons=(Person(id="p", name="Wxyz Qrst", email="wxyz@qrst", phone="987 654"),),
        members=(Member(id="wxyz", group="a", person="p", organisation="Domov Lípa"), Member(id="x", group="b")),
    )
    internal = build_report("plan", staffed, audience="internal")

    assert cells(internal, "members")[0][-2:] == ("Wxyz Qrst", "wxyz@qrst\n987 654")
    assert cells(internal, "members")[1][-2:] == (None, None)
    public = everything_in(build_report("plan", staffed))
    assert "Domov Lípa" in public
    assert not any(part in public for part in ("Wxyz", "wxyz", "987"))


def test_the_note_of_the_plan_is_printed_in_the_plan_and_in_internal_documents_once() -> None:
    noted = attrs.evolve(PLAN, plan=attrs.evolve(PLAN.plan, note="Přepsáno z tisku.\n\nDruhý odstavec."))

    part = build_report("plan", noted).part("sources_note")
    assert part is not None
    assert part.title == "O\N{NO-BREAK SPACE}podkladech"
    assert part.blocks == tuple(Paragraph(one, ParagraphRole.NOTE) for one in ("Přepsáno z tisku.", "Druhý odstavec."))
    assert everything_in(build_report("plan", noted)).count("Přepsáno z tisku.") == 1
    remarked = attrs.evolve(noted, remarks=(Remark(id="r", table="members", text="Jména zdroj neuvádí."),))
    told = build_report("plan", remarked).part("sources_note")
    assert told is not None
    assert isinstance(told.blocks[-1], Section)
    assert told.blocks[-1].title == "Členové skupin"
    for kind in ("funding", "needs", "catalogue", "process", "organisation", "completeness"):
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
