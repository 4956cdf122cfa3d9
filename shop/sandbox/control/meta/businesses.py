"""Businesses of the sandbox: apps, accounts, numbers and their catalogs, made or changed by one call."""

from zoneinfo import available_timezones

from litestar import get, post
from litestar.exceptions import ClientException
from litestar.params import JSONBody
from msgspec import UNSET, Struct, UnsetType

from shop.sandbox.control.requests import ControlRequest, world_of
from shop.sandbox.meta.accounts.verification import handshake
from shop.sandbox.records import Business, BusinessNumber, MetaApp, MetaCatalog
from shop.sandbox.state import World
from shop.sandbox.types import Json


class BusinessAsked(Struct, forbid_unknown_fields=True):
    """One number with its account and app. A second number repeats the first's waba_id and app_id.

    `time_zone` (IANA) is whose time the chat shows; without it the browser's.
    """

    app_id: str
    app_secret: str
    verify_token: str
    access_token: str
    waba_id: str
    phone_number_id: str
    display_phone_number: str
    name: str
    catalog_id: str | None = None
    callback_url: str | None = None
    handshake: bool = False
    portfolio_id: str = "default"
    time_zone: str | None = None
    webhook_version: str = "v26.0"
    fields: list[str] | UnsetType = UNSET
    subscribed: bool | UnsetType = UNSET


@post("/businesses", status_code=200)
async def upsert_business(request: ControlRequest, data: JSONBody[BusinessAsked]) -> Json:
    """Make or change a business; with `handshake` its callback must answer the GET verification."""
    world = world_of(request)
    app = upsert_app(world, data)
    business = upsert_business_account(world, data)
    number = world.numbers.get(data.phone_number_id)
    if number is None:
        number = BusinessNumber(data.phone_number_id, data.display_phone_number, data.waba_id, data.name)
        world.numbers[number.phone_number_id] = number
    number.display_phone_number, number.waba_id, number.name = (
        data.display_phone_number,
        data.waba_id,
        data.name,
    )
    if data.time_zone is not None:
        number.time_zone = known_zone(data.time_zone)
    connect_catalog(world, business)
    world.reindex()
    world.publish("business", waba_id=business.waba_id, phone_number_id=number.phone_number_id)
    if data.handshake:
        await shake_hands(world, app)
    return {"waba_id": business.waba_id, "phone_number_id": number.phone_number_id, "app_id": app.app_id}


def known_zone(name: str) -> str:
    """The same name. Raises ClientException when no zone is called so."""
    if name not in available_timezones():
        raise ClientException(detail=f"There is no time zone {name}.")
    return name


def upsert_app(world: World, data: BusinessAsked) -> MetaApp:
    """The app, its secrets and callback as given."""
    app = world.apps.get(data.app_id)
    if app is None:
        app = world.apps[data.app_id] = MetaApp(data.app_id, data.app_secret, data.verify_token)
    app.app_secret, app.verify_token = data.app_secret, data.verify_token
    app.webhook_version = data.webhook_version
    if not isinstance(data.fields, UnsetType):
        app.fields = data.fields
    if data.callback_url is not None:
        app.callback_url = data.callback_url
    return app


def upsert_business_account(world: World, data: BusinessAsked) -> Business:
    """The WhatsApp Business Account."""
    business = world.businesses.get(data.waba_id)
    if business is None:
        business = Business(data.waba_id, data.app_id, data.name, data.access_token)
        world.businesses[data.waba_id] = business
    business.app_id, business.access_token = data.app_id, data.access_token
    business.portfolio_id = data.portfolio_id
    if data.catalog_id is not None:
        business.catalog_id = data.catalog_id
    if not isinstance(data.subscribed, UnsetType):
        business.subscribed = data.subscribed
    return business


def connect_catalog(world: World, business: Business) -> None:
    """The account's catalog exists, and its token may manage it."""
    if business.catalog_id is None:
        return
    catalog = world.catalogs.get(business.catalog_id)
    if catalog is None:
        catalog = world.catalogs[business.catalog_id] = MetaCatalog(
            business.catalog_id, f"{business.name} catalog"
        )
    if business.waba_id not in catalog.waba_ids:
        catalog.waba_ids.append(business.waba_id)


async def shake_hands(world: World, app: MetaApp) -> None:
    """GET the callback as Meta does before it subscribes one. Raises ClientException with the reason."""
    if not app.callback_url:
        raise ClientException(detail="There is no callback_url to verify.")
    if (problem := await handshake(world, app.callback_url, app.verify_token)) is not None:
        raise ClientException(detail=problem)


@get("/businesses")
async def list_businesses(request: ControlRequest) -> Json:
    """Every number with its account, without secrets."""
    world = world_of(request)
    return {"businesses": [business_row(world, number) for number in world.numbers.values()]}


def business_row(world: World, number: BusinessNumber) -> Json:
    """A number as the browser lists it."""
    business = world.businesses[number.waba_id]
    return {
        "phone_number_id": number.phone_number_id,
        "display_phone_number": number.display_phone_number,
        "name": number.name,
        "time_zone": number.time_zone,
        "waba_id": business.waba_id,
        "app_id": business.app_id,
        "catalog_id": business.catalog_id,
        "portfolio_id": business.portfolio_id,
        "subscribed": business.subscribed,
        "is_catalog_visible": number.is_catalog_visible,
        "is_cart_enabled": number.is_cart_enabled,
        "callback_url": world.apps[business.app_id].callback_url,
    }


routes = [upsert_business, list_businesses]
