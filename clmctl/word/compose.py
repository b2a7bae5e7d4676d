"""A contract made ready for Word: its blocks, what its fields print, who signs."""

from collections.abc import Mapping
from functools import lru_cache
from itertools import chain
from types import MappingProxyType

from clmctl.model.block import Block, Image, Passage, Placeholder, Shared
from clmctl.model.contract import Contract
from clmctl.model.frozen import frozen
from clmctl.model.word.text import WordStatus, WordText
from clmctl.text.dialect.blocks import blocks, shared_blocks
from clmctl.text.dialect.placeholders import inlines_of, placeholders_of, printed
from clmctl.text.printing.data import expand_data
from clmctl.word.cuts import asked, cuts
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
    found: list[Block] = []
    passages: list[Passage] = []
    asks: list[tuple[str, Placeholder]] = []
    for known, part in shared_blocks(contract.text):
        start = len(found)
        shared = known
        if known is None:
            found += chain.from_iterable(_ready(contract, block) for block in part)
        elif asked(known).data:
            shared = _filled(known, tuple(_ready(contract, block) for block in known.blocks if block.kind == "data"))
            above = part[0].line - known.blocks[0].line
            found += [block._replace(line=block.line + above) for block in shared.blocks]
        else:
            found += part
        passages += (Passage(start, len(found), shared),) if shared else cuts(found[start:], start)
        if shared:
            asks += [(lang, placeholder) for placeholder, lang, _ in asked(shared).prints]
        else:
            asks += [(block.lang, item) for block, item in placeholders_of(found[start:]) if block.kind != "data"]
    words = {(lang, item): printed(contract, item, language=lang) for lang, item in dict.fromkeys(asks)}
    sources = sources_in(contract.text)
    return WordText(
        contract=contract.id,
        title=contract.title,
        lang=contract.language,
        blocks=tuple(found),
        printed=MappingProxyType(words),
        parties=contract.parties,
        status=status,
        mark=mark,
        source=source_digest(contract, style=style.digest, status=status, sources=sources),
        pictures=MappingProxyType(dict(pictures or {})),
        exact=exact_digest(contract, style=style.digest, status=status, sources=sources),
        passages=tuple(passages),
    )


@lru_cache(maxsize=256)
def _filled(clause: Shared, data: tuple[tuple[Block, ...], ...]) -> Shared:
    """The clause with what its data makes, block for block."""
    made = iter(data)
    ready = chain.from_iterable(next(made) if block.kind == "data" else (block,) for block in clause.blocks)
    return Shared(tuple(ready), hash((clause.mark, data)))


def _ready(contract: Contract, block: Block) -> tuple[Block, ...]:
    """What a block's data makes, itself without; the signatures stay one block, which the signature page lays out."""
    if block.kind != "data":
        return (block,)
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
