"""Who was known twice, under the old phone and the new one, is one person after Meta's system message."""

from sqlmodel import col, select

from shop.attention.models import Attention
from shop.customers.models import ConsentEntry, Marketing
from shop.events.models import Event
from shop.inbox.conversations.models import Case
from shop.inbox.models import Message, MessageStatus
from shop.kit.vendors.webhook_events import WebhookState
from tests.inbox.identities.system_messages import (
    NEW,
    NEW_ID,
    THIRD,
    THIRD_ID,
    changes,
    customers,
    known_by,
    writes,
)
from tests.support.inbox import InboxUnderTest

EARLIER = "34611000097"


async def test_who_wrote_from_the_new_phone_before_the_system_message_is_merged(
    inbox: InboxUnderTest,
) -> None:
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
    inbox.move_by(days=30)
    await writes(inbox)
    await changes(inbox)
    assert known_by(await customers(inbox)) == [(None, None), (NEW_ID, NEW)]


async def test_strangers_who_are_known_by_a_phone_alone_are_left_alone(inbox: InboxUnderTest) -> None:
    await writes(inbox, phone=EARLIER, bsuid=None)
    inbox.move_by(days=30)
    await writes(inbox, phone=THIRD, bsuid=None)
    await writes(inbox, bsuid=None)
    await changes(inbox, bsuid=None, new_bsuid=None)
    known = [(None, EARLIER), (None, THIRD), (None, NEW)]
    assert known_by(await customers(inbox)) == known_by(await inbox.conversations()) == known


async def test_strangers_who_hide_their_phones_are_left_alone(inbox: InboxUnderTest) -> None:
    await writes(inbox, phone=None, bsuid=THIRD_ID)
    await writes(inbox, phone=None)
    await changes(inbox, phone=None, new_phone=None)
    known = [(THIRD_ID, None), (NEW_ID, None)]
    assert known_by(await customers(inbox)) == known_by(await inbox.conversations()) == known
