"""Makes the pictures of pages in the documentation: the first page of every kind, of the example `ukazka`, in Czech.

    python -m tools.page_pictures

One report is shown in two more looks, whose templates are the built-in one with other colours and letters.

Needs LibreOffice and poppler. ``docs/pictures/made.toml`` says of which report each picture is, so that a test sees
when a report has changed since.
"""

from __future__ import annotations

import hashlib
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from tools.page_fill import pdfs_of, reports

from socplan import InputFile, Report, render
from socplan.archives import unzip, zipped
from socplan.exporters.word.templates import builtin_template

__all__ = ["PICTURES", "fingerprint", "pictured"]

PICTURES: Final = Path(__file__).parent.parent / "docs" / "pictures"
#: The report that is shown in other looks, and these: colours of the theme, and the family of headings and text.
_RESTYLED_KIND: Final = "monitoring"
_LOOKS: Final = {
    "restyled-burgundy": {"00507A": "7A1F3D", "EEF3F6": "F7EFF2", "Calibri": "Cambria"},
    "restyled-black": {"00507A": "000000", "EEF3F6": "FFFFFF"},
}
#: Dots per inch: a page is seen whole, and its larger letters can be read.
_DENSITY: Final = "50"


def pictured() -> Iterator[tuple[str, Report]]:
    """The kinds with their reports."""
    for name, report in reports("cs"):
        example, _, kind = name.removesuffix("-cs").partition("-")
        if example == "ukazka":
            yield kind, report


def fingerprint(report: Report) -> str:
    """What changes when a report says something else."""
    return hashlib.sha256(render(report, "json")[0].content).hexdigest()[:16]


def restyled(look: dict[str, str]) -> InputFile:
    """The built-in template with other colours and letters, as somebody changes them in Word."""
    template = builtin_template(_RESTYLED_KIND)
    members = unzip(template.name, template.content)
    for name in ("word/theme/theme1.xml", "word/styles.xml"):
        text = members[name].decode()
        for old, new in look.items():
            text = text.replace(f'"{old}"', f'"{new}"')
        members[name] = text.encode()
    return InputFile(name="restyled.docx", content=zipped(members))


def main() -> None:
    """Make them all anew."""
    made = dict(pictured())
    PICTURES.mkdir(exist_ok=True)
    contents = {kind: render(report, "docx")[0].content for kind, report in made.items()}
    for name, look in _LOOKS.items():
        contents[name] = render(made[_RESTYLED_KIND], "docx", template=restyled(look))[0].content
    with tempfile.TemporaryDirectory() as folder:
        pdfs = pdfs_of(contents, Path(folder))
        for kind, pdf in pdfs.items():
            command = ["pdftoppm", "-r", _DENSITY, "-png", "-singlefile", str(pdf), str(PICTURES / kind)]
            subprocess.run(command, check=True)  # noqa: S603 - fixed words and our own paths
    lines = [f'{kind} = "{fingerprint(report)}"\n' for kind, report in sorted(made.items())]
    (PICTURES / "made.toml").write_text("".join(lines), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
