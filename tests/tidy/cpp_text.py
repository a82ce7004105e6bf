"""C++ text for the tidy rules: code without comments and literals, and the blocks that its braces make.

No parser: it reads code that clang-format has laid out, which is what the tidy rules check as well.
"""

import re
from dataclasses import dataclass

_LITERALS = re.compile(
    r"""//[^\n]*|/\*.*?\*/"""
    r"""|R"(?P<mark>[^()\s\\]{0,16})\(.*?\)(?P=mark)\""""
    r"""|"(?:\\.|[^"\\\n])*\""""
    r"""|(?<![0-9A-Fa-f])'(?:\\.|[^'\\\n])+'""",
    re.DOTALL,
)


def _blank(match):
    text = match.group(0)
    kept = "\n" * text.count("\n")
    if text.startswith("/"):
        return kept or " "
    return '""' + kept


def code_of(text):
    """text with comments blanked and literals emptied; line numbers stay."""
    return _LITERALS.sub(_blank, text)


def without_directives(code):
    """code with preprocessor lines blanked, their continuations too."""
    lines = code.split("\n")
    inside = False
    for number, line in enumerate(lines):
        if inside or line.lstrip().startswith("#"):
            inside = line.endswith("\\")
            lines[number] = ""
    return "\n".join(lines)


@dataclass
class Block:
    kind: str  # "function", "initializer", "other"
    header: str  # what stands before the brace
    first_line: int  # of the header
    last_line: int
    start: int  # offsets of the braces in the code
    end: int


_CONTROL = re.compile(r"^(if|else|for|while|switch|do|try|catch|return|case|default)\b")
_SCOPE = re.compile(r"^(?:template\s*<.*>\s*)?(?:inline\s+)?(namespace|class|struct|enum|union|extern)\b", re.DOTALL)
_LAMBDA = re.compile(r"(?<![\w\)\]])\[[^\[\]]*\]\s*(\(|$|mutable\b|noexcept\b|->)")


def _kind(header, before):
    if not header:
        return "other"
    if before in ("=", "(", ",", "{") or re.search(r"\breturn$", header):
        return "initializer"
    if not before.isspace() and before not in ")]":
        return "initializer"
    if _LAMBDA.search(header):
        return "function"
    if _CONTROL.match(header) or (_SCOPE.match(header) and not re.search(r"\)\s*(const|noexcept|override)?$", header)):
        return "other"
    return "function" if ")" in header else "other"


def blocks_of(code):
    """Every pair of braces in code (as code_of gives it, without directives)."""
    blocks = []
    stack = []  # (start, kind, header, first line, header start to go on with)
    header_start = 0
    parens = 0
    paren_stack = []
    for at, char in enumerate(code):
        if char == "(":
            parens += 1
        elif char == ")":
            parens -= 1
        elif char == ";" and parens == 0:
            header_start = at + 1
        elif char == "{":
            raw = code[header_start:at]
            header = re.sub(r"^(\s|(public|private|protected|Q_SIGNALS|signals|(private |public )?slots)\s*:)+", "", raw)
            before = code[at - 1] if at else ""
            if before.isspace():
                stripped = code[:at].rstrip()
                before = stripped[-1] if stripped and stripped[-1] in "=(,{" else " "
            kind = _kind(header.strip(), before)
            first = code.count("\n", 0, at - len(header)) + 1 if header.strip() else code.count("\n", 0, at) + 1
            stack.append((at, kind, header.strip(), first, header_start))
            paren_stack.append(parens)
            parens = 0
            header_start = at + 1
        elif char == "}" and stack:
            start, kind, header, first, old_start = stack.pop()
            parens = paren_stack.pop()
            blocks.append(Block(kind, header, first, code.count("\n", 0, at) + 1, start, at))
            # An initializer or a lambda inside an expression doesn't end the statement around it.
            in_expression = kind == "initializer" or parens > 0 or _LAMBDA.search(header)
            header_start = old_start if in_expression else at + 1
    return blocks


def enclosing_functions(blocks, offset):
    """The functions around an offset, innermost first."""
    around = [b for b in blocks if b.kind == "function" and b.start < offset < b.end]
    return sorted(around, key=lambda b: b.end - b.start)
