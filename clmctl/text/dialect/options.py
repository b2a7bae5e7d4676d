"""The text of a variant with its options resolved: `{?gdpr}text{/}` kept or dropped, `{?!gdpr}` the other way round."""

import re
from collections.abc import Iterator, Mapping

#: `{?name}`, `{?!name}`, `{/}` or `{/name}`. Groups: `!`, the option, the option closed.
MARKER = re.compile(r"\{\?[ \t]*(!?)[ \t]*([A-Za-z_][\w-]*)[ \t]*\}|\{/[ \t]*([\w-]*)[ \t]*\}")
_HALF = re.compile(r"\{+(?=[?/])")


def options_of(text: str) -> tuple[str, ...]:
    """The names of the options a text marks, each once, in the order they first stand."""
    if "{?" not in text:
        return ()
    return tuple(dict.fromkeys(match[2] for match in MARKER.finditer(text) if match[2]))


def expand(text: str, options: Mapping[str, bool]) -> str:
    """The text with every option resolved; a name that `options` does not hold is off. No marker is left.

    A marker alone on its line vanishes with the line, and of two blank lines that meet where text was dropped one goes.
    Unbalanced markers do not stop it: an option nobody closed runs to the end, a stray `{/}` goes (see `marker_problems`).
    """
    if "{?" not in text and "{/" not in text:
        return text
    kept: list[str] = []
    dropped = False  # something was dropped since the last kept line
    open_options = _Open()
    for line in text.split("\n"):
        words, marked, cut = _expand_line(line, open_options, options)
        if marked and not words.strip(" \t\r"):
            dropped = True
            continue
        if cut and not words:
            dropped = True
            continue
        blank = not words.strip(" \t\r")
        if blank and dropped and (not kept or not kept[-1].strip(" \t\r")):
            continue
        kept.append(words)
        dropped = dropped and blank
    result = "\n".join(kept)
    if text.endswith("\n") and result and not result.endswith("\n"):
        result += "\n"
    # Text that was dropped may have stood between the two halves of a marker.
    return _HALF.sub("", result) if MARKER.search(result) else result


class _Open:
    """The options open at a place, and how many of them are off."""

    __slots__ = ("off", "on")

    def __init__(self) -> None:
        self.on: list[bool] = []
        self.off = 0

    def open(self, *, on: bool) -> None:
        self.on.append(on)
        self.off += not on

    def close(self) -> None:
        if self.on:
            self.off -= not self.on.pop()


def _expand_line(line: str, options: _Open, values: Mapping[str, bool]) -> tuple[str, bool, bool]:
    """What stays of a line, whether it held a marker, and whether it was dropped whole; keeps the options open up to date."""
    if "{" not in line:
        return ("", False, True) if options.off else (line, False, False)
    words: list[str] = []
    position, marked = 0, False
    began_off = options.off > 0
    for match in MARKER.finditer(line):
        if not options.off:
            words.append(line[position : match.start()])
        position, marked = match.end(), True
        if match[2]:
            options.open(on=values.get(match[2], False) is not bool(match[1]))
        else:
            options.close()
    if not options.off:
        words.append(line[position:])
    return "".join(words), marked, began_off and not marked


def marker_problems(text: str) -> Iterator[tuple[int, int, str]]:
    """(line, column, what is wrong) for every marker that is not closed, closes nothing, or closes another option."""
    open_markers: list[tuple[int, int, str]] = []
    for number, line in enumerate(text.split("\n"), 1):
        if "{" not in line:
            continue
        for match in MARKER.finditer(line):
            column = match.start() + 1
            if match[2]:
                open_markers.append((number, column, match[2]))
            elif not open_markers:
                yield number, column, f"`{match[0]}` closes no option"
            else:
                _, _, name = open_markers.pop()
                if match[3] and match[3] != name:
                    yield number, column, f"`{match[0]}` closes the option `{name}`"
        left = MARKER.sub("", line)
        if "{?" in left:
            yield number, line.find("{?") + 1, "an option is marked `{?name}` or `{?!name}`"
        elif "{/" in left:
            yield number, line.find("{/") + 1, "an option is closed by `{/}`"
    for number, column, name in open_markers:
        yield number, column, f"the option `{name}` is not closed by `{{/}}`"
