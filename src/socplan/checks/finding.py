"""What a check says: findings, and the checks themselves as values."""

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from enum import Enum
from functools import cache

from attrs import field, frozen, validators

from socplan.errors import ListingError, SocplanError
from socplan.labels import Wording
from socplan.model import Dossier, OfficePlace
from socplan.offers import NAME, instance, tuple_of

__all__ = ["Check", "Finding", "FindingsError", "Grade", "finding", "sentence", "stood_in_words", "told"]


class Grade(Enum):
    """How bad a finding is."""

    ERROR = "error"  #: Nothing can be computed from the dossier until this is mended.
    WARNING = "warning"  #: Suspect: somebody should look.
    NOTE = "note"  #: Worth knowing.


@frozen(kw_only=True)
class Finding:
    """One thing that a check noticed (nález)."""

    #: Stable and the same in every language: ``dangling-reference``.
    code: str = field(validator=instance(str))
    grade: Grade = field(validator=instance(Grade))
    #: A JSON path into the dossier: ``$.goals[3].parent``.
    place: str = field(validator=instance(str))
    #: In English, whole sentences.
    message: str = field(validator=instance(str))
    #: The values in the message, by name: what a document in another language is worded from.
    facts: Mapping[str, object] = field(factory=dict, hash=False)
    #: What people call the record at the place, or the records that it joins: „1.2 Otevřít poradnu“; in English where
    #: it is a number or a kind. `socplan.check` fills it in; empty: it has no name, or is a person.
    names: tuple[str, ...] = field(default=(), eq=False)
    #: Where the record stood in the file that it came from; `socplan.check` fills it in, too.
    stood: OfficePlace | None = field(default=None, eq=False)

    def __str__(self) -> str:
        return f"{self.grade.value} {self.code} at {told(self, _english())}"


class FindingsError(ListingError):
    """A dossier has findings of grade error, so nothing is computed from it.

    Attributes:
        findings: the findings of grade error.
    """

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(findings)
        super().__init__(self.findings)

    def lines(self) -> Iterable[str]:
        """One line a finding."""
        return (str(finding) for finding in self.findings)


@frozen(kw_only=True)
class Check:
    """A rule that a dossier can be held against."""

    name: str = field(validator=validators.matches_re(NAME))
    #: Every code that it can find, for the documentation.
    codes: tuple[str, ...] = field(validator=tuple_of(str))
    #: Pure: looks at a dossier, yields findings, raises nothing.
    run: Callable[[Dossier], Iterable[Finding]] = field(validator=validators.is_callable())


@frozen
class Words:
    """A fact that labels word, so that each language has its own: „při běžném zaokrouhlení“."""

    #: Their keys; several are listed with „and“.
    labels: tuple[str, ...]

    def __str__(self) -> str:
        return self.said(_english())

    def said(self, words: Wording) -> str:
        """The fact in a language."""
        return words.listed(words.text(label) for label in self.labels)


@frozen
class Added:
    """A fact that is several numbers, each in the look of the language: „33,3 + 66,7“."""

    numbers: tuple[int | Decimal, ...]

    def __str__(self) -> str:
        return self.said(_english())

    def said(self, words: Wording) -> str:
        """The fact in a language."""
        return "\N{NO-BREAK SPACE}+\N{NO-BREAK SPACE}".join(words.show(number) for number in self.numbers)


def told(noticed: Finding, words: Wording, text: str | None = None) -> str:
    """A finding with its place: the JSON path, the record where the sentence does not name it, the file, the sentence.

    Args:
        noticed: the finding.
        words: the language of the place.
        text: the sentence in that language; ``None``: the message of the finding.
    """
    text = noticed.message if text is None else text
    said = any(is_named(name, text, words) for name in noticed.names)
    names = ", ".join(noticed.names)
    # A record without a name is called by the beginning of its text, which is quoted already.
    quoted = names if names[:1] in {"„", '"'} else words.text("report.quoted", text=names)
    lead = [quoted] if names and not said else []
    if noticed.stood is not None:
        stood = stood_in_words(noticed.stood, words)
        lead.append(f"({stood})" if lead else stood)
    return ": ".join((noticed.place, *([" ".join(lead)] if lead else []), text))


def is_named(name: str, text: str, words: Wording) -> bool:
    """Whether a sentence has a name; it may quote a title without the code before it."""
    parts = name.split(" ")
    quoted = (words.text("report.quoted", text=" ".join(parts[place:])) for place in range(1, len(parts)))
    return name in text or any(title in text for title in quoted)


def stood_in_words(place: OfficePlace, words: Wording) -> str:
    """A place as people call it: „evidence.xlsx, list Opatření, řádek 7“; a cell, where the record is one."""
    values = {"file": place.file, "row": str(place.row), "column": place.column or ""}
    end = "row" if place.column is None else "cell"
    if place.word_table is not None:
        return words.text(f"stood.word.{end}", table=str(place.word_table), **values)
    if place.sheet is not None:
        return words.text(f"stood.sheet.{end}", sheet=place.sheet, **values)
    return words.text(f"stood.file.{end}", **values)


def _worded(facts: Mapping[str, object], words: Wording) -> dict[str, object]:
    return {name: fact.said(words) if isinstance(fact, (Added, Words)) else fact for name, fact in facts.items()}


def finding(code: str, grade: Grade, place: str, /, **facts: object) -> Finding:
    """A finding of the core, worded by the label ``finding.CODE``, or ``finding.CODE.area`` where it is of an area."""
    message = _english().text(_label(code, facts, _english()), **_worded(facts, _english()))
    return Finding(code=code, grade=grade, place=place, message=message, facts=facts)


def _label(code: str, facts: Mapping[str, object], words: Wording) -> str:
    """The label that words a finding."""
    of_area = f"finding.{code}.area"
    return of_area if facts.get("area") is not None and words.has(of_area) else f"finding.{code}"


@cache
def _english() -> Wording:
    return Wording("en")


def sentence(noticed: Finding, words: Wording) -> str:
    """What a finding says in the language of a document; a plugin's finding without labels says it in its own."""
    key = _label(noticed.code, noticed.facts, words)
    try:
        return words.text(key, **_worded(noticed.facts, words)) if words.has(key) else noticed.message
    except SocplanError:  # the label wants a value that this finding does not have
        return noticed.message
