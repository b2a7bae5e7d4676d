"""document.xml: the blocks of a contract as paragraphs, tables and signature blocks, written as strings."""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from clmctl.model.block import Block, Defined, Link, Text
from clmctl.model.word.measures import BULLET_STEP, NOTE_STEP, QUOTE_STEP, RECITAL_STEPS, STEPS
from clmctl.model.word.text import WordText
from clmctl.text.printing.data import signing
from clmctl.word.cuts import passages_of
from clmctl.word.inlines import Inlines
from clmctl.word.numbering import Place
from clmctl.word.scripts import FROM_RIGHT
from clmctl.word.signatures import signatures
from clmctl.word.tables import table
from clmctl.word.written import Written, finished, in_pieces
from clmctl.word.xml import DECLARATION, R, W, paragraph, run, slot

#: From how many clauses and schedules on a contract gets a front page with its contents.
CONTENTS_FROM = 10

#: How the document part begins, and with it what declares the names that its pieces use.
OPENING = f'{DECLARATION}<w:document xmlns:w="{W}" xmlns:r="{R}"><w:body>'
CLOSING = "</w:body></w:document>"

#: Where words stand, in twentieths of a point from the margin, and the style (by our name) of those without a number there.
Standing = tuple[int, str]
#: Words before the first clause and after the last stand at the margin.
_OUTSIDE: Standing = (0, "body")
#: Says that a paragraph of a numbered style has no number.
_UNNUMBERED = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="0"/></w:numPr>'
_NUMBERED = frozenset(("schedule", "clause", "subclause", "item"))
#: What may lead into a list; headings stay with what follows by their styles.
_LEADING = frozenset(("paragraph", "item", "bullet"))
_HEADS = frozenset(("title", "schedule", "clause"))
_BREAK = '<w:r><w:br w:type="page"/></w:r>'


def document_in_pieces(text: WordText, ink: Inlines, places: Sequence[Place | None]) -> tuple[Written, list[str]]:
    """The body and its page set-up, as they stand between OPENING and CLOSING of the document part, and each piece by itself."""
    return in_pieces([*Body(text, ink, places).write(0, len(text.blocks)), section_of(ink.style.section, text.lang)])


def body_pieces(text: WordText, ink: Inlines, places: Sequence[Place | None]) -> list[str]:
    """What the body holds, in order: for each block its paragraphs and tables, and those of the front page."""
    return finished(Body(text, ink, places).write(0, len(text.blocks)))


def document_of(pieces: Iterable[str], section: str, lang: str) -> str:
    """The document part whose body holds these pieces."""
    return f"{OPENING}{''.join(pieces)}{section_of(section, lang)}{CLOSING}"


def section_of(section: str, lang: str) -> str:
    """The page set-up at the end of the body."""
    return f"<w:sectPr>{_section(section, lang)}</w:sectPr>"


def _section(section: str, lang: str) -> str:
    """The page set-up; of a contract in a language that runs from the right, one whose pages do too."""
    if lang.partition("-")[0].casefold() not in FROM_RIGHT or "<w:bidi" in section:
        return section
    later = re.search("<w:(?:rtlGutter|docGrid|printerSettings)", section)
    at = later.start() if later else len(section)
    return f"{section[:at]}<w:bidi/>{section[at:]}"


def _typed(block: Block, place: Place | None = None) -> str:
    """The words of a block that are the contract's own, without what its fields print and without a party's name."""
    return " ".join(
        inline.text if isinstance(inline, Text | Link) else inline.term if isinstance(inline, Defined) else ""
        for inline in block.inlines[1 if place and place.list == "parties" else 0 :]
    )


class Opening(NamedTuple):
    """How a numbered block begins: style, properties, where its text stands for what follows, and the XML up to its words."""

    style: str
    props: str
    here: Standing
    begin: str


def standing(kind: str, place: Place) -> tuple[str, Standing]:
    """The style of a numbered block by our name, and where its text stands for what follows."""
    level = min(place.level, len(STEPS) - 1)
    inner = place.list == "inner"
    here = (STEPS[level][0], f"text{level + 1}")
    if kind == "schedule":
        return "schedule", _OUTSIDE
    if kind in ("clause", "subclause"):
        return "subclause" if kind == "subclause" else "schedule1" if inner else "clause", here
    if place.list == "parties":
        return "party", (RECITAL_STEPS[0][0], "text1")
    if place.list == "recitals":
        depth = min(place.level, len(RECITAL_STEPS) - 1)
        return f"recital{depth + 1}", (RECITAL_STEPS[depth][0], f"text{depth + 2}" if depth else "text1")
    if level == 0:
        return "schedule2" if inner else "level2", here
    return f"{'schedule' if inner else 'level'}{level + 1}", here


class Body:
    """Walks the blocks once, knowing where the text of the clause and of each open list item stands.

    At the heading of a clause or schedule it knows nothing of what stands before: it may begin there.
    """

    def __init__(self, text: WordText, ink: Inlines, places: Sequence[Place | None]) -> None:
        self.text = text
        self.titled = bool(text.blocks) and text.blocks[0].kind == "title"
        self.ink = ink
        self.styles = ink.style.styles
        self.places = places
        #: (where its text stands, the style of words that belong to it) of each open item, by depth in the lists
        self.items: list[Standing] = []
        self.heading: Standing = _OUTSIDE
        #: the blocks that stay with the heading below them, which begins the part that is signed
        self.signed_with = frozenset(
            start - 1
            for start, end, _ in passages_of(text)
            if start < end and text.blocks[start].kind == "title" and any(each.kind == "data" for each in text.blocks[start:end])
        )
        #: how a numbered block begins, by what decides it
        self.openings: dict[tuple[str, Place, str], Opening] = {}

    def write(self, start: int, end: int) -> list[str]:
        """The blocks from `start` up to `end`; before the first, or after the title that it is, stands the front page."""
        blocks = self.text.blocks
        out = [] if start or self.titled else self.beginning()
        last = len(blocks) - 1
        for index in range(start, end):
            block = blocks[index]
            keep = "<w:keepNext/>" if index < last and self.leads(index, block, blocks[index + 1]) else ""
            out.append(self.numbered(index, block, keep) if block.kind in _NUMBERED else self.block(index, block, keep))
            if index == 0 and self.titled:
                out += self.beginning()
        return out

    def leads(self, index: int, block: Block, following: Block) -> bool:
        """Whether a block stays on the page of the one that follows: it leads into a table, a signature or a list, or is what
        the signatures are below of, so that nobody signs a page without words.
        """
        if following.kind in ("item", "bullet"):
            return block.indent < following.indent and block.kind in _LEADING
        return following.kind in ("data", "table") or index in self.signed_with

    def beginning(self) -> list[str]:
        """The title, where the text has none of its own, and the front page of a contract of many clauses."""
        blocks = self.text.blocks
        heads = [(at, blocks[at]) for at, end, _ in passages_of(self.text) if at < end and blocks[at].kind in _HEADS]
        letter = bool(heads) and all(block.kind == "title" for _, block in heads)
        out = []
        if not self.titled and not letter:  # a letter's first heading is its subject, below the addresses
            out.append(self.para("title", run(self.text.title)))
        # The contents list what Word finds at outline level 1 when a person has them updated.
        listed = [(at, block) for at, block in heads if block.kind != "clause" or not block.schedule]
        if sum(block.kind != "title" and self.at_home(block) for _, block in listed) >= CONTENTS_FROM:
            out.append(self.front([(at, block) for at, block in listed if at]))
        return out

    def at_home(self, block: Block) -> bool:
        """Whether the block is in the language that prevails; a contract of several says each thing again in the others."""
        return block.lang in ("", self.text.lang)

    def para(self, role: str, content: str, props: str = "", *, block: Block | None = None) -> str:
        """A paragraph in a style by our name for it; `block` is the one whose words it holds."""
        return paragraph(self.styles[role], content, props, typed=_typed(block) if block and "<w:rtl/>" in content else "")

    def block(self, index: int, block: Block, keep: str) -> str:
        """What is no heading and no numbered paragraph."""
        ink = self.ink
        if not (block.clause or block.schedule or block.indent):
            self.heading, self.items = _OUTSIDE, []  # words that belong to no clause: before the first, or at the close
        match block.kind:
            case "table":
                self.close(block.indent)
                return table(block, ink, self.at(block.indent)[0])
            case "data":
                return signatures(signing(self.text.parties, block), ink)
            case "page-break":
                return self.para("body", _BREAK)
        room = ink.style.width - self.at(block.indent)[0]
        content = ink.bookmark(index, ink.write(block.inlines, block, width=room))
        match block.kind:
            case "title":
                first = index == 0 or (block.level == 0 and not self.at_home(block))
                return self.para("title" if first else "part", content, block=block)
            case "bullet":
                return self.bullet(block, content, keep)
            case "quote" | "note":
                return self.indented(block.kind, block, content, keep)
            case _:
                return self.plain(block, content, keep)

    def numbered(self, index: int, block: Block, keep: str) -> str:
        """A heading or numbered paragraph: its number from its style or its list; typed only where no list gives it."""
        kind, place, ink = block.kind, self.places[index], self.ink
        key = (kind, place, keep) if place else (kind, Place("main", max(block.level - 1, 0)), f"{keep}{_UNNUMBERED}")
        found = self.openings.get(key)
        if found is None:
            found = self.openings[key] = self.opening(*key)
        style, props, here, begin = found
        if kind == "item":
            depth = block.indent - 1
            self.items[depth if depth > 0 else 0 :] = (here,)  # what was open deeper is closed
        else:
            self.heading, self.items = here, []
        words = ink.write(block.inlines, block, width=ink.style.width - here[0])
        if place and place.typed:
            gap = run(("\n" if words else "") if kind == "schedule" else "\t")
            return paragraph(style, ink.bookmark(index, run(place.typed)) + gap + words, props, typed=_typed(block, place))
        if kind == "schedule" and words and block.number:
            words = run("\n") + words  # the list prints `Schedule 1`, the title stands below it
        content = ink.bookmark(index, words) if ink.bookmarks[index] else words
        return (
            paragraph(style, content, props, typed=_typed(block, place)) if "<w:rtl/>" in content else f"{begin}{content}</w:p>"
        )

    def opening(self, kind: str, place: Place, props: str) -> Opening:
        """How a numbered block begins: `props` are its properties beside its number."""
        role, here = standing(kind, place)
        if place.typed:
            props += _UNNUMBERED
        elif place.num:
            props += f'<w:numPr><w:ilvl w:val="{place.level}"/><w:numId w:val="{place.num}"/></w:numPr>'
        style = self.styles[role]
        return Opening(style, props, here, paragraph(style, "", props).removesuffix("</w:p>"))

    def close(self, depth: int) -> None:
        """Close the items deeper than what stands at `depth`."""
        del self.items[depth:]

    def at(self, depth: int) -> Standing:
        """Where words at this list depth stand, in twentieths of a point from the margin, and their style."""
        return self.items[min(depth, len(self.items)) - 1] if depth and self.items else self.heading

    def plain(self, block: Block, content: str, keep: str) -> str:
        """A lead-in, a tail or a paragraph without a number, standing where the text of its clause or item stands."""
        self.close(block.indent)
        left, role = self.at(block.indent)
        return self.para(role, content, keep + (f'<w:ind w:left="{left}"/>' if role == "body" and left else ""), block=block)

    def indented(self, role: str, block: Block, content: str, keep: str) -> str:
        """A quote or a note, a step in from where the text around it stands."""
        self.close(block.indent)
        left, _ = self.at(block.indent)
        if not left:
            return self.para(role, content, keep, block=block)
        step = QUOTE_STEP if role == "quote" else NOTE_STEP
        return self.para(role, content, f'{keep}<w:ind w:left="{left + step}"/>', block=block)

    def bullet(self, block: Block, content: str, keep: str) -> str:
        """A bullet, one step in from where the text around it stands."""
        num, _ = self.ink.style.lists["bullets"]
        depth = max(block.indent, 1)
        self.close(depth - 1)
        within = sum(role == "body" for _, role in self.items)  # bullets that hold this one
        left = self.at(depth - 1)[0] + BULLET_STEP
        self.items.append((left, "body"))
        props = f'<w:numPr><w:ilvl w:val="{min(within, 4)}"/><w:numId w:val="{num}"/></w:numPr>'
        props = f'{keep}{props}<w:ind w:left="{left}" w:hanging="{BULLET_STEP}"/>'
        return self.para("bullet", content, props, block=block)

    def front(self, entries: Sequence[tuple[int, Block]]) -> str:
        """The rest of the front page: between whom, and what the contract holds; the text begins on the next page."""
        words = self.ink.words
        out = []
        parties = self.text.parties
        for at, party in enumerate(parties):
            out.append(self.para("front", run(words.between if at == 0 else words.and_)))
            out.append(self.para("front", run(party.legal_name or party.short_name or party.key, "<w:b/>")))
        out.append(self.para("contents", run(words.contents)))
        start = (
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
            '<w:r><w:instrText xml:space="preserve"> TOC \\o &quot;1-1&quot; \\n \\h \\z \\u </w:instrText></w:r>'
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        )
        for position, (index, block) in enumerate(entries):
            label = f"{block.number}: " if block.kind == "schedule" else f"{block.number.rstrip('.')}.\t"
            words_ = self.ink.write(block.inlines, block)
            mark = self.ink.bookmarks[index]
            shown = run(label if block.number else "") + words_
            entry = f'<w:hyperlink w:anchor="{slot(mark)}" w:history="1">{shown}</w:hyperlink>' if mark else shown
            close = '<w:r><w:fldChar w:fldCharType="end"/></w:r>' if position == len(entries) - 1 else ""
            out.append(self.para("toc", (start if position == 0 else "") + entry + close))
        # No higher than a point, lest contents that fill their page push it to the next, which would stay empty.
        out.append(self.para("body", _BREAK, '<w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>'))
        return "".join(out)
