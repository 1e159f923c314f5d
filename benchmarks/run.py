"""How fast Word documents are made, as ratios to docxtpl in the same run; prints a table, or JSON.

    python benchmarks/run.py                 every case
    python benchmarks/run.py batch rows      some cases
    python benchmarks/run.py --json          {name: {"ratio", "target", "met", "peer", "note"}}
    python benchmarks/run.py --install-peers the newest docxtpl, docxtpl-ng, python-pptx and docxtpl-lint, into benchmarks/.peers

docxtpl renders a template with the same tables, made from the finished document: its rows are replaced by one row in a
loop. Both give the same texts. CPU time, medians, turn and turn about. The newest docxtpl, docxtpl-ng and python-pptx are
measured in environments of their own, because they would replace each other; where they are not installed they are left
out, and the note says so.
"""

from __future__ import annotations

import argparse
import gc
import io
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import tracemalloc
from collections.abc import Callable, Iterator
from functools import cache, partial
from pathlib import Path
from time import process_time
from typing import Any, Final

import attrs
from docxtpl import DocxTemplate

from socplan import Report, build_report, from_mapping, render, to_mapping
from socplan.archives import unzip, zipped
from socplan.exporters.word.charts import chart_of, chart_parts
from socplan.report import Column, ColumnKind, Figure, FigureKind, Row, Section, Series, Table
from socplan.testing import sample_dossier

PEERS: Final = Path(__file__).parent / ".peers"
#: How long a peer may take, in seconds.
_PATIENCE: Final = 900
_TABLE: Final = re.compile(r"<w:tbl>.*?</w:tbl>", re.DOTALL)
_ROW: Final = re.compile(r"<w:tr>.*?</w:tr>", re.DOTALL)
_TEXT: Final = re.compile(r'(<w:t xml:space="preserve">).*?(</w:t>)', re.DOTALL)


@cache
def monitoring(number: int = 0) -> Report:
    """A monitoring report over 57 measures in two rounds, with a comment at each; each number has other titles."""
    whole = to_mapping(sample_dossier("ukazka"))
    kept = ("socplan", "plan", "levels", "groups", "goals", "statuses", "rounds", "territories", "organisations")
    mapping = {name: whole[name] for name in kept}
    # Without what refers to tables that are left out.
    strange = ("resolution", "founded_by", "dissolved_by", "replaces")
    mapping |= {
        name: [{key: value for key, value in each.items() if key not in strange} for each in mapping[name]]
        for name in ("rounds", "groups")
    }
    measures = [{key: value for key, value in each.items() if key not in strange} for each in whole["measures"]]
    goals = sorted({measure["goal"] for measure in whole["measures"]})
    mapping["measures"] = [
        {
            **measures[place % 19],
            "id": f"m{place}",
            "code": f"{place}",
            "title": measures[(place + number) % 19]["title"] + (f" č. {number}" if number else ""),
            "goal": goals[place % len(goals)],
        }
        for place in range(57)
    ]
    statuses = [status["id"] for status in whole["statuses"]]
    mapping["readings"] = [
        {
            "round": each["id"],
            "measure": f"m{place}",
            "status": statuses[place % len(statuses)],
            "comment": f"Služba má od ledna o {place} míst více; smlouva je uzavřena.",
        }
        for each in mapping["rounds"]
        for place in range(57)
    ]
    return build_report("monitoring", from_mapping(mapping))


def rows(count: int) -> Report:
    """A report of one table."""
    kinds = (*(ColumnKind.TEXT,) * 4, *(ColumnKind.COUNT,) * 3)
    columns = tuple(Column(f"c{place}", f"Sloupec {place}", kind) for place, kind in enumerate(kinds))
    body = tuple(
        # A column that says the same in each row would be told above the table, and left out.
        Row(
            (
                f"1.{number}",
                f"Opatření {number} pro skupinu",
                ("Rozšíření služby", "Nová služba")[number % 5 == 1],
                ("plněno", "splněno")[number % 7 == 1],
                number,
                number % 977,
                3,
            )
        )
        for number in range(count)
    )
    table = Table(key="rows", title="Řádky", columns=columns, rows=body)
    return attrs.evolve(monitoring(), parts=(Section(key="rows", title="Řádky", blocks=(table,)),))


def peer(report: Report) -> tuple[bytes, dict[str, Any]]:
    """A template of docxtpl that gives the document of a report, and its context."""
    (file,) = render(report, "docx")
    members = unzip("peer", file.content)
    context: dict[str, Any] = {}

    def looped(found: re.Match[str]) -> str:
        table = found.group()
        head, *body = _ROW.findall(table)
        name = f"t{len(context)}"
        context[name] = [
            {f"c{place}": _plain(cell) for place, cell in enumerate(re.findall(r"<w:tc>(.*?)</w:tc>", row, re.DOTALL))}
            for row in body
        ]
        places = iter(context[name][0])
        one = _TEXT.sub(lambda text: f"{text[1]}{{{{ row.{next(places)} }}}}{text[2]}", body[0])
        begin, end = (_tag_row(f"{{%tr {tag} %}}") for tag in (f"for row in {name}", "endfor"))
        start = table[: table.index(head)]
        return f"{start}{head}{begin}{one}{end}</w:tbl>"

    document = _TABLE.sub(looped, members["word/document.xml"].decode())
    members["word/document.xml"] = document.encode()
    return zipped(members), context


def _plain(cell: str) -> str:
    found = re.search(r'<w:t xml:space="preserve">(.*?)</w:t></w:r>', cell, re.DOTALL)
    return re.sub(r"<[^>]+>", " ", found[1] if found else "").replace("&amp;", "&")


def _tag_row(tag: str) -> str:
    return f"<w:tr><w:tc><w:p><w:r><w:t>{tag}</w:t></w:r></w:p></w:tc></w:tr>"


def by_docxtpl(template: bytes, context: dict[str, Any]) -> bytes:
    """What docxtpl makes by itself."""
    document = DocxTemplate(io.BytesIO(template))
    document.render(dict(context))
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def timed(action: Callable[[], object]) -> float:
    """CPU time of an action, in milliseconds."""
    gc.collect()
    start = process_time()
    action()
    return (process_time() - start) * 1_000


def against(report: Report, times: int) -> tuple[float, float, float]:
    """How many times faster than docxtpl, and both times in milliseconds."""
    template, context = peer(report)
    ours: list[float] = []
    theirs: list[float] = []
    render(report, "docx")
    by_docxtpl(template, context)
    for _ in range(times):
        # Each runs once untimed first: the memory that the other one gave back is none of its business.
        for action, kept in ((lambda: by_docxtpl(template, context), theirs), (lambda: render(report, "docx"), ours)):
            action()
            kept.append(timed(action))
    own, other = statistics.median(ours), statistics.median(theirs)
    return other / own, own, other


def python_of(name: str) -> Path | None:
    """The Python of a peer's environment; ``None``: it is not installed."""
    places = (PEERS / name / "bin" / "python", PEERS / name / "Scripts" / "python.exe")
    return next((place for place in places if place.exists()), None)


def install_peers() -> None:
    """Install every peer anew."""
    for name in ("docxtpl", "docxtpl-ng", "python-pptx", "docxtpl-lint"):
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(PEERS / name)], check=True)
        subprocess.run([str(python_of(name)), "-m", "pip", "install", "-q", name], check=True)
        print(f"{name} is installed")


def elsewhere(name: str, case: str, times: int, *contents: bytes) -> tuple[float, str] | None:
    """The median of a peer in its own environment, and its version; ``None``: it is not installed.

    Of one that has not ended after `_PATIENCE`, that time, and words that say so.
    """
    python = python_of(name)
    if python is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        paths = []
        for place, content in enumerate(contents):
            paths.append(Path(folder, str(place)))
            paths[-1].write_bytes(content)
        command = [python, Path(__file__).with_name("peer.py"), case, times, *paths]
        try:
            made = subprocess.run(
                list(map(str, command)), check=True, capture_output=True, text=True, timeout=_PATIENCE
            ).stdout
        except subprocess.TimeoutExpired:
            return _PATIENCE * 1_000, "had not ended then"
    measured = json.loads(made)
    return statistics.median(measured["times"]), measured["version"]


Result = dict[str, Any]


def result(ratio: float, target: float, peer_name: str, note: str, *, most: bool = False) -> Result:
    """A line of the table; ``most``: the ratio is to stay below the target."""
    met = ratio <= target if most else ratio >= target
    return {"ratio": round(ratio, 2), "target": target, "met": met, "peer": peer_name, "note": note}


def absent(target: float, peer_name: str) -> Result:
    """A line for a peer that is not installed."""
    note = "not measured: it is not installed; run.py --install-peers installs it"
    return {"ratio": None, "target": target, "met": None, "peer": peer_name, "note": note}


def others(name: str, report: Report, own: float, target: float, times: int) -> Iterator[tuple[str, Result]]:
    """Against the peers that have an environment of their own."""
    template, context = peer(report)
    # docxtpl-ng treats large tables differently; no figure was asked for but to be faster.
    for package, wanted in (("docxtpl", target), ("docxtpl-ng", 1)):
        measured = elsewhere(package, "documents", times, template, json.dumps(context).encode())
        if measured is None:
            yield f"{name}, {package}", absent(wanted, package)
        else:
            note = f"{own:.2f} ms against {measured[0]:.1f} ms"
            yield f"{name}, {package}", result(measured[0] / own, wanted, f"{package} {measured[1]}", note)


def batch() -> Iterator[tuple[str, Result]]:
    """Two hundred reports of 57 measures: each another one, as offices have them, and the same again and again."""
    ratio, own, other = against(monitoring(), 30)
    yield "57 measures", result(ratio, 12, "docxtpl", f"{own:.2f} ms against {other:.1f} ms, the same report again")
    yield from others("57 measures", monitoring(), own, 12, 15)
    template, context = peer(monitoring())
    reports = [monitoring(number) for number in range(1, 201)]
    ours = timed(lambda: [render(report, "docx") for report in reports])
    theirs = timed(lambda: [by_docxtpl(template, context) for _ in range(20)]) * 10
    yield "200 documents", result(theirs / ours, 12, "docxtpl", f"{ours:.0f} ms against {theirs:.0f} ms (from 20)")


def tables() -> Iterator[tuple[str, Result]]:
    """One document with a long table."""
    for count, target, times in ((500, 15, 7), (10_000, 40, 3)):
        ratio, own, other = against(rows(count), times)
        yield f"{count} rows", result(ratio, target, "docxtpl", f"{own:.1f} ms against {other:.0f} ms")
        yield from others(f"{count} rows", rows(count), own, target, max(times // 2, 1))
    small, large = rows(2_000), rows(10_000)
    times_small = [timed(lambda: render(small, "docx")) for _ in range(5)]
    times_large = [timed(lambda: render(large, "docx")) for _ in range(5)]
    growth = statistics.median(times_large) / statistics.median(times_small)
    yield "10 000 rows by 2 000", result(growth, 5.5, "itself", "time of five times the rows", most=True)


def memory() -> Iterator[tuple[str, Result]]:
    """What ten thousand rows take beyond the report itself."""
    report = rows(10_000)
    render(report, "docx")
    tracemalloc.start()
    render(report, "docx")
    peak = tracemalloc.get_traced_memory()[1] / 1e6
    tracemalloc.stop()
    yield "memory of 10 000 rows", result(peak, 25, "MB", "peak by tracemalloc", most=True)


def figures(count: int) -> list[Figure]:
    """Figures of seven groups in five statuses, no two alike."""
    heads = [Column(f"s{place}", f"Stav {place}", ColumnKind.COUNT) for place in range(5)]
    made = []
    for number in range(count):
        body = tuple(
            Row((f"Skupina {place} & spol.", *((number * 7 + place * each) % 23 + 1 for each in range(1, 6))))
            for place in range(7)
        )
        table = Table(key=f"t{number}", title="Stavy", columns=(Column("group", "Skupina"), *heads), rows=body)
        series = tuple(Series(head.key) for head in heads)
        made.append(Figure(key=f"f{number}", kind=FigureKind.SHARES, alt="Stavy", table=table, series=series))
    return made


def charts() -> Iterator[tuple[str, Result]]:
    """Two hundred charts with their workbooks, and what they add to a document."""
    count, room = 200, 16 * 360_000
    drawn, report = figures(count), monitoring()

    def ours() -> None:
        made = [chart for figure in drawn if (chart := chart_of(figure, report, room))]
        if len(made) != len(drawn):
            raise SystemExit("not every figure was drawn")
        chart_parts(made)

    ours()
    own = statistics.median(timed(ours) for _ in range(5)) / count
    yield "200 charts", result(own, 0.5, "ms", "a chart: its part and its workbook", most=True)
    data = [
        [
            [row.cells[0] for row in figure.table.rows],
            {
                column.label: [row.cells[place] for row in figure.table.rows]
                for place, column in enumerate(figure.table.columns)
                if place
            },
        ]
        for figure in drawn
    ]
    measured = elsewhere("python-pptx", "charts", 5, json.dumps(data).encode())
    if measured is None:
        yield "200 charts, python-pptx", absent(1, "python-pptx")
    else:
        note = f"{own:.2f} ms against {measured[0] / count:.2f} ms a chart, which has no colours and labels yet"
        yield "200 charts, python-pptx", result(measured[0] / count / own, 1, f"python-pptx {measured[1]}", note)
    whole, bare = (
        attrs.evolve(report, parts=(Section(key="p", title="Grafy", blocks=blocks),))
        for blocks in (tuple(drawn), tuple(figure.table for figure in drawn))
    )
    render(whole, "docx")
    more = [timed(lambda: render(whole, "docx")) - timed(lambda: render(bare, "docx")) for _ in range(5)]
    yield (
        "200 charts in a document",
        result(statistics.median(more) / count, 0.5, "ms", "a chart, beyond the same tables without charts", most=True),
    )


def templates() -> Iterator[tuple[str, Result]]:
    """A built-in template is checked from the command line, in a process of its own: start of Python included."""
    slowest = 0.0
    with tempfile.TemporaryDirectory() as folder:
        docx = str(Path(folder, "template.docx"))
        command = [sys.executable, "-m", "socplan"]
        # As where it is installed: what was compiled once is kept.
        kept = {**os.environ, "PYTHONPYCACHEPREFIX": str(Path(folder, "compiled"))}
        kept.pop("PYTHONDONTWRITEBYTECODE", None)
        run = partial(subprocess.run, check=True, capture_output=True, env=kept)
        for kind in ("monitoring", "plan"):
            run([*command, "template", kind, "-o", docx, "--overwrite"])
            run([*command, "check-template", docx, kind])
            seconds = []
            for _ in range(5):
                start = sum(os.times()[2:4])
                run([*command, "check-template", docx, kind])
                seconds.append(sum(os.times()[2:4]) - start)
            slowest = max(slowest, statistics.median(seconds))
    note = "CPU time of the whole command, its modules compiled before; the slower of monitoring and plan"
    yield "check-template", result(slowest, 1, "s", note, most=True)


CASES: Final = {"batch": batch, "rows": tables, "memory": memory, "charts": charts, "templates": templates}


def main() -> None:
    """Run the cases that are named, each in a process of its own."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("cases", nargs="*", choices=[*CASES, []], help=", ".join(CASES))
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--install-peers", action="store_true", help="install what socplan is compared with, then end")
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.install_peers:
        install_peers()
        return
    results: dict[str, Result] = {}
    for case in chosen.cases or CASES:
        if chosen.here:
            results |= dict(CASES[case]())
        else:
            command = [sys.executable, str(Path(__file__)), case, "--here", "--json"]
            results |= json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout)
    if chosen.json:
        print(json.dumps(results, ensure_ascii=False, indent=2))
        return
    for name, line in results.items():
        sign = {True: "met", False: "NOT met", None: "-"}[line["met"]]
        ratio = "-" if line["ratio"] is None else f"{line['ratio']:.2f}"
        print(f"{name:24} {ratio:>8}  target {line['target']:>5}  {sign:8} {line['peer']:18} {line['note']}")


if __name__ == "__main__":
    main()
