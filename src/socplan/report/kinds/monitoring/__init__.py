"""The monitoring report (monitorovací zpráva): the fulfilment of the plan in a round."""

from collections.abc import Iterable, Iterator

from socplan import calculations as calc
from socplan.checks import Finding
from socplan.errors import OptionError
from socplan.hookspecs import hookimpl
from socplan.labels import Wording
from socplan.model import Dossier, MonitoringRound, Period, Resolution, ResolutionAct
from socplan.report.approval import approval_facts, closing, ended, further_points, passed_text, submitted_resolution
from socplan.report.blocks import Block, Fact, Report, Section, section_tables
from socplan.report.findings import findings_section
from socplan.report.kind import BuildContext, Option, ReportKind
from socplan.report.kinds.monitoring.change import change
from socplan.report.kinds.monitoring.counts import by_goal, by_group
from socplan.report.kinds.monitoring.delivery import delivery
from socplan.report.kinds.monitoring.due import due
from socplan.report.kinds.monitoring.indicators import indicators
from socplan.report.kinds.monitoring.measures import measures, unknown
from socplan.report.kinds.monitoring.scene import KIND, MonitoringScene
from socplan.report.kinds.monitoring.summary import method, parts, summary, warnings
from socplan.report.kinds.monitoring.variations import risks, variations
from socplan.report.scene import assembled, draft_resolution, section, title_facts


def build(
    dossier: Dossier,
    context: BuildContext,
    *,
    year: int | None,
    round: str | None,
    digits: int,
    rounding: calc.Rounding,
) -> Report:
    """Build the report on a round: the named round, the round of a year, or the newest.

    Raises:
        OptionError: the dossier has no such round, or several of that year.
    """
    round_, before = _chosen_rounds(dossier, year, round)
    scene = MonitoringScene(
        dossier=dossier,
        round=round_,
        before=before,
        context=context,
        digits=digits,
        rounding=rounding,
        table=calc.fulfilment(dossier, round_),
        published=calc.published_row(dossier, round_),
    )
    words = context.words
    groups = section(words, KIND, "by_group", *by_group(scene))
    draft = _resolution(scene)
    noted = {note.text for table in section_tables(groups) for row in table.rows for note in row.notes}
    gaps = section(words, KIND, "unknown", *unknown(scene, noted))
    # Measures without a status that the part on delivery lists are no part without data.
    listed = not gaps.blocks and scene.silent
    return assembled(
        KIND,
        context,
        title=words.text("monitoring.title", when=scene.when),
        subtitle=dossier.plan.title,
        facts=_facts(scene),
        parts=(
            section(words, KIND, "summary", *summary(scene)),
            groups,
            section(words, KIND, "by_goal", *by_goal(scene)),
            _if_any(words, "parts", parts(scene)),
            section(words, KIND, "change", *change(scene)),
            _if_any(words, "due", due(scene)),
            None if listed else gaps,
            _if_any(words, "delivery", delivery(scene)),
            section(words, KIND, "measures", *measures(scene)),
            _if_any(words, "indicators", indicators(scene)),
            _if_any(words, "variations", variations(scene)),
            _if_any(words, "risks", risks(scene)),
            findings_section(context, _other_disagreements(scene), "disagreements", "monitoring.disagreements"),
            section(words, KIND, "method", *method(scene)),
            ended(draft, _closing(scene, draft)),
        ),
    )


def _chosen_rounds(
    dossier: Dossier, year: int | None, name: str | None
) -> tuple[MonitoringRound, MonitoringRound | None]:
    rounds = calc.rounds_in_order(dossier)
    options = ("year", "round", "digits", "rounding")
    known = ", ".join(f"{round_.id} ({round_.period.year or 'another period'})" for round_ in rounds) or "none"
    fitting = list(range(len(rounds)))
    if name is not None:
        fitting = [place for place in fitting if rounds[place].id == name]
    if year is not None:
        fitting = [place for place in fitting if _lies_in(rounds[place].period, year)]
    if not fitting:
        option, wanted = ("year", year) if name is None else ("round", name)
        wanted_round = "the dossier has no monitoring round" if wanted is None else f"no monitoring round of {wanted}"
        raise OptionError(KIND, option, f"{wanted_round} (rounds: {known})", options)
    if year is not None and len(fitting) > 1:
        problem = f"several rounds of {year}; choose one by its name, as round (rounds: {known})"
        raise OptionError(KIND, "year", problem, options)
    place = fitting[-1]
    return rounds[place], rounds[place - 1] if place else None


def _other_disagreements(scene: MonitoringScene) -> tuple[Finding, ...]:
    """The figures that disagree, without those of which the summary has warned; the internal version has all places."""
    warned = () if scene.context.internal else warnings(scene)
    return tuple(finding for finding in scene.disagreements if finding not in warned)


def _if_any(words: Wording, key: str, blocks: Iterable[Block | None]) -> Section | None:
    """A part that no plan has to have; without blocks, the internal version does not miss it."""
    part = section(words, KIND, key, *blocks)
    return part if part.blocks else None


def _lies_in(period: Period, year: int) -> bool:
    return {bound.year for bound in (period.start, period.end) if bound is not None} == {year}


def _facts(scene: MonitoringScene) -> Iterator[Fact]:
    words, round_ = scene.words, scene.round
    yield from title_facts(scene.dossier, words, "authority")
    if round_.period != Period():
        yield Fact("round", words.text("fact.round"), round_.period)
    if round_.surveyed is not None:
        yield Fact("surveyed", words.text("fact.surveyed"), round_.surveyed)
    yield from title_facts(scene.dossier, words, "territory", "period", "contact")
    resolution = scene.dossier.get(Resolution, round_.resolution)
    yield from approval_facts(scene, resolution) if resolution else title_facts(scene.dossier, words, "approved_by")
    source = round_.source or scene.dossier.plan.source
    if source is not None:
        yield Fact("source", words.text("fact.source"), source)


def _resolution(scene: MonitoringScene) -> Section | None:
    """The resolution submitted, else a draft for the body of the round or for the body that approves the plan."""
    words, dossier = scene.words, scene.dossier
    resolution = dossier.get(Resolution, scene.round.resolution)
    if resolution is not None and not resolution.is_open:
        return None
    if submitted := submitted_resolution(scene, resolution):
        return submitted
    body = scene.group_name(resolution.body) if resolution else dossier.plan.approved_by
    act = words.text(f"act.{resolution.act.value if resolution else ResolutionAct.NOTE.value}")
    return draft_resolution(
        words,
        body,
        "monitoring.resolution_text",
        further_points(scene, resolution),
        act=act,
        when=scene.when,
        plan=dossier.plan.title,
    )


def _closing(scene: MonitoringScene, draft: Section | None) -> Section | None:
    """The lines for signatures, where it is known which body decides or has decided."""
    passed = passed_text(scene, scene.dossier.get(Resolution, scene.round.resolution))
    return closing(scene, passed, draft=passed is None) if passed or draft else None


@hookimpl
def register_reports() -> tuple[ReportKind, ...]:
    """Offer the monitoring report."""
    return (
        ReportKind(
            name=KIND,
            label="monitoring.name",
            build=build,
            options=(
                Option(name="year", type=int, help="the year reported on; the newest round without it"),
                Option(name="round", type=str, help="the round reported on, by its identifier"),
                Option(name="digits", type=int, default=0, help="decimal places of percentages", choices=(0, 1, 2)),
                Option(name="rounding", type=str, default="half_up", help="how", choices=calc.ROUNDINGS),
            ),
        ),
    )
