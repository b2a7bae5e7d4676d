"""What came back, beside the text: what is needed to turn the steps of a returned file into blocks."""

import re
from collections.abc import Mapping, Sequence

from clmctl.model.frozen import frozen
from clmctl.negotiation.receiving.anchors import Anchors
from clmctl.negotiation.receiving.homes import Tables
from clmctl.negotiation.receiving.places import AHEAD, HEADS, Stand, Standing, set_alike
from clmctl.negotiation.receiving.source import Behind, word_of
from clmctl.negotiation.receiving.words import Item, Wording
from clmctl.redline.returned.steps import Returned, Step
from clmctl.redline.returned.words import Line, Word

#: A number that was typed before a paragraph or a heading: `1.`, `2.3`, `(a)`, `Article 4`.
_TYPED = re.compile(
    r"\s*(?:(?:article|section|clause|§)\s*)?[(\[]?(?:\d{1,3}|[a-z]|[ivxlc]{1,6})(?:\.\d{1,3})*[.)\]:]*\s*", re.IGNORECASE
)


@frozen
class Layout:
    """What is needed to turn steps into units. `roles` are what the styles stand for by their names in small letters, `title` is
    what prints above a text that begins with none of its own.
    """

    behind: Behind
    returned: Returned
    wording: Wording
    roles: Mapping[str, str]
    anchors: Anchors
    tables: Tables
    title: str = ""

    def role(self, line: Line) -> str:
        """What a paragraph is by its style; empty where the style is none of ours."""
        return "page-break" if line.breaks else self.roles.get(line.style.casefold(), "")

    def block_of(self, sent: int | None) -> int | None:
        """The block that printed a sent paragraph."""
        at = None if sent is None else self.behind.of.get(sent)
        return None if at is None else self.behind.printed[at].block

    def is_new_table(self, table: int) -> bool:
        """Whether a final table is one that came: no table of the text, nor one sent that stands in no block, the signatures."""
        return table not in self.tables.blocks and table not in self.tables.sent

    def block_of_table(self, table: int) -> int | None:
        """The block of the text that a final table is; None for a new one."""
        return self.tables.blocks.get(table)

    def line(self, step: Step) -> Line:
        """The paragraph of a step: as it came back, else as it was sent."""
        lineage = self.returned.lineage
        return lineage.final[step.final] if step.final is not None else lineage.sent[step.sent or 0]

    def ahead(self, step: Step) -> list[tuple[Line, str]]:
        """The paragraphs behind one, with their roles."""
        final = self.returned.lineage.final
        at = len(final) if step.final is None else step.final + 1
        return [(line, self.role(line)) for line in final[at : at + AHEAD] if not (line.place or line.breaks)]

    def stand(self, step: Step, line: Line, n: int | None, standing: Standing, *, takes: bool) -> Stand:
        """Where a paragraph stands: where it came back, or where it stood."""
        if n is None:
            return standing.stand(line, self.role(line), ahead=self.ahead(step))
        block = self.behind.blocks[n]
        if not takes:
            return Stand(block.kind, block.indent, block.level + 1 if block.kind == "subclause" else 0)
        same = set_alike(self.returned.lineage.sent[step.sent or 0], line)
        within = any(open_.kind == "item" for open_ in standing.items)
        alone = within and (block.kind, block.indent) == ("bullet", 1) and self._is_alone(n)
        return standing.stand(line, self.role(line), block, same=same, alone=alone, ahead=self.ahead(step))

    def _is_alone(self, n: int) -> bool:
        """Whether no numbered item stands between a block and the heading it is under."""
        before = (self.behind.blocks[m].kind for m in range(n - 1, -1, -1))
        return next((kind for kind in before if kind == "item" or kind in HEADS), "") != "item"

    # ---- words

    def items(self, step: Step, hunks: Sequence[int], *, looks: bool) -> list[Item]:
        """The words of a paragraph with these of its changes; with `looks` kept words have the emphasis they have now."""
        lineage = self.returned.lineage
        i, j = step.sent or 0, step.final
        old = lineage.sent[i].words
        new = lineage.final[j].words if j is not None else ()
        found: list[Item] = []
        t = u = 0
        for h, hunk in enumerate(step.hunks):
            while t < hunk.old[0]:
                found += self._sent(i, t, new[u] if looks and u < len(new) else None)
                t, u = t + 1, u + 1
            if h in hunks:
                found += [self._final(j or 0, each) for each in range(*hunk.new)]
            else:
                found += [item for each in range(*hunk.old) for item in self._sent(i, each, None)]
            t, u = hunk.old[1], hunk.new[1]
        while t < len(old):
            found += self._sent(i, t, new[u] if looks and u < len(new) else None)
            t, u = t + 1, u + 1
        return found

    def _sent(self, i: int, t: int, word: Word | None) -> list[Item]:
        known = word_of(self.behind, (i, t))
        lineage = self.returned.lineage
        was = lineage.sent[i].words[t]
        if known is None and self._is_typed_number(i, t):
            return []
        if known is None:  # printed by nothing of the text: as it is
            return [Item(None, word or was)]
        return [Item(known, word, was)]

    def _is_typed_number(self, i: int, t: int) -> bool:
        """Whether a word is of the number typed before a paragraph, as papers of others have it: the text counts by itself."""
        words = self.behind.words.get(i, ())
        first = next((n for n, word in enumerate(words) if word >= 0), 0)
        typed = "".join(word.text for word in self.returned.lineage.sent[i].words[:first])
        return t < first and _TYPED.fullmatch(typed) is not None

    def _final(self, j: int, u: int) -> Item:
        lineage = self.returned.lineage
        word, origin = lineage.final[j].words[u], lineage.origins[j][u]
        known = None if origin is None else word_of(self.behind, origin)
        return Item(known, word, lineage.sent[origin[0]].words[origin[1]] if origin is not None and known else None)

    def new_items(self, step: Step) -> list[Item]:
        """The words of a paragraph that came."""
        j = step.final or 0
        return [self._final(j, u) for u in range(len(self.returned.lineage.final[j].words))]
