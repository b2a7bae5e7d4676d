"""What a style document must hold: paragraph styles by their names in Word, and the levels numbering is linked to."""

#: Style names in Word, by the name this package calls them. A firm's own style document keeps the names and may change
#: everything else; ids are looked up, since Word in another language writes other ids.
STYLES: dict[str, str] = {
    "title": "Title",
    "part": "Part Heading",
    "front": "Front Text",
    "contents": "Contents Heading",
    "toc": "toc 1",
    "body": "Body Text",
    "recital": "Recital",
    "party": "Party",
    "plain1": "Plain Level 1",
    "plain2": "Plain Level 2",
    "plain3": "Plain Level 3",
    "plain4": "Plain Level 4",
    "clause": "heading 1",
    "subclause": "heading 2",
    "level2": "Clause Level 2",
    "level3": "Clause Level 3",
    "level4": "Clause Level 4",
    "level5": "Clause Level 5",
    "text1": "Clause Text 1",
    "text2": "Clause Text 2",
    "text3": "Clause Text 3",
    "text4": "Clause Text 4",
    "text5": "Clause Text 5",
    "schedule": "Schedule Heading",
    "schedule1": "Schedule Level 1",
    "schedule2": "Schedule Level 2",
    "schedule3": "Schedule Level 3",
    "schedule4": "Schedule Level 4",
    "schedule5": "Schedule Level 5",
    "bullet": "Clause Bullet",
    "quote": "Quote",
    "note": "Drafting Note",
    "cell": "Table Text",
    "cellhead": "Table Heading",
    "signature": "Signature Line",
    "header": "header",
    "footer": "footer",
    "table": "Contract Table",
    "link": "Hyperlink",
    "term": "Defined Term",
}

#: For each numbered list: the styles of its levels from the first, and what each level prints (`%n` is level n's count).
#: References print these labels, so a style document may not number otherwise. A trailing dot is free on the first level.
LISTS: dict[str, tuple[tuple[str, str, str], ...]] = {
    "main": (
        ("clause", "decimal", "%1"),
        ("level2", "decimal", "%1.%2"),
        ("level3", "lowerLetter", "(%3)"),
        ("level4", "lowerRoman", "(%4)"),
        ("level5", "upperLetter", "(%5)"),
    ),
    "inner": (
        ("schedule1", "decimal", "%1"),
        ("schedule2", "decimal", "%1.%2"),
        ("schedule3", "lowerLetter", "(%3)"),
        ("schedule4", "lowerRoman", "(%4)"),
        ("schedule5", "upperLetter", "(%5)"),
    ),
    "schedules": (("schedule", "decimal", "Schedule %1"),),
    "parties": (("party", "decimal", "(%1)"),),
    "recitals": (("recital", "upperLetter", "(%1)"),),
    "plain": (
        ("plain1", "decimal", "%1"),
        ("plain2", "lowerLetter", "(%2)"),
        ("plain3", "lowerRoman", "(%3)"),
        ("plain4", "upperLetter", "(%4)"),
    ),
}
