"""Pages of the clause library as a negotiator reads them."""

from typing import TYPE_CHECKING

from clmctl.cli.formats import is_json
from clmctl.cli.pages.library_json import clause_object, comparison_object, template_object, variant_object
from clmctl.cli.render import show_json, show_table, show_text
from clmctl.model.clause import Clause, Variant
from clmctl.model.template import Template

if TYPE_CHECKING:
    from collections.abc import Sequence

    from clmctl.assemble.questions import Prompt
    from clmctl.desk.library import Comparison
    from clmctl.desk.opening import Desk


def show_clause(desk: "Desk", clause: Clause, format_name: str) -> None:
    """A clause: what it is, its ladder of positions, the guidance, what never to agree to."""
    if is_json(format_name):
        show_json(clause_object(clause, desk.judge.approved))
        return
    show_text(f"{clause.title} ({clause.id})")
    show_text(f"{clause.category}; owner {clause.owner}; to be reviewed by {clause.review_by or 'no date'}")
    if clause.mandatory_for or clause.mandatory_when:
        show_text(
            f"Required in {', '.join(clause.mandatory_for) or 'any contract'}"
            f"{' when ' + clause.mandatory_when if clause.mandatory_when else ''}."
        )
    show_text("")
    approved = desk.judge.approved
    rows = []
    for variant in clause.variants:
        entry = approved.entry(variant)
        by = f"{entry.by} on {entry.on}" if entry and entry.digest == variant.digest else "text not approved"
        rows.append([variant.name, variant.lang, str(variant.version), variant.status, by, variant.approval, variant.when])
    show_table(["position", "lang", "version", "status", "approved by", "needs approval of", "only when"], rows)
    guidance = clause.guidance
    for heading, said in (("Why we ask", guidance.why), ("What to give", guidance.concede)):
        if said:
            show_text(f"\n{heading}\n  {_folded(said)}")
    if guidance.if_they_say:
        show_text("\nIf they say")
        for say, answer in guidance.if_they_say:
            show_text(f"  “{_folded(say)}”\n    {_folded(answer)}")
    if clause.red_flags:
        show_text("\nRed flags\n" + "\n".join(f"  - {_folded(flag)}" for flag in clause.red_flags))
    if clause.unacceptable:
        show_text("\nNever agree to")
        for phrase in clause.unacceptable:
            instead = f" Instead: {_folded(phrase.instead)}" if phrase.instead else ""
            show_text(f"  - “{phrase.phrase}”: {_folded(phrase.why)}{instead}")


def _folded(text: str) -> str:
    return " ".join(text.split())


def show_variant(desk: "Desk", variant: Variant, format_name: str) -> None:
    """One position: who approved it, its options, its text."""
    if is_json(format_name):
        show_json(variant_object(variant, desk.judge.approved))
        return
    entry = desk.judge.approved.entry(variant)
    approved = (
        f"approved by {entry.by} on {entry.on}" if entry and entry.digest == variant.digest else "this text is not approved"
    )
    show_text(
        f"{variant.clause} {variant.name} ({variant.lang}), version {variant.version}, {variant.status}; "
        f"{approved}; {variant.path}"
    )
    for name, meaning in variant.options.items():
        show_text(f"  option {name}: {meaning}")
    show_text("\n" + variant.text.strip("\n"))


def show_comparison(found: "Comparison", format_name: str) -> None:
    """The newer text with what was taken out [-so-] and put in {+so+}."""
    if is_json(format_name):
        show_json(comparison_object(found))
        return
    show_text(
        f"{found.old.clause}: {found.old.name} version {found.old.version} against {found.new.name} version {found.new.version}\n"
    )
    parts = []
    for change in found.changes:
        if change.kind == "kept":
            parts.append(change.new)
            continue
        parts.append(f"[-{change.old}-]" if change.old else "")
        parts.append(f"{{+{change.new}+}}" if change.new else "")
    show_text("".join(parts).strip("\n"))


def show_template(template: Template, prompts: "Sequence[Prompt]", format_name: str) -> None:
    """A template: its clauses with their conditions, then what it asks for."""
    if is_json(format_name):
        show_json(template_object(template, prompts))
        return
    show_text(f"{template.title} ({template.id}), type {template.type}\n{' '.join(template.description.split())}\n")
    rows = [
        [
            c.clause,
            c.variant,
            c.when,
            "; ".join(f"{v} if {w}" for w, v in c.choose),
            ", ".join(f"{n}: {w}" for n, w in c.options.items()),
        ]
        for c in template.clauses
    ]
    show_table(["clause", "position", "only when", "instead", "options"], rows)
    show_text("")
    show_table(["asks for", "default", "what it is"], [[p.field.path, p.default, p.field.help] for p in prompts])
