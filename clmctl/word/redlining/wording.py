"""The words of a text of ours as authors are told by them, without a file being made."""

import re
from html import unescape

from clmctl.word.body import body_pieces
from clmctl.word.comparing.crediting import END
from clmctl.word.compose import Draft
from clmctl.word.inlines import Inlines
from clmctl.word.numbering import number_blocks

_SAID = re.compile(r"<w:t [^>]*>([^<]*)</w:t>|<w:(tab|br)\b[^>]*/>|(</w:p>)")


def words_of(draft: Draft) -> str:
    """What `crediting.words` finds in the rendered file."""
    text = draft.text
    places = number_blocks(text, draft.style).places
    body = "".join(body_pieces(text, Inlines(text, draft.style, places), places))
    return "".join(
        END if end else unescape(said) if not sign else "\t" if sign == "tab" else "\n" for said, sign, end in _SAID.findall(body)
    )
