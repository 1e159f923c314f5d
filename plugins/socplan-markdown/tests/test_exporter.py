"""Whatever a text says, Markdown shows it as it is; the reader's side is a CommonMark renderer of its own."""

import doctest
from collections import Counter
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import attrs
import pytest
from hypothesis import given, settings, strategies as st
from markdown_it import MarkdownIt

import socplan_markdown
from socplan import ExportedFile, Report, build_report, export_report, render
from socplan.report import (
    NA,
    Block,
    Column,
    ColumnKind,
    Fact,
    Figure,
    FigureKind,
    Items,
    Mark,
    MarkKind,
    Paragraph,
    ParagraphRole,
    RichText,
    Row,
    RowRole,
    Section,
    Table,
)
from socplan.testing import check_exporter, private_imports, reports, sample_dossier, texts_in
from socplan_markdown import exporter
from socplan_markdown.exporter import MARKDOWN

GOLDEN = Path(__file__).parent / "golden"
WORDS = {"contents": "Obsah", "warning": "Upozornění", "unknown": "neuvedeno", "not_applicable": "–"}

_TO_HTML = MarkdownIt("commonmark").enable(["table", "strikethrough"])


class Page(HTMLParser):
    """A page as a browser sees it: its text, and how many there are of each element."""

    def __init__(self, markdown: str) -> None:
        super().__init__()
        self.text = ""
        self.elements: Counter[str] = Counter()
        self.feed(_TO_HTML.render(markdown))
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        self.text += "" if tag in {"strong", "em", "a"} else "\n"
        self.elements[tag] += 1

    def handle_data(self, data: str) -> None:
        self.text += data


def markdown_of(report: Report, *, table_of_contents: bool = False) -> str:
    (file,) = MARKDOWN.render(report, {"table_of_contents": table_of_contents})
    return file.content.decode("utf-8")


def shown(files: tuple[ExportedFile, ...]) -> str:
    return Page(files[0].content.decode("utf-8")).text


def report_of(*blocks: Block) -> Report:
    part = Section(key="part", title="Část", blocks=blocks)
    return Report(kind="sample", locale="cs", audience="public", title="Zpráva", parts=(part,), words=WORDS)


def saying(text: str) -> Report:
    """A report that says one text in every place that holds one."""
    rows = tuple(Row((text, text), role) for role in RowRole)
    table = Table(key="t", title=text, columns=(Column("a", text), Column("b", text)), rows=rows, notes=(text, text))
    blocks: tuple[Block, ...] = (
        *(Paragraph(text, role) for role in ParagraphRole),
        Items((text, text)),
        Items((text, text), numbered=True),
        Figure(key="f", kind=FigureKind.BARS, alt=text, table=table),
        Figure(key="g", kind=FigureKind.TREE, alt=text, table=table),
        Section(key="inner", title=text, blocks=(table, Paragraph(text))),
    )
    return Report(
        kind="sample",
        locale="cs",
        audience="public",
        title=text,
        subtitle=text,
        facts=(Fact("a", text, text), Fact("b", text, text)),
        parts=(Section(key="one", title=text, blocks=blocks), Section(key="two", title=text, blocks=())),
        words=WORDS,
    )


#: What opens a block, what stands within a line, and what looks like either.
MARKUP = (
    *("# ", " #", "- ", "+ ", "* ", "> ", "1. ", "2) ", "3.\t", "---", "===", "***", "    ", "```", "~~~"),
    *("<b>", "</b>", "<!--", "<http://a>", "&amp;", "&#35;", "[a](b)", "[a]: b", "![", "__", "~~", "`", "\\"),
    *("| - |", "\n", "http://a.cz/", "www.a.cz"),
)


def hostile_texts() -> st.SearchStrategy[str]:
    """Texts of little else than markup."""
    pieces = st.sampled_from(MARKUP) | st.text(" \t\n\xa0#*_-+=>|`~[]()<>&;:!\\/.'\"019aě", min_size=1, max_size=12)
    return st.lists(pieces, min_size=1, max_size=4).map("".join).filter(str.strip)


def test_a_number_before_a_mark_begins_no_list() -> None:
    page = Page(markdown_of(report_of(Paragraph(RichText("0012", (Mark(1, 2, MarkKind.STRONG),))))))

    assert "0012" in page.text


@pytest.mark.parametrize(
    "marks",
    [
        (Mark(0, 1, MarkKind.STRONG), Mark(1, 2, MarkKind.STRONG)),
        (Mark(0, 1, MarkKind.STRONG), Mark(1, 2, MarkKind.EMPHASIS)),
        (Mark(0, 3, MarkKind.STRONG), Mark(1, 2, MarkKind.STRONG)),
        (Mark(0, 2, MarkKind.EMPHASIS), Mark(1, 2, MarkKind.STRONG)),
        (Mark(0, 2, MarkKind.EMPHASIS), Mark(0, 2, MarkKind.STRONG)),
        (Mark(0, 1, MarkKind.STRONG), Mark(0, 1, MarkKind.LINK, "https://a.example/")),
        (Mark(0, 2, MarkKind.EMPHASIS), Mark(1, 2, MarkKind.LINK, "https://a.example/")),
    ],
)
def test_marks_beside_and_within_marks_leave_no_asterisk(marks: tuple[Mark, ...]) -> None:
    page = Page(markdown_of(report_of(Paragraph(RichText("Žluťoučký", marks)))))

    assert "Žluťoučký" in page.text
    assert "*" not in page.text


@settings(deadline=None)
# The renderer takes U+0085 for a space and trims it, as Python does and CommonMark does not.
@given(reports().filter(lambda report: "\x85" not in "".join(texts_in(report))))
def test_takes_every_report(report: Report) -> None:
    check_exporter(MARKDOWN, report, shown)


@cache
def elements_of(text: str, *, table_of_contents: bool) -> Counter[str]:
    return Page(markdown_of(saying(text), table_of_contents=table_of_contents)).elements


def assert_shown(text: str) -> None:
    report = saying(text)
    plain = "text" + "\n" * text.count("\n") + "text"
    for table_of_contents in (False, True):
        page = Page(markdown_of(report, table_of_contents=table_of_contents))
        places = [*texts_in(report), *(part.title for part in report.parts if table_of_contents)]
        assert page.text.count(text) >= len(places)
        assert page.elements == elements_of(plain, table_of_contents=table_of_contents)


@pytest.mark.parametrize("markup", [markup for markup in MARKUP if markup.strip()])
def test_shows_markup_as_text(markup: str) -> None:
    for text in (markup, markup.strip(), f"{markup}a", f"a{markup}", f"{markup}a{markup}"):
        assert_shown(text)


@settings(deadline=None)
@given(hostile_texts())
def test_shows_every_text_as_it_is(text: str) -> None:
    assert_shown(text)


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Děti, mládež & rodina", "Děti, mládež & rodina"),
        ("https://example.org/a_b?c=1&d=2", "https://example.org/a_b?c=1&d=2"),
        ("https://example.org/~a", r"https\://example.org/\~a"),
        ("5 < 6 | *", r"5 \< 6 \| \*"),
        ("&nbsp;", r"\&nbsp;"),
        ("1. ledna", r"1\. ledna"),
        ("1.10", "1.10"),
        ("první\ndruhý", "první<br>druhý"),
        (" kraj ", "&#32;kraj&#32;"),
    ],
)
def test_escapes_no_more_than_it_must(text: str, source: str) -> None:
    assert markdown_of(report_of(Paragraph(text))).endswith(f"\n\n{source}\n")


def test_figures_stand_right_and_totals_are_bold() -> None:
    columns = (Column("group", "Skupina"), Column("spent", "Vynaloženo", ColumnKind.MONEY, "Kč"))
    rows = (Row(("Senioři", None)), Row(("Celkem", 1200), RowRole.TOTAL))
    table = Table(key="t", title="Náklady", columns=columns, rows=rows, notes=("Bez DPH.",))
    assert markdown_of(report_of(table)).split("\n\n")[2:] == [
        "**Náklady**",
        "| Skupina | Vynaloženo (Kč) |\n| --- | ---: |\n| Senioři | neuvedeno |\n| **Celkem** | **1\xa0200,00** |",
        "*Bez DPH.*\n",
    ]


def test_a_warning_says_that_it_is_one() -> None:
    report = report_of(Paragraph("Součet nesouhlasí.", ParagraphRole.WARNING))
    assert markdown_of(report).endswith("> **Upozornění**: Součet nesouhlasí.\n")


def test_a_figure_is_its_table_without_the_words_for_a_drawing() -> None:
    table = Table(key="t", title="Podíly", columns=(Column("a", "A"),), rows=(), captioned=False)
    figure = Figure(key="f", kind=FigureKind.SHARES, alt="Podíly splněných", table=table)
    assert markdown_of(report_of(figure)).split("\n\n")[2:] == ["| A |\n| --- |\n"]


def tree(*columns: str) -> Figure:
    rows = (
        Row(tuple("Rada" for _ in columns), key="rada"),
        Row(tuple("Odbor" for _ in columns), key="odbor"),
        Row(tuple("1. skupina" for _ in columns), RowRole.UNCERTAIN, key="skupina", above="rada"),
        Row(tuple("- podskupina" for _ in columns), above="skupina"),
    )
    table = Table(key="t", title="Orgány", columns=tuple(Column(name, name) for name in columns), rows=rows)
    return Figure(key="f", kind=FigureKind.TREE, alt="Kdo pod kým", table=table)


def test_a_tree_is_a_list_in_lists() -> None:
    assert markdown_of(report_of(tree("Orgán"))).split("\n\n")[2:] == [
        "**Orgány**",
        "*Orgán*",
        "- Rada\n  - 1\\. skupina\n    - \\- podskupina\n- Odbor\n",
    ]


def test_a_tree_of_several_columns_has_all_of_a_row_in_its_item() -> None:
    figure = tree("Orgán", "Druh", "Zřizuje")
    rows = (Row(("Rada", NA, None), key="rada"), Row(("Odbor", "tým", NA), above="rada"), Row(("Sbor", NA, NA)))
    few = attrs.evolve(figure, table=attrs.evolve(figure.table, rows=rows))
    page = Page(markdown_of(report_of(figure)))

    assert (page.elements["ul"], page.elements["li"], page.elements["td"]) == (3, 4, 0)
    # What does not apply is left out, what is not known is not.
    assert markdown_of(report_of(few)).split("\n\n")[3:] == [
        "*Orgán – Druh*",
        "- Rada – Zřizuje: neuvedeno\n  - Odbor – tým\n- Sbor\n",
    ]


def test_a_tree_of_any_depth_is_a_list_in_lists() -> None:
    rows = tuple(Row((f"Stupeň {n}",), key=f"k{n}", above=f"k{n - 1}" if n else None) for n in range(9))
    table = Table(key="t", title="T", columns=(Column("a", "A"),), rows=rows)

    assert Page(markdown_of(report_of(Figure(key="f", kind=FigureKind.TREE, alt="x", table=table)))).elements["ul"] == 9


def test_a_timetable_is_its_table() -> None:
    table = Table(key="t", title="Kdy", columns=(Column("a", "A"),), rows=(Row(("x",)),), captioned=False)
    figure = Figure(key="f", kind=FigureKind.TIMELINE, alt="Postup", table=table)

    assert markdown_of(report_of(figure)).split("\n\n")[2:] == ["| A |\n| --- |\n| x |\n"]


def test_two_lists_stay_two() -> None:
    report = report_of(Items(("a",), numbered=True), Items(()), Items(("b",), numbered=True))
    assert Page(markdown_of(report)).elements["ol"] == 2


def test_headings_are_never_deeper_than_six() -> None:
    section = Section(key="s", title="Nejhlouběji", blocks=())
    for _ in range(8):
        section = Section(key="s", title="Výš", blocks=(section,))
    assert "\n\n###### Nejhlouběji\n" in markdown_of(report_of(section))


def test_the_table_of_contents_leads_to_the_parts() -> None:
    markdown = markdown_of(report_of(), table_of_contents=True)
    assert "**Obsah**\n\n- [Část](#part-1)\n" in markdown
    assert '## <a id="part-1"></a>Část\n' in markdown
    assert "part-1" not in markdown_of(report_of())


def test_socplan_finds_the_format(tmp_path: Path) -> None:
    report = build_report("monitoring", sample_dossier("olomouc"))
    (written,) = export_report(report, tmp_path / "report.md", table_of_contents=True)
    assert written.read_text(encoding="utf-8") == markdown_of(report, table_of_contents=True)


def test_the_report_of_olomouc() -> None:
    olomouc = sample_dossier("olomouc")
    (file,) = render(build_report("monitoring", olomouc), "markdown")
    # Where a change is meant: socplan report monitoring olomouc.json -o olomouc.md
    assert file.content.decode("utf-8") == (GOLDEN / "olomouc.md").read_text(encoding="utf-8")


def test_the_examples_in_docstrings_hold() -> None:
    assert doctest.testmod(exporter).failed == 0


def test_takes_only_public_names_from_socplan() -> None:
    assert private_imports(socplan_markdown) == ()
