"""Metadata: 50 keys of 40 characters, values of 500; an update merges, `""` deletes."""

from dataclasses import dataclass
from typing import Any

from shop.sandbox.stripe.objects.errors import UnreadableRequest

MAX_KEYS, MAX_KEY, MAX_VALUE = 50, 40, 500


@dataclass(frozen=True)
class MetadataParam:
    """The kind of a `metadata` parameter: names to texts; None is the `""` that clears all."""

    def read(self, value: Any, at: str) -> dict[str, str] | None:
        if value == "":
            return None
        if not isinstance(value, dict) or not all(isinstance(v, str) for v in value.values()):
            raise UnreadableRequest("Invalid metadata: metadata must be a set of key-value pairs", param=at)
        for key, text in value.items():
            _check(key, text, at)
        if len(value) > MAX_KEYS:
            raise UnreadableRequest(
                f"Metadata can have up to {MAX_KEYS} keys, but you passed in {len(value)}.", param=at
            )
        return dict(value)


def merge_metadata(old: dict[str, str], change: dict[str, str] | None) -> dict[str, str]:
    """What an update leaves: None clears, an empty value deletes its key. Raises Malformed past 50 keys."""
    if change is None:
        return {}
    result = {k: v for k, v in {**old, **change}.items() if v != ""}
    if len(result) > MAX_KEYS:
        raise UnreadableRequest(f"Metadata can have up to {MAX_KEYS} keys.", param="metadata")
    return result


def _check(key: str, text: str, at: str) -> None:
    for what, given, most in (("keys", key, MAX_KEY), ("values", text, MAX_VALUE)):
        if len(given) > most:
            one = f"{what[:-1]} that is {len(given)} characters"
            raise UnreadableRequest(
                f"Metadata {what} can have up to {most} characters, but you passed in a {one}. "
                f"Invalid {what[:-1]}: {given}",
                param=at,
            )
