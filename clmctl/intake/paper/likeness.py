"""Whether two texts say the same: by their words, and by how many of their sentences they share."""

import hashlib
import re
from collections import Counter
from dataclasses import dataclass, field
from zlib import crc32

from clmctl.intake.paper.words import folded
from clmctl.model.frozen import frozen

#: So many sentences, the ones with the smallest digests, stand for a text: a share of them is about the share of all.
_SAMPLE = 32
#: A sentence with fewer letters (`By: Name:`) tells no text from another.
_LEAST = 24
#: Sharing so many of its sentences, a text is nearly another.
NEAR = 0.6
_ESCAPE = re.compile(r"\{#[^}\n]*\}")
_NO_LETTER = bytes(byte for byte in range(128) if not (chr(byte).isalnum() or byte == 10))


@frozen
class Sketch:
    """What tells a text from others: a digest of all its words in order, and the digests of some of its sentences."""

    words: str
    sample: tuple[int, ...]

    def as_line(self) -> str:
        """The sketch in one line."""
        return f"{self.words} {' '.join(map(str, self.sample))}"


def sketch_of(text: str) -> Sketch:
    """The sketch of a contract's text. Case, punctuation, anchors and white space count for nothing."""
    bare = folded(_ESCAPE.sub("", text)).translate(None, _NO_LETTER)
    lines = bare.split()
    sample = sorted({crc32(line) for line in lines if len(line) >= _LEAST})[:_SAMPLE]
    return Sketch(hashlib.sha256(b"".join(lines)).hexdigest(), tuple(sample))


def sketch_from(line: str) -> Sketch:
    """The sketch that `as_line` wrote."""
    words, *sample = line.split()
    return Sketch(words, tuple(map(int, sample)))


def share(one: Sketch, other: Sketch) -> float:
    """About how many of their sentences two texts share, 0 to 1."""
    if not one.sample or not other.sample:
        return 0.0
    both = sorted({*one.sample, *other.sample})[: max(len(one.sample), len(other.sample))]
    return len(set(both) & set(one.sample) & set(other.sample)) / len(both)


@dataclass(slots=True)
class Likeness:
    """The texts seen so far, by id, and which of them a further one is like."""

    sketches: dict[str, Sketch] = field(default_factory=dict)
    _words: dict[str, str] = field(default_factory=dict)
    _sentences: dict[int, list[str]] = field(default_factory=dict)

    def add(self, name: str, sketch: Sketch) -> None:
        """Remembers a text under a name."""
        self.sketches[name] = sketch
        self._words.setdefault(sketch.words, name)
        for sentence in sketch.sample:
            self._sentences.setdefault(sentence, []).append(name)

    def same(self, sketch: Sketch) -> str:
        """The name of a text with exactly these words; empty where there is none."""
        return self._words.get(sketch.words, "")

    def nearest(self, sketch: Sketch) -> tuple[str, float]:
        """The name of the text that shares most sentences and how many of them, where it is nearly the same; else nothing."""
        shared: Counter[str] = Counter()
        for sentence in sketch.sample:
            names = self._sentences.get(sentence, ())
            if len(names) <= _COMMON:
                shared.update(names)
        best = ("", 0.0)
        for name, count in shared.most_common(5):
            if count * 3 < len(sketch.sample):
                break
            near = share(sketch, self.sketches[name])
            if near > best[1]:
                best = (name, near)
        return best if best[1] >= NEAR else ("", 0.0)


#: A sentence of more texts than this is boilerplate, and tells nothing.
_COMMON = 400
