"""What became of our messages: told in any order, twice, early, or about somebody else's."""

import itertools
from typing import Any

import pytest

from shop.inbox.models import Message, MessageStatus
from shop.kit.vendors.webhook_events import WebhookState
from tests.support.fake_number import loses_answer, unreachable
from tests.support.inbox import InboxUnderTest

FAILURE: dict[str, Any] = {
    "errors": [{"code": 131026, "title": "Undeliverable", "error_data": {"details": "No such phone"}}]
}


async def one_sent(inbox: InboxUnderTest) -> tuple[Message, str]:
    """A message that Meta took, and its wamid."""
    chat = await inbox.conversation()
    await inbox.says(chat, "hola")
    await inbox.work()
    return await inbox.last(), inbox.meta.wamids[-1]


@pytest.mark.parametrize("order", list(itertools.permutations(["sent", "delivered", "read"])))
async def test_in_any_order_the_highest_stands(inbox: InboxUnderTest, order: tuple[str, ...]) -> None:
    _, wamid = await one_sent(inbox)
    await inbox.is_told(*((wamid, name) for name in order))
    assert (await inbox.last()).status is MessageStatus.READ


async def test_read_before_delivered_stays_read(inbox: InboxUnderTest) -> None:
    _, wamid = await one_sent(inbox)
    await inbox.is_told((wamid, "read"))
    read_at = (await inbox.last()).read_at
    await inbox.is_told((wamid, "delivered"))
    message = await inbox.last()
    assert (message.status, message.read_at) == (MessageStatus.READ, read_at)
    assert read_at is not None


async def test_a_repeated_status_changes_nothing(inbox: InboxUnderTest) -> None:
    _, wamid = await one_sent(inbox)
    await inbox.is_told((wamid, "delivered"))
    before = await inbox.last()
    inbox.move_by(minutes=5)
    await inbox.is_told((wamid, "delivered"))
    after = await inbox.last()
    assert (after.status, after.delivered_at) == (before.status, before.delivered_at)


async def test_a_failure_is_kept_with_its_reason(inbox: InboxUnderTest) -> None:
    _, wamid = await one_sent(inbox)
    await inbox.is_told((wamid, "failed"), **FAILURE)
    message = await inbox.last()
    assert (message.status, message.error_code, message.error_detail) == (
        MessageStatus.FAILED,
        131026,
        "No such phone",
    )


async def test_a_late_delivered_beats_failed(inbox: InboxUnderTest) -> None:
    _, wamid = await one_sent(inbox)
    await inbox.is_told((wamid, "failed"), **FAILURE)
    await inbox.is_told((wamid, "delivered"))
    message = await inbox.last()
    assert (message.status, message.error_code) == (MessageStatus.DELIVERED, None)


async def test_a_late_failure_does_not_spoil_what_was_delivered(inbox: InboxUnderTest) -> None:
    _, wamid = await one_sent(inbox)
    await inbox.is_told((wamid, "delivered"))
    await inbox.is_told((wamid, "failed"), **FAILURE)
    message = await inbox.last()
    assert (message.status, message.error_code) == (MessageStatus.DELIVERED, None)


async def test_a_status_before_our_answer_was_recorded_finds_its_message(inbox: InboxUnderTest) -> None:
    chat = await inbox.conversation()
    inbox.meta.mishaps.append(loses_answer())
    await inbox.says(chat, "hola")
    await inbox.work()
    message = await inbox.last()
    await inbox.is_told((inbox.meta.wamids[0], "sent"), opaque=f"{message.id}:1")
    message = await inbox.last()
    assert (message.status, message.wamid) == (MessageStatus.SENT, inbox.meta.wamids[0])


async def test_a_message_that_left_after_all_is_not_sent_again(inbox: InboxUnderTest) -> None:
    """Refused as far as we know, queued for another try, and then its status comes."""
    chat = await inbox.conversation()
    inbox.meta.mishaps.append(unreachable())
    await inbox.says(chat, "hola")
    await inbox.work()
    await inbox.is_told(("wamid.first", "sent"), opaque=f"{(await inbox.last()).id}:1")
    await inbox.queue.run_postponed()
    assert (await inbox.last()).status is MessageStatus.SENT
    assert inbox.meta.sent == []


@pytest.mark.parametrize("opaque", [None, "", "somebody else's", "12345678-1234-1234-1234-123456789012:1"])
async def test_a_status_of_a_message_that_is_not_ours_is_ignored(
    inbox: InboxUnderTest, opaque: str | None
) -> None:
    await one_sent(inbox)
    await inbox.is_told(("wamid.foreign", "read"), opaque=opaque)
    event = (await inbox.events())[-1]
    assert (event.state, bool(event.reason)) == (WebhookState.IGNORED, True)
    assert (await inbox.last()).status is MessageStatus.SENT


async def test_a_status_nobody_knows_is_set_aside(inbox: InboxUnderTest) -> None:
    _, wamid = await one_sent(inbox)
    await inbox.is_told((wamid, "evaporated"))
    assert (await inbox.events())[-1].state is WebhookState.SET_ASIDE
    assert (await inbox.last()).status is MessageStatus.SENT


async def test_a_status_without_a_time_counts_from_its_arrival(inbox: InboxUnderTest) -> None:
    _, wamid = await one_sent(inbox)
    await inbox.is_told((wamid, "read"), timestamp="soon")
    message = await inbox.last()
    assert message.status is MessageStatus.READ
    assert message.read_at is not None


async def test_what_was_paid_for_is_noted(inbox: InboxUnderTest) -> None:
    _, wamid = await one_sent(inbox)
    pricing = {"category": "service", "type": "regular", "pricing_model": "PMP", "billable": True}
    await inbox.is_told((wamid, "sent"), pricing=pricing)
    noted = (await inbox.last()).pricing
    assert noted is not None
    assert (noted["category"], noted["type"]) == ("service", "regular")
