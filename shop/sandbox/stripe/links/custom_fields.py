"""Custom fields: what a link asks beyond contact and address, and what a session keeps of the answers."""

from shop.sandbox.types import Json

LIMITS = ("maximum_length", "minimum_length")


def link_field(given: Json) -> Json:
    """A field as a link shows it: members that were not sent have their defaults."""
    kind = given["type"]
    settings = {"default_value": None, **({} if kind == "dropdown" else dict.fromkeys(LIMITS))}
    return {**given, "optional": given.get("optional", False), kind: {**settings, **given.get(kind, {})}}


def session_field(field: Json, value: str | None = None) -> Json:
    """The same field as a session shows it, with its answer."""
    return {**field, field["type"]: {**field[field["type"]], "value": value or None}}
