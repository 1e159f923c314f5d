from __future__ import annotations

import random
from decimal import Decimal

import attrs
import pytest
from hypothesis import given, strategies as st
from tests.building import dossier
from tests.effort import examples
from tests.systems.reading import row, rows, said

from socplan import Capacity, Dossier, NetworkEntry, Organisation, Report, Service, ServiceForm, build_report, check
from socplan.checks import Grade
from socplan.labels.formats import untypeset
from socplan.report import Block, Figure, Items, MarkKind, Paragraph, ParagraphRole, RichText, Section, blocks_of
from socplan.testing import dossiers, sample_dossier

FIELD = ServiceForm.FIELD


def served(*services: Service, **tables: object) -> Dossier:
    return attrs.evolve(dossier(rounds=()), services=services, **tables)  # type: ignore[arg-type]


@examples(12)
@given(
    found=dossiers(filled=("services", "capacities", "service_targets", "service_places", "network", "publications")),
    seed=st.integers(0, 2**32),
)
@pytest.mark.parametrize("kind", ["catalogue", "plan"])
def test_the_order_of_records_changes_nothing(kind: str, found: Dossier, seed: int) -> None:
    if any(one.grade is Grade.ERROR for one in check(found)):
        return
    chance = random.Random(seed)  # noqa: S311 - no secret
    names = ("services", "capacities", "service_targets", "service_places", "network", "organisations", "territories")
    tables = {name: tuple(chance.sample(found.table(name), len(found.table(name)))) for name in names}

    assert build_report(kind, attrs.evolve(found, **tables)) == build_report(kind, found)  # type: ignore[arg-type]


def test_services_whose_provider_is_not_known_are_counted() -> None:
    told = said(
        build_report(
            "catalogue",
            served(
                Service(id="a", name="A", provider="o"),
                Service(id="b", name="B"),
                organisations=(Organisation(id="o", name="Domov"),),
            ),
        ),
        "summary",
    )

    assert "Poskytuje je 1 organizace. U 1 služby poskytovatel uveden není." in told


def test_a_sum_that_leaves_a_service_out_is_no_total() -> None:
    told = build_report(
        "catalogue",
        served(
            Service(id="a", name="Klub"),
            Service(id="b", name="Klub"),
            capacities=(
                Capacity(service="a", form=FIELD, unit="klient", quantity=Decimal(5)),
                Capacity(service="b", form=FIELD),
            ),
        ),
    )

    assert rows(told, "kinds")[0]["capacity"] == "nejméně 5 klientů"


def test_a_card_says_of_each_network_what_belongs_to_it() -> None:
    entries = (
        NetworkEntry(service="a", network="základní", extent=Decimal(5), unit="úvazek"),
        NetworkEntry(service="b", network="základní", extent=Decimal(5)),
    )
    told = build_report("catalogue", served(Service(id="a", name="A"), Service(id="b", name="B"), network=entries))

    first, second = rows(told, "services_no_kind")
    assert (first["network"], second["network"]) == ("základní (5 úvazků)", "základní (rozsah: 5)")


def test_every_service_is_a_card_once_and_every_list_refers_to_it() -> None:
    told = build_report("catalogue", sample_dossier("ukazka"))
    cards = [
        f"{block.key}/{row.key}"
        for part in told.parts
        for block in blocks_of(part)
        if isinstance(block, Figure) and block.is_cards
        for row in block.table.rows
    ]
    assert len(cards) == len({*cards}) == 13
    for key in ("by_place", "index_services", "index_providers"):
        texts = [item for block in blocks_in(told, key) if isinstance(block, Items) for item in block.items]
        marks = [mark for text in texts if isinstance(text, RichText) for mark in text.marks]
        assert {mark.target for mark in marks if mark.kind is MarkKind.REFERENCE} == {*cards}


def test_a_card_holds_the_contacts_of_the_service_and_of_its_places() -> None:
    told = build_report("catalogue", sample_dossier("ukazka"))
    card = row(told, "services_par-40", "pecovatelska-mesto")
    assert (card["phone"], card["mail"], card["hours"]) == ("000 000 301", "pece@vzorov.example", "denně 6–20 h")
    assert "Středisko Lhota, Lhota 15 (smyšlená), Vzorovská Lhota (smyšlená část města), 000 000 303" in card["where"]
    assert "(9,5 úvazku)" in card["form_capacity"]


def test_a_link_leads_only_where_a_link_may_lead() -> None:
    told = build_report("catalogue", served(Service(id="a", name="A", web="na <webu> obce", mail="a@b.example")))
    (card,) = (block.table for block in blocks_in(told, "kind_no_kind") if isinstance(block, Figure))
    cells = dict(zip((column.key for column in card.columns), card.rows[0].cells, strict=True))
    assert type(cells["web"]) is str
    assert isinstance(cells["mail"], RichText)
    assert cells["mail"].marks[0].target == "mailto:a@b.example"


def test_page_one_names_only_the_ways_that_the_dossier_has_data_for() -> None:
    told = said(build_report("catalogue", served(Service(id="a", name="A"))), "summary")
    assert "podle názvu a poskytovatele" in told
    assert "podle obce" not in told
    assert "Komu a s čím" not in told


def with_more(found: Dossier, number: int) -> Dossier:
    """A dossier with further services without a kind, so that page one names kinds."""
    more = tuple(Service(id=f"x{n}", name=f"Služba {n}") for n in range(number))
    return attrs.evolve(found, services=(*found.services, *more))


def test_page_one_of_few_services_names_each_with_its_telephone_and_leads_to_its_card() -> None:
    told = build_report("catalogue", sample_dossier("ukazka"))
    (groups,) = [block for block in blocks_in(told, "by_target") if isinstance(block, Items)]

    children = groups.items[0]
    assert isinstance(children, RichText)
    assert untypeset(children) == "Děti a mládež: Hřiště – nízkoprahový klub (smyšlený), tel. 000 000 501"
    (card,) = [mark for mark in children.marks if mark.kind is MarkKind.REFERENCE]
    assert children[card.start : card.end] == "Hřiště – nízkoprahový klub (smyšlený)"


def test_a_place_names_the_wider_places_whose_services_serve_it_too() -> None:
    told = build_report("catalogue", sample_dossier("ukazka"))
    notes = [untypeset(block.text) for block in blocks_in(told, "by_place") if isinstance(block, Paragraph)]

    after = notes.index("Vzorovská Lhota (smyšlená část města)")
    assert notes[after + 1] == "Další služby pro toto místo viz město Vzorov a správní obvod Vzorov (smyšlený)."
    assert notes.index("správní obvod Vzorov (smyšlený)") + 1 == after


def test_page_one_leads_from_each_target_group_to_the_first_card_of_each_kind() -> None:
    told = build_report("catalogue", with_more(sample_dossier("ukazka"), 30))
    assert "síti" not in said(told, "summary")
    (groups,) = [block for block in blocks_in(told, "by_target") if isinstance(block, Items)]
    assert [item.split(":")[0] for item in groups.items] == [
        *("Děti a mládež", "Osoby se zdravotním postižením", "Osoby v krizi", "Rodiny s dětmi", "Senioři")
    ]
    elderly = groups.items[-1]
    assert isinstance(elderly, RichText)
    assert "Pečovatelská služba (§ 40) – 4 služby" in elderly.replace("\xa0", " ")
    assert [mark.target for mark in elderly.marks if mark.kind is MarkKind.REFERENCE][1] == (
        "services_par-40/pecovatelska-mesto"
    )


def test_a_town_lists_its_services_below_its_name_in_a_compact_list() -> None:
    told = build_report("catalogue", sample_dossier("ukazka"))
    label, listed, *_ = blocks_in(told, "by_place")
    assert isinstance(label, Paragraph)
    assert isinstance(listed, Items)
    assert (label.role, label.text) == (ParagraphRole.LABEL, "Dolany nad Vzorkou (smyšlené)")
    assert listed.compact
    assert [*listed.items] == ["Charitní pečovatelská služba (smyšlená)", "Pečovatelská služba Dolany (smyšlená)"]


def blocks_in(told: Report, key: str) -> list[Block]:
    """The blocks of a part or a section."""
    sections = [*told.parts, *(block for part in told.parts for block in blocks_of(part))]
    (section,) = [each for each in sections if isinstance(each, Section) and each.key == key]
    return [*blocks_of(section)]


def test_editions_of_one_title_are_told_apart_by_their_territory() -> None:
    editions = rows(build_report("catalogue", sample_dossier("olomouc")), "editions")

    assert [edition["territory"] for edition in editions][1:] == ["Jesenicko", "Kojetín", "Lipník nad Bečvou", "Přerov"]
