"""Users a business blocked (Meta: Block users), and its contact book."""

from typing import Any

from litestar import Request, Response, delete, get, post
from litestar.params import FromPath

from shop.kit.clock import now
from shop.sandbox.meta.graph.access import number_for, world_of
from shop.sandbox.meta.graph.answers import ok
from shop.sandbox.meta.graph.errors import GraphError, required, webhook_error
from shop.sandbox.meta.graph.params import check_product, json_param, paged, params_of
from shop.sandbox.meta.people.recipients import MessageRecipient, by_phone, by_user_id
from shop.sandbox.records import BusinessNumber
from shop.sandbox.state import World
from shop.sandbox.types import Json

WROTE_WITHIN = 24 * 3600


@post("/{node:str}/block_users", status_code=200)
async def block_users(request: Request[Any, Any, Any], node: FromPath[str]) -> Response[bytes]:
    """Block users who wrote in the last 24 hours."""
    world = world_of(request)
    number = number_for(request, world, node)
    return await change_blocks(request, world, number, "added_users")


@delete("/{node:str}/block_users", status_code=200)
async def unblock_users(request: Request[Any, Any, Any], node: FromPath[str]) -> Response[bytes]:
    """Let them through again."""
    world = world_of(request)
    number = number_for(request, world, node)
    return await change_blocks(request, world, number, "removed_users")


async def change_blocks(
    request: Request[Any, Any, Any], world: World, number: BusinessNumber, done: str
) -> Response[bytes]:
    """Block or unblock each; when some fail the answer is 400 with both lists and code 139100."""
    asked = await params_of(request)
    check_product(asked)
    good: list[Json] = []
    bad: list[Json] = []
    for entry in json_param(asked, "block_users", list):
        who = named_recipient(world, number, entry)
        if done == "added_users" and not wrote_lately(world, number, who):
            error = webhook_error(139100, "The user has not messaged this number in the last 24 hours")
            bad.append({**who.contact(), "errors": [error]})
            continue
        set_blocked(number, who, blocked=done == "added_users")
        good.append(who.contact())
    body: Json = {"messaging_product": "whatsapp", "block_users": {done: good}}
    if not bad:
        return ok(body)
    body["block_users"]["failed_users"] = bad
    answer = ok(body | GraphError(139100, "Failed to block or unblock some users").body())
    answer.status_code = 400
    return answer


def named_recipient(world: World, number: BusinessNumber, entry: Any) -> MessageRecipient:
    """The user of one entry: `user` is a phone, `user_id` a business-scoped id."""
    given = entry if isinstance(entry, dict) else {}
    if given.get("user_id"):
        return by_user_id(world, world.businesses[number.waba_id], given["user_id"])
    if not given.get("user"):
        raise required("block_users[]['user']")
    return by_phone(world, number, str(given["user"]))


def wrote_lately(world: World, number: BusinessNumber, who: MessageRecipient) -> bool:
    """Whether they may be blocked."""
    if who.shopper is None:
        return False
    last = world.conversation(number.phone_number_id, who.shopper.id).last_at
    return bool(last) and now().timestamp() - last <= WROTE_WITHIN


def set_blocked(number: BusinessNumber, who: MessageRecipient, *, blocked: bool) -> None:
    """Keep or forget the block."""
    if who.shopper is None:
        return
    if blocked:
        number.blocked[who.shopper.id] = who.wa_id or who.user_id or who.given
    else:
        number.blocked.pop(who.shopper.id, None)


@get("/{node:str}/block_users")
async def list_blocked(request: Request[Any, Any, Any], node: FromPath[str]) -> Response[bytes]:
    """Who is blocked."""
    world = world_of(request)
    number = number_for(request, world, node)
    rows = [{"messaging_product": "whatsapp", "wa_id": name} for name in number.blocked.values()]
    return ok(paged(world, request, rows))
