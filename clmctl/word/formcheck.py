"""The check of a file just rendered, by what was seen in its stories as they were written."""

from collections.abc import Iterator, Mapping, Sequence, Set

from clmctl.word.check import (
    Package,
    content_type_problems,
    list_numbers,
    mark_problems,
    refuse,
    relation_problems,
    story_problems,
    style_ids,
)
from clmctl.word.looking import Looked, Story, story_of, together
from clmctl.word.package import Part
from clmctl.word.written import Written


def check_rendered(parts: Sequence[Part], stories: Mapping[str, Written]) -> None:
    """Nothing, or DamagedDocument with everything that is wrong. `stories` are what the document, headers and footers hold."""
    check_looked(parts, {name: story_of(story) for name, story in stories.items()})


def check_looked(parts: Sequence[Part], stories: Mapping[str, Story]) -> None:
    """The same of stories that were looked at."""
    refuse(list(_problems(parts, stories)))


def _problems(parts: Sequence[Part], stories: Mapping[str, Story]) -> Iterator[str]:
    package = Package({item.name: item.data for item in parts})
    named = {name: together([one.relations for one, _ in story.stretches]) for name, story in stories.items()}
    yield from relation_problems(package, named=named)
    yield from content_type_problems(package)
    styles, lists = style_ids(package), list_numbers(package) | {"0"}
    ids: set[str] = set()
    for name in package.stories:
        if name not in stories or not _holds(package.parts[name], stories[name].xml):
            yield f"{name}: it is not what was looked at"
        elif any(one.tracked for one, _ in stories[name].stretches):  # none of ours, but a firm's header may hold one
            yield from (f"{name}: {problem}" for problem in story_problems(package, name, styles, lists, ids))
        else:
            yield from (f"{name}: {problem}" for problem in _together(stories[name].stretches, styles, lists, ids))


def _holds(data: bytes, story: bytes) -> bool:
    """Whether a part is the story, or has it as its body."""
    body, before, after = data.find(b"<w:body>"), len(b"<w:body>"), b"</w:body></w:document>"
    if body < 0:
        return data == story
    whole = len(data) == body + before + len(story) + len(after)
    return whole and data.startswith(story, body + before) and data.endswith(after)


def _together(stretches: Sequence[tuple[Looked, int]], styles: Set[str], lists: Set[str], ids: set[str]) -> Iterator[str]:
    """What is wrong with a story; `ids` are those of the stories before it and learn its own."""
    for one, _ in stretches:
        yield from one.problems
    yield from (f"the style {name!r} does not exist" for name in sorted(together([one.styles for one, _ in stretches]) - styles))
    yield from (f"the list {name} does not exist" for name in sorted(together([one.lists for one, _ in stretches]) - lists))
    starts = [str(each + by) for one, by in stretches for each in one.starts]
    ends = [str(each + by) for one, by in stretches for each in one.ends]
    names = [each for one, _ in stretches for each in one.names]
    yield from mark_problems(starts, names, ends, together([one.targets for one, _ in stretches]), ids)
