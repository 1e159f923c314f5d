"""Templates as clerks mistype them, for the monitoring report: each with words of the message that helps."""

from __future__ import annotations

from collections.abc import Iterator

from tests.exporters.word.hostile import (
    RELS,
    SPACES,
    TYPES,
    A,
    R,
    W,
    cell,
    field,
    member,
    package,
    paragraph,
    relation,
    split,
    table,
    typed,
)

__all__ = ["mistaken", "unusual"]

DRAWING = f'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:a="{A}"'
MATH = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'


def paragraphs(*texts: str) -> str:
    """A paragraph for each text."""
    return "".join(map(paragraph, texts))


def rows(*texts: str) -> str:
    """A table of one column, with a row for each text."""
    return table(*map(cell, texts))


def picture(alternative: str, inside: str = "") -> str:
    """A paragraph with a drawing and its alternative text."""
    return (
        f'<w:p><w:r><w:drawing><wp:inline {DRAWING}><wp:extent cx="1" cy="1"/><wp:docPr id="1" name="x" '
        f'descr="{alternative}"/><a:graphic><a:graphicData uri="x">{inside}</a:graphicData></a:graphic></wp:inline>'
        "</w:drawing></w:r></w:p>"
    )


def formula(text: str) -> str:
    """A paragraph with a formula."""
    return f"<w:p><m:oMath {MATH}><m:r><m:t>{text}</m:t></m:r></m:oMath></w:p>"


def box(inside: str, before: str = "") -> str:
    """A paragraph with a text box."""
    runs = f"<w:r><w:t>{before}</w:t></w:r>" if before else ""
    content = f"<v:textbox><w:txbxContent>{inside}</w:txbxContent></v:textbox>"
    return f"<w:p>{runs}<w:r><w:pict><v:shape {SPACES}>{content}</v:shape></w:pict></w:r></w:p>"


def half_in(around: str, inside: str, behind: str) -> str:
    """A paragraph whose text stands half in an element."""
    begin, end = (
        (f"<w:{around}>", f"</w:{around}>")
        if around != "sdtContent"
        else ("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>")
    )
    if around == "ins":
        begin = '<w:ins w:id="1" w:author="x">'
    run = "<w:r><w:t>{}</w:t></w:r>"
    return f"<w:p>{begin}{run.format(inside)}{end}{run.format(behind)}</w:p>"


def header(more: str) -> bytes:
    """A template with more paragraphs in its header."""
    name = "word/header1.xml"
    return package("", {name: member(name).replace(b"</w:p>", b"</w:p>" + more.encode(), 1)})


def mistaken() -> Iterator[tuple[str, bytes, str]]:
    """Templates with mistakes: a name, the file, and words of the message."""
    yield from ((text, package(paragraph(text)), words) for text, words in LINES)
    yield from mistaken_places()
    yield from mistaken_tables()


LINES = (
    ("{{ p body }}", "one space behind: write {{p body }}"),
    ("{{ body ~ 'x' }}", "write {{p body }}"),
    ("{{ [part.summary] | join }}", "write {{p part.summary }}"),
    ("{{ logo ~ 'x' }}", "logo is a picture"),
    ("{{ [logo] | join }}", "logo is a picture"),
    ("{{{ title }}}", "there is a brace too much; write {{ title }}"),
    ("{{ title %}", "a tag that begins with {{ ends with %}; write }}"),
    ("{% if title }}x{% endif %}", "a tag that begins with {% ends with }}; write %}"),
    ("{% if title = 'x' %}a{% endif %}", "write =="),
    ("{% if title && subtitle %}a{% endif %}", "write the word and"),
    ("{% if title %}a{% elseif subtitle %}b{% endif %}", 'Did you mean "elif"?'),
    ("{% if title %}a{% else if subtitle %}b{% endif %}", "write {% elif … %}"),
    ("{% když title %}a{% endif %}", 'no statement is called když. Did you mean "if"?'),
    ("{% for x in facts %}{{ x.label }}{% endfor x %}", "x is too much"),
    ("{{ ti\u200btle }}", "an invisible sign"),
    ("{{ '\\u0000' }}", "a character that no document can hold"),
    ("{{ table.measures_of_deti_cil-1.1.title }}", 'brackets and quotes: table["measures_of_deti_cil-…"]'),
    ("{% for x in table.by_group %}x{% endfor %}", "go through its rows: table.by_group.rows"),
    ("{% for x in title %}x{% endfor %}", "there is nothing to go through"),
    ("{% for x in is_long %}x{% endfor %}", "there is nothing to go through"),
    ("{% for x in 5 %}x{% endfor %}", "there is nothing to go through"),
    ("{% for x in facts %}{{ loop.idx }}{% endfor %}", 'loop has no idx. Did you mean "index"?'),
    ("{{ loop.index }}", "'loop' is not known here"),
    ("{% for x in facts %}{% endfor %}{{ x.label }}", "'x' is not known here"),
    ("{% for x in facts %}{{ x.value | cislo('dva') }}{% endfor %}", "the number of places is from 0"),
    ("{{ 5 | cislo('dva') }}", "the number of places is from 0"),
    ("{{ 5 | cislo(1, 2, 3) }}", "the filter cislo cannot do anything"),
    ("{{ title | upper(5) }}", "the filter upper cannot do anything"),
    ("{{ 5 | mnozne('služba') }}", "takes two to four forms"),
    ("{{ 'zítra' | datum }}", "the filter datum takes a day"),
    ("{{ title | datum }}", "the filter datum takes a day, not title"),
    ("{{ title | penize }}", "the filter penize takes a number, not title"),
    ("{{ 5 / 0 }}", "a division by nothing"),
    ("{{ title + 5 }}", "works on numbers only"),
    ("{{ title() }}", "there is nothing to call here"),
    ("{{ title.upper }}", "write brackets after its name"),
    ("{{ part.summary.title }}", "part.summary has no title; take .title away"),
    ("{{ facts[0].valu }}", 'facts has no valu. Did you mean "value"?'),
    ("{{ table.by_group.rows[0].totl }}", 'table.by_group.rows has no totl. Did you mean "total"?'),
    ("{{ (table.by_group.rows | first).totl }}", "table.by_group.rows has no totl"),
    ("{{ table.by_group.rows | sum(attribute='totl') }}", "table.by_group.rows has no totl"),
    ("{{ table.by_group.rows | map(attribute='totl') | join }}", "table.by_group.rows has no totl"),
    ("{{ table.by_group.rows | map('uper') | join }}", 'no filter is called uper. Did you mean "upper"?'),
    ("{% for x in table.by_group.rows | sort(attribute='totl') %}{% endfor %}", "table.by_group.rows has no totl"),
    ("{% for x in table.by_group.rows | selectattr('row_rol', 'eq', 'body') %}{% endfor %}", "has no row_rol"),
    ("{% for x in table.by_group.rows | selectattr('row_role', 'eqal', 'body') %}{% endfor %}", "called eqal"),
    ("{{ body if is_long }}", "write {{p body if is_long }}"),
    ("{{r title }}", "title is a text"),
    ("{{r logo }}", "logo is a picture"),
    ("{{P body }}", "one space behind: write {{p body }}"),
    ("{{ is_long }}", "yes or no is no text"),
    ("{% for x in facts %}{{ x }}{% endfor %}", "x holds several values"),
    ("{{ title | center(999999999) }}", "the filter center takes numbers up to 1"),
    ("{% for x in facts | batch(9999999) %}x{% endfor %}", "the filter batch takes numbers up to 1"),
    ("{% for x in range(999999999) %}x{% endfor %}", "the loops run more than"),
    ("{{ table.by_group.rows[0].total > 10 }}", "yes or no is no text"),
    ("{{ not title }}", "yes or no is no text"),
    ("{{ table.by_group.rows | map(attribute='total') }}", "put | join(', ')"),
    ("{{ facts | map('upper') | list }}", "put | join(', ')"),
    ("{{ table.by_group.rows | first }}", "table.by_group.rows | first holds several values"),
    ("{{ table.by_group.rows | max(attribute='total') }}", "holds several values"),
    ("{{ table.by_group.rows[0] }}", "table.by_group.rows[0] holds several values"),
    ("{{ [title, subtitle] }}", "put | join(', ')"),
    ("{{ subtitle or body }}", "write {{p body }}"),
    ("{% set b = body %}{{ b }}", "write {{p b }}"),
    ("{% set t = table.by_group %}{{ t }}", "t holds several values"),
    ("{{ facts.label }}", "go through it: {% for one in facts %}{{ one.label }}"),
    ("{{ table.by_group.rows.total }}", "go through it: {% for one in table.by_group.rows %}"),
    ("{{ body[0] }}", "body is no list, so it has no entry number 0"),
    ("{{ fact[0] }}", "fact is no list, so it has no entry number 0"),
    ("{{ facts | upper }}", "put | join(', ')"),
    ("{{ table.by_group.rows[0] | upper }}", "put | join(', ')"),
    ("{{ is_long | upper }}", "yes or no is no text"),
    ("{{ word.page | join(', ') }}", "there is nothing to go through"),
    ("{{ fact.round | join(', ') }}", "there is nothing to go through"),
    ("{{ title | round }}", "the filter round cannot do anything with this value"),
    ("{{ is_long | cislo }}", "the filter cislo takes a number, not is_long"),
    ("{{ facts | cislo }}", "the filter cislo takes one value, and got several"),
    ("{{ facts[0] | cislo }}", "the filter cislo takes one value, and got several"),
    ("{{ (facts | list) * 2 }}", "* works on numbers only"),
    ("{{ head + 1 }}", "+ works on numbers only"),
    ("{{p facts[0].label }}", "is a text, not paragraphs"),
    ("{{p table.by_group.title }}", "is a text, not paragraphs"),
    ("{{p 5 }}", "is a text, not paragraphs"),
    ("{% for x in facts %}{% for y in x.label %}{{ y }}{% endfor %}{% endfor %}", "there is nothing to go through"),
    ("{% if title %}a{% else %}b{% else %}c{% endif %}", "stands behind the {% else %} of {% if title %}"),
    ("{% if title %}a{% else %}b{% elif subtitle %}c{% endif %}", "stands behind the {% else %}"),
)


def mistaken_places() -> Iterator[tuple[str, bytes, str]]:
    """Tags in places of Word where they do not do what they seem to."""
    title = paragraph("{{ title }}")
    yield "alternative text", package(picture("{{ titel }}") + title), "'titel' is not known here"
    yield "half a tag in an alternative text", package(picture("{{ title") + title), "{{ stands without }}"
    yield "body in an alternative text", package(picture("{{p body }}") + title), "has to stand alone"
    yield "a picture beside a tag", package(picture("x").replace("<w:r>", TAGGED) + title), "has to stand alone"
    beside = box(paragraph("x"), "{%p if title %}") + paragraphs("a", "{%p endif %}")
    yield "a text box beside a tag", package(beside), "has to stand alone"
    across = paragraph("{%p if title %}") + box(paragraph("{%p endif %}"))
    yield "from the text into a box", package(across), "begins in another cell or text"
    yield "the words of a drawing", package(picture("x", DRAWN.format("{{ titel }}")) + title), "'titel' is not known"
    yield "a formula", package(formula("{{ titel }}") + title), "'titel' is not known here"
    yield "half a tag in a formula", package(formula("{{ title") + title), "{{ stands without }}"
    bookmark = '<w:p><w:bookmarkStart w:id="0" w:name="{{ title }}"/><w:bookmarkEnd w:id="0"/></w:p>'
    yield "the name of a bookmark", package(bookmark + title), "in a setting of Word (bookmarkStart)"
    styled = title.replace("<w:p>", '<w:p><w:pPr><w:pStyle w:val="{{ kind }}"/></w:pPr>')
    yield "the name of a style", package(styled), "in a setting of Word (pStyle)"
    for name, target in (("typed", "http://{{ title }}/"), ("as Word writes it", "http://%7B%7B%20title%20%7D%7D/")):
        link = relation(f"{R}/hyperlink", target, "External")
        yield f"the target of a link, {name}", package(title, {RELS: link}), "in a setting of Word (hyperlink)"
    deleted = '<w:p><w:del w:id="1" w:author="x"><w:r><w:delText>{}</w:delText></w:r></w:del></w:p>'
    yield "a deletion", package(deleted.format("{{ title }}") + title), "is deleted, but the change is still tracked"
    moved = '<w:p><w:moveFrom w:id="1" w:author="x"><w:r><w:t>{{ title }}</w:t></w:r></w:moveFrom></w:p>'
    yield "a move", package(moved + title), "is deleted, but the change is still tracked"
    broken = "<w:p><w:r><w:t>{{{{p body }}}}</w:t>{}</w:r></w:p>"
    yield "a break beside a tag", package(broken.format('<w:br w:type="page"/>')), "a break of the page or section"
    section = broken.format("").replace("<w:p>", "<w:p><w:pPr><w:sectPr/></w:pPr>")
    yield "the end of a section beside a tag", package(section), "a break of the page or section"
    over = paragraphs("{%p filter upper %}", "{{ title }}", "{%p endfilter %}")
    deep = paragraph("{% if title %}" * 600 + "{% endif %}" * 600)
    yield "conditions deep in each other", package(deep), "the tags stand too deep in each other"
    yield "a filter over paragraphs", package(over), "stand in different paragraphs"
    for text, sign in (("5 % 2", "%"), ("{'a': 1}", "}")):
        condition = paragraphs("{%p if " + text + " %}", "{{ title }}", "{%p endif %}")
        yield f"{sign} in a paragraph tag", package(condition), f"no sign {sign} may stand"
    yield (
        "a value as a paragraph",
        package(paragraphs("{%p for f in facts %}", "{{p f.value }}", "{%p endfor %}")),
        "f.value is a text, not paragraphs",
    )
    yield "split in a header", header(split("{", "{ titl", " }}")), "'titl' is not known here"
    yield "lists in a header", header(paragraph("{{p tables }}")), "cannot stand in a header"
    counted = field(" SEQ Tabulka ").replace("<w:t>x</w:t>", "<w:t>{{ titel }}</w:t>")
    for name, inside in (("a link", "hyperlink"), ("a tracked change", "ins"), ("a control", "sdtContent")):
        yield f"a tag that begins in {name}", package(half_in(inside, "{{ ti", "tle }}")), "type the whole tag on one"
        halves = half_in(inside, "{% if title %}x", "y{% endif %}")
        yield f"a condition that begins in {name}", package(halves), "of {% if title %} and {% endif %} one stands"
    yield "the result of a field", package(counted + title), "'titel' is not known here"
    kind = typed(("/word/comments.xml", f"{OFFICE}.comments+xml"))
    noted = f'<w:comments xmlns:w="{W}"><w:comment w:id="0" w:author="socplan">{title}</w:comment></w:comments>'
    left = package(title, {"word/comments.xml": noted.encode(), TYPES: kind})
    yield "comments of an earlier check", left, "comments of an earlier check stand in the template"


OFFICE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
TAGGED = "<w:r><w:t>{{p body }}</w:t></w:r><w:r>"
DRAWN = "<a:p><a:r><a:t>{}</a:t></a:r></a:p>"


def mistaken_tables() -> Iterator[tuple[str, bytes, str]]:
    """Tags of rows and cells."""
    apart = rows("{% tr for r in facts %}", "{{ r.label }}", "{% tr endfor %}")
    yield "a space before tr", package(apart), "write {%tr for r in facts %}"
    one_row = table(cell("{%tr for r in facts %}") + cell("{{ r.label }}") + cell("{%tr endfor %}"))
    yield "all in one row", package(one_row), "has to stand alone in its row"
    beside = table(cell("x {%tc for r in facts %}") + cell("{{ r.label }}") + cell("{%tc endfor %}"))
    yield "text beside a cell tag", package(beside), "has to stand alone in its cell"
    two = rows("{%tr for r in facts %}", "{{ r.label }}") + paragraph("") + rows("x", "{%tr endfor %}")
    yield "a loop over two tables", package(two), "begins in another cell or text"
    cells = table(cell("{%tc for r in facts %}") + cell("{{ r.label }}"), cell("a") + cell("{%tc endfor %}"))
    yield "cells over two rows", package(cells), "begins in another cell or text"
    inner = f"<w:tc><w:tcPr/>{rows('{%tr for r in facts %}', '{{ r.lable }}', '{%tr endfor %}')}{paragraph('')}</w:tc>"
    yield "a table in a table", package(table(inner)), 'r has no lable. Did you mean "label"?'
    yield "a text as a row", package(rows("{{tr title }}")), "title is a text"
    yield "wide by a word", package(table(cell("{% colspan 'x' %}{{ title }}") + cell("a"))), "the number of columns"
    yield "coloured by a word", package(table(cell("{% cellbg 'red' %}{{ title }}"))), "a colour of six digits"
    described = rows("{{ title }}").replace("<w:tblPr/>", '<w:tblPr><w:tblDescription w:val="{{ titel }}"/></w:tblPr>')
    yield "the alternative text of a table", package(described), "'titel' is not known here"


def unusual() -> Iterator[tuple[str, bytes, str]]:
    """Unusual and right: a name, the file, and what the document shows."""
    title = "Monitorovací zpráva"
    yield "Czech quotes", package(paragraph("{{ 5 | penize(„Kč“) }}")), "5,00 Kč"
    yield "Czech single quotes", package(paragraph("{{ 5 | penize(\u201aKč‘) }}")), "5,00 Kč"
    yield "Czech quotes in a text", package(paragraph("{{ 'řekl „ano' }}")), "řekl „ano"
    yield "hard spaces", package(paragraph("{{\u00a0title\u00a0}}")), title
    yield "a comment", package(paragraphs("{#p poznámka #}", "{{ title }}")), title
    for name, text in (
        ("a name twice", "{% for f in facts %}{% for f in table.by_group.rows %}{{ f.total }}{% endfor %}{% endfor %}"),
        ("a name of a macro", "{% for f in facts %}{% macro m(f) %}{{ f.x }}{% endmacro %}{% endfor %}"),
        ("asked the other way", "{% if 'x' not in fact %}–{% else %}{{ fact.x }}{% endif %}"),
        ("asked later", "{% if 'x' in fact %}{{ fact.x }}{% elif 'y' in fact %}{{ fact.y }}{% endif %}"),
        ("a month as a date", "{{ fact.surveyed | datum }}"),
    ):
        yield name, package(paragraph(text + "{{ title }}")), title
    yield "a tag that is commented out", package(paragraph("{# {{ titel }} #}{{ title }}")), title
    yield "a formula", package(formula("{{ title }}")), title
    yield "an alternative text", package(picture("{{ title }}") + paragraph("{{ title }}")), title
    in_loop = picture("{{ f.label }}").replace("<w:r>", "<w:r><w:t>{% for f in facts %}</w:t></w:r><w:r>")
    in_loop = in_loop.replace("</w:p>", "<w:r><w:t>{% endfor %}</w:t></w:r></w:p>")
    yield "an alternative text in a loop", package(in_loop + paragraph("{{ title }}")), title
    yield (
        "a loop in a box",
        package(box(paragraphs("{%p for f in facts %}", "{{ f.label }}", "{%p endfor %}"))),
        "Území",
    )
    loop = paragraphs("{%p for each in part.values() %}", "{{p each }}", "{%p endfor %}")
    yield "a loop over parts", package(loop), "Ve zkratce"
    yield "one of two", package(paragraph("{{p body if is_long else part.summary }}")), "Ve zkratce"
    yield "a colour", package(table(cell("{% cellbg 'D9E2F3' %}{{ title }}"))), title
    yield "a width", package(table(cell("{% colspan 2 %}{{ title }}") + cell("a"))), title
    half = '<w:p><w:r><w:t>{{ ti</w:t></w:r><w:del w:id="1" w:author="x"><w:r><w:delText>xx</w:delText></w:r></w:del>'
    yield "a deletion amid a tag", package(f"{half}<w:r><w:t>tle }}}}</w:t></w:r></w:p>"), title
    linked = half_in("hyperlink", "{{ ti", "").replace("</w:p>", half_in("hyperlink", "tle }}", "")[5:])
    yield "a tag over two links", package(linked), title
    yield "one of a list", package(paragraph("{{ (table.by_group.rows | map(attribute='total') | list)[0] }}")), "5"
    yield "the largest", package(paragraph("{{ table.by_group.rows | map(attribute='total') | max }}")), "17"
    again = "{% set b = body %}{% set b = title %}{{ b }}"
    yield "a name given again", package(paragraph(again)), title
    yield "a picture that is asked for", package(paragraph("{% if logo %}{{ logo }}{% endif %}{{ title }}")), title
