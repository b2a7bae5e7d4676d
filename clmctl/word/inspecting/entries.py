"""What is odd about the zip itself: entries that stand twice, bytes that belong to none."""

import io
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from clmctl.model.word.trace import WordTrace
from clmctl.word.package import one_name

if TYPE_CHECKING:
    from zipfile import ZipFile

_END = b"PK\x05\x06"
#: Fewer bytes than this before, between or behind the entries hide nothing worth a line.
_FEW = 4
#: Bytes before the name of an entry where it begins, the place of its two lengths there, and what may follow its packed bytes.
_HEAD, _LENGTHS, _TAIL = 30, 26, 24
_HAS_TAIL = 0x08


def double_entries(docx: bytes) -> Iterator[WordTrace]:
    """Each name that two entries bear, as any program may take it; nothing where the zip cannot be listed."""
    import zipfile  # noqa: PLC0415

    try:
        with zipfile.ZipFile(io.BytesIO(docx)) as archive:
            names = Counter(one_name(info.filename) for info in archive.infolist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError):
        return
    yield from (WordTrace("double-entry", name, words=name) for name, count in names.items() if count > 1)


def outside_zip(docx: bytes) -> Iterator[WordTrace]:
    """Bytes before the first entry, between entries or behind the end of the zip, which no program shows."""
    import zipfile  # noqa: PLC0415

    end = docx.rfind(_END)
    before = docx.find(b"PK\x03\x04")
    if before >= _FEW:
        yield WordTrace("outside-zip", detail=f"{before:,} before its beginning")
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        between = _between(docx, archive, max(before, 0))
    if between >= _FEW:
        yield WordTrace("outside-zip", detail=f"{between:,} between its parts, as another file in it that it does not list")
    comment = int.from_bytes(docx[end + 20 : end + 22], "little") if end >= 0 else 0
    behind = len(docx) - (end + 22) if end >= 0 else 0
    if behind >= _FEW:
        yield WordTrace("outside-zip", detail=f"{behind:,} behind its end{' (a comment)' if comment == behind else ''}")


def _between(docx: bytes, archive: "ZipFile", at: int) -> int:
    """How many bytes from a place on stand in no entry and not in the directory."""
    lost = 0
    for info in sorted(archive.infolist(), key=lambda each: each.header_offset):
        head = info.header_offset
        lost += max(0, head - at)
        lengths = docx[head + _LENGTHS : head + _HEAD]
        size = _HEAD + int.from_bytes(lengths[:2], "little") + int.from_bytes(lengths[2:], "little") + info.compress_size
        at = max(at, head + size + (_TAIL if info.flag_bits & _HAS_TAIL else 0))
    return lost + max(0, archive.start_dir - at)
