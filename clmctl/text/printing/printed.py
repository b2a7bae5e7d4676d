"""The text as it is printed: placeholders filled in, references resolved, numbers in front."""

from collections.abc import Iterable, Mapping

from clmctl.model.block import Block, Defined, Image, Inline, LineBreak, Link, Placeholder, Reference, Text
from clmctl.model.contract import Contract
from clmctl.text.dialect.placeholders import printed
from clmctl.text.printing.data import fill
from clmctl.text.printing.references import printed_reference, targets


def plain(contract: Contract, blocks: Iterable[Block]) -> str:
    """The printed text, a paragraph a line with its number in front, items indented by their level; a table row a line."""
    filled = fill(contract, blocks)
    known = targets(filled)
    return "".join(line + "\n" for block in filled for line in _lines(contract, block, known))


def words_of(contract: Contract, block: Block, known: Mapping[str, tuple[Block, ...]]) -> str:
    """The words a block prints, without its number: placeholders filled in, references resolved against `known` targets."""
    return printed_words(contract, block.inlines, block, known)


def printed_words(contract: Contract, inlines: Iterable[Inline], at: Block, known: Mapping[str, tuple[Block, ...]]) -> str:
    """The words of inline pieces that stand in block `at`; a hard line break is a newline."""
    return "".join(_word(contract, inline, at, known) for inline in inlines)


def _word(contract: Contract, inline: Inline, at: Block, known: Mapping[str, tuple[Block, ...]]) -> str:
    language = at.lang or contract.language
    match inline:
        case Text(text=text) | Link(text=text):
            return text
        case Placeholder():
            return printed(contract, inline, language=language)
        case Defined(term=term, opening=opening, closing=closing):
            return f"{opening}{term}{closing}"
        case Reference():
            return str(printed_reference(known, inline, at, language=language))
        case LineBreak():
            return "\n"
        case Image(alt=alt):
            return f"[{alt}]"


def _lines(contract: Contract, block: Block, known: Mapping[str, tuple[Block, ...]]) -> Iterable[str]:
    indent = "  " * max(block.indent - 1, 0)
    if block.kind == "page-break":
        return
    if block.kind == "table":
        for row in block.rows:
            yield indent + " | ".join(printed_words(contract, cell, block, known).replace("\n", " / ") for cell in row)
        return
    words = words_of(contract, block, known).replace("\n", "\n" + indent)
    front = "-" if block.kind == "bullet" else block.number
    if block.kind == "schedule":
        yield f"{front}: {words}" if words else front
    else:
        yield indent + (f"{front} {words}".rstrip(" ") if front else words)
