"""What is odd about the zip itself: entries that stand twice, bytes that belong to none."""

import io
from collections import Counter
from collections.abc import Iterator

from clmctl.model.word.trace import WordTrace

_END = b"PK\x05\x06"
#: Fewer bytes than this before or behind the zip hide nothing worth a line.
_FEW = 4


def double_entries(docx: bytes) -> Iterator[WordTrace]:
    """Each name that two entries bear, letters of either case alike; nothing where the zip cannot be listed."""
    import zipfile  # noqa: PLC0415

    try:
        with zipfile.ZipFile(io.BytesIO(docx)) as archive:
            names = Counter(info.filename.casefold() for info in archive.infolist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError):
        return
    yield from (WordTrace("double-entry", name, words=name) for name, count in names.items() if count > 1)


def outside_zip(docx: bytes) -> Iterator[WordTrace]:
    """Bytes before the first entry or behind the end of the zip, which no program shows."""
    end = docx.rfind(_END)
    before = docx.find(b"PK\x03\x04")
    if before >= _FEW:
        yield WordTrace("outside-zip", detail=f"{before:,} before its beginning")
    comment = int.from_bytes(docx[end + 20 : end + 22], "little") if end >= 0 else 0
    behind = len(docx) - (end + 22) if end >= 0 else 0
    if behind >= _FEW:
        yield WordTrace("outside-zip", detail=f"{behind:,} behind its end{' (a comment)' if comment == behind else ''}")
