"""Files of programs that keep no styles: what a paragraph is follows from its list and its words, and is told once."""

import re
from collections.abc import Callable

import pytest
from lxml import etree
from receive_make import FRONT, SETTINGS, TEXT, altered, contract, paragraph_of, parts, received, replaced, word_file

from clmctl.negotiation.receiving.receive import Choice, Returning, text_with
from clmctl.word.xml import W

_W = f"{{{W}}}"
_WITHIN = {"w": W}
SENT = word_file(contract())
GONE = ["none of the places", "the styles and lists"]


def lists() -> dict[str, tuple[str, str]]:
    """The list and the level of each style that is counted."""
    numbering = etree.fromstring(parts(SENT)["word/numbering.xml"].encode())
    list_of = {each.find("w:abstractNumId", _WITHIN).get(f"{_W}val"): each for each in numbering.iterfind("w:num", _WITHIN)}
    found = {}
    for abstract in numbering.iterfind("w:abstractNum", _WITHIN):
        for level in abstract.iterfind("w:lvl", _WITHIN):
            named = level.find("w:pStyle", _WITHIN)
            if named is not None:
                number = list_of[abstract.get(f"{_W}abstractNumId")].get(f"{_W}numId")
                found[named.get(f"{_W}val")] = (number, level.get(f"{_W}ilvl"))
    return found


def bare(xml: str, *, counted: bool = True) -> str:
    """The document without styles of paragraphs, fields and bookmarks; `counted`: paragraphs have the lists of their styles."""
    root = etree.fromstring(xml.encode())
    for element in list(root.iter(*(f"{_W}{name}" for name in ("fldChar", "instrText", "bookmarkStart", "bookmarkEnd")))):
        element.getparent().remove(element)
    for of_list in [] if counted else list(root.iter(f"{_W}numPr")):
        of_list.getparent().remove(of_list)
    level_of = lists()
    for style in list(root.iter(f"{_W}pStyle")):
        look = style.getparent()
        look.remove(style)
        number, level = level_of.get(style.get(f"{_W}val"), ("", ""))
        if counted and number and look.find("w:numPr", _WITHIN) is None:
            of_list = etree.Element(f"{_W}numPr")
            etree.SubElement(of_list, f"{_W}ilvl").set(f"{_W}val", level)
            etree.SubElement(of_list, f"{_W}numId").set(f"{_W}val", number)
            look.insert(0, of_list)
    return etree.tostring(root, encoding="unicode")


def unled(xml: str) -> str:
    """Lists that no style belongs to any more."""
    return re.sub(r"<w:pStyle [^>]*/>", "", xml)


def came(edit: Callable[[str], str] = str, *, counted: bool = True) -> Returning:
    return received(altered(SENT, document=lambda xml: edit(bare(xml, counted=counted)), numbering=unled))


def text(found: Returning) -> str:
    return text_with(found, Choice({}, {}, {}), SETTINGS.catalogue).decode().removeprefix(FRONT)


def beside_what_is_gone(found: Returning) -> list[tuple[str, str, str]]:
    """The other changes; that styles and anchors are gone stands there once each."""
    about = [row.remark for row in found.weighty if row.kind == "unread"]
    assert [next(said for said in GONE if said in remark) for remark in about] == GONE
    return [(row.kind, row.how, row.at) for row in found.weighty if row.kind != "unread"]


def test_a_file_without_styles_proposes_nothing() -> None:
    found = came()
    assert beside_what_is_gone(found) == []
    assert text(found) == TEXT


def test_nor_does_one_without_lists() -> None:
    found = came(counted=False)
    assert beside_what_is_gone(found) == []
    assert text(found) == TEXT


def test_changed_words_are_told_and_arrive() -> None:
    found = came(replaced("reasonable care", "average care"))
    assert beside_what_is_gone(found) == [("changed", "silent", "2.1")]
    assert text(found) == TEXT.replace("reasonable care", "average care")


def test_a_new_item_stands_at_the_level_it_is_counted_by() -> None:
    def added(xml: str) -> str:
        at = xml.index("reasonable care")
        start, end = xml.rindex("<w:p>", 0, at), xml.index("</w:p>", at) + len("</w:p>")
        new = re.sub(r"<w:r>.*</w:r>", "<w:r><w:t>The Supplier keeps a log.</w:t></w:r>", xml[start:end])
        return xml[:end] + new + xml[end:]

    found = came(added)
    assert [kind for kind, _, _ in beside_what_is_gone(found)] == ["inserted"]
    assert "\n2. The Supplier keeps a log." in text(found)


def test_another_level_of_one_item_is_told() -> None:
    def deeper(xml: str) -> str:
        at = xml.rindex("<w:ilvl", 0, xml.index("on working days only."))
        return xml[:at] + re.sub(r'w:val="\d"', 'w:val="1"', xml[at:], count=1)

    assert [row[:2] for row in beside_what_is_gone(came(deeper))] == [("level", "silent")]


def test_one_style_that_is_gone_was_taken_away_by_somebody() -> None:
    found = received(altered(SENT, document=lambda xml: xml.replace('<w:pStyle w:val="ClauseLevel3"/>', "")))
    assert {(row.kind, row.how) for row in found.weighty} == {("level", "silent")}


@pytest.mark.parametrize("words", ["on working days only.", "Nothing limits liability"])
def test_a_number_taken_from_one_paragraph_is_told(words: str) -> None:
    def uncounted(xml: str) -> str:
        start, end = paragraph_of(xml, words)
        return xml[:start] + re.sub("<w:numPr>.*?</w:numPr>", "", xml[start:end]) + xml[end:]

    found = came(uncounted)
    assert [row[:2] for row in beside_what_is_gone(found)] == [("level", "silent")]
    assert text(found) == TEXT
