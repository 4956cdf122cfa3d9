"""What a definition of a template is written with: its shape, and what its variables may hold for Meta's reviewer."""

from collections.abc import Callable

import msgspec

from shop.kit.money import format_money
from shop.kit.translations import t

# What a variable may hold, for Meta's reviewer, by locale.
Example = Callable[[str], str]


class Definition(msgspec.Struct, frozen=True, kw_only=True):
    """A template in every language there is a catalog for. `variables` are in the order of their numbers."""

    name: str
    category: str
    body: str
    variables: dict[str, Example]
    link: str = ""  # label of the button to /pay/{{1}}
    stop: str = ""  # label of the button that ends promotions
    document_header: bool = False


def example_order(locale: str) -> str:
    return "1001"


def example_shop(locale: str) -> str:
    return "La Tienda del Faro"


def example_total(locale: str) -> str:
    return format_money(3290, "EUR", locale)


def example_invoice(locale: str) -> str:
    return "S2026-000001"


def example_credit_note(locale: str) -> str:
    return "R2026-000001"


def example_part(locale: str) -> str:
    return format_money(1250, "EUR", locale)


def example_goods(locale: str) -> str:
    return "2 × " + t(locale, "Lighthouse mug")


def example_total_of_goods(locale: str) -> str:
    return format_money(2500, "EUR", locale)
