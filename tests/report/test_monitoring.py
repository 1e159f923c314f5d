"""What a monitoring report says of rounds, parts unknown, and change; in words."""

from __future__ import annotations

from decimal import Decimal

import attrs
import pytest
from tests.building import SCALE, day, dossier, figure, goal, group, measure, period, reading, round_of, tally, year
from tests.shapes import DUE

from socplan import BuildContext, Dossier, MonitoringRound, OptionError, Report, RoundScope, Tally, build_report
from socplan.calculations import Bucket
from socplan.labels import Wording
from socplan.labels.formats import untypeset
from socplan.report import (
    AtLeast,
    Figure,
    FigureKind,
    Paragraph,
    ParagraphRole,
    ResolutionText,
    RowRole,
    Table,
    blocks_of,
    findings_section,
    report_tables,
    section_tables,
)
from socplan.report.cells import subject_name
from socplan.testing import sample_dossier

PLAN = dossier(
    groups=(group("a"),),
    goals=(goal("g", group="a"),),
    measures=tuple(measure(f"m{number}", "g") for number in range(4)),
    readings=(reading("m0", "done"), reading("m1", "done"), reading("m2", "ongoing")),
)


def paragraphs(report: Report, part: str) -> str:
    found = report.part(part)
    blocks = [] if found is None else blocks_of(found)
    return " ".join(block.text for block in blocks if isinstance(block, Paragraph)).replace("\N{NO-BREAK SPACE}", " ")


def table(report: Report, key: str) -> Table:
    (found,) = [block for part in report.parts for block in blocks_of(part) if getattr(block, "key", "") == key]
    found = found.table if isinstance(found, Figure) else found
    assert isinstance(found, Table)
    return found


def halves() -> Dossier:
    first = MonitoringRound(id="first", period=period("2012-01", "2012-06"))
    second = MonitoringRound(id="second", period=period("2012-07", "2012-12"))
    return attrs.evolve(PLAN, rounds=(second, first), readings=())


def test_the_answer_comes_first_with_its_numbers() -> None:
    said = paragraphs(build_report("monitoring", PLAN), "summary")

    assert said.startswith(
        "Sledování za rok 2012 se týkalo všech 4 opatření plánu. Stav „Naplněno“ měla 2 opatření (50 %), "
        "„Průběžně“ 1 (25 %) a u 1 opatření stav znám není (25 %). "
        "Míra plnění, do níž plán počítá stav „Naplněno“, byla nejméně 50 % (2 ze 4)."
    )
    assert "Rok 2012 byl 2. ze 4 let platnosti plánu." in said


TWO = attrs.evolve(
    PLAN,
    rounds=(round_of(2011), round_of(2012)),
    readings=(*PLAN.readings, reading("m3", "not_done"), *(reading(f"m{n}", "not_done", 2011) for n in range(4))),
)


def test_the_first_page_says_the_rate_of_the_round_before_and_has_the_change_in_one_table() -> None:
    report = build_report("monitoring", TWO)

    assert "(2 ze 4). Při minulém sledování (2011) byla 0 % (žádné ze 4)." in paragraphs(report, "summary")
    (figure,) = [block for block in blocks_of(report.parts[0]) if isinstance(block, (Figure, Table))]
    assert isinstance(figure, Figure)
    assert (figure.key, [series.column for series in figure.series], figure.alone) == ("statuses", ["measures"], False)
    assert figure.table.records()[0]["difference"] == 2
    # What stands on the first page stands nowhere else.
    assert "change" not in {of.key for part in report.parts for of in section_tables(part)}
    assert "Stav se změnil u 3 opatření." in paragraphs(report, "change")


def test_rounds_of_other_sets_of_measures_are_not_compared_on_the_first_page() -> None:
    later = attrs.evolve(round_of(2012), covers=RoundScope.ALL)
    report = build_report("monitoring", attrs.evolve(TWO, rounds=(round_of(2011), later)))

    assert "minulém" not in paragraphs(report, "summary")
    assert drawn(report, "statuses") is not None
    assert "nelze přímo srovnávat" in table(report, "change").notes[0]


def test_without_a_round_before_the_bars_have_the_shares_and_no_table_repeats_them() -> None:
    figure = drawn(build_report("monitoring", PLAN), "statuses")

    assert figure is not None
    assert figure.alone
    assert [text.replace("\N{NO-BREAK SPACE}", " ") for text in figure.beside] == [
        "50 %",
        "0 %",
        "25 %",
        "0 %",
        "25 %",
        "",
    ]


def test_where_nothing_was_reported_no_status_is_counted_one_by_one() -> None:
    silent = attrs.evolve(PLAN, readings=tuple(reading(f"m{n}", None) for n in range(4)))
    said = paragraphs(build_report("monitoring", silent), "summary")

    assert said.startswith(
        "Sledování za rok 2012 se týkalo všech 4 opatření plánu. Údaje o plnění za rok 2012 nejsou k dispozici."
    )


def test_the_share_of_the_unknown_is_exact_too() -> None:
    shares = table(build_report("monitoring", PLAN), "statuses").rows[-2].cells[2]

    assert str(getattr(shares, "exact", None)) == "1/4"


def test_statuses_that_mean_the_same_are_told_by_their_names() -> None:
    twice = attrs.evolve(PLAN, statuses=(*SCALE, attrs.evolve(SCALE[0], id="done2", name="S výhradou", order=5)))

    assert "Stav „Naplněno“ měla 2 opatření (50 %)" in paragraphs(build_report("monitoring", twice), "summary")


def test_half_a_year_is_no_year() -> None:
    report = build_report("monitoring", halves(), round="first")

    assert report.title.replace("\N{NO-BREAK SPACE}", " ") == "Monitorovací zpráva za období leden 2012 – červen 2012"


def test_of_several_rounds_in_a_year_one_is_chosen_by_its_name() -> None:
    with pytest.raises(OptionError, match=r"several rounds of 2012; choose one by its name, as round \(rounds: first"):
        build_report("monitoring", halves(), year=2012)
    with pytest.raises(OptionError, match="no monitoring round of"):
        build_report("monitoring", halves(), year=2013)
    with pytest.raises(OptionError, match="no monitoring round of"):
        build_report("monitoring", halves(), round="third")
    with pytest.raises(OptionError, match=r"no monitoring round \(rounds: none\)"):
        build_report("monitoring", attrs.evolve(PLAN, rounds=(), readings=()))


def test_the_newest_round_is_reported_unless_another_is_asked_for() -> None:
    two = attrs.evolve(PLAN, rounds=(round_of(2013), round_of(2012)))

    assert build_report("monitoring", two).title.endswith("2013")
    assert build_report("monitoring", two, year=2012).title.endswith("2012")


def test_what_is_partly_known_is_not_said_to_be_unknown() -> None:
    partly = dossier(groups=(group("a"), group("b")), tallies=(tally("a", None, 10), tally("a", "done", 5)))
    nothing = dossier(groups=(group("a"),))

    assert "jsou jen částečné" in paragraphs(build_report("monitoring", partly), "summary")
    assert "nejsou k dispozici" in paragraphs(build_report("monitoring", nothing), "summary")


def test_a_published_total_alone_is_said_as_it_is() -> None:
    alone = dossier(published=(figure("measures", 10), figure("goals", 3)))

    assert paragraphs(build_report("monitoring", alone), "summary").startswith(
        "Zveřejněná zpráva za rok 2012 uvádí 10 opatření."
    )


def test_that_nothing_was_reported_is_no_change_of_status() -> None:
    later = (reading("m0", "not_done", 2013), reading("m3", "done", 2013))
    two = attrs.evolve(PLAN, rounds=(round_of(2012), round_of(2013)), readings=(*PLAN.readings, *later))
    said = paragraphs(build_report("monitoring", two), "change")

    assert "Stav se změnil u 1 opatření." in said
    assert "U 1 opatření je stav nově znám." in said
    assert "Stav už není znám u opatření: Opatření m1 (minule „Naplněno“) a Opatření m2 (minule „Průběžně“)." in said
    # Many are counted.
    measures = tuple(measure(f"m{number}", "g") for number in range(6))
    first = tuple(reading(f"m{number}", "done") for number in range(6))
    many = attrs.evolve(two, measures=measures, readings=(*first, reading("m0", "not_done", 2013)))
    counted = paragraphs(build_report("monitoring", many), "change")
    assert "U 5 opatření byl stav minule znám, tentokrát znám není." in counted


@pytest.mark.parametrize(
    ("by", "cs", "en"),
    [
        ("group", "Bez uvedené skupiny", "No group stated"),
        ("goal", "Bez uvedeného cíle", "No goal stated"),
        ("territory", "Bez uvedeného území", "No territory stated"),
        ("responsible", "Neuvedeno, kdo odpovídá", "Nobody stated as responsible"),
    ],
)
def test_a_row_of_what_is_assigned_to_nothing_says_what_is_lacking(by: str, cs: str, en: str) -> None:
    assert [subject_name(Bucket.UNASSIGNED, Wording(locale), by) for locale in ("cs", "en")] == [cs, en]


def test_measures_of_no_group_are_listed_too() -> None:
    some = attrs.evolve(PLAN, goals=(*PLAN.goals, goal("stray")), measures=(*PLAN.measures[1:], measure("m0", "stray")))
    none = attrs.evolve(PLAN, goals=(goal("g"),))

    assert table(build_report("monitoring", some), "by_group").rows[1].cells[0] == "Bez uvedené skupiny"
    # Where no measure has a group, such a table would only repeat the summary.
    assert build_report("monitoring", none).part("by_group") is None


def test_without_a_body_that_approves_there_is_no_draft_resolution() -> None:
    approved = attrs.evolve(PLAN, plan=attrs.evolve(PLAN.plan, approved_by="Rada města"))

    assert build_report("monitoring", PLAN).part("resolution") is None
    draft = build_report("monitoring", approved).part("resolution")
    resolution = draft.blocks[0] if draft else None
    assert isinstance(resolution, ResolutionText)
    assert resolution.body == "Rada města"
    assert "bere na vědomí monitorovací zprávu za rok 2012" in resolution.points[0]


def test_an_empty_part_is_left_out_for_the_public_and_named_for_the_others() -> None:
    public, internal = build_report("monitoring", PLAN), build_report("monitoring", PLAN, audience="internal")

    assert (public.part("change"), public.part("no_data")) == (None, None)
    assert internal.part("change") is None
    assert "„Změna proti minulému sledování“ nejsou k dispozici žádné údaje." in paragraphs(internal, "no_data")


def test_the_parts_without_data_are_named_once_before_what_ends_the_document() -> None:
    report = build_report("catalogue", PLAN, audience="internal")
    said = paragraphs(report, "no_data")

    assert said.count("nejsou k dispozici žádné údaje") == 1
    assert all(f"„{name}“" in said for name in ("Kde", "Karty služeb", "Abecední rejstřík"))
    keys = [part.key for part in build_report("process", sample_dossier("usti"), audience="internal").parts]
    assert keys[keys.index("no_data") + 1 :] == ["findings", "sources_note"]


def test_measures_that_the_part_on_delivery_lists_leave_no_part_that_says_there_are_no_data() -> None:
    report = build_report("monitoring", sample_dossier("ukazka"), audience="internal")

    assert report.part("delivery") is not None
    assert report.part("unknown") is None


def test_the_internal_version_says_that_the_checks_found_nothing() -> None:
    context = BuildContext(words=Wording("cs"), audience="internal")

    part = findings_section(context, ())
    assert (part.title, part.blocks) == (
        "Na co upozorňují kontroly",
        (Paragraph("Kontroly nic nenašly.", ParagraphRole.NOTE),),
    )
    assert findings_section(attrs.evolve(context, audience="public"), ()).blocks == ()
    told = build_report("monitoring", PLAN, audience="internal").part("disagreements")
    assert told is not None
    assert told.title.replace("\N{NO-BREAK SPACE}", " ") == "Co v podkladech nesouhlasí"


@pytest.mark.parametrize(("digits", "shown"), [(0, "33"), (1, "33.3"), (2, "33.33")])
def test_digits_and_rounding_are_options(digits: int, shown: str) -> None:
    thirds = attrs.evolve(PLAN, measures=PLAN.measures[:3], readings=(reading("m0", "done"),))
    report = build_report("monitoring", thirds, digits=digits, rounding="floor")

    assert str(getattr(table(report, "statuses").rows[0].cells[2], "value", None)) == shown
    assert "dolů" in table(report, "statuses").notes[0]


def test_a_status_whose_count_is_nowhere_known_has_no_column() -> None:
    counted = dossier(groups=(group("a"), group("b")), tallies=(tally("a", None, 10), tally("a", "done", 5)))

    columns = table(build_report("monitoring", counted), "by_group").columns
    assert [column.key for column in columns] == ["subject", "total", "status_done", "fulfilled_share"]


@pytest.mark.parametrize("whole", [None, 41])
def test_a_total_that_the_source_tells_is_not_said_to_be_a_sum(whole: int | None) -> None:
    of_plan = Tally(round="r2012", count=whole)
    counted = dossier(groups=(group("a"), group("b")), tallies=(tally("a", None, 10), tally("a", "done", 5), of_plan))

    by_group = table(build_report("monitoring", counted), "by_group")

    told = [row.cells[1] for row in by_group.rows if row.role is RowRole.TOTAL]
    assert told == [AtLeast(10) if whole is None else whole]
    assert ("uvádějí podklady samy" in by_group.notes[-1], "„nejméně“" in by_group.notes[-1]) == (
        whole is not None,
        whole is None,
    )


def test_without_any_count_there_is_no_table_of_counts_and_none_of_changes() -> None:
    nothing = dossier(groups=(group("a"),), rounds=(round_of(2011), round_of(2012)))
    report = build_report("monitoring", nothing)

    assert (report.part("by_group"), report.part("change")) == (None, None)
    assert "nejsou k dispozici" in paragraphs(report, "summary")


def test_the_status_of_measures_is_told_even_where_it_is_unknown() -> None:
    silent = attrs.evolve(PLAN, goals=(*PLAN.goals, goal("h", group="a")), measures=(*PLAN.measures, measure("n", "h")))

    rows = table(build_report("monitoring", silent), "measures_of_a_h").rows
    assert [row.cells for row in rows] == [("Opatření n", None)]


# Figures


def drawn(report: Report, key: str) -> Figure | None:
    return next((b for part in report.parts for b in blocks_of(part) if isinstance(b, Figure) and b.key == key), None)


def test_the_counts_are_drawn_by_status_and_the_description_says_who_is_first_and_last() -> None:
    counted = dossier(
        groups=(group("a"), group("b"), group("c")),
        tallies=(
            *(tally("a", status.id, count) for status, count in zip(SCALE, (5, 3, 1, 1), strict=True)),
            *(tally("b", status.id, count) for status, count in zip(SCALE, (1, 3, 5, 1), strict=True)),
            *(tally("c", status.id, count) for status, count in zip(SCALE, (4, 1, 1, 4), strict=True)),
        ),
    )
    figure = drawn(build_report("monitoring", counted), "by_group")

    assert figure is not None
    assert figure.kind is FigureKind.SHARES
    assert [(series.column, series.meaning) for series in figure.series] == [
        (f"status_{status.id}", status.meaning) for status in counted.statuses
    ]
    told = figure.alt.replace("\N{NO-BREAK SPACE}", " ")
    assert told.endswith("Nejvyšší míra plnění: Skupina a (5 z 10); nejnižší: Skupina b (1 z 10).")


def test_a_bar_without_its_table_has_the_total_and_the_rate_beside_its_name() -> None:
    counted = dossier(
        goals=(goal("g"), goal("h")),
        measures=(measure("k", "g"), measure("m", "g"), measure("n", "h")),
        readings=(reading("k", "done"), reading("m", "not_done"), reading("n", "done")),
    )
    figure = drawn(build_report("monitoring", counted), "by_goal")

    assert figure is not None
    assert figure.alone
    assert [text.replace("\N{NO-BREAK SPACE}", " ") for text in figure.beside] == [
        "plnění 1 ze 2 (50 %)",
        "plnění 1 z 1 (100 %)",
        "plnění 2 ze 3 (67 %)",
    ]


def test_by_group_the_numbers_stand_below_the_picture() -> None:
    counted = dossier(
        groups=(group("a"), group("b")),
        tallies=(
            *(tally("a", status.id, count) for status, count in zip(SCALE, (5, 3, 1, 1), strict=True)),
            *(tally("b", status.id, count) for status, count in zip(SCALE, (1, 2, 1, 0), strict=True)),
        ),
    )
    figure = drawn(build_report("monitoring", counted), "by_group")

    assert figure is not None
    assert (figure.alone, figure.beside) == (False, ())
    assert [row.cells[1:6] for row in figure.table.rows] == [(10, 5, 3, 1, 1), (4, 1, 2, 1, 0), (14, 6, 5, 2, 1)]


def test_where_a_status_is_not_known_the_rate_beside_a_bar_is_the_least() -> None:
    other = (group("b"),), (goal("h", group="b"),), (measure("n", "h"),), (reading("n", "done"),)
    groups, goals, measures, readings = other
    two = attrs.evolve(
        PLAN,
        groups=PLAN.groups + groups,
        goals=PLAN.goals + goals,
        measures=PLAN.measures + measures,
        readings=PLAN.readings + readings,
    )
    figure = drawn(build_report("monitoring", two, locale="en"), "by_goal")

    assert figure is not None
    assert figure.beside == (
        "at least 2 of 4 fulfilled (50%)",
        "1 of 1 fulfilled (100%)",
        "at least 3 of 5 fulfilled (60%)",
    )


def test_a_goal_of_ongoing_measures_alone_has_no_rate_and_a_sentence_says_why() -> None:
    two = attrs.evolve(
        PLAN,
        goals=(*PLAN.goals, goal("h", group="a")),
        measures=(*PLAN.measures[:3], measure("n", "h")),
        readings=(*PLAN.readings, reading("n", "ongoing")),
    )
    report = build_report("monitoring", two)
    figure = drawn(report, "by_goal")

    assert (
        "Jen opatření ve stavu „Průběžně“: Cíl h. Plán ho mezi splněná nepočítá, míra plnění se tu proto neuvádí."
        in paragraphs(report, "by_goal")
    )
    assert table(report, "by_goal").records()[1]["fulfilled_share"] is None
    assert figure is not None
    assert [text.replace("\N{NO-BREAK SPACE}", " ") for text in figure.beside][1] == "1 opatření"


def test_the_measures_watched_are_told_from_those_of_an_amendment() -> None:
    later = sample_dossier("ukazka")
    known = attrs.evolve(later, rounds=(*later.rounds, round_of(2026)))
    # Of a round that reports on no measure the part on how to read it says so.
    parts = {2025: "measures", 2026: "method"}
    said = (paragraphs(build_report("monitoring", known, year=number), part) for number, part in parts.items())

    assert (
        "Sledovala se opatření ve znění platném před změnou „Dodatek č. 1“; změna od 1. 1. 2026 ruší opatření 1.1.3, "
        "mění opatření 2.1.2 a přidává opatření 2.2.3." in next(said)
    )
    assert (
        "Proti prvnímu znění plánu změna „Dodatek č. 1“ od 1. 1. 2026 zrušila opatření 1.1.3, změnila opatření 2.1.2 "
        "a přidala opatření 2.2.3." in next(said)
    )


def test_a_draft_of_an_amendment_does_nothing_to_the_measures_watched() -> None:
    ukazka = sample_dossier("ukazka")
    draft = attrs.evolve(ukazka, amendments=tuple(attrs.evolve(one, effective=None) for one in ukazka.amendments))

    assert "Dodatek" not in paragraphs(build_report("monitoring", draft), "measures")


def test_measures_of_an_amendment_are_marked_and_other_spending_has_a_note() -> None:
    report = build_report("monitoring", sample_dossier("ukazka"))
    rows = {row.cells[0]: row for part in report.parts for of in section_tables(part) for row in of.rows}

    def title(code: str) -> str:
        return str(rows[code].cells[1]).replace("\N{NO-BREAK SPACE}", " ")

    # In the round both were as they had been: the amendment came later, and its day is said.
    assert title("1.1.3") == "Zřídit společný byt pro rodiny po vystěhování (zrušeno od 1. 1. 2026: Dodatek č. 1)"
    assert title("2.1.2").endswith("(změněno od 1. 1. 2026: Dodatek č. 1)")
    told = {of.key: [str(row.cells[0]) for row in of.rows] for of in report_tables(report)}
    assert sum("Dodatek" in cell for cell in told["moved"]) == 1
    # Equal figures, and those that nobody gave on one side, need no note.
    # Where no report gives an amount, no two figures differ.
    assert (
        "Podle údajů o přidělení byla vyčerpána jiná částka, než jaká byla podle zpráv vynaložena; vyčerpáno: "
        "2.1.1 – 4 500 000 Kč; 2.1.2 – 205 000 Kč. Důvod podklady neuvádějí. "
        "Vyčerpáno, i když částku žádná zpráva neuvádí: 2.2.1 – 550 000 Kč."
    ) in paragraphs(report, "measures")


def test_counts_that_are_not_known_are_not_drawn() -> None:
    counted = dossier(groups=(group("a"), group("b")), tallies=(tally("a", None, 10), tally("a", "done", 5)))

    assert drawn(build_report("monitoring", counted), "by_group") is None


def test_the_rate_of_fulfilment_is_a_line_over_the_rounds_and_told_in_words() -> None:
    figure = drawn(build_report("monitoring", DUE), "rounds")

    assert figure is not None
    assert (figure.kind, [series.column for series in figure.series]) == (FigureKind.LINES, ["fulfilled_share"])
    assert "2021 – 50\N{NO-BREAK SPACE}%" in figure.alt


def test_no_line_is_drawn_of_rates_that_are_at_least_nought() -> None:
    """Each of three rounds knows of one measure that it is not done, and nothing of the other; a property found it."""
    rounds = (2010, 2011, 2012)
    plan = dossier(
        statuses=SCALE,
        goals=(goal("c"),),
        measures=(measure("a", "c"), measure("b", "c")),
        rounds=tuple(map(round_of, rounds)),
        readings=tuple(reading("a", "not_done", number) for number in rounds),
    )

    assert drawn(build_report("monitoring", plan), "rounds") is None


def test_a_report_on_a_round_before_a_project_has_no_sentence_of_its_funder() -> None:
    ukazka = sample_dossier("ukazka")
    early = attrs.evolve(ukazka, rounds=(attrs.evolve(ukazka.rounds[0], surveyed=year(2024).end), *ukazka.rounds[1:]))

    assert build_report("monitoring", early, year=2024).footer == ()
    assert build_report("monitoring", early, year=2025).footer == ("Projekt podpořila Nadace Vzor (smyšlená).",)


def test_what_an_amendment_does_later_stands_with_its_day() -> None:
    ukazka = sample_dossier("ukazka")
    earlier = attrs.evolve(ukazka, plan=attrs.evolve(ukazka.plan, prepared=day("2025-06")))
    report = build_report("monitoring", earlier)
    cells = [str(row.cells[1]) for part in report.parts for of in section_tables(part) for row in of.rows]

    assert any(
        cell.replace("\N{NO-BREAK SPACE}", " ").endswith("(zrušeno od 1. 1. 2026: Dodatek č. 1)") for cell in cells
    )


def test_what_was_spent_is_added_up_and_a_sum_with_an_unknown_part_is_the_least() -> None:
    def said(*spent: int | None) -> tuple[list[object], str]:
        told = tuple(
            attrs.evolve(reading(f"m{place}", "done"), spent=None if amount is None else Decimal(amount))
            for place, amount in enumerate(spent)
        )
        report = build_report("monitoring", attrs.evolve(PLAN, readings=told))
        part = report.part("measures")
        assert part is not None
        (listed,) = section_tables(part)
        keys = [column.key for column in listed.columns]
        totals = [row for row in listed.rows if row.role is RowRole.TOTAL]
        summary = paragraphs(report, "summary")
        return [row.cells[keys.index("spent")] for row in totals], summary.partition("Podle zpráv ")[2]

    assert said(10, 20, 30, 0) == ([60], "bylo na opatření vynaloženo celkem 60 Kč.")
    least = "vynaloženo nejméně 30 Kč; u 2 opatření částku žádná zpráva neuvádí."
    assert said(10, 20, None)[0] == [AtLeast(Decimal(30))]
    assert least in said(10, 20, None)[1]
    # One amount is no sum, and what nobody asked for is not missed.
    assert said(10, None) == ([], "")
    assert said(None, None, None) == ([], "")


def test_the_amount_of_a_part_is_not_added_to_that_of_its_measure() -> None:
    part = attrs.evolve(measure("p", "g"), part_of="m0")
    readings = tuple(attrs.evolve(reading(of, "done"), spent=Decimal(10)) for of in ("m0", "m1", "m2", "m3", "p"))
    report = build_report("monitoring", attrs.evolve(PLAN, measures=(*PLAN.measures, part), readings=readings))

    assert "vynaloženo celkem 40 Kč." in paragraphs(report, "summary")


def test_a_delay_is_counted_to_the_day_on_which_the_report_was_submitted() -> None:
    ukazka = sample_dossier("ukazka")
    open_ones = [attrs.evolve(one, submitted=None) for one in ukazka.resolutions]
    for dossier_, told, late in (
        (ukazka, "ke dni 20. 3. 2026 od něj uplynulo 59 dnů", 59),
        (attrs.evolve(ukazka, resolutions=tuple(open_ones)), "ke dni 31. 3. 2026 od něj uplynulo 70 dnů", 70),
    ):
        report = build_report("monitoring", dossier_)
        assert told in paragraphs(report, "delivery")
        listed = table(report, "missing_reports")
        assert listed.records()[0]["days_late"] == late
        head = next(column.label for column in listed.columns if column.key == "days_late")
        assert head.replace("\N{NO-BREAK SPACE}", " ") == f"Dnů po termínu (k {told[7:18]})"


def test_a_rate_of_at_least_nothing_is_said_nowhere_and_a_note_says_why() -> None:
    plan = attrs.evolve(
        PLAN,
        goals=(*PLAN.goals, goal("h", group="a")),
        measures=(*PLAN.measures, measure("n0", "h")),
        readings=(reading("m0", "ongoing"), reading("n0", "ongoing")),
    )
    report = build_report("monitoring", plan)

    (by_group,) = (table for table in report_tables(report) if table.key == "by_group")
    rates = [row["fulfilled_share"] for row in by_group.records()] if "fulfilled_share" in by_group.records()[0] else []
    assert not any(rates)
    assert any(note.startswith("Pomlčka u míry plnění: ") for note in map(untypeset, by_group.notes))
    assert "nejméně 0" not in paragraphs(report, "summary")
    assert "Míra plnění není známa: stav" in paragraphs(report, "summary")
    # With one that counts, the least is told in both.
    counted = build_report("monitoring", attrs.evolve(plan, readings=(reading("m0", "done"),)))
    assert "nejméně 20 %" in paragraphs(counted, "summary")


@pytest.mark.parametrize(
    ("statuses", "noted"), [(("done",), False), (("done", "ongoing"), False), (("done",) * 2 + ("ongoing",), True)]
)
def test_a_note_on_rounding_stands_where_several_shares_are_rounded(statuses: tuple[str, ...], noted: bool) -> None:
    plan = attrs.evolve(
        PLAN,
        measures=tuple(measure(f"m{number}", "g") for number in range(len(statuses))),
        readings=tuple(reading(f"m{number}", status) for number, status in enumerate(statuses)),
    )
    (table,) = (table for table in report_tables(build_report("monitoring", plan)) if table.key == "statuses")

    assert any("zaokrouhleny" in note for note in table.notes) is noted
