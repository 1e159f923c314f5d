"""The monitoring report of every round in a dossier, as Word documents, with the progress on one line.

python examples/yearly_reports.py plan.json reports
"""

from __future__ import annotations

import sys
from pathlib import Path

import socplan


def main(source: str, target: str) -> None:
    """Write one document a monitoring round."""
    dossier = socplan.read_file(source)
    folder = Path(target)
    folder.mkdir(exist_ok=True)
    years = sorted({round_.period.year for round_ in dossier.rounds if round_.period.year is not None})
    jobs = [
        socplan.Job(kind="monitoring", dossier=dossier, path=folder / f"monitoring-{year}.docx", options={"year": year})
        for year in years
    ]
    for number, outcome in enumerate(socplan.export_many(jobs), start=1):
        print(f"{number}/{len(jobs)} {outcome.job.path}: {outcome.error or 'written'}")


if __name__ == "__main__":
    main(*sys.argv[1:3])
