"""Pictures in a document: each file once, and the runs that show it."""

import hashlib
from collections.abc import Mapping
from typing import Final
from xml.sax.saxutils import quoteattr

from attrs import frozen

from socplan.exporters.base import InputFile
from socplan.exporters.word.environment import Placed
from socplan.report.pictures import picture_size, picture_type

__all__ = ["Media", "PictureFile", "template_pictures"]

#: The room of each picture of a template: parts of the width and of the height of a page.
_ROOMS: Final[Mapping[str, tuple[float, float]]] = {"logo": (0.4, 0.08), "map": (1, 0.5)}

_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PICTURE: Final = "http://schemas.openxmlformats.org/drawingml/2006/picture"
_NAMESPACES: Final = (
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    f' xmlns:pic="{_PICTURE}" xmlns:r="{_OFFICE}"'
)
_EMU_PER_INCH: Final = 914_400


@frozen
class PictureFile:
    """A picture in the package; lengths are in English Metric Units."""

    content: bytes
    #: ``png`` or ``jpeg``.
    kind: str
    relation: str
    width: int
    height: int

    @property
    def member(self) -> str:
        """Its name in the package."""
        return f"word/media/{self.relation}.{self.kind}"

    @property
    def relationship(self) -> str:
        """The line by which a part of the package refers to it."""
        return f'<Relationship Id="{self.relation}" Type="{_OFFICE}/image" Target="media/{self.relation}.{self.kind}"/>'

    def size(self, width: int, height: int) -> tuple[int, int]:
        """The width and the height in which it is shown: its own, or smaller ones that fit into a room."""
        scale = min(1, width / self.width, height / self.height)
        return max(round(self.width * scale), 1), max(round(self.height * scale), 1)

    def run(self, number: int, title: str, alt: str, *, width: int, height: int) -> str:
        """A run that shows it, not larger than its own size, or a room in English Metric Units.

        Args:
            number: its number among the drawings of the document.
            title: its title.
            alt: its description for those who cannot see it.
            width: the width of the room.
            height: the height of the room.
        """
        across, down = self.size(width, height)
        size = f'cx="{across}" cy="{down}"'
        words = f"descr={quoteattr(alt)} title={quoteattr(title)}"
        return (
            f'<w:r><w:drawing><wp:inline {_NAMESPACES} distT="0" distB="0" distL="0" distR="0"><wp:extent {size}/>'
            f'<wp:docPr id="{number}" name="Picture {number}" {words}/><wp:cNvGraphicFramePr>'
            '<a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr>'
            f'<a:graphic><a:graphicData uri="{_PICTURE}"><pic:pic><pic:nvPicPr><pic:cNvPr id="{number}"'
            f' name="Picture {number}"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="{self.relation}"/>'
            f'<a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/>'
            '</a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
            "</wp:inline></w:drawing></w:r>"
        )


class Media:
    """The pictures of one document; equal ones are one file."""

    def __init__(self) -> None:
        """Begin without any."""
        self.files: dict[bytes, PictureFile] = {}

    def add(self, content: bytes) -> PictureFile:
        """A picture of the document, which `picture_problem` has nothing to say of."""
        if content not in self.files:
            size = picture_size(content)
            self.files[content] = PictureFile(
                content=content,
                kind=picture_type(content) or "png",
                # By its content, so that no picture of a template has the same name.
                relation=f"socplan{hashlib.sha256(content).hexdigest()[:16]}",
                width=max(round(size.width * _EMU_PER_INCH), 1),
                height=max(round(size.height * _EMU_PER_INCH), 1),
            )
        return self.files[content]


class PlacedPicture(Placed):
    """A picture that a tag puts in its line: ``{{ logo }}``."""

    __slots__ = ("_alt", "_number", "_picture", "_room")
    _mistake = "picture-as-text"

    def __init__(self, name: str, picture: PictureFile, alt: str, room: tuple[int, int]) -> None:
        """Take its name in templates, the file, its description, and its room in English Metric Units."""
        super().__init__(name, "")
        self._picture, self._alt, self._room, self._number = picture, alt, room, 0

    def __html__(self) -> str:
        self._number += 1
        width, height = self._room
        run = self._picture.run(self._number, self._alt, self._alt, width=width, height=height)
        return f'</w:t></w:r>{run}<w:r><w:t xml:space="preserve">'


def template_pictures(
    given: Mapping[str, InputFile], media: Media, alt: str, room: tuple[int, int]
) -> dict[str, Placed]:
    """The pictures of a template, as what a tag puts in its line.

    Args:
        given: the files by their names in templates.
        media: the pictures of the document, which get these.
        alt: their description for those who cannot see them.
        room: the width and the height of the text on a page, in English Metric Units.
    """
    width, height = room
    rooms = {name: (round(width * across), round(height * down)) for name, (across, down) in _ROOMS.items()}
    return {name: PlacedPicture(name, media.add(file.content), alt, rooms[name]) for name, file in given.items()}
