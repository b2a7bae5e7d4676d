"""A report as what it says, section by section, before anybody decided how it looks."""

from typing import Literal

from clmctl.model.frozen import frozen

#: How loud a section is: something was missed, something is to be done, something is told.
Tone = Literal["alarm", "due", "plain"]


@frozen
class Grid:
    """Rows under columns; every cell is text. Cells of the columns in `marked` may hold [-words taken out-] {+words put in+}.

    `title` stands above it, `more` below: how many rows are left out, and where they are found.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    title: str = ""
    more: str = ""
    marked: frozenset[str] = frozenset()
    right: frozenset[str] = frozenset()


@frozen
class Section:
    """A heading and what stands under it: paragraphs, then grids. `empty` is the one line that says there is nothing."""

    title: str
    grids: tuple[Grid, ...] = ()
    words: tuple[str, ...] = ()
    empty: str = ""
    tone: Tone = "plain"

    @property
    def is_empty(self) -> bool:
        """Whether it has nothing to say but its one line."""
        return not any(grid.rows for grid in self.grids) and not self.words


@frozen
class Page:
    """A whole report: its title, what it is about in a line or two, its sections, and the small print at its end."""

    title: str
    about: tuple[str, ...]
    sections: tuple[Section, ...]
    closing: tuple[str, ...] = ()
    #: what a reader sees before anything else: (number, what it counts, how loud)
    counts: tuple[tuple[str, str, Tone], ...] = ()
