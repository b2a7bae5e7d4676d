"""The command table: every command is one line here, with its area and one-line help. Nothing is discovered."""

from clmctl.model.frozen import frozen


@frozen
class Entry:
    """A command: its name, the module under `clmctl.cli.commands` that holds it, and what it does in one line."""

    name: str
    module: str
    area: str
    help: str


COMMANDS: tuple[Entry, ...] = (
    Entry("init", "init", "set up", "Make a workspace, or fill one with believable contracts (--demo)."),
    Entry("doctor", "doctor", "set up", "Check the workspace, heal what an interrupted run left, name what a person must do."),
    Entry("schema", "schema", "set up", "Print the JSON Schema of a workspace file."),
    Entry("explain", "explain", "set up", "Explain a lint code, a field, a status or a topic."),
    Entry("rules", "rules", "set up", "List every lint rule."),
    Entry("hooks", "hooks", "set up", "Install git hooks that run the checks."),
    Entry("save", "save", "share", "Record edits made by hand, with a reason."),
    Entry("undo", "undo", "share", "Take back the last act on a contract, the one before, or do it again (--redo)."),
    Entry("sync", "sync", "share", "Fetch, merge by clause and field, push."),
    Entry("request", "request", "draft", "Ask for a contract: an intake that becomes a draft."),
    Entry("new", "new", "draft", "Draw a contract from a template."),
    Entry("show", "show", "draft", "Show one contract: fields, terms, clauses, text."),
    Entry("list", "list", "draft", "List contracts."),
    Entry("set", "set", "draft", "Change fields of one contract, or of all that match."),
    Entry("edit", "edit", "draft", "Edit one clause of a contract, or take another approved position."),
    Entry("render", "render", "draft", "Write the Word file of contracts."),
    Entry("attach", "attach", "draft", "File a document beside a contract."),
    Entry("import", "import_", "draft", "Bring in what exists: papers of others, and what their texts say."),
    Entry("clauses", "clauses", "library", "The clause library: list, show, diff, approve, withdraw, usage, impact, book."),
    Entry("templates", "templates", "library", "Templates: list, show, import a published form."),
    Entry("lint", "lint", "check", "Check contracts for language nobody approved, missing clauses, bad fields, stale files."),
    Entry("send", "send", "negotiate", "Make the copy that goes out, record it, end our turn."),
    Entry("receive", "receive", "negotiate", "Read a Word file that came back: what changed, tracked or not; record it; decide."),
    Entry("redline", "redline", "negotiate", "Show what changed in a contract as tracked changes in Word."),
    Entry("diff", "diff", "negotiate", "What changed in a contract, clause by clause and word by word."),
    Entry("history", "history", "negotiate", "What happened to a contract, turn by turn."),
    Entry("why", "why", "negotiate", "Why a contract or a clause reads as it does."),
    Entry("sign", "sign", "approve, sign", "Record the signature: file the executed copy, fix what was agreed."),
    Entry("verify", "verify", "approve, sign", "Say whether a Word file is what a contract renders to, and where it differs."),
    Entry("renewals", "renewals", "term", "Renewals and expiries that are due."),
    Entry("deadline", "deadline", "term", "The notice deadline of a contract, with the arithmetic spelled out."),
    Entry("renew", "renew", "term", "Renew a contract by its own rule."),
    Entry("query", "query", "portfolio", "Ask the portfolio: any condition over any field."),
    Entry("search", "search", "portfolio", "Search the words of all contracts and of the clause library."),
    Entry("report", "report", "portfolio", "Reports: how the library is used, and the week in contracts."),
    Entry("word", "word", "Word, anywhere", "Read any Word file: tracked changes, comments, numbers, what is hidden."),
)
