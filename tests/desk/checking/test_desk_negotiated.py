"""A damaged line of what negotiating recorded is found where it stands, however the contract is looked at."""

import json
from pathlib import Path

import pytest

ID, FOLDER = "MSA-2026-0001", "contracts/acme/MSA-2026-0001"
NAMES = ("sends", "received", "comments", "decisions")


def lines(name: str) -> list[dict[str, object]]:
    """Two sound lines of a record."""
    digest = f"sha256:{'a' * 64}"
    common = {"when": "2026-11-20T10:00:00+00:00", "by": "ada"}
    said: dict[str, dict[str, object]] = {
        "sends": {**common, "kind": "draft", "digest": digest, "source": digest, "commit": "c" * 40, "turn": 1},
        "received": {**common, "digest": digest, "file": f"{FOLDER}/received/a.docx", "sent": "c" * 40, "turn": 2},
        "comments": {"author": "Lena", "date": "2026-11-20T10:00:00Z", "text": "Why?", "received": digest},
        "decisions": {**common, "received": digest, "row": 1, "decision": "accept"},
    }
    return [{"key": key, **said[name]} for key in ("one", "two")]


def put(office, name: str, *more: str) -> str:
    path = f"{FOLDER}/record/{name}.jsonl"
    office.write(path, "".join(f"{json.dumps(line)}\n" for line in lines(name)) + "".join(f"{line}\n" for line in more))
    return path


def found(office, *words: str) -> list[tuple[str, int, str]]:
    told = json.loads(office.clm("lint", *words, "--format", "json", code=None))
    return [(each["path"], each["line"], each["contract"]) for each in told if "/record/" in each["path"]]


@pytest.mark.parametrize("name", NAMES)
def test_sound_lines_are_no_finding(office, name: str) -> None:
    put(office, name)
    assert found(office) == []


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("damage", ['{"key": "three", "when": ', '{"key": "one", "by": "ben"}', '["a list"]', "<<<<<<< ours"])
def test_a_damaged_line_is_found_where_it_stands(office, name: str, damage: str) -> None:
    path = put(office, name, damage)
    assert set(found(office)) == {(path, 3, ID)}
    assert set(found(office, ID)) == {(path, 3, ID)}
    assert office.code == 1


def test_it_is_found_again_until_it_is_mended_and_by_what_changed_alone(office) -> None:
    path = put(office, "sends", '{"key": ')
    office.git("add", "-A")
    office.git("commit", "-q", "-m", "by hand")
    office.git("commit", "-q", "--allow-empty", "-m", "later")
    assert found(office) == found(office) == found(office, "--at", "HEAD") == [(path, 3, ID)]
    assert found(office, "--since", "HEAD~2") == [(path, 3, ID)]
    assert found(office, "--since", "HEAD") == []
    put(office, "sends")
    assert found(office) == []


def test_a_record_that_is_no_file_is_told(office, tmp_path: Path) -> None:
    (office.root / FOLDER / "record").mkdir(exist_ok=True)
    (office.root / FOLDER / "record" / "sends.jsonl").symlink_to(tmp_path)
    assert [(path, contract) for path, _, contract in found(office)] == [(f"{FOLDER}/record/sends.jsonl", ID)]
