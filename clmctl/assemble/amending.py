"""The changes an amendment starts with, as a person says them: `money.payment_terms=P45D, renewal.notice=P90D`."""

from clmctl.errors import UsageError
from clmctl.model.field import Field, FieldType
from clmctl.model.settings import Settings
from clmctl.model.value import Value
from clmctl.text.dialect.typed import typed_value
from clmctl.text.fields.troubles import did_you_mean
from clmctl.text.yaml.written import plain_of

#: What a template of an amendment asks for. Words that are replaced, added or deleted are written in the file.
CHANGES = Field(
    "changes",
    FieldType.STRINGS,
    "What changes, as FIELD=VALUE with commas between: money.payment_terms=P45D, renewal.notice=P90D.",
    client_safe=True,
)


def changes_front(said: Value, settings: Settings) -> list[dict[str, object]]:
    """The changes as front matter says them, `set:` and `value:` each. UsageError for one that names no field or value."""
    return [_change(words, settings) for words in (said if isinstance(said, tuple) else (str(said),))]


def _change(words: str, settings: Settings) -> dict[str, object]:
    name, equals, raw = (part.strip() for part in words.partition("="))
    found = settings.catalogue.find(name)
    if len(found) != 1 or not equals:
        hint = did_you_mean(name, settings.catalogue.by_path) or CHANGES.help
        raise UsageError(f"{words!r} is no change of a field.", hint=hint)
    try:
        return {"set": found[0].path, "value": plain_of(typed_value(found[0], raw))}
    except ValueError as wrong:
        raise UsageError(f"{found[0].path}: {wrong}", hint=found[0].help) from None
