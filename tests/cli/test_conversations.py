"""`shop conversations`: who waits is listed, answered, given back and closed from a terminal."""

from uuid import UUID, uuid4

import pytest
from sqlmodel import select

from shop.inbox.conversations.models import Conversation, Holder
from shop.inbox.handover import hand_over
from shop.inbox.models import Message
from shop.kit.clock import now
from shop.kit.db.database import Database
from shop.kit.errors import NotFound
from shop.kit.states import StateConflict
from shop.merchants.accounts import numbers
from shop.merchants.models import Merchant
from tests.cli.conftest import Typed
from tests.support.cast import make_merchant


@pytest.fixture
async def seller(database_without_worker: Database) -> Merchant:
    return await make_merchant(database_without_worker)


@pytest.fixture
async def waiting(database_without_worker: Database, seller: Merchant) -> UUID:
    """Somebody who wrote and was handed over."""
    async with database_without_worker.transaction(seller.id) as session:
        (number,) = (await numbers(session)).values()
        chat = Conversation(
            merchant_id=seller.id,
            number_id=number.id,
            phone="34611000001",
            last_inbound_at=now(),
            created_at=now(),
        )
        chat.open_case(at=now())
        session.add(chat)
        await session.flush()
        await hand_over(session, chat, "The shopper wants a person.", at=now())
        return chat.id


async def present(database: Database, seller: Merchant) -> Conversation:
    async with database.transaction(seller.id) as session:
        return (await session.exec(select(Conversation))).one()


async def test_who_waits_is_listed_with_the_reason(typed: Typed, seller: Merchant, waiting: UUID) -> None:
    (shown,) = await typed("conversations", "list", "--merchant", seller.id)
    assert (shown["id"], shown["held_by"]) == (str(waiting), "nobody")
    assert (shown["held_reason"], shown["waiting_since"] is not None) == ("The shopper wants a person.", True)


async def test_they_are_answered_and_what_was_said_is_shown(
    typed: Typed, database_without_worker: Database, seller: Merchant, waiting: UUID
) -> None:
    done = await typed("conversations", "answer", waiting, "Soy Marta.")
    async with database_without_worker.transaction(seller.id) as session:
        (message,) = (await session.exec(select(Message))).all()
    assert (str(message.id), message.text, message.status) == (done["message_id"], "Soy Marta.", "queued")
    (line,) = await typed("conversations", "show", waiting)
    assert (line["who"], line["text"]) == ("person", "Soy Marta.")
    assert (await present(database_without_worker, seller)).held_by is Holder.PERSON


async def test_given_back_and_closed(
    typed: Typed, database_without_worker: Database, seller: Merchant, waiting: UUID
) -> None:
    await typed("conversations", "hand-back", waiting)
    assert (await present(database_without_worker, seller)).held_by is Holder.BOT
    with pytest.raises(StateConflict, match="holds this conversation already"):
        await typed("conversations", "hand-back", waiting)
    await typed("conversations", "close", waiting)
    assert await typed("conversations", "list", "--merchant", seller.id) == []


@pytest.mark.parametrize("words", [("show",), ("answer", "hola"), ("hand-back",), ("close",)])
async def test_one_that_is_not_there_is_a_sentence(typed: Typed, words: tuple[str, ...]) -> None:
    nobody = uuid4()
    with pytest.raises(NotFound, match=f"no conversation {nobody}"):
        await typed("conversations", words[0], nobody, *words[1:])
