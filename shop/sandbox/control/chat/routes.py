"""`/_control/chat`: what only the page asks for, each answer shaped for one of its parts."""

from litestar import Response, Router, get
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, FromQuery

from shop.kit.clock import now
from shop.sandbox.control.chat.catalog import catalog_rows
from shop.sandbox.control.chat.holders import why_held
from shop.sandbox.control.chat.payments import payment_rows
from shop.sandbox.control.chat.upcoming import upcoming
from shop.sandbox.control.requests import ControlRequest, world_of
from shop.sandbox.control.views import message_view, shopper_view, timestamp
from shop.sandbox.meta.templates import management
from shop.sandbox.records import ChatConversation
from shop.sandbox.types import Json

# A browser runs scripts of these when it shows them: as files they are harmless.
ACTIVE = ("text/html", "image/svg+xml", "application/xhtml+xml", "text/xml", "application/xml")


@get("/conversations")
async def list_conversations(request: ControlRequest, phone_number_id: FromQuery[str]) -> Json:
    """Every shopper with how things stand between them and this number.

    `app.state.shop_holders` (holders.ShopHolders) says which of them a person holds, where the shop runs.
    """
    world = world_of(request)
    shop_holders = request.app.state.get("shop_holders")
    held = await shop_holders() if shop_holders else []
    rows = []
    for shopper in world.shoppers.values():
        thread = world.conversations.get(f"{phone_number_id}:{shopper.id}") or ChatConversation("", "")
        row = conversation_row(thread) | {"held_by_person": why_held(held, thread, shopper)}
        rows.append({"shopper": shopper_view(shopper), **row})
    return {"now": now().isoformat(), "conversations": rows}


def conversation_row(thread: ChatConversation) -> Json:
    """A conversation without its messages but the last."""
    said = [message for message in thread.messages if message.type != "reaction"]
    return {
        "last": message_view(said[-1]) if said else None,
        "unread": thread.unread,
        "window_until": timestamp(thread.window_until),
        "free_until": timestamp(thread.fep_until),
        "stopped_marketing": thread.stopped_marketing,
        "blocked": thread.blocked_by_shopper,
    }


@get("/catalogs/{catalog_id:str}")
async def show_catalog(request: ControlRequest, catalog_id: FromPath[str]) -> Json:
    """The items of a catalog."""
    catalog = world_of(request).catalogs.get(catalog_id)
    if catalog is None:
        raise NotFoundException(detail="There is no such catalog.")
    return {"name": catalog.name, "items": catalog_rows(catalog)}


@get("/templates")
async def list_templates(request: ControlRequest) -> Json:
    """Every account's templates."""
    known = world_of(request).templates.values()
    return {"templates": [management.template_fields(row) | {"waba_id": row.waba_id} for row in known]}


@get("/payments")
async def list_payments(request: ControlRequest) -> Json:
    """The newest payments with their refunds and disputes."""
    return {"payments": payment_rows(world_of(request).stripe)}


@get("/upcoming")
async def list_upcoming(request: ControlRequest) -> Json:
    """What becomes due. `app.state.shop_agenda` (upcoming.ShopAgenda) adds the shop's part, where it runs."""
    shop_agenda = request.app.state.get("shop_agenda")
    return {"now": now().isoformat(), "upcoming": await upcoming(world_of(request), shop_agenda)}


@get("/media/{medium_id:str}")
async def show_media(request: ControlRequest, medium_id: FromPath[str]) -> Response[bytes]:
    """The bytes of a medium, shown in the browser unless it would run them."""
    medium = world_of(request).media.get(medium_id)
    if medium is None:
        raise NotFoundException(detail="There is no such medium.")
    plain = medium.mime_type.partition(";")[0].strip().lower()
    way = "attachment" if plain in ACTIVE else "inline"
    headers = {"X-Content-Type-Options": "nosniff", "Content-Disposition": way}
    return Response(medium.data, media_type=medium.mime_type, headers=headers)


chat_router = Router(
    "/chat",
    route_handlers=[
        list_conversations,
        show_catalog,
        list_templates,
        list_payments,
        list_upcoming,
        show_media,
    ],
)
