"""What the tests of bad carts share: goods, raw carts, and what became of them."""

import asyncio
from collections.abc import Sequence
from typing import Any

from sqlmodel import col, select

from shop.catalog.models import Product, ProductStatus, Stock, Variant
from shop.inbox.conversations.models import Conversation
from shop.kit.clock import now
from shop.orders.models import Order
from shop.orders.order_line import OrderLine
from shop.sandbox.control_client import Phone, text_of
from tests.support.running.installation import Shop

Json = dict[str, Any]


def item(sku: object = "TAZA-AZUL", quantity: object = 1, **more: object) -> Json:
    """One line of a cart as the wire carries it."""
    return {"product_retailer_id": sku, "quantity": quantity, "item_price": 12.5, "currency": "EUR", **more}


async def send(phone: Phone, *items: object) -> str:
    """A cart with exactly these lines, however odd."""
    order = {"catalog_id": "1", "text": "", "product_items": list(items)}
    return await phone.send({"type": "order", "order": order})


async def answer_to(shop: Shop, phone: Phone, *items: object) -> str:
    """What the shopper reads after sending a cart."""
    await send(phone, *items)
    heard = await phone.hears()
    await shop.wait_until_idle()
    return text_of(heard)


async def answers_to_each(shop: Shop, *carts: Sequence[object]) -> list[str]:
    """What as many shoppers read who each send one of the carts."""
    people = [await shop.shopper() for _ in carts]
    await asyncio.gather(*(send(person, *lines) for person, lines in zip(people, carts, strict=True)))
    heard = await asyncio.gather(*(person.hears() for person in people))
    await shop.wait_until_idle()
    return [text_of(message) for message in heard]


async def orders(shop: Shop) -> list[Order]:
    return await shop.all(select(Order).order_by(col(Order.number)))


async def ordered(shop: Shop) -> dict[str, int]:
    """What was ordered, over all orders."""
    lines = await shop.all(select(OrderLine))
    return {line.sku: sum(other.quantity for other in lines if other.sku == line.sku) for line in lines}


async def archive(shop: Shop, sku: str) -> None:
    """The merchant no longer sells it."""
    async with shop.services.database.transaction(shop.merchant.id) as session:
        variant = (await session.exec(select(Variant).where(Variant.sku == sku))).one()
        product = await session.get_one(Product, (shop.merchant.id, variant.product_id))
        product.status = ProductStatus.ARCHIVED


async def leave(shop: Shop, sku: str, on_hand: int) -> None:
    """So many are on hand."""
    async with shop.services.database.transaction(shop.merchant.id) as session:
        variant = (await session.exec(select(Variant).where(Variant.sku == sku))).one()
        stock = (await session.exec(select(Stock).where(Stock.variant_id == variant.id))).one()
        stock.on_hand = on_hand


async def add_goods(shop: Shop, number: int, *, title: str = "Postal {n}") -> list[str]:
    """More products, EUR 1.00 each, ten of each; returns their SKUs."""
    async with shop.services.database.transaction(shop.merchant.id) as session:
        for n in range(number):
            at = now()
            product = Product(
                merchant_id=shop.merchant.id, title=title.format(n=n), created_at=at, updated_at=at
            )
            session.add(product)
            await session.flush()
            variant = Variant(
                merchant_id=shop.merchant.id,
                product_id=product.id,
                sku=f"POSTAL-{n}",
                price_minor=100,
                currency="EUR",
            )
            session.add(variant)
            await session.flush()
            session.add(Stock(merchant_id=shop.merchant.id, variant_id=variant.id, on_hand=10))
    return [f"POSTAL-{n}" for n in range(number)]


async def hand_to_person(shop: Shop) -> None:
    """Somebody of the team takes every conversation over."""
    async with shop.services.database.transaction(shop.merchant.id) as session:
        for conversation in (await session.exec(select(Conversation))).all():
            conversation.note_person(at=now())
