"""Citations: the paragraph of the text that a field's value was read from, and whether it still stands there."""

import hashlib
import unicodedata
from collections.abc import Iterator

from clmctl.model.block import Block, Defined, Inline, Link, Text
from clmctl.text.dialect.blocks import blocks


def quote_digest(words: str) -> str:
    """`sha256:` of a paragraph's words; how they are wrapped and spaced counts for nothing."""
    plain = " ".join(unicodedata.normalize("NFC", words).split())
    return "sha256:" + hashlib.sha256(plain.encode("utf-8", "surrogatepass")).hexdigest()


def quotable(text: str) -> Iterator[tuple[Block, str]]:
    """Each block of a text with the words it states, without its number; a table row is a paragraph of its own."""
    for block in blocks(text):
        if block.kind == "table":
            for row in block.rows:
                yield block, " ".join("".join(map(_word, cell)) for cell in row)
        else:
            yield block, "".join(map(_word, block.inlines))


def _word(inline: Inline) -> str:
    if isinstance(inline, Text | Link):
        return inline.text
    return f"{inline.opening}{inline.term}{inline.closing}" if isinstance(inline, Defined) else " "
