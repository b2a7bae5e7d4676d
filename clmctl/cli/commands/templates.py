"""clmctl templates: what contracts are drawn from."""

from typing import Annotated

import typer

from clmctl.cli.acting import acting
from clmctl.cli.arguments import DataFormat, DryRun, TableFormat, Why
from clmctl.cli.formats import Cell, write
from clmctl.cli.pages.library import show_template
from clmctl.cli.pages.traces import show_lacks
from clmctl.cli.prompt import reason
from clmctl.cli.session import session
from clmctl.desk.copies.styles import style_document
from clmctl.desk.drafting import Wanted, open_prompts, template_named
from clmctl.desk.library import FormWanted, importing_form
from clmctl.store.paths import outside_file
from clmctl.word.stylecheck import check_style as lacking

app = typer.Typer(
    add_completion=False, no_args_is_help=True, help="Templates: list, show, import a published form, check a style document."
)

_LIST_TEMPLATES_HELP = """List the templates.

Example: clmctl templates list
"""

_SHOW_HELP = """Show a template: its clauses and their conditions, what it asks for.

--format json holds template, title, type, description, languages, our_role, roles, clauses (clause, anchor, position, when,
instead with position and when, options, schedule) and asks (field, type, default, required, choices, help).

Example: clmctl templates show customer-agreement

Example: clmctl templates show customer-agreement --format json
"""

_IMPORT_FORM_HELP = """Turn a published form (Markdown) into clauses, options, fields and a template.

Example: clmctl templates import standard-terms.md --name cloud-terms --type msa --why "our customers' form"
"""


@app.command("list", help=_LIST_TEMPLATES_HELP)
def list_templates(ctx: typer.Context, format: TableFormat = "table") -> None:
    """Lists templates."""
    rows: list[list[Cell]] = [
        [t.id, t.title, t.type, len(t.clauses), ", ".join(t.languages)] for t in session(ctx).desk.library.templates.values()
    ]
    write(format, ["template", "title", "type", "clauses", "languages"], rows)


@app.command(help=_SHOW_HELP)
def show(
    ctx: typer.Context,
    template: Annotated[str, typer.Argument(metavar="TEMPLATE", help="The template's name.", show_default=False)],
    format: DataFormat = "text",
) -> None:
    """Shows a template."""
    desk = session(ctx).desk
    show_template(template_named(desk, template), open_prompts(desk, Wanted(template, {})), format)


@app.command(
    "import",
    help=_IMPORT_FORM_HELP,
)
def import_form(
    ctx: typer.Context,
    file: Annotated[str, typer.Argument(metavar="FILE", help="The form.", show_default=False)],
    name: Annotated[str, typer.Option("--name", metavar="NAME", help="What the template is to be called.", show_default=False)],
    type: Annotated[
        str,
        typer.Option("--type", metavar="TYPE", help="The type of contract it makes; otherwise by its title.", show_default=False),
    ] = "",
    our_role: Annotated[
        str,
        typer.Option(
            "--our-role", metavar="ROLE", help="Which party we are; otherwise the one that provides.", show_default=False
        ),
    ] = "",
    why: Why = "",
    dry_run: DryRun = False,
) -> None:
    """Imports a form, in one commit."""
    call = acting(ctx)
    said = reason(call, why, "Importing a form")
    actor = call.actor
    wanted = FormWanted(name, type, our_role, said, actor.person or actor.email)
    call.act(importing_form(file, outside_file(file), wanted), dry_run=dry_run)


_CHECK_STYLE_HELP = """Say what a style document lacks to print contracts, and what to do: styles, lists, fonts, page set-up.

Take a Word file of your own, or the name of a template whose style.docx is meant. Exits with 1 where contracts cannot be
printed in it.

Example: clmctl templates check-style our-letterhead.docx
"""


@app.command("check-style", help=_CHECK_STYLE_HELP)
def check_style(
    ctx: typer.Context,
    style: Annotated[str, typer.Argument(metavar="FILE|TEMPLATE", help="The Word file, or a template.", show_default=False)],
    format: DataFormat = "text",
) -> int:
    """Checks a style document."""
    path, data = style_document(lambda: session(ctx).desk, style)
    return show_lacks(path, lacking(data, path), format)
