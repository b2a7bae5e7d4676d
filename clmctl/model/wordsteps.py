"""Where numbers and text stand in the Word files we make, in twentieths of a point from the margin."""

#: At each level of a clause: (where its text starts, how far before it the number stands).
STEPS: tuple[tuple[int, int], ...] = ((720, 720), (720, 720), (1287, 567), (1854, 567), (2421, 567), (2988, 567))
#: The same before the first clause.
RECITAL_STEPS: tuple[tuple[int, int], ...] = ((720, 720), (1287, 567), (1854, 567), (2421, 567))
#: How far in from the text around it a bullet's text stands, and the words of a quote and of a note.
BULLET_STEP, QUOTE_STEP, NOTE_STEP = 567, 360, 113
