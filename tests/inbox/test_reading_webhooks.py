"""Reading stored webhooks: in Meta's order, once, and past what cannot be read."""

import pytest
from sqlmodel import select

from shop.attention.models import Attention, AttentionKind
from shop.customers.models import Customer
from shop.inbox.conversations.models import Holder
from shop.inbox.lanes import Lane
from shop.inbox.locking import lock_conversation
from shop.inbox.models import Direction, InboundEvent, Message, MessageStatus
from shop.kit.clock import now
from shop.kit.vendors.webhook_events import WebhookState
from shop.whatsapp.outgoing import Button, ButtonsMessage, TextMessage
from tests.support.cast import ANA, EVA
from tests.support.inbox import InboxUnderTest, seconds_now
from tests.support.webhook_payloads import change, entry, envelope, messages, text


async def already_there(inbox: InboxUnderTest, wamid: str) -> None:
    """A message with this wamid is there already (brought from another system): its event cannot be appended."""
    chat = await inbox.conversation()
    async with inbox.database.transaction(inbox.merchant.id) as session:
        session.add(
            Message(
                merchant_id=inbox.merchant.id,
                conversation_id=chat.id,
                direction=Direction.IN,
                status=MessageStatus.RECEIVED,
                kind="text",
                wamid=wamid,
                said_at=now(),
                created_at=now(),
            )
        )


async def test_messages_are_read_in_the_order_they_were_written(inbox: InboxUnderTest) -> None:
    second = seconds_now() - 60
    for words, after in (("tres", 30), ("uno", 10), ("dos", 20)):
        await inbox.hears(words, second=second + after)
    await inbox.reads()
    assert [message.text for message in await inbox.incoming()] == ["uno", "dos", "tres"]


async def test_messages_of_the_same_second_keep_their_order_of_arrival(inbox: InboxUnderTest) -> None:
    second = seconds_now() - 60
    for words in ("uno", "dos", "tres", "cuatro"):
        await inbox.hears(words, second=second)
    await inbox.reads()
    assert [message.text for message in await inbox.incoming()] == ["uno", "dos", "tres", "cuatro"]


async def test_many_wake_ups_append_a_message_once(inbox: InboxUnderTest) -> None:
    for words in ("uno", "dos", "tres"):
        await inbox.hears(words)
    assert len(await inbox.reads()) == 3
    assert len(await inbox.incoming()) == 3


@pytest.mark.parametrize("timestamp", ["soon", "", None, -5, "99999999999999999999"])
async def test_a_message_without_a_time_is_read(inbox: InboxUnderTest, timestamp: object) -> None:
    said = {**text("wamid.1"), "timestamp": timestamp}
    await inbox.takes_in(messages(inbox.part, said))
    await inbox.reads()
    (message,) = await inbox.incoming()
    assert abs((message.said_at - now()).total_seconds()) < 60


async def test_a_phones_clock_in_the_future_does_not_hold_the_window_open(inbox: InboxUnderTest) -> None:
    await inbox.hears(second=seconds_now() + 10 * 86_400)
    await inbox.reads()
    (chat,) = await inbox.conversations()
    inbox.move_by(hours=24, seconds=1)
    assert not chat.window_is_open(now())


async def test_a_notice_of_the_app_does_not_open_the_window(inbox: InboxUnderTest) -> None:
    await inbox.conversation()
    inbox.move_by(hours=25)
    system = {"body": "changed", "type": "user_changed_number", "wa_id": "34611999999"}
    await inbox.hears(type="system", system=system)
    await inbox.reads()
    (chat,) = await inbox.conversations()
    assert not chat.window_is_open(now())


async def test_an_unknown_type_becomes_a_message_without_words(inbox: InboxUnderTest) -> None:
    await inbox.hears(type="hologram", hologram={"depth": 3})
    await inbox.reads()
    (message,) = await inbox.incoming()
    assert message.kind == "other"


async def test_an_event_that_cannot_be_read_is_set_aside_and_the_rest_goes_on(inbox: InboxUnderTest) -> None:
    good, bad = text("wamid.good"), "no message"
    await inbox.takes_in(envelope(entry(inbox.part, change(inbox.part, messages=[bad, good]))))
    await inbox.reads()
    assert [message.wamid for message in await inbox.incoming()] == ["wamid.good"]


async def test_whoever_wrote_what_cannot_be_read_is_shown_to_a_person(inbox: InboxUnderTest) -> None:
    payload = messages(inbox.part, text("wamid.bad", "hola"))
    await inbox.takes_in(payload)
    async with inbox.database.transaction(inbox.merchant.id) as session:
        (await session.exec(select(InboundEvent))).one().body = b'{"messages": "no list"}'
    await inbox.reads()
    (event,) = await inbox.all(select(InboundEvent))
    assert event.state is WebhookState.SET_ASIDE
    (call,) = await inbox.all(select(Attention))
    assert (call.kind, call.detail) == (AttentionKind.MESSAGE_UNREADABLE, "A message could not be read.")


async def test_an_event_that_fails_five_times_is_set_aside_and_a_person_is_called(
    inbox: InboxUnderTest,
) -> None:
    await already_there(inbox, "wamid.twice")
    await inbox.hears(wamid="wamid.twice")
    await inbox.reads()
    event = (await inbox.events())[-1]
    assert (event.state, bool(event.reason)) == (WebhookState.SET_ASIDE, True)
    (chat,) = await inbox.conversations()
    assert (chat.held_by, bool(chat.held_reason)) == (Holder.NOBODY, True)


async def test_only_the_event_that_fails_is_set_aside(inbox: InboxUnderTest) -> None:
    await already_there(inbox, "wamid.twice")
    second = seconds_now() - 60
    for wamid, after in (("wamid.before", 0), ("wamid.twice", 1), ("wamid.after", 2)):
        await inbox.hears(wamid=wamid, second=second + after)
    await inbox.reads()
    states = {event.key: event.state for event in await inbox.events()}
    assert states["m:wamid.before"] is states["m:wamid.after"] is WebhookState.DONE
    assert states["m:wamid.twice"] is WebhookState.SET_ASIDE
    assert {message.wamid for message in await inbox.incoming()} >= {"wamid.before", "wamid.after"}


async def test_somebody_elses_mail_goes_on_meanwhile(inbox: InboxUnderTest) -> None:
    await already_there(inbox, "wamid.twice")
    await inbox.hears(wamid="wamid.twice")
    await inbox.hears(wamid="wamid.other", phone=EVA)
    await inbox.reads()
    assert "wamid.other" in {message.wamid for message in await inbox.incoming()}


async def test_while_a_person_holds_the_conversation_the_bot_is_silent(inbox: InboxUnderTest) -> None:
    chat = await inbox.conversation()
    async with inbox.database.transaction(inbox.merchant.id) as session:
        (await lock_conversation(session, chat.id)).note_person(at=now())
    await inbox.hears("hola")
    assert await inbox.work() == ["bot.handle_conversation"]
    assert await inbox.outgoing() == []


async def test_a_person_who_takes_over_before_the_answer_silences_the_bot(inbox: InboxUnderTest) -> None:
    await inbox.hears("hola")
    await inbox.reads()
    (chat,) = await inbox.conversations()
    async with inbox.database.transaction(inbox.merchant.id) as session:
        (await lock_conversation(session, chat.id)).note_person(at=now())
    assert set(await inbox.work()) == {"bot.answer_conversation"}
    assert await inbox.outgoing() == []


async def test_an_answer_takes_back_the_reminders_that_are_queued(inbox: InboxUnderTest) -> None:
    chat = await inbox.conversation()
    await inbox.pause("for the test")
    await inbox.says(chat, "recuerda", lane=Lane.REMINDER)
    await inbox.hears("ya voy")
    await inbox.reads()
    assert (await inbox.last()).status is MessageStatus.WITHDRAWN


async def test_words_in_a_row_get_one_answer(inbox: InboxUnderTest) -> None:
    for words in ("hola", "gracias", "adiós muy buenas"):
        await inbox.hears(words)
    await inbox.work()
    assert len(inbox.meta.sent) == 1


async def test_answers_that_are_still_queued_become_one(inbox: InboxUnderTest) -> None:
    chat = await inbox.conversation()
    await inbox.pause("for the test")
    for words in ("uno", "dos", "dos"):
        await inbox.replies(chat, TextMessage(body=words))
    (message,) = await inbox.outgoing()
    assert message.text == "uno\n\ndos"


async def test_an_answer_does_not_jump_over_buttons_that_are_queued(inbox: InboxUnderTest) -> None:
    chat = await inbox.conversation()
    await inbox.pause("for the test")
    await inbox.replies(chat, TextMessage(body="uno"))
    await inbox.replies(chat, ButtonsMessage(body="¿sigo?", buttons=[Button(id="y", title="Sí")]))
    await inbox.replies(chat, TextMessage(body="dos"))
    assert [message.kind for message in await inbox.outgoing()] == ["text", "buttons", "text"]


async def test_answers_become_one_only_as_long_as_they_fit(inbox: InboxUnderTest) -> None:
    chat = await inbox.conversation()
    await inbox.pause("for the test")
    await inbox.replies(chat, TextMessage(body="a" * 4000))
    await inbox.replies(chat, TextMessage(body="b" * 95))
    assert len(await inbox.outgoing()) == 2


async def test_a_phone_that_moved_to_another_person_leaks_nothing(inbox: InboxUnderTest) -> None:
    await inbox.hears(bsuid="ES.1", phone=ANA)
    await inbox.reads()
    await inbox.hears(bsuid="ES.2", phone=ANA)
    await inbox.reads()
    customers = {customer.bsuid: customer for customer in await inbox.all(select(Customer))}
    assert (customers["ES.1"].phone, customers["ES.2"].phone) == (None, ANA)
    chats = {chat.bsuid: chat for chat in await inbox.conversations()}
    assert chats["ES.1"].customer_id == customers["ES.1"].id
    assert chats["ES.2"].customer_id == customers["ES.2"].id


async def test_what_was_meant_for_the_last_holder_of_a_phone_does_not_reach_the_new_one(
    inbox: InboxUnderTest,
) -> None:
    await inbox.hears(bsuid="ES.2", phone=EVA)
    chat = await inbox.conversation(bsuid="ES.1", phone=ANA)
    await inbox.pause("for the test")
    await inbox.says(chat, "tu factura")
    await inbox.hears(bsuid="ES.2", phone=ANA)
    await inbox.reads()
    await inbox.forget("bot.answer_conversation")
    await inbox.pause(None)
    await inbox.deliver(chat)
    assert inbox.meta.sent[0]["recipient"] == "ES.1"
    assert "to" not in inbox.meta.sent[0]
    customers = {customer.bsuid: customer.phone for customer in await inbox.all(select(Customer))}
    assert customers == {"ES.1": None, "ES.2": ANA}
