"""Word files of contracts: from the text as it is, or as a plan would leave it."""

from collections.abc import Mapping

from clmctl.desk.opening import Desk
from clmctl.errors import ConfigError, Unreadable
from clmctl.model.contract import Contract
from clmctl.model.plan import Plan, Write
from clmctl.store.objects import object_id
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


def render_plan(desk: Desk, contracts: tuple[str, ...]) -> Plan:
    """The plan that renders contracts; each Word file that is as it should be stays."""
    if not contracts:
        raise ConfigError("There is no contract to render.", hint="clmctl new draws one.")
    return Plan(
        action="render",
        title=f"Render {contracts[0]}" if len(contracts) == 1 else f"Render {len(contracts)} contracts",
        writes=(),
        trailers=(*(("Contract", contract) for contract in contracts), ("Action", "render")),
        render=contracts,
    )
