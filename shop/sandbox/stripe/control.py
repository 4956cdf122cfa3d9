"""/_control/stripe: what no API can do. Plays the buyer, the bank, the dashboard; breaks things."""

from typing import Any

from litestar import Request, Response, delete, get, post
from litestar.datastructures import State
from litestar.params import FromPath, JSONBody
from msgspec import Struct, field

from shop.sandbox.stripe import cards, disputes, paying, refunds
from shop.sandbox.stripe.account import Account
from shop.sandbox.stripe.endpoints import KIND as ENDPOINT
from shop.sandbox.stripe.endpoints import create_endpoint
from shop.sandbox.stripe.errors import Refused
from shop.sandbox.stripe.events import WANTED
from shop.sandbox.stripe.faults import Faults, Knobs
from shop.sandbox.stripe.values import Json, new_id
from shop.sandbox.stripe.world import StripeWorld

ControlRequest = Request[None, None, State]
EMAIL, NAME = "ana@example.com", "Ana Shopper"


class NewAccount(Struct, forbid_unknown_fields=True):
    """A merchant's key, and where its events go."""

    secret_key: str
    webhook_url: str | None = None
    webhook_secrets: list[str] = field(default_factory=list)
    enabled_events: list[str] = field(default_factory=lambda: list(WANTED))
    country: str = "ES"
    currency: str = "eur"


class Payment(Struct, forbid_unknown_fields=True):
    """How a buyer pays. `confirm_3ds=False` leaves a 3-D Secure payment waiting for its confirmation."""

    outcome: str = "paid"
    email: str = EMAIL
    name: str = NAME
    phone: str | None = None
    address: dict[str, str] | None = None
    card: str | None = None
    confirm_3ds: bool = True
    client_reference_id: str | None = None
    presentment: dict[str, Any] | None = None

    @property
    def buyer(self) -> Json:
        """Who pays."""
        return {"email": self.email, "name": self.name, "phone": self.phone, "address": self.address}


class Verdict(Struct, forbid_unknown_fields=True):
    """Whether a delayed payment arrives."""

    succeed: bool


class NewDispute(Struct, forbid_unknown_fields=True):
    """Which payment, and why. `inquiry` only asks, and takes no money yet."""

    charge: str | None = None
    payment_intent: str | None = None
    reason: str = "fraudulent"
    amount: int | None = None
    inquiry: bool = False


class Closing(Struct, forbid_unknown_fields=True):
    """How a dispute ends."""

    status: str = "lost"


class Failure(Struct, forbid_unknown_fields=True):
    """Why a refund fails."""

    reason: str = "expired_or_canceled_card"


class NewEvent(Struct, forbid_unknown_fields=True):
    """An event of any type about any object."""

    type: str
    object: dict[str, Any]
    previous_attributes: dict[str, Any] | None = None
    secret_key: str | None = None


@post("/_control/stripe/accounts", status_code=200)
async def register_account(request: ControlRequest, data: JSONBody[NewAccount]) -> Json:
    """Make an account, or point an existing one elsewhere."""
    world = _world(request)
    account = world.register(data.secret_key, country=data.country, currency=data.currency)
    if data.webhook_url:
        for key in [k for k, e in account.table(ENDPOINT).rows.items() if e["url"] == data.webhook_url]:
            account.table(ENDPOINT).remove(key)
        given = {"url": data.webhook_url, "enabled_events": data.enabled_events}
        create_endpoint(account, given, data.webhook_secrets)
    return _shown(account)


@post("/_control/stripe/links/{key:str}/open", status_code=200)
async def open_link(request: ControlRequest, key: FromPath[str]) -> Json:
    """A buyer opens a link (id, or the last part of its address)."""
    world = _world(request)
    return world.open_session(*world.link_at(key))


@post("/_control/stripe/links/{key:str}/pay", status_code=200)
async def pay_link(request: ControlRequest, key: FromPath[str], data: JSONBody[Payment]) -> Json:
    """A buyer opens a link and pays."""
    world = _world(request)
    account, link = world.link_at(key)
    asked = {"client_reference_id": data.client_reference_id}
    return _pay(world, account, world.open_session(account, link, asked), data)


@post("/_control/stripe/sessions/{key:str}/pay", status_code=200)
async def pay_session(request: ControlRequest, key: FromPath[str], data: JSONBody[Payment]) -> Json:
    """A buyer pays a session that is open."""
    world = _world(request)
    account, session = world.holding("checkout.session", key)
    return _pay(world, account, session, data)


@post("/_control/stripe/sessions/{key:str}/async", status_code=200)
async def settle_session(request: ControlRequest, key: FromPath[str], data: JSONBody[Verdict]) -> Json:
    """A delayed payment arrives or fails now."""
    account, session = _world(request).holding("checkout.session", key)
    return paying.settle(account, session, succeeds=data.succeed)


def _pay(world: StripeWorld, account: Account, session: Json, data: JSONBody[Payment]) -> Json:
    """Pay as the buyer would; a declined card is the outcome that was asked for, and no error."""
    world.check_payable(account, session)
    method = cards.for_name(data.card, param="card") if data.card else cards.for_outcome(data.outcome)
    pay_with = cards.create_method(account, method, data.buyer)
    try:
        done = paying.pay(account, session, pay_with, method, data.buyer, presentment=data.presentment)
        if method.outcome == "3ds" and data.confirm_3ds:
            done = paying.authenticate(account, done, confirmed=True)
    except Refused as refused:
        if refused.status != 402:
            raise
        done = account.find("checkout.session", session["id"])
    world.watch_delayed(done, method.outcome)
    return done


@post("/_control/stripe/disputes", status_code=200)
async def open_dispute(request: ControlRequest, data: JSONBody[NewDispute]) -> Json:
    """The buyer's bank disputes a payment."""
    world = _world(request)
    if data.charge is None and data.payment_intent is None:
        raise Refused("Name a charge or a payment_intent.", param="charge")
    if data.charge is None:
        account, intent = world.holding("payment_intent", str(data.payment_intent))
        charge = account.find("charge", intent["latest_charge"] or "")
    else:
        account, charge = world.holding("charge", data.charge)
    return disputes.open_dispute(
        account, charge, reason=data.reason, amount=data.amount, inquiry=data.inquiry
    )


@post("/_control/stripe/disputes/{key:str}/close", status_code=200)
async def close_dispute(request: ControlRequest, key: FromPath[str], data: JSONBody[Closing]) -> Json:
    """The bank decides."""
    return disputes.close_dispute(*_world(request).holding("dispute", key), data.status)


@post("/_control/stripe/refunds/{key:str}/fail", status_code=200)
async def fail_refund(request: ControlRequest, key: FromPath[str], data: JSONBody[Failure]) -> Json:
    """A refund comes back, even one that had succeeded."""
    account, refund = _world(request).holding("refund", key)
    return refunds.settle_refund(account, refund, "failed", data.reason)


@post("/_control/stripe/refunds/{key:str}/succeed", status_code=200)
async def complete_refund(request: ControlRequest, key: FromPath[str]) -> Json:
    """A pending refund arrives."""
    return refunds.settle_refund(*_world(request).holding("refund", key), "succeeded")


@post("/_control/stripe/emit", status_code=200)
async def emit(request: ControlRequest, data: JSONBody[NewEvent]) -> Json:
    """Send a signed event of any type, such as a payment that is not the shop's."""
    world = _world(request)
    accounts = list(world.accounts.values())
    account = world.accounts.get(data.secret_key) if data.secret_key else next(iter(accounts), None)
    if account is None:
        raise Refused("No such account; register one first.", status=404, param="secret_key")
    row = {"id": new_id("obj"), **data.object}
    account.emit(data.type, row, data.previous_attributes)
    return next(account.table("event").newest_first())


@post("/_control/stripe/events/{key:str}/resend", status_code=200)
async def resend(request: ControlRequest, key: FromPath[str]) -> Json:
    """Send an event once more, unchanged, to every endpoint that wants its type."""
    world = _world(request)
    account, event = world.holding("event", key)
    world.send_again(account, event)
    return event


@get("/_control/stripe/objects")
async def list_objects(request: ControlRequest) -> Json:
    """Everything, by account and kind, oldest first."""
    return {"accounts": [_shown(a) | {"objects": _objects(a)} for a in _world(request).accounts.values()]}


@get("/_control/stripe/faults")
async def show_faults(request: ControlRequest) -> Faults:
    """The mishaps in force."""
    return _world(request).faults


@post("/_control/stripe/faults", status_code=200)
async def set_faults(request: ControlRequest, data: JSONBody[Faults]) -> Faults:
    """Replace all mishaps."""
    _world(request).faults = data
    return data


@delete("/_control/stripe/faults", status_code=200)
async def clear_faults(request: ControlRequest) -> Faults:
    """No mishaps."""
    _world(request).faults = Faults()
    return Faults()


@post("/_control/stripe/knobs", status_code=200)
async def set_knobs(request: ControlRequest, data: JSONBody[Knobs]) -> Knobs:
    """Set how it behaves; what is not named goes back to its default."""
    _world(request).knobs = data
    return data


@post("/_control/stripe/reset", status_code=200)
async def reset(request: ControlRequest) -> Json:
    """Forget every account."""
    _world(request).reset()
    return {}


def answer_refusal(_: Request[Any, Any, Any], refused: Refused) -> Response[Json]:
    """A refusal of a control call, in the same shape as the API's."""
    return Response(refused.body(), status_code=refused.status)


def _world(request: ControlRequest) -> StripeWorld:
    world: StripeWorld = request.app.state.world.stripe
    return world


def _shown(account: Account) -> Json:
    endpoints = [{**e, "secrets": account.secrets[e["id"]]} for e in account.table(ENDPOINT).rows.values()]
    names = ("id", "secret_key", "country", "currency", "livemode")
    return {name: getattr(account, name) for name in names} | {"webhook_endpoints": endpoints}


def _objects(account: Account) -> Json:
    return {kind: list(table.rows.values()) for kind, table in account.tables.items()}
