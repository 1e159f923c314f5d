"""Writes what a Word template of each report kind may name: its JSON Schema into the documentation, its keys into the code.

.venv/bin/python tools/template_schemas.py
"""

from pathlib import Path

from socplan.cli.console import json_text
from socplan.exporters.word import vocabulary
from socplan.plugins import Registry, make_manager
from socplan.templates import field_schema, stored_keys

FOLDER = Path(__file__).parent.parent / "docs" / "reference" / "template-context"
KEYS = Path(vocabulary.__file__).with_name(vocabulary.STORED)


def main() -> None:
    """Write the schemas and the keys of the core's kinds."""
    kinds = Registry(*make_manager(installed=False)).reports
    FOLDER.mkdir(exist_ok=True)
    for kind in kinds:
        (FOLDER / f"{kind}.schema.json").write_text(json_text(field_schema(kind, None, "cs")) + "\n", "utf-8")
    KEYS.write_text(json_text({kind: stored_keys(kind) for kind in kinds}) + "\n", "utf-8")


if __name__ == "__main__":
    main()
