"""Reading front matter: fast and exact agree, and whatever is not plainly one thing is a located finding."""

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clmctl.text.yaml import frontmatter
from clmctl.text.yaml.quick import read_fields, read_item, read_quickly
from clmctl.text.yaml.split import conflicts, split, whole
from clmctl.text.yaml.tree import read_tree

GOOD = """id: MSA-2026-0042
title: Agreement, first # a note: with a colon
type: msa
languages: [en]
parties:
  - {key: supplier, ours: true, legal_name: Supplier Ltd, company_no: "01234567"}
  - key: customer
    legal_name: O'Brien & Söhne GmbH
dates: {agreement: 2026-01-02}
renewal:
  type: auto-renew   # by itself
  max: 2
clauses:
  - {at: "#scope", clause: scope, digest: sha256:3f9a}
"""


def file(yaml: str, body: str = "# Title\n\n## Scope {#scope}\n\nText.\n") -> bytes:
    return f"---\n{yaml}---\n{body}".encode()


def codes(data: bytes) -> list[tuple[str, int, int]]:
    return [(f.code, f.place.line, f.place.column) for f in frontmatter.read("c.md", data).findings]


def test_clean_file_is_read_without_the_slow_reading(monkeypatch):
    monkeypatch.setattr(frontmatter, "read_tree", lambda _: pytest.fail("slow reading of a clean file"))
    front = frontmatter.read("c.md", file(GOOD.replace("O'Brien & ", "O'Brien and ").replace("Söhne", "Sons")))
    assert front.findings == ()
    assert front.values["renewal"] == {"type": "auto-renew", "max": 2}
    assert front.values["parties"][0]["company_no"] == "01234567"
    assert front.body_line == 17
    assert front.body.startswith("# Title\n")


def test_split_says_how_the_file_was_saved():
    plain = split(file(GOOD))
    windows = split(b"\xef\xbb\xbf" + file(GOOD).replace(b"\n", b"\r\n"))
    assert (plain.line_end, windows.line_end, plain.start, windows.start) == ("\n", "\r\n", 4, 8)
    assert (plain.yaml, plain.body, plain.body_line) == (windows.yaml, windows.body, windows.body_line)
    assert split(file(GOOD).replace(b"\n", b"\r\n", 3)).line_end == "mixed"
    assert file(GOOD)[plain.start : plain.end].decode() == plain.yaml


@pytest.mark.parametrize("change", [lambda d: d, lambda d: b"\xef\xbb\xbf" + d, lambda d: d.replace(b"\n", b"\r\n")])
def test_findings_do_not_depend_on_how_the_file_was_saved(change):
    data = file(GOOD + "id: again\n")
    assert codes(change(data)) == [("FD609", 16, 1)]


@pytest.mark.parametrize(
    ("data", "where", "words"),
    [
        (b"", ("SX006", 1, 1), "No front matter"),
        (b"id: A\n", ("SX006", 1, 1), "No front matter"),
        (b"---\nid: A\n", ("SX006", 1, 1), "not closed"),
        (file("id: A\n").decode().encode("utf-16"), ("SX006", 1, 1), "UTF-16"),
        (file("id: A\n").decode().encode("utf-16-le"), ("SX006", 1, 2), "NUL"),
        (file("id: A\ntitle: Caf\u00e9\n").decode().encode("latin-1"), ("SX006", 3, 11), "0xe9 is not UTF-8"),
        (file("id: A\ntitle: a\0b\n"), ("SX006", 3, 9), "NUL"),
        (file("id: A\ntitle: a\x1bb\n"), ("SX006", 3, 9), "escape"),
        (file("id: A\ntitle: a\x85b\n"), ("SX006", 3, 9), "U+0085"),
        (file("id: A\ntitle: a\u2028b\n"), ("SX006", 3, 9), "U+2028"),
        (file("id: A\ntitle: a\rb\n"), ("SX006", 3, 9), "carriage return"),
        (file('id: A\ntitle: "a\\x1bb"\n'), ("SX006", 3, 8), "control character U+001B"),
        (file("id: A\nx: &a 1\ny: *a\n"), ("SX006", 3, 4), "Anchor &a"),
        (file("id: A\ny: *a\n"), ("SX006", 3, 4), "Alias *a"),
        (file("id: A\n<<: {a: 1}\n"), ("SX006", 3, 1), "Merge key"),
        (file("id: A\nx: !!python/object:os.system {}\n"), ("SX006", 3, 4), "Tag !!python/object:os.system"),
        (file("id: A\nx: !!str 1\n"), ("SX006", 3, 4), "Tag !!str"),
        (file("id: A\nid: B\n"), ("FD609", 3, 1), "id stands twice (first on line 2)"),
        (file("id: A\nr: {a: 1, b: 2, a: 3}\n"), ("FD609", 3, 17), "a stands twice"),
        (file("id: A\nr: {a, b: 1, b: 2}\n"), ("FD609", 3, 14), "b stands twice"),
        (file("id: A\nr: {b, b: 2}\n"), ("FD609", 3, 8), "b stands twice"),
        (file("id: A\nr: {a: 1, b, b: 2}\n"), ("FD609", 3, 14), "b stands twice"),
        (file("id: A\nr: {a: \"x, y\", 'b', b: 2}\n"), ("FD609", 3, 21), "b stands twice"),
        (file("id: A\nr: {l: [1], b, b: 2}\n"), ("FD609", 3, 16), "b stands twice"),
        (file("id: A\nr: {b:, b: 2}\n"), ("SX006", 3, 6), "Not YAML"),
        (file("id: A\n\tb: 2\n"), ("SX006", 3, 1), "Not YAML"),
        (file("id: A\nr: [1, 2\n"), ("SX006", 4, 1), "Not YAML"),
        (file("id: A\nr: " + "[" * 40 + "]" * 40 + "\n"), ("SX006", 3, 35), "32 levels"),
        (file("id: A\nr: " + "[" * 50_000 + "\n"), ("SX006", 3, 35), "32 levels"),
        (file("id: A\nr:\n  " + "- " * 50_000 + "\n"), ("SX006", 4, 65), "32 levels"),
        (file("id: A\nr:\n  " + "-   " * 50_000 + "\n"), ("SX006", 4, 127), "32 levels"),
        (file("".join(f"{' ' * n}-\n" for n in range(600))), ("SX006", 34, 33), "32 levels"),
        (file("id: A\n...\n--- {b: 1}\n"), ("SX006", 4, 1), "second YAML document"),
        (file("%YAML 1.1\n"), ("SX006", 3, 1), "Not YAML"),
        (file("? [a]\n: b\n"), ("SX006", 2, 3), "key must be a word"),
        (file("- a\n- b\n"), ("SX006", 2, 1), "`key: value` lines"),
        (file("only words\n"), ("SX006", 2, 1), "`key: value` lines"),
        (file("x: " + "a" * 300_000 + "\n"), ("SX006", 2, 1), "the most read is 262,144"),
        (file("id: A\n<<<<<<< HEAD\na: 1\n=======\na: 2\n>>>>>>> theirs\n"), ("SX003", 3, 1), "Conflict marker"),
        (file("id: A\n", "# T\n<<<<<<< HEAD\na\n=======\nb\n>>>>>>> theirs\n"), ("SX003", 5, 1), "Conflict marker"),
        (b"<<<<<<< HEAD\n---\nid: A\n---\n=======\n---\nid: B\n---\n>>>>>>> x\n", ("SX003", 1, 1), "Conflict marker"),
    ],
)
def test_what_is_refused_is_located(data, where, words):
    front = frontmatter.read("c.md", data)
    found = front.findings[0]
    assert words in found.message
    assert (found.code, found.place.line, found.place.column) == where
    assert found.place.path == "c.md"
    assert found.name == {"SX003": "conflict-markers", "SX006": "unreadable", "FD609": "schema"}[found.code]
    assert (front.values is None) == (found.code != "FD609")


def test_scalars_stay_what_a_person_wrote():
    values, findings = frontmatter.load(
        "x.yaml",
        b"a: no\nb: 0123\nc: 1_000\nd: 1:30\ne: 2026-02-30\nf: 1.50\ng: .nan\nh: true\ni: 12\nj: ~\nk: 0x1F\nl: -0\nm: +1\nn: 0\n"
        b"o: 12345678901234567890\np: 'yes'\nq: =\nr: y\n1: one\nnull: none\ntrue: x\n",
    )
    assert findings == ()
    assert values == {
        **{"a": "no", "b": "0123", "c": "1_000", "d": "1:30", "e": "2026-02-30", "f": "1.50", "g": ".nan", "h": True, "i": 12},
        **{"j": None, "k": "0x1F", "l": "-0", "m": "+1", "n": 0, "o": "12345678901234567890", "p": "yes", "q": "=", "r": "y"},
        **{"1": "one", "null": "none", "true": "x"},
    }  # fmt: skip


def test_a_comment_line_hides_no_key_and_no_duplicate():
    assert codes(file("# head: er\nid: A # x: y\nid: B\n")) == [("FD609", 4, 1)]
    assert codes(file('id: "A # x"\ntitle: "b: c # d"\n')) == []


def test_empty_fields_are_an_empty_mapping():
    assert frontmatter.load("x.yaml", b"") == ({}, ())
    assert frontmatter.load("x.yaml", b"# nothing\n") == ({}, ())
    assert frontmatter.read("c.md", b"---\n---\n").values == {}


def test_conflict_markers_are_told_once_a_block():
    text = b"a\n<<<<<<< HEAD\nx\n||||||| base\ny\n=======\nz\n>>>>>>> b\n<<<<<<< HEAD\n=======\n>>>>>>> b\n"
    assert [p.line for p in conflicts(text)] == [2, 9]
    assert [p.line for p in conflicts(b">>>>>>> b\n")] == [1]
    assert conflicts(b"Heading\n=======\n<<<<<<<<<< a lot\n") == ()


def test_places_of_keys_items_and_what_is_not_there():
    data = file(GOOD)
    where = (("renewal", "max"), ("parties", 1), ("parties", 1, "legal_name"), ("renewal", "notice"), ("nothing",), ())
    places = frontmatter.locate("c.md", data, where)
    assert [(p.line, p.column) for p in places] == [(13, 3), (8, 5), (9, 5), (11, 1), (2, 1), (2, 1)]


def test_whole_yaml_file_may_have_its_document_mark():
    assert frontmatter.load("x.yaml", b"---\na: 1\n") == ({"a": 1}, ())
    assert whole(b"\xef\xbb\xbfa: 1\n").yaml == "a: 1\n"


PIECES = [*":,[]{}#&*!|>'\"%@`-?\n \t0123456789.+_ab~=<\\", "\n  ", "\n- ", ": ", " #", "- ", "[[", "null", "~", "true", "1.5"]
PIECES += ["\n\n", "\n    ", "é", "\u3000", "|-\n", ": : ", ", a: 1", "key: b"]


def mutated(random_: random.Random) -> str:
    lines = (GOOD + "list:\n- one\nmulti: this goes\n  on\nqm: 'folded\n  text'\nflow: {a: b,\n  c: [d,\n  e]}\n").split("\n")
    count = random_.randint(2, 9)
    start = random_.randrange(len(lines) - count)
    text = "\n".join(lines[start : start + count]) + "\n"
    for _ in range(random_.randint(1, 3)):
        at = random_.randrange(len(text) + 1)
        cut = random_.choice((0, 0, 1, 4))
        text = text[:at] + (random_.choice(PIECES) if cut < 4 else "") + text[at + cut :]
    return text


@settings(max_examples=1500, deadline=None)
@given(st.randoms(use_true_random=False))
def test_fast_and_exact_reading_agree(random_):
    text = mutated(random_)
    found = read_quickly(text)
    fast = found.values if found else None
    if fast is not None:
        tree = read_tree(text)
        assert tree.problems == ()
        assert tree.root is not None
        assert repr(tree.root.plain()) == repr(fast)


SHARED = """id: MSA-2026-0042
languages: [en]
parties:
  - {key: supplier, ours: true, company_no: "01234567"}
  - key: customer
    notice:
      - Customer GmbH
      - Berlin
dates: {agreement: 2026-01-02}
renewal:
  type: auto-renew
  max: 2
  notice: P60D
fields:
  site: Site 12
  fee: {amount: "12.00", currency: EUR}
  sizes:
    - one
    - two
clauses:
  - {at: "#scope", clause: scope, digest: "sha256:3f9a"}
  - {at: "#fees", clause: fees, digest: "sha256:3f9a"}
quoted: "a
  b"
list:
  - word
  - [a, b]
"""
SLIPS = [
    *PIECES,
    "\n  max: -0",
    "\n  max: 0",
    "\n  max: 2",
    "\nid: again\n",
    '  - {at: "#scope"}\n',
    "  site: x\n",
    "{",
    "}\n",
    '"\n',
    "\n  - ",
]


def shuffled(random_: random.Random) -> str:
    """Whole keys, some with lines out of place, twice or altered, so that pieces known from other texts stand beside odd ones."""
    lines = SHARED.split("\n")
    tops = [number for number, line in enumerate(lines) if line[:1].isalpha()]
    first = random_.choice(tops)
    lines = lines[first : first + random_.randint(1, 14)]
    for _ in range(random_.choice((0, 0, 1, 2))):
        one, other = random_.randrange(len(lines)), random_.randrange(len(lines))
        if random_.random() < 0.5:
            lines[one], lines[other] = lines[other], lines[one]
        else:
            lines.insert(one, lines[other])
    text = "\n".join(lines) + "\n"
    if random_.random() < 0.4:
        at = random_.randrange(len(text))
        text = text[:at] + random_.choice(SLIPS) + text[at + random_.choice((0, 1)) :]
    return text


@settings(max_examples=1500, deadline=None)
@given(st.randoms(use_true_random=False))
def test_pieces_known_from_other_texts_say_what_the_whole_text_says(random_):
    text = shuffled(random_)
    found = read_quickly(text)
    alone = read_fields(text)
    assert (found is None) == (alone is None)
    if found is not None:
        tree = read_tree(text)
        assert tree.problems == ()
        assert tree.root is not None
        assert repr(tree.root.plain()) == repr(found.values) == repr(alone)
        for key, texts in found.items.items():
            assert [read_item(text) for text in texts] == found.values[key]


@pytest.mark.parametrize("text", ["{a: b}\n\n  - c", "a: |\n", "a: b\nc: >-\n\n", '"a": b\n- c\n'])
def test_what_the_fast_parser_reads_in_its_own_way_is_left_to_the_exact_one(text):
    assert read_fields(text) is None


@settings(max_examples=400, deadline=None)
@given(st.binary(max_size=200) | st.text(max_size=200).map(lambda t: f"---\n{t}\n---\n".encode("utf-8", "replace")))
def test_any_bytes_give_values_or_located_findings(data):
    front = frontmatter.read("c.md", data)
    assert front.values is not None or front.findings
    lines = data.count(b"\n") + 1
    assert all(1 <= f.place.line <= lines + 1 and f.place.column >= 1 for f in front.findings)


def test_hostile_yaml_gives_values_or_located_findings(test_data: Path):
    files = sorted(p for p in (test_data / "data/hostile-yaml/dev").rglob("*") if p.is_file())
    assert len(files) > 300
    for path in files:
        raw = path.read_bytes()
        for data, name in ((raw, "x.yaml"), (b"---\n" + raw + b"\n---\n", "x.md")):
            values, findings = frontmatter.load(name, data)
            assert values is not None or findings
            assert all(f.place.line and f.place.column and f.message for f in findings)
