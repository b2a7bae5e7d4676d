"""What a firm's own style document lacks: each thing named, with what to do; nothing where it serves."""

from collections.abc import Callable

import pytest
from word_parts import docx

from clmctl.errors import Unreadable
from clmctl.lint.word_files import style_findings
from clmctl.word.package import pack, part, unpack
from clmctl.word.style import default_style
from clmctl.word.stylecheck import check_style


def edited(name: str, old: str, new: str) -> bytes:
    parts = dict(unpack(default_style()))
    text = parts[name].decode()
    assert old in text, old
    parts[name] = text.replace(old, new).encode()
    return pack([part(each, data) for each, data in parts.items()], "deflated")


def test_the_one_clmctl_carries_lacks_nothing() -> None:
    assert check_style(default_style()) == ()


LACKING: dict[str, tuple[Callable[[], bytes], str, str, bool]] = {
    "a style": (lambda: edited("word/styles.xml", '"Defined Term"', '"Defined Terms"'), "styles", "'Defined Term'", True),
    "a list": (
        lambda: edited("word/numbering.xml", '<w:pStyle w:val="ClauseLevel3"/>', ""),
        "numbering",
        "level 3 of the list of 'heading 1' is not linked",
        True,
    ),
    "a number": (
        lambda: edited("word/numbering.xml", 'w:val="(%3)"', 'w:val="%3)"'),
        "numbering",
        "is not numbered '(%3)'",
        True,
    ),
    "a page": (lambda: edited("word/document.xml", "w:sectPr", "w:section"), "page", "no page set-up", True),
    "a font": (lambda: edited("word/styles.xml", 'w:ascii="Arial"', 'w:ascii="Lex Corporate"'), "styles", "Lex Corporate", False),
    "a draft mark": (lambda: edited("word/header1.xml", "{{ draft }}", ""), "header and footer", "{{ draft }}", False),
    "something to fill in": (
        lambda: edited("word/header1.xml", "{{ draft }}", "{{ client }}"),
        "header1.xml",
        "{{ client }}",
        True,
    ),
}


@pytest.mark.parametrize("name", LACKING)
def test_what_is_lacking_is_named_with_what_to_do(name: str) -> None:
    make, part_, what, needed = LACKING[name]
    lacks = check_style(make())
    found = [lack for lack in lacks if what in lack.what]
    if name == "a draft mark" and not found:  # another header still holds it
        return
    assert found, lacks
    assert found[0].part == part_
    assert found[0].do
    assert found[0].needed is needed
    findings = style_findings("x.docx", found)
    assert findings[0].severity == ("error" if needed else "warning")
    assert findings[0].code == "DX707"


def test_a_style_of_nearly_the_name_is_pointed_to() -> None:
    lacks = check_style(edited("word/styles.xml", '"Defined Term"', '"Defined Terms"'))
    assert "'Defined Terms'" in lacks[0].do


def test_any_word_file_can_be_asked_about() -> None:
    lacks = check_style(docx("<w:p/>"))
    assert {lack.part for lack in lacks if lack.needed} >= {"word", "page"}
    with pytest.raises(Unreadable):
        check_style(b"PK")


def test_real_word_files_are_told_what_they_lack(test_data) -> None:
    files = sorted(test_data.glob("data/docx-templates-openagreements/dev/*/*/*.docx"))[:6]
    assert files
    for path in files:
        lacks = check_style(path.read_bytes(), path.name)
        assert any(lack.needed for lack in lacks)
        assert all(lack.what and lack.do for lack in lacks)
