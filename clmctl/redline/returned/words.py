"""The words of a Word file's paragraphs, each known by what it says and by the characters of the file that say it."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Sequence
from dataclasses import field, replace

from clmctl.model.frozen import frozen
from clmctl.model.word.file import View, WordFile, WordParagraph, WordRun
from clmctl.text.comparing.cosmetic import plain_words
from clmctl.text.comparing.counted import is_counted, kind_of
from clmctl.text.comparing.paging import PAGE_BREAK, Signs, page_signs
from clmctl.text.comparing.views import ViewedParagraph, view

_TOKEN = re.compile(r"\w+(?:['’]\w+)*|[^\S\n]+|\n|[^\w\s]")
_REF = re.compile(r"(?:REF|NOTEREF)\s+(\S+)", re.IGNORECASE)
_LINK = re.compile(r'HYPERLINK\s+(?:\\l\s+)?(?:"([^"]*)"|(\S+))', re.IGNORECASE)
#: Soft hyphens, zero-width signs and marks of direction: nobody reads them.
UNSEEN = frozenset((0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0x200E, 0x200F))
_UNSEEN = re.compile(f"([{''.join(map(chr, sorted(UNSEEN)))}]+)")
_CONTENTS = re.compile(r"(?:toc|contents|table of contents|index)\b", re.IGNORECASE)
#: The style of the page break behind a table of contents.
CONTENTS = "contents"
SPACE = " "
#: A forced line break; a reader sees it, yet it is layout.
BREAK = "\n"
#: The sign that ends a page.
PAGE = "\f"
#: A run of a view with its paragraph and its offset there.
_Piece = tuple[int, int, WordRun]
#: Where the page breaks stand that a paragraph's own formatting and the end of a section make.
_BY_FORMAT, _BY_SECTION = -1, -2
_TEXT_END = 1 << 30
_FIRST_CELL = re.compile(r"table \d+ row 1 cell 1")


@frozen
class Word:
    """A word, a mark or white space.

    `key` is what two spellings of one word share (quotes, dashes and spaces of any kind are one); of a cross-reference it is
    the bookmark it leads to (`ref`), whatever number it shows. `at` are the first and last characters in the file (paragraph,
    offset), `run` the run it begins in, `tracked` that of its runs which says who inserted it.
    """

    text: str
    key: str
    at: tuple[tuple[int, int], tuple[int, int]]
    run: WordRun
    ref: str = ""
    tracked: WordRun | None = None

    @property
    def is_space(self) -> bool:
        """Whether it is white space."""
        return self.key in (SPACE, BREAK)

    @property
    def link(self) -> str:
        """Where it leads as a link: an address, or `#` and a bookmark; empty where it is none."""
        match = _LINK.match(self.run.field) if self.run.field else None
        if match is None:
            return self.run.link
        return f"#{match[1] or match[2]}" if "\\l" in match[0] else match[1] or match[2]

    @property
    def goal(self) -> str:
        """Where it leads: a cross-reference to a bookmark, a link to an address, however that ends."""
        return self.ref or self.link.rstrip("/")

    def reads_as(self, other: "Word") -> bool:
        """Whether two words are one to a reader, and lead to the same place."""
        return self.key == other.key and (self.text == other.text or bool(self.ref)) and self.goal == other.goal


@frozen
class Line:
    """A paragraph of one view, or a page break between two, however the file makes it.

    `mark` is the paragraph of the file whose mark ends it, `members` those that make it up.
    """

    part: str
    style: str
    number: str
    numbering: str
    place: str
    form: str
    words: tuple[Word, ...]
    bookmarks: tuple[str, ...]
    mark: int
    members: tuple[WordParagraph, ...] = field(repr=False, default=())

    @property
    def keys(self) -> tuple[str, ...]:
        """What its words say, without space at the ends."""
        keys = [word.key for word in self.words]
        keys = [SPACE if key == BREAK else key for key in keys]
        while keys and keys[-1] == SPACE:
            keys.pop()
        start = next((at for at, key in enumerate(keys) if key != SPACE), len(keys))
        return tuple(keys[start:])

    @property
    def text(self) -> str:
        """Its words as they stand; a page break is none."""
        return "".join(SPACE if word.key == PAGE else word.text for word in self.words)

    @property
    def breaks(self) -> bool:
        """Whether it is a page break and no paragraph."""
        return len(self.words) == 1 and self.words[0].key == PAGE and not self.place

    @property
    def end(self) -> tuple[int, int]:
        """What tells it from the others of its file: the paragraph that ends it, or where the sign of a page break stands."""
        return self.words[0].at[0] if self.breaks else (self.mark, _TEXT_END)


def lines(file: WordFile, which: View) -> tuple[Line, ...]:
    """The paragraphs of a view that say anything, empty cells and page breaks; a table of contents is left out: it repeats.

    Of the page break behind it the style says so.
    """
    index = {id(paragraph): at for at, paragraph in enumerate(file.paragraphs)}
    found: list[Line] = []
    listed = False
    for item in view(file.paragraphs, which):
        members = [(index[id(paragraph)], paragraph) for paragraph in item.paragraphs]
        pieces = [
            (at, offset, run) for at, paragraph in members for offset, run in _placed(paragraph.runs) if run.stands_in(which)
        ]
        last = members[-1][0]
        begins = not found or found[-1].place != item.last.place
        before, pieces, behind = _pages(item, pieces, last, which, begins=begins)
        words = tuple(_words(pieces, framed=item.last.part.startswith(("header", "footer"))))
        empty = not item.last.place and all(word.is_space for word in words)
        if item.last.place and found and found[-1].breaks:  # LibreOffice says it again in the first cell of the table
            before = []
        lists = _CONTENTS.match(item.last.style) is not None
        made = [_page_break(item, sign, sign.at[0][0] if empty else members[0][0] - 1) for sign in before]
        found += [replace(made[0], style=CONTENTS), *made[1:]] if listed and made else made
        listed = lists or (listed and empty and not made)
        if empty or lists:
            found += [_page_break(item, sign, last) for sign in behind]
            continue
        standing = {at for at, _, run in pieces if run.text}
        style, numbering, number, form = item.last.style, item.last.numbering, item.last.number, item.last.form
        if which == "original":
            form = form if item.last.form_before is None else item.last.form_before
            number = item.last.number_before if numbering or item.last.before else number
            style, numbering = item.last.before or (style, numbering)
        marks = tuple(name for at, paragraph in members if at in standing or at == last for name in paragraph.bookmarks)
        found.append(
            Line(
                item.last.part, style, number, numbering, item.last.place, form,
                words, marks, last, tuple(paragraph for _, paragraph in members),
            )
        )  # fmt: skip
        found += [_page_break(item, sign, last) for sign in behind]
    return tuple(found)


def _pages(
    item: ViewedParagraph, pieces: Sequence[_Piece], last: int, which: View, *, begins: bool
) -> tuple[list[Word], list[_Piece], list[Word]]:
    """The page breaks before a paragraph, its own pieces and the page breaks behind it.

    In cells and boxes they stand among the words, save at the very beginning (`begins`) of a table.
    """
    ends = item.last
    found = list(pieces)
    if ends.part != "body" or "box" in ends.place:
        return [], [piece for piece in found if not piece[2].page], []
    if ends.mark.stands_in(which):
        if ends.page is not None and ends.page.stands_in(which):
            by = ends.page if ends.page.kind != "kept" else ends.mark
            found.insert(0, (last, _BY_FORMAT, replace(by, text=BREAK, page=True)))
        if ends.section:
            found.append((last, _BY_SECTION, replace(ends.mark, text=BREAK, page=True)))
    signs = page_signs([run for _, _, run in found])
    if ends.place:
        signs = Signs(signs.before, (), ()) if begins and _FIRST_CELL.fullmatch(ends.place) else Signs((), (), ())
    before, behind = ([sign for n in some for sign in _signs(found[n])] for some in (signs.before, signs.behind))
    return before, [piece for n, piece in enumerate(found) if n not in (*signs.before, *signs.behind)], behind


def _signs(piece: _Piece) -> list[Word]:
    """The page breaks of a run that has nothing else."""
    at, offset, run = piece
    return [_sign(at, offset + n, run) for n in range(len(run.text))]


def _sign(at: int, offset: int, by: WordRun) -> Word:
    """A page break, tracked as a run or a mark is."""
    run = replace(by, text="", form="", hidden=(), field="", link="", page=False)
    return Word(PAGE_BREAK, PAGE, ((at, offset), (at, offset)), run, "", None if run.kind == "kept" else run)


def _page_break(item: ViewedParagraph, sign: Word, mark: int) -> Line:
    """A page break as it stands between paragraphs."""
    stands = WordParagraph(item.last.part, "")
    return Line(item.last.part, "", "", "", "", "", (sign,), (), mark, (stands,))


def settled(file: WordFile, mine: Collection[tuple[str, str]]) -> WordFile:
    """The file with tracked changes of ours (author and date) counted as made: what we inserted stands, what we deleted has gone.

    What they deleted of our insertions is then a deletion of theirs.
    """
    authors = {author for author, _ in mine}

    def settle(run: WordRun) -> WordRun | None:
        if run.kind != "kept" and (run.author, run.date) in mine:
            came = run.kind == "inserted" or run.goes == "to"
            return replace(run, kind="kept", author="", date="", goes="") if came and run.inserted_by is None else None
        return replace(run, inserted_by=None) if run.inserted_by in authors else run

    paragraphs = []
    for paragraph in file.paragraphs:
        runs = tuple(made for run in paragraph.runs if (made := settle(run)) is not None)
        gone = WordRun("", "deleted", inserted_by="")
        paragraphs.append(replace(paragraph, runs=runs, mark=settle(paragraph.mark) or gone, row=settle(paragraph.row) or gone))
    return replace(file, paragraphs=tuple(paragraphs))


def _placed(runs: Sequence[WordRun]) -> list[tuple[int, WordRun]]:
    found, offset = [], 0
    for run in runs:
        found.append((offset, run))
        offset += len(run.text)
    return found


def _words(pieces: Sequence[tuple[int, int, WordRun]], *, framed: bool) -> list[Word]:
    """The words of runs that stand one after the other: fields whole, the rest cut where words end, whatever the runs."""
    found: list[Word] = []
    held: list[tuple[int, int, WordRun]] = []
    at = 0
    while at < len(pieces):
        if pieces[at][2].page:  # amid the words
            found += [*_plain(held), *_signs(pieces[at])]
            held = []
            at += 1
            continue
        end = at + 1
        while end < len(pieces) and pieces[end][2].field == pieces[at][2].field and not pieces[end][2].page:
            end += 1
        name = _field(pieces[at][2].field, "".join(run.text for _, _, run in pieces[at:end]), framed=framed)
        if name:
            found += [*_plain(held), _whole(pieces[at:end], name)]
            held = []
        else:
            held += pieces[at:end]
        at = end
    return found + _plain(held)


def _field(instruction: str, result: str, *, framed: bool) -> str:
    """What the result of a field that Word counts is known by: where it leads, or its kind; empty for other words."""
    if not instruction:
        return ""
    match = _REF.match(instruction)
    if match is not None:
        return f"ref:{match[1].casefold()}"
    return kind_of(instruction) if is_counted(instruction, result, framed=framed) else ""


def _whole(pieces: Sequence[tuple[int, int, WordRun]], name: str) -> Word:
    text = "".join(run.text for _, _, run in pieces)
    first, last = pieces[0], pieces[-1]
    tracked = next((run for _, _, run in pieces if run.kind != "kept"), None)
    span = ((first[0], first[1]), (last[0], last[1] + max(len(last[2].text) - 1, 0)))
    return Word(text, name, span, first[2], name.removeprefix("ref:") if name.startswith("ref:") else "", tracked)


def _plain(pieces: Sequence[tuple[int, int, WordRun]]) -> list[Word]:
    """The words of runs that hold no fields; signs nobody sees belong to the word before them and are no part of its key."""
    seen: list[str] = []
    starts: list[int] = []  # where each stretch of a run that is seen begins among what is seen
    stood: list[_Piece] = []
    unseen: dict[int, str] = {}  # signs nobody sees, by how many that are seen stand before them
    length = 0
    for at, begin, run in pieces:
        offset = begin
        for n, part in enumerate(_UNSEEN.split(run.text)):
            if n % 2 and length:
                unseen[length] = unseen.get(length, "") + part
            elif part and not n % 2:
                seen.append(part)
                starts.append(length)
                stood.append((at, offset, run))
                length += len(part)
            offset += len(part)
    text = "".join(seen)
    found = []
    first = 0
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        first = bisect_right(starts, start, first) - 1
        last = bisect_left(starts, end, first) - 1
        begins, ends = stood[first], stood[last]
        said = match[0]
        tracked = next((run for _, _, run in stood[first : last + 1] if run.kind != "kept"), None)
        key = BREAK if said == "\n" else SPACE if said.isspace() else plain_words(said) or said
        shown = "".join([char + unseen.get(n, "") for n, char in enumerate(said, start + 1)]) if unseen else said
        place = ((begins[0], begins[1] + start - starts[first]), (ends[0], ends[1] + end - 1 - starts[last]))
        found.append(Word(shown, key, place, begins[2], "", tracked))
    return found
