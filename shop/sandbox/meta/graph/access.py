"""Who is calling: bearer tokens, and which objects a token may touch (Meta: Access tokens)."""

from typing import Any

from litestar import Request

from shop.sandbox.meta.graph.errors import GraphError, unknown_object
from shop.sandbox.meta.graph.params import params_of
from shop.sandbox.meta.graph.usage import count_management, note_account
from shop.sandbox.records import Business, BusinessNumber, MetaCatalog
from shop.sandbox.state import World


def world_of(request: Request[Any, Any, Any]) -> World:
    """The world this server plays."""
    world: World = request.app.state.world
    return world


async def find_token(request: Request[Any, Any, Any]) -> None:
    """Note the access token of any call, from where Graph takes it: header, else query, form or JSON body."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() not in ("bearer", "oauth"):
        token = str((await params_of(request)).get("access_token") or "")
    request.state.access_token = token.strip()


def token_wabas(request: Request[Any, Any, Any], world: World) -> set[str]:
    """The accounts the caller's token was given. Raises GraphError 190."""
    token = request.state.access_token
    if not token:
        raise GraphError(190, message="An access token is required to request this resource.")
    wabas = world.tokens.get(token)
    if wabas is None:
        raise GraphError(190, message="Invalid OAuth access token - Cannot parse access token")
    note_account(request, "")
    return wabas


def denied() -> GraphError:
    """200: the asset exists but was not given to this token's system user."""
    return GraphError(
        200,
        message="(#200) You do not have the necessary permissions required to access this object on behalf "
        "of this WhatsApp Business Account",
    )


def number_for(request: Request[Any, Any, Any], world: World, node: str) -> BusinessNumber:
    """The phone number node. Raises GraphError 190, 100/33 or 200."""
    wabas = token_wabas(request, world)
    number = world.numbers.get(node)
    if number is None:
        raise unknown_object(node, request.method.lower())
    if number.waba_id not in wabas:
        raise denied()
    note_account(request, number.waba_id)
    return number


def business_for(request: Request[Any, Any, Any], world: World, node: str) -> Business:
    """The WABA node. Raises GraphError 190, 100/33, 200 or 80007."""
    wabas = token_wabas(request, world)
    business = world.businesses.get(node)
    if business is None:
        raise unknown_object(node, request.method.lower())
    if node not in wabas:
        raise denied()
    count_management(request, world, node)
    return business


def catalog_for(request: Request[Any, Any, Any], world: World, node: str) -> MetaCatalog:
    """The catalog node. Raises GraphError 190, 100/33 or 200."""
    wabas = token_wabas(request, world)
    catalog = world.catalogs.get(node)
    if catalog is None:
        raise unknown_object(node, request.method.lower())
    if wabas.isdisjoint(catalog.waba_ids):
        raise denied()
    return catalog
