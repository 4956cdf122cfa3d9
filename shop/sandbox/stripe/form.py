"""Reads Stripe's nested form encoding: `a[b][0][c]=1` and `a[][b]=1`, brackets plain or percent-encoded."""

import re
from itertools import pairwise
from urllib.parse import parse_qsl

from shop.sandbox.stripe.errors import Malformed
from shop.sandbox.stripe.values import Json

_KEY = re.compile(r"^[^\[\]]+(\[[^\[\]]*\])*$")
MAX_DEPTH = 12


def read_form(*encoded: str) -> Json:
    """Nested dictionaries; an array is a dictionary with the keys "0", "1", … Raises Malformed."""
    tree: Json = {}
    for text in encoded:
        for key, value in _pairs(text):
            _place(tree, key, value)
    return tree


def _pairs(text: str) -> list[tuple[str, str]]:
    try:
        return parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=5000)
    except ValueError as err:  # UnicodeDecodeError is one, too
        raise Malformed("Invalid request: the parameters are not valid UTF-8 form data.") from err


def _place(tree: Json, key: str, value: str) -> None:
    path = _steps(key)
    node = tree
    for here, after in pairwise(path):
        node = _child(node, _index(node, here, after), key)
    last = _index(node, path[-1], None)
    if isinstance(node.get(last), dict):
        raise Malformed(f"Invalid object: {key}", param=key)
    node[last] = value


def _steps(key: str) -> list[str]:
    if "[" not in key:
        return [key]
    if not _KEY.match(key):
        raise Malformed(f"Invalid parameter name: {key}", param=key)
    path = key.replace("]", "").split("[")
    if len(path) > MAX_DEPTH:
        raise Malformed(f"Invalid parameter name: {key}", param=key)
    return path


def _index(node: Json, step: str, after: str | None) -> str:
    """`[]` starts a new element, unless the last one still lacks the key that follows."""
    if step:
        return step
    if after and node:
        last = node.get(str(len(node) - 1))
        if isinstance(last, dict) and after not in last:
            return str(len(node) - 1)
    return str(len(node))


def _child(node: Json, step: str, key: str) -> Json:
    child = node.setdefault(step, {})
    if not isinstance(child, dict):
        raise Malformed(f"Invalid object: {key}", param=key)
    return child
