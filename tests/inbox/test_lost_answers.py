"""A send whose answer was lost and that no status names: again only if it surely never left."""

from shop.inbox.conversations.models import Conversation
from shop.inbox.lanes import Lane
from shop.inbox.models import MessageStatus
from shop.inbox.sending.lost_sends import find_lost_sends
from tests.support.fake_number import Mishap, answers
from tests.support.inbox import InboxUnderTest


def vanishes() -> Mishap:
    """Meta never got the message, but something in between answered."""
    return answers(502, b"Bad gateway")


async def one_lost(inbox: InboxUnderTest, lane: Lane = Lane.REPLY) -> Conversation:
    chat = await inbox.conversation()
    inbox.meta.mishaps.append(vanishes())
    await inbox.says(chat, "hola", lane=lane)
    await inbox.work()
    assert (await inbox.last()).status is MessageStatus.SENDING
    return chat


async def webhooks_work(inbox: InboxUnderTest) -> None:
    """Another message is sent and its status arrives."""
    chat = await inbox.conversation(phone="34611000009")
    await inbox.says(chat, "otra")
    await inbox.work()
    await inbox.is_told((inbox.meta.wamids[-1], "sent"))


async def test_it_is_sent_again_after_a_quarter_of_an_hour_if_webhooks_work(inbox: InboxUnderTest) -> None:
    await one_lost(inbox)
    lost = await inbox.last()
    inbox.move_by(minutes=16)
    await webhooks_work(inbox)
    await inbox.resolve_lost_send(lost)
    await inbox.work()
    again = (await inbox.outgoing())[0]
    assert (again.status, again.attempt) == (MessageStatus.SENT, 2)
    assert inbox.meta.sent[-1]["biz_opaque_callback_data"] == f"{lost.id}:2"


async def test_it_is_not_sent_again_before_that(inbox: InboxUnderTest) -> None:
    await one_lost(inbox)
    lost = await inbox.last()
    inbox.move_by(minutes=14)
    await webhooks_work(inbox)
    await inbox.resolve_lost_send(lost)
    await inbox.work()
    assert (await inbox.outgoing())[0].status is MessageStatus.SENDING


async def test_it_is_not_sent_again_while_no_status_arrives_at_all(inbox: InboxUnderTest) -> None:
    await one_lost(inbox)
    inbox.move_by(minutes=16)
    await inbox.resolve_lost_send(await inbox.last())
    await inbox.work()
    assert (await inbox.last()).status is MessageStatus.SENDING


async def test_a_promotion_is_never_sent_again(inbox: InboxUnderTest) -> None:
    await one_lost(inbox, Lane.REMINDER)
    lost = await inbox.last()
    inbox.move_by(minutes=16)
    await webhooks_work(inbox)
    await inbox.resolve_lost_send(lost)
    await inbox.work()
    assert (await inbox.outgoing())[0].status is MessageStatus.UNKNOWN
    assert inbox.meta.texts == ["otra"]


async def test_a_status_that_comes_very_late_still_counts(inbox: InboxUnderTest) -> None:
    await one_lost(inbox, Lane.REMINDER)
    lost = await inbox.last()
    inbox.move_by(minutes=16)
    await webhooks_work(inbox)
    await inbox.resolve_lost_send(lost)
    await inbox.is_told(("wamid.late", "delivered"), opaque=f"{lost.id}:1")
    assert (await inbox.outgoing())[0].status is MessageStatus.DELIVERED


async def test_the_sweep_finds_it_after_a_quarter_of_an_hour(inbox: InboxUnderTest) -> None:
    await one_lost(inbox)
    for minutes, found in ((14, []), (2, ["inbox.resolve_lost_send"])):
        inbox.move_by(minutes=minutes)
        async with inbox.database.transaction() as session:
            await find_lost_sends(session)
        assert await inbox.work("inbox.resolve_lost_send") == found
