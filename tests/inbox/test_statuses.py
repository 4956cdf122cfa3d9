"""What became of our messages: told in any order, twice, early, or about somebody else's."""

import itertools
from typing import Any

import pytest

from shop.inbox.models import Message, MessageStatus
from shop.kit.stored_events import EventState
from tests.support.fake_number import loses_answer, unreachable
from tests.support.inbox import Mail

FAILURE: dict[str, Any] = {
    "errors": [{"code": 131026, "title": "Undeliverable", "error_data": {"details": "No such phone"}}]
}


async def one_sent(mail: Mail) -> tuple[Message, str]:
    """A message that Meta took, and its wamid."""
    chat = await mail.conversation()
    await mail.says(chat, "hola")
    await mail.work()
    return await mail.last(), mail.meta.wamids[-1]


@pytest.mark.parametrize("order", list(itertools.permutations(["sent", "delivered", "read"])))
async def test_in_any_order_the_highest_stands(mail: Mail, order: tuple[str, ...]) -> None:
    _, wamid = await one_sent(mail)
    await mail.is_told(*((wamid, name) for name in order))
    assert (await mail.last()).status is MessageStatus.READ


async def test_read_before_delivered_stays_read(mail: Mail) -> None:
    _, wamid = await one_sent(mail)
    await mail.is_told((wamid, "read"))
    read_at = (await mail.last()).read_at
    await mail.is_told((wamid, "delivered"))
    message = await mail.last()
    assert (message.status, message.read_at) == (MessageStatus.READ, read_at)
    assert read_at is not None


async def test_a_repeated_status_changes_nothing(mail: Mail) -> None:
    _, wamid = await one_sent(mail)
    await mail.is_told((wamid, "delivered"))
    before = await mail.last()
    mail.later(minutes=5)
    await mail.is_told((wamid, "delivered"))
    after = await mail.last()
    assert (after.status, after.delivered_at) == (before.status, before.delivered_at)


async def test_a_failure_is_kept_with_its_reason(mail: Mail) -> None:
    _, wamid = await one_sent(mail)
    await mail.is_told((wamid, "failed"), **FAILURE)
    message = await mail.last()
    assert (message.status, message.error_code, message.error_detail) == (
        MessageStatus.FAILED,
        131026,
        "No such phone",
    )


async def test_a_late_delivered_beats_failed(mail: Mail) -> None:
    _, wamid = await one_sent(mail)
    await mail.is_told((wamid, "failed"), **FAILURE)
    await mail.is_told((wamid, "delivered"))
    message = await mail.last()
    assert (message.status, message.error_code) == (MessageStatus.DELIVERED, None)


async def test_a_late_failure_does_not_spoil_what_was_delivered(mail: Mail) -> None:
    _, wamid = await one_sent(mail)
    await mail.is_told((wamid, "delivered"))
    await mail.is_told((wamid, "failed"), **FAILURE)
    message = await mail.last()
    assert (message.status, message.error_code) == (MessageStatus.DELIVERED, None)


async def test_a_status_before_our_answer_was_recorded_finds_its_message(mail: Mail) -> None:
    chat = await mail.conversation()
    mail.meta.mishaps.append(loses_answer())
    await mail.says(chat, "hola")
    await mail.work()
    message = await mail.last()
    await mail.is_told((mail.meta.wamids[0], "sent"), opaque=f"{message.id}:1")
    message = await mail.last()
    assert (message.status, message.wamid) == (MessageStatus.SENT, mail.meta.wamids[0])


async def test_a_message_that_left_after_all_is_not_sent_again(mail: Mail) -> None:
    """Refused as far as we know, queued for another try, and then its status comes."""
    chat = await mail.conversation()
    mail.meta.mishaps.append(unreachable())
    await mail.says(chat, "hola")
    await mail.work()
    await mail.is_told(("wamid.first", "sent"), opaque=f"{(await mail.last()).id}:1")
    await mail.queue.run_postponed()
    assert (await mail.last()).status is MessageStatus.SENT
    assert mail.meta.sent == []


@pytest.mark.parametrize("opaque", [None, "", "somebody else's", "12345678-1234-1234-1234-123456789012:1"])
async def test_a_status_of_a_message_that_is_not_ours_is_ignored(mail: Mail, opaque: str | None) -> None:
    await one_sent(mail)
    await mail.is_told(("wamid.foreign", "read"), opaque=opaque)
    event = (await mail.events())[-1]
    assert (event.state, bool(event.reason)) == (EventState.IGNORED, True)
    assert (await mail.last()).status is MessageStatus.SENT


async def test_a_status_nobody_knows_is_set_aside(mail: Mail) -> None:
    _, wamid = await one_sent(mail)
    await mail.is_told((wamid, "evaporated"))
    assert (await mail.events())[-1].state is EventState.SET_ASIDE
    assert (await mail.last()).status is MessageStatus.SENT


async def test_a_status_without_a_time_counts_from_its_arrival(mail: Mail) -> None:
    _, wamid = await one_sent(mail)
    await mail.is_told((wamid, "read"), timestamp="soon")
    message = await mail.last()
    assert message.status is MessageStatus.READ
    assert message.read_at is not None


async def test_what_was_paid_for_is_noted(mail: Mail) -> None:
    _, wamid = await one_sent(mail)
    pricing = {"category": "service", "type": "regular", "pricing_model": "PMP", "billable": True}
    await mail.is_told((wamid, "sent"), pricing=pricing)
    noted = (await mail.last()).pricing
    assert noted is not None
    assert (noted["category"], noted["type"]) == ("service", "regular")
