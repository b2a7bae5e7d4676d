"""Files outside the workspace: named one by one or by their folder, each once, and what is of another kind apart."""

from pathlib import Path

import pytest

from clmctl.errors import Unreadable
from clmctl.store.outside import files_named


@pytest.fixture
def folder(tmp_path: Path) -> str:
    """Two contracts, one deeper, a photo, and what no person put there."""
    for name in ("b.docx", "deeper/A.DOCX", "photo.jpg", ".hidden.docx", "~$b.docx"):
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.touch()
    return str(tmp_path)


def test_a_folder_is_gone_through_by_name(folder: str) -> None:
    named = files_named([folder], (".docx",))
    assert named.files == (f"{folder}/b.docx", f"{folder}/deeper/A.DOCX")
    assert named.others == (f"{folder}/photo.jpg",)


def test_what_is_named_itself_is_taken_whatever_it_is_and_once(folder: str) -> None:
    photo, deeper = f"{folder}/photo.jpg", f"{folder}/deeper"
    named = files_named([photo, deeper, f"{deeper}/A.DOCX", folder], (".docx",))
    assert named.files == (photo, f"{deeper}/A.DOCX", f"{folder}/b.docx")
    assert files_named([folder, deeper], (".docx",)).files == (f"{folder}/b.docx", f"{deeper}/A.DOCX")


def test_a_folder_without_any_is_told(folder: str) -> None:
    with pytest.raises(Unreadable, match="holds no file"):
        files_named([folder], (".pdf",))
