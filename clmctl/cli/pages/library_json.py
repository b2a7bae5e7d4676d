"""The library as programs read it: keys are added here, never renamed."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from clmctl.model.clause import Clause, LedgerEntry, Variant
from clmctl.model.template import Template

if TYPE_CHECKING:
    from clmctl.assemble.questions import Prompt
    from clmctl.desk.library import Comparison
    from clmctl.library.approved import Approved


def clause_object(clause: Clause, approved: "Approved") -> dict[str, object]:
    """A clause with its ladder of positions, without their texts."""
    return {
        "clause": clause.id,
        "title": clause.title,
        "category": clause.category,
        "owner": clause.owner,
        "review_by": clause.review_by.isoformat() if clause.review_by else None,
        "mandatory_for": list(clause.mandatory_for),
        "mandatory_when": clause.mandatory_when or None,
        "depends_on": list(clause.depends_on),
        "incompatible_with": list(clause.incompatible_with),
        "exclusive": clause.exclusive,
        "positions": [_position(variant, approved.entry(variant)) for variant in clause.variants],
        "guidance": {
            "why": clause.guidance.why,
            "concede": clause.guidance.concede,
            "if_they_say": [{"say": say, "answer": answer} for say, answer in clause.guidance.if_they_say],
        },
        "red_flags": list(clause.red_flags),
        "unacceptable": [{"phrase": one.phrase, "why": one.why, "instead": one.instead or None} for one in clause.unacceptable],
    }


def variant_object(variant: Variant, approved: "Approved") -> dict[str, object]:
    """One position with its text."""
    said = _position(variant, approved.entry(variant))
    return {
        "clause": variant.clause,
        **said,
        "jurisdictions": list(variant.jurisdictions),
        "options": dict(variant.options),
        "digest": variant.digest,
        "text": variant.text.strip("\n"),
    }


def _position(variant: Variant, entry: LedgerEntry | None) -> dict[str, object]:
    stands = entry is not None and entry.digest == variant.digest
    return {
        "position": variant.name,
        "lang": variant.lang,
        "version": variant.version,
        "status": variant.status,
        "approved_by": entry.by if entry and stands else None,
        "approved_on": entry.on.isoformat() if entry and stands else None,
        "approval": variant.approval or None,
        "when": variant.when or None,
        "path": variant.path,
    }


def comparison_object(found: "Comparison") -> dict[str, object]:
    """Two texts and the words that differ, in order: kept, deleted (old), inserted (new) or replaced (both)."""

    def side(variant: Variant) -> dict[str, object]:
        return {"position": variant.name, "lang": variant.lang, "version": variant.version}

    return {
        "clause": found.old.clause,
        "old": side(found.old),
        "new": side(found.new),
        "words": [change._asdict() for change in found.changes],
    }


def template_object(template: Template, prompts: "Sequence[Prompt]") -> dict[str, object]:
    """A template: its clauses with their conditions, and what it asks for."""
    return {
        "template": template.id,
        "title": template.title,
        "type": template.type,
        "description": " ".join(template.description.split()),
        "languages": list(template.languages),
        "our_role": template.our_role,
        "roles": list(template.roles),
        "clauses": [
            {
                "clause": clause.clause,
                "anchor": clause.anchor or clause.clause,
                "position": clause.variant,
                "when": clause.when or None,
                "instead": [{"position": position, "when": when} for when, position in clause.choose],
                "options": dict(clause.options),
                "schedule": clause.schedule or None,
            }
            for clause in template.clauses
        ],
        "asks": [
            {
                "field": prompt.field.path,
                "type": str(prompt.field.type),
                "default": prompt.default or None,
                "required": prompt.required,
                "choices": list(prompt.choices),
                "help": prompt.field.help,
            }
            for prompt in prompts
        ],
    }
