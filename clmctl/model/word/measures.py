"""Where numbers and text stand in the Word files we make, in twentieths of a point from the margin; measures of Word read."""

import re

#: At each level of a clause: (where its text starts, how far before it the number stands).
STEPS: tuple[tuple[int, int], ...] = ((720, 720), (720, 720), (1287, 567), (1854, 567), (2421, 567), (2988, 567))
#: The same before the first clause.
RECITAL_STEPS: tuple[tuple[int, int], ...] = ((720, 720), (1287, 567), (1854, 567), (2421, 567))
#: How far in from the text around it a bullet's text stands, and the words of a quote and of a note.
BULLET_STEP, QUOTE_STEP, NOTE_STEP = 567, 360, 113

_MEASURE = re.compile(r"([+-]?\d{1,9})(?:\d*)(\.\d+)?(mm|cm|in|pt|pc|pi)?")
_SCALES = {"": 1, "pt": 20, "pc": 240, "pi": 240, "in": 1440, "cm": 1440 / 2.54, "mm": 144 / 2.54}
#: No page has more.
_FARTHEST = 99_999


def twentieths(said: str) -> int | None:
    """A measure of a Word file (`720`, `-36pt`) in twentieths of a point, at most what is off any page; None where it is none."""
    match = _MEASURE.fullmatch(said)
    if match is None:
        return None
    measure = float(f"{match[1]}{match[2] or ''}") * _SCALES[match[3] or ""]
    return round(max(-_FARTHEST, min(measure, _FARTHEST)))
