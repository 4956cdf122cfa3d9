"""Sending what is queued: the window, the order, two workers, a worker that dies."""

import asyncio

import pytest

from shop.inbox.lanes import Lane
from shop.inbox.models import MessageStatus
from shop.inbox.outbox import withdraw_about
from shop.whatsapp.outgoing import TemplateMessage, UrlButton
from tests.support.cast import ANA
from tests.support.fake_number import holds
from tests.support.inbox import InboxUnderTest

REMINDER = TemplateMessage(
    name="order_payment",
    language="es",
    body=["1001", "La Tienda", "32,90 €"],
    buttons=[UrlButton(index=0, suffix="token")],
)


async def test_a_queued_message_is_sent_with_our_own_name_of_it(inbox: InboxUnderTest) -> None:
    chat = await inbox.conversation(phone=ANA)
    await inbox.says(chat, "hola")
    await inbox.work()
    message = await inbox.last()
    assert (message.status, message.wamid) == (MessageStatus.SENT, inbox.meta.wamids[0])
    assert inbox.meta.sent[0]["to"] == f"+{ANA}"
    assert inbox.meta.sent[0]["biz_opaque_callback_data"] == f"{message.id}:1"


async def test_somebody_without_a_phone_is_answered_by_id(inbox: InboxUnderTest) -> None:
    chat = await inbox.conversation(phone=None, bsuid="ES.1")
    await inbox.says(chat, "hola")
    await inbox.work()
    assert inbox.meta.sent[0]["recipient"] == "ES.1"
    assert "to" not in inbox.meta.sent[0]


async def test_messages_leave_in_the_order_they_were_said(inbox: InboxUnderTest) -> None:
    chat = await inbox.conversation()
    await inbox.says(chat, "uno", "dos", "tres")
    await inbox.work()
    assert inbox.meta.texts == ["uno", "dos", "tres"]


async def test_answers_leave_before_reminders(inbox: InboxUnderTest) -> None:
    chat = await inbox.conversation()
    await inbox.says(chat, "recuerda", lane=Lane.REMINDER)
    await inbox.says(chat, "pedido", lane=Lane.ORDER)
    await inbox.says(chat, "respuesta", lane=Lane.REPLY)
    await inbox.work()
    assert inbox.meta.texts == ["respuesta", "pedido", "recuerda"]


async def test_inside_the_window_the_free_message_is_sent(inbox: InboxUnderTest) -> None:
    chat = await inbox.conversation()
    await inbox.approve(REMINDER)
    inbox.move_by(hours=23, minutes=59)
    await inbox.says(chat, "libre", fallback=REMINDER)
    await inbox.work()
    assert inbox.meta.texts == ["libre"]


async def test_outside_the_window_the_template_is_sent(inbox: InboxUnderTest) -> None:
    chat = await inbox.conversation()
    await inbox.approve(REMINDER)
    inbox.move_by(hours=24)
    await inbox.says(chat, "libre", fallback=REMINDER)
    await inbox.work()
    assert inbox.meta.sent[0]["template"]["name"] == "order_payment"
    assert (await inbox.last()).status is MessageStatus.SENT


async def test_a_new_word_of_the_shopper_opens_the_window_again(inbox: InboxUnderTest) -> None:
    chat = await inbox.conversation()
    inbox.move_by(hours=30)
    await inbox.hears("sigo aquí")
    await inbox.reads()
    await inbox.forget("bot.answer_conversation")
    await inbox.says(chat, "libre")
    await inbox.work()
    assert inbox.meta.texts == ["libre"]


async def test_outside_the_window_without_a_template_the_message_fails(inbox: InboxUnderTest) -> None:
    chat = await inbox.conversation()
    inbox.move_by(hours=24)
    await inbox.says(chat, "libre")
    await inbox.work()
    message = await inbox.last()
    assert (message.status, message.error_code) == (MessageStatus.FAILED, 131047)
    assert inbox.meta.tries == 0


@pytest.mark.parametrize("status", [None, "PENDING", "REJECTED", "PAUSED"])
async def test_a_template_that_is_not_approved_is_not_sent(inbox: InboxUnderTest, status: str | None) -> None:
    chat = await inbox.conversation()
    if status is not None:
        await inbox.approve(REMINDER, status=status)
    inbox.move_by(hours=24)
    await inbox.says(chat, "libre", fallback=REMINDER)
    await inbox.work()
    assert (await inbox.last()).error_code == 132001
    assert inbox.meta.tries == 0


async def test_one_that_cannot_be_sent_does_not_hold_back_the_next(inbox: InboxUnderTest) -> None:
    chat = await inbox.conversation()
    await inbox.approve(REMINDER)
    inbox.move_by(hours=24)
    await inbox.says(chat, "libre")
    await inbox.says(chat, "con plantilla", fallback=REMINDER)
    await inbox.work()
    assert [message.status for message in await inbox.outgoing()] == [
        MessageStatus.FAILED,
        MessageStatus.SENT,
    ]


async def test_two_workers_at_once_send_each_message_once(inbox: InboxUnderTest) -> None:
    chat = await inbox.conversation()
    words = [f"mensaje {n}" for n in range(10)]
    await inbox.says(chat, *words)
    results = await asyncio.gather(*(inbox.deliver(chat) for _ in range(4)), return_exceptions=True)
    await inbox.work()
    assert inbox.meta.texts == words, results


async def test_a_worker_that_dies_after_the_call_has_sent_one_message(inbox: InboxUnderTest) -> None:
    chat = await inbox.conversation()
    await inbox.says(chat, "una vez")
    inbox.meta.mishaps.append(holds())
    dying = asyncio.create_task(inbox.deliver(chat))
    await inbox.meta.holding.wait()
    dying.cancel()
    await asyncio.gather(dying, return_exceptions=True)

    await inbox.work()  # another worker takes the job over
    assert (await inbox.last()).status is MessageStatus.SENDING
    await inbox.is_told((inbox.meta.wamids[0], "sent"), opaque=f"{(await inbox.last()).id}:1")
    await inbox.queue.run_postponed()
    message = await inbox.last()
    assert (message.status, message.wamid) == (MessageStatus.SENT, inbox.meta.wamids[0])
    assert inbox.meta.texts == ["una vez"]


async def test_what_is_queued_behind_a_dead_worker_leaves_when_the_status_comes(
    inbox: InboxUnderTest,
) -> None:
    chat = await inbox.conversation()
    await inbox.says(chat, "una vez")
    inbox.meta.mishaps.append(holds())
    dying = asyncio.create_task(inbox.deliver(chat))
    await inbox.meta.holding.wait()
    dying.cancel()
    await asyncio.gather(dying, return_exceptions=True)
    await inbox.says(chat, "después")
    await inbox.work()
    assert inbox.meta.texts == ["una vez"]

    await inbox.is_told((inbox.meta.wamids[0], "sent"), opaque=f"{(await inbox.outgoing())[0].id}:1")
    await inbox.work()
    assert inbox.meta.texts == ["una vez", "después"]


async def test_a_withdrawn_message_is_never_sent(inbox: InboxUnderTest) -> None:
    chat = await inbox.conversation()
    await inbox.says(chat, "recuerda", lane=Lane.REMINDER, about="order:1")
    async with inbox.database.transaction(inbox.merchant.id) as session:
        taken = await withdraw_about(session, "order:1", reason="It was paid.", lanes=(Lane.REMINDER,))
    await inbox.work()
    message = await inbox.last()
    assert (taken, message.status, message.error_detail) == (1, MessageStatus.WITHDRAWN, "It was paid.")
    assert inbox.meta.tries == 0


async def test_withdrawing_spares_what_is_about_something_else(inbox: InboxUnderTest) -> None:
    chat = await inbox.conversation()
    await inbox.says(chat, "recuerda", lane=Lane.REMINDER, about="order:2")
    async with inbox.database.transaction(inbox.merchant.id) as session:
        await withdraw_about(session, "order:1", reason="It was paid.", lanes=(Lane.REMINDER,))
    await inbox.work()
    assert inbox.meta.texts == ["recuerda"]


async def test_a_withdrawal_and_a_send_at_once_agree(inbox: InboxUnderTest) -> None:
    """Whoever comes first wins: never withdrawn and sent, never neither."""
    chat = await inbox.conversation()
    for round_ in range(12):
        await inbox.says(chat, f"recuerda {round_}", lane=Lane.REMINDER, about=f"order:{round_}")

        async def take_back(about: str = f"order:{round_}") -> int:
            async with inbox.database.transaction(inbox.merchant.id) as session:
                return await withdraw_about(session, about, reason="It was paid.", lanes=(Lane.REMINDER,))

        before = len(inbox.meta.sent)
        taken, _ = await asyncio.gather(take_back(), inbox.deliver(chat))
        await inbox.work()
        assert (taken, len(inbox.meta.sent) - before) in ((1, 0), (0, 1))
        assert (await inbox.last()).status is (MessageStatus.WITHDRAWN if taken else MessageStatus.SENT)


async def test_what_is_being_sent_cannot_be_withdrawn(inbox: InboxUnderTest) -> None:
    chat = await inbox.conversation()
    await inbox.says(chat, "recuerda", lane=Lane.REMINDER, about="order:1")
    inbox.meta.mishaps.append(holds())
    sending = asyncio.create_task(inbox.deliver(chat))
    await inbox.meta.holding.wait()
    async with inbox.database.transaction(inbox.merchant.id) as session:
        taken = await withdraw_about(session, "order:1", reason="It was paid.", lanes=(Lane.REMINDER,))
    sending.cancel()
    await asyncio.gather(sending, return_exceptions=True)
    assert taken == 0
    assert (await inbox.last()).status is MessageStatus.SENDING
