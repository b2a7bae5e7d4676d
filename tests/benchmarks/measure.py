"""Times two commands in turn, A B A B, and says how they compare."""

import json
import os
import resource
import statistics
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Command:
    """A command to time: its words (or what gives them anew each time), where it runs, what is done before each run, untimed."""

    label: str
    words: tuple[str, ...] | Callable[[], tuple[str, ...]]
    folder: Path | None = None
    before: Callable[[], None] | None = None
    allowed: tuple[int, ...] = (0,)


@dataclass(frozen=True)
class Claim:
    """Ours is to take at most `limit` times as long as the yardstick."""

    name: str
    ours: Command
    yardstick: Command
    limit: float
    rounds: int = 10


@dataclass(frozen=True)
class Result:
    """What a claim came to: milliseconds of every run in order, by the clock and of all processors together (`cpu`)."""

    name: str
    limit: float
    ours: str
    yardstick: str
    ours_ms: list[float] = field(default_factory=list)
    yardstick_ms: list[float] = field(default_factory=list)
    ours_cpu: list[float] = field(default_factory=list)
    yardstick_cpu: list[float] = field(default_factory=list)

    @property
    def ratio(self) -> float:
        """The fastest run of ours by the fastest run of the yardstick."""
        return min(self.ours_ms) / min(self.yardstick_ms)

    @property
    def middle(self) -> float:
        """The same of the medians."""
        return statistics.median(self.ours_ms) / statistics.median(self.yardstick_ms)

    @property
    def work(self) -> float:
        """The fastest runs compared by processor time, which other programs on the machine disturb less."""
        return min(self.ours_cpu) / min(self.yardstick_cpu)


def measured(claim: Claim) -> Result:
    """The claim's result. One round of each goes unmeasured first."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # both start with their modules compiled
    result = Result(claim.name, claim.limit, claim.ours.label, claim.yardstick.label)
    _run(claim.ours), _run(claim.yardstick)
    for _ in range(claim.rounds):
        for command, took, cpu in (
            (claim.ours, result.ours_ms, result.ours_cpu),
            (claim.yardstick, result.yardstick_ms, result.yardstick_cpu),
        ):
            clock, work = _run(command)
            took.append(clock)
            cpu.append(work)
    return result


def table(results: Sequence[Result]) -> str:
    """The results as a Markdown table."""
    lines = [
        "| what | ours (ms, min / median) | yardstick (ms, min / median) | ratio of mins | of medians | of work | aim |",
        "|---|---|---|---|---|---|---|",
    ]
    for each in results:
        ours, other = (f"{min(run):,.0f} / {statistics.median(run):,.0f}" for run in (each.ours_ms, each.yardstick_ms))
        met = "" if each.middle <= each.limit else ", **missed**"
        figures = f"{each.ratio:.2f} | {each.middle:.2f} | {each.work:.2f} | ≤ {each.limit:g}{met}"
        lines.append(f"| {each.name}: `{each.ours}` | {ours} | `{each.yardstick}` {other} | {figures} |")
    return "\n".join(lines) + "\n"


def as_json(results: Sequence[Result]) -> str:
    """The results with every single run."""
    said = [
        {**asdict(each), "ratio": round(each.ratio, 3), "median_ratio": round(each.middle, 3), "cpu_ratio": round(each.work, 3)}
        for each in results
    ]
    return json.dumps(said, indent=1)


def read_result(said: dict[str, Any]) -> Result:
    """A result as `as_json` wrote it."""
    return Result(**{each.name: said[each.name] for each in fields(Result)})


def _run(command: Command) -> tuple[float, float]:
    """Milliseconds of one run, from start to exit: by the clock, and of processor time with that of its children."""
    if command.before is not None:
        command.before()
    words = command.words() if callable(command.words) else command.words
    before = _children()
    began = time.perf_counter()
    done = subprocess.run(words, cwd=command.folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False)
    took = (time.perf_counter() - began) * 1000
    if done.returncode not in command.allowed:
        said = done.stderr.decode("utf-8", "replace")
        raise SystemExit(f"{' '.join(words)} ended with {done.returncode}: {said[-2000:]}")
    return took, _children() - before


def _children() -> float:
    """Milliseconds that the processors worked for commands that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (used.ru_utime + used.ru_stime) * 1000


def peak_memory() -> int:
    """The most memory any of the commands run so far held, in megabytes."""
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // (1024 if os.uname().sysname == "Linux" else 1024 * 1024)
