"""How fast Word documents are made, as ratios to docxtpl in the same run; prints a table, or JSON.

    python benchmarks/run.py                 every case
    python benchmarks/run.py batch rows      some cases
    python benchmarks/run.py --json          {name: {"ratio", "target", "met", "peer", "note"}}

docxtpl renders a template with the same tables, made from the finished document: its rows are replaced by one row in a
loop. Both give the same texts. CPU time, medians, turn and turn about. Another docxtpl is measured by naming the folder
in which it is installed: ``DOCXTPL=folder``.
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
import tracemalloc
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from time import process_time
from typing import Any, Final

import attrs

if other := os.environ.get("DOCXTPL"):
    sys.path.insert(0, other)

from docxtpl import DocxTemplate

from socplan import Report, build_report, from_mapping, render, to_mapping
from socplan.archives import unzip, zipped
from socplan.report import Column, ColumnKind, Row, Section, Table
from socplan.testing import sample_dossier

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
        Row((f"1.{number}", f"Opatření {number} pro skupinu", "Rozšíření služby", "plněno", number, number % 977, 3))
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
    ours, theirs = [], []
    render(report, "docx")
    by_docxtpl(template, context)
    for _ in range(times):
        theirs.append(timed(lambda: by_docxtpl(template, context)))
        ours.append(timed(lambda: render(report, "docx")))
    own, other = statistics.median(ours), statistics.median(theirs)
    return other / own, own, other


Result = dict[str, Any]


def result(ratio: float, target: float, peer_name: str, note: str, *, most: bool = False) -> Result:
    """A line of the table; ``most``: the ratio is to stay below the target."""
    met = ratio <= target if most else ratio >= target
    return {"ratio": round(ratio, 2), "target": target, "met": met, "peer": peer_name, "note": note}


def batch() -> Iterator[tuple[str, Result]]:
    """Two hundred reports of 57 measures: each another one, as offices have them, and the same again and again."""
    ratio, own, other = against(monitoring(), 30)
    yield "57 measures", result(ratio, 12, "docxtpl", f"{own:.2f} ms against {other:.1f} ms, the same report again")
    template, context = peer(monitoring())
    reports = [monitoring(number) for number in range(1, 201)]
    ours = timed(lambda: [render(report, "docx") for report in reports])
    theirs = timed(lambda: [by_docxtpl(template, context) for _ in range(20)]) * 10
    yield "200 documents", result(theirs / ours, 12, "docxtpl", f"{ours:.0f} ms against {theirs:.0f} ms (from 20)")


def tables() -> Iterator[tuple[str, Result]]:
    """One document with a long table."""
    for count, target, times in ((500, 15, 7), (10_000, 40, 1)):
        ratio, own, other = against(rows(count), times)
        yield f"{count} rows", result(ratio, target, "docxtpl", f"{own:.1f} ms against {other:.0f} ms")
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


CASES: Final = {"batch": batch, "rows": tables, "memory": memory}


def main() -> None:
    """Run the cases that are named, each in a process of its own."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("cases", nargs="*", choices=[*CASES, []], help="batch, rows, memory")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    results: dict[str, Result] = {}
    for case in chosen.cases or CASES:
        if chosen.here:
            results |= dict(CASES[case]())
        else:
            command = [sys.executable, str(Path(__file__)), case, "--here", "--json"]
            results |= json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    if chosen.json:
        print(json.dumps(results, ensure_ascii=False, indent=2))
        return
    for name, found in results.items():
        sign = "met" if found["met"] else "NOT met"
        print(
            f"{name:24} {found['ratio']:8.2f}  target {found['target']:>5}  {sign:8} {found['peer']:8} {found['note']}"
        )


if __name__ == "__main__":
    main()
