"""The full number of each paragraph of a text, as it is counted from the labels above it."""

from clmctl.redline.returned.words import Line


class Counted:
    """The full numbers of paragraphs (`8.3(b)`), from the labels that stand above each in its list."""

    def __init__(self) -> None:
        self.labels: dict[str, dict[int, str]] = {}

    def full(self, line: Line) -> str:
        """The number of a paragraph with those it stands under; empty where it has none."""
        label = line.number.rstrip(".")
        name, _, level = line.numbering.rpartition(":")
        if not label or not level.isdigit():
            return label
        above = {n: said for n, said in self.labels.get(name, {}).items() if n < int(level)}
        self.labels[name] = {**above, int(level): label}
        said = [label]
        for n in sorted(above, reverse=True):
            if not said[0].startswith("("):
                break
            said.insert(0, above[n])
        return "".join(said)
