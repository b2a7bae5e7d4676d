"""A contract made ready for Word: its blocks, what its fields print, who signs."""

from collections.abc import Mapping
from types import MappingProxyType

from clmctl.model.block import Block, Image, Placeholder
from clmctl.model.contract import Contract
from clmctl.model.frozen import frozen
from clmctl.model.word.text import WordStatus, WordText
from clmctl.text.dialect.blocks import blocks
from clmctl.text.dialect.placeholders import inlines_of, placeholders_of, printed
from clmctl.text.printing.data import expand_data
from clmctl.word.package import Packing
from clmctl.word.render import render
from clmctl.word.source import exact_digest, source_digest, sources_in, status_of
from clmctl.word.stylefile import StyleDocument


@frozen
class Draft:
    """What a Word file is made of: the text and the style document it is printed in."""

    text: WordText
    style: StyleDocument


def compose(
    contract: Contract,
    style: StyleDocument,
    *,
    status: WordStatus | None = None,
    mark: str = "",
    pictures: Mapping[str, bytes] | None = None,
) -> WordText:
    """Everything the contract prints. `status` follows the stage unless given; `mark` replaces the word for a draft.

    `pictures` holds the bytes of the images the text names (see `picture_paths`); one that is missing prints its words.
    """
    status = status or status_of(contract)
    found = tuple(
        ready for block in blocks(contract.text) for ready in ((block,) if block.kind != "data" else _ready(contract, block))
    )
    words: dict[tuple[str, Placeholder], str] = {}
    for block, placeholder in placeholders_of(found):
        key = (block.lang, placeholder)
        if block.kind != "data" and key not in words:
            words[key] = printed(contract, placeholder, language=block.lang)
    sources = sources_in(contract.text)
    return WordText(
        contract=contract.id,
        title=contract.title,
        lang=contract.language,
        blocks=found,
        printed=MappingProxyType(words),
        parties=contract.parties,
        status=status,
        mark=mark,
        source=source_digest(contract, style=style.digest, status=status, sources=sources),
        pictures=MappingProxyType(dict(pictures or {})),
        exact=exact_digest(contract, style=style.digest, status=status, sources=sources),
    )


def _ready(contract: Contract, block: Block) -> tuple[Block, ...]:
    """What a block's data makes; the signatures stay one block, which the signature page lays out."""
    if any(isinstance(item, Placeholder) and "signatures" in (item.path, item.filter) for item in block.inlines):
        return (block,) if contract.parties else expand_data(contract, block)
    return expand_data(contract, block)


def picture_paths(contract: Contract) -> tuple[str, ...]:
    """The paths of the images the contract's text names, as it names them, each once."""
    if "![" not in contract.text:
        return ()
    named = (item.path for block in blocks(contract.text) for item in inlines_of(block) if isinstance(item, Image))
    return tuple(dict.fromkeys(named))


def contract_docx(
    contract: Contract,
    style: StyleDocument,
    *,
    status: WordStatus | None = None,
    mark: str = "",
    pictures: Mapping[str, bytes] | None = None,
    packing: Packing = "stored",
) -> bytes:
    """The contract's Word file: `contract.docx` as it stands beside its source, or a copy to send (`deflated`)."""
    return render(compose(contract, style, status=status, mark=mark, pictures=pictures), style, packing)
