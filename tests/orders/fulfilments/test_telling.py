"""What a shopper hears of parcels: once, true of a part, with the link, in the window or outside."""

from datetime import timedelta

import pytest
from sqlmodel import select

from shop.inbox.models import Message, MessageStatus
from shop.kit.clock import now
from shop.orders.fulfilments.carriers import shipment_of
from shop.whatsapp.outgoing import LinkMessage, TemplateMessage, decode
from tests.support.goods.parcels import OWN, GoodsUnderTest


async def told(goods: GoodsUnderTest, reason: str) -> Message:
    (message,) = await goods.said(reason)
    return message


async def test_a_parcel_that_left_is_told_with_a_button_that_follows_it(goods: GoodsUnderTest) -> None:
    order = await goods.paid()
    parcel = await goods.sent(order)
    message = await told(goods, "fulfilment.shipped")
    content = decode(message.content)
    assert isinstance(content, LinkMessage)
    assert content.url == "https://s.correosexpress.com/c?n=1234567890123456"
    assert content.label == "Seguir el envío"
    assert content.body == (
        f"Tu pedido *{order.number}* va de camino con Correos Express.\nNúmero de seguimiento: 1234567890123456"
    )
    assert message.about == f"shipped:{order.id}:{parcel.id}"


async def test_outside_the_window_a_template_says_the_same(goods: GoodsUnderTest) -> None:
    order = await goods.paid()
    await goods.deliver(await goods.sent(order))
    shipped, delivered = await goods.said()
    assert shipped.fallback is not None
    assert delivered.fallback is not None
    first, second = decode(shipped.fallback), decode(delivered.fallback)
    assert isinstance(first, TemplateMessage)
    assert isinstance(second, TemplateMessage)
    link = "https://s.correosexpress.com/c?n=1234567890123456"
    assert (first.name, first.body) == (
        "order_shipped",
        [str(order.number), "La Tienda del Faro", "Correos Express", link],
    )
    assert (second.name, second.language, len(second.body)) == ("order_delivered", "es", 3)


async def test_what_is_brought_by_the_shop_itself_needs_no_link(goods: GoodsUnderTest) -> None:
    order = await goods.paid()
    await goods.ship(await goods.pack(order), OWN)
    message = await told(goods, "fulfilment.shipped")
    assert message.text == f"Tu pedido *{order.number}* va de camino."
    assert message.fallback is not None
    assert decode(message.fallback).name == "order_sent"  # type: ignore[union-attr]


async def test_of_a_part_it_is_said_which(goods: GoodsUnderTest) -> None:
    order = await goods.paid(("MUG", 2), ("FISH", 1))
    await goods.delivered(order, (1, 1))
    shipped, delivered = await goods.said()
    assert "Parte de tu pedido" in shipped.text
    assert "1 × Taza del faro." in shipped.text
    assert "1 × Taza del faro." in delivered.text
    assert "Anchoas" not in shipped.text


async def test_the_day_of_the_delivery_is_the_carriers(goods: GoodsUnderTest) -> None:
    parcel = await goods.sent(await goods.paid())
    there = now() - timedelta(days=1)
    stored = await goods.deliver(parcel, told=there)
    assert stored.ended_at == there
    (event,) = [each for each in await goods.log() if each.kind == "fulfilment.delivered"]
    assert event.provider_at == there
    assert event.at > there


async def test_what_can_be_collected_is_told_with_place_and_hours(goods: GoodsUnderTest) -> None:
    await goods.shop.change_merchant(hours={"mon": ["09:00-14:00", "16:30-20:00"]})
    at_shop, elsewhere = await goods.paid(("MUG", 1)), await goods.paid(("FISH", 1))
    await goods.make_ready(await goods.pack(at_shop))
    await goods.make_ready(await goods.pack(elsewhere), "Quiosco\ndel puerto")
    first, second = await goods.said("fulfilment.ready")
    assert first.text.splitlines() == [
        f"Tu pedido *{at_shop.number}* está listo para recoger.",
        "Calle Mayor 1, 28013 Madrid",
        "lun 9:00-14:00, 16:30-20:00",
    ]
    assert second.text.splitlines()[1:] == ["Quiosco del puerto"]


async def test_who_collected_it_reads_that(goods: GoodsUnderTest) -> None:
    order = await goods.paid()
    await goods.collect(await goods.make_ready(await goods.pack(order)))
    message = await told(goods, "fulfilment.collected")
    assert f"Tu pedido *{order.number}* se recogió el" in message.text
    (ready,) = await goods.said("fulfilment.ready")
    assert ready.status is MessageStatus.WITHDRAWN  # it was not sent before somebody came


async def test_a_merchant_may_choose_not_to_tell_of_deliveries(goods: GoodsUnderTest) -> None:
    await goods.shop.configure(tell_delivered=False)
    await goods.delivered(await goods.paid())
    (message,) = await goods.said()
    assert (message.reason, message.status) == ("fulfilment.shipped", MessageStatus.QUEUED)


async def leave(goods: GoodsUnderTest, message: Message) -> None:
    """It is with WhatsApp."""
    async with goods.transaction() as session:
        stored = await session.get_one(Message, (message.merchant_id, message.id))
        stored.start_sending(at=now())


async def test_a_parcel_that_is_cancelled_before_anybody_heard_of_it_is_told_to_nobody(
    goods: GoodsUnderTest,
) -> None:
    order = await goods.paid()
    await goods.cancel(await goods.pack(order), None)
    await goods.cancel(await goods.sent(order))
    (message,) = await goods.said()
    assert (message.status, message.error_detail) == (MessageStatus.WITHDRAWN, "The parcel was cancelled.")


@pytest.mark.parametrize("is_ready", [False, True])
async def test_a_parcel_that_was_told_of_and_does_not_come_is_told(
    goods: GoodsUnderTest, is_ready: bool
) -> None:
    order = await goods.paid()
    parcel = await goods.pack(order)
    await (goods.make_ready(parcel) if is_ready else goods.ship(parcel))
    (first,) = await goods.said()
    await leave(goods, first)
    await goods.cancel(parcel)
    message = await told(goods, "fulfilment.cancelled")
    assert "no te llegará como te habíamos dicho" in message.text
    assert message.about == f"lost:{order.id}:{parcel.id}"


async def test_a_correction_replaces_what_was_not_sent_and_repeats_nothing_that_was(
    goods: GoodsUnderTest,
) -> None:
    parcel = await goods.sent(await goods.paid())
    await goods.correct(parcel, shipment_of("seur", "99", None))
    wrong, right = await goods.said()
    assert wrong.status is MessageStatus.WITHDRAWN
    assert "SEUR" in right.text
    await leave(goods, right)
    corrected = await goods.correct(parcel, shipment_of("mrw", "100", None))
    assert (corrected.carrier, corrected.tracking_number) == ("mrw", "100")
    assert len(await goods.said()) == 2
    events = [each for each in await goods.log() if each.kind == "fulfilment.corrected"]
    assert {tuple(each.data["fields"]) for each in events} == {("carrier", "tracking_number", "tracking_url")}


@pytest.mark.parametrize(
    ("locale", "said"),
    [
        ("en", "Your order *{}* is on its way with Correos Express."),
        ("pt_BR", "O seu pedido *{}* está a caminho com Correos Express."),
        ("pt_PT", "A sua encomenda *{}* vai a caminho com Correos Express."),
    ],
)
async def test_it_is_said_in_the_orders_language(goods: GoodsUnderTest, locale: str, said: str) -> None:
    order = await goods.paid(locale=locale)
    await goods.sent(order)
    assert said.format(order.number) in (await told(goods, "fulfilment.shipped")).text


async def test_long_names_and_places_fit_what_meta_takes(goods: GoodsUnderTest) -> None:
    for n in range(20):
        await goods.shop.stock(f"LONG{n}", 5, 100, title=f"{n} " + "nombre " * 20)
    order = await goods.paid(*((f"LONG{n}", 2) for n in range(20)))
    parcel = await goods.pack(order, *((n + 1, 1) for n in range(20)))
    await goods.make_ready(parcel, "sitio " * 50, "horas " * 50)
    message: Message = await goods.shop.one(select(Message).where(Message.reason == "fulfilment.ready"))
    assert len(message.text) <= 1024
    assert message.fallback is not None
    assert len(decode(message.fallback).body[2]) <= 300  # type: ignore[union-attr,index]
    assert len(decode(message.fallback).preview()) < 400


async def test_the_log_holds_no_number_and_no_name(goods: GoodsUnderTest) -> None:
    await goods.delivered(await goods.paid())
    logged = str([each.data for each in await goods.log()])
    assert "1234567890123456" not in logged
    assert "Ana" not in logged
