"""What each construct of a published form becomes, one at a time, and what is refused."""

import re

import pytest
from intake_make import Imported, imported, starter, take

from clmctl.errors import ClmError, Unreadable, UsageError
from clmctl.intake.forms.form import LEDGER, SETTINGS, kind_of
from clmctl.model.field import FieldType

NUMBERED = """# Hosting Agreement

1. <span class="header_2">Service</span>
    1. <span class="header_3">Use.</span>  During the <span class="orderform_link">Subscription Period</span>,
       <span class="coverpage_link">Customer</span> may use the Service under Section 2.1(b) (Limits).
    2. <span class="header_3">Care.</span>  <span class="coverpage_link">Provider’s</span> staff will help.
2. <span class="header_2">Rules & Limits</span>
    1. <span class="header_3">Limits.</span>
        a. Nobody may resell it.
        b. Nobody may break it:
            i. by force; or
            ii. by neglect.
    2. <span class="header_3">Law.</span>  The <span class="keyterms_link">Governing Law</span> applies. See the Cover Page,
       Sections 1.1 (Use) and 1.2 (Care), and section 9 of the Hosting Act.
"""


def _switches(form: Imported, clause: str) -> dict[str, str]:
    return dict(next(c for c in form.template.clauses if c.clause.endswith(clause)).options)


def test_lists_become_clauses_and_numbered_paragraphs() -> None:
    form = imported(NUMBERED)
    assert [c.clause for c in form.template.clauses] == ["form-service", "form-rules-limits", "form-key-terms"]
    assert form.library.clauses["form-rules-limits"].title == "Rules & Limits"
    printed = form.printed()
    assert (
        "2.1 Limits.\n  (a) Nobody may resell it.\n  (b) Nobody may break it:\n    (i) by force; or\n    (ii) by neglect."
        in printed
    )


def test_references_follow_the_numbering_and_foreign_ones_stay() -> None:
    form = imported(NUMBERED)
    assert "[Section](#form-rules-limits-nobody-may-break-it) (Limits)" in form.text("service")
    assert "[Sections](#form-service-use) (Use) [and](#form-service-care) (Care), and section 9 of the Hosting Act" in form.text(
        "rules-limits"
    )
    assert "under Section 2.1(b) (Limits)" in form.printed()


def test_words_of_a_cover_page_become_key_terms() -> None:
    form = imported(NUMBERED)
    assert form.template.clauses[-1].schedule == "Cover Page"
    terms = form.text("key-terms")
    assert "**Subscription Period:** {{ term.length | words }}" in terms
    assert "**Governing Law:** {{ legal.governing_law }}" in terms
    assert "Customer" not in terms and "Provider’s" in form.text("service")
    assert _switches(form, "key-terms")["has_governing_law"] == "legal.governing_law is known"
    assert "1.2 Governing Law: Scotland" in form.printed({"legal.governing_law": "Scotland"})
    assert (form.template.roles, form.template.our_role) == (("provider", "customer"), "provider")
    assert '{{ parties.customer.legal_name }} is **"Customer"**' in form.template.preamble


def test_we_may_be_the_other_party() -> None:
    form = imported(NUMBERED, our_role="customer")
    assert form.template.our_role == "customer" and "parties.provider.legal_name" in form.template.asks
    with pytest.raises(UsageError, match="knows no party 'landlord'"):
        take(NUMBERED.encode(), our_role="landlord")


HEADED = """# Consulting Agreement

This Consulting Agreement is effective as of [Effective Date] between [Client Name] and the Consultant.
Client and Consultant agree:

## 1. Services
1.1 **Scope.** The Consultant works for the Client, see clause 2 and this clause.
1.2 The Consultant must:
  (a) act with care; and
  (b) report.

## 2. Fees
The Client pays $[5,000] a month within [30] days after receipt of an invoice, plus [19]% tax.
[If the Client is late for more than one month, the Consultant may stop all work.]

## 3. Notes
- [x] Expenses are paid [monthly/yearly].
- [ ] Expenses are included.

## 4. Law
This agreement is governed by the laws of [England / Scotland].
It will automatically renew for successive terms unless ended
by thirty (30) days' notice before the end of the current term.

Notice Email: ______________
"""


def test_headings_blanks_and_boxes() -> None:
    form = imported(HEADED)
    fees = form.text("fees")
    assert "pays ${{ fields.fees }} a month within {{ money.payment_terms }} after" in fees
    assert re.search(r"\{\?(\w+)\}If the Client is late .* work\.\{/\}", fees)
    assert form.template.defaults["money.payment_terms"] == "P30D"
    catalogue = form.settings.catalogue.by_path
    assert next(f for p, f in catalogue.items() if f.type is FieldType.PERCENT and "{{ " + p + " }} tax" in fees)
    assert "laws of {{ legal.governing_law }}" in form.text("law") and form.template.defaults["legal.governing_law"] == "England"
    assert form.template.defaults["renewal.type"] == "auto-renew" and form.template.defaults["renewal.notice"] == "P30D"
    assert "{{ renewal.notice | words }}' notice" in form.text("law")
    assert "effective as of {{ dates.effective }} between {{ parties.client.legal_name }}" in form.template.preamble
    assert "Notice Email: {{ fields.notice_email }}" in form.text("law")


def test_one_ticked_box_of_several_is_a_choice() -> None:
    form = imported(HEADED)
    choice = form.settings.catalogue.by_path["fields.notes"]
    assert choice.type is FieldType.CHOICE and len(choice.choices) == 2
    assert set(_switches(form, "notes").values()) == {f"fields.notes = {name}" for name in choice.choices}
    paid = form.printed({"fields.notes": choice.choices[0]})
    included = form.printed({"fields.notes": choice.choices[1]})
    assert "Expenses are paid monthly." in paid and "Expenses are included." not in paid
    assert "Expenses are included." in included and "Expenses are paid" not in included


def test_a_provision_in_brackets_is_an_option() -> None:
    form = imported(HEADED)
    (option, condition), *_ = _switches(form, "fees").items()
    assert condition.startswith("fields.") and option
    assert "may stop all work" in form.printed() and "may stop all work" not in form.printed({condition: "false"})


def test_numbers_the_numbering_would_not_print_stay_as_typed() -> None:
    form = imported(
        "# Rules\n\n1. **One**.\n\n   - (a) _First_. Alpha.\n\n   - (b) _Second_. Beta.\n\n2. **Two**. See Section 1(b).\n"
    )
    assert "(a) First. Alpha.\n(b) Second. Beta." in form.printed()
    assert any('"(a)" stays as typed' in note for note in form.taken.notes)
    assert "Section 1(b)" in form.text("two")


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("“**Fees**” means money.", "“Fees” means money."),
        ('**"Fees"** means money.', '"Fees" means money.'),
        ("a * b and c_d_e and `code` and ~~gone~~", "a * b and c_d_e and code and gone"),
        ("1 &lt; 2 &amp; 3 &copy; &nbsp;x", "1 < 2 & 3 © x"),
        ("\\# not a heading, \\[not a link\\](x) \\* \\\\", "# not a heading, [not a link](x) * \\"),
        ("{braces} and {% raw %} and {/x}", "{braces} and {% raw %} and {/x}"),
        ("[our site](https://example.org/a_(b)) and <https://example.org>", "our site and https://example.org"),
        ("**bold *both* end**and more", "bold both endand more"),
        ("line one  \nline two<br/>line three", "line one\nline two\nline three"),
        ("<u>under</u> <b>bold</b> <custom-tag>x <Paying Party>", "under bold x as agreed"),
        ("Fees are due. 1. not a list. - no bullet. # no heading.", "Fees are due. 1. not a list. - no bullet. # no heading."),
        ("> quoted words", "quoted words"),
        ("Order[s] and [sic] stay.", "Order[s] and [sic] stay."),
    ],
)
def test_words_are_printed_as_the_form_has_them(typed: str, printed: str) -> None:
    form = imported(f"# Form\n\n## Fees\n\n{typed}\n\n## Law\n\nEngland.\n")
    found = form.printed().partition("1 Fees\n")[2].partition("\n2 Law")[0]
    assert found == printed


def test_tables_are_kept_and_filled_up() -> None:
    form = imported("# F\n\n## Prices\n\n| Item | Price |\n|---|---|\n| Seat | [amount] |\n| A \\| B |\n\n## Law\n\nEngland.\n")
    assert "| Seat | {{ fields.seat }} |" in form.text("prices")
    assert "Item | Price\nSeat | as agreed\nA | B | " in form.printed()


def test_schedules_and_empty_headings() -> None:
    form = imported("# F\n\n## Scope\n\nWork.\n\n## Part two\n\n## Law\n\nEngland.\n\n# Exhibit A - Prices\n\n## Seats\n\nTen.\n")
    assert [(c.clause, c.schedule) for c in form.template.clauses] == [
        ("form-scope", ""),
        ("form-law", ""),
        ("form-seats", "Exhibit A - Prices"),
    ]
    assert "**Part two**" in form.text("law")
    assert "Schedule 1: Exhibit A - Prices\n1 Seats\nTen." in form.printed()


def test_what_closes_a_form_closes_the_contract() -> None:
    form = imported(
        "# F\n\n## Law\n\nEngland.\n\nBy: ________\nName: [name]\nTitle:\n\nThis form is free to use under [CC BY 4.0](https://example.org/by).\n"
    )
    assert form.template.closing.startswith("# Signatures\n\n{{ signatures }}\n\nThis form is free to use")
    assert "free to use under CC BY 4.0" in form.library.clauses["form-law"].guidance.why
    assert any("lines for signatures (By: ________" in note for note in form.taken.notes)
    assert "By:" not in form.text("law")


def test_imported_text_is_approved_by_a_person() -> None:
    form = imported(HEADED)
    clause = form.library.clauses["form-fees"]
    entry = next(e for e in form.library.ledger if e.clause == "form-fees")
    assert (entry.by, entry.why, entry.digest) == ("legal-lead", "the form our customers use", clause.variants[0].digest)
    assert clause.owner == "legal-lead" and clause.review_by is not None and not clause.mandatory_for


def test_a_form_is_whole_by_itself() -> None:
    form = imported(HEADED, kind="msa")
    contract, door = form.contract()
    assert form.template.complete and not form.lint(contract, door)
    start = contract.text.index("## Notes")
    without = contract.text[:start] + contract.text[contract.text.index("## Law") :]
    changed, door = form.contract(alter=lambda _: without)
    assert {f.code for f in form.lint(changed, door)} >= {"CP201", "CL106"}


def test_words_unacceptable_elsewhere_are_accepted_as_they_stand() -> None:
    form = imported(
        "# F\n\n## Indemnity\n\nThe Supplier must hold harmless the Customer in every single case.\n\n## Law\n\nEngland.\n"
    )
    assert form.library.clauses["form-indemnity"].accepts == ("hold harmless",)
    assert any("hold harmless" in note for note in form.taken.notes)
    contract, door = form.contract()
    assert not form.lint(contract, door)
    changed, door = form.contract(alter=lambda text: text.replace("every single case", "most cases"))
    assert "CL103" in {f.code for f in form.lint(changed, door)}


def test_settings_and_ledger_keep_every_other_byte() -> None:
    taken = take(HEADED.encode(), kind="consulting")
    before, after = starter()[SETTINGS], taken.edited[SETTINGS]
    rest = [line for line in after.decode().split("\n") if line not in before.decode().split("\n")]
    assert all("fields." in line or "contract_types" in line for line in rest), rest
    (types,) = [line for line in after.decode().split("\n") if "contract_types" in line]
    assert types.endswith("consulting]")
    assert taken.edited[LEDGER].startswith(starter().get(LEDGER, b""))
    assert taken.edited[LEDGER].count(b'"clause": "form-') == 4


def test_a_second_import_shares_fields_and_keeps_clauses_apart() -> None:
    first = imported(NUMBERED)
    with pytest.raises(UsageError, match="a template form already"):
        from intake_make import DAY

        from clmctl.intake.forms.form import Intake, read_form

        intake = Intake("form", "legal-lead", DAY, "again")
        read_form("form.md", NUMBERED.encode(), intake, library=first.library, settings=first.settings, existing=first.files)


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Mutual Non-Disclosure Agreement", "nda"),
        ("Data Processing Agreement", "dpa"),
        ("Business Associate Agreement", "dpa"),
        ("Service Level Agreement", "sla"),
        ("AI Addendum", "addendum"),
        ("Cloud Terms", "msa"),
    ],
)
def test_the_title_tells_the_type(title: str, kind: str) -> None:
    assert kind_of(title, "x") == kind


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "is empty"),
        (b" \n\t\n", "is empty"),
        (b"PK\x03\x04rest", "Word or zip file"),
        (b"%PDF-1.7", "PDF file"),
        (b"# Caf\xe9", "Byte 0xe9 is not UTF-8"),
        ("# Form".encode("utf-16"), "UTF-16"),
        (b"# F\n\0\n", "NUL"),
        (b"<!DOCTYPE html><html><body><h1>x</h1></body></html>", "a web page"),
        (b"<html><p>x</p></html>", "a web page"),
        (b"Just words and more words, nothing to begin a clause.", "has no clause"),
        (b"# Title\n\n## One\n", "no words under them"),
        (b"# Title\n", "has no clause"),
        (b"<<<<<<< ours\n# a\n=======\n# b\n>>>>>>> theirs\n", "Conflict marker"),
        (b"# A\n\n" + b"words " * 400_000, "the longest form that is read"),
    ],
)
def test_what_is_no_form_is_refused_with_a_reason(data: bytes, message: str) -> None:
    with pytest.raises(Unreadable) as refused:
        take(data)
    assert message in refused.value.message and refused.value.path == "form.md"


def test_a_clause_of_unticked_boxes_alone_is_left_out() -> None:
    form = imported("# F\n\n## Scope\n\nWork.\n\n## Extras\n\n- [ ] Training is given.\n")
    assert form.template.clauses[1].when and "Extras" not in form.printed()
    assert "Training is given." in form.printed({form.template.clauses[1].when: "true"})


def test_names_of_templates() -> None:
    for name in ("", "Cloud Terms", "../x", "x" * 80):
        with pytest.raises(ClmError, match="cannot be a template's name"):
            take(NUMBERED.encode(), template=name)


def test_the_same_form_gives_the_same_files() -> None:
    one, two = take(NUMBERED.encode()), take(NUMBERED.replace("\n", "\r\n").encode())
    assert one.files == two.files and one.edited == two.edited


def test_a_heading_may_open_an_item_of_a_list():
    from clmctl.intake.forms.reading import read_parts

    parts, _ = read_parts("form.md", b"1. # Service\n\n    1. Use it well.\n\n2. ## Fees\n\n    Pay at once.\n")
    assert [part.kind for part in parts] == ["heading", "item", "heading", "paragraph"]
