"""Editing one key: the file says the new value and every other byte is what it was."""

import copy
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from clmctl.errors import Unreadable, UsageError
from clmctl.model.money import Money
from clmctl.model.period import Period
from clmctl.text.yaml.frontmatter import append_item, dump, load, read, set_key
from clmctl.text.yaml.written import block, flow

FILE = """---
# Who and what
id: MSA-1            # drawn from the series
title: 'Bob''s deal'
renewal: {type: auto-renew, notice: P60D}   # by hand: keep
money:
  total: {amount: "100.00", currency: EUR}  # net
  # nothing here
parties:
  - {key: us, legal_name: "Us Ltd", ours: true}
  # the other side
  - key: them
    legal_name: Them GmbH   # registered

    role: customer
clauses:
- {at: "#scope", clause: scope, version: 1}
empty:
list: [a, b]
text: |
  Two
  lines
---
# Title

Text with renewal: {type: auto-renew} in it.
"""


@pytest.mark.parametrize(
    ("path", "value", "old", "new"),
    [
        ("id", "MSA-2", "id: MSA-1            # drawn from the series", "id: MSA-2            # drawn from the series"),
        ("title", "Ann's deal", "title: 'Bob''s deal'", "title: 'Ann''s deal'"),
        (
            "renewal.notice",
            Period(days=30),
            "renewal: {type: auto-renew, notice: P60D}   # by hand: keep",
            "renewal: {type: auto-renew, notice: P30D}   # by hand: keep",
        ),
        (
            "renewal.max",
            2,
            "renewal: {type: auto-renew, notice: P60D}   # by hand: keep",
            "renewal: {type: auto-renew, notice: P60D, max: 2}   # by hand: keep",
        ),
        (
            "renewal.type",
            None,
            "renewal: {type: auto-renew, notice: P60D}   # by hand: keep",
            "renewal: {notice: P60D}   # by hand: keep",
        ),
        (
            "renewal.notice",
            None,
            "renewal: {type: auto-renew, notice: P60D}   # by hand: keep",
            "renewal: {type: auto-renew}   # by hand: keep",
        ),
        (
            "money.total",
            Money(Decimal("250.50"), "EUR"),
            '  total: {amount: "100.00", currency: EUR}  # net',
            '  total: {amount: "250.50", currency: EUR}  # net',
        ),
        ("money.payment_terms", Period(days=30), "", "  payment_terms: P30D"),
        ("money.price_cap_percent", Decimal(5), "", '  price_cap_percent: "5"'),
        ("money.total", None, 'money:\n  total: {amount: "100.00", currency: EUR}  # net', "money: {}  # net"),
        ("parties.them.legal_name", "No", "    legal_name: Them GmbH   # registered", '    legal_name: "No"   # registered'),
        ("parties.1.jurisdiction", "DE", "", "    jurisdiction: DE"),
        (
            "parties.them.key",
            None,
            "  - key: them\n    legal_name: Them GmbH   # registered",
            "  - legal_name: Them GmbH   # registered",
        ),
        ("parties.us.ours", False, "ours: true", "ours: false"),
        ("clauses.#scope.version", 2, "version: 1", "version: 2"),
        ("clauses.scope.options", {"gdpr": True}, "version: 1}", "version: 1, options: {gdpr: true}}"),
        ("dates.signed", date(2026, 1, 5), "", "dates: {signed: 2026-01-05}"),
        ("empty", "now", "empty:", "empty: now"),
        ("empty.a.b", True, "empty:", "empty: {a: {b: true}}"),
        ("list", ("a", "c: d"), "list: [a, b]", 'list: [a, "c: d"]'),
        ("list.0", "z", "list: [a, b]", "list: [z, b]"),
        ("list.0", None, "list: [a, b]", "list: [b]"),
        ("list", None, "list: [a, b]", ""),
        ("text", "One", "text: |\n  Two\n  lines", "text: One"),
        ("text", None, "text: |\n  Two\n  lines", ""),
        ("agreed", "sha256:ab", "", "agreed: sha256:ab"),
    ],
)
@pytest.mark.parametrize("saved", ["unix", "windows", "bom"])
def test_one_key_is_set_and_nothing_else_moves(path, value, old, new, saved):
    text = {"unix": FILE, "windows": FILE.replace("\n", "\r\n"), "bom": "\ufeff" + FILE}[saved]
    end = "\r\n" if saved == "windows" else "\n"
    old, new = old.replace("\n", end), new.replace("\n", end)
    result = set_key(text.encode(), path, value).decode()
    if old and new:
        assert result == text.replace(old, new, 1)
    elif new:
        at = result.index(new + end)
        assert result[:at] + result[at + len(new + end) :] == text
    else:
        assert result == text.replace(old + end, "", 1)


def test_the_same_value_changes_no_byte():
    data = FILE.encode()
    values = read("c.md", data).values
    for key, value in values.items():
        assert value is None or set_key(data, key, value) == data
    assert set_key(data, "renewal.unknown", None) == data


def test_items_are_added_where_the_list_stands():
    data = FILE.encode()
    assert b'version: 1}\n- {at: "#b", clause: b}\nempty:' in append_item(data, "clauses", {"at": "#b", "clause": "b"})
    assert b"list: [a, b, c]\n" in append_item(data, "list", "c")
    assert b"\nrelations:\n  - {type: amends, id: MSA-0}\n---\n" in append_item(
        data, "relations", {"type": "amends", "id": "MSA-0"}
    )
    assert b"empty: [x]\n" in append_item(data, "empty", "x")


def test_a_whole_list_keeps_the_items_that_stay():
    data = FILE.encode()
    pins = [{"at": "#scope", "clause": "scope", "version": 2}, {"at": "#ip", "clause": "ip", "version": 1}]
    result = set_key(data, "clauses", pins)
    assert b'- {at: "#scope", clause: scope, version: 2}\n- {at: "#ip", clause: ip, version: 1}\nempty:' in result
    assert set_key(result, "clauses", pins[:1]) == data.replace(b"version: 1", b"version: 2")
    assert read("c.md", set_key(data, "clauses", None)).values.get("clauses") is None


def test_a_yaml_file_without_fences_and_without_a_last_line_end():
    assert set_key(b"a: 1", "b", "x") == b"a: 1\nb: x\n"
    assert set_key(b"", "b.c", 2) == b"b: {c: 2}\n"
    assert set_key(b"---\na: 1\n", "a", 2) == b"---\na: 2\n"
    assert set_key(b"a: 1\n", "a", None) == b""
    assert set_key(b"---\n---\nBody\n", "a", 1) == b"---\na: 1\n---\nBody\n"


@pytest.mark.parametrize("path", ["", "a..b", "id.sub", "parties.nobody.role", "list.9"])
def test_paths_that_lead_nowhere_are_refused(path):
    with pytest.raises(UsageError):
        set_key(FILE.encode(), path, "x")


@pytest.mark.parametrize("yaml", ["a: 1\na: 2\n", "a: &x 1\n", "a: [1\n", "a: 1\x1b\n"])
def test_files_that_cannot_be_read_are_not_edited(yaml):
    with pytest.raises(Unreadable):
        set_key(f"---\n{yaml}---\n".encode(), "b", 1)
    with pytest.raises(Unreadable):
        set_key(yaml.encode(), "b", 1)


@pytest.mark.parametrize("value", ["a\x00b", "a\u2028b", float("nan"), Decimal("NaN"), 10**30, {1: 2}, object()])
def test_values_no_file_may_hold_are_refused(value):
    with pytest.raises(UsageError):
        set_key(FILE.encode(), "x", value)


words = st.sampled_from(["a", "b", "c-d", "e_f", "key", "no", "1", "x y", "amount", "#h", "q'q", 'r"r', "ü", "null"])
texts = st.sampled_from(
    [
        "",
        "plain",
        "no",
        "0123",
        "1:30",
        "2026-01-02",
        "P12M",
        "a: b",
        "a #b",
        "#x",
        "- x",
        "5",
        "1.5",
        "true",
        "~",
        "x:",
        " lead",
        "trail ",
        "it's",
        'say "x"',
        "a\nb",
        "a, b",
        "[x]",
        "{y}",
        "ü€ & co",
        "|",
        ">",
        "%",
        "@x",
        "&a",
        "*a",
        "!t",
        "a\tb",
        "\\",
        "line\n",
        "\nline",
        "sha256:ab",
    ]
) | st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=12).filter(
    lambda t: not set(t) & set("\u2028\u2029\ufeff\ufffe\uffff")
)
scalars = texts | st.booleans() | st.integers(-1000, 10**6) | st.none()
values = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=3), max_leaves=8
)
mappings = st.dictionaries(words, values, max_size=4)


@settings(max_examples=300, deadline=None)
@given(mappings)
def test_what_is_written_reads_back_as_the_same_values(mapping):
    assert load("x.yaml", dump(mapping).encode()) == (mapping, ())
    assert dump(mapping) == dump(copy.deepcopy(mapping))


@st.composite
def documents(draw) -> tuple[str, dict]:
    """YAML of a mapping in mixed styles with comments, and the mapping."""
    mapping = draw(mappings)
    lines = []
    for key, value in mapping.items():
        if draw(st.booleans()):
            lines.append("# about " + draw(st.sampled_from(["this", "that: x", "{it", "- one"])))
        if draw(st.booleans()):
            lines.append(block({key: value}, 0) if draw(st.booleans()) else f"{flow(key)}: {flow(value)}   # c: d")
        elif isinstance(value, dict) and value:
            lines.append(f"{flow(key)}:\n" + "\n".join(f"    {flow(k)}: {flow(v)} # k" for k, v in value.items()))
        elif isinstance(value, list) and value:
            lines.append(f"{flow(key)}:\n" + "\n".join(f"- {flow(v)} # i\n  # tail" for v in value))
        else:
            lines.append(f"{flow(key)}: {flow(value)}")
    return "".join(line + "\n" for line in lines), mapping


def paths(value, prefix=()):
    yield prefix
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from paths(inner, (*prefix, key))
    if isinstance(value, list):
        for index, inner in enumerate(value):
            yield from paths(inner, (*prefix, index))


@settings(max_examples=600, deadline=None)
@given(documents(), values, st.data(), st.booleans())
def test_law_editing_one_key_changes_no_other_byte(document, value, data, windows):
    text, mapping = document
    assume(load("x.yaml", text.encode()) == (mapping, ()))
    where = data.draw(st.sampled_from([p for p in paths(mapping) if p] + [("new",)]))
    if data.draw(st.booleans()) and where != ("new",):
        holder = mapping
        for step in where[:-1]:
            holder = holder[step]
        if isinstance(holder[where[-1]], dict):
            where = (*where, "added")
    wanted = copy.deepcopy(mapping)
    holder = wanted
    for step in where[:-1]:
        holder = holder[step]
    if value is None:
        if isinstance(holder, list) or where[-1] in holder:
            del holder[where[-1]]
    else:
        holder[where[-1]] = value
    raw = ("---\n" + text + "---\nBody: text # x\n").replace("\n", "\r\n" if windows else "\n")
    result = set_key(raw.encode(), where, value).decode()
    assert read("c.md", result.encode()).values == wanted
    assert result.endswith(raw[raw.index("\nBody") :])
    assert windows == ("\r\n" in result)
    assert result.count("\n") == result.count("\r\n") or not windows
    gone, _ = difference(raw, result)
    old = mapping
    for step in where:
        old = old.get(step) if isinstance(old, dict) else old[step]
    if not isinstance(old, dict | list) and value is not None:
        assert "#" not in gone.replace("#h", "").replace("#x", "").replace("a #b", "") or "#" in str(old)
        assert gone.count("\n") <= str(old).count("\n") + 1


def difference(old: str, new: str) -> tuple[str, str]:
    start = 0
    while start < min(len(old), len(new)) and old[start] == new[start]:
        start += 1
    stop = 0
    while stop < min(len(old), len(new)) - start and old[-1 - stop] == new[-1 - stop]:
        stop += 1
    return old[start : len(old) - stop], new[start : len(new) - stop]


def test_a_false_key_is_no_name_for_the_first_item() -> None:
    assert set_key(b"rows:\n- null\n- {key: false}\n", ("rows", 0), "x") == b"rows:\n- x\n- {key: false}\n"
