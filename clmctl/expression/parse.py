"""The tree of a condition.

    condition  = all { "or" all }
    all        = one { "and" one }
    one        = "not" one | "(" condition ")" | test
    test       = field [ comparison value
                       | ["not"] "contains" value
                       | ["not"] "starts" "with" value
                       | ["not"] "in" "(" value { "," value } ")"
                       | ["not"] "between" value "and" value
                       | "is" ["not"] ( "missing" | "known" ) ]
    comparison = "=" | "!=" | "<" | "<=" | ">" | ">="
    value      = text in quotes | word | number currency | currency number | number "%" | day ( "+" | "-" ) duration
    day        = "today" | date

Keywords are read in any case. A field alone is a yes/no field or the name of a condition of the workspace. The parser is
written by hand: the grammar has a dozen rules, its errors must name the column and what was meant, and a parser library
would cost every question more start-up time than reading the index does.
"""

import re

from clmctl.expression.error import ExpressionError, did_you_mean, quoted
from clmctl.expression.tree import And, Claim, Expression, Literal, Name, Node, Not, Operator, Or
from clmctl.expression.words import Word, words

#: How deep brackets may nest in the source, and `and` and `or` within each other after named conditions are put in:
#: SQLite's parser holds a hundred symbols at once.
MAX_DEPTH = 20
#: How many tests a condition may have, and values in its lists, after named conditions are put in.
MAX_TESTS = 500

_COMPARISONS: dict[str, Operator] = {"=": "=", "!=": "!=", "<": "<", "<=": "<=", ">": ">", ">=": ">="}
_WORD_OPERATORS = ("contains", "starts", "in", "between", "is", "not")
_OTHERWISE = {
    "==": "=",
    "<>": "!=",
    "=~": "contains",
    "&&": "and",
    "&": "and",
    "||": "or",
    "|": "or",
    "!": "not",
    "like": "contains",
    "has": "contains",
    "include": "contains",
    "includes": "contains",
    "startswith": "starts with",
    "equals": "=",
    "eq": "=",
    "ne": "!=",
    "lt": "<",
    "le": "<=",
    "gt": ">",
    "ge": ">=",
    "≤": "<=",
    "≥": ">=",
    "≠": "!=",
}
_RESERVED = ("and", "or", "not")
_NUMBER = re.compile(r"[+-]?\d[\d.]*")
_CURRENCY = re.compile(r"[A-Za-z]{3}")
_DAY = re.compile(r"today|\d{4}-\d\d-\d\d", re.IGNORECASE)
_PERIOD = re.compile(r"P\d\w*", re.IGNORECASE)
_UNITS = {"day": "D", "days": "D", "week": "W", "weeks": "W", "month": "M", "months": "M", "year": "Y", "years": "Y"}


def read(source: str) -> Expression:
    """The condition as written; names and values are not yet looked at. ExpressionError where it cannot be read."""
    reader = _Reader(source)
    if reader.is_done():
        raise ExpressionError("the condition is empty", hint="write for example: stage = executed and renewal.notice < P90D")
    root = reader.condition(0)
    if not reader.is_done():
        raise reader.unexpected("and, or, or the end")
    return Expression(root, source)


class _Reader:
    """A position in the tokens, and one method per rule of the grammar."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.words = words(source)
        self.at = 0

    @property
    def now(self) -> Word:
        return self.words[self.at]

    def is_done(self) -> bool:
        return self.now.kind == "end"

    def take(self) -> Word:
        word = self.words[self.at]
        self.at += word.kind != "end"
        return word

    def takes(self, key: str) -> bool:
        """Whether the next word is that one; it is taken then."""
        if self.now.key != key:
            return False
        self.take()
        return True

    def fail(self, problem: str, word: Word, hint: str = "") -> ExpressionError:
        return ExpressionError(problem, source=self.source, column=word.place, hint=hint)

    def unexpected(self, expected: str) -> ExpressionError:
        word = self.now
        if word.kind == "end":
            return self.fail(f"the condition ends where {expected} should follow", word)
        meant = _OTHERWISE.get(word.key, "")
        hint = f'write "{meant}"' if meant else ""
        if word.kind == "word" and not hint:
            hint = did_you_mean(word.text, (*_RESERVED, *_WORD_OPERATORS, "missing", "known"))
        return self.fail(f"expected {expected}, found {quoted(word.text)}", word, hint)

    def condition(self, depth: int) -> Node:
        parts = [self.all(depth)]
        while self.takes("or"):
            parts.append(self.all(depth))
        return joined(Or, parts)

    def all(self, depth: int) -> Node:
        parts = [self.one(depth)]
        while self.takes("and"):
            parts.append(self.one(depth))
        return joined(And, parts)

    def one(self, depth: int) -> Node:
        negated = False
        while self.takes("not"):
            negated = not negated
        if self.now.key == "(":
            if depth >= MAX_DEPTH:
                raise self.fail(f"brackets nest more than {MAX_DEPTH} deep", self.now)
            self.take()
            node = self.condition(depth + 1)
            if not self.takes(")"):
                raise self.unexpected("and, or, or a closing bracket")
        else:
            node = self.test()
        return Not(node) if negated else node

    def test(self) -> Node:
        word = self.now
        if word.kind != "word" or word.key in _RESERVED:
            hint = "a test starts with a field and not with its value" if word.kind == "text" else ""
            raise self.fail(f"expected a field, found {quoted(word.text)}", word, hint) if hint else self.unexpected("a field")
        self.take()
        name = Name(word.text, word.place)
        if self.now.key in _COMPARISONS:
            operator = _COMPARISONS[self.take().key]
            return Claim(name, operator, (self.value(operator),))
        if self.takes("is"):
            negated = self.takes("not")
            return self.known(name, negated=negated)
        if self.now.key == "not":
            self.take()
            if self.now.key not in _WORD_OPERATORS[:4]:
                raise self.unexpected("contains, starts with, in or between")
            return Not(self.worded(name))
        if self.now.key in _WORD_OPERATORS:
            return self.worded(name)
        if self.now.kind != "end" and self.now.key not in ("and", "or", ")"):
            raise self.unexpected("a comparison (=, <, contains, in, is missing ...), and, or, or the end")
        return Claim(name, "is true")

    def worded(self, name: Name) -> Claim:
        match self.take().key:
            case "contains":
                return Claim(name, "contains", (self.value("contains"),))
            case "starts":
                if not self.takes("with"):
                    raise self.unexpected('"with"')
                return Claim(name, "starts with", (self.value("starts with"),))
            case "between":
                low = self.value("between")
                if not self.takes("and"):
                    raise self.unexpected('"and" and the upper value')
                return Claim(name, "between", (low, self.value("and")))
            case _:
                if not self.takes("("):
                    raise self.unexpected("an opening bracket, as in: in (draft, review)")
                values = [self.value("in (")]
                while self.takes(","):
                    values.append(self.value(","))
                if not self.takes(")"):
                    raise self.unexpected("a comma or a closing bracket")
                return Claim(name, "in", tuple(values))

    def known(self, name: Name, *, negated: bool) -> Node:
        if self.now.key in ("missing", "known"):
            negated ^= self.take().key == "known"
            return Not(Claim(name, "is missing")) if negated else Claim(name, "is missing")
        word = self.now
        hint = 'write "is missing" or "is known"'
        if word.kind in ("word", "text") and word.key not in (*_RESERVED, "null", "none", "empty", "set"):
            hint = f"compare with {'!=' if negated else '='}: {name.path} {'!=' if negated else '='} {word.text[:40]}"
        raise self.fail('expected "missing" or "known" after "is"', word, hint)

    def value(self, after: str) -> Literal:
        word = self.now
        if word.kind == "text":
            self.take()
            return self.alone(Literal(word.text, word.place, is_quoted=True))
        if word.kind != "word" or word.key in _RESERVED:
            if word.key in _RESERVED:
                problem = f"expected a value after {after}, found {quoted(word.text)}"
                raise self.fail(problem, word, f'as a value it needs quotes: "{word.text}"')
            raise self.unexpected(f"a value after {after}")
        self.take()
        follower = self.now
        raw = word.text
        if _DAY.fullmatch(raw) and (follower.text in ("+", "-") or (follower.text[:1] == "-" and len(follower.text) > 1)):
            raw += f" {self.take().text}"
            if raw[-1] in "+-":
                raw += f" {self.period()}"
        elif follower.kind == "word" and _is_amount(raw, follower):
            raw += f" {self.take().text}"
        return self.alone(Literal(raw, word.place))

    def period(self) -> str:
        if self.now.kind != "word" or not _PERIOD.fullmatch(self.now.text):
            raise self.unexpected("a duration such as P90D")
        return self.take().text

    def alone(self, literal: Literal) -> Literal:
        """The value, unless more words follow it: those belong in quotes."""
        word = self.now
        if word.kind not in ("word", "text") or word.key in _RESERVED:
            if word.key == "," and _NUMBER.fullmatch(literal.raw) and self._thousands():
                raise self.fail("a number has no thousands separator", word, "write 100000, not 100,000")
            return literal
        unit = _UNITS.get(word.key)
        if unit and literal.raw.isdigit():
            hint = f"write P{literal.raw[:9]}{unit}"
        elif word.key in _OTHERWISE:
            hint = f'write "{_OTHERWISE[word.key]}"'
        else:
            following = self.words[self.at : self.at + 6]
            several = [literal.raw]
            for one in following:
                if one.kind != "word":
                    break
                several.append(one.text)
            hint = f'put a text of several words in quotes: "{" ".join(several)[:60]}"'
        raise self.fail(f"{quoted(word.text)} cannot follow the value {quoted(literal.raw)}", word, hint)

    def _thousands(self) -> bool:
        """Whether a comma and three digits follow, outside a list."""
        following = self.words[self.at + 1]
        return self.words[self.at - 2].key in _COMPARISONS and re.fullmatch(r"\d{3}\b.*", following.text) is not None


def _is_amount(raw: str, follower: Word) -> bool:
    """Whether a word and the next are a number and a currency or percent sign, or a currency and a number."""
    if _NUMBER.fullmatch(raw):
        if follower.text == "%":
            return True
        return _CURRENCY.fullmatch(follower.text) is not None and follower.key not in (*_RESERVED, *_UNITS)
    return _CURRENCY.fullmatch(raw) is not None and _NUMBER.fullmatch(follower.text) is not None


def joined(kind: type[And] | type[Or], parts: list[Node]) -> Node:
    """One part as it is; several in one node, those of the same kind opened up."""
    if len(parts) == 1:
        return parts[0]
    flat: list[Node] = []
    for part in parts:
        flat.extend(part.parts if isinstance(part, kind) else (part,))
    return kind(tuple(flat))
