"""What the parts of the report on the organisation share: the bodies of the day."""

from datetime import date
from typing import Final

from attrs import frozen

from socplan import calculations as calc
from socplan.model import GroupKind, WorkingGroup
from socplan.report.scene import Scene

KIND: Final = "organisation"
#: The kinds of teams that organisations may owe, of several professions.
TEAMS: Final = (GroupKind.MULTIDISCIPLINARY, GroupKind.OPERATIONAL)


@frozen(kw_only=True)
class OrganisationScene(Scene):
    """The organisation on a day, and the changes since an earlier day."""

    day: date | None
    since: date | None
    structure: calc.Structure
    #: The structure on the day `since`.
    earlier: calc.Structure
    changes: tuple[calc.StructureChange, ...]
    #: Groups that are not shown to have taken part by the day, in order; they are not in the structure.
    undocumented: tuple[WorkingGroup, ...]

    @property
    def bodies(self) -> tuple[tuple[calc.Body, WorkingGroup, int], ...]:
        """The bodies of the day in chart order, each with its group and depth."""
        bodies = []
        for body, depth in calc.bodies_in_order(self.dossier, self.structure):
            group = self.dossier.get(WorkingGroup, body.group)
            if group is not None:
                bodies.append((body, group, depth))
        return tuple(bodies)

    @property
    def quotas(self) -> tuple[calc.QuotaResult, ...]:
        """How the rules for the bodies of the day are kept."""
        results = calc.quota_results(self.dossier, self.day)
        return tuple(result for result in results if self.structure.body(result.quota.group))

    def title(self, body: calc.Body | None) -> str | None:
        """The code and name of a body; the internal version marks it where the source is not sure."""
        group = self.dossier.get(WorkingGroup, body.group) if body else None
        if body is None or group is None:
            return None
        name = f"{group.code} {body.name}" if group.code else body.name
        unsure = group.uncertain and self.context.internal
        return self.words.text("organisation.uncertain", name=name) if unsure else name
