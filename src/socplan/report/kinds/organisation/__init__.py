"""The organisation of the planning (organizační zajištění): who plans on a day, by what rules, and what changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Final

import attrs
import czech_sort
from attrs import frozen

from socplan.calculations import (
    TRIAD,
    BalanceRow,
    Body,
    Structure,
    StructureChange,
    StructureChangeKind,
    balance,
    bodies_in_order,
    eligibility,
    in_order,
    known_day,
    members_at,
    organisations_without_team,
    quota_results,
    renewals,
    resolutions_in_order,
    sectors,
    structure_at,
    structure_changes,
    vacancies,
)
from socplan.errors import OptionError
from socplan.hookspecs import hookimpl
from socplan.model import (
    Approval,
    ConditionProof,
    Constituency,
    Dossier,
    GroupKind,
    Member,
    Organisation,
    Person,
    Project,
    Resolution,
    Territory,
    WorkingGroup,
)
from socplan.report.blocks import (
    Block,
    Cell,
    Column,
    ColumnKind,
    Figure,
    FigureKind,
    Items,
    NotApplicable,
    Paragraph,
    ParagraphRole,
    Report,
    Row,
    RowRole,
    Section,
    Table,
)
from socplan.report.kind import BuildContext, Option, ReportKind
from socplan.report.shared import (
    ColumnSpec,
    Scene,
    assembled,
    dated_facts,
    findings_section,
    group_name,
    known,
    one_line_list,
    paragraphs,
    resolution_table,
    seat_name,
    section,
    table,
    without_zeros,
)

__all__ = ["build", "register_reports"]

_KIND: Final = "organisation"
_NA: Final = NotApplicable.NOT_APPLICABLE
_OPTIONS: Final = ("day", "since")
_LEAP_DAY: Final = (2, 29)
_TEAMS: Final = (GroupKind.MULTIDISCIPLINARY, GroupKind.OPERATIONAL)


@frozen(kw_only=True)
class _Scene(Scene):
    """What all parts of the report look at."""

    day: date | None
    since: date | None
    structure: Structure
    #: That of the day since which changes are told.
    earlier: Structure
    changes: tuple[StructureChange, ...]

    @property
    def bodies(self) -> tuple[tuple[Body, WorkingGroup, int], ...]:
        """The bodies of the day in the order of the chart, each with its group and depth."""
        found = []
        for body, depth in bodies_in_order(self.dossier, self.structure):
            group = self.dossier.get(WorkingGroup, body.group)
            if group is not None:
                found.append((body, group, depth))
        return tuple(found)

    def title(self, body: Body | None) -> str | None:
        """A body under its code and with the mark of what the source is not sure of."""
        group = self.dossier.get(WorkingGroup, body.group) if body else None
        if body is None or group is None:
            return None
        name = f"{group.code} {body.name}" if group.code else body.name
        return self.words.text("organisation.uncertain", name=name) if group.uncertain else name


def _year_before(day: date | None) -> date | None:
    """The last day of the state that the year up to a day set out from: for 1. 1. 2012 it is 31. 12. 2010."""
    if day is None or day.year == date.min.year:
        return None
    leap_day = (day.month, day.day) == _LEAP_DAY
    same = date(day.year - 1, day.month, day.day - 1 if leap_day else day.day)
    return same - timedelta(days=1) if same > date.min else None


def build(dossier: Dossier, context: BuildContext, *, day: date | None, since: date | None) -> Report:
    """Build the report for a day, by default the one the dossier speaks of, with the changes since another.

    Raises:
        OptionError: ``since`` lies after the day, or no day is known.
    """
    words = context.words
    day = day or known_day(dossier)
    if since is not None and (day is None or since > day):
        raise OptionError(
            _KIND, "since", f"{since} does not lie before the day {day or '(which is not known)'}", _OPTIONS
        )
    since = since or _year_before(day)
    scene = _Scene(
        dossier=dossier,
        context=context,
        day=day,
        since=since,
        structure=structure_at(dossier, day),
        earlier=structure_at(dossier, since),
        changes=structure_changes(dossier, since, day) if since else (),
    )
    return assembled(
        _KIND,
        context,
        title=words.text("organisation.title"),
        subtitle=dossier.plan.title,
        facts=dated_facts(dossier, words, day),
        parts=(
            _summary(scene),
            section(words, _KIND, "chart", *_chart(scene)),
            section(words, _KIND, "rosters", *_rosters(scene)),
            section(words, _KIND, "balance", *_balance(scene)),
            section(words, _KIND, "rules", *_rules(scene)),
            section(words, _KIND, "vacancies", *_vacancies(scene)),
            section(words, _KIND, "changes", *_changes(scene)),
            section(words, _KIND, "joining", _joining(scene)),
            findings_section(context, context.findings) if context.internal else None,
        ),
    )


# In short


def _summary(scene: _Scene) -> Section:
    words = scene.words
    bodies = words.text("count.bodies", n=len(scene.bodies))
    when = words.text("organisation.on_day", day=scene.day) if scene.day else words.text("organisation.undated")
    key = "organisation.sentence" if scene.bodies else "organisation.nobody"
    sentences = [words.text(key, when=when, bodies=bodies, n=len(scene.bodies))]
    seats = [member for body, _, _ in scene.bodies for member in members_at(scene.dossier, body.group, scene.day)]
    vacant = sum(member.vacant for member in seats)
    if seats:
        sentences.append(words.text("organisation.seats", n=len(seats)))
    if vacant:
        sentences.append(words.text("organisation.vacant", n=vacant))
    broken = [result for result in quota_results(scene.dossier, scene.day) if result.kept is False]
    blocks: list[Block | None] = [Paragraph(" ".join(sentences), ParagraphRole.LEAD)]
    if broken:
        blocks.append(Paragraph(words.text("organisation.quotas_broken", n=len(broken)), ParagraphRole.WARNING))
    if scene.since and scene.changes:
        groups = len({change.group for change in scene.changes})
        blocks.append(Paragraph(words.text("organisation.changed", n=groups, since=scene.since)))
    elif scene.since and scene.bodies:
        key = "organisation.unchanged_or" if _may_have_changed(scene) else "organisation.unchanged"
        blocks.append(Paragraph(words.text(key, since=scene.since)))
    blocks += paragraphs(scene.dossier.plan.note, ParagraphRole.NOTE)
    return section(words, _KIND, "summary", *blocks)


def _may_have_changed(scene: _Scene) -> bool:
    """Whether something began or ended at a time that is known only roughly, and may lie between the two days."""
    dossier = scene.dossier
    periods = [one.validity for table in (dossier.groups, dossier.placements, dossier.members) for one in table]
    edges = [edge for period in periods for edge in (period.start, period.end) if edge and edge.day is None]
    since, day = scene.since, scene.day
    return any(since and day and since < edge.last_day and edge.first_day <= day for edge in edges)


# Chart


def _chart(scene: _Scene) -> Iterator[Block | None]:
    words = scene.words
    if not scene.bodies:
        return
    rows = [
        Row(
            (
                scene.title(body),
                words.text(f"group_kind.{group.kind.value}"),
                _organisation_name(scene, group) or _NA,
                known(group.validity),
            ),
            RowRole.UNCERTAIN if group.uncertain else RowRole.BODY,
            key=body.group,
            above=body.parent,
        )
        for body, group, _ in scene.bodies
    ]
    columns = ("body", "kind", "organisation", ("existence", ColumnKind.DATE))
    notes = [words.text("organisation.uncertain_note")] if any(row.role is RowRole.UNCERTAIN for row in rows) else []
    chart = table(words, "chart", words.text("organisation.chart_title"), columns, rows, notes=notes)
    if chart:
        alt = words.text("organisation.chart_alt", bodies="; ".join(_spoken(scene)))
        yield Figure(key="chart", kind=FigureKind.TREE, alt=alt, table=chart)
    yield table(
        words,
        "mandates",
        words.text("organisation.mandates_title"),
        ("body", "mandate"),
        [Row((scene.title(body), body.mandate), key=body.group) for body, _, _ in scene.bodies if body.mandate],
    )
    yield _legend(scene)
    yield from _teams(scene)


def _spoken(scene: _Scene) -> Iterator[str]:
    """The tree in words, for those who cannot see it."""
    for body, _, _ in scene.bodies:
        below = scene.title(scene.structure.body(body.parent)) if body.parent else None
        title = scene.title(body) or ""
        yield scene.words.text("organisation.below", body=title, parent=below) if below else title


def _organisation_name(scene: _Scene, group: WorkingGroup) -> str | None:
    found = scene.dossier.get(Organisation, group.organisation) if group.organisation else None
    return found.name if found else None


def _legend(scene: _Scene) -> Table | None:
    """Every abbreviation with the body that it stands for."""
    pairs = [(short, body.name, body.group) for body, _, _ in scene.bodies for short in body.abbreviations]
    pairs.sort(key=lambda pair: tuple(map(czech_sort.key, pair)))
    rows = [Row((short, name), key=f"{group}-{short}") for short, name, group in pairs]
    title = scene.words.text("organisation.legend_title")
    return table(scene.words, "legend", title, (("abbreviation", ColumnKind.CODE), "body"), rows)


def _teams(scene: _Scene) -> Iterator[Block | None]:
    """Organisations in which a team of a kind is missing, where other organisations have one."""
    for kind in _TEAMS:
        if not any(group.kind is kind and group.organisation for _, group, _ in scene.bodies):
            continue
        without = organisations_without_team(scene.dossier, kind, scene.day)
        name = scene.words.text(f"group_kind.{kind.value}")
        if without:
            yield Paragraph(scene.words.text("organisation.without_team", kind=name))
            yield Items(tuple(organisation.name for organisation in without))


# Rosters


def _rosters(scene: _Scene) -> Iterator[Block | None]:
    silent, counted = [], []
    for body, _, _ in scene.bodies:
        members = members_at(scene.dossier, body.group, scene.day)
        title = scene.title(body) or ""
        roster = _roster(scene, body, members)
        if members and all(_is_bare(member) and member.constituency for member in members):
            counted.append(title)
        elif roster:
            yield Section(key=f"roster_{body.group}", title=title, blocks=(roster,))
        else:
            silent.append(title)
    if counted:
        yield Paragraph(scene.words.text("organisation.counted", groups=scene.words.listed(counted)))
    if silent and len(silent) < len(scene.bodies):
        yield Paragraph(scene.words.text("organisation.silent", groups=scene.words.listed(silent)), ParagraphRole.NOTE)
    elif silent:
        yield Paragraph(scene.words.text("organisation.all_silent"), ParagraphRole.NOTE)


def _is_bare(member: Member) -> bool:
    """Whether nothing is known of a member but for whom he or she speaks: the balance says as much."""
    bare = Member(id=member.id, group=member.group, constituency=member.constituency, order=member.order)
    return member == bare


def _roster(scene: _Scene, body: Body, members: Iterable[Member]) -> Table | None:
    words, internal = scene.words, scene.context.internal
    rows = []
    for member in members:
        person = scene.dossier.get(Person, member.person) if member.person else None
        cells: list[Cell] = [
            seat_name(member, scene.words),
            member.organisation,
            member.sector,
            words.text(f"constituency.{member.constituency.value}") if member.constituency else None,
            _territory(scene, member),
            known(member.validity),
        ]
        if internal:
            contact = "\n".join(filter(None, (person.email, person.phone))) if person else None
            cells += [person.name if person else None, contact or None]
        rows.append(Row(tuple(cells), key=member.id))
    columns: list[ColumnSpec] = [
        "function",
        "organisation",
        "sector",
        "constituency",
        "territory",
        ("term", ColumnKind.DATE),
    ]
    if internal:
        columns += ["person", "contact"]
    title = words.text("organisation.roster_title", body=scene.title(body))
    notes = () if internal else (words.text("plan.no_names"),)
    roster = table(words, f"roster_{body.group}", title, columns, rows, notes=notes)
    # The heading right above says whose it is.
    return attrs.evolve(roster, captioned=False) if roster else None


def _territory(scene: _Scene, member: Member) -> str | None:
    found = scene.dossier.get(Territory, member.territory) if member.territory else None
    return found.name if found else None


# Balance


def _balance(scene: _Scene) -> Iterator[Block | None]:
    words = scene.words
    rows = balance(scene.dossier, scene.day)
    seen = {one for row in rows for one, count in row.counts.items() if count}
    if not seen:
        # Of nobody it is known for whom he or she speaks.
        yield from _sectors(scene)
        return
    shown = [one for one in Constituency if one in seen or one in TRIAD]
    spoken_for = [Column(one.value, words.text(f"constituency.{one.value}"), ColumnKind.COUNT) for one in shown]
    columns: list[ColumnSpec] = ["group", *spoken_for, ("unstated", ColumnKind.COUNT), ("total", ColumnKind.COUNT)]
    cells = [
        Row(
            (
                scene.title(scene.structure.body(row.group.id)),
                *(row.counts[one] for one in shown),
                row.unknown,
                row.total,
            ),
            key=row.group.id,
        )
        for row in rows
    ]
    title = words.text("organisation.balance_title")
    yield table(words, "balance", title, columns, cells, notes=(words.text("organisation.balance_note"),))
    yield from _sectors(scene)
    incomplete = [_missing(scene, row) for row in rows if row.missing]
    if incomplete:
        yield Paragraph(words.text("organisation.incomplete"))
        yield Items(tuple(incomplete))
    elif all(row.missing == () for row in rows):
        yield Paragraph(words.text("organisation.complete"))


def _sectors(scene: _Scene) -> Iterator[Block | None]:
    """Where members come from, for groups that say so of somebody."""
    words = scene.words
    for body, _, _ in scene.bodies:
        counts = sectors(scene.dossier, body.group, scene.day)
        if any(one.sector for one in counts):
            rows = [Row((one.sector, one.sitting, one.proposed)) for one in counts]
            columns = ("sector", ("sitting", ColumnKind.COUNT), ("proposed", ColumnKind.COUNT))
            title = words.text("organisation.sectors_title", body=scene.title(body))
            yield table(words, f"sectors_{body.group}", title, columns, rows)


def _missing(scene: _Scene, row: BalanceRow) -> str:
    words = scene.words
    absent = [words.text(f"constituency.{one.value}") for one in row.missing or ()]
    name = scene.title(scene.structure.body(row.group.id))
    return words.text("organisation.missing", group=name, who=words.listed(absent))


# Rules


def _rules(scene: _Scene) -> Iterator[Block | None]:
    words = scene.words
    quotas = []
    for result in quota_results(scene.dossier, scene.day):
        quota = result.quota
        territory = scene.dossier.get(Territory, quota.territory) if quota.territory else None
        quotas.append(
            Row(
                (
                    scene.title(scene.structure.body(quota.group)),
                    territory.name if territory else _NA,
                    words.text(f"constituency.{quota.constituency.value}") if quota.constituency else _NA,
                    _NA if quota.least is None else quota.least,
                    _NA if quota.most is None else quota.most,
                    result.filled,
                    result.unknown,
                    result.missing,
                    result.surplus,
                )
            )
        )
    counts = ("least", "most", "filled", "unstated", "missing", "surplus")
    columns: list[ColumnSpec] = ["group", "territory", "constituency", *((key, ColumnKind.COUNT) for key in counts)]
    title = words.text("organisation.quotas_title")
    sources = dict.fromkeys(one.quota.source for one in quota_results(scene.dossier, scene.day) if one.quota.source)
    notes = [words.text("organisation.balance_note"), *(f"{words.text('fact.source')}: {one}" for one in sources)]
    found = table(words, "quotas", title, columns, quotas, notes=notes)
    if found:
        yield without_zeros(found, "unstated", "missing", "surplus")
        kept = [result.kept for result in quota_results(scene.dossier, scene.day)]
        if all(kept):
            yield Paragraph(words.text("organisation.quotas_kept"))
        elif open_ := kept.count(None):
            yield Paragraph(words.text("organisation.quotas_open", n=open_))
    yield from _eligibility(scene)
    renewed = [
        Row((scene.title(scene.structure.body(one.group.id)), one.group.renewed_every, one.last, one.due, one.overdue))
        for one in renewals(scene.dossier, scene.day)
    ]
    dates = ColumnKind.DATE
    rules = ("group", ("renewed_every", ColumnKind.COUNT), ("last_change", dates), ("due", dates), "overdue")
    yield table(words, "renewals", words.text("organisation.renewals_title"), rules, renewed)


def _eligibility(scene: _Scene) -> Iterator[Block | None]:
    words = scene.words
    for body, group, _ in scene.bodies:
        conditions = in_order(one for one in scene.dossier.conditions if one.group == group.id)
        if not conditions:
            continue
        title = words.text("organisation.conditions_title", body=scene.title(body))
        blocks: list[Block | None] = [Items(tuple(one.text for one in conditions), numbered=True)]
        rows = [
            Row((one.organisation.name, *(met for _, met in one.conditions), one.eligible), key=one.organisation.id)
            for one in eligibility(scene.dossier, group.id)
        ]
        columns: list[ColumnSpec] = ["organisation"]
        columns += [
            Column(f"condition_{place}", words.text("organisation.condition", n=place))
            for place in range(1, len(conditions) + 1)
        ]
        columns.append("eligible")
        who = table(words, f"eligible_{group.id}", words.text("organisation.eligible_title"), columns, rows)
        blocks.append(who or Paragraph(words.text("organisation.no_proofs"), ParagraphRole.NOTE))
        blocks.append(_evidence(scene, group))
        yield Section(key=f"conditions_{group.id}", title=title, blocks=tuple(block for block in blocks if block))


def _evidence(scene: _Scene, group: WorkingGroup) -> Table | None:
    """What proves that a condition is met, or not."""
    words = scene.words
    numbers = {
        one.id: n for n, one in enumerate(in_order(c for c in scene.dossier.conditions if c.group == group.id), 1)
    }
    rows = []
    for organisation in in_order(scene.dossier.organisations):
        for condition, number in numbers.items():
            proof = scene.dossier.get(ConditionProof, condition, organisation.id)
            if proof and proof.evidence:
                name = words.text("organisation.condition", n=number)
                rows.append(Row((organisation.name, name, proof.met, proof.evidence)))
    title = words.text("organisation.evidence_title")
    return table(words, f"evidence_{group.id}", title, ("organisation", "condition", "met", "evidence"), rows)


# Vacancies and members not yet approved


def _vacancies(scene: _Scene) -> Iterator[Block | None]:
    words = scene.words
    rows = []
    for one in vacancies(scene.dossier, scene.day):
        member, project = one.member, one.project
        rows.append(
            Row(
                (
                    scene.title(scene.structure.body(member.group)),
                    words.text(f"function.{member.function.value}"),
                    member.vacancy_reason,
                    _project(project),
                    one.payable if project else _NA,
                ),
                key=member.id,
            )
        )
    columns = ("group", "function", "reason", "paid_from", "payable")
    yield table(words, "vacancies", words.text("organisation.vacancies_title"), columns, rows)
    pending = [
        Row(
            (
                scene.title(body),
                words.text(f"function.{member.function.value}"),
                member.organisation or member.sector,
                member.nominated_by,
                _resolution(scene, member),
            ),
            key=member.id,
        )
        for body, _, _ in scene.bodies
        for member in members_at(scene.dossier, body.group, scene.day)
        if member.approval is Approval.PENDING
    ]
    columns = ("group", "function", "organisation", "nominated_by", "resolution")
    yield table(words, "pending", words.text("organisation.pending_title"), columns, pending)


def _project(project: Project | None) -> Cell:
    if project is None:
        return _NA
    return f"{project.code} {project.name}" if project.code else project.name


def _resolution(scene: _Scene, member: Member) -> str | None:
    found = scene.dossier.get(Resolution, member.resolution) if member.resolution else None
    return (found.number or found.text) if found else None


# Changes


def _changes(scene: _Scene) -> Iterator[Block | None]:
    words = scene.words
    if scene.since is None:
        return
    rows = [
        Row(
            (
                scene.title(change.after or change.before),
                words.text(f"structure_change.{change.kind.value}"),
                _state(scene, change, change.before),
                _state(scene, change, change.after),
                "; ".join(_short(scene, one) for one in change.resolutions) or None,
            ),
            key=change.group,
        )
        for change in scene.changes
    ]
    title = words.text("organisation.changes_title", since=scene.since, day=scene.day)
    yield table(words, "changes", title, ("body", "change", "before", "after", "resolution"), rows)
    made_by = [one for one in resolutions_in_order(scene.dossier) if _is_of_structure(scene, one)]
    title = words.text("organisation.resolutions_title")
    yield resolution_table(scene.dossier, words, made_by, "resolutions", title, scene.day)
    reasons = "\n".join(dict.fromkeys(one.reasons for one in made_by if one.reasons))
    listed = one_line_list(reasons)
    if listed:
        yield Section(key="reasons", title=words.text("organisation.reasons"), blocks=(listed,))


def _is_of_structure(scene: _Scene, resolution: Resolution) -> bool:
    """Whether a resolution made one of the changes, or is about a group and of the time between the two days."""
    if any(resolution in change.resolutions for change in scene.changes):
        return True
    when = resolution.date
    if resolution.group is None or when is None or scene.since is None or scene.day is None:
        return False
    return scene.since <= when.last_day and when.first_day <= scene.day


def _short(scene: _Scene, resolution: Resolution) -> str:
    """A resolution in a cell: its number and point, else the body that decided."""
    told = " ".join(filter(None, (resolution.number, resolution.point)))
    return told or group_name(scene.dossier, resolution.body, scene.words) or resolution.text


def _state(scene: _Scene, change: StructureChange, body: Body | None) -> Cell:
    """What one side of a change was."""
    words = scene.words
    if body is None:
        return _NA
    day = scene.since if body is change.before else scene.day
    match change.kind:
        case StructureChangeKind.RENAMED:
            return ", ".join((body.name, *body.abbreviations))
        case StructureChangeKind.MANDATE:
            return body.mandate or _NA
        case StructureChangeKind.COMPOSITION:
            return _composition(scene, body, day)
        case _:
            parent = scene.dossier.get(WorkingGroup, body.parent) if body.parent else None
            if parent is None:
                return words.text("organisation.at_the_top")
            return words.text("organisation.under", parent=_name_on(scene, parent, body is change.before))


def _name_on(scene: _Scene, group: WorkingGroup, before: bool) -> str:
    """What a group was called on the first day, or on the second."""
    body = (scene.earlier if before else scene.structure).body(group.id)
    return body.name if body else group.name


def _composition(scene: _Scene, body: Body, day: date | None) -> str:
    """How many members sit, from which sectors where that is known, and how many are only proposed."""
    words = scene.words
    by_sector = sectors(scene.dossier, body.group, day)
    if not body.members:
        return words.text("value.unknown")
    told = words.text("count.members", n=sum(one.sitting for one in by_sector))
    named = [f"{one.sector} {one.sitting}" for one in by_sector if one.sector is not None and one.sitting]
    if named:
        told += f": {', '.join(named)}"
    proposed = sum(one.proposed for one in by_sector)
    return f"{told}; {words.text('organisation.proposed', n=proposed)}" if proposed else told


def _joining(scene: _Scene) -> Table | None:
    words = scene.words
    rows = [Row((scene.title(body), group.contact), key=body.group) for body, group, _ in scene.bodies if group.contact]
    return table(words, "joining", words.text("organisation.joining_title"), ("group", "turn_to"), rows)


@hookimpl
def register_reports() -> tuple[ReportKind, ...]:
    """Offer the report on the organisation."""
    return (
        ReportKind(
            name=_KIND,
            label="organisation.name",
            build=build,
            options=(
                Option(name="day", type=date, help="the day that is shown; without it the one the dossier speaks of"),
                Option(name="since", type=date, help="changes since this day; without it a year before the day"),
            ),
        ),
    )
