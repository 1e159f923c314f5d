"""Hypothesis strategies, from small to whole: text, values, dossiers, reports."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Collection, Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, Final, get_args

import attrs
from hypothesis import strategies as st

from socplan.data import EXAMPLES, example
from socplan.model import (
    Count,
    Dossier,
    Money,
    PartialDate,
    Period,
    Placement,
    Plan,
    Quantity,
    ServicePlace,
    StatusMeaning,
    StepDependency,
    Tally,
)
from socplan.model.dossier import record_types
from socplan.model.record import referred_table, table_key
from socplan.readers.json import loads
from socplan.report import (
    AtLeast,
    Block,
    Cell,
    CellNote,
    Coded,
    Column,
    ColumnKind,
    Fact,
    Figure,
    FigureKind,
    Items,
    Mark,
    MarkKind,
    NotApplicable,
    Paragraph,
    ParagraphRole,
    Percent,
    Picture,
    Report,
    ResolutionText,
    RichText,
    Row,
    RowRole,
    Section,
    Series,
    Signature,
    Signatures,
    StatusMark,
    Table,
)

__all__ = [
    "dossiers",
    "identifiers",
    "partial_dates",
    "periods",
    "reports",
    "sample_dossier",
    "sample_dossiers",
    "texts",
]

#: Texts that people write, and texts that break programs.
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


#: Characters that `text_problem` lets pass.
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
    return tuple(map(sample_dossier, EXAMPLES))


def sample_dossier(name: str) -> Dossier:
    """One of the dossiers that socplan ships: ``sample_dossier("zlin")``."""
    return loads(name, {name: example(name)})


def texts() -> st.SearchStrategy[str]:
    """Any text that a dossier may hold, Czech and hostile ones among them."""
    return _TEXTS


def identifiers() -> st.SearchStrategy[str]:
    """Identifiers of records."""
    return _IDENTIFIERS


_PARTIAL_DATES: Final = st.builds(
    lambda day, precision: PartialDate(*(day.year, day.month, day.day)[:precision]),
    st.dates(date(1990, 1, 1), date(2060, 12, 31)),
    st.integers(1, 3),
)
_PERIODS: Final = (
    st.tuples(st.none() | _PARTIAL_DATES, st.none() | _PARTIAL_DATES)
    .map(lambda bounds: Period(*bounds))
    .filter(lambda period: not period.is_reversed)
)
_DECIMALS: Final = st.integers(0, 10**11).map(lambda cents: Decimal(cents).scaleb(-2))
_MAYBE_TEXT: Final = st.none() | _TEXTS


def partial_dates() -> st.SearchStrategy[PartialDate]:
    """Years, months and days."""
    return _PARTIAL_DATES


def periods() -> st.SearchStrategy[Period]:
    """Periods that do not end before they start."""
    return _PERIODS


#: The values of an attribute, by its type.
_VALUES: Final[tuple[tuple[Any, st.SearchStrategy[Any]], ...]] = (
    (Count, st.integers(0, 60)),
    (Money, _DECIMALS),
    (Quantity, _DECIMALS),
    (Decimal, st.integers(0, 100).map(Decimal)),
    (str, _TEXTS),
    (bool, st.booleans()),
    (int, st.integers(-3, 20)),
    (PartialDate, _PARTIAL_DATES),
    (Period, _PERIODS),
)
#: Many tables at once would make examples too large to be drawn quickly.
_MOST_TABLES: Final = 8


def _value(kind: Any) -> st.SearchStrategy[Any]:
    """Any value of a type, unknown among them where the type allows it."""
    inner = [argument for argument in get_args(kind) if argument is not type(None)]
    if type(None) in get_args(kind):
        return st.none() | _value(inner[0])
    for known, values in _VALUES:
        if kind == known:
            return values
    return st.sampled_from(kind)


@cache
def _attributes(cls: Any) -> tuple[tuple[attrs.Attribute[Any], st.SearchStrategy[Any] | None], ...]:
    """The attributes of a class, each with its values; ``None`` for those that name a record."""
    resolved: Any = attrs.resolve_types(cls)
    naming = [a for a in attrs.fields(resolved) if referred_table(a) or a.name == "id"]
    return tuple((a, None if a in naming else _value(a.type)) for a in attrs.fields(resolved))


def _record(draw: st.DrawFn, cls: Any, known: Mapping[str, list[str]], identifiers: list[str], place: int) -> Any:
    """A record whose references hold; ``None`` where it needs one and there is nothing to refer to."""
    values: dict[str, object] = {}
    for attribute, strategy in _attributes(cls):
        table = referred_table(attribute)
        if strategy is not None:
            values[attribute.name] = draw(strategy)
        elif table is None:
            values[attribute.name] = identifiers[place]
        else:
            # Only to records before it in its own table: nothing is above itself.
            targets = identifiers[:place] if record_types()[table] is cls else known.get(table, [])
            optional = attribute.default is not attrs.NOTHING
            if not targets and not optional:
                return None
            choices = st.sampled_from(targets) if targets else st.none()
            values[attribute.name] = draw(st.none() | choices) if optional else draw(choices)
    if cls is Tally:
        # A count is a group's or the shared row's, never both.
        values["shared"] = values["group"] is None
    if cls is ServicePlace and values["secret_address"] is not None:
        values["address"] = values["address_point"] = None
    return cls(**values)


@st.composite
def dossiers(draw: st.DrawFn, *, max_size: int = 3, filled: Collection[str] | None = None) -> Dossier:
    """Dossiers whose references hold and whose keys are unique; otherwise as people may write them.

    Args:
        draw: given by Hypothesis.
        max_size: how many records a table has at most.
        filled: the tables that have records; without it, any few, a different choice each time.
    """
    tables = record_types()
    if filled is None:
        filled = draw(st.sets(st.sampled_from(list(tables)), max_size=_MOST_TABLES))
    needed = {name for name in filled for name in _needed(name)}
    identifiers_of = {
        name: draw(st.lists(_IDENTIFIERS, min_size=1, max_size=max_size, unique=True))
        for name in tables
        if name in filled or name in needed
    }
    known = {name: ids for name, ids in identifiers_of.items() if "id" in tables[name].KEY}
    plan = _record(draw, Plan, known, [], 0)
    made: dict[str, Any] = {}
    for name, ids in identifiers_of.items():
        records = [_record(draw, tables[name], known, ids, place) for place in range(len(ids))]
        unique = {table_key(record): record for record in records if record is not None}
        # Without placements that would put a group, at some time, above itself.
        upright = (row for row in unique.values() if not isinstance(row, Placement) or row.parent < row.group)
        steps = known.get("steps", [])
        forward = (
            row
            for row in upright
            if not isinstance(row, StepDependency) or steps.index(row.after) < steps.index(row.step)
        )
        made[name] = tuple(forward)
    return Dossier(plan=plan, **made)


@cache
def _needed(table: str) -> frozenset[str]:
    """The tables without which a table has no records, and what these need."""
    cls: Any = record_types()[table]
    direct = {
        target
        for a in attrs.fields(cls)
        if (target := referred_table(a)) and a.default is attrs.NOTHING and target != table
    }
    return frozenset({table, *direct, *(further for name in direct for further in _needed(name))})


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
        st.builds(Percent, st.integers(0, 100).map(Decimal), st.none() | st.fractions(0, 1, max_denominator=997)),
        st.builds(AtLeast, st.integers(0, 10**9) | _DECIMALS | st.builds(Percent, st.integers(0, 100).map(Decimal))),
        st.builds(StatusMark, texts(), st.sampled_from(StatusMeaning)),
        st.builds(Coded, st.none() | texts(), identifiers()),
        st.just(NotApplicable.NOT_APPLICABLE),
    )


@st.composite
def _rich_texts(draw: st.DrawFn) -> str:
    """A text, often with one or two marks that stand in each other."""
    text = draw(texts())
    start, end = sorted((draw(st.integers(0, len(text) - 1)), draw(st.integers(1, len(text)))))
    if start == end or not draw(st.booleans()):
        return text
    kinds = st.lists(st.sampled_from((MarkKind.STRONG, MarkKind.EMPHASIS, MarkKind.LINK)), max_size=2, unique=True)
    targets = {MarkKind.LINK: "https://www.example.org/?a=1&b=2"}
    return RichText(text, tuple(Mark(start, end, kind, targets.get(kind)) for kind in draw(kinds)))


@st.composite
def _tables(draw: st.DrawFn) -> Table:
    keys = draw(st.lists(identifiers(), min_size=1, max_size=5, unique=True))
    columns = tuple(Column(key, draw(texts()), draw(st.sampled_from(ColumnKind)), draw(_MAYBE_TEXT)) for key in keys)
    row = st.builds(Row, st.tuples(*(_cells() for _ in columns)), st.sampled_from(RowRole), st.none() | identifiers())
    rows: list[Row] = []
    for drawn in draw(st.lists(row, max_size=4)):
        above = draw(st.sampled_from([None, *(before.key for before in rows)]))
        noted = draw(st.lists(st.builds(CellNote, st.sampled_from(keys), texts()), max_size=1).map(tuple))
        rows.append(attrs.evolve(drawn, above=above, notes=noted))
    return Table(
        key=draw(identifiers()),
        title=draw(texts()),
        columns=columns,
        rows=tuple(rows),
        notes=tuple(draw(st.lists(texts(), max_size=2))),
        captioned=draw(st.booleans()),
    )


@st.composite
def _figures(draw: st.DrawFn) -> Figure:
    table = draw(_tables())
    drawable = [column.key for column in table.columns if column.kind.is_figure]
    drawn = draw(st.lists(st.sampled_from(drawable), unique=True)) if drawable else []
    return Figure(
        key=draw(identifiers()),
        kind=draw(st.sampled_from(FigureKind)),
        alt=draw(texts()),
        table=table,
        series=tuple(Series(key, draw(st.none() | st.sampled_from(StatusMeaning))) for key in drawn),
    )


def _blocks() -> st.SearchStrategy[Block]:
    leaves: st.SearchStrategy[Block] = st.one_of(
        st.builds(Paragraph, _rich_texts(), st.sampled_from(ParagraphRole)),
        st.builds(Items, st.lists(_rich_texts(), max_size=3).map(tuple), st.booleans()),
        _tables(),
        _figures(),
        st.builds(Picture, key=identifiers(), title=texts(), alt=texts(), content=st.just(_PICTURE)),
        st.builds(
            ResolutionText,
            body=texts(),
            points=st.lists(_rich_texts(), min_size=1, max_size=2).map(tuple),
            number=_MAYBE_TEXT,
            day=st.none() | partial_dates(),
        ),
        st.builds(
            Signatures,
            st.lists(st.builds(Signature, texts(), _MAYBE_TEXT), min_size=1, max_size=2).map(tuple),
            _MAYBE_TEXT,
            st.booleans(),
        ),
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
    "at_least": "nejméně",
    "contents": "Obsah",
    "page": "Strana",
    "of": "z",
    "warning": "Upozornění",
    "table": "Tabulka",
    "figure": "Obrázek",
    "tables": "Seznam tabulek",
    "figures": "Seznam obrázků",
    "resolution_number": "Usnesení č.",
    "resolution_draft": "Usnesení č. {} ze dne {}",
    "votes": "Hlasování: pro {}, proti {}, zdrželo se {}",
    "signed_at": "V",
    "signed_on": "dne",
    "as_of": "stav",
    "same_as": "shodné se sloupcem",
    "on_page": "s.",
}
#: A picture of one point.
_PICTURE: Final = b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGNgCKgCAAEeAMuVn5nRAAAAAElFTkSuQmCC"
)


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
