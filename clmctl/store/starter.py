"""The starter library, templates and settings that clmctl carries: in the wheel, or in the project's own folder."""

from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from clmctl.errors import Unreadable

_SCAFFOLD = "templates/workspace/"


def starter_files() -> dict[str, bytes]:
    """path -> bytes of everything `init` puts into a new workspace, sorted by path."""
    found: dict[str, bytes] = {}
    base = _base()
    for folder in ("clause_library", "templates"):
        _collect(base / folder, folder, found)
    scaffold = {path.removeprefix(_SCAFFOLD): data for path, data in found.items() if path.startswith(_SCAFFOLD)}
    library = {path: data for path, data in found.items() if not path.startswith(_SCAFFOLD)}
    return dict(sorted({**library, **scaffold}.items()))


def _base() -> Traversable:
    carried = files("clmctl") / "starter"
    if carried.is_dir():
        return carried
    beside = Path(__file__).resolve().parent.parent.parent
    if (beside / "clause_library").is_dir():
        return beside
    raise Unreadable("The starter library is not in this installation.", hint="Install clmctl again.")


def _collect(folder: Traversable, lead: str, found: dict[str, bytes]) -> None:
    for entry in sorted(folder.iterdir(), key=lambda each: each.name):
        if entry.name.startswith(".") or entry.name == "__pycache__":
            continue
        path = f"{lead}/{entry.name}"
        if entry.is_dir():
            _collect(entry, path, found)
        else:
            found[path] = entry.read_bytes()
