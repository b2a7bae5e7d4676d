"""Pictures in the line: PNG and JPEG, at their own size or as wide as the text."""

import struct

from clmctl.model.frozen import frozen
from clmctl.word.xml import escape

_EMU_PER_TWIP = 635
_EMU_PER_INCH = 914_400
_DEFAULT_DPI = 96


@frozen
class Picture:
    """A picture's bytes, its name in the package and its natural size in English Metric Units."""

    name: str
    data: bytes
    width: int
    height: int


def picture(data: bytes, number: int) -> Picture | None:
    """The picture in these bytes, None where they are neither PNG nor JPEG."""
    if data[:8] == b"\x89PNG\r\n\x1a\n" and len(data) >= 24:
        width, height = struct.unpack(">II", data[16:24])
        kind = "png"
    elif data[:2] == b"\xff\xd8" and (size := _jpeg_size(data)):
        width, height = size
        kind = "jpeg"
    else:
        return None
    if not width or not height:
        return None
    scale = _EMU_PER_INCH // _DEFAULT_DPI
    return Picture(f"image{number}.{kind}", data, width * scale, height * scale)


def _jpeg_size(data: bytes) -> tuple[int, int] | None:
    """Width and height from the first start-of-frame marker."""
    at = 2
    while at + 9 < len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        length = int.from_bytes(data[at + 2 : at + 4], "big")
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            return width, height
        at += 2 + length
    return None


#: As tall as a picture may be, in twentieths of a point: a page of A4 or Letter with a heading above it.
_TALLEST = 11_000


def drawing(item: Picture, rel_id: str, number: int, alt: str, room: int) -> str:
    """The run that shows a picture, scaled down to `room` (twentieths of a point) where it is wider, and to a page's height."""
    width, height = item.width, item.height
    limit, tallest = room * _EMU_PER_TWIP, _TALLEST * _EMU_PER_TWIP
    if width > limit:
        width, height = limit, max(1, height * limit // width)
    if height > tallest:
        width, height = max(1, width * tallest // height), tallest
    words = escape(alt)
    return (
        '<w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
        f'distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{width}" cy="{height}"/>'
        f'<wp:docPr id="{number}" name="Picture {number}" descr="{words}"/>'
        '<a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
        '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">'
        '<pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture">'
        f'<pic:nvPicPr><pic:cNvPr id="{number}" name="{item.name}" descr="{words}"/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="{rel_id}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></w:r>"
    )
