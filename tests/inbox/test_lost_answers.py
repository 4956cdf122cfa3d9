"""A send whose answer was lost and that no status names: again only if it surely never left."""

from shop.inbox.conversations.models import Conversation
from shop.inbox.models import Lane, MessageStatus
from shop.inbox.sending.lost_sends import find_lost_sends
from tests.support.fake_number import Mishap, answers
from tests.support.inbox import Mail


def vanishes() -> Mishap:
    """Meta never got the message, but something in between answered."""
    return answers(502, b"Bad gateway")


async def one_lost(mail: Mail, lane: Lane = Lane.REPLY) -> Conversation:
    chat = await mail.conversation()
    mail.meta.mishaps.append(vanishes())
    await mail.says(chat, "hola", lane=lane)
    await mail.work()
    assert (await mail.last()).status is MessageStatus.SENDING
    return chat


async def webhooks_work(mail: Mail) -> None:
    """Another message is sent and its status arrives."""
    chat = await mail.conversation(phone="34611000009")
    await mail.says(chat, "otra")
    await mail.work()
    await mail.is_told((mail.meta.wamids[-1], "sent"))


async def test_it_is_sent_again_after_a_quarter_of_an_hour_if_webhooks_work(mail: Mail) -> None:
    await one_lost(mail)
    lost = await mail.last()
    mail.later(minutes=16)
    await webhooks_work(mail)
    await mail.settle(lost)
    await mail.work()
    again = (await mail.outgoing())[0]
    assert (again.status, again.attempt) == (MessageStatus.SENT, 2)
    assert mail.meta.sent[-1]["biz_opaque_callback_data"] == f"{lost.id}:2"


async def test_it_is_not_sent_again_before_that(mail: Mail) -> None:
    await one_lost(mail)
    lost = await mail.last()
    mail.later(minutes=14)
    await webhooks_work(mail)
    await mail.settle(lost)
    await mail.work()
    assert (await mail.outgoing())[0].status is MessageStatus.SENDING


async def test_it_is_not_sent_again_while_no_status_arrives_at_all(mail: Mail) -> None:
    await one_lost(mail)
    mail.later(minutes=16)
    await mail.settle(await mail.last())
    await mail.work()
    assert (await mail.last()).status is MessageStatus.SENDING


async def test_a_promotion_is_never_sent_again(mail: Mail) -> None:
    await one_lost(mail, Lane.REMINDER)
    lost = await mail.last()
    mail.later(minutes=16)
    await webhooks_work(mail)
    await mail.settle(lost)
    await mail.work()
    assert (await mail.outgoing())[0].status is MessageStatus.UNKNOWN
    assert mail.meta.texts == ["otra"]


async def test_a_status_that_comes_very_late_still_counts(mail: Mail) -> None:
    await one_lost(mail, Lane.REMINDER)
    lost = await mail.last()
    mail.later(minutes=16)
    await webhooks_work(mail)
    await mail.settle(lost)
    await mail.is_told(("wamid.late", "delivered"), opaque=f"{lost.id}:1")
    assert (await mail.outgoing())[0].status is MessageStatus.DELIVERED


async def test_the_sweep_finds_it_after_a_quarter_of_an_hour(mail: Mail) -> None:
    await one_lost(mail)
    for minutes, found in ((14, []), (2, ["inbox.resolve_lost_send"])):
        mail.later(minutes=minutes)
        async with mail.database.transaction() as session:
            await find_lost_sends(session)
        assert await mail.work("inbox.resolve_lost_send") == found
