"""Where the changes of a returned file stand: the number of the paragraph, the heading and the anchor of its clause."""

from collections.abc import Iterator

from clmctl.model.frozen import frozen
from clmctl.negotiation.receiving.layout import Layout
from clmctl.negotiation.receiving.numbers import Counted

HEADS = ("clause", "schedule", "title", "schedule1", "part", "subclause")


@frozen
class Spot:
    """Where a step stands: the number of its paragraph, the heading and anchor of its clause."""

    at: str = ""
    heading: str = ""
    anchor: str = ""


def spots(layout: Layout) -> Iterator[Spot]:
    """Where each step stands, in their order."""
    lineage = layout.returned.lineage
    heading = anchor = number = ""
    counted = Counted()
    for step in layout.returned.steps:
        line = lineage.final[step.final] if step.final is not None else None
        n = layout.block_of(step.sent)
        block = None if n is None else layout.behind.blocks[n]
        role = layout.role(line) if line is not None else ""
        full = counted.full(line) if line is not None else ""
        if block is not None:
            home = next(
                (b for b in reversed(layout.behind.blocks[: (n or 0) + 1]) if b.kind in ("clause", "schedule", "title")),
                None,
            )
            title = "" if home is None else "".join(getattr(piece, "text", "") for piece in home.inlines)
            at = full if step.kind == "moved" and full else block.full or block.number
            spot = Spot(at, title, block.clause or block.schedule)
            if step.final is not None:
                heading, anchor, number = title, spot.anchor, home.number if home else ""
        elif line is not None and role in HEADS[:5] and step.sent is None:
            heading, anchor, number = line.text.strip(), "", line.number.rstrip(".")
            spot = Spot(number, heading, "")
        else:
            spot = Spot(f"{number} {full}" if full.startswith("(") and number else full, heading, anchor)
        yield spot
