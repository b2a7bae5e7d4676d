"""Word files of contracts: from the text as it is, or as a plan would leave it."""

from collections.abc import Iterator, Mapping

from clmctl.desk.opening import Desk
from clmctl.errors import ConfigError, Conflict, Unreadable
from clmctl.model.contract import Contract
from clmctl.model.plan import Plan, Write
from clmctl.model.word.text import DocxFacts
from clmctl.store.objects import object_id
from clmctl.text.files.contract import read_contract
from clmctl.word.compose import compose, picture_paths
from clmctl.word.package import unpack
from clmctl.word.properties import read_facts
from clmctl.word.reading.file import read_word
from clmctl.word.render import digest, render
from clmctl.word.source import RENDERER, is_stale
from clmctl.word.style import default_style
from clmctl.word.stylefile import StyleDocument, open_style
from clmctl.word.verifying import differences

#: So many contracts take long enough to be counted before somebody's eyes.
MANY = 50
#: So many differing paragraphs of a file are told one by one.
_MOST_TOLD = 5
_DEFAULT_STYLE = "templates/customer-agreement/style.docx"


def rendering(desk: Desk, contract: str, planned: Mapping[str, bytes]) -> list[Write]:
    """The Word file of a contract, given the new bytes of files a plan writes."""
    path = next((p for p in planned if p.endswith(f"/{contract}/contract.md")), "") or desk.path_of(contract)
    data = planned.get(path)
    if data is None:
        data = desk.contract_at(path)[2]
    found, findings = read_contract(path, object_id("blob", data, desk.repo.algorithm), data, desk.settings.catalogue)
    if found is None:
        raise Unreadable(findings[0].message, hint=findings[0].hint, path=findings[0].place.path, line=findings[0].place.line)
    return [Write(f"{found.folder}/contract.docx", docx_of(desk, found))]


def docx_of(desk: Desk, contract: Contract) -> bytes:
    """The bytes of a contract's Word file: the same source gives the same bytes."""
    style = style_of(desk, contract)
    pictures = {name: data for name in picture_paths(contract) if (data := desk.read(name)) is not None}
    return render(compose(contract, style, pictures=pictures), style)


def to_print(desk: Desk, contracts: tuple[str, ...]) -> Iterator[tuple[str, bytes]]:
    """(id, Word file) of each contract, rendered when it is asked for."""
    for contract in contracts:
        yield contract, docx_of(desk, desk.contract(contract))


def style_of(desk: Desk, contract: Contract) -> StyleDocument:
    """The style document of the contract's template, else the workspace's default, else the one clmctl carries; opened once."""
    return style_named(desk, contract.template)


def style_named(desk: Desk, template: str) -> StyleDocument:
    """The style document of a template (empty: of none), else the workspace's default, else clmctl's own; opened once."""
    for path in (f"templates/{template}/style.docx", _DEFAULT_STYLE) if template else (_DEFAULT_STYLE,):
        if path not in desk.styles:
            data = desk.read(path)
            if data is None:
                continue
            desk.styles[path] = open_style(data, path)
        return desk.styles[path]
    if "" not in desk.styles:
        desk.styles[""] = open_style(default_style())
    return desk.styles[""]


def stale(desk: Desk, contracts: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """(path, what is wrong and where) of every Word file that is missing or not what its contract renders to.

    Of these contracts, or of all. A request has no Word file yet, and other people's paper none of ours. A file that another
    version of clmctl or another style document made is held against the text alone: a newer renderer makes no file stale.
    """
    found = []
    for contract in contracts or tuple(desk.index.paths_by_id(at=desk.at)):
        drawn = desk.contract(contract)
        path = f"{drawn.folder}/contract.docx"
        try:
            data = desk.read(path)
            if data is None and drawn.stage != "request" and drawn.paper == "own":
                found.append((path, "is missing"))
            elif data is not None and data != (fresh := docx_of(desk, drawn)):
                found += [(path, line) for line in _what_differs(drawn, data, fresh)]
        except Unreadable as problem:
            found.append((path, problem.message))
    if not contracts:
        found += [(str(problem.place), problem.message) for problem in desk.index.problems(at=desk.at)]
    return tuple(found)


def _what_differs(contract: Contract, data: bytes, fresh: bytes) -> Iterator[str]:
    """What a Word file is instead of what it should be, and where its words differ."""
    facts = read_facts(data)
    if facts is None:
        yield "was not written by clmctl"
    elif facts.touched:
        yield f"was edited by hand ({', '.join(_edited(facts, data)) or 'saved again by another program'})"
    elif is_stale(contract, facts):
        yield "was rendered from an earlier text or other values"
    differing = differences(read_word(fresh), read_word(data))
    if facts is not None and not differing and not facts.touched and not is_stale(contract, facts):
        if facts.renderer == RENDERER and facts.style == _style_digest(fresh):
            yield "is not what the contract renders to"
        return
    for item in differing[:_MOST_TOLD]:
        number = f" ({item.number})" if item.number else ""
        yield f"{item.part}, paragraph {item.paragraph}{number}: {item.shown}"
    if len(differing) > _MOST_TOLD:
        yield f"and {len(differing) - _MOST_TOLD} more paragraphs differ"


def _style_digest(docx: bytes) -> str:
    facts = read_facts(docx)
    return facts.style if facts is not None else ""


def _edited(facts: DocxFacts, data: bytes) -> Iterator[str]:
    """The parts that are not as they were written, by the digests the file carries."""
    parts = unpack(data)
    known = dict(facts.parts)
    for name, was in known.items():
        if name not in parts:
            yield f"{name} is gone"
        elif digest(parts[name]) != was:
            yield name
    yield from (f"{name} is new" for name in parts if name.startswith("word/") and name not in known)


def only_missing(desk: Desk, contracts: tuple[str, ...]) -> bool:
    """Whether no Word file of these was edited by hand: each is as recorded, or gone, which rendering may put right."""
    for contract in contracts:
        path = desk.path_of(contract).removesuffix(".md") + ".docx"
        data = desk.read(path)
        if data is not None and desk.head and data != desk.recorded(path):
            return False
    return True


def render_plan(desk: Desk, named: tuple[str, ...]) -> Plan:
    """The plan that renders these contracts, or all whose Word file is not as it should be.

    A Word file is recorded with its source: Conflict where a named contract has edits that are not recorded; without names
    such contracts are left out and said, and so are those that cannot be read.
    """
    edited = frozenset(desk.index.differing(desk.head)) if desk.head else frozenset()
    paths = desk.index.paths_by_id()
    for contract in named:
        if (path := desk.path_of(contract)) in edited:
            desk.contract(contract)  # what cannot be read must be mended before anybody can save it
            hint = "clmctl save records them and renders the Word file; -o FILE renders a copy as it stands."
            raise Conflict("has edits that are not recorded.", hint=hint, path=path)
    if not paths:
        raise ConfigError("There is no contract to render.", hint="clmctl new draws one, clmctl import brings some in.")
    contracts = list(named)
    left = [] if named else [f"skipped {problem.place}: {problem.message}" for problem in desk.index.problems()]
    for number, contract in enumerate(() if named else paths, 1):
        if desk.progress is not None and len(paths) >= MANY:
            desk.progress("Looking", number, len(paths))
        if paths[contract] in edited:
            left.append(f"skipped {contract}: it has edits that are not recorded")
            continue
        try:
            if _wants_rendering(desk, contract):
                contracts.append(contract)
        except (Unreadable, Conflict) as problem:
            left.append(f"skipped {contract}: {problem.message}")
    if not contracts:
        left.insert(0, "there is none to write")
    some = f"{len(contracts)} contracts" if contracts else "every Word file that is not as it should be"
    return Plan(
        action="render",
        title=f"Render {contracts[0] if len(contracts) == 1 else some}",
        writes=(),
        trailers=(*(("Contract", contract) for contract in contracts), ("Action", "render")),
        render=tuple(contracts),
        notes=tuple(left),
    )


def _wants_rendering(desk: Desk, contract: str) -> bool:
    """Whether a contract's Word file is missing, not recorded, or another than it renders to. Conflict for one edited by hand.

    A request has no Word file yet, and a paper of others none of ours, unless somebody made one.
    """
    drawn = desk.contract(contract)
    path = f"{drawn.folder}/contract.docx"
    data = desk.read(path)
    if data is None:
        return drawn.stage != "request" and drawn.paper == "own"
    if desk.head and data != desk.recorded(path):
        if data != docx_of(desk, drawn):
            raise Conflict("its Word file was edited by hand; clmctl save records it as it is", path=path)
        return True
    return not _is_known(desk, drawn, data) and data != docx_of(desk, drawn)


def _is_known(desk: Desk, contract: Contract, data: bytes) -> bool:
    """Whether a Word file says by itself that rendering would give it again: what pictures hold it does not say."""
    facts = read_facts(data)
    if facts is None or facts.touched or picture_paths(contract):
        return False
    made_alike = facts.renderer == RENDERER and facts.style == style_of(desk, contract).digest
    return made_alike and not is_stale(contract, facts)
