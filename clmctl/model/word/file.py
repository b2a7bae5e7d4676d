"""A Word file as it was read: every paragraph with its tracked changes, the comments, and what went unread."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

from clmctl.model.frozen import frozen

RunKind = Literal["kept", "inserted", "deleted", "moved"]
View = Literal["original", "final", "marked"]
#: Why a reader would not see words, by the name it goes by.
UNSEEN: Mapping[str, str] = MappingProxyType(
    {
        "hidden": "set as hidden text",
        "white": "white on white",
        "ground": "in the colour of its ground",
        "tiny": "too small to read",
        "narrow": "in letters of no width",
        "crushed": "in letters that lie upon each other",
        "off-line": "far off the line they stand in",
        "unfilled": "in letters without colour",
        "signs": "in a font of signs, which has no letters",
        "turned": "turned to be read from right to left",
        "off-page": "off the page",
        "no-line": "in lines of no height",
        "no-row": "in a row of no height",
        "hidden-row": "in a hidden row",
        "merged-away": "in a cell that another one covers",
        "no-width": "in a cell of no width",
    }
)
#: How it is told of unread words that nobody need look at.
_USUAL = (
    *("what fields within the instruction", "signs that help to read others", "a line above the notes"),
    "hints that empty controls show",
)
_OF_LIBREOFFICE = ("LibreOffice", "Collabora", "OpenOffice")


@frozen
class WordRun:
    """Words of one kind. `author` and `date` are who changed them, as the file says, empty where it does not.

    `goes` tells which end of a move the words are: `from` stands in the original, `to` in the final text. `inserted_by`
    is the author of an insertion that was deleted again: such words stand in neither. `form` is the direct formatting
    (`b i color=FF0000`), `hidden` why a reader would not see the words, by the names of `UNSEEN`, `field` the
    instruction of the field whose result they are. `link` is where they lead as a link: an address, or `#` and a bookmark.
    `page`: it is no word, but the sign that ends a page (its text a line end). `worn` is what a reader sees of how the words are
    set, whether they or their styles say so (`strike`, `caps`, `rtl`), in alphabetical order.
    """

    text: str
    kind: RunKind = "kept"
    author: str = ""
    date: str = ""
    goes: Literal["", "from", "to"] = ""
    inserted_by: str | None = None
    form: str = ""
    hidden: tuple[str, ...] = ()
    field: str = ""
    link: str = ""
    page: bool = False
    worn: tuple[str, ...] = ()

    def stands_in(self, view: View) -> bool:
        """Whether the words stand in the original or the final text; in the marked one all do."""
        if view == "marked" or self.kind == "kept":
            return True
        if self.inserted_by is not None:
            return False
        if view == "final":
            return self.kind == "inserted" or self.goes == "to"
        return self.kind == "deleted" or self.goes == "from"


@frozen
class WordParagraph:
    """One paragraph. `part` is the story it stands in: `body`, `header1`, `footer1`, `footnotes`, `endnotes`.

    `style` is the style's name, `number` the label Word counts for it in the final text (`4.2`, `(a)`), `numbering` the list
    and level it is counted by (`3:1`), `place` the table cell, box or note it stands in (empty: the story itself).
    `mark` is the paragraph mark as a run without words: where it does not stand in a view, the paragraph runs on into
    the next one there; where it is hidden, it does so for a reader. `row` likewise is the table row (or cell) it stands in: what
    does not stand has left with the row.
    `bookmarks` are the names that begin in it, `form` its direct formatting where that is not the style's, `note` the
    number of the note it belongs to, `number_before` the label that Word counts for it with every tracked change refused.
    `before` are style and list with every tracked change refused, where a tracked change of its formatting says what they were.
    `inset` is how far in from the margin the table stands that it is in, in twentieths of a point, 0 where it does not say.
    `side` is where it stands across the page (empty: where the text begins, `apart`: beside the text), `stood` both before a
    tracked change of the table.
    `column` is the column of the table's grid its cell begins in, from 1, `across` how many that goes over, `continues` says
    that the cell goes on the one above it. `form_before` is the direct formatting before a tracked change of it.
    `page` is the page break before it that its own formatting sets, as a run without words, `section` says that a section
    which begins on a new page follows it. `glued`: nothing stands between its number and its words.
    """

    part: str
    style: str
    runs: tuple[WordRun, ...] = ()
    number: str = ""
    numbering: str = ""
    place: str = ""
    mark: WordRun = WordRun("")
    row: WordRun = WordRun("")
    bookmarks: tuple[str, ...] = ()
    form: str = ""
    note: str = ""
    number_before: str = ""
    page: WordRun | None = None
    section: bool = False
    before: tuple[str, str] | None = None
    inset: int = 0
    side: str = ""
    stood: tuple[int, str] | None = None
    column: int = 0
    across: int = 1
    continues: bool = False
    form_before: str | None = None
    glued: bool = False

    def said(self, view: View, *, printed: bool = True) -> str:
        """Its own words in a view, without the paragraph that may run on behind it; with `printed` those that fields print."""
        return "".join([run.text for run in self.runs if run.stands_in(view) and (printed or not run.field)])


@frozen
class WordPages:
    """How the pages of a section are set up. `last` is the last paragraph of the file that stands in it.

    `said` are names in plain words with what is said of them, `measures` those that are measured, in twentieths of a point.
    `author` and `date` are those of a tracked change of the set-up, empty without one.
    """

    last: int
    said: tuple[tuple[str, str], ...] = ()
    measures: tuple[tuple[str, int], ...] = ()
    author: str = ""
    date: str = ""


@frozen
class WordPicture:
    """A picture or a drawing without text boxes: the story and the paragraph it stands in, and what tells it from others.

    `state` is the tracked change it stands in, as a run without words.
    """

    part: str
    paragraph: int
    what: str
    state: WordRun = WordRun("")


@frozen
class WordComment:
    """A comment: `on` are the words it hangs on, `replies_to` the comment it answers, `resolved` whether it was closed."""

    id: str
    author: str
    date: str
    text: str
    on: str = ""
    resolved: bool = False
    replies_to: str = ""
    paragraph: int = -1


@frozen
class WordRevision:
    """A tracked change that is not one of words: of formatting, numbering, a table's or a section's properties."""

    kind: str
    part: str
    author: str
    date: str
    paragraph: int = -1


@frozen
class WordFile:
    """What a Word file holds, in the order it reads: body, headers, footers, notes.

    `unread` names, in plain words, what was not read or had to be mended to be read; with it every word of the file is
    accounted for. `notes` tells which paragraph refers to each note: (`footnotes` or `endnotes`, its number, the paragraph).
    `program` is the program that saved it, as the file says, empty where it does not. `pages` are the sections of the body.
    """

    paragraphs: tuple[WordParagraph, ...]
    comments: tuple[WordComment, ...] = ()
    revisions: tuple[WordRevision, ...] = ()
    unread: tuple[str, ...] = ()
    notes: tuple[tuple[str, str, int], ...] = ()
    program: str = ""
    pages: tuple[WordPages, ...] = ()
    pictures: tuple[WordPicture, ...] = ()

    @property
    def is_of_libreoffice(self) -> bool:
        """Whether LibreOffice saved it, or a program made of that."""
        return self.program.startswith(_OF_LIBREOFFICE)

    @property
    def to_look_at(self) -> tuple[str, ...]:
        """What went unread and a person should look at: all but what stands in every file of its kind and changes no word."""
        return tuple(line for line in self.unread if not line.partition(": ")[2].startswith(_USUAL))
