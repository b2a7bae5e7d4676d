"""Word files of contracts: from the text as it is, or as a plan would leave it."""

from collections.abc import Mapping

from clmctl.desk.opening import Desk
from clmctl.errors import ConfigError, Conflict, Unreadable
from clmctl.model.contract import Contract
from clmctl.model.plan import Plan, Write
from clmctl.store.objects import file_at, object_id
from clmctl.text.contract import read_contract
from clmctl.word.compose import compose, picture_paths
from clmctl.word.render import render
from clmctl.word.style import default_style
from clmctl.word.stylefile import StyleDocument, open_style

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


def style_of(desk: Desk, contract: Contract) -> StyleDocument:
    """The style document of the contract's template, else the workspace's default, else the one clmctl carries; opened once."""
    for path in (f"templates/{contract.template}/style.docx", _DEFAULT_STYLE):
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
    """(path, what is wrong) of every Word file that is missing or not byte for byte what its contract renders to.

    Of these contracts, or of all. A request has no Word file yet.
    """
    found = []
    for contract in contracts or tuple(desk.index.paths_by_id(at=desk.at)):
        drawn = desk.contract(contract)
        path = f"{drawn.folder}/contract.docx"
        try:
            data = desk.read(path)
        except Unreadable as problem:
            found.append((path, problem.message))
            continue
        if data is None and drawn.stage != "request":
            found.append((path, "is missing"))
        elif data is not None and data != docx_of(desk, drawn):
            found.append((path, "is not what the contract renders to"))
    return tuple(found)


def only_missing(desk: Desk, contracts: tuple[str, ...]) -> bool:
    """Whether no Word file of these was edited by hand: each is as recorded, or gone, which rendering may put right."""
    for contract in contracts:
        path = f"{desk.contract(contract).folder}/contract.docx"
        data = desk.read(path)
        if data is not None and desk.head and data != file_at(desk.repo, desk.head, path):
            return False
    return True


def render_plan(desk: Desk, named: tuple[str, ...]) -> Plan:
    """The plan that renders these contracts, or all; each Word file that is as it should be stays.

    A Word file is recorded with its source: Conflict where a named contract has edits that are not recorded; without names
    such contracts are left out and said.
    """
    edited = frozenset(desk.index.differing(desk.head)) if desk.head else frozenset()
    paths = desk.index.paths_by_id()
    contracts = tuple(contract for contract in named or paths if named or paths[contract] not in edited)
    for contract in named:
        if (path := desk.path_of(contract)) in edited:
            hint = "clmctl save records them and renders the Word file; -o FILE renders a copy as it stands."
            raise Conflict("has edits that are not recorded.", hint=hint, path=path)
    if not contracts:
        raise ConfigError("There is no contract to render.", hint="clmctl new draws one, clmctl save records edits.")
    left = tuple(f"skipped {c}: it has edits that are not recorded" for c in paths if not named and paths[c] in edited)
    return Plan(
        action="render",
        title=f"Render {contracts[0]}" if len(contracts) == 1 else f"Render {len(contracts)} contracts",
        writes=(),
        trailers=(*(("Contract", contract) for contract in contracts), ("Action", "render")),
        render=contracts,
        notes=left,
    )
