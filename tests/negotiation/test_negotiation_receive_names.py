"""Where references lead goes by the bookmarks of a file: those put elsewhere are told and can be refused, new names are none."""

import re
from collections.abc import Callable

import pytest
from receive_make import FRONT, SETTINGS, TEXT, altered, contract, received, word_file

from clmctl.negotiation.receiving.receive import Choice, Returning, text_with

SENT = word_file(contract())
NAME = re.compile(r"_clm_(\w+)")


def came(edit: Callable[[str], str]) -> Returning:
    return received(altered(SENT, document=edit))


def text(found: Returning, *refused: int) -> str:
    choice = Choice(dict.fromkeys(refused, "reject"), {}, {}, "no" if refused else "")
    return text_with(found, choice, SETTINGS.catalogue).decode().removeprefix(FRONT)


def swapped(xml: str) -> str:
    other = {'w:name="_clm_fees"': 'w:name="_clm_services"', 'w:name="_clm_services"': 'w:name="_clm_fees"'}
    return re.sub("|".join(other), lambda match: other[match[0]], xml)


def test_a_mark_in_a_header_hides_not_that_all_of_the_text_are_gone() -> None:
    mark = '<w:bookmarkStart w:id="900" w:name="_clm_fees"/><w:bookmarkEnd w:id="900"/></w:p>'
    without = altered(SENT, document=lambda xml: re.sub("<w:bookmark[SE][^>]*/>", "", xml))
    found = received(altered(without, header1=lambda xml: xml.replace("</w:p>", mark, 1)))
    assert [row.kind for row in found.weighty] == ["unread"]
    assert "none of the places that were marked in it" in found.weighty[0].remark


# ---- names of a program's own


@pytest.mark.parametrize("made", ["x_{}", "{}", "bm_{}", "OLE_{}"])
def test_bookmarks_that_a_program_called_otherwise_with_what_leads_there_are_no_change(made: str) -> None:
    found = came(lambda xml: NAME.sub(lambda match: made.format(match[1]), xml))
    assert found.rows == ()
    assert text(found) == TEXT


def test_names_without_a_common_beginning_are_known_by_what_their_paragraphs_say() -> None:
    def numbered(xml: str) -> str:
        names = {name: f"mark{n}" for n, name in enumerate(dict.fromkeys(NAME.findall(xml)))}
        return NAME.sub(lambda match: names[match[1]], xml)

    found = came(numbered)
    assert found.rows == ()
    assert text(found) == TEXT


def test_a_changed_paragraph_keeps_its_name_where_all_are_called_otherwise() -> None:
    found = came(lambda xml: NAME.sub(r"x_\1", xml).replace("under a plan that both", "under plans which all"))
    assert [row.kind for row in found.weighty] == ["changed"]
    assert text(found) == TEXT.replace("under a plan that both", "under plans which all")


@pytest.mark.parametrize("edit", [swapped, lambda xml: xml.replace(" REF _clm_fees ", " REF _clm_services ", 1)])
def test_who_calls_all_otherwise_hides_no_reference_that_leads_elsewhere(edit: Callable[[str], str]) -> None:
    plain = came(edit).weighty
    found = came(lambda xml: NAME.sub(r"x_\1", edit(xml))).weighty
    assert {row.how for row in found} == {"silent"}
    assert {(row.kind, row.at) for row in plain} <= {(row.kind, row.at) for row in found}


def test_a_place_that_is_gone_is_told_though_another_mark_stands_there() -> None:
    found = came(lambda xml: xml.replace('w:name="_clm_fees"', 'w:name="mine"'))
    (row,) = found.weighty
    assert (row.kind, row.how) == ("reference", "silent")
    assert "no longer there" in row.remark
