"""A redline of a 31-page contract, and reading one, against docx-scalpel warm, in turn: `redlining.py [--rounds 10] [--profile]`.

The contract is made here: about 13,000 words, 220 numbered paragraphs, 140 references, three tables; its revision changes 32
paragraphs, adds three clauses and takes three out. Ours starts from the model (two contracts), docx-scalpel from the two Word
files. What counts is the work (the processors' time of this process and of what it started); the clock stands beside it.
"""

import argparse
import cProfile
import os
import pstats
import random
import statistics
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from clmctl.model.contract import Contract
from clmctl.text.files.contract import read_contract
from clmctl.text.files.settings import read_settings
from clmctl.word.comparing.compare import compare
from clmctl.word.compose import Draft, compose, contract_docx
from clmctl.word.reading.file import read_word
from clmctl.word.redlining.redline import redline
from clmctl.word.style import default_style
from clmctl.word.stylefile import StyleDocument, open_style

DAY = "2026-11-22T00:00:00Z"
WORDS = [
    "the",
    "Supplier",
    "shall",
    "Customer",
    "provide",
    "services",
    "under",
    "this",
    "agreement",
    "within",
    "reasonable",
    "time",
    "and",
    "with",
    "care",
    "in",
    "writing",
    "to",
    "any",
    "party",
    "notice",
    "of",
    "fees",
    "payment",
    "invoice",
    "data",
    "security",
    "breach",
    "liability",
    "loss",
    "damage",
    "term",
    "renewal",
    "termination",
    "for",
    "cause",
    "or",
    "convenience",
    "subject",
    "to",
    "law",
    "court",
    "confidential",
    "information",
    "employees",
    "affiliates",
    "subcontractors",
    "deliverables",
    "acceptance",
]
FRONT = """---
id: MSA-2026-0042
title: Customer Services Agreement
type: msa
stage: negotiation
parties:
  - {key: supplier, role: supplier, ours: true, legal_name: Example Services Ltd, short_name: Supplier}
  - {key: customer, role: customer, legal_name: Lark Publishing Ltd, short_name: Customer}
renewal: {type: auto-renew, length: P12M, notice: P60D}
---
"""
CLAUSES, ITEMS, INNER = 22, 6, 4


def _sentence(draw: random.Random, words: int) -> str:
    return " ".join(draw.choices(WORDS, k=words)).capitalize() + "."


def _clause(draw: random.Random, at: int, known: int) -> str:
    lines = [f"## {' '.join(draw.choices(WORDS, k=3)).capitalize()} {{#c{at}}}", ""]
    for item in range(1, ITEMS + 1):
        reference = f" See [Section](#c{draw.randrange(known)})."
        lines.append(f"{item}. {{#c{at}-{item}}} {_sentence(draw, 58)}{reference}")
        if item % 3 == 0:
            lines += [f"    {n}. {_sentence(draw, 24)}" for n in range(1, INNER + 1)]
    if at % 8 == 0:
        lines += ["", "| Service | Target |", "| --- | --- |", *(f"| {_sentence(draw, 3)} | {n}9.5% |" for n in range(8))]
    return "\n".join(lines) + "\n"


def texts() -> tuple[str, str]:
    """The agreement and its revision."""
    draw = random.Random(31)
    clauses = [_clause(draw, at, CLAUSES) for at in range(CLAUSES)]
    changed = list(clauses)
    for _ in range(32):
        at = draw.randrange(CLAUSES)
        words = changed[at].split(" ")
        place = draw.randrange(20, len(words) - 20)
        if not any(sign in words[place] for sign in "\n#[|{"):
            words[place : place + 2] = ["not", "sixty"]
        changed[at] = " ".join(words)
    for at in (18, 11, 5):
        del changed[at]
    for n, at in enumerate((3, 9, 15)):
        changed.insert(at, _clause(draw, 100 + n, 3))
    head = "# Customer Services Agreement\n\n"
    return head + "\n".join(clauses), head + "\n".join(changed)


def contracts() -> tuple[Contract, Contract]:
    """The same as contracts."""
    settings = read_settings({"clmctl.yaml": b"organisation: {legal_name: Example Services Ltd, short_name: Example}\n"})[0]
    assert settings is not None
    made = []
    for text in texts():
        found, findings = read_contract(
            "contracts/lark/MSA-2026-0042/contract.md", "0" * 40, (FRONT + text).encode(), settings.catalogue
        )
        assert found is not None, findings
        made.append(found)
    return made[0], made[1]


def docx(contract: Contract, style: StyleDocument) -> bytes:
    """A contract's Word file as it goes out."""
    return contract_docx(contract, style, status="draft", packing="deflated")


def work() -> float:
    """Seconds of processor time of this process and all it started."""
    tick = os.sysconf("SC_CLK_TCK")
    return sum(_ticks(pid) for pid in _family(os.getpid())) / tick


def _family(pid: int) -> Iterator[int]:
    yield pid
    for task in Path(f"/proc/{pid}/task").iterdir():
        try:
            children = (task / "children").read_text().split()
        except OSError:
            continue
        for child in children:
            yield from _family(int(child))


def _ticks(pid: int) -> int:
    try:
        return sum(map(int, Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11:13]))
    except OSError:
        return 0


def spent(do: Callable[[], object], times: int, worked: Callable[[], float]) -> tuple[float, float]:
    """(milliseconds by the clock, of the processors) of one of so many calls."""
    before, began = worked(), time.perf_counter()
    for _ in range(times):
        do()
    return (time.perf_counter() - began) / times * 1000, (worked() - before) / times * 1000


def in_turn(name: str, ours: Callable[[], object], theirs: Callable[[], object], *, rounds: int, times: int, aim: float) -> None:
    """Runs both in turn and says how they compare; ours is run `times` a round, so that a round of either is long enough."""
    ours(), theirs()
    mine, yours = [], []
    for _ in range(rounds):
        # Their host goes on working for a while after it has answered, which neither side is charged for.
        mine.append(spent(ours, times, time.process_time))
        yours.append(spent(theirs, 1, work))
    for at, what in ((1, "work"), (0, "clock")):
        a, b = [one[at] for one in mine], [one[at] for one in yours]
        ratio = statistics.median(b) / statistics.median(a)
        print(f"{name:10} {what:5}  ours {statistics.median(a):7.1f} ms  docx-scalpel {statistics.median(b):7.1f} ms"
              f"  {ratio:5.1f} times (best to best {min(b) / min(a):.1f}; aim {aim:g})")  # fmt: skip


def main() -> None:
    """Measures, or profiles."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument("--profile", action="store_true", help="show where the time of ours goes instead")
    given = parser.parse_args()
    style = open_style(default_style())
    old, new = contracts()
    before, after = docx(old, style), docx(new, style)

    def from_model() -> bytes:
        drafts = [Draft(compose(contract, style, status="draft"), style) for contract in (old, new)]
        return redline(drafts[0], drafts[1], author="Ann", date=DAY).docx

    made = from_model()
    words = sum(
        len(paragraph.runs and "".join(run.text for run in paragraph.runs).split()) for paragraph in read_word(after).paragraphs
    )
    print(f"{words:,} words, {len(read_word(after).paragraphs)} paragraphs, redline of {len(made):,} bytes")
    if given.profile:
        for call in (from_model, lambda: read_word(made)):
            profile = cProfile.Profile()
            for _ in range(10):
                profile.runcall(call)
            pstats.Stats(profile).sort_stats("tottime").print_stats(22)
        return
    import docx_scalpel

    def their_reading() -> None:
        session = docx_scalpel.open_session(made)
        session.project()
        session.list_revisions()
        session.close()

    in_turn("redline", from_model, lambda: docx_scalpel.docx_diff_compare(before, after), rounds=given.rounds, times=5, aim=10)
    in_turn("comparing", lambda: compare(before, after, author="Ann", date=DAY),
            lambda: docx_scalpel.docx_diff_compare(before, after), rounds=given.rounds, times=5, aim=10)  # fmt: skip
    in_turn("reading", lambda: read_word(made), their_reading, rounds=given.rounds, times=5, aim=5)


if __name__ == "__main__":
    main()
