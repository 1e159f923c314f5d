"""The numbers behind the monitoring report, for another program: status by working group, exactly.

python examples/fulfilment_numbers.py plan.json
"""

from __future__ import annotations

import sys

import socplan
from socplan.calculations import Bucket, fulfilment, rounds_in_order


def main(source: str) -> None:
    """Print one line a group for the newest round."""
    dossier = socplan.read_file(source)
    table = fulfilment(dossier, rounds_in_order(dossier)[-1])
    for row in table.rows:
        name = row.subject.value if isinstance(row.subject, Bucket) else row.subject.id
        counts = row.fulfilment
        told = ", ".join(
            f"{status.name}: {'not known' if count is None else count} ({share})"
            for status, count, share in zip(counts.statuses, counts.counts, counts.shares, strict=True)
        )
        print(f"{name}: {told}; not reported: {counts.unknown}; total: {counts.total}")


if __name__ == "__main__":
    main(sys.argv[1])
