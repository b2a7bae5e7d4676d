"""Words without the marks that print nothing."""

import re

#: Comments, emphasis, options, escapes; a search never sees them, a person should not.
_MARKS = re.compile(r"<!--.*?-->|\*+|\{\??/?!?[\w-]*\}|\\(?=[!-/:-@\[-`{-~])", re.DOTALL)


def readable(words: str) -> str:
    """The words as a person reads them."""
    return _MARKS.sub("", words)
