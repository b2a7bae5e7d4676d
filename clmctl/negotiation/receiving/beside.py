"""The changes beside the words of a returned file, as rows to decide about: looks, levels, numbers, what stands around."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

from clmctl.model.change import Change
from clmctl.model.returned import RowHow
from clmctl.negotiation.receiving.groups import Group, Key
from clmctl.negotiation.receiving.layout import Layout
from clmctl.negotiation.receiving.remarks import NAMED, beside
from clmctl.negotiation.receiving.spots import HEADS, Spot
from clmctl.redline.returned.facts import Fact

#: The looks that the text keeps, as they came or left.
_KEPT = frozenset(("+b", "-b", "+i", "-i"))


def of_facts(
    layout: Layout, stand: Sequence[Spot], found: Sequence[Fact], otherwise: Collection[int], how_of: Callable[[str, str], RowHow]
) -> Iterator[Group]:
    """The changes beside the words.

    `stand` is where each step stands, `otherwise` are the blocks that stand otherwise with all changes taken, by their place,
    `how_of` says how one was made, for a reader.
    """
    steps = {step.final: at for at, step in enumerate(layout.returned.steps) if step.final is not None}
    for fact in found:
        at = steps.get(fact.final) if fact.final is not None else None
        spot = stand[at] if at is not None else Spot(heading=NAMED.get(fact.kind, ""))
        how: RowHow = (
            "hidden" if fact.kind == "hidden" else "cosmetic" if fact.how == "cosmetic" else how_of(fact.how, fact.author)
        )
        if fact.kind == "level" and at is not None and _is_dress(layout, fact):
            how = "cosmetic"
        applied = fact.kind in ("format", "level") and at is not None and how != "cosmetic" and _is_said(layout, fact, otherwise)
        words = [Change("kept", fact.new, fact.new)] if fact.old == fact.new else [Change("replaced", fact.old, fact.new)]
        if not fact.old or not fact.new:
            words = [Change("inserted" if fact.new else "deleted", fact.old, fact.new)]
        remark = fact.remark
        if went := _went_with(layout, fact, steps):
            yield Group(fact.kind, how, fact.author, fact.date, spot, went, words, remark)
            continue
        if not applied and fact.kind != "hidden" and how != "cosmetic":
            remark = "; ".join(word for word in (remark, beside(fact.kind)) if word)
        keys: list[Key] = [(at if applied and at is not None else -1, None)]
        carried = applied or fact.kind == "hidden"
        yield Group(fact.kind, how, fact.author, fact.date, spot, keys, words, remark, carried)


def _went_with(layout: Layout, fact: Fact, steps: Mapping[int, int]) -> list[Key]:
    """What is refused with a fact where an anchor of the text goes with its bookmark; empty where the text keeps it.

    Paragraphs that came or moved come and move by their own rows.
    """
    if fact.place is None:
        return []
    name, goal, home = fact.place
    final, anchors = layout.returned.lineage.final, layout.anchors
    bearers = anchors.bearers.get(anchors.own.get(name, ""), frozenset())
    if final[goal].mark not in bearers or (home is not None and final[home].mark in bearers):
        return []
    both = [(steps[j], layout.returned.steps[steps[j]]) for j in (goal, home) if j is not None]
    return [(-1, None), *((at, None) for at, step in both if step.sent is not None and step.kind != "moved")]


def _is_dress(layout: Layout, fact: Fact) -> bool:
    """Whether a paragraph without a number took a style that is none of ours: it says the same in another dress."""
    was, now = layout.returned.lineage.sent[fact.sent or 0], layout.returned.lineage.final[fact.final or 0]
    return not (was.number or now.number or layout.role(now) or layout.role(was) in HEADS)


def _is_said(layout: Layout, fact: Fact, otherwise: Collection[int]) -> bool:
    """Whether the text says a paragraph's new look: of a level, whether it stands there otherwise than it did.

    What is printed from the front matter, or around the text, has the look that prints.
    """
    n = layout.block_of(fact.sent)
    if fact.kind == "level":
        return n in otherwise
    return _KEPT.issuperset(fact.remark.split(", ")) and n is not None and layout.behind.blocks[n].kind != "data"
