"""Which measures came from which.

It stands in the model and not among the calculations, because the view of a day asks it too.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from attrs import frozen

from socplan.model.measure import Measure

__all__ = ["Wordings", "wordings"]


@frozen
class Wordings:
    """The wordings of measures (znění opatření): what each replaced, and what replaced it."""

    #: What each wording replaced, where that is known.
    before: Mapping[str, str]
    #: What replaced each wording; several where a measure was split.
    after: Mapping[str, tuple[str, ...]]

    def of(self, measure: str) -> frozenset[str]:
        """All wordings of a measure: itself, all that it came from, and all that came from it.

        Where a became b, and b was split into c and d, those of c are a, b and c.
        """
        found: set[str] = {measure}
        earlier = self.before.get(measure)
        while earlier is not None and earlier not in found:
            found.add(earlier)
            earlier = self.before.get(earlier)
        later = [*self.after.get(measure, ())]
        while later:
            name = later.pop()
            if name not in found:
                found.add(name)
                later += self.after.get(name, ())
        return frozenset(found)

    def current(self, among: Collection[str]) -> Mapping[str, str]:
        """For each former wording the one that stands for it now: the next later one of a set.

        Where a became b and b became c, and the set is c and d, it is c for both a and b. Left out are measures that
        several others replaced, since nobody knows which of them is meant, and those of which the set has no wording.
        """
        current: dict[str, str | None] = {}
        for start in self.after:
            path: dict[str, None] = {}
            name: str | None = start
            while name is not None and name not in among and name not in current and name not in path:
                path[name] = None
                following = self.after.get(name, ())
                name = following[0] if len(following) == 1 else None
            last = name if name in among else current.get(name or "")
            current |= dict.fromkeys(path, last)
        return {former: name for former, name in current.items() if name is not None}


def wordings(measures: Iterable[Measure]) -> Wordings:
    """How some measures came from each other."""
    listed = tuple(measures)
    known = {measure.id for measure in listed}
    before: dict[str, str] = {}
    after: dict[str, list[str]] = {}
    for measure in listed:
        if measure.replaces is not None and measure.replaces in known:
            before.setdefault(measure.id, measure.replaces)
            after.setdefault(measure.replaces, []).append(measure.id)
    return Wordings(before=before, after={name: tuple(names) for name, names in after.items()})
