"""Values for cells: names of records, rounded numbers, states in words."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Final

from socplan import calculations as calc
from socplan.labels import Wording
from socplan.labels.kinds import kind_name
from socplan.model import (
    Approval,
    Constituency,
    Goal,
    Measure,
    Member,
    OtherGoal,
    Period,
    Person,
    Resolution,
    Territory,
)
from socplan.report.tables import NA, Cell, Percent

__all__ = [
    "any_rounded",
    "capital",
    "coded_title",
    "constituency_name",
    "contact_of",
    "kind_name",
    "known",
    "lines",
    "misses_whole",
    "numbered",
    "resolution_number",
    "resolution_state_text",
    "rounded",
    "seat_name",
    "seats_name",
    "sent_by",
    "share",
    "sitting_term",
    "some_of",
    "subject_name",
    "sum_text",
]


#: The most items that a sentence names one by one; of more it names some.
_MOST_NAMED: Final = 8
_SOME: Final = 3
#: What the shares of a whole make in percent.
_WHOLE: Final = 100
#: Those who speak for themselves.
_FOR_THEMSELVES: Final = frozenset({Constituency.USER, Constituency.CARER, Constituency.PUBLIC})


def numbered(code: str | None, name: str) -> str:
    """A name under its number: „2. Struktury“. The dot is added where the number lacks it."""
    return f"{code.rstrip('.')}. {name}" if code else name


def coded_title(item: Goal | Measure | OtherGoal) -> str:
    """The title, after the code if there is a code."""
    return f"{item.code} {item.title}" if item.code else item.title


def subject_name(subject: calc.Subject, words: Wording, by: str = "group") -> str:
    """The name of a row of counts: its group with its code, its goal, its territory, or the common row.

    Where nothing is given, the name says what is lacking: ``by`` is ``group``, ``goal``, ``territory``, or
    ``responsible``.
    """
    if subject is calc.Bucket.UNASSIGNED and by != "group":
        return words.text(f"bucket.unassigned_{by}")
    if isinstance(subject, calc.Bucket):
        return words.text(f"bucket.{subject.value}")
    if isinstance(subject, Goal):
        return coded_title(subject)
    code = subject.code if not isinstance(subject, Territory) else None
    return f"{code} {subject.name}" if code else subject.name


def seat_name(member: Member, words: Wording) -> str:
    """A member's function; it says of substitutes, vacant seats and proposed members what they are."""
    function = words.text(f"function.{member.function.value}")
    if member.uncounted:
        key = "organisation.proposed_members" if member.approval is Approval.PENDING else "organisation.some_members"
        return words.text(key)
    if member.substitute_for is not None:
        function = words.text("organisation.substitute", function=function)
    if member.approval is Approval.PENDING:
        function = words.text("organisation.proposed_seat", function=function)
    return words.text("organisation.vacant_seat", function=function) if member.vacant else function


def seats_name(seats: Sequence[Member], words: Wording) -> str:
    """The function of equal seats, with their number: „člen – 8 míst“."""
    name = seat_name(seats[0], words)
    # How many members there are of an uncounted row, its own name says.
    if len(seats) == 1 or seats[0].uncounted:
        return name
    return words.text("organisation.equal_seats", function=name, n=len(seats))


def known(period: Period) -> Period | None:
    """The period, or ``None`` where neither end is known."""
    return None if period == Period() else period


def capital(text: str) -> str:
    """A text with a capital at its beginning, as a head or a sentence wants it."""
    return text[:1].upper() + text[1:]


def lines(*parts: str | None) -> str | None:
    """The given parts, one on each line; ``None`` where there is none."""
    return "\n".join(part for part in parts if part) or None


def constituency_name(constituency: Constituency | None, words: Wording) -> str | None:
    """The constituency of a member in words."""
    return None if constituency is None else words.text(f"constituency.{constituency.value}")


def sent_by(member: Member) -> Cell:
    """The organisation and the sector that a member comes from.

    Nobody sends whoever speaks for himself or herself (a user, a carer, the public), and nobody sits on a vacant seat.
    """
    told = lines(member.organisation, member.sector)
    return NA if told is None and (member.vacant or member.constituency in _FOR_THEMSELVES) else told


def sitting_term(member: Member) -> Cell:
    """Since when somebody sits in a seat; not applicable to a seat that is vacant, and to members not yet approved."""
    return NA if member.vacant or member.approval is Approval.PENDING else known(member.validity)


def contact_of(person: Person | None) -> str | None:
    """The e-mail and telephone of a person, each on its own line."""
    return lines(person.email, person.phone) if person else None


def resolution_state_text(resolution: Resolution, words: Wording, day: date | None = None) -> str:
    """The state of a resolution on a day; an open resolution also says when it was submitted."""
    state = calc.resolution_state(resolution, day)
    if state is calc.ResolutionState.OPEN:
        return words.text("resolution_state.submitted", date=resolution.submitted)
    is_silent = state is calc.ResolutionState.NOT_SUBMITTED
    if is_silent and day and resolution.planned and day < resolution.planned.first_day:
        # Before its day comes nobody misses a submission.
        return words.text("resolution_state.to_decide")
    return words.text(f"resolution_state.{state.value}")


def resolution_number(resolution: Resolution) -> str | None:
    """The number and the point of a resolution, as far as they are known."""
    return " ".join(filter(None, (resolution.number, resolution.point))) or None


def sum_text(words: Wording, amounts: calc.MoneySum) -> str | None:
    """A sum in words, or its known part as the least; ``None`` where nothing is known."""
    if amounts.total is not None:
        return words.text("money.whole", amount=amounts.total)
    return words.text("money.least", amount=amounts.known) if amounts.known > 0 else None


def share(exact: Fraction | None, digits: int = 0, *, down: bool = False) -> Percent | None:
    """A share in percent, rounded by itself, half up or ``down``; ``None`` for an unknown share."""
    return None if exact is None else Percent(rounded(100 * exact, digits, down=down), exact)


def some_of(words: Wording, items: Iterable[str], between: str | None = None) -> str:
    """Items in a sentence: all of a few, else the first ones and how many more there are.

    ``between`` stands between them; ``None``: commas, and „and“ before the last.
    """
    told = tuple(items)
    if len(told) > _MOST_NAMED:
        some = (", " if between is None else between).join(told[:_SOME])
        return words.text("list.more", items=some, n=len(told) - _SOME)
    return words.listed(told) if between is None else between.join(told)


def any_rounded(shares: Iterable[Percent | None]) -> bool:
    """Whether a table of shares wants a note on rounding: there are several, and one is not exact.

    A single share adds up to nothing; 100 %, 50 % and 0 % are as they are printed.
    """
    known_shares = [each for each in shares if each is not None]
    return len(known_shares) > 1 and any(each.exact is None or 100 * each.exact != each.value for each in known_shares)


def misses_whole(shares: Iterable[Percent | None]) -> bool:
    """Whether printed shares of one whole do not make 100 %, which a note on rounding explains.

    >>> third = Fraction(1, 3)
    >>> misses_whole([share(third), share(third), share(third)])
    True
    >>> misses_whole([share(third), share(1 - third)])
    False
    """
    known_shares = [each for each in shares if each is not None]
    exact = sum(Fraction(each.value) / _WHOLE if each.exact is None else each.exact for each in known_shares)
    return exact == 1 and sum(each.value for each in known_shares) != _WHOLE


def rounded(exact: Fraction, places: int = 2, *, down: bool = False) -> Decimal:
    """A number rounded to decimal places, half away from zero or ``down`` towards it."""
    whole = int(abs(exact) * 10**places + (0 if down else Fraction(1, 2)))
    # Built from digits: decimal arithmetic would round a long number again.
    return Decimal((int(exact < 0 < whole), tuple(map(int, str(whole))), -places))
