"""Line items of links and sessions: each a price, new or existing, and a quantity."""

from shop.sandbox.stripe.links.prices import build_price, line_amount, store_and_announce
from shop.sandbox.stripe.objects.account import AccountRecord
from shop.sandbox.stripe.objects.errors import Refused, missing
from shop.sandbox.stripe.objects.money import check_total
from shop.sandbox.stripe.objects.values import new_id
from shop.sandbox.types import Json


def create_lines(account: AccountRecord, given: list[Json], noun: str) -> list[Json]:
    """Price every line; products and prices are stored only if all lines are good. Raises Refused."""
    if not given:
        raise missing("line_items")
    planned = [_plan(account, line, f"line_items[{n}]") for n, line in enumerate(given)]
    lines = [line for line, _ in planned]
    _check(lines, noun)
    for _, fresh in planned:
        for row in fresh:
            store_and_announce(account, row)
    return lines


def copied(lines: list[Json]) -> list[Json]:
    """The same lines under new ids: a session has its own."""
    return [{**line, "id": new_id("li")} for line in lines]


def requantified(line: Json, quantity: int) -> Json:
    """The line with another quantity."""
    amount = line_amount(line["price"], quantity)
    return {**line, "quantity": quantity, "amount_subtotal": amount, "amount_total": amount}


def total_of(lines: list[Json]) -> int:
    """The sum of all lines, in minor units."""
    return sum(line["amount_total"] for line in lines)


def _plan(account: AccountRecord, given: Json, at: str) -> tuple[Json, list[Json]]:
    """The line, and the product and price that must be stored for it."""
    if ("price" in given) == ("price_data" in given):
        if "price" not in given:
            raise missing(f"{at}[price]")
        both = f"{at}[price], {at}[price_data]"
        raise Refused(f"You may only specify one of these parameters: {both}.", param=f"{at}[price]")
    if "quantity" not in given:
        raise missing(f"{at}[quantity]")
    fresh: list[Json] = []
    if "price" in given:
        price = account.find("price", given["price"], param=f"{at}[price]", status=400)
        product = account.find("product", price["product"])
    else:
        price, new = build_price(account, given["price_data"], at=f"{at}[price_data]", active=False)
        product = new or account.find("product", price["product"])
        fresh = [row for row in (new, price) if row]
    return _line(price, product["name"], given["quantity"]), fresh


def _line(price: Json, description: str, quantity: int) -> Json:
    amount = line_amount(price, quantity)
    return {
        "id": new_id("li"),
        "object": "item",
        "amount_discount": 0,
        "amount_subtotal": amount,
        "amount_tax": 0,
        "amount_total": amount,
        "currency": price["currency"],
        "description": description,
        "price": price,
        "quantity": quantity,
    }


def _check(lines: list[Json], noun: str) -> None:
    currencies = sorted({line["currency"] for line in lines})
    if len(currencies) > 1:
        message = f"You cannot combine currencies on a single {noun}. Found: {', '.join(currencies)}."
        raise Refused(message, param="line_items")
    check_total(total_of(lines), currencies[0], noun)
