"""Reading the mail: in the provider's order, once, and past what cannot be read."""

import pytest
from sqlmodel import select

from shop.customers.models import Customer
from shop.inbox.conversations.models import Holder
from shop.inbox.locking import lock_conversation
from shop.inbox.models import Direction, Lane, Message, MessageStatus
from shop.kit.clock import now
from shop.kit.stored_events import EventState
from shop.whatsapp.outgoing import Button, ButtonsMessage, TextMessage
from tests.support.inbox import Mail, seconds_now
from tests.support.webhook_payloads import change, entry, envelope, messages, text


async def already_there(mail: Mail, wamid: str) -> None:
    """A message with this wamid is there already (brought from another system): its event cannot be appended."""
    chat = await mail.conversation()
    async with mail.database.transaction(mail.merchant.id) as session:
        session.add(
            Message(
                merchant_id=mail.merchant.id,
                conversation_id=chat.id,
                direction=Direction.IN,
                status=MessageStatus.RECEIVED,
                kind="text",
                wamid=wamid,
                said_at=now(),
                created_at=now(),
            )
        )


async def test_messages_are_read_in_the_order_they_were_written(mail: Mail) -> None:
    second = seconds_now() - 60
    for words, after in (("tres", 30), ("uno", 10), ("dos", 20)):
        await mail.hears(words, second=second + after)
    await mail.reads()
    assert [message.text for message in await mail.incoming()] == ["uno", "dos", "tres"]


async def test_messages_of_the_same_second_keep_their_order_of_arrival(mail: Mail) -> None:
    second = seconds_now() - 60
    for words in ("uno", "dos", "tres", "cuatro"):
        await mail.hears(words, second=second)
    await mail.reads()
    assert [message.text for message in await mail.incoming()] == ["uno", "dos", "tres", "cuatro"]


async def test_many_wake_ups_append_a_message_once(mail: Mail) -> None:
    for words in ("uno", "dos", "tres"):
        await mail.hears(words)
    assert len(await mail.reads()) == 3
    assert len(await mail.incoming()) == 3


@pytest.mark.parametrize("timestamp", ["soon", "", None, -5, "99999999999999999999"])
async def test_a_message_without_a_time_is_read(mail: Mail, timestamp: object) -> None:
    said = {**text("wamid.1"), "timestamp": timestamp}
    await mail.takes_in(messages(mail.part, said))
    await mail.reads()
    (message,) = await mail.incoming()
    assert abs((message.said_at - now()).total_seconds()) < 60


async def test_a_phones_clock_in_the_future_does_not_hold_the_window_open(mail: Mail) -> None:
    await mail.hears(second=seconds_now() + 10 * 86_400)
    await mail.reads()
    (chat,) = await mail.conversations()
    mail.later(hours=24, seconds=1)
    assert not chat.window_is_open(now())


async def test_a_notice_of_the_app_does_not_open_the_window(mail: Mail) -> None:
    await mail.conversation()
    mail.later(hours=25)
    system = {"body": "changed", "type": "user_changed_number", "wa_id": "34611999999"}
    await mail.hears(type="system", system=system)
    await mail.reads()
    (chat,) = await mail.conversations()
    assert not chat.window_is_open(now())


async def test_an_unknown_type_becomes_a_message_without_words(mail: Mail) -> None:
    await mail.hears(type="hologram", hologram={"depth": 3})
    await mail.reads()
    (message,) = await mail.incoming()
    assert message.kind == "other"


async def test_an_event_that_cannot_be_read_is_set_aside_and_the_rest_goes_on(mail: Mail) -> None:
    good, bad = text("wamid.good"), "no message"
    await mail.takes_in(envelope(entry(mail.part, change(mail.part, messages=[bad, good]))))
    await mail.reads()
    assert [message.wamid for message in await mail.incoming()] == ["wamid.good"]


async def test_an_event_that_fails_five_times_is_set_aside_and_a_person_is_called(mail: Mail) -> None:
    await already_there(mail, "wamid.twice")
    await mail.hears(wamid="wamid.twice")
    await mail.reads()
    event = (await mail.events())[-1]
    assert (event.state, bool(event.reason)) == (EventState.SET_ASIDE, True)
    (chat,) = await mail.conversations()
    assert (chat.held_by, bool(chat.held_reason)) == (Holder.NOBODY, True)


async def test_only_the_event_that_fails_is_set_aside(mail: Mail) -> None:
    await already_there(mail, "wamid.twice")
    second = seconds_now() - 60
    for wamid, after in (("wamid.before", 0), ("wamid.twice", 1), ("wamid.after", 2)):
        await mail.hears(wamid=wamid, second=second + after)
    await mail.reads()
    states = {event.key: event.state for event in await mail.events()}
    assert states["m:wamid.before"] is states["m:wamid.after"] is EventState.DONE
    assert states["m:wamid.twice"] is EventState.SET_ASIDE
    assert {message.wamid for message in await mail.incoming()} >= {"wamid.before", "wamid.after"}


async def test_somebody_elses_mail_goes_on_meanwhile(mail: Mail) -> None:
    await already_there(mail, "wamid.twice")
    await mail.hears(wamid="wamid.twice")
    await mail.hears(wamid="wamid.other", phone="34611000002")
    await mail.reads()
    assert "wamid.other" in {message.wamid for message in await mail.incoming()}


async def test_while_a_person_holds_the_conversation_the_bot_is_silent(mail: Mail) -> None:
    chat = await mail.conversation()
    async with mail.database.transaction(mail.merchant.id) as session:
        (await lock_conversation(session, chat.id)).note_person(at=now())
    await mail.hears("hola")
    assert await mail.work() == ["bot.handle_conversation"]
    assert await mail.outgoing() == []


async def test_a_person_who_takes_over_before_the_answer_silences_the_bot(mail: Mail) -> None:
    await mail.hears("hola")
    await mail.reads()
    (chat,) = await mail.conversations()
    async with mail.database.transaction(mail.merchant.id) as session:
        (await lock_conversation(session, chat.id)).note_person(at=now())
    assert set(await mail.work()) == {"bot.answer_conversation"}
    assert await mail.outgoing() == []


async def test_an_answer_takes_back_the_reminders_that_are_queued(mail: Mail) -> None:
    chat = await mail.conversation()
    await mail.pause("for the test")
    await mail.says(chat, "recuerda", lane=Lane.REMINDER)
    await mail.hears("ya voy")
    await mail.reads()
    assert (await mail.last()).status is MessageStatus.WITHDRAWN


async def test_words_in_a_row_get_one_answer(mail: Mail) -> None:
    for words in ("hola", "gracias", "adiós muy buenas"):
        await mail.hears(words)
    await mail.work()
    assert len(mail.meta.sent) == 1


async def test_answers_that_are_still_queued_become_one(mail: Mail) -> None:
    chat = await mail.conversation()
    await mail.pause("for the test")
    for words in ("uno", "dos", "dos"):
        await mail.replies(chat, TextMessage(body=words))
    (message,) = await mail.outgoing()
    assert message.text == "uno\n\ndos"


async def test_an_answer_does_not_jump_over_buttons_that_are_queued(mail: Mail) -> None:
    chat = await mail.conversation()
    await mail.pause("for the test")
    await mail.replies(chat, TextMessage(body="uno"))
    await mail.replies(chat, ButtonsMessage(body="¿sigo?", buttons=[Button(id="y", title="Sí")]))
    await mail.replies(chat, TextMessage(body="dos"))
    assert [message.kind for message in await mail.outgoing()] == ["text", "buttons", "text"]


async def test_answers_become_one_only_as_long_as_they_fit(mail: Mail) -> None:
    chat = await mail.conversation()
    await mail.pause("for the test")
    await mail.replies(chat, TextMessage(body="a" * 4000))
    await mail.replies(chat, TextMessage(body="b" * 95))
    assert len(await mail.outgoing()) == 2


async def test_a_phone_that_moved_to_another_person_leaks_nothing(mail: Mail) -> None:
    await mail.hears(bsuid="ES.1", phone="34611000001")
    await mail.reads()
    await mail.hears(bsuid="ES.2", phone="34611000001")
    await mail.reads()
    customers = {customer.bsuid: customer for customer in await mail.all(select(Customer))}
    assert (customers["ES.1"].phone, customers["ES.2"].phone) == (None, "34611000001")
    chats = {chat.bsuid: chat for chat in await mail.conversations()}
    assert chats["ES.1"].customer_id == customers["ES.1"].id
    assert chats["ES.2"].customer_id == customers["ES.2"].id


async def test_what_was_meant_for_the_last_holder_of_a_phone_does_not_reach_the_new_one(mail: Mail) -> None:
    await mail.hears(bsuid="ES.2", phone="34611000002")
    chat = await mail.conversation(bsuid="ES.1", phone="34611000001")
    await mail.pause("for the test")
    await mail.says(chat, "tu factura")
    await mail.hears(bsuid="ES.2", phone="34611000001")
    await mail.reads()
    await mail.forget("bot.answer_conversation")
    await mail.pause(None)
    await mail.deliver(chat)
    assert mail.meta.sent[0]["recipient"] == "ES.1"
    assert "to" not in mail.meta.sent[0]
    customers = {customer.bsuid: customer.phone for customer in await mail.all(select(Customer))}
    assert customers == {"ES.1": None, "ES.2": "34611000001"}
