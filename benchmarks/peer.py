"""Times a peer, in the peer's own environment: prints its version, and CPU times in milliseconds, as JSON.

    python peer.py documents TIMES TEMPLATE.docx CONTEXT.json     documents by docxtpl, or by docxtpl-ng
    python peer.py charts TIMES DATA.json                         charts by python-pptx

Called by run.py; it imports nothing of socplan.
"""

from __future__ import annotations

import gc
import io
import json
import sys
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from time import process_time
from typing import Any


def documents(template: str, context: str) -> Callable[[], object]:
    """Fills in a template, from its bytes to those of the document."""
    from docxtpl import DocxTemplate

    content, values = Path(template).read_bytes(), json.loads(Path(context).read_text("utf-8"))

    def action() -> object:
        document = DocxTemplate(io.BytesIO(content))
        document.render(dict(values))
        buffer = io.BytesIO()
        document.save(buffer)
        return buffer.getvalue()

    return action


def charts(data: str) -> Callable[[], object]:
    """Makes the chart XML and the workbook of every table: names, and series of numbers."""
    # Installed beside this file's Python alone.
    from pptx.chart.data import CategoryChartData  # type: ignore[import-not-found,unused-ignore]
    from pptx.enum.chart import XL_CHART_TYPE  # type: ignore[import-not-found,unused-ignore]

    tables = json.loads(Path(data).read_text("utf-8"))

    def action() -> object:
        made = []
        for names, series in tables:
            chart: Any = CategoryChartData()
            chart.categories = names
            for name, values in series.items():
                chart.add_series(name, values)
            made.append((chart.xml_bytes(XL_CHART_TYPE.BAR_STACKED_100), chart._workbook_writer.xlsx_blob))  # noqa: SLF001 - there is no public way
        return made

    return action


def main(case: str, times: str, *arguments: str) -> None:
    """Warm up, then measure; what is made only once takes so long that it needs no warming up."""
    action = documents(*arguments) if case == "documents" else charts(*arguments)
    if int(times) > 1:
        action()
    measured = []
    for _ in range(int(times)):
        gc.collect()
        start = process_time()
        action()
        measured.append((process_time() - start) * 1_000)
    names = {"documents": ("docxtpl-ng", "docxtpl"), "charts": ("python-pptx",)}[case]
    print(json.dumps({"version": next(filter(None, map(_version, names))), "times": measured}))


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None


if __name__ == "__main__":
    main(*sys.argv[1:])
