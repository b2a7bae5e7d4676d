"""The proof of a redline made as strings lets nothing pass that is not both texts."""

import pytest

from clmctl.word.comparing.proving import UntrueRedline
from clmctl.word.redlining.proof import prove


def run(words: str, look: str = "", tag: str = "t") -> str:
    props = f"<w:rPr>{look}</w:rPr>" if look else ""
    return f'<w:r>{props}<w:{tag} xml:space="preserve">{words}</w:{tag}></w:r>'


def paragraph(content: str, props: str = '<w:pStyle w:val="Body"/>') -> str:
    return f"<w:p><w:pPr>{props}</w:pPr>{content}</w:p>"


def come(words: str) -> str:
    return f'<w:ins w:id="1" w:author="Ann">{run(words)}</w:ins>'


def gone(words: str) -> str:
    return f'<w:del w:id="2" w:author="Ann">{run(words, tag="delText")}</w:del>'


def mark(name: str) -> str:
    return f'<w:pStyle w:val="Body"/><w:rPr><w:{name} w:id="3" w:author="Ann"/></w:rPr>'


OLD, NEW = [paragraph(run("within sixty days"))], [paragraph(run("within thirty days")), paragraph(run("and no more"))]
TRUE = [
    paragraph(run("within ") + gone("sixty") + come("thirty") + run(" days")),
    paragraph(come("and no more"), mark("ins")),
]
BOLD = "<w:b/>"


def test_a_true_redline_passes() -> None:
    prove(TRUE, OLD, NEW)
    prove([paragraph(gone("within sixty days"), mark("del"))], OLD, [])
    prove(OLD, OLD, OLD)
    restyled = '<w:jc w:val="left"/><w:pPrChange w:id="4" w:author="Ann"><w:pPr><w:jc w:val="right"/></w:pPr></w:pPrChange>'
    prove(
        [paragraph(run("a"), restyled)],
        [paragraph(run("a"), '<w:jc w:val="right"/>')],
        [paragraph(run("a"), '<w:jc w:val="left"/>')],
    )


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("sixty", "ninety"),
        ("thirty", "forty"),
        (run("within "), run("within ", BOLD)),
        (run(" days"), ""),
        (gone("sixty"), ""),
        (gone("sixty"), run("sixty")),
        (come("thirty"), run("thirty")),
        (come("and no more"), come("and no more") + run("at all")),
        (mark("ins"), mark("del")),
        (mark("ins"), '<w:pStyle w:val="Body"/>'),
        ('<w:pStyle w:val="Body"/></w:pPr><w:r>', '<w:pStyle w:val="Other"/></w:pPr><w:r>'),
    ],
)
def test_an_untrue_one_is_refused(was: str, now: str) -> None:
    made = [each.replace(was, now) for each in TRUE]
    assert made != TRUE
    with pytest.raises(UntrueRedline):
        prove(made, OLD, NEW)


def test_a_paragraph_too_many_or_too_few_is_refused() -> None:
    for made in (TRUE[:1], [*TRUE, paragraph(run(""))], TRUE[::-1]):
        with pytest.raises(UntrueRedline):
            prove(made, OLD, NEW)
