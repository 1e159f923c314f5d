"""Files of offices that a stranger brought: in other words and other forms than those the proposals were made after."""

from __future__ import annotations

from tests.intake.office import HEAD, Case

CASES = (
    Case(
        name="indicators with a column for each year, between a baseline and a target",
        files={
            "ukazatele.csv": (
                "Ukazatel;Jednotka;Číslo opatření;Výchozí stav (2022);2023;2024;2025;Cílová hodnota 2027\n"
                "Počet lůžek;lůžko;1.1;10;11;–;13;20\nPodíl spokojených;%;1.2;50 %;55 %;60,5 %;0 %;80 %\n"
            ).encode()
        },
        mapping=HEAD
        + """
[[table]]
[[table.records]]
to = "rounds"
columns = ["2023", "2024", "2025"]
set.period = { each = "head" }
[[table.records]]
to = "indicators"
set.name = "Ukazatel"
set.unit = "Jednotka"
set.measure = { head = "Číslo opatření", find = ["code"] }
set.baseline = { head = "Výchozí stav (2022)", unit = "own" }
set.baseline_day = { text = "2022" }
set.target = { head = "Cílová hodnota 2027", unit = "own" }
set.target_day = { text = "2027" }
[[table.records]]
to = "indicator_values"
columns = ["2023", "2024", "2025"]
set.indicator = { head = "Ukazatel", find = ["name"] }
set.round = { each = "head", find = ["year"] }
set.value = { each = "cell", unit = "own", zero = "known", words = { "–" = "" } }
""",
        gives={
            "rounds": [
                {"id": "rounds-2023", "period": {"start": "2023", "end": "2023"}},
                {"id": "rounds-2024", "period": {"start": "2024", "end": "2024"}},
            ],
            "indicators": [
                {
                    "id": "indicators-pocet-luzek",
                    "name": "Počet lůžek",
                    "unit": "lůžko",
                    "measure": "o-1",
                    "baseline": "10",
                    "baseline_day": "2022",
                    "target": "20",
                    "target_day": "2027",
                },
                {
                    "id": "indicators-podil-spokojenych",
                    "name": "Podíl spokojených",
                    "unit": "%",
                    "measure": "o-2",
                    "baseline": "50",
                    "baseline_day": "2022",
                    "target": "80",
                    "target_day": "2027",
                },
            ],
            "indicator_values": [
                {"indicator": "indicators-pocet-luzek", "round": "rounds-2023", "value": "11"},
                {"indicator": "indicators-pocet-luzek", "round": "rok-2025", "value": "13"},
                {"indicator": "indicators-podil-spokojenych", "round": "rounds-2023", "value": "55"},
                {"indicator": "indicators-podil-spokojenych", "round": "rounds-2024", "value": "60.5"},
                {"indicator": "indicators-podil-spokojenych", "round": "rok-2025", "value": "0"},
            ],
        },
    ),
)
