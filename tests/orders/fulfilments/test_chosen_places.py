"""What was ordered to be collected is laid ready where the shopper chose."""

from shop.kit.clock import now
from shop.orders.delivering.choosing import choose_delivery
from shop.orders.delivering.offering import DeliveryChoice
from tests.support.checkout.deliveries import collect_at
from tests.support.goods.parcels import GoodsUnderTest


async def test_the_place_and_its_hours_are_told(goods: GoodsUnderTest) -> None:
    shop = goods.shop
    method_id, place_id = await collect_at(shop, hours={"mon": ["09:00-14:00"]})
    order = await shop.order([("MUG", 1)])
    async with shop.database.transaction(shop.merchant.id) as session:
        choice = DeliveryChoice(method_id=method_id, place_id=place_id)
        chosen = await choose_delivery(session, order.id, choice, at=now())
    await shop.pay(chosen)
    await goods.make_ready(await goods.pack(chosen, (1, 1)), None, None)
    (said,) = await goods.said("fulfilment.ready")
    assert "Tienda del Faro, Calle Mayor 1, 28013 Madrid" in said.text
    assert "lun 9:00-14:00" in said.text
