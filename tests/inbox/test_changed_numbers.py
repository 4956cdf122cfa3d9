"""A person changed their phone number: from the moment Meta says so they are the same person under another one."""

import itertools
from typing import Any

import pytest
from sqlmodel import col, select

from shop.attention.models import Attention
from shop.customers.models import ConsentEntry, Customer, Marketing
from shop.events.models import Event
from shop.inbox.conversations.models import Case, Conversation
from shop.inbox.models import Lane, Message, MessageStatus
from shop.kit.webhook_events import WebhookState
from shop.merchants.models import WhatsAppNumber
from tests.support.inbox import InboxUnderTest, seconds_now
from tests.support.webhook_payloads import messages, text

OLD, NEW, THIRD = "34611000001", "34611000099", "34611000098"
OLD_ID, NEW_ID, THIRD_ID = "ES.100", "ES.200", "ES.300"
_wamids = itertools.count(1)


async def changes(
    inbox: InboxUnderTest,
    *,
    phone: str | None = OLD,
    bsuid: str | None = OLD_ID,
    new_phone: str | None = NEW,
    new_bsuid: str | None = NEW_ID,
    second: int | None = None,
    sender_id: str | None = None,
    wamid: str | None = None,
    carefully: bool = False,
) -> None:
    """Meta's system message."""
    system = {
        "body": "User Ana changed",
        "type": "user_changed_number" if new_phone else "user_changed_user_id",
        "wa_id": new_phone,
        "user_id": new_bsuid,
        "previous_user_id": bsuid,
    }
    said = text(
        wamid or f"wamid.changed{next(_wamids)}",
        phone=phone,
        bsuid=sender_id or bsuid,
        second=seconds_now() if second is None else second,
        type="system",
        system={name: value for name, value in system.items() if value is not None},
    )
    del said["text"]
    await inbox.takes_in(messages(inbox.part, said))
    if carefully:
        await inbox.reads()
    await inbox.work("bot.handle_conversation")


async def writes(inbox: InboxUnderTest, words: str = "hola", **about: Any) -> None:
    await inbox.hears(words, **{"phone": OLD, "bsuid": OLD_ID, **about})
    await inbox.work("bot.handle_conversation")


async def customers(inbox: InboxUnderTest) -> list[Customer]:
    return await inbox.all(select(Customer).order_by(col(Customer.id)))


def known_by(rows: Any) -> list[tuple[str | None, str | None]]:
    return [(row.bsuid, row.phone) for row in rows]


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
async def test_a_notice_may_name_the_new_id_as_its_sender(
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


async def test_who_wrote_from_the_new_phone_before_the_notice_is_merged(inbox: InboxUnderTest) -> None:
    await writes(inbox, "ALTA")
    (old,) = await inbox.conversations()
    await writes(inbox, "hola", phone=NEW, bsuid=NEW_ID)
    await writes(inbox, "una persona, por favor", phone=NEW, bsuid=NEW_ID)
    await changes(inbox)
    (chat,) = await inbox.conversations()
    (customer,) = await customers(inbox)
    assert (chat.id, chat.customer_id) == (old.id, customer.id)
    assert customer.marketing is Marketing.GIVEN
    assert chat.is_held
    assert {message.conversation_id for message in await inbox.all(select(Message))} == {old.id}
    assert [case.closed_at is None for case in await inbox.all(select(Case).order_by(col(Case.id)))] == [
        True,
        False,
    ]
    calls = await inbox.all(select(Attention).where(col(Attention.resolved_at).is_(None)))
    assert {call.subject_id for call in calls} == {old.id}
    assert [event.kind for event in await inbox.all(select(Event).where(Event.kind == "customer.merged"))]


async def test_the_careful_path_of_reading_merges_alike(inbox: InboxUnderTest) -> None:
    await writes(inbox)
    await writes(inbox, phone=NEW, bsuid=NEW_ID)
    await inbox.hears("catalogo", phone=NEW, bsuid=NEW_ID)
    await changes(inbox, carefully=True)
    assert known_by(await inbox.conversations()) == known_by(await customers(inbox)) == [(NEW_ID, NEW)]
    assert {event.state for event in await inbox.events()} == {WebhookState.DONE}


async def test_the_stricter_consent_wins_whichever_record_has_it(inbox: InboxUnderTest) -> None:
    await writes(inbox, "BAJA")
    await writes(inbox, "ALTA", phone=NEW, bsuid=NEW_ID)
    await changes(inbox)
    (customer,) = await customers(inbox)
    assert customer.marketing is Marketing.WITHDRAWN
    assert {entry.customer_id for entry in await inbox.all(select(ConsentEntry))} == {customer.id}
    assert len(await inbox.all(select(ConsentEntry))) == 2


async def test_what_arrived_in_the_other_record_and_was_not_read_is_answered_in_the_living_one(
    inbox: InboxUnderTest,
) -> None:
    await writes(inbox)
    await inbox.hears("catalogo", phone=NEW, bsuid=NEW_ID)  # stored, and nobody has read it
    await inbox.forget("bot.handle_conversation")
    await changes(inbox)
    assert {event.state for event in await inbox.events()} == {WebhookState.DONE}
    (chat,) = await inbox.conversations()
    assert "catalogo" in [message.text for message in await inbox.incoming()]
    await inbox.work()
    assert not [m for m in await inbox.outgoing() if m.status is MessageStatus.QUEUED]
    assert {m.conversation_id for m in await inbox.outgoing()} == {chat.id}


async def test_the_previous_holder_of_the_new_phone_is_not_merged(inbox: InboxUnderTest) -> None:
    await writes(inbox, phone=NEW, bsuid=THIRD_ID)
    await writes(inbox)
    await changes(inbox)
    assert known_by(await customers(inbox)) == [(THIRD_ID, None), (NEW_ID, NEW)]


async def test_a_phone_alone_that_was_known_for_long_is_its_previous_holder(inbox: InboxUnderTest) -> None:
    await writes(inbox, phone=NEW, bsuid=None)
    inbox.later(days=30)
    await writes(inbox)
    await changes(inbox)
    assert known_by(await customers(inbox)) == [(None, None), (NEW_ID, NEW)]


async def test_a_notice_twice_changes_nothing_more(inbox: InboxUnderTest) -> None:
    await writes(inbox)
    await changes(inbox)
    await changes(inbox)
    await changes(inbox, bsuid=None)
    assert known_by(await inbox.conversations()) == known_by(await customers(inbox)) == [(NEW_ID, NEW)]


async def test_a_late_notice_leaves_the_next_holder_alone(inbox: InboxUnderTest) -> None:
    await writes(inbox)
    said = seconds_now()
    inbox.later(hours=2)
    await writes(inbox, bsuid=THIRD_ID)  # the old phone has a new holder
    await changes(inbox, second=said + 1)
    assert sorted(known_by(await customers(inbox))) == [(NEW_ID, NEW), (THIRD_ID, OLD)]


async def test_a_late_notice_about_a_phone_that_was_used_since_calls_a_person(inbox: InboxUnderTest) -> None:
    await writes(inbox, bsuid=None)
    said = seconds_now()
    inbox.later(hours=2)
    await writes(inbox, bsuid=None)
    await changes(inbox, bsuid=None, new_bsuid=None, second=said + 1)
    (chat,) = await inbox.conversations()
    assert (chat.phone, chat.is_held) == (OLD, True)


async def test_a_notice_about_nobody_known_makes_a_person_of_the_new_phone(inbox: InboxUnderTest) -> None:
    await changes(inbox)
    assert known_by(await inbox.conversations()) == known_by(await customers(inbox)) == [(NEW_ID, NEW)]


async def test_another_identity_notice_changes_nobody(inbox: InboxUnderTest) -> None:
    await writes(inbox)
    system = {"body": "x", "type": "customer_identity_changed"}
    await inbox.hears(type="system", system=system, phone=OLD, bsuid=OLD_ID)
    await inbox.work("bot.handle_conversation")
    assert known_by(await customers(inbox)) == [(OLD_ID, OLD)]


async def test_every_conversation_of_the_merchant_moves_with_the_first_notice(inbox: InboxUnderTest) -> None:
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
