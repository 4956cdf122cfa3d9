"""`/_control/chat`: what only the page asks for, each answer shaped for one of its parts."""

from typing import Any

from litestar import Request, Response, Router, get
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, FromQuery

from shop.kit.clock import now
from shop.sandbox.chat.page import files, show_page
from shop.sandbox.chat.payments import payments
from shop.sandbox.chat.shelf import shelf
from shop.sandbox.chat.upcoming import upcoming
from shop.sandbox.control_chat import message_view, moment
from shop.sandbox.control_shoppers import to_json
from shop.sandbox.meta import templates
from shop.sandbox.meta.access import world_of
from shop.sandbox.records import Conversation

Json = dict[str, Any]

# A browser runs scripts of these when it shows them: as files they are harmless.
ACTIVE = ("text/html", "image/svg+xml", "application/xhtml+xml", "text/xml", "application/xml")


@get("/conversations")
async def list_conversations(request: Request[Any, Any, Any], phone_number_id: FromQuery[str]) -> Json:
    """Every shopper with how things stand between them and this number."""
    world = world_of(request)
    rows = []
    for shopper in world.shoppers.values():
        thread = world.conversations.get(f"{phone_number_id}:{shopper.id}")
        rows.append({"shopper": to_json(shopper), **standing(thread or Conversation("", ""))})
    return {"now": now().isoformat(), "conversations": rows}


def standing(thread: Conversation) -> Json:
    """A conversation without its messages but the last."""
    said = [message for message in thread.messages if message.type != "reaction"]
    return {
        "last": message_view(said[-1]) if said else None,
        "unread": thread.unread,
        "window_until": moment(thread.window_until),
        "free_until": moment(thread.fep_until),
        "stopped_marketing": thread.stopped_marketing,
        "blocked": thread.blocked_by_shopper,
    }


@get("/catalogs/{catalog_id:str}")
async def show_catalog(request: Request[Any, Any, Any], catalog_id: FromPath[str]) -> Json:
    """The items of a catalog."""
    catalog = world_of(request).catalogs.get(catalog_id)
    if catalog is None:
        raise NotFoundException(detail="There is no such catalog.")
    return {"name": catalog.name, "items": shelf(catalog)}


@get("/templates")
async def list_templates(request: Request[Any, Any, Any]) -> Json:
    """Every account's templates."""
    known = world_of(request).templates.values()
    return {"templates": [templates.view(row) | {"waba_id": row.waba_id} for row in known]}


@get("/payments")
async def list_payments(request: Request[Any, Any, Any]) -> Json:
    """The newest payments with their refunds and disputes."""
    return {"payments": payments(world_of(request).stripe)}


@get("/upcoming")
async def list_upcoming(request: Request[Any, Any, Any]) -> Json:
    """What becomes due. `app.state.shop_agenda` (upcoming.ShopAgenda) adds the shop's part, where it runs."""
    shop_agenda = request.app.state.get("shop_agenda")
    return {"now": now().isoformat(), "upcoming": await upcoming(world_of(request), shop_agenda)}


@get("/media/{medium_id:str}")
async def show_media(request: Request[Any, Any, Any], medium_id: FromPath[str]) -> Response[bytes]:
    """The bytes of a medium, shown in the browser unless it would run them."""
    medium = world_of(request).media.get(medium_id)
    if medium is None:
        raise NotFoundException(detail="There is no such medium.")
    plain = medium.mime_type.partition(";")[0].strip().lower()
    way = "attachment" if plain in ACTIVE else "inline"
    headers = {"X-Content-Type-Options": "nosniff", "Content-Disposition": way}
    return Response(medium.data, media_type=medium.mime_type, headers=headers)


chat_routes: list[Any] = [
    show_page,
    files,
    Router(
        "/_control/chat",
        route_handlers=[
            list_conversations,
            show_catalog,
            list_templates,
            list_payments,
            list_upcoming,
            show_media,
        ],
    ),
]
