"""Rules on the Word file beside a contract (DX)."""

from collections.abc import Iterator

from clmctl.lint.case import Case, RuleName
from clmctl.model.finding import Finding
from clmctl.model.place import Place
from clmctl.model.rule import Rule

STALE: RuleName = ("DX701", "stale-docx", "error")


def stale(case: Case) -> Iterator[Finding]:
    """A Word file that was rendered from another source than the contract has now."""
    word = case.word
    if word is None or (word.ours and not word.stale and not word.touched):
        return
    code, name, severity = STALE
    if not word.ours:
        how = "was not written by clmctl"
    elif word.touched:
        how = "was changed by hand after clmctl wrote it"
    else:
        how = "was rendered from an earlier text or other values"
    message = f"The Word file {how}: it may not show what {case.contract.path} says."
    first = "Take what was changed over into the contract first: " if word.ours and word.touched else ""
    hint = f"{first}clmctl render {case.contract.id} writes it anew."
    yield Finding(code, name, severity, Place(word.path), message, hint, case.contract.id)


RULES: tuple[Rule[Case], ...] = (
    Rule(
        *STALE,
        "docx",
        "The Word file is older than its source.",
        "People read and send the Word file; it must say what the contract says.",
        "Render it again.",
        stale,
    ),
)
