"""The chat as a shopper has it: say, send a cart or a file, look at the thread."""

from litestar import Response, get, post
from litestar.datastructures import UploadFile
from litestar.exceptions import ClientException, NotFoundException
from litestar.params import FromPath, FromQuery, JSONBody
from msgspec import Struct

from shop.sandbox.control.lookup import find_thread
from shop.sandbox.control.requests import ControlRequest, world_of
from shop.sandbox.control.views import message_view, timestamp
from shop.sandbox.meta.media.files import store
from shop.sandbox.meta.media.mime_types import kind_of
from shop.sandbox.meta.messages import receive
from shop.sandbox.types import Json


class WireMessageAsked(Struct, forbid_unknown_fields=True):
    """A raw wire message without from, id and timestamp; `duplicate` more webhooks of it."""

    phone_number_id: str
    message: Json
    duplicate: int = 0


class CartAsked(Struct, forbid_unknown_fields=True):
    """A cart: `items` are {retailer_id, quantity?, item_price?, currency?}."""

    phone_number_id: str
    items: list[Json]
    text: str = ""
    duplicate: int = 0


@post("/shoppers/{shopper_id:str}/say", status_code=200)
async def send_message(
    request: ControlRequest, shopper_id: FromPath[str], data: JSONBody[WireMessageAsked]
) -> Json:
    """Send a message as this shopper."""
    world = world_of(request)
    if not isinstance(data.message.get("type"), str):
        raise ClientException(detail="message.type is required.")
    found = find_thread(world, shopper_id, data.phone_number_id)
    return {"wamid": receive.receive(world, *found, data.message, duplicate=data.duplicate)}


@post("/shoppers/{shopper_id:str}/cart", status_code=200)
async def send_cart(request: ControlRequest, shopper_id: FromPath[str], data: JSONBody[CartAsked]) -> Json:
    """Send a cart with the catalog's live prices."""
    world = world_of(request)
    shopper, number = find_thread(world, shopper_id, data.phone_number_id)
    if not data.items or not all(isinstance(item.get("retailer_id"), str) for item in data.items):
        raise ClientException(detail="items must be a list of {retailer_id, quantity}.")
    catalog = world.catalogs.get(world.businesses[number.waba_id].catalog_id or "")
    wire = receive.cart_message(catalog, data.items, data.text)
    return {"wamid": receive.receive(world, shopper, number, wire, duplicate=data.duplicate), "message": wire}


@post("/shoppers/{shopper_id:str}/media", status_code=200)
async def send_media(request: ControlRequest, shopper_id: FromPath[str]) -> Json:
    """Send a file: multipart with `phone_number_id`, `file` and perhaps `caption` and `voice`."""
    world = world_of(request)
    form = await request.form()
    shopper, number = find_thread(world, shopper_id, str(form.get("phone_number_id")))
    file = form.get("file")
    if not isinstance(file, UploadFile):
        raise ClientException(detail="file is required.")
    data = await file.read()
    mime = file.content_type
    medium = store(world, number.phone_number_id, mime, data, filename=file.filename, inbound=True)
    is_voice = bool(form.get("voice")) and mime.startswith("audio/")
    wire = media_wire(
        "audio" if is_voice else kind_of(mime) or "document", medium.id, medium.mime_type, medium.sha256
    )
    shown = wire[wire["type"]]
    if form.get("caption"):
        shown["caption"] = form["caption"]
    if wire["type"] == "document":
        shown["filename"] = file.filename
    if wire["type"] == "audio":
        shown["voice"] = is_voice
    return {"wamid": receive.receive(world, shopper, number, wire), "media_id": medium.id}


def media_wire(kind: str, medium_id: str, mime_type: str, sha256: str) -> Json:
    """A media message as the webhook carries it."""
    return {"type": kind, kind: {"mime_type": mime_type, "sha256": sha256, "id": medium_id}}


@get("/shoppers/{shopper_id:str}/thread")
async def show_thread(
    request: ControlRequest, shopper_id: FromPath[str], phone_number_id: FromQuery[str]
) -> Json:
    """Both sides' messages, oldest first."""
    world = world_of(request)
    shopper, number = find_thread(world, shopper_id, phone_number_id)
    conversation = world.conversation(number.phone_number_id, shopper.id)
    return {
        "messages": [message_view(message) for message in conversation.messages],
        "window_until": timestamp(conversation.window_until),
        "stopped_marketing": conversation.stopped_marketing,
        "blocked": conversation.blocked_by_shopper,
        "unread": conversation.unread,
    }


@get("/media/{medium_id:str}")
async def show_media(request: ControlRequest, medium_id: FromPath[str]) -> Response[bytes]:
    """The bytes of a medium."""
    medium = world_of(request).media.get(medium_id)
    if medium is None:
        raise NotFoundException(detail="There is no such medium.")
    return Response(medium.data, media_type=medium.mime_type)


routes = [send_message, send_cart, send_media, show_thread, show_media]
