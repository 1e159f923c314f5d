"""Which measures came from which.

This is part of the model and not a calculation, because the view of a day needs it too.
"""

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
        """All wordings of a measure: itself, its predecessors and its successors.

        If a became b, and b was split into c and d, the wordings of c are a, b and c.
        """
        wordings: set[str] = {measure}
        earlier = self.before.get(measure)
        while earlier is not None and earlier not in wordings:
            wordings.add(earlier)
            earlier = self.before.get(earlier)
        later = [*self.after.get(measure, ())]
        while later:
            name = later.pop()
            if name not in wordings:
                wordings.add(name)
                later += self.after.get(name, ())
        return frozenset(wordings)

    def current(self, among: Collection[str]) -> Mapping[str, str]:
        """For each former wording its current one: the next later one of a set.

        If a became b, b became c, and the set is c and d, the current one of both a and b is c. A measure that was
        split has no current wording, because nobody knows which one is meant, nor has one without a wording in the set.
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
