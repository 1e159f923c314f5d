"""Whether indicators can be right.

1. An indicator is one of a goal or of a measure, not of both or of neither (``indicator-owner``).
2. Its target lies where its direction points, as seen from the baseline (``indicator-direction``), and comes after the
   baseline (``indicator-days``).
3. Amber begins below green, and not without it (``indicator-lights``).
4. Parts that add up make the whole (``indicator-parts``), and parts of two kinds make the same (``indicator-kinds``).
5. A value is not below 0 where neither its baseline nor its target is (``indicator-negative``).
"""

from collections.abc import Iterator

from socplan.calculations import PartSum, part_sums, rounds_in_order
from socplan.checks.finding import Check, Finding, Grade, finding
from socplan.checks.places import located, place_of
from socplan.hookspecs import hookimpl
from socplan.model import Dossier, Indicator, IndicatorDirection, IndicatorValue, MonitoringRound


def indicators(dossier: Dossier) -> Iterator[Finding]:
    """Indicators that contradict themselves."""
    for at, indicator in located(dossier, Indicator):
        name = indicator.name
        if (indicator.goal is None) == (indicator.measure is None):
            yield finding("indicator-owner", Grade.WARNING, at, indicator=name)
        if _points_back(indicator):
            facts = {"baseline": indicator.baseline, "target": indicator.target}
            yield finding("indicator-direction", Grade.WARNING, f"{at}.direction", indicator=name, **facts)
        start, end = indicator.baseline_day, indicator.target_day
        if start and end and end.last_day < start.first_day:
            yield finding(
                "indicator-days", Grade.WARNING, f"{at}.target_day", indicator=name, baseline=start, target=end
            )
        green, amber = indicator.green_from, indicator.amber_from
        if amber is not None and (green is None or amber >= green):
            yield finding("indicator-lights", Grade.WARNING, f"{at}.amber_from", indicator=name)


def _points_back(indicator: Indicator) -> bool:
    baseline, target = indicator.baseline, indicator.target
    if baseline is None or target is None or indicator.direction is None:
        return False
    return target < baseline if indicator.direction is IndicatorDirection.MORE else target > baseline


def parts(dossier: Dossier) -> Iterator[Finding]:
    """Parts that add up to another number than that of the whole."""
    for indicator in dossier.indicators:
        for round_ in rounds_in_order(dossier):
            for kind in part_sums(dossier, indicator, round_):
                whole = dossier.get(IndicatorValue, indicator.id, round_.id, None, None)
                if whole is not None and _contradicts(kind):
                    facts = {"indicator": indicator.name, "round": round_.period}
                    place = f"{place_of(dossier, whole)}.value"
                    yield finding(
                        "indicator-parts", Grade.WARNING, place, **facts, whole=kind.whole, sum=kind.sum.known
                    )


def _contradicts(kind: PartSum) -> bool:
    """Whether the parts are known to make another sum, or already more than the whole."""
    if kind.whole is None:
        return False
    total = kind.sum.total
    if total is not None:
        return total != kind.whole
    return all(part.value is None or part.value >= 0 for part in kind.parts) and kind.sum.known > kind.whole


def kinds(dossier: Dossier) -> Iterator[Finding]:
    """Parts of two kinds, as by sex and by municipality, that add up to different numbers."""
    for at, indicator in located(dossier, Indicator):
        for round_ in rounds_in_order(dossier):
            totals = [kind.sum.total for kind in part_sums(dossier, indicator, round_)]
            known = sorted({total for total in totals if total is not None})
            if len(known) > 1:
                facts = {"round": round_.period, "least": known[0], "most": known[-1]}
                yield finding("indicator-kinds", Grade.WARNING, at, indicator=indicator.name, **facts)


def negative_values(dossier: Dossier) -> Iterator[Finding]:
    """Values below 0 of indicators that begin and aim at 0 or above; a balance or a change may be below."""
    for at, row in located(dossier, IndicatorValue):
        indicator, round_ = dossier.get(Indicator, row.indicator), dossier.get(MonitoringRound, row.round)
        if indicator is None or round_ is None or row.value is None or row.value >= 0:
            continue
        known = [value for value in (indicator.baseline, indicator.target) if value is not None]
        if known and min(known) >= 0:
            facts = {"indicator": indicator.name, "round": round_.period, "value": row.value}
            yield finding("indicator-negative", Grade.WARNING, f"{at}.value", **facts)


@hookimpl
def register_checks() -> tuple[Check, ...]:
    """Offer these checks."""
    codes = ("indicator-owner", "indicator-direction", "indicator-days", "indicator-lights")
    return (
        Check(name="indicators", codes=codes, run=indicators),
        Check(name="indicator-parts", codes=("indicator-parts",), run=parts),
        Check(name="indicator-kinds", codes=("indicator-kinds",), run=kinds),
        Check(name="indicator-negatives", codes=("indicator-negative",), run=negative_values),
    )
