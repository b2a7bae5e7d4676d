"""Where references lead and what they print."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from clmctl.model.block import Block, Reference
from clmctl.text.language import language_of


class Printed(NamedTuple):
    """A printed reference: `word` (`Section`), `label` (`4.2(a)`), and `beyond` (`of Schedule 2`) where it leaves its part."""

    word: str
    label: str
    beyond: str = ""

    def __str__(self) -> str:
        return " ".join(part for part in self if part)


def targets(blocks: Iterable[Block]) -> Mapping[str, tuple[Block, ...]]:
    """The blocks that bear each anchor: one, or one per language."""
    found: dict[str, tuple[Block, ...]] = {}
    for block in blocks:
        anchor = block.anchor
        if anchor:
            found[anchor] = (*found[anchor], block) if anchor in found else (block,)
    return found


def target_of(known: Mapping[str, tuple[Block, ...]], anchor: str, *, language: str = "") -> Block | None:
    """The block a reference leads to: the one in its own language where there is one."""
    found = known.get(anchor, ())
    if found and found[0].lang == language:  # the usual case
        return found[0]
    return next((block for block in found if block.lang == language), found[0] if found else None)


def printed_reference(known: Mapping[str, tuple[Block, ...]], reference: Reference, at: Block, *, language: str) -> Printed:
    """What a reference in block `at` prints; `[#anchor]` for its number where it leads nowhere.

    `language` is the text's (`de`); it words the way into another schedule.
    """
    target = target_of(known, reference.anchor, language=at.lang)
    if target is None:
        return Printed(reference.word, f"[#{reference.anchor}]")
    if target.kind == "schedule" or not target.schedule or target.schedule == at.schedule:
        return Printed(reference.word, target.full)
    schedule = target_of(known, target.schedule, language=at.lang)
    beyond = f"{language_of(language).of_schedule} {schedule.number}" if schedule else ""
    return Printed(reference.word, target.full, beyond)
