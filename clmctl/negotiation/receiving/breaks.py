"""Page breaks of a returned file as the text has them: blocks between paragraphs, no deeper in the lists than what follows."""

from collections.abc import Iterator, Mapping

from clmctl.negotiation.receiving.belonging import belongs
from clmctl.negotiation.receiving.following import Applies, depth_before
from clmctl.negotiation.receiving.layout import Layout
from clmctl.negotiation.receiving.places import AROUND, Standing
from clmctl.negotiation.receiving.text import Unit


def of_break(layout: Layout, at: int, applies: Applies, instead: Mapping[int, str], standing: Standing) -> Iterator[Unit]:
    """A page break that goes on or came; of one that is answered, our words."""
    step = layout.returned.steps[at]
    n = layout.block_of(step.sent)
    if not belongs(layout, step) or (step.final is None and n is None):
        return
    came = step.kind in ("moved", "inserted")
    depth = depth_before(layout, at, applies, standing)
    if at in instead:
        yield Unit("paragraph", depth, None, instead[at])
    elif not applies(at, None) if step.final is None else applies(at, None) or not came:
        yield Unit("page-break", depth if n is None else max(depth, layout.behind.blocks[n].indent), n)


def is_before_unprinted(layout: Layout, at: int) -> bool:
    """Whether what follows a page break is printed by no words of the text, as the signatures are."""
    following = (layout.line(step) for step in layout.returned.steps[at + 1 :] if step.final is not None)
    line = next((line for line in following if not line.breaks), None)
    return line is not None and layout.role(line) in AROUND
