"""A vendor that refuses, stammers or says nothing: tried again as its error table says, never doubled, never lost."""

from datetime import timedelta

import pytest

from shop.inbox.models import Lane, MessageStatus
from shop.inbox.sending.pausing import resume_number
from shop.merchants.accounts import number_by_id
from shop.whatsapp.outgoing import TemplateMessage
from tests.support.fake_number import Mishap, answers, loses_answer, refuses, unreachable
from tests.support.inbox import Mail

SHORT = TemplateMessage(name="short", language="es", body=["hola"])


async def send_through(mail: Mail, *mishaps: Mishap, lane: Lane = Lane.REPLY) -> None:
    """One message, and what happens to its tries."""
    chat = await mail.conversation()
    mail.meta.mishaps.extend(mishaps)
    await mail.says(chat, "hola", lane=lane)
    await mail.work()


@pytest.mark.parametrize("code", [100, 131026, 131047, 131050, 131051, 132012])
async def test_what_meta_refuses_for_good_fails_with_its_code(mail: Mail, code: int) -> None:
    await send_through(mail, refuses(code))
    message = await mail.last()
    assert (message.status, message.error_code) == (MessageStatus.FAILED, code)
    assert message.failed_at is not None
    assert (mail.meta.tries, mail.waits) == (1, [])


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
async def test_what_may_work_later_is_tried_again_and_sent_once(mail: Mail, mishap: Mishap) -> None:
    await send_through(mail, mishap)
    assert (await mail.last()).status is MessageStatus.QUEUED
    assert len(mail.waits) == 1
    await mail.hurry()
    message = await mail.last()
    assert (message.status, message.attempt) == (MessageStatus.SENT, 2)
    assert mail.meta.texts == ["hola"]


async def test_the_pause_before_another_try_grows_to_five_minutes(mail: Mail) -> None:
    await send_through(mail, *[unreachable()] * 12)
    for _ in range(11):
        await mail.hurry()
    assert mail.waits[:3] == [timedelta(seconds=seconds) for seconds in (2, 4, 8)]
    assert mail.waits[-1] == timedelta(minutes=5)


async def test_the_pair_limit_is_waited_out_as_meta_asks(mail: Mail) -> None:
    await send_through(mail, *[refuses(131056)] * 4)
    for _ in range(3):
        await mail.hurry()
    assert mail.waits == [timedelta(seconds=seconds) for seconds in (1, 4, 16, 64)]


async def test_a_pause_that_meta_names_is_kept(mail: Mail) -> None:
    await send_through(mail, refuses(130429, 429, **{"retry-after": "90"}))
    assert mail.waits == [timedelta(seconds=90)]


async def test_a_message_is_given_up_after_half_a_day_of_outage(mail: Mail) -> None:
    await send_through(mail, unreachable(), unreachable())
    mail.later(hours=12)
    await mail.hurry()
    assert (await mail.last()).status is MessageStatus.FAILED


async def test_a_promotion_beyond_a_persons_limit_is_not_tried_a_day_later(mail: Mail) -> None:
    await send_through(mail, refuses(131049), lane=Lane.REMINDER)
    message = await mail.last()
    assert (message.status, message.error_code) == (MessageStatus.FAILED, 131049)
    assert mail.waits == []


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
    mail: Mail, mishap: Mishap
) -> None:
    await send_through(mail, mishap)
    message = await mail.last()
    assert (message.status, message.wamid) == (MessageStatus.SENDING, None)
    await mail.is_told((mail.meta.wamids[0], "delivered"), opaque=f"{message.id}:1")
    await mail.work()
    await mail.hurry()
    message = await mail.last()
    assert (message.status, message.wamid) == (MessageStatus.DELIVERED, mail.meta.wamids[0])
    assert mail.meta.tries == 1


async def test_a_lost_answer_holds_back_the_next_message_for_a_minute_only(mail: Mail) -> None:
    chat = await mail.conversation()
    mail.meta.mishaps.append(loses_answer())
    await mail.says(chat, "uno", "dos")
    await mail.work()
    assert mail.meta.texts == ["uno"]
    assert timedelta() < mail.waits[-1] <= timedelta(seconds=61)
    mail.later(seconds=61)
    await mail.hurry()
    assert mail.meta.texts == ["uno", "dos"]


@pytest.mark.parametrize("code", [190, 131042, 368, 131031, 10])
async def test_an_error_that_means_the_number_pauses_it_and_parks_the_queue(mail: Mail, code: int) -> None:
    first, second = await mail.conversation(), await mail.conversation(phone="34611000002")
    mail.meta.mishaps.append(refuses(code, 401))
    await mail.says(first, "uno", "dos")
    await mail.work()
    await mail.says(second, "tres")
    await mail.work()
    assert str(code) in str((await mail.number()).paused_reason)
    assert {message.status for message in await mail.outgoing()} == {MessageStatus.QUEUED}
    assert mail.meta.tries == 1


async def test_a_resumed_number_sends_what_was_parked(mail: Mail) -> None:
    first, second = await mail.conversation(), await mail.conversation(phone="34611000002")
    mail.meta.mishaps.append(refuses(190, 401))
    await mail.says(first, "uno", "dos")
    await mail.work()
    await mail.says(second, "tres")
    await mail.work()
    async with mail.database.transaction(mail.merchant.id) as session:
        await resume_number(session, await number_by_id(session, first.number_id))
    await mail.work()
    assert sorted(mail.meta.texts) == ["dos", "tres", "uno"]
    assert {message.status for message in await mail.outgoing()} == {MessageStatus.SENT}


async def test_a_refusal_of_one_person_does_not_pause_the_number(mail: Mail) -> None:
    await send_through(mail, refuses(131030))
    assert (await mail.number()).paused_reason is None
    assert (await mail.last()).status is MessageStatus.FAILED


async def test_a_message_that_whatsapp_could_not_take_fails_and_frees_the_queue(mail: Mail) -> None:
    """A template's value can be too long only once it is sent: nobody checked it before."""
    chat = await mail.conversation()
    async with mail.database.transaction(mail.merchant.id) as session:
        message = await session.merge(await mail.say(chat, SHORT))
        message.content = {**message.content, "body": [""]}
    await mail.says(chat, "después")
    await mail.approve(SHORT)
    await mail.work()
    assert [message.status for message in await mail.outgoing()] == [MessageStatus.FAILED, MessageStatus.SENT]
    assert (await mail.outgoing())[0].error_detail
