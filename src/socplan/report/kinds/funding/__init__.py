"""Money (financování): budgets by source and year, whom and what they reach, and what municipalities add."""

from typing import Final

from socplan import calculations as calc
from socplan.errors import OptionError
from socplan.hookspecs import hookimpl
from socplan.model import Dossier, Period, Respondents
from socplan.report.blocks import Fact, Report
from socplan.report.findings import all_findings
from socplan.report.kind import BuildContext, Option, ReportKind
from socplan.report.kinds.funding.effectiveness import effectiveness_blocks
from socplan.report.kinds.funding.purposes import link_blocks, purpose_blocks
from socplan.report.kinds.funding.scene import KIND, FundingScene
from socplan.report.kinds.funding.sources import founder_blocks, over_the_years, source_blocks
from socplan.report.kinds.funding.subsidies import subsidies
from socplan.report.kinds.funding.summary import how_to_read, summary
from socplan.report.kinds.funding.surveys import survey_blocks
from socplan.report.scene import assembled, section, title_facts
from socplan.report.tables import Figure

#: The tables that the report draws on: findings on these stand in its internal version.
_TABLES: Final = (
    "funding_sources",
    "budgets",
    "allocations",
    "readings",
    "service_costs",
    "surveys",
    "survey_replies",
    "survey_answers",
    "survey_returns",
    "survey_exclusions",
    "survey_results",
)


def build(dossier: Dossier, context: BuildContext, *, year: int | None) -> Report:
    """Build the report on the money of a year.

    The default is the last year with a budget that has begun by the day that the dossier speaks of
    (`socplan.calculations.known_day`). Without budgets, the report still holds the surveys.

    Raises:
        OptionError: the dossier has no budget for that year.
    """
    words = context.words
    chosen = _chosen(dossier, year)
    when = Period() if chosen is None else Period.of_year(chosen)
    asked = (survey for survey in calc.in_order(dossier.surveys) if survey.respondents is Respondents.MUNICIPALITIES)
    surveys = tuple(survey for survey in asked if survey.period.meets(when))
    scene = FundingScene(dossier=dossier, context=context, year=chosen, surveys=surveys)
    facts = list(title_facts(dossier, words, "authority", "territory", "period", "source"))
    if chosen is not None:
        facts.insert(0, Fact("budget_year", words.text("fact.budget_year"), when))
    founders = tuple(founder_blocks(scene))
    rounded = any(isinstance(block, Figure) for block in founders)
    title = words.text("funding.title") if chosen is None else words.text("funding.title_year", year=str(chosen))
    return assembled(
        KIND,
        context,
        title=title,
        subtitle=dossier.plan.title,
        facts=facts,
        parts=(
            summary(scene, over_the_years(scene) if scene.tells_available else subsidies(scene)),
            section(words, KIND, "sources", *source_blocks(scene), *how_to_read(scene, rounded=rounded)),
            section(words, KIND, "founders", *founders),
            section(words, KIND, "purposes", *purpose_blocks(scene)),
            section(words, KIND, "links", *(() if scene.is_of_subsidies else link_blocks(scene))),
            section(words, KIND, "effectiveness", *(() if scene.is_of_subsidies else effectiveness_blocks(scene))),
            section(words, KIND, "surveys", *survey_blocks(scene)),
            all_findings(context, *_TABLES),
        ),
    )


def _chosen(dossier: Dossier, year: int | None) -> int | None:
    years = calc.budget_years(dossier)
    if year is None:
        day = calc.known_day(dossier)
        begun = [begins for begins in years if day is None or begins <= day.year]
        return begun[-1] if begun else next(iter(years), None)
    if year not in years:
        known_years = ", ".join(map(str, years)) or "none"
        raise OptionError(KIND, "year", f"no budget of {year} (years: {known_years})", ("year",))
    return year


@hookimpl
def register_reports() -> tuple[ReportKind, ...]:
    """Offer the report on money."""
    year = Option(
        name="year", type=int, help="the year of the budgets; without it the last one that the dossier speaks of"
    )
    return (ReportKind(name=KIND, label="funding.name", build=build, options=(year,)),)
