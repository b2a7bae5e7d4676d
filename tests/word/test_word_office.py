"""Printing to PDF: what hangs is ended and tried once more, what fails is told, the rest is printed all the same."""

import os
import shutil
import subprocess
import time
from pathlib import Path

import pytest
from word_make import agreement, style

from clmctl.errors import OutsideFailed
from clmctl.word.office import Printed, find_office, print_pdfs
from clmctl.word.render import render

FAKE = """#!/bin/sh
# prints a PDF that holds the file's own bytes; what a file says it does first
while [ $# -gt 0 ]; do
  case "$1" in
    --outdir) out="$2"; shift 2 ;;
    *.docx)
      echo "$(basename "$1") $(cat "$1")" >> "{log}"
      case "$(cat "$1")" in
        hang) echo $$ >> "{pids}"; sleep 600 & echo $! >> "{pids}"; wait ;;
        once) if [ ! -e "{once}" ]; then touch "{once}"; sleep 600 & echo $! >> "{pids}"; wait; fi ;;
        fail) echo "cannot load it"; exit 3 ;;
      esac
      printf '%%PDF %s' "$(cat "$1")" > "$out/$(basename "$1" .docx).pdf"; shift ;;
    *) shift ;;
  esac
done
"""


@pytest.fixture
def fake(tmp_path: Path) -> str:
    path = tmp_path / "soffice"
    path.write_text(FAKE.format(log=tmp_path / "log", pids=tmp_path / "pids", once=tmp_path / "once"))
    path.chmod(0o755)
    return str(path)


def printed(office: str, *contents: str, workers: int = 2, patience: float = 0.7) -> dict[str, Printed]:
    files = [(f"{at} {content}", content.encode()) for at, content in enumerate(contents)]
    return {item.name: item for item in print_pdfs(iter(files), office, workers=workers, patience=patience)}


def is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return Path(f"/proc/{pid}/stat").exists() and " Z " not in Path(f"/proc/{pid}/stat").read_text()


def test_every_file_is_printed(fake: str) -> None:
    found = printed(fake, *(f"text{at}" for at in range(11)))
    assert len(found) == 11
    assert all(item.pdf == b"%PDF " + name.split()[1].encode() and not item.problem for name, item in found.items())


def test_one_that_hangs_once_is_ended_and_printed_the_second_time(fake: str, tmp_path: Path) -> None:
    found = printed(fake, "a", "once", "b", workers=1)
    assert {name: bool(item.pdf) for name, item in found.items()} == {"0 a": True, "1 once": True, "2 b": True}
    assert not any(is_running(int(pid)) for pid in (tmp_path / "pids").read_text().split())


def test_one_that_always_hangs_is_told_and_keeps_nobody_waiting(fake: str, tmp_path: Path) -> None:
    found = printed(fake, "a", "hang", "b", "c", workers=1)
    assert found["1 hang"].problem == "LibreOffice did not finish within 0.7 seconds."
    assert [name for name, item in found.items() if item.pdf] == ["0 a", "2 b", "3 c"]
    time.sleep(0.1)
    assert not any(is_running(int(pid)) for pid in (tmp_path / "pids").read_text().split())
    tried = (tmp_path / "log").read_text().split("\n")
    assert sum(line.endswith(" hang") for line in tried) == 2


def test_one_that_fails_is_told_with_what_was_said(fake: str) -> None:
    found = printed(fake, "fail", "b")
    assert found["0 fail"].problem == "LibreOffice ended with 3 and made no PDF: cannot load it"
    assert found["1 b"].pdf


def test_files_are_taken_as_they_are_needed(fake: str) -> None:
    taken: list[int] = []

    def files():
        for at in range(60):
            taken.append(at)
            yield f"{at}", b"x"

    results = print_pdfs(files(), fake, workers=1)
    next(results)
    assert len(taken) < 40
    results.close()
    assert len(taken) < 60


def test_without_the_program_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    monkeypatch.setattr("clmctl.word.office._PLACES", ())
    with pytest.raises(OutsideFailed, match="LibreOffice is not here") as refused:
        find_office()
    assert refused.value.exit_code == 4
    assert "apt install" in refused.value.hint
    with pytest.raises(OutsideFailed, match="/no/soffice"):
        find_office("/no/soffice")


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("soffice") or not shutil.which("pdftotext"), reason="no LibreOffice")
def test_libreoffice_prints_what_was_rendered(tmp_path: Path) -> None:
    (made,) = print_pdfs([("a", render(agreement(), style()))], find_office(), workers=1)
    assert made.pdf.startswith(b"%PDF"), made.problem
    (tmp_path / "a.pdf").write_bytes(made.pdf)
    text = subprocess.run(["pdftotext", "-layout", tmp_path / "a.pdf", "-"], capture_output=True, text=True, check=True).stdout
    assert "Section 1.2(b)(ii)(A)" in text
    assert "Page 1 of" in text
