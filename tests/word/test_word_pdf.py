"""PDFs read in a process of their own: the words, what is scanned, and an end to what would take for ever."""

import io
import os
import time
from pathlib import Path

import pytest

from clmctl.errors import Unreadable
from clmctl.word.confined import Broken, TooLong, confined
from clmctl.word.pdf import read_pdf

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs processes that fork")


def blank(*, password: str = "") -> bytes:
    """A PDF of one empty page."""
    from pypdf import PdfWriter

    writer, out = PdfWriter(), io.BytesIO()
    writer.add_blank_page(200, 200)
    if password:
        writer.encrypt(password, algorithm="RC4-128")
    writer.write(out)
    return out.getvalue()


def test_work_answers_with_all_its_bytes() -> None:
    answer = bytes(range(256)) * 20_000
    assert confined(lambda: answer, seconds=60, memory=1 << 30) == answer
    assert confined(lambda: b"", seconds=60, memory=1 << 30) == b""


def test_work_that_never_ends_is_ended() -> None:
    def for_ever() -> bytes:
        while True:
            time.sleep(0.01)

    with pytest.raises(TooLong):
        confined(for_ever, seconds=0.2, memory=1 << 30)


@pytest.mark.parametrize("work", [lambda: os._exit(3), lambda: os.kill(os.getpid(), 9), lambda: 1 / 0])
def test_work_that_dies_is_told_apart_from_an_answer(work) -> None:
    with pytest.raises(Broken):
        confined(work, seconds=60, memory=1 << 30)


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="memory is limited where the system tells its use")
def test_work_that_takes_all_memory_dies_alone() -> None:
    with pytest.raises(Broken):
        confined(lambda: bytes(1 << 31), seconds=60, memory=1 << 28)


def test_no_process_is_left_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    begun, fork = [], os.fork

    def noted() -> int:
        child = fork()
        begun.append(child)
        return child

    monkeypatch.setattr(os, "fork", noted)
    confined(lambda: b"done", seconds=60, memory=1 << 30)
    assert len(begun) == 1
    with pytest.raises(ChildProcessError):
        os.waitpid(begun[0], os.WNOHANG)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (blank(password="secret"), "protected by a password"),
        (blank(), "holds no text"),
        (b"%PDF-1.7 and then nothing", "damaged"),
        (b"", "damaged"),
    ],
)
def test_what_cannot_be_read_is_named_with_what_to_do(data: bytes, said: str) -> None:
    with pytest.raises(Unreadable, match=said) as problem:
        read_pdf(data, what="The file")
    assert problem.value.hint


def test_a_pdf_that_takes_too_long_is_named() -> None:
    with pytest.raises(Unreadable, match="takes more than 0 seconds"):
        read_pdf(blank(), what="The file", patience=0)
