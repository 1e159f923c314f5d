"""Jinja for templates of strangers: typed values, nothing but text comes out, and everything ends."""

from __future__ import annotations

import time
from datetime import date
from decimal import Decimal

import pytest
from jinja2.exceptions import TemplateError as JinjaError

from socplan.exporters.base import TemplateFilter
from socplan.exporters.word.environment import Placed, TemplateEnvironment
from socplan.exporters.word.mistakes import TagError
from socplan.exporters.word.values import cell_value
from socplan.labels.formats import untypeset
from socplan.model import PartialDate, Period
from socplan.report import NA, Column, ColumnKind, Percent, Report

WORDS = {"unknown": "neuvedeno", "not_applicable": "–", "yes": "ano", "no": "ne", "open": "dosud"}
HERE = Report(kind="x", locale="cs", audience="public", title="T", words=WORDS)
TEXT, MONEY = Column("a", "A"), Column("a", "A", ColumnKind.MONEY)


def value(cell: object, column: Column = TEXT) -> object:
    return cell_value(cell, column, HERE)  # type: ignore[arg-type]


CONTEXT = {
    "locale": "cs",
    "title": "Tom & Jerry",
    "n": value(1234),
    "money": value(Decimal("1234.5"), MONEY),
    "share": value(Percent(Decimal("47.5"))),
    "day": value(date(2025, 12, 8)),
    "month": value(PartialDate(2025, 12)),
    "unknown": value(None),
    "nothing": value(NA),
    "yes": value(True),
    "no": value(False),
    "rows": [{"total": value(2), "name": "b"}, {"total": value(3), "name": "<a>"}],
    "gap": [{"total": value(2)}, {"total": value(None)}],
    "table": {"x": {"values": 1, "copy": "kopie"}},
    "body": Placed("body", "<w:p/>"),
}


def shown(source: str, **more: object) -> str:
    return untypeset(TemplateEnvironment().from_string(source).render(CONTEXT | more))


def refusal(source: str) -> str:
    start = time.process_time()
    with pytest.raises((JinjaError, TypeError, ValueError)) as caught:
        shown(source)
    assert time.process_time() - start < 10
    return str(caught.value)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("{{ n }} {{ money }} {{ share }} {{ day }} {{ month }}", "1 234 1 234,50 47,5 % 8. 12. 2025 prosinec 2025"),
        ("{{ unknown }} {{ nothing }} {{ yes }} {{ no }}", "neuvedeno – ano ne"),
        ("{{ (n + 1) | cislo }} {% if n > 1000 %}víc{% endif %}", "1 235 víc"),
        ("{{ n + 1 }}", "1235"),
        ("{{ money * 2 }}", "2 469,0"),
        ("{{ rows | sum(attribute='total') | number }}", "5"),
        ("{{ (n / 3) | cislo(1) }}", "411,3"),
        ("{{ money | penize }} {{ money | penize('Kč') }} {{ (0 - money) | money }}", "1 234,50 1 234,50 Kč −1 234,50"),
        ("{{ share | procenta(0) }} {{ 5 | percent }}", "48 % 5 %"),
        ("{{ '2025-12-08' | datum }} {{ day | date }} {{ day.year }}", "8. 12. 2025 8. 12. 2025 2025"),
        ("{{ 1 | mnozne('a', 'b', 'c') }}{{ 3 | mnozne('a', 'b', 'c') }}{{ 5 | plural('a', 'b', 'c') }}", "abc"),
        ("{{ (3 / 2) | mnozne('a', 'b', 'c', 'd') }}", "d"),
        ("{{ unknown | cislo }} {% if unknown is unknown %}x{% endif %}", "neuvedeno x"),
        ("{% if yes %}a{% endif %}{% if no %}b{% endif %}", "a"),
        ("{% if day < day %}a{% else %}b{% endif %}", "b"),
        (
            "{{ title }} {{ &quot;a &amp; b&quot; }} {{ title ~ &quot;!&quot; }}",
            "Tom &amp; Jerry a &amp; b Tom &amp; Jerry!",
        ),
        ("{{ rows | map(attribute='name') | join(', ') }}", "b, &lt;a&gt;"),
        ("{{ title | replace('&amp;', 'a') }}", "Tom a Jerry"),
        ("{{ table.x.copy }}", "kopie"),
        ("{{ body }}", "<w:p/>"),
        ("{% macro m(a) %}<w:p>{{ a }}</w:p>{% endmacro %}{{ m('<') }}", "<w:p>&lt;</w:p>"),
        (
            "{% for row in rows %}{{ loop.index }}/{{ loop.length }}{% if not loop.last %}, {% endif %}{% endfor %}",
            "1/2, 2/2",
        ),
    ],
)
def test_values_count_compare_and_print(source: str, expected: str) -> None:
    assert shown(source) == expected


def test_numbers_are_of_the_language_of_the_report() -> None:
    assert shown("{{ n | number }} {{ 5 | percent }}", locale="en") == "1,234 5%"


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("{{ table.x }}", "holds several values (values, copy); write one of them after a point"),
        ("{{ rows }}", "a list of 2"),
        ("{{ rows | map(attribute='name') }}", "no text and no number"),
        ("{{ none }}", "no value to print"),
        ("{{ n > 1 }}", "yes or no is no text"),
        ("{{ range }}", "a macro or a function"),
        ("{{ table.y }}", "'y' is not known here. Known: x"),
        ("{{ titel }}", "'titel' is not known here. Did you mean"),
        ("{{ body | replace('w:p', 'w:q') }}", "write {{p body }}"),
        ("{{ body | upper }}", "write {{p body }}"),
        ("{{ body ~ 'x' }}", "not a text"),
        ("{{ [body] | join }}", "not a text"),
        ("{% set x %}<w:p/>{% endset %}{{ x }}", "not a text"),
        ("{{ gap | sum(attribute='total') }}", "a value that is not known (neuvedeno)"),
        ("{{ unknown + 1 }}", "cannot be reckoned with"),
        ("{{ title | cislo }}", 'takes a number, not "Tom & Jerry"'),
        ("{{ title | datum }}", "takes a day"),
        ("{{ 1 / 0 }}", "a division by nothing"),
        ("{{ 5 | mnozne('a') }}", "two to four forms"),
        ("{{ '%s' % title }}", "works on numbers only"),
        ("{% include 'x' %}", "cannot bring in another file"),
        ("{% extends 'x' %}", "cannot bring in another file"),
        ("{% autoescape false %}x{% endautoescape %}", "cannot switch off"),
        ("{{ day.strftime('%Y') }}", "'strftime' is not what a template may ask"),
        ("{{ title.format(1) }}", "use a filter"),
        ("{{ title.center(10) }}", "use a filter"),
        ("{{ loop }}", "not known here"),
        ("{{ self }}", "no text and no number"),
        ("{{ title | random }}", "No filter named"),
        ("{{ title | tojson }}", "No filter named"),
    ],
)
def test_what_is_no_text_is_refused_with_a_remedy(source: str, words: str) -> None:
    assert words in refusal(source)


DEEP = "{{ " + "(" * 5000 + "1" + ")" * 5000 + " }}"
GREEDY = {
    "loops": "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}",
    "three loops": "".join(f"{{% for a{n} in range(9999) %}}" for n in range(3)) + "x" + "{% endfor %}" * 3,
    "long range": "{{ range(10**9) | list }}",
    "power": "{{ 9 ** 9 ** 9 }}",
    "text times": "{{ 'x' * 1000000000 }}",
    "list times": "{{ [1] * 1000000000 }}",
    "doubling +": "{% set x = 'xxxxxxxx' %}" + "{% set x = x + x %}" * 40 + "{{ x }}",
    "doubling ~": "{% set x = 'xxxxxxxx' %}" + "{% set x = x ~ x %}" * 40 + "{{ x }}",
    "doubling lists": "{% set x = [1] %}" + "{% set x = x + x %}" * 40 + "{{ x | length }}",
    "doubling blocks": "{% set x = 'xxxxxxxx' %}" + "{% set x %}{{ x }}{{ x }}{% endset %}" * 40 + "{{ x }}",
    "squares": "{% set x = 999999999 %}" + "{% set x = x * x %}" * 40 + "{{ x }}",
    "center": "{{ 'x' | center(1000000000) }}",
    "center by name": "{{ 'x' | center(width=1000000000) }}",
    "indent": "{{ 'x' | indent(1000000000, true) }}",
    "indent by text": "{{ 'x' | indent('x' | center(900) ~ 'x' | center(900), true) }}",
    "batch": "{{ [1] | batch(1000000000, 0) | list | length }}",
    "slice": "{{ [1] | slice(1000000000) | list | length }}",
    "round": "{{ 1.5 | round(1000000000, 'ceil') }}",
    "format": "{{ '%1000000000d' | format(1) }}",
    "percent": "{{ '%1000000000d' % 1 }}",
    "replace": "{{ ('x' | center(1000)) | replace('', 'y' | center(1000)) }}",
    "replace much": "{% set x = 'x' | center(1000) | replace(' ', 'aa') %}{{ x | replace('a', x) }}",
    "join": "{{ range(99999) | join('x' | center(1000)) }}",
    "join in a map": "{{ range(99999) | map('string') | map('center', 1000) | list | length }}",
    "output": "{% for a in range(99999) %}{{ 'x' | center(1000) }}{% endfor %}",
    "output without tags": "{% for a in range(99999) %}" + "x" * 1000 + "{% endfor %}",
    "recursive macro": "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
    "doubling macro": "{% macro m(n) %}{{ m(n) }}{{ m(n) }}{% endmacro %}{{ m(1) }}",
    "recursive loop": "{% for x in [1] recursive %}{{ loop([1]) }}{% endfor %}",
    "brackets": DEEP,
    "lists": "{{ " + "[" * 5000 + "]" * 5000 + " }}",
    "not": "{{ " + "not " * 5000 + "1 }}",
    "blocks": "{% if 1 %}" * 3000 + "{% endif %}" * 3000,
    "loops in each other": "{% for x in [1] %}" * 300 + "{% endfor %}" * 300,
    "chain": "{{ title" + "|upper" * 5000 + " }}",
    "sum": "{{ " + "1+" * 20000 + "1 }}",
    "lipsum": "{{ lipsum(n=10000000) }}",
    "sum of lists": "{{ [[1], [2]] | sum(start=[]) }}",
    "date widths": "{{ day.strftime('%1000000000d') }}",
    "places": "{{ n | cislo(1000000000) }}",
}


@pytest.mark.parametrize(
    "source",
    [
        "{{ title.upper | lower }}",
        "{{ rows | upper }}",
        "{{ rows | join(', ') }}",
        "{{ rows | map(attribute='nic', default=none) | join }}",
        "{{ rows | string }}",
        "{{ title ~ rows }}",
        "{{ rows | map('upper') | join }}",
        "{{ rows | map(attribute='name') | upper }}",
        "{{ none | title }}",
        "{{ (1 == 1) | upper }}",
        "{{ body | replace('p', 'q') }}",
    ],
)
def test_a_filter_of_texts_takes_nothing_that_python_would_write_in_its_own_way(source: str) -> None:
    assert refusal(source)


@pytest.mark.parametrize("name", GREEDY)
def test_what_would_run_for_ever_or_fill_the_memory_is_refused_soon(name: str) -> None:
    assert refusal(GREEDY[name])


def test_a_long_table_is_well_within_the_budget() -> None:
    source = "{% for row in many %}{% for cell in row %}{{ cell }}{% endfor %}{% endfor %}"

    assert len(shown(source, many=[["ab"] * 10] * 10_000)) == 200_000


def test_each_rendering_has_its_own_budget() -> None:
    template = TemplateEnvironment().from_string("{% for a in range(90000) %}{% endfor %}ok")

    assert {template.render() for _ in range(15)} == {"ok"}


def test_filters_of_plugins_are_added_and_take_no_name_of_ours() -> None:
    environment = TemplateEnvironment(
        [
            TemplateFilter(name="shout", czech_name="hlasite", function=lambda text: f"{text}!"),
            TemplateFilter(name="upper", function=lambda _text: "no"),
        ]
    )

    assert environment.from_string("{{ 'a' | shout | upper | hlasite }}").render() == "A!!"


def test_a_mistake_has_a_code_that_stays_the_same() -> None:
    with pytest.raises(TagError) as caught:
        shown("{{ table.x }}")
    assert caught.value.mistake.code == "several"


def test_a_period_is_a_text() -> None:
    assert value(Period(PartialDate(2008), PartialDate(2012))) == "2008–2012"
