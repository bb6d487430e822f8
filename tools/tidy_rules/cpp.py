"""Enough of C++ to find comments, includes, calls and functions; no preprocessor, no types."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

TOKEN = re.compile(
    r"""
    (?P<comment>//[^\n]*|/\*.*?\*/)
  | (?P<directive>^[ \t]*\#(?:\\\n|(?!//|/\*)[^\n])*)
  | (?P<string>(?:u8|[uUL])?R"(?P<fence>[^()\\\s]{0,16})\(.*?\)(?P=fence)"
      |(?:u8|[uUL])?"(?:\\.|[^"\\\n])*")
  | (?P<number>\.?\d(?:[eEpP][+-]|'\w|[\w.])*)
  | (?P<char>(?:u8|[uUL])?'(?:\\.|[^'\\\n])+')
  | (?P<name>[A-Za-z_]\w*)
  | (?P<mark>::|->|==|[<>!+*/|&-]=|\S)
    """,
    re.VERBOSE | re.DOTALL | re.MULTILINE,
)
INCLUDE = re.compile(r'#\s*include\s*([<"])([^>"]+)[>"]')
OPENERS = {"(": ")", "[": "]", "{": "}", "<": ">"}
# Names before a parenthesis that is not a list of parameters.
NOT_FUNCTIONS = {"alignas", "decltype", "noexcept", "requires", "explicit", "__attribute__"}
SKIPPED_BRACES = "{}"  # stands in a head for an initializer that was skipped


class Token(NamedTuple):
    kind: str
    text: str
    line: int


class Include(NamedTuple):
    name: str
    is_angled: bool
    line: int


@dataclass(frozen=True)
class Function:
    name: str
    line: int  # where its head begins
    parameters: int
    lines: int  # 0 for a declaration without a body


class CppFile:
    def __init__(self, text: str) -> None:
        self.tokens: list[Token] = []
        self.comments: list[Token] = []
        self.directives: list[Token] = []
        kinds = {"comment": self.comments, "directive": self.directives}
        for token in tokenize(text):
            kinds.get(token.kind, self.tokens).append(token)

    @cached_property
    def includes(self) -> list[Include]:
        found = [(INCLUDE.match(token.text.strip()), token.line) for token in self.directives]
        return [Include(m[2], m[1] == "<", line) for m, line in found if m]

    @cached_property
    def called(self) -> list[Token]:
        """The tokens in which calls are looked for: the code, and what macros expand to."""
        bodies = []
        for directive in self.directives:
            define = re.match(r"\s*#\s*define\s+\w+", directive.text)
            if define:
                inner = tokenize(directive.text[define.end() :])
                bodies += [Token(t.kind, t.text, t.line + directive.line - 1) for t in inner]
        return self.tokens + bodies

    @cached_property
    def outline(self) -> "Outline":
        return Outline(self.tokens)


def tokenize(text: str) -> Iterator[Token]:
    line, counted = 1, 0
    for match in TOKEN.finditer(text):
        line += text.count("\n", counted, match.start())
        counted = match.start()
        kind = match.lastgroup or "mark"
        yield Token("string" if kind == "fence" else kind, match.group(), line)


def closing(tokens: list[Token], start: int) -> int:
    """The index of the bracket that closes the one at `start`, or the last index."""
    opener, closer = tokens[start].text, OPENERS[tokens[start].text]
    depth = 0
    for i in range(start, len(tokens)):
        if tokens[i].text == opener and tokens[i].kind == "mark":
            depth += 1
        elif tokens[i].text == closer and tokens[i].kind == "mark":
            depth -= 1
            if depth == 0:
                return i
    return len(tokens) - 1


def without_prefixes(head: list[Token]) -> list[Token]:
    """Drops `template <...>` and `[[attributes]]` from the beginning."""
    while head:
        if head[0].text == "template" and len(head) > 1 and head[1].text == "<":
            head = head[closing(head, 1) + 1 :]
        elif head[0].text == "[":
            head = head[closing(head, 0) + 1 :]
        else:
            break
    return head


def parameter_list(head: list[Token]) -> tuple[int, int] | None:
    """Where the parentheses of a function's parameters open and close in its head."""
    i = 0
    while i < len(head):
        text = head[i].text
        if text == "operator":
            while i + 1 < len(head) and head[i + 1].text != "(":
                i += 1
            if i + 2 < len(head) and head[i].text == "operator":  # operator()
                i += 2
        elif text == "=":
            return None
        elif text == "<":  # std::function<int(int)> has no parameters of ours
            i = closing(head, i)
        elif text == "(":
            end = closing(head, i)
            if i > 0 and head[i - 1].text not in NOT_FUNCTIONS:
                return i, end
            i = end
        i += 1
    return None


def count_parameters(tokens: list[Token]) -> int:
    if not tokens or [token.text for token in tokens] == ["void"]:
        return 0
    depth, count = 0, 1
    for token in tokens:
        if token.kind != "mark":
            continue
        if token.text in OPENERS:
            depth += 1
        elif token.text in OPENERS.values():
            depth -= 1
        elif token.text == "," and depth == 0:
            count += 1
    return count


class Outline:
    """The functions and the type names of a file, in order."""

    def __init__(self, tokens: list[Token]) -> None:
        self.functions: list[Function] = []
        self.types: list[Token] = []
        self._tokens = tokens
        self._read()

    def _read(self) -> None:
        head: list[Token] = []
        i = 0
        while i < len(self._tokens):
            token = self._tokens[i]
            if token.kind != "mark" or token.text not in "{};:":
                head.append(token)
            elif token.text == "{":
                i, head = self._open(i, head)
            elif token.text == ":":
                is_access = [t.text for t in head] in (["public"], ["private"], ["protected"])
                head = [] if is_access else head + [token]
            else:
                if token.text == ";":
                    self._declare(head)
                head = []
            i += 1

    def _open(self, brace: int, head: list[Token]) -> tuple[int, list[Token]]:
        """Judges the brace by what stands before it; returns where to go on and the head there."""
        plain = without_prefixes(head)
        names = [token.text for token in plain if token.kind == "name"]
        if not plain or "namespace" in names[:2]:
            return brace, []
        end = closing(self._tokens, brace)
        parentheses = parameter_list(plain)
        if parentheses:
            if is_member_initializer(plain[parentheses[1] + 1 :]):
                return end, head + [Token("mark", SKIPPED_BRACES, self._tokens[end].line)]
            lines = self._tokens[end].line - head[0].line + 1
            self._add(head, plain, lines)
            return end, []
        if names[:1] in (["class"], ["struct"], ["union"]):
            self.types.append(type_name(plain))
            return brace, []
        if names[:1] == ["extern"] and plain[-1].kind == "string":
            return brace, []
        return end, head + [Token("mark", SKIPPED_BRACES, self._tokens[end].line)]

    def _declare(self, head: list[Token]) -> None:
        plain = without_prefixes(head)
        starts = plain[0].text if plain else ""
        if starts not in {"", "using", "static_assert", "return", "friend", "typedef", "extern"}:
            if parameter_list(plain):
                self._add(head, plain, 0)

    def _add(self, head: list[Token], plain: list[Token], lines: int) -> None:
        found = parameter_list(plain)
        assert found
        start, end = found
        parameters = count_parameters(plain[start + 1 : end])
        name = function_name(plain, start)
        self.functions.append(Function(name, head[0].line, parameters, lines))


def is_member_initializer(rest: list[Token]) -> bool:
    """After `)`: true where the brace initializes a member, `: a_{1}, b_{2}`, and is no body."""
    if not any(token.text == ":" for token in rest):
        return False
    return rest[-1].kind == "name" or rest[-1].text == ">"


def function_name(plain: list[Token], parenthesis: int) -> str:
    name = plain[parenthesis - 1].text
    if name.isupper() and plain[parenthesis + 1].kind == "string":  # TEST_CASE("sentence")
        return f"{name}({plain[parenthesis + 1].text})"
    if name == ")":
        name = "operator()"
    elif not name.isidentifier():
        name = "operator" + name
    before = [token.text for token in plain[max(0, parenthesis - 3) : parenthesis - 1]]
    if before[-1:] == ["~"]:
        name = "~" + name
    if before[-1:] == ["::"]:
        name = f"{before[0]}::{name}"
    return name


def type_name(plain: list[Token]) -> Token:
    """The name in `struct alignas(64) Name final : Base`."""
    i = 1
    while i < len(plain) and plain[i].text in NOT_FUNCTIONS | {"[", "("}:
        i = closing(plain, i) + 1 if plain[i].text in OPENERS else i + 1
    return plain[min(i, len(plain) - 1)]
