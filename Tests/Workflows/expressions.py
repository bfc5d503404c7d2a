"""GitHub's expressions, as far as this project's workflows use them."""

import re

TOKEN = re.compile(
    r"\s*(?:(?P<operator>\|\||&&|==|!=|!|\(|\)|,)|'(?P<text>(?:[^']|'')*)'|(?P<number>\d+)|(?P<name>[\w.-]+))"
)


def evaluate(source, context, functions):
    """The value of an expression without its `${{ }}`; unknown properties are empty text, as on GitHub."""
    tokens, position = [], 0
    while position < len(source.rstrip()):
        match = TOKEN.match(source, position)
        if not match:
            raise ValueError(f"cannot read {source[position:]!r}")
        tokens.append((match.lastgroup, match.group(match.lastgroup)))
        position = match.end()
    tokens.append(("end", ""))
    at = 0

    def take(wanted=None):
        nonlocal at
        if wanted is not None and tokens[at][1] != wanted:
            raise ValueError(f"expected {wanted!r} in {source!r}")
        at += 1
        return tokens[at - 1]

    def either():
        value = both()
        while tokens[at] == ("operator", "||"):
            take()
            other = both()
            value = value if truth(value) else other
        return value

    def both():
        value = equality()
        while tokens[at] == ("operator", "&&"):
            take()
            other = equality()
            value = other if truth(value) else value
        return value

    def equality():
        value = unary()
        while tokens[at][1] in ("==", "!=") and tokens[at][0] == "operator":
            operator = take()[1]
            value = same(value, unary()) == (operator == "==")
        return value

    def unary():
        if tokens[at] == ("operator", "!"):
            take()
            return not truth(unary())
        kind, word = take()
        if (kind, word) == ("operator", "("):
            value = either()
            take(")")
            return value
        if kind == "text":
            return word.replace("''", "'")
        if kind == "number":
            return int(word)
        if tokens[at] == ("operator", "("):
            take()
            take(")")
            return functions[word]()
        if word in ("true", "false"):
            return word == "true"
        return look_up(word)

    def look_up(path):
        value = context
        for part in path.split("."):
            value = value.get(part, "") if isinstance(value, dict) else ""
        return value

    result = either()
    take("")
    return result


def truth(value):
    return value not in ("", False, None, 0)


def same(a, b):
    if isinstance(a, str) and isinstance(b, str):
        return a.lower() == b.lower()
    return text(a) == text(b)


def text(value):
    """A value as GitHub writes it into text."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


def substitute(template, context, functions):
    """Text with each `${{ expression }}` replaced by its value."""
    return re.sub(
        r"\$\{\{(.*?)\}\}",
        lambda match: text(evaluate(match.group(1), context, functions)),
        str(template),
        flags=re.S,
    )


def condition(source, context, functions):
    """Whether an `if:` holds; one that asks for no status holds only while nothing has failed."""
    source = str(source)
    if source.startswith("${{"):
        source = source[3:-2]
    asks = re.search(r"\b(always|cancelled|failure|success)\(\)", source)
    holds = truth(evaluate(source, context, functions))
    return holds and (bool(asks) or functions["success"]())
