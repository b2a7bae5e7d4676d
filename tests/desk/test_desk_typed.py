"""Values typed as people write them, in every place where one is typed: stored in one way, refused where in doubt."""

ID = "MSA-2026-0001"
MD = f"contracts/acme/{ID}/contract.md"


def test_set_takes_what_a_lawyer_types(office) -> None:
    office.clm("set", ID, "renewal.notice=90 days", "dates.effective=1 March 2027", "money.total=EUR 1,200.00", "--why", "x")
    text = office.read(MD)
    assert "notice: P90D" in text and "effective: 2027-03-01" in text and '"1200.00"' in text
    before = office.head()
    office.clm("set", ID, "dates.effective=03/04/2027", "--why", "x", code=2)
    assert "2027-04-03 or 2027-03-04" in office.err and office.head() == before
    office.clm("set", ID, "renewal.notice=0 days", "--why", "x", code=2)
    assert "no time at all" in office.err
    assert "60 days" in office.clm("set", "--help")


def test_new_takes_it_too_from_set_and_from_a_file_of_answers(office, tmp_path) -> None:
    answers = tmp_path / "answers.yaml"
    answers.write_text("renewal.notice: two months\ndates.effective: 1 March 2027\n")
    named = [f"parties.customer.{name}={value}" for name, value in (("legal_name", "Birch Ltd"), ("short_name", "Birch"))]
    named += ["parties.customer.address=1 Road", "parties.customer.email=a@example.net", "term.length=2 years"]
    office.clm("new", "customer-agreement", "--answers", str(answers), *(word for each in named for word in ("--set", each)))
    text = office.read("contracts/birch/MSA-2026-0002/contract.md")
    assert "notice: P2M" in text and "effective: 2027-03-01" in text and "length: P2Y" in text


def test_the_day_of_signature_and_the_length_of_a_renewal(office) -> None:
    office.clm("sign", ID, "--date", "03/04/2026", code=2)
    assert "may mean" in office.err
    office.clm("sign", ID, "--date", "31 February 2026", code=2)
    assert "no day of the calendar" in office.err and office.err.casefold().count("write it as") == 1
    office.clm("sign", ID, "--date", "5 November 2026")
    assert "signed: 2026-11-05" in office.read(MD)
