"""Templates: `templates/<name>/template.yaml` with `preamble.md` and `closing.md` beside it."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from clmctl.library.variants import variant_path
from clmctl.model.clause import Clause
from clmctl.model.finding import Finding
from clmctl.model.template import Template, TemplateClause
from clmctl.text.dialect.options import options_of
from clmctl.text.fields.rows import read_rows
from clmctl.text.fields.tables import TEMPLATE
from clmctl.text.fields.troubles import Trouble, did_you_mean, findings_of, one_of
from clmctl.text.yaml.frontmatter import load
from clmctl.text.yaml.lines import normal_ends
from clmctl.text.yaml.split import unreadable


def read_template(
    folder: str, files: Mapping[str, bytes], clauses: Mapping[str, Clause]
) -> tuple[Template | None, tuple[Finding, ...]]:
    """The template of a folder and what is wrong with it, among others clauses the library does not have."""
    path = f"{folder}/template.yaml"
    data = files[path]
    values, findings = load(path, data)
    if values is None:
        return None, findings
    troubles: list[Trouble] = []
    said = TEMPLATE.read_mapping(values, (), troubles)
    texts: dict[str, str] = {}
    beside: tuple[Finding, ...] = ()
    kept = [name for name in sorted(files) if name.startswith(f"{folder}/superseded/")]
    for name in (f"{folder}/preamble.md", f"{folder}/closing.md", *kept):
        raw = files.get(name, b"")
        problems = unreadable(raw)
        beside += tuple(problem.finding(name) for problem in problems)
        texts[name] = "" if problems else normal_ends(raw.decode("utf-8-sig"))
    placed = tuple(_clause(entry) for entry in said.get("clauses", ()) if "clause" in entry)
    _check(placed, said, clauses, troubles)
    template = Template(
        id=folder.rpartition("/")[2],
        title=said.get("title", ""),
        type=said.get("type", ""),
        path=path,
        description=said.get("description", ""),
        languages=said.get("languages", ("en",)),
        clauses=placed,
        asks=said.get("asks", ()),
        defaults=MappingProxyType(said.get("defaults", {})),
        roles=said.get("roles", ("supplier", "customer")),
        our_role=said.get("our_role", "supplier"),
        preamble=texts[f"{folder}/preamble.md"],
        closing=texts[f"{folder}/closing.md"],
        earlier=tuple((name.rpartition("/")[2].partition("-")[0], texts[name].strip("\n")) for name in kept),
        complete=said.get("complete", False),
        prevailing=said.get("prevailing", ""),
        rows=MappingProxyType({name: read_rows(list(rows), name, troubles) for name, rows in said.get("rows", {}).items()}),
    )
    return template, (*findings, *findings_of(path, data, troubles), *beside)


def _clause(said: Mapping[str, Any]) -> TemplateClause:
    return TemplateClause(
        clause=said["clause"],
        anchor=said.get("anchor", ""),
        variant=said.get("variant", "standard"),
        when=said.get("when", ""),
        choose=tuple((entry["when"], entry["variant"]) for entry in said.get("choose", ()) if len(entry) == 2),
        options=MappingProxyType(said.get("options", {})),
        schedule=said.get("schedule", ""),
    )


def _check(
    placed: tuple[TemplateClause, ...], said: Mapping[str, Any], clauses: Mapping[str, Clause], troubles: list[Trouble]
) -> None:
    """Clauses, positions and options must be in the library, in each language; an anchor stands once; our role is a role."""
    anchors: set[str] = set()
    for number, entry in enumerate(placed):
        where = ("clauses", number)
        anchor = entry.anchor or entry.clause
        if anchor in anchors and not entry.when:
            troubles.append(
                Trouble((*where, "clause"), f"Two clauses would stand at #{anchor}", "Give one an anchor: of its own.")
            )
        anchors.add(anchor)
        clause = clauses.get(entry.clause)
        if clause is None:
            hint = did_you_mean(entry.clause, clauses) or one_of(clauses)
            troubles.append(Trouble((*where, "clause"), f"There is no clause {entry.clause!r} in the library", hint))
            continue
        names = {variant.name for variant in clause.variants}
        for name in (entry.variant, *(variant for _, variant in entry.choose)):
            key = "variant" if name == entry.variant else "choose"
            if name not in names:
                troubles.append(Trouble((*where, key), f"{entry.clause} has no position {name}", one_of(sorted(names))))
                continue
            written = {variant.lang for variant in clause.variants if variant.name == name}
            for language in said.get("languages", ("en",)):
                if language not in written:
                    message = f"{entry.clause} {name} is not written in {language}"
                    troubles.append(
                        Trouble((*where, key), message, f"Write it into {variant_path(entry.clause, name, language)}.")
                    )
        options = {option for variant in clause.variants for option in options_of(variant.text)}
        for option in entry.options:
            if option not in options:
                message = f"No position of {entry.clause} marks an option {option}"
                hint = did_you_mean(option, options) or one_of(sorted(options))
                troubles.append(Trouble((*where, "options", option), message, hint))
    languages = said.get("languages", ("en",))
    if said.get("prevailing", "") not in ("", *languages):
        message = f"The prevailing language {said['prevailing']} is not among the languages"
        troubles.append(Trouble(("prevailing",), message, one_of(languages)))
    roles = said.get("roles", ("supplier", "customer"))
    if said.get("our_role", roles[0] if roles else "") not in roles:
        troubles.append(Trouble(("our_role",), f"our_role {said['our_role']} is not among the roles", one_of(roles)))
