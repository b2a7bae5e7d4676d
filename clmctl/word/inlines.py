"""Words of a paragraph as runs: emphasis, printed fields, defined terms, live references, links, pictures."""

import hashlib
import re
from collections.abc import Hashable, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from clmctl.model.block import Block, Defined, Inline, LineBreak, Link, Placeholder, Reference, Shared, Text
from clmctl.model.word.text import WordText
from clmctl.text.printing.references import printed_reference, target_of, targets
from clmctl.word.cuts import passages_of
from clmctl.word.numbering import Place
from clmctl.word.pictures import Picture, drawing, picture
from clmctl.word.stylefile import StyleDocument
from clmctl.word.words import locale, words
from clmctl.word.xml import escape, exchangeable, field, latin_run, run, slot, value_run

_PLAIN_ANCHOR = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_SAFE_LINK = re.compile(r"(?:https?://|mailto:)[^\s<>\"]+", re.IGNORECASE)
_QUOTES = re.compile("(['\"])")
_OPENS_AFTER = frozenset(" \t\n\u00a0([{/—–-\u201c\u2018")

_BEGIN = 'w:fldCharType="begin"/>'
_LOCKED = 'w:fldCharType="begin" w:fldLock="true"/>'

HYPERLINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
IMAGE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"


@lru_cache(maxsize=2048)
def bookmark_name(anchor: str, lang: str = "") -> str:
    """The hidden bookmark of an anchor: `_clm_` and the anchor, at most 40 characters, the same in every document.

    Word takes no hyphens and no difference of case, so an anchor that would not come back from the plain form carries a digest.
    """
    key = f"{anchor}@{lang}" if lang else anchor
    if _PLAIN_ANCHOR.fullmatch(key) and len(key) <= 35:
        return "_clm_" + key.replace("-", "_")
    stem = re.sub(r"[^a-z0-9]+", "_", key.casefold())[:25].strip("_")
    return f"_clm_{stem}_{hashlib.sha256(key.encode()).hexdigest()[:8]}"


def typographic(text: str, before: str) -> str:
    """English text with curly quotes and apostrophes; `before` is the character it follows (empty at the start)."""
    if "'" not in text and '"' not in text:
        return text
    pieces = _QUOTES.split(text)
    last = before
    for index, piece in enumerate(pieces):
        if index % 2:
            opens = not last or last in _OPENS_AFTER
            last = pieces[index] = ("\u201c" if opens else "\u201d") if piece == '"' else ("\u2018" if opens else "\u2019")
        elif piece:
            last = piece[-1]
    return "".join(pieces)


class _Anchored(NamedTuple):
    """The anchors of a passage: what bears each, the bookmark of each block (none without one, or where it stood before), and
    which of the blocks each is, by its id().
    """

    targets: Mapping[str, tuple[Block, ...]]
    names: tuple[str | None, ...]
    stands: Mapping[int, int]


def _anchored(blocks: Sequence[Block], lang: str) -> _Anchored:
    """The anchors of these blocks, in a text of this language."""
    anchored = [(at, block) for at, block in enumerate(blocks) if block.anchor]
    first = {_name(block, lang): at for at, block in reversed(anchored)}
    names: list[str | None] = [None] * len(blocks)
    for name, at in first.items():
        names[at] = name
    return _Anchored(targets([block for _, block in anchored]), tuple(names), {id(block): at for at, block in anchored})


@lru_cache(maxsize=256)
def _kept_anchored(shared: Shared, lang: str) -> _Anchored:
    """The same of a clause that contracts share, kept."""
    return _anchored(shared.blocks, lang)


def _name(block: Block, lang: str) -> str:
    """The bookmark of a block in a text of this language."""
    # In two languages an anchor stands twice; the text's own language holds the plain name.
    return bookmark_name(block.anchor, "" if block.lang == lang else block.lang)


class Inlines:
    """Writes inlines of one document, numbering bookmarks and collecting relations as it goes.

    One `beside` another counts on from it: what both refer to, and a bookmark of one name, has one id in both.
    """

    def __init__(
        self, text: WordText, style: StyleDocument, places: Sequence[Place | None], *, beside: "Inlines | None" = None
    ) -> None:
        self.text = text
        self.style = style
        self.words = words(text.lang)
        self.curly = text.lang.partition("-")[0].casefold() == "en"
        self.relations: list[tuple[str, str, str, bool]] = beside.relations if beside else []  # id, type, target, outside
        self.pictures: list[Picture] = beside.pictures if beside else []
        self.known: dict[str, str] = beside.known if beside else {}  # link or picture path -> relation id
        self.ids: int = beside.ids if beside else 0
        self.marks: dict[str, int] = beside.marks if beside else {}  # bookmark -> its id
        self.places = places
        self.targets: dict[str, tuple[Block, ...]] = {}
        self.standing: dict[int, tuple[int, Mapping[int, int]]] = {}  # id() of a block -> see is_counted
        self.bookmarks: list[str | None] = []
        self.looks: dict[tuple[bool, bool, str, str], str] = {}
        self.said: dict[tuple[str, str, str, str], str] = {}  # references written, by what they say and where they stand
        self.goals: dict[tuple[str, str], Hashable] = {}
        taken: set[str | None] = set()
        for start, end, shared in passages_of(text):
            own = _kept_anchored(shared, text.lang) if shared else _anchored(text.blocks[start:end], text.lang)
            self.standing.update(dict.fromkeys(own.stands, (start, own.stands)))
            if self.targets.keys().isdisjoint(own.targets):
                self.targets.update(own.targets)
            else:  # in another language, or typed twice
                for anchor, blocks in own.targets.items():
                    self.targets[anchor] = (*self.targets.get(anchor, ()), *blocks)
            # What a person has typed twice leads to the first, as references do.
            alone = taken.isdisjoint(own.names)
            self.bookmarks += own.names if alone else [None if name in taken else name for name in own.names]
            taken.update(own.names)
            taken.discard(None)

    def name_of(self, block: Block) -> str:
        """The bookmark of a block with an anchor."""
        return _name(block, self.text.lang)

    def is_counted(self, block: Block) -> bool:
        """Whether Word counts the number of a block with an anchor."""
        start, stands = self.standing[id(block)]
        place = self.places[start + stands[id(block)]]
        return place is not None and not place.typed

    def bookmark(self, index: int, content: str) -> str:
        """The content inside its block's hidden bookmark, if the block has an anchor."""
        name = self.bookmarks[index]
        if name is None:
            return content
        mark = self.marks.get(name)
        if mark is None:
            self.ids += 1
            mark = self.marks[name] = self.ids
        return f'<w:bookmarkStart w:id="\x01{mark}\x01" w:name="\x01{name}\x01"/>{content}<w:bookmarkEnd w:id="\x01{mark}\x01"/>'

    def mark(self, names: Iterable[str | None]) -> None:
        """Give these bookmarks their ids, in order."""
        for name in names:
            if name is not None and name not in self.marks:
                self.ids += 1
                self.marks[name] = self.ids

    def goal(self, anchor: str, lang: str) -> Hashable:
        """Where a reference leads: two that lead to the same are written alike, in whatever document."""
        key = (anchor, lang)
        if key not in self.goals:
            target = target_of(self.targets, anchor, language=lang)
            around = self.goal(target.schedule, lang) if target and target.schedule not in ("", anchor) else None
            self.goals[key] = target and (
                self.name_of(target),
                self.is_counted(target),
                target.kind,
                target.number,
                target.full,
                target.schedule,
                around,
            )
        return self.goals[key]

    def props(self, *, bold: bool = False, italic: bool = False, style: str = "", lang: str = "") -> str:
        """The inside of `w:rPr`, in schema order."""
        key = (bold, italic, style, lang)
        found = self.looks.get(key)
        if found is None:
            rstyle = f'<w:rStyle w:val="{self.style.styles[style]}"/>' if style else ""
            tongue = f'<w:lang w:val="{escape(locale(lang))}"/>' if lang and lang != self.text.lang else ""
            found = self.looks[key] = f"{rstyle}{'<w:b/>' if bold else ''}{'<w:i/>' if italic else ''}{tongue}"
        return found

    def write(self, inlines: Iterable[Inline], block: Block, *, width: int = 0) -> str:
        """The runs of these inlines, standing in `block`; `width` is the room a picture has."""
        out: list[str] = []
        lang = block.lang
        curly = self.curly and (not lang or lang.partition("-")[0].casefold() == "en")
        last = ""
        for inline in inlines:
            if isinstance(inline, Text):
                shown = inline.text
                if not shown:
                    continue
                latin = shown.isascii()
                if curly and ("'" in shown or '"' in shown):
                    shown = typographic(shown, last)
                props = (
                    self.props(bold=inline.bold, italic=inline.italic, lang=lang) if inline.bold or inline.italic or lang else ""
                )
                out.append(latin_run(shown, props) if latin else run(shown, props))
                last = shown[-1]
            elif isinstance(inline, Reference):
                out.append(self.reference(inline, block))
                last = "0"
            elif isinstance(inline, Placeholder):
                shown = self.printed(inline, lang)
                props = self.props(bold=inline.bold, italic=inline.italic, lang=lang)
                out.append(run(shown, props) if block.rows or not exchangeable(shown) else value_run(shown, props))
                last = shown[-1:] or last
            elif isinstance(inline, Defined):
                left, right = ("\u201c", "\u201d") if curly and inline.opening == '"' else (inline.opening, inline.closing)
                plain = self.props(lang=lang)
                out += (run(left, plain), run(inline.term, self.props(style="term", lang=lang)), run(right, plain))
                last = right[-1:] or last
            elif isinstance(inline, Link):
                out.append(self.link(inline.text, inline.url, lang))
                last = inline.text[-1:] or last
            elif isinstance(inline, LineBreak):
                out.append("<w:r><w:br/></w:r>")
                last = " "
            else:
                out.append(self.image(inline.alt, inline.path, width or self.style.width))
                last = " "
        return "".join(out)

    def printed(self, placeholder: Placeholder, lang: str) -> str:
        """What a placeholder prints; its own characters where nothing is known, so that the gap is seen."""
        found = self.text.printed.get((lang, placeholder))
        return f"{{{{ {placeholder.source or placeholder.path} }}}}" if found is None else found

    def reference(self, reference: Reference, block: Block) -> str:
        """`Section 4.2(b)`: the word, and the number as a live field with its cached result."""
        key = (reference.word, reference.anchor, block.lang, block.schedule)
        found = self.said.get(key)
        if found is None:
            found = self.said[key] = self.refer(reference, block)
        return found

    def refer(self, reference: Reference, block: Block) -> str:
        """A reference, written."""
        props = self.props(lang=block.lang)
        shown = printed_reference(self.targets, reference, block, language=block.lang or self.text.lang)
        target = target_of(self.targets, reference.anchor, language=block.lang)
        if target is None:
            return run(f"{shown.word} {shown.label}", props)
        if not shown.label:
            return f'<w:hyperlink w:anchor="{slot(self.name_of(target))}" w:history="1">{run(shown.word, props)}</w:hyperlink>'
        if target.kind == "schedule":
            return self.schedule_number(target, shown.word, props)
        out = run(f"{shown.word}\u00a0", props) + self.number_field(target, shown.label, props)
        schedule = target_of(self.targets, target.schedule, language=block.lang) if shown.beyond else None
        if schedule is not None:
            before = shown.beyond.removesuffix(schedule.number)
            out += run(f" {before}", props) + self.number_field(schedule, schedule.number, props)
        return out

    def schedule_number(self, schedule: Block, word: str, props: str) -> str:
        """`Schedule 1` whole from its list; where the text uses another word (`Annex`), that word and the bare number."""
        if schedule.number == f"{word} {schedule.full}":
            return self.number_field(schedule, schedule.number, props)
        return run(f"{word}\u00a0", props) + self.number_field(schedule, schedule.full, props, switch=" \\t")

    def number_field(self, goal: Block, cached: str, props: str, *, switch: str = "") -> str:
        """A REF field to a block's number: counted by Word, or the bookmarked characters where the number is typed.

        Where other words are typed than it says (`(b)` for 4.2(b)), it is locked: brought up to date, it would come to say less.
        """
        name, said = self.name_of(goal), cached.rstrip(".")
        if self.is_counted(goal):
            return field(f"REF {name} \\w{switch} \\h", said, props)
        found = field(f"REF {name} \\h", said, props)
        return found if said == goal.number.rstrip(".") else found.replace(_BEGIN, _LOCKED, 1)

    def link(self, words_: str, url: str, lang: str) -> str:
        """A link out of the document; what is no web or mail address is printed beside its words, never linked."""
        if not _SAFE_LINK.fullmatch(url):
            return run(words_ if words_ == url else f"{words_} ({url})", self.props(lang=lang))
        rel_id = self.relate(HYPERLINK, url, outside=True)
        return f'<w:hyperlink r:id="{rel_id}" w:history="1">{run(words_, self.props(style="link", lang=lang))}</w:hyperlink>'

    def relate(self, kind: str, target: str, *, outside: bool) -> str:
        """The id of a relation of the document, made when first needed."""
        if target not in self.known:
            self.known[target] = f"rIdd{len(self.known) + 1}"
            self.relations.append((self.known[target], kind, target, outside))
        return self.known[target]

    def image(self, alt: str, path: str, width: int) -> str:
        """A picture in the line, no wider than the room; its words in brackets where there are no bytes for it."""
        data = self.text.pictures.get(path)
        made = picture(data, len(self.pictures) + 1) if data is not None else None
        if made is None:
            return run(f"[{self.words.picture}: {alt or path}]", self.props(italic=True))
        known = next((item for item in self.pictures if item.data == made.data), None)
        if known is None:
            self.pictures.append(made)
            known = made
        self.ids += 1
        rel_id = self.relate(IMAGE, f"media/{known.name}", outside=False)
        return drawing(known, rel_id, self.ids, alt, width)
