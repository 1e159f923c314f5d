"""Writes the JSON Schema of what a Word template of each report kind gets into the documentation.

.venv/bin/python tools/template_schemas.py
"""

from pathlib import Path

from socplan.cli.console import json_text
from socplan.plugins import Registry, make_manager
from socplan.templates import field_schema

FOLDER = Path(__file__).parent.parent / "docs" / "reference" / "template-context"


def main() -> None:
    """Write the schemas of the core's kinds."""
    FOLDER.mkdir(exist_ok=True)
    for kind in Registry(*make_manager(installed=False)).reports:
        (FOLDER / f"{kind}.schema.json").write_text(json_text(field_schema(kind, None, "cs")) + "\n", "utf-8")


if __name__ == "__main__":
    main()
