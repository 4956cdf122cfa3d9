"""/_control/stripe: accounts, mishaps, knobs, and everything there is to see."""

from litestar import delete, get, post
from litestar.params import JSONBody
from msgspec import Struct, field

from shop.sandbox.stripe.account import Account
from shop.sandbox.stripe.control_common import ControlRequest, world_of
from shop.sandbox.stripe.endpoints import KIND as ENDPOINT
from shop.sandbox.stripe.endpoints import create_endpoint
from shop.sandbox.stripe.events import WANTED
from shop.sandbox.stripe.faults import Faults, Knobs
from shop.sandbox.stripe.values import Json


class NewAccount(Struct, forbid_unknown_fields=True):
    """A merchant's key, and where its events go."""

    secret_key: str
    webhook_url: str | None = None
    webhook_secrets: list[str] = field(default_factory=list)
    enabled_events: list[str] = field(default_factory=lambda: list(WANTED))
    country: str = "ES"
    currency: str = "eur"
    name: str = "Demo shop"


@post("/_control/stripe/accounts", status_code=200)
async def register_account(request: ControlRequest, data: JSONBody[NewAccount]) -> Json:
    """Make an account, or point an existing one elsewhere."""
    world = world_of(request)
    account = world.register(data.secret_key, country=data.country, currency=data.currency, name=data.name)
    if data.webhook_url:
        _listen(account, data.webhook_url, data)
    return _shown(account)


@get("/_control/stripe/objects")
async def list_objects(request: ControlRequest) -> Json:
    """Everything, by account and kind, oldest first."""
    return {"accounts": [_shown(a) | {"objects": _objects(a)} for a in world_of(request).accounts.values()]}


@get("/_control/stripe/faults")
async def show_faults(request: ControlRequest) -> Faults:
    """The mishaps in force."""
    return world_of(request).faults


@post("/_control/stripe/faults", status_code=200)
async def set_faults(request: ControlRequest, data: JSONBody[Faults]) -> Faults:
    """Replace all mishaps."""
    world_of(request).faults = data
    return data


@delete("/_control/stripe/faults", status_code=200)
async def clear_faults(request: ControlRequest) -> Faults:
    """No mishaps."""
    world_of(request).faults = Faults()
    return Faults()


@post("/_control/stripe/knobs", status_code=200)
async def set_knobs(request: ControlRequest, data: JSONBody[Knobs]) -> Knobs:
    """Set how it behaves; what is not named goes back to its default."""
    world_of(request).knobs = data
    return data


@post("/_control/stripe/reset", status_code=200)
async def reset(request: ControlRequest) -> Json:
    """Forget every account."""
    world_of(request).reset()
    return {}


def _listen(account: Account, url: str, data: NewAccount) -> None:
    """Send events to this address: what is under way to it already is signed with the new secrets, too."""
    given = {"url": url, "enabled_events": data.enabled_events}
    for key in [key for key, endpoint in account.table(ENDPOINT).rows.items() if endpoint["url"] == url]:
        account.table(ENDPOINT).replace(key, enabled_events=data.enabled_events, status="enabled")
        account.secrets[key] = data.webhook_secrets or account.secrets[key]
        return
    create_endpoint(account, given, data.webhook_secrets)


def _shown(account: Account) -> Json:
    endpoints = [{**e, "secrets": account.secrets[e["id"]]} for e in account.table(ENDPOINT).rows.values()]
    names = ("id", "secret_key", "country", "currency", "name", "livemode")
    return {name: getattr(account, name) for name in names} | {"webhook_endpoints": endpoints}


def _objects(account: Account) -> Json:
    return {kind: list(table.rows.values()) for kind, table in account.tables.items()}
