"""What reading a file left unread or had to mend."""

from collections.abc import Iterator

from clmctl.model.word.file import WordFile
from clmctl.model.word.trace import WordTrace
from clmctl.word.inspecting.reaching import acts_by_name

_TOLD = (
    *("an embedded file was not read", "another document is embedded", "words that other programs show instead"),
    *("something is fetched from outside", "a control shows"),
)
#: Of what acts by its name alone that is told, too.
_ALONE = "nothing in the file leads to it"


def unread(file: WordFile) -> Iterator[WordTrace]:
    """A trace for each line of what went unread, embedded files and alternatives left out: they are told of as such."""
    for line in file.to_look_at:
        part, _, what = line.partition(": ")
        if what.startswith("the XML is damaged"):
            yield WordTrace("damaged", part)
        elif not what.startswith(_TOLD) and not (what.startswith(_ALONE) and acts_by_name(part)):
            yield WordTrace("unread", part, detail=what)
