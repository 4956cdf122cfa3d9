"""Reads Stripe's nested form encoding: `a[b][0][c]=1` and `a[][b]=1`, brackets plain or percent-encoded."""

import re
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
    for n, step in enumerate(path[:-1]):
        node = _child(node, step or _element(node, path[n + 1 :]), key)
    last = path[-1] or str(len(node))
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


def _element(node: Json, rest: list[str]) -> str:
    """Which element `[]` means: the last one while it lacks what follows, else a new one."""
    last = str(len(node) - 1)
    return last if last in node and not _has(node[last], rest) else str(len(node))


def _has(node: object, path: list[str]) -> bool:
    for step in path:
        if not isinstance(node, dict):
            return True
        if step == "" or step not in node:
            return False
        node = node[step]
    return True


def _child(node: Json, step: str, key: str) -> Json:
    child = node.setdefault(step, {})
    if not isinstance(child, dict):
        raise Malformed(f"Invalid object: {key}", param=key)
    return child
