"""Reads Stripe's nested form encoding: `a[b][0][c]=1` and `a[][b]=1`, brackets plain or percent-encoded."""

import re
from functools import lru_cache
from urllib.parse import unquote_plus

from shop.sandbox.stripe.objects.errors import UnreadableRequest
from shop.sandbox.types import Json

_KEY = re.compile(r"^[^\[\]]+(\[[^\[\]]*\])*$")
MAX_DEPTH, MAX_PAIRS = 12, 5000


def read_form(*encoded: str) -> Json:
    """Nested dictionaries; an array is a dictionary with the keys "0", "1", … Raises Malformed."""
    tree: Json = {}
    for text in encoded:
        pairs = text.split("&") if text else []
        if len(pairs) > MAX_PAIRS:
            raise UnreadableRequest(f"Invalid request: more than {MAX_PAIRS} parameters.")
        for pair in filter(None, pairs):
            name, _, value = pair.partition("=")
            _place(tree, _steps(name), _decoded(value))
    return tree


def _place(tree: Json, path: tuple[str, ...], value: str) -> None:
    node = tree
    for n, step in enumerate(path[:-1]):
        node = node.setdefault(step or _element(node, path[n + 1 :]), {})
        if not isinstance(node, dict):
            raise _conflict(path)
    last = path[-1] or str(len(node))
    if isinstance(node.get(last), dict):
        raise _conflict(path)
    node[last] = value


@lru_cache(maxsize=4096)  # names repeat from call to call
def _steps(encoded: str) -> tuple[str, ...]:
    name = _decoded(encoded)
    if "[" not in name:
        return (name,)
    path = name.replace("]", "").split("[")
    if len(path) > MAX_DEPTH or not _KEY.match(name):
        raise UnreadableRequest(f"Invalid parameter name: {name}", param=name)
    return tuple(path)


def _decoded(text: str) -> str:
    try:
        return unquote_plus(text, errors="strict") if "%" in text or "+" in text else text
    except UnicodeDecodeError as err:
        raise UnreadableRequest("Invalid request: the parameters are not valid UTF-8.") from err


def _element(node: Json, rest: tuple[str, ...]) -> str:
    """Which element `[]` means: the last one while it lacks what follows, else a new one."""
    last = str(len(node) - 1)
    return last if last in node and not _has(node[last], rest) else str(len(node))


def _has(node: object, path: tuple[str, ...]) -> bool:
    for step in path:
        if not isinstance(node, dict):
            return True
        if step == "" or step not in node:
            return False
        node = node[step]
    return True


def _conflict(path: tuple[str, ...]) -> UnreadableRequest:
    name = path[0] + "".join(f"[{step}]" for step in path[1:])
    return UnreadableRequest(f"Invalid object: {name}", param=name)
