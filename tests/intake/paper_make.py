"""Papers made of a few lines, read, and held against their source word by word."""

import re
from collections import Counter
from pathlib import Path

from clmctl.intake.paper.arriving import decoded, kind_of
from clmctl.intake.paper.lines import cleaned
from clmctl.intake.paper.outline import Outline, outline
from clmctl.intake.paper.plain import plain_parts
from clmctl.intake.paper.writing import Written, written
from clmctl.model.paper import Paper
from clmctl.text.dialect.blocks import blocks
from clmctl.text.printing.cites import quotable

WORD = re.compile(r"\w+")


def paper(text: str, name: str = "paper.txt") -> Paper:
    """The paper of a plain text."""
    parts, left = plain_parts(text)
    return Paper(name, "txt", parts, left)


def outlined(text: str) -> Outline:
    return outline(paper(text))


def made(text: str) -> Written:
    return written(outlined(text))


def titles(text: str) -> list[str]:
    """The clauses of the main text as they print: number and heading."""
    return [printed(block.number, block) for block in blocks(made(text).text) if block.kind == "clause"]


def printed(number: str, block: object) -> str:
    words = "".join(getattr(inline, "text", "") for inline in block.inlines)  # type: ignore[attr-defined]
    return f"{number} {words}".strip()


def missing(source: str, result: Written) -> Counter[str]:
    """The words of a source that neither stand in the result nor are named as left out."""
    kept = " ".join(f"{block.number} {words}" for block, words in quotable(result.text))
    left = " ".join(each.text for each in result.left_out)
    return Counter(WORD.findall(cleaned(source))) - Counter(WORD.findall(f"{kept} {left}"))


def texts_of(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.txt"))


def source_of(file: Path) -> str:
    data = file.read_bytes()
    assert kind_of(file.name, data) == "txt"
    return decoded(file.name, data).text
