"""An account's phone_numbers, subscribed_apps (Meta: Webhooks > Override), product_catalogs (Meta: Commerce settings)."""

from typing import Any

from litestar import Request, Response, delete, get, post
from litestar.params import FromPath

from shop.sandbox.meta.accounts import numbers
from shop.sandbox.meta.accounts.verification import verify_override
from shop.sandbox.meta.catalog.reading import catalog_fields
from shop.sandbox.meta.graph.access import business_for, denied, world_of
from shop.sandbox.meta.graph.answers import ok
from shop.sandbox.meta.graph.errors import required, unknown_object
from shop.sandbox.meta.graph.params import paged, params_of, picked, wanted_fields
from shop.sandbox.records import Business
from shop.sandbox.state import World
from shop.sandbox.types import Json

DEFAULT_FIELDS = ("id", "name", "timezone_id", "message_template_namespace")


def account_fields(business: Business) -> Json:
    """The account node."""
    return {
        "id": business.waba_id,
        "name": business.name,
        "timezone_id": "1",
        "message_template_namespace": f"ns_{business.waba_id}",
        "account_review_status": "APPROVED",
        "business_verification_status": "verified",
        "ownership_type": "CLIENT_OWNED",
    }


@get("/{node:str}/phone_numbers")
async def list_numbers(request: Request[Any, Any, Any], node: FromPath[str]) -> Response[bytes]:
    """The account's phone numbers."""
    world = world_of(request)
    business = business_for(request, world, node)
    fields = wanted_fields(await params_of(request), numbers.DEFAULT_FIELDS)
    own = [number for number in world.numbers.values() if number.waba_id == business.waba_id]
    return ok(paged(world, request, [picked(numbers.number_fields(world, number), fields) for number in own]))


@get("/{node:str}/subscribed_apps")
async def list_apps(request: Request[Any, Any, Any], node: FromPath[str]) -> Response[bytes]:
    """The app that hears the account's webhooks, if it does."""
    world = world_of(request)
    business = business_for(request, world, node)
    return ok({"data": [subscription(business)] if business.subscribed else []})


def subscription(business: Business) -> Json:
    """One subscribed app."""
    link = f"https://www.facebook.com/games/?app_id={business.app_id}"
    shown: Json = {"whatsapp_business_api_data": {"id": business.app_id, "name": business.name, "link": link}}
    if business.override_callback_uri:
        shown["override_callback_uri"] = business.override_callback_uri
    return shown


@post("/{node:str}/subscribed_apps", status_code=200)
async def subscribe(request: Request[Any, Any, Any], node: FromPath[str]) -> Response[bytes]:
    """Subscribe the app; an override address must answer the handshake."""
    world = world_of(request)
    business = business_for(request, world, node)
    asked = await params_of(request)
    override = await verify_override(world, asked)
    business.subscribed, business.override_callback_uri = True, override
    world.publish("business", waba_id=business.waba_id)
    return ok({"success": True})


@delete("/{node:str}/subscribed_apps", status_code=200)
async def unsubscribe(request: Request[Any, Any, Any], node: FromPath[str]) -> Response[bytes]:
    """No more webhooks."""
    world = world_of(request)
    business = business_for(request, world, node)
    business.subscribed, business.override_callback_uri = False, None
    world.publish("business", waba_id=business.waba_id)
    return ok({"success": True})


@get("/{node:str}/product_catalogs")
async def list_catalogs(request: Request[Any, Any, Any], node: FromPath[str]) -> Response[bytes]:
    """The connected catalog: at most one."""
    world = world_of(request)
    business = business_for(request, world, node)
    catalog = world.catalogs.get(business.catalog_id or "")
    return ok(paged(world, request, [catalog_fields(catalog)] if catalog else []))


@post("/{node:str}/product_catalogs", status_code=200)
async def connect(request: Request[Any, Any, Any], node: FromPath[str]) -> Response[bytes]:
    """Connect a catalog the token may manage."""
    world = world_of(request)
    business = business_for(request, world, node)
    business.catalog_id = asked_catalog(world, business, await params_of(request))
    world.publish("business", waba_id=business.waba_id)
    return ok({"success": True})


@delete("/{node:str}/product_catalogs", status_code=200)
async def disconnect(request: Request[Any, Any, Any], node: FromPath[str]) -> Response[bytes]:
    """Disconnect the catalog."""
    world = world_of(request)
    business = business_for(request, world, node)
    if business.catalog_id == asked_catalog(world, business, await params_of(request)):
        business.catalog_id = None
    world.publish("business", waba_id=business.waba_id)
    return ok({"success": True})


def asked_catalog(world: World, business: Business, asked: Json) -> str:
    """The catalog a call names. Raises GraphError 100, 100/33, 200."""
    catalog_id = str(asked.get("catalog_id") or "")
    if not catalog_id:
        raise required("catalog_id")
    if catalog_id not in world.catalogs:
        raise unknown_object(catalog_id, "post")
    if business.waba_id not in world.catalogs[catalog_id].waba_ids:
        raise denied()
    return catalog_id
