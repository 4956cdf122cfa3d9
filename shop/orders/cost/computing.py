"""What an order costs: goods, discounts, delivery and tax in one pure function.

The order of things: the shown price of each piece where it goes; discounts on the goods; delivery, by the weight and the
value that is left; a discount that frees the delivery; tax last, rounded once per rate. Delivery bears the taxes of the
goods that are delivered, in proportion to what they cost. So it always adds up:

    total = goods - discounts + delivery;  total = net + tax;  the lines and delivery's shares sum to both.

All amounts are minor units of one currency, with tax, as the shopper reads them.
"""

from collections.abc import Sequence

import msgspec

from shop.catalog.prices.tax import NoTaxRate
from shop.delivery.quotes import DeliveryQuote, quotes, why_none
from shop.delivery.reasons import NoDelivery
from shop.delivery.setup import DeliveryKind, Parcel
from shop.discounts.evaluation import (
    AppliedDiscount,
    DiscountableLine,
    DiscountKind,
    DiscountRule,
    Evaluation,
    RefusedCode,
    evaluate,
)
from shop.kit.errors import ShopError
from shop.orders.cost.circumstances import Circumstances, DeliveryWish, Good
from shop.orders.cost.shipping import delivery_shares, parcel_of
from shop.orders.cost.taxation import LineTax, Taxation
from shop.orders.cost.totals import LineTotal, PricedLine, Totals, compute_totals


class NotSoldThere(ShopError):
    """Goods whose tax nobody knows where they would go: never sold at a wrong rate."""

    status_code = 422

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__(f"No tax rate is known there for {', '.join(names)}.")
        self.names = tuple(names)


class Cost(msgspec.Struct, frozen=True, kw_only=True):
    """The breakdown. `totals.lines` are the goods in their order, then delivery's shares."""

    totals: Totals
    count: int  # of goods; what follows in `totals.lines` is delivery
    evaluation: Evaluation
    quote: DeliveryQuote | None = None
    offers: tuple[DeliveryQuote, ...] = ()
    no_delivery: NoDelivery | None = None
    brings_home: bool = False  # to some addresses
    countries: tuple[str, ...] = ()  # in which they are
    needs_delivery: bool = False  # something of it must be delivered, and how is to be chosen
    lost: tuple[RefusedCode, ...] = ()  # whose last use somebody else took while it was computed

    @property
    def lines(self) -> tuple[LineTotal, ...]:
        """The goods."""
        return self.totals.lines[: self.count]

    @property
    def delivery(self) -> tuple[LineTotal, ...]:
        """The delivery, one share per tax."""
        return self.totals.lines[self.count :]

    @property
    def goods_minor(self) -> int:
        """Before discounts."""
        return sum(each.line.quantity * each.line.unit_minor for each in self.lines)

    @property
    def discount_minor(self) -> int:
        """Taken off the goods."""
        return sum(each.line.discount_minor for each in self.lines)

    @property
    def delivery_minor(self) -> int:
        """What is charged for delivery."""
        return sum(each.gross_minor for each in self.delivery)

    @property
    def total_minor(self) -> int:
        return self.totals.gross_minor

    @property
    def applied(self) -> tuple[AppliedDiscount, ...]:
        return self.evaluation.applied

    @property
    def refused(self) -> tuple[RefusedCode, ...]:
        """The codes that do nothing, and why."""
        lost = {each.code for each in self.lost}
        return (*self.lost, *(each for each in self.evaluation.refused if each.code not in lost))


def compute_cost(goods: Sequence[Good], known: Circumstances) -> Cost:
    """Add everything up. Raises NotSoldThere."""
    units, taxes = _taxed(goods, known.taxation)
    basket = _discountable(goods, units)
    evaluation = _evaluated(basket, known)
    parcel = parcel_of(goods, _value(basket) - evaluation.total_minor)
    offers = _offers(parcel, known)
    quote = _chosen(offers, known.wish)
    if quote is not None and _may_free(known.rules):  # now it is known what that is worth
        evaluation = _evaluated(basket, known, delivery_minor=quote.price_minor)
    parts = zip(goods, units, taxes, evaluation.line_discounts, strict=True)
    priced = [_priced(good, unit, tax, discount) for good, unit, tax, discount in parts]
    charged = 0 if quote is None or evaluation.frees(quote.price_minor) else quote.price_minor
    shares = delivery_shares(charged, quote, priced, goods)
    return Cost(
        totals=compute_totals([*priced, *shares], prices_include_tax=True),
        count=len(priced),
        evaluation=evaluation,
        quote=quote,
        offers=offers,
        no_delivery=_why_none(offers, parcel, known),
        brings_home=known.setup.brings_home,
        countries=known.setup.countries,
        needs_delivery=known.setup.is_used and parcel.needs_delivery,
    )


def _taxed(goods: Sequence[Good], taxation: Taxation) -> tuple[list[int], list[LineTax]]:
    """The unit price and the tax of each good where it goes. Raises NotSoldThere with all that have none."""
    units, taxes, refused = [], [], []
    known: dict[tuple[str, bool], LineTax] = {}
    for good in goods:
        kind = (good.tax_class, good.requires_delivery)
        try:
            tax = known.get(kind) or taxation.line_tax(good.tax_class, is_goods=good.requires_delivery)
            units.append(taxation.unit_there(good.unit_minor, good.tax_class, tax))
        except NoTaxRate:
            refused.append(good.name)
            continue
        taxes.append(tax)
        known[kind] = tax
    if refused:
        raise NotSoldThere(refused)
    return units, taxes


def _discountable(goods: Sequence[Good], units: Sequence[int]) -> list[DiscountableLine]:
    return [
        DiscountableLine(
            variant_id=good.variant_id,
            product_id=good.product_id,
            collection_ids=good.collection_ids,
            quantity=good.quantity,
            unit_minor=unit,
        )
        for good, unit in zip(goods, units, strict=True)
    ]


def _evaluated(
    basket: Sequence[DiscountableLine], known: Circumstances, *, delivery_minor: int | None = None
) -> Evaluation:
    return evaluate(
        known.rules,
        basket,
        codes=known.codes,
        buyer=known.buyer,
        at=known.at,
        delivery_minor=delivery_minor,
    )


def _may_free(rules: Sequence[DiscountRule]) -> bool:
    return any(rule.kind is DiscountKind.FREE_DELIVERY for rule in rules)


def _value(basket: Sequence[DiscountableLine]) -> int:
    return sum(line.quantity * line.unit_minor for line in basket)


def _priced(good: Good, unit_minor: int, tax: LineTax, discount_minor: int) -> PricedLine:
    return PricedLine(
        name=good.name,
        sku=good.sku,
        quantity=good.quantity,
        unit_minor=unit_minor,
        rate=tax.rate,
        treatment=tax.treatment,
        discount_minor=discount_minor,
    )


def _offers(parcel: Parcel, known: Circumstances) -> tuple[DeliveryQuote, ...]:
    if not known.setup.is_used:
        return ()
    return quotes(known.setup, parcel, known.destination, locale=known.locale, at=known.at)


def _why_none(offers: Sequence[DeliveryQuote], parcel: Parcel, known: Circumstances) -> NoDelivery | None:
    """Why there is no way at all; where an address is known, why nothing is brought there."""
    setup, there = known.setup, known.destination
    if not setup.is_used or any(offer.kind is not DeliveryKind.PICKUP for offer in offers):
        return None
    homeward = tuple(method for method in setup.methods if method.kind is DeliveryKind.HOME)
    if there is not None and homeward:
        return why_none(msgspec.structs.replace(setup, methods=homeward), parcel, there)
    return None if offers else why_none(setup, parcel, there)


def _chosen(offers: Sequence[DeliveryQuote], wish: DeliveryWish | None) -> DeliveryQuote | None:
    """What was chosen: as it was told to the shopper, else at today's price; None where it is offered no more."""
    if wish is None:
        return None
    if wish.promised is not None:
        return wish.promised
    wanted = (wish.method_id, wish.place_id)
    return next((each for each in offers if (each.method_id, each.place_id) == wanted), None)
