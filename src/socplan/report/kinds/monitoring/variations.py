"""What went otherwise than planned, and what may."""

from collections.abc import Iterator

from socplan import calculations as calc
from socplan.model import Risk, Variation
from socplan.report.blocks import Block
from socplan.report.cells import coded_title
from socplan.report.columns import Col, listing
from socplan.report.kinds.monitoring.scene import MonitoringScene


def variations(scene: MonitoringScene) -> Iterator[Block | None]:
    """What went otherwise than planned in the round, by measure."""
    yield listing(
        scene,
        "variations",
        [
            (measure, variation)
            for measure in calc.measures_in(scene.dossier, scene.round.period)
            for variation in scene.dossier.having(Variation, "measure", measure.id)
            if variation.round == scene.round.id
        ],
        Col("measure", lambda row: coded_title(row[0])),
        Col("variation", lambda row: row[1].text),
        Col("cause", lambda row: row[1].cause),
        Col("action", lambda row: row[1].action),
        title=scene.words.text("monitoring.variations_title", when=scene.when),
        row_key=lambda row: row[1].id,
        captioned=False,
    )


def risks(scene: MonitoringScene) -> Iterator[Block | None]:
    """The risks of the measures of the plan, also of those that are not due in the round."""
    yield listing(
        scene,
        "risks",
        [
            (measure, risk)
            for measure in calc.measures_in(scene.dossier, scene.round.period)
            for risk in scene.dossier.having(Risk, "measure", measure.id)
        ],
        Col("measure", lambda row: coded_title(row[0])),
        Col("risk", lambda row: row[1].text),
        Col("likelihood", lambda row: row[1].likelihood),
        Col("action", lambda row: row[1].action),
        title=scene.words.text("monitoring.risks_title"),
        row_key=lambda row: row[1].id,
        captioned=False,
    )
