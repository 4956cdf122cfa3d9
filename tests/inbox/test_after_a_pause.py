"""What waited for a paused number, however long, is tried as patiently as what was just written."""

import pytest

from shop.inbox.conversations.models import Conversation
from shop.inbox.lanes import Lane
from shop.inbox.models import MessageStatus
from shop.inbox.sending.pausing import resume_number
from shop.merchants.accounts import number_by_id
from tests.support.fake_number import Mishap, refuses, unreachable
from tests.support.inbox import InboxUnderTest


async def resumes(inbox: InboxUnderTest) -> None:
    message = await inbox.last()
    async with inbox.database.transaction(message.merchant_id) as session:
        chat = await session.get_one(Conversation, (message.merchant_id, message.conversation_id))
        await resume_number(session, await number_by_id(session, chat.number_id))


async def waits_for_a_paused_number(inbox: InboxUnderTest, *, hours: int) -> None:
    chat = await inbox.conversation()
    inbox.meta.mishaps.append(refuses(131042))
    await inbox.says(chat, "confirmation", lane=Lane.ORDER)
    await inbox.work()
    inbox.move_by(hours=hours)
    await resumes(inbox)


@pytest.mark.parametrize(
    "mishap",
    [unreachable(), refuses(131000, 500), refuses(130429), refuses(131016, 500)],
    ids=["unreachable", "131000", "130429", "131016"],
)
async def test_a_hiccup_after_the_repair_is_waited_out(inbox: InboxUnderTest, mishap: Mishap) -> None:
    await waits_for_a_paused_number(inbox, hours=13)
    inbox.meta.mishaps.append(mishap)
    await inbox.work()
    assert (await inbox.last()).status is MessageStatus.QUEUED
    await inbox.queue.run_postponed()
    assert (await inbox.last()).status is MessageStatus.SENT


async def test_an_outage_of_half_a_day_after_the_repair_ends_it(inbox: InboxUnderTest) -> None:
    await waits_for_a_paused_number(inbox, hours=13)
    inbox.meta.mishaps.extend([unreachable(), unreachable()])
    await inbox.work()
    inbox.move_by(hours=12)
    await inbox.queue.run_postponed()
    assert (await inbox.last()).status is MessageStatus.FAILED


@pytest.mark.parametrize("code", [131042, 131000])
async def test_a_refusal_that_comes_later_is_no_end_either(inbox: InboxUnderTest, code: int) -> None:
    await waits_for_a_paused_number(inbox, hours=13)
    await inbox.work()
    sent = await inbox.last()
    assert sent.wamid is not None
    inbox.move_by(seconds=5)
    await inbox.is_told((sent.wamid, "failed"), errors=[{"code": code, "title": "Refused"}])
    assert (await inbox.last()).status is MessageStatus.QUEUED
