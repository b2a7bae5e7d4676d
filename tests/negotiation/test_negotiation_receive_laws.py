"""Laws of receiving: what was not touched proposes nothing, what was redlined arrives, what is refused stays."""

import random
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from receive_make import SETTINGS, TEXT, altered, arrived, contract, edited, parts, received, redlined, replaced, word_file

from clmctl.negotiation.receiving.receive import Choice, text_with
from clmctl.redline.returned.steps import Returned
from clmctl.text.comparing.digest import canonical
from clmctl.text.dialect.inlines import inlines
from clmctl.text.dialect.markup import markup
from clmctl.word.reading.file import read_word


def said(text: str) -> str:
    """A text in canonical form, without anchors of items that nothing refers to: a bookmark stays where all words went."""
    found = canonical(text, whole=True)
    return re.sub(r"(?m)^(\d+[.-] )\{#([\w-]+)\} ?", lambda m: m[0] if f"](#{m[2]})" in found else m[1], found)


def differing(came: Returned) -> list[object]:
    return [step for step in came.steps if step.kind != "kept"]


def test_an_untouched_file_proposes_nothing() -> None:
    sent = contract()
    came, text = arrived(sent, word_file(sent))
    assert differing(came) == []
    assert text == TEXT


def test_one_word_changes_one_line() -> None:
    sent = contract()
    new = TEXT.replace("may use subcontractors", "may not use subcontractors")
    came, text = arrived(sent, redlined(sent, contract(new)))
    assert text == new
    (step,) = differing(came)
    assert [(hunk.how, hunk.author) for hunk in step.hunks] == [("tracked", "Their Counsel")]


def test_a_wrapped_paragraph_keeps_its_line_ends() -> None:
    sent = contract()
    new = TEXT.replace("and in time, as agreed:", "and on time, as agreed:")
    assert arrived(sent, redlined(sent, contract(new)))[1] == new


@pytest.mark.parametrize("seed", [*range(24), 8284])
def test_a_redline_arrives(seed: int) -> None:
    sent, new = contract(), contract(edited(random.Random(seed)))
    came, text = arrived(sent, redlined(sent, new))
    assert said(text) == said(new.text)
    assert not [step for step in came.steps if step.how == "silent" or any(h.how == "silent" for h in step.hunks)]


@pytest.mark.parametrize("seed", range(10))
def test_what_nobody_tracked_arrives_and_is_told(seed: int) -> None:
    sent, new = contract(), contract(edited(random.Random(seed)))
    came, text = arrived(sent, word_file(new))
    assert said(text) == said(new.text)
    assert not [hunk for step in came.steps for hunk in step.hunks if hunk.how == "tracked" and hunk.of is None]


@pytest.mark.parametrize("seed", range(10))
def test_what_is_refused_stays_byte_for_byte(seed: int) -> None:
    sent, new = contract(), contract(edited(random.Random(seed)))
    assert arrived(sent, redlined(sent, new), lambda step, hunk: False)[1] == TEXT


@pytest.mark.parametrize(
    "typed",
    [
        'plain words, a "quote" and 5 % more',
        "**bold words** and *leaning* ones, ***both***",
        '**"Services"** means what [Section](#services) says',
        "{{ renewal.notice | words }} before [a page](https://example.com)",
        "**{{ money.total }}** is due\\\nat once",
        "\\*no emphasis\\* and \\{{ no field }}",
        "1\\. no item",
    ],
)
def test_markup_reads_back(typed: str) -> None:
    pieces = inlines(typed)
    assert inlines(markup(pieces)) == pieces


@given(st.text(alphabet="ab *_[](){}#\\\\!<>&`~|1.-", max_size=40).map(lambda said: " ".join(said.split())))
def test_any_words_are_written_so_that_they_read_back(words: str) -> None:
    from clmctl.model.block import Text

    if words:
        assert "".join(getattr(piece, "text", "?") for piece in inlines(markup((Text(words),)))).replace(
            "{ ", "{"
        ) == words.replace("{ ", "{")


# ---- what versions of published agreements did


def arrives(old: str, new: str) -> None:
    """The newer text arrives byte for byte, and the older stays where everything is refused."""
    sent = contract(old)
    docx = redlined(sent, contract(new))
    assert arrived(sent, docx)[1] == new
    found = received(docx, old)
    refused = Choice({row.number: "reject" for row in found.weighty if row.carried}, {}, {}, "no")
    assert not found.weighty or text_with(found, refused, SETTINGS.catalogue) == found.data


HEADED = """# Agreement

## Purpose of this paper {#clause-1}

The parties write down what they have agreed.

## What the maker keeps {#clause-2}

The maker keeps what was made before the work began.

## What the buyer gets {#clause-3}

The buyer gets what is made in the course of the work.

## Other work of the maker {#clause-4}

The maker may work for others, and for itself, at any time.
"""


def test_a_heading_goes_by_the_anchor_it_bears_now_though_another_one_had_it() -> None:
    purpose = HEADED[HEADED.index("## Purpose") : HEADED.index("## What the maker")]
    new = HEADED.replace(purpose, "")
    for n in (2, 3, 4):
        new = new.replace(f"{{#clause-{n}}}", f"{{#clause-{n - 1}}}")
    arrives(HEADED, new)
    arrives(new, HEADED)


def test_a_heading_that_moves_to_where_another_one_went_keeps_its_anchor() -> None:
    named = HEADED
    for n, anchor in enumerate(("purpose", "maker", "buyer", "other-work"), 1):
        named = named.replace(f"clause-{n}", anchor)
    maker, other = named.index("## What the maker"), named.index("## Other work")
    buyer = named.index("## What the buyer")
    arrives(named, f"{named[:maker]}{named[other:]}\n{named[buyer:other]}".rstrip("\n") + "\n")


def test_a_heading_keeps_its_anchor_where_its_words_are_refused() -> None:
    new = HEADED.replace("What the buyer gets {#clause-3}", "What the buyer owns {#buyer}").replace("at any time", "at no time")
    sent = contract(HEADED)
    docx = redlined(sent, contract(new))
    (heading,) = [row.number for row in received(docx, HEADED).weighty if row.words and row.words[-1].new.endswith("owns")]
    made = text_with(received(docx, HEADED), Choice({heading: "reject"}, {}, {}, "no"), SETTINGS.catalogue).decode()
    assert made.endswith(HEADED.replace("at any time", "at no time"))


def test_a_bookmark_that_a_deleted_heading_left_beside_is_no_anchor_of_the_next() -> None:
    went = HEADED[HEADED.index("## What the maker") : HEADED.index("## What the buyer")]
    gone = HEADED.replace(went, "")
    docx = word_file(contract(gone))
    own = '<w:bookmarkStart w:id="{0}" w:name="_clm_clause_3"/>'
    number = re.search(r'<w:bookmarkStart w:id="(\d+)" w:name="_clm_clause_3"/>', parts(docx)["word/document.xml"])
    assert number
    left = '<w:bookmarkStart w:id="9100" w:name="_clm_clause_2"/><w:bookmarkEnd w:id="9100"/>'
    docx = altered(docx, document=replaced(own.format(number[1]), left + own.format(number[1])))
    assert arrived(contract(HEADED), docx)[1] == gone


def test_a_heading_that_begins_with_a_number_is_typed_as_it_was_where_its_anchor_is_another_one() -> None:
    old = "# Agreement\n\n## 1. What the maker does\n\nIt makes.\n\n## 2. What the buyer pays\n\nIt pays.\n"
    arrives(old, old.replace("does\n", "does {#making}\n").replace("It makes.", "It makes all."))


def test_a_long_anchor_that_leaves_the_number_of_its_heading_out_is_read_from_its_bookmark() -> None:
    title = "Infringement of Registered Designs and Unfair Copying"
    old = f"# Agreement\n\n## Article 4. {title} {{#article-4-infringement-of-registered-designs-and-unfair-copying}}\n\nNo.\n"
    arrives(old, old.replace("article-4-infringement", "infringement"))


LISTED = """# Agreement

## Hosts {#hosts}

The hosts are these:

  - the host of the north, for all that is stored there;
  - the host of the south, for what is shown to the public;
  - the host of the west.

After that list the text goes on.
"""


@pytest.mark.parametrize("at", ["the host of the north", "the host of the south", "the host of the west", None])
def test_a_new_item_stands_as_far_in_as_those_beside_it(at: str | None) -> None:
    line = f"  - {at}" if at else "\nAfter that list"
    more = "  - another host in between, if it is named;\n"
    new = LISTED.replace(line, f"{more}{line}")
    arrives(new, LISTED)
    if at != "the host of the north":
        arrives(LISTED, new)
    else:  # no item before it says how far in it stands
        assert said(arrived(contract(LISTED), redlined(contract(LISTED), contract(new)))[1]) == said(new)


def test_a_table_of_contents_that_comes_brings_no_page_break() -> None:
    few = "# Agreement\n\nThe parties agree as follows.\n\n" + "".join(
        f"## Clause of subject {n} {{#c{n}}}\n\nWhat is said of subject {n} stands here.\n\n" for n in range(1, 5)
    )
    many = few + "".join(f"## Further subject {n} {{#f{n}}}\n\nWords on further subject {n}.\n\n" for n in range(1, 16))
    few, many = few.rstrip("\n") + "\n", many.rstrip("\n") + "\n"
    assert ("toc 1" in file_styles(many)) is not ("toc 1" in file_styles(few))
    arrives(few, many)
    arrives(many, few)
    own = many.replace("The parties agree", "***\n\nThe parties agree")
    arrives(many, own)
    arrives(own, many)


def file_styles(text: str) -> set[str]:
    return {paragraph.style for paragraph in read_word(word_file(contract(text))).paragraphs}


def test_bullets_that_stood_alone_belong_to_the_item_they_are_put_below() -> None:
    bullets = ["fraud and other acts that the law forbids;", "sums that somebody else has raised already."]
    old = "# Agreement\n\n## Sums {#sums}\n\nNobody may raise sums for:\n\n" + "\n".join(f"- {each}\n" for each in bullets)
    new = "# Agreement\n\n## Sums {#sums}\n\n1. The programme\n\n   Nobody may raise sums for:\n\n" + "\n".join(
        f"   - {each}\n" for each in bullets
    )
    sent = contract(old)
    assert said(arrived(sent, redlined(sent, contract(new)))[1]) == said(new)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("see the rules", "see the [Rules of Use](/site/rules/rules-of-use)"),
        ("see the rules", "see [rules on lending](/site/lending-rules) first"),
        ("see the rules", 'see "[Lending of Works](/site/library/lending-of-works)"'),
        ("see the [Rules of Use](/site/rules-of-use)", "see the [House Rules of Use](/site/house-rules-of-use)"),
        (
            "keep a [short lock on talk](/site/locks), where needed",
            'keep a short lock on talk. For more, see "[Talks](/site/talks)", where needed',
        ),
        ("see the rules", "see the plain [rules](/site/terms)"),
        ("send a [return note](/help/return-note)", "send a [return note](/site/how-to-send-a-return-note)"),
    ],
)
def test_a_link_takes_the_words_that_its_address_repeats(old: str, new: str) -> None:
    text = "# Agreement\n\n## Use {#use}\n\nWhoever uses the house shall {} and then go in.\n"
    arrives(text.replace("{}", old), text.replace("{}", new))
