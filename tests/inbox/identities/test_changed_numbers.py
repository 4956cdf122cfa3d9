"""A person changed their phone number: from the moment Meta says so they are the same person under another one."""

from typing import Any

import pytest

from shop.customers.models import Marketing
from shop.inbox.conversations.models import Conversation
from shop.inbox.lanes import Lane
from shop.merchants.models import WhatsAppNumber
from tests.inbox.identities.system_messages import (
    NEW,
    NEW_ID,
    OLD,
    OLD_ID,
    THIRD,
    THIRD_ID,
    changes,
    customers,
    known_by,
    writes,
)
from tests.support.inbox import InboxUnderTest, seconds_now


async def test_person_and_conversation_move_and_what_is_queued_goes_to_the_new_phone(
    inbox: InboxUnderTest,
) -> None:
    await writes(inbox)
    (chat,) = await inbox.conversations()
    await inbox.pause("for the test")
    await inbox.says(chat, "tu factura", lane=Lane.ORDER)
    await changes(inbox)
    assert known_by(await inbox.conversations()) == known_by(await customers(inbox)) == [(NEW_ID, NEW)]
    await inbox.pause(None)
    await inbox.deliver(chat)
    assert {call["to"] for call in inbox.meta.sent} == {f"+{NEW}"}


async def test_whoever_writes_from_the_new_phone_is_the_same_customer(inbox: InboxUnderTest) -> None:
    await writes(inbox)
    await changes(inbox)
    await writes(inbox, phone=NEW, bsuid=NEW_ID)
    assert len(await customers(inbox)) == len(await inbox.conversations()) == 1


async def test_the_next_holder_of_the_old_phone_is_somebody_else(inbox: InboxUnderTest) -> None:
    await writes(inbox)
    await changes(inbox)
    await writes(inbox, bsuid=THIRD_ID)
    assert known_by(await customers(inbox)) == [(NEW_ID, NEW), (THIRD_ID, OLD)]


async def test_a_stop_from_the_new_phone_withdraws_what_was_agreed_with_the_old(
    inbox: InboxUnderTest,
) -> None:
    await writes(inbox, "ALTA")
    assert [c.marketing for c in await customers(inbox)] == [Marketing.GIVEN]
    await changes(inbox)
    await writes(inbox, "BAJA", phone=NEW, bsuid=NEW_ID)
    assert [c.marketing for c in await customers(inbox)] == [Marketing.WITHDRAWN]


@pytest.mark.parametrize("sender_id", [None, NEW_ID])
async def test_a_system_message_may_name_the_new_id_as_its_sender(
    inbox: InboxUnderTest, sender_id: str | None
) -> None:
    await writes(inbox)
    await changes(inbox, sender_id=sender_id)
    assert known_by(await inbox.conversations()) == known_by(await customers(inbox)) == [(NEW_ID, NEW)]


async def test_without_ids_the_phone_alone_moves(inbox: InboxUnderTest) -> None:
    await writes(inbox, bsuid=None)
    await changes(inbox, bsuid=None, new_bsuid=None)
    assert known_by(await inbox.conversations()) == known_by(await customers(inbox)) == [(None, NEW)]


async def test_an_id_that_belonged_to_the_old_phone_is_not_kept(inbox: InboxUnderTest) -> None:
    await writes(inbox)
    await changes(inbox, new_bsuid=None)
    await writes(inbox, phone=NEW, bsuid=NEW_ID)
    assert known_by(await customers(inbox)) == [(NEW_ID, NEW)]


async def test_a_changed_id_of_somebody_who_hides_the_phone_moves_the_person(inbox: InboxUnderTest) -> None:
    await writes(inbox, phone=None)
    await changes(inbox, phone=None, new_phone=None)
    assert known_by(await inbox.conversations()) == known_by(await customers(inbox)) == [(NEW_ID, None)]


async def test_a_changed_id_without_a_phone_leaves_the_old_phone_to_its_next_holder(
    inbox: InboxUnderTest,
) -> None:
    await writes(inbox)
    await changes(inbox, phone=None, new_phone=None)
    assert known_by(await inbox.conversations()) == known_by(await customers(inbox)) == [(NEW_ID, None)]


async def test_a_system_message_twice_changes_nothing_more(inbox: InboxUnderTest) -> None:
    await writes(inbox)
    await changes(inbox)
    await changes(inbox)
    await changes(inbox, bsuid=None)
    assert known_by(await inbox.conversations()) == known_by(await customers(inbox)) == [(NEW_ID, NEW)]


async def test_a_late_system_message_leaves_the_next_holder_alone(inbox: InboxUnderTest) -> None:
    await writes(inbox)
    said = seconds_now()
    inbox.move_by(hours=2)
    await writes(inbox, bsuid=THIRD_ID)  # the old phone has a new holder
    await changes(inbox, second=said + 1)
    assert sorted(known_by(await customers(inbox))) == [(NEW_ID, NEW), (THIRD_ID, OLD)]


async def test_a_late_system_message_about_a_phone_that_was_used_since_calls_a_person(
    inbox: InboxUnderTest,
) -> None:
    await writes(inbox, bsuid=None)
    said = seconds_now()
    inbox.move_by(hours=2)
    await writes(inbox, bsuid=None)
    await changes(inbox, bsuid=None, new_bsuid=None, second=said + 1)
    (chat,) = await inbox.conversations()
    assert (chat.phone, chat.is_held) == (OLD, True)


async def test_a_system_message_about_nobody_known_makes_a_person_of_the_new_phone(
    inbox: InboxUnderTest,
) -> None:
    await changes(inbox)
    assert known_by(await inbox.conversations()) == known_by(await customers(inbox)) == [(NEW_ID, NEW)]


@pytest.mark.parametrize("with_ids", [True, False])
async def test_of_two_moves_told_in_the_wrong_order_the_later_one_stands(
    inbox: InboxUnderTest, with_ids: bool
) -> None:
    ids = (OLD_ID, NEW_ID, THIRD_ID) if with_ids else (None, None, None)
    await writes(inbox, bsuid=ids[0])
    said = seconds_now()
    inbox.move_by(hours=2)
    await changes(inbox, phone=NEW, bsuid=ids[1], new_phone=THIRD, new_bsuid=ids[2], second=said + 3600)
    await changes(inbox, bsuid=ids[0], new_bsuid=ids[1], second=said + 60)
    assert known_by(await inbox.conversations()) == known_by(await customers(inbox)) == [(ids[2], THIRD)]


async def test_another_identity_system_message_changes_nobody(inbox: InboxUnderTest) -> None:
    await writes(inbox)
    system = {"body": "x", "type": "customer_identity_changed"}
    await inbox.hears(type="system", system=system, phone=OLD, bsuid=OLD_ID)
    await inbox.work("bot.handle_conversation")
    assert known_by(await customers(inbox)) == [(OLD_ID, OLD)]


async def test_every_conversation_of_the_merchant_moves_with_the_first_system_message(
    inbox: InboxUnderTest,
) -> None:
    await writes(inbox)
    (chat,) = await inbox.conversations()
    async with inbox.database.transaction(inbox.merchant.id) as session:
        other = (await second_number(inbox, session)).id
        second = Conversation(
            merchant_id=inbox.merchant.id,
            number_id=other,
            customer_id=chat.customer_id,
            bsuid=OLD_ID,
            phone=OLD,
            created_at=chat.created_at,
        )
        session.add(second)
    await changes(inbox)
    assert known_by(await inbox.conversations()) == [(NEW_ID, NEW), (NEW_ID, NEW)]


async def second_number(inbox: InboxUnderTest, session: Any) -> Any:
    """Another number of the same merchant."""
    known = await inbox.number()
    values = known.model_dump(exclude={"id", "phone_number_id"})
    number = WhatsAppNumber(**values, phone_number_id=f"{known.phone_number_id}2")
    session.add(number)
    await session.flush()
    return number
