"""What the page says on which an order's delivery is chosen. Pure."""

from collections.abc import Sequence

from babel import Locale

from shop.delivery.addresses import Address
from shop.delivery.quotes import DeliveryQuote
from shop.kit.money import closest_locale, format_money
from shop.kit.texts.lines import one_line
from shop.kit.translations import t
from shop.merchants.models import Merchant
from shop.orders.cost.computing import Cost, NotSoldThere
from shop.orders.cost.tax_names import tax_name
from shop.orders.delivering.offering import DeliveryChoice, DeliveryOffers, address_mark
from shop.orders.delivering.words import address_line, delivery_dates
from shop.orders.models import Order
from shop.orders.order_line import OrderLine
from shop.web.pay_page import amounts_of, rendered

Amounts = list[tuple[str, str]]  # a label, and what it costs


class CheckoutPage:
    """The page of one order, in its language."""

    def __init__(self, merchant: Merchant, order: Order, lines: Sequence[OrderLine], chat: str) -> None:
        self._merchant, self._order, self._lines, self._chat = merchant, order, lines, chat
        self._locale = order.locale

    def choosing(
        self,
        offers: DeliveryOffers,
        *,
        is_new: bool,
        trouble: str,
        told: str,
        written: Address | None,
    ) -> str:
        """The ways the order can come, and a form for the address. `is_new`: the address was written just now."""
        return self._rendered(
            "checkout",
            t(self._locale, "How would you like to receive it?"),
            sums=[*self._goods(), *self._discounts()],
            options=[self._option(quote, offers, is_new=is_new) for quote in offers.quotes],
            brings_home=offers.brings_home,
            has_home=bool(offers.home),
            countries=self._countries(offers.countries),
            country=(written and written.country) or self._merchant.country,
            trouble=trouble or self._why_not_home(offers, is_new=is_new),
            told=told,
            written=written,
            hidden=_hidden(offers.address, is_new=is_new) if offers.address else {},
        )

    def _why_not_home(self, offers: DeliveryOffers, *, is_new: bool) -> str:
        """Why nothing is brought to the address that was written, or nothing can be had at all."""
        refused = offers.refused if is_new or offers.impossible else None
        return refused.said(self._locale, self._order.currency) if refused and not offers.home else ""

    def summary(self, cost: Cost, choice: DeliveryChoice, *, is_new: bool) -> str:
        """Everything it costs, and the button that orders it with the obligation to pay."""
        total = self._money(cost.total_minor)
        name = f"{choice.method_id}:{choice.place_id or ''}"
        return self._rendered(
            "checkout_summary",
            t(self._locale, "Your order"),
            sums=[*self._costs(cost), (t(self._locale, "Total"), total)],
            tax=self._tax(cost),
            where=self._where(cost, choice, is_new=is_new),
            button=t(self._locale, "Order and pay {total}", total=total),
            hidden={
                **_hidden(choice.address, is_new=is_new),
                "delivery": name,
                "accepts": str(cost.total_minor),
            },
        )

    def _rendered(self, name: str, title: str, **shown: object) -> str:
        about = f"{one_line(self._merchant.name)} · {self._order.number}"
        return rendered(name, self._locale, title=title, about=about, again=None, chat=self._chat, **shown)

    def _goods(self) -> Amounts:
        return [
            (f"{line.quantity} × {one_line(line.name)}", self._money(line.total_minor + line.discount_minor))
            for line in self._lines
        ]

    def _discounts(self) -> Amounts:
        return [
            (each.code or each.name, f"−{self._money(each.amount_minor)}")
            for each in self._order.discounts
            if each.amount_minor
        ]

    def _costs(self, cost: Cost) -> Amounts:
        """As it would be with that delivery."""
        name = cost.quote.name if cost.quote else ""
        amounts = amounts_of(cost, self._order.currency, self._locale)
        return [*amounts, (one_line(name), self._price(cost.delivery_minor))]

    def _tax(self, cost: Cost) -> str:
        name = tax_name(self._merchant.country, self._locale) or t(self._locale, "tax")
        tax = self._money(cost.totals.tax_minor)
        return t(self._locale, "Includes {tax} {tax_name}", tax=tax, tax_name=name)

    def _where(self, cost: Cost, choice: DeliveryChoice, *, is_new: bool) -> list[str]:
        """Where and when: what they wrote themselves a moment ago, or the place."""
        quote = cost.quote
        place = quote.place if quote else None
        if place is not None:
            told = [one_line(place.name), address_line(place.address)]
        elif choice.address is not None:
            told = [address_line(choice.address) if is_new else _partly(choice.address)]
        else:
            told = []
        return [*told, *filter(None, [delivery_dates(quote, self._locale) if quote else ""])]

    def _option(self, quote: DeliveryQuote, offers: DeliveryOffers, *, is_new: bool) -> dict[str, object]:
        if quote.place is not None:
            where = address_line(quote.place.address)
        elif offers.address is not None:
            where = address_line(offers.address) if is_new else _partly(offers.address)
        else:
            where = ""
        return {
            "value": f"{quote.method_id}:{quote.place_id or ''}",
            "name": one_line(quote.name),
            "about": " · ".join(filter(None, [where, delivery_dates(quote, self._locale)])),
            "price": self._price(quote.price_minor),
        }

    def _countries(self, codes: Sequence[str]) -> list[tuple[str, str]]:
        names = Locale.parse(closest_locale(self._locale)).territories
        return sorted(((code, names.get(code, code)) for code in codes), key=lambda each: each[1])

    def _price(self, minor: int) -> str:
        return self._money(minor) if minor else t(self._locale, "free")

    def _money(self, minor: int) -> str:
        return format_money(minor, self._order.currency, self._locale)


def not_sold_there(error: NotSoldThere, locale: str) -> str:
    """Goods that may not be sold where they would go, in words."""
    names = ", ".join(map(one_line, error.names))
    return t(locale, "We cannot sell this to that country: {names}.", names=names)


def _hidden(address: Address | None, *, is_new: bool) -> dict[str, str]:
    """What the next form sends along: an address that was written here; the one of an order before stays with us."""
    if address is None:
        return {}
    if not is_new:
        return {"known": address_mark(address)}
    return {name: getattr(address, name) for name in address.__struct_fields__}


def _partly(address: Address) -> str:
    """Enough to know one's own: whoever has the link may see it."""
    return f"{address.postal_code[:2]}… {one_line(address.city)}"
