"""An order's lines and sums as a chat shows them. Pure."""

from collections.abc import Sequence

from shop.kit.money import format_money
from shop.kit.texts.lines import one_line
from shop.kit.translations import t, tn
from shop.merchants.models import Merchant
from shop.orders.cost.tax_names import tax_name
from shop.orders.models import Order
from shop.orders.order_line import OrderLine
from shop.whatsapp.outgoing import clip

LONGEST_NAME = 120  # of a product, in a line people read in a chat
LONGEST_NAMES = 400  # of several products, in a sentence
LONGEST_LINES = 700  # what the lines of an order may take of a body
MOST_DISCOUNTS = 3  # that are named one by one
LONGEST_PART = 60  # the name of a discount or a delivery


def breakdown(merchant: Merchant, order: Order, lines: Sequence[OrderLine]) -> str:
    """The goods, what they cost less, the delivery, and the total with the tax in it."""
    parts = [*_discounted(order), *_delivered(order)]
    goods = _listed(order, lines, room=LONGEST_LINES - sum(len(part) + 1 for part in parts))
    return "\n".join([goods, *parts, "", _total(merchant, order)])


def _discounted(order: Order) -> list[str]:
    """What each discount takes off; several in one line where they are too many to be read."""
    given = [each for each in order.discounts if each.amount_minor]
    if len(given) > MOST_DISCOUNTS:
        label = t(order.locale, "Discounts")
        return [f"{label}: −{_money(order, order.discount_minor)}"]
    return [f"{_part(each.code or each.name)}: −{_money(order, each.amount_minor)}" for each in given]


def _delivered(order: Order) -> list[str]:
    """How it comes, and what that costs; nothing where nothing is delivered."""
    if order.delivery is None:
        return []
    price = _money(order, order.delivery_minor) if order.delivery_minor else t(order.locale, "free")
    return [f"{_part(order.delivery.name)}: {price}"]


def _part(name: str) -> str:
    return clip(one_line(name), LONGEST_PART) or "?"


def _money(order: Order, minor: int) -> str:
    return format_money(minor, order.currency, order.locale)


def _total(merchant: Merchant, order: Order) -> str:
    total, tax = _money(order, order.total_minor), _money(order, order.tax_minor)
    if order.waits_for_delivery:
        return t(order.locale, "Total: *{total}*, without delivery", total=total)
    if name := tax_name(merchant.country, order.locale):
        return t(
            order.locale,
            "Total: *{total}* (includes {tax} {tax_name})",
            total=total,
            tax=tax,
            tax_name=name,
        )
    return t(order.locale, "Total: *{total}* (includes {tax} tax)", total=total, tax=tax)


def shop_name(merchant: Merchant) -> str:
    """The merchant's name as a template takes it: one line, and not longer than a body bears."""
    return _named(merchant.name)


def listed_names(locale: str, names: Sequence[str]) -> str:
    """Names in one line, each cut, as many as fit; the rest is counted."""
    shown: list[str] = []
    for position, name in enumerate(map(_named, names)):
        if sum(len(earlier) + 2 for earlier in shown) + len(name) > LONGEST_NAMES:
            shown.append(tn(locale, "and {count} more", "and {count} more", len(names) - position))
            break
        shown.append(name)
    return ", ".join(shown)


def _named(name: str) -> str:
    """A name in a line; "?" where nothing of it can be shown."""
    return clip(one_line(name), LONGEST_NAME) or "?"


def _listed(order: Order, lines: Sequence[OrderLine], *, room: int) -> str:
    """The lines as long as they fit; the rest as one."""
    shown: list[str] = []
    for position, line in enumerate(lines):
        text = _line(order, line)
        if sum(len(earlier) + 1 for earlier in shown) + len(text) > room:
            shown.append(_rest(order, lines[position:]))
            break
        shown.append(text)
    return "\n".join(shown)


def _rest(order: Order, lines: Sequence[OrderLine]) -> str:
    return tn(
        order.locale,
        "• and {count} more line: {total}",
        "• and {count} more lines: {total}",
        len(lines),
        total=_money(order, sum(map(_listed_minor, lines))),
    )


def _listed_minor(line: OrderLine) -> int:
    """Before discounts, which are lines of their own."""
    return line.total_minor + line.discount_minor


def _line(order: Order, line: OrderLine) -> str:
    total = _money(order, _listed_minor(line))
    text = f"• {line.quantity} × {_named(line.name)}: {total}"
    if line.claimed_minor is None or line.claimed_minor == (unit_minor := order.unit_shown(line)):
        return text
    now, before = (
        format_money(amount, order.currency, order.locale) for amount in (unit_minor, line.claimed_minor)
    )
    changed = t(order.locale, "({now} each; your cart said {before})", now=now, before=before)
    return f"{text}\n  {changed}"
