"""Accounts of the pretend Stripe, and everything in them there is to see."""

from litestar import get, post
from litestar.params import JSONBody
from msgspec import Struct, field

from shop.sandbox.control.requests import ControlRequest, world_of
from shop.sandbox.stripe.events.endpoints import KIND as ENDPOINT
from shop.sandbox.stripe.events.endpoints import create_endpoint
from shop.sandbox.stripe.events.events import WANTED
from shop.sandbox.stripe.objects.account import AccountRecord
from shop.sandbox.types import Json


class AccountAsked(Struct, forbid_unknown_fields=True):
    """A merchant's key, and where its events go."""

    secret_key: str
    webhook_url: str | None = None
    webhook_secrets: list[str] = field(default_factory=list)
    enabled_events: list[str] = field(default_factory=lambda: list(WANTED))
    country: str = "ES"
    currency: str = "eur"
    name: str = "Demo shop"


@post("/accounts", status_code=200)
async def create_account(request: ControlRequest, data: JSONBody[AccountAsked]) -> Json:
    """Make an account, or point an existing one elsewhere."""
    world = world_of(request).stripe
    account = world.add_account(data.secret_key, country=data.country, currency=data.currency, name=data.name)
    if data.webhook_url:
        _listen(account, data.webhook_url, data)
    return _shown(account)


@get("/objects")
async def list_objects(request: ControlRequest) -> Json:
    """Everything, by account and kind, oldest first."""
    return {
        "accounts": [_shown(a) | {"objects": _objects(a)} for a in world_of(request).stripe.accounts.values()]
    }


def _listen(account: AccountRecord, url: str, data: AccountAsked) -> None:
    """Send events to this address: what is under way to it already is signed with the new secrets, too."""
    given = {"url": url, "enabled_events": data.enabled_events}
    for key in [key for key, endpoint in account.table(ENDPOINT).rows.items() if endpoint["url"] == url]:
        account.table(ENDPOINT).replace(key, enabled_events=data.enabled_events, status="enabled")
        account.secrets[key] = data.webhook_secrets or account.secrets[key]
        return
    create_endpoint(account, given, data.webhook_secrets)


def _shown(account: AccountRecord) -> Json:
    endpoints = [{**e, "secrets": account.secrets[e["id"]]} for e in account.table(ENDPOINT).rows.values()]
    names = ("id", "secret_key", "country", "currency", "name", "livemode")
    return {name: getattr(account, name) for name in names} | {"webhook_endpoints": endpoints}


def _objects(account: AccountRecord) -> Json:
    return {kind: list(table.rows.values()) for kind, table in account.tables.items()}


routes = [create_account, list_objects]
