"""The interview of `new` and `request`: what was said on the line and in a file, then only what is missing."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from clmctl.cli.prompt import BACK, Went, answer
from clmctl.cli.render import note
from clmctl.desk.doing import check_role
from clmctl.desk.drafting import Wanted, answers_of, becoming_draft, drawing, open_prompts, refuse_strangers, wanted_of
from clmctl.errors import Unreadable, UsageError
from clmctl.model.because import Because
from clmctl.model.contract import Stage
from clmctl.model.plan import Plan
from clmctl.model.value import Value
from clmctl.store.paths import outside_file
from clmctl.text.fields.values import show_value
from clmctl.text.yaml.frontmatter import load, locate

if TYPE_CHECKING:
    from clmctl.assemble.questions import Prompt
    from clmctl.cli.acting import Acting
    from clmctl.desk.doing import Make
    from clmctl.desk.opening import Desk


def interviewed(
    call: "Acting",
    template: str,
    words: Sequence[str],
    file: str,
    *,
    client: str = "",
    owner: str = "",
    title: str = "",
    why: str = "",
    stage: Stage = "draft",
) -> "Make":
    """Makes the plan that draws what the person wants; a request's id in the place of the template turns it into a draft."""
    desk = call.writing_desk
    on_the_line = {name: said for name, said in (("owner", owner), ("title", title)) if said}
    known = desk.library.templates.get(template)
    roles = known.roles if known else ()
    said = answers_of(desk, _from_words(words, roles))
    answers = {**answers_of(desk, on_the_line), **_of_file(desk, file, roles), **said}
    request = template if template not in desk.library.templates and desk.index.paths_of(template) else ""
    if request:
        wanted = wanted_of(desk, request, answers, Because(why))
    else:
        wanted = Wanted(template, answers, client, owner, str(answers.get("title", "")), stage, Because(why))
    refuse_strangers(desk, wanted.template, answers)
    if call.interactive:
        asked = open_prompts(desk, wanted)
        check_role(Plan("create", "", ()), call.actor)  # nobody answers two dozen questions to be refused then
        wanted = replace(wanted, answers={**wanted.answers, **_asked(asked)})
    return becoming_draft(request, wanted.answers, wanted.because) if request else drawing(wanted)


def _asked(prompts: "Sequence[Prompt]") -> dict[str, Value]:
    """What the person answers, by path; `<` goes back to a question."""
    if prompts:
        count = "One question" if len(prompts) == 1 else f"{len(prompts)} questions"
        note(f"{count}. Enter takes what stands in brackets, ? explains, {BACK} goes back, Ctrl-C stops.")
    said: dict[str, Value] = {}
    at = 0
    while at < len(prompts):
        path = prompts[at].field.path
        prompt = replace(prompts[at], default=show_value(said[path])) if path in said else prompts[at]
        value = answer(prompt, f"{at + 1} of {len(prompts)}")
        if isinstance(value, Went):
            at = max(0, at - 1)
            continue
        said.pop(path, None)
        if value is not None:
            said[path] = value
        at += 1
    if prompts:
        note("")
    return said


def _from_words(words: Sequence[str], roles: Sequence[str]) -> dict[str, object]:
    found: dict[str, object] = {}
    for word in words:
        name, equals, value = word.partition("=")
        if not equals:
            raise UsageError(f"{word!r} is no answer.", hint="Write FIELD=VALUE, for example dates.effective=2026-12-01.")
        found[_path_of(name.strip(), roles)] = value.strip()
    return found


def _path_of(name: str, roles: Sequence[str]) -> str:
    """The field that a name means: a role of the template's stands for the name of the party in it."""
    return f"parties.{name}.legal_name" if name == "customer" or name in roles else name


def _of_file(desk: "Desk", path: str, roles: Sequence[str]) -> dict[str, Value]:
    """The answers of a file. Unreadable with the line where it cannot be read, UsageError with that of an answer that is off."""
    if not path:
        return {}
    data = outside_file(path)
    mapping, findings = load(path, data)
    if mapping is None or findings:
        first = findings[0]
        raise Unreadable(first.message, hint=first.hint, path=first.place.path, line=first.place.line)
    found: dict[str, Value] = {}
    for name, raw in _flattened("", mapping):
        try:
            found |= answers_of(desk, {_path_of(name, roles): raw})
        except UsageError as wrong:
            (place,) = locate(path, data, (tuple(name.split(".")),))
            raise UsageError(wrong.message, hint=wrong.hint, path=path, line=place.line) from None
    return found


def _flattened(lead: str, mapping: "Mapping[str, object]") -> Sequence[tuple[str, object]]:
    """`{renewal: {notice: P60D}}` as `renewal.notice`; money stays together."""
    found: list[tuple[str, object]] = []
    for key, value in mapping.items():
        path = f"{lead}{key}"
        if isinstance(value, dict) and "amount" not in value:
            found += _flattened(path + ".", value)
        else:
            found.append((path, value))
    return found
