"""Meta's review of templates, and what it announces (Meta: Webhooks > Template status, Meta: Template categorization)."""

from shop.kit.clock import now
from shop.sandbox.agenda import Handler
from shop.sandbox.meta.webhooks import emit_for_account
from shop.sandbox.records import TemplateRecord
from shop.sandbox.state import World
from shop.sandbox.types import Json

# event: the status it leads to; events not named here change none
STATUS_AFTER = {
    "APPROVED": "APPROVED", "REINSTATED": "APPROVED", "UNARCHIVED": "APPROVED", "REJECTED": "REJECTED",
    "PAUSED": "PAUSED", "DISABLED": "DISABLED", "IN_APPEAL": "IN_APPEAL", "PENDING": "PENDING",
    "ARCHIVED": "ARCHIVED", "LIMIT_EXCEEDED": "LIMIT_EXCEEDED", "PENDING_DELETION": "PENDING_DELETION",
}  # fmt: skip
ELEMENTS = {
    "BODY": "message_template_element",
    "HEADER": "message_template_title",
    "FOOTER": "message_template_footer",
}
EVENTS = frozenset({*STATUS_AFTER, "FLAGGED", "LOCKED", "DELETED"})


def review_handlers(world: World) -> dict[str, Handler]:
    """What the agenda calls, by the kind of event."""
    return {"meta.review": lambda template_id: review(world, template_id)}


def review_later(world: World, template: TemplateRecord) -> None:
    """Decide after a while."""
    world.agenda.add(world.knobs.template_review_seconds, "meta.review", template.id)


def review(world: World, template_id: str) -> None:
    """Approve, unless it says the same as another template."""
    template = world.templates.get(template_id)
    if template is None or template.status != "PENDING":
        return
    twin = any(repeats(template, other) for other in world.templates.values())
    announce(world, template, "REJECTED" if twin else "APPROVED", reason="INVALID_FORMAT" if twin else "NONE")


def repeats(template: TemplateRecord, other: TemplateRecord) -> bool:
    """Same body and footer as another one of the account, in the same language."""
    same_home = other.waba_id == template.waba_id and other.language == template.language
    return (
        other.id != template.id
        and other.status != "REJECTED"
        and same_home
        and body_and_footer(other) == body_and_footer(template)
    )


def body_and_footer(template: TemplateRecord) -> list[str]:
    """Body and footer."""
    return [str(part.get("text")) for part in template.components if part["type"] in ("BODY", "FOOTER")]


def announce(
    world: World,
    template: TemplateRecord,
    event: str,
    *,
    reason: str | None = "NONE",
    category: str | None = None,
) -> None:
    """Change the status and tell the app; a new category is told too."""
    template.status = STATUS_AFTER.get(event, template.status)
    template.rejected_reason = (reason or "NONE") if event == "REJECTED" else "NONE"
    business = world.businesses[template.waba_id]
    if category is not None and category != template.category:
        template.previous_category, template.category = template.category, category
        change = {"previous_category": template.previous_category, "new_category": category}
        emit_for_account(world, business, "template_category_update", identity(template) | change)
    value = {"event": event, **identity(template), "reason": reason}
    value["message_template_category"] = template.category
    emit_for_account(world, business, "message_template_status_update", value | event_details(event))
    world.publish("template", id=template.id, name=template.name, status=template.status)


def announce_quality(world: World, template: TemplateRecord, quality: str) -> None:
    """A new quality score."""
    value = {"previous_quality_score": template.quality, "new_quality_score": quality, **identity(template)}
    template.quality = quality
    emit_for_account(world, world.businesses[template.waba_id], "message_template_quality_update", value)


def announce_components(world: World, template: TemplateRecord) -> None:
    """An edited template, with its new texts (Meta: Webhooks > Template status)."""
    value = identity(template)
    for part in template.components:
        if (name := ELEMENTS.get(part["type"])) and part.get("text"):
            value[name] = part["text"]
        elif part["type"] == "BUTTONS":
            value["message_template_buttons"] = [button_fields(button) for button in part["buttons"]]
    emit_for_account(world, world.businesses[template.waba_id], "message_template_components_update", value)


def button_fields(button: Json) -> Json:
    """A button as that webhook names its members."""
    told = {"type": button["type"], "text": button.get("text"), "url": button.get("url")}
    told["phone_number"] = button.get("phone_number")
    return {f"message_template_button_{name}": value for name, value in told.items() if value}


def identity(template: TemplateRecord) -> Json:
    """How webhooks name a template: the id is a number there, a string in REST."""
    return {
        "message_template_id": int(template.id),
        "message_template_name": template.name,
        "message_template_language": template.language,
    }


def event_details(event: str) -> Json:
    """What some events carry besides."""
    if event == "PAUSED":
        text = "Your template was paused because of negative feedback from customers."
        return {"other_info": {"title": "FIRST_PAUSE", "description": text}}
    if event == "DISABLED":
        return {"disable_info": {"disable_date": str(int(now().timestamp()))}}
    if event == "REJECTED":
        return {"rejection_info": {"reason": "The template was rejected.", "recommendation": "Edit it."}}
    return {}
