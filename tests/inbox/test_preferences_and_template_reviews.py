"""What Meta tells besides messages: a shopper's own switch for promotions, reviews of templates."""

from typing import Any

import pytest
from sqlmodel import select

from shop.customers.models import ConsentEntry, Customer, Marketing
from shop.inbox.lanes import Lane
from shop.inbox.models import MessageStatus
from shop.kit.vendors.webhook_events import WebhookState
from shop.templates.models import MessageTemplate
from shop.whatsapp.outgoing import TemplateMessage
from tests.support.cast import ANA
from tests.support.inbox import InboxUnderTest
from tests.support.webhook_payloads import change, entry, envelope


async def prefers(inbox: InboxUnderTest, value: str, category: str = "marketing_messages") -> None:
    """Somebody uses WhatsApp's own switch."""
    wish = {"wa_id": ANA, "category": category, "value": value, "timestamp": 1_795_345_200}
    body = envelope(entry(inbox.part, change(inbox.part, field="user_preferences", user_preferences=[wish])))
    await inbox.takes_in(body)
    await inbox.work("inbox.note_preferences")


async def reviewed(inbox: InboxUnderTest, **review: Any) -> None:
    """Meta speaks about a template."""
    value = {"message_template_id": 1, "message_template_name": "order_paid", **review}
    change_ = {"field": "message_template_status_update", "value": value}
    await inbox.takes_in(envelope(entry(inbox.part, change_, time=1_795_345_200)))
    await inbox.work("inbox.note_template")


async def test_a_stop_in_whatsapps_settings_counts_at_once(inbox: InboxUnderTest) -> None:
    chat = await inbox.conversation(phone=ANA)
    await inbox.pause("for the test")
    await inbox.says(chat, "recuerda", lane=Lane.REMINDER)
    await inbox.says(chat, "tu pedido", lane=Lane.ORDER)
    await prefers(inbox, "stop")
    (customer,) = await inbox.all(select(Customer))
    assert customer.marketing is Marketing.WITHDRAWN
    assert [message.status for message in await inbox.outgoing()] == [
        MessageStatus.WITHDRAWN,
        MessageStatus.QUEUED,
    ]


async def test_a_signup_is_a_consent_with_its_proof(inbox: InboxUnderTest) -> None:
    await prefers(inbox, "signup")
    (customer,) = await inbox.all(select(Customer))
    (proof,) = await inbox.all(select(ConsentEntry))
    assert customer.marketing is Marketing.GIVEN
    assert (proof.given, proof.channel) == (True, "whatsapp:signup")


async def test_a_switch_for_something_else_changes_nothing(inbox: InboxUnderTest) -> None:
    await prefers(inbox, "stop", category="utility_messages")
    assert await inbox.all(select(ConsentEntry)) == []


@pytest.mark.parametrize("event", ["APPROVED", "REJECTED", "PAUSED"])
async def test_a_verdict_on_a_template_is_noted(inbox: InboxUnderTest, event: str) -> None:
    await inbox.approve(TemplateMessage(name="order_paid", language="es", body=["1"]), status="PENDING")
    await reviewed(inbox, event=event, message_template_language="es")
    (template,) = await inbox.all(select(MessageTemplate))
    assert template.status == event


async def test_a_verdict_is_about_the_template_of_its_account_alone(inbox: InboxUnderTest) -> None:
    named = TemplateMessage(name="order_paid", language="es", body=["1"])
    await inbox.approve(named)
    async with inbox.database.transaction(inbox.merchant.id) as session:
        (own,) = (await session.exec(select(MessageTemplate))).all()
        session.add(MessageTemplate(**own.model_dump(exclude={"id", "waba_id"}), waba_id="777"))
    await reviewed(inbox, event="PAUSED", message_template_language="es")
    found = await inbox.all(select(MessageTemplate))
    assert {each.waba_id: each.status for each in found} == {
        inbox.part.waba_id: "PAUSED",
        "777": "APPROVED",
    }


async def test_a_verdict_on_a_template_we_do_not_know_is_ignored(inbox: InboxUnderTest) -> None:
    await reviewed(inbox, event="APPROVED", message_template_language="xx")
    assert (await inbox.events())[-1].state is WebhookState.IGNORED


async def test_a_review_of_nothing_is_set_aside(inbox: InboxUnderTest) -> None:
    await reviewed(inbox, event="APPROVED", message_template_name=None)
    assert (await inbox.events())[-1].state is WebhookState.SET_ASIDE
