"""Measures the claims about speed: `run.py FOLDER [CLAIM ...] [--rounds N]`; workspaces are made in FOLDER where missing.

Each claim names its yardstick, which runs in turn with ours. Writes results.md and results.json beside the workspaces; what
an earlier run found of other claims stays in them.
"""

import argparse
import hashlib
import itertools
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from generate import generate
from measure import Claim, Command, Result, as_json, measured, peak_memory, read_result, table

from clmctl.text.comparing import digest
from clmctl.word import source

HERE = Path(__file__).parent
#: What decides how a workspace looks.
MAKERS = (HERE / "generate.py", HERE / "prose.py", Path(digest.__file__), Path(source.__file__))
BIN = Path(sys.executable).parent
CLMCTL = str(BIN / "clmctl")
NO_HELP = ("-c", "core.untrackedCache=false", "-c", "core.fsmonitor=false")
QUESTION = 'stage = executed and money.total.amount > 890000 and governing_law contains "Scotland"'

FULLTEXT = HERE / "fulltext_floor.py"
PHRASE = "reasonable time to answer on request"


def workspace(folder: Path, contracts: int, *, kept: bool = False) -> Path:
    """The workspace of that many contracts, its caches warm and its index built; with `kept` nobody changed a clause in it.

    It is made where it is missing, or was made in part or by another version of the generator.
    """
    place = folder / f"contracts-{contracts}{'-kept' if kept else ''}"
    made = place / ".git" / "made-by"
    makers = "".join(hashlib.sha256(file.read_bytes()).hexdigest() for file in MAKERS)
    if not made.is_file() or made.read_text() != makers:
        shutil.rmtree(place, ignore_errors=True)
        generate(place, contracts, contracts // 10, kept=kept)
        made.write_text(makers)
    _quietly(place, CLMCTL, "query", "", "--limit", "1")
    if not (place / ".clm").is_dir():  # the first act keeps the calendars beside the contracts
        _quietly(place, CLMCTL, "set", "MSA-2020-000000", "fields.risk_score=7", "--why", "First act")
    for _ in range(2):
        _quietly(place, "git", "status", "--porcelain")
    return place


def _version(_: Path) -> Claim:
    return Claim(
        "start",
        Command("clmctl --version", (CLMCTL, "--version")),
        Command("python -c pass", (sys.executable, "-c", "pass")),
        1.5,
        30,
    )


def _asking(name: str, *words: str) -> Callable[[Path], Claim]:
    def claim(folder: Path) -> Claim:
        place = workspace(folder, 100_000)
        status = ("git", *NO_HELP, "status", "--porcelain")
        return Claim(
            f"{name}, 100,000 contracts, warm",
            Command(f"clmctl {words[0]}", (CLMCTL, *words), place),
            Command("git status --porcelain", status, place),
            0.8,
            10,
        )

    return claim


def _first_index(folder: Path) -> Claim:
    place = workspace(folder, 10_000)
    return Claim(
        "first index, 10,000 contracts",
        Command("clmctl query", (CLMCTL, "query", "", "--limit", "1"), place, lambda: _drop_index(place)),
        Command("read + yaml12 on both cores", (sys.executable, str(HERE / "floor.py"), str(place))),
        2.5,
        5,
    )


def _lint_one(folder: Path) -> Claim:
    place = workspace(folder, 10_000)
    path = "contracts/client-0003/MSA-2025-000124/contract.md"
    turns = itertools.count(1)
    return Claim(
        "lint of one changed contract of 10,000",
        Command("clmctl lint ID", (CLMCTL, "lint", path), place, lambda: _edit(place / path, next(turns)), (0, 1)),
        Command("clmctl --help", (CLMCTL, "--help")),
        3.0,
        10,
    )


def _lint_cold(name: str, *, kept: bool) -> Callable[[Path], Claim]:
    def claim(folder: Path) -> Claim:
        place = workspace(folder, 10_000, kept=kept)

        def drop() -> None:
            _drop_index(place)

        return Claim(
            name,
            Command("clmctl lint", (CLMCTL, "lint"), place, drop, (0, 1)),
            Command("clmctl query (first index)", (CLMCTL, "query", "", "--limit", "1"), place, drop),
            2.0,
            3,
        )

    return claim


def _set_one(folder: Path) -> Claim:
    place = workspace(folder, 100_000)
    ours, theirs = (f"contracts/client-0{n}/MSA-{2020 + number % 7}-{number:06}" for n, number in (("003", 125), ("004", 165)))
    turns = itertools.count(1)
    values = itertools.count(101)
    return Claim(
        "one field of one contract of 100,000 changed",
        Command(
            "clmctl set ID k=v",
            lambda: (CLMCTL, "set", ours.rpartition("/")[2], f"fields.risk_score={next(values)}", "--why", "benchmark"),
            place,
        ),
        Command(
            "git commit FILE",
            ("git", "commit", "-q", "-m", "benchmark", f"{theirs}/contract.md"),
            place,
            lambda: _edit(place / theirs / "contract.md", next(turns)),
        ),
        0.8,
        10,
    )


def _fulltext(folder: Path) -> Claim:
    place = workspace(folder, 10_000)
    return Claim(
        "first full text, 10,000 contracts",
        Command("clmctl search (the first)", (CLMCTL, "search", f'"{PHRASE}"'), place, lambda: _drop_fulltext(place)),
        Command("bare FTS5", (sys.executable, str(FULLTEXT), "build", str(place), str(folder / "floor.sqlite"))),
        1.5,
        3,
    )


def _phrase(folder: Path) -> Claim:
    place = workspace(folder, 10_000)
    bare = (sys.executable, str(FULLTEXT))
    _quietly(place, *bare, "build", str(place), str(folder / "floor.sqlite"))
    for _ in range(2):
        _quietly(place, CLMCTL, "search", f'"{PHRASE}"')
    return Claim(
        "a phrase among 10,000 contracts, nothing changed",
        Command("clmctl search", (CLMCTL, "search", f'"{PHRASE}"'), place),
        Command("bare FTS5 in Python", (*bare, "search", str(folder / "floor.sqlite"), PHRASE)),
        2.0,
        20,
    )


CLAIMS: dict[str, Callable[[Path], Claim]] = {
    "version": _version,
    "query": _asking("query", "query", QUESTION, "--select", "id,client,status,money.total"),
    "renewals": _asking("renewals", "renewals", "--within", "90"),
    "index": _first_index,
    "lint-one": _lint_one,
    "lint-cold": _lint_cold("lint of 10,000, cold, 15 % of their clauses changed", kept=False),
    "lint-kept": _lint_cold("lint of 10,000, cold, no clause changed", kept=True),
    "set": _set_one,
    "fulltext": _fulltext,
    "phrase": _phrase,
}


def _drop_index(place: Path) -> None:
    shutil.rmtree(place / ".git" / "clmctl", ignore_errors=True)


def _drop_fulltext(place: Path) -> None:
    for file in (place / ".git" / "clmctl").glob("fulltext.sqlite*"):
        file.unlink()


def _edit(file: Path, turn: int) -> None:
    """A hand edit: another figure in one field."""
    text = file.read_text()
    file.write_text(re.sub(r"risk_score: \d+", f"risk_score: {1000 + turn}", text, count=1))


def _quietly(place: Path, *words: str, allowed: tuple[int, ...] = (0,)) -> None:
    done = subprocess.run(words, cwd=place, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False)
    if done.returncode not in allowed:
        raise SystemExit(f"{' '.join(words)}: {done.stderr.decode('utf-8', 'replace')[-2000:]}")


def main() -> None:
    """The command line."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("folder", type=Path)
    words.add_argument("claims", nargs="*", choices=[*CLAIMS, []], metavar="CLAIM", help=", ".join(CLAIMS))
    words.add_argument("--rounds", type=int, default=0)
    given = words.parse_args()
    results: list[Result] = []
    for name in given.claims or CLAIMS:
        claim = CLAIMS[name](given.folder)
        if given.rounds:
            claim = Claim(claim.name, claim.ours, claim.yardstick, claim.limit, given.rounds)
        results.append(measured(claim))
        sys.stdout.write(table(results[-1:]).split("\n")[2] + "\n")
        sys.stdout.flush()
    kept = given.folder / "results.json"
    names = [result.name for result in results]
    earlier = [read_result(said) for said in json.loads(kept.read_text())] if kept.is_file() else []
    results = [*(result for result in earlier if result.name not in names), *results]
    kept.write_text(as_json(results))
    (given.folder / "results.md").write_text(table(results))
    sys.stdout.write(f"\n{table(results)}\nmost memory of any command: {peak_memory()} MB\n")


if __name__ == "__main__":
    main()
