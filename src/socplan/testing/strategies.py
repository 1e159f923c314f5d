"""Hypothesis strategies, from small to whole: text, values, dossiers, reports."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

from hypothesis import strategies as st

from socplan.data import EXAMPLES, example
from socplan.model import (
    Constituency,
    Dossier,
    FigureSubject,
    Goal,
    GroupKind,
    Level,
    Measure,
    Member,
    MemberFunction,
    MonitoringRound,
    Part,
    PartialDate,
    PartRole,
    Period,
    Person,
    Plan,
    PlanScope,
    PublishedFigure,
    Reading,
    Status,
    StatusMeaning,
    Tally,
    Territory,
    WorkingGroup,
)
from socplan.readers.json import loads
from socplan.report import (
    Block,
    Cell,
    Column,
    ColumnKind,
    Fact,
    Figure,
    FigureKind,
    Items,
    NotApplicable,
    Paragraph,
    ParagraphRole,
    Percent,
    Report,
    Row,
    RowRole,
    Section,
    StatusMark,
    Table,
)

__all__ = ["dossiers", "identifiers", "partial_dates", "periods", "reports", "sample_dossiers", "texts"]

#: What people write, and what breaks programs.
_CZECH: Final = (
    "Žluťoučký kůň",
    "Chráněné bydlení – 2 lůžka",
    "Děti, mládež & rodina",
    "náklady < 5 000 Kč",
    "„K centrum“ (odst. 3)",
    "=1+1",
    "+420",
    "-5 %",
    "@centrum",
    "'uvozovka",
    "{{ title }}",
    "{% endfor %}",
    "{_{ x }_}",
    'a;b,c\t"d"',
    "první řádek\ndruhý řádek",
    " mezera na krajích ",
    "1.10",
    "0012",
    "]]>",
    "\N{FAMILY}\N{ZERO WIDTH JOINER}\N{RIGHT-TO-LEFT MARK}e\N{COMBINING ACUTE ACCENT}",
)


#: What `text_problem` lets pass, but for texts of nothing but white space.
_CHARACTERS: Final = st.characters(
    codec="utf-8", exclude_categories=("Cc", "Cs"), exclude_characters="\ufffe\uffff", include_characters="\t\n\x7f\x85"
)
_TEXTS: Final = st.one_of(
    st.sampled_from(_CZECH), st.text(_CHARACTERS, min_size=1, max_size=20).filter(lambda text: bool(text.strip()))
)
_LETTERS: Final = "abcxyzABCXYZ"
_IDENTIFIERS: Final = st.builds(str.__add__, st.sampled_from(_LETTERS), st.text(_LETTERS + "0123456789._-", max_size=4))


def sample_dossiers() -> tuple[Dossier, ...]:
    """The dossiers that socplan ships."""
    return tuple(loads(name, {name: example(name)}) for name in EXAMPLES)


def texts() -> st.SearchStrategy[str]:
    """Any text that a dossier may hold, Czech and hostile ones among them."""
    return _TEXTS


def identifiers() -> st.SearchStrategy[str]:
    """Identifiers of records."""
    return _IDENTIFIERS


def _cut(day: date, precision: int) -> PartialDate:
    return PartialDate(*(day.year, day.month, day.day)[:precision])


_PARTIAL_DATES: Final = st.builds(_cut, st.dates(date(1990, 1, 1), date(2060, 12, 31)), st.integers(1, 3))
_PERIODS: Final = (
    st.tuples(st.none() | _PARTIAL_DATES, st.none() | _PARTIAL_DATES)
    .map(lambda bounds: Period(*bounds))
    .filter(lambda period: not period.is_reversed)
)
_DECIMALS: Final = st.integers(0, 10**11).map(lambda cents: Decimal(cents).scaleb(-2))
# Made once: a strategy made anew for every value costs more than the value.
_MAYBE_TEXT: Final = st.none() | _TEXTS
_MAYBE_DATE: Final = st.none() | _PARTIAL_DATES
_MAYBE_DECIMAL: Final = st.none() | _DECIMALS
_MAYBE_ORDER: Final = st.none() | st.integers(-3, 20)
_MAYBE_COUNT: Final = st.none() | st.integers(0, 60)
_MAYBE_CONSTITUENCY: Final = st.none() | st.sampled_from(Constituency)
_MAYBE_SCOPE: Final = st.none() | st.sampled_from(PlanScope)


def partial_dates() -> st.SearchStrategy[PartialDate]:
    """Years, months and days."""
    return _PARTIAL_DATES


def periods() -> st.SearchStrategy[Period]:
    """Periods that do not end before they start."""
    return _PERIODS


def _ids(draw: st.DrawFn, most: int) -> list[str]:
    return draw(st.lists(identifiers(), max_size=most, unique=True))


def _one_of(draw: st.DrawFn, known: list[str]) -> str | None:
    return draw(st.none() | st.sampled_from(known)) if known else None


@st.composite
def dossiers(draw: st.DrawFn, *, max_size: int = 3) -> Dossier:
    """Dossiers whose references hold and whose keys are unique; otherwise as people may write them."""

    def text() -> str:
        return draw(texts())

    def maybe_text() -> str | None:
        return draw(_MAYBE_TEXT)

    def order() -> int | None:
        return draw(_MAYBE_ORDER)

    def pick(kind: Any) -> Any:
        return draw(st.sampled_from(kind))

    territory_ids, group_ids, person_ids = (_ids(draw, max_size) for _ in range(3))
    goal_ids, status_ids, round_ids = (_ids(draw, max_size) for _ in range(3))
    measure_ids = _ids(draw, 2 * max_size) if goal_ids else []
    territories = [
        Territory(id=i, name=text(), code=maybe_text(), parent=_one_of(draw, territory_ids[:n]), order=order())
        for n, i in enumerate(territory_ids)
    ]
    groups = [
        WorkingGroup(
            id=i,
            code=maybe_text(),
            name=text(),
            kind=pick(GroupKind),
            parent=_one_of(draw, group_ids[:n]),
            territory=_one_of(draw, territory_ids),
            mandate=maybe_text(),
            validity=draw(periods()),
            order=order(),
        )
        for n, i in enumerate(group_ids)
    ]
    members = [
        Member(
            id=i,
            group=pick(group_ids),
            person=_one_of(draw, person_ids),
            organisation=maybe_text(),
            constituency=draw(_MAYBE_CONSTITUENCY),
            function=pick(MemberFunction),
            validity=draw(periods()),
            order=order(),
        )
        for i in (_ids(draw, max_size) if group_ids else [])
    ]
    goals = [
        Goal(
            id=i,
            code=maybe_text(),
            title=text(),
            text=maybe_text(),
            parent=_one_of(draw, goal_ids[:n]),
            group=_one_of(draw, group_ids),
            territory=_one_of(draw, territory_ids),
            shared=draw(st.booleans()),
            order=order(),
        )
        for n, i in enumerate(goal_ids)
    ]
    measures = [
        Measure(
            id=i,
            code=maybe_text(),
            title=text(),
            text=maybe_text(),
            goal=pick(goal_ids),
            group=_one_of(draw, group_ids),
            territory=_one_of(draw, territory_ids),
            shared=draw(st.booleans()),
            order=order(),
            target_group=maybe_text(),
            responsible=maybe_text(),
            partners=maybe_text(),
            term=draw(periods()),
            cost=draw(_MAYBE_DECIMAL),
            validity=draw(periods()),
        )
        for i in measure_ids
    ]
    statuses = [
        Status(id=i, name=text(), meaning=pick(StatusMeaning), fulfilled=draw(st.booleans()), order=order())
        for i in status_ids
    ]
    rounds = [
        MonitoringRound(
            id=i, period=draw(periods()), surveyed=draw(_MAYBE_DATE), source=maybe_text(), note=maybe_text()
        )
        for i in round_ids
    ]
    pairs = [(r, m) for r in round_ids for m in measure_ids]
    reported = draw(st.lists(st.sampled_from(pairs), unique=True, max_size=3 * max_size)) if pairs else []
    readings = [
        Reading(
            round=r,
            measure=m,
            status=_one_of(draw, status_ids),
            comment=maybe_text(),
            evidence=maybe_text(),
            spent=draw(_MAYBE_DECIMAL),
        )
        for r, m in reported
    ]
    owners: list[tuple[str | None, bool]] = [(None, True), *((g, False) for g in group_ids)]
    cells = [(r, owner, s) for r in round_ids for owner in owners for s in (None, *status_ids)]
    counted = draw(st.lists(st.sampled_from(cells), unique=True, max_size=3 * max_size)) if cells else []
    tallies = [
        Tally(round=r, group=g, shared=x, status=s, count=draw(_MAYBE_COUNT), note=maybe_text())
        for r, (g, x), s in counted
    ]
    figures = [(r, subject, s) for r in (None, *round_ids) for subject in FigureSubject for s in (None, *status_ids)]
    printed = draw(st.lists(st.sampled_from(figures), unique=True, max_size=2 * max_size))
    published = [
        PublishedFigure(
            round=r, subject=subject, status=s, value=Decimal(draw(st.integers(0, 100))), source=maybe_text()
        )
        for r, subject, s in printed
    ]
    return Dossier(
        plan=Plan(
            title=text(),
            authority=text(),
            scope=draw(_MAYBE_SCOPE),
            territory=_one_of(draw, territory_ids),
            period=draw(periods()),
            prepared=draw(_MAYBE_DATE),
            approved_by=maybe_text(),
            approved=draw(_MAYBE_DATE),
            source=maybe_text(),
            note=maybe_text(),
        ),
        levels=tuple(Level(id=i, order=n, name=text()) for n, i in enumerate(_ids(draw, 3))),
        parts=tuple(
            Part(id=i, code=maybe_text(), title=text(), role=pick(PartRole), order=order(), text=maybe_text())
            for i in _ids(draw, 3)
        ),
        territories=tuple(territories),
        groups=tuple(groups),
        persons=tuple(Person(id=i, name=text(), email=maybe_text(), phone=maybe_text()) for i in person_ids),
        members=tuple(members),
        goals=tuple(goals),
        measures=tuple(measures),
        statuses=tuple(statuses),
        rounds=tuple(rounds),
        readings=tuple(readings),
        tallies=tuple(tallies),
        published=tuple(published),
    )


def _percents() -> st.SearchStrategy[Percent]:
    exact = st.none() | st.fractions(0, 1, max_denominator=997)
    return st.builds(Percent, st.integers(0, 100).map(Decimal), exact.map(lambda share: share and Fraction(share)))


def _cells() -> st.SearchStrategy[Cell]:
    return st.one_of(
        st.none(),
        texts(),
        st.booleans(),
        st.integers(-(10**9), 10**9),
        _DECIMALS,
        st.dates(),
        partial_dates(),
        periods(),
        _percents(),
        st.builds(StatusMark, texts(), st.sampled_from(StatusMeaning)),
        st.just(NotApplicable.NOT_APPLICABLE),
    )


@st.composite
def _tables(draw: st.DrawFn) -> Table:
    keys = draw(st.lists(identifiers(), min_size=1, max_size=5, unique=True))
    columns = tuple(Column(key, draw(texts()), draw(st.sampled_from(ColumnKind)), draw(_MAYBE_TEXT)) for key in keys)
    row = st.builds(
        Row,
        st.tuples(*(_cells() for _ in columns)),
        st.sampled_from(RowRole),
        st.none() | identifiers(),
    )
    return Table(
        key=draw(identifiers()),
        title=draw(texts()),
        columns=columns,
        rows=tuple(draw(st.lists(row, max_size=4))),
        notes=tuple(draw(st.lists(texts(), max_size=2))),
        captioned=draw(st.booleans()),
    )


def _blocks() -> st.SearchStrategy[Block]:
    leaves: st.SearchStrategy[Block] = st.one_of(
        st.builds(Paragraph, texts(), st.sampled_from(ParagraphRole)),
        st.builds(Items, st.lists(texts(), max_size=3).map(tuple), st.booleans()),
        _tables(),
        st.builds(Figure, key=identifiers(), kind=st.sampled_from(FigureKind), alt=texts(), table=_tables()),
    )
    return st.recursive(leaves, _sections, max_leaves=4)


def _sections(blocks: st.SearchStrategy[Block]) -> st.SearchStrategy[Section]:
    return st.builds(Section, key=identifiers(), title=texts(), blocks=st.lists(blocks, max_size=3).map(tuple))


_WORDS: Final = {
    "unknown": "neuvedeno",
    "not_applicable": "–",
    "yes": "ano",
    "no": "ne",
    "open": "…",
    "contents": "Obsah",
    "page": "Strana",
    "of": "z",
    "warning": "Upozornění",
}


def reports() -> st.SearchStrategy[Report]:
    """Reports of any shape, as a plugin's report kind may build them."""
    return st.builds(
        Report,
        kind=st.just("sample"),
        locale=st.sampled_from(("cs", "en")),
        audience=st.sampled_from(("public", "internal")),
        title=texts(),
        subtitle=_MAYBE_TEXT,
        facts=st.lists(st.builds(Fact, identifiers(), texts(), _cells()), max_size=3).map(tuple),
        parts=st.lists(_sections(_blocks()), max_size=3, unique_by=lambda part: part.key).map(tuple),
        words=st.just(_WORDS),
    )
