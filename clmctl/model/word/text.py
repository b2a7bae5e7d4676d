"""A contract as Word prints it, and what a Word file says about its own origin."""

from collections.abc import Mapping
from dataclasses import field
from types import MappingProxyType
from typing import Literal

from clmctl.model.block import Block, Passage, Placeholder
from clmctl.model.frozen import frozen
from clmctl.model.party import Party

WordStatus = Literal["draft", "execution"]


@frozen
class WordText:
    """Everything a renderer prints, complete: no field is left to look up.

    `blocks` are the contract's, with tables and parties from data already expanded; a `data` block that is left is the
    signatures, laid out from `parties`. `printed` gives the words each Placeholder prints, by the language of
    its block (empty: the text's own) and itself, so that a redline knows which words came from which field.
    `status` draft: a draft mark in the header and tracked changes on; execution: neither. `mark` is the draft mark.
    `pictures` are the bytes of images by the path the text names. `source` is the source digest and
    `exact` the one over every character (see word.source). `passages` are the blocks', where they are known (see word.cuts).
    """

    contract: str
    title: str
    lang: str
    blocks: tuple[Block, ...]
    printed: Mapping[tuple[str, Placeholder], str] = field(default_factory=lambda: MappingProxyType({}))
    parties: tuple[Party, ...] = ()
    status: WordStatus = "draft"
    mark: str = ""
    source: str = ""
    pictures: Mapping[str, bytes] = field(default_factory=lambda: MappingProxyType({}))
    exact: str = ""
    passages: tuple[Passage, ...] = ()


@frozen
class DocxFacts:
    """What a Word file of ours says about itself: contract id, source digest, digest of its style document, the
    renderer's version, whether a draft or an execution copy, and (part name, digest) of the parts as we wrote them.
    `exact` is the digest that settles the common case at once (see word.source); empty in a file without one.
    `touched`: somebody has saved the file with other parts since it was written.
    """

    contract: str
    source: str
    style: str
    renderer: str
    status: WordStatus
    parts: tuple[tuple[str, str], ...] = ()
    exact: str = ""
    touched: bool = False


@frozen
class StyleLack:
    """What a style document lacks (`needed`) or would be better with: in which part, what, and what to do in Word."""

    part: str
    what: str
    do: str
    needed: bool = True
