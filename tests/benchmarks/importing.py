"""Measures a bulk import against reading, hashing and committing the same files: `importing.py FOLDER [--texts N] [--from DIR]`.

The texts are varied copies of the `.txt` files below DIR, or generated. Ours and the yardstick run in turn, each into a fresh
repository; `importing.py --yardstick TEXTS REPOSITORY` is the yardstick alone: every file read, its SHA-256 taken, and all of
them committed by one `git fast-import`. The aim is at most 1 / 0.3 of its time.
"""

import argparse
import hashlib
import random
import shutil
import subprocess
import sys
from pathlib import Path

from measure import Claim, Command, as_json, measured, peak_memory, table
from prose import novel

CLMCTL = str(Path(sys.executable).parent / "clmctl")
_TITLES = ("Scope", "Fees", "Term", "Confidentiality", "Warranties", "Liability", "Termination", "Notices", "Governing Law")


def texts(folder: Path, count: int, source: Path | None) -> Path:
    """The folder with that many texts, made where it is missing; no two of them are the same."""
    place = folder / f"texts-{count}-{hashlib.sha256(str(source).encode()).hexdigest()[:8]}"
    if place.is_dir() and sum(1 for _ in place.rglob("*.txt")) == count:
        return place
    shutil.rmtree(place, ignore_errors=True)
    luck = random.Random(7)
    originals = [file.read_text("utf-8", "replace") for file in sorted(source.rglob("*.txt"))] if source else []
    for number in range(count):
        text = _varied(originals[number % len(originals)], luck) if originals else _generated(luck)
        file = place / f"{number // 500:03}" / f"{number:06}.txt"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"Copy {number}\n\n{text}", "utf-8")
    return place


def _varied(text: str, luck: random.Random) -> str:
    """The text with a hundredth of its lines left out and some words exchanged, so that it is another contract."""
    name = f"{luck.choice(('Northern', 'Southern', 'Eastern', 'Western'))} {luck.randrange(10**6)}"
    lines = [line for line in text.split("\n") if luck.random() > 0.01]
    return "\n".join(line.replace("Company", f"{name} Company") if luck.random() < 0.3 else line for line in lines)


def _generated(luck: random.Random) -> str:
    parties = f'"Supplier {luck.randrange(10**6)} Ltd" ("Supplier") and "Customer {luck.randrange(10**6)} GmbH" ("Customer")'
    clauses = [novel(title, luck).partition("\n")[2].strip() for title in _TITLES for _ in range(2)]
    body = "\n\n".join(f"{number}. {_TITLES[(number - 1) // 2]}. {clause}" for number, clause in enumerate(clauses, 1))
    return f"SERVICES AGREEMENT\n\nThis Agreement is made on May 1, 2024 by and between {parties}.\n\n{body}\n"


def yardstick(source: Path, repository: Path) -> None:
    """Reads and hashes every file and commits them all with one `git fast-import`."""
    subprocess.run(("git", "init", "-q", str(repository)), check=True)
    with subprocess.Popen(("git", "-C", str(repository), "fast-import", "--quiet"), stdin=subprocess.PIPE) as git:
        assert git.stdin is not None
        write = git.stdin.write
        write(b"commit refs/heads/main\ncommitter b <b@example.org> 1700000000 +0000\ndata 1\nx\n")
        for file in sorted(source.rglob("*.txt")):
            data = file.read_bytes()
            hashlib.sha256(data).hexdigest()
            write(b"M 100644 inline contracts/%s/%s\ndata %d\n" % (file.parent.name.encode(), file.name.encode(), len(data)))
            write(data + b"\n")


def claim(folder: Path, source: Path, rounds: int) -> Claim:
    """The claim: a whole import takes at most 3.3 times as long as the yardstick."""
    ours, theirs = folder / "import-ours", folder / "import-yardstick"

    def fresh() -> None:
        shutil.rmtree(ours, ignore_errors=True)
        ours.mkdir(parents=True)
        subprocess.run((CLMCTL, "init", "--no-input"), cwd=ours, check=True, capture_output=True)

    count = sum(1 for _ in source.rglob("*.txt"))
    return Claim(
        f"import of {count:,} texts",
        Command("clmctl import FOLDER", (CLMCTL, "import", str(source), "--format", "csv"), ours, fresh),
        Command(
            "read, hash, git fast-import",
            (sys.executable, __file__, "--yardstick", str(source), str(theirs)),
            folder,
            lambda: shutil.rmtree(theirs, ignore_errors=True),
        ),
        1 / 0.3,
        rounds,
    )


def main() -> None:
    """Measures, and writes importing.md and importing.json into the folder."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("repository", type=Path, nargs="?")
    parser.add_argument("--yardstick", action="store_true")
    parser.add_argument("--texts", type=int, default=10_000)
    parser.add_argument("--from", dest="source", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    asked = parser.parse_args()
    if asked.yardstick:
        yardstick(asked.folder, asked.repository)
        return
    asked.folder.mkdir(parents=True, exist_ok=True)
    result = measured(claim(asked.folder, texts(asked.folder, asked.texts, asked.source), asked.rounds))
    (asked.folder / "importing.json").write_text(as_json([result]))
    told = f"{table([result])}\nPeak memory of any process: {peak_memory()} MB.\n"
    (asked.folder / "importing.md").write_text(told)
    print(told)


if __name__ == "__main__":
    main()
