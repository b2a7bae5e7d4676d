"""The tuple of all lint rules: a rule exists because a line here lists it."""

from clmctl.lint import (
    approved_language,
    cites,
    commits,
    completeness,
    documents,
    door,
    fields,
    invisible,
    languages,
    pins,
    reviews,
    word_files,
)
from clmctl.lint.case import Case, RuleName
from clmctl.lint.commits import Step
from clmctl.lint.reviews import Shelf
from clmctl.lint.suppression import NO_REASON, UNKNOWN, UNUSED
from clmctl.model.rule import Rule

CONTRACT_RULES: tuple[Rule[Case], ...] = (
    *approved_language.RULES,
    *pins.RULES,
    *languages.RULES,
    *completeness.RULES,
    *door.RULES,
    *invisible.RULES,
    *fields.RULES,
    *cites.RULES,
    *documents.RULES,
)
COMMIT_RULES: tuple[Rule[Step], ...] = commits.RULES
LIBRARY_RULES: tuple[Rule[Shelf], ...] = reviews.RULES


def _about_suppressions(rule: RuleName, summary: str, why: str, instead: str) -> Rule[Case]:
    return Rule(*rule, "file", summary, why, instead, lambda case: ())


#: What the engine itself says of suppressions; their findings come from `lint.suppression`.
ENGINE_RULES: tuple[Rule[Case], ...] = (
    _about_suppressions(UNUSED, "A suppression accepts nothing.", "A leftover hides the next finding of its kind.", "Remove it."),
    _about_suppressions(
        NO_REASON,
        "A suppression gives no reason.",
        "Accepted without a reason is forgotten, not accepted.",
        'Write reason="..." in the comment; until then it accepts nothing.',
    ),
    _about_suppressions(
        UNKNOWN,
        "A suppression names no code, or one that does not exist.",
        "A blanket suppression hides what nobody has seen yet.",
        "Name the codes.",
    ),
)

#: What `store.audit` finds in the configuration of a repository; `doctor` shows it, lint in CI refuses it.
REPOSITORY_RULES: tuple[Rule[Case], ...] = (
    Rule(
        "GT901",
        "repository-runs-programs",
        "error",
        "file",
        "The repository's own git configuration would run or fetch something.",
        "Plain git would start that program when somebody looks at the folder, commits or fetches. Asked in CI and by doctor.",
        "Take the setting out: git config --unset-all KEY.",
        lambda case: (),
    ),
    Rule(
        "GT902",
        "repository-has-hooks",
        "info",
        "file",
        "The repository has git hooks that are not clmctl's.",
        "A hook is a program that plain git runs; clmctl runs none of them.",
        "Read it before you trust a folder that somebody gave you.",
        lambda case: (),
    ),
)

ALL: tuple[Rule[Case] | Rule[Step] | Rule[Shelf], ...] = (
    *CONTRACT_RULES,
    *COMMIT_RULES,
    *LIBRARY_RULES,
    *ENGINE_RULES,
    *word_files.RULES,
    *REPOSITORY_RULES,
)
CODES: frozenset[str] = frozenset(rule.code for rule in ALL)
