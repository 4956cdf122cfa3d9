"""Reminders with everything twice, and the three ways to stop them."""

import asyncio
from typing import Any

import pytest
from sqlmodel import col, select

from shop.customers.models import ConsentEntry, Customer, Marketing
from shop.inbox.lanes import Lane
from shop.inbox.models import Message, MessageStatus
from shop.inbox.sending.pausing import resume_number
from shop.kit.db.database import Database
from shop.merchants.models import WhatsAppNumber
from shop.orders.models import Order
from shop.recovery.models import Recovery, RecoveryState
from shop.sandbox.control_client import said, text_of
from shop.templates.definitions import STOP_PAYLOAD
from shop.timetable import timetable
from shop.worker import open_worker
from tests.e2e.recovery.local_time import at_local
from tests.support.running.installation import RunningServices, Shop, open_shop


@pytest.fixture
async def always_open(services: RunningServices) -> Any:
    """A merchant without hours, on a day at eleven."""
    await at_local(11)
    yield await open_shop(services, hours={})
    await services.calm()


async def willing(shop: Shop) -> Any:
    """A shopper who agreed to reminders."""
    eva = await shop.shopper("Eva")
    await eva.say("ALTA")
    await eva.hears()
    return eva


async def left_behind(shop: Shop) -> Any:
    """A willing shopper with an unpaid order."""
    eva = await willing(shop)
    await eva.send_cart_of([("TAZA-AZUL", 1, "12.50")])
    await eva.hears()
    await shop.wait_until_idle()
    return eva


async def reminders(shop: Shop) -> list[Message]:
    found: list[Message] = await shop.all(select(Message).where(Message.lane == Lane.REMINDER))
    return found


async def test_two_workers_and_two_timetables_send_one_reminder(always_open: Shop) -> None:
    shop = always_open
    eva = await left_behind(shop)
    database = Database(shop.services.database.url, pool_size=5)
    async with open_worker(database, shop.services.settings) as second, timetable(database):
        working = asyncio.create_task(second.run())
        await shop.services.advance(minutes=61)
        await shop.services.advance(minutes=2)
        second.stop()
        await working
    await database.close()
    await shop.wait_until_idle()
    assert len(await reminders(shop)) == 1
    templates = [message for message in await eva.received() if message["type"] == "template"]
    assert len(templates) == 1


async def test_a_waiting_cart_is_won_back_through_its_own_page(always_open: Shop) -> None:
    shop = always_open
    eva = await willing(shop)
    await eva.send_cart_of([("VELA", 5, "18.00")])  # two are left: the bot asks whether to go on
    await eva.hears()
    await shop.wait_until_idle()
    await shop.services.advance(minutes=61)
    reminder = await eva.hears(lambda message: message["type"] == "template")
    suffix = said(reminder)["components"][-2]["parameters"][0]["text"]
    page = await shop.services.http.get(f"/pay/{suffix}")
    assert "2 × Vela de sal" in page.text
    answer = await shop.services.http.post(f"/pay/{suffix}")
    await shop.wait_until_idle()
    order = await shop.one(select(Order))
    assert answer.headers["Location"].endswith(f"/pay/{order.pay_token}")
    await shop.pay(f"/pay/{order.pay_token}")
    await eva.hears(lambda message: "Pago recibido" in text_of(message))
    await shop.wait_until_idle()
    states = {("cart" if r.cart_id else "order"): r.state for r in await shop.all(select(Recovery))}
    assert states["cart"] is RecoveryState.RECOVERED


async def say_stop(eva: Any) -> None:
    await eva.say("BAJA")


async def switch_off(eva: Any) -> None:
    await eva.prefer("stop")


async def tap_stop(eva: Any) -> None:
    await eva.send({"type": "button", "button": {"payload": STOP_PAYLOAD, "text": "No más avisos"}})


@pytest.mark.parametrize("stop", [say_stop, switch_off, tap_stop])
async def test_a_stop_takes_back_what_is_queued_and_lasts(always_open: Shop, stop: Any) -> None:
    shop = always_open
    eva = await left_behind(shop)
    async with shop.services.database.transaction(shop.merchant.id) as session:
        (await session.exec(select(WhatsAppNumber))).one().paused_reason = "131042: payment problem"
    await shop.services.advance(minutes=61)
    assert [message.status for message in await reminders(shop)] == [MessageStatus.QUEUED]

    await stop(eva)
    await shop.wait_until_idle()
    assert [message.status for message in await reminders(shop)] == [MessageStatus.WITHDRAWN]
    assert (await shop.one(select(Customer))).marketing is Marketing.WITHDRAWN
    ledger = await shop.all(select(ConsentEntry).order_by(col(ConsentEntry.at)))
    assert [entry.given for entry in ledger] == [True, False]

    async with shop.services.database.transaction(shop.merchant.id) as session:
        await resume_number(session, (await session.exec(select(WhatsAppNumber))).one())
    await shop.wait_until_idle()
    await eva.send_cart_of([("ANCHOA", 1, "7.90")])
    await shop.wait_until_idle()
    await shop.services.advance(hours=2)
    assert [m for m in await eva.received() if m["type"] == "template"] == []
