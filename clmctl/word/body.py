"""document.xml: the blocks of a contract as paragraphs, tables and signature blocks, written as strings."""

from clmctl.model.block import Block, Text
from clmctl.model.word import WordText
from clmctl.word.inlines import Inlines
from clmctl.word.layout import STEPS
from clmctl.word.numbering import Place
from clmctl.word.signatures import signatures
from clmctl.word.tables import table
from clmctl.word.xml import DECLARATION, R, W, paragraph, run

#: From how many clauses and schedules on a contract gets a front page with its contents.
CONTENTS_FROM = 10

_PLAIN_STEP = 567
_BREAK = '<w:r><w:br w:type="page"/></w:r>'


def document_xml(text: WordText, ink: Inlines, places: dict[int, Place]) -> str:
    """The whole document part."""
    body = _Body(text, ink, places)
    return (
        f'{DECLARATION}<w:document xmlns:w="{W}" xmlns:r="{R}"><w:body>{body.write()}'
        f"<w:sectPr>{ink.style.section}</w:sectPr></w:body></w:document>"
    )


class _Body:
    """Walks the blocks once, knowing at which depth of which clause it stands."""

    def __init__(self, text: WordText, ink: Inlines, places: dict[int, Place]) -> None:
        self.text = text
        self.ink = ink
        self.styles = ink.style.styles
        self.places = places
        self.depths: list[int] = []  # the level of the open item at each list depth
        self.heading = -1  # the level of the clause or sub-clause we are in, -1 before the first
        self.plain = False  # the open list is one outside clauses

    def write(self) -> str:
        blocks = self.text.blocks
        headings = sum(block.kind in ("clause", "schedule") for block in blocks)
        titled = bool(blocks) and blocks[0].kind == "title"
        out = []
        if not titled:
            out.append(self.para("title", run(self.text.title)))
        for index, block in enumerate(blocks):
            out.append(self.block(index, block))
            if index == 0 and headings >= CONTENTS_FROM:
                out.append(self.front())
        return "".join(out)

    def para(self, role: str, content: str, props: str = "") -> str:
        return paragraph(self.styles[role], content, props)

    def block(self, index: int, block: Block) -> str:
        ink = self.ink
        if not (block.clause or block.schedule or block.indent) and block.kind != "item":
            self.heading, self.depths = -1, []  # words that belong to no clause: before the first, or at the close
        following = self.text.blocks[index + 1] if index + 1 < len(self.text.blocks) else None
        # What leads into a signature or a table stays on its page.
        keep = "<w:keepNext/>" if following is not None and following.kind in ("data", "table") else ""
        content = ink.bookmark(index, ink.write(block.inlines, block)) if block.kind not in ("table", "data") else ""
        match block.kind:
            case "title":
                return self.para("title" if index == 0 else "part", content)
            case "schedule" | "clause" | "subclause" | "item":
                return self.numbered(index, block, keep)
            case "bullet":
                return self.bullet(block, content, keep)
            case "table":
                return table(block, ink, self.start(block.indent))
            case "data":
                return signatures(self.text.parties, ink)
            case "page-break":
                return self.para("body", _BREAK)
            case "quote" | "note":
                return self.indented(block.kind, block, content, keep)
            case _:
                return self.plain_paragraph(block, content, keep)

    def numbered(self, index: int, block: Block, keep: str) -> str:
        """A heading or numbered paragraph: its number from its style or its list; typed only where no list gives it."""
        place = self.places.get(index)
        level = place.level if place else max(block.level - 1, 0)
        if block.kind == "schedule":
            role, self.heading, self.depths = "schedule", -1, []
        elif block.kind in ("clause", "subclause"):
            inner = place is not None and place.list == "inner"
            role = "subclause" if block.kind == "subclause" else "schedule1" if inner else "clause"
            self.heading, self.depths = level, []
        else:
            role = self.item_role(place, level)
            self.depths[max(block.level - 1, 0) :] = [level]
            self.plain = place is not None and place.list in ("plain", "parties", "recitals")
        words = self.ink.write(block.inlines, block)
        props = keep
        if place is not None and place.typed:
            props += '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="0"/></w:numPr>'
            tail = run("\n" if block.kind == "schedule" else "\t") + words
            return self.para(role, self.ink.bookmark(index, run(place.typed)) + tail, props)
        if place is None:
            props += '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="0"/></w:numPr>'
        elif place.num:
            props += f'<w:numPr><w:ilvl w:val="{place.level}"/><w:numId w:val="{place.num}"/></w:numPr>'
        if block.kind == "schedule" and words and place is not None:
            words = run("\n") + words  # the list prints `Schedule 1`, the title stands below it
        return self.para(role, self.ink.bookmark(index, words), props)

    def item_role(self, place: Place | None, level: int) -> str:
        if place is None:
            return f"text{min(level, 4) + 1}"
        if place.list == "parties":
            return "party"
        if place.list == "recitals":
            return "recital"
        if place.list == "plain":
            return f"plain{min(level, 3) + 1}"
        stem = "schedule" if place.list == "inner" else "level"
        return f"{stem}{max(level, 1) + 1}"

    def start(self, indent: int) -> int:
        """Where text stands at this list depth, in twentieths of a point from the margin."""
        if indent > 0 and self.depths:
            level = self.depths[min(indent, len(self.depths)) - 1]
            return _PLAIN_STEP * (level + 1) if self.plain else STEPS[min(level, 4)][0]
        return STEPS[max(self.heading, 0)][0] if self.heading >= 0 else 0

    def plain_paragraph(self, block: Block, content: str, keep: str) -> str:
        """A lead-in, a tail or a paragraph without a number, standing where the text of its clause or item stands."""
        if self.plain and block.indent and self.depths:
            return self.para("body", content, f'{keep}<w:ind w:left="{self.start(block.indent)}"/>')
        if block.indent and self.depths:
            level = self.depths[min(block.indent, len(self.depths)) - 1]
            return self.para(f"text{min(level, 4) + 1}", content, keep)
        if self.heading < 0:
            return self.para("body", content, keep)
        return self.para(f"text{min(self.heading, 4) + 1}", content, keep)

    def indented(self, role: str, block: Block, content: str, keep: str) -> str:
        at = self.start(block.indent)
        if not at:
            return self.para(role, content, keep)
        own = 360 if role == "quote" else 113
        return self.para(role, content, f'{keep}<w:ind w:left="{at + own}"/>')

    def bullet(self, block: Block, content: str, keep: str) -> str:
        num, _ = self.ink.style.lists["bullets"]
        level = max(block.level - 1 - min(block.indent, max(block.level - 1, 0)), 0)
        left = self.start(block.indent) + _PLAIN_STEP * (level + 1)
        props = f'<w:numPr><w:ilvl w:val="{min(level, 4)}"/><w:numId w:val="{num}"/></w:numPr>'
        return self.para("bullet", content, f'{keep}{props}<w:ind w:left="{left}" w:hanging="{_PLAIN_STEP}"/>')

    def front(self) -> str:
        """The rest of the front page: between whom, and what the contract holds; the text begins on the next page."""
        words = self.ink.words
        out = []
        parties = self.text.parties
        for at, party in enumerate(parties):
            out.append(self.para("front", run(words.between if at == 0 else words.and_)))
            out.append(self.para("front", run(party.legal_name or party.short_name or party.key, "<w:b/>")))
        out.append(self.para("contents", run(words.contents)))
        entries = [(index, block) for index, block in enumerate(self.text.blocks) if block.kind in ("clause", "schedule")]
        start = (
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
            '<w:r><w:instrText xml:space="preserve"> TOC \\o &quot;1-1&quot; \\n \\h \\z \\u </w:instrText></w:r>'
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        )
        for position, (index, block) in enumerate(entries):
            label = f"{block.number}: " if block.kind == "schedule" else f"{block.number.rstrip('.')}.\t"
            words_ = self.ink.write(tuple(item for item in block.inlines if isinstance(item, Text)) or block.inlines, block)
            mark = self.ink.bookmarks.get(index)
            shown = run(label if block.number else "") + words_
            entry = f'<w:hyperlink w:anchor="{mark}" w:history="1">{shown}</w:hyperlink>' if mark else shown
            close = '<w:r><w:fldChar w:fldCharType="end"/></w:r>' if position == len(entries) - 1 else ""
            out.append(self.para("toc", (start if position == 0 else "") + entry + close))
        out.append(self.para("body", _BREAK))
        return "".join(out)
