"""Who finds what in a Word template before a document is made: check-template and docxtpl-lint; prints a table.

    python benchmarks/checkers.py            a table of counts
    python benchmarks/checkers.py --names    what one of them finds and the other does not, too

The templates are those of the tests. Both know what the report has: docxtpl-lint by its schema (--schema) and by the names
of our filters and tests. `python benchmarks/run.py --install-peers` installs it.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter
from typing import Final

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.exporters.word.hostile import active, broken, package, paragraph
from tests.exporters.word.mistaken import mistaken, unusual
from tests.exporters.word.odd import odd
from tests.exporters.word.test_environment import GREEDY
from tests.exporters.word.test_preflight import GOOD

from socplan.exporters.word import builtin_template
from socplan.exporters.word.environment import TemplateEnvironment
from socplan.templates import check_template, field_schema

LINT: Final = Path(__file__).parent / ".peers" / "docxtpl-lint" / "bin" / "docxtpl-lint"


def templates() -> Iterator[tuple[str, str, str, bytes]]:
    """Each template, with its group, its name and the report kind that it is for."""
    for name, content, _ in active():
        yield "active content", name, "plan", content
    for name, content, _ in broken():
        yield "mistakes in tags", name, "plan", content
    for name, content, _ in mistaken():
        yield "mistakes in tags", name, "monitoring", content
    for name, text in GREEDY.items():
        yield "tags without end or measure", name, "plan", package(paragraph(text))
    for name, content in odd():
        yield "right", name, "plan", content
    for name, content, _ in unusual():
        yield "right", name, "monitoring", content
    for name, text in GOOD.items():
        yield "right", name, "plan", package(text)
    for kind in ("plan", "report"):
        yield "right", f"built in: {kind}", "plan", builtin_template(kind).content


def linted(path: Path, schema: Path) -> tuple[list[str], str]:
    """The rules that docxtpl-lint finds broken, and its version; that it gives up is a rule as well."""
    environment = TemplateEnvironment()
    names = ["--filters", ",".join(environment.filter_names), "--tests", ",".join(environment.test_names)]
    command = [LINT, path, "--no-config", "--format", "json", "--schema", schema, *names]
    made = subprocess.run(list(map(str, command)), check=False, capture_output=True, text=True)
    if not made.stdout.startswith("{"):
        return ["gives up"], ""
    answer = json.loads(made.stdout)
    return [issue["rule"] for file in answer["files"] for issue in file["issues"]], answer["version"]


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--names", action="store_true", help="name what one finds alone")
    chosen = parser.parse_args()
    if not LINT.exists():
        print("docxtpl-lint is not installed; python benchmarks/run.py --install-peers installs it", file=sys.stderr)
        return 1
    kinds = ("plan", "monitoring")
    counts: dict[str, list[int]] = {}
    version, spent = "", 0.0
    with tempfile.TemporaryDirectory() as folder:
        for kind in kinds:
            Path(folder, kind).write_text(json.dumps(field_schema(kind, None, "cs")), "utf-8")
        path = Path(folder, "t.docx")
        for group, name, kind, content in templates():
            path.write_bytes(content)
            start = perf_counter()
            ours = [mistake.code for mistake in check_template(path, kind)]
            spent += perf_counter() - start
            theirs, shown = linted(path, Path(folder, kind))
            version = version or shown
            count = counts.setdefault(group, [0, 0, 0])
            count[:] = [count[0] + 1, count[1] + bool(ours), count[2] + bool(theirs)]
            if chosen.names and bool(ours) != bool(theirs):
                print(f"{group}: {name}: {', '.join(ours or theirs)} ({'check-template' if ours else 'docxtpl-lint'})")
    print(f"| templates | number | check-template | docxtpl-lint {version} |\n| --- | --- | --- | --- |")
    for group, (number, own, other) in counts.items():
        print(f"| {group} | {number} | {own} | {other} |")
    print(f"check-template took {1000 * spent / sum(number for number, *_ in counts.values()):.0f} ms a template")
    return 0


if __name__ == "__main__":
    sys.exit(main())
