"""Two contracts that bear one number, drawn apart from each other: which of them keeps it."""

from collections.abc import Sequence

from clmctl.errors import Conflict
from clmctl.model.contract import Stage
from clmctl.model.frozen import frozen
from clmctl.negotiation.merging.clash import Side
from clmctl.text.yaml.edit import append_item, set_key
from clmctl.text.yaml.frontmatter import load

#: Stages that nobody outside has seen anything of.
_INSIDE: frozenset[Stage] = frozenset({"request", "draft", "review"})


@frozen
class Drawn:
    """One of two contracts with one number: its folder, its stage, and whether the history or its records tell of a sending."""

    folder: str
    stage: Stage
    told: bool

    @property
    def sent(self) -> bool:
        """Whether somebody outside knows it by its number."""
        return self.told or self.stage not in _INSIDE


def who_moves(number: str, ours: Drawn, theirs: Drawn) -> Side:
    """The side whose contract takes another number: ours, which nobody else has seen yet, unless ours alone was sent.

    Conflict where both were sent: then two outsiders know two contracts by one number, and only people can mend that.
    """
    if not ours.sent:
        return "ours"
    if not theirs.sent:
        return "theirs"
    raise Conflict(
        f"{number} was drawn twice and both were sent: {ours.folder} (ours) and {theirs.folder} (theirs). Nothing was merged.",
        hint="Agree with one counterparty on another number, rename its folder and its id, clmctl save it, then sync again.",
        path=f"{ours.folder}/contract.md",
    )


def renumbered(data: bytes, old: str, new: str) -> bytes:
    """The contract's file under its new number; `formerly:` keeps the old one."""
    return append_item(set_key(data, "id", new), "formerly", old)


def repointed(path: str, data: bytes, old: str, new: str) -> bytes:
    """The contract's file with its relations to the old number leading to the new one; as it was where it has none."""
    fields = load(path, data)[0] or {}
    relations = fields.get("relations")
    if not isinstance(relations, list):
        return data
    for place in _places(relations, old):
        data = set_key(data, ("relations", place, "id"), new)
    return data


def _places(relations: Sequence[object], old: str) -> list[int]:
    return [place for place, each in enumerate(relations) if isinstance(each, dict) and each.get("id") == old]
