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
from shop.kit.stored_events import EventState
from shop.merchants.models import WhatsAppNumber
from tests.support.inbox import Mail, seconds_now
from tests.support.webhook_payloads import messages, text

OLD, NEW, THIRD = "34611000001", "34611000099", "34611000098"
OLD_ID, NEW_ID, THIRD_ID = "ES.100", "ES.200", "ES.300"
_wamids = itertools.count(1)


async def changes(
    mail: Mail,
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
    await mail.takes_in(messages(mail.part, said))
    if carefully:
        await mail.reads()
    await mail.work("bot.handle_conversation")


async def writes(mail: Mail, words: str = "hola", **about: Any) -> None:
    await mail.hears(words, **{"phone": OLD, "bsuid": OLD_ID, **about})
    await mail.work("bot.handle_conversation")


async def customers(mail: Mail) -> list[Customer]:
    return await mail.all(select(Customer).order_by(col(Customer.id)))


def known_by(rows: Any) -> list[tuple[str | None, str | None]]:
    return [(row.bsuid, row.phone) for row in rows]


async def test_person_and_conversation_move_and_what_is_queued_goes_to_the_new_phone(mail: Mail) -> None:
    await writes(mail)
    (chat,) = await mail.conversations()
    await mail.pause("for the test")
    await mail.says(chat, "tu factura", lane=Lane.ORDER)
    await changes(mail)
    assert known_by(await mail.conversations()) == known_by(await customers(mail)) == [(NEW_ID, NEW)]
    await mail.pause(None)
    await mail.deliver(chat)
    assert {call["to"] for call in mail.meta.sent} == {f"+{NEW}"}


async def test_whoever_writes_from_the_new_phone_is_the_same_customer(mail: Mail) -> None:
    await writes(mail)
    await changes(mail)
    await writes(mail, phone=NEW, bsuid=NEW_ID)
    assert len(await customers(mail)) == len(await mail.conversations()) == 1


async def test_the_next_holder_of_the_old_phone_is_somebody_else(mail: Mail) -> None:
    await writes(mail)
    await changes(mail)
    await writes(mail, bsuid=THIRD_ID)
    assert known_by(await customers(mail)) == [(NEW_ID, NEW), (THIRD_ID, OLD)]


async def test_a_stop_from_the_new_phone_withdraws_what_was_agreed_with_the_old(mail: Mail) -> None:
    await writes(mail, "ALTA")
    assert [c.marketing for c in await customers(mail)] == [Marketing.GIVEN]
    await changes(mail)
    await writes(mail, "BAJA", phone=NEW, bsuid=NEW_ID)
    assert [c.marketing for c in await customers(mail)] == [Marketing.WITHDRAWN]


@pytest.mark.parametrize("sender_id", [None, NEW_ID])
async def test_a_notice_may_name_the_new_id_as_its_sender(mail: Mail, sender_id: str | None) -> None:
    await writes(mail)
    await changes(mail, sender_id=sender_id)
    assert known_by(await mail.conversations()) == known_by(await customers(mail)) == [(NEW_ID, NEW)]


async def test_without_ids_the_phone_alone_moves(mail: Mail) -> None:
    await writes(mail, bsuid=None)
    await changes(mail, bsuid=None, new_bsuid=None)
    assert known_by(await mail.conversations()) == known_by(await customers(mail)) == [(None, NEW)]


async def test_an_id_that_belonged_to_the_old_phone_is_not_kept(mail: Mail) -> None:
    await writes(mail)
    await changes(mail, new_bsuid=None)
    await writes(mail, phone=NEW, bsuid=NEW_ID)
    assert known_by(await customers(mail)) == [(NEW_ID, NEW)]


async def test_a_changed_id_of_somebody_who_hides_the_phone_moves_the_person(mail: Mail) -> None:
    await writes(mail, phone=None)
    await changes(mail, phone=None, new_phone=None)
    assert known_by(await mail.conversations()) == known_by(await customers(mail)) == [(NEW_ID, None)]


async def test_a_changed_id_without_a_phone_leaves_the_old_phone_to_its_next_holder(mail: Mail) -> None:
    await writes(mail)
    await changes(mail, phone=None, new_phone=None)
    assert known_by(await mail.conversations()) == known_by(await customers(mail)) == [(NEW_ID, None)]


async def test_who_wrote_from_the_new_phone_before_the_notice_is_merged(mail: Mail) -> None:
    await writes(mail, "ALTA")
    (old,) = await mail.conversations()
    await writes(mail, "hola", phone=NEW, bsuid=NEW_ID)
    await writes(mail, "una persona, por favor", phone=NEW, bsuid=NEW_ID)
    await changes(mail)
    (chat,) = await mail.conversations()
    (customer,) = await customers(mail)
    assert (chat.id, chat.customer_id) == (old.id, customer.id)
    assert customer.marketing is Marketing.GIVEN
    assert chat.is_held
    assert {message.conversation_id for message in await mail.all(select(Message))} == {old.id}
    assert [case.closed_at is None for case in await mail.all(select(Case).order_by(col(Case.id)))] == [
        True,
        False,
    ]
    calls = await mail.all(select(Attention).where(col(Attention.resolved_at).is_(None)))
    assert {call.subject_id for call in calls} == {old.id}
    assert [event.kind for event in await mail.all(select(Event).where(Event.kind == "customer.merged"))]


async def test_the_careful_path_of_reading_merges_alike(mail: Mail) -> None:
    await writes(mail)
    await writes(mail, phone=NEW, bsuid=NEW_ID)
    await mail.hears("catalogo", phone=NEW, bsuid=NEW_ID)
    await changes(mail, carefully=True)
    assert known_by(await mail.conversations()) == known_by(await customers(mail)) == [(NEW_ID, NEW)]
    assert {event.state for event in await mail.events()} == {EventState.DONE}


async def test_the_stricter_consent_wins_whichever_record_has_it(mail: Mail) -> None:
    await writes(mail, "BAJA")
    await writes(mail, "ALTA", phone=NEW, bsuid=NEW_ID)
    await changes(mail)
    (customer,) = await customers(mail)
    assert customer.marketing is Marketing.WITHDRAWN
    assert {entry.customer_id for entry in await mail.all(select(ConsentEntry))} == {customer.id}
    assert len(await mail.all(select(ConsentEntry))) == 2


async def test_what_arrived_in_the_other_record_and_was_not_read_is_answered_in_the_living_one(
    mail: Mail,
) -> None:
    await writes(mail)
    await mail.hears("catalogo", phone=NEW, bsuid=NEW_ID)  # stored, and nobody has read it
    await mail.forget("bot.handle_conversation")
    await changes(mail)
    assert {event.state for event in await mail.events()} == {EventState.DONE}
    (chat,) = await mail.conversations()
    assert "catalogo" in [message.text for message in await mail.incoming()]
    await mail.work()
    assert not [m for m in await mail.outgoing() if m.status is MessageStatus.QUEUED]
    assert {m.conversation_id for m in await mail.outgoing()} == {chat.id}


async def test_the_previous_holder_of_the_new_phone_is_not_merged(mail: Mail) -> None:
    await writes(mail, phone=NEW, bsuid=THIRD_ID)
    await writes(mail)
    await changes(mail)
    assert known_by(await customers(mail)) == [(THIRD_ID, None), (NEW_ID, NEW)]


async def test_a_phone_alone_that_was_known_for_long_is_its_previous_holder(mail: Mail) -> None:
    await writes(mail, phone=NEW, bsuid=None)
    mail.later(days=30)
    await writes(mail)
    await changes(mail)
    assert known_by(await customers(mail)) == [(None, None), (NEW_ID, NEW)]


async def test_a_notice_twice_changes_nothing_more(mail: Mail) -> None:
    await writes(mail)
    await changes(mail)
    await changes(mail)
    await changes(mail, bsuid=None)
    assert known_by(await mail.conversations()) == known_by(await customers(mail)) == [(NEW_ID, NEW)]


async def test_a_late_notice_leaves_the_next_holder_alone(mail: Mail) -> None:
    await writes(mail)
    said = seconds_now()
    mail.later(hours=2)
    await writes(mail, bsuid=THIRD_ID)  # the old phone has a new holder
    await changes(mail, second=said + 1)
    assert sorted(known_by(await customers(mail))) == [(NEW_ID, NEW), (THIRD_ID, OLD)]


async def test_a_late_notice_about_a_phone_that_was_used_since_calls_a_person(mail: Mail) -> None:
    await writes(mail, bsuid=None)
    said = seconds_now()
    mail.later(hours=2)
    await writes(mail, bsuid=None)
    await changes(mail, bsuid=None, new_bsuid=None, second=said + 1)
    (chat,) = await mail.conversations()
    assert (chat.phone, chat.is_held) == (OLD, True)


async def test_a_notice_about_nobody_known_makes_a_person_of_the_new_phone(mail: Mail) -> None:
    await changes(mail)
    assert known_by(await mail.conversations()) == known_by(await customers(mail)) == [(NEW_ID, NEW)]


async def test_another_identity_notice_changes_nobody(mail: Mail) -> None:
    await writes(mail)
    system = {"body": "x", "type": "customer_identity_changed"}
    await mail.hears(type="system", system=system, phone=OLD, bsuid=OLD_ID)
    await mail.work("bot.handle_conversation")
    assert known_by(await customers(mail)) == [(OLD_ID, OLD)]


async def test_every_conversation_of_the_merchant_moves_with_the_first_notice(mail: Mail) -> None:
    await writes(mail)
    (chat,) = await mail.conversations()
    async with mail.database.transaction(mail.merchant.id) as session:
        other = (await mail_second_number(mail, session)).id
        second = Conversation(
            merchant_id=mail.merchant.id,
            number_id=other,
            customer_id=chat.customer_id,
            bsuid=OLD_ID,
            phone=OLD,
            created_at=chat.created_at,
        )
        session.add(second)
    await changes(mail)
    assert known_by(await mail.conversations()) == [(NEW_ID, NEW), (NEW_ID, NEW)]


async def mail_second_number(mail: Mail, session: Any) -> Any:
    """Another number of the same merchant."""
    known = await mail.number()
    values = known.model_dump(exclude={"id", "phone_number_id"})
    number = WhatsAppNumber(**values, phone_number_id=f"{known.phone_number_id}2")
    session.add(number)
    await session.flush()
    return number
