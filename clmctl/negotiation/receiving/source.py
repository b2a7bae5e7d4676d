"""The contract's text behind every paragraph of the file that was sent: which block printed it, which field each word."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from clmctl.model.block import Block, Defined, Image, Inline, LineBreak, Link, Placeholder, Reference, Text
from clmctl.model.contract import Contract
from clmctl.model.frozen import frozen
from clmctl.model.party import Party
from clmctl.redline.returned.words import PAGE, UNSEEN, Line, Word
from clmctl.text.comparing.alignment import spans
from clmctl.text.comparing.cosmetic import plain_words
from clmctl.text.dialect.blocks import blocks
from clmctl.text.dialect.placeholders import printed
from clmctl.text.printing.data import expand_data
from clmctl.text.printing.references import printed_reference, target_of, targets

_TOKEN = re.compile(r"\w+(?:['’]\w+)*|[^\S\n]+|\n|[^\w\s]|\x00")
_REF = "ref"
#: Addresses that print as links; others print beside their words.
_WEB = re.compile(r"(?:https?://|mailto:)[^\s<>\"]+", re.IGNORECASE)
#: What prints for a picture without bytes.
_PICTURES = MappingProxyType({"en": "Picture", "de": "Bild", "fr": "Image", "es": "Imagen", "it": "Immagine", "nl": "Afbeelding"})
_PICTURE = re.compile(rf"\[(?:{'|'.join(_PICTURES.values())}): ")
_FIGURES = ("legal_name", "address", "company_no", "email")
_ALIKE = 0.6
_AHEAD = 40


@frozen
class Said:
    """A word of the contract's text as it prints: its characters by the inline piece they come from."""

    parts: tuple[tuple[int, str], ...]
    key: str

    @property
    def text(self) -> str:
        """The word."""
        return "".join(text for _, text in self.parts)


@frozen
class Printed:
    """A paragraph the contract prints: its block (position in `blocks`), its cell, its inline pieces and their words.

    `data` is, for what a list of the front matter printed, the list, the row (from 0) and the key of the column.
    `party` is, for the paragraph of a party, its key and its role.
    """

    block: int
    inlines: tuple[Inline, ...]
    words: tuple[Said, ...]
    cell: tuple[int, int] | None = None
    data: tuple[str, int, str] | None = None
    made: bool = False
    party: tuple[str, str] | None = None


@frozen
class Behind:
    """What stands behind the sent file: the blocks, what each prints, and for each sent paragraph what printed it.

    `words` gives for a sent paragraph the place of each of its words in `Printed.words` (-1: none).
    `anchors` are the anchors by the bookmark that stands for them.
    """

    blocks: tuple[Block, ...]
    printed: tuple[Printed, ...]
    of: Mapping[int, int]
    words: Mapping[int, tuple[int, ...]]
    anchors: Mapping[str, str]


def behind(contract: Contract, sent: Sequence[Line]) -> Behind:
    """What printed each of the paragraphs that were sent."""
    found = blocks(contract.text)
    shown = tuple(_shown(contract, found, pictures=any(_PICTURE.search(line.text) for line in sent)))
    of: dict[int, int] = {}
    words: dict[int, tuple[int, ...]] = {}
    anchors: dict[str, str] = {}
    at = 0
    for p, item in enumerate(shown):
        place = None if _is_break(item) else _next(sent, at, item)
        if place is None:
            continue
        of[place] = p
        words[place] = _matched(sent[place], item)
        at = place + 1
        block = found[item.block]
        if block.anchor and not item.made and item.cell is None:
            name = next((name for name in sent[place].bookmarks if name.startswith("_clm_")), "")
            if name:
                anchors[name.casefold()] = block.anchor
    for place, p in _page_breaks(shown, of, sent):
        of[place], words[place] = p, (0,)
    return Behind(found, shown, of, words, anchors)


def _is_break(item: Printed) -> bool:
    return len(item.words) == 1 and item.words[0].key == PAGE


def _page_breaks(shown: Sequence[Printed], of: Mapping[int, int], sent: Sequence[Line]) -> Iterator[tuple[int, int]]:
    """(sent paragraph, what printed it) of the text's page breaks: between the paragraphs they stand between in the text.

    The front page ends with a page break that is none of the text's; it stands before those.
    """
    known = {p: place for place, p in of.items()}
    ends = [*sorted(known), len(shown)]
    before = -1
    for end in ends:
        mine = [p for p in range(before + 1, end) if _is_break(shown[p])]
        after = range(known.get(before, -1) + 1, known.get(end, len(sent)))
        there = [place for place in after if sent[place].breaks] if mine else []
        yield from zip(reversed(there), reversed(mine), strict=False)
        before = end


def _next(sent: Sequence[Line], at: int, item: Printed) -> int | None:
    """The next sent paragraph that says what the block prints."""
    keys = _trimmed([word.key for word in item.words])
    if not keys and item.cell is None:
        return None
    for place in range(at, min(len(sent), at + _AHEAD * 10)):
        line = sent[place]
        if bool(line.place) is not (item.cell is not None):
            continue
        said = _loose(line)
        if said == keys or (keys and len(said) > len(keys) and said[-len(keys) :] == keys and len(said) - len(keys) < 8):
            return place
    from rapidfuzz.distance import Indel

    for place in range(at, min(len(sent), at + _AHEAD)):
        alike = Indel.normalized_similarity(_loose(sent[place]), keys)
        if bool(sent[place].place) is (item.cell is not None) and alike >= _ALIKE:
            return place
    return None


def _loose(line: Line) -> list[str]:
    return _trimmed([_REF if word.ref else word.key for word in line.words])


def _trimmed(keys: list[str]) -> list[str]:
    keys = [" " if key == "\n" else key for key in keys]
    while keys and keys[-1] == " ":
        keys.pop()
    while keys and keys[0] == " ":
        keys.pop(0)
    return keys


def _matched(line: Line, item: Printed) -> tuple[int, ...]:
    """For each word sent the word printed."""
    found = [-1] * len(line.words)
    before = [_REF if word.ref else word.key for word in line.words]
    after = [word.key for word in item.words]
    for same, i, j, k, _ in spans(before, after):
        if same:
            found[i:j] = range(k, k + j - i)
    return tuple(found)


# ---- what a contract prints


def _shown(contract: Contract, found: Sequence[Block], *, pictures: bool) -> Iterator[Printed]:
    """What the blocks print. `pictures`: those whose bytes are not at hand print their words in brackets."""
    known = targets(
        tuple(ready for block in found for ready in (expand_data(contract, block) if block.kind == "data" else (block,)))
    )
    for at, block in enumerate(found):
        if block.kind == "data":
            yield from _data(contract, at, block, known)
        elif block.kind == "page-break":
            yield Printed(at, (), (Said((), PAGE),))
        elif block.kind == "table":
            for row, cells in enumerate(block.rows):
                for column, cell in enumerate(cells):
                    yield Printed(at, cell, tuple(said(contract, cell, block, known, pictures=pictures)), (row, column))
        else:
            yield Printed(at, block.inlines, tuple(said(contract, block.inlines, block, known, pictures=pictures)))


def _data(contract: Contract, at: int, block: Block, known: Mapping[str, tuple[Block, ...]]) -> Iterator[Printed]:
    """What a list of the front matter prints; the parties with their names as the fields they are."""
    source = next(item for item in block.inlines if isinstance(item, Placeholder))
    if "signatures" in (source.path, source.filter):
        return
    made = expand_data(contract, block)
    if "parties" in (source.path, source.filter):
        for party, each in zip(contract.parties, made, strict=False):
            pieces = tuple(_with_fields(party, each.inlines))
            words = tuple(said(contract, pieces, each, known))
            yield Printed(at, pieces, words, made=True, party=(party.key, party.role))
        return
    for each in made:
        keys = _columns(contract, source)
        for row, cells in enumerate(each.rows):
            for column, cell in enumerate(cells):
                data = (source.path, row - 1, keys[column]) if row and column < len(keys) else None
                yield Printed(at, cell, tuple(said(contract, cell, each, known)), (row, column), data, made=True)


def _columns(contract: Contract, source: Placeholder) -> list[str]:
    rows = contract.rows.get(source.path, ())
    return [arg.partition("=")[0].strip() for arg in source.args] or list(dict.fromkeys(key for row in rows for key in row))


def _with_fields(party: Party, pieces: Sequence[Inline]) -> Iterator[Inline]:
    """The pieces of a party's paragraph with its name, number and address as the fields they are."""
    values = {name: " ".join(str(getattr(party, name)).split()) for name in _FIGURES if getattr(party, name)}
    for piece in pieces:
        if not isinstance(piece, Text):
            yield piece
            continue
        rest: list[Inline] = [piece]
        for name, value in values.items():
            rest = [part for each in rest for part in _cut(each, value, Placeholder(f"parties.{party.key}.{name}"))]
        yield from rest


def _cut(piece: Inline, value: str, field: Placeholder) -> list[Inline]:
    if not isinstance(piece, Text) or piece.text.count(value) != 1:
        return [piece]
    before, _, after = piece.text.partition(value)
    return [
        *([replace(piece, text=before)] if before else []),
        replace(field, bold=piece.bold, italic=piece.italic),
        *([replace(piece, text=after)] if after else []),
    ]


def said(
    contract: Contract, pieces: Sequence[Inline], at: Block, known: Mapping[str, tuple[Block, ...]], *, pictures: bool = False
) -> Iterator[Said]:
    """The words that inline pieces print in a block; a number that Word counts is one word."""
    chars: list[tuple[str, int, str]] = []  # (what is cut into words, piece, what prints)
    silent: list[tuple[int, int]] = []  # (where it stands, piece) of what prints no words
    for n, piece in enumerate(pieces):
        match piece:
            case Text(text=text):
                chars += [(char, n, char) for char in text]
            case Link(text=text, url=url):
                beside = f"{text} ({url})" if text != url and not _WEB.fullmatch(url) else text
                chars += [(char, n, char) for char in beside]
            case Placeholder():
                chars += [(char, n, char) for char in printed(contract, piece, language=at.lang)]
            case Defined(term=term, opening=opening, closing=closing):
                chars += [(char, n, char) for char in f"{opening}{term}{closing}"]
            case LineBreak():
                chars.append(("\n", n, "\n"))
            case Reference():
                chars += _reference(contract, piece, n, at, known)
            case Image(alt=alt, path=path):
                word = _PICTURES.get((at.lang or contract.language).partition("-")[0], "Picture")
                if pictures:
                    chars += [(char, n, char) for char in f"[{word}: {alt or path}]"]
                else:
                    silent.append((len(_seen(chars)), n))
    chars = _seen(chars)
    text = "".join(char for char, _, _ in chars)
    for match in _TOKEN.finditer(text):
        parts: list[tuple[int, str]] = []
        last = len(text) if match.end() == len(text) else match.end() - 1
        parts += [(n, "") for spot, n in silent if match.start() <= spot <= last]  # a picture stands with the word beside it
        for _, n, shown in chars[match.start() : match.end()]:
            if parts and parts[-1][0] == n:
                parts[-1] = (n, parts[-1][1] + shown)
            else:
                parts.append((n, shown))
        word = match[0]
        key = _REF if word == "\0" else "\n" if word == "\n" else " " if word.isspace() else plain_words(word) or word
        yield Said(tuple(parts), key)


def _seen(chars: Sequence[tuple[str, int, str]]) -> list[tuple[str, int, str]]:
    """The characters that are seen; those nobody sees print with the one before them."""
    found: list[tuple[str, int, str]] = []
    for char, n, shown in chars:
        if char != "\0" and ord(char) in UNSEEN and found and found[-1][1] == n:
            found[-1] = (found[-1][0], n, found[-1][2] + shown)
        else:
            found.append((char, n, shown))
    return found


def _reference(
    contract: Contract, piece: Reference, n: int, at: Block, known: Mapping[str, tuple[Block, ...]]
) -> list[tuple[str, int, str]]:
    """What a reference prints, as the renderer sets it: words, and numbers that Word counts."""
    shown = printed_reference(known, piece, at, language=at.lang or contract.language)
    target = target_of(known, piece.anchor, language=at.lang)
    if target is None:
        return [(char, n, char) for char in f"{shown.word} {shown.label}"]
    if not shown.label:
        return [(char, n, char) for char in shown.word]
    number = ("\0", n, shown.label)
    if target.kind == "schedule" and target.number == f"{shown.word} {target.full}":
        return [("\0", n, target.number)]
    found = [*((char, n, char) for char in f"{shown.word}\u00a0"), number]
    schedule = target_of(known, target.schedule, language=at.lang) if shown.beyond and target.kind != "schedule" else None
    if schedule is not None:
        before = shown.beyond.removesuffix(schedule.number)
        found += [*((char, n, char) for char in f" {before}"), ("\0", n, schedule.number)]
    return found


def word_of(found: Behind, source: tuple[int, int]) -> tuple[int, int] | None:
    """(printed paragraph, word) behind a sent word; None where it is none of the contract's text."""
    printed_at = found.of.get(source[0])
    if printed_at is None:
        return None
    at = found.words[source[0]][source[1]]
    return None if at < 0 else (printed_at, at)


__all__ = ["Behind", "Printed", "Said", "Word", "behind", "said", "word_of"]
