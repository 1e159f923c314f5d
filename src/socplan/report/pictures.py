"""Pictures that a document may hold: PNG and JPEG, whole and of a size that programs can show."""

import io
from typing import Final

from attrs import frozen

__all__ = ["PictureSize", "picture_problem", "picture_size", "picture_type"]

_PNG: Final = b"\x89PNG\r\n\x1a\n"
_JPEG: Final = b"\xff\xd8\xff"
#: The last chunk of a PNG, and the mark at the end of a JPEG.
_PNG_END: Final = b"IEND\xaeB`\x82"
_JPEG_END: Final = b"\xff\xd9"
_MOST_BYTES: Final = 10_000_000
_MOST_PIXELS: Final = 20_000
#: Dots an inch of a picture that says nothing of it.
_DOTS: Final = 96
#: Resolutions outside of these are no statement about paper.
_FEWEST_DOTS, _MOST_DOTS = 30, 2_400


@frozen
class PictureSize:
    """The size of a picture in inches, as its own resolution gives it."""

    width: float
    height: float


def picture_type(content: bytes) -> str | None:
    """``png`` or ``jpeg``; ``None``: another file."""
    if content.startswith(_PNG):
        return "png"
    return "jpeg" if content.startswith(_JPEG) else None


def picture_problem(content: bytes) -> str | None:
    """Say why a document cannot hold a picture, and what helps; ``None`` where it can."""
    kind = picture_type(content)
    if kind is None:
        return "the file is neither PNG nor JPEG; save the picture as one of them"
    if len(content) > _MOST_BYTES:
        return f"the file has {len(content):,} bytes, the most are {_MOST_BYTES:,}; save the picture smaller"
    width, height = _pixels(content)
    end = content[content.rfind(_PNG_END) :][: len(_PNG_END)] if kind == "png" else content.rstrip(b"\0\r\n")[-2:]
    if width < 1 or height < 1 or end != (_PNG_END if kind == "png" else _JPEG_END):
        return "the file is broken or not whole; save the picture anew"
    if max(width, height) > _MOST_PIXELS:
        return f"the picture has {width:,} × {height:,} points, the most are {_MOST_PIXELS:,} a side; make it smaller"
    return None


def picture_size(content: bytes) -> PictureSize:
    """The size of a picture without a problem."""
    from imagesize import getDPI

    width, height = _pixels(content)
    across, down = (dots if _FEWEST_DOTS <= dots <= _MOST_DOTS else _DOTS for dots in getDPI(io.BytesIO(content)))
    return PictureSize(width / across, height / down)


def _pixels(content: bytes) -> tuple[int, int]:
    from imagesize import get

    # As the points stand in the file: office programs do not turn a picture by what its camera noted.
    width, height = get(io.BytesIO(content), exif_rotation=False)
    return int(width), int(height)
