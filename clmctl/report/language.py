"""Where contracts leave approved language, read from what lint found: nothing is judged a second time."""

import re
from collections.abc import Iterable, Mapping

from clmctl.lint.approved_language import NOT_APPROVED
from clmctl.model.finding import Finding
from clmctl.model.frozen import frozen

#: A change as a message spells it: words taken out, words put in, or the one for the other.
_CHANGE = re.compile(r"\[-.*?-\](?: \{\+.*?\+\})?|\{\+.*?\+\}", re.DOTALL)


@frozen
class Deviation:
    """A clause whose text nobody approved: where it stands, the words that differ (the first few, as the finding spells them),
    and the reason of the person who accepted it, empty where nobody did."""

    path: str
    contract: str
    anchor: str
    changes: tuple[str, ...]
    differs: str
    accepted: str = ""
    #: the clause's heading where no approved text is like it
    title: str = ""


def deviations(findings: Iterable[Finding]) -> Mapping[str, tuple[Deviation, ...]]:
    """Path of a contract to its clauses that nobody approved; what stands around the clauses is not among them."""
    found: dict[str, list[Deviation]] = {}
    for finding in findings:
        if finding.code == NOT_APPROVED[0] and finding.clause:
            words = finding.message.partition("alike): ")[2]
            changes = tuple(_placed(words, match) for match in _CHANGE.finditer(words))
            title = "" if words else finding.subject
            made = Deviation(finding.place.path, finding.contract, finding.clause, changes, words, finding.suppressed, title)
            found.setdefault(finding.place.path, []).append(made)
    return {path: tuple(each) for path, each in found.items()}


def _placed(words: str, change: re.Match[str]) -> str:
    """The change as it counts with equal ones: words put in or taken out with the two before them, which say where."""
    if "-] {+" in change[0]:
        return change[0]
    before = words[: change.start()].rpartition("…")[2].rpartition("}")[2].rpartition("]")[2].split()
    return " ".join([*before[-2:], change[0]])
