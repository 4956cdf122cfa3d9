"""Reads Meta's message object into ours. One of an unknown type is a message of kind `other`."""

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from shop.whatsapp.api.failures import VendorError
from shop.whatsapp.incoming.message import (
    CartMessage,
    CartMessageLine,
    EmojiReaction,
    IncomingKind,
    IncomingMessage,
    MediaReference,
    SenderProfile,
    SharedLocation,
    SystemChange,
)
from shop.whatsapp.untrusted_json import (
    Malformed,
    Object,
    digits,
    identifier,
    part,
    parts,
    read_object,
    text,
    unix_timestamp,
)

HIGHEST_PRICE = Decimal(10**12)
HIGHEST_QUANTITY = 2**31 - 1
PLAIN_DECIMAL = re.compile(r"[0-9]{1,15}(\.[0-9]{1,6})?", re.ASCII)


def read_message(body: bytes) -> IncomingMessage:
    """Read `Update.body` of a message. Raises Malformed only if it holds no message with an id."""
    tree = read_object(body)
    message, contact = part(tree, "message"), part(tree, "contact")
    wamid = identifier(message.get("id"))
    if wamid is None:
        raise Malformed("There is no message with an id that can be stored.")
    context = part(message, "context")
    return IncomingMessage(
        wamid=wamid,
        profile=_profile(message, contact),
        sent_at=unix_timestamp(message.get("timestamp")),
        reply_to=identifier(context.get("id")),
        forwarded=context.get("forwarded") is True or context.get("frequently_forwarded") is True,
        product=text(part(context, "referred_product"), "product_retailer_id") or None,
        referral=_referral(part(message, "referral")),
        errors=[VendorError.of(error) for error in parts(message, "errors")],
        **_content(message),
    )


def _profile(message: Object, contact: Object) -> SenderProfile:
    shown = part(contact, "profile")
    return SenderProfile(
        bsuid=identifier(message.get("from_user_id")) or identifier(contact.get("user_id")),
        phone=digits(message.get("from")) or digits(contact.get("wa_id")),
        name=text(shown, "name").strip() or None,
        username=text(shown, "username").strip() or None,
    )


def _referral(referral: Object) -> dict[str, str] | None:
    """The texts of an advertisement: source_url, source_id, source_type, headline, body, ctwa_clid, …"""
    said = {name: value for name, value in referral.items() if isinstance(value, str)}
    welcome = text(part(referral, "welcome_message"), "text")
    return (said | ({"welcome_message": welcome} if welcome else {})) or None


def _content(message: Object) -> dict[str, Any]:
    read = _READERS.get(text(message, "type"))
    return read(message) if read else {"kind": IncomingKind.OTHER}


def _text(message: Object) -> dict[str, Any]:
    return {"kind": IncomingKind.TEXT, "text": text(part(message, "text"), "body")}


def _media(message: Object) -> dict[str, Any]:
    kind = IncomingKind(text(message, "type"))
    file = part(message, kind)
    media_id = identifier(file.get("id"))
    filename = text(file, "filename") or None
    media = media_id and MediaReference(
        id=media_id,
        mime_type=text(file, "mime_type"),
        sha256=text(file, "sha256") or None,
        filename=filename,
        voice=file.get("voice") is True,
    )
    return {"kind": kind, "text": text(file, "caption") or filename or "", "media": media or None}


def _location(message: Object) -> dict[str, Any]:
    place = part(message, "location")
    latitude, longitude = _degrees(place.get("latitude"), 90), _degrees(place.get("longitude"), 180)
    name, address = text(place, "name"), text(place, "address")
    if latitude is None or longitude is None:
        return {"kind": IncomingKind.LOCATION, "text": ", ".join(filter(None, (name, address)))}
    location = SharedLocation(latitude=latitude, longitude=longitude, name=name, address=address)
    words = ", ".join(filter(None, (name, address))) or f"{latitude}, {longitude}"
    return {"kind": IncomingKind.LOCATION, "text": words, "location": location}


def _degrees(value: object, limit: int) -> float | None:
    if not isinstance(value, int | Decimal) or isinstance(value, bool) or not -limit <= value <= limit:
        return None
    return float(value)


def _contacts(message: Object) -> dict[str, Any]:
    cards = parts(message, "contacts")
    phones = [
        digits(phone.get("wa_id")) or digits(phone.get("phone"))
        for card in cards
        for phone in parts(card, "phones")
    ]
    names = [text(part(card, "name"), "formatted_name") for card in cards]
    return {
        "kind": IncomingKind.CONTACTS,
        "text": ", ".join(filter(None, names)),
        "contact_phones": [phone for phone in phones if phone],
        "origin": next(filter(None, (text(card, "origin") for card in cards)), None),
    }


def _reaction(message: Object) -> dict[str, Any]:
    reaction = part(message, "reaction")
    emoji = text(reaction, "emoji")
    return {
        "kind": IncomingKind.REACTION,
        "text": emoji,
        "reaction": EmojiReaction(emoji, identifier(reaction.get("message_id"))),
    }


def _button(message: Object) -> dict[str, Any]:
    button = part(message, "button")
    return {
        "kind": IncomingKind.BUTTON,
        "text": text(button, "text"),
        "choice": text(button, "payload") or None,
    }


def _interactive(message: Object) -> dict[str, Any]:
    """Sometimes Meta sends errors in place of the object; its newer `product` shape is not documented."""
    interactive = part(message, "interactive")
    variant = text(interactive, "type")
    answer = part(interactive, variant)
    if variant in ("button_reply", "list_reply"):
        return {
            "kind": IncomingKind.REPLY,
            "text": text(answer, "title"),
            "choice": text(answer, "id") or None,
        }
    if variant == "nfm_reply":
        form = text(answer, "response_json") or None
        return {"kind": IncomingKind.FLOW, "text": text(answer, "body"), "form": form}
    return {"kind": IncomingKind.OTHER if interactive else IncomingKind.UNSUPPORTED}


def _order(message: Object) -> dict[str, Any]:
    order = part(message, "order")
    cart = CartMessage(
        catalog_id=identifier(order.get("catalog_id")),
        note=text(order, "text"),
        lines=[_line(item) for item in parts(order, "product_items")],
    )
    return {"kind": IncomingKind.ORDER, "text": cart.note, "cart": cart}


def _line(item: Object) -> CartMessageLine:
    """A line without an id stays, with the id "": dropping it would quietly change what was asked for."""
    return CartMessageLine(
        retailer_id=identifier(item.get("product_retailer_id")) or "",
        quantity=_quantity(item.get("quantity")),
        price=_price(item.get("item_price")),
        currency=text(item, "currency") or None,
    )


def _quantity(value: object) -> int | None:
    if not isinstance(value, int) or isinstance(value, bool):
        return None
    return value if -HIGHEST_QUANTITY <= value <= HIGHEST_QUANTITY else None


def _price(value: object) -> Decimal | None:
    if isinstance(value, str) and PLAIN_DECIMAL.fullmatch(value):
        value = Decimal(value)
    if not isinstance(value, int | Decimal) or isinstance(value, bool):
        return None
    return Decimal(value) if -HIGHEST_PRICE <= value <= HIGHEST_PRICE else None


def _system(message: Object) -> dict[str, Any]:
    system = part(message, "system")
    new_phone = digits(system.get("wa_id"))
    change = SystemChange(
        type=text(system, "type"),
        phone=new_phone,
        bsuid=identifier(system.get("user_id")),
        previous_phone=digits(message.get("from")) if new_phone else None,
        previous_bsuid=identifier(system.get("previous_user_id")),
    )
    return {"kind": IncomingKind.SYSTEM, "text": text(system, "body"), "system": change}


def _edit(message: Object) -> dict[str, Any]:
    """The message as it reads now; an edit of what has no words has none."""
    edit, new = part(message, "edit"), part(part(message, "edit"), "message")
    content = _content(new) if text(new, "type") in _EDITABLE else {}
    original = identifier(edit.get("original_message_id"))
    return {"text": "", **content, "kind": IncomingKind.EDIT, "original": original}


def _revoke(message: Object) -> dict[str, Any]:
    revoked = part(message, "revoke").get("original_message_id")
    return {"kind": IncomingKind.REVOKE, "original": identifier(revoked)}


def _unsupported(message: Object) -> dict[str, Any]:
    """Numbers that share no phone with us are told of edits and revocations only so, without what was changed."""
    named = text(part(message, "unsupported"), "type")
    return {"kind": IncomingKind(named) if named in ("edit", "revoke") else IncomingKind.UNSUPPORTED}


_READERS: dict[str, Callable[[Object], dict[str, Any]]] = {
    "text": _text,
    **dict.fromkeys(("image", "video", "audio", "document", "sticker"), _media),
    "location": _location,
    "contacts": _contacts,
    "reaction": _reaction,
    "button": _button,
    "interactive": _interactive,
    "order": _order,
    "system": _system,
    "edit": _edit,
    "revoke": _revoke,
    "request_welcome": lambda _: {"kind": IncomingKind.REQUEST_WELCOME},
    "unsupported": _unsupported,
}
_EDITABLE = frozenset({"text", "image", "video", "document"})  # what has words to be changed
