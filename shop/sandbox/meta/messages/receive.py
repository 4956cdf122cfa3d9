"""What shoppers do: messages, carts, preferences, number changes, and their webhooks (Meta: Webhooks > Messages)."""

from decimal import Decimal

from shop.kit.clock import now
from shop.sandbox.ids import user_id, wamid
from shop.sandbox.meta.catalog.prices import live_price
from shop.sandbox.meta.messages import rate_limits
from shop.sandbox.meta.people.recipients import contact_of, user_id_for, visible_phone
from shop.sandbox.meta.webhooks import emit_for_number, emit_messages
from shop.sandbox.records import BusinessNumber, ChatConversation, ChatMessage, MetaCatalog, Shopper
from shop.sandbox.state import World
from shop.sandbox.types import Json

WINDOW_SECONDS = 24 * 3600


def receive(world: World, shopper: Shopper, number: BusinessNumber, wire: Json, *, duplicate: int = 0) -> str:
    """A shopper's message: `wire` without from, id and timestamp. Returns the wamid."""
    at = now().timestamp()
    conversation = world.conversation(number.phone_number_id, shopper.id)
    known_as = user_id_for(world, shopper, world.businesses[number.waba_id])
    phone = visible_phone(shopper, conversation, at)
    whole = sent_by(number, phone, known_as, wire, at)
    message = store_message(world, number, shopper, conversation, whole, at)
    if shopper.id in number.blocked:
        message.status = "blocked"
        return message.wamid
    open_window(conversation, wire, at)
    rate_limits.count_inbound(world, number.phone_number_id, at)
    value: Json = {"messages": [whole]}
    if not tells_of_a_new_number(wire):
        value = {"contacts": [contact_of(shopper, phone, known_as)], **value}
    for _ in range(1 + duplicate):
        emit_messages(world, number, value, about=shopper.id)
    return message.wamid


def tells_of_a_new_number(wire: Json) -> bool:
    """Those system messages have no contacts (Meta: Webhooks > Messages); public clients want them of the others."""
    system = wire.get("system")
    return isinstance(system, dict) and str(system.get("type")).startswith("user_changed")


def sent_by(number: BusinessNumber, phone: str | None, known_as: str, wire: Json, at: float) -> Json:
    """The wire object with what Meta puts before it; `from` is absent when the phone is hidden."""
    head: Json = {"from": phone} if phone else {}
    context = wire.get("context")
    head |= {"from_user_id": known_as, "id": wamid(phone or known_as), "timestamp": str(int(at))}
    if isinstance(context, dict) and "id" in context:
        return head | wire | {"context": {"from": number.digits, **context}}
    return head | wire


def store_message(
    world: World,
    number: BusinessNumber,
    shopper: Shopper,
    conversation: ChatConversation,
    whole: Json,
    at: float,
) -> ChatMessage:
    """Put the message into the thread."""
    kind = str(whole["type"])
    message = ChatMessage(
        wamid=whole["id"],
        direction="in",
        phone_number_id=number.phone_number_id,
        shopper_id=shopper.id,
        at=at,
        type=kind,
        content={kind: whole[kind]} if kind in whole else {},
        context=whole.get("context"),
    )
    world.messages[message.wamid] = message
    conversation.messages.append(message)
    world.publish("message", wamid=message.wamid, shopper_id=shopper.id, direction="in",
                  phone_number_id=number.phone_number_id)  # fmt: skip
    return message


def open_window(conversation: ChatConversation, wire: Json, at: float) -> None:
    """Every message opens the service window for 24 h; one with a referral may open a free entry point."""
    conversation.window_until = at + WINDOW_SECONDS
    conversation.last_at = at
    if wire.get("referral"):
        conversation.ad_tapped_at = at


def cart_message(catalog: MetaCatalog | None, items: list[Json], text: str) -> Json:
    """An order as the phone sends it: the catalog's live price, or the given one for unknown items."""
    lines = [order_line(catalog, item) for item in items]
    catalog_id = catalog.catalog_id if catalog else "0"
    return {"type": "order", "order": {"catalog_id": catalog_id, "text": text, "product_items": lines}}


def order_line(catalog: MetaCatalog | None, item: Json) -> Json:
    """One line. `item_price`: major units, the sale price if there is one (field tests of catalog messages)."""
    known = catalog.items.get(item["retailer_id"]) if catalog else None
    priced = live_price(known.data, now()) if known else None
    amount, currency = priced or (Decimal(str(item.get("item_price", 0))), item.get("currency", "EUR"))
    return {
        "product_retailer_id": item["retailer_id"],
        "quantity": item.get("quantity", 1),
        "item_price": json_number(amount),
        "currency": currency,
    }


def json_number(amount: Decimal) -> int | float:
    """30 as 30, 7.99 as 7.99."""
    return int(amount) if amount == amount.to_integral_value() else float(amount)


def set_preference(world: World, shopper: Shopper, number: BusinessNumber, value: str) -> None:
    """Stop or resume marketing messages: webhook `user_preferences` (its timestamp is a number)."""
    conversation = world.conversation(number.phone_number_id, shopper.id)
    conversation.stopped_marketing = value == "stop"
    at = now().timestamp()
    known_as = user_id_for(world, shopper, world.businesses[number.waba_id])
    phone = visible_phone(shopper, conversation, at)
    preference: Json = {"wa_id": phone} if phone else {}
    preference |= {
        "user_id": known_as,
        "detail": f"User requested to {value} marketing messages",
        "category": "marketing_messages",
        "value": value,
        "timestamp": int(at),
    }
    payload = {"contacts": [contact_of(shopper, phone, known_as)], "user_preferences": [preference]}
    emit_for_number(world, number, "user_preferences", payload, about=shopper.id)
    world.publish("preference", shopper_id=shopper.id, value=value, phone_number_id=number.phone_number_id)


def change_number(world: World, shopper: Shopper, phone: str) -> None:
    """A new phone, so a new id (Meta: Business-scoped user IDs); every number they talked to hears of it."""
    old_phone, old_id = shopper.phone, shopper.bsuid
    old_ids = dict(shopper.user_ids)
    world.phones.pop(old_phone or "", None)
    for gone in (old_id, *old_ids.values()):
        world.user_ids.pop(gone, None)
    shopper.phone, shopper.user_ids = "".join(c for c in phone if c.isdigit()), {}
    shopper.bsuid = user_id(old_id.partition(".")[0])
    world.index_shopper(shopper)
    for conversation in [c for c in world.conversations.values() if c.shopper_id == shopper.id]:
        number = world.numbers[conversation.phone_number_id]
        portfolio = world.businesses[number.waba_id].portfolio_id
        before = old_id if portfolio == "default" else old_ids.get(portfolio, old_id)
        announce_number(world, shopper, number, old_phone, before)


def announce_number(
    world: World, shopper: Shopper, number: BusinessNumber, old_phone: str | None, old_id: str
) -> None:
    """The system message of a number change; it has no contacts array (Meta: Webhooks > Messages).

    Who hides the phone changed, for the business, only the id.
    """
    at = now().timestamp()
    known_as = user_id_for(world, shopper, world.businesses[number.waba_id])
    phone = visible_phone(shopper, world.conversation(number.phone_number_id, shopper.id), at)
    shown_before, shown_after = (old_phone, phone) if old_phone and phone else (None, None)
    system: Json = {
        "body": f"User {shopper.name} changed from {shown_before or old_id} to {shown_after or known_as}",
        "user_id": known_as,
        "previous_user_id": old_id,
        "type": "user_changed_number" if shown_after else "user_changed_user_id",
    }
    system |= {"wa_id": shown_after} if shown_after else {}
    head: Json = {"from": shown_before} if shown_before else {}
    head |= {"from_user_id": old_id, "id": wamid(shown_before or old_id), "timestamp": str(int(at))}
    emit_messages(
        world, number, {"messages": [head | {"type": "system", "system": system}]}, about=shopper.id
    )
