"""Shoppers of the sandbox: people, what they say, and what they see."""

from datetime import UTC, datetime
from typing import Any

from litestar import Request, Response, get, post
from litestar.datastructures import UploadFile
from litestar.exceptions import ClientException, NotFoundException
from litestar.params import FromPath, FromQuery, JSONBody
from msgspec import Struct, field, to_builtins

from shop.sandbox.meta import inbound
from shop.sandbox.meta.access import world_of
from shop.sandbox.meta.media import store
from shop.sandbox.meta.mime import kind_of
from shop.sandbox.meta.people import new_shopper
from shop.sandbox.meta.statuses import come_online, read_thread
from shop.sandbox.records import Message, Number, Shopper
from shop.sandbox.state import World

Json = dict[str, Any]


class ShopperAsked(Struct, forbid_unknown_fields=True):
    """A new person; without a phone they are known by their business-scoped id only."""

    name: str
    phone: str | None = None
    username: str | None = None
    bsuid: str | None = None
    locale: str = "es_ES"
    hides_phone: bool = False


class Said(Struct, forbid_unknown_fields=True):
    """A raw wire message without from, id and timestamp; `duplicate` more webhooks of it."""

    phone_number_id: str
    message: Json
    duplicate: int = 0


class CartSent(Struct, forbid_unknown_fields=True):
    """A cart: `items` are {retailer_id, quantity?, item_price?, currency?}."""

    phone_number_id: str
    items: list[Json]
    text: str = ""
    duplicate: int = 0


class Preference(Struct, forbid_unknown_fields=True):
    """`stop` or `resume` marketing messages."""

    phone_number_id: str
    value: str


class Blocking(Struct, forbid_unknown_fields=True):
    """Block a number, or let it through again."""

    phone_number_id: str
    blocked: bool = True


class Switch(Struct, forbid_unknown_fields=True):
    """On or off."""

    on: bool = True


class Presence(Struct, forbid_unknown_fields=True):
    """Whether the phone is connected."""

    online: bool


class ThreadNamed(Struct, forbid_unknown_fields=True):
    """A thread, by the business's number."""

    phone_number_id: str


class NewPhone(Struct, forbid_unknown_fields=True):
    """A phone number."""

    phone: str = field()


@post("/shoppers", status_code=201)
async def create_shopper(request: Request[Any, Any, Any], data: JSONBody[ShopperAsked]) -> Json:
    """Add a person, or return the one who already has this phone or id."""
    world = world_of(request)
    phone = "".join(c for c in data.phone or "" if c.isdigit())
    known = world.phones.get(phone) or world.user_ids.get(data.bsuid or "")
    if known:
        return to_json(world.shoppers[known])
    given = {name: getattr(data, name) for name in data.__struct_fields__ if name != "name"}
    shopper = new_shopper(world, data.name, **given)
    world.publish("shopper", shopper_id=shopper.id)
    return to_json(shopper)


@get("/shoppers")
async def list_shoppers(request: Request[Any, Any, Any]) -> Json:
    """Everybody."""
    return {"shoppers": [to_json(shopper) for shopper in world_of(request).shoppers.values()]}


def to_json(shopper: Shopper) -> Json:
    """A shopper as JSON."""
    shown: Json = to_builtins(shopper)
    return shown


@post("/shoppers/{shopper_id:str}/say", status_code=200)
async def say(request: Request[Any, Any, Any], shopper_id: FromPath[str], data: JSONBody[Said]) -> Json:
    """Send a message as this shopper."""
    world = world_of(request)
    if not isinstance(data.message.get("type"), str):
        raise ClientException(detail="message.type is required.")
    found = party(world, shopper_id, data.phone_number_id)
    return {"wamid": inbound.receive(world, *found, data.message, duplicate=data.duplicate)}


@post("/shoppers/{shopper_id:str}/cart", status_code=200)
async def send_cart(request: Request[Any, Any, Any], shopper_id: FromPath[str], data: JSONBody[CartSent]) -> Json:
    """Send a cart with the catalog's live prices."""
    world = world_of(request)
    shopper, number = party(world, shopper_id, data.phone_number_id)
    if not data.items or not all(isinstance(item.get("retailer_id"), str) for item in data.items):
        raise ClientException(detail="items must be a list of {retailer_id, quantity}.")
    catalog = world.catalogs.get(world.businesses[number.waba_id].catalog_id or "")
    wire = inbound.cart_message(catalog, data.items, data.text)
    return {"wamid": inbound.receive(world, shopper, number, wire, duplicate=data.duplicate), "message": wire}


@post("/shoppers/{shopper_id:str}/media", status_code=200)
async def send_media(request: Request[Any, Any, Any], shopper_id: FromPath[str]) -> Json:
    """Send a file: multipart with `phone_number_id`, `file` and perhaps `caption` and `voice`."""
    world = world_of(request)
    form = await request.form()
    shopper, number = party(world, shopper_id, str(form.get("phone_number_id")))
    file = form.get("file")
    if not isinstance(file, UploadFile):
        raise ClientException(detail="file is required.")
    data = await file.read()
    mime = file.content_type
    medium = store(world, number.phone_number_id, mime, data, filename=file.filename, inbound=True)
    wire = media_wire(kind_of(mime) or "document", medium.id, medium.mime_type, medium.sha256)
    shown = wire[wire["type"]]
    if form.get("caption"):
        shown["caption"] = form["caption"]
    if wire["type"] == "document":
        shown["filename"] = file.filename
    if wire["type"] == "audio":
        shown["voice"] = bool(form.get("voice"))
    return {"wamid": inbound.receive(world, shopper, number, wire), "media_id": medium.id}


def media_wire(kind: str, medium_id: str, mime_type: str, sha256: str) -> Json:
    """A media message as the webhook carries it."""
    return {"type": kind, kind: {"mime_type": mime_type, "sha256": sha256, "id": medium_id}}


@post("/shoppers/{shopper_id:str}/preferences", status_code=200)
async def set_preference(request: Request[Any, Any, Any], shopper_id: FromPath[str], data: JSONBody[Preference]) -> Json:
    """Stop or resume marketing messages of a number."""
    world = world_of(request)
    if data.value not in ("stop", "resume"):
        raise ClientException(detail="value must be stop or resume.")
    inbound.set_preference(world, *party(world, shopper_id, data.phone_number_id), data.value)
    return {"value": data.value}


@post("/shoppers/{shopper_id:str}/block", status_code=200)
async def block(request: Request[Any, Any, Any], shopper_id: FromPath[str], data: JSONBody[Blocking]) -> Json:
    """Block a number: what it sends is never delivered."""
    world = world_of(request)
    shopper, number = party(world, shopper_id, data.phone_number_id)
    world.conversation(number.phone_number_id, shopper.id).blocked_by_shopper = data.blocked
    return {"blocked": data.blocked}


@post("/shoppers/{shopper_id:str}/receipts", status_code=200)
async def set_receipts(request: Request[Any, Any, Any], shopper_id: FromPath[str], data: JSONBody[Switch]) -> Json:
    """Whether businesses learn that their messages were read."""
    shopper = person(world_of(request), shopper_id)
    shopper.receipts = data.on
    return {"on": shopper.receipts}


@post("/shoppers/{shopper_id:str}/read", status_code=200)
async def read(request: Request[Any, Any, Any], shopper_id: FromPath[str], data: JSONBody[ThreadNamed]) -> Json:
    """Open the chat: everything delivered there counts as read."""
    world = world_of(request)
    shopper, number = party(world, shopper_id, data.phone_number_id)
    return {"read": read_thread(world, world.conversation(number.phone_number_id, shopper.id))}


@post("/shoppers/{shopper_id:str}/presence", status_code=200)
async def set_presence(request: Request[Any, Any, Any], shopper_id: FromPath[str], data: JSONBody[Presence]) -> Json:
    """Connect or disconnect the phone; what waited is delivered."""
    world = world_of(request)
    shopper = person(world, shopper_id)
    shopper.online = data.online
    if data.online:
        come_online(world, shopper)
    return {"online": shopper.online}


@post("/shoppers/{shopper_id:str}/number", status_code=200)
async def change_number(request: Request[Any, Any, Any], shopper_id: FromPath[str], data: JSONBody[NewPhone]) -> Json:
    """Change the phone number; businesses hear a system message."""
    world = world_of(request)
    shopper = person(world, shopper_id)
    inbound.change_number(world, shopper, data.phone)
    return to_json(shopper)


@get("/shoppers/{shopper_id:str}/thread")
async def show_thread(request: Request[Any, Any, Any], shopper_id: FromPath[str], phone_number_id: FromQuery[str]) -> Json:
    """Both sides' messages, oldest first."""
    world = world_of(request)
    shopper, number = party(world, shopper_id, phone_number_id)
    conversation = world.conversation(number.phone_number_id, shopper.id)
    return {
        "messages": [message_view(message) for message in conversation.messages],
        "window_until": moment(conversation.window_until),
        "stopped_marketing": conversation.stopped_marketing,
        "blocked": conversation.blocked_by_shopper,
        "unread": conversation.unread,
    }


def message_view(message: Message) -> Json:
    """One message; `content` is the wire object of its type, `shown` a template with its variables filled in."""
    return {
        "direction": message.direction,
        "wamid": message.wamid,
        "at": moment(message.at),
        "type": message.type,
        "content": message.content,
        "shown": message.shown,
        "status": message.status,
        "error": message.error,
        "context": message.context,
        "biz_opaque_callback_data": message.callback_data,
    }


def moment(at: float) -> str | None:
    """Unix seconds as ISO text; None for never."""
    return datetime.fromtimestamp(at, UTC).isoformat() if at else None


@get("/media/{medium_id:str}")
async def show_media(request: Request[Any, Any, Any], medium_id: FromPath[str]) -> Response[bytes]:
    """The bytes of a medium."""
    medium = world_of(request).media.get(medium_id)
    if medium is None:
        raise NotFoundException(detail="There is no such medium.")
    return Response(medium.data, media_type=medium.mime_type)


def person(world: World, shopper_id: str) -> Shopper:
    """The shopper. Raises NotFoundException."""
    shopper = world.shoppers.get(shopper_id)
    if shopper is None:
        raise NotFoundException(detail="There is no such shopper.")
    return shopper


def party(world: World, shopper_id: str, phone_number_id: str) -> tuple[Shopper, Number]:
    """Both ends of a thread. Raises NotFoundException."""
    number = world.numbers.get(phone_number_id)
    if number is None:
        raise NotFoundException(detail="There is no such phone_number_id.")
    return person(world, shopper_id), number


routes = [
    create_shopper,
    list_shoppers,
    say,
    send_cart,
    send_media,
    set_preference,
    block,
    set_receipts,
    read,
    set_presence,
    change_number,
    show_thread,
    show_media,
]
