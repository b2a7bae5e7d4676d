"""The dialect of contract text: its one table of rules, where clauses stand, and what the dialect refuses."""

from clmctl.model.frozen import frozen
from clmctl.text.dialect.headings import heading_parts, parts, schedule_name, sections, slug
from clmctl.text.dialect.problems import field_problems, problems

__all__ = ["RULES", "DialectRule", "field_problems", "heading_parts", "parts", "problems", "schedule_name", "sections", "slug"]


@frozen
class DialectRule:
    """One construct of the dialect: what it is, how it is written, and how it prints (empty `written`: it is refused)."""

    construct: str
    written: str
    prints: str


#: The whole dialect. README and `explain dialect` are made of it.
RULES: tuple[DialectRule, ...] = (
    DialectRule("Title", "# Customer Agreement", "The title, once; in a second language `# Rahmenvertrag {lang=de}`"),
    DialectRule("Clause", "## Fees {#fees}", "`4 Fees`; without `{#id}` the anchor is the heading's words, `fees`"),
    DialectRule(
        "Sub-clause", "### Late payment {#fees-late}", "`4.1 Late payment`, counted with the clause's items; `####` is `4.1.1`"
    ),
    DialectRule(
        "Schedule",
        "# Schedule 1: Data {#data}",
        "`Schedule 1: Data`; clauses and items in it count from 1. Annex, Appendix, Exhibit, Anlage likewise",
    ),
    DialectRule("Unnumbered part", "# Signatures", "The heading without a number, after the clauses"),
    DialectRule(
        "Numbered item",
        "1. The Supplier shall perform.",
        "`4.1`; each level below is indented by 3 or 4 spaces: `(a)`, `(i)`, `(A)`, `(1)`. The number typed is not read",
    ),
    DialectRule("Item below a sub-clause", "1. Interest is due.", "`(a)`, and a reference to it `4.1(a)`"),
    DialectRule("Recital", "1. The Customer wishes to buy.", "`(A)`, before the first clause"),
    DialectRule("Anchor of an item", "1. {#fees-due} Fees are due.", "Nothing; `[Section](#fees-due)` prints `Section 4.2`"),
    DialectRule(
        "Lead-in, tail",
        "1. The Supplier shall:\n   1. plan; and\n   2. build,\n\n   each in time.",
        "Paragraphs without a number, on the level they are indented to",
    ),
    DialectRule("Bullet", "- Portal", "A bullet; it has no number and no reference leads to it"),
    DialectRule(
        "Paragraph", "Either party may\nterminate.", "`Either party may terminate.`: lines are joined, a blank line ends it"
    ),
    DialectRule("Reference", "[Section](#fees)", "`Section 4`; into another schedule `Section 1.2 of Schedule 1`"),
    DialectRule("Definition", '**"Fees"** means the charges.', '`"Fees"` in bold, defined here'),
    DialectRule("Emphasis", "**bold**, *italic*", "Bold, italic"),
    DialectRule(
        "Field",
        "{{ renewal.notice | words }}",
        "`sixty (60) days`: the value the front matter states; `[renewal.notice]` while it states none",
    ),
    DialectRule(
        "Table of changes",
        '{{ changes | table("place=Place", "reads=New wording") }}',
        "What an amendment's `changes:` do, each in a row: the place, and the new value or the heading of the new words",
    ),
    DialectRule(
        "Party",
        "{{ parties.customer.legal_name }}",
        "The party's legal name; also short_name, address, company_no, jurisdiction, email, notice",
    ),
    DialectRule(
        "Relation",
        "{{ relations.sow-of }}",
        "The number of the contract that this one is tied to: sow-of, references, amends and the others of `relations`",
    ),
    DialectRule(
        "Table of data",
        '{{ sla | table("service", "target=Target") }}',
        "A table of the rows of the front matter's list, alone on its line",
    ),
    DialectRule(
        "Parties, signatures",
        '{{ parties | parties("customer=Customer") }}\n\n{{ signatures }}',
        "A numbered paragraph for each party, which defines the name given for its key or role, else its short name; "
        'a place to sign for each signatory, with `signatures("supplier")` of that party alone. Alone on its line',
    ),
    DialectRule(
        "Table",
        "| Service | Target |\n| --- | ---: |\n| Portal | 99.5% |",
        "A table with a head; `---:` sets a column to the right. A bar in a cell is `\\|`",
    ),
    DialectRule(
        "Quote, note",
        "> As the law says.\n\n> **Note:** for the reader.",
        "An indented paragraph; one that begins with **Note** is set as a note",
    ),
    DialectRule("Page break", "***", "A new page"),
    DialectRule("Line break", "1 High Street\\\nLondon", "A new line in the same paragraph; spaces at a line's end mean nothing"),
    DialectRule("Image", "![Floor plan](attachments/plan.png)", "The picture"),
    DialectRule(
        "Link", "[the list](https://example.com/list)", "The words, linked; https, http, mailto and files of the workspace"
    ),
    DialectRule("Escape", "\\*, \\#, \\{{", "The character itself: `*`, `#`, `{{`"),
    DialectRule("Any other character", "“Fees” – §4, €5 & more", "As typed: quotes, dashes and & are never changed"),
    DialectRule(
        "Second language",
        "## Entgelt {#fees lang=de}",
        "The clause in German with the same number; an anchor stands once in each language",
    ),
    DialectRule(
        "Suppression",
        '<!-- clm:ignore CL103 reason="agreed by the board" -->',
        "Nothing; lint leaves that finding out of the next clause, or of the contract when it stands before the first",
    ),
    DialectRule(
        "Option, in the library alone", "{?gdpr}as a processor{/}", "Its words where the option is on; a contract's text has none"
    ),
    DialectRule("Merged cells", "", "Refused: repeat the words in every cell they are for"),
    DialectRule(
        "Raw HTML, comments, entities, code, ~~struck out~~, _underscores_", "", "Refused, and printed as typed until mended"
    ),
    DialectRule(
        "Underlined headings, `1)`, `---`, indented or fenced blocks, reference links", "", "Refused: each has one form above"
    ),
    DialectRule("{% statements %}", "", "Refused: conditions stand in the template and run once"),
)
