"""How deep in the lists something new stands that is neither item nor paragraph: by what follows it."""

from collections.abc import Callable

from clmctl.negotiation.receiving.layout import Layout
from clmctl.negotiation.receiving.places import Standing

#: Whether a step (its place) or one of its stretches of words (its place in the step) is taken into the text.
Applies = Callable[[int, int | None], bool]


def depth_before(layout: Layout, at: int, applies: Applies, standing: Standing) -> int:
    """How deep in the lists a new table or page break stands, so that it ends none which what follows it belongs to."""
    own = layout.line(layout.returned.steps[at]).place.partition(" row ")[0] or None
    for later in range(at + 1, len(layout.returned.steps)):
        step = layout.returned.steps[later]
        line, n = layout.line(step), layout.block_of(step.sent)
        if step.final is None or line.breaks or (n is None and not applies(later, None)):
            continue
        if line.place and line.place.partition(" row ")[0] == own:
            continue
        if line.place:
            return 0 if n is None else layout.behind.blocks[n].indent
        stand = layout.stand(step, line, n, standing, takes=applies(later, None))
        return max(0, stand.depth - (stand.kind in ("item", "bullet")))
    return 0
