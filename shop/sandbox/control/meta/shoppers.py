"""Shoppers of the sandbox: people and their switches. What they say and see is in messages.py."""

from litestar import get, post
from litestar.exceptions import ClientException, NotFoundException
from litestar.params import FromPath, JSONBody
from msgspec import Struct, field

from shop.sandbox.control.lookup import find_shopper, find_thread
from shop.sandbox.control.requests import ControlRequest, world_of
from shop.sandbox.control.views import shopper_view
from shop.sandbox.meta.messages import receive
from shop.sandbox.meta.messages.statuses import come_online, play, read_thread
from shop.sandbox.meta.people.recipients import new_shopper
from shop.sandbox.types import Json


class ShopperAsked(Struct, forbid_unknown_fields=True):
    """A new person; without a phone they are known by their business-scoped id only."""

    name: str
    phone: str | None = None
    username: str | None = None
    bsuid: str | None = None
    locale: str = "es_ES"
    hides_phone: bool = False


class PreferenceAsked(Struct, forbid_unknown_fields=True):
    """`stop` or `resume` marketing messages."""

    phone_number_id: str
    value: str


class BlockAsked(Struct, forbid_unknown_fields=True):
    """Block a number, or let it through again."""

    phone_number_id: str
    blocked: bool = True


class SwitchAsked(Struct, forbid_unknown_fields=True):
    """On or off."""

    on: bool = True


class PresenceAsked(Struct, forbid_unknown_fields=True):
    """Whether the phone is connected."""

    online: bool


class ThreadAsked(Struct, forbid_unknown_fields=True):
    """A thread, by the business's number."""

    phone_number_id: str


class MessageAsked(Struct, forbid_unknown_fields=True):
    """A message that was received."""

    wamid: str


class HolderAsked(Struct, forbid_unknown_fields=True):
    """Whether a person of the shop holds a conversation, and why."""

    phone_number_id: str
    by_person: bool
    why: str = ""


class PhoneAsked(Struct, forbid_unknown_fields=True):
    """A phone number."""

    phone: str = field()


@post("/shoppers", status_code=201)
async def create_shopper(request: ControlRequest, data: JSONBody[ShopperAsked]) -> Json:
    """Add a person, or return the one who already has this phone or id."""
    world = world_of(request)
    phone = "".join(c for c in data.phone or "" if c.isdigit())
    known = world.phones.get(phone) or world.user_ids.get(data.bsuid or "")
    if known:
        return shopper_view(world.shoppers[known])
    given = {name: getattr(data, name) for name in data.__struct_fields__ if name != "name"}
    shopper = new_shopper(world, data.name, **given)
    world.publish("shopper", shopper_id=shopper.id)
    return shopper_view(shopper)


@get("/shoppers")
async def list_shoppers(request: ControlRequest) -> Json:
    """Everybody."""
    return {"shoppers": [shopper_view(shopper) for shopper in world_of(request).shoppers.values()]}


@post("/shoppers/{shopper_id:str}/preferences", status_code=200)
async def set_preference(
    request: ControlRequest, shopper_id: FromPath[str], data: JSONBody[PreferenceAsked]
) -> Json:
    """Stop or resume marketing messages of a number."""
    world = world_of(request)
    if data.value not in ("stop", "resume"):
        raise ClientException(detail="value must be stop or resume.")
    receive.set_preference(world, *find_thread(world, shopper_id, data.phone_number_id), data.value)
    return {"value": data.value}


@post("/shoppers/{shopper_id:str}/block", status_code=200)
async def set_block(request: ControlRequest, shopper_id: FromPath[str], data: JSONBody[BlockAsked]) -> Json:
    """Block a number: what it sends is never delivered."""
    world = world_of(request)
    shopper, number = find_thread(world, shopper_id, data.phone_number_id)
    world.conversation(number.phone_number_id, shopper.id).blocked_by_shopper = data.blocked
    return {"blocked": data.blocked}


@post("/shoppers/{shopper_id:str}/receipts", status_code=200)
async def set_receipts(
    request: ControlRequest, shopper_id: FromPath[str], data: JSONBody[SwitchAsked]
) -> Json:
    """Whether businesses learn that their messages were read."""
    shopper = find_shopper(world_of(request), shopper_id)
    shopper.receipts = data.on
    return {"on": shopper.receipts}


@post("/shoppers/{shopper_id:str}/read", status_code=200)
async def open_chat(request: ControlRequest, shopper_id: FromPath[str], data: JSONBody[ThreadAsked]) -> Json:
    """Open the chat: everything delivered there counts as read."""
    world = world_of(request)
    shopper, number = find_thread(world, shopper_id, data.phone_number_id)
    return {"read": read_thread(world, world.conversation(number.phone_number_id, shopper.id))}


@post("/shoppers/{shopper_id:str}/play", status_code=200)
async def play_voice(
    request: ControlRequest, shopper_id: FromPath[str], data: JSONBody[MessageAsked]
) -> Json:
    """Listen to a voice message: its status becomes `played`."""
    world = world_of(request)
    message = world.messages.get(data.wamid)
    if message is None or message.shopper_id != find_shopper(world, shopper_id).id:
        raise NotFoundException(detail="There is no such message.")
    return {"played": play(world, message)}


@post("/shoppers/{shopper_id:str}/holder", status_code=200)
async def set_holder(request: ControlRequest, shopper_id: FromPath[str], data: JSONBody[HolderAsked]) -> Json:
    """For a shop that runs elsewhere: say that a person took the conversation over, or gave it back."""
    world = world_of(request)
    shopper, number = find_thread(world, shopper_id, data.phone_number_id)
    thread = world.conversation(number.phone_number_id, shopper.id)
    thread.held_by_person = data.why if data.by_person else None
    world.publish("holder", shopper_id=shopper.id, phone_number_id=number.phone_number_id)
    return {"held_by_person": thread.held_by_person}


@post("/shoppers/{shopper_id:str}/presence", status_code=200)
async def set_presence(
    request: ControlRequest, shopper_id: FromPath[str], data: JSONBody[PresenceAsked]
) -> Json:
    """Connect or disconnect the phone; what waited is delivered."""
    world = world_of(request)
    shopper = find_shopper(world, shopper_id)
    shopper.online = data.online
    if data.online:
        come_online(world, shopper)
    return {"online": shopper.online}


@post("/shoppers/{shopper_id:str}/number", status_code=200)
async def change_number(
    request: ControlRequest, shopper_id: FromPath[str], data: JSONBody[PhoneAsked]
) -> Json:
    """Change the phone number; businesses hear a system message."""
    world = world_of(request)
    shopper = find_shopper(world, shopper_id)
    receive.change_number(world, shopper, data.phone)
    return shopper_view(shopper)


routes = [
    create_shopper,
    list_shoppers,
    set_preference,
    set_block,
    set_receipts,
    open_chat,
    play_voice,
    set_holder,
    set_presence,
    change_number,
]
