"""Whether the result of a field is the doing of the program that saved or prints the file: nobody agreed on it or typed it."""

#: Kinds of fields whose results no person writes: pages, counts, the day and hour, the name of the file.
COUNTED = frozenset(
    (
        *("PAGE", "NUMPAGES", "SECTIONPAGES", "SECTION", "PAGEREF", "DATE", "TIME", "PRINTDATE", "SAVEDATE", "EDITTIME"),
        *("REVNUM", "NUMWORDS", "NUMCHARS", "FILENAME", "FILESIZE", "LASTSAVEDBY"),
    )
)


def kind_of(instruction: str) -> str:
    """What kind of field an instruction is of (`PAGE`), empty for none."""
    words = instruction.split(None, 1)
    return words[0].upper() if words else ""


def is_counted(instruction: str) -> bool:
    """Whether a field's result is worked out by programs alone."""
    return kind_of(instruction) in COUNTED
