"""The check of a redline before it is returned: what was rendered as every rendered file, what was redlined by itself."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from clmctl.word.body import document_of
from clmctl.word.check import Package, list_numbers, refuse, story_problems, style_ids, used_relations
from clmctl.word.formcheck import check_rendered
from clmctl.word.package import DOCUMENT, Part
from clmctl.word.redlining.units import places_in
from clmctl.word.stylefile import StyleDocument
from clmctl.word.written import Written

_RELS = "word/_rels/document.xml.rels"
_RELATION = re.compile(rb'<Relationship Id="([^"]*)"')


def check_redline(
    rendered: Sequence[Part], stories: Mapping[str, Written], changed: Sequence[Part], made: Iterable[str], style: StyleDocument
) -> None:
    """Nothing, or DamagedDocument with everything that is wrong.

    `rendered` is the newer text's file, whose `stories` are checked form by form. `changed` are the parts that differ from it
    because changes are tracked in them; of the body, `made`, only the units that did not stand in the rendered one are looked
    into (see `looked_at`).
    """
    check_rendered(rendered, stories)
    data = {item.name: item.data for item in (*rendered, *changed)}
    data[DOCUMENT] = document_of(made, style.section, "").encode()
    refuse(list(_problems(Package(data), [item.name for item in changed])))


def looked_at(made: Iterable[str], rendered: frozenset[str]) -> Iterator[str]:
    """The units of a redlined body that are none of the rendered one's, and of the others what ids and references need."""
    return (places_in(unit) if unit in rendered else unit for unit in made)


def _problems(package: Package, names: Sequence[str]) -> Iterator[str]:
    styles, numbers = style_ids(package), {"0", *list_numbers(package)}
    ids: set[str] = set()
    for name in names:
        yield from (f"{name}: {problem}" for problem in story_problems(package, name, styles, numbers, ids))
    known = {found.decode() for found in _RELATION.findall(package.parts[_RELS])}
    unknown = used_relations(package.root(DOCUMENT)) - known
    yield from (f"{DOCUMENT}: the relation {name!r} does not exist" for name in sorted(unknown))
