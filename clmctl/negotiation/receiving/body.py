"""The contract's file with the text as the returned file leaves it."""

from collections.abc import Collection, Mapping, Sequence

from clmctl.model.block import Block
from clmctl.model.contract import Contract
from clmctl.negotiation.receiving.anchors import Anchors, anchors_by_name
from clmctl.negotiation.receiving.following import Applies
from clmctl.negotiation.receiving.homes import tables_of
from clmctl.negotiation.receiving.layout import Layout
from clmctl.negotiation.receiving.places import HEADINGS, HEADS
from clmctl.negotiation.receiving.source import Behind
from clmctl.negotiation.receiving.text import Writer
from clmctl.negotiation.receiving.units import units
from clmctl.negotiation.receiving.words import TERM, Wording, is_bold
from clmctl.redline.returned.steps import Line, Returned
from clmctl.text.dialect.blocks import blocks
from clmctl.text.dialect.escaping import bare_marks
from clmctl.text.dialect.headings import heading_parts
from clmctl.text.dialect.pieces import pieces
from clmctl.text.yaml.split import split


def layout(contract: Contract, found: Behind, came: Returned, roles: Mapping[str, str]) -> Layout:
    """What the returned paragraphs make of the contract's text."""
    final = came.lineage.final
    anchors = anchors_by_name(found.anchors, final, _title)
    schedules, home = _schedules(final, anchors, roles)
    curly = sum(contract.text.count(char) for char in "“”‘’")
    straight = contract.text.count('"') + contract.text.count("'") >= curly
    wording = Wording(found, anchors, schedules, home, straight, bare_marks(contract.text), _styled(came))
    headed = {block.anchor for block in found.blocks if block.kind in HEADS}
    led_to = frozenset(anchors[word.ref] for line in final for word in line.words if word.ref in anchors)
    heads = [piece for piece in pieces(contract.text) if piece.kind == "heading" and piece.depth <= 2]
    bare = bool(heads) and not any(heading_parts(piece.text).anchor for piece in heads)
    return Layout(
        found,
        came,
        wording,
        roles,
        Anchors(anchors, found.anchors, bare, led_to, _bearers(final, found.anchors, roles, headed)),
        tables_of(found, came),
        contract.title,
    )


def _styled(came: Returned) -> bool:
    """Whether the file says of its words which are defined terms; some programs leave but bold type of their style."""
    lineage = came.lineage
    if any(
        TERM.search(run.form) for line in lineage.final for each in line.members for run in each.runs if run.stands_in("final")
    ):
        return True
    return not any(
        origin is not None and is_bold(line.words[u].run.form) and TERM.search(lineage.sent[origin[0]].words[origin[1]].run.form)
        for line, row in zip(lineage.final, lineage.origins, strict=True)
        for u, origin in enumerate(row)
    )


def _title(line: Line) -> str:
    """A heading's words, a schedule's below its number."""
    return line.text.strip()


def _bearers(
    final: Sequence[Line], own: Mapping[str, str], roles: Mapping[str, str], heads: Collection[str]
) -> dict[str, frozenset[int]]:
    """The paragraphs, by their marks, that bear each anchor of the text now; that of a heading is borne by headings alone."""
    found: dict[str, set[int]] = {}
    for line in final:
        is_heading = roles.get(line.style.casefold(), "") in HEADINGS
        for name in line.bookmarks:
            if name.casefold() in own and (is_heading or own[name.casefold()] not in heads):
                found.setdefault(own[name.casefold()], set()).add(line.mark)
    return {anchor: frozenset(marks) for anchor, marks in found.items()}


def _schedules(
    final: Sequence[Line], anchors: Mapping[str, str], roles: Mapping[str, str]
) -> tuple[dict[str, frozenset[str]], dict[int, frozenset[str]]]:
    """The schedule each anchor stands in, by its anchors (none: it is one itself), and that of each paragraph, by its mark."""
    found: dict[str, frozenset[str]] = {}
    home: dict[int, frozenset[str]] = {}
    here: frozenset[str] = frozenset()
    for line in final:
        role = roles.get(line.style.casefold(), "")
        names = [anchors[name.casefold()] for name in line.bookmarks if name.casefold() in anchors]
        if role == "schedule":
            here = frozenset(names or (f"\0{line.mark}",))
            found.update(dict.fromkeys(names, frozenset[str]()))
        else:
            here = frozenset() if role in ("title", "part") else here
            found.update((name, here) for name in names if here)
        home[line.mark] = here
    return found, home


def set_otherwise(contract: Contract, plan: Layout) -> frozenset[int]:
    """The blocks of the text that stand otherwise with every change taken, by place; none where the text parts otherwise."""
    found = units(plan, lambda step, hunk: True, {})
    typed = contract.text.split("\n")
    lines = Writer(contract.text, plan.behind.blocks, plan.wording.bare).write(found)
    made = blocks("\n".join(typed[line] if isinstance(line, int) else line for line in lines))
    if [block.kind for block in made] != [unit.kind for unit in found]:
        return frozenset()
    before = _stands(plan.behind.blocks)
    after = zip(found, _stands(made), strict=True)
    return frozenset(unit.block for unit, stands in after if unit.block is not None and stands != before[unit.block])


def _stands(text: Sequence[Block]) -> list[tuple[str, int, int, int, bool, bool]]:
    """Where each block stands: what it is, its level, its depth in the lists, the level of the heading or item it belongs to,
    whether in a clause and in a schedule.
    """
    found: list[tuple[str, int, int, int, bool, bool]] = []
    above = [0]  # the level of the heading, then of each item that is open
    for block in text:
        if block.kind in HEADS:
            above = [block.level]
        elif block.kind in ("item", "bullet"):
            del above[max(block.indent, 1) :]
            above.append(block.level)
        holder = above[min(block.indent, len(above) - 1)]
        found.append((block.kind, block.level, block.indent, holder, bool(block.clause), bool(block.schedule)))
    return found


def with_body(contract: Contract, data: bytes, plan: Layout, applies: Applies, instead: Mapping[int, str]) -> bytes:
    """The file with the text written anew; a line that says what it said stays byte for byte."""
    lines = Writer(contract.text, plan.behind.blocks, plan.wording.bare).write(units(plan, applies, instead))
    if list(lines) == list(range(contract.text.count("\n") + 1)):
        return data
    file = split(data)
    at = 0
    for _ in range(file.body_line - 1):
        at = data.index(b"\n", at) + 1
    raw = data[at:].split(b"\n")
    end = b"\r" if file.line_end == "\r\n" else b""
    made = [
        raw[line] if isinstance(line, int) else line.encode() + (b"" if n == len(lines) - 1 else end)
        for n, line in enumerate(lines)
    ]
    return data[:at] + b"\n".join(made)
