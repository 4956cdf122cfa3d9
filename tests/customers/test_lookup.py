"""What the database holds of senders: customers are found or created, and conversations agree with them."""

import asyncio
import itertools
from collections.abc import Sequence
from uuid import UUID

import pytest
from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.customers.identities import Identity
from shop.customers.lookup import find_or_create_customer
from shop.customers.models import Customer
from shop.inbox.conversations.models import Conversation
from shop.inbox.incoming.conversation_lookup import conversations_of
from shop.kit.db.database import Database
from shop.merchants.models import Merchant
from shop.whatsapp.incoming.update import Update, UpdateKind
from tests.support.cast import ANA, EVA, SUNDAY, make_merchant, merchant_file

ID, PHONE, OTHER_PHONE = "ES.100", ANA, EVA


@pytest.fixture
async def merchant(database_without_worker: Database) -> Merchant:
    """A merchant of the database that no worker looks at."""
    return await make_merchant(database_without_worker)


async def customers_after(
    database: Database, merchant: Merchant, *senders: Identity, name: str | None = None
) -> list[Customer]:
    """Every customer of the merchant, after these senders wrote one after the other."""
    async with database.transaction(merchant.id) as session:
        for sender in senders:
            await find_or_create_customer(session, sender, name=name, at=SUNDAY)
    async with database.transaction(merchant.id) as session:
        return list((await session.exec(select(Customer))).all())


async def test_who_is_new_becomes_a_customer(database_without_worker: Database, merchant: Merchant) -> None:
    (customer,) = await customers_after(database_without_worker, merchant, Identity(ID, PHONE), name="Ana")
    assert (customer.bsuid, customer.phone, customer.name) == (ID, PHONE, "Ana")


async def test_what_was_unknown_is_filled_in(database_without_worker: Database, merchant: Merchant) -> None:
    await customers_after(database_without_worker, merchant, Identity(None, PHONE))
    (customer,) = await customers_after(database_without_worker, merchant, Identity(ID, PHONE), name="Ana")
    assert (customer.bsuid, customer.phone, customer.name) == (ID, PHONE, "Ana")


async def test_a_message_without_a_name_keeps_the_name(
    database_without_worker: Database, merchant: Merchant
) -> None:
    await customers_after(database_without_worker, merchant, Identity(ID), name="Ana")
    (customer,) = await customers_after(database_without_worker, merchant, Identity(ID, PHONE))
    assert (customer.phone, customer.name) == (PHONE, "Ana")


async def test_a_phone_moves_to_its_new_holder(database_without_worker: Database, merchant: Merchant) -> None:
    customers = await customers_after(
        database_without_worker, merchant, Identity(ID, PHONE), Identity("ES.200", PHONE)
    )
    assert {(each.bsuid, each.phone) for each in customers} == {(ID, None), ("ES.200", PHONE)}


async def test_a_sender_without_id_and_phone_is_refused(
    database_without_worker: Database, merchant: Merchant
) -> None:
    with pytest.raises(LookupError, match="needs a business-scoped id or a phone"):
        await customers_after(database_without_worker, merchant, Identity())


async def test_two_transactions_create_one_customer(
    database_without_worker: Database, merchant: Merchant
) -> None:
    sender = Identity(ID, PHONE)
    async with database_without_worker.transaction(merchant.id) as first:
        created = await find_or_create_customer(first, sender, name=None, at=SUNDAY)
        second = asyncio.create_task(_found_in_a_transaction(database_without_worker, merchant, sender))
        await asyncio.sleep(0.1)  # the second has looked and waits for the first's row
    assert await second == created


async def test_conversations_and_customers_group_senders_alike(database_without_worker: Database) -> None:
    file = merchant_file()
    merchant = await make_merchant(database_without_worker, file)
    assert file.whatsapp is not None
    number = file.whatsapp.phone_number_id
    async with database_without_worker.transaction(merchant.id) as session:
        for senders in _sequences():
            talks = [await _conversation(session, number, sender) for sender in senders]
            people = [
                await find_or_create_customer(session, sender, name=None, at=SUNDAY) for sender in senders
            ]
            assert _grouping(talks) == _grouping(people), senders
        conversations = (await session.exec(select(Conversation.bsuid, Conversation.phone))).all()
        customers = (await session.exec(select(Customer.bsuid, Customer.phone))).all()
    assert set(conversations) == set(customers)
    assert len(conversations) == len(customers)


async def _found_in_a_transaction(database: Database, merchant: Merchant, sender: Identity) -> UUID:
    async with database.transaction(merchant.id) as session:
        return await find_or_create_customer(session, sender, name=None, at=SUNDAY)


def _sequences() -> list[list[Identity]]:
    """Every two senders after a complete one, of two ids and two phones; each sequence has ids of its own."""
    pairs = [pair for pair in itertools.product((None, "1", "2"), repeat=2) if any(pair)]
    return [
        [_sender(place, *pair) for pair in (("1", "1"), *rest)]
        for place, rest in enumerate(itertools.product(pairs, repeat=2))
    ]


def _sender(place: int, bsuid: str | None, phone: str | None) -> Identity:
    return Identity(bsuid and f"ES.{place}.{bsuid}", phone and f"34{place:06}{phone}")


async def _conversation(session: AsyncSession, number: str, sender: Identity) -> UUID:
    update = Update(
        kind=UpdateKind.MESSAGE,
        field="messages",
        key="m:wamid.1",
        body=b"{}",
        phone_number_id=number,
        bsuid=sender.bsuid,
        phone=sender.phone,
    )
    return (await conversations_of(session, [update], at=SUNDAY))[id(update)]


def _grouping(ids: Sequence[UUID]) -> list[int]:
    """For each sender the first one that has the same record."""
    return [ids.index(each) for each in ids]
