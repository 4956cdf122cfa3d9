"""`shop numbers`: stop sending from a number, and begin again with what waited."""

from uuid import uuid4

import pytest

from shop.cli.numbers import Ambiguous
from shop.inbox.conversations.models import Conversation
from shop.inbox.lanes import Lane
from shop.inbox.outbox import queue_message
from shop.inbox.sending.deliver import claim_next
from shop.kit.clock import now
from shop.kit.db.database import Database
from shop.kit.errors import NotFound
from shop.kit.jobs.admin import list_jobs
from shop.merchants.accounts import numbers
from shop.merchants.models import Merchant, WhatsAppNumber
from shop.merchants.numbers import AlreadySo
from shop.whatsapp.outgoing import TextMessage
from tests.cli.conftest import Typed
from tests.support.cast import make_merchant, merchant_file


@pytest.fixture
async def seller(database_without_worker: Database) -> Merchant:
    return await make_merchant(database_without_worker)


async def number_of(database: Database, merchant: Merchant) -> WhatsAppNumber:
    async with database.transaction(merchant.id) as session:
        (number,) = (await numbers(session)).values()
    return number


async def something_to_say(database: Database, merchant: Merchant) -> Conversation:
    """A conversation in an open window with a queued reply."""
    number = await number_of(database, merchant)
    async with database.transaction(merchant.id) as session:
        talk = Conversation(
            merchant_id=merchant.id,
            number_id=number.id,
            phone="34600111222",
            last_inbound_at=now(),
            created_at=now(),
        )
        session.add(talk)
        await session.flush()
        await queue_message(session, talk, TextMessage("hola"), lane=Lane.REPLY, reason="test", at=now())
    return talk


async def test_a_paused_number_sends_nothing_until_it_is_resumed(
    typed: Typed, database_without_worker: Database, seller: Merchant
) -> None:
    talk = await something_to_say(database_without_worker, seller)
    number = await number_of(database_without_worker, seller)
    await typed("numbers", "pause", number.phone_number_id, "--reason", "the owner is away")
    async with database_without_worker.transaction(seller.id) as session:
        assert await claim_next(session, talk.id, at=now()) is None
    (listed,) = await typed("numbers", "list", "--merchant", seller.id)
    assert listed["paused_reason"] == "the owner is away"

    await typed("numbers", "resume", number.id)
    async with database_without_worker.transaction(seller.id) as session:
        assert await claim_next(session, talk.id, at=now()) is not None


async def test_resuming_wakes_what_waited(
    typed: Typed, database_without_worker: Database, seller: Merchant
) -> None:
    talk = await something_to_say(database_without_worker, seller)
    number = await number_of(database_without_worker, seller)
    await typed("numbers", "pause", number.phone_number_id)
    before = await deliveries(database_without_worker, seller)
    await typed("numbers", "resume", number.phone_number_id)
    assert await deliveries(database_without_worker, seller) == [*before, {"conversation_id": str(talk.id)}]


async def test_pausing_or_resuming_twice_is_refused(
    typed: Typed, database_without_worker: Database, seller: Merchant
) -> None:
    number = await number_of(database_without_worker, seller)
    with pytest.raises(AlreadySo, match="is not paused"):
        await typed("numbers", "resume", number.phone_number_id)
    await typed("numbers", "pause", number.phone_number_id, "--reason", "first")
    with pytest.raises(AlreadySo, match="paused already: first"):
        await typed("numbers", "pause", number.phone_number_id, "--reason", "second")


@pytest.mark.parametrize("verb", ["pause", "resume"])
async def test_numbers_nobody_has_and_another_merchants_are_refused(
    typed: Typed, database_without_worker: Database, seller: Merchant, verb: str
) -> None:
    with pytest.raises(NotFound, match="Number 999 is not known here"):
        await typed("numbers", verb, "999")
    number = await number_of(database_without_worker, seller)
    stranger = await make_merchant(database_without_worker)
    with pytest.raises(NotFound, match="belongs to another merchant"):
        await typed("numbers", verb, number.phone_number_id, "--merchant", stranger.id)


async def test_a_number_two_merchants_have_must_be_named_with_its_merchant(
    typed: Typed, database_without_worker: Database
) -> None:
    shared = f"77{uuid4().int % 10**10}"
    owners = []
    for _ in range(2):
        file = merchant_file()
        assert file.whatsapp is not None
        file.whatsapp.phone_number_id = shared
        owners.append(await make_merchant(database_without_worker, file))
    with pytest.raises(Ambiguous, match="add --merchant"):
        await typed("numbers", "pause", shared)
    await typed("numbers", "pause", shared, "--merchant", owners[1].id)
    assert (await number_of(database_without_worker, owners[0])).paused_reason is None


async def deliveries(database: Database, merchant: Merchant) -> list[dict[str, str]]:
    async with database.transaction() as session:
        jobs = await list_jobs(session, name="inbox.deliver", merchant_id=merchant.id)
    return [job.payload for job in jobs]
