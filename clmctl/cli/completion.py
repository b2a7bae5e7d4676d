"""What the shell may complete: contract ids and clauses, from the index as it is."""

from pathlib import Path
from typing import TYPE_CHECKING

from clmctl.errors import ClmError

if TYPE_CHECKING:
    from clmctl.desk.opening import Desk


def contract_ids(incomplete: str) -> list[str]:
    """Ids of contracts that begin so; none where there is no workspace."""
    try:
        return [contract for contract in _desk().index.ids() if contract.startswith(incomplete.upper())]
    except ClmError:
        return []


def clause_ids(incomplete: str) -> list[str]:
    """Ids of library clauses that begin so."""
    try:
        return [clause for clause in _desk().library.clauses if clause.startswith(incomplete)]
    except ClmError:
        return []


def _desk() -> "Desk":
    from clmctl.cli.options import Options  # noqa: PLC0415 - every command imports this module; few calls complete
    from clmctl.cli.session import Session  # noqa: PLC0415

    return Session(Options(root=str(Path.cwd()), no_input=True)).desk
