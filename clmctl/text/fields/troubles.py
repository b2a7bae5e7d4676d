"""What is wrong with a file's values, noted by key path while reading; findings with places are made only where there is any."""

from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from typing import NamedTuple

from clmctl.model.finding import Finding
from clmctl.text.yaml.frontmatter import Path, locate


class Trouble(NamedTuple):
    """Something wrong with the value at a path of keys. The path's last key need not be there."""

    where: Path
    message: str
    hint: str = ""


def findings_of(path: str, data: bytes, troubles: Sequence[Trouble], contract: str = "") -> tuple[Finding, ...]:
    """The troubles as findings (FD609 schema), each with its line and column; reads the file again, the slow way."""
    if not troubles:
        return ()
    places = locate(path, data, [trouble.where for trouble in troubles])
    return tuple(
        Finding(
            *("FD609", "schema", "error", place, trouble.message, trouble.hint),
            contract=contract,
            subject=dotted(trouble.where),
        )
        for trouble, place in zip(troubles, places, strict=True)
    )


def dotted(where: Path) -> str:
    """A path as a person writes it: `parties[1].legal_name`."""
    text = ""
    for step in where:
        text += f"[{step}]" if isinstance(step, int) else f".{step}" if text else step
    return text


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """`Did you mean renewal?` for what is nearest to the word, or an empty string."""
    names = {name.casefold(): name for name in known}
    near = get_close_matches(word[:80].casefold(), names, n=2, cutoff=0.65)
    return f"Did you mean {' or '.join(names[name] for name in near)}?" if near else ""


def one_of(known: Iterable[str]) -> str:
    """`It is one of: a, b, c.`, shortened."""
    names = list(known)
    shown = ", ".join(names[:12]) + (", ..." if len(names) > 12 else "")
    return f"It is one of: {shown}." if names else ""
