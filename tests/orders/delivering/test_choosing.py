"""An order waits for its delivery; the choice prices it anew, and only then it can be paid."""

from uuid import UUID

import pytest
from sqlmodel import select

from shop.carts.check import check_variants
from shop.delivery.models import DeliveryMethod, SetupStatus
from shop.delivery.setup import DeliveryKind
from shop.discounts.evaluation import DiscountKind
from shop.invoices.models import Invoice
from shop.kit.clock import now
from shop.orders.cost.totals import TaxTreatment
from shop.orders.delivering.choosing import DeliveryNotOffered, TotalMoved, choose_delivery
from shop.orders.delivering.offering import DeliveryChoice
from shop.orders.models import Order, OrderStateConflict
from shop.orders.order_line import OrderLine
from shop.orders.reading import lines_of, lock_order
from shop.orders.repricing import reprice
from tests.support.checkout.deliveries import ANA_AT_HOME, IN_LISBON, collect_at, deliver_to, discount
from tests.support.shop import ShopUnderTest


async def choose(
    shop: ShopUnderTest, order: Order, choice: DeliveryChoice, *, accepts_minor: int | None = None
) -> Order:
    async with shop.database.transaction(shop.merchant.id) as session:
        return await choose_delivery(session, order.id, choice, at=now(), accepts_minor=accepts_minor)


def home(method_id: UUID, address: object = ANA_AT_HOME) -> DeliveryChoice:
    return DeliveryChoice(method_id=method_id, address=address)  # type: ignore[arg-type]


async def lines(shop: ShopUnderTest, order: Order) -> list[OrderLine]:
    async with shop.database.transaction(shop.merchant.id) as session:
        return list(await lines_of(session, order))


async def test_without_deliveries_an_order_asks_for_none(shop: ShopUnderTest) -> None:
    order = await shop.fresh(await shop.order([("MUG", 1)]))
    assert (order.needs_delivery, order.delivery, order.total_minor) == (False, None, 1210)
    assert await shop.jobs("payments.create_link") == [{"order_id": str(order.id)}]


async def test_an_order_waits_until_its_delivery_is_chosen(shop: ShopUnderTest) -> None:
    method_id = await deliver_to(shop)
    order = await shop.fresh(await shop.order([("MUG", 1)]))
    assert (order.waits_for_delivery, order.total_minor) == (True, 1210)
    assert await shop.jobs("payments.create_link") == []
    await choose(shop, order, home(method_id))
    chosen = await shop.fresh(order)
    assert (chosen.waits_for_delivery, chosen.revision) == (False, 2)
    assert (chosen.total_minor, chosen.delivery_minor, chosen.tax_minor) == (1700, 490, 295)
    assert chosen.delivery is not None
    assert (chosen.delivery.kind, chosen.delivery.address) == (DeliveryKind.HOME, ANA_AT_HOME)
    assert len(await shop.jobs("payments.create_link")) == 1


async def test_the_chat_asks_by_a_list(shop: ShopUnderTest) -> None:
    await deliver_to(shop)
    _, place_id = await collect_at(shop)
    await shop.order([("MUG", 1)])
    [asked] = await shop.messages(reason="order.delivery_asked")
    assert "¿Cómo quieres recibirlo?" in asked.text
    rows = asked.content["sections"][0]["rows"]
    assert [row["title"] for row in rows] == ["Recogida", "Envío a domicilio"]
    assert str(place_id) in rows[0]["id"]
    assert "gratis" in rows[0]["description"]


async def test_where_something_was_brought_before_it_can_be_brought_again(shop: ShopUnderTest) -> None:
    method_id, conversation_id = await deliver_to(shop), await shop.person()
    before = await shop.order([("MUG", 1)], conversation_id)
    await choose(shop, before, home(method_id))
    await shop.order([("FISH", 1)], conversation_id)
    rows = (await shop.messages(reason="order.delivery_asked"))[-1].content["sections"][0]["rows"]
    assert [row["title"] for row in rows] == ["Mensajero", "Otra dirección"]
    assert "Calle del Pez 7, 28004 Madrid" in rows[0]["description"]


async def test_what_cannot_be_delivered_is_said_and_shown_to_staff(shop: ShopUnderTest) -> None:
    method_id, _ = await collect_at(shop)
    async with shop.database.transaction(shop.merchant.id) as session:
        (await session.get_one(DeliveryMethod, (shop.merchant.id, method_id))).min_value_minor = 5000
    order = await shop.order([("MUG", 1)])
    [asked] = await shop.messages(reason="order.delivery_asked")
    assert "50,00" in asked.text
    assert "We deliver orders from" in str(await shop.attention(order))


async def test_it_is_not_chosen_what_is_not_offered(shop: ShopUnderTest) -> None:
    method_id = await deliver_to(shop, "ES")
    order = await shop.order([("MUG", 1)])
    with pytest.raises(DeliveryNotOffered, match="We do not deliver to 1100-053, Portugal"):
        await choose(shop, order, home(method_id, IN_LISBON))
    with pytest.raises(DeliveryNotOffered):
        await choose(shop, order, home(UUID(int=9)))
    assert (await shop.fresh(order)).waits_for_delivery


async def test_a_paid_order_has_nothing_to_choose(shop: ShopUnderTest) -> None:
    method_id = await deliver_to(shop)
    order = await shop.order([("MUG", 1)])
    await shop.pay(await choose(shop, order, home(method_id)))
    with pytest.raises(OrderStateConflict):
        await choose(shop, order, home(method_id))


async def test_the_delivery_stays_at_what_it_was_told_to_cost(shop: ShopUnderTest) -> None:
    method_id = await deliver_to(shop)
    order = await choose(shop, await shop.order([("MUG", 1)]), home(method_id))
    async with shop.database.transaction(shop.merchant.id) as session:
        method = await session.get_one(DeliveryMethod, (shop.merchant.id, method_id))
        method.price_minor, method.status = 990, SetupStatus.ARCHIVED
    await shop.set_price("MUG", 2000)
    async with shop.database.transaction(shop.merchant.id) as session:
        locked = await lock_order(session, order.id)
        assert locked is not None
        wanted = [(line.variant_id, line.quantity) for line in await lines_of(session, locked)]
        check = await check_variants(session, wanted, locale="es", at=now())
        assert await reprice(session, locked, check, at=now())
    assert (await shop.fresh(order)).total_minor == 2490


async def test_goods_that_cost_something_else_there_must_be_accepted(shop: ShopUnderTest) -> None:
    await shop.configure(tax_at_destination=True, kept_price="net")
    method_id = await deliver_to(shop, "ES", "PT")
    order = await shop.order([("MUG", 1)])
    with pytest.raises(TotalMoved) as moved:
        await choose(shop, order, home(method_id, IN_LISBON))
    assert moved.value.cost.total_minor == 1230 + 490
    assert (await shop.fresh(order)).waits_for_delivery
    chosen = await choose(shop, order, home(method_id, IN_LISBON), accepts_minor=1720)
    assert (chosen.total_minor, [line.rate for line in await lines(shop, chosen)]) == (1720, ["23"])


async def test_an_export_is_invoiced_without_tax_and_says_why(shop: ShopUnderTest) -> None:
    method_id = await deliver_to(shop)
    order = await shop.order([("MUG", 1)])
    canaries = ANA_AT_HOME.__class__("Ana", "Calle Triana 1", "Las Palmas", "35002", "ES")
    chosen = await choose(shop, order, home(method_id, canaries))
    assert (chosen.tax_minor, [each.treatment for each in chosen.taxes]) == (0, [TaxTreatment.EXPORT])
    await shop.pay(chosen)
    invoice: Invoice = await shop.one(select(Invoice))
    totals = invoice.content["totals"]
    assert (totals["gross_minor"], totals["tax_minor"], len(totals["lines"])) == (1700, 0, 2)


async def test_a_code_and_a_delivery_add_up_on_every_side(shop: ShopUnderTest) -> None:
    method_id = await deliver_to(shop)
    await discount(shop, DiscountKind.PERCENTAGE, percent_hundredths=1000, name="Rebaja")
    order = await choose(shop, await shop.order([("MUG", 2), ("FISH", 1)]), home(method_id))
    assert (order.discount_minor, order.total_minor) == (319, 2420 + 770 - 319 + 490)
    assert (
        sum(line.total_minor for line in await lines(shop, order)) + order.delivery_minor == order.total_minor
    )
    await shop.pay(order)
    invoice: Invoice = await shop.one(select(Invoice))
    assert invoice.content["totals"]["gross_minor"] == order.total_minor
