"""What Meta tells besides messages: a shopper's own switch for promotions, verdicts on templates."""

from typing import Any

import pytest
from sqlmodel import select

from shop.customers.models import ConsentEntry, Customer, Marketing
from shop.inbox.models import Lane, MessageStatus
from shop.kit.stored_events import EventState
from shop.templates.models import MessageTemplate
from shop.whatsapp.outgoing import TemplateMessage
from tests.support.inbox import Mail
from tests.support.webhook_payloads import change, entry, envelope


async def prefers(mail: Mail, value: str, category: str = "marketing_messages") -> None:
    """Somebody uses WhatsApp's own switch."""
    wish = {"wa_id": "34611000001", "category": category, "value": value, "timestamp": 1_795_345_200}
    body = envelope(entry(mail.part, change(mail.part, field="user_preferences", user_preferences=[wish])))
    await mail.takes_in(body)
    await mail.work("inbox.note_preferences")


async def judged(mail: Mail, **verdict: Any) -> None:
    """Meta speaks about a template."""
    value = {"message_template_id": 1, "message_template_name": "order_paid", **verdict}
    change_ = {"field": "message_template_status_update", "value": value}
    await mail.takes_in(envelope(entry(mail.part, change_, time=1_795_345_200)))
    await mail.work("inbox.note_template")


async def test_a_stop_in_whatsapps_settings_counts_at_once(mail: Mail) -> None:
    chat = await mail.conversation(phone="34611000001")
    await mail.pause("for the test")
    await mail.says(chat, "recuerda", lane=Lane.REMINDER)
    await mail.says(chat, "tu pedido", lane=Lane.ORDER)
    await prefers(mail, "stop")
    (customer,) = await mail.all(select(Customer))
    assert customer.marketing is Marketing.WITHDRAWN
    assert [message.status for message in await mail.outgoing()] == [
        MessageStatus.WITHDRAWN,
        MessageStatus.QUEUED,
    ]


async def test_a_signup_is_a_consent_with_its_proof(mail: Mail) -> None:
    await prefers(mail, "signup")
    (customer,) = await mail.all(select(Customer))
    (proof,) = await mail.all(select(ConsentEntry))
    assert customer.marketing is Marketing.GIVEN
    assert (proof.given, proof.channel) == (True, "whatsapp:signup")


async def test_a_switch_for_something_else_changes_nothing(mail: Mail) -> None:
    await prefers(mail, "stop", category="utility_messages")
    assert await mail.all(select(ConsentEntry)) == []


@pytest.mark.parametrize("event", ["APPROVED", "REJECTED", "PAUSED"])
async def test_a_verdict_on_a_template_is_noted(mail: Mail, event: str) -> None:
    await mail.approve(TemplateMessage(name="order_paid", language="es", body=["1"]), status="PENDING")
    await judged(mail, event=event, message_template_language="es")
    (template,) = await mail.all(select(MessageTemplate))
    assert template.status == event


async def test_a_verdict_on_a_template_we_do_not_know_is_ignored(mail: Mail) -> None:
    await judged(mail, event="APPROVED", message_template_language="xx")
    assert (await mail.events())[-1].state is EventState.IGNORED


async def test_a_verdict_on_nothing_is_set_aside(mail: Mail) -> None:
    await judged(mail, event="APPROVED", message_template_name=None)
    assert (await mail.events())[-1].state is EventState.SET_ASIDE
