"""The organisation of planning (organizační zajištění): who plans on a day, by which rules, and what changed."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

import attrs

from socplan import calculations as calc
from socplan.errors import OptionError
from socplan.hookspecs import hookimpl
from socplan.model import Dossier, Period, WorkingGroup
from socplan.report.blocks import Block, Paragraph, ParagraphRole, Report, Section
from socplan.report.findings import all_findings
from socplan.report.kind import BuildContext, Option, ReportKind
from socplan.report.kinds.organisation.bodies import chart_blocks, joining, mandate_blocks, roster_blocks
from socplan.report.kinds.organisation.changes import change_blocks, change_text
from socplan.report.kinds.organisation.rules import balance_blocks, rule_blocks, vacancy_blocks
from socplan.report.kinds.organisation.scene import KIND, OrganisationScene
from socplan.report.scene import assembled, dated_facts, section
from socplan.report.tables import Table

#: The tables that the report draws on: findings on these stand in its internal version.
_TABLES: Final = (
    "groups",
    "group_texts",
    "placements",
    "persons",
    "members",
    "quotas",
    "conditions",
    "proofs",
    "resolutions",
    "organisations",
)
_OPTIONS: Final = ("day", "since")
_LEAP_DAY: Final = (2, 29)


def _year_before(day: date | None) -> date | None:
    """The day that is a year and a day earlier: 31. 12. 2010 for 1. 1. 2012."""
    if day is None or day.year == date.min.year:
        return None
    leap_day = (day.month, day.day) == _LEAP_DAY
    same = date(day.year - 1, day.month, day.day - 1 if leap_day else day.day)
    return same - timedelta(days=1) if same > date.min else None


def build(dossier: Dossier, context: BuildContext, *, day: date | None, since: date | None) -> Report:
    """Build the report for a day, with the changes since an earlier day.

    Raises:
        OptionError: ``since`` lies after the day, or no day is known.
    """
    words = context.words
    day = day or calc.known_day(dossier)
    if since is not None and (day is None or since > day):
        raise OptionError(
            KIND, "since", f"{since} does not lie before the day {day or '(which is not known)'}", _OPTIONS
        )
    since = since or _year_before(day)
    dossier = calc.known_by(dossier, day)
    unsure = calc.undocumented(dossier, day)
    structure = calc.structure_at(dossier, day)
    scene = OrganisationScene(
        dossier=dossier,
        context=context,
        day=day,
        since=since,
        structure=attrs.evolve(structure, bodies=tuple(body for body in structure.bodies if body.group not in unsure)),
        undocumented=tuple(group for group in dossier.ordered(WorkingGroup) if group.id in unsure),
        earlier=calc.structure_at(dossier, since),
        changes=tuple(
            change
            for change in (calc.structure_changes(dossier, since, day) if since else ())
            if change.group not in unsure
        ),
    )
    return assembled(
        KIND,
        context,
        title=words.text("organisation.title"),
        subtitle=dossier.plan.title,
        facts=dated_facts(dossier, words, day),
        parts=(
            _summary(scene),
            section(words, KIND, "mandates", *mandate_blocks(scene)),
            *_members(scene),
            section(words, KIND, "rules", *rule_blocks(scene)),
            section(words, KIND, "vacancies", *vacancy_blocks(scene)),
            section(words, KIND, "changes", *change_blocks(scene)),
            section(words, KIND, "joining", joining(scene)),
            all_findings(context, *_TABLES),
        ),
    )


def _members(scene: OrganisationScene) -> Iterator[Section]:
    """The members of each body, and for whom they speak.

    Where no member is known, the table on the second says what there is, and only the other bodies are told after it.
    """
    rosters = tuple(block for block in roster_blocks(scene) if block)
    balance = tuple(block for block in balance_blocks(scene) if block)
    if balance and not any(isinstance(block, (Section, Table)) for block in rosters):
        notes = (block for block in rosters if isinstance(block, Paragraph) and block.role is ParagraphRole.NOTE)
        yield section(scene.words, KIND, "balance", *balance, *notes)
        return
    yield section(scene.words, KIND, "rosters", *rosters)
    yield section(scene.words, KIND, "balance", *balance)


# In short


def _summary(scene: OrganisationScene) -> Section:
    words = scene.words
    # Nothing can be said of a day by a dossier without dates.
    dated = scene.day is not None and calc.recorded_day(scene.dossier) is not None
    if scene.bodies:
        key = "organisation.sentence" if dated else "organisation.sentence_undated"
    else:
        key = "organisation.nobody" if dated else "organisation.nobody_ever"
    name = next((body.name for body, _, _ in scene.bodies), None)
    sentences = [words.text(key, day=scene.day, n=len(scene.bodies), body=name)]
    if uncertain := sum(group.uncertain for _, group, _ in scene.bodies):
        sentences.append(words.text("organisation.uncertain_count", n=uncertain, total=len(scene.bodies)))
    if scene.undocumented:
        sentences.append(words.text("organisation.undocumented_count", n=len(scene.undocumented)))
    members = [
        member for body, _, _ in scene.bodies for member in calc.members_at(scene.dossier, body.group, scene.day)
    ]
    counted = [member for member in members if not member.uncounted]
    seats = [member for member in counted if member.substitute_for is None]
    uncounted = {member.group for member in members if member.uncounted}
    vacant = sum(member.vacant for member in counted)
    if seats:
        sentences.append(words.text("organisation.seats", n=len(seats)))
    if substitutes := len(counted) - len(seats):
        sentences.append(words.text("organisation.substitutes", n=substitutes))
    if vacant:
        sentences.append(words.text("organisation.vacant", n=vacant))
    if uncounted:
        sentences.append(words.text("organisation.uncounted", n=len(uncounted)))
    broken = [result for result in scene.quotas if result.kept is False]
    blocks: list[Block | None] = [Paragraph(" ".join(sentences), ParagraphRole.LEAD)]
    if broken:
        blocks.append(Paragraph(words.text("organisation.quotas_broken", n=len(broken)), ParagraphRole.WARNING))
    if scene.since and scene.changes:
        # A body that the first change leaves or makes: where it is the only one, it is named.
        changed = next(body for body in (scene.changes[0].after, scene.changes[0].before) if body)
        groups = len({change.group for change in scene.changes})
        changes = ", ".join(dict.fromkeys(change_text(scene, change) for change in scene.changes))
        text = words.text("organisation.changed", n=groups, since=scene.since, body=changed.name, changes=changes)
        blocks.append(Paragraph(text))
    elif scene.since and scene.bodies:
        key = "organisation.unchanged_or" if _may_have_changed(scene) else "organisation.unchanged"
        if not _has_dates(scene.dossier):
            key = "organisation.unchanged_undated"
        blocks.append(Paragraph(words.text(key, since=scene.since)))
    # The chart is the answer for those who look rather than read.
    return section(words, KIND, "summary", *blocks, *chart_blocks(scene))


def _has_dates(dossier: Dossier) -> bool:
    """Whether the time of any group, place, name or member is known: without one nobody can say what changed."""
    tables = (dossier.groups, dossier.group_texts, dossier.placements, dossier.members)
    return any(record.validity != Period() for table in tables for record in table)


def _may_have_changed(scene: OrganisationScene) -> bool:
    """Whether a begin or end that is not known, or known only roughly, may lie between the two days."""
    dossier = scene.dossier
    if calc.recorded_day(dossier) is None or scene.undocumented or calc.undocumented(dossier, scene.since):
        return True
    periods = [record.validity for table in (dossier.groups, dossier.placements, dossier.members) for record in table]
    edges = [edge for period in periods for edge in (period.start, period.end) if edge and edge.day is None]
    since, day = scene.since, scene.day
    return any(since and day and since < edge.last_day and edge.first_day <= day for edge in edges)


@hookimpl
def register_reports() -> tuple[ReportKind, ...]:
    """Offer the report on the organisation."""
    return (
        ReportKind(
            name=KIND,
            label="organisation.name",
            build=build,
            options=(
                Option(name="day", type=date, help="the day that is shown; without it the one the dossier speaks of"),
                Option(name="since", type=date, help="changes since this day; without it a year before the day"),
            ),
        ),
    )
