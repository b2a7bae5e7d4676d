"""Where references lead goes by the bookmarks of a file: those put elsewhere are told and can be refused, new names are none."""

import re
from collections.abc import Callable

import pytest
from receive_make import FRONT, SETTINGS, TEXT, altered, contract, inserted, paragraph_of, received, word_file

from clmctl.negotiation.receiving.receive import Choice, Returning, text_with

SENT = word_file(contract())
NAME = re.compile(r"_clm_(\w+)")
TRACKED = 'w:id="7{}" w:author="Their Counsel" w:date="2026-11-20T10:00:00Z"'
ADDED = (
    f'<w:p><w:pPr><w:pStyle w:val="ClauseLevel2"/><w:rPr><w:ins {TRACKED.format(1)}/></w:rPr></w:pPr>'
    f"<w:ins {TRACKED.format(2)}><w:r><w:t>Entirely fresh words about some charges here.</w:t></w:r></w:ins></w:p>"
)


def came(edit: Callable[[str], str]) -> Returning:
    return received(altered(SENT, document=edit))


def text(found: Returning, *refused: int) -> str:
    choice = Choice(dict.fromkeys(refused, "reject"), {}, {}, "no" if refused else "")
    return text_with(found, choice, SETTINGS.catalogue).decode().removeprefix(FRONT)


def put(xml: str, name: str, words: str) -> str:
    """The bookmark put into the paragraph with these words."""
    without = re.sub(rf'<w:bookmarkStart w:id="(\d+)" w:name="{name}"/>(.*?)<w:bookmarkEnd w:id="\1"/>', r"\2", xml)
    end = paragraph_of(without, words)[1] - len("</w:p>")
    return f'{without[:end]}<w:bookmarkStart w:id="900" w:name="{name}"/><w:bookmarkEnd w:id="900"/>{without[end:]}'


def deleted(xml: str, words: str) -> str:
    """The paragraph with these words deleted, tracked."""
    start, end = paragraph_of(xml, words)
    said = re.sub(r"<w:r>.*</w:r>", lambda run: f"<w:del {TRACKED.format(3)}>{run[0]}</w:del>", xml[start:end])
    said = said.replace("<w:t", "<w:delText").replace("</w:t>", "</w:delText>")
    said = said.replace("</w:pPr>", f"<w:rPr><w:del {TRACKED.format(4)}/></w:rPr></w:pPr>", 1)
    return xml[:start] + said + xml[end:]


def swapped(xml: str) -> str:
    other = {'w:name="_clm_fees"': 'w:name="_clm_services"', 'w:name="_clm_services"': 'w:name="_clm_fees"'}
    return re.sub("|".join(other), lambda match: other[match[0]], xml)


def to_a_new_paragraph(xml: str) -> str:
    end = paragraph_of(xml, "Late sums")[1]
    return put(xml[:end] + ADDED + xml[end:], "_clm_svc_plan", "Entirely fresh")


# ---- goals put elsewhere


def test_a_goal_put_into_a_paragraph_that_came_is_told_and_refused_alone() -> None:
    found = came(to_a_new_paragraph)
    reference, added = found.weighty
    assert (reference.kind, reference.how, reference.carried, reference.at) == ("reference", "silent", True, "2.2")
    assert "put into another paragraph: Entirely fresh words" in reference.remark
    assert "3. {#svc-plan} Entirely fresh" in text(found)
    new = TEXT.replace("base rate.\n", "base rate.\n3. Entirely fresh words about some charges here.\n")
    assert text(found, reference.number) == new
    assert text(found, reference.number, added.number) == TEXT


@pytest.mark.parametrize("words", ["Late sums", "with people who"])
def test_the_goal_of_a_deleted_paragraph_put_into_another_one_is_told(words: str) -> None:
    found = came(lambda xml: put(deleted(xml, "under a plan that"), "_clm_svc_plan", words))
    reference, gone = found.weighty
    assert (reference.kind, reference.how, reference.carried) == ("reference", "silent", True)
    assert (gone.kind, gone.how) == ("deleted", "tracked")
    assert "{#svc-plan}" in text(found)
    assert "{#svc-plan}" not in text(found, reference.number)


def test_a_paragraph_that_was_deleted_takes_its_goal_along() -> None:
    assert [row.kind for row in came(lambda xml: deleted(xml, "under a plan that")).weighty] == ["deleted"]


@pytest.mark.parametrize("first", ["under a", "under a plan that both parties"])
def test_a_paragraph_that_was_split_keeps_its_goal_in_its_beginning(first: str) -> None:
    def split(xml: str) -> str:
        look = '<w:pPr><w:pStyle w:val="ClauseLevel3"/>{}</w:pPr>'
        mark = look.format(f"<w:rPr><w:ins {TRACKED.format(5)}/></w:rPr>")
        start, end = paragraph_of(xml, "under a plan that")
        said = re.sub("<w:pPr>.*?</w:pPr>", mark, xml[start:end], count=1)
        again = f'</w:t></w:r></w:p><w:p>{look.format("")}<w:r><w:t xml:space="preserve">'
        return xml[:start] + said.replace(first, first + again, 1) + xml[end:]

    assert [row.kind for row in came(split).weighty] == ["split"]


def test_a_paragraph_that_was_joined_to_the_one_before_takes_its_goal_along() -> None:
    def joined(xml: str) -> str:
        start, _ = paragraph_of(xml, "under a plan that")
        before = xml.rindex("<w:pPr>", 0, start)
        said = xml[before:start].replace("</w:pPr>", f"<w:rPr><w:del {TRACKED.format(6)}/></w:rPr></w:pPr>", 1)
        return xml[:before] + said + xml[start:]

    assert "reference" not in [row.kind for row in came(joined).weighty]


def test_goals_that_changed_places_are_in_the_text_and_refused_there() -> None:
    found = came(lambda xml: inserted("may use subcontractors", " freely", "Their Counsel")(swapped(xml)))
    one, other, freely = found.weighty
    assert [(row.kind, row.how, row.carried) for row in (one, other)] == [("reference", "silent", True)] * 2
    assert "## Services {#fees}" in text(found)
    assert text(found, one.number, other.number) == TEXT.replace("use subcontractors", "use subcontractors freely")
    assert text(found, one.number, other.number, freely.number) == TEXT


def test_goals_of_a_heading_that_stand_in_no_heading_are_not_in_the_text() -> None:
    found = came(lambda xml: put(xml, "_clm_fees", "Late sums"))
    (row,) = found.weighty
    assert (row.kind, row.carried) == ("reference", False)
    assert "the text keeps what it was" in row.remark
    assert text(found) == TEXT


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
