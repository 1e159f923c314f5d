"""The summary: how much money there is, how many measures it reaches, and the answers to surveys."""

from collections.abc import Iterator

from socplan import calculations as calc
from socplan.report.blocks import Block, Paragraph, ParagraphRole, Section
from socplan.report.cells import share, sum_text
from socplan.report.kinds.funding.effectiveness import verdict
from socplan.report.kinds.funding.scene import KIND, FundingScene
from socplan.report.kinds.funding.surveys import return_text
from socplan.report.scene import section


def summary(scene: FundingScene, sources: Block | None) -> Section:
    """The answer in a few sentences, and the picture of the sources."""
    words = scene.words
    topics = (" ".join(sentences(scene)) for sentences in (_money_sentences, _plan_sentences, _survey_sentences))
    lead, *more = [topic for topic in topics if topic] or [words.text("funding.nothing")]
    return section(
        words,
        KIND,
        "summary",
        Paragraph(lead, ParagraphRole.LEAD),
        Paragraph(" ".join(more)) if more else None,
        sources,
    )


def how_to_read(scene: FundingScene, *, rounded: bool) -> Iterator[Block]:
    """The rule of rounding, unless it is ``rounded`` that stands below the shares, and what is not stated."""
    if _has_shares(scene) and not rounded:
        yield Paragraph(scene.rounding_note, ParagraphRole.NOTE)
    if scene.dossier.budgets:
        yield Paragraph(scene.words.text("funding.unknown_note"), ParagraphRole.NOTE)


def _has_shares(scene: FundingScene) -> bool:
    """Whether the report contains a share."""
    rates = (calc.return_rate(scene.dossier, survey).share for survey in scene.surveys)
    allocated = None if scene.year is None else calc.allocated_share(scene.dossier, scene.year)
    return scene.funded_share is not None or allocated is not None or any(rate is not None for rate in rates)


def _money_sentences(scene: FundingScene) -> Iterator[str]:
    dossier, words, year = scene.dossier, scene.words, scene.year
    if year is None:
        if dossier.budgets:
            yield words.text("funding.no_year", n=len(dossier.budgets))
        if text := sum_text(words, calc.money_sum(allocation.amount for allocation in dossier.allocations)):
            yield words.text("funding.allocated", allocated=text)
        return
    budgets, undivided, whole = (
        calc.budgets_in(dossier, year),
        calc.undivided_budgets(dossier, year),
        calc.funding_in(dossier, year),
    )
    listed = calc.money_sum(budget.amount for budget in budgets)
    # Each budget that is not divided by year adds an unknown part.
    available = sum_text(words, calc.available_in(dossier, year))
    gap = words.text("funding.gap", n=listed.unknown) if listed.unknown and available else ""
    key = "available" if available else "available_unknown"
    yield words.text(f"funding.{key}", n=len(budgets), year=str(year), amount=available, gap=gap)
    if undivided:
        yield words.text("funding.undivided", n=len(undivided), year=str(year))
    sums = {"allocated": sum_text(words, whole.allocated), "spent": sum_text(words, whole.spent)}
    known_sums = {name: text for name, text in sums.items() if text}
    if known_sums:
        yield words.text(f"funding.{'_'.join(known_sums)}", **known_sums)
    left, allocated = calc.left_in(dossier, year), share(calc.allocated_share(dossier, year))
    if left is not None and left > 0 and allocated is not None:
        yield words.text("funding.left", left=left, percent=words.percent(allocated.value))


def _plan_sentences(scene: FundingScene) -> Iterator[str]:
    dossier, words, year = scene.dossier, scene.words, scene.year
    if year is None or scene.is_of_subsidies:
        return
    links = calc.funding_links(dossier, year)
    if measures := len(links.with_money) + len(links.uncertain) + len(links.without_money):
        funded, percent = len(links.with_money), share(scene.funded_share)
        yield words.text("funding.measures", n=measures, year=str(year))
        key = "measures_unfunded" if not funded else "measures_funded" if percent else "measures_funded_least"
        shown = words.percent(percent.value) if percent else None
        yield words.text(f"funding.{key}", n=funded, percent=shown, year=str(year))
        if links.uncertain:
            yield words.text("funding.measures_uncertain", n=len(links.uncertain), year=str(year))
    yield verdict(scene, calc.effectiveness(dossier, year))


def _survey_sentences(scene: FundingScene) -> Iterator[str]:
    for survey in scene.surveys:
        if text := return_text(scene.words, survey, calc.return_rate(scene.dossier, survey)):
            yield text
