"""Kinds of parameters: each reads one value of a parsed form and refuses in Stripe's words.

An `ObjectParam` maps names to kinds. `read(value, at)` returns JSON values; `at` is the parameter's full name,
as in `line_items[0][quantity]`. `""` unsets what is an `UnsettableParam` (read as None).
"""

from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any, Protocol

from shop.sandbox.stripe.objects.errors import UnreadableRequest, missing
from shop.sandbox.types import Json


class ParamKind(Protocol):
    """Reads one value. Raises UnreadableRequest."""

    def read(self, value: Any, at: str) -> Any: ...


@dataclass(frozen=True)
class TextParam:
    """A string of at most `most` characters; an empty one is no value."""

    most: int = 5000

    def read(self, value: Any, at: str) -> str:
        text = scalar(value, at, "string")
        if text == "":
            raise UnreadableRequest(
                f"You passed an empty string for '{at}'. We assume empty values are an attempt to unset a "
                f"parameter; however '{at}' cannot be unset. You should remove '{at}' from your request or "
                "supply a non-empty value.",
                code="parameter_invalid_empty",
                param=at,
            )
        if len(text) > self.most:
            shown = f"{text[:10]}...{text[-3:]}"
            raise UnreadableRequest(
                f"Invalid string: {shown}; must be at most {self.most} characters", param=at
            )
        return text


@dataclass(frozen=True)
class IntegerParam:
    """A whole number within bounds."""

    least: int = 0
    most: int = 2**63 - 1

    def read(self, value: Any, at: str) -> int:
        text = scalar(value, at, "integer")
        digits = text.removeprefix("-")
        if not (digits.isascii() and digits.isdigit() and len(digits) < 20):
            raise UnreadableRequest(f"Invalid integer: {text}", code="parameter_invalid_integer", param=at)
        if int(text) < self.least:
            message = f"This value must be greater than or equal to {self.least}."
            raise UnreadableRequest(message, code="parameter_invalid_integer", param=at)
        if int(text) > self.most:
            message = f"This value must be less than or equal to {self.most}."
            raise UnreadableRequest(message, code="parameter_invalid_integer", param=at)
        return int(text)


@dataclass(frozen=True)
class DecimalParam:
    """A decimal number with at most `places` decimals, kept as text."""

    places: int = 12

    def read(self, value: Any, at: str) -> str:
        text = scalar(value, at, "decimal")
        try:
            number = Decimal(text)
        except InvalidOperation:
            raise UnreadableRequest(f"Invalid decimal: {text}", param=at) from None
        if not number.is_finite() or number < 0 or -int(number.as_tuple().exponent) > self.places:
            raise UnreadableRequest(
                f"Invalid decimal: {text}; must have at most {self.places} decimal places", param=at
            )
        return text


@dataclass(frozen=True)
class BooleanParam:
    """`true` or `false`."""

    def read(self, value: Any, at: str) -> bool:
        text = scalar(value, at, "boolean")
        if text not in ("true", "false"):
            raise UnreadableRequest(f"Invalid boolean: {text}", param=at)
        return text == "true"


@dataclass(frozen=True)
class ChoiceParam:
    """One of a fixed set of words."""

    words: tuple[str, ...]

    def read(self, value: Any, at: str) -> str:
        text = scalar(value, at, "string")
        if text not in self.words:
            *some, last = self.words
            choices = f"{', '.join(some)}, or {last}" if len(some) > 1 else " or ".join(self.words)
            name = at.rpartition("[")[2].rstrip("]")
            raise UnreadableRequest(
                f"Invalid {at if name.isdigit() else name}: must be one of {choices}", param=at
            )
        return text


@dataclass(frozen=True)
class ArrayParam:
    """An array with at most `most` elements."""

    item: ParamKind
    most: int = 1000

    def read(self, value: Any, at: str) -> list[Any]:
        if not isinstance(value, dict) or not all(k.isdigit() for k in value):
            raise UnreadableRequest("Invalid array", param=at)
        if len(value) > self.most:
            raise UnreadableRequest(f"Array {at} exceeded maximum {self.most} allowed elements.", param=at)
        ordered = sorted(value.items(), key=lambda pair: int(pair[0]))
        return [self.item.read(v, f"{at}[{k}]") for k, v in ordered]


@dataclass(frozen=True)
class ObjectParam:
    """An object: its members, and which of them it cannot do without."""

    members: dict[str, ParamKind] = field(default_factory=dict)
    required: tuple[str, ...] = ()

    def read(self, value: Any, at: str = "") -> Json:
        if not isinstance(value, dict):
            raise UnreadableRequest("Invalid object", param=at)
        name = f"{at}[%s]" if at else "%s"
        if not value.keys() <= self.members.keys():
            raise _unknown([name % k for k in value if k not in self.members])
        for k in self.required:
            if k not in value:
                raise missing(name % k)
        return {k: self.members[k].read(v, name % k) for k, v in value.items()}


@dataclass(frozen=True)
class UnsettableParam:
    """Of another kind, or `""` to clear the field (None)."""

    kind: ParamKind

    def read(self, value: Any, at: str) -> Any:
        return None if value == "" else self.kind.read(value, at)


@dataclass(frozen=True)
class AnyParam:
    """Accepted and kept as it came: fields nobody acts upon, such as dispute evidence."""

    def read(self, value: Any, at: str) -> Any:
        return value


def scalar(value: Any, at: str, name: str) -> str:
    """The text of a plain value. Raises Malformed for an object or an array."""
    if not isinstance(value, str):
        raise UnreadableRequest(f"Invalid {name}: {value!r}", param=at)
    return value


def _unknown(names: list[str]) -> UnreadableRequest:
    plural = "s" if len(names) > 1 else ""
    message = f"Received unknown parameter{plural}: {', '.join(names)}"
    return UnreadableRequest(message, code="parameter_unknown", param=names[0])
