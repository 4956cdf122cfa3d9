"""A worker is killed while vendors have accepted its calls and nobody has recorded it: everything happens once.

Five conversations stand at five different places when it dies; a new worker takes over. What is tested is what is
true once it has come to rest.
"""

from collections.abc import AsyncGenerator
from dataclasses import dataclass, field
from typing import Any

import pytest
from sqlalchemy import text
from sqlmodel import col, select

from shop.inbox.conversations.models import Conversation
from shop.inbox.models import Direction, Message, MessageStatus
from shop.invoices.models import Invoice
from shop.kit.db.session import execute_core
from shop.kit.embedded.server import EmbeddedServer
from shop.kit.jobs import enqueue
from shop.orders.models import Order, OrderStatus
from shop.payments.models import Payment, PaymentLink
from shop.sandbox.control_client import Phone, link_of, said
from tests.support.running.installation import Shop, open_shop
from tests.support.running.processes import ProcessInstallation, installed
from tests.support.vendors.fault_proxy import Hold

ONE_MUG = [("TAZA-AZUL", 1, "12.50")]
_AGE = text("UPDATE message SET sending_at = sending_at - interval '16 minutes' WHERE id = :id")


@dataclass
class Aftermath:
    """Who was where when the worker died, after another has come to rest."""

    installation: ProcessInstallation
    shop: Shop
    people: dict[str, Phone] = field(default_factory=dict)
    holds: dict[str, Hold] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Phone:
        return self.people[name]

    async def newcomer(self, name: str) -> Phone:
        """Somebody with a number of which only this test knows."""
        self.people[name] = await self.shop.shopper(name, phone=f"34655{len(self.people):06d}")
        return self.people[name]

    def keep_back(self, name: str, path: str, body: bytes | None = None, **how: Any) -> Hold:
        """Let the next call of a path about this person, or with that body, go without an answer."""
        about = body if body is not None else f"34655{list(self.people).index(name):06d}".encode()
        self.holds[name] = self.installation.fault_proxy.keep_back(path, about, **how)
        return self.holds[name]

    async def conversation(self, name: str) -> Conversation:
        phone = f"34655{list(self.people).index(name):06d}"
        found: Conversation = await self.shop.one(select(Conversation).where(Conversation.phone == phone))
        return found

    async def said_to(self, name: str) -> list[Message]:
        """Our own rows of what was said to somebody."""
        conversation = await self.conversation(name)
        statement = select(Message).where(
            Message.conversation_id == conversation.id, Message.direction == Direction.OUT
        )
        return await self.shop.all(statement.order_by(col(Message.id)))

    async def order(self, name: str) -> Order:
        conversation = await self.conversation(name)
        found: Order = await self.shop.one(select(Order).where(Order.conversation_id == conversation.id))
        return found

    async def links_at_stripe(self, order: Order) -> list[dict[str, Any]]:
        """The payment links the pretend Stripe has for an order."""
        accounts = (await self.shop.services.control_client.get("/stripe/objects"))["accounts"]
        made = [link for account in accounts for link in account["objects"].get("payment_link", [])]
        return [link for link in made if link["metadata"]["order_id"] == str(order.id)]


@pytest.fixture(scope="module")
async def after(
    server: EmbeddedServer, tmp_path_factory: pytest.TempPathFactory
) -> AsyncGenerator[Aftermath]:
    """The worker was killed in five places at once; the next one has done what there was to do."""
    async with installed(server, tmp_path_factory.mktemp("killed"), "killed") as installation:
        made = Aftermath(installation, await open_shop(installation.services))
        async with installation.worker() as first:
            await stop_at_five_places(made)
            await first.kill()
        async with installation.worker():
            await made.shop.wait_until_idle()
            yield made


async def stop_at_five_places(made: Aftermath) -> None:
    """Each step waits until the vendor has accepted and its answer is kept back."""
    eva, ivo = await made.newcomer("Eva"), await made.newcomer("Ivo")
    for person in (eva, ivo):
        await person.send_cart_of(ONE_MUG)
    links = {person.shopper_id: link_of(await person.hears()) for person in (eva, ivo)}

    upload = made.keep_back("Ivo", "/media", b"%PDF")
    await made.shop.pay(links[ivo.shopper_id])
    await upload.is_reached()

    hello = await made.newcomer("Noa")
    greeting = made.keep_back("Noa", "/messages", before_vendor=True)
    await hello.say("hola")
    await greeting.is_reached()

    document = made.keep_back("Eva", "/messages", b'"document"')
    await made.shop.pay(links[eva.shopper_id])
    await document.is_reached()

    luis = await made.newcomer("Luis")
    offer = made.keep_back("Luis", "/messages")
    await luis.send_cart_of(ONE_MUG)
    await offer.is_reached()

    ana = await made.newcomer("Ana")
    link = made.keep_back("Ana", "/v1/payment_links", b"")
    await ana.send_cart_of(ONE_MUG)
    await link.is_reached()


async def test_the_vendors_had_accepted_what_the_dead_worker_never_recorded(after: Aftermath) -> None:
    answers = {name: hold.answer.status_code for name, hold in after.holds.items() if hold.answer}
    assert answers == dict.fromkeys(("Ivo", "Eva", "Luis", "Ana"), 200)


async def test_a_payment_link_that_was_made_and_not_recorded_is_made_once(after: Aftermath) -> None:
    order = await after.order("Ana")
    (made,) = await after.links_at_stripe(order)
    (stored,) = await after.shop.all(select(PaymentLink).where(PaymentLink.order_id == order.id))
    assert (stored.stripe_id, stored.url, stored.amount_minor) == (made["id"], made["url"], 1250)
    assert after.installation.fault_proxy.asked("/v1/payment_links", str(order.id).encode()) == 2


async def test_the_order_whose_link_was_repaired_is_said_once_and_leads_to_it(after: Aftermath) -> None:
    (offer,) = await after["Ana"].received()
    made = (await after.links_at_stripe(await after.order("Ana")))[0]
    led = await after.shop.services.http.get(link_of(offer), headers={"User-Agent": "Mozilla/5.0"})
    assert (led.status_code, led.headers["location"]) == (302, made["url"])
    (message,) = await after.said_to("Ana")
    assert (message.status, message.wamid) == (MessageStatus.DELIVERED, offer["wamid"])


async def test_a_link_message_that_arrived_and_was_not_recorded_is_settled_by_its_status(
    after: Aftermath,
) -> None:
    (offer,) = await after["Luis"].received()
    (message,) = await after.said_to("Luis")
    assert said(offer)["type"] == "cta_url"
    assert (message.status, message.wamid, message.attempt) == (MessageStatus.DELIVERED, offer["wamid"], 1)


async def test_an_invoice_that_arrived_and_was_not_recorded_is_settled_by_its_status(
    after: Aftermath,
) -> None:
    arrived = [message for message in await after["Eva"].received() if message["type"] == "document"]
    recorded = [message for message in await after.said_to("Eva") if message.kind == "document"]
    invoice = await invoice_of(after, "Eva")
    assert len(arrived) == len(recorded) == 1
    assert (recorded[0].status, recorded[0].wamid) == (MessageStatus.DELIVERED, arrived[0]["wamid"])
    assert invoice.message_id == recorded[0].id


async def test_an_invoice_that_was_uploaded_and_not_recorded_arrives_once(after: Aftermath) -> None:
    arrived = [message for message in await after["Ivo"].received() if message["type"] == "document"]
    (recorded,) = [message for message in await after.said_to("Ivo") if message.kind == "document"]
    invoice = await invoice_of(after, "Ivo")
    assert [message["wamid"] for message in arrived] == [recorded.wamid]
    assert said(arrived[0])["filename"].endswith(f"{invoice.label}.pdf")
    assert invoice.message_id == recorded.id


async def invoice_of(after: Aftermath, name: str) -> Invoice:
    order = await after.order(name)
    found: Invoice = await after.shop.one(select(Invoice).where(Invoice.order_id == order.id))
    return found


async def test_who_paid_when_the_worker_died_has_paid_once(after: Aftermath) -> None:
    for name in ("Eva", "Ivo"):
        order = await after.order(name)
        assert order.status is OrderStatus.PAID
        assert len(await after.shop.all(select(Payment).where(Payment.order_id == order.id))) == 1


async def test_invoice_numbers_have_no_gap_after_a_death(after: Aftermath) -> None:
    assert sorted(invoice.number for invoice in await after.shop.all(select(Invoice))) == [1, 2]


async def test_nothing_is_held_for_the_operator_after_a_death(after: Aftermath) -> None:
    assert await after.shop.held_jobs() == []


async def test_who_was_left_without_a_link_pays_and_gets_everything(after: Aftermath) -> None:
    for name in ("Ana", "Luis"):
        (offer,) = [message for message in await after[name].received() if message["type"] == "interactive"]
        await after.shop.pay(link_of(offer))
        await after[name].hears(lambda message: message["type"] == "document")
    await after.shop.wait_until_idle()
    for name in ("Ana", "Luis"):
        assert len(await after.said_to(name)) == 3
        assert {message.status for message in await after.said_to(name)} == {MessageStatus.DELIVERED}


async def test_a_greeting_that_surely_never_left_is_sent_after_a_quarter_of_an_hour(after: Aftermath) -> None:
    assert await after["Noa"].received() == []
    (lost,) = await after.said_to("Noa")
    assert (lost.status, lost.attempt) == (MessageStatus.SENDING, 1)
    async with after.shop.services.database.transaction(after.shop.merchant.id) as session:
        await execute_core(session, _AGE, {"id": lost.id})
        await enqueue(session, "inbox.find_lost_sends")
    greeting = await after["Noa"].hears()
    await after.shop.wait_until_idle()
    (settled,) = await after.said_to("Noa")
    assert (settled.status, settled.attempt, settled.wamid) == (MessageStatus.DELIVERED, 2, greeting["wamid"])
    assert len(await after["Noa"].received()) == 1
