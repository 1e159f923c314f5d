"""Findings in internal documents: which of them, in which order, and where."""

from socplan import build_report, check, render
from socplan.report import Items, Section, blocks_of
from socplan.testing import sample_dossier

UKAZKA = sample_dossier("ukazka")


def listed(kind: str) -> dict[str, Items]:
    part = build_report(kind, UKAZKA, audience="internal").part("findings")
    assert part is not None
    return {
        section.key: block
        for section in part.blocks
        if isinstance(section, Section)
        for block in section.blocks
        if isinstance(block, Items)
    }


def test_a_report_tells_the_findings_on_its_own_tables() -> None:
    told = {origin.place for items in listed("comment-book").values() for each in items.origins for origin in each}

    assert told == {"$.comments[4]", "$.comments[5]"}


def test_what_there_is_to_do_stands_before_what_is_worth_knowing() -> None:
    parts = listed("process")

    assert list(parts) == ["to_do", "to_know"]
    assert "hotov není" in parts["to_do"].items[0].replace("\N{NO-BREAK SPACE}", " ")
    assert "dokončen byl až" in parts["to_know"].items[0].replace("\N{NO-BREAK SPACE}", " ")


def test_a_finding_names_its_record_where_its_sentence_does_not() -> None:
    first, _ = listed("comment-book")["to_know"].items

    assert first.startswith("Připomínky, „Kde bude nová noclehárna stát?“: Připomínka přišla")


def test_paper_has_neither_paths_nor_codes_and_programs_have_both() -> None:
    report = build_report("funding", UKAZKA, audience="internal")
    lists = [block for part in report.parts for block in blocks_of(part) if isinstance(block, Items)]

    assert not any("$." in text or "allocated-differs" in text for items in lists for text in items.items)
    for name in ("json", "csv"):
        written = render(report, name)[0].content.decode("utf-8")
        assert "$.budgets[5].allocated" in written
        assert "allocated-differs" in written


def test_no_finding_is_lost_to_all_kinds() -> None:
    kinds = {"action-plan", "activities", "alignment", "amendment", "benchmark", "catalogue", "comment-book"}
    kinds |= {"completeness", "funding", "letter", "needs", "organisation", "plan", "process"}
    told = {
        origin.place for kind in kinds for items in listed(kind).values() for each in items.origins for origin in each
    }

    assert told == {finding.place for finding in check(UKAZKA)}
