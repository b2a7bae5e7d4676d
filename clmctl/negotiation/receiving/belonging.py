"""Which paragraphs of a returned file belong to the text: others are on the front page, among the signatures, or no row's."""

from clmctl.negotiation.receiving.homes import table_of
from clmctl.negotiation.receiving.layout import Layout
from clmctl.negotiation.receiving.parties import is_party
from clmctl.negotiation.receiving.places import AROUND
from clmctl.redline.returned.steps import Step
from clmctl.redline.returned.words import CONTENTS


def belongs(layout: Layout, step: Step) -> bool:
    """Whether a step belongs to a block of the text, or makes one."""
    if is_column(layout, step) or (step.kind == "changed" and is_label(layout, step)):
        return False
    if step.sent is not None:
        return (step.sent in layout.behind.of and not is_party(layout, step.sent)) or _is_front(layout, step)
    line = layout.returned.lineage.final[step.final or 0]
    if line.breaks:
        return _is_in_text(layout, step.final or 0)
    if layout.role(line) in AROUND or layout.role(line) == "party":
        return False
    table = table_of(line)
    if table is None:
        return not line.place
    return layout.block_of_table(table[0]) is not None or layout.is_new_table(table[0])


def _is_front(layout: Layout, step: Step) -> bool:
    """Whether a step is of the title that printed above a text without one, and that reads otherwise now."""
    if step.sent != 0 or 0 in layout.behind.of or step.final is None or not any(hunk.counts for hunk in step.hunks):
        return False
    return layout.role(layout.returned.lineage.sent[0]) == layout.role(layout.line(step)) == "title"


def _is_in_text(layout: Layout, j: int) -> bool:
    """Whether a final page break has a paragraph of the text beside it; others are on the front page or among the signatures."""
    final = layout.returned.lineage.final
    if final[j].style == CONTENTS:
        return False
    sides = (range(j - 1, -1, -1), range(j + 1, len(final)))
    beside = (next((at for at in side if not final[at].breaks), None) for side in sides)
    return any(at is not None and _is_of_text(layout, at) for at in beside)


def _is_of_text(layout: Layout, j: int) -> bool:
    """Whether a final paragraph is one of the text, or a new one that may be."""
    i = next((i for i, heir in layout.returned.lineage.heirs.items() if heir == j), None)
    return layout.role(layout.returned.lineage.final[j]) not in AROUND if i is None else i in layout.behind.of


def is_column(layout: Layout, step: Step) -> bool:
    """Whether a cell came to or left a row that goes on, of a table the front matter holds: a column did, and rows have none."""
    lineage, behind = layout.returned.lineage, layout.behind
    if step.kind not in ("inserted", "deleted"):
        return False
    if step.final is None:
        printed = behind.printed[behind.of[step.sent]] if step.sent is not None and step.sent in behind.of else None
        if printed is None or printed.cell is None or behind.blocks[printed.block].kind != "data":
            return False
        return (printed.block, printed.cell[0]) in layout.tables.rows[0]
    spot = table_of(lineage.final[step.final])
    n = None if spot is None else layout.block_of_table(spot[0])
    return spot is not None and n is not None and behind.blocks[n].kind == "data" and spot[:2] in layout.tables.rows[1]


def is_label(layout: Layout, step: Step) -> bool:
    """Whether a step is the head of a column of a table the front matter holds: no row has it."""
    if step.sent is None or step.sent not in layout.behind.of:
        return False
    printed = layout.behind.printed[layout.behind.of[step.sent]]
    heads = printed.cell is not None and printed.cell[0] == 0 and printed.data is None
    return heads and layout.behind.blocks[printed.block].kind == "data"
