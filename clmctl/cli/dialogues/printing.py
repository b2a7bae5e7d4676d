"""Contracts printed to PDF or copied out as Word files: where each goes, how far it is, what could not be printed."""

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from clmctl.cli.boundary import tell
from clmctl.cli.render import show_text
from clmctl.cli.session import Session, session_progress
from clmctl.desk.rendering import to_print
from clmctl.errors import OutsideFailed, UsageError
from clmctl.model.frozen import frozen
from clmctl.store.paths import write_outside
from clmctl.word.office import find_office, print_pdfs

_STOPS = tuple(getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name))


@frozen
class Printing:
    """What is to be printed, where to, by how many LibreOffices, each given how many seconds for a file."""

    contracts: tuple[str, ...]
    output: str
    workers: int
    patience: float
    every: bool = False


def print_contracts(call: Session, wanted: Printing) -> int:
    """Prints the contracts and names each file; 4 where some could not be printed (OutsideFailed where nothing can be)."""
    contracts = _chosen(call, wanted)
    office = find_office(os.environ.get("CLMCTL_SOFFICE", ""))
    to_folder = _to_folder(wanted)
    failed = 0
    session_progress("Printing", 0, len(contracts))
    files = to_print(call.desk, contracts)
    with _stopped_in_order():
        for done, item in enumerate(print_pdfs(files, office, workers=wanted.workers, patience=wanted.patience), 1):
            if item.problem:
                failed += 1
                tell(f"{item.name}: {item.problem}", hint="Tried twice. Try it alone with a longer --timeout.")
            else:
                path = _place(call, wanted, item.name, to_folder=to_folder)
                write_outside(path, item.pdf)
                show_text(wanted.output if path == wanted.output else os.path.relpath(path))
            session_progress("Printing", done, len(contracts))
    return OutsideFailed.exit_code if failed else 0


@contextmanager
def _stopped_in_order() -> Iterator[None]:
    """Meanwhile a job that is cancelled or a terminal that is closed stops as Ctrl-C does: no LibreOffice is left behind."""

    def stop(_number: int, _frame: object) -> None:
        raise KeyboardInterrupt

    if threading.current_thread() is not threading.main_thread():
        yield
        return
    heard = [number for number in _STOPS if signal.getsignal(number) != signal.SIG_IGN]  # nohup has its way
    before = {number: signal.signal(number, stop) for number in heard}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def copy_contracts(call: Session, wanted: Printing) -> int:
    """Writes the Word files of the contracts where it was said, one after the other, and commits nothing."""
    contracts = _chosen(call, wanted)
    to_folder = _to_folder(wanted)
    for done, (contract, docx) in enumerate(to_print(call.desk, contracts), 1):
        path = str(Path(wanted.output) / f"{contract}.docx") if to_folder else wanted.output
        write_outside(path, docx)
        show_text(path)
        if to_folder:
            session_progress("Rendering", done, len(contracts))
    return 0


def _to_folder(wanted: Printing) -> bool:
    """Whether the output is a folder, which is made where it is not there yet."""
    found = bool(wanted.output) and (len(wanted.contracts) > 1 or wanted.every or Path(wanted.output).is_dir())
    if found:
        _make(Path(wanted.output))
    return found


def _chosen(call: Session, wanted: Printing) -> tuple[str, ...]:
    if wanted.every and wanted.contracts:
        raise UsageError("Ids and --all exclude each other.", hint="Name contracts, or take all.")
    if not wanted.every and not wanted.contracts:
        raise UsageError("No contract is named.", hint="Name contracts, or take all with --all.")
    for contract in wanted.contracts:
        call.desk.path_of(contract)  # says what may have been meant, before anything is printed
    return wanted.contracts or tuple(call.desk.index.paths_by_id(at=call.desk.at))


def _place(call: Session, wanted: Printing, contract: str, *, to_folder: bool) -> str:
    if wanted.output:
        return str(Path(wanted.output) / f"{contract}.pdf") if to_folder else wanted.output
    path = call.desk.path_of(contract)
    return str(Path(call.desk.repo.root) / path.removesuffix("contract.md") / "contract.pdf")


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise OutsideFailed(f"cannot be made: {problem.strerror}", path=str(folder)) from None
