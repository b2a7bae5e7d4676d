"""Findings in what stands beside contracts: their records, their clients' files, the counter of numbers."""

from collections.abc import Iterable

from clmctl.desk.opening import Desk
from clmctl.errors import Unreadable
from clmctl.model.finding import Finding
from clmctl.model.place import Place
from clmctl.text.files.client import read_client
from clmctl.text.files.records import read_records
from clmctl.text.yaml.frontmatter import load

#: The last number drawn in each series.
NUMBERS = ".clm/numbers.yaml"
_RECORDS = ("terms.jsonl", "notices.jsonl")


def record_findings(desk: Desk, folder: str, there: tuple[bool, bool]) -> tuple[Finding, ...]:
    """What is wrong with a contract's records; `there` says which of them, terms and notices, it has."""
    found: list[Finding] = []
    for name, has in zip(_RECORDS, there, strict=True):
        path = f"{folder}/record/{name}"
        data, refused = _read(desk, path) if has else (None, ())
        found += refused if data is None else read_records({path: data})[1]
    return tuple(found)


def folder_findings(desk: Desk, clients: Iterable[str]) -> tuple[Finding, ...]:
    """What is wrong with the files of these clients (their folders), and with the counter of numbers."""
    found: list[Finding] = []
    for folder in dict.fromkeys(clients):
        path = f"{folder}/client.yaml"
        data, refused = _read(desk, path)
        found += refused if data is None else read_client(path, data)[1]
    data, refused = _read(desk, NUMBERS)
    return (*found, *(refused if data is None else counter(data)[1]))


def counter(data: bytes) -> tuple[dict[str, int] | None, tuple[Finding, ...]]:
    """The last number of each series, and what is wrong with the file that holds them; None where it cannot be trusted."""
    said, findings = load(NUMBERS, data)
    if said is None:
        return None, findings
    odd = [series for series, last in said.items() if not isinstance(last, int) or isinstance(last, bool) or last < 0]
    if odd:
        message = f"The last number of {odd[0]!r} is no whole number"
        hint = "Write the last number that was given in this series."
        return None, (*findings, Finding("FD609", "schema", "error", Place(NUMBERS, 1, 1), message, hint, odd[0]))
    return {series: last for series, last in said.items() if isinstance(last, int)}, findings


def _read(desk: Desk, path: str) -> tuple[bytes | None, tuple[Finding, ...]]:
    try:
        return desk.read(path), ()
    except Unreadable as problem:
        return None, (refused(path, problem),)


def refused(path: str, problem: Unreadable) -> Finding:
    """The finding that a file cannot be read at all: a link, a pipe, a giant."""
    message = problem.message[:1].upper() + problem.message[1:]
    return Finding("SX006", "unreadable", "error", Place(problem.path or path, problem.line), message, problem.hint)
