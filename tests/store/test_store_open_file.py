"""A workspace file opened to be read in part: never through a link, never a pipe."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from clmctl.errors import OutsideFailed, Unreadable
from clmctl.store.paths import Folders, open_file, outside_file, read_optional, ready_outside, stat_of, stats_in


@pytest.fixture
def folders(tmp_path: Path) -> Iterator[Folders]:
    with Folders(str(tmp_path)) as opened:
        yield opened


def test_a_part_of_a_file_is_read(tmp_path: Path, folders: Folders) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "f.docx").write_bytes(b"0123456789")
    with open_file(folders, "a/f.docx") as opened:
        assert opened is not None
        assert opened.seek(0, os.SEEK_END) == 10
        opened.seek(4)
        assert opened.read(3) == b"456"
    assert opened.closed


@pytest.mark.parametrize("path", ["none.docx", "no/folder/f.docx"])
def test_no_such_file_is_none(folders: Folders, path: str) -> None:
    with open_file(folders, path) as opened:
        assert opened is None


def test_links_pipes_and_folders_are_refused(tmp_path: Path, folders: Folders) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "f").write_bytes(b"x")
    (tmp_path / "link").symlink_to("real/f")
    (tmp_path / "folder").symlink_to("real")
    os.mkfifo(tmp_path / "pipe")
    for path in ("link", "folder/f", "pipe", "real", "real/f/g"):
        with pytest.raises(Unreadable), open_file(folders, path):
            pass


def test_an_error_of_the_reader_is_its_own(tmp_path: Path, folders: Folders) -> None:
    (tmp_path / "f").write_bytes(b"x")
    with pytest.raises(FileNotFoundError), open_file(folders, "f"):
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


def test_files_of_many_folders_are_found_one_after_the_other(tmp_path: Path, folders: Folders) -> None:
    """Whatever was open before: the same folder, one beside it, below it, above it, or none."""
    for name in ("f", "a/f", "a/b/f", "a/b/g", "c/b/f"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name)
    (tmp_path / "l").symlink_to("a")
    asked = ["a/b/f", "a/b/g", "c/b/f", "f", "a/f", "a/none/f", "a/b/f", "c/b/none", "a/f"]
    for name in asked:
        alone = stat_of(str(tmp_path), name)
        assert stat_of(str(tmp_path), name, folders=folders) == alone
        with open_file(folders, name) as opened:
            assert (opened.read().decode() if opened else None) == (name if alone else None)
    with pytest.raises(Unreadable), open_file(folders, "l/f"):
        pass
    assert stats_in(folders, "a/b", ("g", "none", "f")).keys() == {"g", "f"}
    assert stats_in(folders, "a/none", ("f",)) == {}
    folders.close()
    assert stat_of(str(tmp_path), "a/f", folders=folders) == stat_of(str(tmp_path), "a/f")


def test_a_file_a_person_names_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    target = tmp_path / "a.docx"
    with ready_outside(str(target), b"one") as put:
        assert not target.exists()
        put()
    assert target.read_bytes() == b"one"
    with ready_outside(str(target), b"two"):
        assert target.read_bytes() == b"one"
    assert [path.name for path in tmp_path.iterdir()] == ["a.docx"]
    assert target.read_bytes() == b"one"


@pytest.mark.parametrize("name", ["none/a.docx", ".", "/", "", "a.docx/b.docx", "x" * 300])
def test_where_no_file_can_be_written_is_told_before_anything_is_done(
    tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.docx").write_bytes(b"one")
    with pytest.raises(OutsideFailed, match="cannot be written") as refused, ready_outside(name, b"two"):
        raise AssertionError
    assert refused.value.hint
    assert [path.name for path in tmp_path.iterdir()] == ["a.docx"]
