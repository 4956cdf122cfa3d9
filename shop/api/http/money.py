"""Money on the wire."""

from typing import Annotated

import msgspec

from shop.catalog.rules import HIGHEST_PRICE, BadProduct

CurrencyCode = Annotated[
    str, msgspec.Meta(pattern="^[A-Z]{3}$", description="ISO 4217, upper case.", examples=["EUR"])
]


class ForeignCurrency(BadProduct):
    """A price in a currency in which this merchant does not sell."""


class Money(msgspec.Struct, frozen=True):
    """An amount in the smallest unit of its currency: 1250 EUR is 12.50 euro, 500 JPY is 500 yen."""

    amount_minor: Annotated[int, msgspec.Meta(examples=[1250])]
    currency: CurrencyCode


class Price(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What one piece costs, in the smallest unit of the merchant's currency."""

    amount_minor: Annotated[int, msgspec.Meta(ge=0, le=HIGHEST_PRICE, examples=[1250])]
    currency: CurrencyCode

    def minor_in(self, currency: str) -> int:
        """The amount, if the currency is the merchant's. Raises ForeignCurrency."""
        if self.currency != currency:
            raise ForeignCurrency(f"This merchant sells in {currency}, not in {self.currency}.")
        return self.amount_minor
