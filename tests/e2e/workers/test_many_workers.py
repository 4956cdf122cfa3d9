"""Several worker processes at once, and workers that are killed in the rush: each shopper gets everything once."""

import asyncio
from collections.abc import AsyncGenerator

import pytest
from sqlalchemy import text
from sqlmodel import col, select

from shop.inbox.models import Direction, Message, MessageStatus
from shop.invoices.models import Invoice
from shop.kit.db.session import execute_core
from shop.kit.embedded.server import EmbeddedServer
from shop.kit.jobs import enqueue
from shop.orders.models import Order, OrderStatus
from shop.payments.models import Payment, PaymentLink
from shop.sandbox.control_client import Phone, link_of
from tests.support.pace import PATIENCE_SECONDS
from tests.support.running.installation import Shop, open_shop
from tests.support.running.processes import ProcessInstallation, installed

CROWD = 12
_AGE = text("UPDATE message SET sending_at = sending_at - interval '16 minutes' WHERE status = 'sending'")


@pytest.fixture(scope="module")
async def installation(
    server: EmbeddedServer, tmp_path_factory: pytest.TempPathFactory
) -> AsyncGenerator[ProcessInstallation]:
    """A web process and a sandbox; each test starts the workers."""
    async with installed(server, tmp_path_factory.mktemp("many"), "many") as running:
        yield running


async def test_two_workers_at_once_do_everything_once(installation: ProcessInstallation) -> None:
    shop = await open_shop(installation.services)
    async with installation.worker() as one, installation.worker() as other:
        crowd = await crowded(shop)
        await asyncio.gather(*(buy(shop, person) for person in crowd))
        await shop.wait_until_idle()
        assert [await one.stop(), await other.stop()] == [0, 0]
    await everybody_got_everything_once(shop, crowd)


async def test_workers_that_are_killed_in_the_rush_lose_and_double_nothing(
    installation: ProcessInstallation,
) -> None:
    """One dies while a crowd orders, one while it pays, each with calls in the air and jobs in hand."""
    shop = await open_shop(installation.services)
    crowd = await crowded(shop)
    await asyncio.gather(*(person.send_cart_of([("TAZA-AZUL", 1, "12.50")]) for person in crowd))
    await one_dies(installation, after_calls=9)
    async with installation.worker() as second:
        await come_to_rest(shop)
        links = [link_of((await person.received())[0]) for person in crowd]
        await second.stop()
    await asyncio.gather(*(shop.pay(link) for link in links))
    await one_dies(installation, after_calls=15)
    async with installation.worker():
        await come_to_rest(shop)
    await everybody_got_everything_once(shop, crowd)


async def crowded(shop: Shop) -> list[Phone]:
    """People enough for everybody to be busy."""
    return [
        await shop.shopper(f"Nr {n}", phone=f"346{shop.phone_number_id[-5:]}{n:03d}") for n in range(CROWD)
    ]


async def buy(shop: Shop, person: Phone) -> None:
    """One mug, paid."""
    await person.send_cart_of([("TAZA-AZUL", 1, "12.50")])
    await shop.pay(link_of(await person.hears()))
    await person.hears(lambda message: message["type"] == "document")


async def one_dies(installation: ProcessInstallation, *, after_calls: int) -> None:
    """A worker is killed at its n-th call to the vendors."""
    before = vendors_calls(installation)
    async with installation.worker() as doomed, asyncio.timeout(PATIENCE_SECONDS):
        while vendors_calls(installation) < before + after_calls:
            await asyncio.sleep(0.001)
        await doomed.kill()


def vendors_calls(installation: ProcessInstallation) -> int:
    """Links, messages and documents that were asked for."""
    return sum(installation.fault_proxy.asked(path) for path in ("/v1/payment_links", "/messages", "/media"))


async def come_to_rest(shop: Shop) -> None:
    """Take over what the dead held; then let the quarter of an hour pass for what hangs between us and Meta."""
    await shop.wait_until_idle()
    async with shop.services.database.transaction(shop.merchant.id) as session:
        await execute_core(session, _AGE)
        await enqueue(session, "inbox.find_lost_sends")
    await shop.wait_until_idle()
    await shop.services.hurry()


async def everybody_got_everything_once(shop: Shop, crowd: list[Phone]) -> None:
    """At Stripe, at Meta and in our rows."""
    for person in crowd:
        heard = [message["type"] for message in await person.received()]
        # The link, the confirmation, the invoice.
        assert (heard.count("document"), len(heard)) == (1, 3), heard
    orders: list[Order] = await shop.all(select(Order))
    assert sorted(order.number for order in orders) == list(range(1001, 1001 + CROWD))
    assert {order.status for order in orders} == {OrderStatus.PAID}
    for table in (PaymentLink, Payment, Invoice):
        assert len(await shop.all(select(table))) == CROWD
    assert sorted(invoice.number for invoice in await shop.all(select(Invoice))) == list(range(1, CROWD + 1))
    assert len(await links_at_stripe(shop)) == CROWD
    said = await shop.all(select(Message).where(col(Message.direction) == Direction.OUT))
    assert [message.status for message in said] == [MessageStatus.DELIVERED] * 3 * CROWD
    assert await shop.stock_of("TAZA-AZUL") == (40 - CROWD, 0)
    assert await shop.held_jobs() == []


async def links_at_stripe(shop: Shop) -> list[str]:
    """Ids of this merchant's payment links at the pretend Stripe."""
    accounts = (await shop.services.control_client.get("/stripe/objects"))["accounts"]
    made = [link for account in accounts for link in account["objects"].get("payment_link", [])]
    return [link["id"] for link in made if link["metadata"]["merchant_id"] == str(shop.merchant.id)]
