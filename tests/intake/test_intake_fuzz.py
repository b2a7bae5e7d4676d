"""Any Markdown is taken in whole or refused with a reason; what is taken in can be drawn and lints clean."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from intake_make import imported

from clmctl.errors import ClmError

_PIECES = st.sampled_from(
    [
        "# Title",
        "## 1. Scope",
        "## Fees",
        "### 1.1 Sub",
        "#### deeper",
        "# Exhibit A",
        "1. **Term**. The term is [12 months] from [date].",
        "2. Second",
        "    1. nested text",
        "        a. alpha one\n        b. alpha two",
        "        i. roman one",
        "**3.1.** Lead. Text with `code` and _under_ and ~~x~~.",
        "(a) first, and",
        "(b) second.",
        "- bullet",
        "  - deeper bullet with [name]",
        "- [x] ticked [30] days",
        "- [ ] not ticked",
        "> quote\n> # inside",
        "| a | b |\n|---|---|\n| [x] | ____ |",
        "|| a |\n|:-- | :--: |\n| 1 | 2 | 3 |",
        "***",
        "---",
        "=====",
        "text\n----",
        "```\nfenced { { code\n```",
        '<span class="coverpage_link">Customer’s</span> and <span class="keyterms_link">General Cap Amount</span>.',
        "<label>hint</label>",
        "<div><b>html</b></div><br/>",
        "<Company Name> & &amp; &lt;b&gt; <!-- comment -->",
        "See Section 1.1(a), Sections 2 and 3 and clause 9.",
        '“**Fees**” means money; "**X**" too. **“Y”**',
        "{{ id }} {% if %} {?opt}x{/} {#anchor} \\{\\{ ${a}",
        "*[Insert Company Name]* and [A / B] and [optional words that go on and on for quite some while here].",
        "1) other marker",
        "+ plus",
        "\\# not a heading \\* \\1.",
        "[ref]: https://example.org/x_y",
        "[ref] and ![pic](a.png) and [l](javascript:alert(1)) and <https://e.org/a>",
        "    indented code",
        "\t tab",
        "Customer pays Provider. Provider serves Customer. Cover Page.",
        "By: ____\nName: [name]\nTitle:",
        "XX TBD ??? ●",
        "A sentence. 12. Another. - third. # fourth. 1. fifth.",
        "**bold *both* end**and *x***y**",
        "∑ 契約 ﬁ \u00a0 \u200b é",
        "<<<< not a conflict",
        "Reserved",
        "[Reserved]",
        "**",
        "* * *x",
        "a\\\nb",
    ]
)


@given(st.lists(_PIECES, min_size=1, max_size=14), st.sampled_from(["\n\n", "\n"]))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_markdown_is_taken_whole_or_refused(pieces: list[str], between: str) -> None:
    try:
        form = imported(between.join(pieces))
    except ClmError as refused:
        assert refused.message.endswith(".") and refused.hint
        return
    drawn = form.draft().front["clauses"]
    if not drawn:
        return  # every clause hangs on a box that is not ticked
    contract, door = form.contract()
    assert not door
    left_out = [f"(#{clause})" for clause in form.library.clauses if clause not in drawn]
    found = [
        f
        for f in form.lint(contract, door)
        if f.severity == "error" and not (f.code == "RF401" and any(clause in f.message for clause in left_out))
    ]  # a clause that hangs on such a box may be referred to: that it is not there is told, as it should be
    assert not found, [(f.code, f.place.line, f.message) for f in found]
