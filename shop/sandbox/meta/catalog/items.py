"""Catalog items: how batches change them, and Meta's review of each for WhatsApp (Meta: Catalog API > Products)."""

from shop.kit.clock import now
from shop.sandbox.agenda import Handler
from shop.sandbox.ids import digits
from shop.sandbox.meta.catalog.item_rules import problems
from shop.sandbox.meta.catalog.prices import display_price, parse_price
from shop.sandbox.records import Item, ItemsBatch, MetaCatalog
from shop.sandbox.state import World
from shop.sandbox.types import Json

# A change of these makes an approved item OUTDATED until it is reviewed again; stock and quantity do not.
REVIEWED = frozenset(
    {"price", "sale_price", "title", "description", "image", "image_link", "brand", "link"}
    | {f"custom_label_{index}" for index in range(5)}
)
STATES = frozenset({"PENDING", "APPROVED", "REJECTED", "OUTDATED", "NO_REVIEW"})


def catalog_handlers(world: World) -> dict[str, Handler]:
    """What the agenda calls, by the kind of event."""
    return {
        "meta.batch": lambda catalog_id, handle: apply_batch(world, catalog_id, handle),
        "meta.item": lambda catalog_id, retailer_id: review_item(world, catalog_id, retailer_id),
    }


def apply_batch(world: World, catalog_id: str, handle: str) -> None:
    """Carry out the requests of a batch, each on its own."""
    catalog = world.catalogs.get(catalog_id)
    batch = catalog.batches.get(handle) if catalog else None
    if catalog is None or batch is None or batch.applied:
        return
    for line, request in enumerate(batch.requests):
        if (error := apply_request(world, catalog, request, allow_upsert=batch.allow_upsert)) is not None:
            retailer_id = str(request["data"].get("id"))
            batch.errors.append({"line": line, "id": retailer_id, "message": error})
            batch.invalid_ids.append(retailer_id)
    batch.applied = True
    batch.requests = []
    world.publish("catalog", catalog_id=catalog_id, handle=handle)


def apply_request(world: World, catalog: MetaCatalog, request: Json, *, allow_upsert: bool) -> str | None:
    """One request; what went wrong, if anything."""
    data, method = request["data"], request["method"]
    item = catalog.items.get(data["id"])
    if method == "DELETE":
        if item is None:
            return f"The item {data['id']} does not exist"
        del catalog.items[item.retailer_id]
        return None
    if item is None:
        if method == "UPDATE" and not allow_upsert:
            return f"The item {data['id']} does not exist"
        errors, _ = problems(method, data, is_new=True)
        if errors:
            return errors[0]
        add_item(world, catalog, data)
        return None
    change_item(world, catalog, item, data)
    return None


def add_item(world: World, catalog: MetaCatalog, data: Json) -> Item:
    """A new item: PENDING until reviewed."""
    item = Item(digits(), data["id"], dict(data))
    catalog.items[item.retailer_id] = item
    item.capabilities_off = disabled_capabilities(data)
    review_later(world, catalog, item, world.knobs.item_review_seconds)
    return item


def change_item(world: World, catalog: MetaCatalog, item: Item, data: Json) -> None:
    """New values; a reviewed field that changed makes the item OUTDATED for a while."""
    outdated = any(name in REVIEWED and item.data.get(name) != value for name, value in data.items())
    item.data |= data
    if "disabled_capabilities" in data:
        item.capabilities_off = disabled_capabilities(data)
    if outdated and item.review in ("APPROVED", "OUTDATED", "REJECTED"):
        item.review = "OUTDATED"
        review_later(world, catalog, item, world.knobs.item_outdated_seconds)


def disabled_capabilities(data: Json) -> list[str]:
    """The capabilities the merchant switched off."""
    given = data.get("disabled_capabilities")
    return [str(name).lower() for name in given] if isinstance(given, list) else []


def review_later(world: World, catalog: MetaCatalog, item: Item, seconds: float) -> None:
    """Decide after a while."""
    item.review_due_at = now().timestamp() + seconds
    world.agenda.add(seconds, "meta.item", catalog.catalog_id, item.retailer_id)


def review_item(world: World, catalog_id: str, retailer_id: str) -> None:
    """Approve what waits and is due."""
    catalog = world.catalogs.get(catalog_id)
    item = catalog.items.get(retailer_id) if catalog else None
    if item is None or item.review_due_at is None or item.review_due_at > now().timestamp():
        return
    item.review, item.review_due_at, item.reasons = "APPROVED", None, []
    world.publish("item", catalog_id=catalog_id, retailer_id=retailer_id, status=item.review)


def set_review(world: World, catalog: MetaCatalog, item: Item, status: str, reasons: list[str]) -> None:
    """A review by hand; it stands until the item changes."""
    item.review, item.review_due_at, item.reasons = status, None, reasons
    world.publish("item", catalog_id=catalog.catalog_id, retailer_id=item.retailer_id, status=status)


def product_fields(item: Item) -> Json:
    """All fields of a product node; prices as formatted texts."""
    data = item.data
    price = parse_price(data.get("price"))
    images = data.get("image") or []
    return {
        **{key: value for key, value in data.items() if key not in ("image", "link", "title")},
        "id": item.id,
        "retailer_id": item.retailer_id,
        "name": data.get("title"),
        "url": data.get("link"),
        "image_url": images[0]["url"] if images else data.get("image_link"),
        "price": display_price(data.get("price")),
        "sale_price": display_price(data.get("sale_price")),
        "currency": price[1] if price else None,
        "availability": data.get("availability"),
        "retailer_product_group_id": data.get("item_group_id"),
        "review_status": "" if item.review == "NO_REVIEW" else item.review.lower(),
        "review_rejection_reasons": item.reasons,
        "capability_to_review_status": capabilities(item),
        "capabilities_disabled_by_user": [name.upper() for name in item.capabilities_off],
        "image_fetch_status": "FETCHED",
        "visibility": data.get("visibility", "published"),
        "errors": [],
    }


def capabilities(item: Item) -> list[Json]:
    """Per capability; only WHATSAPP decides about chats. Graph writes a map as key-value pairs."""
    return [
        {"key": "WHATSAPP", "value": item.review},
        {"key": "BUSINESS_INBOX_IN_MESSENGER", "value": "NO_REVIEW"},
    ]


def status_of(batch: ItemsBatch) -> Json:
    """A batch as check_batch_request_status shows it; of its states only "finished" is documented."""
    done = batch.applied and batch.polls_left <= 0
    return {
        "handle": batch.handle,
        "status": "finished" if done else "in_progress",
        "errors": batch.errors if done else [],
        "errors_total_count": len(batch.errors) if done else 0,
        "warnings": batch.warnings if done else [],
        "warnings_total_count": len(batch.warnings) if done else 0,
    }
