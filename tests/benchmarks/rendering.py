"""Measures rendering: `rendering.py [--rounds N]`, and the memory of many: `rendering.py --memory`.

An agreement of 31 pages (15,000 words, 280 clauses and paragraphs with anchors, 141 references, four tables, contents, header
and footer, signatures) is made into the same Word file by clmctl, by docxtpl (from a template with the same styles, loops for
paragraphs and tables, the words already read; it can make no live references, so it writes their numbers) and by python-docx
(styles, runs, tables, and the bookmarks and references of the same XML), in turn, by the processor's time. The text of the
three files is compared first. Every round has contracts of its own, with other parties and other amounts, which stand in every
clause; none is rendered twice:

- first: no sentence of it was ever rendered before, as when one contract is rendered by itself;
- of a template: 85 in 100 clauses were in the contract before, as when contracts of one template are rendered;
- edited: all clauses but one were, as when a contract is rendered again while it is negotiated.

What stands beside a contract in the repository (`contract.docx`, what `clmctl render` writes) is not packed: git packs it. Ours
packs a copy that goes out at zlib's level 1, a third larger than at level 6, which the two others pack at: a person waits for it,
and mail and disks do not notice. At their level its packing takes 3.6 times as long (3.7 ms instead of 1.0).

docxtpl is installed for this alone: `pip install docxtpl`. With --memory a hundred and a thousand contracts are copied out as
Word files by the command itself, each in a process of its own.
"""

import argparse
import gc
import random
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent / "word"))

from word_peers import Words, by_docxtpl, by_python_docx, same, template_for, told
from word_sample import CATALOGUE, FRONT, SETTINGS

from clmctl.model.contract import Contract
from clmctl.text.files.contract import read_contract
from clmctl.word.compose import compose
from clmctl.word.render import render
from clmctl.word.style import default_style
from clmctl.word.stylefile import open_style

CLAUSES, ITEMS, REFERENCES = 33, 6, 141
KEPT = 0.85
SERIES = ("first", "of a template", "edited")
LIBRARY = Path(__file__).parents[2] / "clause_library"


@lru_cache(maxsize=1)
def sentences() -> tuple[str, ...]:
    """The plain sentences of the clause library in English, each once: real language, so that packing it is real work."""
    found: dict[str, None] = {}
    for path in sorted(LIBRARY.glob("*/*.md")):
        text = path.read_text()
        if "." in path.stem:  # in another language
            continue
        text = re.sub(r"\{\{[^}]*\}\}", "thirty (30) days", re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text))
        text = re.sub(r"\{#[^}]*\}|^ *(?:\d\.|[-#>]+)|\*\*[^*]*\*\*", "\n", text, flags=re.MULTILINE)
        for one in re.split(r"(?<=[.;:])\s+|\n+", text):
            words = " ".join(one.split()).rstrip(".;:,")
            if 5 <= words.count(" ") <= 40 and not re.search(r"[{}\[\]|*<>`]", words):
                found[f"{words[0].upper()}{words[1:]}."] = None
    return tuple(found)


def body(draw: random.Random, kept: random.Random, mark: str, edited: int) -> str:
    """The agreement's text: each clause is `kept`'s, or drawn anew; `mark` stands in every paragraph that no other may have.

    Where a clause is `edited`, it alone is drawn anew.
    """
    left, own = REFERENCES, False
    anchors = [f"clause-{clause}" for clause in range(1, CLAUSES + 1)]
    anchors += [f"clause-{clause}-{item}" for clause in range(1, CLAUSES + 1) for item in range(1, ITEMS + 1)]

    def one(count: int) -> str:
        """A paragraph of so many sentences."""
        known, new = " ".join(kept.sample(sentences(), count)), " ".join(draw.sample(sentences(), count))
        return f"{new if own else known}{mark}"

    def referring(count: int) -> str:
        nonlocal left
        text, goal = one(count), kept.choice(anchors)
        left -= 1
        return f"{text} See [Section](#{goal})." if left >= 0 else text

    def title() -> str:
        return " ".join(kept.choice(sentences()).split()[1:4]).strip(",.").capitalize()

    out = ["# Customer Services Agreement\n\nThis agreement is made between:\n\n{{ parties }}\n"]
    for clause in range(1, CLAUSES + 1):
        own = clause == edited if edited else draw.random() >= KEPT
        out.append(f"\n## {title()} {{#clause-{clause}}}\n")
        for item in range(1, ITEMS + 1):
            out.append(f"\n{item}. {{#clause-{clause}-{item}}} **{title()}.** {referring(2)}")
            if item == 2:
                out.append(f"   1. {{#clause-{clause}-a}} {one(1)}")
                out += [f"   {at}. {one(1)}" for at in range(2, 6)]
            if item == 4 and clause % 2:
                out.append(f"   1. {one(1)}\n   2. {{#clause-{clause}-b}} {one(1)}")
                out += [f"      {at}. {one(1)}" for at in range(1, 4)]
            if item == 5:
                out.append("   1. The deposit is {{ fields.deposit }} and the fees are {{ money.total }}.")
        if clause % 8 == 0:
            rows = "\n".join(f"   | {title()} | P{row} | {row}.5 |" for row in range(1, 9))
            out.append(f"\n   | Service | Priority | Hours |\n   | --- | --- | ---: |\n{rows}\n")
    out.append("\n# Signatures\n\n{{ signatures }}\n")
    return "\n".join(out)


def source(number: int, *, series: str) -> bytes:
    """A contract as its file has it, the `number`th of a series."""
    draw = random.Random(number)
    front = FRONT.replace("MSA-2026-0042", f"MSA-2026-{number:04}").replace("Nordwind GmbH", f"Nordwind {number} GmbH")
    front = front.replace("120000.00", f"{draw.randint(20, 900)}000.00")
    first, edited = series == "first", number % CLAUSES + 1 if series == "edited" else 0
    kept = random.Random(number if first else 31)
    return (front + body(draw, kept, f" No. {number}." if first else "", edited)).encode()


def read(data: bytes, number: int) -> Contract:
    """The contract of these bytes, which is in order: nothing is found wrong that would take its time."""
    found, findings = read_contract(f"contracts/nordwind/MSA-2026-{number:04}/contract.md", "0" * 40, data, CATALOGUE)
    assert found is not None and not findings, findings
    return found


def measured(rounds: int) -> dict[str, list[float]]:
    """Milliseconds of processor time of each, round by round; the first round counts for nothing."""
    style_bytes = default_style()
    style = open_style(style_bytes)
    took: dict[str, list[float]] = {}

    def timed(name: str, work: Callable[..., Any], *given: Any) -> Any:
        gc.collect()
        began = time.process_time()
        done = work(*given)
        took.setdefault(name, []).append((time.process_time() - began) * 1000)
        return done

    for number in range(1, rounds + 2):
        for series in SERIES:
            contract = timed(f"{series}: read", read, source(number, series=series), number)
            text = timed(f"{series}: made ready", compose, contract, style)
            docx = timed(f"{series}: rendered", render, text, style, "deflated")
            other = compose(read(source(number + 5_000, series=series), number + 5_000), style)
            timed(f"{series}: rendered, not packed", render, other, style)
        blocks = told(docx)
        slots = {"title": text.title, "id": text.contract, "draft": "Draft", "page": "Page", "of": "of"}
        theirs = timed("docxtpl", by_docxtpl, template_for(blocks, style_bytes), blocks, slots)
        built = timed("python-docx", by_python_docx, style_bytes, blocks, slots)
        if number == 1:
            assert same(docx, theirs), "docxtpl made another document"
            assert same(docx, built), "python-docx made another document"
            words = sum(len(block.text.split()) for block in blocks if isinstance(block, Words))
            print(f"{words:,} words, {len(blocks)} paragraphs and tables; {len(docx):,} bytes, "
                  f"{len(theirs):,} by docxtpl, {len(built):,} by python-docx\n")  # fmt: skip
    return {name: times[1:] for name, times in took.items()}


def speed(rounds: int) -> None:
    """Prints the table of times and ratios."""
    took = measured(rounds)
    for series in SERIES:
        for what, last in (("to a copy that goes out", "rendered"), ("to contract.docx", "rendered, not packed")):
            parts = zip(*(took[f"{series}: {each}"] for each in ("read", "made ready", last)), strict=True)
            took[f"{series}: from the file's bytes {what}"] = [sum(one) for one in parts]
    peers = {name: took.pop(name) for name in ("docxtpl", "python-docx")}
    print(
        "| what | ms of processor time, min / median | times that of docxtpl (min / median) | of python-docx |\n|---|---|---|---|"
    )
    for name, times in [*took.items(), *peers.items()]:
        low, mid = min(times), statistics.median(times)
        ratios = (f"{min(peer) / low:.1f} / {statistics.median(peer) / mid:.1f}" for peer in peers.values())
        print(f"| {name} | {low:.1f} / {mid:.1f} | {' | '.join(ratios)} |")


def workspace(folder: Path, count: int) -> Path:
    """A workspace of so many contracts, without history."""
    place = folder / str(count)
    for number in range(1, count + 1):
        at = place / f"contracts/client-{number // 50:03}/MSA-2026-{number:04}"
        at.mkdir(parents=True)
        (at / "contract.md").write_bytes(source(number, series="of a template"))
    (place / "clmctl.yaml").write_bytes(SETTINGS)
    subprocess.run(("git", "init", "-q", str(place)), check=True)
    return place


def memory() -> None:
    """Prints the peak memory of rendering a hundred and a thousand contracts."""
    peaks = {}
    with tempfile.TemporaryDirectory() as folder:
        for count in (100, 1_000):
            place = workspace(Path(folder), count)
            script = (
                "import sys, resource; from clmctl.cli.app import run; "
                f"code = run(['render', '--all', '-o', {str(place / 'out')!r}, '--root', {str(place)!r}]); "
                "print(code, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
            )
            done = subprocess.run((sys.executable, "-c", script), capture_output=True, text=True, check=True)
            code, peak = done.stdout.split()[-2:]
            made = len(list((place / "out").glob("*.docx")))
            assert code == "0" and made == count, done.stderr
            peaks[count] = int(peak) / 1024
            user = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
            print(f"{count:,} contracts: {peaks[count]:.0f} MB ({user:.1f} s of processor time so far)")
    print(f"ratio {peaks[1_000] / peaks[100]:.2f} (claimed: at most 1.2)")


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=11)
    parser.add_argument("--memory", action="store_true")
    given = parser.parse_args()
    memory() if given.memory else speed(given.rounds)
