"""Receiving words with letters that pass for others, and with signs nobody sees: each is named with its code point."""

import json
from pathlib import Path

import pytest
from returning import back, sent

CASES = {
    "a Cyrillic letter in a word": (
        "The Supplier must perform", "The Supplier m\u0443st perform",
        'look-alike letters in "m\u0443st": \u0443 U+0443 cyrillic for y U+0079',
    ),
    "a Greek letter": (
        "The Supplier must perform", "The Supplier must perf\u03bfrm",
        'look-alike letters in "perf\u03bfrm": \u03bf U+03BF greek for o U+006F',
    ),
    "a sign that turns what is read": (
        "sixty (60) days", "sixty (\u202e60\u202c) days",
        "signs nobody sees: U+202E right-to-left override, U+202C pop directional formatting; they turn the direction",
    ),
    "a space without width": ("must perform", "mu\u200bst perform", "signs nobody sees: U+200B zero width space"),
    "a soft hyphen in a word": ("must perform", "mu\u00adst perform", "parts a word unseen: U+00AD soft hyphen"),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_what_nobody_sees_is_named(office, tmp_path: Path, name: str) -> None:
    old, new, said = CASES[name]
    path = back(tmp_path, sent(office, tmp_path), (old, new))
    told = json.loads(office.clm("receive", path, "--format", "json", "--dry-run").partition("\nReceive ")[0])
    assert any(said in (row["remark"] or "") for row in told), told


def test_a_curly_quote_is_no_letter_to_name(office, tmp_path: Path) -> None:
    path = back(tmp_path, sent(office, tmp_path), ("must perform", "“must” perform"))
    told = json.loads(office.clm("receive", path, "--format", "json", "--dry-run").partition("\nReceive ")[0])
    assert all("look-alike" not in (row["remark"] or "") and "nobody sees" not in (row["remark"] or "") for row in told)
