"""Settings: everything clmctl.yaml says as one value; what is wrong falls back to its default and is found in its place."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clmctl.model.field import FieldType
from clmctl.model.period import Period
from clmctl.text.files.settings import included, read_settings

MAIN = """organisation: {legal_name: Example Ltd, short_name: Example, company_no: "01234567", notice: [Example Ltd, London]}
people:
  - {id: ann, name: Ann, email: ann@example.org, role: admin, titles: [legal-lead]}
  - {id: bob, email: bob@example.org}
numbering:
  msa: "MSA-{year}-{number:04}"
calendars:
  england: {country: GB, subdivision: ENG, weekend: [sat, sun], extra: [2026-12-24]}
default_calendar: england
conventions: {roll: back, calendar: england, decision_lead: P14D}
contract_types: [msa, nda]
currency: USD
fields:
  - {path: support_hours, type: choice, choices: [business, always], default: business, required_for: msa, aliases: [hours]}
  - {path: fields.gdpr, type: boolean, client_safe: true, after_signature: open}
  - {path: legal.venue, required_for: ["*"]}
conditions:
  big: money.total > 100000 USD
queries:
  due: {where: big, select: [id, title], sort: id, help: Big ones}
lint: {ignore: [ST001], severity: {CL102: error}}
"""


def reading(main: str, **others: str):
    files = {"clmctl.yaml": main.encode(), **{name.replace("__", "/") + ".yaml": text.encode() for name, text in others.items()}}
    found, findings = read_settings(files)
    return found, [f"{f.place}: {f.message}" for f in findings]


def test_everything_is_read():
    found, findings = reading(MAIN)
    assert findings == []
    assert (found.organisation.legal_name, found.organisation.company_no, found.organisation.ours) == (
        "Example Ltd",
        "01234567",
        True,
    )
    assert [(p.id, p.role) for p in found.people] == [("ann", "admin"), ("bob", "editor")]
    assert found.series == {"*": "{type}-{year}-{number:04}", "msa": "MSA-{year}-{number:04}"}
    assert found.calendars["england"].extra == ("2026-12-24",)
    assert found.calendars["england"].weekend == (5, 6)
    assert (found.conventions.roll, found.conventions.decision_lead, found.conventions.short_month) == (
        "back",
        Period(days=14),
        "forward",
    )
    assert found.contract_types == ("msa", "nda")
    field = found.catalogue.by_path["fields.support_hours"]
    assert (field.type, field.choices, field.required_for, field.aliases) == (
        FieldType.CHOICE,
        ("business", "always"),
        ("msa",),
        ("hours",),
    )
    assert found.catalogue.by_path["fields.gdpr"].after_signature == "open"
    assert found.catalogue.by_path["legal.venue"].required_for == ("*",)
    assert found.catalogue.by_path["legal.venue"].client_safe
    assert found.catalogue.by_path["type"].choices == ("msa", "nda")
    assert found.conditions == {"big": "money.total > 100000 USD"}
    assert found.queries["due"].sort == ("id",)
    assert (found.lint.ignore, dict(found.lint.severity)) == (("ST001",), {"CL102": "error"})
    assert found.digest.startswith("sha256:")
    assert found.digest == reading(MAIN)[0].digest != reading(MAIN + "# more\n")[0].digest


def test_defaults():
    found, findings = reading("organisation: {legal_name: A}\n")
    assert findings == []
    assert (found.default_role, found.currency, found.contract_types[0]) == ("editor", "EUR", "msa")
    assert found.people == ()


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("people:", "peple:", "clmctl.yaml:2:1: Unknown key \"peple\""),
        ("role: admin", "role: king", "clmctl.yaml:3:50: role: \"king\" is not known"),
        ("email: bob@example.org", "email: ann@example.org", "clmctl.yaml:4:5: bob and ann have the same e-mail address"),
        ("legal_name: Example Ltd, ", "", "clmctl.yaml:1:1: organisation: legal_name is missing"),
        ("MSA-{year}-{number:04}", "MSA-{year}", "clmctl.yaml:6:3: MSA-{year} would give every contract the same id"),
        ("MSA-{year}-{number:04}", "msa {x}", "clmctl.yaml:6:3: msa: \"msa {x}\" is not written as"),
        ("  msa: \"MSA", "  mso: \"MSA", "clmctl.yaml:6:3: There is no contract type 'mso'"),
        ("country: GB, ", "", "clmctl.yaml:8:3: subdivision needs a country"),
        ("extra: [2026-12-24]", "extra: [24 Dec]", "clmctl.yaml:8:73: \"24 Dec\" is not a date"),
        ("weekend: [sat, sun]", "weekend: [mon, tue, wed, thu, fri, sat, sun]", "leaves no business day"),
        ("default_calendar: england", "default_calendar: englnd", "clmctl.yaml:9:1: There is no calendar 'englnd'"),
        ("roll: back, calendar: england", "roll: back, calendar: x", "There is no calendar 'x'"),
        ("roll: back", "roll: up", "clmctl.yaml:10:15: roll: \"up\" is not known"),
        ("choices: [business, always], default: business", "default: x", "clmctl.yaml:14:27: fields.support_hours is a choice"),
        ("default: business", "default: never", "The default of fields.support_hours \"never\" is not known"),
        ("required_for: msa", "required_for: mso", "There is no contract type 'mso'"),
        ("aliases: [hours]", "aliases: [total]", "'total' already means money.total"),
        ("aliases: [hours]", "aliases: [parties]", "'parties' already means parties"),
        ("path: fields.gdpr", "path: support_hours", "clmctl.yaml:15:6: fields.support_hours is described twice"),
        ("path: fields.gdpr", "path: support_hours.gold", "one stands inside the other"),
        ("path: legal.venue", "path: legal.venue, type: date", "legal.venue is built in and of type text"),
        ("path: fields.gdpr", "path: Fields GDPR", "is not written as renewal.notice"),
        ("CL102: error", "CL102: fatal", "\"fatal\" is not known"),
        ("ignore: [ST001]", "ignore: [style]", "is not written as CL101"),
        ("currency: USD", "include: [../x.yaml]", "'../x.yaml' cannot be included"),
        ("currency: USD", "include: [more.yaml]", "clmctl.yaml:12:11: There is no file more.yaml"),
        ("where: big, ", "", "where is missing"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_found_and_the_rest_is_read(old, new, message):
    assert old in MAIN
    found, findings = reading(MAIN.replace(old, new, 1))
    assert any(message in f for f in findings), findings
    assert found is not None
    assert "due" in found.queries or "where" in old


def test_includes_add_up_and_say_nothing_twice():
    main = "include: [settings/people.yaml, settings/queries.yaml]\norganisation: {legal_name: A}\n"
    main += "people: [{id: ann}]\nqueries: {a: {where: x}}\n"
    assert included(main.encode()) == ("settings/people.yaml", "settings/queries.yaml")
    assert included(b"include: [/etc/passwd.yaml, ../a.yaml, .git/x.yaml, ok.yaml, {}]") == ("ok.yaml",)
    assert included(b"[") == ()
    found, findings = reading(
        main,
        settings__people="people: [{id: bob}, {id: ann}]\n",
        settings__queries="queries: {b: {where: y}, a: {where: z}}\ncurrency: USD\n",
    )
    assert [p.id for p in found.people] == ["ann", "bob"]
    assert (sorted(found.queries), found.currency) == (["a", "b"], "USD")
    assert findings == [
        "settings/people.yaml:1:21: ann and ann have the same id",
        "settings/queries.yaml:1:26: queries: a is also in clmctl.yaml",
    ]


def test_unreadable_files():
    assert reading("a: [\n")[0] is None
    found, findings = reading("include: [b.yaml]\norganisation: {legal_name: A}\n", b="x: &a 1\n")
    assert found is not None
    assert findings == ["b.yaml:1:4: Anchor &a: anchors are not part of the format"]


def test_the_scaffold_reads_clean():
    scaffold = Path(__file__).parents[2] / "templates/workspace/clmctl.yaml"
    found, findings = read_settings({"clmctl.yaml": scaffold.read_bytes()})
    assert findings == ()
    assert found is not None


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_any_value_at_any_key_is_read_or_found(data):
    lines = MAIN.split("\n")
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(lines) - 1))
        value = data.draw(
            st.sampled_from(
                ["", "true", "[]", "{}", "[[1]]", "{a: 1}", "[{a: [1]}]", "0", '"x"', "-1", "[~]", "[{id: ann}]", "[{path: x}]"]
            )
        )
        lines[at] = f"{lines[at].partition(':')[0]}: {value}"
    found, findings = read_settings({"clmctl.yaml": "\n".join(lines).encode()})
    assert found is not None or findings
    assert all(f.place.line and f.message for f in findings)
