"""A report that holds every block, and every value that a cell may hold."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

from socplan import PartialDate, Period, StatusMeaning
from socplan.report import (
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
    Series,
    StatusMark,
    Table,
)

CELLS = Table(
    key="cells",
    title="Každá hodnota",
    columns=(
        Column("what", "Co"),
        Column("count", "Počet", ColumnKind.COUNT),
        Column("share", "Podíl", ColumnKind.PERCENT, "%"),
        Column("money", "Částka", ColumnKind.MONEY, "Kč"),
        Column("when", "Kdy", ColumnKind.DATE),
        Column("status", "Stav", ColumnKind.STATUS),
    ),
    rows=(
        Row(
            (
                "=Text; „s uvozovkami“\na řádkem",
                3,
                Percent(Decimal("37.5"), Fraction(3, 8)),
                Decimal("1234.50"),
                PartialDate(2009, 6),
                StatusMark("Splněno", StatusMeaning.DONE),
            ),
            key="first",
        ),
        Row(
            (
                True,
                None,
                Percent(Decimal(47)),
                Decimal(-7),
                Period(PartialDate(2024), None),
                NotApplicable.NOT_APPLICABLE,
            ),
            RowRole.UNCERTAIN,
            key="second",
            above="first",
        ),
        Row(("Celkem", None, None, None, date(2026, 3, 1), None), RowRole.TOTAL),
    ),
    notes=("Poznámka pod tabulkou",),
)

SERIES = (Series("count", StatusMeaning.DONE), Series("money"))

REPORT = Report(
    kind="sample",
    locale="cs",
    audience="internal",
    title="Zkouška formátů",
    subtitle="Každý blok jednou",
    facts=(Fact("authority", "Zadavatel", "Obec"), Fact("date", "Ke dni", PartialDate(2026, 3, 1))),
    footer=("Projekt je spolufinancován z fondu & kraje.",),
    parts=(
        Section(
            key="texts",
            title="Texty",
            blocks=(
                *(Paragraph(f"Odstavec: {role.value}", role) for role in ParagraphRole),
                Items(("první", "druhá")),
                Items(("název", "jiný název"), compact=True),
                Items(("krok", "další krok"), numbered=True),
                Section(key="deeper", title="Hlouběji", blocks=(Paragraph("Uvnitř"),)),
            ),
        ),
        Section(
            key="tables",
            title="Tabulky",
            blocks=(
                CELLS,
                Figure(key="drawn", kind=FigureKind.BARS, alt="Co je vidět", table=CELLS),
                Figure(key="parts", kind=FigureKind.SHARES, alt="Co je vidět z částí", table=CELLS, series=SERIES),
            ),
        ),
    ),
    words={"unknown": "neuvedeno", "not_applicable": "–", "yes": "ano", "no": "ne", "open": "…", "warning": "Pozor"},
)
