"""Charts for tests: a figure of each kind, and a document into which charts are put."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from xml.sax.saxutils import escape

from socplan import Report, StatusMeaning, render
from socplan.archives import unzip, zipped
from socplan.exporters.word.charts import Chart, chart_of, chart_parts, chart_run, relation_id
from socplan.report import (
    Block,
    Cell,
    Column,
    ColumnKind,
    Figure,
    FigureKind,
    Paragraph,
    Percent,
    Row,
    RowRole,
    Section,
    Series,
    Table,
)

#: The width of the text on a page of A4.
ROOM = 16 * 360_000
WORDS = {
    "unknown": "neuvedeno",
    "not_applicable": "–",
    "yes": "ano",
    "no": "ne",
    "open": "…",
    "warning": "Pozor",
    "contents": "Obsah",
    "page": "Strana",
    "of": "z",
}


def report_of(*figures: Figure, locale: str = "cs") -> Report:
    blocks: tuple[Block, ...] = (Paragraph("Odstavec."), *figures)
    part = Section(key="p", title="Grafy", blocks=blocks)
    return Report(kind="sample", locale=locale, audience="public", title="Grafy", parts=(part,), words=WORDS)


def table_of(head: Sequence[Column], *rows: Sequence[Cell] | Row, key: str = "t") -> Table:
    return Table(
        key=key,
        title="Tabulka",
        columns=tuple(head),
        rows=tuple(row if isinstance(row, Row) else Row(tuple(row)) for row in rows),
    )


def counts(*heads: str) -> list[Column]:
    return [Column("what", "Co"), *(Column(head, head, ColumnKind.COUNT) for head in heads)]


def shares() -> Figure:
    columns = [
        Column("group", "Pracovní skupina"),
        Column("total", "Opatření", ColumnKind.COUNT),
        Column("done", "Naplněno", ColumnKind.COUNT),
        Column("ongoing", "Průběžně naplňováno", ColumnKind.COUNT),
        Column("under_way", "Rozpracováno", ColumnKind.COUNT),
        Column("not_done", "Nenaplněno", ColumnKind.COUNT),
        Column("unknown", "Stav neuveden", ColumnKind.COUNT),
    ]
    table = table_of(
        columns,
        ("Senioři", 12, 3, 4, 5, 0, 0),
        ("Osoby se zdravotním postižením a osoby s chronickým duševním onemocněním", 20, 1, 12, 6, 1, 0),
        ("Rodiny s dětmi & mládež <15–26 let>", 9, 0, 3, 4, 1, 1),
        ("Osoby ohrožené sociálním vyloučením", 7, 2, None, 1, 2, 0),
        Row(("Celkem", 48, 6, None, 16, 4, 1), RowRole.TOTAL),
        Row(("Podíl", None, Percent(Decimal(13)), None, None, None, None), RowRole.SHARE),
        key="shares",
    )
    meanings = [StatusMeaning.DONE, StatusMeaning.ONGOING, StatusMeaning.UNDER_WAY, StatusMeaning.NOT_DONE, None]
    keys = ["done", "ongoing", "under_way", "not_done", "unknown"]
    return Figure(
        key="shares",
        kind=FigureKind.SHARES,
        alt="Nejvíce opatření je naplněno u skupiny Senioři.",
        table=table,
        series=tuple(map(Series, keys, meanings)),
    )


def bars() -> Figure:
    money = [Column(f"y{year}", str(year), ColumnKind.MONEY, "Kč") for year in (2023, 2024, 2025)]
    table = table_of(
        [Column("source", "Zdroj"), *money],
        ("Státní rozpočet", Decimal(12_500_000), Decimal(13_250_000), Decimal("14100000.50")),
        ("Rozpočet obce", Decimal(4_200_000), None, Decimal(5_000_000)),
        ("Evropský sociální fond plus", Decimal(980_000), Decimal(1_200_300), Decimal(0)),
        Row(("Celkem", Decimal(17_680_000), None, Decimal("19100000.50")), RowRole.TOTAL),
        key="bars",
    )
    return Figure(key="bars", kind=FigureKind.BARS, alt="Nejvíce peněz je ze státního rozpočtu.", table=table)


def single_bars() -> Figure:
    table = table_of(
        counts("Osob"), ("Poradenství", 1250), ("Ubytování", 87), ("Krizová pomoc", None), ("Péče", 0), key="single"
    )
    return Figure(key="single", kind=FigureKind.BARS, alt="Nejvíce osob využilo poradenství.", table=table)


def lines() -> Figure:
    percent = [Column(key, key, ColumnKind.PERCENT, "%") for key in ("Naplněno", "Nenaplněno")]
    table = table_of(
        [Column("round", "Období"), *percent],
        *(
            (str(year), Percent(Decimal(done)), None if missing is None else Percent(Decimal(missing)))
            for year, done, missing in ((2021, "8", 40), (2022, "12.5", None), (2023, "31", 22), (2024, "47", 12))
        ),
        key="lines",
    )
    return Figure(key="lines", kind=FigureKind.LINES, alt="Podíl naplněných opatření roste z 8 % na 47 %.", table=table)


def dots() -> Figure:
    columns = [Column("service", "Služba"), Column("cost", "Náklady na lůžko", ColumnKind.MONEY, "Kč")]
    names = ("Domov Lípa", "Domov pro seniory Na Výsluní, příspěvková organizace", "Penzion U Potoka", "Domov Jih")
    values = (Decimal("412500.50"), Decimal(598_000), Decimal(455_000), Decimal(610_300))
    table = table_of(
        columns,
        *zip(names, values, strict=True),
        Row(("Dolní kvartil", Decimal(444_375)), RowRole.DERIVED),
        Row(("Medián", Decimal(526_500)), RowRole.DERIVED),
        Row(("Horní kvartil", Decimal(601_075)), RowRole.DERIVED),
        key="dots",
    )
    return Figure(key="dots", kind=FigureKind.DOTS, alt="Nejdražší je Domov Jih.", table=table)


EACH = {"shares": shares(), "bars": bars(), "single_bars": single_bars(), "lines": lines(), "dots": dots()}


def chart(figure: Figure, locale: str = "cs") -> Chart:
    made = chart_of(figure, report_of(figure, locale=locale), ROOM)
    assert made is not None
    return made


def with_charts(*charts: Chart) -> bytes:
    """A document with charts at its end."""
    members = unzip("document", render(report_of(), "docx")[0].content)
    paragraphs = "".join(
        f"<w:p><w:pPr><w:keepNext/></w:pPr><w:r><w:t>Graf {number} {escape('<&>')}</w:t></w:r></w:p>"
        f"<w:p>{chart_run(chart, 5_000 + number, relation_id(number), 'Název', 'Popis')}</w:p>"
        for number, chart in enumerate(charts, start=1)
    )
    parts = chart_parts(charts)
    for name, end, added in (
        ("word/document.xml", "<w:sectPr", paragraphs),
        ("word/_rels/document.xml.rels", "</", parts.relationships),
        ("[Content_Types].xml", "</", parts.default + parts.overrides),
    ):
        before, mark, after = members[name].decode().rpartition(end)
        members[name] = f"{before}{added}{mark}{after}".encode()
    return zipped({**members, **parts.members})
