"""A public client reads what the pretend Meta tells of templates, preferences and accounts."""

from pywa.types.account_update import AccountUpdate
from pywa.types.templates import (
    TemplateCategoryUpdate,
    TemplateComponentsUpdate,
    TemplateQualityUpdate,
    TemplateStatusUpdate,
)
from pywa.types.user_preferences import UserMarketingPreferences

from tests.sandbox.support.pywa import Line
from tests.support.vendors.sandbox import PNID, WABA


async def test_stopping_and_resuming_marketing_is_read(chat: Line) -> None:
    path = f"shoppers/{chat.sandbox.shopper['id']}/preferences"
    for value in ("stop", "resume"):
        await chat.sandbox.control(path, {"phone_number_id": PNID, "value": value})
        (update,) = await chat.listen()
        assert isinstance(update, UserMarketingPreferences)
        assert (update.value, update.category) == (value, "marketing_messages")


async def test_every_review_of_a_template_is_read(line: Line) -> None:
    body = {"type": "BODY", "text": "Su pedido va."}
    asked = {"name": "sent", "language": "es", "category": "UTILITY", "components": [body]}
    made = (await line.sandbox.graph("POST", f"{WABA}/message_templates", json=asked)).json()
    (approved,) = await line.listen()
    assert isinstance(approved, TemplateStatusUpdate)
    assert (approved.new_status, approved.template_id, approved.category) == (
        "APPROVED",
        made["id"],
        "UTILITY",
    )
    for event in ("FLAGGED", "PAUSED", "REINSTATED", "DISABLED", "REJECTED", "PENDING_DELETION"):
        await line.sandbox.control("templates/sent/es/review", {"event": event, "reason": "PROMOTIONAL"})
        (update,) = await line.listen()
        assert (update.new_status, update.reason) == (event, "PROMOTIONAL")


async def test_quality_category_and_text_of_a_template_are_read(line: Line) -> None:
    body = {"type": "BODY", "text": "Su pedido va."}
    asked = {"name": "sent", "language": "es", "category": "UTILITY", "components": [body]}
    made = (await line.sandbox.graph("POST", f"{WABA}/message_templates", json=asked)).json()
    await line.listen()
    changes = {"event": "APPROVED", "category": "MARKETING", "quality": "YELLOW"}
    await line.sandbox.control("templates/sent/es/review", changes)
    await line.listen()
    (category,) = line.heard.of(TemplateCategoryUpdate)
    assert (category.previous_category, category.new_category) == ("UTILITY", "MARKETING")
    (quality,) = line.heard.of(TemplateQualityUpdate)
    assert (quality.previous_quality_score, quality.new_quality_score) == ("UNKNOWN", "YELLOW")
    components = {"components": [{"type": "BODY", "text": "Su pedido salió."}]}
    await line.sandbox.graph("POST", made["id"], json=components)
    await line.listen()
    (text,) = line.heard.of(TemplateComponentsUpdate)
    assert text.template_element == "Su pedido salió."


async def test_news_of_the_account_are_read(line: Line) -> None:
    value = {"event": "ACCOUNT_VIOLATION", "violation_info": {"violation_type": "SCAM"}}
    await line.sandbox.control("announcements", {"waba_id": WABA, "field": "account_update", "value": value})
    (update,) = await line.listen()
    assert isinstance(update, AccountUpdate)
