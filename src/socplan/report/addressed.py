"""Documents to single addressees: for which round they are, and who gets one."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from socplan import calculations as calc
from socplan.errors import OptionError
from socplan.labels import Wording
from socplan.model import Dossier, MonitoringRound, WorkingGroup
from socplan.report.blocks import Block, Fact, Section
from socplan.report.cells import subject_name

__all__ = ["by_name", "chosen_round", "documents_to", "round_facts"]

_T = TypeVar("_T")


def chosen_round(kind: str, dossier: Dossier, name: str | None, options: Sequence[str]) -> MonitoringRound:
    """The round of an identifier; the newest one without it.

    Args:
        kind: the report kind.
        dossier: the dossier.
        name: the identifier of the round.
        options: the options of the kind.

    Raises:
        OptionError: the dossier has no such round, or the round has no measures.
    """
    rounds = {round_.id: round_ for round_ in calc.rounds_in_order(dossier)}
    if not rounds:
        raise OptionError(kind, None, "the dossier has no monitoring round; add one to rounds", ())
    if name is not None and name not in rounds:
        problem = f"no monitoring round of {name} (rounds: {', '.join(rounds)})"
        raise OptionError(kind, "round", problem, tuple(options))
    chosen = rounds[name] if name is not None else list(rounds.values())[-1]
    if not calc.measures_of(dossier, chosen):
        raise OptionError(kind, None, "the round has no measures, so that nobody can be asked for a report", ())
    return chosen


def by_name(
    addressees: Mapping[str | WorkingGroup | calc.Bucket, Sequence[_T]], words: Wording
) -> Mapping[str, Sequence[_T]]:
    """What concerns each addressee, by name; who is named as responsible may be a group as well."""
    named: dict[str, list[_T]] = {}
    for addressee, concerned in addressees.items():
        name = addressee if isinstance(addressee, str) else subject_name(addressee, words, "responsible")
        named.setdefault(name, []).extend(concerned)
    return named


def documents_to(
    named: Mapping[str, Sequence[_T]], to: str | None, key: str, blocks: Callable[[int, Sequence[_T]], Iterable[Block]]
) -> Iterator[Section]:
    """A section for each addressee, or for one alone; its number is that among all of them.

    Args:
        named: what concerns each addressee, by name.
        to: the one addressee; ``None``: all of them.
        key: how the keys of the sections begin.
        blocks: gives what stands in a section, by its number and what concerns the addressee.
    """
    for number, (name, concerned) in enumerate(named.items(), start=1):
        if to in {None, name}:
            yield Section(key=f"{key}_{number}", title=name, blocks=tuple(blocks(number, concerned)))


def round_facts(round_: MonitoringRound, words: Wording) -> Iterator[Fact]:
    """The period of a round, and its deadline if it is known, for the title block."""
    yield Fact("round", words.text("fact.round"), round_.period)
    if round_.deadline is not None:
        yield Fact("deadline", words.text("letter.deadline"), round_.deadline)
