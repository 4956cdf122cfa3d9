"""Where webhooks go: the number's override, then the account's, then the app's callback (Meta: Webhooks > Override)."""

from typing import Any

from shop.sandbox.records import FIELDS, Business, BusinessNumber
from shop.sandbox.state import World
from shop.sandbox.webhooks.meta_sender import change


def emit_messages(world: World, number: BusinessNumber, value: dict[str, Any], *, about: str = "") -> None:
    """Send a change of field `messages`; `value` without its product and metadata."""
    emit_for_number(world, number, "messages", value, about=about)


def emit_for_number(
    world: World,
    number: BusinessNumber,
    field: str,
    value: dict[str, Any],
    *,
    about: str = "",
) -> None:
    """Send a change that carries a number's metadata."""
    business = world.businesses[number.waba_id]
    whole = {
        "messaging_product": "whatsapp",
        "metadata": {"display_phone_number": number.digits, "phone_number_id": number.phone_number_id},
        **value,
    }
    if not world.knobs.webhook_contacts:
        whole.pop("contacts", None)
    override = number.override_callback_uri or business.override_callback_uri if field == "messages" else None
    queue_change(world, business, field, whole, url=override, about=about)


def emit_for_account(world: World, business: Business, field: str, value: dict[str, Any]) -> None:
    """Send a change about the account; overrides do not apply."""
    queue_change(world, business, field, value, about=field)


def queue_change(
    world: World,
    business: Business,
    field: str,
    value: dict[str, Any],
    *,
    url: str | None = None,
    about: str = "",
) -> None:
    """Queue a change unless the account is not subscribed, the field not ticked, or nobody gave a callback."""
    app = world.apps[business.app_id]
    target = url or app.callback_url
    if business.subscribed and target and (field in app.fields or field not in FIELDS):
        world.emitter.emit(app, target, change(business.waba_id, field, value), about=about)
