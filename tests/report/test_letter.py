"""Letters to whoever has not reported, and the page for the council."""

from __future__ import annotations

from datetime import date

import pytest
from attrs import evolve

from socplan import OptionError, PartialDate, Period, build_report
from socplan.labels.formats import untypeset
from socplan.report import Items, Paragraph, Report, RowRole, Table, report_tables
from socplan.testing import sample_dossier, texts_in

UKAZKA = sample_dossier("ukazka")


def texts(report: Report) -> list[str]:
    return [block.text for part in report.parts for block in part.blocks if isinstance(block, Paragraph)]


def test_each_addressee_gets_the_measures_without_a_report() -> None:
    letter = build_report("letter", UKAZKA, round="rok-2025")
    (owed,) = [table for table in report_tables(build_report("monitoring", UKAZKA)) if table.key == "missing_reports"]

    missing = {row.key for row in owed.rows if row.role is RowRole.BODY}
    assert {row.key for table in report_tables(letter) for row in table.rows} == missing
    assert [part.title for part in letter.parts] == ["Domov Lípa (smyšlený)"]
    assert any(text.replace("\N{NO-BREAK SPACE}", " ").startswith("za rok 2025 nám") for text in texts(letter))
    # The whole term, as the plan has it.
    (row,) = (row for table in report_tables(letter) for row in table.records())
    assert row["term"] == "2024/2027"


def test_one_letter_can_be_asked_for_and_names_the_day() -> None:
    letter = build_report("letter", UKAZKA, to="Domov Lípa (smyšlený)", reply_by=date(2026, 2, 28))

    assert any("28. 2. 2026" in text.replace("\N{NO-BREAK SPACE}", " ") for text in texts(letter))
    with pytest.raises(OptionError, match=r"'Nikdo' owes no report \(who does: Domov Lípa \(smyšlený\)\)"):
        build_report("letter", UKAZKA, to="Nikdo")
    with pytest.raises(OptionError, match="no monitoring round of rok-1999"):
        build_report("letter", UKAZKA, round="rok-1999")


def test_nobody_is_asked_where_nobody_is_known() -> None:
    with pytest.raises(OptionError, match="the round has no measures"):
        build_report("letter", sample_dossier("olomouc"))
    with pytest.raises(OptionError, match="no monitoring round; add one"):
        build_report("letter", sample_dossier("zlin"))


def test_the_summary_says_what_the_reports_say_first() -> None:
    summary = build_report("summary", UKAZKA)

    said = texts(summary)
    for kind in ("plan", "monitoring", "funding", "process"):
        lead = next(text for text in texts(build_report(kind, UKAZKA)))
        assert any(str(text).endswith(lead) for text in said), kind


def test_the_picture_of_the_summary_is_the_sum_of_all_measures() -> None:
    (table,) = report_tables(build_report("summary", UKAZKA))

    assert [row.cells[1] for row in table.rows] == [17]


def test_what_knows_nothing_is_left_out_of_the_summary() -> None:
    said = "\n".join(texts_in(build_report("summary", sample_dossier("olomouc"))))

    assert "Potřeby podklady neuvádějí" not in said
    assert "57" in said


def test_a_year_of_which_nothing_is_known_is_refused() -> None:
    with pytest.raises(OptionError, match="summary: option year: no report is on 1999"):
        build_report("summary", UKAZKA, year=1999)


def test_an_addressee_and_a_group_of_one_name_get_one_letter() -> None:
    group = UKAZKA.groups[0]
    name = f"{group.code} {group.name}" if group.code else group.name
    first, second, *rest = UKAZKA.measures
    owed = evolve(
        UKAZKA,
        measures=(
            evolve(first, responsible=name),
            evolve(second, responsible=None, group=group.id),
            *(evolve(measure, responsible="jiný") for measure in rest),
        ),
        readings=(),
    )

    letter = build_report("letter", owed)
    (part,) = [part for part in letter.parts if part.title == name]
    (table,) = [block for block in part.blocks if isinstance(block, Table)]
    assert {row.key for row in table.rows} == {first.id, second.id}


def test_a_letter_says_that_the_deadline_has_passed_only_where_it_has() -> None:
    ahead = evolve(UKAZKA, rounds=tuple(evolve(each, deadline=PartialDate(2099)) for each in UKAZKA.rounds))

    assert any("už uplynula" in text for text in texts(build_report("letter", UKAZKA)))
    assert not any("už uplynula" in text for text in texts(build_report("letter", ahead)))


def test_the_summary_tells_the_council_what_it_has_to_decide_in_the_words_of_the_drafts() -> None:
    (asked,) = (part for part in build_report("summary", UKAZKA).parts if part.key == "decisions")
    (items,) = (block for block in asked.blocks if isinstance(block, Items))

    assert [untypeset(item) for item in items.items] == [
        "Rada města Vzorova, předloženo 20. 3. 2026: Schvaluje zprávu o plnění plánu za rok 2025.",
        "Rada města Vzorova, předloženo 20. 3. 2026: Schvaluje nového člena pracovní skupiny PS 2.",
    ]
    decided = tuple(evolve(each, adopted=True, date=PartialDate(2026)) for each in UKAZKA.resolutions)
    done = build_report("summary", evolve(UKAZKA, resolutions=decided))
    assert all(part.key != "decisions" for part in done.parts)


def test_the_summary_says_who_plans_where_little_else_is_known() -> None:
    assert any("21 orgánů" in untypeset(text) for text in texts(build_report("summary", sample_dossier("usti"))))
    assert not any("orgánů a skupin" in untypeset(text) for text in texts(build_report("summary", UKAZKA)))


def test_a_round_without_a_period_has_a_picture_without_one() -> None:
    undated = evolve(UKAZKA, rounds=tuple(evolve(each, period=Period()) for each in UKAZKA.rounds))
    (bare,) = report_tables(build_report("summary", undated))
    (dated,) = report_tables(build_report("summary", UKAZKA))

    assert (bare.title, untypeset(dated.title)) == ("Stav opatření", "Stav opatření (2025)")
