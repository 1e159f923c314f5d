"""The comparison of services: their cost per unit beside similar services."""

from collections import Counter
from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Final

from attrs import frozen

from socplan import calculations as calc
from socplan.errors import OptionError
from socplan.hookspecs import hookimpl
from socplan.model import Dossier, Need, NeedResponse, Organisation, Period, Service, ServiceKind
from socplan.report.blocks import Block, Fact, Items, Paragraph, ParagraphRole, Report, Section
from socplan.report.cells import lines, rounded, some_of
from socplan.report.columns import Below, Col, listing
from socplan.report.findings import all_findings
from socplan.report.kind import BuildContext, Option, ReportKind
from socplan.report.scene import Scene, assembled, section, title_facts
from socplan.report.tables import NA, Cell, ColumnKind, Figure, FigureKind, Percent, RowRole, Series
from socplan.report.units import unit_name, units_name

_KIND: Final = "benchmark"
#: The tables that the report draws on: findings on these stand in its internal version.
_TABLES: Final = ("services", "service_kinds", "capacities", "service_costs", "outputs", "needs", "need_responses")
_OPTIONS: Final = ("formula", "peers", "year")
_QUARTILES: Final = ("lower", "median", "upper")
#: The fewest values that have quartiles.
_FEWEST: Final = 2
#: With more groups, the summary leaves the medians to the tables; with more names, a description leaves them out.
_FEW_GROUPS: Final = 4
#: In a smaller group hardly more than one value lies above the upper quartile.
_SMALL_GROUP: Final = 8


@frozen(kw_only=True)
class _Scene(Scene):
    #: ``None``: the dossier has no costs of any year.
    year: int | None
    least: int
    #: Each formula with its results, by its name.
    results: Mapping[str, tuple[calc.Formula, calc.Benchmark]]
    #: The number of services in the year.
    total: int

    def named(self, key: str) -> str:
        """The text of a label; without such a label the key, which is then a plugin's own text."""
        return self.words.text(key) if self.words.has(key) else key

    def reason(self, reason: calc.NoValue | str) -> str:
        """The reason in words."""
        return self.words.text(f"no_value.{reason.value}") if isinstance(reason, calc.NoValue) else self.named(reason)


def build(dossier: Dossier, context: BuildContext, *, year: int | None, formula: str | None, peers: int) -> Report:
    """Build the comparison of services in a year, by default the last one whose costs are known.

    Raises:
        OptionError: there are no costs of that year or no such formula, or ``peers`` is less than two.
    """
    words = context.words
    scene = _scene(dossier, context, year, _formulas(context, formula), peers)
    facts = list(title_facts(dossier, words, "authority", "territory", "source"))
    if scene.year is not None:
        facts.insert(0, Fact("compared", words.text("fact.compared"), Period.of_year(scene.year)))
    return assembled(
        _KIND,
        context,
        title=words.text("benchmark.title"),
        subtitle=dossier.plan.title,
        facts=facts,
        parts=(
            section(words, _KIND, "summary", *_summary(scene)),
            section(words, _KIND, "comparison", *_comparison(scene)),
            section(words, _KIND, "not_compared", _not_compared(scene) if context.internal else _left_out(scene)),
            section(words, _KIND, "method", _method(scene)) if scene.year is not None else None,
            all_findings(context, *_TABLES),
        ),
    )


def _formulas(context: BuildContext, name: str | None) -> tuple[calc.Formula, ...]:
    if name is not None and name not in context.formulas:
        known = ", ".join(context.formulas)
        raise OptionError(_KIND, "formula", f"no formula {name} (formulas: {known})", _OPTIONS)
    return tuple(formula for formula in context.formulas.values() if name in {None, formula.name})


def _scene(
    dossier: Dossier, context: BuildContext, year: int | None, formulas: tuple[calc.Formula, ...], least: int
) -> _Scene:
    known = calc.cost_years(dossier)
    if year is not None and year not in known:
        years = ", ".join(map(str, known)) or "none"
        raise OptionError(_KIND, "year", f"no costs of {year} (years: {years})", _OPTIONS)
    if least < _FEWEST:
        raise OptionError(_KIND, "peers", f"must be {_FEWEST} or more, and not {least}", _OPTIONS)
    chosen = known[-1] if year is None and known else year
    period = Period.of_year(chosen) if chosen is not None else None
    return _Scene(
        dossier=dossier,
        context=context,
        year=chosen,
        least=least,
        results={f.name: (f, calc.benchmark(dossier, f, period, least=least)) for f in formulas} if period else {},
        total=sum(service.validity.meets(period) for service in dossier.services) if period else 0,
    )


# In short


def _summary(scene: _Scene) -> Iterator[Block | None]:
    words, year = scene.words, str(scene.year)
    if scene.year is None:
        yield Paragraph(words.text("benchmark.no_costs"), ParagraphRole.LEAD)
        return
    compared = {row.service.id for group in _groups(scene) for row in group.compared}
    above = {
        row.service.id for group in _groups(scene) for row in group.compared if row.position is calc.Position.ABOVE
    }
    sentences = [words.text("benchmark.none", year=year)]
    if compared:
        sentences = [words.text("benchmark.compared", n=len(compared), year=year, total=scene.total)]
    # In a small group one is always above.
    if above and not _has_small_group(scene):
        sentences.append(words.text("benchmark.above", n=len(above)))
    counts, repeated = _counts(scene)
    left = Counter(reason for by_reason in counts.values() for reason in by_reason.elements() if reason is not None)
    if left:
        most = max(left, key=lambda reason: (left[reason], -_place(reason)))
        sentences.append(words.text("benchmark.left", reason=scene.reason(most)))
    yield Paragraph(" ".join(sentences), ParagraphRole.LEAD)
    yield from _figures(scene)
    yield _overview(scene, counts, repeated=repeated)


def _figures(scene: _Scene) -> Iterator[Block]:
    """The median, least and greatest value of each group, where the groups are few."""
    figures = tuple(
        _figure_text(scene, formula, group) for formula, result in scene.results.values() for group in result.groups
    )
    if 0 < len(figures) <= _FEW_GROUPS:
        yield Items(figures)


def _figure_text(scene: _Scene, formula: calc.Formula, group: calc.PeerGroup) -> str:
    return scene.words.text(
        "benchmark.figure",
        formula=scene.named(formula.label),
        group=_group_title(scene, group),
        median=rounded(group.median),
        least=rounded(group.compared[0].value),
        most=rounded(group.compared[-1].value),
    )


def _groups(scene: _Scene) -> Iterator[calc.PeerGroup]:
    for _, result in scene.results.values():
        yield from result.groups


def _has_small_group(scene: _Scene) -> bool:
    return any(len(group.compared) < _SMALL_GROUP for group in _groups(scene))


def _place(reason: calc.NoValue | str) -> int:
    """The place of a reason: those of the core in their order, then those of plugins."""
    return list(calc.NoValue).index(reason) if isinstance(reason, calc.NoValue) else len(calc.NoValue)


def _counts(scene: _Scene) -> tuple[dict[str, Counter[calc.NoValue | str | None]], bool]:
    """The number of services by formula and reason (``None``: compared), and whether a service has several reasons.

    Each service counts once for a formula, under its first reason.
    """
    counts: dict[str, Counter[calc.NoValue | str | None]] = {}
    repeated = False
    for name, (_, result) in scene.results.items():
        compared = {row.service.id for group in result.groups for row in group.compared}
        reasons: dict[str, set[calc.NoValue | str]] = {}
        for row in result.not_compared:
            if row.service.id not in compared:
                reasons.setdefault(row.service.id, set()).add(row.reason)
        first = [min(named, key=lambda reason: (_place(reason), str(reason))) for named in reasons.values()]
        counts[name] = Counter(first)
        counts[name][None] = len(compared)
        repeated = repeated or any(len(named) > 1 for named in reasons.values())
    return counts, repeated


def _overview(
    scene: _Scene, counts: Mapping[str, Counter[calc.NoValue | str | None]], *, repeated: bool
) -> Block | None:
    words = scene.words
    named = {reason for by_reason in counts.values() for reason in by_reason if reason is not None}
    reasons = sorted(named, key=lambda reason: (_place(reason), str(reason)))
    keys: list[calc.NoValue | str | None] = [None, *reasons]

    def subject(reason: calc.NoValue | str | None) -> str:
        if reason is None:
            return words.text("benchmark.can_be")
        return words.text("benchmark.cannot_be", reason=scene.reason(reason))

    def column(name: str, formula: calc.Formula) -> Col[calc.NoValue | str | None]:
        by_reason = counts[name]
        whole = sum(by_reason.values())
        return Col(name, by_reason.__getitem__, ColumnKind.COUNT, whole, head=scene.named(formula.label))

    return listing(
        scene,
        "overview",
        keys,
        Col("comparable", subject),
        *(column(name, formula) for name, (formula, _) in scene.results.items()),
        title=words.text("benchmark.overview_title"),
        notes=(words.text("benchmark.first_reason") if repeated else None,),
    )


# Formula by formula


def _comparison(scene: _Scene) -> Iterator[Section]:
    for name, (formula, result) in scene.results.items():
        groups = enumerate(result.groups, start=1)
        tables = (_peers(scene, f"{name}_{number}", formula, group) for number, group in groups)
        blocks: list[Block] = [table for table in tables if table]
        if not blocks:
            text = " ".join(filter(None, (scene.named(formula.meaning), scene.words.text("benchmark.nothing"))))
            blocks.append(Paragraph(text, ParagraphRole.NOTE))
        yield Section(key=f"formula_{name}", title=scene.named(formula.label), blocks=tuple(blocks))


def _peers(scene: _Scene, key: str, formula: calc.Formula, group: calc.PeerGroup) -> Block | None:
    words, units = scene.words, units_name(scene.words, group.unit)
    table = listing(
        scene,
        key,
        group.compared,
        Col("service", lambda row: row.service.name),
        Col("provider", lambda row: scene.name_of(Organisation, row.service.provider)),
        Col("amount", lambda row: _number(row.result.numerator), ColumnKind.MONEY),
        Col("quantity", lambda row: _number(row.result.denominator), ColumnKind.NUMBER, unit=units),
        Col("per_unit", lambda row: rounded(row.value), ColumnKind.MONEY),
        Col("to_median", _to_median, ColumnKind.PERCENT),
        Col("position", lambda row: words.text(f"position.{row.position.value}")),
        Col("needs", lambda row: _needs(scene, row.service)),
        title=_group_title(scene, group),
        notes=(scene.named(formula.meaning) or None,),
        row_key=lambda row: row.service.id,
        below=[
            Below(words.text(f"benchmark.{name}"), {"per_unit": rounded(getattr(group, name))}, RowRole.DERIVED)
            for name in _QUARTILES
        ],
    )
    if table is None:
        return None
    alt = [_figure_text(scene, formula, group)]
    above = [row.service.name for row in group.compared if row.position is calc.Position.ABOVE]
    if 0 < len(above) <= _FEW_GROUPS:
        alt.append(words.text("benchmark.above_are", services=some_of(words, above)))
    return Figure(key=table.key, kind=FigureKind.DOTS, alt=" ".join(alt), table=table, series=(Series("per_unit"),))


def _group_title(scene: _Scene, group: calc.PeerGroup) -> str:
    words, unit = scene.words, unit_name(scene.words, group.unit)
    forms = ", ".join(words.text(f"service_form.{form.value}") for form in group.forms)
    return words.text("benchmark.group_title", kind=group.kind.name, forms=forms, unit=unit)


def _to_median(row: calc.Compared) -> Cell:
    return NA if row.ratio is None else Percent(rounded(100 * row.ratio, 0), row.ratio)


def _needs(scene: _Scene, service: Service) -> Cell:
    """The needs that a service answers, one on each line."""
    responses = scene.dossier.having(NeedResponse, "service", service.id)
    answered = {scene.dossier.get(Need, response.need) for response in responses}
    return lines(*(need.title for need in calc.in_order(need for need in answered if need))) or NA


def _number(exact: Decimal | Fraction | None) -> Decimal | None:
    """A number that a cell can hold."""
    return rounded(exact) if isinstance(exact, Fraction) else exact


def _not_compared(scene: _Scene) -> Block | None:
    """Services and units that are not compared; formulas with the same reason share a row."""
    words = scene.words
    formulas: dict[tuple[Service, str | None, calc.NoValue | str, int | None], list[str]] = {}
    for formula, result in scene.results.values():
        for row in result.not_compared:
            labels = formulas.setdefault((row.service, row.unit, row.reason, row.peers), [])
            labels.append(scene.named(formula.label))
    places = {row.id: place for place, row in enumerate(calc.in_order({service for service, *_ in formulas}))}

    def names(row: tuple[Service, str | None, calc.NoValue | str, int | None]) -> str | None:
        all_of_them = len(formulas[row]) == len(scene.results) > 1
        return words.text("benchmark.all") if all_of_them else lines(*formulas[row])

    return listing(
        scene,
        "not_compared",
        sorted(formulas, key=lambda row: (places[row[0].id], row[1] or "")),
        Col("service", lambda row: row[0].name),
        Col("service_kind", lambda row: scene.name_of(ServiceKind, row[0].kind)),
        Col("unit", lambda row: unit_name(words, row[1]) or NA),
        Col("formula", names),
        Col("reason", lambda row: scene.reason(row[2])),
        Col("peers", lambda row: NA if row[3] is None else row[3], ColumnKind.COUNT),
        title=words.text("benchmark.not_compared_title"),
        notes=(words.text("benchmark.least", least=scene.least),),
        row_key=lambda row: row[0].id,
    )


def _left_out(scene: _Scene) -> Items | None:
    """The services that are not compared, a line for each reason, with their units and how many are like them."""
    words = scene.words
    named: dict[calc.NoValue | str, dict[str, list[calc.NotCompared]]] = {}
    rows = [row for _, result in scene.results.values() for row in result.not_compared]
    order = {service: place for place, service in enumerate(calc.in_order({row.service for row in rows}))}
    for row in sorted(rows, key=lambda row: order[row.service]):
        named.setdefault(row.reason, {}).setdefault(row.service.name, []).append(row)

    def line(reason: calc.NoValue | str) -> str:
        told = []
        for name, of_service in named[reason].items():
            units = ", ".join(dict.fromkeys(units for row in of_service if (units := units_name(words, row.unit))))
            peers = ", ".join(dict.fromkeys(str(row.peers) for row in of_service if row.peers is not None))
            like_it = words.text("benchmark.like_it", n=peers) if peers else None
            details = "; ".join(filter(None, (units, like_it)))
            told.append(f"{name} ({details})" if details else name)
        return f"{scene.reason(reason).rstrip('.')}: {'; '.join(told)}"

    reasons = sorted(named, key=lambda reason: (_place(reason), str(reason)))
    return Items(tuple(map(line, reasons))) if reasons else None


# How it was computed


def _method(scene: _Scene) -> Items:
    rules = ["alike", "whole_service", "least", "quartiles"]
    if _has_small_group(scene):
        rules.append("small_groups")
    rules.append("exact")
    if any(_groups(scene)):
        rules.append("rounding")
    return Items(tuple(scene.words.text(f"benchmark.{rule}", least=scene.least) for rule in rules))


@hookimpl
def register_reports() -> tuple[ReportKind, ...]:
    """Offer the comparison of services."""
    options = (
        Option(name="year", type=int, help="the year compared; without it the last one whose costs are known"),
        Option(name="formula", type=str, help="one formula alone, by its name; without it all"),
        Option(
            name="peers",
            type=int,
            default=calc.LEAST_PEERS,
            help="how many services with a value a comparison wants, the one compared among them",
        ),
    )
    return (ReportKind(name=_KIND, label="benchmark.name", build=build, options=options),)
