"""A pretend Meta that fails while the real worker sends: the shopper gets every message, and each one once."""

import pytest
from sqlmodel import col, select

from shop.inbox.models import Direction, Message, MessageStatus
from shop.sandbox.control_client import said, text_of
from tests.e2e.carts.bad_carts import item, send
from tests.support.running.installation import Shop


async def break_sends(shop: Shop, times: int = 1, **fault: object) -> None:
    """The next sends of this shop's number go wrong."""
    more = {"times": times, "phone_number_id": shop.phone_number_id}
    await shop.services.control_client.post("/faults", {"send": {**fault, **more}})


async def said_by_shop(shop: Shop) -> list[Message]:
    statement = select(Message).where(Message.direction == Direction.OUT).order_by(col(Message.id))
    return await shop.all(statement)


async def test_a_payment_link_whose_answer_was_lost_arrives_once(shop: Shop) -> None:
    ana = await shop.shopper()
    await break_sends(shop, lose_answer=True)
    await send(ana, item())
    link = await ana.hears()
    await shop.wait_until_idle()
    await shop.services.hurry()
    assert said(link)["type"] == "cta_url"
    assert len(await ana.received()) == 1
    (message,) = await said_by_shop(shop)
    assert (message.status, message.wamid) == (MessageStatus.DELIVERED, link["wamid"])


@pytest.mark.parametrize(
    "fault",
    [
        {"http_status": 500, "code": 131016},
        {"http_status": 429, "code": 130429},
        {"http_status": 400, "code": 131056},
    ],
    ids=["5xx", "429", "pair"],
)
async def test_a_greeting_that_was_refused_for_now_arrives_once(shop: Shop, fault: dict[str, int]) -> None:
    ana = await shop.shopper()
    await break_sends(shop, times=2, **fault)
    await ana.say("hola")
    await shop.wait_until_idle()
    assert await ana.received() == []
    await shop.services.hurry()
    await shop.services.hurry()
    assert "La Tienda del Faro" in text_of(await ana.hears())
    await shop.wait_until_idle()
    assert len(await ana.received()) == 1


async def test_an_answer_that_is_garbage_is_settled_by_the_status(shop: Shop) -> None:
    """It left, though nobody can read under which id; the status echoes ours and tells Meta's."""
    ana = await shop.shopper()
    await break_sends(shop, garbage=True)
    await ana.say("hola")
    greeting = await ana.hears()
    await shop.wait_until_idle()
    await shop.services.hurry()
    assert len(await ana.received()) == 1
    (message,) = await said_by_shop(shop)
    assert (message.status, message.wamid, message.attempt) == (MessageStatus.DELIVERED, greeting["wamid"], 1)


async def test_an_answer_that_is_garbage_is_not_taken_for_sent_before_the_status_says_so(shop: Shop) -> None:
    ana = await shop.shopper()
    await break_sends(shop, garbage=True)
    await shop.services.control_client.post("/faults", {"statuses": {"skip": ["sent", "delivered", "read"]}})
    await ana.say("hola")
    await ana.hears()
    await shop.wait_until_idle()
    await shop.services.hurry()
    assert len(await ana.received()) == 1
    (message,) = await said_by_shop(shop)
    assert (message.status, message.wamid) == (MessageStatus.SENDING, None)


async def test_a_dead_token_parks_the_queue(shop: Shop) -> None:
    ana = await shop.shopper()
    await break_sends(shop, http_status=401, code=190)
    await ana.say("hola")
    await shop.wait_until_idle()
    await ana.say("gracias")
    await shop.wait_until_idle()
    assert await ana.received() == []
    assert {message.status for message in await said_by_shop(shop)} == {MessageStatus.QUEUED}
