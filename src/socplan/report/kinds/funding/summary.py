"""The summary: how much money there is, how many measures it reaches, and the answers to surveys."""

from collections.abc import Iterator
from typing import Final

from socplan import calculations as calc
from socplan.model import FundingSource, PlanScope, SourceKind
from socplan.report.blocks import Block, Paragraph, ParagraphRole, Section
from socplan.report.cells import share, some_of, sum_text
from socplan.report.kinds.funding.effectiveness import verdict
from socplan.report.kinds.funding.scene import KIND, FundingScene, amountless
from socplan.report.kinds.funding.surveys import return_text
from socplan.report.scene import section

#: The source that is a plan's own money, by who makes the plan.
_OWN: Final = {PlanScope.MUNICIPALITY: SourceKind.MUNICIPALITY, PlanScope.REGION: SourceKind.REGION}
#: The most measures that page one names.
_FEW_NAMES: Final = 3


def summary(scene: FundingScene, sources: Block | None) -> Section:
    """The answer in a few sentences, and the picture of the sources."""
    words = scene.words
    topics = (
        " ".join(sentences(scene))
        for sentences in (_money_sentences, _own_sentences, _plan_sentences, _survey_sentences)
    )
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
    tensed = f"funding.{key}_past" if scene.is_over else f"funding.{key}"
    yield words.text(tensed, n=len(budgets), year=str(year), amount=available, gap=gap)
    if undivided:
        yield words.text("funding.undivided", n=len(undivided), year=str(year))
    sums = {"allocated": sum_text(words, whole.allocated), "spent": sum_text(words, whole.spent)}
    known_sums = {name: text for name, text in sums.items() if text}
    if known_sums:
        yield words.text(f"funding.{'_'.join(known_sums)}", **known_sums)
    left, allocated = calc.left_in(dossier, year), share(calc.allocated_share(dossier, year))
    if left is not None and left > 0 and allocated is not None:
        key = "funding.left_past" if scene.is_over else "funding.left"
        yield words.text(key, left=left, percent=words.percent(allocated.value))


def _own_sentences(scene: FundingScene) -> Iterator[str]:
    """What is left of the source that whoever makes the plan decides on, where it is a single one of several."""
    dossier, words, year = scene.dossier, scene.words, scene.year
    if year is None or dossier.plan.scope is None:
        return
    rows = calc.funding_by_source(dossier, year)
    own = [row for row in rows if row.subject.kind is _OWN.get(dossier.plan.scope, row.subject)]
    if len(own) != 1 or len(rows) == 1:
        return
    source: FundingSource = own[0].subject
    amount, allocated = calc.available_in(dossier, year, source).total, own[0].allocated.total
    if amount is not None and allocated is not None and allocated <= amount:
        left = calc.money_sum((amount, allocated.copy_negate())).known
        yield words.text("funding.source_left", source=source.name, allocated=allocated, amount=amount, left=left)


def _plan_sentences(scene: FundingScene) -> Iterator[str]:
    dossier, words, year = scene.dossier, scene.words, scene.year
    if year is None or scene.is_of_subsidies:
        return
    links = calc.funding_links(dossier, year)
    if measures := len(links.with_money) + len(links.uncertain) + len(links.without_money):
        unstated, percent = amountless(links), share(scene.funded_share)
        funded = len(links.with_money) - len(unstated)
        yield words.text("funding.measures", n=measures, year=str(year))
        if funded or not unstated:
            key = "measures_unfunded" if not funded else "measures_funded" if percent else "measures_funded_least"
            shown = words.percent(percent.value) if percent else None
            yield words.text(f"funding.{key}", n=funded, percent=shown, year=str(year))
        if unstated:
            names = some_of(words, (measure.code or measure.title for measure in unstated))
            yield words.text("funding.measures_amountless", names=names)
        if links.uncertain:
            yield words.text("funding.measures_uncertain", n=len(links.uncertain), year=str(year))
    result = calc.effectiveness(dossier, year)
    over = [
        words.text(
            "funding.over_allocation_of",
            measure=row.measure.code or row.measure.title,
            spent=sum_text(words, row.spent),
            allocated=row.funding.allocated.total,
        )
        for row in result.spending
        if row.funding.allocated.total is not None and row.spent.known > row.funding.allocated.total
    ]
    if 0 < len(over) <= _FEW_NAMES:
        yield words.text("funding.over_allocation", measures=words.listed(over))
    yield verdict(scene, result)


def _survey_sentences(scene: FundingScene) -> Iterator[str]:
    for survey in scene.surveys if scene.leads_with_surveys else ():
        if text := return_text(scene.words, survey, calc.return_rate(scene.dossier, survey)):
            yield text
