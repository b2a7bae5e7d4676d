"""A workspace file opened to be read in part: never through a link, never a pipe."""

import os
from pathlib import Path

import pytest

from clmctl.errors import Unreadable
from clmctl.store.paths import open_file, outside_file, read_optional


def test_a_part_of_a_file_is_read(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "f.docx").write_bytes(b"0123456789")
    with open_file(str(tmp_path), "a/f.docx") as opened:
        assert opened is not None
        assert opened.seek(0, os.SEEK_END) == 10
        opened.seek(4)
        assert opened.read(3) == b"456"
    assert opened.closed


@pytest.mark.parametrize("path", ["none.docx", "no/folder/f.docx"])
def test_no_such_file_is_none(tmp_path: Path, path: str) -> None:
    with open_file(str(tmp_path), path) as opened:
        assert opened is None


def test_links_pipes_and_folders_are_refused(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "f").write_bytes(b"x")
    (tmp_path / "link").symlink_to("real/f")
    (tmp_path / "folder").symlink_to("real")
    os.mkfifo(tmp_path / "pipe")
    for path in ("link", "folder/f", "pipe", "real", "real/f/g"):
        with pytest.raises(Unreadable), open_file(str(tmp_path), path):
            pass


def test_an_error_of_the_reader_is_its_own(tmp_path: Path) -> None:
    (tmp_path / "f").write_bytes(b"x")
    with pytest.raises(FileNotFoundError), open_file(str(tmp_path), "f"):
        raise FileNotFoundError


def test_a_folder_is_no_file_however_it_is_named(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    descriptors = Path("/proc/self/fd")
    before = len(list(descriptors.iterdir())) if descriptors.is_dir() else 0
    for _ in range(5):
        with pytest.raises(Unreadable, match="plain file"):
            read_optional(str(tmp_path), "folder")
        with pytest.raises(Unreadable, match="plain file"):
            outside_file(str(tmp_path / "folder"))
    assert not before or len(list(descriptors.iterdir())) == before
