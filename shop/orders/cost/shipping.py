"""What is delivered of an order, and how the charge for it is taxed. Pure."""

from collections.abc import Sequence

from shop.delivery.quotes import DeliveryQuote
from shop.delivery.setup import Parcel
from shop.orders.cost.circumstances import Good
from shop.orders.cost.taxation import LineTax
from shop.orders.cost.totals import PricedLine, shares_of


def parcel_of(goods: Sequence[Good], value_minor: int) -> Parcel:
    """What is to be delivered of them."""
    delivered = [(good.quantity, good.weight_grams) for good in goods if good.requires_delivery]
    return Parcel.of(delivered, value_minor=value_minor)


def delivery_shares(
    charged_minor: int, quote: DeliveryQuote | None, lines: Sequence[PricedLine], goods: Sequence[Good]
) -> list[PricedLine]:
    """The delivery, one line for each tax of the goods that are delivered, in proportion to what they cost."""
    delivered = [line for line, good in zip(lines, goods, strict=True) if good.requires_delivery]
    if quote is None or not charged_minor or not delivered:
        return []
    weights: dict[LineTax, int] = {}
    by_cost = any(line.amount_minor for line in delivered)
    for line in delivered:
        tax = LineTax(line.rate, line.treatment)
        weights[tax] = weights.get(tax, 0) + (line.amount_minor if by_cost else line.quantity)
    shares = shares_of(list(weights.values()), charged_minor, sum(weights.values()))
    return [
        PricedLine(
            name=quote.name, sku="", quantity=1, unit_minor=share, rate=tax.rate, treatment=tax.treatment
        )
        for tax, share in zip(weights, shares, strict=True)
        if share
    ]
