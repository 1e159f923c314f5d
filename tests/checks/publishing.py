"""Dossiers whose published figures contradict each other in one thing each."""

from __future__ import annotations

from tests.building import SCALE, dossier, figure, group

from socplan import Dossier


def printed(total: int | None, *shares: str, counts: tuple[int | None, ...] = ()) -> Dossier:
    """A dossier that prints shares, and perhaps counts, by status, and a total below them."""
    names = [status.id for status in SCALE]
    figures = [figure("share", share, name) for name, share in zip(names, shares, strict=False)]
    figures += [figure("measures", n, name) for name, n in zip(names, counts, strict=False) if n is not None]
    if total is not None:
        figures.append(figure("measures", total))
    return dossier(statuses=SCALE[: len(shares)], published=tuple(figures))


PUBLISHING: dict[str, tuple[Dossier, str]] = {
    "published-groups": (
        dossier(
            groups=(group("a"), group("b")),
            published=(figure("measures", 50, group="a"), figure("measures", 37, group="b"), figure("measures", 57)),
        ),
        "$.published[2].value",
    ),
    "published-share-cut": (printed(57, "43", "57", counts=(25, None)), "$.published[0].value"),
    "published-share-impossible": (printed(7, "20", "80"), "$.published[0].value"),
    "published-share-only-cut": (printed(57, "3", "97"), "$.published[0].value"),
    "published-row": (printed(None, "10", "90", counts=(9, 1)), "$.published[0].value"),
    "published-total": (printed(10, "10.1", "89.9"), "$.published[2].value"),
    "published-total-double": (printed(57, "3", "47", "43", "7"), "$.published[4].value"),
    "published-total-without": (printed(57, "45", "52", counts=(26, 30)), "$.published[4].value"),
    "published-sum": (printed(None, "33.3", "33.3", "33.3"), "$.published[0].value"),
    "published-sum-over": (printed(None, "60", "42"), "$.published[0].value"),
    "published-sum-short": (printed(None, "60", "38"), "$.published[0].value"),
}
