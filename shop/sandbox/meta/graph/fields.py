"""Reading members of a request body the way Graph does: missing, of the wrong type, too long."""

from typing import Any
from urllib.parse import urlsplit

from shop.sandbox.meta.graph.errors import bad_param, invalid, missing
from shop.sandbox.types import Json


def member(body: Json, name: str) -> Json:
    """The object named after the type, e.g. `text` of a text message. Raises GraphError 131008 or 100."""
    found = body.get(name)
    if found is None:
        raise missing(f"Parameter '{name}' is mandatory for type '{name}'")
    if not isinstance(found, dict):
        raise bad_param(f"Param {name} must be a JSON object.")
    return found


def string(holder: Json, key: str, where: str, limit: int, *, needed: bool = True) -> str | None:
    """A string parameter of a plain message. Raises GraphError 100 in Graph's wording."""
    value = holder.get(key)
    if value is None:
        if needed:
            raise bad_param(f"The parameter {where}['{key}'] is required.")
        return None
    if not isinstance(value, str):
        raise bad_param(f"Param {where}['{key}'] must be a string.")
    if len(value) > limit:
        raise bad_param(f"Param {where}['{key}'] must be at most {limit} characters long.")
    if needed and not value:
        raise bad_param(f"The parameter {where}['{key}'] is required.")
    return value


def bounded(value: Any, what: str, limit: int, *, least: int = 1) -> str:
    """A text of an interactive message, e.g. "Button title". Raises GraphError 131008 or 131009."""
    if value is None:
        raise missing(f"{what} is required")
    if not isinstance(value, str):
        raise invalid(f"{what} must be a string")
    if not least <= len(value) <= limit:
        raise invalid(f"{what} length invalid. Min length: {least}, Max length: {limit}")
    return value


def objects(value: Any, what: str, least: int, most: int) -> list[Json]:
    """A list of objects within its bounds. Raises GraphError 131008 or 131009."""
    if value is None:
        raise missing(f"{what} is required")
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        raise invalid(f"{what} must be an array of objects")
    if not least <= len(value) <= most:
        raise invalid(f"Invalid {what} count. Min allowed {what}: {least}, Max allowed {what}: {most}")
    return value


def web_address(value: Any, what: str) -> str:
    """An absolute http(s) address. Raises GraphError 131008 or 131009."""
    text = bounded(value, what, 2000)
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.netloc or " " in text:
        raise invalid(f"{what} is not a valid URL")
    return text
