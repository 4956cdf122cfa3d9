"""Sending what is queued: the window, the order, two workers, a worker that dies."""

import asyncio

import pytest

from shop.inbox.models import Lane, MessageStatus
from shop.inbox.outbox import withdraw_about
from shop.whatsapp.outgoing import TemplateMessage, UrlButton
from tests.support.cast import ANA
from tests.support.fake_number import holds
from tests.support.inbox import Mail

REMINDER = TemplateMessage(
    name="order_payment",
    language="es",
    body=["1001", "La Tienda", "32,90 €"],
    buttons=[UrlButton(index=0, suffix="token")],
)


async def test_a_queued_message_is_sent_with_our_own_name_of_it(mail: Mail) -> None:
    chat = await mail.conversation(phone=ANA)
    await mail.says(chat, "hola")
    await mail.work()
    message = await mail.last()
    assert (message.status, message.wamid) == (MessageStatus.SENT, mail.meta.wamids[0])
    assert mail.meta.sent[0]["to"] == f"+{ANA}"
    assert mail.meta.sent[0]["biz_opaque_callback_data"] == f"{message.id}:1"


async def test_somebody_without_a_phone_is_answered_by_id(mail: Mail) -> None:
    chat = await mail.conversation(phone=None, bsuid="ES.1")
    await mail.says(chat, "hola")
    await mail.work()
    assert mail.meta.sent[0]["recipient"] == "ES.1"
    assert "to" not in mail.meta.sent[0]


async def test_messages_leave_in_the_order_they_were_said(mail: Mail) -> None:
    chat = await mail.conversation()
    await mail.says(chat, "uno", "dos", "tres")
    await mail.work()
    assert mail.meta.texts == ["uno", "dos", "tres"]


async def test_answers_leave_before_reminders(mail: Mail) -> None:
    chat = await mail.conversation()
    await mail.says(chat, "recuerda", lane=Lane.REMINDER)
    await mail.says(chat, "pedido", lane=Lane.ORDER)
    await mail.says(chat, "respuesta", lane=Lane.REPLY)
    await mail.work()
    assert mail.meta.texts == ["respuesta", "pedido", "recuerda"]


async def test_inside_the_window_the_free_message_is_sent(mail: Mail) -> None:
    chat = await mail.conversation()
    await mail.approve(REMINDER)
    mail.later(hours=23, minutes=59)
    await mail.says(chat, "libre", fallback=REMINDER)
    await mail.work()
    assert mail.meta.texts == ["libre"]


async def test_outside_the_window_the_template_is_sent(mail: Mail) -> None:
    chat = await mail.conversation()
    await mail.approve(REMINDER)
    mail.later(hours=24)
    await mail.says(chat, "libre", fallback=REMINDER)
    await mail.work()
    assert mail.meta.sent[0]["template"]["name"] == "order_payment"
    assert (await mail.last()).status is MessageStatus.SENT


async def test_a_new_word_of_the_shopper_opens_the_window_again(mail: Mail) -> None:
    chat = await mail.conversation()
    mail.later(hours=30)
    await mail.hears("sigo aquí")
    await mail.reads()
    await mail.forget("bot.answer_conversation")
    await mail.says(chat, "libre")
    await mail.work()
    assert mail.meta.texts == ["libre"]


async def test_outside_the_window_without_a_template_the_message_fails(mail: Mail) -> None:
    chat = await mail.conversation()
    mail.later(hours=24)
    await mail.says(chat, "libre")
    await mail.work()
    message = await mail.last()
    assert (message.status, message.error_code) == (MessageStatus.FAILED, 131047)
    assert mail.meta.tries == 0


@pytest.mark.parametrize("status", [None, "PENDING", "REJECTED", "PAUSED"])
async def test_a_template_that_is_not_approved_is_not_sent(mail: Mail, status: str | None) -> None:
    chat = await mail.conversation()
    if status is not None:
        await mail.approve(REMINDER, status=status)
    mail.later(hours=24)
    await mail.says(chat, "libre", fallback=REMINDER)
    await mail.work()
    assert (await mail.last()).error_code == 132001
    assert mail.meta.tries == 0


async def test_one_that_cannot_be_sent_does_not_hold_back_the_next(mail: Mail) -> None:
    chat = await mail.conversation()
    await mail.approve(REMINDER)
    mail.later(hours=24)
    await mail.says(chat, "libre")
    await mail.says(chat, "con plantilla", fallback=REMINDER)
    await mail.work()
    assert [message.status for message in await mail.outgoing()] == [MessageStatus.FAILED, MessageStatus.SENT]


async def test_two_workers_at_once_send_each_message_once(mail: Mail) -> None:
    chat = await mail.conversation()
    words = [f"mensaje {n}" for n in range(10)]
    await mail.says(chat, *words)
    results = await asyncio.gather(*(mail.deliver(chat) for _ in range(4)), return_exceptions=True)
    await mail.work()
    assert mail.meta.texts == words, results


async def test_a_worker_that_dies_after_the_call_has_sent_one_message(mail: Mail) -> None:
    chat = await mail.conversation()
    await mail.says(chat, "una vez")
    mail.meta.mishaps.append(holds())
    dying = asyncio.create_task(mail.deliver(chat))
    await mail.meta.holding.wait()
    dying.cancel()
    await asyncio.gather(dying, return_exceptions=True)

    await mail.work()  # another worker takes the job over
    assert (await mail.last()).status is MessageStatus.SENDING
    await mail.is_told((mail.meta.wamids[0], "sent"), opaque=f"{(await mail.last()).id}:1")
    await mail.queue.run_postponed()
    message = await mail.last()
    assert (message.status, message.wamid) == (MessageStatus.SENT, mail.meta.wamids[0])
    assert mail.meta.texts == ["una vez"]


async def test_what_is_queued_behind_a_dead_worker_leaves_when_the_status_comes(mail: Mail) -> None:
    chat = await mail.conversation()
    await mail.says(chat, "una vez")
    mail.meta.mishaps.append(holds())
    dying = asyncio.create_task(mail.deliver(chat))
    await mail.meta.holding.wait()
    dying.cancel()
    await asyncio.gather(dying, return_exceptions=True)
    await mail.says(chat, "después")
    await mail.work()
    assert mail.meta.texts == ["una vez"]

    await mail.is_told((mail.meta.wamids[0], "sent"), opaque=f"{(await mail.outgoing())[0].id}:1")
    await mail.work()
    assert mail.meta.texts == ["una vez", "después"]


async def test_a_withdrawn_message_is_never_sent(mail: Mail) -> None:
    chat = await mail.conversation()
    await mail.says(chat, "recuerda", lane=Lane.REMINDER, about="order:1")
    async with mail.database.transaction(mail.merchant.id) as session:
        taken = await withdraw_about(session, "order:1", reason="It was paid.", lanes=(Lane.REMINDER,))
    await mail.work()
    message = await mail.last()
    assert (taken, message.status, message.error_detail) == (1, MessageStatus.WITHDRAWN, "It was paid.")
    assert mail.meta.tries == 0


async def test_withdrawing_spares_what_is_about_something_else(mail: Mail) -> None:
    chat = await mail.conversation()
    await mail.says(chat, "recuerda", lane=Lane.REMINDER, about="order:2")
    async with mail.database.transaction(mail.merchant.id) as session:
        await withdraw_about(session, "order:1", reason="It was paid.", lanes=(Lane.REMINDER,))
    await mail.work()
    assert mail.meta.texts == ["recuerda"]


async def test_a_withdrawal_and_a_send_at_once_agree(mail: Mail) -> None:
    """Whoever comes first wins: never withdrawn and sent, never neither."""
    chat = await mail.conversation()
    for round_ in range(12):
        await mail.says(chat, f"recuerda {round_}", lane=Lane.REMINDER, about=f"order:{round_}")

        async def take_back(about: str = f"order:{round_}") -> int:
            async with mail.database.transaction(mail.merchant.id) as session:
                return await withdraw_about(session, about, reason="It was paid.", lanes=(Lane.REMINDER,))

        before = len(mail.meta.sent)
        taken, _ = await asyncio.gather(take_back(), mail.deliver(chat))
        await mail.work()
        assert (taken, len(mail.meta.sent) - before) in ((1, 0), (0, 1))
        assert (await mail.last()).status is (MessageStatus.WITHDRAWN if taken else MessageStatus.SENT)


async def test_what_is_being_sent_cannot_be_withdrawn(mail: Mail) -> None:
    chat = await mail.conversation()
    await mail.says(chat, "recuerda", lane=Lane.REMINDER, about="order:1")
    mail.meta.mishaps.append(holds())
    sending = asyncio.create_task(mail.deliver(chat))
    await mail.meta.holding.wait()
    async with mail.database.transaction(mail.merchant.id) as session:
        taken = await withdraw_about(session, "order:1", reason="It was paid.", lanes=(Lane.REMINDER,))
    sending.cancel()
    await asyncio.gather(sending, return_exceptions=True)
    assert taken == 0
    assert (await mail.last()).status is MessageStatus.SENDING
