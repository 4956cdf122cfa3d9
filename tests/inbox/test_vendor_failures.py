"""A vendor that refuses, answers badly or not at all: tried again as its error table says, never doubled, never lost."""

from datetime import timedelta

import pytest

from shop.inbox.lanes import Lane
from shop.inbox.models import MessageStatus
from shop.inbox.sending.pausing import resume_number
from shop.inbox.sending.refusals import MOST_REFUSALS
from shop.merchants.accounts import number_by_id
from shop.whatsapp.outgoing import TemplateMessage
from tests.support.cast import EVA
from tests.support.fake_number import Mishap, answers, loses_answer, refuses, unreachable
from tests.support.inbox import InboxUnderTest

SHORT = TemplateMessage(name="short", language="es", body=["hola"])


async def send_through(inbox: InboxUnderTest, *mishaps: Mishap, lane: Lane = Lane.REPLY) -> None:
    """One message, and what happens to its tries."""
    chat = await inbox.conversation()
    inbox.meta.mishaps.extend(mishaps)
    await inbox.says(chat, "hola", lane=lane)
    await inbox.work()


@pytest.mark.parametrize("code", [100, 131026, 131047, 131050, 131051, 132012])
async def test_what_meta_refuses_for_good_fails_with_its_code(inbox: InboxUnderTest, code: int) -> None:
    await send_through(inbox, refuses(code))
    message = await inbox.last()
    assert (message.status, message.error_code) == (MessageStatus.FAILED, code)
    assert message.failed_at is not None
    assert (inbox.meta.tries, inbox.queue.waits) == (1, [])


@pytest.mark.parametrize(
    "mishap",
    [
        refuses(130429),
        refuses(80007),
        refuses(131056),
        refuses(131016, 500),
        refuses(131000, 500),
        refuses(2, 503),
        refuses(999_999, 500),
        refuses(999_999, 429),
        answers(429, b"slow down"),
        unreachable(),
    ],
    ids=["130429", "80007", "131056", "131016", "131000", "2", "5xx", "429", "bare 429", "refused"],
)
async def test_what_may_work_later_is_tried_again_and_sent_once(
    inbox: InboxUnderTest, mishap: Mishap
) -> None:
    await send_through(inbox, mishap)
    assert (await inbox.last()).status is MessageStatus.QUEUED
    assert len(inbox.queue.waits) == 1
    await inbox.queue.run_postponed()
    message = await inbox.last()
    assert (message.status, message.attempt) == (MessageStatus.SENT, 2)
    assert inbox.meta.texts == ["hola"]


async def test_the_pause_before_another_try_grows_to_five_minutes(inbox: InboxUnderTest) -> None:
    await send_through(inbox, *[unreachable()] * 12)
    for _ in range(11):
        await inbox.queue.run_postponed()
    assert inbox.queue.waits[:3] == [timedelta(seconds=seconds) for seconds in (2, 4, 8)]
    assert inbox.queue.waits[-1] == timedelta(minutes=5)


async def test_the_pair_limit_is_waited_out_as_meta_asks(inbox: InboxUnderTest) -> None:
    await send_through(inbox, *[refuses(131056)] * 4)
    for _ in range(3):
        await inbox.queue.run_postponed()
    assert inbox.queue.waits == [timedelta(seconds=seconds) for seconds in (1, 4, 16, 64)]


async def test_a_pause_that_meta_names_is_kept(inbox: InboxUnderTest) -> None:
    await send_through(inbox, refuses(130429, 429, **{"retry-after": "90"}))
    assert inbox.queue.waits == [timedelta(seconds=90)]


async def test_a_message_is_given_up_after_half_a_day_of_outage(inbox: InboxUnderTest) -> None:
    await send_through(inbox, unreachable(), unreachable())
    inbox.move_by(hours=12)
    await inbox.queue.run_postponed()
    assert (await inbox.last()).status is MessageStatus.FAILED


async def test_a_promotion_beyond_a_persons_limit_is_not_tried_a_day_later(inbox: InboxUnderTest) -> None:
    await send_through(inbox, refuses(131049), lane=Lane.REMINDER)
    message = await inbox.last()
    assert (message.status, message.error_code) == (MessageStatus.FAILED, 131049)
    assert inbox.queue.waits == []


@pytest.mark.parametrize(
    "mishap",
    [
        loses_answer(),
        answers(200, b"<html>hello</html>", taken=True),
        answers(200, b'{"messages": []}', taken=True),
        answers(502, b"<html>Bad gateway</html>", taken=True),
        answers(200, b"", taken=True),
    ],
    ids=["line broke", "garbage", "no name", "proxy", "empty"],
)
async def test_a_lost_answer_is_settled_by_the_status_without_a_second_send(
    inbox: InboxUnderTest, mishap: Mishap
) -> None:
    await send_through(inbox, mishap)
    message = await inbox.last()
    assert (message.status, message.wamid) == (MessageStatus.SENDING, None)
    await inbox.is_told((inbox.meta.wamids[0], "delivered"), opaque=f"{message.id}:1")
    await inbox.work()
    await inbox.queue.run_postponed()
    message = await inbox.last()
    assert (message.status, message.wamid) == (MessageStatus.DELIVERED, inbox.meta.wamids[0])
    assert inbox.meta.tries == 1


async def test_a_lost_answer_holds_back_the_next_message_for_a_minute_only(inbox: InboxUnderTest) -> None:
    chat = await inbox.conversation()
    inbox.meta.mishaps.append(loses_answer())
    await inbox.says(chat, "uno", "dos")
    await inbox.work()
    assert inbox.meta.texts == ["uno"]
    assert timedelta() < inbox.queue.waits[-1] <= timedelta(seconds=61)
    inbox.move_by(seconds=61)
    await inbox.queue.run_postponed()
    assert inbox.meta.texts == ["uno", "dos"]


@pytest.mark.parametrize("code", [190, 131042, 368, 131031, 10])
async def test_an_error_that_means_the_number_pauses_it_and_parks_the_queue(
    inbox: InboxUnderTest, code: int
) -> None:
    first, second = await inbox.conversation(), await inbox.conversation(phone=EVA)
    inbox.meta.mishaps.append(refuses(code, 401))
    await inbox.says(first, "uno", "dos")
    await inbox.work()
    await inbox.says(second, "tres")
    await inbox.work()
    assert str(code) in str((await inbox.number()).paused_reason)
    assert {message.status for message in await inbox.outgoing()} == {MessageStatus.QUEUED}
    assert inbox.meta.tries == 1


async def test_a_resumed_number_sends_what_was_parked(inbox: InboxUnderTest) -> None:
    first, second = await inbox.conversation(), await inbox.conversation(phone=EVA)
    inbox.meta.mishaps.append(refuses(190, 401))
    await inbox.says(first, "uno", "dos")
    await inbox.work()
    await inbox.says(second, "tres")
    await inbox.work()
    async with inbox.database.transaction(inbox.merchant.id) as session:
        await resume_number(session, await number_by_id(session, first.number_id))
    await inbox.work()
    assert sorted(inbox.meta.texts) == ["dos", "tres", "uno"]
    assert {message.status for message in await inbox.outgoing()} == {MessageStatus.SENT}


async def test_a_refusal_of_one_person_does_not_pause_the_number(inbox: InboxUnderTest) -> None:
    await send_through(inbox, refuses(131030))
    assert (await inbox.number()).paused_reason is None
    assert (await inbox.last()).status is MessageStatus.FAILED


async def test_a_message_that_whatsapp_could_not_take_fails_and_frees_the_queue(
    inbox: InboxUnderTest,
) -> None:
    """A template's value can be too long only once it is sent: nobody checked it before."""
    chat = await inbox.conversation()
    async with inbox.database.transaction(inbox.merchant.id) as session:
        message = await session.merge(await inbox.say(chat, SHORT))
        message.content = {**message.content, "body": [""]}
    await inbox.says(chat, "después")
    await inbox.approve(SHORT)
    await inbox.work()
    assert [message.status for message in await inbox.outgoing()] == [
        MessageStatus.FAILED,
        MessageStatus.SENT,
    ]
    assert (await inbox.outgoing())[0].error_detail


async def told_that_meta_is_unavailable(inbox: InboxUnderTest) -> None:
    """What Meta took comes back refused, and may be tried again."""
    message = await inbox.last()
    await inbox.is_told(
        (str(message.wamid), "failed"), errors=[{"code": 131016, "title": "Service unavailable"}]
    )


async def test_a_long_outage_takes_no_second_try_from_what_meta_refuses_later(inbox: InboxUnderTest) -> None:
    await send_through(inbox, *[unreachable()] * 6)
    for _ in range(6):
        await inbox.queue.run_postponed()
    assert (await inbox.last()).status is MessageStatus.SENT
    await told_that_meta_is_unavailable(inbox)
    assert (await inbox.last()).status is MessageStatus.QUEUED
    await inbox.work()
    assert (await inbox.last()).status is MessageStatus.SENT


async def test_what_meta_takes_and_refuses_again_and_again_is_given_up(inbox: InboxUnderTest) -> None:
    await send_through(inbox)
    for _ in range(MOST_REFUSALS):
        assert (await inbox.last()).status is MessageStatus.SENT
        await told_that_meta_is_unavailable(inbox)
        await inbox.work()
        await inbox.queue.run_postponed()
    assert (await inbox.last()).status is MessageStatus.FAILED
