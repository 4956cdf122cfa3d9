"""What Meta decides by itself: reviews of templates and catalog items, announcements about accounts."""

from litestar import get, post
from litestar.exceptions import ClientException, NotFoundException
from litestar.params import FromPath, JSONBody
from msgspec import Struct, field

from shop.sandbox.control.requests import ControlRequest, world_of
from shop.sandbox.meta.catalog import items
from shop.sandbox.meta.templates import management
from shop.sandbox.meta.templates.review import EVENTS, announce, announce_quality
from shop.sandbox.meta.webhooks import emit_for_account
from shop.sandbox.types import Json


class TemplateDecision(Struct, forbid_unknown_fields=True):
    """An event of a template (Meta: Webhooks > Template status); `category` re-categorises, `quality` scores."""

    event: str | None = None
    reason: str | None = None
    category: str | None = None
    quality: str | None = None
    waba_id: str | None = None


class ItemDecision(Struct, forbid_unknown_fields=True):
    """APPROVED, PENDING, REJECTED, OUTDATED or NO_REVIEW."""

    status: str
    reasons: list[str] = field(default_factory=list)
    catalog_id: str | None = None


class WebhookAsked(Struct, forbid_unknown_fields=True):
    """Any webhook about an account, its value as given."""

    waba_id: str
    field: str
    value: Json


@post("/templates/{name:str}/{language:str}/review", status_code=200)
async def review_template(
    request: ControlRequest,
    name: FromPath[str],
    language: FromPath[str],
    data: JSONBody[TemplateDecision],
) -> Json:
    """Approve, reject, pause … every template of this name and language, or only one account's."""
    world = world_of(request)
    chosen = [
        template
        for template in world.templates.values()
        if (template.name, template.language) == (name, language) and data.waba_id in (None, template.waba_id)
    ]
    if not chosen:
        raise NotFoundException(detail="There is no such template.")
    if data.event is not None and data.event not in EVENTS:
        raise ClientException(detail=f"event must be one of {', '.join(sorted(EVENTS))}.")
    for template in chosen:
        if data.event is not None:
            announce(world, template, data.event, reason=data.reason or "NONE", category=data.category)
        if data.quality is not None:
            announce_quality(world, template, data.quality)
    return {"templates": [management.template_fields(template) for template in chosen]}


@post("/items/{retailer_id:str}/review", status_code=200)
async def review_item(
    request: ControlRequest, retailer_id: FromPath[str], data: JSONBody[ItemDecision]
) -> Json:
    """Set the WHATSAPP review of an item."""
    world = world_of(request)
    if data.status not in items.STATES:
        raise ClientException(detail=f"status must be one of {', '.join(sorted(items.STATES))}.")
    held = [
        catalog
        for catalog in world.catalogs.values()
        if retailer_id in catalog.items and data.catalog_id in (None, catalog.catalog_id)
    ]
    if not held:
        raise NotFoundException(detail="There is no such item.")
    for catalog in held:
        items.set_review(world, catalog, catalog.items[retailer_id], data.status, data.reasons)
    return {"status": data.status, "catalogs": [catalog.catalog_id for catalog in held]}


@get("/catalogs/{catalog_id:str}/items")
async def list_items(request: ControlRequest, catalog_id: FromPath[str]) -> Json:
    """Every item as the read-back shows it."""
    catalog = world_of(request).catalogs.get(catalog_id)
    if catalog is None:
        raise NotFoundException(detail="There is no such catalog.")
    return {"items": [items.product_fields(item) for item in catalog.items.values()]}


@post("/announcements", status_code=200)
async def send_webhook(request: ControlRequest, data: JSONBody[WebhookAsked]) -> Json:
    """Send a webhook about an account: account_update, phone_number_quality_update, …"""
    world = world_of(request)
    business = world.businesses.get(data.waba_id)
    if business is None:
        raise NotFoundException(detail="There is no such account.")
    emit_for_account(world, business, data.field, data.value)
    return {"sent": True}


routes = [review_template, review_item, list_items, send_webhook]
