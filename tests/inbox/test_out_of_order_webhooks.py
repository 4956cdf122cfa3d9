"""Of two words about one thing the later by Meta's clock counts, in whichever order they arrive."""

from datetime import UTC, datetime
from typing import Any

import pytest
from sqlmodel import col, select

from shop.customers.models import ConsentEntry, Customer, Marketing
from shop.inbox.lanes import Lane
from shop.inbox.models import MessageStatus
from shop.templates.models import MessageTemplate
from shop.whatsapp.outgoing import TemplateMessage
from tests.support.inbox import InboxUnderTest
from tests.support.webhook_payloads import FIRST_SECOND, change, entry, envelope

PHONE = "34611000001"


async def switches(inbox: InboxUnderTest, value: str, second: int | None) -> None:
    """Somebody used WhatsApp's own switch at that second."""
    wish: dict[str, Any] = {"wa_id": PHONE, "category": "marketing_messages", "value": value}
    if second is not None:
        wish["timestamp"] = FIRST_SECOND + second
    told = change(inbox.part, field="user_preferences", user_preferences=[wish])
    await inbox.takes_in(envelope(entry(inbox.part, told, time=FIRST_SECOND + 5000 + (second or 0))))
    await inbox.work("inbox.note_preferences")


async def writes(inbox: InboxUnderTest, words: str, second: int) -> None:
    await inbox.hears(words, phone=PHONE, second=second)
    await inbox.work("bot.handle_conversation")


async def marketing(inbox: InboxUnderTest) -> Marketing:
    (customer,) = await inbox.all(select(Customer))
    found: Marketing = customer.marketing
    return found


async def ledger(inbox: InboxUnderTest) -> list[ConsentEntry]:
    return await inbox.all(select(ConsentEntry).order_by(col(ConsentEntry.noted_at), col(ConsentEntry.id)))


async def test_an_older_resume_that_arrives_late_leaves_a_newer_stop(inbox: InboxUnderTest) -> None:
    await switches(inbox, "signup", 10)
    await switches(inbox, "stop", 300)
    await switches(inbox, "resume", 200)
    assert await marketing(inbox) is Marketing.WITHDRAWN
    assert [(entry.given, entry.counted) for entry in await ledger(inbox)] == [
        (True, True),
        (False, True),
        (True, False),
    ]


async def test_a_newer_resume_of_somebody_who_agreed_counts(inbox: InboxUnderTest) -> None:
    await switches(inbox, "signup", 10)
    await switches(inbox, "stop", 200)
    await switches(inbox, "resume", 300)
    assert await marketing(inbox) is Marketing.GIVEN


async def test_an_older_stop_that_arrives_late_leaves_a_newer_consent(inbox: InboxUnderTest) -> None:
    await switches(inbox, "signup", 300)
    await switches(inbox, "stop", 200)
    assert await marketing(inbox) is Marketing.GIVEN


@pytest.mark.parametrize("before", [(), ("stop",)])
async def test_a_resume_of_somebody_who_never_agreed_is_no_consent(
    inbox: InboxUnderTest, before: tuple[str, ...]
) -> None:
    for second, value in enumerate((*before, "resume", "resume")):
        await switches(inbox, value, 100 + second)
    assert await marketing(inbox) is (Marketing.WITHDRAWN if before else Marketing.UNASKED)
    assert [entry.counted for entry in await ledger(inbox)][-2:] == [False, False]


async def test_a_word_in_the_chat_is_compared_by_when_it_was_said(inbox: InboxUnderTest) -> None:
    await switches(inbox, "signup", 10)
    await writes(inbox, "BAJA", 300)
    await switches(inbox, "resume", 200)
    assert await marketing(inbox) is Marketing.WITHDRAWN
    assert (await ledger(inbox))[-1].at == datetime.fromtimestamp(FIRST_SECOND + 200, UTC)
    await switches(inbox, "resume", 301)
    assert await marketing(inbox) is Marketing.GIVEN


async def test_a_time_that_has_not_come_yet_does_not_outweigh_what_is_said_later(
    inbox: InboxUnderTest,
) -> None:
    await switches(inbox, "signup", 90_000_000)
    await switches(inbox, "stop", None)
    assert await marketing(inbox) is Marketing.WITHDRAWN


async def test_a_stop_of_before_a_consent_takes_nothing_back(inbox: InboxUnderTest) -> None:
    chat = await inbox.conversation(phone=PHONE)
    await switches(inbox, "signup", 300)
    await inbox.pause("for the test")
    await inbox.says(chat, "recuerda", lane=Lane.REMINDER)
    await switches(inbox, "stop", 200)
    assert (await inbox.last()).status is MessageStatus.QUEUED


async def reviewed(inbox: InboxUnderTest, field: str, second: int, **review: Any) -> None:
    """Meta speaks about a template, by its clock at that second."""
    about = {
        "message_template_id": 1,
        "message_template_name": "order_paid",
        "message_template_language": "es",
    }
    told = {"field": field, "value": {**about, **review}}
    await inbox.takes_in(envelope(entry(inbox.part, told, time=FIRST_SECOND + second)))
    await inbox.work("inbox.note_template")


async def template(inbox: InboxUnderTest) -> MessageTemplate:
    (found,) = await inbox.all(select(MessageTemplate))
    kept: MessageTemplate = found
    return kept


STATUS = "message_template_status_update"
CATEGORY = "template_category_update"
QUALITY = "message_template_quality_update"


@pytest.fixture
async def known(inbox: InboxUnderTest) -> InboxUnderTest:
    """A template that Meta has not reviewed."""
    await inbox.approve(TemplateMessage(name="order_paid", language="es", body=["1"]), status="PENDING")
    return inbox


async def test_an_older_approval_leaves_a_newer_pause(known: InboxUnderTest) -> None:
    await reviewed(known, STATUS, 300, event="PAUSED", reason="NONE")
    await reviewed(known, STATUS, 200, event="APPROVED")
    assert (await template(known)).status == "PAUSED"
    await reviewed(known, STATUS, 400, event="APPROVED")
    assert (await template(known)).status == "APPROVED"


async def test_a_category_counts_from_its_day_on(known: InboxUnderTest) -> None:
    day = FIRST_SECOND + 500
    await reviewed(
        known,
        CATEGORY,
        100,
        new_category="UTILITY",
        correct_category="MARKETING",
        category_update_timestamp=day,
    )
    kept = await template(known)
    assert kept.category == "UTILITY"
    assert (kept.coming_category, kept.coming_category_from) == (
        "MARKETING",
        datetime.fromtimestamp(day, UTC),
    )


async def test_a_category_that_came_ends_the_notice(known: InboxUnderTest) -> None:
    await reviewed(known, CATEGORY, 600, previous_category="UTILITY", new_category="MARKETING")
    await reviewed(
        known,
        CATEGORY,
        100,
        new_category="UTILITY",
        correct_category="AUTHENTICATION",
        category_update_timestamp=FIRST_SECOND + 500,
    )
    kept = await template(known)
    assert (kept.category, kept.coming_category) == ("MARKETING", None)


async def test_a_quality_is_kept_and_the_later_counts(known: InboxUnderTest) -> None:
    await reviewed(known, QUALITY, 300, previous_quality_score="GREEN", new_quality_score="RED")
    await reviewed(known, QUALITY, 200, previous_quality_score="UNKNOWN", new_quality_score="GREEN")
    kept = await template(known)
    assert (kept.quality, kept.status) == ("RED", "PENDING")


async def test_a_failure_of_an_earlier_attempt_says_nothing_of_the_last(inbox: InboxUnderTest) -> None:
    chat = await inbox.conversation(phone=PHONE)
    await inbox.says(chat, "hola")
    await inbox.work()
    message = await inbox.last()
    await inbox.is_told(("wamid.of-the-lost-send", "failed"), opaque=f"{message.id}:0")
    assert (await inbox.last()).status is MessageStatus.SENT


async def test_a_stop_that_a_refusal_tells_takes_back_what_is_queued(inbox: InboxUnderTest) -> None:
    chat = await inbox.conversation(phone=PHONE)
    await inbox.says(chat, "oferta", lane=Lane.REMINDER)
    await inbox.work()
    await inbox.pause("for the test")
    await inbox.says(chat, "otra oferta", lane=Lane.REMINDER)
    await inbox.says(chat, "tu pedido", lane=Lane.ORDER)
    stopped = {"code": 131050, "title": "Stopped"}
    await inbox.is_told((inbox.meta.wamids[-1], "failed"), errors=[stopped])
    assert await marketing(inbox) is Marketing.WITHDRAWN
    assert [message.status for message in await inbox.outgoing()] == [
        MessageStatus.FAILED,
        MessageStatus.WITHDRAWN,
        MessageStatus.QUEUED,
    ]
