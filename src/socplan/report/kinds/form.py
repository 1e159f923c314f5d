"""Forms to report on measures (formulář zprávy o plnění): what addressees fill in, send back, and an import reads."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Final

import attrs
from attrs import frozen

from socplan import calculations as calc
from socplan.calculations.structure import grouped
from socplan.errors import OptionError
from socplan.hookspecs import hookimpl
from socplan.model import Dossier, Indicator, Measure, MonitoringRound, Status
from socplan.report.addressed import by_name, chosen_round, documents_to, round_facts
from socplan.report.blocks import Block, Paragraph, Report
from socplan.report.cells import known
from socplan.report.columns import Col, listing
from socplan.report.findings import all_findings
from socplan.report.kind import BuildContext, Option, ReportKind
from socplan.report.scene import Scene, assembled, for_period, title_facts
from socplan.report.tables import NA, Cell, ColumnKind
from socplan.report.units import unit_name

_KIND: Final = "form"
#: The tables that the report draws on: findings on these stand in its internal version.
_TABLES: Final = ("rounds", "statuses", "measures", "indicators")
_OPTIONS: Final = ("to", "round", "reply_by")


def _room(letters: int) -> str:
    """Room to write in: hard spaces, which are no value for those who read the form."""
    return "\N{NO-BREAK SPACE}" * letters


_STATUS: Final = _room(18)
_COMMENT: Final = _room(48)
_SPENT: Final = _room(16)
_VALUE: Final = _room(16)


@frozen(kw_only=True)
class _Scene(Scene):
    round: MonitoringRound
    #: The rounds before it, the oldest first.
    earlier: tuple[MonitoringRound, ...]
    reply_by: date | None

    @property
    def before(self) -> MonitoringRound | None:
        """The round before."""
        return self.earlier[-1] if self.earlier else None

    def status_before(self, measure: Measure) -> str | None:
        """What the measure's last report says."""
        reading = calc.counted_reading(self.dossier, measure, self.before) if self.before else None
        status = self.dossier.get(Status, reading.status) if reading else None
        return status.name if status else None


def build(
    dossier: Dossier, context: BuildContext, *, to: str | None, round: str | None, reply_by: date | None
) -> Report:
    """Build one form, or all of them one after another.

    Raises:
        OptionError: the dossier has no such round, or that addressee reports on no measure.
    """
    words = context.words
    chosen = chosen_round(_KIND, dossier, round, _OPTIONS)
    rounds = calc.rounds_in_order(dossier)
    earlier = rounds[: rounds.index(chosen)]
    scene = _Scene(dossier=dossier, context=context, round=chosen, earlier=earlier, reply_by=reply_by)
    named = by_name(
        grouped(
            calc.measures_of(dossier, chosen), lambda measure: measure.responsible or calc.group_of(dossier, measure)
        ),
        words,
    )
    if to is not None and to not in named:
        raise OptionError(_KIND, "to", f"{to!r} reports on no measure (who does: {'; '.join(named)})", _OPTIONS)
    return assembled(
        _KIND,
        context,
        title=words.text("form.title"),
        subtitle=dossier.plan.title,
        facts=(*title_facts(dossier, words, "authority", "contact"), *round_facts(scene.round, words)),
        parts=(*documents_to(named, to, "form", partial(_form, scene)), all_findings(context, *_TABLES)),
    )


def _form(scene: _Scene, number: int, measures: Sequence[Measure]) -> Iterator[Block]:
    words = scene.words
    when = for_period(scene.round.period, words)
    key = "form.ask" if scene.reply_by is None else "form.ask_by"
    yield Paragraph(words.text(key, n=len(measures), when=when, day=scene.reply_by))
    statuses = ", ".join(status.name for status in calc.in_order(scene.dossier.statuses))
    asked = words.text("form.statuses", statuses=statuses) if statuses else None
    before = [] if scene.before is None else [Col("status_before", scene.status_before)]
    if table := listing(
        scene,
        f"report_{number}",
        measures,
        Col("code", lambda row: row.code, ColumnKind.CODE),
        Col("measure", lambda row: row.title),
        *before,
        Col("status", lambda _: _STATUS),
        Col("comment", lambda _: _COMMENT),
        Col("spent", lambda _: _SPENT, unit=words.text("unit.czk")),
        title=words.text("form.table", when=when),
        row_key=lambda row: row.id,
        # One line below the table of each form: another would push a short form onto a page of its own.
        notes=(" ".join(filter(None, (asked, words.text("form.empty")))),),
    ):
        yield table
    yield from _indicators(scene, number, measures)
    yield Paragraph(words.text("form.filled_in_by"))


def _indicators(scene: _Scene, number: int, measures: Sequence[Measure]) -> Iterator[Block]:
    """The indicators of the measures, with room for their value in the round beside the last one that is known."""
    words, asked = scene.words, {measure.id for measure in measures}
    indicators = [one for one in calc.indicators_in_order(scene.dossier) if one.measure in asked]
    if table := listing(
        scene,
        f"indicators_{number}",
        [(one, _last_value(scene, one)) for one in indicators],
        Col("indicator_name", lambda row: f"{row[0].code} {row[0].name}" if row[0].code else row[0].name),
        Col("indicator_of", lambda row: scene.title_of(Measure, row[0].measure)),
        Col("unit", lambda row: unit_name(words, row[0].unit)),
        Col("last_value", lambda row: row[1][0], ColumnKind.NUMBER),
        Col("last_value_when", lambda row: row[1][1], ColumnKind.DATE),
        Col("value", lambda _: _VALUE, head=words.text("form.value", when=for_period(scene.round.period, words))),
        title=words.text("form.indicators", when=for_period(scene.round.period, words)),
        row_key=lambda row: row[0].id,
    ):
        yield table


def _last_value(scene: _Scene, indicator: Indicator) -> tuple[Decimal | None, Cell]:
    """The last value of a round before this one, with its period; else the baseline.

    What adds up is asked for round by round, so the value is that of the round alone.
    """
    single = attrs.evolve(indicator, adds_up=False)
    for earlier in reversed(scene.earlier):
        if (value := calc.indicator_value(scene.dossier, single, earlier)) is not None:
            return value, known(earlier.period)
    return indicator.baseline, NA if indicator.baseline is None else indicator.baseline_day


@hookimpl
def register_reports() -> tuple[ReportKind, ...]:
    """Offer the forms."""
    return (
        ReportKind(
            name=_KIND,
            label="form.name",
            build=build,
            options=(
                Option(name="to", type=str, help="who carries the measures out, as the plan names it; without it all"),
                Option(name="round", type=str, help="the round, by its identifier; the newest without it"),
                Option(name="reply_by", type=date, help="the day by which the form is to be sent back"),
            ),
        ),
    )
