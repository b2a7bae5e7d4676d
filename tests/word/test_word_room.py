"""What has little room: pictures in what is set in, tall ones, and tables whose words must break."""

import re
import struct
import zlib

import pytest
from word_make import clause, grid, item, para, style, text

from clmctl.model.block import Block, Image
from clmctl.word.package import unpack
from clmctl.word.render import render

EMU = 635


def png(width: int, height: int) -> bytes:
    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("block", "left"),
    [
        (para(Image("plan", "a.png")), 0),
        (para(Image("plan", "a.png"), clause="c"), 720),
        (item(1, "1.1", "1.1", "", Image("plan", "a.png")), 720),
        (item(2, "(a)", "1.1(a)", "", Image("plan", "a.png")), 1287),
    ],
)
@pytest.mark.parametrize(("width", "height"), [(4000, 40), (900, 9000), (40, 20)])
def test_a_picture_ends_at_the_margin_wherever_it_begins(block: Block, left: int, width: int, height: int) -> None:
    before = (clause("1", "Plans", "c"), item(1, "1.1", "1.1", "", "Here:")) if left else ()
    docx = render(text(*before, block, pictures={"a.png": png(width, height)}), style())
    cx, cy = map(int, re.search(r'<wp:extent cx="(\d+)" cy="(\d+)"', unpack(docx)["word/document.xml"].decode()).groups())
    assert cx <= (style().width - left) * EMU
    assert cy <= 11_000 * EMU
    assert cx / cy == pytest.approx(width / height, rel=0.1)
    if width == 4000:
        assert cx == (style().width - left) * EMU


def test_no_figure_breaks_beside_an_address_that_must() -> None:
    address, word = "https://example.com/" + "path/" * 20, "Donaudampfschifffahrts" * 5
    docx = render(text(clause("1", "Fees", "c"), grid(("Where", "Fee", "What"), (address, "1,000,000.00", word))), style())
    widths = [int(each) for each in re.findall(r'<w:gridCol w:w="(\d+)"', unpack(docx)["word/document.xml"].decode())]
    assert widths[1] >= 1300
    assert widths[0] == pytest.approx(widths[2], abs=2)
    assert sum(widths) == style().width - 720
